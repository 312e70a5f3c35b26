//! The items of a printed crate that the description has a say in, by their paths.

use letterpress::plan::names::Ident;
use letterpress::plan::sdk::{
    AnswerVariant, BodyVariant, Definition, DefinitionKind, Field, Group, HeaderOption, Operation, Rest, Sdk,
    SecurityScheme, ServerVariable, UnionVariant, Variant,
};

/// An item of a printed crate.
#[derive(Clone, Debug)]
pub(super) struct Item<'s> {
    /// The names that lead to it, from the crate's on.
    pub(super) path: Vec<String>,
    pub(super) what: What<'s>,
}

/// What an item is.
#[derive(Clone, Copy, Debug)]
pub(super) enum What<'s> {
    Client,
    Builder,
    Variable(&'s ServerVariable),
    Scheme(&'s SecurityScheme),
    HeaderOption(&'s HeaderOption),
    Type(&'s Definition),
    /// The struct of what the constructor of this type must be given.
    Required(&'s Definition),
    Field(&'s Definition, &'s Field),
    /// A setter that is not called as its field is.
    Setter(&'s Field),
    Value(&'s Definition, &'s Variant),
    Shape(&'s Definition, &'s UnionVariant),
    Body(&'s Definition, &'s BodyVariant),
    Answer(&'s Definition, &'s AnswerVariant),
    /// What keeps values, or members, that the description does not know.
    Unknown(&'s Definition),
    Group(&'s Group),
    Method(&'s Operation),
}

impl Item<'_> {
    /// Its path as code: `pets::types::Pet`.
    pub(super) fn text(&self) -> String {
        self.path.join("::")
    }
}

/// Every item of `sdk`.
pub(super) fn items(sdk: &Sdk) -> Vec<Item<'_>> {
    let mut index = Index { root: sdk.package.lib_name.plain(), items: Vec::new() };
    index.add_client(sdk);
    let printed = sdk.modules.iter().flat_map(|module| &module.definitions);
    for definition in printed.filter_map(|id| sdk.definitions.get(id.0)) {
        index.add_type(definition);
    }
    for group in &sdk.groups {
        index.add_group(group, &["client".to_owned()]);
    }
    index.items
}

struct Index<'s> {
    root: &'s str,
    items: Vec<Item<'s>>,
}

impl<'s> Index<'s> {
    fn add(&mut self, path: &[&str], what: What<'s>) {
        let path = [self.root].iter().chain(path).map(|name| (*name).to_owned()).collect();
        self.items.push(Item { path, what });
    }

    fn add_client(&mut self, sdk: &'s Sdk) {
        let client = &sdk.client;
        let builder = client.builder.plain();
        self.add(&[client.name.plain()], What::Client);
        self.add(&[builder], What::Builder);
        for variable in &client.variables {
            self.add(&[builder, variable.setter.plain()], What::Variable(variable));
        }
        for scheme in &client.schemes {
            self.add(&[builder, scheme.setter.plain()], What::Scheme(scheme));
        }
        for option in &client.header_options {
            self.add(&[builder, option.setter.plain()], What::HeaderOption(option));
        }
    }

    fn add_type(&mut self, definition: &'s Definition) {
        let holder = definition.name.plain();
        self.add(&["types", holder], What::Type(definition));
        let mut member = |name: &Ident, what| self.add(&["types", holder, name.plain()], what);
        match &definition.kind {
            DefinitionKind::Struct(structure) => {
                for field in &structure.fields {
                    member(&field.name, What::Field(definition, field));
                    let setters = [Some(&field.setter).filter(|setter| **setter != field.name)];
                    for setter in setters.into_iter().chain([field.null_setter.as_ref()]).flatten() {
                        member(setter, What::Setter(field));
                    }
                }
                match &structure.rest {
                    Rest::Unknown(name) | Rest::Map(name, _) => member(name, What::Unknown(definition)),
                    Rest::Nowhere => {}
                }
                if let Some(required) = &structure.required {
                    self.add(&["types", required.plain()], What::Required(definition));
                    for field in structure.fields.iter().filter(|field| field.is_asked_for()) {
                        let path = ["types", required.plain(), field.name.plain()];
                        self.add(&path, What::Field(definition, field));
                    }
                }
            }
            DefinitionKind::Enum(values) => {
                for value in &values.variants {
                    member(&value.name, What::Value(definition, value));
                }
                member(&values.unknown, What::Unknown(definition));
            }
            DefinitionKind::Union(union) => {
                for shape in &union.variants {
                    member(&shape.name, What::Shape(definition, shape));
                }
                member(&union.unknown, What::Unknown(definition));
            }
            DefinitionKind::Bodies(bodies) => {
                for body in &bodies.variants {
                    member(&body.name, What::Body(definition, body));
                }
            }
            DefinitionKind::Answers(answers) => {
                for answer in &answers.variants {
                    member(&answer.name, What::Answer(definition, answer));
                }
                member(&answers.unknown, What::Unknown(definition));
            }
            DefinitionKind::Alias(_) => {}
        }
    }

    /// Adds `group`, whose module stands in `folder`. Groups nest as deep as the description says, which `plan` follows.
    fn add_group(&mut self, group: &'s Group, folder: &[String]) {
        let mut open = vec![(group, folder.to_vec())];
        while let Some((group, mut folder)) = open.pop() {
            folder.push(group.module.plain().to_owned());
            let module: Vec<&str> = folder.iter().map(String::as_str).collect();
            let holder = group.name.plain();
            self.add(&[&module[..], &[holder]].concat(), What::Group(group));
            for operation in &group.operations {
                let method = [&module[..], &[holder, operation.name.plain()]].concat();
                let constant = [&module[..], &[operation.constant.plain()]].concat();
                self.add(&method, What::Method(operation));
                self.add(&constant, What::Method(operation));
            }
            open.extend(group.groups.iter().rev().map(|inner| (inner, folder.clone())));
        }
    }
}
