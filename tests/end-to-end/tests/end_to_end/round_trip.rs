//! What is read is written back: every printed type, over values that the description allows.

use std::fmt::Debug;

use auth0_management::runtime::wire::{from_slice, to_vec};
use auth0_management::runtime::{Decode, Encode};
use auth0_management::types;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::setup::{Content, FULLEST, fullest};
use super::spec::{places, schemas, values};

/// Checks 64 values of a schema, the same in every run.
fn check(schema: &str, holds: impl Fn(&Value)) {
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let config = Config { cases: 64, failure_persistence: None, ..Config::default() };
    let run = TestRunner::new_with_rng(config, seed).run(&values(schema), |value| {
        holds(&value);
        Ok(())
    });
    run.unwrap();
}

/// Over the wire, as the client reads and writes.
fn over_the_wire<T: Encode + Decode + PartialEq + Debug>(json: &Value) {
    let value: T = from_slice(json.to_string().as_bytes()).unwrap();
    let text = to_vec(&value).unwrap();
    assert_eq!(&serde_json::from_slice::<Value>(&text).unwrap(), json);
    assert_eq!(from_slice::<T>(&text).unwrap(), value);
}

/// Through serde: as text, as a tree, and in another format.
fn through_serde<T: Serialize + DeserializeOwned + PartialEq + Debug>(json: &Value) {
    let value: T = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(&serde_json::to_value(&value).unwrap(), json);
    assert_eq!(serde_json::from_str::<T>(&serde_json::to_string(&value).unwrap()).unwrap(), value);
    assert_eq!(serde_json::from_reader::<_, T>(json.to_string().as_bytes()).unwrap(), value);
    let yaml = serde_yaml::to_value(&value).unwrap();
    assert_eq!(serde_yaml::from_value::<T>(yaml).unwrap(), value);
}

macro_rules! rows {
    ($check:ident: $($name:ident)*) => {
        [$((stringify!($name), $check::<types::$name> as fn(&Value))),*]
    };
}

#[test]
fn every_type_is_read_and_written_back_over_the_wire() {
    let rows = rows!(over_the_wire:
        ConnectionsMetadata
        CreateSelfServiceProfileSsoTicketRequestContent
        CreateSelfServiceProfileSsoTicketResponseContent
        SelfServiceProfileSsoTicketConnectionConfig
        SelfServiceProfileSsoTicketConnectionOptions
        SelfServiceProfileSsoTicketDomainAliasesConfig
        SelfServiceProfileSsoTicketDomainVerificationEnum
        SelfServiceProfileSsoTicketEnabledFeatures
        SelfServiceProfileSsoTicketEnabledOrganization
        SelfServiceProfileSsoTicketGoogleWorkspaceConfig
        SelfServiceProfileSsoTicketIdpInitiatedClientProtocolEnum
        SelfServiceProfileSsoTicketIdpInitiatedOptions
        SelfServiceProfileSsoTicketProvisioningConfig
        SelfServiceProfileSsoTicketProvisioningScopeEnum
    );
    let mut described: Vec<_> = schemas().keys().map(String::as_str).collect();
    described.sort_unstable();
    assert_eq!(rows.map(|(name, _)| name).as_slice(), described);
    for (name, holds) in rows {
        check(name, holds);
    }
}

/// Maps stand for themselves: they are an alias, and no type with an implementation of its own.
#[test]
fn every_type_but_maps_is_read_and_written_back_through_serde() {
    let rows = rows!(through_serde:
        CreateSelfServiceProfileSsoTicketRequestContent
        CreateSelfServiceProfileSsoTicketResponseContent
        SelfServiceProfileSsoTicketConnectionConfig
        SelfServiceProfileSsoTicketConnectionOptions
        SelfServiceProfileSsoTicketDomainAliasesConfig
        SelfServiceProfileSsoTicketDomainVerificationEnum
        SelfServiceProfileSsoTicketEnabledFeatures
        SelfServiceProfileSsoTicketEnabledOrganization
        SelfServiceProfileSsoTicketGoogleWorkspaceConfig
        SelfServiceProfileSsoTicketIdpInitiatedClientProtocolEnum
        SelfServiceProfileSsoTicketIdpInitiatedOptions
        SelfServiceProfileSsoTicketProvisioningConfig
        SelfServiceProfileSsoTicketProvisioningScopeEnum
    );
    let described = schemas().iter().filter(|(_, schema)| !schema["additionalProperties"].is_object());
    let mut described: Vec<_> = described.map(|(name, _)| name.as_str()).collect();
    described.sort_unstable();
    assert_eq!(rows.map(|(name, _)| name).as_slice(), described);
    for (name, holds) in rows {
        check(name, holds);
    }
}

