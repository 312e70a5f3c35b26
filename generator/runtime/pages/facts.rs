//! What a page says of itself and of the next.

/// What a page says of itself and of the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// How many items it has; `None` if the answer has none of the forms in which the list is known.
    pub length: Option<usize>,
    /// Whether the answer is nothing but the list, with no place for anything else.
    pub is_bare: bool,
    /// The cursor for the next page, or its URL.
    pub next: Option<String>,
    /// How many items there are before it.
    pub start: Option<u64>,
    /// How many items it may have.
    pub limit: Option<u64>,
    /// How many items all pages have.
    pub total: Option<u64>,
    /// Whether there is another page.
    pub more: Option<bool>,
}

/// A number of a page that counts something.
pub trait PageNumber: Copy {
    /// The same number; `None` if it counts nothing, as a negative one.
    fn number(self) -> Option<u64>;
}

macro_rules! integers {
    ($($type:ty)*) => {$(
        impl PageNumber for $type {
            fn number(self) -> Option<u64> {
                u64::try_from(self).ok()
            }
        }
    )*};
}

integers!(i32 i64 u32 u64);

impl PageNumber for f64 {
    fn number(self) -> Option<u64> {
        let is_count = self >= 0.0 && self.fract() == 0.0 && self < 9_007_199_254_740_992.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number between 0 and 2^53"
        )]
        is_count.then_some(self as u64)
    }
}

impl PageNumber for f32 {
    fn number(self) -> Option<u64> {
        f64::from(self).number()
    }
}
