//! What a team needs when: head counts a shift that its people can just about fill, written by the half-hour or by shift.

use super::people::Member;
use super::random::Random;
use super::trades::Word;
use super::{Setting, pieces, quoted};
use std::collections::BTreeMap;
use std::fmt::Write;

const SLOTS: usize = 48;

/// What is needed.
pub struct Needs {
    /// The `[[demand]]` tables; empty where people are counted by shift.
    pub text: String,
    /// People on each kind of shift on ordinary days, and on days of rest; all posts together.
    pub heads: [Vec<u32>; 2],
}

/// People by post and kind.
type Heads = Vec<Vec<u32>>;

/// The demand of a team.
pub fn needs(setting: &Setting, crew: &[Member], random: &mut Random) -> Needs {
    // So many of a hundred of what everybody can work; what else they want makes it tight.
    let tight = random.between(84, 97) as u32;
    let rest = random.of_all(setting.trade.weekend);
    // Five days of seven are ordinary: what the weekend has less or more, they have more or less.
    let plain = (700 - 2 * rest) / 5;
    let ordinary = heads(setting, crew, tight * plain / 100);
    let resting = heads(setting, crew, tight * rest / 100);
    let all = |heads: &Heads| {
        (0..setting.kinds.len())
            .map(|k| heads.iter().map(|h| h[k]).sum())
            .collect()
    };
    let mut needs = Needs {
        heads: [all(&ordinary), all(&resting)],
        text: String::new(),
    };
    if !setting.by_shift {
        let style = Style::of(setting, random);
        needs.text = lines(setting, &style, crew, (&ordinary, &resting), random);
    }
    needs
}

/// How a team writes its demand.
struct Style {
    /// What two shifts have in common for an hour or less is not wanted twice.
    handover: bool,
    /// Half-hours in which one more is wanted.
    bump: Option<(usize, usize)>,
    /// Every such share of the need is never undercut.
    least: u32,
    /// Whether the only one who is needed is never missing.
    alone: bool,
    weekend: Vec<&'static str>,
}

impl Style {
    fn of(setting: &Setting, random: &mut Random) -> Style {
        Style {
            handover: random.chance(60),
            bump: (random.chance(35))
                .then(|| random.of_all(&[(20, 24), (23, 27), (38, 42), (28, 32)])),
            least: random.of_all(&[2, 3, 3, 4]),
            alone: random.chance(50),
            weekend: if random.chance(60) {
                vec![setting.say(("休息日", "restday"))]
            } else {
                vec![setting.say(("周六", "sat")), setting.say(("周日", "sun"))]
            },
        }
    }
}

/// Head counts that take so many of a hundred of what everybody can work.
fn heads(setting: &Setting, crew: &[Member], percent: u32) -> Heads {
    let days = setting.month.days;
    let present = |m: &Member| {
        let away: u32 = m
            .away
            .iter()
            .filter(|a| a.2 == "granted")
            .map(|(from, to, _)| to + 1 - from)
            .sum();
        (m.left.unwrap_or(days) + 1 - m.joined.unwrap_or(1)).saturating_sub(away)
    };
    let of = |part: bool| {
        crew.iter()
            .filter(|m| m.part == part)
            .map(&present)
            .sum::<u32>()
    };
    // In hundredths of people a day: part-timers come ten days a month.
    let full = of(false) * setting.days * percent / (days * days);
    let part = of(true) * 10 * percent / (days * days);
    let posts: Vec<u32> = match setting.posts() {
        [] => vec![100],
        posts => posts.iter().map(|p| p.2).collect(),
    };
    posts
        .iter()
        .map(|share| shared(setting, full * share / 100, part * share / 100))
        .collect()
}

/// Hundredths of people shared out to the kinds: whole people, one on each of the shifts that matter.
fn shared(setting: &Setting, full: u32, part: u32) -> Vec<u32> {
    let total = (full + 50) / 100;
    let kinds = &setting.kinds;
    let mut heads: Vec<u32> = kinds.iter().map(|k| u32::from(k.share > 14)).collect();
    while heads.iter().sum::<u32>() < total {
        // To the kind that is farthest below its share.
        let lack = |k: usize| i64::from(kinds[k].share * total) - i64::from(100 * heads[k]);
        let best = (0..kinds.len())
            .max_by_key(|k| (lack(*k), usize::MAX - k))
            .unwrap_or(0);
        heads[best] += 1;
    }
    let others = kinds.iter().filter(|k| k.share == 0).count() as u32;
    for (k, kind) in kinds.iter().enumerate() {
        if kind.share == 0 {
            heads[k] = (part / others + 40) / 100;
        }
    }
    heads
}

