//! Why a request could not be met, in words.

use crate::app::ledger::verify::ENOUGH;
use crate::app::{AppError, BadRequest, Defect, InsteadOf, Refusal, RowRefusal, TableFlaw, Unread};
use crate::input::roster_sheet::CellFault;
use crate::input::sheet_file::SheetFault;
use crate::ledger::moment::MomentError;
use crate::ledger::money::MoneyError;
use crate::ledger::preset::PRESETS;
use crate::messages::near::guess;
use crate::messages::{self, Words, answers, message, sheet};
use crate::rules::LIST;
use crate::text;
use crate::text::{Lang, Text, many};
use std::path::Path;

/// Cells with the same mistake that are listed.
const ALIKE: usize = 12;

/// The whole message, with its end of line.
pub fn draw(error: &AppError, lang: Lang, color: bool) -> String {
    match error {
        AppError::Input(fault) => message::render(fault, lang, color) + "\n",
        AppError::Table { file, flaw } => table(file, flaw, lang, color),
        AppError::Ledger { error, place } => {
            message::refusal(&messages::ledger::words(error), place, lang, color) + "\n"
        }
        AppError::Refused { refusal, file } => {
            let place = file.display().to_string();
            message::refusal(&refused(refusal), &place, lang, color) + "\n"
        }
        AppError::Request(bad) => {
            let (what, fix) = request(bad);
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
        TableFlaw::Cells(faults) => faults
            .iter()
            .map(|fault| cell(fault, lang, color))
            .collect(),
        TableFlaw::Rows(faults) => {
            let lines = sheet::lines(faults, sheet::SHOWN);
            listed(file, &sheet::whole(file, faults), &lines, lang, color)
        }
        TableFlaw::Refused(rows) => refusals(file, rows, lang, color),
    }
}

/// A mistake in a cell, and where the same stands else.
fn cell(fault: &CellFault, lang: Lang, color: bool) -> String {
    let words = messages::words(&fault.fault);
    let place = message::one_line(&fault.fault.file);
    let message = message::refusal(&words, &place, lang, color);
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

/// What is wrong with a request, and what to do.
fn request(bad: &BadRequest) -> (Text, Text) {
    use BadRequest as B;
    match bad {
        B::Exists(path, instead) => {
            let shown = path.display();
            (
                text!("{shown} exists already", "{shown} 已经存在"),
                way_out(*instead),
            )
        }
        B::NoFormat(path) => no_format(path),
        B::NoWeek(month, number, count) => (
            text!("{month} has no week {number}", "{month} 没有第 {number} 周"),
            text!(
                "choose from 1 to {count}: weeks go from Monday to Sunday",
                "请在 1 到 {count} 之间选，一周从周一到周日"
            ),
        ),
        B::NoDay(text, first, last) => (
            text!(
                "`{text}` is not a day of this roster",
                "{text} 不是这份班表中的日子"
            ),
            text!(
                "write a date from {first} to {last}",
                "请写 {first} 到 {last} 之间的日期"
            ),
        ),
        B::OtherChart { option, kind } => (
            text!(
                "`{option}` belongs to `--kind {kind}`",
                "{option} 只用于 --kind {kind}"
            ),
            text!(
                "leave it out, or choose that kind",
                "去掉这个选项，或改用这种图"
            ),
        ),
        B::WholeTeam(format) => (
            text!(
                "--person does not go with --format {format}",
                "--person 不能与 --format {format} 同时用"
            ),
            text!(
                "leave it out: a roster of one person could not be imported again; ics, json and handover take it",
                "请去掉它：只有一个人的班表无法再导入；ics、json 和 handover 可以用"
            ),
        ),
        B::NotInMonth(date, month) => (
            text!("{date} is not in {month}", "{date} 不在 {month}"),
            text!(
                "give a day of the month, or leave --month out",
                "请给该月的日期，或不写 --month"
            ),
        ),
        B::NoShift(given, known) => no_shift(given, known),
        B::NoRule(name) => no_rule(name),
        B::NoRosters(folder) => no_rosters(folder),
        B::Exchanged { team, roster } => {
            let (team, roster) = (team.display(), roster.display());
            (
                text!("the two files are exchanged", "两个文件写反了"),
                text!(
                    "first the team file, then the roster: paiban publish {roster} {team}",
                    "先写团队文件，后写班表：paiban publish {roster} {team}"
                ),
            )
        }
        ledger => of_ledger(ledger),
    }
}

fn way_out(instead: InsteadOf) -> Text {
    match instead {
        InsteadOf::Place => text!(
            "give another place with --out, or --force to overwrite it; nothing was written",
            "用 --out 换一个地方，或用 --force 覆盖；这次没有写入任何内容"
        ),
        InsteadOf::Name => text!(
            "choose another name, or give --force to overwrite it",
            "换一个文件名，或用 --force 覆盖"
        ),
        InsteadOf::Folder => text!(
            "choose another folder, or give --force to overwrite it",
            "换一个目录，或用 --force 覆盖"
        ),
        InsteadOf::NameOnly => text!("give another name behind --out", "在 --out 后换一个文件名"),
    }
}

fn no_format(path: &Path) -> (Text, Text) {
    let shown = path.display();
    (
        text!(
            "the name {shown} does not say which format is wanted",
            "从文件名 {shown} 看不出要什么格式"
        ),
        text!(
            "end it in .svg, .png, .pdf or .html, or give --format",
            "请以 .svg、.png、.pdf 或 .html 结尾，或用 --format 指定"
        ),
    )
}

/// Codes that a message lists.
const LISTED: usize = 12;

fn no_shift(given: &str, known: &[String]) -> (Text, Text) {
    let shown: Vec<&str> = known.iter().take(LISTED).map(String::as_str).collect();
    let more = if known.len() > LISTED { ", …" } else { "" };
    let (list, list_zh) = (shown.join(", "), shown.join("、"));
    let given = message::one_line(given);
    (
        text!("there is no shift `{given}`", "没有班次 {given}"),
        text!(
            "rest, or one of {list}{more}",
            "可写 rest 或 {list_zh}{more}"
        ),
    )
}

fn no_rule(name: &str) -> (Text, Text) {
    let known: Vec<String> = LIST.iter().map(|e| e.card.name.to_owned()).collect();
    let Text { en, zh } = guess(name, &known);
    (
        text!("there is no rule `{name}`", "没有规则 {name}"),
        text!(
            "{en}`paiban rules` lists them all.",
            "{zh}用 paiban rules 查看全部规则。"
        ),
    )
}

fn no_rosters(folder: &Path) -> (Text, Text) {
    let beside = if folder.as_os_str().is_empty() {
        ".".to_owned()
    } else {
        folder.display().to_string()
    };
    (
        text!(
            "there are no rosters of earlier months in {beside}",
            "{beside} 里没有以前月份的班表"
        ),
        text!(
            "rosters are read from MONTH/ROSTER.csv beside the team file, as `paiban roster` writes them, and from the ledger",
            "班表从团队文件旁的 月份/ROSTER.csv（paiban roster 写在那里）和台账中读取"
        ),
    )
}

/// The same for requests about a ledger.
fn of_ledger(bad: &BadRequest) -> (Text, Text) {
    use BadRequest as B;
    match bad {
        B::BadTime(text, error) => time(text, *error),
        B::BadZone(text) => (
            text!("there is no time zone `{text}`", "没有时区 {text}"),
            text!(
                "give a name such as Asia/Shanghai, Asia/Urumqi or Europe/Berlin",
                "写时区名，如 Asia/Shanghai、Asia/Urumqi"
            ),
        ),
        B::BadAmount(text, error) => (
            text!("`{text}` is not an amount", "{text} 不是金额"),
            money(*error),
        ),
        B::NoKind(text) => no_kind(text),
        B::SameWage(other, name) => (
            text!(
                "`{other}` and `{name}` are the same person",
                "{other} 和 {name} 是同一个人"
            ),
            text!(
                "leave one of the two rows of the wages out; nothing was written",
                "请删掉工资表中的一行；这次没有写入"
            ),
        ),
        B::NotClosed(month) => (
            text!("{month} is not closed", "{month} 还没有月结"),
            text!(
                "payroll and statements of everybody are those of a closed month; add --person for a preview",
                "全员的工资表和确认单以月结为准；预览请加 --person"
            ),
        ),
        B::NoUserName => (
            text!("a user needs a name", "用户要有名字"),
            text!(
                "write the name between the quotation marks",
                "请在引号之间写名字"
            ),
        ),
        B::NoPreset(name) => no_preset(name),
        B::BadHash(text) => (
            text!("`{text}` is not a hash", "{text} 不是哈希"),
            text!(
                "copy it from a close or a statement: {ENOUGH} to 64 of the digits 0-9 and a-f",
                "从月结或确认单上抄写：{ENOUGH} 至 64 位，由 0-9 和 a-f 组成"
            ),
        ),
        B::NothingSaid => (
            text!("nothing is said about the case", "没有写任何跟进内容"),
            text!(
                "give at least one of --state, --note, --person, --severity, --due",
                "请至少写 --state、--note、--person、--severity、--due 之一"
            ),
        ),
        // All that is left.
        _ => (
            text!("who you are is not known", "不知道你是谁"),
            text!(
                "every entry names who has made it: add --by NAME, or set PAIBAN_USER",
                "每条记录都要写明是谁记的：加上 --by 姓名，或设置环境变量 PAIBAN_USER"
            ),
        ),
    }
}

fn time(text: &str, error: MomentError) -> (Text, Text) {
    match error {
        MomentError::Form | MomentError::Zone => (
            text!("`{text}` is not a time", "{text} 不是时间"),
            text!(
                "write date and time of the shop, as in \"2026-12-05 21:40\"",
                "写店铺当地的日期和时间，如 \"2026-12-05 21:40\""
            ),
        ),
        MomentError::Skipped => (
            text!("there was no `{text}`", "不存在 {text} 这个时刻"),
            text!(
                "the clock is put forward over it; give the time that the clock showed",
                "时钟在此时拨快；请写时钟实际显示的时间"
            ),
        ),
        MomentError::Twice => (
            text!("`{text}` came twice", "{text} 出现了两次"),
            text!(
                "the clock is put back there; add the offset, as in 2026-10-25T02:30:00+01:00",
                "时钟在此时拨慢；请写明时差，如 2026-10-25T02:30:00+01:00"
            ),
        ),
    }
}

/// What to do about an amount that cannot be read.
pub fn money(error: MoneyError) -> Text {
    match error {
        MoneyError::Form => text!(
            "write yuan, as in 50 or 25.50, without a comma",
            "写成元，如 50 或 25.50，不要逗号"
        ),
        MoneyError::TooFine => text!(
            "nothing is finer than a fen: two digits at most",
            "最小到分：小数最多两位"
        ),
        MoneyError::TooLarge => text!("it is too large; check the digits", "数字太大，请检查"),
    }
}

fn no_kind(text: &str) -> (Text, Text) {
    let known = crate::ledger::entry::Deed::KINDS.map(str::to_owned);
    let Text { en, zh } = guess(text, &known);
    let list = known.join(", ");
    (
        text!("there is no kind of entry `{text}`", "没有 {text} 这种记录"),
        text!("{en}The kinds are {list}.", "{zh}种类有：{list}。"),
    )
}

fn no_preset(name: &str) -> (Text, Text) {
    let known = PRESETS.map(|preset| preset.name.to_owned());
    let Text { en, zh } = guess(name, &known);
    let (list, list_zh) = (known.join(", "), known.join("、"));
    (
        text!(
            "there is neither a preset nor a file `{name}`",
            "没有名为 {name} 的预设或文件"
        ),
        text!(
            "{en}The presets are {list}; a file's name ends in .toml.",
            "{zh}预设有 {list_zh}；文件名以 .toml 结尾。"
        ),
    )
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
