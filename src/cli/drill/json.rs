//! The drill as a line protocol: a question goes out, an answer comes in, and it is acknowledged
//! once it is on disk.

use serde::Serialize;

use super::request::{DrillInput, DrillLine, read};
use super::session::DrillSession;
use crate::cli::due::next_due;
use crate::cli::input_lines::InputLines;
use crate::cli::print::plain_text;
use crate::cli::print::printer::{CommandEnd, Printer};
use crate::cli::request;
use crate::clock::Moment;
use crate::fault::Fault;
use crate::memory::Rating;
use crate::plan::KnownCards;
use crate::plan::queue;
use crate::study::{OpenCard, Operation};
use crate::text::math::GlyphSet;

/// What goes out, an object a line. Keys may be added, never changed.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum DrillMessage<'a> {
    Question(DrillQuestionJson<'a>),
    Recorded(DrillRecordedJson),
    Undone { entry: Option<String> },
    Redone { entry: Option<String> },
    Error { what: &'a str, remedy: &'a str },
    Done { asked: usize, correct: usize, left: usize, waiting: usize, next_due: Option<String> },
}

#[derive(Serialize)]
struct DrillQuestionJson<'a> {
    card: &'a str,
    kind: &'static str,
    asks: &'static str,
    typed: bool,
    /// How many answers are to be typed.
    wanted: usize,
    task: &'a str,
    prompt: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    intervals: Option<IntervalsJson>,
    deck: &'a str,
    topic: Option<&'a str>,
    state: &'static str,
    left: usize,
    at: String,
}

/// Seconds until the card comes back, by rating.
#[derive(Serialize)]
struct IntervalsJson {
    again: u32,
    hard: u32,
    good: u32,
    easy: u32,
}

#[derive(Serialize)]
struct DrillRecordedJson {
    entry: Option<String>,
    card: String,
    rating: &'static str,
    correct: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    answer: String,
    at: String,
}

/// Asks until nothing is left, the input ends or somebody says stop.
pub(super) fn run(
    session: &mut DrillSession,
    lines: &mut InputLines<'_>,
    printer: &mut Printer<'_>,
) -> Result<(), CommandEnd> {
    let mut ask = true;
    while session.asked().is_some() {
        if std::mem::take(&mut ask) {
            session.advance(None);
            if let Some(asked) = session.asked() {
                printer.json_now(&DrillMessage::Question(question(session, asked)))?;
            }
        }
        let Some(line) = lines.next()? else { break };
        let said = read(&line).and_then(|request| take(session, &request));
        printer.faults(&session.troubles());
        match said {
            Ok(Some(said)) => {
                printer.json_now(&said)?;
                ask = true;
            }
            Ok(None) => break,
            Err(fault) => printer.json_now(&DrillMessage::Error {
                what: &request::told(&fault),
                remedy: &fault.remedy,
            })?,
        }
    }
    printer.json_now(&done(session))?;
    Ok(())
}

/// Does what is asked for; nothing is said to a stop. If it fails, everything is as it was.
fn take(
    session: &mut DrillSession,
    request: &DrillInput,
) -> Result<Option<DrillMessage<'static>>, Fault> {
    let before = session.now();
    let said = match &request.wish {
        DrillLine::Stop => return Ok(None),
        DrillLine::Rate(rating) => {
            session.advance(request.timing.at);
            grade(session, *rating, None, request.timing.seconds)
        }
        DrillLine::Answer(typed) => answer(session, typed, request),
        DrillLine::Undo => undo(session, request.timing.at),
        DrillLine::Redo => redo(session, request.timing.at),
    };
    if said.is_err() {
        session.return_to(before);
    }
    said.map(Some)
}

fn grade(
    session: &mut DrillSession,
    rating: Rating,
    verdict: Option<&'static str>,
    seconds: Option<f64>,
) -> Result<DrillMessage<'static>, Fault> {
    let Some(asked) = session.asked() else { return Err(Fault::error("no question is open", "")) };
    let (card, answer) = (asked.question.id.clone(), asked.question.answer());
    let entry = session.grade(rating, seconds)?;
    let written =
        entry.and_then(|_| session.desk.ledger.get(&card)).map(|progress| progress.last.0);
    Ok(DrillMessage::Recorded(DrillRecordedJson {
        entry: entry.map(String::from),
        card: card.to_string(),
        rating: rating.name(),
        correct: rating.is_recalled(),
        verdict,
        answer,
        at: written.unwrap_or_else(|| session.now()).to_string(),
    }))
}

