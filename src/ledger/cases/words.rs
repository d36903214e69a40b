//! The words of cases in both languages, once for the terminal and for tables.

use super::What;
use crate::ledger::entry::{CaseState, Contact, Party, Problem, Severity, Stage, Stands};
use crate::text::Fixed;

impl Severity {
    /// Its words.
    pub fn words(self) -> Fixed {
        match self {
            Severity::Severe => ("severe", "严重"),
            Severity::Normal => ("normal", "一般"),
            Severity::Minor => ("minor", "轻微"),
        }
    }
}

impl CaseState {
    /// Its words.
    pub fn words(self) -> Fixed {
        match self {
            CaseState::Open => ("open", "未处理"),
            CaseState::Messaged => ("messaged", "已留言"),
            CaseState::Texted => ("texted", "已发短信"),
            CaseState::Called => ("called", "已致电"),
            CaseState::Promised => ("promised", "已承诺"),
            CaseState::Compensation => ("compensation", "待补偿"),
            CaseState::Refused => ("refused", "已拒绝"),
            CaseState::Changed => ("changed", "已删改"),
            CaseState::Closed => ("closed", "已结案"),
        }
    }
}

impl Problem {
    /// Its words, as the shop's rules have them.
    pub fn words(self) -> Fixed {
        match self {
            Problem::NotAsImagined => ("not as imagined", "与想象不符"),
            Problem::Service => ("service", "服务不满意"),
            Problem::Short => ("less was sent", "少发货"),
            Problem::OutOfStock => ("out of stock", "缺货"),
            Problem::Late => ("late", "到货延迟"),
            Problem::Damaged => ("damaged on its way", "运输破损"),
            Problem::Quality => ("quality", "质量问题"),
        }
    }
}

impl Party {
    /// Its words.
    pub fn words(self) -> Fixed {
        match self {
            Party::Shop => ("shop", "店铺"),
            Party::Warehouse => ("warehouse", "仓库"),
            Party::Carrier => ("carrier", "快递"),
            Party::Customer => ("customer", "买家"),
        }
    }
}

impl Contact {
    /// Its words, as the shop's table has them.
    pub fn words(self) -> Fixed {
        match self {
            Contact::Messaged => ("messaged", "已旺旺留言"),
            Contact::Texted => ("texted", "已发送短信"),
            Contact::Called => ("called", "已电话沟通"),
        }
    }
}

impl Stands {
    /// Its words, as the shop's table has them.
    pub fn words(self) -> Fixed {
        match self {
            Stands::Changed => ("deleted or changed", "已删除/修改"),
            Stands::Promised => ("promised to change", "答应修改"),
            Stands::Refused => ("refuses to change", "拒绝修改"),
            Stands::Compensation => ("waits for compensation", "等待补偿后修改"),
        }
    }
}

impl Stage {
    /// Its words, as the flow has them.
    pub fn words(self) -> Fixed {
        match self {
            Stage::Report => ("report", "客户报修"),
            Stage::Registration => ("registration", "信息登记"),
            Stage::Confirmation => ("confirmation", "问题确认"),
            Stage::Solution => ("solution", "解决方案制定"),
            Stage::CarryingOut => ("carrying out", "实施解决方案"),
            Stage::Feedback => ("feedback", "客户反馈"),
            Stage::Analysis => ("analysis", "反馈分析"),
            Stage::EndConfirmed => ("end confirmed", "问题解决确认"),
            Stage::Closing => ("closing", "关闭工单"),
        }
    }
}

impl What {
    /// Its words.
    pub fn words(self) -> Fixed {
        match self {
            What::Write => ("write to the customer", "给买家留言"),
            What::Call => ("call the customer", "电话沟通"),
            What::CheckPromise => ("see whether it was changed", "查看是否已修改"),
            What::Compensate => ("compensate", "补偿"),
            What::Solve => ("find a solution", "商定解决办法"),
            What::CarryOut => ("carry out what was agreed", "实施解决方案"),
            What::AskBack => ("ask whether it helped", "索取顾客反馈"),
            What::Learn => ("note what is to be learnt", "分析反馈"),
            What::Confirm => ("have the customer confirm the end", "确认问题已解决"),
            What::Close => ("call back and close", "回访结案"),
        }
    }
}
