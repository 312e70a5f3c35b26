//! Definitions that have a name, but no shape yet: how they come by it.

use std::path::Path;

use indexmap::IndexMap;

use super::{Hint, Shapes};
use crate::diagnostic::{Diagnostic, UNUSABLE_NAME, quoted};
use crate::hints;
use crate::parse::schema::SchemaId;
use crate::plan::directions::Form;
use crate::plan::members::Members;
use crate::plan::multipart;
use crate::plan::names::{Case, Ident, compound, ident};
use crate::plan::scope::Claim;
use crate::plan::sdk::{Definition, DefinitionId, Fact, FactValue};
use crate::read::{Origin, Tree};

/// The struct of a multipart body, by the media types that are stated for its properties.
pub(super) type PartsOf = (IndexMap<String, String>, DefinitionId);

/// A definition that has a name, but no shape yet.
pub(super) struct Draft {
    pub(super) name: Ident,
    pub(super) source: Source,
}

/// What a definition is made of.
#[derive(Clone)]
pub(super) enum Source {
    Schema(SchemaId, Form),
    /// An object of this schema that is sent as the parts of a multipart body, with their media types by property.
    Parts(SchemaId, IndexMap<String, String>),
    /// What is decided already.
    Decided(Box<Definition>),
    /// An object that no schema describes.
    Members {
        members: Box<Members>,
        form: Form,
        origin: Origin,
        docs: &'static str,
    },
}

impl<'a> Shapes<'a> {
    /// Names every component that no operation reaches, so that it is shaped too.
    pub(in super::super) fn define_unreached(&mut self) -> Vec<DefinitionId> {
        let reached = self.api.reached().schemas;
        let api = self.api;
        api.components
            .values()
            .filter(|id| !reached.contains(id))
            .map(|id| self.define(*id, Form::Both))
            .collect()
    }

    /// Lets the two forms of a type name each other.
    pub(super) fn link_forms(&mut self) {
        for (request, draft) in self.drafts.iter().enumerate() {
            if let Source::Schema(schema, Form::Request) = draft.source
                && let Some(response) = self.by_schema.get(&(schema, Form::Response))
            {
                let response_name = FactValue::Code(self.drafts[response.0].name.as_str().to_owned());
                let request_name = FactValue::Code(draft.name.as_str().to_owned());
                let facts = |definition: &mut Definition, label, value| {
                    definition.docs.facts.push(Fact { label, value });
                };
                facts(&mut self.shaped[request], "In answers", response_name);
                facts(&mut self.shaped[response.0], "In requests", request_name);
            }
        }
    }

    /// The definition of a named schema: a component, or whatever else a `$ref` points at.
    pub(super) fn define(&mut self, id: SchemaId, form: Form) -> DefinitionId {
        let form = self.directions.form(id, form);
        if let Some(known) = self.by_schema.get(&(id, form)) {
            return *known;
        }
        // Of a type that is split the form of the answers keeps the name: it is what the API has, all the rest is of it.
        let is_second = form == Form::Request && self.directions.is_split(id);
        let names = if is_second { &self.requests } else { &self.components };
        let name = if let Some(name) = names.get(&id) {
            name.clone()
        } else {
            let origin = &self.api.schemas[id].origin;
            if let Some(name) = self.take_hinted(id) {
                return self.draft(name, id, form);
            }
            // What is the whole of a file is called after it.
            let last = origin.pointer.tokens().last().unwrap_or_else(|| self.file_stem(origin));
            let mut name = type_name(&last, origin, &mut self.found);
            if is_second {
                name = compound(&[name.plain(), "Request"], Case::UpperCamel);
            }
            self.names.take_free(&name)
        };
        self.draft(name, id, form)
    }

    /// The name of the file that something stands in, without folders and ending.
    fn file_stem(&self, origin: &Origin) -> String {
        let name = self.api.files.get(origin.file.0 as usize).map_or("", String::as_str);
        Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
    }

    pub(super) fn define_inline(&mut self, id: SchemaId, hint: &Hint) -> DefinitionId {
        let form = self.directions.form(id, hint.form);
        if let Some(known) = self.by_schema.get(&(id, form)) {
            return *known;
        }
        let name = self.take_hinted(id).unwrap_or_else(|| {
            let name = compound(&[&hint.parent, &hint.part], Case::UpperCamel);
            self.take_name(&name)
        });
        self.draft(name, id, form)
    }

    /// Takes the name that a hint gives the type of a schema; another, with a finding, where that is taken.
    fn take_hinted(&mut self, id: SchemaId) -> Option<Ident> {
        let schema = &self.api.schemas[id];
        let text = schema.extensions.get(hints::TYPE_NAME).and_then(Tree::as_str)?;
        let wanted = type_name(text, &schema.origin, &mut self.found);
        self.names
            .settle(&[Claim { wanted, text, origin: &schema.origin }], Case::UpperCamel, &mut self.found)
            .pop()
    }

