//! A frame in plain ASCII, for terminals whose font has nothing else.

use ratatui::buffer::Buffer;

/// Each ASCII character with the characters of the screen that it replaces. Those of one chart (the
/// eighths `▁▂▃▄▅▆▇█`, the shades `·░▒▓█`) have replacements that differ, or it would lose steps.
const REPLACEMENTS: &[(&str, &str)] = &[
    ("-", "─·–—•┄╌−▃"),
    ("=", "━▄"),
    ("|", "│"),
    ("+", "╭╮╰╯┌┐└┘┤┬▒▅"),
    (":", "┊"),
    ("/", "╱"),
    ("\\", "╲"),
    ("_", "▁"),
    (".", "…░▂"),
    ("*", "●▆"),
    ("%", "◐▇"),
    ("x", "✗▓"),
    ("#", "█┃"),
    ("~", "≈"),
    ("^", "↑"),
    ("v", "↓✓"),
    ("<", "←‹≤"),
    (">", "→›▸"),
    ("o", "○"),
    ("!", "▲"),
    ("w", "▽"),
    ("\"", "“”▔▀"),
    ("'", "’"),
];

/// Replaces every character of the screen's own that is not ASCII; letters of other scripts stay.
pub fn to_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii()
            && let Some(plain) = replacement(cell.symbol())
        {
            cell.set_symbol(plain);
        }
    }
}

fn replacement(symbol: &str) -> Option<&'static str> {
    REPLACEMENTS.iter().find(|(_, replaced)| replaced.contains(symbol)).map(|(plain, _)| *plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_one_replacement() {
        let mut all: Vec<char> = REPLACEMENTS.iter().flat_map(|(_, all)| all.chars()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn charts_keep_their_steps() {
        for steps in ["▁▂▃▄▅▆▇█", "·░▒▓█"] {
            let mut plain: Vec<_> =
                steps.chars().map(|step| replacement(&step.to_string())).collect();
            assert!(plain.iter().all(Option::is_some));
            plain.sort_unstable();
            plain.dedup();
            assert_eq!(plain.len(), steps.chars().count());
        }
    }
}
