//! One buyer, one agent (S2, 客服售后 二): whoever had the buyer first has all the buyer's cases; and telephone numbers as
//! lists show them.

use super::CaseFile;
use crate::domain::loose::folded;

/// The last case of a customer. Whoever follows that up has the customer: cases of one customer go to one agent, unless a
/// supervisor has said otherwise.
pub fn of_customer<'a>(files: &'a [CaseFile], customer: &str) -> Option<&'a CaseFile> {
    let theirs = files.iter().filter(|file| is_of(file, customer));
    theirs.max_by_key(|file| file.id)
}

/// Whether a case is that of a customer, in whatever case, width and spacing the account is written.
pub fn is_of(file: &CaseFile, customer: &str) -> bool {
    let account = folded(customer);
    !account.is_empty() && folded(&file.case.customer) == account
}

/// A telephone number as it is shown unasked: `138****5678`.
pub fn masked(phone: &str) -> String {
    let digits = phone.chars().filter(|c| c.is_alphanumeric()).count();
    let (first, last) = match digits {
        11.. => (3, 4),
        7..11 => (2, 2),
        _ => (0, 1),
    };
    let mut seen = 0;
    let hide = |c: char| {
        if !c.is_alphanumeric() {
            return c;
        }
        seen += 1;
        if seen <= first || seen + last > digits {
            c
        } else {
            '*'
        }
    };
    phone.chars().map(hide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_masked() {
        let cases = [
            ("13812345678", "138****5678"),
            ("138 1234 5678", "138 **** 5678"),
            ("+86 138-1234-5678", "+86 1**-****-5678"),
            ("021-6543210", "02*-*****10"),
            ("12345", "****5"),
            ("7", "7"),
            ("", ""),
        ];
        for (phone, wanted) in cases {
            assert_eq!(masked(phone), wanted, "{phone}");
        }
    }
}
