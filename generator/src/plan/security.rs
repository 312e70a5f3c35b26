//! Who calls: the security schemes as settings of the client, and which of them each operation is sent with.
//!
//! A scheme is a setting of its own, with two exceptions. Schemes that take a bearer token and that the same operations
//! accept, each alone, are one setting, since no call could tell them apart. A client certificate is none: it is given to
//! the transport.

use std::collections::{BTreeMap, HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::APIKeyLocation;

use super::modules::each_operation;
use super::names::{Case, Ident, ident_or};
use super::scope::Scope;
use super::sdk::{self, Auth, ClientCredentials, Docs, SchemeKind, SecurityScheme, TokenEndpoint};
use crate::Config;
use crate::diagnostic::{Diagnostic, NOT_CARRIED, SEVERAL_TOKEN_ENDPOINTS, UNUSED_SECURITY_SCHEME};
use crate::parse::api::{self, Api, Operation, ParameterLocation};

/// How many alternatives of an operation are carried, and how many schemes of each.
const MAX_ALTERNATIVES: usize = 16;

/// The headers that say what a body is and where it goes.
const FRAMING_HEADERS: &[&str] =
    &["connection", "content-length", "content-type", "cookie", "host", "transfer-encoding"];

/// The client's settings for security, and how requirements name them.
pub(super) struct Security<'a> {
    /// The settings, by the names of their schemes.
    pub(super) schemes: Vec<SecurityScheme>,
    settings: HashMap<&'a str, Setting>,
    /// Whether no operation requires any scheme, so that nothing is known of what each takes.
    is_unstated: bool,
}

/// What a scheme of the description is for the client.
#[derive(Clone, Copy)]
enum Setting {
    /// The scheme of this index.
    Scheme(usize),
    /// Nothing that the client sends.
    Transport,
}

/// Schemes that are one setting.
struct Group<'a> {
    names: Vec<&'a str>,
    kind: Kind,
}

/// How a scheme's credential is sent.
#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Bearer,
    Basic,
    Authorization,
    Key(ParameterLocation, String),
}

impl Kind {
    /// The kind of a scheme; `None` for one that the client sends nothing for.
    fn of(scheme: &api::SecurityScheme) -> Option<Self> {
        Some(match scheme.scheme.as_ref()? {
            openapiv3::SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
                Self::Bearer
            }
            openapiv3::SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
                Self::Basic
            }
            openapiv3::SecurityScheme::HTTP { .. } => Self::Authorization,
            openapiv3::SecurityScheme::OAuth2 { .. } | openapiv3::SecurityScheme::OpenIDConnect { .. } => {
                Self::Bearer
            }
            openapiv3::SecurityScheme::APIKey { location, name, .. } => {
                let location = match location {
                    APIKeyLocation::Query => ParameterLocation::Query,
                    APIKeyLocation::Header => ParameterLocation::Header,
                    APIKeyLocation::Cookie => ParameterLocation::Cookie,
                };
                Self::Key(location, name.clone())
            }
        })
    }

    /// Whether it is a key whose header or cookie can't be, or is not the caller's to set.
    fn has_no_place(&self) -> bool {
        // The characters of RFC 9110, section 5.6.2.
        let is_token = |name: &str| {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
        };
        match self {
            Self::Key(ParameterLocation::Header, name) => {
                !is_token(name) || FRAMING_HEADERS.iter().any(|framing| name.eq_ignore_ascii_case(framing))
            }
            Self::Key(ParameterLocation::Cookie, name) => !is_token(name),
            _ => false,
        }
    }

    /// What the setting is called if it is the only one of its kind.
    fn usual_name(&self) -> Option<&'static str> {
        match self {
            Self::Bearer => Some("token"),
            Self::Basic => Some("basic"),
            Self::Key(..) => Some("api_key"),
            Self::Authorization => None,
        }
    }
}

/// How operations use a scheme.
#[derive(Default)]
struct Use {
    /// The operations that take it alone, by index.
    alone: Vec<usize>,
    /// Whether one takes it beside another.
    is_combined: bool,
}

