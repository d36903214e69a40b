//! The roster of the month before: five days on and two off, or two and two, the shift changing after the days off.

use super::demand::Needs;
use super::people::Member;
use super::{Setting, late, pieces};
use std::fmt::Write;

/// A shift, and the post where there are any.
type Cell = Option<(usize, Option<usize>)>;

/// As `ROSTER.csv`: a plausible month by people who made it by hand.
pub fn roster(setting: &Setting, crew: &[Member], needs: &Needs) -> String {
    let (year, month, days, first) = setting.month.before;
    let mut rows: Vec<(&Member, Vec<Cell>)> = Vec::new();
    for (index, member) in crew.iter().enumerate().filter(|(_, m)| m.joined.is_none()) {
        let cell = |day: usize| {
            let weekday = (first as usize + day) % 7;
            if member.part {
                part_time(setting, member, index + day, weekday)
            } else {
                full_time(setting, member, index, day, weekday)
            }
        };
        rows.push((member, (0..days as usize).map(cell).collect()));
    }
    last_night(setting, needs, &mut rows);
    let mut text = "person".to_owned();
    for day in 1..=days {
        let _ = write!(text, ",{year}-{month:02}-{day:02}");
    }
    text.push('\n');
    for (member, cells) in rows {
        text.push_str(&member.name);
        for cell in cells {
            let _ = write!(
                text,
                ",{}",
                cell.map_or(String::new(), |c| code(setting, c))
            );
        }
        text.push('\n');
    }
    text
}

fn code(setting: &Setting, (kind, post): (usize, Option<usize>)) -> String {
    let code = setting.code(kind);
    match post {
        Some(post) => format!("{code}@{}", setting.say(setting.posts()[post].0)),
        None => code.to_owned(),
    }
}

fn full_time(setting: &Setting, member: &Member, index: usize, day: usize, weekday: usize) -> Cell {
    // Which stretch of work it is since the month began, or a day off.
    let stretch = if setting.days < 18 {
        ((day + index) % 4 < 2).then_some((day + index) / 4)
    } else {
        let since = (weekday + 7 - index % 7) % 7;
        (since > 1).then_some((day + 7 - since) / 7)
    }?;
    let fits = |k: &usize| !member.protected || !late(&setting.kinds[*k]);
    let kinds: Vec<usize> = (0..setting.full_kinds()).filter(fits).collect();
    let kind = *kinds.get((stretch + index / 2) % kinds.len().max(1))?;
    let post = member.posts.get(stretch % member.posts.len().max(1));
    Some((kind, post.copied()))
}

fn part_time(setting: &Setting, member: &Member, turn: usize, weekday: usize) -> Cell {
    let there = turn.is_multiple_of(3) && !member.never.contains(&weekday);
    let (full, all) = (setting.full_kinds(), setting.kinds.len());
    there.then(|| {
        (
            full + turn / 3 % (all - full),
            member.posts.first().copied(),
        )
    })
}

/// The last night goes on into the month: enough people are on it, for what is never undercut.
fn last_night(setting: &Setting, needs: &Needs, rows: &mut [(&Member, Vec<Cell>)]) {
    let crosses = |k: usize| pieces(&setting.kinds[k]).iter().any(|(_, to)| *to > 1440);
    let posts: Vec<Option<usize>> = match setting.posts().len() {
        0 => vec![None],
        count => (0..count).map(Some).collect(),
    };
    for kind in (0..setting.full_kinds()).filter(|k| crosses(*k)) {
        for post in &posts {
            let share = post.map_or(100, |p| setting.posts()[p].2);
            let wanted = (needs.heads[0][kind] * share).div_ceil(100) as usize;
            let is_it = |cells: &[Cell]| cells.last() == Some(&Some((kind, *post)));
            let mut there = rows.iter().filter(|(_, cells)| is_it(cells)).count();
            // Who works by day that day can as well work at night; then who was off.
            for off in [false, true] {
                for (member, cells) in rows.iter_mut() {
                    let Some(last) = cells.last_mut().filter(|_| there < wanted) else {
                        continue;
                    };
                    let able = !member.part
                        && !member.protected
                        && post.is_none_or(|p| member.posts.contains(&p));
                    if able && last.is_none() == off && last.is_none_or(|(k, _)| !crosses(k)) {
                        *last = Some((kind, *post));
                        there += 1;
                    }
                }
            }
        }
    }
}
