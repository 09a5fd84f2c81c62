//! Blanks by a key: the word at the cursor becomes one, and a blank becomes a word again.

/// Makes the word at the cursor a blank, or the blank at the cursor plain text; without a word it
/// begins an empty blank. Returns the text and the cursor's place in characters.
pub(super) fn toggle(before: &str, after: &str) -> (String, usize) {
    let opened = before.rfind("{{").filter(|&index| !before[index..].contains("}}"));
    if let (Some(open), Some(close)) = (opened, after.find("}}")) {
        let inside = format!("{}{}", &before[open + 2..], &after[..close]);
        let answer = inside.split("::").find(|part| !is_number(part)).unwrap_or_default();
        let answer = answer.split('|').next().unwrap_or_default();
        let text = format!("{}{answer}{}", &before[..open], &after[close + 2..]);
        return (text, before[..open].chars().count() + answer.chars().count());
    }
    let start = before
        .rfind(is_edge)
        .map_or(0, |index| index + before[index..].chars().next().map_or(0, char::len_utf8));
    let end = after.find(is_edge).unwrap_or(after.len());
    let text = format!(
        "{}{{{{{}{}}}}}{}",
        &before[..start],
        &before[start..],
        &after[..end],
        &after[end..]
    );
    let word = before[start..].chars().count() + after[..end].chars().count();
    // The cursor goes behind the blank, or into an empty one.
    let behind = if word == 0 { 2 } else { word + 4 };
    (text, before[..start].chars().count() + behind)
}

/// Whether a character ends a word; a hyphen within one does not.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || "{}.,;:!?()[]\"“”".contains(c)
}

/// Whether this is the number before a blank's answer, as in `c1`.
fn is_number(part: &str) -> bool {
    part.strip_prefix('c')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_at_the_cursor_becomes_a_blank_and_a_word_again() {
        for (before, after, text, cursor) in [
            ("a naï", "ve try.", "a {{naïve}} try.", 11),
            ("a well-known", ".", "a {{well-known}}.", 16),
            ("a ", " b", "a {{}} b", 4),
            ("a {{na", "ive}} b", "a naive b", 7),
            ("a {{c1::one|two::h", "int}} b", "a one b", 5),
            ("{{x}} y", "", "{{x}} {{y}}", 11),
        ] {
            assert_eq!(toggle(before, after), (text.to_string(), cursor), "{before}|{after}");
        }
    }
}
