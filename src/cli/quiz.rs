//! `quiz`: being asked against the clock without the full screen, line by line for people or in
//! JSON for programs.
//!
//! Both faces drive one [`QuizSession`](session::Session), which drives the same machine as the
//! full screen does.

mod clocks;
mod json;
mod messages;
mod parse_answer;
mod plain;
mod plain_command;
mod report;
mod request;
mod session;
mod show;

use std::io::BufRead;

use super::args::{GlobalArgs, QuizArgs, QuizSettingsArgs};
use super::desk::Desk;
use super::input_lines::InputLines;
use super::print::printer::{CommandEnd, Printer};
use super::{ExitStatus, TerminalEnv, scope};
use crate::memory::{QuizMode, QuizRecord, QuizRules};
use crate::rng::entropy;
use crate::store;
use session::QuizSession;

/// Asks until the quiz is over or whoever answers has had enough.
pub(super) fn run<'a>(
    args: &QuizArgs,
    common: &GlobalArgs,
    around: &TerminalEnv,
    input: Box<dyn BufRead + 'a>,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let desk = Desk::open_to_write(common, printer)?;
    let past = store::quizzes(&desk.home)?;
    let begun =
        if args.resume { resumed(desk, &past, around) } else { begun(args, desk, &past, around)? };
    let mut session = match begun {
        Ok(session) => *session,
        Err(nothing) => {
            printer.note(&nothing);
            return Ok(ExitStatus::No);
        }
    };
    printer.faults(&session.troubles());
    let mut lines = InputLines::of(input);
    let ended = if args.json {
        json::run(&mut session, &mut lines, printer)
    } else {
        plain::run(&mut session, &mut lines, around.input, printer)
    };
    // Whatever ended it, what was answered is on disk already; this only makes the next start
    // quick.
    session.close();
    printer.faults(&session.troubles());
    ended.map(|()| ExitStatus::Yes)
}

/// A session, or why there is none.
type StartedQuiz = Result<Box<QuizSession>, String>;

/// Begins a new quiz.
fn begun(
    args: &QuizArgs,
    desk: Desk,
    past: &[QuizRecord],
    around: &TerminalEnv,
) -> Result<StartedQuiz, CommandEnd> {
    let scope =
        match scope::scope(&desk.library, &args.scoped, || desk.standings(around.clock.now()))? {
            Ok(scope) => scope,
            Err(nothing) => return Ok(Err(nothing)),
        };
    let last = past.last();
    // What a program is in for does not hang on what a person set yesterday, and no clock runs
    // unless it asks for one.
    let unlimited = QuizRules { total: None, ..QuizRules::default() };
    let before =
        if args.json { Some(&unlimited) } else { last.map(|sitting| &sitting.begun.rules) };
    let rules = rules(&args.terms, before, entropy());
    let narrowed = !rules.forms.is_empty();
    let begun = QuizSession::begin(desk, &scope, rules, last, around.clock)?;
    let nothing = if narrowed {
        "no note that was named can be asked in these forms; `--kind all` asks in every one"
    } else {
        "there is nothing to ask; `lacuna list` shows what there is"
    };
    Ok(begun.map(Box::new).ok_or_else(|| nothing.to_string()))
}

/// Goes on with the last quiz that was left.
fn resumed(desk: Desk, past: &[QuizRecord], around: &TerminalEnv) -> StartedQuiz {
    QuizSession::resume(desk, past, around.clock)
        .map(Box::new)
        .ok_or_else(|| "no quiz was left unfinished; `lacuna quiz` begins one".to_string())
}

/// Returns the rules of a quiz: what is said, else what was said the last time, else the usual.
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
    }
}

/// Returns a limit in seconds: the one that is said, where 0 means none, or else the last one.
fn limit(said: Option<u32>, last: Option<u32>) -> Option<u32> {
    said.map_or(last, |seconds| (seconds > 0).then_some(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::QuestionForm;

    #[test]
    fn what_is_not_said_is_as_it_was() {
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
