//! placeholder
use crate::input::Fault;
use crate::text::Lang;
/// x
pub fn render(fault: &Fault, _: Lang, _: bool) -> String {
    let place = match (&fault.text, &fault.span) {
        (Some(t), Some(s)) => format!("{:?}", t.place(s.start)),
        _ => String::new(),
    };
    format!("{fault} {place}\n")
}
