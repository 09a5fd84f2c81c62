//! Numbered and dashed runs inside a definition: `1) … 2) …` becomes steps, `- a - b` a list.
//!
//! Only what the user has agreed to: nothing here decides whether a run was meant as one.

use crate::deck::NoteBody;

/// The steps or the list that a definition holds, if it holds one.
pub(super) fn body(term: &str, definition: &str) -> Option<NoteBody> {
    let term = term.to_string();
    if let Some((intro, steps)) = numbered(definition) {
        return Some(NoteBody::Steps { term, intro, steps, any_order: vec![] });
    }
    let (intro, items) = dashed(definition)?;
    Some(NoteBody::List { term, intro, items })
}

type ListRun = (Option<String>, Vec<String>);

/// Reads `1) a 2) b`, with dots or brackets as well, up to the last number that is in order.
fn numbered(text: &str) -> Option<ListRun> {
    let styles: [fn(usize) -> String; 3] =
        [|n| format!("({n})"), |n| format!("{n})"), |n| format!("{n}.")];
    styles.iter().find_map(|style| {
        let (mut places, mut from) = (Vec::new(), 0);
        for n in 1.. {
            let mark = style(n);
            let Some(at) = marked(text, from, &mark) else { break };
            places.push((at, at + mark.len()));
            from = at + mark.len();
        }
        (places.len() > 1).then(|| cut(text, &places))?
    })
}

/// The place of a mark at the start of a word, with a blank after it.
fn marked(text: &str, from: usize, mark: &str) -> Option<usize> {
    text[from..].match_indices(mark).map(|(i, _)| from + i).find(|&at| {
        text[..at].chars().next_back().is_none_or(char::is_whitespace)
            && text[at + mark.len()..].starts_with(char::is_whitespace)
    })
}

/// Reads `- a - b`, on one line or on lines of their own, after a dash or a bullet.
fn dashed(text: &str) -> Option<ListRun> {
    ["-", "•", "–", "*"].iter().find_map(|mark| {
        let places = || {
            let mut from = 0;
            std::iter::from_fn(move || {
                let at = marked(text, from, mark)?;
                from = at + mark.len();
                Some((at, from))
            })
        };
        let lines = places().filter(|(at, _)| {
            text[..*at].trim_end_matches([' ', '\t']).is_empty()
                || text[..*at].trim_end_matches([' ', '\t']).ends_with('\n')
        });
        let lines: Vec<_> = lines.collect();
        let all: Vec<_> = places().collect();
        let begins = all.first().is_some_and(|(at, _)| {
            let before = text[..*at].trim_end();
            before.is_empty() || before.ends_with(':')
        });
        // A dash between two words is a dash, unless the whole begins with one.
        let places = if lines.len() > 1 {
            lines
        } else if begins {
            all
        } else {
            return None;
        };
        (places.len() > 1).then(|| cut(text, &places))?
    })
}

/// Cuts a text at its marks: the text before the first one introduces the rest.
fn cut(text: &str, marks: &[(usize, usize)]) -> Option<ListRun> {
    let intro = Some(text[..marks[0].0].trim().to_string()).filter(|intro| !intro.is_empty());
    let ends = marks.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let part = |((_, start), end): (&(usize, usize), usize)| {
        text[*start..end].trim().trim_end_matches([';', ',']).trim().to_string()
    };
    let parts: Vec<String> = marks.iter().zip(ends).map(part).collect();
    parts.iter().all(|part| !part.is_empty()).then_some((intro, parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(definition: &str) -> String {
        match body("t", definition) {
            None => "plain".into(),
            Some(NoteBody::Steps { intro, steps, .. }) => {
                format!("steps {}: {}", intro.unwrap_or_default(), steps.join("|"))
            }
            Some(NoteBody::List { intro, items, .. }) => {
                format!("list {}: {}", intro.unwrap_or_default(), items.join("|"))
            }
            Some(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn numbers_in_order_are_steps() {
        assert_eq!(shown("1) load 2) tow; 3) moor"), "steps : load|tow|moor");
        assert_eq!(shown("First:\n1. load\n2. tow"), "steps First:: load|tow");
        assert_eq!(shown("(1) a (2) b"), "steps : a|b");
        assert_eq!(shown("version 1. It is 2.5 wide"), "plain");
        assert_eq!(shown("1) alone"), "plain");
    }

    #[test]
    fn dashes_that_begin_the_definition_are_a_list() {
        assert_eq!(shown("- red - green - blue"), "list : red|green|blue");
        assert_eq!(shown("colours:\n• red\n• green"), "list colours:: red|green");
        assert_eq!(shown("colours: - red - green"), "list colours:: red|green");
        assert_eq!(shown("a word - or two - between dashes"), "plain");
        assert_eq!(shown("one-two-three"), "plain");
    }
}
