//! The settings of one SDK.

use std::path::{Path, PathBuf};

use heck::ToUpperCamelCase as _;
use indexmap::IndexMap;
use toml::{Table, Value};

use crate::diagnostic::{ALL_WARNINGS, BAD_SETTING, Diagnostic, Levels, Severity, UNKNOWN_SETTING, rule};
use crate::hints::Hints;
use crate::nearest::nearest;
use crate::pagination::{self, PageRule};

/// What to print, from what, and under which names.
///
/// One schema, three doors: `[workspace.metadata.letterpress.<sdk>]` of a workspace's manifest, the command line, and
/// a build script. In TOML, keys are the field names in kebab case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The description to read.
    pub spec: PathBuf,
    /// Overlays (<https://spec.openapis.org/overlay/>, 1.0 or 1.1) that are applied to the description's first file, in
    /// this order, before it is parsed.
    pub overlays: Vec<PathBuf>,
    /// The operations to print, each by its operationId, by its tag (`tag:users`), by its group and those within it
    /// (`group:users.roles`), or by method and path (`GET /users/**`, `* /users/*/roles`). By default all are.
    pub include: Vec<String>,
    /// The operations not to print, named likewise, even if `include` names them.
    pub exclude: Vec<String>,
    /// What becomes of the named schemas that no operation reaches.
    pub unreached: Unreached,
    /// Which extensions of the description say how the SDK is shaped.
    pub hints: Hints,
    /// The folder of the printed crate.
    pub output: PathBuf,
    /// The crate's name; by default the output folder's.
    pub package: String,
    /// The crate's version; `0.1.0` by default.
    pub version: String,
    /// The crate's licence expression, where it is to state one.
    pub license: Option<String>,
    /// The client's type name; by default the crate's and `Client`, as in `PetStoreClient`.
    pub client: String,
    /// Names of properties that `Debug` masks: exact (`ticket`), or with a leading `*` (`*_secret`).
    ///
    /// By default [`Config::SECRETS`]; a list takes their place. Properties with `format: password` or `writeOnly` are
    /// masked in any case.
    pub secrets: Vec<String>,
    /// The token endpoint of the client-credentials flow, where the description's is not the one to use. It holds for each scheme
    /// with that flow.
    pub token_url: Option<String>,
    /// Names of the builder's methods for server variables: `tenantDomain` → `domain`.
    pub server_variables: IndexMap<String, String>,
    /// Names of servers, by URL as the description writes it: `https://sandbox.example.com` → `Sandbox`. A server that single
    /// operations have of their own is set by the builder's method of that name and `_url`.
    pub server_names: IndexMap<String, String>,
    /// Names of the builder's methods for security schemes: `apiKeyAuth` → `api_key`.
    pub security_schemes: IndexMap<String, String>,
    /// Names of the options for header parameters that are no method arguments: `auth0-custom-domain` →
    /// `custom_domain`.
    pub header_options: IndexMap<String, String>,
    /// Headers in which answers tell of quotas, by the names of the methods that read them: `auth0-client-quota-limit` →
    /// `client_quota`.
    pub quota_headers: IndexMap<String, String>,
    /// The header in which the API is told of the client, beside `User-Agent`, if it has one.
    pub telemetry: Option<Telemetry>,
    /// Types of your own, by the format of a string (`date-time`) or the name of a component (`Money`): the path of each,
    /// from its crate on, as in `jiff::Timestamp` or `chrono::DateTime<chrono::Utc>`.
    ///
    /// Each is `Clone`, `Debug` and `PartialEq`. One that stands for a string crosses the wire through its `FromStr` and
    /// `Display`; one that stands for a component, through serde's traits.
    pub types: IndexMap<String, String>,
    /// What the manifest says of the crates in `types`, as it says it: `"0.2"`, or `{ version = "0.2", features = ["x"] }`.
    /// A crate that no type is of is left out.
    pub dependencies: IndexMap<String, String>,
    /// Required properties that answers may lack, by JSON Pointer: `#/components/schemas/Pet/properties/name`. They are
    /// optional in the printed types, wherever these are used.
    pub lenient: Vec<String>,
    /// Names to be given in place of those that the description suggests, by component, by operationId, by group
    /// (`group:users.roles`), or by JSON Pointer into the description's first file.
    ///
    /// A name with a capital is that of a type; any other that of a field, an argument, a method or a group:
    /// `/components/schemas/User/properties/nm` → `name` renames the field, `UserName` the type of an object there.
    pub rename: IndexMap<String, String>,
    /// The crate that has the runtime, where several SDKs share one; by default each carries its own. It is printed along with them.
    pub runtime: Option<SharedRuntime>,
    /// How operations give lists page by page: the name of a profile (`"auth0"`), or a list of such names and of rules; none
    /// by default. Of the rules that fit an operation the first counts; what the description itself says comes last.
    ///
    /// Where a rule by cursor counts and a later one that counts pages fits too, a call can go either way.
    pub pagination: Vec<PageRule>,
    /// The operationId that the printed example calls; no example without one.
    pub example: Option<String>,
    /// What the example's environment variables begin with: `AUTH0` → `AUTH0_TOKEN`. By default the crate's name.
    pub env_prefix: Option<String>,
    /// Whether the crate is a member of the workspace around it, so that its manifest has no `[workspace]` of its own.
    /// The program finds out by itself; without it, a crate stands alone by default.
    pub in_workspace: Option<bool>,
    /// The rules whose findings fail a run (`deny`), and those whose findings are not shown (`allow`), by their codes.
    pub levels: Levels,
}

