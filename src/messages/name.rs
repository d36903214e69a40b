//! Words for names: of people, shifts, skills, rules.

use super::near::{guess, list, quote};
use super::{Words, both};
use crate::input::{NameFlaw, Named};
use crate::text;
use crate::text::Text;

pub fn unknown_person(name: &str, known: &[String], roster: bool) -> Words {
    let (word, guess, list) = (quote(name), guess(name, known), list(known));
    let remedy = if roster {
        text!(
            "add the person to the team file, or delete the row when it is nobody's (totals, weekdays)",
            "把此人加入团队文件；不是某个人的行（合计、星期）请删掉"
        )
    } else {
        text!("add a section [[person]]", "为此人加一节 [[person]]")
    };
    Words::new(
        text!("{word} is not in the team", "团队里没有{word}"),
        text!(
            "No section [[person]] of the team file has this name or id.",
            "团队文件里没有哪一节 [[person]] 用这个姓名或工号。"
        ),
        both!(
            "{}The team is {}. Correct the name, or {}.",
            "{}团队成员：{}。请改正名字，或{}。",
            guess,
            list,
            remedy
        ),
    )
}

/// What several people are called; `people`: each with id and name.
pub fn several_people(name: &str, people: &[String]) -> Words {
    let (word, list) = (quote(name), list(people));
    Words::new(
        text!("{word} may mean several people", "{word}可能是几个人"),
        both!("So are called {}.", "叫这个名字的有{}。", list),
        text!("Give the id in place of the name.", "请写工号，不写姓名。"),
    )
}

pub fn unknown_shift(name: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(name), guess(name, known), list(known));
    Words::new(
        text!("there is no shift {word}", "没有班次{word}"),
        text!(
            "No section [[shift]] of the team file has this code.",
            "团队文件里没有哪一节 [[shift]] 用这个代号。"
        ),
        both!(
            "{}The shifts are {}; in rules also “any”, “night” and “day”, and “-” for rest where a day is fixed.",
            "{}现有班次：{}；规则里还可写“any”“night”“day”，固定某天休息写“-”。",
            guess,
            list
        ),
    )
}

pub fn unknown_skill(name: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(name), guess(name, known), list(known));
    Words::new(
        text!("there is no skill {word}", "没有技能{word}"),
        text!(
            "No section [[skill]] of the team file has this code.",
            "团队文件里没有哪一节 [[skill]] 用这个代号。"
        ),
        if known.is_empty() {
            text!(
                "Write a section [[skill]] with `code = \"…\"`, or leave the skill out here.",
                "写一节 [[skill]]，其中写 `code = \"…\"`；或在此处去掉这个技能。"
            )
        } else {
            both!(
                "{}The skills are {}. Correct the code, or write a section [[skill]] for it.",
                "{}现有技能：{}。请改正代号，或为它写一节 [[skill]]。",
                guess,
                list
            )
        },
    )
}

pub fn unknown_leave_kind(name: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(name), guess(name, known), list(known));
    Words::new(
        text!("there is no kind of leave {word}", "没有假别{word}"),
        text!(
            "It is none of the usual ones (年假, 病假, 事假, 调休, 婚假, 丧假, 产假, 陪产假, 育儿假), and no section [[leave-kind]] of the team file has this code or name.",
            "它不是常用的假别（年假、病假、事假、调休、婚假、丧假、产假、陪产假、育儿假），团队文件里也没有哪一节 [[leave-kind]] 用这个代号或名称。"
        ),
        if known.is_empty() {
            text!(
                "Write a section [[leave-kind]] with `code = \"…\"` and `name = \"…\"`, or leave `kind` out.",
                "写一节 [[leave-kind]]，其中写 `code = \"…\"` 和 `name = \"…\"`；或去掉 `kind`。"
            )
        } else {
            both!(
                "{}The kinds of leave are {}. Correct the word, or write a section [[leave-kind]] for it.",
                "{}现有假别：{}。请改正，或为它写一节 [[leave-kind]]。",
                guess,
                list
            )
        },
    )
}

