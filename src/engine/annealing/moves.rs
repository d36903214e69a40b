//! The neighbourhoods of the walk: moves that rosters know.

use super::cost::{Duty, REST};
use super::effects::Within;
use super::walk::Walk;

impl Walk {
    /// Proposes a move; the state then holds it, not yet committed. Some proposals come to nothing.
    #[inline]
    pub fn propose(&mut self) {
        self.aim();
        match self.random.below(48) {
            0..=7 => self.set_cell(),
            8..=10 => self.refill(),
            11..=14 => self.fill(),
            15..=20 => self.recolor(),
            21..=23 => self.swap_days(),
            24..=29 => self.rotate(),
            30..=32 => self.swap_stretches(),
            33..=36 => self.swap_people(1),
            37..=40 => {
                let length = 2 + self.random.below(9);
                self.swap_people(length);
            }
            41 => {
                let length = 1 + self.random.below(self.days);
                self.swap_people(length);
            }
            42..=44 => self.circle(),
            _ => self.trade(),
        }
    }

    /// Now and then a move begins where a dear term is broken.
    fn aim(&mut self) {
        self.focus = (None, None);
        if self.targets.is_empty() || self.random.below(3) > 0 {
            return;
        }
        let target = &self.targets[self.random.below(self.targets.len())];
        let (first, last) = target.days;
        let person = match target.people.len() {
            0 => None,
            n => Some(target.people[self.random.below(n)]),
        };
        // Often the cure lies beside the wound.
        let day = first + self.random.below(last + 1 - first) + self.random.below(3);
        let day = day.saturating_sub(1).min(self.days - 1);
        self.focus = (person, Some(day));
    }

    fn person(&mut self) -> usize {
        let focus = self.focus.0.take();
        focus.unwrap_or_else(|| self.random.below(self.people))
    }

    fn day(&mut self) -> usize {
        let focus = self.focus.1.take();
        focus.unwrap_or_else(|| self.random.below(self.days))
    }

    fn may(&self, person: usize, day: usize, duty: Duty) -> bool {
        self.menus.allows(person * self.days + day, duty)
    }

    /// A duty for a cell, or none if nothing may stand there.
    fn duty(&mut self, person: usize, day: usize) -> Option<Duty> {
        let menu = self.menus.of(person * self.days + day);
        (!menu.is_empty()).then(|| menu[self.random.below(menu.len())])
    }

    /// Rest is as likely as all duties together: most cells that change, change their state.
    fn set_cell(&mut self) {
        let (person, day) = (self.person(), self.day());
        let rests = self.random.below(3) == 0;
        let Some(duty) = self.duty(person, day) else {
            return;
        };
        self.state.set(person, day, if rests { REST } else { duty });
    }

    /// Gives some days in a row one duty, or rest.
    fn fill(&mut self) {
        let (person, from) = (self.person(), self.day());
        let to = (from + 2 + self.random.below(4)).min(self.days);
        let rests = self.random.below(2) == 0;
        let Some(duty) = self.duty(person, from) else {
            return;
        };
        let duty = if rests { REST } else { duty };
        for day in from..to {
            if self.may(person, day, duty) {
                self.state.set(person, day, duty);
            }
        }
    }

    /// Gives a stretch of worked days another duty; whether the stretch ends at a rest is left to chance.
    fn recolor(&mut self) {
        let (person, from) = (self.person(), self.day());
        if self.state.get(person, from) == REST {
            return;
        }
        let Some(duty) = self.duty(person, from) else {
            return;
        };
        let most = 1 + self.random.below(6);
        for day in from..(from + most).min(self.days) {
            if self.state.get(person, day) == REST || !self.may(person, day, duty) {
                break;
            }
            self.state.set(person, day, duty);
        }
    }

    /// Mostly near: a rest that moves by a day or two disturbs least.
    fn swap_days(&mut self) {
        let (person, a) = (self.person(), self.day());
        let b = if self.random.below(2) == 0 {
            (a + 1 + self.random.below(6)).min(self.days - 1)
        } else {
            self.day()
        };
        let (da, db) = (self.state.get(person, a), self.state.get(person, b));
        if da != db && self.may(person, a, db) && self.may(person, b, da) {
            self.state.put((person, a), db, Within::Row);
            self.state.put((person, b), da, Within::Row);
        }
    }

