//! From bytes to text: the encodings that are read, and what is refused as no text at all.

use super::{Fault, FaultKind, Looks};
use std::path::Path;

/// The bytes of a file, and the name under which messages speak of it.
pub fn bytes(path: &Path) -> Result<(String, Vec<u8>), Fault> {
    let name = path.display().to_string();
    match std::fs::read(path) {
        Ok(bytes) => Ok((name, bytes)),
        Err(error) => Err(Fault::of_file(
            &name,
            FaultKind::CannotRead {
                reason: error.kind(),
                detail: error.to_string(),
            },
        )),
    }
}

/// UTF-8, with or without byte-order mark.
pub fn utf8(name: &str, bytes: Vec<u8>) -> Result<String, Fault> {
    refuse_other_files(name, &bytes)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(tidy(&text)),
        Err(error) => Err(not_utf8(name, &error)),
    }
}

/// UTF-8, or the Chinese code page, in which Excel on a Chinese Windows saves plain CSV; whether
/// it was the code page.
pub fn utf8_or_gb18030(name: &str, bytes: Vec<u8>) -> Result<(String, bool), Fault> {
    refuse_other_files(name, &bytes)?;
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok((tidy(&text), false)),
        Err(error) => error,
    };
    encoding_rs::GB18030
        .decode_without_bom_handling_and_without_replacement(error.as_bytes())
        .map(|text| (tidy(&text), true))
        .ok_or_else(|| not_utf8(name, &error))
}

fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Fault {
    let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let line = 1 + valid.iter().filter(|b| **b == b'\n').count();
    Fault::of_file(name, FaultKind::NotUtf8 { line })
}

/// Without byte-order mark. Lines that end in a carriage return only, as Excel's "CSV (Macintosh)"
/// has them, would all be line 1 in messages.
fn tidy(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') && !text.contains('\n') {
        text.replace('\r', "\n")
    } else {
        text.to_owned()
    }
}

fn refuse_other_files(name: &str, bytes: &[u8]) -> Result<(), Fault> {
    match looks(bytes) {
        None => Ok(()),
        Some(looks) => Err(Fault::of_file(name, FaultKind::NotText { looks })),
    }
}

fn looks(bytes: &[u8]) -> Option<Looks> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"\xff\xfe") || starts(b"\xfe\xff") {
        return Some(Looks::Utf16);
    }
    // A zip archive (.xlsx) and the older compound file (.xls).
    if starts(b"PK\x03\x04") || starts(b"\xd0\xcf\x11\xe0") {
        return Some(Looks::Workbook);
    }
    let zeros = bytes.iter().filter(|b| **b == 0).count();
    if zeros > 0 {
        // Latin letters and digits are half zeros in UTF-16 without a mark.
        let text = zeros * 3 >= bytes.len();
        return Some(if text { Looks::Utf16 } else { Looks::Binary });
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let page = text.trim_ascii_start().starts_with(b"<");
    page.then_some(Looks::WebPage)
}