pub fn unknown_rule(name: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(name), guess(name, known), list(known));
    Words::new(
        text!("there is no rule {word}", "没有规则{word}"),
        text!(
            "A rule that is not understood would silently not be kept, so it is refused.",
            "无法识别的规则会悄悄地不被遵守，所以不接受。"
        ),
        both!(
            "{}The rules are {}. `paiban rules` explains them.",
            "{}现有规则：{}。用 `paiban rules` 查看说明。",
            guess,
            list
        ),
    )
}

/// What a name is the name of.
pub fn kind(what: Named) -> Text {
    match what {
        Named::Team => text!("team", "团队"),
        Named::Person => text!("person", "人员"),
        Named::Shift => text!("shift", "班次"),
        Named::Skill => text!("skill", "技能"),
        Named::Day => text!("day", "日期"),
        Named::Demand => text!("demand", "需求"),
        Named::Section => text!("section", "部分"),
        Named::Contract => text!("contract", "合同"),
        Named::LeaveKind => text!("code", "代号"),
        Named::Holiday => text!("holiday", "节日"),
    }
}

pub fn twice(what: Named, name: &str) -> Words {
    let word = quote(name);
    match what {
        Named::Person => Words::new(
            text!("{word} is there twice", "{word}出现了两次"),
            text!(
                "Names and ids tell people apart, so that each belongs to one person, with one row in a roster.",
                "姓名和工号用来区分人员，每个只能属于一个人；排班表里每人一行。"
            ),
            text!(
                "Tell namesakes apart, for example by a number behind the name, or delete one of the two.",
                "同名的人请加以区分（例如在名字后加编号），或删掉重复的一处。"
            ),
        ),
        Named::Day => Words::new(
            text!("{word} is fixed twice", "{word}被固定了两次"),
            text!("A person has one shift a day.", "每人每天只有一个班。"),
            text!("Delete one of the two entries.", "删掉其中一处。"),
        ),
        Named::Demand => Words::new(
            match name {
                "all" => text!(
                    "the demand of every day is there twice",
                    "每天的需求写了两次"
                ),
                _ => text!(
                    "the demand of {word} is there twice",
                    "{word}的需求写了两次"
                ),
            },
            text!(
                "Two sections [[demand]] for the same days and the same skill do not add up: the second would replace the first.",
                "日期和技能都相同的两节 [[demand]] 不会相加，后一节会取代前一节。"
            ),
            text!(
                "Write all times of these days into one section.",
                "把这些日期的各时段写进同一节。"
            ),
        ),
        Named::Team
        | Named::Shift
        | Named::Skill
        | Named::Section
        | Named::Contract
        | Named::LeaveKind
        | Named::Holiday => {
            let kind = kind(what);
            Words::new(
                both!("the {} {word} is there twice", "{} {word}出现了两次", kind),
                text!(
                    "The code tells them apart, in the team file and in rosters.",
                    "在团队文件和排班表里都靠代号来区分。"
                ),
                text!(
                    "Give one of them another code, or delete it.",
                    "给其中一个换代号，或删掉它。"
                ),
            )
        }
    }
}

/// Two people of a team file who would be taken for one.
pub fn alike(name: &str, other: &str) -> Words {
    let (word, first) = (quote(name), quote(other));
    Words::new(
        text!(
            "{word} cannot be told from {first}",
            "{word}与{first}无法区分"
        ),
        text!(
            "People are found by id and name, whatever the case, the width and the blanks, since rosters and tables are typed by hand: in them both would be one person.",
            "按工号和姓名找人时不计大小写、全角半角和空格（班表和表格常是手工录入的），这两个会被当成同一个人。"
        ),
        text!(
            "If it is one person, delete one of the two; if there are two, give one another name or id, for example with a number behind it.",
            "是同一个人就删掉一处；是两个人就给其中一个换个姓名或工号，例如在后面加编号。"
        ),
    )
}

