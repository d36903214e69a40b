//! The people of a team: names, skills, who works part-time, comes, goes, is away, wishes what.

use super::Setting;
use super::month::WEEKDAYS;
use super::random::Random;
use std::fmt::Write;

/// A person.
#[derive(Default, Clone)]
pub struct Member {
    /// The name.
    pub name: String,
    /// 3 is the most experienced.
    pub rank: u32,
    /// Posts held, as indices.
    pub posts: Vec<usize>,
    /// Whether the expert's skill is there.
    pub expert: bool,
    /// Works few hours, on the shifts of part-timers.
    pub part: bool,
    /// New, and taught by others.
    pub new: bool,
    /// Works no nights by law.
    pub protected: bool,
    /// First day, where it is in the month.
    pub joined: Option<u32>,
    /// Last day, where it is in the month.
    pub left: Option<u32>,
    /// Weekdays that are out of the question: 0 is a Monday.
    pub never: Vec<usize>,
    /// Leave: from, to, its state.
    pub away: Vec<(u32, u32, &'static str)>,
    /// Agreed hours.
    pub hours: Option<u32>,
    /// Lines of wishes.
    pub wishes: Vec<String>,
    /// A fixed cell.
    pub pinned: Option<(u32, String)>,
}

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严";
const GIVEN: [&str; 60] = [
    "敏", "芳", "强", "静", "磊", "小雨", "丽丽", "刚", "欢", "娜", "洋", "雪", "婷", "杰", "倩",
    "浩", "佳", "凯", "梅", "宇", "颖", "阳", "辉", "莉", "然", "甜", "洁", "泉", "红", "超", "琳",
    "月", "涛", "苗", "丹", "晶", "鑫", "玲", "波", "慧", "建国", "志明", "晓燕", "海涛", "文静",
    "子涵", "思远", "雅琴", "国栋", "春梅", "秀英", "俊杰", "美玲", "永强", "丽华", "少华", "云飞",
    "艳", "斌", "平",
];
const FIRST: [&str; 60] = [
    "Ann", "Ben", "Cara", "Dan", "Ella", "Finn", "Grace", "Hugo", "Iris", "Jack", "Kate", "Leo",
    "Mia", "Noah", "Olga", "Paul", "Rosa", "Sam", "Tina", "Umar", "Vera", "Will", "Yara", "Zoe",
    "Alex", "Beth", "Carl", "Dora", "Emil", "Fay", "George", "Hana", "Ivan", "Jane", "Karl",
    "Lena", "Max", "Nina", "Owen", "Pia", "Ralf", "Sara", "Tom", "Ute", "Vic", "Wendy", "Xenia",
    "Yves", "Zara", "Amir", "Bella", "Chris", "Dina", "Erik", "Flora", "Greg", "Helen", "Ian",
    "Judy", "Kurt",
];
const LAST: [&str; 30] = [
    "Abbott", "Baker", "Carter", "Diaz", "Evans", "Fischer", "Garcia", "Hughes", "Ito", "Jones",
    "Kim", "Lopez", "Murphy", "Novak", "Olsen", "Patel", "Quinn", "Rossi", "Silva", "Tanaka",
    "Usman", "Vogel", "Walker", "Xu", "Young", "Zhang", "Brown", "Clark", "Davis", "Moore",
];

/// Everybody, in the order of the file.
pub fn crew(setting: &Setting, count: usize, random: &mut Random) -> Vec<Member> {
    let names = names(setting.chinese, count, random);
    let part_share = random.of_all(&[0, 10, 15, 20, 25]);
    let part = if setting.full_kinds() < setting.kinds.len() {
        (count * part_share + 50) / 100
    } else {
        0
    };
    let hours = random.chance(60);
    let mut crew: Vec<Member> = names
        .into_iter()
        .enumerate()
        .map(|(index, name)| {
            let part = index >= count - part;
            Member {
                name,
                part,
                rank: rank(index, count, part),
                hours: hours.then(|| agreed(setting, part, random)),
                ..Member::default()
            }
        })
        .collect();
    skills(setting, &mut crew, random);
    changes(setting, &mut crew, random);
    absences(setting, &mut crew, random);
    wishes(setting, &mut crew, random);
    crew
}

fn names(chinese: bool, count: usize, random: &mut Random) -> Vec<String> {
    let surnames: Vec<char> = SURNAMES.chars().collect();
    let mut names: Vec<String> = Vec::new();
    while names.len() < count {
        let name = if chinese {
            format!("{}{}", random.of_all(&surnames), random.of_all(&GIVEN))
        } else {
            format!("{} {}", random.of_all(&FIRST), random.of_all(&LAST))
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn rank(index: usize, count: usize, part: bool) -> u32 {
    match index * 100 / count {
        _ if part => 1,
        0..=19 => 3,
        20..=59 => 2,
        _ => 1,
    }
}

fn agreed(setting: &Setting, part: bool, random: &mut Random) -> u32 {
    if part {
        return random.of_all(&[32, 40, 48]);
    }
    setting.days * setting.minutes_of_full() / 60 / 4 * 4
}

fn skills(setting: &Setting, crew: &mut [Member], random: &mut Random) {
    let posts = setting.posts().len();
    for (index, member) in crew.iter_mut().enumerate() {
        member.expert = setting.trade.expert.is_some() && member.rank > 1;
        if posts > 0 {
            // Every third holds one post only; of both kinds there are enough.
            member.posts = if random.chance(35) {
                vec![index % posts]
            } else {
                (0..posts).collect()
            };
        }
    }
}

/// Who comes and goes, who is new, who must not work at night.
fn changes(setting: &Setting, crew: &mut [Member], random: &mut Random) {
    let full = crew.iter().filter(|m| !m.part).count();
    let last = full - 1;
    if random.chance(50) {
        crew[last].joined = Some(random.between(4, 18) as u32);
        crew[last].new = true;
    } else if random.chance(60) {
        crew[last].new = true;
    }
    if full > 7 && random.chance(45) {
        crew[full / 2].left = Some(random.between(12, 26) as u32);
    }
    if full > 20 && random.chance(60) {
        crew[last - 1].joined = Some(random.between(4, 18) as u32);
        crew[last - 1].new = true;
    }
    if setting.has_nights() && full > 6 && random.chance(35) {
        crew[1].protected = true;
    }
    for member in crew.iter_mut().filter(|m| m.part) {
        member.never = match random.below(3) {
            0 => vec![0, 1, 2, 3],
            1 => vec![random.below(5), 5],
            _ => Vec::new(),
        };
    }
}

/// Leave and fixed cells, which never meet.
fn absences(setting: &Setting, crew: &mut [Member], random: &mut Random) {
    let count = crew.len();
    for _ in 0..random.between(0, 1 + count / 8) {
        let member = &mut crew[random.below(count)];
        let from = random.between(1, setting.month.days as usize - 6) as u32;
        let to = from + random.below(6) as u32;
        let state = random.of_all(&["granted", "granted", "asked"]);
        let here = member.joined.is_none_or(|j| j <= from) && member.left.is_none_or(|l| l >= to);
        if member.away.is_empty() && here {
            member.away.push((from, to, state));
        }
    }
    for _ in 0..random.below(3) {
        let member = &mut crew[random.below(count)];
        let day = random.between(2, setting.month.days as usize - 1) as u32;
        let near =
            |(from, to, _): &(u32, u32, &str)| from.saturating_sub(1) <= day && day <= to + 1;
        let free = member.joined.is_none() && member.left.is_none() && !member.protected;
        if free && !member.part && !member.away.iter().any(near) {
            let code = if random.chance(40) || !setting.posts().is_empty() {
                "-".to_owned()
            } else {
                setting.code(0).to_owned()
            };
            member.pinned = Some((day, code));
        }
    }
}

fn wishes(setting: &Setting, crew: &mut [Member], random: &mut Random) {
    let share = random.between(25, 85);
    for member in crew.iter_mut() {
        if !random.chance(share) {
            continue;
        }
        let mut days = Vec::new();
        for _ in 0..random.between(1, 3) {
            let weight = random.of_all(&[1, 2, 2, 3, 3, 5, 5, 8, 10, 20]);
            let weekday = WEEKDAYS[random.below(7)];
            let on = if random.chance(45) {
                setting.say(weekday).to_owned()
            } else {
                let day = random.between(1, setting.month.days as usize) as u32;
                if member
                    .away
                    .iter()
                    .any(|(from, to, _)| (*from..=*to).contains(&day))
                {
                    continue;
                }
                setting.month.yearly(day)
            };
            let want = match random.below(6) {
                0 if !member.part => {
                    format!("not {}", setting.code(random.below(setting.full_kinds())))
                }
                1 if !member.part => setting.code(random.below(setting.full_kinds())).to_owned(),
                2 => setting.say(("上班", "work")).to_owned(),
                _ => setting.say(("休", "off")).to_owned(),
            };
            if !days.contains(&on) {
                member.wishes.push(format!(
                    "{{ on = \"{on}\", want = \"{want}\", weight = {weight} }}"
                ));
                days.push(on);
            }
        }
    }
}

/// The tables of all people, and their leave.
pub fn write(setting: &Setting, crew: &[Member], random: &mut Random) -> String {
    let mut text = String::new();
    let with_ids = random.chance(60);
    for (index, member) in crew.iter().enumerate() {
        text.push_str("[[person]]\n");
        if with_ids {
            let _ = writeln!(text, "id = \"K{:02}\"", index + 1);
        }
        let remark = match () {
            () if index == 0 => setting.say(("  # 主管", "  # in charge")),
            () if member.protected => setting.say(("  # 怀孕", "  # expecting")),
            () if member.new => setting.say(("  # 新人", "  # new")),
            () => "",
        };
        let _ = writeln!(text, "name = \"{}\"{remark}", member.name);
        text.push_str(&lines(setting, member));
        text.push('\n');
    }
    for member in crew {
        for (from, to, state) in &member.away {
            let (from, to) = (setting.month.date(*from), setting.month.date(*to));
            let _ = writeln!(text, "[[leave]]\nperson = \"{}\"", member.name);
            let _ = writeln!(text, "from = {from}\nto = {to}\nstate = \"{state}\"\n");
        }
    }
    text
}

fn lines(setting: &Setting, member: &Member) -> String {
    let mut text = format!("rank = {}\n", member.rank);
    let mut skills: Vec<&str> = (member.posts.iter())
        .map(|p| setting.say(setting.posts()[*p].0))
        .collect();
    if member.expert {
        skills.extend(setting.trade.expert.map(|(code, _)| setting.say(code)));
    }
    if setting.named_by_skill() {
        skills.push(setting.say(if member.part {
            super::PART
        } else {
            super::FULL
        }));
    }
    if !skills.is_empty() {
        let _ = writeln!(text, "skills = [{}]", super::quoted(skills));
    }
    if let Some(hours) = member.hours {
        let _ = writeln!(text, "hours = {hours}");
    }
    for (key, day) in [("joined", member.joined), ("left", member.left)] {
        if let Some(day) = day {
            let _ = writeln!(text, "{key} = {}", setting.month.date(day));
        }
    }
    if member.protected {
        text.push_str("protected = true\n");
    }
    if !member.never.is_empty() {
        let days = member.never.iter().map(|d| setting.say(WEEKDAYS[*d]));
        let _ = writeln!(text, "unavailable = [{}]", super::quoted(days));
    }
    if let Some((day, code)) = &member.pinned {
        let _ = writeln!(
            text,
            "pinned = {{ \"{}\" = \"{code}\" }}",
            setting.month.date(*day)
        );
    }
    if !member.wishes.is_empty() {
        let _ = writeln!(text, "wishes = [{}]", member.wishes.join(", "));
    }
    text
}
