//! The quiz as a line protocol: a question goes out, an answer comes in, and it is acknowledged
//! once it is on disk.

use super::messages;
use super::messages::QuizMessage;
use super::parse_answer;
use super::request::{QuizInputLine, QuizLine, read};
use crate::cli::exit_status::CommandEnd;
use crate::cli::input_lines::InputLines;
use crate::cli::print::printer::Printer;
use crate::cli::request;
use crate::fault::Fault;
use crate::session::{RecordedAnswer, RecordedQuiz};
use crate::study::quiz::{QuizInput, QuizPhase};

/// Asks until it is over, the input ends or somebody says stop.
pub(super) fn run(
    session: &mut RecordedQuiz,
    lines: &mut InputLines<'_>,
    printer: &mut Printer<'_>,
) -> Result<(), CommandEnd> {
    let mut question = None;
    loop {
        if let Err(fault) = go_on(session) {
            refuse(&fault, printer)?;
        }
        printer.faults(&session.recorder.take_faults());
        if session.is_over() {
            break;
        }
        if let Some(quiz_item) =
            session.open_question().filter(|quiz_item| quiz_item.number != question)
        {
            question = quiz_item.number;
            printer.json_now(&QuizMessage::Question(messages::question(session, quiz_item)))?;
        }
        let Some(line) = lines.next()? else {
            leave(session, printer)?;
            break;
        };
        match read(&line).and_then(|request| take(session, &request)) {
            Ok(kept) => acknowledge(session, kept, printer)?,
            Err(fault) => refuse(&fault, printer)?,
        }
    }
    printer.json_now(&QuizMessage::Done(messages::done(session)))?;
    Ok(())
}

/// Goes on to the next open question, or to the end: nobody reads an explanation here, and an exam
/// is handed in at once.
fn go_on(session: &mut RecordedQuiz) -> Result<(), Fault> {
    session.tick();
    loop {
        let input = match session.quiz().phase() {
            QuizPhase::Marked => QuizInput::Next,
            QuizPhase::Paused(_) => QuizInput::Resume,
            QuizPhase::Review => QuizInput::HandIn,
            QuizPhase::Asking | QuizPhase::Over(_) => return Ok(()),
        };
        session.act(input)?;
    }
}

/// Does what is asked for. If it fails, everything is as it was.
fn take(
    session: &mut RecordedQuiz,
    request: &QuizInputLine,
) -> Result<Option<RecordedAnswer>, Fault> {
    let inputs = match (&request.command, session.open_question()) {
        (QuizLine::Stop, _) => vec![QuizInput::Stop],
        // The end could not be written; it is tried again now.
        (_, None) => Vec::new(),
        (QuizLine::Skip, Some(_)) => vec![QuizInput::Skip],
        (QuizLine::Choose(choice), Some(quiz_item)) => parse_answer::choose(quiz_item, *choice)?,
        (QuizLine::Answer(typed), Some(quiz_item)) => parse_answer::answer(quiz_item, typed)?,
    };
    session.answer(&inputs, request.timing)
}

/// Lets time run out that has; else the quiz is left as it is.
fn leave(session: &mut RecordedQuiz, printer: &mut Printer<'_>) -> Result<(), CommandEnd> {
    match session.act(QuizInput::Tick) {
        Ok(kept) => acknowledge(session, kept, printer),
        Err(fault) => refuse(&fault, printer),
    }
}

fn refuse(fault: &Fault, printer: &mut Printer<'_>) -> Result<(), CommandEnd> {
    Ok(printer.json_now(&QuizMessage::Error {
        what: &request::fault_text(fault),
        remedy: &fault.remedy,
    })?)
}

fn acknowledge(
    session: &RecordedQuiz,
    kept: Option<RecordedAnswer>,
    printer: &mut Printer<'_>,
) -> Result<(), CommandEnd> {
    let Some(kept) = kept else { return Ok(()) };
    Ok(printer.json_now(&QuizMessage::Recorded(messages::recorded(session, kept)))?)
}
