//! Parameters into arguments, and into the struct of what is optional.

use std::collections::HashSet;
use std::sync::Arc;

use super::directions::Form;
use super::docs;
use super::groups::Place;
use super::media_types::{Kind, kind};
use super::members::{Members, Said};
use super::names::{Case, Ident, compound, ident, ident_or};
use super::scope::{Claim, Scope};
use super::sdk::{Argument, DefinitionId, Parameter as Sent, ParameterStyle, Type};
use super::shapes::{Hint, Shapes};
use crate::diagnostic::{Diagnostic, NOT_CARRIED, quoted};
use crate::hints;
use crate::parse::api::{
    Extensions, Operation, Parameter, ParameterEncoding, ParameterLocation, PathSegment,
};
use crate::parse::schema::SchemaId;
use crate::read::Tree;

/// What the parameters of an operation become.
pub(super) struct Parameters {
    /// Every parameter that is sent.
    pub(super) sent: Vec<Sent>,
    /// The required ones, those of the path first and in its order.
    pub(super) arguments: Vec<Argument>,
    /// The struct of the optional ones.
    pub(super) optional: Option<DefinitionId>,
    /// The headers that are options of the client and the call.
    pub(super) header_options: Vec<String>,
}

/// Headers that are no parameters, whatever a description says (OpenAPI 3.1, Parameter Object).
const NO_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The parameters of `operation`; arguments take their names from `names`.
pub(super) fn parameters(
    shapes: &mut Shapes<'_>,
    operation: &Operation,
    place: &Place,
    names: &mut Scope,
) -> Parameters {
    let mut header_options = Vec::new();
    let mut required: Vec<&Parameter> = path_parameters(operation);
    let mut optional: Vec<&Parameter> = Vec::new();
    let mut taken = HashSet::new();
    for parameter in operation.parameters.iter().map(Arc::as_ref) {
        let is_header = parameter.location == ParameterLocation::Header;
        let is_path = parameter.location == ParameterLocation::Path;
        if is_header_option(parameter) {
            header_options.push(parameter.name.clone());
        } else if is_path
            || is_header && NO_PARAMETERS.contains(&parameter.name.to_ascii_lowercase().as_str())
        {
        } else if !taken.insert(parameter.name.as_str()) {
            let message = format!("the second parameter of the name {}", quoted(&parameter.name));
            shapes.found.push(Diagnostic::new(&NOT_CARRIED, parameter.origin.clone(), message));
        } else if schema(parameter).is_none() {
            let message =
                format!("the parameter {}, whose content is not JSON of a schema", quoted(&parameter.name));
            shapes.found.push(Diagnostic::new(&NOT_CARRIED, parameter.origin.clone(), message));
        } else if parameter.required {
            required.push(parameter);
        } else {
            optional.push(parameter);
        }
    }
    let sent = required.iter().chain(&optional).map(|parameter| sent(parameter)).collect();
    let arguments = arguments(shapes, &required, place, names);
    let optional = (!optional.is_empty()).then(|| optional_struct(shapes, operation, &optional, place));
    Parameters { sent, arguments, optional, header_options }
}

/// Whether a header parameter is no argument of the method, but an option of the client and the call.
pub(super) fn is_header_option(parameter: &Parameter) -> bool {
    parameter.location == ParameterLocation::Header && hints::is_ignored(&parameter.extensions)
}

/// The parameters that fill the path, in its order and each once.
fn path_parameters(operation: &Operation) -> Vec<&Parameter> {
    let mut seen = HashSet::new();
    let names = operation.segments.iter().filter_map(|segment| match segment {
        PathSegment::Parameter(name) if seen.insert(name) => Some(name),
        PathSegment::Parameter(_) | PathSegment::Literal(_) => None,
    });
    let declared = |name: &String| {
        let mut parameters = operation.parameters.iter().map(Arc::as_ref);
        parameters.find(|parameter| parameter.location == ParameterLocation::Path && parameter.name == *name)
    };
    names.filter_map(declared).collect()
}

/// How a parameter is sent.
fn sent(parameter: &Parameter) -> Sent {
    let (style, explode, allow_reserved) = match &parameter.encoding {
        ParameterEncoding::Style { style, explode, allow_reserved, .. } => {
            (ParameterStyle::Style(*style), *explode, *allow_reserved)
        }
        ParameterEncoding::Content(_) => (ParameterStyle::Json, false, false),
    };
    Sent {
        origin: parameter.origin.clone(),
        name: parameter.name.clone(),
        location: parameter.location,
        style,
        explode,
        allow_reserved,
    }
}

fn arguments(
    shapes: &mut Shapes<'_>,
    required: &[&Parameter],
    place: &Place,
    names: &mut Scope,
) -> Vec<Argument> {
    let claims: Vec<Claim<'_>> = required
        .iter()
        .map(|parameter| Claim {
            wanted: ident_or(hint(&parameter.extensions).unwrap_or(&parameter.name), "argument", Case::Snake),
            text: &parameter.name,
            origin: &parameter.origin,
        })
        .collect();
    let names = names.settle(&claims, Case::Snake, &mut shapes.found);
    let argument = |(parameter, name): (&&Parameter, Ident)| {
        let hint = Hint { parent: place.type_name(), part: parameter.name.clone(), form: Form::Request };
        let schema = schema(parameter);
        let value = schema.map_or(Type::String, |schema| shapes.shape(schema, &hint).value);
        let docs = docs::argument(parameter, schema.map(|schema| &shapes.api.schemas[schema]));
        Argument { name, value, parameter: parameter.name.clone(), docs }
    };
    required.iter().zip(names).map(argument).collect()
}

fn optional_struct(
    shapes: &mut Shapes<'_>,
    operation: &Operation,
    optional: &[&Parameter],
    place: &Place,
) -> DefinitionId {
    let mut members = Members::default();
    for parameter in optional {
        members.properties.extend(schema(parameter).map(|schema| (parameter.name.clone(), schema)));
        let name = hint(&parameter.extensions).map(str::to_owned);
        let said = Said { docs: docs::parameter(parameter), name };
        members.said.insert(parameter.name.clone(), said);
    }
    let stated = operation.extensions.get(hints::PARAMETERS).and_then(Tree::as_str);
    let name = stated.and_then(|name| ident(name, Case::UpperCamel)).unwrap_or_else(|| {
        let mut parts = vec![place.method.plain()];
        parts.extend(place.groups.iter().map(String::as_str));
        parts.push("Params");
        compound(&parts, Case::UpperCamel)
    });
    let origin = operation.origin.clone();
    shapes.define_members(&name, members, Form::Request, origin, "What can be asked for.")
}

/// The name that a hint gives.
pub(super) fn hint(extensions: &Extensions) -> Option<&str> {
    extensions.get(hints::NAME).and_then(Tree::as_str)
}

/// The schema of a parameter's value; `None` if the value is no JSON.
fn schema(parameter: &Parameter) -> Option<SchemaId> {
    match &parameter.encoding {
        ParameterEncoding::Style { schema, .. } => Some(*schema),
        ParameterEncoding::Content(media_type) => {
            media_type.schema.filter(|_| kind(&media_type.name) == Kind::Json)
        }
    }
}
