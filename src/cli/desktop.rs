//! `desktop-entry`: what a desktop's menu has to know, by freedesktop.org's Desktop Entry
//! Specification, version 1.5.

/// The entry; a menu opens lacuna in the user's terminal.
pub(super) const ENTRY: &str = "\
[Desktop Entry]
Version=1.5
Type=Application
Name=lacuna
GenericName=Flashcards
Comment=Browse a glossary, find any term, drill what is due and sit timed quizzes
Exec=lacuna
TryExec=lacuna
Terminal=true
Categories=Education;ConsoleOnly;
Keywords=flashcards;glossary;spaced repetition;quiz;exam;
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_key_with_a_value_and_lists_end_in_a_semicolon() {
        let (group, rows) = ENTRY.split_once('\n').unwrap();
        assert_eq!(group, "[Desktop Entry]");
        for row in rows.lines() {
            let (key, value) = row.split_once('=').unwrap();
            assert!(
                key.bytes().all(|byte| byte.is_ascii_alphabetic())
                    && value.trim() == value
                    && !value.is_empty()
            );
            assert_eq!(matches!(key, "Categories" | "Keywords"), value.ends_with(';'), "{row}");
        }
    }
}
