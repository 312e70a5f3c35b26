//! `validate()`: every constraint of the description, violated once, and its bounds, met.

use auth0_management::runtime::ValidationError;
use auth0_management::types;
use serde_json::{Value, json};

use super::setup::{Content, FULLEST, fullest};
use super::spec::{places, schemas};

/// The fullest request with another value at a place, which is added if it is not there.
fn with(pointer: &str, value: Value) -> Content {
    let mut json: Value = serde_json::from_str(FULLEST).unwrap();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match json.pointer_mut(parent).unwrap() {
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
        parent => parent[name] = value,
    }
    serde_json::from_value(json).unwrap()
}

fn found(result: Result<(), ValidationError>) -> Vec<(String, &'static str)> {
    let violations = result.err().into_iter().flat_map(|error| error.violations().to_vec());
    violations.map(|violation| (violation.path().to_owned(), violation.keyword())).collect()
}

/// So many notes.
fn notes(count: usize) -> Value {
    (0..count).map(|number| (format!("n{number}"), Value::Null)).collect::<serde_json::Map<_, _>>().into()
}

/// So many characters, each of two bytes.
fn text(length: usize) -> Value {
    "é".repeat(length).into()
}

#[test]
fn the_fullest_request_is_valid_and_so_is_the_empty_one() {
    fullest().validate().unwrap();
    Content::new().validate().unwrap();
}

#[test]
fn every_constraint_is_checked_at_its_place() {
    let rows = [
        ("/connection_config/name", json!(""), "minLength", "$.connection_config.name"),
        ("/connection_config/name", json!("x".repeat(129)), "maxLength", "$.connection_config.name"),
        ("/connection_config/name", json!("a--b"), "pattern", "$.connection_config.name"),
        ("/connection_config/display_name", text(129), "maxLength", "$.connection_config.display_name"),
        ("/connection_config/metadata", notes(11), "maxProperties", "$.connection_config.metadata"),
        ("/connection_config/metadata/*", text(256), "maxLength", "$.connection_config.metadata['*']"),
        (
            "/connection_config/options/domain_aliases/0",
            json!(""),
            "minLength",
            "$.connection_config.options.domain_aliases[0]",
        ),
        (
            "/connection_config/options/domain_aliases/0",
            text(256),
            "maxLength",
            "$.connection_config.options.domain_aliases[0]",
        ),
        (
            "/connection_config/options/idpinitiated/client_authorizequery",
            text(257),
            "maxLength",
            "$.connection_config.options.idpinitiated.client_authorizequery",
        ),
        (
            "/enabled_organizations/0/organization_id",
            text(51),
            "maxLength",
            "$.enabled_organizations[0].organization_id",
        ),
        ("/ttl_sec", json!(-1), "minimum", "$.ttl_sec"),
        ("/ttl_sec", json!(432_001), "maximum", "$.ttl_sec"),
        (
            "/domain_aliases_config/pending_domains/0",
            json!(""),
            "minLength",
            "$.domain_aliases_config.pending_domains[0]",
        ),
        (
            "/domain_aliases_config/pending_domains/0",
            text(256),
            "maxLength",
            "$.domain_aliases_config.pending_domains[0]",
        ),
        ("/provisioning_config/scopes", json!([]), "minItems", "$.provisioning_config.scopes"),
        (
            "/provisioning_config/token_lifetime",
            json!(899),
            "minimum",
            "$.provisioning_config.token_lifetime",
        ),
    ];
    for (pointer, value, keyword, path) in &rows {
        let violations = found(with(pointer, value.clone()).validate());
        // An empty name matches no pattern either.
        let expected: &[&str] =
            if value == "" && pointer.ends_with("name") { &[keyword, "pattern"] } else { &[keyword] };
        let expected: Vec<_> = expected.iter().map(|keyword| ((*path).to_owned(), *keyword)).collect();
        assert_eq!(violations, expected);
    }

    let keywords =
        ["minLength", "maxLength", "pattern", "minimum", "maximum", "minItems", "maxItems", "maxProperties"];
    let mut described: Vec<_> = places(&schemas()["CreateSelfServiceProfileSsoTicketRequestContent"])
        .iter()
        .flat_map(|(pointer, schema)| {
            let stated = keywords.into_iter().filter(|keyword| {
                schema.get(*keyword).is_some_and(|bound| bound != 0 || *keyword != "minItems")
            });
            stated.map(|keyword| (pointer.clone(), keyword)).collect::<Vec<_>>()
        })
        .collect();
    described.sort_unstable();
    let mut checked: Vec<_> =
        rows.iter().map(|(pointer, _, keyword, _)| ((*pointer).to_owned(), *keyword)).collect();
    checked.sort_unstable();
    assert_eq!(checked, described);
}

