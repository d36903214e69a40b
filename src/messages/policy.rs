//! Words for policy files.

mod value;

use super::near::{guess, list, quote};
use super::{Words, both};
use crate::input::policy_file::{Part, PolicyFlaw};
use crate::text;
use crate::text::Text;

pub fn flaw(flaw: &PolicyFlaw) -> Words {
    use PolicyFlaw as P;
    match flaw {
        P::Empty => empty(),
        P::Table => table(),
        P::UnknownSection { name, known } => unknown_section(name, known),
        P::MissingKey { key } => missing_key(key),
        P::Blank { key } => blank(key),
        P::BadId { part, id } => bad_id(*part, id),
        P::Twice { part, id } => twice(*part, id),
        P::UnknownLadder { id, known } => unknown_ladder(id, known),
        P::NoSteps => value::no_steps(),
        P::BadStep { text } => value::bad_step(text),
        P::BareGrowth { text } => value::bare_growth(text),
        P::GrowthNotLast { text } => value::growth_not_last(text),
        P::ReviewNotLast => value::review_not_last(),
        P::StepDown { text, before } => value::step_down(text, before),
        P::BadWindow { text } => value::bad_window(text),
        P::BadLimit { text } => value::bad_limit(text),
        P::BadAmount { text, error } => value::bad_amount(text, *error),
        P::NotPositive { text } => value::not_positive(text),
        P::NothingClean => nothing_clean(),
        P::PaymentOnLadder => payment_on_ladder(),
        P::NoPaymentLimits => no_payment_limits(),
        P::PaymentOrder => payment_order(),
        P::PaymentRole => payment_role(),
        P::CapsWithoutCash => caps_without_cash(),
        P::CaseHours { found } => case_hours(*found),
        P::CaseOrder => case_order(),
    }
}

fn empty() -> Words {
    Words::new(
        text!("the policy file is empty", "制度文件是空的"),
        text!(
            "It must say what the policy is called, from which day it holds, and what can be recorded.",
            "文件必须说明制度的名称、生效日期，以及可以记录哪些事项。"
        ),
        text!(
            "Write the section [policy], a [[category]] for each thing that can be recorded, and a [[ladder]] for what it brings.",
            "请写出 [policy] 一节，为每种可记录的事项写一节 [[category]]，并用 [[ladder]] 写明后果。"
        ),
    )
}

fn table() -> Words {
    Words::new(
        text!(
            "this is a table, not a policy file",
            "这是表格，不是制度文件"
        ),
        text!(
            "A policy file is TOML: sections such as [policy] and lines such as `name = \"…\"`.",
            "制度文件是 TOML：由 [policy] 这样的节和 `name = \"…\"` 这样的行组成。"
        ),
        text!(
            "Give the policy file here; tables of events are imported elsewhere.",
            "请在此处给出制度文件；事件表格请用导入功能。"
        ),
    )
}

fn unknown_section(name: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(name), guess(name, known), list(known));
    Words::new(
        text!(
            "a policy has no section {word}",
            "制度文件里没有{word}这一节"
        ),
        text!(
            "What is not understood would silently not hold for anybody, so it is refused.",
            "无法识别的内容会悄悄地对谁都不生效，所以不接受。"
        ),
        both!("{}The sections are {}.", "{}可用的节：{}。", guess, list),
    )
}

/// What a key's line may look like.
fn example(key: &str) -> &'static str {
    match key {
        "id" => "\"complaint\"",
        "version" => "\"1\"",
        "from" => "2026-01-01",
        "mode" => "\"points\"",
        "window" => "\"month\"",
        "steps" => "[\"warning\", \"50\", \"review\"]",
        "amount" => "\"100\"",
        "paid" => "true",
        "by" => "\"manager\"",
        "hours" => "[24, 48, 72]",
        _ => "\"…\"",
    }
}