/// The settings that the API's operations ask for.
pub(super) fn security<'a>(
    api: &'a Api,
    config: &Config,
    names: &mut Scope,
    found: &mut Vec<Diagnostic>,
) -> Security<'a> {
    let uses = uses(api);
    let is_unstated = uses.is_empty();
    let mut settings = HashMap::new();
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut interchangeable: BTreeMap<&[usize], usize> = BTreeMap::new();
    let mut declared: Vec<_> = api.security_schemes.iter().collect();
    declared.sort_by_key(|(name, _)| *name);
    for (name, scheme) in declared {
        let used = uses.get(name.as_str());
        if used.is_none() && !is_unstated {
            let message = format!("no operation requires the security scheme {name:?}");
            found.push(Diagnostic::new(&UNUSED_SECURITY_SCHEME, scheme.origin.clone().key(), message));
            continue;
        }
        let Some(kind) = Kind::of(scheme) else {
            if scheme.is_mutual_tls {
                settings.insert(name.as_str(), Setting::Transport);
            }
            continue;
        };
        if kind.has_no_place() {
            let message =
                format!("the security scheme {name:?}, as no request can carry its key under that name");
            found.push(Diagnostic::new(&NOT_CARRIED, scheme.origin.clone().key(), message));
            continue;
        }
        let alone = used.map_or(&[][..], |used| &used.alone);
        let is_alone = kind == Kind::Bearer && used.is_none_or(|used| !used.is_combined);
        let next = groups.len();
        let index = if is_alone { *interchangeable.entry(alone).or_insert(next) } else { next };
        match groups.get_mut(index) {
            Some(group) => group.names.push(name),
            None => groups.push(Group { names: vec![name], kind }),
        }
        settings.insert(name.as_str(), Setting::Scheme(index));
    }
    if api.security_schemes.is_empty() {
        groups.push(Group { names: Vec::new(), kind: Kind::Bearer });
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in groups.iter().filter_map(|group| group.kind.usual_name()) {
        *counts.entry(name).or_default() += 1;
    }
    let mut schemes = Vec::with_capacity(groups.len());
    for group in &groups {
        let usual = group.kind.usual_name().filter(|name| counts.get(name) == Some(&1));
        schemes.push(scheme(api, config, group, usual, names, found));
    }
    Security { schemes, settings, is_unstated }
}

/// What of each scheme that the description has operations make use.
fn uses(api: &Api) -> HashMap<&str, Use> {
    let mut uses: HashMap<&str, Use> = HashMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        for requirement in operation.security.iter().take(MAX_ALTERNATIVES) {
            for name in requirement.keys().take(MAX_ALTERNATIVES) {
                if !api.security_schemes.contains_key(name) {
                    continue;
                }
                let used = uses.entry(name).or_default();
                if requirement.len() > 1 {
                    used.is_combined = true;
                } else if used.alone.last() != Some(&index) {
                    used.alone.push(index);
                }
            }
        }
    }
    uses
}

/// One setting, and the builder's methods for it.
fn scheme(
    api: &Api,
    config: &Config,
    group: &Group<'_>,
    usual: Option<&str>,
    names: &mut Scope,
    found: &mut Vec<Diagnostic>,
) -> SecurityScheme {
    let renamed = group.names.iter().find_map(|name| config.security_schemes.get(*name)).map(String::as_str);
    let first = group.names.first().copied().unwrap_or("token");
    let wanted = renamed.or(usual).unwrap_or(first);
    let setter = names.take_free(&ident_or(wanted, "credential", Case::Snake));
    // The methods beside `token` go by their own names, those beside any other begin with it.
    let prefix = if setter.plain() == "token" { "" } else { setter.plain() };
    let mut method = |name: &str| -> Ident {
        names.take_free(&ident_or(&format!("{prefix} {name}"), "method", Case::Snake))
    };
    let schemes = || group.names.iter().filter_map(|name| Some((*name, api.security_schemes.get(*name)?)));
    let kind = match &group.kind {
        Kind::Bearer => {
            let provider = if prefix.is_empty() { method("token provider") } else { method("provider") };
            let endpoint = token_endpoint(schemes(), config, found);
            let client_credentials = endpoint.map(|endpoint| ClientCredentials {
                endpoint,
                setter: method("client credentials"),
                assertion: method("client assertion"),
                audience: method("audience"),
                token_url: method("token url"),
                docs: descriptions(schemes(), |scheme| client_credentials(scheme).is_some()),
            });
            SchemeKind::Bearer { provider, client_credentials }
        }
        Kind::Basic => SchemeKind::Basic,
        Kind::Authorization => SchemeKind::Authorization { provider: method("provider") },
        Kind::Key(location, name) => SchemeKind::Key { location: *location, name: name.clone() },
    };
    SecurityScheme {
        setter,
        kind,
        docs: descriptions(schemes(), |scheme| client_credentials(scheme).is_none()),
    }
}

