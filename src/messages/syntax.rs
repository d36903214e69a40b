//! Words for what is not TOML.

use super::Words;
use super::near::quote;
use crate::input::Flaw;
use crate::text;

pub fn flaw(flaw: &Flaw) -> Words {
    match flaw {
        Flaw::Unquoted { text } => unquoted(text),
        Flaw::OpenText => Words::new(
            text!("this text does not end", "这段文字没有结束"),
            text!(
                "It begins with a quotation mark that is not closed on the same line.",
                "它以引号开头，同一行里却没有配对的引号。"
            ),
            text!("Write the same mark at its end.", "在末尾补上同样的引号。"),
        ),
        Flaw::Backslash => Words::new(
            text!("a backslash stands in this text", "这段文字里有反斜杠"),
            text!(
                "Between double quotation marks a backslash begins a special character.",
                "在双引号里，反斜杠表示特殊字符的开始。"
            ),
            text!(
                "Write paths with /, or put the text between single quotation marks: '…'.",
                "路径请用 / 书写，或把这段文字放在单引号里：'…'。"
            ),
        ),
        Flaw::OpenBracket { bracket } => open_bracket(*bracket),
        Flaw::OpenHeader => Words::new(
            text!("this section's name is not closed", "这一节的名称没有结束"),
            text!(
                "A section begins with a line like [team] or [[person]], with as many brackets on both sides.",
                "一节以 [team] 或 [[person]] 这样的一行开头，两边的方括号要一样多。"
            ),
            text!("Write the missing bracket.", "补上缺少的方括号。"),
        ),
        Flaw::NoEquals { text } => no_equals(text),
        Flaw::NoValue => Words::new(
            text!("nothing stands after “=”", "“=”后面没有内容"),
            text!(
                "Every key has a value on the same line.",
                "每个键在同一行都要有值。"
            ),
            text!(
                "Write the value, or delete the line.",
                "写上值，或删掉这一行。"
            ),
        ),
        Flaw::NoComma => Words::new(
            text!("a comma is missing here", "这里缺少逗号"),
            text!(
                "The parts of a list are separated by commas.",
                "列表的各项之间用逗号分开。"
            ),
            text!("Write “,” between the two.", "在两项之间写“,”。"),
        ),
        Flaw::ExtraComma => Words::new(
            text!("there is a comma too many here", "这里多了一个逗号"),
            text!(
                "Between two commas something must stand.",
                "两个逗号之间必须有内容。"
            ),
            text!("Delete one of the commas.", "删掉一个逗号。"),
        ),
        Flaw::AfterValue { text } => after_value(text),
        Flaw::BadKey { text } => bad_key(text),
        Flaw::BadNumber { text } => bad_number(text),
        Flaw::Invisible => Words::new(
            text!(
                "an invisible character stands here",
                "这里有一个不可见的字符"
            ),
            text!(
                "It often comes along when text is copied from a web page or a chat.",
                "从网页或聊天窗口复制文字时，常会带进这种字符。"
            ),
            text!(
                "Delete the text here and type it anew.",
                "删掉这里的文字，重新输入。"
            ),
        ),
        Flaw::FullWidth { found, wanted } => full_width(*found, *wanted),
        Flaw::Table => Words::new(
            text!("this is a table, not a team file", "这是表格，不是团队文件"),
            text!(
                "A team file is TOML: sections such as [team] and lines such as `name = \"…\"`.",
                "团队文件是 TOML：由 [team] 这样的节和 `name = \"…\"` 这样的行组成。"
            ),
            text!(
                "Give the team file first; rosters are given where a roster is asked for.",
                "请先给出团队文件；排班表放在要求排班表的位置。"
            ),
        ),
        Flaw::Other { detail } => Words::new(
            text!("this is not valid TOML", "这里不符合 TOML 的写法"),
            text!(
                "The reader of the file says: {detail}.",
                "读取程序的提示（英文）：{detail}。"
            ),
            text!(
                "Compare the line with its neighbours: quotation marks, commas, brackets.",
                "与相邻的行对照，检查引号、逗号和括号。"
            ),
        ),
    }
}

