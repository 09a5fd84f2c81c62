//! `quiz`: being asked against the clock without the full screen, line by line for people or in
//! JSON for programs.
//!
//! Both drive one [`RecordedQuiz`], which drives the same machine as the full screen does.

mod json;
mod messages;
mod parse_answer;
mod plain;
mod plain_command;
mod report;
mod request;
mod show;

use std::io::BufRead;

use super::args::{GlobalArgs, QuizArgs, QuizSettingsArgs};
use super::exit_status::{CommandEnd, ExitStatus};
use super::input_lines::InputLines;
use super::print::printer::Printer;
use super::profile;
use super::terminal_env::TerminalEnv;
use crate::memory::{QuizMode, QuizRecord, QuizRules};
use crate::rng::entropy;
use crate::session::{RecordedQuiz, Recorder};
use crate::store::{self, ConfigHome};

/// Asks until the quiz is over or whoever answers has had enough.
pub(super) fn run<'a>(
    args: &QuizArgs,
    common: &GlobalArgs,
    env: &TerminalEnv,
    input: Box<dyn BufRead + 'a>,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let recorder = profile::open_to_write(common, env.clock.now(), printer)?;
    let past = store::quizzes(&ConfigHome::find(common.config_dir.clone())?)?;
    let quiz = if args.resume {
        let resumed = RecordedQuiz::resume(recorder, &past, env.clock);
        if resumed.is_none() {
            printer.note("there is no unfinished quiz; start one with `lacuna quiz`");
        }
        resumed
    } else {
        begin(args, recorder, &past, env, printer)?
    };
    let Some(mut quiz) = quiz else { return Ok(ExitStatus::No) };
    printer.faults(&quiz.recorder.take_faults());
    let mut lines = InputLines::new(input);
    let result = if args.json {
        json::run(&mut quiz, &mut lines, printer)
    } else {
        plain::run(&mut quiz, &mut lines, env.input, printer)
    };
    // Whatever ended it, what was answered is on disk already; this only makes the next start
    // quick.
    quiz.close();
    printer.faults(&quiz.recorder.take_faults());
    result.map(|()| ExitStatus::Yes)
}

/// Begins a new quiz; none, with a message, if there is nothing to ask.
fn begin(
    args: &QuizArgs,
    recorder: Recorder,
    past: &[QuizRecord],
    env: &TerminalEnv,
    printer: &mut Printer<'_>,
) -> Result<Option<RecordedQuiz>, CommandEnd> {
    let Some(scope) = profile::scope(&args.scoped, &recorder.learner, printer)? else {
        return Ok(None);
    };
    let last = past.last();
    // What a program gets does not depend on what a person set yesterday, and no clock runs unless
    // it asks for one.
    let unlimited = QuizRules { total: None, ..QuizRules::default() };
    let before = if args.json { Some(&unlimited) } else { QuizRecord::last_chosen(past) };
    let rules = QuizRules { scripted: args.json, ..rules(&args.terms, before, entropy()) };
    let narrowed = !rules.forms.is_empty();
    let nothing_is_on = scope.is_everything() && recorder.learner.studied_decks().is_nothing();
    let quiz = RecordedQuiz::begin(recorder, &scope, rules, last, env.clock)?;
    if quiz.is_none() {
        printer.note(if nothing_is_on {
            "every deck is off; turn one on with `lacuna deck on NAME`"
        } else if narrowed {
            "these notes give no questions of these kinds; try `--kind all`"
        } else {
            "nothing to ask; `lacuna list` shows all notes"
        });
    }
    Ok(quiz)
}

/// The rules of a quiz: as the arguments have them, else as in the last one, else the usual.
pub fn rules(terms: &QuizSettingsArgs, last: Option<&QuizRules>, seed: u64) -> QuizRules {
    let last = last.cloned().unwrap_or_default();
    QuizRules {
        mode: match (terms.exam, terms.practice) {
            (true, _) => QuizMode::Exam,
            (false, true) => QuizMode::Practice,
            (false, false) => last.mode,
        },
        questions: terms.questions.unwrap_or(last.questions),
        total: limit(terms.total, last.total),
        each: limit(terms.each, last.each),
        forms: terms.forms().unwrap_or(last.forms),
        counts: terms.counts.unwrap_or(last.counts),
        seed: terms.seed.unwrap_or(seed),
        scripted: false,
    }
}

/// A limit in seconds: the one that is set, where 0 means none, or else the last one.
fn limit(set: Option<u32>, last: Option<u32>) -> Option<u32> {
    set.map_or(last, |seconds| (seconds > 0).then_some(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::QuestionForm;

    #[test]
    fn what_is_not_set_is_as_it_was() {
        let first = rules(&QuizSettingsArgs::default(), None, 9);
        assert_eq!(first, QuizRules { seed: 9, ..QuizRules::default() });
        let terms = QuizSettingsArgs {
            exam: true,
            each: Some(30),
            kind: vec!["list".into()],
            seed: Some(5),
            ..QuizSettingsArgs::default()
        };
        let second = rules(&terms, Some(&first), 9);
        let expected = QuizRules {
            mode: QuizMode::Exam,
            questions: 20,
            total: Some(600),
            each: Some(30),
            forms: vec![QuestionForm::List],
            counts: false,
            seed: 5,
            scripted: false,
        };
        assert_eq!(second, expected);
        let terms = QuizSettingsArgs {
            practice: true,
            total: Some(0),
            each: Some(0),
            kind: vec!["all".into()],
            ..QuizSettingsArgs::default()
        };
        let third = rules(&terms, Some(&second), 1);
        assert_eq!(
            (third.mode, third.total, third.each, third.forms),
            (QuizMode::Practice, None, None, vec![])
        );
    }
}
