use super::super::RetryPolicy;
use super::super::mock::MockReply;
use super::super::tests::{GET, Setup, call};

/// How many requests GETs lead to that all meet such a reply, one after the other, with a budget and two retries each.
fn sent(budget: impl Into<Option<u32>>, reply: &MockReply, calls: usize) -> usize {
    let policy = RetryPolicy::default().jitter(false).budget(budget);
    let setup = Setup::new(vec![reply.clone(); 3 * calls]).with(|builder| builder.retry(policy));
    let client = setup.client();
    for _ in 0..calls {
        let _ = setup.clock.block_on(call::<()>(&client.clone(), &GET).parameter("id", "1"));
    }
    setup.transport.requests().len()
}

#[test]
fn calls_share_a_budget_for_retries() {
    let unavailable = MockReply::new(503);
    assert_eq!(sent(15, &unavailable, 4), 4 + 3);
    assert_eq!(sent(14, &unavailable, 4), 4 + 2);
    assert_eq!(sent(0, &unavailable, 4), 4);
    assert_eq!(sent(None, &unavailable, 4), 4 + 8);
}

#[test]
fn by_default_it_lasts_for_a_hundred_retries() {
    let policy = RetryPolicy::default().jitter(false);
    let setup = Setup::new(vec![MockReply::new(503); 400]).with(|builder| builder.retry(policy));
    let client = setup.client();
    for _ in 0..60 {
        let _ = setup.clock.block_on(call::<()>(&client, &GET).parameter("id", "1"));
    }
    assert_eq!(setup.transport.requests().len(), 60 + 100);
}

#[test]
fn a_time_limit_takes_twice_as_much() {
    assert_eq!(sent(20, &MockReply::never(), 4), 4 + 2);
    assert_eq!(sent(19, &MockReply::never(), 4), 4 + 1);
}

#[test]
fn a_success_puts_one_back_up_to_the_size() {
    let policy = RetryPolicy::default().jitter(false).budget(5);
    let run = |successes: usize| {
        let setup = Setup::new([]).with(|builder| builder.retry(policy.clone()));
        let client = setup.client();
        let get = |replies: &[u16]| {
            for status in replies {
                setup.transport.reply(MockReply::new(*status));
            }
            let call = call::<()>(&client, &GET).parameter("id", "1");
            let result = setup.clock.block_on(call.max_retries(1).send());
            result.map_or_else(|error| error.status().unwrap().as_u16(), |answer| answer.status().as_u16())
        };
        // It is empty, then filled; what goes beyond its size is lost.
        assert_eq!(get(&[500, 200]), 200);
        for _ in 0..successes {
            assert_eq!(get(&[200]), 200);
        }
        (get(&[500, 200]), get(&[500]))
    };
    assert_eq!(run(3).0, 500);
    assert_eq!(run(4), (200, 500));
    assert_eq!(run(20), (200, 500));
}
