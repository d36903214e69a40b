//! A desk with customers one by one, by discrete events: they come at random, are handled by whoever has the fewest chats, and
//! leave when their patience ends. Each chat has an amount of work, and how fast it goes depends on the agent's other chats.
//! Nothing here knows a formula.

use paiban::staffing::queue::{Desk, Service};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// SplitMix64 (Steele, Lea & Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        ((z >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn exponential(&mut self, mean: f64) -> f64 {
        -mean * self.next().ln()
    }
}

/// Somebody at the desk, with what is left to do of each chat; a whole chat is 1 on average.
#[derive(Default, Clone)]
struct Agent {
    chats: Vec<f64>,
    seen: f64,
    plans: u64,
}

/// When an agent's next chat ends, by the plan that was made then; a later plan makes it void.
type Ends = BinaryHeap<Reverse<(u64, usize, u64)>>;

impl Agent {
    fn work_until(&mut self, now: f64, desk: &Desk) {
        if let Some(pace) = self.chats.len().checked_sub(1).map(|i| desk.handling[i]) {
            let done = (now - self.seen) / pace;
            self.chats.iter_mut().for_each(|chat| *chat -= done);
        }
        self.seen = now;
    }

    fn plan(&mut self, number: usize, desk: &Desk, ends: &mut Ends) {
        self.plans += 1;
        if let Some(least) = self.chats.iter().copied().reduce(f64::min) {
            let end = self.seen + least.max(0.0) * desk.handling[self.chats.len() - 1];
            ends.push(Reverse((end.to_bits(), number, self.plans)));
        }
    }

    fn end_one(&mut self) {
        let least = (0..self.chats.len()).min_by(|a, b| self.chats[*a].total_cmp(&self.chats[*b]));
        self.chats.swap_remove(least.unwrap());
    }
}

#[derive(Default)]
struct Seen {
    waited: usize,
    in_time: usize,
    lost: usize,
    waiting: f64,
}

/// What happens to so many customers; the first tenth is not counted. Occupancy is not measured.
pub fn simulate(desk: &Desk, people: usize, target: f64, customers: usize, seed: u64) -> Service {
    let mut random = Random(seed);
    let mut agents = vec![Agent::default(); people];
    let (mut ends, mut queue) = (Ends::new(), VecDeque::<(f64, f64)>::new());
    let (mut seen, mut came, uncounted) = (Seen::default(), 0, customers / 10);
    let mut next = random.exponential(1.0 / desk.rate);
    while came < customers {
        while ends
            .peek()
            .is_some_and(|Reverse((_, agent, plan))| agents[*agent].plans != *plan)
        {
            ends.pop();
        }
        let end = ends
            .peek()
            .map_or(f64::INFINITY, |Reverse((end, ..))| f64::from_bits(*end));
        let counted = came >= uncounted;
        if next <= end {
            let now = next;
            next += random.exponential(1.0 / desk.rate);
            came += 1;
            let free = (0..people).min_by_key(|agent| agents[*agent].chats.len());
            match free.filter(|agent| agents[*agent].chats.len() < desk.handling.len()) {
                Some(number) => {
                    let agent = &mut agents[number];
                    agent.work_until(now, desk);
                    agent.chats.push(random.exponential(1.0));
                    agent.plan(number, desk, &mut ends);
                    seen.in_time += usize::from(counted);
                }
                None => {
                    let patience = desk.patience.map(|mean| random.exponential(mean));
                    queue.push_back((now, now + patience.unwrap_or(f64::INFINITY)));
                    seen.waited += usize::from(counted);
                }
            }
        } else if let Some(Reverse((_, number, _))) = ends.pop() {
            let agent = &mut agents[number];
            agent.work_until(end, desk);
            agent.end_one();
            while let Some((since, leaves)) = queue.pop_front() {
                let waited = leaves.min(end) - since;
                if counted {
                    seen.waiting += waited;
                    seen.lost += usize::from(leaves < end);
                    seen.in_time += usize::from(leaves >= end && waited <= target);
                }
                if leaves >= end {
                    agent.chats.push(random.exponential(1.0));
                    break;
                }
            }
            agent.plan(number, desk, &mut ends);
        }
    }
    let counted = (customers - uncounted) as f64;
    Service {
        wait: seen.waited as f64 / counted,
        in_time: seen.in_time as f64 / counted,
        lost: seen.lost as f64 / counted,
        mean_wait: seen.waiting / counted,
        occupancy: f64::NAN,
    }
}