/// What the description says of those of the schemes that `takes` picks.
fn descriptions<'s>(
    schemes: impl Iterator<Item = (&'s str, &'s api::SecurityScheme)>,
    takes: impl Fn(&api::SecurityScheme) -> bool,
) -> Docs {
    let texts: Vec<&str> =
        schemes.filter(|(_, scheme)| takes(scheme)).filter_map(|(_, scheme)| description(scheme)).collect();
    Docs { text: texts.join("\n\n"), facts: Vec::new() }
}

fn client_credentials(scheme: &api::SecurityScheme) -> Option<&openapiv3::ClientCredentialsOAuth2Flow> {
    match scheme.scheme.as_ref()? {
        openapiv3::SecurityScheme::OAuth2 { flows, .. } => flows.client_credentials.as_ref(),
        _ => None,
    }
}

fn description(scheme: &api::SecurityScheme) -> Option<&str> {
    let (openapiv3::SecurityScheme::APIKey { description, .. }
    | openapiv3::SecurityScheme::HTTP { description, .. }
    | openapiv3::SecurityScheme::OAuth2 { description, .. }
    | openapiv3::SecurityScheme::OpenIDConnect { description, .. }) = scheme.scheme.as_ref()?;
    description.as_deref()
}

/// Where the client-credentials flow (RFC 6749, section 4.4) of schemes that are one setting fetches its tokens: where the
/// config says, else where the first by name does.
fn token_endpoint<'s>(
    schemes: impl Iterator<Item = (&'s str, &'s api::SecurityScheme)>,
    config: &Config,
    found: &mut Vec<Diagnostic>,
) -> Option<TokenEndpoint> {
    let mut flows = schemes.filter_map(|(name, scheme)| Some((name, scheme, client_credentials(scheme)?)));
    let first = flows.next();
    if let Some((first, _, flow)) = first
        && config.token_url.is_none()
    {
        for (name, scheme, _) in flows.filter(|(_, _, other)| other.token_url != flow.token_url) {
            let message = format!(
                "{name:?} fetches its tokens elsewhere than {first:?}, and the same operations take either; \
                 the endpoint of {first:?} is asked"
            );
            found.push(Diagnostic::new(&SEVERAL_TOKEN_ENDPOINTS, scheme.origin.clone().key(), message));
        }
    }
    let flow = first.map(|(_, _, flow)| flow);
    let url = config.token_url.clone().or_else(|| flow.map(|flow| flow.token_url.clone()))?;
    let parameters = flow.map(|flow| form_parameters(&flow.extensions)).unwrap_or_default();
    Some(TokenEndpoint { url, parameters })
}

/// What `x-form-parameters` adds to a token request.
fn form_parameters(extensions: &IndexMap<String, serde_json::Value>) -> Vec<(String, String)> {
    let given = extensions.get("x-form-parameters").and_then(serde_json::Value::as_object);
    let text =
        |(name, value): (&String, &serde_json::Value)| Some((name.clone(), value.as_str()?.to_owned()));
    given.into_iter().flatten().filter_map(text).collect()
}

/// Takes out the settings that no operation is sent with, as what requires them is not carried. Without any operation all
/// stay, for calls that the description lacks.
pub(super) fn keep_sent(schemes: &mut Vec<SecurityScheme>, groups: &[sdk::Group]) {
    let mut sent: HashSet<&str> = HashSet::new();
    for group in groups {
        each_operation(group, &mut |operation| sent.extend(operation.auth.schemes()));
    }
    if !groups.is_empty() {
        schemes.retain(|scheme| sent.contains(scheme.setter.plain()));
    }
}