/// A header in which the client tells the API its name and version, as JSON in base64url: `Auth0-Client`, for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telemetry {
    /// The header's name.
    pub header: String,
    /// The client's name there; the crate's if there is none.
    pub name: Option<String>,
}

impl Telemetry {
    fn read(value: &Value) -> Option<Self> {
        let table = value.as_table()?;
        let text = |key: &str| table.get(key).map(|value| value.as_str().map(str::to_owned));
        let known = table.keys().all(|key| ["header", "name"].contains(&key.as_str()));
        let header = text("header")?.filter(|header| is_header(header))?;
        let name = match text("name") {
            Some(name) => Some(name?),
            None => None,
        };
        known.then_some(Self { header, name })
    }
}

/// Whether a text can be a header's name (RFC 9110, section 5.6.2).
fn is_header(text: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_token)
}

/// What is wrong with a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingFault {
    /// The key at fault; `None` where the SDK lacks one.
    pub key: Option<String>,
    /// What is wrong, without a place: who read the settings knows where the key stands.
    pub diagnostic: Diagnostic,
}

/// The crate that several SDKs share their runtime as: one `Transport`, one `TokenProvider`, one `Error`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SharedRuntime {
    /// The folder of that crate.
    pub path: PathBuf,
    /// Its name; by default the folder's.
    pub package: String,
}

impl SharedRuntime {
    /// The crate in the folder `path`, which is named after it.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self { package: package_name(&path), path }
    }
}

/// What becomes of the named schemas that no operation reaches. Where there is no operation at all, they are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unreached {
    /// They are left out; a note counts them.
    #[default]
    Prune,
    /// They are printed.
    Keep,
}

impl Unreached {
    fn read(value: &Value) -> Option<Self> {
        match value.as_str()? {
            "prune" => Some(Self::Prune),
            "keep" => Some(Self::Keep),
            _ => None,
        }
    }
}

/// Every key, as TOML spells it.
const KEYS: &[&str] = &[
    "spec",
    "overlays",
    "include",
    "exclude",
    "unreached",
    "hints",
    "output",
    "package",
    "version",
    "license",
    "client",
    "secrets",
    "token-url",
    "server-variables",
    "server-names",
    "security-schemes",
    "header-options",
    "quota-headers",
    "telemetry",
    "types",
    "dependencies",
    "lenient",
    "rename",
    "runtime",
    "pagination",
    "example",
    "env-prefix",
    "in-workspace",
    "deny",
    "allow",
];

