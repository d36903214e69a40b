//! Headings of tables of contacts, known by name in any row near the top.

use crate::input::sheet_file::{RowFault, RowFaultKind, SheetCell, SheetFile, SheetRow};

/// Rows at the top in which the headings may stand.
const TITLES: usize = 20;

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Date,
    Time,
    Count,
    Handling,
    Skill,
}

/// Headings, folded, the better ones of a kind first: of those who asked and those who were served, whoever asked.
const HEADINGS: [(Of, &[&str]); 5] = [
    (
        Of::Date,
        &["date", "日期", "统计日期", "day", "数据日期", "业务日期"],
    ),
    (
        Of::Time,
        &[
            "time",
            "时间",
            "时段",
            "时间段",
            "slot",
            "halfhour",
            "interval",
            "小时",
            "hour",
            "开始时间",
            "start",
            "starttime",
            "进线时间",
            "接入时间",
            "咨询时间",
            "会话开始时间",
            "创建时间",
            "来电时间",
            "呼入时间",
            "datetime",
            "timestamp",
            "at",
        ],
    ),
    (
        Of::Count,
        &[
            "offered",
            "contacts",
            "咨询人数",
            "咨询量",
            "进线量",
            "进线数",
            "来电量",
            "来电数",
            "呼入量",
            "会话量",
            "会话数",
            "接待人数",
            "接待量",
            "calls",
            "volume",
            "count",
            "chats",
            "数量",
            "人数",
        ],
    ),
    (
        Of::Handling,
        &[
            "handling",
            "aht",
            "平均处理时长",
            "平均会话时长",
            "平均通话时长",
            "平均接待时长",
            "平均处理时间",
        ],
    ),
    (
        Of::Skill,
        &[
            "skill",
            "queue",
            "type",
            "技能",
            "技能组",
            "队列",
            "业务类型",
            "分组",
            "客服组",
        ],
    ),
];

/// The headings, and what was not taken for the number of contacts.
pub struct Header {
    pub row: usize,
    columns: Vec<(Of, usize, String)>,
    pub passed_over: Vec<String>,
}

fn fold(text: &str) -> String {
    let text = text.split(['(', '（', '[']).next().unwrap_or(text);
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '_' | ':' | '：');
    text.to_lowercase().chars().filter(kept).collect()
}

impl Header {
    /// The first row near the top that has times and is headings.
    pub fn of(table: &SheetFile) -> Result<Header, Vec<RowFault>> {
        let nothing = |row, kind| RowFault {
            row,
            column: String::new(),
            cell: String::new(),
            kind,
        };
        let Some(first) = table.rows.first() else {
            return Err(vec![nothing(0, RowFaultKind::EmptyTable)]);
        };
        let found = table.rows.iter().take(TITLES).map(Header::in_row);
        let Some(header) = found
            .into_iter()
            .find(|h| h.has(Of::Date) || h.has(Of::Time))
        else {
            return Err(vec![nothing(first.number, RowFaultKind::NoTimes)]);
        };
        if table.rows.iter().all(|row| row.number <= header.row) {
            return Err(vec![nothing(header.row, RowFaultKind::NoRows)]);
        }
        Ok(header)
    }

    fn in_row(row: &SheetRow) -> Header {
        let mut header = Header {
            row: row.number,
            columns: Vec::new(),
            passed_over: Vec::new(),
        };
        for (of, names) in HEADINGS {
            let rank = |cell: &SheetCell| {
                let heading = fold(&cell.text);
                names.iter().position(|known| *known == heading)
            };
            let mut cells: Vec<(usize, &SheetCell)> = row
                .cells
                .iter()
                .filter_map(|cell| Some((rank(cell)?, cell)))
                .collect();
            cells.sort_by_key(|(rank, cell)| (*rank, cell.column));
            let mut cells = cells.into_iter().map(|(_, cell)| cell);
            if let Some(cell) = cells.next() {
                header.columns.push((of, cell.column, cell.text.clone()));
            }
            if of == Of::Count {
                header.passed_over = cells.map(|cell| cell.text.clone()).collect();
            }
        }
        header
    }

    pub fn place(&self, of: Of) -> Option<&(Of, usize, String)> {
        self.columns.iter().find(|(o, ..)| *o == of)
    }

    pub fn has(&self, of: Of) -> bool {
        self.place(of).is_some()
    }

    pub fn name(&self, of: Of) -> Option<String> {
        self.place(of).map(|(.., name)| name.clone())
    }
}
