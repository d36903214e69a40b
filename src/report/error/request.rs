//! Requests that are wrong in themselves, in words: what is wrong, and what to do.

use crate::app::ledger::verify::ENOUGH;
use crate::app::{BadRequest, FileKind, InsteadOf};
use crate::ledger::entry::Deed;
use crate::ledger::moment::MomentError;
use crate::ledger::money::MoneyError;
use crate::ledger::preset::PRESETS;
use crate::messages::message;
use crate::messages::near::guess;
use crate::rules::LIST;
use crate::text;
use crate::text::Text;
use std::path::Path;

/// What is wrong with a request, and what to do.
pub(super) fn words(bad: &BadRequest) -> (Text, Text) {
    use BadRequest as B;
    match bad {
        B::NotStaffed(why) => super::staffing::words(why),
        B::Exists(path, instead) => {
            let shown = path.display();
            (
                text!("{shown} exists already", "{shown} 已经存在"),
                way_out(*instead),
            )
        }
        B::NoFormat(path) => no_format(path),
        B::OtherEnding {
            path,
            format,
            wanted,
        } => other_ending(path, format, wanted.as_deref()),
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
        B::OtherKind {
            path,
            there,
            written,
        } => other_kind(path, *there, *written),
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
        B::NoActor
        | B::BadTime(..)
        | B::BadZone(_)
        | B::BadAmount(..)
        | B::BadTook(_)
        | B::NoKind(_)
        | B::SameWage(..)
        | B::NotClosed(_)
        | B::NoWorkbook(_)
        | B::NoUserName
        | B::PasswordsDiffer
        | B::NoPreset(_)
        | B::BadHash(_)
        | B::NothingSaid => of_ledger(bad),
    }
}

/// What is in the way is not what is written.
fn other_kind(path: &Path, there: FileKind, written: FileKind) -> (Text, Text) {
    let shown = path.display();
    let (there, written) = (file_kind(there), file_kind(written));
    let (en, zh) = (there.en, there.zh);
    let what = text!(
        "{shown} is {en}; it is not overwritten",
        "{shown} 是{zh}，没有覆盖它"
    );
    let (en, zh) = (written.en, written.zh);
    let fix = text!(
        "give another place for {en}; if you really mean this one, move what is there away first",
        "请为{zh}另选一个地方；确实要用这个位置的话，先把原来的文件移走"
    );
    (what, fix)
}

fn file_kind(kind: FileKind) -> Text {
    match kind {
        FileKind::Empty => text!("an empty file", "空文件"),
        FileKind::Store => text!("a ledger", "台账"),
        FileKind::Team => text!("a team file", "团队文件"),
        FileKind::Policy => text!("a file of penalty rules", "奖惩制度文件"),
        FileKind::Workbook => text!("an Excel workbook", "Excel 工作簿"),
        FileKind::Png | FileKind::Svg => text!("a picture", "图片"),
        FileKind::Pdf => text!("a PDF", "PDF 文件"),
        FileKind::Html => text!("a page of HTML", "HTML 网页"),
        FileKind::Ics => text!("a calendar", "日历文件"),
        FileKind::Json => text!("a file of JSON", "JSON 文件"),
        FileKind::Roster => text!("a roster", "班表"),
        FileKind::Table => text!("another table", "另一种表格"),
        FileKind::Text => text!("a text", "文本文件"),
        FileKind::Bytes => text!("a file of another program", "其他程序的文件"),
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

fn other_ending(path: &std::path::Path, format: &str, wanted: Option<&str>) -> (Text, Text) {
    let shown = path.display();
    let what = text!(
        "{shown} says another format than {format}",
        "{shown} 的扩展名与格式 {format} 不符"
    );
    let fix = match wanted {
        Some(ending) => text!(
            "programs go by the ending: name it .{ending}, or choose the format that you want with --format",
            "程序按扩展名判断内容：请改为 .{ending}，或用 --format 选择想要的格式"
        ),
        None => text!(
            "{format} writes one file a person: give a folder",
            "{format} 每人写一个文件：请给出目录"
        ),
    };
    (what, fix)
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
        B::BadTook(text) => (
            text!("`{text}` is no length of time", "{text} 不是用时"),
            text!(
                "write minutes, such as 45 or 1.5, minutes and seconds, 1:30, or seconds, 90s",
                "请写分钟（45 或 1.5）、分和秒（1:30）或秒（90秒）"
            ),
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
        B::NoWorkbook(path) => {
            let path = path.display();
            (
                text!(
                    "{path} is no name of a workbook",
                    "{path} 不是 Excel 文件名"
                ),
                text!("let it end in .xlsx", "文件名请以 .xlsx 结尾"),
            )
        }
        B::NoUserName => (
            text!("a user needs a name", "用户要有名字"),
            text!(
                "write the name between the quotation marks",
                "请在引号之间写名字"
            ),
        ),
        B::PasswordsDiffer => (
            text!("the two passwords differ", "两次输入的密码不一样"),
            text!(
                "type the same twice; nothing was written",
                "请两次输入相同的密码；这次没有写入"
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
        // Who asks; the others are told above.
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
    let known = Deed::KINDS.map(str::to_owned);
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
