//! What teams care for beside the rules that all have: each habit writes a rule or two, or none where it does not fit.

use super::rules::Book;

/// A habit's name, and what writes it.
pub type Habit = (&'static str, fn(&mut Book<'_>));

/// All of them.
pub const HABITS: &[Habit] = &[
    ("even-hours", |b| even(b, "hours", &[8, 12, 16, 24])),
    ("even-nights", |b| even(b, "nights", &[1, 2, 2, 3])),
    ("even-weekends", |b| even(b, "weekends", &[1, 2, 2])),
    ("even-days", |b| even(b, "days", &[1, 2, 2, 3])),
    ("even-holidays", |b| even(b, "holidays", &[1])),
    ("together", together),
    ("apart", apart),
    ("mentor", mentor),
    ("meeting", meeting),
    ("whole-weekends", whole_weekends),
    ("weekends", weekends),
    ("blocks", blocks),
    ("cycle", cycle),
    ("cycle-other", cycle_other),
    ("rest-run", rest_run),
    ("work-run-shortest", work_run_shortest),
    ("kind-run-nights", kind_run_nights),
    ("kind-run-other", kind_run_other),
    ("night-limit", night_limit),
    ("every-kind", every_kind),
    ("succession", succession),
    ("rank-share", rank_share),
    ("contract-hours", contract_hours),
    ("month-exact", month_exact),
    ("shift-daily", shift_daily),
    ("whole-day-off", whole_day_off),
    ("wishes", wishes),
    ("week-hours", week_hours),
    ("overtime", overtime),
    ("leader", leader),
    ("post-daily", post_daily),
    ("leave", leave),
];

fn even(b: &mut Book<'_>, of: &str, within: &[u32]) {
    let weight = b.weight(&[1, 2, 3, 5, 5, 5, 10]);
    let within = b.random.of_all(within);
    let who = if of == "nights" {
        b.in_turn()
    } else {
        b.full()
    };
    b.rule(
        "even",
        &[
            format!("of = \"{of}\""),
            format!("within = {within}"),
            weight,
            who,
        ],
    );
}

fn pair(b: &mut Book<'_>) -> Option<String> {
    b.pair()
        .map(|[one, other]| format!("pair = [\"{one}\", \"{other}\"]"))
}

fn together(b: &mut Book<'_>) {
    for _ in 0..b.random.between(1, 2) {
        if let Some(pair) = pair(b) {
            let weight = b.weight(&[1, 2, 3, 3, 5]);
            b.rule("together", &[pair, weight]);
        }
    }
}

fn apart(b: &mut Book<'_>) {
    if let Some(pair) = pair(b) {
        let weight = b.weight_or_hard(&[2, 5, 10], 50);
        b.rule("apart", &[pair, weight]);
    }
}

fn mentor(b: &mut Book<'_>) {
    let named = |fits: &dyn Fn(&super::people::Member) -> bool| {
        super::quoted(b.crew.iter().filter(|m| fits(m)).map(|m| m.name.as_str()))
    };
    let new = named(&|m| m.new);
    let mentors = named(&|m| m.rank == 3 && !m.part);
    if !new.is_empty() && !mentors.is_empty() {
        let weight = b.weight_or_hard(&[5, 10, 20], 60);
        b.rule(
            "mentor",
            &[
                format!("new = [{new}]"),
                format!("mentors = [{mentors}]"),
                weight,
            ],
        );
    }
}

fn meeting(b: &mut Book<'_>) {
    let weekday = b.random.of_all(&["mon", "mon", "wed", "fri"]);
    let weight = b.weight(&[2, 3, 3, 5, 10]);
    let who = b.full();
    b.rule(
        "meeting",
        &[
            format!("weekday = \"{weekday}\""),
            "time = \"14:00-14:30\"".to_owned(),
            weight,
            who,
        ],
    );
}

fn whole_weekends(b: &mut Book<'_>) {
    let weight = b.weight(&[2, 3, 5, 10]);
    let who = b.full();
    b.rule("whole-weekends", &[weight, who]);
}

