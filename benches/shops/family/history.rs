//! The roster of the month before: five days on and two off, or two and two, the shift changing after the days off.

use super::Setting;
use super::people::Member;
use std::fmt::Write;

/// As `ROSTER.csv`: a plausible month by people who made it by hand.
pub fn roster(setting: &Setting, crew: &[Member]) -> String {
    let (year, month, days, first) = setting.month.before;
    let mut text = "person".to_owned();
    for day in 1..=days {
        let _ = write!(text, ",{year}-{month:02}-{day:02}");
    }
    text.push('\n');
    for (index, member) in crew.iter().enumerate().filter(|(_, m)| m.joined.is_none()) {
        text.push_str(&member.name);
        for day in 0..days as usize {
            let weekday = (first as usize + day) % 7;
            let cell = match member.part {
                true => part_time(setting, member, index + day, weekday),
                false => full_time(setting, member, index, day, weekday),
            };
            let _ = write!(
                text,
                ",{}",
                cell.map_or(String::new(), |k| cell_of(setting, member, k))
            );
        }
        text.push('\n');
    }
    text
}

fn cell_of(setting: &Setting, member: &Member, kind: usize) -> String {
    let code = setting.code(kind);
    match member.posts.first() {
        Some(post) => format!("{code}@{}", setting.say(setting.posts()[*post].0)),
        None => code.to_owned(),
    }
}

fn full_time(
    setting: &Setting,
    member: &Member,
    index: usize,
    day: usize,
    weekday: usize,
) -> Option<usize> {
    // Which stretch of work it is since the month began, or a day off.
    let stretch = match setting.days < 18 {
        true => ((day + index) % 4 < 2).then_some((day + index) / 4),
        false => {
            let since = (weekday + 7 - index % 7) % 7;
            (since > 1).then_some((day + 7 - since) / 7)
        }
    }?;
    let fits = |k: &usize| !member.protected || !super::late(&setting.kinds[*k]);
    let kinds: Vec<usize> = (0..setting.full_kinds()).filter(fits).collect();
    (!kinds.is_empty()).then(|| kinds[(stretch + index / 2) % kinds.len()])
}

fn part_time(setting: &Setting, member: &Member, turn: usize, weekday: usize) -> Option<usize> {
    let there = turn % 3 == 0 && !member.never.contains(&weekday);
    let (full, all) = (setting.full_kinds(), setting.kinds.len());
    there.then(|| full + turn / 3 % (all - full))
}
