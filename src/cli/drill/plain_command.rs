//! The letters that a drill line by line understands: Anki's keys, typed.

use crate::memory::Rating;
use crate::study::CardAction;

/// What somebody wants besides answering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DrillPlainCommand {
    /// The answer was right all the same.
    Overrule,
    /// Takes back what was done last.
    Undo,
    /// Does it again.
    Redo,
    /// Buries, suspends or flags.
    Do(CardAction),
    /// Shows what is known of the card.
    Info,
    /// Lists the letters.
    Help,
    /// Ends.
    Quit,
}

/// What the help says.
pub(super) const HELP: [&str; 16] = [
    "1 or again: not recalled",
    "2 or hard: recalled with effort; never for a miss",
    "3 or good: recalled",
    "4 or easy: recalled at once",
    "Enter: the grade in brackets",
    "y: count my answer as right",
    "u: undo the last answer",
    "r: do it again",
    "-: bury the card until tomorrow; =: all cards of its note",
    "@: suspend the card; !: all cards of its note",
    "*: flag the card, or remove the flag",
    "#: forget the note, so that its cards are new again",
    "i: the card's statistics",
    "?: this list",
    "q: quit; everything is saved already",
    "Where an answer is to be typed, begin these with a colon, as in :u",
];

/// Reads a letter or word.
pub(super) fn read(line: &str) -> Option<DrillPlainCommand> {
    Some(match line.trim_start_matches(':').to_lowercase().as_str() {
        "y" | "yes" => DrillPlainCommand::Overrule,
        "u" | "undo" => DrillPlainCommand::Undo,
        "r" | "redo" => DrillPlainCommand::Redo,
        "-" | "bury" => DrillPlainCommand::Do(CardAction::BuryCard),
        "=" | "bury note" => DrillPlainCommand::Do(CardAction::BuryNote),
        "@" | "suspend" => DrillPlainCommand::Do(CardAction::SuspendCard),
        "!" | "suspend note" => DrillPlainCommand::Do(CardAction::SuspendNote),
        "#" | "forget" => DrillPlainCommand::Do(CardAction::Forget),
        "*" | "flag" => DrillPlainCommand::Do(CardAction::Flag),
        "i" | "info" => DrillPlainCommand::Info,
        "?" | "h" | "help" => DrillPlainCommand::Help,
        "q" | "quit" | "exit" => DrillPlainCommand::Quit,
        _ => return None,
    })
}

/// Reads a grade, by number or word; an empty line means the suggested one.
pub(super) fn rating(line: &str, suggested: Rating) -> Option<Rating> {
    let line = line.to_lowercase();
    match line.as_str() {
        "" => Some(suggested),
        "1" => Some(Rating::Again),
        "2" => Some(Rating::Hard),
        "3" => Some(Rating::Good),
        "4" => Some(Rating::Easy),
        word => Rating::from_name(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_and_letters_do_not_collide() {
        for line in ["y", "u", "r", "-", "=", "@", "!", "*", "i", "?", "q"] {
            assert!(read(line).is_some() && rating(line, Rating::Good).is_none(), "{line}");
        }
        assert_eq!(rating("", Rating::Again), Some(Rating::Again));
        assert_eq!(rating("HARD", Rating::Good), Some(Rating::Hard));
        assert_eq!(read(":u"), Some(DrillPlainCommand::Undo));
        assert_eq!(read("maybe"), None);
    }
}