fn weekends(b: &mut Book<'_>) {
    let most = b.random.of_all(&[2, 3, 3]);
    let weight = b.weight(&[5, 10, 15, 20]);
    let who = b.full();
    b.rule("weekends", &[format!("most = {most}"), weight, who]);
}

fn blocks(b: &mut Book<'_>) {
    let full = b.setting.full_kinds();
    let class = |kinds: Vec<usize>| {
        format!(
            "[{}]",
            super::quoted(kinds.into_iter().map(|k| b.setting.code(k)))
        )
    };
    let nights = b.nights();
    let classes: Vec<String> = if b.random.chance(50) {
        (0..full).map(|k| class(vec![k])).collect()
    } else {
        vec![
            class((0..full).filter(|k| !nights.contains(k)).collect()),
            class(nights.clone()),
        ]
    };
    let weight = b.weight_or_hard(&[3, 5, 5, 10], 10);
    b.rule(
        "blocks",
        &[format!("classes = [{}]", classes.join(", ")), weight],
    );
}

fn cycle(b: &mut Book<'_>) {
    let nights = b.nights();
    cycle_of(b, |k| nights.contains(&k));
}

fn cycle_other(b: &mut Book<'_>) {
    let full = b.setting.full_kinds();
    if full > 2 {
        cycle_of(b, |k| k == 1);
    }
}

fn cycle_of(b: &mut Book<'_>, fits: impl Fn(usize) -> bool) {
    let weeks = b.random.of_all(&[2, 3, 3, 4]);
    let (kinds, weight, who) = (b.kinds(fits), b.weight(&[2, 3, 5, 10]), b.in_turn());
    b.rule(
        "cycle",
        &[format!("weeks = {weeks}\nnights = 1"), kinds, weight, who],
    );
}

fn rest_run(b: &mut Book<'_>) {
    let longest = b.random.of_all(&["longest = 3", "longest = 4", ""]);
    let weight = b.weight(&[2, 3, 5, 5, 10]);
    let who = b.full();
    b.rule(
        "rest-run",
        &["shortest = 2".to_owned(), longest.to_owned(), weight, who],
    );
}

fn work_run_shortest(b: &mut Book<'_>) {
    let shortest = b.random.of_all(&[2, 3, 3]);
    let weight = b.weight(&[2, 3, 5, 10]);
    let who = b.full();
    // The longest is a rule of its own.
    b.rule(
        "work-run",
        &[format!("shortest = {shortest}\nlongest = 31"), weight, who],
    );
}

fn kind_run_nights(b: &mut Book<'_>) {
    let nights = b.nights();
    let kinds = b.kinds(|k| nights.contains(&k));
    let (shortest, longest) = b.random.of_all(&[(1, 3), (2, 3), (2, 4), (3, 5)]);
    let weight = b.weight(&[5, 5, 10, 15]);
    b.rule(
        "kind-run",
        &[
            kinds,
            format!("shortest = {shortest}\nlongest = {longest}"),
            weight,
        ],
    );
}

fn kind_run_other(b: &mut Book<'_>) {
    let kind = b.random.below(b.setting.full_kinds());
    let kinds = b.kinds(|k| k == kind);
    let weight = b.weight(&[1, 2, 3, 5]);
    b.rule("kind-run", &[kinds, "shortest = 2".to_owned(), weight]);
}

fn night_limit(b: &mut Book<'_>) {
    let nights = b.nights();
    let share: u32 = nights.iter().map(|k| b.setting.kinds[*k].share).sum();
    let most = b.setting.days * share / 100 + b.random.between(1, 3) as u32;
    let kinds = b.kinds(|k| nights.contains(&k));
    let weight = b.weight(&[5, 10, 20]);
    let who = b.full();
    b.rule(
        "shift-limit",
        &[kinds, format!("most = {most}"), weight, who],
    );
}

fn every_kind(b: &mut Book<'_>) {
    let kind = b.random.below(b.setting.full_kinds());
    let (kinds, weight, who) = (b.kinds(|k| k == kind), b.weight(&[1, 2, 3]), b.in_turn());
    let least = (b.setting.days * b.setting.kinds[kind].share / 200).max(1);
    b.rule(
        "shift-limit",
        &[kinds, format!("least = {least}"), weight, who],
    );
}

