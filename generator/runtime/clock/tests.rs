use std::future::{pending, ready};

use super::super::mock::MockClock;
use super::*;

const LIMIT: Duration = Duration::from_secs(5);

#[test]
fn what_is_ready_beats_the_limit() {
    let clock = MockClock::new();
    assert_eq!(clock.block_on(within(&clock, Some(Duration::ZERO), ready(1))), Some(1));
    assert_eq!(clock.block_on(within(&clock, Some(LIMIT), clock.sleep(LIMIT))), Some(()));
    assert_eq!(clock.elapsed(), LIMIT);
}

#[test]
fn what_is_late_is_given_up() {
    let clock = MockClock::new();
    assert_eq!(clock.block_on(within(&clock, Some(LIMIT), pending::<()>())), None);
    assert_eq!(clock.elapsed(), LIMIT);
}

#[test]
fn without_a_limit_nothing_sleeps() {
    let clock = MockClock::new();
    assert_eq!(clock.block_on(within(&clock, None, clock.sleep(LIMIT * 1000))), Some(()));
    assert_eq!(clock.slept(), [LIMIT * 1000]);
}
