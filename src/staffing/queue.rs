//! Waiting at one desk while contacts come at a steady rate: Erlang C, Erlang A and chats in parallel as one birth–death chain.
//!
//! `n` people hold at most `c` chats each; with `k` customers the chats are spread evenly, and whoever holds `j` ends them
//! at the rate `j / AHT(j)`. Beyond `n·c` customers wait, first come first served, and leave at the rate of their patience.
//! `c = 1` is Erlang A (Garnett, Mandelbaum & Reiman 2002, MSOM 4:208), and without an end of patience Erlang C; `c > 1` is
//! the chain of Tezcan & Zhang 2014 (Oper. Res. 62:943). What happens below `n·c` is summed by the recursion of Erlang B;
//! what happens above is the integral J of Zeltyn & Mandelbaum 2005 (Queueing Systems 51:361), here as a series of
//! positive terms, so that nothing is lost by subtraction and nothing overflows.

/// Terms smaller than this part of their sum are left out.
const NOTHING: f64 = 1e-17;

/// Where a growing sum is scaled down.
const HUGE: f64 = 1e250;

/// Customers who wait on average, beyond whom chance is less than a thousandth of them.
const FLOOD: f64 = 1e6;

/// Contacts that come to a desk, and how they are handled there.
#[derive(Debug, Clone, PartialEq)]
pub struct Desk {
    /// Contacts a second.
    pub rate: f64,
    /// Seconds that a contact takes while somebody handles one at once, two at once, …: as long as the most at once.
    pub handling: Vec<f64>,
    /// Mean seconds after which a customer who waits leaves; nothing: they wait for ever.
    pub patience: Option<f64>,
}

/// What waiting is like with a number of people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Service {
    /// Share of customers who have to wait at all.
    pub wait: f64,
    /// Share of customers who are answered within the target.
    pub in_time: f64,
    /// Share of customers who leave before they are answered.
    pub lost: f64,
    /// Seconds that a customer waits, answered or not; infinite where a queue grows without end.
    pub mean_wait: f64,
    /// Share of what the people can handle that is handled.
    pub occupancy: f64,
}

impl Desk {
    /// A desk with telephones: one contact at once.
    pub fn telephone(rate: f64, handling: f64, patience: Option<f64>) -> Desk {
        Desk {
            rate,
            handling: vec![handling],
            patience,
        }
    }

    /// The same desk with so many contacts in a half-hour.
    #[must_use]
    pub fn with(&self, contacts: f64) -> Desk {
        Desk {
            rate: contacts / 1800.0,
            ..self.clone()
        }
    }

    /// Contacts at once for one person, at most.
    fn at_once(&self) -> usize {
        self.handling.len()
    }

    /// Contacts a second that `people` end while there are `customers`, none of whom waits.
    fn ending(&self, people: usize, customers: usize) -> f64 {
        let (each, more) = (customers / people, customers % people);
        let ends = |chats: usize| match chats.checked_sub(1).and_then(|i| self.handling.get(i)) {
            Some(seconds) => chats as f64 / seconds,
            None => 0.0,
        };
        more as f64 * ends(each + 1) + (people - more) as f64 * ends(each)
    }

    /// Contacts a second that `people` can handle.
    pub fn capacity(&self, people: usize) -> f64 {
        match self.handling.last() {
            Some(seconds) => (people * self.at_once()) as f64 / seconds,
            None => 0.0,
        }
    }

    /// What waiting is like with so many people, and how many are answered within `target` seconds.
    pub fn service(&self, people: usize, target: f64) -> Service {
        if self.rate <= 0.0 {
            return Service {
                wait: 0.0,
                in_time: 1.0,
                lost: 0.0,
                mean_wait: 0.0,
                occupancy: 0.0,
            };
        }
        let capacity = self.capacity(people);
        if capacity <= 0.0 {
            return self.nobody();
        }
        match self.patience {
            Some(patience) => self.impatient(people, capacity, 1.0 / patience, target),
            None => self.patient(people, capacity, target),
        }
    }

    /// Nobody is there: everybody waits until they leave.
    fn nobody(&self) -> Service {
        Service {
            wait: 1.0,
            in_time: 0.0,
            lost: if self.patience.is_some() { 1.0 } else { 0.0 },
            mean_wait: self.patience.unwrap_or(f64::INFINITY),
            occupancy: 0.0,
        }
    }

