//! Words for whole files: that cannot be read, are no text, or lack a part.

use super::Words;
use super::near::quote;
use crate::input::Looks;
use crate::text;
use crate::text::Text;
use std::io::ErrorKind;

pub fn cannot_read(file: &str, reason: ErrorKind, detail: &str) -> Words {
    let file = quote(file);
    Words::new(
        text!("{file} cannot be read", "{file}无法读取"),
        reading(reason, detail),
        match reason {
            ErrorKind::NotFound => text!(
                "Check the spelling of the name and the folder you are in.",
                "检查文件名的拼写，以及当前所在的文件夹。"
            ),
            ErrorKind::IsADirectory => text!(
                "Give the name of a file in that folder.",
                "请写出该文件夹里的文件名。"
            ),
            ErrorKind::PermissionDenied => text!(
                "Ask the owner of the file for the right to read it, or work on a copy.",
                "向文件的所有者申请读取权限，或使用它的副本。"
            ),
            _ => text!(
                "Close other programs that hold the file, or work on a copy.",
                "关闭占用该文件的其他程序，或使用它的副本。"
            ),
        },
    )
}

fn reading(reason: ErrorKind, detail: &str) -> Text {
    match reason {
        ErrorKind::NotFound => text!("There is no such file.", "没有这个文件。"),
        ErrorKind::IsADirectory => text!("It is a folder.", "这是一个文件夹。"),
        ErrorKind::PermissionDenied => text!("You may not read it.", "你没有读取它的权限。"),
        ErrorKind::NotADirectory => text!(
            "A part of the path is a file, not a folder.",
            "路径中有一段是文件，不是文件夹。"
        ),
        _ => text!("The system says: {detail}.", "系统提示：{detail}。"),
    }
}

pub fn cannot_write(file: &str, reason: ErrorKind, detail: &str) -> Words {
    let file = quote(file);
    Words::new(
        text!("{file} cannot be written", "{file}无法写入"),
        match reason {
            ErrorKind::NotFound => text!("There is no such folder.", "没有这个文件夹。"),
            ErrorKind::IsADirectory => text!("It is a folder.", "这是一个文件夹。"),
            ErrorKind::NotADirectory => text!(
                "A part of the path is a file, not a folder.",
                "路径中有一段是文件，不是文件夹。"
            ),
            ErrorKind::AlreadyExists => {
                text!("There is such a file already.", "这个文件已经存在。")
            }
            ErrorKind::PermissionDenied => text!(
                "You may not write there, or another program such as Excel has the file open.",
                "你没有写入权限，或者其他程序（例如 Excel）正打开着这个文件。"
            ),
            ErrorKind::StorageFull => text!("The disk is full.", "磁盘已满。"),
            _ => text!("The system says: {detail}.", "系统提示：{detail}。"),
        },
        text!(
            "Close the file where it is open, or choose another name or folder for the output.",
            "如果该文件正打开着，请先关闭；或者换一个输出文件名或文件夹。"
        ),
    )
}

pub fn not_text(looks: Looks) -> Words {
    let what = text!(
        "this is not a file that can be read here",
        "这不是可以读取的文件"
    );
    match looks {
        Looks::Utf16 => Words::new(
            what,
            text!(
                "It is text in UTF-16, which Notepad calls “Unicode”. Files are read as UTF-8.",
                "它是 UTF-16 编码的文本（记事本里叫“Unicode”），而这里读取 UTF-8。"
            ),
            text!(
                "Save it again as UTF-8: in Notepad choose “Save as” and the encoding “UTF-8”, in Excel the type “CSV UTF-8”.",
                "重新存为 UTF-8：记事本选“另存为”，编码选“UTF-8”；Excel 选类型“CSV UTF-8”。"
            ),
        ),
        Looks::Workbook => Words::new(
            what,
            text!(
                "It is an Excel workbook, whatever its name ends in.",
                "它其实是 Excel 工作簿，改扩展名并不会改变内容。"
            ),
            text!(
                "A roster is read out of it by `paiban import TEAM.toml FILE.xlsx --month YYYY-MM`. For other tables choose in Excel “Save as”, type “CSV UTF-8 (comma delimited)”, and give that file.",
                "如果是班表，用 `paiban import TEAM.toml 文件.xlsx --month YYYY-MM` 读取。其他表格请在 Excel 中选择“另存为”，类型选“CSV UTF-8（逗号分隔）”，再使用那个文件。"
            ),
        ),
        Looks::WebPage => Words::new(
            what,
            text!(
                "It is a web page, as some systems write when they “export to Excel”.",
                "它其实是网页；有些系统“导出 Excel”时写出的就是网页。"
            ),
            text!(
                "Open it in Excel, choose “Save as”, type “CSV UTF-8 (comma delimited)”, and give that file.",
                "用 Excel 打开，选择“另存为”，类型选“CSV UTF-8（逗号分隔）”，再使用那个文件。"
            ),
        ),
        Looks::Binary => Words::new(
            what,
            text!(
                "It contains bytes that no text has; it is a picture, an archive or a damaged file.",
                "它含有文本中不会出现的字节，可能是图片、压缩包或已损坏的文件。"
            ),
            text!(
                "Give a team file (.toml) or a roster (.csv).",
                "请使用团队文件（.toml）或排班表（.csv）。"
            ),
        ),
    }
}

