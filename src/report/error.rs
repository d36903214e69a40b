//! Why a request could not be met, in words.

mod request;
mod staffing;

pub use request::money;

use crate::app::{AppError, Defect, Refusal, RowRefusal, TableFlaw, Unread};
use crate::input::roster_sheet::CellFault;
use crate::input::sheet_file::SheetFault;
use crate::input::{FaultKind, RosterFlaw};
use crate::messages::{self, Words, answers, message, plans, roster_leave, sheet};
use crate::text;
use crate::text::{Lang, Text, many};

/// Mistakes of a roster that are told one by one.
const SHOWN: usize = 20;

/// Cells with the same mistake that are listed.
const ALIKE: usize = 12;

/// The whole message, with its end of line.
pub fn draw(error: &AppError, lang: Lang, color: bool) -> String {
    match error {
        AppError::Input(fault) => {
            let all = std::iter::once(fault).chain(&fault.more);
            let all = all.map(|fault| message::render(fault, lang, color) + "\n");
            all.collect::<Vec<_>>().join("\n")
        }
        AppError::Table { file, flaw } => table(file, flaw, lang, color),
        AppError::Ledger { error, place } => {
            message::refusal(&messages::ledger::words(error), place, lang, color) + "\n"
        }
        AppError::Refused { refusal, file } => {
            let place = file.display().to_string();
            message::refusal(&refused(refusal), &place, lang, color) + "\n"
        }
        AppError::Request(bad) => {
            let (what, fix) = request::words(bad);
            complaint(&what, &fix, lang)
        }
        AppError::Internal(defect) => {
            let words = internal(defect);
            let title = text!("internal error, please report it", "内部错误，请反馈给我们");
            format!("{}: {}\n", title.get(lang), words.get(lang))
        }
    }
}

/// What is wrong with a request, and what to do.
pub fn complaint(what: &Text, fix: &Text, lang: Lang) -> String {
    let (error, action) = match lang {
        Lang::En => ("error: ", "do: "),
        Lang::Zh => ("错误：", "怎么办："),
    };
    format!("{error}{}\n{action}{}\n", what.get(lang), fix.get(lang))
}

/// Why a roster cannot be used, in a line.
pub fn unread(unread: &Unread) -> Text {
    match unread {
        Unread::Fault(fault) => messages::words(fault).what,
        Unread::Refused(refusal, _) => refused(refusal).what,
    }
}

/// What is wrong with a table, cell by cell.
fn table(file: &str, flaw: &TableFlaw, lang: Lang, color: bool) -> String {
    match flaw {
        TableFlaw::Sheet(SheetFault::File(fault)) => message::render(fault, lang, color) + "\n",
        TableFlaw::Sheet(fault @ SheetFault::Workbook { file, .. }) => {
            message::refusal(&sheet::refused(fault), file, lang, color) + "\n"
        }
        TableFlaw::Cells(faults) => cells(faults, lang, color),
        TableFlaw::Rows(faults) => {
            let lines = sheet::lines(faults, sheet::SHOWN);
            listed(file, &sheet::whole(file, faults), &lines, lang, color)
        }
        TableFlaw::Refused(rows) => refusals(file, rows, lang, color),
        TableFlaw::Both(faults, rows) => {
            let lines = sheet::lines(faults, sheet::SHOWN);
            let wrong = listed(file, &sheet::whole(file, faults), &lines, lang, color);
            wrong + &refusals(file, rows, lang, color)
        }
    }
}

/// The first mistakes of a roster's cells, and how many there are besides.
fn cells(faults: &[CellFault], lang: Lang, color: bool) -> String {
    let shown = faults.iter().take(SHOWN);
    let mut text: String = shown.map(|fault| cell(fault, lang, color)).collect();
    let rest = faults.len().saturating_sub(SHOWN);
    if rest > 0 {
        let more = text!("… and {rest} mistakes more", "……另有 {rest} 处错误");
        text.push_str(&format!("{}\n", more.get(lang)));
    }
    text
}

