//! The drill as a line protocol: a question goes out, an answer comes in, and it is acknowledged
//! once it is on disk.

use serde::Serialize;

use super::request::{DrillInput, DrillLine, read};
use crate::cli::exit_status::CommandEnd;
use crate::cli::input_lines::InputLines;
use crate::cli::print::json::NoteJson;
use crate::cli::print::plain_text::{self, PlainLayout};
use crate::cli::print::printer::Printer;
use crate::cli::request;
use crate::clock::Moment;
use crate::deck::Note;
use crate::fault::Fault;
use crate::memory::Rating;
use crate::session::RecordedDrill;
use crate::session::learner::next_due;
use crate::study::{DrillPhase, LessonStep, OpenCard, Operation, QuestionStage};
use crate::text::math::GlyphSet;

/// What goes out, an object a line. Keys may be added, never changed.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum DrillMessage<'a> {
    Question(Box<DrillQuestionJson<'a>>),
    Recorded(DrillRecordedJson),
    Seen { card: String, at: String },
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
    /// The note, where it is shown before it is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<NoteJson<'a>>,
    stage: &'static str,
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
    /// What is missing of a close answer, or whose term a wrong one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<String>,
    answer: String,
    at: String,
}

/// Asks until nothing is left, the input ends or somebody says stop.
pub(super) fn run(
    session: &mut RecordedDrill,
    lines: &mut InputLines<'_>,
    printer: &mut Printer<'_>,
) -> Result<(), CommandEnd> {
    let mut ask = true;
    while session.open_card().is_some() {
        if std::mem::take(&mut ask) {
            session.advance(None);
            if let Some(card) = session.open_card() {
                let note = taught_note(session, card);
                let question = Box::new(question(session, card, note.as_ref()));
                printer.json_now(&DrillMessage::Question(question))?;
            }
        }
        let Some(line) = lines.next()? else { break };
        let reply = read(&line).and_then(|request| carry_out(session, &request));
        printer.faults(&session.recorder.take_faults());
        match reply {
            Ok(Some(reply)) => {
                printer.json_now(&reply)?;
                ask = true;
            }
            Ok(None) => break,
            Err(fault) => printer.json_now(&DrillMessage::Error {
                what: &request::fault_text(&fault),
                remedy: &fault.remedy,
            })?,
        }
    }
    printer.json_now(&done(session))?;
    Ok(())
}

/// Does what is asked for; a stop has no reply. If it fails, everything is as it was.
fn carry_out(
    session: &mut RecordedDrill,
    request: &DrillInput,
) -> Result<Option<DrillMessage<'static>>, Fault> {
    let before = session.now();
    let reply = match &request.command {
        DrillLine::Stop => return Ok(None),
        DrillLine::Rate(rating) => {
            session.advance(request.timing.at);
            grade(session, *rating, None, request.timing.seconds)
        }
        DrillLine::Answer(typed) => answer(session, typed, request),
        DrillLine::Choose(at) => choose(session, *at, request),
        DrillLine::Seen => seen(session, request),
        DrillLine::Undo => undo(session, request.timing.at),
        DrillLine::Redo => redo(session, request.timing.at),
    };
    if reply.is_err() {
        session.return_to(before);
    }
    reply.map(Some)
}

fn grade(
    session: &mut RecordedDrill,
    rating: Rating,
    verdict: Option<&'static str>,
    seconds: Option<f64>,
) -> Result<DrillMessage<'static>, Fault> {
    let card = asked(session)?;
    let (id, answer) = (card.question.id.clone(), card.question.answer());
    let remark = verdict.and_then(|_| card.draft.remark());
    let is_right =
        verdict.map_or(rating.is_recalled(), |verdict| matches!(verdict, "right" | "slip"));
    let entry = session.grade(rating, seconds)?;
    let written =
        entry.and_then(|_| session.learner().ledger.get(&id)).map(|progress| progress.last.0);
    Ok(DrillMessage::Recorded(DrillRecordedJson {
        entry: entry.map(String::from),
        card: id.to_string(),
        rating: rating.name(),
        correct: is_right,
        verdict,
        remark,
        answer,
        at: written.unwrap_or_else(|| session.now()).to_string(),
    }))
}

/// Grades by what was typed; if that fails, nothing was typed.
fn answer(
    session: &mut RecordedDrill,
    typed: &str,
    request: &DrillInput,
) -> Result<DrillMessage<'static>, Fault> {
    let card = asked(session)?;
    if !card.is_typed() && !card.is_ordered() {
        let remedy = if card.is_choice() {
            r#"send {"choice":0} or the number of another choice"#
        } else {
            r#"send {"rating":"good"} or another rating"#
        };
        return Err(Fault::error("this card is not answered by typing", remedy));
    }
    let places = plain_text::steps(&card.question, &card.draft, GlyphSet::Unicode)
        .map(|steps| plain_text::places(typed, steps.len()));
    match places {
        Some(places)
            if !places.as_ref().is_some_and(|places| session.drill_mut().arrange(places)) =>
        {
            let remedy = "send the number of each choice once, in the right order, as in 2 1 3";
            return Err(Fault::error("the answer is no order of the choices", remedy));
        }
        Some(_) => {}
        None => type_all(session, typed),
    }
    session.advance(request.timing.at);
    session.drill_mut().reveal();
    let rating = session.open_card().map_or(Rating::Again, OpenCard::suggested);
    let verdict = match session.open_card() {
        Some(card) if card.is_close() => "close",
        _ if rating == Rating::Again => "wrong",
        Some(card) if card.draft.has_slip() => "slip",
        _ => "right",
    };
    let reply = grade(session, rating, Some(verdict), request.timing.seconds);
    if reply.is_err() {
        session.ask_again();
    }
    reply
}

