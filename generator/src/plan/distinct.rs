//! Which variants of a union a value picks by its type alone.

use std::collections::HashMap;

use super::sdk::{Definition, DefinitionId, DefinitionKind, Type};

/// Marks the variants of unions that a value alone picks, now that every alias is known and no ring of them is left.
pub(super) fn mark_distinct(definitions: &mut [Definition]) {
    let mut numbers = Numbers::default();
    let mut own: Vec<Vec<usize>> = Vec::new();
    for definition in &*definitions {
        if let DefinitionKind::Union(union) = &definition.kind {
            own.push(union.variants.iter().map(|variant| numbers.of(&variant.value, definitions)).collect());
        }
    }
    let unions = definitions.iter_mut().filter_map(|definition| match &mut definition.kind {
        DefinitionKind::Union(union) => Some(union),
        _ => None,
    });
    for (union, own) in unions.zip(own) {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for number in &own {
            *counts.entry(*number).or_default() += 1;
        }
        for (variant, number) in union.variants.iter_mut().zip(own) {
            variant.distinct = counts.get(&number) == Some(&1);
        }
    }
}

/// Numbers of types, the same for types that are the same behind every alias.
#[derive(Default)]
struct Numbers {
    numbers: HashMap<Shape, usize>,
    aliases: HashMap<DefinitionId, usize>,
}

/// A type whose inner type is a number.
#[derive(PartialEq, Eq, Hash)]
enum Shape {
    List(usize),
    Map(usize),
    Nullable(usize),
    Boxed(usize),
    Definition(DefinitionId),
    /// By its discriminant: each is a type of its own.
    Plain(std::mem::Discriminant<Type>),
}

impl Numbers {
    /// The number of a type. Aliases are followed without recursion, as a description decides how many follow.
    fn of(&mut self, value: &Type, definitions: &[Definition]) -> usize {
        let mut open = Vec::new();
        let mut next = value;
        let mut number = loop {
            match next {
                Type::Named(id) => match &definitions[id.0].kind {
                    DefinitionKind::Alias(target) => {
                        if let Some(known) = self.aliases.get(id) {
                            break *known;
                        }
                        open.push(Layer::Alias(*id));
                        next = target;
                    }
                    _ => break self.number(Shape::Definition(*id)),
                },
                Type::List(inner) => {
                    open.push(Layer::Shape(Shape::List));
                    next = inner;
                }
                Type::Map(inner) => {
                    open.push(Layer::Shape(Shape::Map));
                    next = inner;
                }
                Type::Nullable(inner) => {
                    open.push(Layer::Shape(Shape::Nullable));
                    next = inner;
                }
                Type::Boxed(inner) => {
                    open.push(Layer::Shape(Shape::Boxed));
                    next = inner;
                }
                plain => break self.number(Shape::Plain(std::mem::discriminant(plain))),
            }
        };
        while let Some(layer) = open.pop() {
            match layer {
                Layer::Alias(id) => {
                    self.aliases.insert(id, number);
                }
                Layer::Shape(shape) => number = self.number(shape(number)),
            }
        }
        number
    }

    fn number(&mut self, shape: Shape) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(shape).or_insert(next)
    }
}

/// What has been entered on the way to the innermost type.
enum Layer {
    Alias(DefinitionId),
    Shape(fn(usize) -> Shape),
}
