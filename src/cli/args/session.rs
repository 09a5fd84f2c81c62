//! What the commands take that ask questions, and which notes they ask.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::memory::QuestionForm;

/// Which notes a command is about.
#[derive(Args, Debug, Default)]
pub struct ScopeArgs {
    /// Only notes that match this query (several words are one query)
    pub query: Vec<String>,
    /// Only this deck, by id or title; may be repeated
    #[arg(long, value_name = "ID")]
    pub deck: Vec<String>,
    /// Only this topic, by id or title; may be repeated
    #[arg(long, value_name = "ID")]
    pub topic: Vec<String>,
    /// Only notes with this tag; may be repeated
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
}

/// What `drill` takes.
#[derive(Args, Debug, Default)]
pub struct DrillArgs {
    /// Which notes.
    #[command(flatten)]
    pub scoped: ScopeArgs,
    /// Study at most this many cards
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// With an exam ahead, study so many minutes more than today's
    #[arg(long, value_name = "MINUTES", requires = "lines",
        value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub more: Option<u32>,
    /// Extra practice: all cards, weakest first; doesn't change the schedule
    #[arg(long)]
    pub cram: bool,
    /// Ask line by line, without colors or cursor movement
    ///
    /// For screen readers, dumb terminals and pipes. `?` explains what can be typed.
    #[arg(long, group = "lines", conflicts_with = "json")]
    pub plain: bool,
    /// Ask and take answers as JSON, an object a line
    ///
    /// Out come {"type":"question",…}, {"type":"recorded",…} once a grade is on disk, and
    /// {"type":"done",…}; in go {"rating":"again|hard|good|easy"}, {"answer":"…"} where something
    /// is to be typed (several are set apart by semicolons or line breaks), {"undo":true},
    /// {"redo":true} and {"stop":true}, each with "seconds" and "at" if wanted.
    #[arg(long, group = "lines")]
    pub json: bool,
    /// Random seed for shuffled steps
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}

/// What `quiz` takes.
#[derive(Args, Debug, Default)]
pub struct QuizArgs {
    /// Which notes.
    #[command(flatten)]
    pub scoped: ScopeArgs,
    /// How it is set.
    #[command(flatten)]
    pub terms: QuizSettingsArgs,
    /// Continue the last unfinished quiz
    #[arg(long, conflicts_with_all = ["query", "deck", "topic", "tag", "questions", "total", "each",
        "kind", "exam", "practice", "seed", "counts"])]
    pub resume: bool,
    /// Ask line by line, without colors or cursor movement
    ///
    /// For screen readers, dumb terminals and pipes. `?` explains what can be typed.
    #[arg(long, conflicts_with = "json")]
    pub plain: bool,
    /// Ask and take answers as JSON, an object a line
    ///
    /// Out come {"type":"question",…}, {"type":"recorded",…} once an answer is on disk, and
    /// {"type":"done",…}; in go {"choice":0}, {"answer":"…"} (several are set apart by semicolons
    /// or line breaks; an order or pairs by numbers as in 2 1 3), {"skip":true} and {"stop":true},
    /// each with "seconds" and "at" if wanted. There is no limit of time unless one is given, and
    /// answers count as reviews only with --counts.
    #[arg(long)]
    pub json: bool,
}

/// How a quiz is set. What is not said is as it was in the last one.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub struct QuizSettingsArgs {
    /// Number of questions
    #[arg(long, visible_alias = "limit", value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=MOST_QUESTIONS))]
    pub questions: Option<u16>,
    /// Minutes in all; 0 for no limit
    #[arg(long = "minutes", value_name = "M", value_parser = minutes)]
    pub total: Option<u32>,
    /// Seconds for each question; 0 for no limit
    #[arg(long = "seconds-each", value_name = "S",
        value_parser = clap::value_parser!(u32).range(0..=LONGEST))]
    pub each: Option<u32>,
    /// Kind of question; may be repeated; `all` for every kind
    #[arg(long, value_name = "FORM", value_parser = forms())]
    pub kind: Vec<String>,
    /// Exam mode: answers at the end, you can go back
    #[arg(long, conflicts_with = "practice")]
    pub exam: bool,
    /// Practice: see each answer at once, misses come back
    #[arg(long)]
    pub practice: bool,
    /// Let chance follow this number: the same number and the same deck give the same questions
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Count the answers as reviews, graded by right or wrong, form and time; --counts=no stops
    /// that
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, require_equals = true,
        default_missing_value = "yes", value_parser = clap::builder::BoolishValueParser::new())]
    pub counts: Option<bool>,
}

/// The most questions of a quiz.
const MOST_QUESTIONS: i64 = 10_000;
/// The longest limit of time, in seconds: a day.
const LONGEST: i64 = 86_400;

/// The word for every form.
const ALL: &str = "all";

impl QuizSettingsArgs {
    /// The forms that are named, where `all` leaves every one; nothing if none is named.
    pub fn forms(&self) -> Option<Vec<QuestionForm>> {
        let named = || self.kind.iter().filter_map(|name| QuestionForm::from_name(name));
        let all = self.kind.iter().any(|name| name == ALL);
        (!self.kind.is_empty()).then(|| if all { Vec::new() } else { named().collect() })
    }
}

fn forms() -> PossibleValuesParser {
    PossibleValuesParser::new(QuestionForm::ALL.map(QuestionForm::name).into_iter().chain([ALL]))
}

/// Reads minutes as seconds.
fn minutes(text: &str) -> Result<u32, String> {
    let longest = LONGEST / 60;
    let minutes: f64 = text.parse().map_err(|_| "it is no number".to_string())?;
    if !(0.0..=longest as f64).contains(&minutes) {
        return Err(format!("it is not from 0 to {longest}"));
    }
    Ok((minutes * 60.0).ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_whole_seconds() {
        assert_eq!((minutes("10"), minutes("0.5"), minutes("0")), (Ok(600), Ok(30), Ok(0)));
        assert_eq!(minutes("0.001"), Ok(1), "a little time is not none");
        for wrong in ["-1", "soon", "1441", "NaN", "inf"] {
            assert!(minutes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn all_forms_is_none_in_particular() {
        let forms = |kind: &[&str]| {
            QuizSettingsArgs {
                kind: kind.iter().map(ToString::to_string).collect(),
                ..QuizSettingsArgs::default()
            }
            .forms()
        };
        assert_eq!(forms(&[]), None);
        assert_eq!(
            forms(&["list", "true-false"]),
            Some(vec![QuestionForm::List, QuestionForm::TrueFalse])
        );
        assert_eq!(forms(&["list", "all"]), Some(vec![]));
    }
}
