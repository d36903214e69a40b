//! What a month's contacts will be: a robust profile of weekday and half-hour, times a level, times what events bring.
//!
//! Beyond a few days ahead a profile of the past is hard to beat (Taylor 2008, Mgmt Sci 54:253). Totals of days are fitted in
//! logarithms as a level that moves slowly plus an effect of the kind of day, with days far from it left out (an M-estimate
//! with a descending weight, as Hampel's); then level, effects and shares of half-hours are means of what is left, recent
//! days first. The figures below were chosen on two public series (docs/lab/forecast.md), none for a file.

/// Half-hours of a day.
pub const HALF_HOURS: usize = 48;

/// Kinds of days that are told apart.
pub const KINDS: usize = 9;

/// Days after which a day counts half, for level, effects and shares.
const MEMORY: f64 = 70.0;

/// Days over which the level of the fit moves.
const NEAR: f64 = 7.0;

/// A day of nothing with this weight draws an effect towards none.
const DRAW: f64 = 0.2;

/// From how many spreads away a day counts less, and from how many not at all.
const DOUBTED: (f64, f64) = (2.5, 5.0);

/// Contacts of a half-hour over all days at which its neighbours lend half of what they lend at most.
const KNOWN: f64 = 200.0;

/// What neighbours lend to a half-hour of which little is known.
const LENT: f64 = 0.4;

/// Days are never taken to spread less than this.
const LEAST_SPREAD: f64 = 0.02;

/// Rounds of the fit; it settles in three or four.
const ROUNDS: usize = 8;

/// What kind of day a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An ordinary day: 0 is Monday.
    Weekday(u8),
    /// A holiday or a day off in place of one, whatever weekday.
    Holiday,
    /// A Saturday or Sunday that is worked in place of another day.
    Makeup,
}

impl Kind {
    fn index(self) -> usize {
        match self {
            Kind::Weekday(day) => usize::from(day.min(6)),
            Kind::Holiday => 7,
            Kind::Makeup => 8,
        }
    }

    /// What it is taken for where the past has no such day: in this order, the first of which something is known.
    fn like(index: usize) -> &'static [&'static [usize]] {
        match index {
            0..=4 => &[&[0, 1, 2, 3, 4], &[5, 6], &[7, 8]],
            5 => &[&[6], &[0, 1, 2, 3, 4], &[7, 8]],
            6 => &[&[5], &[0, 1, 2, 3, 4], &[7, 8]],
            7 => &[&[6], &[5], &[0, 1, 2, 3, 4], &[8]],
            _ => &[&[0, 1, 2, 3, 4], &[5, 6], &[7]],
        }
    }
}

/// A day of the past.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// What kind of day it was.
    pub kind: Kind,
    /// Contacts by half-hour; nothing where the desk was closed or nothing is known.
    pub contacts: Option<[f64; HALF_HOURS]>,
    /// Whether an event is known to have made it unlike others.
    pub event: bool,
}

/// What has been learned of a past, day by day up to its last.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Contacts of a day whose effect is none.
    level: f64,
    /// What a kind of day is times the level; nothing of which nothing is known.
    effects: [Option<f64>; KINDS],
    /// Shares of half-hours in a day, by kind.
    shares: [[f64; HALF_HOURS]; KINDS],
    /// What was expected of each day of the past, and whether it counts.
    fitted: Vec<(f64, f64)>,
    /// Relative spread of a day's total around what was expected.
    spread: f64,
    /// Days that count, in days.
    days: f64,
}

/// Logarithms of totals; an empty day is as good as half a contact.
fn logarithm(total: f64) -> f64 {
    total.max(0.5).ln()
}

impl Profile {
    /// Learns from a past; `None` where no day of it has a contact.
    pub fn of(past: &[Past]) -> Option<Profile> {
        let totals: Vec<f64> = past
            .iter()
            .map(|day| day.contacts.map_or(0.0, |c| c.iter().sum()))
            .collect();
        let known: Vec<bool> = past
            .iter()
            .zip(&totals)
            .map(|(day, total)| !day.event && *total > 0.0)
            .collect();
        if !known.contains(&true) {
            return None;
        }
        let fit = Fit::of(past, &totals, &known);
        let mut profile = Profile {
            level: 0.0,
            effects: fit.known_effects(past),
            shares: [[0.0; HALF_HOURS]; KINDS],
            fitted: (0..past.len())
                .map(|d| {
                    (
                        (fit.levels[d] + fit.effects[past[d].kind.index()]).exp(),
                        fit.weights[d],
                    )
                })
                .collect(),
            spread: fit.spread,
            days: fit.weights.iter().sum(),
        };
        profile.average(past, &totals, &fit);
        Some(profile)
    }

