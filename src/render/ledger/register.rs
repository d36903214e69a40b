//! The register of payments for accounting (S1 四、3): every payment with its slip, a place for a signature, and the remark
//! that the payment bears, “content_agent”.

use super::sheet::{Cell, Sheet};
use crate::ledger::payments::Payment;
use crate::text::{Fixed, Lang, pick};
use rust_xlsxwriter::XlsxError;

/// A payment with what it needs to be read.
pub struct Row<'a> {
    /// The payment.
    pub payment: &'a Payment,
    /// What kind of payment it is.
    pub kind: String,
    /// Who paid.
    pub who: String,
    /// The remark that it bears.
    pub remark: String,
}

/// The columns, with their widths in characters.
const HEADS: [(Fixed, u16); 13] = [
    (("entry", "编号"), 8),
    (("time", "时间"), 17),
    (("paid by", "经手人"), 14),
    (("kind", "类别"), 12),
    (("order", "订单"), 16),
    (("case", "案件"), 8),
    (("customer", "买家"), 16),
    (("amount", "金额"), 10),
    (("slip", "单据"), 16),
    (("remark (content_agent)", "备注（内容_客服姓名）"), 26),
    (("approved by", "批准人"), 14),
    (("state", "状态"), 12),
    (("signature", "签字"), 16),
];

/// The workbook.
///
/// # Errors
/// None that fewer than a million payments bring.
pub fn xlsx(rows: &[Row<'_>], title: &str, shop: &str, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let seconds = rows.iter().map(|row| row.payment.recorded.seconds()).max();
    let sheet = Sheet {
        title,
        shop,
        seconds: seconds.unwrap_or_default(),
        heads: &HEADS,
        rows: rows.iter().map(|row| cells(row, lang)).collect(),
    };
    sheet.xlsx(lang)
}

fn cells(row: &Row<'_>, lang: Lang) -> Vec<Cell> {
    let (payment, event) = (row.payment, &row.payment.event);
    let text = |text: &str| Cell::Text(text.to_owned());
    let state = if payment.waits().is_some() {
        ("waits for approval", "等待批准")
    } else {
        ("may be paid", "可付款")
    };
    let case = event.case.map(|case| case.to_string());
    vec![
        // Numbers of entries are far below what a number of Excel holds.
        Cell::Number(payment.id as f64),
        text(&event.at.short()),
        text(&row.who),
        text(&row.kind),
        text(payment.about.order.as_deref().unwrap_or_default()),
        text(case.as_deref().unwrap_or_default()),
        text(payment.about.customer.as_deref().unwrap_or_default()),
        Cell::Yuan(payment.amount().0),
        text(&event.evidence),
        text(&row.remark),
        text(payment.approved_by().unwrap_or_default()),
        text(pick(state, lang)),
        text(""),
    ]
}
