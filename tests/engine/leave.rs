//! Answers to requests for leave on made-up teams that are small enough to try every roster.

use chrono::NaiveDate;
use paiban::domain::{PersonIx, Problem, Roster};
use paiban::engine::{Limits, Unwatched};
use paiban::explain::changes::{Mending, Outcome, between, new_among};
use paiban::explain::leave::cover::half_hours;
use paiban::explain::leave::{Request, WhyNot, answer, cover_of, takers};
use paiban::input::{Source, Team};
use paiban::rules::{Breach, RuleBook, Weight};
use paiban::verify::verify;

const TEAMS: usize = 150;

#[test]
fn the_fewest_changes_are_those_that_enumeration_finds() {
    let mut random = Random(7);
    let mut seen = [0; 3];
    for number in 0..TEAMS {
        let Some(case) = Case::new(&mut random, number) else {
            continue;
        };
        let found = case.answer();
        let may = |roster: &Roster| verify(&found.problem, &case.book, roster).holds();
        let fewest = case.fewest(&found.without, may);
        let expected = match fewest {
            None => Outcome::Impossible,
            Some(0) => Outcome::AsItIs,
            Some(changes) => Outcome::Changes(changes, true),
        };
        assert_eq!(found.plans.outcome(), expected, "{number}: {}", case.text);
        for plan in &found.plans.plans {
            assert!(plan.verdict.holds() && plan.broken.is_empty(), "{number}");
            assert_eq!(plan.cells, between(&found.without, &plan.roster));
            let free = case.free();
            let inside = plan.cells.iter().all(|c| free.contains(&(c.person, c.day)));
            assert!(inside, "{number}: days that are over, or of the leave");
        }
        let costs = found.plans.plans.iter().map(|plan| plan.verdict.cost);
        assert!(costs.is_sorted(), "{number}: the fairest first");
        assert_eq!(
            found.refusal.is_empty(),
            fewest.is_some(),
            "{number}: {}",
            case.text
        );
        seen[match expected {
            Outcome::AsItIs => 0,
            Outcome::Changes(..) => 1,
            _ => 2,
        }] += 1;
    }
    assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
}

/// Without other hard rules in the way, the plan that keeps the cover is the least that does so, too.
#[test]
fn the_cover_that_was_there_can_be_kept() {
    let mut random = Random(11);
    let mut kept = 0;
    for number in 0..TEAMS {
        let Some(case) = Case::new(&mut random, number) else {
            continue;
        };
        let found = case.answer();
        let (book, published, request) = (&case.book, &case.published, &case.request);
        let limits = Limits::default();
        let covering = found.keeping_cover(book, published, request, Some(1), &limits, &Unwatched);
        let Some(covering) = covering.unwrap() else {
            continue;
        };
        let may = |roster: &Roster| {
            let halves = half_hours(&found.problem, &case.book, &case.published, roster);
            let worse = halves.iter().any(|half| half.is_worse());
            !worse && verify(&found.problem, &case.book, roster).holds()
        };
        let fewest = case.fewest(&found.without, may);
        let got = covering.best().map(|plan| plan.cells.len());
        assert_eq!(got, fewest, "{number}: {}", case.text);
        kept += usize::from(got.is_some());
    }
    assert!(kept > 10, "{kept} teams");
}