/// A mistake in a cell, and where the same stands else.
fn cell(fault: &CellFault, lang: Lang, color: bool) -> String {
    let words = messages::words(&fault.fault);
    let place = message::one_line(&fault.fault.file);
    let mut message = message::refusal(&words, &place, lang, color);
    if let FaultKind::Roster {
        flaw: RosterFlaw::Leaves { leaves },
    } = fault.fault.kind.as_ref()
    {
        message.push_str(&roster_leave::sections(leaves));
        return format!("{}\n", message.trim_end());
    }
    if fault.others.is_empty() {
        return format!("{message}\n");
    }
    let shown = fault.others.len().min(ALIKE);
    let rest = fault.others.len() - shown;
    let others = fault.others.get(..shown).unwrap_or_default();
    let (en, zh) = (others.join(", "), others.join("、"));
    let also = match rest {
        0 => text!("also: {en}", "同样的还有：{zh}"),
        _ => text!(
            "also: {en} and {rest} more",
            "同样的还有：{zh}，另有 {rest} 格"
        ),
    };
    format!("{message}\n{}\n", also.get(lang))
}

/// A message about a file, with what is wrong listed below the place.
fn listed(file: &str, words: &Words, lines: &[Text], lang: Lang, color: bool) -> String {
    let message = message::refusal(words, file, lang, color);
    let mut parts = message.splitn(3, '\n');
    let (title, place, advice) = (parts.next(), parts.next(), parts.next());
    let mut text = format!("{}\n{}\n", title.unwrap_or(""), place.unwrap_or(""));
    for line in lines {
        text.push_str(&format!("  {}\n", message::one_line(line.get(lang))));
    }
    format!("{text}{}\n", advice.unwrap_or(""))
}

/// Why a row is not taken.
pub fn row(refusal: &RowRefusal) -> Text {
    match refusal {
        RowRefusal::Ledger(error) => messages::ledger::line(error),
        RowRefusal::Entry(id) => text!(
            "entry {id} says the same already",
            "记录 {id} 已经记过这件事"
        ),
        RowRefusal::Row(row) => text!("the same as row {row}", "与第 {row} 行相同"),
    }
}

/// Rows that the ledger does not take.
fn refusals(file: &str, refused: &[(usize, RowRefusal)], lang: Lang, color: bool) -> String {
    let line = |(number, why): &(usize, RowRefusal)| {
        let Text { en, zh } = row(why);
        text!("row {number}: {en}", "第 {number} 行：{zh}")
    };
    let mut lines: Vec<Text> = refused.iter().take(sheet::SHOWN).map(line).collect();
    let rest = refused.len().saturating_sub(sheet::SHOWN);
    if rest > 0 {
        lines.push(text!("… and {rest} more", "……另有 {rest} 行"));
    }
    let count = refused.len();
    let rows = many(super::count(count), "row");
    let words = Words {
        what: text!(
            "{rows} cannot be recorded, and nothing was",
            "有 {count} 行不能记录，因此一行都没有记"
        ),
        why: text!(
            "A table is recorded as a whole or not at all, so that nobody has to find out which rows are in.",
            "表格要么整体记录，要么完全不记，以免还要去查哪些行已经进来。"
        ),
        fix: text!(
            "Correct or delete these rows, and import the file again; --skip-known leaves out what is recorded already.",
            "请改正或删掉这些行，再重新导入；--skip-known 可跳过已有的记录。"
        ),
    };
    listed(file, &words, &lines, lang, color)
}

