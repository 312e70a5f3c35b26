//! The token cache in every interleaving of its threads: at most one request for a token at a time, and nobody waits forever. What waits
//! forever is a deadlock to loom, which fails the model.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use auth::tokens::Tokens;
use auth::{AccessToken, TokenProvider};
use clock::Clock;
use error::AuthError;
use loom::future::block_on;
use loom::thread::{self, JoinHandle};
use transport::BoxFuture;

// The cache's neighbours, as far as it knows them.

mod auth {
    use std::time::SystemTime;

    use http::HeaderValue;

    use super::error::AuthError;
    use super::transport::BoxFuture;

    pub(crate) mod tokens {
        #![expect(dead_code, reason = "it is the whole cache, headers too")]
        include!(concat!(env!("OUT_DIR"), "/tokens.rs"));
    }

    pub(crate) trait TokenProvider: Send + Sync {
        fn token(&self) -> BoxFuture<'_, Result<AccessToken, AuthError>>;

        fn invalidate(&self, _rejected: &AccessToken) {}
    }

    /// A token, by its number.
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct AccessToken(pub(crate) usize, pub(crate) Option<SystemTime>);

    impl AccessToken {
        pub(crate) fn expires_at(&self) -> Option<SystemTime> {
            self.1
        }

        pub(crate) fn is_same(&self, other: &Self) -> bool {
            self.0 == other.0
        }

        pub(crate) fn header(&self, prefix: &str) -> Result<HeaderValue, AuthError> {
            format!("{prefix}{}", self.0).parse().map_err(|_| AuthError)
        }
    }
}

mod clock {
    use std::time::SystemTime;

    pub(crate) trait Clock: Send + Sync {
        fn now(&self) -> SystemTime;
    }
}

mod error {
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct AuthError;
}

mod transport {
    use std::pin::Pin;

    pub(crate) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
}

/// A clock that stands.
struct Noon;

impl Clock for Noon {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }
}

/// What the provider answers.
#[derive(Clone, Copy)]
enum Gives {
    /// A token that is kept.
    Lasting,
    /// A token that does not say when it expires, and is not kept.
    Fleeting,
    Nothing,
}

/// A provider that is not ready at once, gives each token but once, and counts how many are asked for at a time.
struct Provider {
    gives: Gives,
    asked: AtomicUsize,
    asking: AtomicUsize,
}

impl TokenProvider for Provider {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, AuthError>> {
        Box::pin(async move {
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            assert_eq!(self.asking.fetch_add(1, Ordering::SeqCst), 0, "two ask at a time");
            let _asking = Leave(&self.asking);
            Yield(false).await;
            let expires_at = SystemTime::UNIX_EPOCH + Duration::from_secs(600);
            match self.gives {
                Gives::Lasting => Ok(AccessToken(number, Some(expires_at))),
                Gives::Fleeting => Ok(AccessToken(number, None)),
                Gives::Nothing => Err(AuthError),
            }
        })
    }
}

/// Counts one down, be it that a request has ended or was dropped.
struct Leave<'a>(&'a AtomicUsize);

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Is ready when it is polled for the second time.
struct Yield(bool);

impl Future for Yield {
    type Output = ();

    fn poll(mut self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// A cache, and its provider.
#[derive(Clone)]
struct Setup {
    tokens: Arc<Tokens>,
    provider: Arc<Provider>,
}

impl Setup {
    fn new(gives: Gives) -> Self {
        let provider = Arc::new(Provider { gives, asked: 0.into(), asking: 0.into() });
        let tokens = Tokens::new("Bearer ", Arc::clone(&provider) as Arc<_>, Arc::new(Noon));
        Self { tokens: Arc::new(tokens), provider }
    }

    fn asked(&self) -> usize {
        self.provider.asked.load(Ordering::SeqCst)
    }

    /// A thread that awaits a token.
    fn awaiting(&self) -> JoinHandle<Result<AccessToken, AuthError>> {
        let tokens = Arc::clone(&self.tokens);
        thread::spawn(move || block_on(tokens.token()))
    }

    /// Polls for a token once, and leaves.
    fn leave(&self) {
        let mut token = pin!(self.tokens.token());
        let _ = token.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }
}

/// Runs a test in every interleaving in which threads are interrupted up to twice, or as often as `LOOM_MAX_PREEMPTIONS` says.
fn model(test: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = builder.preemption_bound.or(Some(2));
    builder.check(test);
}

#[test]
fn a_token_that_lasts_is_asked_for_once() {
    model(|| {
        let setup = Setup::new(Gives::Lasting);
        let others = [setup.awaiting(), setup.awaiting()];
        let own = block_on(setup.tokens.token());
        for other in others {
            assert_eq!(other.join().unwrap(), own);
        }
        assert_eq!((own.unwrap().0, setup.asked()), (1, 1));
    });
}

#[test]
fn a_token_that_is_not_kept_is_had_by_all_who_waited_for_it() {
    for gives in [Gives::Fleeting, Gives::Nothing] {
        model(move || {
            let setup = Setup::new(gives);
            let others = [setup.awaiting(), setup.awaiting()];
            let own = block_on(setup.tokens.token());
            for result in others.map(|other| other.join().unwrap()).into_iter().chain([own]) {
                assert_eq!(result.is_ok(), matches!(gives, Gives::Fleeting));
            }
            assert!((1..=3).contains(&setup.asked()));
        });
    }
}

#[test]
fn whoever_leaves_strands_nobody() {
    for gives in [Gives::Lasting, Gives::Nothing] {
        model(move || {
            let setup = Setup::new(gives);
            let others = [setup.awaiting(), setup.awaiting()];
            setup.leave();
            for other in others {
                assert_eq!(other.join().unwrap().is_ok(), matches!(gives, Gives::Lasting));
            }
            // A token was asked for by the one who left at most, and by the one who took its place.
            assert!(matches!(gives, Gives::Nothing) || setup.asked() <= 2);
        });
    }
}

#[test]
fn a_refused_token_is_never_had_again_and_renewed_once() {
    model(|| {
        let setup = Setup::new(Gives::Lasting);
        let refused = block_on(setup.tokens.token()).unwrap();
        let renewing = || {
            let (tokens, refused) = (Arc::clone(&setup.tokens), refused.clone());
            move || {
                tokens.invalidate(&refused);
                block_on(tokens.token()).unwrap()
            }
        };
        let others = [thread::spawn(renewing()), thread::spawn(renewing())];
        let own = renewing()();
        for other in others {
            assert_eq!(other.join().unwrap(), own);
        }
        assert_eq!((own.0, setup.asked()), (2, 2));
    });
}

#[test]
fn a_token_that_is_refused_while_another_is_fetched_does_not_take_that_away() {
    model(|| {
        let setup = Setup::new(Gives::Lasting);
        let refused = AccessToken(7, None);
        let other = setup.awaiting();
        setup.tokens.invalidate(&refused);
        let own = block_on(setup.tokens.token());
        assert_eq!((other.join().unwrap(), setup.asked()), (own, 1));
    });
}
