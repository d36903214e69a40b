//! Money in whole fen: never floating point, never a silent overflow.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

/// An amount of money in fen (a hundredth of a yuan). Read amounts are below [`Fen::MOST`], so that the sum of a
/// million of them is far from the limits of `i64`; sums beyond that saturate.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(pub i64);

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, serde::Serialize)]
pub enum MoneyError {
    /// Not a number such as `50` or `50.25`.
    #[error("not an amount such as 50 or 50.25")]
    Form,
    /// More than two digits behind the point.
    #[error("finer than a fen")]
    TooFine,
    /// Beyond [`Fen::MOST`].
    #[error("too large")]
    TooLarge,
}

impl Fen {
    /// Nothing.
    pub const ZERO: Fen = Fen(0);
    /// The largest amount that is read: a hundred million yuan.
    pub const MOST: Fen = Fen(10_000_000_000);

    /// Whole yuan.
    pub const fn yuan(yuan: i64) -> Fen {
        Fen(yuan.saturating_mul(100))
    }

    /// Reads `50`, `50.5`, `50.25`, `-3`, also with `¥`, `￥` or `元`.
    pub fn parse(text: &str) -> Result<Fen, MoneyError> {
        let bare = text
            .trim()
            .trim_start_matches(['¥', '￥'])
            .trim_end_matches('元')
            .trim();
        let (negative, digits) = match bare.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, bare),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let numeric = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !numeric(whole) || !numeric(part) {
            return Err(MoneyError::Form);
        }
        if part.len() > 2 {
            return Err(MoneyError::TooFine);
        }
        let whole: i64 = whole.parse().map_err(|_| MoneyError::TooLarge)?;
        let part: i64 = format!("{part:0<2}")
            .parse()
            .map_err(|_| MoneyError::Form)?;
        let fen = whole.checked_mul(100).and_then(|w| w.checked_add(part));
        match fen.map(Fen) {
            Some(fen) if fen <= Fen::MOST => Ok(if negative { -fen } else { fen }),
            _ => Err(MoneyError::TooLarge),
        }
    }

    /// `percent` of this, rounded down to the fen.
    pub fn percent(self, percent: i64) -> Fen {
        let exact = i128::from(self.0) * i128::from(percent);
        Fen(i64::try_from(exact.div_euclid(100)).unwrap_or(i64::MAX))
    }

    /// `times` as much.
    pub fn times(self, times: i64) -> Fen {
        Fen(self.0.saturating_mul(times))
    }

    /// The larger of this and nothing.
    pub fn at_least_zero(self) -> Fen {
        self.max(Fen::ZERO)
    }
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", fen / 100, fen % 100))
    }
}

impl Add for Fen {
    type Output = Fen;
    fn add(self, other: Fen) -> Fen {
        Fen(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Fen {
    fn add_assign(&mut self, other: Fen) {
        *self = *self + other;
    }
}

impl Sub for Fen {
    type Output = Fen;
    fn sub(self, other: Fen) -> Fen {
        Fen(self.0.saturating_sub(other.0))
    }
}

impl Neg for Fen {
    type Output = Fen;
    fn neg(self) -> Fen {
        Fen(self.0.saturating_neg())
    }
}

impl Sum for Fen {
    fn sum<I: Iterator<Item = Fen>>(amounts: I) -> Fen {
        amounts.fold(Fen::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_to_the_fen() {
        let cases = [
            ("50", Ok(5000)),
            ("50.5", Ok(5050)),
            ("0.05", Ok(5)),
            ("¥ 1000.25", Ok(100_025)),
            ("30元", Ok(3000)),
            ("-3", Ok(-300)),
            ("100000000", Ok(10_000_000_000)),
            ("100000000.01", Err(MoneyError::TooLarge)),
            ("99999999999999999999", Err(MoneyError::TooLarge)),
            ("0.005", Err(MoneyError::TooFine)),
            ("", Err(MoneyError::Form)),
            ("1e3", Err(MoneyError::Form)),
            ("1,000", Err(MoneyError::Form)),
            (".5", Err(MoneyError::Form)),
        ];
        for (text, fen) in cases {
            assert_eq!(Fen::parse(text), fen.map(Fen), "{text}");
        }
    }

    #[test]
    fn amounts_print_as_they_are_read() {
        for fen in [0, 5, 99, 100, 5050, -1, -12345, 10_000_000_000] {
            assert_eq!(Fen::parse(&Fen(fen).to_string()), Ok(Fen(fen)));
        }
    }

    #[test]
    fn a_share_is_rounded_down() {
        assert_eq!(Fen(10_003).percent(20), Fen(2000));
        assert_eq!(Fen(650_000).percent(20), Fen(130_000));
    }
}