/// The words for a question that cannot be answered as it was asked.
fn refused(refusal: &Refusal) -> Words {
    use Refusal as R;
    match refusal {
        R::UnknownPerson { name, team } => {
            let mut known = Vec::new();
            for (id, name) in team {
                known.push(id.clone());
                if name != id {
                    known.push(name.clone());
                }
            }
            answers::unknown_person(name, &known, &shown(team))
        }
        R::SeveralPeople { name, people } => messages::several_people(name, &shown(people)),
        R::SamePerson(name) => answers::same_person(name),
        R::OwnStandIn(name) => plans::own_stand_in(name),
        R::NothingToTakeOver(name) => plans::nothing_to_take_over(name),
        R::NoPlan(number, month, plans) => plans::no_plan(*number, *month, *plans),
        R::PlansOfMonths(given, months) => plans::of_months(*given, months),
        R::Backward(from, to) => answers::backward(*from, *to),
        R::TooLong(days, most) => answers::too_long(*days, *most),
        R::Over { from, to, today } => answers::over(*from, *to, *today),
        R::NothingPublished {
            team,
            month,
            ledger,
        } => answers::nothing_published(team, *month, *ledger),
        R::NotInTeam {
            name,
            joined,
            left,
            day,
        } => answers::not_in_team(name, *joined, *left, *day),
        R::Overlap { name, from, to } => answers::overlap(name, *from, *to),
        R::Superseded(month, found) => answers::superseded(*month, *found),
        R::ChangedMeanwhile => answers::changed_meanwhile(),
        R::CannotAppend { fault, block } => {
            let reason = fault.as_ref().map(|fault| messages::words(fault).what);
            let reason = reason.unwrap_or_else(|| text!("it was refused", "未被接受"));
            answers::cannot_append(&reason, block)
        }
        R::TwoMonths(day, back) => answers::two_months(*day, *back),
        R::BadPin(text) => answers::bad_pin(text),
        R::BadAbsence(text) => answers::bad_absent(text),
        R::PinCode { code, known } => answers::pin_code(code, known),
        R::Outside(day, month) => answers::outside(*day, *month),
        R::OnlySupposed => answers::only_a_thought(),
        R::UnknownLeaveKind { name, known } => answers::unknown_leave_kind(name, known),
        R::UnknownShift {
            code,
            person,
            date,
            known,
        } => answers::unknown_shift(code, person, *date, known),
        R::NobodyInCommon(month) => answers::nobody_in_common(*month),
        R::NotBefore { found, wanted } => answers::not_before(*found, *wanted),
        R::NothingToRepeat { before, month } => answers::nothing_to_repeat(*before, *month),
    }
}

/// People as lists show them.
fn shown(people: &[(String, String)]) -> Vec<String> {
    let shown = people.iter();
    shown
        .map(|(id, name)| crate::domain::who::shown(id, name))
        .collect()
}

fn internal(defect: &Defect) -> Text {
    match defect {
        Defect::Engine(error) => text!("{error}", "求解器出错：{error}"),
        Defect::EngineGone => text!("the engine broke down", "求解器意外终止"),
        Defect::Disagreement {
            cost,
            claimed,
            broken,
        } => {
            let list = Text::list(broken).en;
            text!(
                "the roster fails verification: cost {cost} instead of {claimed}; {list}",
                "班表没有通过核对：代价 {cost}，应为 {claimed}；{list}"
            )
        }
        Defect::Plan(Text { en, zh }) => text!(
            "the plan fails verification: {en}",
            "改动方案没有通过核对：{zh}"
        ),
        Defect::Grant(Text { en, zh }) => text!(
            "with the leave in the team file the new roster fails verification: {en}",
            "请假写入团队文件后，新班表没有通过核对：{zh}"
        ),
        Defect::Workbook(error) => text!(
            "the workbook cannot be made: {error}",
            "无法生成工作簿：{error}"
        ),
        Defect::Chart(error) => text!("{error}", "无法绘图：{error}"),
        Defect::Thread => text!("a thread broke down", "一个线程出了错"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_people_of_a_name_are_named() {
        let people = [("A01", "王芳"), ("A07", "王芳")];
        let refusal = Refusal::SeveralPeople {
            name: "王芳".to_owned(),
            people: people
                .map(|(id, name)| (id.to_owned(), name.to_owned()))
                .to_vec(),
        };
        let error = AppError::refused(std::path::Path::new("team.toml"), refusal);
        let said = draw(&error, Lang::En, false);
        assert!(said.contains("“A01 王芳”, “A07 王芳”"), "{said}");
        assert!(said.contains("Give the id"), "{said}");
    }
}
