//! Events from a table: one row each, columns in any order, headings in Chinese or English.
//!
//! All bad rows are named at once. What a policy says of an event (whether it needs minutes, who answers) is not
//! looked at here: the ledger's desk does that.

use super::sheet_file::{
    CellValue, Column, Field, Header, Reading, RowFault, RowFaultKind, SheetCell, SheetFile, Stamp,
    identifier, money, text, whole,
};
use crate::ledger::desk::NewEvent;
use crate::ledger::moment::{Moment, MomentError, Zone};
use crate::ledger::took::Took;

/// A column of a table of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Person,
    Category,
    Date,
    At,
    Evidence,
    Order,
    Minutes,
    Amount,
    Approved,
    Customer,
    Note,
    Leave,
    Case,
}

impl Column for Of {}

const fn field(column: Of, name: crate::text::Fixed, others: &'static [&'static str]) -> Field<Of> {
    Field {
        column,
        name,
        others,
    }
}

const CATEGORY: Field<Of> = field(
    Of::Category,
    ("category", "类别"),
    &[
        "类型",
        "事项",
        "违规类别",
        "违规类型",
        "违规事项",
        "type",
        "kind",
    ],
);

/// `at` and `时间` are the whole time where there is no column of dates, and the time of day where there is one.
const AT: Field<Of> = field(
    Of::At,
    ("at", "时间"),
    &["发生时间", "时刻", "钟点", "time", "date-time", "when"],
);

const FIELDS: [Field<Of>; 13] = [
    field(
        Of::Person,
        ("person", "人员"),
        &[
            "姓名",
            "工号",
            "员工",
            "员工姓名",
            "员工工号",
            "客服",
            "责任人",
            "name",
            "id",
            "agent",
            "employee",
        ],
    ),
    CATEGORY,
    AT,
    field(Of::Date, ("date", "日期"), &["发生日期", "day"]),
    field(
        Of::Evidence,
        ("evidence", "证据"),
        &["凭证", "证明", "依据", "单据", "单据号", "proof", "slip"],
    ),
    field(
        Of::Order,
        ("order", "订单"),
        &["订单号", "订单编号", "order-id", "order-no", "order-number"],
    ),
    field(
        Of::Minutes,
        ("minutes", "分钟"),
        &["用时", "耗时", "用时分钟", "min", "took"],
    ),
    field(
        Of::Amount,
        ("amount", "金额"),
        &[
            "付款金额",
            "赔付金额",
            "补偿金额",
            "退款金额",
            "payment",
            "paid",
        ],
    ),
    field(
        Of::Approved,
        ("approved-by", "批准人"),
        &["审批人", "批准", "approved", "approver"],
    ),
    field(
        Of::Customer,
        ("customer", "顾客"),
        &["买家", "顾客账号", "买家账号", "旺旺", "旺旺id", "buyer"],
    ),
    field(
        Of::Note,
        ("note", "内容"),
        &["备注", "付款内容", "付款备注", "remark"],
    ),
    field(
        Of::Leave,
        ("leave-of", "替谁"),
        &["请假人", "代谁", "替班对象", "covers-for"],
    ),
    field(
        Of::Case,
        ("case", "工单"),
        &["工单号", "案件", "案件号", "case-id", "case-no"],
    ),
];

/// Events with the numbers of their rows.
pub type Rows = Vec<(usize, NewEvent)>;

/// What a table of events says.
#[derive(Debug, Default)]
pub struct Read {
    /// The rows that can be read.
    pub rows: Rows,
    /// Every fault of the table, in its order.
    pub faults: Vec<RowFault>,
    /// Rows in which how long it took is a time to Excel, and what was made of it: whoever types `1:30` there has typed an
    /// hour and a half, and may have meant a minute and a half.
    pub clocks: Vec<(usize, Took)>,
}

/// Reads the events of a table, each with the number of its row.
///
/// # Errors
/// Every fault of the table, in its order.
pub fn read(table: &SheetFile, zone: Zone) -> Result<Rows, Vec<RowFault>> {
    let Read { rows, faults, .. } = read_all(table, zone);
    if faults.is_empty() {
        Ok(rows)
    } else {
        Err(faults)
    }
}

/// The rows that can be read, and every fault of the table.
pub fn read_all(table: &SheetFile, zone: Zone) -> Read {
    let mut read = Read::default();
    let header = match Header::of(table, &FIELDS) {
        Ok(header) => header,
        Err(faults) => return Read { faults, ..read },
    };
    let faults = &mut read.faults;
    if !header.has(Of::Category) {
        faults.push(header.missing(&CATEGORY));
    }
    if !header.has(Of::At) && !header.has(Of::Date) {
        faults.push(header.missing(&AT));
    }
    if !faults.is_empty() {
        return read;
    }
    for row in table.rows.iter().skip(1) {
        let mut reading = Reading::new(&header, row, &mut read.faults);
        let told = event(&mut reading, zone, &header);
        let cell = reading.cell(Of::Minutes).map(|cell| cell.value);
        let clock = matches!(cell, Some(CellValue::Stamp(_) | CellValue::Span(_)));
        if let Some(told) = told {
            let took = told.minutes.filter(|_| clock);
            read.clocks.extend(took.map(|took| (row.number, took)));
            read.rows.push((row.number, told));
        }
    }
    read
}

