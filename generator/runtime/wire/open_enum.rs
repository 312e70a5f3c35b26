//! What every open enum of strings can do.

/// Implements, for enums with `as_str` and `From<&str>`: `Display`, `AsRef<str>`, `From<String>`, and their form on the wire.
/// The module must know `runtime`.
#[allow(unused_macros, reason = "an API may have no enum")]
macro_rules! open_enum {
    ($($type:ty),+ $(,)?) => {
        $(
            impl ::std::fmt::Display for $type {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.pad(self.as_str())
                }
            }

            impl ::std::convert::AsRef<str> for $type {
                fn as_ref(&self) -> &str {
                    self.as_str()
                }
            }

            impl ::std::convert::From<::std::string::String> for $type {
                fn from(text: ::std::string::String) -> Self {
                    Self::from(text.as_str())
                }
            }

            impl runtime::wire::Encode for $type {
                fn encode<'s>(&'s self, out: &mut runtime::wire::Tape<'s>) {
                    out.string(self.as_str());
                }
            }

            impl runtime::wire::Decode for $type {
                fn decode(
                    json: runtime::wire::Json<'_>,
                ) -> ::std::result::Result<Self, runtime::wire::ReadError> {
                    json.string().map(Self::from)
                }
            }
        )+
        runtime::serde_bridge!($($type),+);
    };
}
#[allow(unused_imports, reason = "an API may have no enum")]
pub(crate) use open_enum;
