//! The cycle as boxes, one a step: what is worked in it, and who enters there.

use super::{Class, Cycle};
use crate::render::chart::color::{Color, INK, SHADE, WHITE};
use crate::render::chart::plan::Plan;
use crate::render::chart::tasks::circled;
use crate::render::chart::view::{Area, Page, style};

/// Lines of names in a box before they become a number.
const NAMES: usize = 4;
const NAME_LINE: f64 = 9.5;
/// Room for the arrow behind a box.
const ARROW: f64 = 24.0;

/// The boxes above the table; none where there is no cycle.
pub struct Steps<'a> {
    plan: &'a Plan<'a>,
    cycle: &'a Cycle,
    area: Area,
    /// For each step who enters there, in lines.
    names: Vec<Vec<String>>,
}

impl<'a> Steps<'a> {
    /// Boxes at the top of an area.
    pub fn new(plan: &'a Plan<'a>, cycle: &'a Cycle, area: Area) -> Steps<'a> {
        let count = cycle.steps.len();
        let wide = area.w / count.max(1) as f64 - ARROW - 8.0;
        let mut lines: Vec<Vec<String>> = (0..count)
            .map(|step| names(plan, cycle, step, wide))
            .collect();
        // Names in all boxes or in none: a number beside names looks like a step without people.
        if lines.iter().any(|l| l.len() > NAMES) {
            lines = (0..count).map(|step| number(plan, cycle, step)).collect();
        }
        Steps {
            plan,
            cycle,
            area,
            names: lines,
        }
    }

    /// How high they are, with the space below.
    pub fn height(&self) -> f64 {
        let lines = self.names.iter().map(Vec::len).max();
        lines.map_or(0.0, |lines| 30.0 + NAME_LINE * lines as f64)
    }

    /// Draws them.
    pub fn draw(&self, page: &mut Page) {
        let count = self.cycle.steps.len();
        if count == 0 {
            return;
        }
        let wide = self.area.w / count as f64;
        let height = self.height() - 8.0;
        for (step, class) in self.cycle.steps.iter().enumerate() {
            let left = self.area.x + wide * step as f64;
            let field = Area::new(left, self.area.y, wide - ARROW, height);
            page.fill(field, self.color(*class));
            page.frame(field, 0.8, INK);
            let title = Area::new(field.x + 4.0, field.y + 2.0, field.w - 8.0, 14.0);
            page.write(
                title,
                &self.title(step),
                style(9.0).least(6.0).bold().start(),
            );
            for (line, names) in self.names[step].iter().enumerate() {
                let y = field.y + 17.0 + NAME_LINE * line as f64;
                let area = Area::new(field.x + 4.0, y, field.w - 8.0, NAME_LINE);
                page.write(area, names, style(7.5).least(6.0).start());
            }
            // After the last step comes the first again.
            let arrow = if step + 1 == count {
                format!("→{}", circled(1))
            } else {
                "→".to_owned()
            };
            let area = Area::new(field.right(), field.y, ARROW, field.h).inset(2.0, 0.0);
            page.write(area, &arrow, style(12.0).least(6.0));
        }
    }

    /// `Step 1: night`.
    pub fn title(&self, step: usize) -> String {
        let (number, class) = (step + 1, self.class(step));
        self.plan.say(&crate::text!(
            "Step {number}: {class}",
            "循环第{number}周：{class}"
        ))
    }

    /// What is worked in a step.
    pub fn class(&self, step: usize) -> String {
        class_name(self.plan, self.cycle, self.cycle.steps[step])
    }

    /// The colour of a class: that of its shift, where it has only one.
    pub fn color(&self, class: Class) -> Color {
        match (class, kinds(self.plan, self.cycle, class).as_slice()) {
            (Class::Part(_) | Class::Other, [one]) => self.plan.colors[*one],
            (Class::Part(_), _) => SHADE,
            _ => WHITE,
        }
    }
}

/// What a class of weeks is called: by its shift where it has only one, by night and day, else by its shifts' codes.
pub fn class_name(plan: &Plan<'_>, cycle: &Cycle, class: Class) -> String {
    let kinds = kinds(plan, cycle, class);
    let night = |kind: &usize| plan.problem.kinds[*kind].night;
    let alone = !cycle.kinds.contains(&Class::Part(1));
    match (kinds.as_slice(), class) {
        ([one], _) => plan.say(&plan.problem.kinds[*one].name),
        ([], Class::Part(_)) => plan.t(("nights", "晚班")).to_owned(),
        ([], _) => plan.t(("days", "白班")).to_owned(),
        (all, _) if all.iter().all(night) => plan.t(("nights", "晚班")).to_owned(),
        (all, Class::Other) if alone && !all.iter().any(night) => {
            plan.t(("days", "白班")).to_owned()
        }
        (all, _) => {
            let codes = all
                .iter()
                .map(|kind| plan.problem.kinds[*kind].code.as_str());
            codes.collect::<Vec<_>>().join(plan.t((", ", "、")))
        }
    }
}

/// The shifts that a class of weeks is made of, as far as the cycle's people work them.
fn kinds(plan: &Plan<'_>, cycle: &Cycle, class: Class) -> Vec<usize> {
    let people = cycle
        .rows
        .iter()
        .filter(|row| row.turns || cycle.steps.is_empty());
    let people: Vec<_> = people.map(|row| row.person).collect();
    let worked = |kind: &usize| {
        let mut stints = people.iter().flat_map(|p| plan.facts.month(*p));
        stints.any(|stint| stint.kind == *kind)
    };
    let all = 0..plan.problem.kinds.len();
    all.filter(|kind| cycle.kinds[*kind] == class && worked(kind))
        .collect()
}

/// How many enter at a step.
fn number(plan: &Plan<'_>, cycle: &Cycle, step: usize) -> Vec<String> {
    let count = cycle.rows.iter().filter(|r| r.step == Some(step)).count();
    vec![plan.say(&crate::text!("{count} people", "{count}人"))]
}

/// Who enters at a step, in lines of a width.
fn names(plan: &Plan<'_>, cycle: &Cycle, step: usize, room: f64) -> Vec<String> {
    let rows = cycle.rows.iter().filter(|r| r.step == Some(step));
    let names: Vec<&str> = rows
        .map(|r| plan.problem.people[r.person].name.as_str())
        .collect();
    let between = plan.t((", ", "、"));
    let words = style(7.5);
    let mut lines: Vec<String> = Vec::new();
    for name in &names {
        match lines.last_mut() {
            Some(line) if words.width(&format!("{line}{between}{name}")) <= room => {
                line.push_str(between);
                line.push_str(name);
            }
            _ => lines.push((*name).to_owned()),
        }
    }
    if lines.is_empty() {
        lines.push(plan.t(("nobody", "无人")).to_owned());
    }
    lines
}
