//! Shift Scheduling Benchmark Instances (Curtois & Qu 2014): one text file of sections.

use super::lines::{Piece, lines};
use super::rules_text::RulesText;
use super::{Instance, LONGEST, frame, person, shift, with_rules};
use crate::domain::person::{Want, Wish};
use crate::domain::{PersonIx, Problem, Roster};
use crate::input::{BenchFlaw, Fault, FaultKind, Named, Source};
use crate::model::DutySet;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Most points of one request or one person.
const DEAREST: i64 = 1_000_000;

/// Most people wanted on a shift.
const CROWD: i64 = 10_000;

/// Largest difference of most and least minutes: what `contract-hours` takes.
const WIDEST: i64 = 744 * 60;

/// Reads an instance.
///
/// # Errors
///
/// The first fault of the file, with its place.
pub fn read(path: &Path) -> Result<Instance, Fault> {
    let name = path.file_stem().map_or("".into(), |s| s.to_string_lossy());
    parse(&Source::read(path)?, &name)
}

/// The same from a text in memory, under this name.
///
/// # Errors
///
/// The first fault of the text, with its place.
pub fn parse(source: &Arc<Source>, name: &str) -> Result<Instance, Fault> {
    let sections = sections(source)?;
    let days = horizon(source, &sections)?;
    let shifts = shifts(source, &sections)?;
    let kinds = shifts.iter().map(|s| shift(&s.code, s.minutes)).collect();
    let mut problem = frame(name, days, Vec::new(), kinds);
    let staff = staff(source, &sections, &mut problem)?;
    days_off(&sections, &mut problem)?;
    requests(&sections, &mut problem)?;
    let covers = covers(source, &sections, &problem)?;
    let mut rules = RulesText::new(problem.people.len());
    say_covers(&mut rules, &problem, &covers);
    say_followers(&mut rules, &problem, &shifts);
    say_staff(&mut rules, &problem, &staff);
    with_rules(problem, source, rules)
}

/// A roster as `employee,day,shift`, days from 0.
pub fn write(problem: &Problem, roster: &Roster) -> String {
    let mut text = "employee,day,shift\n".to_owned();
    for (person, row) in PersonIx::enumerate(&roster.cells) {
        for (day, duty) in row.iter().enumerate() {
            if let Some(duty) = duty.and_then(|d| problem.duties.get(d)) {
                let name = problem.person_name(person);
                text += &format!("{name},{day},{}\n", duty.code);
            }
        }
    }
    text
}

type Sections<'a> = BTreeMap<&'a str, Vec<Piece<'a>>>;

const SECTIONS: [&str; 7] = [
    "SECTION_HORIZON",
    "SECTION_SHIFTS",
    "SECTION_STAFF",
    "SECTION_DAYS_OFF",
    "SECTION_SHIFT_ON_REQUESTS",
    "SECTION_SHIFT_OFF_REQUESTS",
    "SECTION_COVER",
];

fn sections(source: &Arc<Source>) -> Result<Sections<'_>, Fault> {
    let mut sections = Sections::new();
    let mut current = None;
    for line in lines(source) {
        if line.text.starts_with("SECTION_") {
            let index = line.index_in(Named::Section, SECTIONS.into_iter())?;
            current = Some(SECTIONS[index]);
            sections.entry(SECTIONS[index]).or_default();
        } else {
            let section = current.and_then(|c| sections.get_mut(c));
            section
                .ok_or_else(|| line.not("SECTION_HORIZON"))?
                .push(line);
        }
    }
    Ok(sections)
}

/// The lines of a section that must be there.
fn section<'s, 'a>(
    source: &Arc<Source>,
    sections: &'s Sections<'a>,
    name: &'static str,
) -> Result<&'s [Piece<'a>], Fault> {
    let lines = sections.get(name).filter(|lines| !lines.is_empty());
    let absent = || source.fault(None, BenchFlaw::NoSection { name }.into());
    lines.map(Vec::as_slice).ok_or_else(absent)
}

/// The lines of a section that may be missing.
fn optional<'s, 'a>(sections: &'s Sections<'a>, name: &str) -> &'s [Piece<'a>] {
    sections.get(name).map_or(&[], Vec::as_slice)
}

fn horizon(source: &Arc<Source>, sections: &Sections<'_>) -> Result<usize, Fault> {
    let lines = section(source, sections, "SECTION_HORIZON")?;
    let days = lines[0].number(1, LONGEST)?;
    Ok(usize::try_from(days).unwrap_or(0))
}

struct Shift {
    code: String,
    minutes: i32,
    /// Indices of the shifts that cannot follow it.
    not_after: Vec<usize>,
}

