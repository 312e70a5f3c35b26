//! Each text is as rustfmt leaves it; it must come out of its own tokens again.

use super::layout;

fn check(text: &str) {
    let tokens = text.parse().expect("tokens");
    assert_eq!(layout(tokens), text);
}

#[test]
fn items_of_a_line_stand_together() {
    check(
        "\
use crate::runtime::{self, Call};
use crate::types;

mod a;
pub mod b;

pub use self::a::*;
pub use self::b::{Client, ClientBuilder};

/// Docs, with a \"quote\" and a back\\slash.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Empty {}

pub type Name = BTreeMap<String, Vec<super::Value>>;
",
    );
}

#[test]
fn long_imports_fill_their_lines() {
    check(
        "\
use crate::runtime::{
    Auth, BodyFormat, BodyInfo, Call, Client, Location, Method, OperationInfo, Parameter, Response,
    Segment, Style,
};
",
    );
}

#[test]
fn fields_and_variants_have_lines_of_their_own() {
    check(
        "\
pub struct Users<'c> {
    /// The name.
    ///
    /// - Length: 1
    pub name: Option<String>,
    pub id: ::uuid::Uuid,
    pub ids: Vec<::uuid::Uuid>,
    pub(crate) rest: BTreeMap<String, Value>,
    pub of_a_long_type:
        Option<Vec<BreachedPasswordDetectionPreUserRegistrationShieldsEnumOfSomeLengthThatIsTooWide>>,
}

pub enum Shape {
    /// `a`
    Plain,
    Object(Box<Shape>),
}
",
    );
}

#[test]
fn a_function_breaks_its_arguments_then_its_answer() {
    check(
        "\
impl<'c> Users<'c> {
    pub fn get(&self, id: &str) -> Call<'static, types::User> {
        Call::new(self.client, &GET).parameter(\"id\", id)
    }

    pub fn list_of_everything_there_is(
        &self,
        value: impl IntoIterator<Item = impl Into<types::Filter>>,
    ) -> Call<
        'static,
        types::ListUsersOffsetPaginatedResponseContent,
        types::ListUsersRequestParametersOfTheCall,
    > {
        Call::new(self.client, &LIST_OF_EVERYTHING)
            .parameter(\"some-filter\", value)
            .query(\"all\", \"true\")
    }
}
",
    );
}

#[test]
fn values_break_from_the_outside() {
    check(
        "\
static API: ApiInfo = ApiInfo {
    server: &[Segment::Literal(\"https://\"), Segment::Parameter(\"tenant\")],
    token: Some(TokenEndpoint {
        url: \"/oauth/token/\",
        parameters: &[(\"audience\", \"/api/v2/\")],
    }),
    sizes: &[
        1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, -1000, 11000, 12000, 13000, 14000,
    ],
    parameters: &[Parameter {
        name: \"id\",
        explode: false,
    }],
};
",
    );
}

#[test]
fn statements_and_chains() {
    check(
        "\
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut builder = Client::builder();
    if let Ok(value) = std::env::var(\"DOMAIN\") {
        builder = builder.domain(value);
    }
    let Required { name, .. } = required;
    self.payload = value
        .into_iter()
        .map(|(key, value)| (key.into(), value.into()))
        .collect();
    json.object(
        &mut [(\"name\", &mut name), (\"size\", &mut size)],
        &mut unknown_fields,
    )?;
    match text {
        \"a\" | \"b\" => Self::A,
        other if !other.is_empty() => Self::Unknown(UnknownValue::new(other)),
        other => {
            let value = *other;
            Self::Other(value, -1, r#type)
        }
    }
}
",
    );
}

#[test]
fn a_closure_goes_on_below_its_bars() {
    check(
        "\
fn read() {
    best_fit(
        json,
        &[
            (Fit::String, |json| Decode::decode(json).map(Self::Text)),
            (Fit::Array, |json| {
                Decode::decode(json).map(Self::AListOfValuesOfSomeKind)
            }),
        ],
    )
}
",
    );
}

#[test]
fn the_rest_of_a_struct_has_no_comma() {
    check(
        "\
fn facts() {
    PageFacts {
        length: Some(page.a_list_of_values_of_some_kind.len()),
        is_bare: true,
        ..PageFacts::default()
    }
}
",
    );
}

#[test]
fn every_token_is_written_whatever_it_means() {
    for text in ["fn = ; match [ a => ] | & [ ; ] ..", "| | | , = [ => ] a", "struct", "pub", "# [ x ] use"] {
        let tokens: proc_macro2::TokenStream = text.parse().expect("tokens");
        // Commas come and go at the ends of groups.
        let plain = |text: String| text.replace(|c: char| c.is_whitespace() || c == ',', "");
        assert_eq!(plain(layout(tokens.clone())), plain(tokens.to_string()), "{text}");
    }
}
