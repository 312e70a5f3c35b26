//! Unions with something beside them: what stands beside is merged into each branch.

use std::collections::BTreeMap;

use indexmap::IndexSet;

use super::merge::{self, effective_types, intersect_types, shapes_nothing};
use super::parts::{Parts, Union};
use super::{Choice, Composer, Outcome, bounds};
use crate::diagnostic::{Diagnostic, NOT_CARRIED};
use crate::parse::schema::{Discriminator, Schema, SchemaId, Type as JsonType, TypeSet};

/// How many branches several unions may come to together.
const MAX_BRANCHES: usize = 32;

impl Composer<'_> {
    /// Takes out the unions whose branches do nothing but require members: they are choices.
    ///
    /// What every branch requires is required of the whole.
    pub(super) fn take_choices(&self, parts: &mut Parts, whole: &mut Schema) {
        let mut choices = Vec::new();
        parts.unions.retain(|union| {
            let Some(groups) = self.required_groups(&union.branches) else { return true };
            if let Some((first, rest)) = groups.split_first() {
                let common = first.iter().filter(|name| rest.iter().all(|group| group.contains(name)));
                whole.required.extend(common.cloned());
            }
            choices.push((union.named, Choice { exactly_one: union.exactly_one, groups }));
            false
        });
        parts.choices.extend(choices);
    }

    /// What each branch requires, if none does anything else and one at least does.
    fn required_groups(&self, branches: &[SchemaId]) -> Option<Vec<Vec<String>>> {
        let mut groups = Vec::with_capacity(branches.len());
        for branch in branches {
            let schema = &self.schemas[*branch];
            let alone = Schema { required: IndexSet::new(), types: TypeSet::default(), ..schema.clone() };
            let is_object = effective_types(schema).iter().all(|kind| kind == JsonType::Object);
            let is_bare = alone.reference.is_none()
                && alone.all_of.is_empty()
                && alone.one_of.is_empty()
                && alone.any_of.is_empty()
                && shapes_nothing(&alone)
                && !self.choices.contains_key(branch);
            if !is_bare || !is_object {
                return None;
            }
            groups.push(schema.required.iter().cloned().collect());
        }
        groups.iter().any(|group: &Vec<String>| !group.is_empty()).then_some(groups)
    }

    /// The schema `id` as one union; `whole` is what its parts say beside their unions.
    ///
    /// Where one branch of each union is all that is left, it is the schema of these, to be composed in its turn.
    pub(super) fn union(&mut self, id: SchemaId, parts: &Parts, whole: Schema) -> Outcome {
        if whole.enumeration.is_some() || whole.constant.is_some() {
            let is_plain = |branch: &SchemaId| {
                let schema = &self.schemas[self.targets[branch.0 as usize]];
                shapes_nothing(&Schema { types: TypeSet::default(), ..schema.clone() })
            };
            if !parts.unions.iter().flat_map(|union| &union.branches).all(is_plain) {
                let message = "the branches of a union beside `enum` or `const`, which say all values";
                self.report(id, Diagnostic::new(&NOT_CARRIED, whole.origin.clone(), message));
            }
            self.keep_choices(id, parts, None);
            return Outcome::Whole(self.leaf(id, whole));
        }

        let lone = match parts.unions.as_slice() {
            [lone] => Some(lone.clone()),
            _ => None,
        };
        let adds = |composer: &Self, branch| composer.adds_to(&whole, branch);
        if let Some(union) = &lone
            && !union.branches.iter().any(|branch| adds(self, *branch))
        {
            if let Some(target) = union.named
                && self.nullable[target.0 as usize] <= whole.nullable
            {
                return Outcome::Whole(self.reference_to(id, target, parts));
            }
            self.keep_choices(id, parts, None);
            let (branches, discriminator) = (union.branches.clone(), union.discriminator.clone());
            return Outcome::Whole(alone(&whole, branches, union.exactly_one, discriminator));
        }

        let combinations = match self.combinations(&parts.unions, whole.types) {
            Ok(combinations) => combinations,
            Err(message) => return Outcome::Whole(self.untyped(id, &message)),
        };
        self.keep_choices(id, parts, None);
        if let [only] = combinations.as_slice() {
            let all_of = [self.beside(&whole).into_iter().collect(), only.clone()].concat();
            return Outcome::Composed(Schema { all_of, ..annotations_and_bounds(&whole) });
        }
        let beside = self.beside(&whole);
        let mut branches = Vec::with_capacity(combinations.len());
        for combination in combinations {
            branches.push(self.branch(id, &whole, beside, &combination));
        }
        let exactly_one = parts.unions.iter().all(|union| union.exactly_one);
        let discriminator = parts.unions.iter().find_map(|union| union.discriminator.clone());
        let discriminator = discriminator.map(|discriminator| self.retag(discriminator, &branches));
        Outcome::Whole(alone(&whole, branches, exactly_one, discriminator))
    }

    /// A schema of what shapes a type beside unions.
    fn beside(&mut self, whole: &Schema) -> Option<SchemaId> {
        (!shapes_nothing(whole)).then(|| self.add_composed(shape_of(whole)))
    }

    /// One branch: what stands beside, and one branch of each union.
    fn branch(
        &mut self,
        id: SchemaId,
        whole: &Schema,
        beside: Option<SchemaId>,
        combination: &[SchemaId],
    ) -> SchemaId {
        if let [only] = combination {
            if self.share_a_ring(id, *only) {
                let target = self.schemas[*only].reference.unwrap_or(*only);
                if !self.extends(target, id) {
                    let message = "what stands beside this union, which leads back to it by this branch";
                    let place = self.schemas[*only].origin.clone();
                    self.report(id, Diagnostic::new(&NOT_CARRIED, place, message));
                }
                return *only;
            }
            if !self.adds_to(whole, *only) {
                return *only;
            }
            if self.is_of_none(*only, whole.types) {
                let own = effective_types(&self.schemas[self.targets[only.0 as usize]]);
                // Such a `type` is a slip more often than a branch is meant to fit nothing.
                let message = format!(
                    "that a value is {}, as is said beside this union: this branch is {}",
                    merge::names(whole.types),
                    merge::names(own)
                );
                let place = self.schemas[*only].origin.clone();
                self.report(id, Diagnostic::new(&NOT_CARRIED, place, message));
                return *only;
            }
        }
        let first = combination.first().map_or(id, |first| *first);
        let mut like = self.schemas[self.targets[first.0 as usize]].clone();
        like.description = like.description.or(like.title);
        let titles = combination.iter().map(|branch| self.title(*branch));
        like.title = titles.collect::<Option<Vec<String>>>().map(|titles| titles.join(" "));
        let all = beside.into_iter().chain(combination.iter().copied()).collect();
        let added = self.add(&like, all);
        self.made_of.insert(added, self.made_of.get(&first).copied().unwrap_or(first));
        added
    }

    /// What a branch is called: as its component, else by its title.
    fn title(&self, branch: SchemaId) -> Option<String> {
        let target = self.targets[branch.0 as usize];
        let component = self.components.get(&target).map(|name| (*name).to_owned());
        component.or_else(|| self.schemas[target].title.clone())
    }

    /// Whether the branch is of other types than these, where both are stated.
    fn is_of_none(&self, branch: SchemaId, types: TypeSet) -> bool {
        let own = effective_types(&self.schemas[self.targets[branch.0 as usize]]);
        !own.is_empty() && !types.is_empty() && intersect_types(own, types).is_empty()
    }

    /// Every choice of one branch of each union, without those that no value fits.
    fn combinations(&self, unions: &[Union], types: TypeSet) -> Result<Vec<Vec<SchemaId>>, String> {
        let mut combinations: Vec<Vec<SchemaId>> = vec![Vec::new()];
        for union in unions {
            let mut next = Vec::new();
            for chosen in &combinations {
                for branch in &union.branches {
                    let fits = (union.is_own && unions.len() == 1 || !self.is_of_none(*branch, types))
                        && chosen.iter().all(|other| !self.are_disjoint(*other, *branch));
                    if fits {
                        let mut chosen = chosen.clone();
                        if !chosen.contains(branch) {
                            chosen.push(*branch);
                        }
                        next.push(chosen);
                    }
                    if unions.len() > 1 && next.len() > MAX_BRANCHES {
                        let sizes: Vec<_> =
                            unions.iter().map(|union| union.branches.len().to_string()).collect();
                        return Err(format!(
                            "a value of one branch out of each of {} unions ({} branches; {MAX_BRANCHES} of them \
                             together are carried)",
                            unions.len(),
                            sizes.join(" × ")
                        ));
                    }
                }
            }
            combinations = next;
        }
        if combinations.is_empty() {
            return Err("a value that fits no branch of its union, or of its unions together".to_owned());
        }
        Ok(combinations)
    }

    /// Whether it is plain that no value fits both.
    fn are_disjoint(&self, a: SchemaId, b: SchemaId) -> bool {
        let (a, b) = (self.targets[a.0 as usize], self.targets[b.0 as usize]);
        let (a, b) = (&self.schemas[a], &self.schemas[b]);
        let (types, others) = (effective_types(a), effective_types(b));
        let values =
            |schema: &Schema| schema.enumeration.clone().or(schema.constant.clone().map(|one| vec![one]));
        let differ = match (values(a), values(b)) {
            (Some(a), Some(b)) => !a.iter().any(|value| b.contains(value)),
            _ => false,
        };
        differ || !types.is_empty() && !others.is_empty() && intersect_types(types, others).is_empty()
    }

    /// Whether what stands beside a union shapes the branch further.
    fn adds_to(&self, whole: &Schema, branch: SchemaId) -> bool {
        let types = effective_types(whole);
        let rest = Schema { types: TypeSet::default(), ..shape_of(whole) };
        if !shapes_nothing(&rest) {
            return true;
        }
        let schema = &self.schemas[self.targets[branch.0 as usize]];
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            let inner = schema.one_of.iter().chain(&schema.any_of);
            return !types.is_empty() && inner.into_iter().any(|inner| self.widens(types, *inner));
        }
        !types.is_empty() && self.widens(types, branch)
    }

    /// Whether values of other types than these fit the branch.
    fn widens(&self, types: TypeSet, branch: SchemaId) -> bool {
        let own = effective_types(&self.schemas[self.targets[branch.0 as usize]]);
        own.is_empty() || intersect_types(own, types) != own
    }

    /// The discriminator with each tag at the branch that its schema has become.
    fn retag(&self, discriminator: Discriminator, branches: &[SchemaId]) -> Discriminator {
        let stands_for = |id: SchemaId| self.targets[self.made_of.get(&id).copied().unwrap_or(id).0 as usize];
        let place = |schema: SchemaId| {
            let target = self.targets[schema.0 as usize];
            branches.iter().copied().find(|branch| stands_for(*branch) == target).unwrap_or(schema)
        };
        let mapping: BTreeMap<String, SchemaId> =
            discriminator.mapping.iter().map(|(tag, schema)| (tag.clone(), place(*schema))).collect();
        Discriminator { mapping, ..discriminator }
    }
}