    /// Level and shares as means over the days that count.
    fn average(&mut self, past: &[Past], totals: &[f64], fit: &Fit) {
        let (mut seen, mut expected) = (0.0, 0.0);
        let mut sums = [[0.0; HALF_HOURS]; KINDS];
        let mut counts = [[0.0; HALF_HOURS]; KINDS];
        for (d, day) in past.iter().enumerate() {
            let (Some(contacts), weight) = (day.contacts, fit.weights[d] * age(past.len(), d))
            else {
                continue;
            };
            let kind = day.kind.index();
            seen += weight * totals[d];
            expected += weight * fit.effects[kind].exp();
            for (half, count) in contacts.iter().enumerate() {
                sums[kind][half] += weight * count;
                counts[kind][half] += fit.weights[d] * count;
            }
        }
        self.level = seen / expected;
        for kind in 0..KINDS {
            self.shares[kind] = smooth(&sums[kind], &counts[kind]);
        }
        for kind in 0..KINDS {
            if self.effects[kind].is_none() {
                self.shares[kind] = self.borrowed(kind);
            }
        }
    }

    /// Kinds that stand for one of which nothing is known.
    fn stand_ins(&self, kind: usize) -> Vec<usize> {
        let known = |group: &&[usize]| -> Vec<usize> {
            group
                .iter()
                .copied()
                .filter(|k| self.effects[*k].is_some())
                .collect()
        };
        let mut groups = Kind::like(kind).iter().map(known);
        groups.find(|g| !g.is_empty()).unwrap_or_default()
    }

    fn borrowed(&self, kind: usize) -> [f64; HALF_HOURS] {
        let from = self.stand_ins(kind);
        let mut shares = [0.0; HALF_HOURS];
        for other in &from {
            for (half, share) in self.shares[*other].iter().enumerate() {
                shares[half] += share / from.len() as f64;
            }
        }
        shares
    }

    /// Whether the past has days of a kind; else others stand for it.
    pub fn knows(&self, kind: Kind) -> bool {
        self.effects[kind.index()].is_some()
    }

    /// Contacts to be expected on a day of a kind.
    pub fn total(&self, kind: Kind) -> f64 {
        let kind = kind.index();
        let effect = self.effects[kind].unwrap_or_else(|| {
            let from = self.stand_ins(kind);
            let sum: f64 = from.iter().filter_map(|k| self.effects[*k]).sum();
            sum / from.len().max(1) as f64
        });
        self.level * effect
    }

    /// The same by half-hour.
    pub fn day(&self, kind: Kind) -> [f64; HALF_HOURS] {
        let total = self.total(kind);
        self.shares[kind.index()].map(|share| share * total)
    }

    /// What was expected of a day of the past.
    pub fn fitted(&self, day: usize) -> Option<f64> {
        self.fitted.get(day).map(|(expected, _)| *expected)
    }

    /// Days of the past that do not count, so far are they from the others.
    pub fn unusual<'a>(&'a self, past: &'a [Past]) -> impl Iterator<Item = usize> + 'a {
        let open = |d: &usize| past[*d].contacts.is_some() && !past[*d].event;
        (0..past.len())
            .filter(open)
            .filter(|d| self.fitted[*d].1 <= 0.0)
    }

    /// Relative spread of a day's total around what was expected of it.
    pub fn spread(&self) -> f64 {
        self.spread
    }

    /// Days that were learned from.
    pub fn days(&self) -> f64 {
        self.days
    }
}

/// The weight of a day of the past by its age.
fn age(days: usize, day: usize) -> f64 {
    0.5_f64.powf((days - 1 - day) as f64 / MEMORY)
}

/// Shares of a day; where few contacts have been seen, neighbours lend. Closed half-hours stay closed.
fn smooth(sums: &[f64; HALF_HOURS], counts: &[f64; HALF_HOURS]) -> [f64; HALF_HOURS] {
    let mut shares = [0.0; HALF_HOURS];
    for half in 0..HALF_HOURS {
        if sums[half] <= 0.0 {
            continue;
        }
        // Where the desk opens or closes, there is no neighbour on one side.
        let open = |other: usize| if sums[other] > 0.0 { other } else { half };
        let (before, after) = (
            open(half.saturating_sub(1)),
            open((half + 1).min(HALF_HOURS - 1)),
        );
        let lent = LENT / (1.0 + counts[half] / KNOWN);
        shares[half] = (1.0 - lent) * sums[half] + lent / 2.0 * (sums[before] + sums[after]);
    }
    let sum: f64 = shares.iter().sum();
    if sum > 0.0 {
        shares.iter_mut().for_each(|share| *share /= sum);
    }
    shares
}

