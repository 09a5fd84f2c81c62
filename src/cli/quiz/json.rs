//! The quiz as a line protocol: a question goes out, an answer comes in, and it is acknowledged
//! once it is on disk.

use super::messages;
use super::messages::Say;
use super::parse_answer;
use super::request::{Request, Wish, read};
use super::session::{Kept, Session};
use crate::cli::input_lines::Lines;
use crate::cli::print::printer::{Printer, Stop};
use crate::cli::request;
use crate::fault::Fault;
use crate::study::quiz::{Input, Phase};

/// Asks until it is over, the input ends or somebody says stop.
pub(super) fn run(
    session: &mut Session,
    lines: &mut Lines<'_>,
    printer: &mut Printer<'_>,
) -> Result<(), Stop> {
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
            printer.json_now(&Say::Question(messages::question(session, slot)))?;
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
    printer.json_now(&Say::Done(messages::done(session)))?;
    Ok(())
}

/// Goes on to the next open question, or to the end: nobody reads an explanation here, and an exam
/// is handed in at once.
fn go_on(session: &mut Session) -> Result<(), Fault> {
    session.tick();
    loop {
        let input = match session.quiz().phase() {
            Phase::Marked => Input::Next,
            Phase::Paused(_) => Input::Resume,
            Phase::Review => Input::HandIn,
            Phase::Asking | Phase::Over(_) => return Ok(()),
        };
        session.act(input)?;
    }
}

/// Does what is asked for. If it fails, everything is as it was.
fn take(session: &mut Session, request: &Request) -> Result<Option<Kept>, Fault> {
    let inputs = match (&request.wish, session.open()) {
        (Wish::Stop, _) => vec![Input::Stop],
        // The end could not be written; it is tried again now.
        (_, None) => Vec::new(),
        (Wish::Skip, Some(_)) => vec![Input::Skip],
        (Wish::Choose(choice), Some(slot)) => parse_answer::choose(slot, *choice)?,
        (Wish::Answer(typed), Some(slot)) => parse_answer::answer(slot, typed)?,
    };
    session.answer(&inputs, request.timing)
}

/// Lets time run out that has; else the quiz is left as it is.
fn leave(session: &mut Session, printer: &mut Printer<'_>) -> Result<(), Stop> {
    match session.act(Input::Tick) {
        Ok(kept) => acknowledge(session, kept, printer),
        Err(fault) => refuse(&fault, printer),
    }
}

fn refuse(fault: &Fault, printer: &mut Printer<'_>) -> Result<(), Stop> {
    Ok(printer.json_now(&Say::Error { what: &request::told(fault), remedy: &fault.remedy })?)
}

fn acknowledge(
    session: &Session,
    kept: Option<Kept>,
    printer: &mut Printer<'_>,
) -> Result<(), Stop> {
    let Some(kept) = kept else { return Ok(()) };
    Ok(printer.json_now(&Say::Recorded(messages::recorded(session, kept)))?)
}