fn unquoted(text: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!("{word} needs quotation marks", "{word}要加引号"),
        text!(
            "Texts and times stand between quotation marks; only numbers, dates and true/false stand without.",
            "文字和时间要写在引号里；只有数字、日期和 true/false 不加引号。"
        ),
        match text {
            "yes" | "Yes" | "True" | "TRUE" | "是" => text!(
                "For yes write `true`; for a text write it between \"…\".",
                "表示“是”请写 `true`；如果是文字，请写在 \"…\" 里。"
            ),
            "no" | "No" | "False" | "FALSE" | "否" => text!(
                "For no write `false`; for a text write it between \"…\".",
                "表示“否”请写 `false`；如果是文字，请写在 \"…\" 里。"
            ),
            _ => text!("Write it between \"…\".", "请写在 \"…\" 里。"),
        },
    )
}

fn open_bracket(bracket: char) -> Words {
    let close = if bracket == '[' { ']' } else { '}' };
    Words::new(
        text!("this “{bracket}” is not closed", "这个“{bracket}”没有配对"),
        text!(
            "What begins with “{bracket}” ends with “{close}”, before the next key or section.",
            "以“{bracket}”开头的内容要以“{close}”结束，然后才能写下一个键或下一节。"
        ),
        text!(
            "Write “{close}” after its last part.",
            "在最后一项之后写上“{close}”。"
        ),
    )
}

fn no_equals(text: &str) -> Words {
    let line = quote(text);
    Words::new(
        text!("{line} has no “=”", "{line}里没有“=”"),
        text!(
            "A line is a section such as [team], a key with its value such as `name = \"…\"`, or a comment after #.",
            "每一行要么是 [team] 这样的节，要么是 `name = \"…\"` 这样的键和值，要么是 # 后的注释。"
        ),
        text!(
            "Write “=” between the key and its value; put # before a comment, and [ ] around a section.",
            "在键和值之间写“=”；注释前加 #，节名两边加 [ ]。"
        ),
    )
}

fn after_value(text: &str) -> Words {
    let rest = quote(text);
    Words::new(
        text!(
            "{rest} does not belong on this line",
            "{rest}不应写在这一行"
        ),
        text!(
            "A line holds one key and its value.",
            "一行只写一个键和它的值。"
        ),
        text!(
            "Begin a new line for the next key, put texts between quotation marks and several values between [ ]; write decimals with a point.",
            "下一个键另起一行；文字加引号，多个值写在 [ ] 里，小数用小数点。"
        ),
    )
}

fn bad_key(text: &str) -> Words {
    let key = quote(text);
    Words::new(
        text!("{key} cannot be a key as it stands", "{key}不能直接作键"),
        text!(
            "Keys are the English words of the team file; dates, times and names that serve as keys need quotation marks.",
            "键是团队文件规定的英文词；日期、时间和姓名、假别等名称作键时要加引号。"
        ),
        text!(
            "Write the English key, or quotation marks around a date, a time or a name.",
            "改用规定的英文键；如果是日期、时间或名称，请加引号。"
        ),
    )
}

fn bad_number(text: &str) -> Words {
    let number = quote(text);
    Words::new(
        text!(
            "{number} is not a number as TOML writes it",
            "{number}不是合法的数字"
        ),
        text!(
            "Numbers do not begin with 0 or +0 and have at most one point.",
            "数字不能以 0 开头（0.5 这样的小数除外），小数点至多一个。"
        ),
        text!(
            "Write a plain number such as 8 or 7.5; a number that is a name, such as \"007\", needs quotation marks.",
            "写成 8 或 7.5 这样的数字；如果是工号之类（如 \"007\"），请加引号。"
        ),
    )
}

fn full_width(found: char, wanted: char) -> Words {
    Words::new(
        text!(
            "{found} is punctuation of the Chinese keyboard",
            "{found} 是中文标点"
        ),
        text!(
            "Outside of texts only the plain marks of the English keyboard are understood.",
            "除了引号里的文字，只认英文标点。"
        ),
        text!(
            "Write {wanted} instead, with the input method switched to English.",
            "切换到英文输入法，改成 {wanted} 。"
        ),
    )
}
