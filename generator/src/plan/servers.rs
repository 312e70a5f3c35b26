//! Where calls go: the API's servers, the servers of single operations, the variables in their URLs.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::names::{Case, Ident, ident, ident_or};
use super::scope::{Claim, Scope};
use super::sdk::{Docs, Fact, FactValue, OperationServer, Segment, Server, ServerVariable, VariableDefault};
use crate::Config;
use crate::diagnostic::{Diagnostic, NOT_CARRIED};
use crate::parse::api::{self, Api, Operation};

/// Extensions that name a server, as other generators read them.
const NAME_EXTENSIONS: &[&str] = &["x-fern-server-name", "x-speakeasy-server-id"];

/// The longest description that names its server, in words.
const MAX_WORDS: usize = 4;

/// The servers of the SDK.
pub(super) struct Servers {
    /// The API's, the default first.
    pub(super) of_api: Vec<Server>,
    /// Those of single operations, by URL.
    pub(super) of_operations: Vec<OperationServer>,
    /// The builder's methods for all variables.
    pub(super) variables: Vec<ServerVariable>,
}

/// The API's servers and those that operations have of their own.
pub(super) fn servers(api: &Api, config: &Config, names: &mut Scope, found: &mut Vec<Diagnostic>) -> Servers {
    // Where no server is named, or `/` alone, all that is known is that there is one.
    let is_nameless = matches!(api.servers.as_slice(), [only] if only.server.url.trim() == "/");
    let carried: Vec<(&api::Server, Vec<Segment>)> = if is_nameless {
        Vec::new()
    } else {
        let template = |server| Some((server, absolute(template(server, found)?)));
        api.servers.iter().filter_map(template).collect()
    };
    let wanted: Vec<(Ident, String)> = carried.iter().map(|(server, _)| variant(server, config)).collect();
    let claims: Vec<Claim<'_>> = wanted
        .iter()
        .zip(&carried)
        .map(|((wanted, text), (server, _))| Claim { wanted: wanted.clone(), text, origin: &server.origin })
        .collect();
    let variants = Scope::default().settle(&claims, Case::UpperCamel, found);
    let servers: Vec<Server> =
        carried.into_iter().zip(variants).map(|((from, url), variant)| server(from, url, variant)).collect();

    let mut own: BTreeMap<&str, (&api::Server, Vec<Segment>)> = BTreeMap::new();
    for operation in &api.operations {
        let Some(first) = own_server(api, operation) else { continue };
        for further in operation.servers.iter().skip(1) {
            let message = format!("the server {:?} beside the operation's first", further.server.url);
            found.push(Diagnostic::new(&NOT_CARRIED, further.origin.clone(), message));
        }
        if !own.contains_key(first.server.url.as_str())
            && let Some(url) = template(first, found)
        {
            own.insert(&first.server.url, (first, url));
        }
    }
    let mut of_operations = Vec::with_capacity(own.len());
    for (template, (from, url)) in own {
        let stated = config.server_names.get(template).map(String::as_str);
        let wanted =
            ident_or(&format!("{} url", stated.unwrap_or(after_scheme(template))), "url", Case::Snake);
        let setter = names.take_free(&wanted);
        let server = server(from, url, setter.clone());
        of_operations.push(OperationServer { setter, template: template.to_owned(), server });
    }
    let described = api.servers.iter().chain(api.operations.iter().flat_map(|operation| &operation.servers));
    let all = servers.iter().chain(of_operations.iter().map(|own| &own.server));
    let variables = variables(all, servers.first(), described, config, names);
    Servers { of_api: servers, of_operations, variables }
}

impl Servers {
    /// The name of the server that the operation has of its own, if it has.
    pub(super) fn of(&self, api: &Api, operation: &Operation) -> Option<String> {
        let url = &own_server(api, operation)?.server.url;
        let index = self.of_operations.binary_search_by(|own| own.template.cmp(url)).ok()?;
        Some(self.of_operations.get(index)?.setter.plain().to_owned())
    }
}

/// The first of the servers that the operation or its path names, unless that is the API's default too.
fn own_server<'a>(api: &Api, operation: &'a Operation) -> Option<&'a api::Server> {
    let first = operation.servers.first()?;
    let default = api.servers.first().map_or("/", |default| default.server.url.as_str());
    (first.server.url != default).then_some(first)
}

/// A server's URL taken apart: `https://{tenant}/api` into text, variable, text. `None`, with a finding, if its braces do not match.
fn template(server: &api::Server, found: &mut Vec<Diagnostic>) -> Option<Vec<Segment>> {
    let url = server.server.url.trim();
    let mut report = |what: String| found.push(Diagnostic::new(&NOT_CARRIED, server.origin.clone(), what));
    let (kept, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    if !rest.is_empty() {
        report(format!("the query or fragment of the server {url:?}, {rest:?}"));
    }
    let mut segments = Vec::new();
    let mut rest = kept;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}').filter(|(name, _)| !name.is_empty()) else {
            report(format!("the server {url:?}, which has a brace without a name or without its pair"));
            return None;
        };
        if !before.is_empty() {
            segments.push(Segment::Literal(before.to_owned()));
        }
        segments.push(Segment::Parameter(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        segments.push(Segment::Literal(rest.to_owned()));
    }
    let is_in_url = |name: &str| kept.contains(&format!("{{{name}}}"));
    for name in server.server.variables.iter().flatten().map(|(name, _)| name).filter(|name| !is_in_url(name))
    {
        report(format!("the variable {name:?}, which the server {url:?} has no place for"));
    }
    Some(segments)
}