/// Grades by what was typed. What is not taken is not heard either.
fn answer(
    session: &mut DrillSession,
    typed: &str,
    request: &DrillInput,
) -> Result<DrillMessage<'static>, Fault> {
    let Some(asked) = session.asked() else { return Err(Fault::error("no question is open", "")) };
    if !asked.is_typed() && !asked.is_ordered() {
        return Err(Fault::error(
            "this card is not answered by typing",
            r#"send {"rating":"good"} or another rating"#,
        ));
    }
    let places = plain_text::steps(&asked.question, &asked.attempt, GlyphSet::Unicode)
        .map(|steps| plain_text::places(typed, steps.len()));
    match places {
        Some(places) if !places.as_ref().is_some_and(|places| session.arrange(places)) => {
            let remedy = "send the number of each choice once, in the right order, as in 2 1 3";
            return Err(Fault::error("the answer is no order of the choices", remedy));
        }
        Some(_) => {}
        None => type_all(session, typed),
    }
    session.advance(request.timing.at);
    session.reveal();
    let rating = session.asked().map_or(Rating::Again, OpenCard::suggested);
    let verdict = match session.asked() {
        _ if rating == Rating::Again => "wrong",
        Some(asked) if plain_text::has_slip(&asked.attempt) => "slip",
        _ => "right",
    };
    let said = grade(session, rating, Some(verdict), request.timing.seconds);
    if said.is_err() {
        session.ask_anew();
    }
    said
}

/// Types one answer after another.
fn type_all(session: &mut DrillSession, typed: &str) {
    let wanted = session.asked().map_or(1, |asked| plain_text::wanted(&asked.question.ask));
    for piece in plain_text::pieces(typed, wanted) {
        session.hear(piece);
    }
}

fn undo(session: &mut DrillSession, at: Option<Moment>) -> Result<DrillMessage<'static>, Fault> {
    session
        .drill()
        .undoable()
        .ok_or_else(|| Fault::error("there is nothing to take back", "answer the question"))?;
    session.advance(at);
    Ok(DrillMessage::Undone { entry: name(session.undo()?) })
}

fn redo(session: &mut DrillSession, at: Option<Moment>) -> Result<DrillMessage<'static>, Fault> {
    session
        .drill()
        .redoable()
        .ok_or_else(|| Fault::error("nothing was taken back", "answer the question"))?;
    session.advance(at);
    Ok(DrillMessage::Redone { entry: name(session.redo()?) })
}

/// Returns the name of the entry by which an operation is known outside.
fn name(operation: Option<Operation>) -> Option<String> {
    operation?.entry.map(String::from)
}

fn question<'a>(session: &'a DrillSession, asked: &'a OpenCard) -> DrillQuestionJson<'a> {
    let (question, library) = (&asked.question, &session.desk.library);
    let note = question.item.note;
    let [again, hard, good, easy] = asked.intervals;
    DrillQuestionJson {
        card: question.id.as_str(),
        kind: library.kind(note).name(),
        asks: question.item.card.words(),
        typed: asked.is_typed(),
        wanted: plain_text::wanted(&question.ask),
        task: &question.task,
        prompt: plain_text::prompt(question, GlyphSet::Unicode),
        choices: plain_text::steps(question, &asked.attempt, GlyphSet::Unicode),
        intervals: (!session.is_cram()).then_some(IntervalsJson { again, hard, good, easy }),
        deck: &library.deck_info(library.deck(note)).head.id,
        topic: library.topic(note).map(|topic| library.topic_info(topic).id.as_str()),
        state: asked.progress.state(session.now()).name(),
        left: session.drill().left(),
        at: session.now().to_string(),
    }
}

/// Returns the last line. A card that waits for its step is waited for by nobody: the session ends,
/// and says so.
fn done(session: &DrillSession) -> DrillMessage<'static> {
    let (drill, desk) = (session.drill(), &session.desk);
    let (asked, failed) = drill.answered();
    let plan = queue::plan(
        &KnownCards::of(&desk.library, &desk.ledger),
        &desk.scheduler,
        session.now(),
        &session.scope,
    );
    let waiting = if session.waits_until().is_some() { drill.left() } else { 0 };
    let next_due = next_due(&plan, session.now()).map(|at| at.to_string());
    DrillMessage::Done { asked, correct: asked - failed, left: drill.left(), waiting, next_due }
}
