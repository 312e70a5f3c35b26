//! Measuring two things against each other on a machine that does other things too.
//!
//! What is timed is the thread's time on a processor, the kernel's work for it included, not the time that passes. The two are timed
//! in turns of a millisecond each, so that whatever slows the machine slows both, and of each pair of turns one number is kept. Where a
//! process happens to have its code and its heap moves such numbers by more than they vary within it, so that several processes
//! measure: of each the median counts, and what is given is the median of these with its interval of 95 %, which is that between two of
//! them (the order statistics that the binomial distribution names) and asks nothing of how they are distributed.

use std::fmt::{self, Display, Formatter};
use std::process::Command;
use std::time::Duration;

use cpu_time::ThreadTime;

/// How many processes measure.
const PROCESSES: usize = 15;

/// How many pairs of turns each of them times.
const ROUNDS: usize = 101;

/// How long a turn is to take, about.
const TURN: Duration = Duration::from_millis(1);

/// Tells a process that it is one of those that measure.
const CHILD: &str = "LETTERPRESS_BENCH_CHILD";

/// What was measured of one body.
#[derive(Clone, Debug)]
pub struct Row<T> {
    /// Which body it was.
    pub name: String,
    /// How many bytes it has.
    pub size: usize,
    /// What was measured.
    pub values: Vec<T>,
}

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
        let reach = (0..middle).find(|reach| 10_000 * reach * reach >= 9604 * values.len()).unwrap_or(middle);
        Self { low: at(middle - reach), median: at(middle), high: at(middle + reach) }
    }
}

impl Display for Median {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} ({:.2} to {:.2})", self.median, self.low, self.high)
    }
}

impl Display for Row<Median> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let tenths = (self.size + 50) / 100;
        write!(f, "| {} | {}.{} |", self.name, tenths / 10, tenths % 10)?;
        self.values.iter().try_for_each(|value| write!(f, " {value} |"))
    }
}

/// What `measure` gives in several processes, each of which runs this program anew.
///
/// # Panics
///
/// If this program can't be run, or fails.
#[expect(clippy::print_stdout, reason = "it is how the processes tell what they have measured")]
pub fn in_processes(measure: impl FnOnce() -> Vec<Row<f64>>) -> Vec<Row<Median>> {
    if std::env::var_os(CHILD).is_some() {
        for row in measure() {
            let values: Vec<_> = row.values.iter().map(ToString::to_string).collect();
            println!("{}\t{}\t{}", row.name, row.size, values.join("\t"));
        }
        std::process::exit(0);
    }
    let program = std::env::current_exe().expect("this program has a path");
    let mut rows: Vec<Row<Vec<f64>>> = Vec::new();
    for _ in 0..PROCESSES {
        let output = Command::new(&program).env(CHILD, "1").output().expect("this program can be run");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for (index, line) in String::from_utf8_lossy(&output.stdout).lines().enumerate() {
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or_default().to_owned();
            let size = cells.next().and_then(|size| size.parse().ok()).unwrap_or_default();
            let values: Vec<f64> = cells.filter_map(|value| value.parse().ok()).collect();
            if index == rows.len() {
                rows.push(Row { name, size, values: vec![Vec::new(); values.len()] });
            }
            for (all, value) in rows[index].values.iter_mut().zip(values) {
                all.push(value);
            }
        }
    }
    let median = |row: Row<Vec<f64>>| Row {
        name: row.name,
        size: row.size,
        values: row.values.into_iter().map(Median::of).collect(),
    };
    rows.into_iter().map(median).collect()
}

/// How long each of two things takes, in seconds, and how the first compares with the second: medians of all turns.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The second.
    pub theirs: f64,
    /// The first divided by the second.
    pub ratio: f64,
    /// The first less the second.
    pub difference: f64,
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
    let of = |value: fn(&(f64, f64)) -> f64| Median::of(rounds.iter().map(value).collect()).median;
    Pair {
        theirs: of(|(_, theirs)| *theirs),
        ratio: of(|(ours, theirs)| ours / theirs),
        difference: of(|(ours, theirs)| ours - theirs),
    }
}

/// How many times `work` is done in one turn.
fn calibrate(work: &mut impl FnMut()) -> u32 {
    let is_long = |times: &u32| turn(work, *times) * f64::from(*times) >= TURN.as_secs_f64();
    (0..20).map(|power| 1 << power).find(is_long).unwrap_or(1 << 20)
}

/// How long `work` takes, in seconds.
fn turn(work: &mut impl FnMut(), times: u32) -> f64 {
    let began = ThreadTime::now();
    for _ in 0..times {
        work();
    }
    began.elapsed().as_secs_f64() / f64::from(times)
}
