//! Whom a text means: one way for files, requests and the ledger. The id first, then the name, then both as lists show
//! them; what several people are called means none of them.

/// Places of the people whom a text might have meant: none, or several.
pub type Unclear<Place = usize> = Vec<Place>;

/// The place of the person among `people` (id and name) whom a text means.
///
/// # Errors
/// Nobody is called so, or several are.
pub fn find<'a>(
    people: impl IntoIterator<Item = (&'a str, &'a str)>,
    text: &str,
) -> Result<usize, Unclear> {
    let text = text.trim();
    let mut called = [Vec::new(), Vec::new(), Vec::new()];
    for (place, (id, name)) in people.into_iter().enumerate() {
        let ways = [id == text, name == text, shown(id, name) == text];
        for (places, is) in called.iter_mut().zip(ways) {
            if is {
                places.push(place);
            }
        }
    }
    let found = called.into_iter().find(|places| !places.is_empty());
    match found.unwrap_or_default().as_slice() {
        [one] => Ok(*one),
        unclear => Err(unclear.to_vec()),
    }
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
}
