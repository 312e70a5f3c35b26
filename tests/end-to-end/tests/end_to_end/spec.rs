//! The description that the crate is printed from: its schemas, what they constrain, and values that they allow.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::string::string_regex;
use serde_json::{Map, Number, Value};

static SCHEMAS: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/sso-ticket.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let description: Value = serde_yaml::from_str(&text).unwrap();
    description["components"]["schemas"].as_object().unwrap().clone()
});

/// The components' schemas, by name.
pub(crate) fn schemas() -> &'static Map<String, Value> {
    &SCHEMAS
}

/// The schema that a reference leads to, or the schema itself.
fn resolved(schema: &'static Value) -> &'static Value {
    match schema["$ref"].as_str() {
        Some(reference) => &SCHEMAS[reference.strip_prefix("#/components/schemas/").unwrap()],
        None => schema,
    }
}

/// The types that a schema names.
fn types(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::Array(types) => types.iter().map(|kind| kind.as_str().unwrap()).collect(),
        kind => vec![kind.as_str().unwrap()],
    }
}

/// The schemas below one, with the last step to each: a property's name, `0` for items, `*` for further members.
fn children(schema: &'static Value) -> impl Iterator<Item = (&'static str, &'static Value)> {
    let properties = schema["properties"].as_object().into_iter().flatten();
    let properties = properties.map(|(name, schema)| (name.as_str(), schema));
    let items = schema.get("items").map(|items| ("0", items));
    let further = schema.get("additionalProperties").filter(|further| further.is_object());
    properties.chain(items).chain(further.map(|further| ("*", further)))
}

/// Every place within a schema, itself included, as JSON Pointer and schema.
pub(crate) fn places(schema: &'static Value) -> Vec<(String, &'static Value)> {
    fn visit(pointer: String, schema: &'static Value, places: &mut Vec<(String, &'static Value)>) {
        let schema = resolved(schema);
        for (step, child) in children(schema) {
            visit(format!("{pointer}/{step}"), child, places);
        }
        places.push((pointer, schema));
    }
    let mut places = Vec::new();
    visit(String::new(), schema, &mut places);
    places
}

/// Values of the schema with this name, never null: members that can be left out often are, and in places there are members that
/// the schema does not know.
pub(crate) fn values(name: &str) -> BoxedStrategy<Value> {
    value(&SCHEMAS[name], false)
}

fn value(schema: &'static Value, nullable: bool) -> BoxedStrategy<Value> {
    let schema = resolved(schema);
    if let Some(known) = schema["enum"].as_array() {
        let known = prop::sample::select(known.clone());
        return prop_oneof![4 => known, 1 => "[a-z:_]{1,12}".prop_map(Value::from)].boxed();
    }
    let of_type = |kind| match kind {
        "null" => Just(Value::Null).boxed(),
        "boolean" => any::<bool>().prop_map(Value::from).boxed(),
        "integer" => integer(schema),
        "string" => string(schema),
        "array" => array(schema),
        "object" => object(schema),
        other => panic!("no strategy for the type {other}"),
    };
    let kinds = types(schema).into_iter().filter(|kind| nullable || *kind != "null");
    kinds.map(of_type).reduce(|one, other| one.prop_union(other).boxed()).unwrap()
}

fn integer(schema: &Value) -> BoxedStrategy<Value> {
    let least = schema["minimum"].as_i64().unwrap_or(i64::MIN);
    let most = schema["maximum"].as_i64().unwrap_or(i64::MAX);
    (least..=most).prop_map(Value::from).boxed()
}

fn string(schema: &Value) -> BoxedStrategy<Value> {
    let least = length(schema, "minLength").unwrap_or(0);
    let most = length(schema, "maxLength").unwrap_or(least + 20);
    let any_text = || prop::collection::vec(any::<char>(), least..=most.min(least + 20));
    let text = match schema["pattern"].as_str() {
        None => any_text().prop_map(String::from_iter).boxed(),
        Some(pattern) => {
            let fits = move |text: &String| (least..=most).contains(&text.chars().count());
            let whole = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$')).unwrap();
            string_regex(whole).unwrap().prop_filter("the length does not fit", fits).boxed()
        }
    };
    text.prop_map(Value::from).boxed()
}

fn array(schema: &'static Value) -> BoxedStrategy<Value> {
    let least = length(schema, "minItems").unwrap_or(0);
    let most = length(schema, "maxItems").unwrap_or(least + 3);
    prop::collection::vec(value(&schema["items"], true), least..=most).prop_map(Value::from).boxed()
}

fn object(schema: &'static Value) -> BoxedStrategy<Value> {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let properties: Vec<_> = schema["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, schema)| {
            let value = value(schema, true);
            let value = if required.contains(&Value::from(name.as_str())) {
                value.prop_map(Some).boxed()
            } else {
                prop::option::of(value).boxed()
            };
            value.prop_map(|value| Some((name.clone(), value?)))
        })
        .collect();
    let further = match &schema["additionalProperties"] {
        further if further.is_object() => {
            let most = length(schema, "maxProperties").unwrap_or(3);
            prop::collection::btree_map(any::<String>(), value(further, true), 0..=most).boxed()
        }
        // Members that a schema forbids are kept like all that it does not know.
        _ => prop::collection::btree_map("[a-zé '.\\[]{0,6}", anything(), 0..=2).boxed(),
    };
    (properties, further)
        .prop_map(|(properties, further)| {
            // A further member never takes the place of a property.
            Value::Object(further.into_iter().chain(properties.into_iter().flatten()).collect())
        })
        .boxed()
}

/// Any JSON. Its doubles are such as every reader of decimals takes for the same.
fn anything() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i32>().prop_map(|eighths| Number::from_f64(f64::from(eighths) / 8.0).into()),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..=3).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..=3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
    .boxed()
}

fn length(schema: &Value, keyword: &str) -> Option<usize> {
    schema[keyword].as_u64().map(|length| usize::try_from(length).unwrap())
}
