//! Whom a text means: one way for files, requests and the ledger.
//!
//! The id first, then the name, then both as lists show them; then the same in whatever case, width and spacing; at last
//! what somebody was called before. What several people are called means none of them.

use super::loose::folded;

/// Places of the people whom a text might have meant: none, or several.
pub type Unclear<Place = usize> = Vec<Place>;

/// One of several ways to tell whom something means, the plainest first.
type Way<'f, Of, Is> = &'f dyn Fn(Of) -> Is;

/// What a person is called.
#[derive(Debug, Clone, Copy)]
pub struct Called<'a> {
    /// Id.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Earlier names and ids.
    pub was: &'a [String],
}

impl<'a> From<(&'a str, &'a str)> for Called<'a> {
    fn from((id, name): (&'a str, &'a str)) -> Called<'a> {
        Called { id, name, was: &[] }
    }
}

/// The place of the person among `people` whom a text means.
///
/// # Errors
/// Nobody is called so, or several are.
pub fn find<'a, C: Into<Called<'a>>>(
    people: impl IntoIterator<Item = C>,
    text: &str,
) -> Result<usize, Unclear> {
    let people: Vec<Called<'a>> = people.into_iter().map(Into::into).collect();
    let text = text.trim();
    if text.is_empty() {
        return Err(Vec::new());
    }
    let exact = |c: &Called<'a>| [c.id == text, c.name == text, shown(c.id, c.name) == text];
    let loose = folded(text);
    let loosely = |c: &Called<'a>| {
        let (id, name) = (folded(c.id), folded(c.name));
        let both = [
            format!("{id}{name}"),
            format!("{name}{id}"),
            format!("{name}({id})"),
        ];
        [id == loose, name == loose, both.contains(&loose)]
    };
    let before = |c: &Called<'a>| [c.was.iter().any(|was| folded(was) == loose), false, false];
    let ways: [Way<'_, &Called<'a>, [bool; 3]>; 3] = [&exact, &loosely, &before];
    for way in ways {
        let mut called = [Vec::new(), Vec::new(), Vec::new()];
        for (place, person) in people.iter().enumerate() {
            for (places, is) in called.iter_mut().zip(way(person)) {
                if is {
                    places.push(place);
                }
            }
        }
        match called.into_iter().find(|places| !places.is_empty()) {
            Some(places) if places.len() == 1 => return Ok(places[0]),
            Some(several) => return Err(several),
            None => {}
        }
    }
    Err(Vec::new())
}