pub fn not_utf8(line: usize) -> Words {
    Words::new(
        text!("line {line} is not UTF-8 text", "第{line}行不是 UTF-8 文本"),
        text!(
            "Some editors save Chinese text in the older code page (GBK, “ANSI”), in which names could be misread.",
            "有些编辑器用旧的 GBK（“ANSI”）编码保存中文，照此读取会认错名字。"
        ),
        text!(
            "Open the file in Notepad, choose “Save as” and the encoding “UTF-8”.",
            "用记事本打开文件，选“另存为”，编码选“UTF-8”。"
        ),
    )
}

pub fn empty_team() -> Words {
    Words::new(
        text!("the team file is empty", "团队文件是空的"),
        text!(
            "It must say who is in the team, which shifts there are, and how many people are needed when.",
            "文件必须说明有哪些人、哪些班次，以及各时段需要多少人。"
        ),
        text!(
            "Write the sections [team], [[shift]], [[person]] and [[demand]].",
            "请写出 [team]、[[shift]]、[[person]] 和 [[demand]] 各节。"
        ),
    )
}

pub fn no_people() -> Words {
    Words::new(
        text!("nobody is in the team", "团队里没有人"),
        text!(
            "The file has no section [[person]].",
            "文件里没有 [[person]] 一节。"
        ),
        text!(
            "Write a section [[person]] with a line `name = \"…\"` for each person.",
            "为每个人写一节 [[person]]，其中写 `name = \"…\"`。"
        ),
    )
}

pub fn no_shifts() -> Words {
    Words::new(
        text!("there are no shifts", "没有班次"),
        text!(
            "The file has no section [[shift]].",
            "文件里没有 [[shift]] 一节。"
        ),
        text!(
            "Write a section [[shift]] for each kind of shift, such as `code = \"D\"` and `time = [\"09:00-17:30\"]`.",
            "为每种班次写一节 [[shift]]，例如 `code = \"D\"` 和 `time = [\"09:00-17:30\"]`。"
        ),
    )
}

pub fn no_demand(month: &str) -> Words {
    Words::new(
        text!("nobody is needed in {month}", "{month} 没有任何需求"),
        text!(
            "No section [[demand]] names a day of that month with a number above 0, so every roster would do.",
            "没有一节 [[demand]] 在该月的某一天写了大于 0 的人数，那样怎么排都行。"
        ),
        text!(
            "Write [[demand]] with a line like `need = {{ \"09:00-23:30\" = 2 }}`; `on` limits it to some days.",
            "写一节 [[demand]]，例如 `need = {{ \"09:00-23:30\" = 2 }}`；用 `on` 可限定日期。"
        ),
    )
}

pub fn too_many_duties(count: usize, most: usize) -> Words {
    Words::new(
        text!("there are too many kinds of duty", "岗位与班次的组合太多"),
        text!(
            "Every shift at every post is a duty of its own: {count} of them, and {most} can be handled.",
            "每种班次在每个岗位上各算一种，共 {count} 种，最多能处理 {most} 种。"
        ),
        text!(
            "Let shifts name the posts they can be held at (`posts = [\"…\"]`), or merge shifts.",
            "在班次里写明可担任的岗位（`posts = [\"…\"]`），或合并班次。"
        ),
    )
}

pub fn nobody_here(month: &str) -> Words {
    Words::new(
        text!(
            "nobody of the team is there in {month}",
            "{month} 团队里没有在职的人"
        ),
        text!(
            "By `joined` and `left` everybody comes later or has gone before.",
            "按 `joined` 和 `left`，所有人都在此之后入职或在此之前离职。"
        ),
        text!(
            "Check the month you asked for, and the dates of `joined` and `left`.",
            "检查所要求的月份，以及 `joined` 和 `left` 的日期。"
        ),
    )
}
