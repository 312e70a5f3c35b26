//! Arrays whose items each have a type of their own, as tuples.

use super::json::NULL;
use super::{Decode, Encode, Json, ReadError, Tape};

#[cfg(test)]
mod tests;

impl Json<'_> {
    /// The items of the array of exactly `N` that it must be; `expected` says so, with an article.
    fn positions<const N: usize>(self, expected: &'static str) -> Result<[Self; N], ReadError> {
        let mut items = self.array()?;
        if items.len() != N {
            return Err(ReadError::mismatch(expected, "an array of another length"));
        }
        Ok(std::array::from_fn(|_| items.next().unwrap_or(NULL)))
    }
}

macro_rules! tuples {
    ($($length:literal: $($index:tt $type:ident $item:ident),+;)+) => {$(
        impl<$($type: Encode),+> Encode for ($($type,)+) {
            fn encode<'s>(&'s self, out: &mut Tape<'s>) {
                out.tuple(&[$(&self.$index),+]);
            }
        }

        impl<$($type: Decode),+> Decode for ($($type,)+) {
            fn decode(json: Json<'_>) -> Result<Self, ReadError> {
                let [$($item),+] = json.positions(concat!("an array of the length ", $length))?;
                Ok(($($type::decode($item).map_err(|error| error.in_item($index))?,)+))
            }
        }
    )+};
}

// As many positions as Rust's own traits reach.
tuples! {
    1: 0 A a;
    2: 0 A a, 1 B b;
    3: 0 A a, 1 B b, 2 C c;
    4: 0 A a, 1 B b, 2 C c, 3 D d;
    5: 0 A a, 1 B b, 2 C c, 3 D d, 4 E e;
    6: 0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f;
    7: 0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g;
    8: 0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h;
    9: 0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h, 8 I i;
    10: 0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h, 8 I i, 9 J j;
    11: 0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h, 8 I i, 9 J j, 10 K k;
    12: 0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h, 8 I i, 9 J j, 10 K k, 11 L l;
}
