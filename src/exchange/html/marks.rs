//! From runs of text to a text with our marks, which reads back as the same runs.

use crate::text::markup::{self, Run, Tone};

/// Returns the text of these runs. Signs that happen to look like marks are escaped, and only then.
pub(super) fn marked(runs: Vec<Run>) -> String {
    let runs = trimmed(joined(runs));
    let plain = || {
        runs.iter().map(|run| {
            if run.tone == Tone::Emphasis {
                Run { tone: Tone::Plain, ..run.clone() }
            } else {
                run.clone()
            }
        })
    };
    let without = joined(plain().collect());
    let tries = [(&runs, false), (&runs, true), (&without, false), (&without, true)];
    let texts = tries.map(|(runs, escaped)| (runs, written(runs, escaped)));
    let good = texts.iter().find(|(runs, text)| markup::runs(text) == **runs);
    good.or(texts.last()).map_or_else(String::new, |(_, text)| text.clone())
}

/// Joins neighbours of one tone, and takes blanks out of the ends of emphasis, where no mark holds.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut push = |tone, text: &str| match out.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.tone == tone && matches!(tone, Tone::Plain | Tone::Emphasis) => {
            last.text.push_str(text);
        }
        _ => out.push(Run { tone, text: text.to_string() }),
    };
    for Run { tone, text } in runs {
        if tone != Tone::Emphasis {
            push(tone, &text);
            continue;
        }
        let (start, end) = (text.trim_start(), text.trim());
        push(Tone::Plain, &text[..text.len() - start.len()]);
        push(tone, end);
        push(Tone::Plain, &start[end.len()..]);
    }
    out
}

/// Takes the blanks off both ends.
fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    if let Some(first) = runs.first_mut().filter(|run| run.tone == Tone::Plain) {
        first.text = first.text.trim_start().to_string();
    }
    if let Some(last) = runs.last_mut().filter(|run| run.tone == Tone::Plain) {
        last.text = last.text.trim_end().to_string();
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}

fn written(runs: &[Run], escaped: bool) -> String {
    let text = |text: &str| if escaped { escape(text) } else { text.to_string() };
    let one = |run: &Run| match run.tone {
        Tone::Plain => text(&run.text),
        Tone::Emphasis => format!("*{}*", text(&run.text)),
        Tone::Code => format!("`{}`", run.text.replace('`', "\\`")),
        Tone::Math => format!("${}$", run.text),
    };
    runs.iter().map(one).collect()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        if matches!(c, '*' | '`' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