/// Whom each of some rows means, by id and name as they were written down; of two rows that mean one person the one that
/// says so more plainly. `None`: nobody, or nobody whom another row does not mean better.
pub fn fit<'a>(people: &[Called<'a>], rows: &[(&str, &str)]) -> Vec<Option<usize>> {
    let mut fitted = vec![None; rows.len()];
    let mut taken = vec![false; people.len()];
    let ids = || people.iter().map(|c| (c.id, c.id));
    let place = |is: &dyn Fn(&Called<'a>) -> bool| people.iter().position(is);
    let ways: [Way<'_, &(&str, &str), Option<usize>>; 4] = [
        &|(id, _)| place(&|c| c.id == *id),
        &|(id, _)| find(ids(), id).ok(),
        &|(_, name)| place(&|c| c.name == *name),
        &|(id, name)| {
            let found = find(people.iter().copied(), name).ok();
            found.or_else(|| find(people.iter().copied(), id).ok())
        },
    ];
    for way in ways {
        for (fitted, row) in fitted.iter_mut().zip(rows) {
            if fitted.is_none()
                && let Some(found) = way(row).filter(|place| !taken[*place])
            {
                taken[found] = true;
                *fitted = Some(found);
            }
        }
    }
    fitted
}

/// Whether two texts are one name: but for case, width and spacing.
pub fn alike(a: &str, b: &str) -> bool {
    a == b || folded(a) == folded(b)
}

/// Id and name as lists show them: `A03 王芳`; where they are the same, one of them.
pub fn shown(id: &str, name: &str) -> String {
    if id == name {
        name.to_owned()
    } else {
        format!("{id} {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_before_a_name_and_two_are_none() {
        let team = [("1", "Ann"), ("2", "Bo"), ("Bo", "Cy"), ("4", "Ann")];
        let cases: [(&str, Result<usize, Unclear>); 6] = [
            ("1", Ok(0)),
            (" 2 ", Ok(1)),
            // An id, although somebody before is called so.
            ("Bo", Ok(2)),
            ("Ann", Err(vec![0, 3])),
            ("4 Ann", Ok(3)),
            ("Di", Err(vec![])),
        ];
        for (text, wanted) in cases {
            assert_eq!(find(team, text), wanted, "{text}");
        }
    }

    #[test]
    fn case_width_and_blanks_do_not_matter_where_one_alone_is_meant() {
        let team = [
            ("a01", "王芳"),
            ("A02", "欧阳 雪"),
            ("K3", "Li Na"),
            ("k3", "李娜"),
        ];
        let cases: [(&str, Result<usize, Unclear>); 12] = [
            ("王　芳", Ok(0)),
            ("Ａ０１", Ok(0)),
            ("A01 王芳", Ok(0)),
            ("王芳（A01）", Ok(0)),
            ("王芳A01", Ok(0)),
            ("欧阳雪", Ok(1)),
            ("LI NA", Ok(2)),
            // As it is written, before what only looks alike.
            ("k3", Ok(3)),
            ("K3", Ok(2)),
            ("Ｋ3", Err(vec![2, 3])),
            ("\u{200b}李娜", Ok(3)),
            ("", Err(vec![])),
        ];
        for (text, wanted) in cases {
            assert_eq!(find(team, text), wanted, "{text}");
        }
    }

    #[test]
    fn rows_are_fitted_the_plainest_first_and_nobody_twice() {
        let was = ["王方".to_owned()];
        let called = |id: &'static str, name: &'static str| Called { id, name, was: &[] };
        let team = [
            called("A1", "王芳"),
            called("A2", "李娜"),
            Called {
                id: "A3",
                name: "王芬",
                was: &was,
            },
        ];
        type Case<'a> = (&'a [(&'a str, &'a str)], &'a [Option<usize>]);
        let cases: [Case<'_>; 5] = [
            (
                &[("王　芳", "王　芳"), ("李 娜", "李 娜")],
                &[Some(0), Some(1)],
            ),
            // The loose one comes first and yields.
            (&[("王　芳", "王　芳"), ("王芳", "王芳")], &[None, Some(0)]),
            // An id counts, not the name that it had.
            (&[("a1", "王小芳"), ("A9", "王芳")], &[Some(0), None]),
            (&[("王方", "王方"), ("刘洋", "刘洋")], &[Some(2), None]),
            // From before there were ids.
            (&[("李娜", "李娜"), ("A1", "王芳")], &[Some(1), Some(0)]),
        ];
        for (rows, wanted) in cases {
            assert_eq!(fit(&team, rows), wanted, "{rows:?}");
        }
    }

    #[test]
    fn who_was_called_otherwise_is_found_last() {
        let was = [
            vec!["王方".to_owned(), "old1".to_owned()],
            vec![],
            vec!["王方".to_owned()],
        ];
        let team = [("A1", "王芳", &was[0]), ("A2", "old1", &was[1])];
        let people = |team: &[(&str, &str, &Vec<String>)], text: &str| {
            let people = team.iter().map(|(id, name, was)| Called { id, name, was });
            find(people, text)
        };
        assert_eq!(people(&team, "王 方"), Ok(0));
        assert_eq!(people(&team, "OLD1"), Ok(1));
        let twice = [team[0], ("A3", "李娜", &was[2])];
        assert_eq!(people(&twice, "王方"), Err(vec![0, 1]));
    }
}
