//! What is said of shares, in a way that a reader finds the numbers in the month's table.

use super::{Beside, Comparison, Held};
use crate::domain::time::hours;
use crate::facts::Facts;
use crate::facts::totals::Count;
use crate::text::Text;

impl Held {
    /// All together, with how it comes to that where the month's table does not show it.
    fn with_sum(&self, of: Count) -> Text {
        if self.value() == self.month {
            return Text::same(of.number(self.month));
        }
        self.sum(of)
    }

    /// How it comes to that: `165 − 151.55 (agreed) + 19.25 (carried over) = 32.7`.
    fn sum(&self, of: Count) -> Text {
        let mut sum = Text::same(of.number(self.month));
        for (value, (en, zh)) in [
            (-self.part.due, ("agreed", "约定")),
            (self.carried, ("carried over", "往月结转")),
        ] {
            if value != 0 {
                let sign = if value < 0 { '−' } else { '+' };
                let number = of.number(value.abs());
                sum.en.push_str(&format!(" {sign} {number} ({en})"));
                sum.zh.push_str(&format!(" {sign} {number}（{zh}）"));
            }
        }
        let all = of.number(self.value()).replace('-', "−");
        sum.en.push_str(&format!(" = {all}"));
        sum.zh.push_str(&format!(" = {all}"));
        sum
    }
}

impl Facts<'_> {
    /// Two who are the furthest apart: `A has 3 more nights than B`, and how that comes about where the month's figures alone
    /// do not show it.
    pub fn apart(&self, of: Count, most: &Held, least: &Held, within: i64) -> Text {
        let far = most.value() - least.value();
        let Text { en, zh } = of.noun(far);
        let (a, b) = (self.name(most), self.name(least));
        let far = of.number(far);
        let mut words = crate::text!(
            "{a} has {far} more {en} than {b}, {within} is the limit",
            "{a} 比 {b} 多 {far} {zh}，允许相差 {within}"
        );
        let brings = [most, least].map(|held| held.carried - held.part.due);
        if brings[0] != brings[1] || most.carried != 0 {
            let (x, y) = (most.sum(of), least.sum(of));
            let (x_zh, y_zh) = (x.zh, y.zh);
            let (x, y) = (x.en, y.en);
            let sums = crate::text!(": {a} {x}, {b} {y}", "：{a} {x_zh}，{b} {y_zh}");
            words.en.push_str(&sums.en);
            words.zh.push_str(&sums.zh);
        }
        words
    }

    /// Somebody who is there for a part, against the own share: `A has 1 night, being there on 20 of 31 days; 8 would be the
    /// share: 7 too few, 1 is the limit`. The numbers add up as they are written.
    pub fn beside_share(&self, among: &Comparison, beside: &Beside, limit: i64) -> Text {
        let (of, fine, held) = (among.of, Fine(among.of), &beside.held);
        let (name, own) = (self.name(held), of.number(held.month));
        let (here, whole) = (held.part.here, among.whole);
        let far = fine.rounded(beside.times, beside.per);
        let share = fine.number(fine.of(held.month + held.carried) - far);
        let (much, limit) = (fine.number(far.abs()), of.number(limit));
        let Text { en, zh } = of.noun(held.month);
        let (days, days_zh, one) = of.days();
        let mut words = crate::text!(
            "{name} has {own} {en}, being there on {here} of {whole} {days}",
            "{name} {whole} {days_zh}里在队 {here} {one}，有 {own} {zh}"
        );
        if held.carried != 0 {
            let sign = if held.carried < 0 { '−' } else { '+' };
            let carried = of.number(held.carried.abs());
            words
                .en
                .push_str(&format!(", {sign}{carried} carried over"));
            words.zh.push_str(&format!("，往月结转 {sign}{carried}"));
        }
        let (side, side_zh) = if far < 0 {
            ("few", "少")
        } else {
            ("many", "多")
        };
        let share = crate::text!(
            "; {share} would be the share: {much} too {side}, {limit} is the limit",
            "；按天数应为 {share}：{side_zh} {much}，允许相差 {limit}"
        );
        words.en.push_str(&share.en);
        words.zh.push_str(&share.zh);
        words
    }

    /// Who has the most, where everybody has the same bound.
    pub fn most(&self, of: Count, most: &Held, within: i64) -> Text {
        let (a, more) = (self.name(most), most.with_sum(of));
        let Text { en, zh } = of.noun(most.value());
        let (more, more_zh) = (more.en, more.zh);
        crate::text!(
            "{a} has {more} {en}, the most of all; {within} is the limit",
            "{a} 有 {more_zh} {zh}，是最多的，允许 {within}"
        )
    }

    /// Two who are the furthest apart by their shares, or the one with the most: `far` in tenths.
    pub fn by_share(
        &self,
        of: Count,
        most: &Held,
        least: Option<&Held>,
        far: i64,
        within: i64,
    ) -> Text {
        let far = format!("{}.{}", far / 10, far % 10);
        let (a, more) = (self.name(most), most.with_sum(of));
        let Text { en, zh } = of.noun(most.value());
        let (more, more_zh) = (more.en, more.zh);
        let Some(least) = least else {
            return crate::text!(
                "{a} has {more} {en}, by the share {far}, the most of all; {within} is the limit",
                "{a} 有 {more_zh} {zh}，按份额折算为 {far}，是最多的，允许 {within}"
            );
        };
        let (b, less) = (self.name(least), least.with_sum(of));
        let (less, less_zh) = (less.en, less.zh);
        crate::text!(
            "{a} has {more} {en}, {b} {less}: by their shares {far} apart, {within} is the limit",
            "{a} 有 {more_zh} {zh}，{b} 有 {less_zh}：按份额折算相差 {far}，允许相差 {within}"
        )
    }

    fn name(&self, held: &Held) -> &str {
        self.problem.person_name(held.part.person)
    }
}