#[test]
fn stand_ins_are_sorted_and_named_truly() {
    let mut random = Random(3);
    let mut some = 0;
    for number in 0..TEAMS {
        let Some(case) = Case::new(&mut random, number) else {
            continue;
        };
        let found = case.answer();
        let shifts: Vec<usize> = case
            .request
            .days
            .clone()
            .filter(|d| case.published.get(case.request.person, *d).is_some())
            .collect();
        let mut last = None;
        for one in &found.stand_ins {
            assert_ne!(one.person, case.request.person);
            assert_eq!(one.days.len() + one.missing, shifts.len());
            let mut roster = found.without.clone();
            for day in &one.days {
                assert_eq!(roster.get(one.person, *day), None, "{number}");
                roster.cells[one.person][*day] = case.published.get(case.request.person, *day);
            }
            let before = case.book.check(&found.problem, &found.without);
            let after = case.book.check(&found.problem, &roster);
            let price = |list: &[Breach]| list.iter().map(Breach::price).sum::<i64>();
            let published = case.book.check(&case.problem, &case.published);
            assert_eq!(one.price, price(&after) - price(&published));
            assert_eq!(one.price, one.brings.points());
            let new = new_among(&before, &after);
            let hard = |b: &&Breach| b.weight == Weight::Hard;
            assert_eq!(
                one.breaks,
                new.iter().filter(hard).cloned().collect::<Vec<_>>()
            );
            let broken: i64 = one.breaks.iter().map(|b| b.amount).sum();
            let rank = (one.missing, broken, one.price);
            assert!(last.is_none_or(|last| last <= rank), "{number}");
            last = Some(rank);
            some += 1;
        }
        if let Some(plan) = found.best()
            && let Some(cover) = cover_of(&case.published, plan, &case.request)
        {
            let takers = takers(&case.published, plan, &case.request);
            assert_eq!(takers.len(), shifts.len());
            assert!(
                takers.iter().all(|(_, people)| people == &[cover]),
                "{number}"
            );
        }
    }
    assert!(some > 30, "{some} stand-ins");
}

/// With somebody named to stand in, the plan is the least among the rosters in which they take over as many of the shifts
/// as in any.
#[test]
fn whoever_is_named_takes_over_as_many_shifts_as_can_be() {
    let mut random = Random(23);
    let (mut some, mut none) = (0, 0);
    for number in 0..TEAMS {
        let Some(mut case) = Case::new(&mut random, number) else {
            continue;
        };
        let others: Vec<PersonIx> = (case.problem.everybody())
            .filter(|person| *person != case.request.person)
            .collect();
        case.request.stand_in = Some(random.of(&others));
        let found = case.answer();
        let Some(chosen) = &found.chosen else {
            continue;
        };
        assert!(chosen.takes <= chosen.may.len());
        assert_eq!(chosen.may.len() + chosen.not.len(), chosen.shifts);
        let takes = |roster: &Roster| {
            let has =
                |(day, duty): &&(usize, usize)| roster.get(chosen.person, *day) == Some(*duty);
            chosen.may.iter().filter(has).count()
        };
        let holds = |roster: &Roster| verify(&found.problem, &case.book, roster).holds();
        let at_least = |count: usize| {
            let may = |roster: &Roster| takes(roster) >= count && holds(roster);
            case.fewest(&found.without, may)
        };
        let most = (1..=chosen.may.len())
            .rev()
            .find(|n| at_least(*n).is_some());
        let got = found.best().map(|plan| plan.cells.len());
        assert_eq!(got, most.and_then(at_least), "{number}: {}", case.text);
        assert_eq!(chosen.takes, most.unwrap_or(0), "{number}");
        for plan in &found.plans.plans {
            assert!(takes(&plan.roster) >= chosen.takes && holds(&plan.roster));
        }
        // Whoever cannot take one over by themselves, cannot in any roster.
        for (day, why) in &chosen.not {
            if let WhyNot::Rule(_) = why {
                let duty = case.published.get(case.request.person, *day);
                let has = |roster: &Roster| roster.get(chosen.person, *day) == duty;
                let may = |roster: &Roster| has(roster) && holds(roster);
                assert_eq!(case.fewest(&found.without, may), None, "{number}");
            }
        }
        some += usize::from(got.is_some());
        none += usize::from(got.is_none());
    }
    assert!(some > 10 && none > 10, "{some} and {none}");
}