/// A row's event. Every cell is looked at, also behind one that is wrong.
fn event(row: &mut Reading<'_, Of>, zone: Zone, header: &Header<Of>) -> Option<NewEvent> {
    let category = row.required(Of::Category, text);
    let at = at(row, zone, header);
    let person = row.optional(Of::Person, identifier);
    let evidence = row.optional(Of::Evidence, text);
    let order = row.optional(Of::Order, identifier);
    let case = row.optional(Of::Case, |cell| whole(cell, &[]));
    let minutes = row.optional(Of::Minutes, took);
    let amount = row.optional(Of::Amount, money);
    let approved = row.optional(Of::Approved, identifier);
    let customer = row.optional(Of::Customer, identifier);
    let note = row.optional(Of::Note, text);
    let leave_of = row.optional(Of::Leave, identifier);
    Some(NewEvent {
        person,
        category: category?,
        at: at?,
        evidence: evidence.unwrap_or_default(),
        order,
        case,
        minutes,
        amount,
        approved,
        customer,
        note,
        leave_of,
        anyway: false,
    })
}

/// How long it took. A time of a workbook is what it is there: `1:30` is an hour and a half, however it is shown.
fn took(cell: &SheetCell) -> Result<Took, RowFaultKind> {
    let text = text(cell)?;
    match cell.value {
        CellValue::Span(seconds) => Ok(Took::of(0, seconds)),
        CellValue::Stamp(Stamp {
            date: None,
            seconds: Some(seconds),
        }) => Ok(Took::of(0, i64::from(seconds))),
        CellValue::Stamp(_) => Err(RowFaultKind::NotTook),
        _ => Took::parse(&text).ok_or(RowFaultKind::NotTook),
    }
}

/// When it happened, from the column of dates, that of times, or both.
fn at(row: &mut Reading<'_, Of>, zone: Zone, header: &Header<Of>) -> Option<Moment> {
    match (header.has(Of::Date), header.has(Of::At)) {
        (true, true) => {
            let day = row.required(Of::Date, |cell| half(cell, RowFaultKind::NotADate));
            let clock = row.required(Of::At, |cell| half(cell, RowFaultKind::NotAClock));
            let (day, clock) = (day?, clock?);
            let (column, joined) = match joined(day, clock) {
                Ok(stamp) => (Of::At, on_the_clock(stamp, zone)),
                Err((column, kind)) => (column, Err(kind)),
            };
            joined.map_err(|kind| row.fault(column, kind)).ok()
        }
        (true, false) => row.required(Of::Date, |cell| moment(cell, zone)),
        (false, _) => row.required(Of::At, |cell| moment(cell, zone)),
    }
}

/// A cell that says when in full.
fn moment(cell: &SheetCell, zone: Zone) -> Result<Moment, RowFaultKind> {
    // With its offset (`2026-12-05T21:40:00+08:00`) a time is itself, whatever the zone.
    let text = text(cell)?;
    let written = cell.value == CellValue::Text && text.contains(['Z', '+']) && text.contains('T');
    if written && let Ok(moment) = zone.read(&text) {
        return Ok(moment);
    }
    on_the_clock(half(cell, RowFaultKind::Moment(MomentError::Form))?, zone)
}

/// A cell that says when, or half of it.
fn half(cell: &SheetCell, otherwise: RowFaultKind) -> Result<Stamp, RowFaultKind> {
    let text = text(cell)?;
    match cell.value {
        CellValue::Stamp(stamp) | CellValue::Number(Some(stamp)) => Ok(stamp),
        CellValue::Number(None) | CellValue::Span(_) => Err(otherwise),
        _ => Stamp::parse(&text).ok_or_else(|| serial(&text).unwrap_or(otherwise)),
    }
}

/// In a CSV file a number is no date: nobody knows from which year the workbook counted.
fn serial(text: &str) -> Option<RowFaultKind> {
    let number: f64 = text.parse().ok()?;
    // 2009 to 2064; other numbers are rather something else.
    let meant = (40_000.0..60_000.0)
        .contains(&number)
        .then(|| Stamp::of_number(number, false));
    let meant = meant.flatten()?.to_string();
    Some(RowFaultKind::SerialNumber { meant })
}

/// A date and a time of day from two cells; where the second has a date too, it must be the same.
fn joined(day: Stamp, clock: Stamp) -> Result<Stamp, (Of, RowFaultKind)> {
    let date = day.date.ok_or((Of::Date, RowFaultKind::NotADate))?;
    let seconds = clock.seconds.ok_or((Of::At, RowFaultKind::NotAClock))?;
    if let Some(other) = clock.date.filter(|other| *other != date) {
        let (found, wanted) = (other.to_string(), date.to_string());
        return Err((Of::At, RowFaultKind::DatesDiffer { found, wanted }));
    }
    let twice = day.seconds.filter(|other| *other != 0 && *other != seconds);
    if twice.is_some() {
        return Err((Of::Date, RowFaultKind::NotADate));
    }
    Ok(Stamp {
        date: Some(date),
        seconds: Some(seconds),
    })
}

/// The moment that the clock on the wall shows so.
fn on_the_clock(stamp: Stamp, zone: Zone) -> Result<Moment, RowFaultKind> {
    match stamp {
        Stamp { date: None, .. } => Err(RowFaultKind::NoDate),
        Stamp { seconds: None, .. } => Err(RowFaultKind::NoClock),
        _ => zone.read(&stamp.to_string()).map_err(RowFaultKind::Moment),
    }
}
