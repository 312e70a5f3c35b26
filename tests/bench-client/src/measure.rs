//! Measuring two things against each other on a machine that does other things too.
//!
//! What is timed is the thread's time on a processor, the kernel's work for it included, not the time that passes. The two are timed
//! in turns of a few milliseconds each, so that whatever slows the machine slows both. Of each pair of turns one
//! number is kept; the median of these is given with its interval of 95 %, which is that between two of them (the order statistics that
//! the binomial distribution names) and asks nothing of how they are distributed.

use std::fmt::{self, Display, Formatter};
use std::time::Duration;

use cpu_time::ThreadTime;

/// How many pairs of turns are timed.
const ROUNDS: usize = 301;

/// How long a turn is to take, about.
const TURN: Duration = Duration::from_millis(2);

/// A median, and the interval in which it lies with a probability of 95 %.
#[derive(Clone, Copy, Debug)]
pub struct Median {
    /// The lower end.
    pub low: f64,
    /// The median of what was measured.
    pub median: f64,
    /// The upper end.
    pub high: f64,
}

impl Median {
    fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
        let middle = values.len() / 2;
        // 0.98 √n: half the width of the interval in ranks.
        let reach =
            (0..=middle).find(|reach| 10_000 * reach * reach >= 9604 * values.len()).unwrap_or(middle);
        Self { low: at(middle - reach), median: at(middle), high: at(middle + reach) }
    }
}

impl Display for Median {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} ({:.2}–{:.2})", self.median, self.low, self.high)
    }
}

/// How long each of two things takes, in seconds, and how the first compares with the second.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The first.
    pub ours: Median,
    /// The second.
    pub theirs: Median,
    /// The first divided by the second.
    pub ratio: Median,
    /// The first less the second.
    pub difference: Median,
}

/// Times two things against each other.
pub fn pair(mut ours: impl FnMut(), mut theirs: impl FnMut()) -> Pair {
    let times = calibrate(&mut ours).min(calibrate(&mut theirs));
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        // Whoever comes second finds the caches as the first has left them.
        if round % 2 == 0 {
            let first = turn(&mut ours, times);
            rounds.push((first, turn(&mut theirs, times)));
        } else {
            let first = turn(&mut theirs, times);
            rounds.push((turn(&mut ours, times), first));
        }
    }
    let of = |value: fn(&(f64, f64)) -> f64| Median::of(rounds.iter().map(value).collect());
    Pair {
        ours: of(|(ours, _)| *ours),
        theirs: of(|(_, theirs)| *theirs),
        ratio: of(|(ours, theirs)| ours / theirs),
        difference: of(|(ours, theirs)| ours - theirs),
    }
}

/// How many times `work` is done in one turn.
fn calibrate(work: &mut impl FnMut()) -> u32 {
    (0..20)
        .map(|power| 1 << power)
        .find(|times| turn(work, *times) * f64::from(*times) >= TURN.as_secs_f64())
        .unwrap_or(1 << 20)
}

/// How long `work` takes, in seconds.
fn turn(work: &mut impl FnMut(), times: u32) -> f64 {
    let began = ThreadTime::now();
    for _ in 0..times {
        work();
    }
    began.elapsed().as_secs_f64() / f64::from(times)
}