fn shifts(source: &Arc<Source>, sections: &Sections<'_>) -> Result<Vec<Shift>, Fault> {
    const FORM: &str = "ShiftID,Length,Shift|Shift";
    let rows = section(source, sections, "SECTION_SHIFTS")?;
    let rows: Vec<[Piece<'_>; 3]> = rows
        .iter()
        .map(|r| r.fields(FORM))
        .collect::<Result<_, _>>()?;
    if let Some(row) = rows.get(DutySet::CAPACITY) {
        return Err(row[0].fault(FaultKind::TooManyDuties {
            count: rows.len(),
            most: DutySet::CAPACITY,
        }));
    }
    let codes = rows.iter().map(|[code, ..]| code.text);
    let mut seen = BTreeSet::new();
    let row = |[code, minutes, after]: &[Piece<'_>; 3]| {
        let after = after.split(|c| c == '|').filter(|s| !s.text.is_empty());
        Ok(Shift {
            code: code.new_name(Named::Shift, &mut seen)?,
            minutes: i32::try_from(minutes.number(1, 1440)?).unwrap_or(0),
            not_after: after
                .map(|s| s.index_in(Named::Shift, codes.clone()))
                .collect::<Result<_, _>>()?,
        })
    };
    rows.iter().map(row).collect()
}

/// What an employee's line says beside the name.
struct Staff {
    /// Most shifts of each kind.
    most: Vec<i64>,
    least_minutes: i64,
    most_minutes: i64,
    longest: i64,
    shortest: i64,
    shortest_off: i64,
    weekends: i64,
}

fn staff(
    source: &Arc<Source>,
    sections: &Sections<'_>,
    problem: &mut Problem,
) -> Result<Vec<Staff>, Fault> {
    const FORM: &str = "ID,Shift=N|Shift=N,MaxTotalMinutes,MinTotalMinutes,MaxConsecutiveShifts,MinConsecutiveShifts,MinConsecutiveDaysOff,MaxWeekends";
    let mut seen = BTreeSet::new();
    let mut staff = Vec::new();
    for row in section(source, sections, "SECTION_STAFF")? {
        let [id, most, high, low, longest, shortest, off, weekends] = row.fields(FORM)?;
        let most_minutes = high.number(0, LONGEST * 1440)?;
        let least_minutes = low.number((most_minutes - WIDEST).max(0), most_minutes)?;
        let longest = longest.number(1, LONGEST)?;
        let shortest = shortest.number(1, longest)?;
        let mut who = person(&id.new_name(Named::Person, &mut seen)?);
        who.contract = i32::try_from(least_minutes).ok();
        problem.people.push(who);
        staff.push(Staff {
            most: shift_limits(problem, most)?,
            least_minutes,
            most_minutes,
            longest,
            shortest,
            shortest_off: off.number(1, LONGEST)?,
            weekends: weekends.number(0, LONGEST)?,
        });
    }
    Ok(staff)
}

/// `E=14|L=0`: a shift that is not named has no limit.
fn shift_limits(problem: &Problem, field: Piece<'_>) -> Result<Vec<i64>, Fault> {
    const FORM: &str = "Shift=N|Shift=N";
    let mut most = vec![problem.days() as i64; problem.kinds.len()];
    for limit in field.split(|c| c == '|').filter(|p| !p.text.is_empty()) {
        let parts: Vec<Piece<'_>> = limit.split(|c| c == '=').collect();
        let [shift, number] = parts[..] else {
            return Err(limit.not(FORM));
        };
        let codes = problem.kinds.iter().map(|k| k.code.as_str());
        most[shift.index_in(Named::Shift, codes)?] = number.number(0, CROWD)?;
    }
    Ok(most)
}

fn employee(problem: &Problem, field: Piece<'_>) -> Result<usize, Fault> {
    field.index_in(
        Named::Person,
        problem.people.iter().map(|p| p.name.as_str()),
    )
}

fn kind(problem: &Problem, field: Piece<'_>) -> Result<usize, Fault> {
    field.index_in(Named::Shift, problem.kinds.iter().map(|k| k.code.as_str()))
}

fn days_off(sections: &Sections<'_>, problem: &mut Problem) -> Result<(), Fault> {
    for row in optional(sections, "SECTION_DAYS_OFF") {
        let mut fields = row.split(|c| c == ',');
        let Some(name) = fields.next() else { continue };
        let person = employee(problem, name)?;
        let count = problem.days();
        let off = &mut problem.people[person].unavailable;
        for day in fields.filter(|f| !f.text.is_empty()) {
            off.push(day.day(count)? as i64);
        }
        off.sort_unstable();
        off.dedup();
    }
    Ok(())
}

fn requests(sections: &Sections<'_>, problem: &mut Problem) -> Result<(), Fault> {
    const FORM: &str = "EmployeeID,Day,ShiftID,Weight";
    for (name, wanted) in [
        ("SECTION_SHIFT_ON_REQUESTS", true),
        ("SECTION_SHIFT_OFF_REQUESTS", false),
    ] {
        for row in optional(sections, name) {
            let [who, day, shift, weight] = row.fields(FORM)?;
            let (person, kind) = (employee(problem, who)?, kind(problem, shift)?);
            let want = if wanted {
                Want::Kind(kind)
            } else {
                Want::NotKind(kind)
            };
            let wish = Wish {
                day: day.day(problem.days())?,
                want,
                weight: Some(weight.number(0, DEAREST)?),
            };
            problem.people[person].wishes.push(wish);
        }
    }
    Ok(())
}

/// Days by what is needed: kind, people, price of a person too few and of one too many.
type Covers = BTreeMap<(usize, i64, i64, i64), Vec<usize>>;

fn covers(
    source: &Arc<Source>,
    sections: &Sections<'_>,
    problem: &Problem,
) -> Result<Covers, Fault> {
    const FORM: &str = "Day,ShiftID,Requirement,Weight for under,Weight for over";
    let mut covers = Covers::new();
    let mut seen = BTreeSet::new();
    for row in section(source, sections, "SECTION_COVER")? {
        let [day, shift, need, under, over] = row.fields(FORM)?;
        let (on, kind) = (day.day(problem.days())?, kind(problem, shift)?);
        if !seen.insert((on, kind)) {
            let name = format!("{},{}", day.text, shift.text);
            return Err(row.fault(BenchFlaw::Twice { name }.into()));
        }
        let need = need.number(0, CROWD)?;
        let (under, over) = (under.number(0, DEAREST)?, over.number(0, DEAREST)?);
        let days = covers.entry((kind, need, under, over)).or_default();
        days.push(on);
    }
    covers.values_mut().for_each(|days| days.sort_unstable());
    Ok(covers)
}

fn say_covers(rules: &mut RulesText, problem: &Problem, covers: &Covers) {
    for (&(kind, need, under, over), days) in covers {
        rules
            .rule("shift-daily")
            .list("kinds", [problem.kinds[kind].code.as_str()])
            .on(problem, days)
            .number("need", need)
            .number("over", over)
            .points(under);
    }
}

/// Shifts that the same ones cannot follow are said together.
fn say_followers(rules: &mut RulesText, problem: &Problem, shifts: &[Shift]) {
    let code = |kind: usize| problem.kinds[kind].code.as_str();
    let mut groups: BTreeMap<&[usize], Vec<usize>> = BTreeMap::new();
    for (kind, shift) in shifts.iter().enumerate() {
        if !shift.not_after.is_empty() {
            groups.entry(&shift.not_after).or_default().push(kind);
        }
    }
    for (not, after) in groups {
        rules
            .rule("succession")
            .list("after", after.iter().map(|&k| code(k)))
            .list("not", not.iter().map(|&k| code(k)));
    }
}

/// People of whom the same is said, by what it is.
fn grouped<K: Ord>(
    staff: &[Staff],
    key: impl Fn(&Staff) -> Option<K>,
) -> BTreeMap<K, Vec<PersonIx>> {
    let mut groups: BTreeMap<K, Vec<PersonIx>> = BTreeMap::new();
    for (person, row) in PersonIx::enumerate(staff) {
        if let Some(key) = key(row) {
            groups.entry(key).or_default().push(person);
        }
    }
    groups
}

fn say_staff(rules: &mut RulesText, problem: &Problem, staff: &[Staff]) {
    for ((longest, shortest), who) in grouped(staff, |s| Some((s.longest, s.shortest))) {
        let rule = rules.rule("work-run").weight("hard");
        rule.number("longest", longest)
            .number("shortest", shortest)
            .who(problem, &who);
    }
    let off = |s: &Staff| (s.shortest_off > 1).then_some(s.shortest_off);
    for (shortest, who) in grouped(staff, off) {
        let rule = rules.rule("rest-run").weight("hard");
        rule.number("shortest", shortest).who(problem, &who);
    }
    let all = problem.weeks().len() as i64;
    let most = |s: &Staff| (s.weekends < all).then_some(s.weekends);
    for (most, who) in grouped(staff, most) {
        let rule = rules.rule("weekends").weight("hard");
        rule.number("most", most).who(problem, &who);
    }
    for (width, who) in grouped(staff, |s| Some(s.most_minutes - s.least_minutes)) {
        let rule = rules.rule("contract-hours").weight("hard");
        rule.number("under", 0)
            .minutes("over", width)
            .who(problem, &who);
    }
    say_limits(rules, problem, staff);
}

fn say_limits(rules: &mut RulesText, problem: &Problem, staff: &[Staff]) {
    let code = |kind: usize| problem.kinds[kind].code.as_str();
    let kinds = || 0..problem.kinds.len();
    let never = |s: &Staff| -> Vec<usize> { kinds().filter(|&k| s.most[k] == 0).collect() };
    for (kinds, who) in grouped(staff, |s| Some(never(s)).filter(|k| !k.is_empty())) {
        let rule = rules.rule("shift-limit");
        rule.list("kinds", kinds.iter().map(|&k| code(k)))
            .number("most", 0)
            .who(problem, &who);
    }
    let days = problem.days() as i64;
    for kind in kinds() {
        let most = |s: &Staff| Some(s.most[kind]).filter(|m| (1..days).contains(m));
        for (most, who) in grouped(staff, most) {
            let rule = rules.rule("shift-limit");
            rule.list("kinds", [code(kind)])
                .number("most", most)
                .who(problem, &who);
        }
    }
}