fn succession(b: &mut Book<'_>) {
    let full = b.setting.full_kinds();
    let last = *b.nights().first().unwrap_or(&(full - 1));
    let then = b.random.below(last.max(1));
    let (after, not) = (b.setting.code(last), b.setting.code(then));
    let weight = b.weight_or_hard(&[5, 10, 20], 50);
    b.rule(
        "succession",
        &[
            format!("after = [\"{after}\"]"),
            format!("not = [\"{not}\"]"),
            weight,
        ],
    );
}

fn rank_share(b: &mut Book<'_>) {
    let nights = b.nights();
    let all = b.random.chance(40);
    let full = b.setting.full_kinds();
    let kinds = b.kinds(|k| if all { k < full } else { nights.contains(&k) });
    let percent = b.random.of_all(&[1, 30, 50]);
    let weight = b.weight_or_hard(&[5, 10, 20], 30);
    b.rule(
        "rank-share",
        &[
            "rank = 2".to_owned(),
            format!("percent = {percent}"),
            kinds,
            weight,
        ],
    );
}

fn contract_hours(b: &mut Book<'_>) {
    if b.crew.iter().all(|m| m.hours.is_some()) {
        let (under, over) = b.random.of_all(&[(8, 8), (4, 8), (8, 4), (16, 8)]);
        let weight = b.weight(&[1, 2, 2, 3, 5]);
        b.rule(
            "contract-hours",
            &[format!("under = {under}\nover = {over}"), weight],
        );
    }
}

fn month_exact(b: &mut Book<'_>) {
    let days = b.setting.month.days - b.setting.days;
    let weight = b.weight(&[5, 10, 20]);
    let who = b.full();
    b.rule(
        "month-rest",
        &[format!("days = {days}\nmode = \"exactly\""), weight, who],
    );
}

fn shift_daily(b: &mut Book<'_>) {
    let kind = *b.nights().last().unwrap_or(&0);
    let need = b.needs.heads[0][kind].max(1);
    let kinds = b.kinds(|k| k == kind);
    if !b.setting.by_shift {
        let weight = b.weight(&[5, 10, 20]);
        b.rule(
            "shift-daily",
            &[kinds, format!("need = {need}\nover = 2"), weight],
        );
    }
}

fn whole_day_off(b: &mut Book<'_>) {
    let weight = b.weight(&[5, 10, 20]);
    let who = b.full();
    b.rule(
        "whole-day-off",
        &["days = 1\nper = \"week\"".to_owned(), weight, who],
    );
}

fn wishes(b: &mut Book<'_>) {
    let weight = b.weight(&[3, 5, 10]);
    b.rule("wishes", &[weight]);
}

fn week_hours(b: &mut Book<'_>) {
    let hours = b.random.of_all(&[44, 48]);
    let weight = b.weight(&[1, 2, 3]);
    b.rule("law-week-hours", &[format!("hours = {hours}"), weight]);
}

fn overtime(b: &mut Book<'_>) {
    let weight = b.weight(&[2, 5, 10]);
    b.rule("law-overtime", &["hours = 36".to_owned(), weight]);
}

fn leader(b: &mut Book<'_>) {
    let nights = b.nights();
    let kinds = b.kinds(|k| nights.contains(&k));
    let name = &b.crew[0].name;
    let who = format!("who = [\"{name}\"]");
    b.rule("shift-limit", &[kinds, "most = 0".to_owned(), who]);
}

fn post_daily(b: &mut Book<'_>) {
    if let Some((code, ..)) = b.setting.posts().last() {
        let code = b.setting.say(*code);
        let weight = b.weight(&[10, 20]);
        b.rule(
            "post-daily",
            &[format!("post = \"{code}\"\nleast = 2"), weight],
        );
    }
}

fn leave(b: &mut Book<'_>) {
    if b.crew.iter().any(|m| m.away.iter().any(|a| a.2 == "asked")) {
        let asked = b.random.of_all(&[5, 15, 20]);
        b.rule("leave", &[format!("asked = {asked}")]);
    }
}
