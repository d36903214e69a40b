//! Presets as files: comments in one language, and scaled to another number of people.

use crate::text::Lang;

/// A preset's text in one language: of the comments marked `#en` and `#zh` the other's are dropped.
pub fn localized(preset: &str, lang: Lang) -> String {
    let (keep, drop) = match lang {
        Lang::En => ("#en ", "#zh "),
        Lang::Zh => ("#zh ", "#en "),
    };
    let mut text = String::with_capacity(preset.len());
    for line in preset.lines().filter(|l| !l.starts_with(drop)) {
        match line.strip_prefix(keep) {
            Some(comment) => text.push_str(&format!("# {comment}\n")),
            None => text.push_str(&format!("{line}\n")),
        }
    }
    text
}

/// A preset's text with an id behind the team's name, which tells its shop from others made from the same preset.
pub fn identified(preset: &str, id: &str, lang: Lang) -> String {
    let why = match lang {
        Lang::En => {
            "Tells this shop's ledger from those of other shops made from this preset; leave it as it is."
        }
        Lang::Zh => "用来区分出自同一预设的各家店的台账；请保留不动。",
    };
    let mut text = String::with_capacity(preset.len() + 200);
    let mut open = true;
    for line in preset.lines() {
        text.push_str(&format!("{line}\n"));
        if open && line.starts_with("name = ") {
            open = false;
            text.push_str(&format!("# {why}\nid = \"{id}\"\n"));
        }
    }
    text
}

/// The preset with `people` people: persons repeat with a number behind their name, and every number
/// of people in `need`, `least` and `most` grows in proportion, rounded to the nearest, at least 1.
pub fn scaled(preset: &str, people: usize) -> String {
    let blocks = blocks(preset);
    let persons: Vec<&String> = blocks.iter().filter(|b| is_person(b)).collect();
    let count = persons.len();
    if count == 0 {
        return preset.to_owned();
    }
    let first = blocks.iter().position(|b| is_person(b)).unwrap_or(0);
    let mut text = String::new();
    for (index, block) in blocks.iter().enumerate() {
        if index == first {
            for n in 0..people {
                text.push_str(&clone_of(persons[n % count], n / count));
            }
        }
        if block.starts_with("[[demand]]") {
            text.push_str(&grown(block, people, count));
        } else if !is_person(block) {
            text.push_str(&followers(block, people, count));
        }
    }
    text
}

/// A file cut before every table header; a comment right above a header goes with it.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    let mut comments = String::new();
    for line in text.lines() {
        if line.starts_with('#') && !line.starts_with("#   ") {
            comments.push_str(&format!("{line}\n"));
            continue;
        }
        if line.starts_with('[') {
            blocks.push(String::new());
        }
        if let Some(block) = blocks.last_mut() {
            if line.starts_with('[') {
                // Kept inside the block, below its header, so that blocks start with their header.
                block.push_str(&format!("{line}\n{comments}"));
            } else {
                block.push_str(&format!("{comments}{line}\n"));
            }
        }
        comments.clear();
    }
    blocks
}

fn is_person(block: &str) -> bool {
    block.starts_with("[[person]]")
}

/// A person's block; from the second round on with a number in name and id.
fn clone_of(block: &str, round: usize) -> String {
    if round == 0 {
        return block.to_owned();
    }
    let suffix = round + 1;
    block
        .lines()
        .map(|line| match line.strip_suffix('"') {
            Some(start) if line.starts_with("name = ") => format!("{start}{suffix}\"\n"),
            Some(start) if line.starts_with("id = ") => format!("{start}-{suffix}\"\n"),
            _ => format!("{line}\n"),
        })
        .collect()
}

/// Numbers of people in a demand block, in proportion.
fn grown(block: &str, people: usize, count: usize) -> String {
    let line = |line: &str| {
        let curve = ["need", "least", "most"]
            .iter()
            .any(|k| line.starts_with(k));
        if curve {
            grown_line(line, people, count)
        } else {
            line.to_owned()
        }
    };
    block.lines().map(|l| line(l) + "\n").collect()
}

fn grown_line(line: &str, people: usize, count: usize) -> String {
    let mut text = String::new();
    for (i, part) in line.split("\" = ").enumerate() {
        if i == 0 {
            text.push_str(part);
            continue;
        }
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number: usize = part[..digits].parse().unwrap_or(0);
        let scaled = ((2 * number * people + count) / (2 * count)).max(number.min(1));
        text.push_str(&format!("\" = {scaled}{}", &part[digits..]));
    }
    text
}

/// `most` of a rule on posts grows too; a list of names in `who` names the copies as well.
fn followers(block: &str, people: usize, count: usize) -> String {
    let rounds = people.div_ceil(count.max(1));
    block
        .lines()
        .map(|line| {
            if let Some(names) = line.strip_prefix("who = ") {
                return format!("who = {}\n", copied_names(names, rounds, people, count));
            }
            let grows = block.starts_with("[rules.post-daily]")
                && (line.starts_with("least = ") || line.starts_with("most = "));
            match line.split_once(" = ") {
                Some((key, number)) if grows => {
                    let number: usize = number.trim().parse().unwrap_or(1);
                    format!(
                        "{key} = {}\n",
                        ((2 * number * people + count) / (2 * count)).max(1)
                    )
                }
                _ => format!("{line}\n"),
            }
        })
        .collect()
}

fn copied_names(names: &str, rounds: usize, people: usize, count: usize) -> String {
    let originals: Vec<&str> = names.split('"').skip(1).step_by(2).collect();
    // Those of the last, incomplete round are not known by name here: they are left out.
    let whole = if people.is_multiple_of(count) {
        rounds
    } else {
        rounds.saturating_sub(1)
    };
    let mut all = Vec::new();
    for round in 0..whole.max(1) {
        for name in &originals {
            let suffix = if round == 0 {
                String::new()
            } else {
                (round + 1).to_string()
            };
            all.push(format!("\"{name}{suffix}\""));
        }
    }
    format!("[{}]", all.join(", "))
}
