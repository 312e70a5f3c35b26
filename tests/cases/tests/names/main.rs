//! What awkward names become: a table to be read by eye.

use std::fmt::Write as _;
use std::path::PathBuf;

use letterpress::plan::Sdk;
use letterpress::plan::sdk::DefinitionKind;
use letterpress::{Config, read};
use serde_json::{Value, json};

/// Each stands alone, as the name of everything that has one.
const ALONE: &[&str] = &[
    // Names as they should be, in each spelling.
    "user",
    "User",
    "userId",
    "user_id",
    "user-id",
    "USER_ID",
    "UserID",
    "User Id",
    "OAuthSSOConfig",
    "HTTPServer",
    "v2",
    "ipV4Address",
    "x509Cert",
    "iOS",
    "a1b2",
    // Keywords: strict, reserved, weak, those of edition 2024, and those that can't be raw.
    "type",
    "match",
    "async",
    "await",
    "gen",
    "try",
    "dyn",
    "yield",
    "abstract",
    "macro",
    "union",
    "auto",
    "raw",
    "safe",
    "static",
    "true",
    "self",
    "Self",
    "super",
    "crate",
    "r#type",
    "_",
    "__",
    // The prelude, and what printed code uses.
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "String",
    "Vec",
    "Box",
    "Default",
    "std",
    "u8",
    "str",
    "new",
    "default",
    "clone",
    "from",
    "send",
    "validate",
    "Unknown",
    "Field",
    "Client",
    "mod",
    "lib",
    "runtime",
    "types",
    // Digits and signs.
    "2fa",
    "3DSecure",
    "200",
    "0",
    "1.0",
    "-1",
    "+1",
    "1e3",
    "4XX",
    "GMT+1",
    "GMT-1",
    // Punctuation.
    "",
    " ",
    "*",
    "<=",
    "!=",
    "@type",
    "$ref",
    "$",
    "#",
    "a.b",
    "a/b",
    "a:b",
    "a[b]",
    "a[]",
    "filter[name][eq]",
    "a'b",
    "a\"b",
    "a\\b",
    "a{b}",
    "a%20b",
    "a+b",
    "a&b",
    "X-Request-ID",
    "application/json",
    "--",
    "_id",
    "id_",
    "__typename",
    "a__b",
    "a\nb",
    "a\tb",
    "a\0b",
    "//",
    "/* */",
    "\"; drop",
    // Beyond ASCII.
    "é",
    "naïve",
    "Straße",
    "Ünïcödé",
    "日本語",
    "имя",
    "名前_id",
    "ﬁ",
    "🙂",
    "a🙂b",
    "🙂🙂",
    "١",
    "²",
    "\u{200b}",
    "a\u{202e}b",
    "İ",
    "ǅ",
    // File names that some systems reserve.
    "con",
    "NUL",
    "aux",
    "..",
    "../../etc/passwd",
    "C:\\x",
];

/// These stand beside each other, as the names of properties, values and schemas.
const TOGETHER: &[&[&str]] = &[
    &["mixedCase", "mixed_case"],
    &["id", "ID", "Id"],
    &["a-b", "a_b", "a b", "a.b"],
    &["GMT+1", "GMT-1", "GMT1"],
    &["+1", "-1", "1"],
    &["<", "<=", ">", ">="],
    &["self", "self_", "Self"],
    &["type", "Type", "r#type"],
    &["é", "è", "e"],
    &["日本", "中国"],
    &["a", "a2", "a_2", "A"],
    &["", " ", "_"],
];

#[test]
fn awkward_names_become_rust() {
    let mut table = row(&["name", "type", "field", "method", "variant", "module"]);
    for text in ALONE {
        let sdk = sdk(&[text]);
        let definition = sdk.definitions.iter().find(|found| found.origin.pointer == component(text));
        let group = &sdk.groups[0];
        let columns = [
            definition.map_or("-", |found| found.name.as_str()),
            field(&sdk, text),
            group.operations[0].name.as_str(),
            variant(&sdk, text),
            group.module.as_str(),
        ];
        table += &row(&[&[&*format!("{text:?}")][..], &columns].concat());
    }
    assert!(ALONE.len() > 60);
    let long = sdk(&["long".repeat(40).as_str()]);
    table += &row(&["\"long\" 40 times", long.groups[0].name.as_str()]);
    snapshot("awkward-names", &table);
}