    /// Takes a day out of a stretch and puts it back at the stretch's other end: the days between move by one.
    fn rotate(&mut self) {
        let (person, from) = (self.person(), self.day());
        let to = (from + 2 + self.random.below(6)).min(self.days - 1);
        if from >= to {
            return;
        }
        let forward = self.random.below(2) == 0;
        let mut row = [REST; 9];
        let row = &mut row[..=to - from];
        for (i, duty) in row.iter_mut().enumerate() {
            *duty = self.state.get(person, from + i);
        }
        if forward {
            row.rotate_right(1);
        } else {
            row.rotate_left(1);
        }
        let fits = |(i, duty): (usize, &Duty)| self.may(person, from + i, *duty);
        if row.iter().enumerate().all(fits) {
            for (i, duty) in row.iter().enumerate() {
                self.state.put((person, from + i), *duty, Within::Row);
            }
        }
    }

    fn swap_people(&mut self, length: usize) {
        let (p, q, from) = (self.person(), self.person(), self.day());
        let to = (from + length).min(self.days);
        let fits = |w: &Walk, day| {
            w.may(p, day, w.state.get(q, day)) && w.may(q, day, w.state.get(p, day))
        };
        if p == q || !(from..to).all(|day| fits(self, day)) {
            return;
        }
        for day in from..to {
            let (dp, dq) = (self.state.get(p, day), self.state.get(q, day));
            self.state.put((p, day), dq, Within::Column);
            self.state.put((q, day), dp, Within::Column);
        }
    }

    /// One takes the other's shift on a day and gives a shift away on another: both keep their
    /// number of days, each day keeps its number of people.
    fn trade(&mut self) {
        let (p, q) = (self.person(), self.person());
        if p == q {
            return;
        }
        let (start, second) = (self.day(), self.day());
        let (Some(a), Some(b)) = (self.alone(p, q, start), self.alone(q, p, second)) else {
            return;
        };
        let (given, taken) = (self.state.get(p, a), self.state.get(q, b));
        if self.may(q, a, given) && self.may(p, b, taken) {
            self.state.put((p, a), REST, Within::Column);
            self.state.put((q, a), given, Within::Column);
            self.state.put((q, b), REST, Within::Column);
            self.state.put((p, b), taken, Within::Column);
        }
    }

    /// A day from `start` on on which `works` does and `rests` does not.
    fn alone(&self, works: usize, rests: usize, start: usize) -> Option<usize> {
        const FAR: usize = 14;
        (start..(start + FAR).min(self.days))
            .find(|&day| self.state.get(works, day) != REST && self.state.get(rests, day) == REST)
    }

    /// Swaps two stretches of equal length within a row.
    fn swap_stretches(&mut self) {
        let (person, a, b) = (self.person(), self.day(), self.day());
        let (a, b) = (a.min(b), a.max(b));
        let length = (1 + self.random.below(6)).min(b - a).min(self.days - b);
        let fits = |i: usize| {
            self.may(person, a + i, self.state.get(person, b + i))
                && self.may(person, b + i, self.state.get(person, a + i))
        };
        if !(0..length).all(fits) {
            return;
        }
        for i in 0..length {
            let (x, y) = (self.state.get(person, a + i), self.state.get(person, b + i));
            self.state.put((person, a + i), y, Within::Row);
            self.state.put((person, b + i), x, Within::Row);
        }
    }

    /// Three people pass on their stretch in a circle.
    fn circle(&mut self) {
        let (p, q, r, from) = (self.person(), self.person(), self.person(), self.day());
        if p == q || q == r || r == p {
            return;
        }
        let to = (from + 1 + self.random.below(6)).min(self.days);
        let get = |who, day| self.state.get(who, day);
        let fits = |day| {
            self.may(p, day, get(r, day))
                && self.may(q, day, get(p, day))
                && self.may(r, day, get(q, day))
        };
        if !(from..to).all(fits) {
            return;
        }
        for day in from..to {
            let (a, b, c) = (
                self.state.get(p, day),
                self.state.get(q, day),
                self.state.get(r, day),
            );
            self.state.put((p, day), c, Within::Column);
            self.state.put((q, day), a, Within::Column);
            self.state.put((r, day), b, Within::Column);
        }
    }

    /// A worked day and a rest near it change places, the worked one with any duty.
    fn refill(&mut self) {
        let (person, a) = (self.person(), self.day());
        let b = (a + 1 + self.random.below(10)).min(self.days - 1);
        let Some(x) = self.duty(person, a) else {
            return;
        };
        let Some(y) = self.duty(person, b) else {
            return;
        };
        let first = self.state.get(person, a) == REST;
        let second = self.state.get(person, b) == REST;
        if first == second {
            return;
        }
        self.state.set(person, a, if first { x } else { REST });
        self.state.set(person, b, if second { y } else { REST });
    }
}