impl Config {
    /// The properties that are masked unless the config lists others.
    pub const SECRETS: &[&str] = &[
        "password",
        "secret",
        "token",
        "ticket",
        "api_key",
        "apiKey",
        "private_key",
        "privateKey",
        "*_password",
        "*_secret",
        "*_token",
        "*Password",
        "*Secret",
        "*Token",
    ];

    /// Prints `spec` into `output`, with every other setting at its default.
    pub fn new(spec: impl Into<PathBuf>, output: impl Into<PathBuf>) -> Self {
        let output = output.into();
        let package = package_name(&output);
        Self {
            spec: spec.into(),
            client: format!("{}Client", package.to_upper_camel_case()),
            package,
            output,
            version: "0.1.0".to_owned(),
            license: None,
            overlays: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            unreached: Unreached::Prune,
            hints: Hints::default(),
            secrets: Self::SECRETS.iter().map(|name| (*name).to_owned()).collect(),
            token_url: None,
            server_variables: IndexMap::new(),
            server_names: IndexMap::new(),
            security_schemes: IndexMap::new(),
            header_options: IndexMap::new(),
            quota_headers: IndexMap::new(),
            telemetry: None,
            types: IndexMap::new(),
            dependencies: IndexMap::new(),
            lenient: Vec::new(),
            rename: IndexMap::new(),
            runtime: None,
            pagination: Vec::new(),
            example: None,
            env_prefix: None,
            in_workspace: None,
            levels: Levels::default(),
        }
    }

    /// The settings in `table`, that of the SDK `name`; paths are relative to `folder`.
    ///
    /// Without a `spec` or an `output` there is no config, and a diagnostic says so.
    pub fn from_table(name: &str, table: &Table, folder: &Path) -> (Option<Self>, Vec<SettingFault>) {
        let mut settings = Settings { name, table, found: Vec::new() };
        settings.report_unknown();
        let spec = settings.required("spec").map(|spec| folder.join(spec));
        let output = settings.required("output").map(|output| folder.join(output));
        let (Some(spec), Some(output)) = (spec, output) else { return (None, settings.found) };

        let mut config = Self::new(spec, output);
        if let Some(package) = settings.text("package") {
            config.client = format!("{}Client", package.to_upper_camel_case());
            config.package = package;
        }
        let overlays = settings.texts("overlays").unwrap_or_default();
        config.overlays = overlays.into_iter().map(|overlay| folder.join(overlay)).collect();
        config.include = settings.texts("include").unwrap_or_default();
        config.exclude = settings.texts("exclude").unwrap_or_default();
        let unreached = settings.get("unreached", "\"prune\" or \"keep\"", Unreached::read);
        config.unreached = unreached.unwrap_or_default();
        config.hints = settings.hints();
        config.version = settings.text("version").unwrap_or(config.version);
        config.license = settings.text("license");
        config.client = settings.text("client").unwrap_or(config.client);
        config.secrets = settings.texts("secrets").unwrap_or(config.secrets);
        config.token_url = settings.text("token-url");
        config.server_variables = settings.names("server-variables");
        config.server_names = settings.names("server-names");
        config.security_schemes = settings.names("security-schemes");
        config.header_options = settings.names("header-options");
        config.quota_headers = settings.names("quota-headers");
        let telemetry = "a table of `header`, the name of one, and perhaps `name`";
        config.telemetry = settings.get("telemetry", telemetry, Telemetry::read);
        config.types = settings.names("types");
        config.dependencies = settings.lines("dependencies");
        config.lenient = settings.texts("lenient").unwrap_or_default();
        config.rename = settings.names("rename");
        config.runtime = settings.runtime(folder);
        config.pagination = settings.pagination();
        config.example = settings.text("example");
        config.env_prefix = settings.text("env-prefix");
        config.in_workspace = settings.flag("in-workspace");
        config.levels = Levels { deny: settings.codes("deny"), allow: settings.codes("allow") };
        (Some(config), settings.found)
    }
}

