//! A close, or what it would be: the payroll with its caps, what waits for somebody, and the caution.

use super::hex;
use crate::app::ledger::close::{Booked, Made, Report};
use crate::ledger::entry::{Closing, Payroll};
use crate::ledger::money::Fen;
use crate::messages::ledger::term;
use crate::render::ledger::caution;
use crate::report::table::Table;
use crate::report::{Page, count};
use crate::text;
use crate::text::{Fixed, Lang, Text, many, pick};
use serde_json::{Value, json};

/// A column of amounts: its heading, what of a payroll it shows, and whether it is there when nobody has any.
struct Column {
    heading: Fixed,
    of: fn(&Payroll) -> Fen,
    always: bool,
}

const COLUMNS: [Column; 9] = [
    Column {
        heading: (">charged", ">工资应扣"),
        of: |p| p.cash,
        always: true,
    },
    Column {
        heading: (">deducted", ">工资实扣"),
        of: |p| p.cash_deducted,
        always: true,
    },
    Column {
        heading: (">bonus charged", ">奖金应扣"),
        of: |p| p.bonus,
        always: false,
    },
    Column {
        heading: (">bonus deducted", ">奖金实扣"),
        of: |p| p.bonus_deducted,
        always: false,
    },
    Column {
        heading: (">above cap", ">超上限未扣"),
        of: Payroll::over_cap,
        always: false,
    },
    Column {
        heading: (">points", ">扣分"),
        of: |p| p.points,
        always: false,
    },
    Column {
        heading: (">award", ">奖励"),
        of: |p| p.awards,
        always: false,
    },
    Column {
        heading: (">handed over", ">另发奖励"),
        of: |p| p.goods,
        always: false,
    },
    Column {
        heading: (">pay", ">工资增减"),
        of: Payroll::pay,
        always: true,
    },
];

/// The place of points among them, which are no money.
const POINTS: usize = 5;

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let month = report.booked.closing.month;
    let Some(made) = &report.made else {
        page.say(&text!(
            "{month} would be closed so; nothing was written",
            "{month} 月结预览；没有写入"
        ));
        booked(&mut page, report);
        return page;
    };
    let (id, up_to) = (made.entry, report.booked.closing.up_to);
    page.say(&text!(
        "{month} is closed by entry {id}, from the entries up to {up_to}",
        "{month} 已月结，记录 {id}，依据截至 {up_to} 的记录"
    ));
    booked(&mut page, report);
    for path in made.papers.iter().flatten() {
        let path = path.display();
        page.say(&text!("File    {path}", "文件    {path}"));
    }
    let (head, hash) = (report.head.0, hex(&report.head.1));
    page.say(&text!("Head    {head} {hash}", "链尾    {head} {hash}"));
    page.say(&text!(
        "        note it elsewhere; `paiban ledger verify --head` compares with it",
        "        请另行记下；以后用 paiban ledger verify --head 核对"
    ));
    page
}

/// That the month is closed although its papers are not written.
pub fn without_papers(report: &Report) -> Text {
    let month = report.booked.closing.month;
    text!(
        "The month is closed; only its papers are not written. Write them with `paiban ledger statement --month {month} --out FOLDER`.",
        "已经月结，只是文件没有写成。请用 paiban ledger statement --month {month} --out 目录 写出。"
    )
}

/// The payroll, what waits for somebody, and the caution.
fn booked(page: &mut Page, report: &Report) {
    if report.booked.closing.payroll.is_empty() {
        page.say(&text!(
            "Nobody has anything to book.",
            "没有任何人有需要入账的内容。"
        ));
    } else {
        let table = table(&report.booked, page.lang);
        page.line(&format!("\n{}\n", table.draw()));
    }
    if !report.unjudged.is_empty() {
        let month = report.booked.closing.month;
        let names = |lang: Lang| -> Vec<&str> {
            let names = report.unjudged.iter();
            names.map(|name| name.get(lang)).collect()
        };
        let (en, zh) = (names(Lang::En).join(", "), names(Lang::Zh).join("、"));
        page.say(&text!(
            "Awards  {en}: not judged, no roster of {month} is published; publish it, and the next close gives what was earned",
            "奖励    {zh}：未能评定，{month} 的班表没有发布；发布之后，下次月结补发"
        ));
    }
    if report.appeals > 0 {
        let appeals = report.appeals;
        let number = many(count(appeals), "appeal");
        page.say(&text!(
            "Open    {number}: nothing is charged for them; what an answer brings becomes an adjustment",
            "待答复  {appeals} 件申诉：暂不扣款，答复后的差额作为调整"
        ));
    }
    if !report.reviews.is_empty() {
        let reviews: Vec<String> = report.reviews.iter().map(i64::to_string).collect();
        let list = reviews.join(", ");
        page.say(&text!(
            "Review  entries {list}: a person decides; nothing follows by itself",
            "审议    记录 {list}：由人决定，不会自动执行"
        ));
    }
    if let Some(before) = report.eve_unknown {
        let month = report.booked.closing.month;
        page.say(&text!(
            "note: no roster of {before} is published: who was on duty in the first hours of {month} is not known, so that a clean month is judged without breaches of theirs that nobody could be charged with",
            "提示：{before} 的班表还没有发布：不知道 {month} 月初几个小时谁当班，那时无法记到人的违规，未计入“整月无违规”的判断"
        ));
    }
    let cautions = cautions(&report.booked.closing);
    cautions.iter().for_each(|line| page.say(line));
    if !cautions.is_empty() {
        page.line("");
    }
}