fn lines(
    setting: &Setting,
    style: &Style,
    crew: &[Member],
    (ordinary, resting): (&Heads, &Heads),
    random: &mut Random,
) -> String {
    let mut text = String::new();
    for post in 0..ordinary.len() {
        let skill = setting.posts().get(post).map(|p| p.0);
        let own = slots(setting, style, &ordinary[post], &ordinary[post]);
        text.push_str(&table(setting, style, &[], skill, &own));
        let weekend = slots(setting, style, &resting[post], &ordinary[post]);
        if weekend != own {
            text.push_str(&table(setting, style, &style.weekend, skill, &weekend));
        }
    }
    if setting.trade.peaks && random.chance(65) {
        let (day, zh, en) = random.of_all(setting.month.peaks);
        let date = setting.month.yearly(day);
        let here =
            |m: &&Member| m.joined.is_none_or(|j| j <= day) && m.left.is_none_or(|l| l >= day);
        let hands = crew.iter().filter(|m| !m.part).filter(here).count() as u32;
        let _ = writeln!(text, "# {}", setting.say((zh, en)));
        for (post, heads) in ordinary.iter().enumerate() {
            let twice = doubled(heads, hands / ordinary.len() as u32);
            let skill = setting.posts().get(post).map(|p| p.0);
            let peak = slots(setting, style, &twice, heads);
            text.push_str(&table(setting, style, &[&date], skill, &peak));
        }
    }
    if random.chance(70) {
        for (post, heads) in resting.iter().enumerate() {
            let fewer: Vec<u32> = heads.iter().map(|h| (h * 2).div_ceil(3)).collect();
            let skill = setting.posts().get(post).map(|p| p.0);
            let holiday = slots(setting, style, &fewer, heads);
            text.push_str(&table(
                setting,
                style,
                &[setting.say(("节假日", "holiday"))],
                skill,
                &holiday,
            ));
        }
    }
    text
}

/// Twice as many, but no more than there are hands.
fn doubled(heads: &[u32], hands: u32) -> Vec<u32> {
    let mut twice: Vec<u32> = heads.iter().map(|h| 2 * h).collect();
    while twice.iter().sum::<u32>() > hands {
        let most = (0..twice.len()).max_by_key(|k| (twice[*k] - heads[*k], *k));
        match most.filter(|k| twice[*k] > heads[*k]) {
            Some(k) => twice[k] -= 1,
            None => break,
        }
    }
    twice
}

/// People in each half-hour of a day, of whom some have come the day before.
fn slots(setting: &Setting, style: &Style, heads: &[u32], before: &[u32]) -> [u32; SLOTS] {
    let mut day = [0; SLOTS];
    for (slot, n) in day.iter_mut().enumerate() {
        *n = present(setting, heads, slot) + present(setting, before, slot + SLOTS);
    }
    if style.handover {
        day = without_handovers(day);
    }
    if let Some((from, to)) = style.bump {
        for n in &mut day[from..to] {
            *n += u32::from(*n > 2);
        }
    }
    day
}

/// People of a day's shifts who are there in a half-hour, counted from that day's midnight.
fn present(setting: &Setting, heads: &[u32], slot: usize) -> u32 {
    let minute = 30 * slot as u32;
    let there = |k: &usize| {
        pieces(&setting.kinds[*k])
            .iter()
            .any(|(from, to)| *from <= minute && minute < *to)
    };
    (0..setting.kinds.len())
        .filter(there)
        .map(|k| heads[k])
        .sum()
}

/// Stretches of at most an hour that are higher than both sides become as high as the higher of these.
fn without_handovers(mut day: [u32; SLOTS]) -> [u32; SLOTS] {
    let mut from = 0;
    while from < SLOTS {
        let to = (from..SLOTS)
            .find(|s| day[*s] != day[from])
            .unwrap_or(SLOTS);
        let sides = (from > 0 && to < SLOTS).then(|| day[from - 1].max(day[to.min(SLOTS - 1)]));
        if let Some(side) = sides.filter(|side| to - from <= 2 && *side < day[from]) {
            day[from..to].fill(side);
        }
        from = to;
    }
    day
}

fn table(
    setting: &Setting,
    style: &Style,
    on: &[&str],
    skill: Option<Word>,
    day: &[u32; SLOTS],
) -> String {
    let mut text = "[[demand]]\n".to_owned();
    if !on.is_empty() {
        let _ = writeln!(text, "on = [{}]", quoted(on.iter().copied()));
    }
    if let Some(code) = skill {
        let _ = writeln!(text, "skill = \"{}\"", setting.say(code));
    }
    let least = day.map(|n| match n {
        0 => 0,
        1 => u32::from(style.alone),
        n => (n / style.least).max(1),
    });
    let _ = writeln!(text, "need  = {{ {} }}", intervals(day));
    if least.iter().any(|n| *n > 0) {
        let _ = writeln!(text, "least = {{ {} }}", intervals(&least));
    }
    text.push('\n');
    text
}

/// `"09:00-12:00" = 2, …` of the half-hours that are not 0.
fn intervals(day: &[u32; SLOTS]) -> String {
    let mut steps: BTreeMap<usize, (usize, u32)> = BTreeMap::new();
    let mut from = 0;
    while from < SLOTS {
        let to = (from..SLOTS)
            .find(|s| day[*s] != day[from])
            .unwrap_or(SLOTS);
        if day[from] > 0 {
            steps.insert(from, (to, day[from]));
        }
        from = to;
    }
    let clock = |slot: usize| format!("{:02}:{:02}", slot / 2, slot % 2 * 30);
    let step = |(from, (to, n)): (&usize, &(usize, u32))| {
        format!("\"{}-{}\" = {n}", clock(*from), clock(*to))
    };
    let steps: Vec<String> = steps.iter().map(step).collect();
    steps.join(", ")
}
