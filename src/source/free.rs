//! Words for cells without a shift: rest, and the team's kinds of leave.

use super::loose::folded;
use crate::domain::Problem;
use crate::domain::allowance::Counts;
use crate::domain::free::LEAVE_SIGNS;
use crate::text::Lang;

/// Words that mean rest in a cell, so that no shift may be called so.
pub const REST_WORDS: [&str; 7] = ["-", "休", "休息", "off", "OFF", "rest", "/"];

/// A kind of leave that team files may name without a section of its own.
#[derive(Debug, Clone, Copy)]
pub struct UsualLeave {
    /// Its code in cells.
    pub code: &'static str,
    /// Its name in Chinese.
    pub zh: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// Which days count.
    pub counts: Counts,
}

/// The usual kinds of leave. Maternity and paternity leave run over all days; which days of the others count is for the
/// shop to say: the law leaves rest days and holidays out of annual leave (Regulations on Paid Annual Leave, article 3).
pub const USUAL_LEAVE: [UsualLeave; 9] = {
    const fn usual(
        code: &'static str,
        zh: &'static str,
        en: &'static str,
        counts: Counts,
    ) -> UsualLeave {
        UsualLeave {
            code,
            zh,
            en,
            counts,
        }
    }
    [
        usual("年", "年假", "annual leave", Counts::Days),
        usual("病", "病假", "sick leave", Counts::Days),
        usual("事", "事假", "personal leave", Counts::Days),
        usual("调", "调休", "time off in lieu", Counts::Days),
        usual("婚", "婚假", "marriage leave", Counts::Days),
        usual("丧", "丧假", "bereavement leave", Counts::Days),
        usual("产", "产假", "maternity leave", Counts::Calendar),
        usual("陪", "陪产假", "paternity leave", Counts::Calendar),
        usual("育", "育儿假", "childcare leave", Counts::Days),
    ]
};

/// Words that people also write for rest, where the team has no other meaning for them.
const MORE_REST: [&str; 9] = [
    "公休", "例休", "轮休", "輪休", "休班", "day off", "rest day", "—", "／",
];

/// Words for leave that people write, where the team has no other meaning for them; compared without strokes and dots.
const LEAVE_WORDS: [&str; 52] = [
    "假",
    "请假",
    "請假",
    "年假",
    "年休",
    "年休假",
    "带薪年假",
    "调休",
    "調休",
    "补休",
    "補休",
    "换休",
    "倒休",
    "病假",
    "事假",
    "产假",
    "產假",
    "产检",
    "产检假",
    "陪产",
    "陪产假",
    "婚假",
    "丧假",
    "喪假",
    "工伤",
    "工伤假",
    "探亲假",
    "育儿假",
    "护理假",
    "哺乳假",
    "生理假",
    "公假",
    "特休",
    "特休假",
    "路程假",
    "al",
    "sl",
    "cl",
    "pl",
    "ml",
    "el",
    "ul",
    "bl",
    "lwp",
    "pto",
    "leave",
    "annual leave",
    "sick leave",
    "sick",
    "vacation",
    "maternity",
    "comp leave",
];

/// Whether a cell's text means rest: by a word that always does, or by the team's own code.
pub fn is_rest(problem: &Problem, text: &str) -> bool {
    REST_WORDS.contains(&text) || (!text.is_empty() && text == problem.rest_code)
}

/// The kind of leave with this code or name.
pub fn leave_kind(problem: &Problem, text: &str) -> Option<usize> {
    let mut kinds = problem.leave_kinds.iter();
    kinds.position(|kind| {
        let named = |lang| kind.name.get(lang) == text;
        kind.code == text || named(Lang::Zh) || named(Lang::En)
    })
}

/// Whether a cell's text says leave, where no shift is called so: what we write for leave of which no kind is said, in
/// either language, or a usual kind that the team file does not know.
pub fn says_leave(problem: &Problem, text: &str) -> bool {
    let duty = problem.duties.iter().any(|duty| duty.code == text);
    let loose = folded(text);
    let mut usual = USUAL_LEAVE.iter();
    !duty && (is_plain_leave(text) || usual.any(|kind| loose == kind.zh || loose == kind.en))
}

/// Whether a text says that it is leave and not of which kind.
pub fn is_plain_leave(text: &str) -> bool {
    let mut signs = LEAVE_SIGNS.iter();
    signs.any(|(en, zh)| folded(text) == *en || folded(text) == *zh)
}

/// Whether a cell's text means no shift: rest, or leave of whichever kind.
pub fn is_free(problem: &Problem, text: &str) -> bool {
    is_rest(problem, text) || leave_kind(problem, text).is_some()
}

/// The same for what was typed in the wrong case or width.
pub fn is_loosely_rest(problem: &Problem, text: &str) -> bool {
    let loose = folded(text);
    let own = Some(problem.rest_code.as_str()).filter(|code| !code.is_empty());
    let mut words = REST_WORDS.into_iter().chain(own);
    words.any(|word| folded(word) == loose)
}

/// Whether a text is a word that people write for rest.
pub fn is_rest_word(text: &str) -> bool {
    let loose = folded(text);
    let mut words = MORE_REST.iter().chain(&REST_WORDS);
    words.any(|word| folded(word) == loose)
}

/// Whether a text is a word that people write for leave: `年假`, `AL`, `S/L`.
pub fn is_leave_word(text: &str) -> bool {
    let loose = folded(text).replace(['/', '.'], "");
    LEAVE_WORDS.iter().any(|word| folded(word) == loose)
}