fn missing_key(key: &str) -> Words {
    if key == "policy" {
        return Words::new(
            text!("the section [policy] is missing", "缺少 [policy] 一节"),
            text!(
                "It gives the policy its name, its version and the day from which it holds.",
                "它给出制度的名称、版本和生效日期。"
            ),
            text!(
                "Write at the top of the file: [policy], and below it the lines `id`, `name`, `version`, `from` and `mode`.",
                "在文件开头写 [policy]，下面各行写 `id`、`name`、`version`、`from` 和 `mode`。"
            ),
        );
    }
    let (word, example) = (quote(key), example(key));
    Words::new(
        text!("the key {word} is missing here", "这里缺少{word}"),
        text!(
            "A policy is complete, so that nobody has to guess what holds.",
            "制度必须写完整，不能让人去猜。"
        ),
        text!(
            "Add to it: `{key} = {example}`.",
            "请在其中加上 `{key} = {example}`。"
        ),
    )
}

fn blank(key: &str) -> Words {
    let word = quote(key);
    Words::new(
        text!("{word} says nothing", "{word}没有内容"),
        text!(
            "It stands in statements that people sign, and must not be empty.",
            "它会写进员工签字的确认单，不能空着。"
        ),
        text!(
            "Write something between the quotation marks.",
            "请在引号之间写上内容。"
        ),
    )
}

/// What an id is the id of.
fn kind(part: Part) -> Text {
    match part {
        Part::Policy => text!("policy", "制度"),
        Part::Ladder => text!("ladder", "阶梯"),
        Part::Category => text!("category", "类别"),
        Part::Award => text!("award", "奖励"),
        Part::Case => text!("kind of case", "案件类型"),
    }
}

fn bad_id(part: Part, id: &str) -> Words {
    let (word, kind) = (quote(id), kind(part));
    Words::new(
        both!(
            "{word} cannot be the id of a {}",
            "{word}不能作{}的 id",
            kind
        ),
        text!(
            "Ids are typed in commands and never change; what people read is the `name`.",
            "id 要在命令里输入，并且永远不变；给人看的是 `name`。"
        ),
        text!(
            "Write up to 40 lower-case letters, digits and hyphens, beginning with a letter, such as “late” or “missed-duty”.",
            "请用小写英文字母、数字和连字符，以字母开头，最多 40 个字符，例如“late”“missed-duty”。"
        ),
    )
}

fn twice(part: Part, id: &str) -> Words {
    let (word, kind) = (quote(id), kind(part));
    Words::new(
        both!("the {} {word} is there twice", "{}{word}出现了两次", kind),
        text!(
            "Entries of the ledger name it by its id, and must mean one thing only.",
            "台账里的记录用 id 指明它，只能有一个意思。"
        ),
        text!(
            "Give one of them another id, or delete it.",
            "给其中一个换 id，或删掉它。"
        ),
    )
}

fn unknown_ladder(id: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(id), guess(id, known), list(known));
    let fix = if known.is_empty() {
        text!(
            "Write a section [[ladder]] with this id, or leave the ladder out here: then it is written down without consequence.",
            "写一节用这个 id 的 [[ladder]]，或在此处去掉：那样只记录，没有后果。"
        )
    } else {
        both!(
            "{}The ladders are {}. Correct the id, or write a section [[ladder]] for it.",
            "{}现有阶梯：{}。请改正 id，或为它写一节 [[ladder]]。",
            guess,
            list
        )
    };
    Words::new(
        text!("there is no ladder {word}", "没有阶梯{word}"),
        text!(
            "No section [[ladder]] of this policy has this id; those of other policies do not count.",
            "本制度里没有哪一节 [[ladder]] 用这个 id；其他制度的阶梯不能借用。"
        ),
        fix,
    )
}

fn nothing_clean() -> Words {
    Words::new(
        text!("this award asks for nothing", "这项奖励没有任何条件"),
        text!(
            "It is earned by a month in which nothing stands on some ladders, and there are none here.",
            "当月某些阶梯上没有违规才能得到奖励，这里却没有阶梯。"
        ),
        text!(
            "Name ladders, such as `clean = [\"conduct\"]`; without `clean` all ladders of the policy count.",
            "写上阶梯，例如 `clean = [\"conduct\"]`；不写 `clean` 则看本制度的所有阶梯。"
        ),
    )
}