/// What is broken on days that are over is nobody's to mend: it neither counts nor stands in the way.
#[test]
fn days_that_are_over_are_not_mended() {
    let text = r#"
team.name = "shop"
shift = [{ code = "D", time = ["09:00-17:00"] }]
person = [{ name = "Ann" }, { name = "Bo" }]
demand = [{ need = { "09:00-17:00" = 1 } }]
rules.work-run.longest = 3
"#;
    let (problem, book) = read(text, 7);
    // Ann works four days in a row, and nobody is there on the second of them but her.
    let rows = [("Ann", "D D D D - D D"), ("Bo", "- - - - D - -")];
    let rows = rows.map(|(name, cells)| (name.to_owned(), cells.to_owned()));
    let roster = Team::roster(&problem, &rows).unwrap();
    assert!(!verify(&problem, &book, &roster).holds());
    let plan = |today: usize| {
        let mending = Mending::new(&problem, &book, &roster, today);
        mending.plan(&Limits::default(), &Unwatched).unwrap()
    };
    assert_eq!(plan(0).outcome(), Outcome::Changes(2, true));
    assert_eq!(plan(4).outcome(), Outcome::AsItIs);
    assert!(plan(4).plans[0].broken.is_empty());
    // On the fourth day of the run the last of it can still be given to somebody else.
    assert_eq!(plan(3).outcome(), Outcome::Changes(2, true));
}

#[test]
#[allow(clippy::cloned_ref_to_slice_refs)] // lists of one breach, as they come
fn what_is_new_is_what_has_become_worse() {
    let breach = |days: &[usize], amount: i64, text: &str| Breach {
        rule: "cover",
        instance: 0,
        weight: Weight::Hard,
        amount,
        people: Vec::new(),
        days: days.to_vec(),
        text: paiban::text::Text::same(text),
    };
    let (a, b) = (breach(&[1], 2, "morning"), breach(&[1], 3, "evening"));
    assert_eq!(new_among(&[], &[a.clone()]), [a.clone()]);
    assert_eq!(
        new_among(&[a.clone()], &[a.clone(), b.clone()]),
        [b.clone()]
    );
    // Not worse as a whole, whatever it is called now.
    assert!(new_among(&[b.clone()], &[a.clone()]).is_empty());
    assert_eq!(new_among(&[a.clone()], &[b.clone()]), [b]);
    let other = breach(&[2], 1, "morning");
    assert_eq!(new_among(&[a], &[other.clone()]), [other]);
}

struct Case {
    text: String,
    problem: Problem,
    book: RuleBook,
    published: Roster,
    request: Request,
}

impl Case {
    /// A team, one of its rosters that keeps every hard rule, and a request.
    fn new(random: &mut Random, number: usize) -> Option<Case> {
        let (people, days) = random.of(&[(2, 4), (3, 3)]);
        let text = team(random, people);
        let (problem, book) = read(&text, days);
        let published = (0..500)
            .map(|_| any(random, &problem))
            .find(|roster| verify(&problem, &book, roster).holds())?;
        let today = if number.is_multiple_of(3) { 1 } else { 0 };
        let first = today + random.below(days - today);
        let last = first + random.below(days - first).min(1);
        let person = random.below(people);
        // A night that is over and reaches into the leave is in nobody's hands; enumeration would wait for it.
        let night = first
            .checked_sub(1)
            .and_then(|d| published.get(PersonIx(person), d));
        if first == today && night.is_some_and(|duty| problem.kinds[duty].end() > 24 * 60) {
            return None;
        }
        Some(Case {
            request: Request {
                person: PersonIx(person),
                days: first..=last,
                leave: first as i64..=last as i64,
                today,
                stand_in: None,
            },
            text,
            problem,
            book,
            published,
        })
    }

    /// The cells that may change.
    fn free(&self) -> Vec<(PersonIx, usize)> {
        let all = self
            .problem
            .everybody()
            .flat_map(|person| (self.request.today..self.problem.days()).map(move |d| (person, d)));
        let away = |(person, day): &(PersonIx, usize)| {
            *person == self.request.person && self.request.days.contains(day)
        };
        all.filter(|cell| !away(cell)).collect()
    }