impl Count {
    /// A value as people write it: hours, or a number.
    pub fn number(self, value: i64) -> String {
        match self {
            Count::Minutes => hours(value),
            _ => value.to_string(),
        }
    }

    /// What so many are called.
    pub fn noun(self, value: i64) -> Text {
        let one = match self {
            Count::Minutes => value == 60,
            _ => value == 1,
        };
        let (en, zh) = match self {
            Count::Minutes => ("hour", "小时"),
            Count::Shifts => ("shift", "个班"),
            Count::Days => ("work day", "天班"),
            Count::Nights => ("night", "个夜班"),
            Count::WeekendDays => ("weekend day", "个周末班"),
            Count::Holidays => ("holiday", "个节假日班"),
        };
        let plural = if one { "" } else { "s" };
        Text::new(format!("{en}{plural}"), zh)
    }

    /// What the days are called on which there is something to have, and in Chinese one of them.
    fn days(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Count::WeekendDays => ("weekend days", "个周末日", "个"),
            Count::Holidays => ("statutory holidays", "个法定节假日", "个"),
            _ => ("days", "天", "天"),
        }
    }
}

/// Shares as they are shown: hours to the quarter, numbers to the tenth.
struct Fine(Count);

impl Fine {
    /// A whole value: minutes stay minutes, numbers become tenths.
    fn of(&self, value: i64) -> i64 {
        match self.0 {
            Count::Minutes => value,
            _ => value * 10,
        }
    }

    /// A fraction, rounded as `paiban fairness` has it.
    fn rounded(&self, times: i64, per: i64) -> i64 {
        let nearest = |times: i64, per: i64| (2 * times + per).div_euclid(2 * per);
        match self.0 {
            Count::Minutes => nearest(times, 15 * per) * 15,
            _ => nearest(times.abs() * 10, per) * times.signum(),
        }
    }

    fn number(&self, value: i64) -> String {
        match self.0 {
            Count::Minutes => hours(value),
            _ => hours(value * 6),
        }
    }
}