/// The last folder of `output` as the name of a crate.
fn package_name(output: &Path) -> String {
    let folder =
        output.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let plain = folder.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' });
    let mut name = String::new();
    for c in plain.skip_while(|c| !c.is_ascii_alphabetic()).take(64) {
        // Two in a row would be two underscores of the crate's name in code, and a warning of the compiler.
        if !(c == '-' && name.ends_with('-')) {
            name.push(c);
        }
    }
    if name.is_empty() { "sdk".to_owned() } else { name }
}

/// The table of one SDK, and what is wrong with it.
struct Settings<'t> {
    name: &'t str,
    table: &'t Table,
    found: Vec<SettingFault>,
}

impl Settings<'_> {
    fn report_unknown(&mut self) {
        for key in self.table.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            let near = nearest(key, KEYS.iter().copied())
                .map(|known| format!("; did you mean `{known}`?"))
                .unwrap_or_default();
            let message =
                format!("the SDK {:?} has the setting {key:?}, which there is not{near}", self.name);
            let diagnostic = Diagnostic::new(&UNKNOWN_SETTING, None, message);
            self.found.push(SettingFault { key: Some(key.clone()), diagnostic });
        }
    }

    /// The setting `key`, as `read` takes it; a value that it does not take is reported.
    fn get<T>(&mut self, key: &str, wanted: &str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let value = self.table.get(key)?;
        let taken = read(value);
        if taken.is_none() {
            let message =
                format!("`{key}` of the SDK {:?} is {}, not {wanted}", self.name, a(value.type_str()));
            self.report(Some(key), message);
        }
        taken
    }

    fn report(&mut self, key: Option<&str>, message: String) {
        let diagnostic = Diagnostic::new(&BAD_SETTING, None, message);
        self.found.push(SettingFault { key: key.map(str::to_owned), diagnostic });
    }

    fn required(&mut self, key: &str) -> Option<String> {
        if !self.table.contains_key(key) {
            self.report(None, format!("the SDK {:?} has no `{key}`", self.name));
        }
        self.text(key)
    }

    fn text(&mut self, key: &str) -> Option<String> {
        self.get(key, "a string", |value| value.as_str().map(str::to_owned))
    }

    fn flag(&mut self, key: &str) -> Option<bool> {
        self.get(key, "a boolean", Value::as_bool)
    }

    fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        self.get(key, "a list of strings", |value| value.as_array()?.iter().map(text).collect())
    }

    /// A table whose values are kept as TOML, each on one line.
    fn lines(&mut self, key: &str) -> IndexMap<String, String> {
        let pair = |(name, value): (&String, &Value)| {
            (value.is_str() || value.is_table()).then(|| (name.clone(), value.to_string()))
        };
        self.get(key, "a table of strings and tables", |value| value.as_table()?.iter().map(pair).collect())
            .unwrap_or_default()
    }

    fn runtime(&mut self, folder: &Path) -> Option<SharedRuntime> {
        let read = |value: &Value| {
            let table = value.as_table()?;
            if table.keys().any(|key| key != "path" && key != "package") {
                return None;
            }
            let mut runtime = SharedRuntime::new(folder.join(table.get("path")?.as_str()?));
            if let Some(package) = table.get("package") {
                package.as_str()?.clone_into(&mut runtime.package);
            }
            Some(runtime)
        };
        self.get("runtime", "a table of a `path` and perhaps a `package`", read)
    }

    fn hints(&mut self) -> Hints {
        let mut hints = Hints::default();
        let lists: &mut [(&str, &mut Vec<String>)] = &mut [
            ("group", &mut hints.group),
            ("method", &mut hints.method),
            ("parameters", &mut hints.parameters),
            ("ignore", &mut hints.ignore),
            ("lifecycle", &mut hints.lifecycle),
            ("type-name", &mut hints.type_name),
            ("name", &mut hints.name),
        ];
        let known: Vec<&str> = lists.iter().map(|(key, _)| *key).collect();
        let wanted = format!("a table of lists of extensions, by {}", known.join(", "));
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let list = |(key, value): (&String, &Value)| {
            let value = value.as_array()?.iter().map(text).collect::<Option<Vec<String>>>()?;
            known.contains(&key.as_str()).then(|| (key.clone(), value))
        };
        let given: Option<IndexMap<String, Vec<String>>> =
            self.get("hints", &wanted, |value| value.as_table()?.iter().map(list).collect());
        let mut given = given.unwrap_or_default();
        for (key, hint) in lists {
            **hint = given.shift_remove(*key).unwrap_or_else(|| std::mem::take(*hint));
        }
        hints
    }

    /// Codes of rules that are no errors; `deny` takes `warnings` too.
    fn codes(&mut self, key: &str) -> Vec<String> {
        let codes = self.texts(key).unwrap_or_default();
        for code in codes.iter().filter(|code| key != "deny" || *code != ALL_WARNINGS) {
            let fault = match rule(code) {
                Ok(rule) if rule.severity == Severity::Error => Some("an error in any case".to_owned()),
                Ok(_) => None,
                Err(Some(near)) => Some(format!("no rule; did you mean `{near}`?")),
                Err(None) => Some("no rule; `letterpress explain` lists them".to_owned()),
            };
            if let Some(fault) = fault {
                self.report(
                    Some(key),
                    format!("`{key}` of the SDK {:?} names {code:?}, which is {fault}", self.name),
                );
            }
        }
        codes
    }

    fn pagination(&mut self) -> Vec<PageRule> {
        let mut faults = Vec::new();
        let rules = self.table.get("pagination").map(|value| pagination::read(value, &mut faults));
        for fault in faults {
            self.report(Some("pagination"), format!("`pagination` of the SDK {:?}: {fault}", self.name));
        }
        rules.unwrap_or_default()
    }

    fn names(&mut self, key: &str) -> IndexMap<String, String> {
        let pair = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
        self.get(key, "a table of strings", |value| value.as_table()?.iter().map(pair).collect())
            .unwrap_or_default()
    }
}