#[test]
fn what_the_description_allows_satisfies_its_constraints() {
    check("CreateSelfServiceProfileSsoTicketRequestContent", |json| {
        let content: Content = serde_json::from_value(json.clone()).unwrap();
        content.validate().unwrap();
    });
}

/// A member that is read into a wrong place, or kept as an unknown one, is written back all the same: this tells.
#[test]
fn every_place_of_the_description_is_a_field_of_its_own() {
    let content = fullest();
    assert_eq!(serde_json::from_str::<Content>(FULLEST).unwrap(), content);
    let written = serde_json::to_value(content).unwrap();
    for (pointer, _) in places(&schemas()["CreateSelfServiceProfileSsoTicketRequestContent"]) {
        let pointer = pointer.replace('*', "note");
        assert!(written.pointer(&pointer).is_some(), "{pointer} is not set");
    }
}

#[test]
fn a_value_that_does_not_fit_names_its_place() {
    let rows = [
        ("[]", "expected an object at $, found an array"),
        (r#"{"ttl_sec":"1"}"#, "expected an i64 at $.ttl_sec, found a string"),
        (r#"{"ttl_sec":1.5}"#, "expected an i64 at $.ttl_sec, found a number with a fraction"),
        (r#"{"ttl_sec":null}"#, "expected an i64 at $.ttl_sec, found null"),
        (
            r#"{"ttl_sec":18446744073709551615}"#,
            "expected an i64 at $.ttl_sec, found an integer out of its range",
        ),
        (r#"{"enabled_clients":["a",1]}"#, "expected a string at $.enabled_clients[1], found an integer"),
        (r#"{"enabled_clients":null}"#, "expected an array at $.enabled_clients, found null"),
        (
            r#"{"enabled_organizations":[{}]}"#,
            "missing field `organization_id` at $.enabled_organizations[0]",
        ),
        (r#"{"connection_config":{}}"#, "missing field `name` at $.connection_config"),
        (
            r#"{"connection_config":{"name":"a","metadata":{"a b":1}}}"#,
            "expected a string at $.connection_config.metadata['a b'], found an integer",
        ),
        (
            r#"{"connection_config":{"name":"a","options":{"idpinitiated":{"client_protocol":null}}}}"#,
            "expected a string at $.connection_config.options.idpinitiated.client_protocol, found null",
        ),
        (
            r#"{"provisioning_config":{"google_workspace":{"sync_users":"yes"}}}"#,
            "expected a boolean at $.provisioning_config.google_workspace.sync_users, found a string",
        ),
    ];
    for (text, expected) in rows {
        let read = serde_json::from_str::<Content>(text);
        assert_eq!(read.unwrap_err().to_string(), expected);
    }
}

#[test]
fn a_whole_number_is_an_integer_however_it_is_written() {
    for text in ["60", "60.0", "6e1", "6.0E+1"] {
        let json = format!(r#"{{"ttl_sec":{text}}}"#);
        let content: Content = serde_json::from_str(&json).unwrap();
        assert_eq!(content.ttl_sec, Some(60), "{text}");
    }
}

#[test]
fn the_values_of_an_enum_are_open() {
    use types::SelfServiceProfileSsoTicketProvisioningScopeEnum as Scope;

    for known in schemas()["SelfServiceProfileSsoTicketProvisioningScopeEnum"]["enum"].as_array().unwrap() {
        let scope = Scope::from(known.as_str().unwrap());
        assert!(!scope.is_unknown());
        assert_eq!(scope.to_string(), known.as_str().unwrap());
    }
    let scope = Scope::from("list:users");
    assert!(scope.is_unknown());
    assert_eq!([scope.as_str(), scope.as_ref()], ["list:users"; 2]);
    assert_eq!(scope, Scope::from("list:users".to_owned()));
    assert_ne!(Scope::from("GET:USERS"), Scope::GetUsers);
}
