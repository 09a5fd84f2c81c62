//! Lines that begin a block: fences, list items, headings and quotes.

/// A fence of a block of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fence {
    sign: u8,
    length: usize,
    /// Whether it is in a quote, which ends it too.
    quoted: bool,
}

impl Fence {
    /// The fence that a line opens.
    pub fn open(line: &str) -> Option<Fence> {
        let (inner, quoted) = unquoted(line);
        let inner = after_list_mark(inner).trim_start();
        let sign = *inner.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
        let length = inner.bytes().take_while(|&byte| byte == sign).count();
        let is_open = length >= 3 && !(sign == b'`' && inner[length..].contains('`'));
        is_open.then_some(Fence { sign, length, quoted })
    }

    /// Whether a line closes it.
    pub fn is_closed_by(self, line: &str) -> bool {
        let inner = unquoted(line).0.trim();
        inner.len() >= self.length && inner.bytes().all(|byte| byte == self.sign)
    }

    /// Whether a line is beyond it without closing it.
    pub(super) fn is_ended_by(self, line: &str) -> bool {
        self.quoted && !unquoted(line).1
    }
}

/// A line without the signs of quotes, and whether it had any.
pub(super) fn unquoted(line: &str) -> (&str, bool) {
    let inner = line.trim_start_matches([' ', '>']);
    let quoted = line[..line.len() - inner.len()].contains('>');
    if quoted { (inner, true) } else { (line, false) }
}

/// What comes after `- `, `1. ` and their like; the whole line if it is no item of a list.
pub(super) fn after_list_mark(line: &str) -> &str {
    let inner = line.trim_start();
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match inner.as_bytes().get(digits) {
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'.' | b')') if (1..10).contains(&digits) => digits + 1,
        _ => return line,
    };
    let rest = &inner[mark..];
    if rest.is_empty() || rest.starts_with([' ', '\t']) { rest } else { line }
}

/// Whether a line may have more lines below it that are indented and no code.
pub(super) fn takes_indented(line: &str) -> bool {
    after_list_mark(line).len() < line.len() || line.starts_with(": ") || line.starts_with("[^")
}

/// Whether a line is indented as code is.
pub(super) fn is_indented(line: &str) -> bool {
    line.starts_with("    ") || line.trim_start_matches(' ').starts_with('\t')
}

/// Whether a line is a heading.
pub(super) fn is_heading(line: &str) -> bool {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    (1..=6).contains(&level) && matches!(line.as_bytes().get(level), None | Some(b' ' | b'\t'))
}