#[test]
fn the_bounds_themselves_are_valid() {
    let rows = [
        ("/connection_config/name", json!("x")),
        ("/connection_config/name", json!("x".repeat(128))),
        ("/connection_config/name", json!("a-b-C9")),
        ("/connection_config/display_name", text(128)),
        ("/connection_config/display_name", text(0)),
        ("/connection_config/metadata", notes(10)),
        ("/connection_config/metadata/*", text(255)),
        ("/connection_config/metadata/*", Value::Null),
        ("/connection_config/options", Value::Null),
        ("/connection_config/options/domain_aliases", json!([])),
        ("/connection_config/options/domain_aliases", Value::Null),
        ("/connection_config/options/domain_aliases/0", text(255)),
        ("/connection_config/options/icon_url", Value::Null),
        ("/connection_config/options/idpinitiated", Value::Null),
        ("/connection_config/options/idpinitiated/client_authorizequery", text(256)),
        ("/enabled_clients", json!([])),
        ("/enabled_organizations", json!([])),
        ("/enabled_organizations/0/organization_id", text(50)),
        ("/ttl_sec", json!(0)),
        ("/ttl_sec", json!(432_000)),
        ("/domain_aliases_config/domain_verification", json!("a value of tomorrow")),
        ("/domain_aliases_config/pending_domains/0", text(255)),
        ("/provisioning_config/scopes", json!(["a value of tomorrow"])),
        ("/provisioning_config/token_lifetime", json!(900)),
        ("/provisioning_config/token_lifetime", Value::Null),
        ("/unknown", json!({"ttl_sec": -1})),
    ];
    for (pointer, value) in rows {
        assert_eq!(found(with(pointer, value).validate()), [], "{pointer}");
    }
}

#[test]
fn a_name_is_letters_and_digits_with_single_hyphens_between() {
    for name in ["-a", "a-", "a b", "a_b", "é", "a\n", "a--b", "-"] {
        let config = types::SelfServiceProfileSsoTicketConnectionConfig::new(name);
        assert_eq!(found(config.validate()), [("$.name".to_owned(), "pattern")], "{name:?}");
    }
}

#[test]
fn every_violation_is_found_and_none_shows_its_value() {
    let content = with("/connection_config/name", json!("--")).ttl_sec(-1).enabled_organizations([
        types::SelfServiceProfileSsoTicketEnabledOrganization::new("x"),
        types::SelfServiceProfileSsoTicketEnabledOrganization::new("y".repeat(51)),
    ]);
    let error = content.validate().unwrap_err();
    assert_eq!(
        error.to_string(),
        "$.connection_config.name must match ^[a-zA-Z0-9](-[a-zA-Z0-9]|[a-zA-Z0-9])*$; \
         $.enabled_organizations[1].organization_id must have at most 50 characters; \
         $.ttl_sec must be at least 0",
    );
}

#[test]
fn a_part_is_checked_from_its_own_root() {
    let config = || types::SelfServiceProfileSsoTicketProvisioningConfig::new();
    let rows = [
        (config().token_lifetime(1).validate(), "$.token_lifetime"),
        (types::SelfServiceProfileSsoTicketConnectionConfig::new("-").validate(), "$.name"),
        (
            types::SelfServiceProfileSsoTicketConnectionOptions::new().domain_aliases(["a", ""]).validate(),
            "$.domain_aliases[1]",
        ),
        (
            types::SelfServiceProfileSsoTicketDomainAliasesConfig::new("none")
                .pending_domains([""])
                .validate(),
            "$.pending_domains[0]",
        ),
        (
            types::SelfServiceProfileSsoTicketEnabledOrganization::new("x".repeat(51)).validate(),
            "$.organization_id",
        ),
        (
            types::SelfServiceProfileSsoTicketIdpInitiatedOptions::new()
                .client_authorizequery("x".repeat(257))
                .validate(),
            "$.client_authorizequery",
        ),
    ];
    for (result, path) in rows {
        let paths: Vec<_> = found(result).into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, [path]);
    }
}
