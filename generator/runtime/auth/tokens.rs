//! The token that the calls of a client share.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use http::HeaderValue;

use super::super::clock::Clock;
use super::super::error::AuthError;
use super::{AccessToken, TokenProvider};

#[cfg(test)]
mod tests;

/// A token is renewed when less than this is left of its life, or less than a tenth of it.
const MARGIN: Duration = Duration::from_secs(60);

/// If renewing fails, a token that is good for as long as this is used on, and renewing is tried again after as long.
const GRACE: Duration = Duration::from_secs(10);

/// The tokens of a client: at most one is kept, and one is asked for at a time.
pub(in super::super) struct Tokens {
    /// What goes before a token in `Authorization`.
    prefix: &'static str,
    provider: Arc<dyn TokenProvider>,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// Whether a call is asking the provider.
    asking: bool,
    /// How many times the provider has answered.
    answers: u64,
    /// Its last answer, for those who have waited for it.
    answer: Option<Result<AccessToken, AuthError>>,
    waiting: Vec<Waker>,
}

/// A token that is kept.
struct Kept {
    token: AccessToken,
    expires_at: SystemTime,
    /// From when on another one is asked for.
    renew_at: SystemTime,
}

impl Kept {
    /// The token if it says when it expires and has not.
    fn new(token: &AccessToken, now: SystemTime) -> Option<Self> {
        let expires_at = token.expires_at()?;
        let life = expires_at.duration_since(now).ok()?;
        let renew_at = expires_at.checked_sub(MARGIN.min(life / 10))?;
        Some(Self { token: token.clone(), expires_at, renew_at })
    }

    /// Whether it can still be used while renewing is under way, or has failed.
    fn is_good(&self, now: SystemTime) -> bool {
        self.expires_at.duration_since(now).is_ok_and(|left| left >= GRACE)
    }
}

/// What a call that needs a token is to do.
enum Turn<'a> {
    /// Take this.
    Take(Result<AccessToken, AuthError>),
    /// Ask the provider.
    Ask(Asking<'a>),
}

impl Tokens {
    pub(in super::super) fn new(
        prefix: &'static str,
        provider: Arc<dyn TokenProvider>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { prefix, provider, clock, state: Mutex::default() }
    }

    /// The value of `Authorization` that carries the token.
    pub(in super::super) fn header(&self, token: &AccessToken) -> Result<HeaderValue, AuthError> {
        token.header(self.prefix)
    }

    /// A token that is good to send.
    ///
    /// Whoever finds no such token asks the provider; whoever comes meanwhile waits for that answer, be it a token or a failure. If
    /// the one who asks is dropped, one of those who wait asks in its place.
    pub(in super::super) async fn token(&self) -> Result<AccessToken, AuthError> {
        let answers = self.state().answers;
        match poll_fn(|context| self.poll_turn(answers, context)).await {
            Turn::Take(result) => result,
            Turn::Ask(asking) => {
                let answer = self.provider.token().await;
                asking.answer(answer)
            }
        }
    }

    /// Forgets a token that the server has refused.
    pub(in super::super) fn invalidate(&self, rejected: &AccessToken) {
        // Another call may have put a new token in its place.
        self.state().kept.take_if(|kept| kept.token.is_same(rejected));
        self.provider.invalidate(rejected);
    }

    /// The turn of a call that came when the provider had given `answers` answers.
    fn poll_turn(&self, answers: u64, context: &Context<'_>) -> Poll<Turn<'_>> {
        let now = self.clock.now();
        let mut state = self.state();
        if let Some(kept) = &state.kept
            && (now < kept.renew_at || (state.asking && kept.is_good(now)))
        {
            return Poll::Ready(Turn::Take(Ok(kept.token.clone())));
        }
        if answers != state.answers
            && let Some(answer) = &state.answer
        {
            return Poll::Ready(Turn::Take(answer.clone()));
        }
        if state.asking {
            if !state.waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                state.waiting.push(context.waker().clone());
            }
            return Poll::Pending;
        }
        state.asking = true;
        state.answer = None;
        Poll::Ready(Turn::Ask(Asking { tokens: self }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to ask the provider. Dropping it gives the right to whoever waits.
struct Asking<'a> {
    tokens: &'a Tokens,
}

impl Asking<'_> {
    /// Shares the provider's answer, and gives what is to be made of it.
    fn answer(self, answer: Result<AccessToken, AuthError>) -> Result<AccessToken, AuthError> {
        let now = self.tokens.clock.now();
        let mut state = self.tokens.state();
        let answer = match answer {
            Ok(token) => {
                state.kept = Kept::new(&token, now);
                Ok(token)
            }
            Err(error) => match &mut state.kept {
                Some(kept) if kept.is_good(now) => {
                    kept.renew_at = now.checked_add(GRACE).unwrap_or(kept.expires_at);
                    Ok(kept.token.clone())
                }
                _ => Err(error),
            },
        };
        state.answers = state.answers.wrapping_add(1);
        state.answer = Some(answer.clone());
        answer
    }
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.tokens.state();
            state.asking = false;
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }
}