#[test]
fn names_that_are_alike_stay_apart() {
    let mut table = row(&["name", "type", "field", "variant"]);
    for texts in TOGETHER {
        let sdk = sdk(texts);
        table.push('\n');
        for text in *texts {
            let definition = sdk.definitions.iter().find(|found| found.origin.pointer == component(text));
            let name = definition.map_or("-", |found| found.name.as_str());
            table += &row(&[&format!("{text:?}"), name, field(&sdk, text), variant(&sdk, text)]);
        }
    }
    snapshot("names-that-are-alike", &table);
}

fn snapshot(name: &str, table: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(".");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, table));
}

fn row(columns: &[&str]) -> String {
    let mut line = String::new();
    for column in columns {
        write!(line, "{column:<28} ").unwrap();
    }
    line.trim_end().to_owned() + "\n"
}

/// The SDK of a description in which everything is called by one of `texts`.
fn sdk(texts: &[&str]) -> Sdk {
    let object = |members: Vec<(String, Value)>| Value::Object(members.into_iter().collect());
    let properties =
        object(texts.iter().map(|text| ((*text).to_owned(), json!({"type": "string"}))).collect());
    let references: Vec<Value> =
        texts.iter().map(|text| json!({"$ref": format!("#{}", percent(component(text).as_str()))})).collect();
    let schemas = object(
        texts
            .iter()
            .map(|text| ((*text).to_owned(), json!({"type": "object", "properties": {"x": {}}})))
            .collect(),
    );
    let uses =
        object(references.into_iter().enumerate().map(|(at, found)| (format!("use{at}"), found)).collect());
    let mut description = json!({
        "openapi": "3.1.0",
        "info": {"title": "Names", "version": "1"},
        "servers": [{"url": "https://example.com"}],
        "paths": {"/things": {"post": {
            "operationId": "call",
            "x-operation-group": [texts[0]],
            "x-operation-name": texts[0],
            "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {
                "fields": {"type": "object", "properties": properties},
                "values": {"type": "string", "enum": texts},
                "uses": {"type": "object", "properties": uses},
            }}}}},
            "responses": {"204": {"description": "Done."}},
        }}},
    });
    description["components"] = json!({"schemas": schemas});
    let config = Config::new(PathBuf::from("names.json"), "names");
    let printed = letterpress::run_text("names.json", description.to_string(), &config);
    printed.sdk.unwrap_or_else(|| panic!("{texts:?}: {:?}", printed.diagnostics))
}

fn component(name: &str) -> read::Pointer {
    read::Pointer::root().child("components").child("schemas").child(name)
}

/// A pointer as it stands in the fragment of a URI.
fn percent(pointer: &str) -> String {
    let encode = |byte: u8| match byte {
        b'/' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    pointer.bytes().map(encode).collect()
}

fn field<'s>(sdk: &'s Sdk, text: &str) -> &'s str {
    let fields =
        sdk.definitions.iter().filter(|found| found.origin.pointer.as_str().ends_with("/properties/fields"));
    let fields = fields.filter_map(|found| match &found.kind {
        DefinitionKind::Struct(structure) => Some(&structure.fields),
        _ => None,
    });
    fields.flatten().find(|field| field.wire == text).map_or("-", |field| field.name.as_str())
}

fn variant<'s>(sdk: &'s Sdk, text: &str) -> &'s str {
    let variants = sdk.definitions.iter().filter_map(|found| match &found.kind {
        DefinitionKind::Enum(enumeration) => Some(&enumeration.variants),
        _ => None,
    });
    variants
        .flatten()
        .find(|variant| variant.wire.to_string() == text)
        .map_or("-", |variant| variant.name.as_str())
}