pub fn bad_name(what: Named, name: &str, flaw: NameFlaw) -> Words {
    let (word, kind) = (quote(name), kind(what));
    let title = both!("a {} cannot be called {word}", "{}不能叫{word}", kind);
    match flaw {
        NameFlaw::Empty => Words::new(
            both!("this {} has no name", "这个{}没有名字", kind),
            text!(
                "There is nothing between the quotation marks.",
                "引号之间没有内容。"
            ),
            text!("Write a name.", "请写上名字。"),
        ),
        NameFlaw::Reserved => Words::new(
            title,
            text!(
                "The word has a meaning of its own: rest, or several shifts at once.",
                "这个词另有含义：表示休息，或表示一类班次。"
            ),
            text!("Choose another code, such as “D”.", "换一个代号，例如“D”。"),
        ),
        NameFlaw::Contains(c) => {
            let c = mark(c);
            Words::new(
                title,
                both!(
                    "It contains {}, which cannot stand in the cell of a table.",
                    "其中含有{}，不能写在表格的格子里。",
                    c
                ),
                text!("Leave it out.", "请去掉它。"),
            )
        }
        NameFlaw::Begins(c) => {
            let c = mark(c);
            Words::new(
                title,
                both!(
                    "Excel takes what begins with {} for a formula.",
                    "Excel 会把以{}开头的内容当成公式。",
                    c
                ),
                text!(
                    "Let it begin with a letter or a digit.",
                    "请以文字或数字开头。"
                ),
            )
        }
    }
}

fn mark(c: char) -> Text {
    match c {
        ' ' | '\u{3000}' => text!("a blank", "空格"),
        c if c.is_control() => text!("an invisible character", "不可见的字符"),
        c => Text::same(format!("“{c}”")),
    }
}

pub fn name_clash(name: &str) -> Words {
    let word = quote(name);
    Words::new(
        text!(
            "{word} is both a person and a skill",
            "{word}既是人员又是技能"
        ),
        text!(
            "Where a rule says who it is for, {word} would mean all who have the skill.",
            "规则的适用对象写{word}时，会被理解为所有具备该技能的人。"
        ),
        text!(
            "Give the skill another code, or the person another id or name.",
            "给技能换一个代号，或给此人换一个工号或名字。"
        ),
    )
}

pub fn not_a_post(text: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!("{word} is a skill, not a post", "{word}是技能，不是岗位"),
        text!(
            "A shift is held at posts: skills of which whoever works uses exactly one a shift.",
            "班次要对应岗位：岗位是一种技能，上班的人每班恰好担任一个。"
        ),
        text!(
            "Write `post = true` in its section [[skill]], or leave it out here.",
            "在它的 [[skill]] 一节写 `post = true`，或在此处去掉。"
        ),
    )
}

pub fn no_post(person: &str) -> Words {
    let word = quote(person);
    Words::new(
        text!(
            "{word} has no skill that is a post",
            "{word}没有任何岗位技能"
        ),
        text!(
            "In a team with posts only those can work who can hold one.",
            "团队设有岗位时，只有能担任岗位的人才能上班。"
        ),
        text!(
            "Add a post to the person's `skills`.",
            "在此人的 `skills` 里加上一个岗位。"
        ),
    )
}

pub fn self_cover(person: &str) -> Words {
    let word = quote(person);
    Words::new(
        text!(
            "{word} would cover for their own leave",
            "{word}请假却由本人顶班"
        ),
        text!(
            "Who is on leave cannot be the one who covers.",
            "请假的人不能自己顶自己的班。"
        ),
        text!(
            "Name another person, or leave `cover` out.",
            "换一个人，或去掉 `cover`。"
        ),
    )
}

pub fn not_a_pair(found: usize) -> Words {
    Words::new(
        text!(
            "a pair is two people, here stand {found}",
            "一对应是两个人，这里写了 {found} 个"
        ),
        text!(
            "The rule compares the rosters of exactly two people.",
            "这条规则比较的是两个人的班。"
        ),
        text!(
            "Name two; for more people write the rule several times, as [[rules.…]].",
            "请写两个人；人多时把规则用 [[rules.…]] 写多次。"
        ),
    )
}