impl Security<'_> {
    /// What the operation is sent with, and the scopes that its token needs.
    pub(super) fn of(&self, operation: &Operation, found: &mut Vec<Diagnostic>) -> (Auth, Vec<String>) {
        let mut sets: Vec<Vec<usize>> = Vec::new();
        let mut scopes: Vec<String> = Vec::new();
        let mut is_optional = false;
        for (index, requirement) in operation.security.iter().enumerate() {
            let set =
                if index < MAX_ALTERNATIVES { self.set(requirement) } else { Err(" beyond the sixteenth") };
            match set {
                Ok(set) => {
                    is_optional |= set.is_empty();
                    let scoped = requirement.iter().filter(|(name, _)| self.is_token(name));
                    for scope in scoped.flat_map(|(_, scopes)| scopes) {
                        if !scopes.contains(scope) {
                            scopes.push(scope.clone());
                        }
                    }
                    if !set.is_empty() && !sets.contains(&set) {
                        sets.push(set);
                    }
                }
                Err(why) => {
                    let names: Vec<&str> =
                        requirement.keys().map(String::as_str).take(MAX_ALTERNATIVES).collect();
                    let message = format!("the security requirement {}{why}", names.join(" and "));
                    found.push(Diagnostic::new(&NOT_CARRIED, operation.origin.clone(), message));
                }
            }
        }
        if self.is_unstated && !operation.states_security {
            is_optional = true;
            sets.extend((0..self.schemes.len().min(MAX_ALTERNATIVES)).map(|index| vec![index]));
        }
        (self.auth(&sets, is_optional), scopes)
    }

    /// The settings that fulfil a requirement together, or why none do.
    fn set(&self, requirement: &api::SecurityRequirement) -> Result<Vec<usize>, &'static str> {
        if requirement.len() > MAX_ALTERNATIVES {
            return Err(", which are more than sixteen");
        }
        let mut set: Vec<usize> = Vec::new();
        for name in requirement.keys() {
            match self.settings.get(name.as_str()).ok_or("")? {
                Setting::Transport => {}
                Setting::Scheme(index) if set.contains(index) => {}
                Setting::Scheme(index) => set.push(*index),
            }
        }
        let places: Vec<_> = set.iter().filter_map(|index| self.schemes.get(*index)).map(place).collect();
        let is_twice = places.iter().enumerate().any(|(index, place)| places[..index].contains(place));
        if is_twice { Err(", two of which are sent in one place") } else { Ok(set) }
    }

    fn is_token(&self, name: &str) -> bool {
        let Some(Setting::Scheme(index)) = self.settings.get(name) else { return false };
        matches!(self.schemes.get(*index), Some(SecurityScheme { kind: SchemeKind::Bearer { .. }, .. }))
    }

    fn auth(&self, sets: &[Vec<usize>], is_optional: bool) -> Auth {
        let name = |index: &usize| Some(self.schemes.get(*index)?.setter.plain().to_owned());
        let mut sets: Vec<Vec<String>> =
            sets.iter().map(|set| set.iter().filter_map(name).collect()).collect();
        let is_token = |sets: &[Vec<String>]| matches!(sets, [only] if matches!(only.as_slice(), [name] if name == "token"));
        match (is_token(&sets), is_optional) {
            _ if sets.is_empty() => Auth::None,
            (true, false) => Auth::Bearer,
            (true, true) => Auth::OptionalBearer,
            (false, false) => Auth::AnyOf(sets),
            (false, true) => {
                // What the client has is sent, wherever the description puts the empty alternative.
                sets.push(Vec::new());
                Auth::AnyOf(sets)
            }
        }
    }
}

/// Where a credential is sent: two that share a place can't be sent together.
fn place(scheme: &SecurityScheme) -> (ParameterLocation, String) {
    match &scheme.kind {
        SchemeKind::Bearer { .. } | SchemeKind::Basic | SchemeKind::Authorization { .. } => {
            (ParameterLocation::Header, "authorization".to_owned())
        }
        SchemeKind::Key { location: ParameterLocation::Header, name } => {
            (ParameterLocation::Header, name.to_ascii_lowercase())
        }
        SchemeKind::Key { location, name } => (*location, name.clone()),
    }
}
