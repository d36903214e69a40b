//! The table of bad reviews and complaints as a workbook, with the columns of the shop's rules (S1 四、2 ①) first.

use super::sheet::{Cell, Sheet};
use crate::ledger::cases::{CaseFile, Next};
use crate::text::{Fixed, Lang, Text, pick};
use rust_xlsxwriter::XlsxError;

/// A case with what it needs to be read.
pub struct Row<'a> {
    /// The case.
    pub file: &'a CaseFile,
    /// The name of its kind.
    pub kind: &'a Text,
    /// Who follows it up.
    pub who: String,
    /// The telephone number as it may be shown.
    pub phone: String,
    /// Whether it is late, or was.
    pub overdue: bool,
    /// What is due next.
    pub next: Option<Next>,
}

/// The columns, with their widths in characters.
const HEADS: [(Fixed, u16); 21] = [
    (("time", "时间"), 17),
    (("account", "旺旺id"), 16),
    (("telephone", "联系电话"), 14),
    (("goods", "购买物品"), 20),
    (("review", "评价内容"), 36),
    (("severity", "严重程度"), 10),
    (("what was done", "处理状态"), 14),
    (("how it stands", "进展状况"), 18),
    (("case", "案件"), 8),
    (("kind", "类型"), 12),
    (("problem", "问题类型"), 14),
    (("responsible", "责任方"), 10),
    (("order", "订单"), 16),
    (("followed up by", "跟进人"), 14),
    (("step", "步骤"), 16),
    (("due", "期限"), 17),
    (("overdue", "超期"), 8),
    (("next", "下一步"), 18),
    (("at", "时间点"), 17),
    (("closing call", "回访"), 17),
    (("result", "结果"), 30),
];

/// The workbook.
///
/// # Errors
/// None that fewer than a million cases bring.
pub fn xlsx(rows: &[Row<'_>], shop: &str, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let changed = rows.iter().flat_map(|row| &row.file.history);
    let seconds = changed.map(|note| note.recorded.seconds()).max();
    let sheet = Sheet {
        title: pick(("cases", "中差评与投诉"), lang),
        shop,
        seconds: seconds.unwrap_or_default(),
        heads: &HEADS,
        rows: rows.iter().map(|row| cells(row, lang)).collect(),
    };
    sheet.xlsx(lang)
}

fn cells(row: &Row<'_>, lang: Lang) -> Vec<Cell> {
    let (file, case) = (row.file, &row.file.case);
    let word = |words: Option<Fixed>| words.map(|words| pick(words, lang)).unwrap_or_default();
    let stands = match (file.stands, file.promised) {
        (Some(stands), Some(by)) => format!("{} {}", pick(stands.words(), lang), by.short()),
        (stands, _) => word(stands.map(|stands| stands.words())).to_owned(),
    };
    let (number, stage) = (file.stage.number(), pick(file.stage.words(), lang));
    let end = file.closed.as_ref().map(|(_, end)| end);
    let texts = |texts: &[&str]| -> Vec<Cell> {
        let texts = texts.iter();
        texts.map(|text| Cell::Text((*text).to_owned())).collect()
    };
    let mut cells = texts(&[
        &case.at.short(),
        &case.customer,
        &row.phone,
        case.facts.goods.as_deref().unwrap_or_default(),
        &case.about,
        pick(case.severity.words(), lang),
        word(file.contact.map(|contact| contact.words())),
        &stands,
    ]);
    // Numbers of entries are far below what a number of Excel holds.
    cells.push(Cell::Number(file.id as f64));
    cells.extend(texts(&[
        row.kind.get(lang),
        word(case.facts.problem.map(|problem| problem.words())),
        word(case.facts.party.map(|party| party.words())),
        case.order.as_deref().unwrap_or_default(),
        &row.who,
        &format!("{number} {stage}"),
        &case.due.short(),
        word(row.overdue.then_some(("yes", "是"))),
        word(row.next.map(|next| next.what.words())),
        &row.next.map(|next| next.at.short()).unwrap_or_default(),
        &end.and_then(|end| end.called)
            .map(|at| at.short())
            .unwrap_or_default(),
        end.map(|end| end.result.as_str()).unwrap_or_default(),
    ]));
    cells
}