fn payment_on_ladder() -> Words {
    Words::new(
        text!(
            "a payment to a customer cannot have a ladder",
            "付给顾客的款项不能设阶梯"
        ),
        text!(
            "To pay a customer within one's limit is no breach, and must not bring a step.",
            "在权限内付款给顾客不是违规，不应有后果。"
        ),
        text!(
            "Leave `ladder` out here, and write a category of its own for payments against the rules.",
            "在此处去掉 `ladder`；违规付款请另写一个类别。"
        ),
    )
}

fn no_payment_limits() -> Words {
    Words::new(
        text!("nobody may approve this payment", "没有人有权批准这种付款"),
        text!(
            "Money for customers needs limits, and the policy has no section [[payment]].",
            "付给顾客的款项要有权限规定，而本制度没有 [[payment]] 一节。"
        ),
        text!(
            "Write [[payment]] with `up-to = \"30\"` and `by = \"agent\"`, and one without `up-to` for larger ones.",
            "写一节 [[payment]]，其中写 `up-to = \"30\"` 和 `by = \"agent\"`；更大的金额再写一节，不写 `up-to`。"
        ),
    )
}

fn payment_order() -> Words {
    Words::new(
        text!(
            "nothing is left for this limit of payments",
            "这条付款权限不会起作用"
        ),
        text!(
            "The sections [[payment]] before it cover all that it covers.",
            "前面的 [[payment]] 已经包括了它的全部范围。"
        ),
        text!(
            "Write the limits from the smallest to the largest; the one without `up-to` comes last.",
            "请按金额从小到大书写；不写 `up-to` 的放在最后。"
        ),
    )
}

fn payment_role() -> Words {
    Words::new(
        text!(
            "a larger payment takes a lesser role here",
            "这里金额更大，批准人的级别反而更低"
        ),
        text!(
            "Whoever may approve more may also approve less; the roles are agent, supervisor, manager.",
            "能批准大额的人也能批准小额；级别依次是 agent、supervisor、manager。"
        ),
        text!(
            "Exchange the roles in `by`, or correct one.",
            "交换 `by` 里的角色，或改正其中一个。"
        ),
    )
}

fn caps_without_cash() -> Words {
    Words::new(
        text!(
            "[caps] has no meaning in this mode",
            "[caps] 在这种方式下没有意义"
        ),
        text!(
            "Caps limit what is deducted from the wage, and only `mode = \"cash\"` deducts from it.",
            "[caps] 限制从工资中扣除的金额，而只有 `mode = \"cash\"` 才从工资中扣。"
        ),
        text!(
            "Delete [caps], or write `mode = \"cash\"`.",
            "删掉 [caps]，或写 `mode = \"cash\"`。"
        ),
    )
}

fn case_hours(found: usize) -> Words {
    Words::new(
        text!(
            "three numbers of hours are needed, here stand {found}",
            "应写三个小时数，这里写了 {found} 个"
        ),
        text!(
            "A case is severe, normal or minor, and each has its deadline.",
            "案件分严重、一般、轻微，各有期限。"
        ),
        text!(
            "Write them in this order, such as [24, 48, 72].",
            "按此顺序书写，例如 [24, 48, 72]。"
        ),
    )
}

fn case_order() -> Words {
    Words::new(
        text!(
            "a lighter case has less time here than a severe one",
            "这里较轻案件的期限比严重的还短"
        ),
        text!(
            "The severe ones come first: the hours are those of severe, normal and minor cases.",
            "严重的优先处理：依次是严重、一般、轻微案件的小时数。"
        ),
        text!(
            "Write them from the fewest to the most, such as [24, 48, 72].",
            "按从少到多书写，例如 [24, 48, 72]。"
        ),
    )
}
