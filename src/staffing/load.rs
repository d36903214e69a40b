//! Demand that changes within the hour: the load of an interval lags the contacts by about a handling time.
//!
//! The offered load of a system that changes with time is the number of customers in one with people without end: with a steady
//! rate `λ` an interval and a mean handling time `1/μ`, `m' = λ − μ·m` (Jennings, Mandelbaum, Massey & Whitt 1996, Mgmt Sci
//! 42:1383; Green, Kolesar & Whitt 2007). An interval is staffed for its mean load, as if `μ·m` contacts a second came.

/// The contacts a second whose load each interval bears, from those that come in it: `seconds` are an interval's length and a
/// contact's mean handling. What was before the first interval is taken to have been like it.
pub fn lagged(rates: &[f64], interval: f64, handling: f64) -> Vec<f64> {
    let Some(first) = rates.first() else {
        return Vec::new();
    };
    let passed = interval / handling;
    let kept = (-passed).exp();
    // The mean over an interval of e^{-t/handling}.
    let mean = -(-passed).exp_m1() / passed;
    // In contacts a second, so that a steady state is the rate itself.
    let mut load = *first;
    let lag = |rate: &f64| {
        let over = load - rate;
        load = rate + over * kept;
        rate + over * mean
    };
    rates.iter().map(lag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_in_an_interval_is_handled_in_it_and_after_it() {
        let mut rates = [0.0; 40];
        rates[1..4].copy_from_slice(&[2.0, 1.0, 3.0]);
        let load = lagged(&rates, 1800.0, 900.0);
        assert!(load[1] < 2.0 && load[4] > 0.0 && load[0] == 0.0);
        // Nothing is lost on the way.
        assert!((load.iter().sum::<f64>() - 6.0).abs() < 1e-12);
        let steady = lagged(&[1.5; 5], 1800.0, 60.0);
        assert!(steady.iter().all(|rate| (rate - 1.5).abs() < 1e-12));
        assert!(lagged(&[], 1800.0, 60.0).is_empty());
    }
}