    /// Takes a type name that is ours to choose: `name`, or the like of it where that is taken.
    pub(in super::super) fn take_name(&mut self, name: &Ident) -> Ident {
        self.names.take_free(name)
    }

    fn draft(&mut self, name: Ident, schema: SchemaId, form: Form) -> DefinitionId {
        let definition = DefinitionId(self.drafts.len());
        self.by_schema.insert((schema, form), definition);
        self.drafts.push(Draft { name, source: Source::Schema(schema, form) });
        definition
    }

    /// The name of the component that the schema is.
    pub(in super::super) fn component(&self, id: SchemaId) -> Option<Ident> {
        self.components.get(&id).cloned()
    }

    /// Whether the schema is nothing but the parts of multipart bodies.
    pub(in super::super) fn is_only_parts(&mut self, id: SchemaId) -> bool {
        if self.referred_elsewhere.is_none() {
            self.referred_elsewhere = Some(multipart::referred_elsewhere(self));
        }
        self.referred_elsewhere.as_ref().is_some_and(|referred| !referred.contains(&id))
    }

    /// Defines an object that is sent as the parts of a multipart body. `is_its_own` says that the name is the schema's, for
    /// which no other definition asks.
    pub(in super::super) fn define_parts(
        &mut self,
        name: Ident,
        is_its_own: bool,
        schema: SchemaId,
        media_types: IndexMap<String, String>,
    ) -> DefinitionId {
        let known = self.parts.entry(schema).or_default();
        if let Some((_, known)) = known.iter().find(|(known, _)| *known == media_types) {
            return *known;
        }
        let is_first = known.is_empty();
        let definition = DefinitionId(self.drafts.len());
        known.push((media_types.clone(), definition));
        let name = if is_its_own && is_first { name } else { self.take_name(&name) };
        self.drafts.push(Draft { name, source: Source::Parts(schema, media_types) });
        definition
    }

    /// Whether the definition was added as one that is decided already.
    pub(in super::super) fn is_decided(&self, id: DefinitionId) -> bool {
        matches!(self.drafts[id.0].source, Source::Decided(_))
    }

    /// Adds a definition that is decided already, under its name or the like of it where that is taken.
    pub(in super::super) fn define_decided(&mut self, mut definition: Definition) -> DefinitionId {
        definition.name = self.take_name(&definition.name);
        let id = DefinitionId(self.drafts.len());
        self.drafts
            .push(Draft { name: definition.name.clone(), source: Source::Decided(Box::new(definition)) });
        id
    }

    /// Defines an object that no schema describes, used in the direction `form`.
    pub(in super::super) fn define_members(
        &mut self,
        name: &Ident,
        members: Members,
        form: Form,
        origin: Origin,
        docs: &'static str,
    ) -> DefinitionId {
        let definition = DefinitionId(self.drafts.len());
        let name = self.take_name(name);
        self.drafts
            .push(Draft { name, source: Source::Members { members: Box::new(members), form, origin, docs } });
        definition
    }

    /// The name of a definition.
    pub(in super::super) fn name_of(&self, definition: DefinitionId) -> Ident {
        self.drafts[definition.0].name.clone()
    }

    /// The name of the component that the schema is, or was before something was merged into it, as the description
    /// writes it.
    pub(in super::super) fn component_name(&self, id: SchemaId) -> Option<&'a str> {
        self.component_names.get(&self.target(self.composition.branch(id))).copied()
    }
}

pub(super) fn type_name(text: &str, origin: &Origin, found: &mut Vec<Diagnostic>) -> Ident {
    let name = ident(text, Case::UpperCamel).unwrap_or_else(|| {
        let message =
            format!("the schema name {} holds nothing that a Rust name can be made of", quoted(text));
        found.push(Diagnostic::new(&UNUSABLE_NAME, origin.clone().key(), message));
        compound(&["Unnamed", "Schema"], Case::UpperCamel)
    });
    if TAKEN_TYPE_NAMES.contains(&name.as_str()) {
        return compound(&[name.as_str(), "Schema"], Case::UpperCamel);
    }
    name
}

/// Names that printed modules use for what is not theirs.
const TAKEN_TYPE_NAMES: &[&str] = &[
    "BTreeMap",
    "Box",
    "Clone",
    "Date",
    "DateTime",
    "Debug",
    "Default",
    "Eq",
    "Err",
    "Field",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "PartialEq",
    "Redacted",
    "Result",
    "Some",
    "String",
    "UnknownFields",
    "UnknownValue",
    "UnknownVariant",
    "Value",
    "Vec",
];
