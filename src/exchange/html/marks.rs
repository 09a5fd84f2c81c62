//! From runs of text to a text with our marks, which reads back as the same runs.

use crate::text::markup::{self, TextRun, TextTone};

/// The text of these runs. Signs that happen to look like marks are escaped, and only then.
pub(super) fn marked(runs: Vec<TextRun>) -> String {
    let runs = trimmed(joined(runs));
    let mut plain = runs.clone();
    for run in plain.iter_mut().filter(|run| run.tone == TextTone::Emphasis) {
        run.tone = TextTone::Plain;
    }
    let without = joined(plain);
    let tries = [(&runs, false), (&runs, true), (&without, false), (&without, true)];
    let texts = tries.map(|(runs, escaped)| (runs, written(runs, escaped)));
    let good = texts.iter().find(|(runs, text)| markup::runs(text) == **runs);
    good.or(texts.last()).map_or_else(String::new, |(_, text)| text.clone())
}

/// Joins neighbours of one tone, and takes blanks out of the ends of emphasis, where no mark holds.
fn joined(runs: Vec<TextRun>) -> Vec<TextRun> {
    let mut out: Vec<TextRun> = Vec::new();
    let mut push = |tone, text: &str| match out.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.tone == tone && matches!(tone, TextTone::Plain | TextTone::Emphasis) => {
            last.text.push_str(text);
        }
        _ => out.push(TextRun { tone, text: text.to_string() }),
    };
    for TextRun { tone, text } in runs {
        if tone == TextTone::Code && text.ends_with('\\') {
            // A backslash would escape the mark behind it.
            push(tone, &format!("{text} "));
            continue;
        }
        if tone != TextTone::Emphasis {
            push(tone, &text);
            continue;
        }
        let (start, end) = (text.trim_start(), text.trim());
        push(TextTone::Plain, &text[..text.len() - start.len()]);
        push(tone, end);
        push(TextTone::Plain, &start[end.len()..]);
    }
    out
}

/// Takes the blanks off both ends.
fn trimmed(mut runs: Vec<TextRun>) -> Vec<TextRun> {
    if let Some(first) = runs.first_mut().filter(|run| run.tone == TextTone::Plain) {
        first.text = first.text.trim_start().to_string();
    }
    if let Some(last) = runs.last_mut().filter(|run| run.tone == TextTone::Plain) {
        last.text = last.text.trim_end().to_string();
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}

fn written(runs: &[TextRun], escaped: bool) -> String {
    let text = |text: &str| if escaped { escape(text) } else { text.to_string() };
    runs.iter()
        .map(|run| match run.tone {
            TextTone::Plain => text(&run.text),
            TextTone::Emphasis => format!("*{}*", text(&run.text)),
            TextTone::Code => format!("`{}`", run.text.replace('`', "\\`")),
            TextTone::Math => format!("${}$", run.text),
        })
        .collect()
}

/// Escapes whatever could be a mark, and what could begin a block at the start of a line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let number = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        for (at, c) in line.char_indices() {
            let is_mark = "\\*_`$~[]<>&|#".contains(c);
            let begins = (at == 0 && "-+=".contains(c))
                || (at > 0 && at == number && matches!(c, '.' | ')'));
            if is_mark || begins {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}