    /// The fewest changes by trying every roster; `None`: there is none.
    fn fewest(&self, start: &Roster, may: impl Fn(&Roster) -> bool) -> Option<usize> {
        let free = self.free();
        let values = self.problem.duties.len() + 1;
        let count = values.pow(u32::try_from(free.len()).unwrap());
        let roster = |mut number: usize| {
            let mut roster = start.clone();
            for (person, day) in &free {
                roster.cells[*person][*day] = (number % values).checked_sub(1);
                number /= values;
            }
            roster
        };
        let rosters = (0..count).map(roster).filter(may);
        rosters.map(|roster| between(start, &roster).len()).min()
    }

    fn answer(&self) -> paiban::explain::leave::Answer {
        let limits = Limits::default();
        let found = answer(
            &self.problem,
            &self.book,
            &self.published,
            &self.request,
            &limits,
            &Unwatched,
        );
        found.unwrap()
    }
}

fn read(text: &str, days: usize) -> (Problem, RuleBook) {
    let first = NaiveDate::from_ymd_opt(2026, 12, 7).unwrap();
    let fault = |f: paiban::input::Fault| -> ! { panic!("{f}\n{text}") };
    let team = Team::parse(Source::new("team.toml", text)).unwrap_or_else(|f| fault(f));
    team.horizon(first, days, None).unwrap_or_else(|f| fault(f))
}

/// A day shift, a late one, and sometimes one past midnight in its place; a few rules, hard and priced.
fn team(random: &mut Random, people: usize) -> String {
    let late = random.of(&["17:00-23:00", "17:00-23:00", "22:00-06:00"]);
    let mut text = format!(
        "team.name = \"made up\"\nshift = [{{ code = \"D\", time = [\"09:00-17:00\"] }}, {{ code = \"N\", time = [\"{late}\"] }}]\n"
    );
    let (need, evening) = (random.of(&[1, 1, 2]), random.of(&[0, 1]));
    let least = random.of(&[0, need.min(1)]);
    text.push_str(&format!(
        "demand = [{{ need = {{ \"09:00-17:00\" = {need}, \"22:00-23:00\" = {evening} }}, least = {{ \"09:00-17:00\" = {least} }} }}]\n"
    ));
    for number in 0..people {
        text.push_str(&format!("[[person]]\nname = \"P{number}\"\n"));
        if random.below(4) == 0 {
            let day = 7 + random.below(4);
            text.push_str(&format!("unavailable = [\"2026-12-{day:02}\"]\n"));
        }
        if random.below(4) == 0 {
            text.push_str("wishes = [{ on = \"wed\", want = \"off\" }]\n");
        }
    }
    let cover = random.of(&["\"hard\"", "10", "10"]);
    text.push_str(&format!("[rules.cover]\nweight = {cover}\n"));
    text.push_str("[rules.surplus]\nweight = 1\n");
    let longest = 2 + random.below(2);
    text.push_str(&format!("[rules.work-run]\nlongest = {longest}\n"));
    if random.below(2) == 0 {
        text.push_str("[rules.succession]\nafter = [\"N\"]\nnot = [\"D\"]\n");
    }
    if random.below(3) == 0 {
        let mode = random.of(&["exactly", "at-least"]);
        text.push_str(&format!(
            "[rules.month-rest]\ndays = 1\nmode = \"{mode}\"\n"
        ));
    }
    let weight = random.of(&["5", "\"hard\""]);
    text.push_str(&format!(
        "[rules.even]\nof = \"days\"\nwithin = 1\nweight = {weight}\n"
    ));
    text
}

/// Any roster.
fn any(random: &mut Random, problem: &Problem) -> Roster {
    let mut roster = Roster::empty(problem.people.len(), problem.days());
    for cell in roster.cells.iter_mut().flatten() {
        *cell = random.below(problem.duties.len() + 1).checked_sub(1);
    }
    roster
}

/// A small generator, so that a failing team is found again.
struct Random(u64);

impl Random {
    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }
}
