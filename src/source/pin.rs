//! What a code in a cell stands for.

use super::free::is_free;
use super::{Fault, FaultKind, Source, Word};
use crate::domain::Problem;
use crate::domain::person::Pin;
use std::sync::Arc;

/// What a cell's code fixes: rest, a duty, or with posts also a bare shift kind. `cell` is where the
/// code stands.
pub fn pin(
    source: &Arc<Source>,
    problem: &Problem,
    cell: &Word,
    code: &str,
) -> Result<Option<Pin>, Fault> {
    let text = code.trim();
    if text.is_empty() || is_free(problem, text) {
        return Ok(None);
    }
    if let Some(duty) = problem.duties_now().iter().find(|d| d.code == text) {
        return Ok(Some(Pin {
            kind: duty.kind,
            post: duty.post,
        }));
    }
    kind(source, problem, cell, text).map(|kind| Some(Pin { kind, post: None }))
}

/// The kind of shift that a code names.
pub fn kind(
    source: &Arc<Source>,
    problem: &Problem,
    word: &Word,
    code: &str,
) -> Result<usize, Fault> {
    problem
        .kinds_now()
        .iter()
        .position(|k| k.code == code)
        .ok_or_else(|| {
            source.fault(
                Some(word.span()),
                FaultKind::UnknownShift {
                    name: code.to_owned(),
                    known: problem.kinds_now().iter().map(|k| k.code.clone()).collect(),
                },
            )
        })
}