    /// Customers below what all hold at once, by their probability over that of the last such number: Erlang B's recursion.
    /// Infinite where that many customers are never met.
    fn below(&self, people: usize) -> f64 {
        let full = people * self.at_once();
        (1..full).fold(1.0, |sum, k| 1.0 + sum * self.ending(people, k) / self.rate)
    }

    /// Nobody leaves: Erlang C.
    fn patient(&self, people: usize, capacity: f64, target: f64) -> Service {
        let spare = capacity - self.rate;
        if spare <= 0.0 {
            return Service {
                wait: 1.0,
                in_time: 0.0,
                lost: 0.0,
                mean_wait: f64::INFINITY,
                occupancy: 1.0,
            };
        }
        let above = self.rate / spare;
        let wait = above / (self.below(people) + above);
        Service {
            wait,
            in_time: 1.0 - wait * (-spare * target).exp(),
            lost: 0.0,
            mean_wait: wait / spare,
            occupancy: self.rate / capacity,
        }
    }

    /// Who waits leaves at the rate `leaving`: Erlang A.
    fn impatient(&self, people: usize, capacity: f64, leaving: f64, target: f64) -> Service {
        let rate = self.rate;
        if (rate - capacity) / leaving > FLOOD {
            return flooded(rate, capacity, leaving, target);
        }
        let all = Series::of(rate, capacity, leaving);
        // Everything is seen at the scale of `all`.
        let below = self.below(people) * (-all.scale).exp();
        let above = rate * all.sum / capacity;
        let total = below + above;
        let lost = leaving * all.queue / capacity / total;
        // Who finds a wait of `target`: what is then still to come is the same series with those who have not left.
        let staying = (-leaving * target).exp();
        let late = Series::of(rate * staying, capacity, leaving);
        let decay = rate * -(-leaving * target).exp_m1() / leaving - capacity * target - all.scale;
        // Answered after the target: the density of the wait from there on, times who is still there.
        let answered_late = (decay + late.scale).exp() * late.behind;
        let in_time = 1.0 - lost - answered_late / total;
        Service {
            wait: above / total,
            in_time: in_time.clamp(0.0, 1.0),
            lost,
            mean_wait: lost / leaving,
            occupancy: (rate * (1.0 - lost) / capacity).min(1.0),
        }
    }
}

/// Far more customers wait than chance moves: all wait the same time, until so many have left that the others can be served
/// (the fluid limit, Whitt 2006, Oper. Res. 54:37).
fn flooded(rate: f64, capacity: f64, leaving: f64, target: f64) -> Service {
    let served = capacity / rate;
    let waits = -served.ln() / leaving;
    Service {
        wait: 1.0,
        in_time: if waits <= target { served } else { 0.0 },
        lost: 1.0 - served,
        mean_wait: (1.0 - served) / leaving,
        occupancy: 1.0,
    }
}

/// `∑ s_j` with `s_0 = 1`, `s_j = s_{j-1} · rate / (capacity + j · leaving)`: who waits, over the number at which all are busy.
struct Series {
    /// The sum, times `e^-scale`.
    sum: f64,
    /// `∑ j · s_j`, times `e^-scale`.
    queue: f64,
    /// The sum without its first term, times `e^-scale`.
    behind: f64,
    scale: f64,
}

impl Series {
    fn of(rate: f64, capacity: f64, leaving: f64) -> Series {
        let mut series = Series {
            sum: 0.0,
            queue: 0.0,
            behind: 0.0,
            scale: 0.0,
        };
        let mut term = 1.0;
        for j in 0_u64.. {
            series.sum += term;
            if j > 0 {
                series.behind += term;
            }
            series.queue += j as f64 * term;
            let next = capacity + (j + 1) as f64 * leaving;
            let ratio = rate / next;
            // What follows is at most a geometric series.
            if ratio < 1.0
                && term * ratio / (1.0 - ratio) * (j + 1) as f64
                    <= NOTHING * series.queue.max(series.sum)
            {
                break;
            }
            term *= ratio;
            if series.queue > HUGE {
                for part in [
                    &mut series.sum,
                    &mut series.queue,
                    &mut series.behind,
                    &mut term,
                ] {
                    *part /= HUGE;
                }
                series.scale += HUGE.ln();
            }
        }
        series
    }
}