/// The fit in logarithms.
struct Fit {
    levels: Vec<f64>,
    effects: [f64; KINDS],
    weights: Vec<f64>,
    spread: f64,
}

impl Fit {
    fn of(past: &[Past], totals: &[f64], known: &[bool]) -> Fit {
        let logs: Vec<f64> = totals.iter().map(|total| logarithm(*total)).collect();
        let mut fit = Fit {
            levels: vec![0.0; past.len()],
            effects: [0.0; KINDS],
            weights: known.iter().map(|k| if *k { 1.0 } else { 0.0 }).collect(),
            spread: 0.0,
        };
        for _ in 0..ROUNDS {
            fit.move_levels(past, &logs);
            fit.average_effects(past, &logs);
            fit.doubt(past, &logs, known);
        }
        fit
    }

    /// The level near each day: a mean in which days count half after [`NEAR`], forwards and backwards in one pass each.
    fn move_levels(&mut self, past: &[Past], logs: &[f64]) {
        let kept = 0.5_f64.powf(1.0 / NEAR);
        let part = |d: usize| {
            let value = logs[d] - self.effects[past[d].kind.index()];
            (self.weights[d], self.weights[d] * value)
        };
        let days = past.len();
        let (mut weights, mut sums) = (vec![0.0; days], vec![0.0; days]);
        let (mut weight, mut sum) = (0.0, 0.0);
        for d in 0..days {
            let (w, s) = part(d);
            (weight, sum) = (weight * kept + w, sum * kept + s);
            (weights[d], sums[d]) = (weight, sum);
        }
        (weight, sum) = (0.0, 0.0);
        for d in (0..days).rev() {
            weights[d] += weight;
            sums[d] += sum;
            let (w, s) = part(d);
            (weight, sum) = ((weight + w) * kept, (sum + s) * kept);
        }
        for d in 0..days {
            self.levels[d] = if weights[d] > 1e-9 {
                sums[d] / weights[d]
            } else {
                0.0
            };
        }
    }

    fn average_effects(&mut self, past: &[Past], logs: &[f64]) {
        let (mut weights, mut sums) = ([DRAW; KINDS], [0.0; KINDS]);
        for (d, day) in past.iter().enumerate() {
            let weight = self.weights[d] * age(past.len(), d);
            weights[day.kind.index()] += weight;
            sums[day.kind.index()] += weight * (logs[d] - self.levels[d]);
        }
        for kind in 0..KINDS {
            self.effects[kind] = sums[kind] / weights[kind];
        }
    }

    /// How far days are from what is expected of them decides how much they count.
    fn doubt(&mut self, past: &[Past], logs: &[f64], known: &[bool]) {
        let off = |d: usize| logs[d] - self.levels[d] - self.effects[past[d].kind.index()];
        let mut sizes: Vec<f64> = (0..past.len())
            .filter(|d| known[*d])
            .map(|d| off(d).abs())
            .collect();
        sizes.sort_by(f64::total_cmp);
        // 1.4826 times the median of sizes is the standard deviation of a normal distribution; chance alone spreads a
        // number of contacts by its root.
        let mut totals: Vec<f64> = (0..past.len())
            .filter(|d| known[*d])
            .map(|d| logs[d])
            .collect();
        totals.sort_by(f64::total_cmp);
        let chance = (-totals[totals.len() / 2] / 2.0).exp();
        self.spread = (1.4826 * sizes[sizes.len() / 2])
            .max(chance)
            .max(LEAST_SPREAD);
        let (from, to) = DOUBTED;
        let weight = |d: usize| ((to - off(d).abs() / self.spread) / (to - from)).clamp(0.0, 1.0);
        let weights: Vec<f64> = (0..past.len())
            .map(|d| if known[d] { weight(d) } else { 0.0 })
            .collect();
        self.weights = weights;
    }

    fn known_effects(&self, past: &[Past]) -> [Option<f64>; KINDS] {
        let mut effects = [None; KINDS];
        for (day, weight) in past.iter().zip(&self.weights) {
            if *weight > 0.0 {
                effects[day.kind.index()] = Some(self.effects[day.kind.index()].exp());
            }
        }
        effects
    }
}
