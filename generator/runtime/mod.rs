//! What every printed client is built on: values on the wire, calls, authentication, transport.

mod answer;
mod api;
mod auth;
mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod budget;
mod builder;
mod call;
mod classify;
mod client;
mod clock;
mod date;
mod error;
mod events;
mod field;
mod layer;
mod media_type;
#[cfg(feature = "test-util")]
pub mod mock;
mod pages;
mod parameter;
mod quota;
mod rate_limit;
mod request;
mod response;
mod retry;
mod secret;
mod sender;
mod stream;
mod trace;
mod transport;
mod unknown;
#[cfg(feature = "validate")]
pub mod validate;
pub mod wire;

#[cfg(test)]
mod tests;

pub use self::answer::{ResponseBody, alternative, text};
pub use self::api::{
    ApiInfo, Auth, BodyFormat, BodyInfo, Method, OperationInfo, SchemeKind, SecurityScheme, Segment,
    ServerInfo, Telemetry, TokenEndpoint, Variable,
};
pub use self::auth::{AccessToken, AssertionClaims, AssertionSigner, TokenProvider};
pub use self::body::{FilePart, Multipart, PartValue, Parts, RequestBody, ToBody, ToMultipart};
pub use self::builder::Builder;
pub use self::call::{Call, CallFuture};
pub use self::classify::Classify;
pub use self::client::Client;
pub use self::clock::Clock;
#[cfg(feature = "reqwest")]
pub use self::clock::TokioClock;
pub use self::date::{Date, DateTime};
pub use self::error::{
    ApiError, AuthError, BuildError, DecodeError, Error, InvalidRequest, PagingError, TimeoutError,
    TransportError,
};
pub use self::events::{Event, EventStream, NoEvents};
pub use self::field::{Field, Nullable};
pub use self::layer::{Attempt, Layer, Next, Outcome};
pub use self::pages::{
    ByCursor, ByNumber, Counted, Items, NoPages, PageFacts, PageNumber, Pages, Paginated, Paging,
};
pub use self::parameter::{Location, NoParams, Parameter, Style};
pub use self::quota::Quota;
pub use self::rate_limit::RateLimit;
pub use self::response::Response;
pub use self::retry::RetryPolicy;
pub use self::secret::{Redacted, Secret};
pub use self::stream::ByteStream;
#[cfg(feature = "reqwest")]
pub use self::transport::ReqwestTransport;
pub use self::transport::{Body, BoxFuture, FailureKind, Transport, TransportFailure};
pub use self::unknown::{UnknownFields, UnknownInteger, UnknownValue, UnknownVariant};
#[cfg(feature = "validate")]
pub use self::validate::{ValidationError, Violation};
pub use self::wire::{
    Decode, Encode, Fit, Json, ReadError, Required, Rest, Scalar, Slot, Tape, WriteError, best_fit,
};

#[allow(unused_imports, reason = "an API may have neither a struct nor an enum")]
pub(crate) use self::wire::{
    bridge::serde_bridge,
    external::{serde_values, text_values},
    open_enum::open_enum,
    scalar_enum::{integer_enum, scalar_enum},
};
