//! What an event is, what it brings, and who was on duty.

use super::describe::{attendance, brings, event_line};
use super::effect;
use crate::app::ledger::add::{Answers, Report, Way};
use crate::ledger::policy::Penalty;
use crate::messages::ledger::term;
use crate::report::Page;
use crate::text;
use crate::text::{Lang, Text};

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    page.say(&event_line(&report.told));
    if let Some(charge) = &report.charge {
        let Text { en, zh } = brings(charge);
        page.say(&text!("  {en}", "  {zh}"));
        if charge.penalty == Penalty::Review {
            let id = report.told.id;
            page.say(&text!(
                "  decide with: paiban ledger decide {id} --decision \"…\"",
                "  审议后记录：paiban ledger decide {id} --decision \"…\""
            ));
        }
    }
    if let Some(role) = report.told.event.waits {
        let (id, (en, zh)) = (report.told.id, term::role(role));
        page.say(&text!(
            "  not to be paid out yet: it waits for the approval of a {en}: paiban ledger approve {id}",
            "  暂不付款：等待{zh}批准：paiban ledger approve {id}"
        ));
    }
    page.say(&attendance(&report.attendance));
    if let Some(answers) = &report.answers {
        page.say(&answer(answers));
    }
    if let Some(effect) = &report.effect {
        page.say(&text!(
            "  other events count otherwise now:",
            "  其他事件因此变动："
        ));
        effect::say(&mut page, effect);
    }
    if let Some((month, next)) = report.closed.filter(|_| report.effect.is_none()) {
        page.say(&text!(
            "  {month} is closed and stays as it is: this becomes an adjustment in the close of {next}",
            "  {month} 已月结，不再变动：这一条将在 {next} 月结时作为调整"
        ));
    }
    page
}

/// Why it is this person who answers for a shift of somebody on leave.
fn answer(answers: &Answers) -> Text {
    let (name, who, day) = (&answers.name, &answers.away, answers.day);
    match answers.way {
        Way::TookOver => text!(
            "  answers: {name} took over the shift of {who} on {day}, who is on leave",
            "  责任：{who} {day} 请假，由{name}顶班"
        ),
        Way::GrantedUncovered => text!(
            "  answers: {name} granted the leave of {who} on {day}, and nobody took the shift over",
            "  责任：{who} {day} 请假，没有人顶班，由批准请假的{name}负责"
        ),
        Way::Granted => text!(
            "  answers: {name} granted the leave of {who} on {day}",
            "  责任：{who} {day} 的请假由{name}批准，由其负责"
        ),
    }
}
