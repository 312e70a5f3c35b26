//! What of the SDK carries which place of the description, as paths of Rust.

use std::collections::{HashMap, HashSet};

use super::{Call, Pages};
use crate::plan::Sdk;
use crate::plan::sdk::{Definition, DefinitionId, DefinitionKind, Group, Operation};
use crate::print::signature;
use crate::read::Origin;

/// What carries each place.
pub(super) struct Carriers {
    /// The client's type: `pet_store::PetStoreClient`.
    pub(super) client: String,
    /// The builder's type.
    pub(super) builder: String,
    operations: HashMap<Origin, Vec<(String, Call)>>,
    parameters: HashMap<Origin, Vec<String>>,
    schemas: HashMap<Origin, Vec<String>>,
    tagged_unions: HashSet<Origin>,
    server_variables: HashMap<String, String>,
}

impl Carriers {
    pub(super) fn new(sdk: &Sdk) -> Self {
        let library = sdk.package.lib_name.as_str();
        let builder = format!("{library}::{}", sdk.client.builder.as_str());
        let variable = |(name, setter): (&String, &str)| (name.clone(), format!("{builder}::{setter}"));
        let mut carriers = Self {
            client: format!("{library}::{}", sdk.client.name.as_str()),
            operations: HashMap::new(),
            parameters: HashMap::new(),
            schemas: HashMap::new(),
            tagged_unions: HashSet::new(),
            server_variables: sdk
                .client
                .variables
                .iter()
                .map(|variable| (&variable.name, variable.setter.as_str()))
                .map(variable)
                .collect(),
            builder,
        };
        for option in &sdk.client.header_options {
            for origin in &option.origins {
                let path = format!("{}::{}", carriers.builder, option.setter.as_str());
                carriers.parameters.entry(origin.clone()).or_default().push(path);
            }
        }
        // Fields and variants go before definitions: a property is its field first, and then its type.
        // What no module has is not printed: a schema whose every use is a file, for one.
        let printed: Vec<DefinitionId> =
            sdk.modules.iter().flat_map(|module| module.definitions.iter().copied()).collect();
        for id in &printed {
            carriers.add_members(library, &sdk.definitions[id.0]);
        }
        // The struct of an operation's optional parameters is of no schema.
        let optional: HashSet<DefinitionId> =
            sdk.operations().filter_map(|operation| operation.optional).collect();
        for id in printed.iter().filter(|id| !optional.contains(id)) {
            let definition = &sdk.definitions[id.0];
            let path = format!("{library}::types::{}", definition.name.as_str());
            carriers.schemas.entry(definition.origin.clone()).or_default().push(path);
        }
        for group in &sdk.groups {
            carriers.add_group(sdk, group, &format!("{library}::client"), &[]);
        }
        carriers
    }

    fn add_members(&mut self, library: &str, definition: &Definition) {
        let holder = format!("{library}::types::{}", definition.name.as_str());
        let mut add = |origin: &Origin, name: &str| {
            self.schemas.entry(origin.clone()).or_default().push(format!("{holder}::{name}"));
        };
        match &definition.kind {
            DefinitionKind::Struct(structure) => {
                structure.fields.iter().for_each(|field| add(&field.origin, field.name.as_str()));
            }
            DefinitionKind::Union(union) => {
                union.variants.iter().for_each(|variant| add(&variant.origin, variant.name.as_str()));
                if union.tag.is_some() {
                    self.tagged_unions.insert(definition.origin.clone());
                }
            }
            _ => {}
        }
    }

    /// Adds the operations of `group`, whose module stands in `module` and whose accessors come after `accessors`.
    fn add_group(&mut self, sdk: &Sdk, group: &Group, module: &str, accessors: &[String]) {
        let module = format!("{module}::{}", group.module.as_str());
        let accessors = [accessors, &[group.accessor.as_str().to_owned()]].concat();
        for operation in &group.operations {
            let path = format!("{module}::{}::{}", group.name.as_str(), operation.name.as_str());
            self.add_operation(sdk, operation, path, &accessors);
        }
        for inner in &group.groups {
            self.add_group(sdk, inner, &module, &accessors);
        }
    }

    fn add_operation(&mut self, sdk: &Sdk, operation: &Operation, path: String, accessors: &[String]) {
        let library = sdk.package.lib_name.as_str();
        let optional = operation.optional.map(|id| &sdk.definitions[id.0]);
        for parameter in &operation.parameters {
            let argument = operation.arguments.iter().find(|argument| argument.parameter == parameter.name);
            let carried = match (argument, optional.map(|definition| (definition, &definition.kind))) {
                (Some(_), _) => Some(path.clone()),
                (None, Some((definition, DefinitionKind::Struct(structure)))) => {
                    structure.fields.iter().find(|field| field.wire == parameter.name).map(|field| {
                        format!("{library}::types::{}::{}", definition.name.as_str(), field.name.as_str())
                    })
                }
                _ => None,
            };
            self.parameters.entry(parameter.origin.clone()).or_default().extend(carried);
        }
        let signature = signature(sdk, operation);
        let call = Call {
            accessors: accessors.to_vec(),
            method: operation.name.as_str().to_owned(),
            arguments: signature.arguments,
            optional: signature.optional,
            result: signature.result,
            pages: operation
                .pages
                .as_ref()
                .map(|pages| Pages { rules: pages.rules.clone(), item: signature.item.unwrap_or_default() }),
        };
        self.operations.entry(operation.origin.clone()).or_default().push((path, call));
    }

    /// The methods of the operation at `origin`, each with its call: one for each path that has the operation.
    pub(super) fn operation(&self, origin: &Origin) -> &[(String, Call)] {
        self.operations.get(origin).map_or(&[], Vec::as_slice)
    }

    /// What takes the parameter at `origin`.
    pub(super) fn parameter(&self, origin: &Origin) -> &[String] {
        self.parameters.get(origin).map_or(&[], Vec::as_slice)
    }

    /// The fields, variants and types that came from the schema at `origin`.
    pub(super) fn schema(&self, origin: &Origin) -> &[String] {
        self.schemas.get(origin).map_or(&[], Vec::as_slice)
    }

    /// Whether the schema at `origin` is a union that a tag tells apart.
    pub(super) fn is_tagged(&self, origin: &Origin) -> bool {
        self.tagged_unions.contains(origin)
    }

    /// The builder's method for a variable of the server's URL.
    pub(super) fn server_variable(&self, name: &str) -> Option<&str> {
        self.server_variables.get(name).map(String::as_str)
    }
}
