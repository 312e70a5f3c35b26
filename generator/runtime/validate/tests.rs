use serde_json::{Value, json};

use super::Check::{
    AnyRequired, Branches, Enum, ExclusiveMaximum, ExclusiveMinimum, Fields, Items, MaxItems, MaxLength,
    MaxProperties, Maximum, MinItems, MinLength, MinProperties, Minimum, MultipleOf, Names, OneRequired,
    Pattern, Positions, Shape, UniqueItems, Values,
};
use super::{Allowed, Bound, Check, Fit, ValidationError, validate};

/// A constraint, a value that satisfies it, and one that does not.
static TABLE: &[(Check, &str, &str, &str, &str)] = &[
    (MinLength(2), r#""éé""#, r#""é""#, "minLength", "must have at least 2 characters"),
    (MaxLength(2), r#""éé""#, r#""ééé""#, "maxLength", "must have at most 2 characters"),
    (Pattern("^[a-z]+$"), r#""abc""#, r#""abc\n""#, "pattern", "must match ^[a-z]+$"),
    (Pattern("b"), r#""abc""#, r#""""#, "pattern", "must match b"),
    (Minimum(Bound::Int(1)), "1.0", "0.9999", "minimum", "must be at least 1"),
    (Minimum(Bound::Int(-1)), "-1", "-1.5", "minimum", "must be at least -1"),
    (Minimum(Bound::Float(0.5)), "1", "0", "minimum", "must be at least 0.5"),
    (
        Maximum(Bound::Int(9_007_199_254_740_992)),
        "9007199254740992",
        "9007199254740993",
        "maximum",
        "must be at most 9007199254740992",
    ),
    (
        Maximum(Bound::Float(9_007_199_254_740_992.0)),
        "1",
        "9007199254740993",
        "maximum",
        "must be at most 9007199254740992",
    ),
    (Maximum(Bound::Int(1)), "-1e300", "1e300", "maximum", "must be at most 1"),
    (ExclusiveMinimum(Bound::Int(0)), "1e-300", "0.0", "exclusiveMinimum", "must be more than 0"),
    (
        ExclusiveMaximum(Bound::Int(u64::MAX as i128)),
        "18446744073709551614",
        "18446744073709551615",
        "exclusiveMaximum",
        "must be less than 18446744073709551615",
    ),
    (MultipleOf(Bound::Float(0.01)), "19.99", "19.999", "multipleOf", "must be a multiple of 0.01"),
    (MultipleOf(Bound::Float(0.01)), "1e300", "1e-300", "multipleOf", "must be a multiple of 0.01"),
    (MultipleOf(Bound::Int(3)), "-9", "1e300", "multipleOf", "must be a multiple of 3"),
    (MultipleOf(Bound::Int(2)), "0", "2.5", "multipleOf", "must be a multiple of 2"),
    (MinItems(1), "[null]", "[]", "minItems", "must have at least 1 item"),
    (MaxItems(1), "[null]", "[1,2]", "maxItems", "must have at most 1 item"),
    (
        UniqueItems,
        r#"[1,"1",true,null,[],{},[[]],1.5]"#,
        "[1,1.0]",
        "uniqueItems",
        "must have no two equal items",
    ),
    (
        UniqueItems,
        r#"[["a","b"],["a,b"]]"#,
        r#"[{"a":1,"b":[0]},{"b":[-0.0],"a":1}]"#,
        "uniqueItems",
        "must have no two equal items",
    ),
    (Enum(&[Allowed::Boolean(true)]), "true", "false", "enum", "must be true"),
    (
        Enum(&[Allowed::Number(Bound::Float(0.5)), Allowed::Number(Bound::Int(2))]),
        "2.0",
        "1",
        "enum",
        "must be 0.5 or 2",
    ),
    (MinProperties(1), r#"{"a":1}"#, "{}", "minProperties", "must have at least 1 member"),
    (MaxProperties(1), r#"{"a":1}"#, r#"{"a":1,"b":2}"#, "maxProperties", "must have at most 1 member"),
    (
        AnyRequired(&[&["a", "b"], &["c"]]),
        r#"{"a":1,"c":null}"#,
        r#"{"a":1}"#,
        "anyOf",
        "must have a and b, or c",
    ),
    (
        OneRequired(&[&["a", "b"], &["c"]]),
        r#"{"a":1,"c":null}"#,
        r#"{"a":1,"b":2,"c":3}"#,
        "oneOf",
        "must have one alone of a and b, or c",
    ),
    (
        OneRequired(&[&["a"], &[]]),
        r#"{"b":1}"#,
        r#"{"a":1}"#,
        "oneOf",
        "must have one alone of a, or none of these",
    ),
    (Shape(&[MinLength(1)]), r#""a""#, r#""""#, "minLength", "must have at least 1 character"),
];

/// Every constraint of `TABLE` once more, as one list.
static ALL: &[Check] = &[
    MinLength(2),
    MaxLength(2),
    Pattern("^$"),
    Minimum(Bound::Int(9)),
    Maximum(Bound::Int(0)),
    ExclusiveMinimum(Bound::Int(9)),
    ExclusiveMaximum(Bound::Int(0)),
    MultipleOf(Bound::Int(7)),
    MinItems(1),
    MaxItems(0),
    UniqueItems,
    Enum(&[]),
    MinProperties(1),
    MaxProperties(0),
    AnyRequired(&[&["a"]]),
    OneRequired(&[&["b"]]),
    Names { patterns: &["^$"], known: &[] },
    Items(&[MinLength(9)]),
    Values(&[MinLength(9)]),
    Fields(&[("a", &[MinLength(9)])]),
];

static TREE: [Check; 2] =
    [Fields(&[("child", &[Shape(&TREE)]), ("name", &[MaxLength(3)])]), MaxProperties(2)];

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn violations(value: &Value, checks: &'static [Check]) -> Vec<String> {
    let error = validate(value, checks).err();
    error
        .iter()
        .flat_map(ValidationError::violations)
        .map(|violation| format!("{}: {violation}", violation.keyword()))
        .collect()
}

#[test]
fn each_constraint_holds_or_does_not() {
    for (check, good, bad, keyword, message) in TABLE {
        let checks = std::slice::from_ref(check);
        assert_eq!(violations(&parse(good), checks), [""; 0], "{check:?} {good}");
        assert_eq!(violations(&parse(bad), checks), [format!("{keyword}: $ {message}")], "{check:?} {bad}");
    }
}

#[test]
fn a_constraint_says_nothing_of_other_types() {
    for (value, expected) in [("null", 0), ("true", 1), (r#""a""#, 2), ("5", 6), ("[]", 1), ("{}", 3)] {
        assert_eq!(violations(&parse(value), ALL).len(), expected, "{value}");
    }
}

#[test]
fn names_are_known_or_match_a_pattern() {
    static CHECKS: &[Check] = &[
        Names { patterns: &["^x-", "^[0-9]+$"], known: &["name"] },
        Values(&[MaxLength(2)]),
        Fields(&[("name", &[])]),
    ];
    for (value, expected) in [
        (r#"{"name":"long","x-a":"ok","7":""}"#, vec![]),
        (r#"{"x-a":"long"}"#, vec!["maxLength: $['x-a'] must have at most 2 characters"]),
        (r#"{"other":""}"#, vec!["patternProperties: $.other must have a name that matches ^x- or ^[0-9]+$"]),
    ] {
        assert_eq!(violations(&parse(value), CHECKS), expected, "{value}");
    }
}

#[test]
fn every_violation_is_reported_with_its_place() {
    static CHECKS: &[Check] = &[
        Fields(&[("list", &[Items(&[MaxLength(1), Pattern("^x")]), MaxItems(2)])]),
        Values(&[Minimum(Bound::Int(0))]),
    ];
    static POSITIONS: &[Check] = &[Positions(&[&[], &[MaxLength(1)]])];
    let value = json!({ "list": ["x", "secret", "y"], "a b": -1, "c": 1 });
    assert_eq!(
        violations(&value, CHECKS),
        [
            "maxLength: $.list[1] must have at most 1 character",
            "pattern: $.list[1] must match ^x",
            "pattern: $.list[2] must match ^x",
            "maxItems: $.list must have at most 2 items",
            "minimum: $['a b'] must be at least 0",
        ]
    );
    assert_eq!(
        violations(&json!(["ab", "ab", "ab"]), POSITIONS),
        ["maxLength: $[1] must have at most 1 character"]
    );
    assert_eq!(
        validate(&json!({ "list": ["x"], "c": -1, "d": -2 }), CHECKS).unwrap_err().to_string(),
        "$.c must be at least 0; $.d must be at least 0"
    );
}

#[test]
fn a_list_of_checks_may_lead_back_to_itself() {
    let value = json!({ "name": "root", "child": { "child": { "name": "long", "x": 1, "y": 2 } } });
    assert_eq!(
        violations(&value, &TREE),
        [
            "maxLength: $.child.child.name must have at most 3 characters",
            "maxProperties: $.child.child must have at most 2 members",
            "maxLength: $.name must have at most 3 characters",
        ]
    );
}

#[test]
fn a_value_of_a_union_is_held_to_the_branch_it_is_read_as() {
    static SHAPES: [Fit; 4] = [Fit::String, Fit::Integer, Fit::Boolean, Fit::Boolean];
    static BY_FIT: &[Check] = &[Branches {
        tag: None,
        shapes: &SHAPES,
        branches: &[&[MaxLength(1)], &[Maximum(Bound::Int(1))], &[Pattern("x")], &[]],
    }];
    static BY_TAG: &[Check] = &[Branches {
        tag: Some(("kind", &[&["a", "b"], &["c"]])),
        shapes: &[],
        branches: &[&[MaxProperties(1)], &[]],
    }];
    for (value, checks, expected) in [
        (json!("ab"), BY_FIT, 1),
        (json!("a"), BY_FIT, 0),
        (json!(2), BY_FIT, 1),
        // Two branches fit equally well, none fits, the tag is unknown or missing.
        (json!(true), BY_FIT, 0),
        (json!([1]), BY_FIT, 0),
        (json!({ "kind": "b", "x": 1 }), BY_TAG, 1),
        (json!({ "kind": "c", "x": 1 }), BY_TAG, 0),
        (json!({ "kind": "d", "x": 1 }), BY_TAG, 0),
        (json!({ "x": 1, "y": 1 }), BY_TAG, 0),
    ] {
        assert_eq!(violations(&value, checks).len(), expected, "{value}");
    }
}

#[test]
fn a_pattern_that_does_not_compile_is_not_checked() {
    assert_eq!(violations(&json!("x"), &[Pattern("(?=y)y")]), [""; 0]);
}

#[test]
fn a_number_that_json_cannot_express_is_a_violation() {
    let error = validate(&vec![1.0, f64::NAN], &[]).unwrap_err();
    assert_eq!(error.to_string(), "$[1] must be what JSON can express");
    assert_eq!(error.violations()[0].keyword(), "type");
}
