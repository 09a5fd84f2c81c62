//! The letters that a quiz line by line understands, besides answers.

/// What somebody wants besides answering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuizPlainCommand {
    /// Passes the question over.
    Skip,
    /// Stops the clock.
    Pause,
    /// Goes back to the question before.
    Back,
    /// Marks the question for coming back to it.
    Flag,
    /// Counts an answer that was marked wrong as right.
    Overrule,
    /// Lists the letters.
    Help,
    /// Leaves, to go on another time.
    Quit,
    /// Ends the quiz with what was answered.
    End,
}

/// What the help says.
pub(super) const HELP: [&str; 11] = [
    "a letter, a number or the words: that answer",
    "numbers as in 2 1 3: that order, or the definition of each term",
    "Enter while typing: answer with what you have so far",
    "s or skip: skip the question",
    "p or pause: stop the clock until Enter",
    "y or yes, after a wrong answer: count it as right (practice)",
    "back, or :b: the previous question (exam mode); ! or flag: flag the question",
    "e or end: end the quiz now and show the report",
    "q or quit: leave; everything is saved, and --resume continues it",
    "?: this list",
    "Where an answer is to be typed, begin these with a colon, as in :s",
];

/// Reads a letter or word.
pub(super) fn read(line: &str) -> Option<QuizPlainCommand> {
    Some(match line.trim_start_matches(':').trim().to_lowercase().as_str() {
        "s" | "skip" => QuizPlainCommand::Skip,
        "p" | "pause" => QuizPlainCommand::Pause,
        "b" | "back" => QuizPlainCommand::Back,
        "!" | "flag" => QuizPlainCommand::Flag,
        "y" | "yes" => QuizPlainCommand::Overrule,
        "?" | "help" => QuizPlainCommand::Help,
        "q" | "quit" | "exit" => QuizPlainCommand::Quit,
        "e" | "end" | "stop" => QuizPlainCommand::End,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_words_are_read_with_a_colon_and_without() {
        for (line, order) in [
            ("s", QuizPlainCommand::Skip),
            (":b", QuizPlainCommand::Back),
            ("STOP", QuizPlainCommand::End),
            (": quit", QuizPlainCommand::Quit),
        ] {
            assert_eq!(read(line), Some(order), "{line}");
        }
        assert_eq!(read("softmax"), None);
    }
}