/// The question that is open, if it can be answered.
fn asked(session: &RecordedDrill) -> Result<&OpenCard, Fault> {
    match session.drill().phase() {
        DrillPhase::Teaching(_) => Err(Fault::error(
            "this note is shown before it is asked",
            r#"read it, and send {"seen":true}; the question comes a few cards later"#,
        )),
        _ => session.open_card().ok_or_else(|| Fault::error("no question is open", "")),
    }
}

/// Goes on from a note that was shown.
fn seen(session: &mut RecordedDrill, request: &DrillInput) -> Result<DrillMessage<'static>, Fault> {
    let DrillPhase::Teaching(card) = session.drill().phase() else {
        return Err(Fault::error("this is a question, and no note to read", "answer it"));
    };
    let card = card.question.id.to_string();
    session.advance(request.timing.at);
    session.seen(request.timing.seconds);
    Ok(DrillMessage::Seen { card, at: session.now().to_string() })
}

/// Grades by what was chosen; if that fails, nothing was.
fn choose(
    session: &mut RecordedDrill,
    at: usize,
    request: &DrillInput,
) -> Result<DrillMessage<'static>, Fault> {
    if !asked(session)?.is_choice() {
        let remedy = r#"send {"rating":"good"} or another rating"#;
        return Err(Fault::error("this card has no answers to choose from", remedy));
    }
    session.advance(request.timing.at);
    if !session.drill_mut().choose(at) {
        let remedy = "send the number of a choice, counted from 0";
        return Err(Fault::error(format!("there is no choice {at}"), remedy));
    }
    let rating = session.open_card().map_or(Rating::Again, OpenCard::suggested);
    let verdict = if rating == Rating::Again { "wrong" } else { "right" };
    let reply = grade(session, rating, Some(verdict), request.timing.seconds);
    if reply.is_err() {
        session.ask_again();
    }
    reply
}

/// The note that is shown before it is asked.
fn taught_note(session: &RecordedDrill, card: &OpenCard) -> Option<Note> {
    let is_taught = card.stage == QuestionStage::Learn;
    is_taught.then(|| session.learner().library.note(card.question.item.note).ok())?
}

/// Types one answer after another.
fn type_all(session: &mut RecordedDrill, typed: &str) {
    let wanted = session.open_card().map_or(1, |card| card.question.kind.wanted());
    for piece in plain_text::pieces(typed, wanted) {
        session.drill_mut().submit(piece);
    }
}

fn undo(session: &mut RecordedDrill, at: Option<Moment>) -> Result<DrillMessage<'static>, Fault> {
    let drill = session.drill();
    drill.undoable().ok_or_else(|| Fault::error("nothing to undo", "answer the question"))?;
    session.advance(at);
    Ok(DrillMessage::Undone { entry: name(session.undo()?) })
}

fn redo(session: &mut RecordedDrill, at: Option<Moment>) -> Result<DrillMessage<'static>, Fault> {
    let drill = session.drill();
    drill.redoable().ok_or_else(|| Fault::error("nothing was undone", "answer the question"))?;
    session.advance(at);
    Ok(DrillMessage::Redone { entry: name(session.redo()?) })
}

/// The id of the entry by which an operation is known outside.
fn name(operation: Option<Operation>) -> Option<String> {
    operation?.entry.map(String::from)
}

fn question<'a>(
    session: &'a RecordedDrill,
    card: &'a OpenCard,
    taught: Option<&'a Note>,
) -> DrillQuestionJson<'a> {
    let (question, library) = (&card.question, &session.learner().library);
    let note = question.item.note;
    let [again, hard, good, easy] = card.intervals;
    DrillQuestionJson {
        card: question.id.as_str(),
        kind: library.kind(note).name(),
        asks: question.item.card.words(),
        typed: taught.is_none() && card.is_typed(),
        wanted: if taught.is_some() { 0 } else { question.kind.wanted() },
        task: if taught.is_some() { "Read the note." } else { &question.task },
        prompt: plain_text::prompt(question, PlainLayout::FREE),
        choices: plain_text::choices(question, &card.draft, GlyphSet::Unicode)
            .filter(|_| taught.is_none()),
        intervals: (!session.state.is_cram() && card.step == LessonStep::Full)
            .then_some(IntervalsJson { again, hard, good, easy }),
        note: taught.map(|full| NoteJson::new(library, note, full)),
        stage: card.stage.name(),
        deck: &library.deck_info(library.deck(note)).head.id,
        topic: library.topic(note).map(|topic| library.topic_info(topic).id.as_str()),
        state: card.progress.state(session.now()).name(),
        left: session.drill().left(),
        at: session.now().to_string(),
    }
}

/// The last line. Nobody waits for a card whose step is not over: the session ends, and says so.
fn done(session: &RecordedDrill) -> DrillMessage<'static> {
    let drill = session.drill();
    let (asked, failed) = drill.answered();
    let plan = session.state.rest(session.learner());
    let waiting = if session.waits_until().is_some() { drill.left() } else { 0 };
    let next_due = next_due(&plan, session.now()).map(|at| at.to_string());
    DrillMessage::Done { asked, correct: asked - failed, left: drill.left(), waiting, next_due }
}