/// `whole` as a union of `branches`.
fn alone(
    whole: &Schema,
    branches: Vec<SchemaId>,
    exactly_one: bool,
    discriminator: Option<Discriminator>,
) -> Schema {
    let whole = Schema { discriminator, ..annotations_and_bounds(whole) };
    if exactly_one { Schema { one_of: branches, ..whole } } else { Schema { any_of: branches, ..whole } }
}

/// What shapes a type, alone.
fn shape_of(whole: &Schema) -> Schema {
    let anything = Schema::anything(whole.origin.clone());
    Schema {
        types: whole.types,
        never: whole.never,
        constant: whole.constant.clone(),
        enumeration: whole.enumeration.clone(),
        properties: whole.properties.clone(),
        required: whole.required.clone(),
        additional: whole.additional,
        pattern_properties: whole.pattern_properties.clone(),
        items: whole.items,
        prefix_items: whole.prefix_items.clone(),
        format: whole.format.clone(),
        content_encoding: whole.content_encoding.clone(),
        content_media_type: whole.content_media_type.clone(),
        ..anything
    }
}

/// What does not shape a type, alone.
fn annotations_and_bounds(whole: &Schema) -> Schema {
    let mut rest = Schema { nullable: whole.nullable, ..Schema::anything(whole.origin.clone()) };
    merge::annotate(&mut rest, whole);
    bounds::tighten(&mut rest, whole);
    rest
}