/// A row a person, and the sums.
pub(super) fn table(booked: &Booked, lang: Lang) -> Table {
    let closing = &booked.closing;
    let rows = || closing.payroll.values();
    let used = |column: &&Column| column.always || rows().any(|p| (column.of)(p) != Fen::ZERO);
    let columns: Vec<(usize, &Column)> = COLUMNS
        .iter()
        .enumerate()
        .filter(|(_, c)| used(c))
        .collect();
    let capped = !closing.wages.is_empty();
    let mut headings = vec![pick(("person", "人员"), lang)];
    if capped {
        headings.push(pick((">cap", ">工资扣款上限"), lang));
    }
    headings.extend(columns.iter().map(|(_, column)| pick(column.heading, lang)));
    let mut table = Table::new(&headings);
    let shown = |index: usize, fen: Fen| match index {
        POINTS => term::points(fen),
        _ => fen.to_string(),
    };
    for (id, payroll) in &closing.payroll {
        let who = booked.people.get(id);
        let mut cells = vec![who.map_or_else(|| id.clone(), |who| who.shown())];
        if capped {
            let cap = booked.caps.get(id);
            cells.push(cap.map_or("–".to_owned(), Fen::to_string));
        }
        let columns = columns.iter();
        cells.extend(columns.map(|(index, column)| shown(*index, (column.of)(payroll))));
        table.row(cells);
    }
    let mut total = vec![pick(("total", "合计"), lang).to_owned()];
    if capped {
        total.push(String::new());
    }
    let columns = columns.iter();
    total.extend(columns.map(|(index, column)| shown(*index, rows().map(column.of).sum())));
    table.row(total);
    table
}

/// What is said of money taken from wages, where a close takes any.
fn cautions(closing: &Closing) -> Vec<Text> {
    let mut payrolls = closing.payroll.values();
    if payrolls.all(|payroll| payroll.cash == Fen::ZERO) {
        return Vec::new();
    }
    let mut lines = vec![caution::title()];
    if closing.uncapped {
        lines.push(text!(
            "  Closed without caps: where no wage was given, nothing says whether the deduction is lawful.",
            "  本次月结不设上限：没有给出工资的人，无从判断扣款是否合法。"
        ));
    }
    lines.extend(caution::cautions().iter().map(|one| {
        let Text { en, zh } = one.line();
        text!("  {en}", "  {zh}")
    }));
    lines
}

/// The report as JSON.
pub fn json(report: &Report) -> Value {
    let (booked, closing) = (&report.booked, &report.booked.closing);
    let one = |(id, payroll): (&String, &Payroll)| {
        let who = booked.people.get(id);
        json!({
            "person": id,
            "name": who.map_or(id.as_str(), |who| &who.name),
            "cap_fen": booked.caps.get(id),
            "cash_fen": payroll.cash,
            "cash_deducted_fen": payroll.cash_deducted,
            "bonus_fen": payroll.bonus,
            "bonus_deducted_fen": payroll.bonus_deducted,
            "over_cap_fen": payroll.over_cap(),
            "points_hundredths": payroll.points,
            "awards_fen": payroll.awards,
            "goods_fen": payroll.goods,
            "pay_fen": payroll.pay(),
        })
    };
    let files = |made: &Made| -> Vec<String> {
        let files = made.papers.iter().flatten();
        files.map(|path| path.display().to_string()).collect()
    };
    let made = report.made.as_ref();
    json!({
        "month": closing.month,
        "up_to": closing.up_to,
        "uncapped": closing.uncapped,
        "month_not_published": report.eve_unknown,
        "digest": closing.digest,
        "people": closing.payroll.iter().map(one).collect::<Vec<_>>(),
        "open_appeals": report.appeals,
        "waiting_reviews": report.reviews,
        "awards_not_judged": report.unjudged.iter().map(|name| &name.en).collect::<Vec<_>>(),
        "entry": made.map(|made| made.entry),
        "files": made.map(files).unwrap_or_default(),
        "head": report.head.0,
        "hash": hex(&report.head.1),
    })
}