/// A URL that is relative to where the description is served, which nobody knows, behind a variable for that place.
fn absolute(url: Vec<Segment>) -> Vec<Segment> {
    let Some(Segment::Literal(first)) = url.first() else { return url };
    if first.contains("://") {
        return url;
    }
    let path = first.strip_prefix("./").unwrap_or(first);
    let path = Segment::Literal(format!("/{}", path.trim_start_matches('/')));
    [Segment::Parameter(ORIGIN.to_owned()), path].into_iter().chain(url.into_iter().skip(1)).collect()
}

/// The variable that stands before relative URLs.
const ORIGIN: &str = "origin";

fn server(from: &api::Server, url: Vec<Segment>, variant: Ident) -> Server {
    let declared = from.server.variables.as_ref();
    let mut variables: IndexMap<&str, VariableDefault> = IndexMap::new();
    for segment in &url {
        let Segment::Parameter(name) = segment else { continue };
        let variable = declared.and_then(|declared| declared.get(name));
        let has_default = !from.without_default.contains(name);
        // A default that holds a placeholder itself names no server.
        let default = variable.filter(|_| has_default).map(|variable| variable.default.clone());
        variables.entry(name).or_insert_with(|| VariableDefault {
            name: name.clone(),
            default: default.filter(|default| !default.contains(['{', '}'])),
            values: variable.map(|variable| variable.enumeration.clone()).unwrap_or_default(),
        });
    }
    let variables = variables.into_values().collect();
    let text = from.server.description.clone().unwrap_or_default();
    Server { variant, url, variables, docs: Docs { text, facts: Vec::new() } }
}

/// What a server is called: as the config, an extension or a short description says, else by its URL. With it goes the text
/// that says so.
fn variant(server: &api::Server, config: &Config) -> (Ident, String) {
    let url = &server.server.url;
    let stated = config.server_names.get(url).map(String::as_str);
    let extension = || NAME_EXTENSIONS.iter().find_map(|key| server.server.extensions.get(*key)?.as_str());
    let text = stated.or_else(extension).or_else(|| short(server.server.description.as_deref()?));
    let named = text.and_then(|text| Some((ident(text, Case::UpperCamel)?, text)));
    let (name, text) =
        named.unwrap_or_else(|| (ident_or(after_scheme(url), "Server", Case::UpperCamel), url.as_str()));
    (name, text.to_owned())
}

/// A description that can be a name: without what each server's could say.
fn short(description: &str) -> Option<&str> {
    let text = description.trim().trim_end_matches('.');
    let lower = text.to_ascii_lowercase();
    let text = if lower.starts_with("the ") { text.get(4..)? } else { text };
    let endings = [" server", " environment", " api"];
    let ending = endings.iter().find(|ending| lower.ends_with(**ending));
    let text = ending.map_or(Some(text), |ending| text.get(..text.len().checked_sub(ending.len())?))?;
    (!text.is_empty() && text.split_whitespace().count() <= MAX_WORDS).then_some(text)
}

fn after_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

/// A method of the builder for each variable of a server, in the order of the servers.
fn variables<'s>(
    servers: impl Iterator<Item = &'s Server>,
    default: Option<&Server>,
    described: impl Iterator<Item = &'s api::Server>,
    config: &Config,
    names: &mut Scope,
) -> Vec<ServerVariable> {
    let mut texts: IndexMap<&str, &str> = IndexMap::new();
    for (name, variable) in described.flat_map(|server| server.server.variables.iter().flatten()) {
        if let Some(text) = &variable.description {
            texts.entry(name).or_insert(text);
        }
    }
    texts.entry(ORIGIN).or_insert("Where the API is served: `https://api.example.com`.");
    let mut all: IndexMap<&str, Vec<&VariableDefault>> = IndexMap::new();
    for variable in servers.flat_map(|server| &server.variables) {
        all.entry(&variable.name).or_default().push(variable);
    }
    let needs = |name: &str| {
        let mut variables = default.into_iter().flat_map(|server| &server.variables);
        variables.any(|variable| variable.name == name && variable.default.is_none())
    };
    all.into_iter()
        .map(|(name, uses)| {
            let setter = config.server_variables.get(name).map_or(name, String::as_str);
            let text = texts.get(name).copied().unwrap_or_default().to_owned();
            ServerVariable {
                name: name.to_owned(),
                setter: names.take_free(&ident_or(setter, "variable", Case::Snake)),
                required: needs(name),
                docs: Docs { text, facts: facts(&uses) },
            }
        })
        .collect()
}

/// The default of a variable and its values, where every server that has it has the same.
fn facts(uses: &[&VariableDefault]) -> Vec<Fact> {
    let Some((first, rest)) = uses.split_first() else { return Vec::new() };
    let mut facts = Vec::new();
    if let Some(default) = &first.default
        && rest.iter().all(|other| other.default == first.default)
    {
        facts.push(Fact { label: "Default", value: FactValue::Code(default.clone()) });
    }
    if !first.values.is_empty() && rest.iter().all(|other| other.values == first.values) {
        facts.push(Fact { label: "Values", value: FactValue::Code(first.values.join(", ")) });
    }
    facts
}