fn a(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'i']) { "an" } else { "a" };
    format!("{article} {kind}")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Config, SharedRuntime, Telemetry, Unreached};
    use crate::hints::Hints;

    fn read(text: &str) -> (Option<Config>, Vec<String>) {
        let table = text.parse().expect("TOML");
        let (config, found) = Config::from_table("pets", &table, Path::new("/project"));
        (config, found.into_iter().map(|fault| fault.diagnostic.message).collect())
    }

    #[test]
    fn what_is_left_out_has_a_default() {
        let (config, found) = read("spec = 'a.yaml'\noutput = 'out/1 Pet Store!'");
        let config = config.expect("a config");
        assert_eq!(found, Vec::<String>::new());
        assert_eq!(config, Config::new("/project/a.yaml", "/project/out/1 Pet Store!"));
        assert_eq!((config.package.as_str(), config.client.as_str()), ("pet-store-", "PetStoreClient"));
        assert_eq!(Config::new("a", "/").package, "sdk");
        assert_eq!(Config::new("a", "pets - 3.0").package, "pets-3-0");
    }

    #[test]
    fn every_setting_is_read() {
        let (config, found) = read(
            "spec = 'a'\noverlays = ['x.yaml']\ninclude = ['f']\nexclude = ['tag:g']\nunreached = 'keep'\n\
             hints = { group = ['x-g'], ignore = [] }\noutput = 'o'\npackage = 'pets'\nversion = '1.0.0'\nlicense = 'MIT'\nclient = 'Pets'\n\
             secrets = ['x']\ntoken-url = '/t'\nserver-variables = { a = 'b' }\nheader-options = { c = 'd' }\n\
             quota-headers = { q = 'r' }\ntelemetry = { header = 'T', name = 't' }\n\
             types = { date = 'jiff::civil::Date' }\nlenient = ['#/x']\n\
             dependencies = { jiff = '0.2', own = { path = '../own', features = ['serde'] } }\n\
             server-names = { 'https://h' = 's' }\nsecurity-schemes = { k = 'l' }\nrename = { h = 'i' }\n\
             runtime = { path = 'r', package = 'shared' }\n\
             pagination = 'auth0'\nexample = 'e'\nenv-prefix = 'P'\nin-workspace = true\ndeny = ['warnings', 'untyped']\n\
             allow = ['not-carried']",
        );
        let config = config.expect("a config");
        assert_eq!(found, Vec::<String>::new());
        assert_eq!(config.package, "pets");
        assert_eq!(config.overlays, [Path::new("/project/x.yaml")]);
        assert_eq!((config.include, config.exclude), (vec!["f".to_owned()], vec!["tag:g".to_owned()]));
        assert_eq!(config.unreached, Unreached::Keep);
        let hints = Hints { group: vec!["x-g".to_owned()], ignore: Vec::new(), ..Hints::default() };
        assert_eq!(config.hints, hints);
        assert_eq!(config.version, "1.0.0");
        assert_eq!(config.license.as_deref(), Some("MIT"));
        assert_eq!(config.client, "Pets");
        assert_eq!(config.secrets, ["x"]);
        assert_eq!(config.token_url.as_deref(), Some("/t"));
        assert_eq!(config.server_variables["a"], "b");
        assert_eq!(config.server_names["https://h"], "s");
        assert_eq!(config.security_schemes["k"], "l");
        assert_eq!(config.header_options["c"], "d");
        assert_eq!(config.quota_headers["q"], "r");
        assert_eq!(config.telemetry, Some(Telemetry { header: "T".to_owned(), name: Some("t".to_owned()) }));
        assert_eq!(config.types["date"], "jiff::civil::Date");
        assert_eq!(config.dependencies["jiff"], "\"0.2\"");
        assert_eq!(config.dependencies["own"], "{ features = [\"serde\"], path = \"../own\" }");
        assert_eq!(config.lenient, ["#/x"]);
        assert_eq!(config.rename["h"], "i");
        let runtime = SharedRuntime { path: "/project/r".into(), package: "shared".to_owned() };
        assert_eq!(config.runtime, Some(runtime));
        assert!(config.pagination.iter().all(|rule| rule.name.starts_with("auth0/")));
        assert_eq!(config.pagination.len(), 3);
        assert_eq!(config.example.as_deref(), Some("e"));
        assert_eq!(config.env_prefix.as_deref(), Some("P"));
        assert_eq!(config.in_workspace, Some(true));
        assert_eq!(config.levels.deny, ["warnings", "untyped"]);
        assert_eq!(config.levels.allow, ["not-carried"]);
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let (config, found) =
            read("spec = 7\nsecrets = 'x'\ntoken_url = 'x'\ncolour = 1\nserver-variables = { a = 1 }");
        assert_eq!(config, None);
        assert_eq!(
            found,
            [
                "the SDK \"pets\" has the setting \"colour\", which there is not",
                "the SDK \"pets\" has the setting \"token_url\", which there is not; did you mean `token-url`?",
                "`spec` of the SDK \"pets\" is an integer, not a string",
                "the SDK \"pets\" has no `output`",
            ]
        );
        let (_, found) = read(
            "spec = 'a'\noutput = 'b'\nsecrets = 'x'\nserver-variables = { a = 1 }\nin-workspace = 'no'\n\
             telemetry = { header = 'T: x' }\n\
             deny = ['untypd']\nallow = ['warnings', 'wrong-type']",
        );
        assert_eq!(
            found,
            [
                "`secrets` of the SDK \"pets\" is a string, not a list of strings",
                "`server-variables` of the SDK \"pets\" is a table, not a table of strings",
                "`telemetry` of the SDK \"pets\" is a table, not a table of `header`, the name of one, and perhaps `name`",
                "`in-workspace` of the SDK \"pets\" is a string, not a boolean",
                "`deny` of the SDK \"pets\" names \"untypd\", which is no rule; did you mean `untyped`?",
                "`allow` of the SDK \"pets\" names \"warnings\", which is no rule; `letterpress explain` lists them",
                "`allow` of the SDK \"pets\" names \"wrong-type\", which is an error in any case",
            ]
        );
    }
}
