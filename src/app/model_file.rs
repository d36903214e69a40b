//! The file of `--write-model`: the terms, with the names that turn a roster of indices into ROSTER.csv.

use crate::domain::Problem;
use crate::model::Model;
use serde::Serialize;

#[derive(Serialize)]
struct ModelFile<'a> {
    names: Names<'a>,
    #[serde(flatten)]
    model: &'a Model,
}

#[derive(Serialize)]
struct Names<'a> {
    people: Vec<&'a str>,
    dates: Vec<String>,
    duties: Vec<&'a str>,
}

/// The model as JSON: indices in it point into `names`.
pub fn text(problem: &Problem, model: &Model) -> String {
    let names = Names {
        people: problem.people.iter().map(|p| p.name.as_str()).collect(),
        dates: (0..problem.days())
            .map(|day| problem.date(day as i64).to_string())
            .collect(),
        duties: problem
            .duties_now()
            .iter()
            .map(|d| d.code.as_str())
            .collect(),
    };
    // Numbers, strings and lists only: nothing in it can fail to serialise.
    serde_json::to_string(&ModelFile { names, model }).unwrap_or_default()
}
