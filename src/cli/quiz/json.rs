//! The quiz as a line protocol: a question goes out, an answer comes in, and it is acknowledged
//! once it is on disk.

use super::messages;
use super::messages::QuizMessage;
use super::parse_answer;
use super::request::{QuizInputLine, QuizLine, read};
use super::session::{QuizSession, RecordedAnswer};
use crate::cli::input_lines::InputLines;
use crate::cli::print::printer::{CommandEnd, Printer};
use crate::cli::request;
use crate::fault::Fault;
use crate::study::quiz::{QuizInput, QuizPhase};

/// Asks until it is over, the input ends or somebody says stop.
pub(super) fn run(
    session: &mut QuizSession,
    lines: &mut InputLines<'_>,
    printer: &mut Printer<'_>,
) -> Result<(), CommandEnd> {
    let mut put = None;
    loop {
        if let Err(fault) = go_on(session) {
            refuse(&fault, printer)?;
        }
        printer.faults(&session.troubles());
        if session.is_over() {
            break;
        }
        if let Some(slot) = session.open().filter(|slot| slot.number != put) {
            put = slot.number;
            printer.json_now(&QuizMessage::Question(messages::question(session, slot)))?;
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
fn go_on(session: &mut QuizSession) -> Result<(), Fault> {
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
    session: &mut QuizSession,
    request: &QuizInputLine,
) -> Result<Option<RecordedAnswer>, Fault> {
    let inputs = match (&request.wish, session.open()) {
        (QuizLine::Stop, _) => vec![QuizInput::Stop],
        // The end could not be written; it is tried again now.
        (_, None) => Vec::new(),
        (QuizLine::Skip, Some(_)) => vec![QuizInput::Skip],
        (QuizLine::Choose(choice), Some(slot)) => parse_answer::choose(slot, *choice)?,
        (QuizLine::Answer(typed), Some(slot)) => parse_answer::answer(slot, typed)?,
    };
    session.answer(&inputs, request.timing)
}

/// Lets time run out that has; else the quiz is left as it is.
fn leave(session: &mut QuizSession, printer: &mut Printer<'_>) -> Result<(), CommandEnd> {
    match session.act(QuizInput::Tick) {
        Ok(kept) => acknowledge(session, kept, printer),
        Err(fault) => refuse(&fault, printer),
    }
}

fn refuse(fault: &Fault, printer: &mut Printer<'_>) -> Result<(), CommandEnd> {
    Ok(printer
        .json_now(&QuizMessage::Error { what: &request::told(fault), remedy: &fault.remedy })?)
}

fn acknowledge(
    session: &QuizSession,
    kept: Option<RecordedAnswer>,
    printer: &mut Printer<'_>,
) -> Result<(), CommandEnd> {
    let Some(kept) = kept else { return Ok(()) };
    Ok(printer.json_now(&QuizMessage::Recorded(messages::recorded(session, kept)))?)
}
