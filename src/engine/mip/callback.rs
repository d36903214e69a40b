//! HiGHS' callbacks: rosters and bounds while it runs, and the wish to stop.
//!
//! The only unsafe code of the project: the crates above the solver do not pass callbacks on.
#![allow(unsafe_code)]

use super::program::Program;
use super::solve::whole_bound;
use crate::engine::{Progress, Watch};
use crate::model::{Model, score};
use highs_sys::{
    Highs_setCallback, Highs_startCallback, HighsCallbackDataIn, HighsCallbackDataOut,
    kHighsCallbackIpmInterrupt, kHighsCallbackMipImprovingSolution, kHighsCallbackMipInterrupt,
    kHighsCallbackMipLogging, kHighsCallbackSimplexInterrupt,
};
use std::cell::Cell;
use std::ffi::{c_char, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What listens to a running solve. It must outlive the solve.
pub struct Ear<'a> {
    program: &'a Program,
    model: &'a Model,
    watch: &'a dyn Watch,
    cost: Cell<Option<i64>>,
    bound: Cell<Option<i64>>,
}

impl<'a> Ear<'a> {
    pub fn new(program: &'a Program, model: &'a Model, watch: &'a dyn Watch) -> Ear<'a> {
        Ear {
            program,
            model,
            watch,
            cost: Cell::new(None),
            bound: Cell::new(None),
        }
    }

    fn bound(&self, dual: f64) {
        if let Some(bound) = whole_bound(dual) {
            self.bound.set(self.bound.get().max(Some(bound)));
        }
    }

    /// A new best solution: what it costs is asked of the model, not of the solver.
    fn solution(&self, values: &[f64]) {
        let roster = self.program.roster(values);
        let points = score(self.model, &roster);
        let better = self.cost.get().is_none_or(|c| points.soft < c);
        if points.hard == 0 && better {
            self.cost.set(Some(points.soft));
            self.watch.found(&roster);
        }
    }

    fn report(&self) {
        self.watch.progress(Progress {
            seconds: self.watch.seconds(),
            cost: self.cost.get(),
            bound: self.bound.get(),
        });
    }
}

/// Lets `ear` hear of improving solutions and bounds, and stop the solve.
pub fn listen(solver: &mut highs::Model, ear: &Ear<'_>) {
    let data = std::ptr::from_ref(ear).cast_mut().cast::<c_void>();
    // SAFETY: the model is live, and `ear` outlives the solve that the caller starts next; the
    // callback only reads through it. Codes other than success leave the solve without callbacks.
    unsafe {
        let pointer = solver.as_mut_ptr();
        Highs_setCallback(pointer, Some(heard), data);
        for kind in [
            kHighsCallbackMipImprovingSolution,
            kHighsCallbackMipLogging,
            kHighsCallbackMipInterrupt,
        ] {
            Highs_startCallback(pointer, kind);
        }
    }
}

unsafe extern "C" fn heard(
    kind: c_int,
    _message: *const c_char,
    out: *const HighsCallbackDataOut,
    input: *mut HighsCallbackDataIn,
    data: *mut c_void,
) {
    // SAFETY: HiGHS passes pointers that are valid during the call, or null; `data` is the `Ear`
    // given to `listen`.
    let (ear, out) = unsafe { (data.cast::<Ear<'_>>().as_ref(), out.as_ref()) };
    let (Some(ear), Some(out)) = (ear, out) else {
        return;
    };
    // A panic must not cross into C++.
    let stop = catch_unwind(AssertUnwindSafe(|| {
        if kind != kHighsCallbackMipImprovingSolution {
            ear.bound(out.mip_dual_bound);
        } else {
            // No bound here: for a start it is that of the program with the start fixed.
            let size = usize::try_from(out.mip_solution_size).unwrap_or(0);
            if !out.mip_solution.is_null() && size >= ear.program.vars.len() {
                // SAFETY: the solver says that the array has `size` entries.
                let values = unsafe { std::slice::from_raw_parts(out.mip_solution, size) };
                ear.solution(values);
            }
        }
        if kind != kHighsCallbackMipInterrupt {
            ear.report();
        }
        ear.watch.stop()
    }))
    .unwrap_or(true);
    if stop && kind == kHighsCallbackMipInterrupt {
        // SAFETY: as above.
        if let Some(input) = unsafe { input.as_mut() } {
            input.user_interrupt = 1;
        }
    }
}

/// The wish to stop a linear program. It must outlive the solve.
pub struct Stop<'a>(pub &'a dyn Watch);

/// Lets `stop` end the next run of the simplex method, or by interior points.
pub fn stoppable(solver: &mut highs::Model, stop: &Stop<'_>) {
    let data = std::ptr::from_ref(stop).cast_mut().cast::<c_void>();
    // SAFETY: the model is live, and `stop` outlives the solve that the caller starts next; the callback only reads
    // through it. Whoever solves the model again calls this again first.
    unsafe {
        let pointer = solver.as_mut_ptr();
        Highs_setCallback(pointer, Some(asked), data);
        for kind in [kHighsCallbackSimplexInterrupt, kHighsCallbackIpmInterrupt] {
            Highs_startCallback(pointer, kind);
        }
    }
}

unsafe extern "C" fn asked(
    _kind: c_int,
    _message: *const c_char,
    _out: *const HighsCallbackDataOut,
    input: *mut HighsCallbackDataIn,
    data: *mut c_void,
) {
    // SAFETY: HiGHS passes pointers that are valid during the call, or null; `data` is the `Stop` given to `stoppable`.
    let (stop, input) = unsafe { (data.cast::<Stop<'_>>().as_ref(), input.as_mut()) };
    let (Some(stop), Some(input)) = (stop, input) else {
        return;
    };
    // A panic must not cross into C++.
    if catch_unwind(AssertUnwindSafe(|| stop.0.stop())).unwrap_or(true) {
        input.user_interrupt = 1;
    }
}
