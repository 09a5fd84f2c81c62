//! The lines between `---` or `+++` before the text: the deck's title and its tags.

use super::super::cleanup;

/// What the front matter says.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// What the deck is called.
    pub(super) title: Option<String>,
    /// The tags of all notes.
    pub(super) tags: Vec<String>,
    /// The names of what it says besides.
    pub(super) others: Vec<String>,
    /// How many lines it takes.
    pub(super) lines: usize,
}

/// Reads the front matter of a text, if it has one.
pub(super) fn read(text: &str) -> FrontMatter {
    let mut found = FrontMatter::default();
    let mark = text.lines().next().map(str::trim_end).unwrap_or_default();
    if !matches!(mark, "---" | "+++") {
        return found;
    }
    let Some(end) = text.lines().skip(1).position(|line| line.trim_end() == mark) else {
        return found;
    };
    let mut key = "";
    for line in text.lines().skip(1).take(end) {
        let (name, value) = match line.split_once(['=', ':']) {
            Some((name, value)) if !line.starts_with([' ', '\t', '-', '#']) => (name.trim(), value),
            // A list goes on below its key.
            _ => ("", line),
        };
        if !name.is_empty() {
            key = name;
        }
        let values = || values(value).map(cleanup::line).filter(|v| !v.is_empty());
        match key {
            "name" | "title" | "deck" | "cards-deck" => {
                let value = cleanup::line(value.trim().trim_matches(['"', '\'']));
                found.title = found.title.or(Some(value).filter(|value| !value.is_empty()));
            }
            "tags" | "tag" => {
                found.tags.extend(values().map(|tag| tag.trim_start_matches('#').to_string()));
            }
            _ if !name.is_empty() && values().next().is_some() => {
                found.others.push(name.to_string());
            }
            _ => {}
        }
    }
    found.lines = end + 2;
    found
}

/// The values of a line: `a, b`, `[a, "b"]` or `- a`.
fn values(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim();
    let line = line.strip_prefix("- ").unwrap_or(line);
    let signs = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '"' | '\'');
    line.split(',').map(move |value| value.trim_matches(signs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_tags_come_in_every_spelling() {
        for text in [
            "---\ntitle: 'Rivers'\ntags: [a, \"b/c\"]\n---\n",
            "---\nname: Rivers\ntags:\n  - a\n  - b/c\n---\n",
            "+++\nname = \"Rivers\"\ntags = [\"a\", \"b/c\"]\n+++\n",
            "---\ntags: a, b/c\ncards-deck: Rivers\n---\n",
        ] {
            let found = read(text);
            assert_eq!(found.title.as_deref(), Some("Rivers"), "{text}");
            assert_eq!((found.tags.join(" ").as_str(), found.others.len()), ("a b/c", 0), "{text}");
            assert_eq!(found.lines, text.lines().count(), "{text}");
        }
        let found = read("---\ndate: 2024-01-01\nempty:\n---\n");
        assert_eq!(found.others, ["date"]);
        assert_eq!(read("---\nnever closed").lines, 0);
    }
}
