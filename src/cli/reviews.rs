//! The log of reviews: `reviews` prints it, an entry a line, and `merge` adds another machine's.

use serde::Serialize;

use super::args::{MergeArgs, ReviewsArgs};
use super::check::counted_as;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::printer::Printer;
use super::print::style;
use super::profile::Profile;
use crate::clock::{Calendar, Moment};
use crate::memory::entry::KnownMemory;
use crate::memory::{Entry, EntryKind, QuizEvent};
use crate::store::{self, progress};
use crate::text::distance::nearest;
use crate::text::duration::human;

/// Prints the entries, or those of some cards, the oldest first.
pub(super) fn run(
    args: &ReviewsArgs,
    profile: &Profile,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let (mut entries, faults) = progress::unread(&profile.home).entries()?;
    printer.faults(&faults);
    entries.sort_by(Entry::order);
    let prefix = args.card.as_deref().unwrap_or_default();
    let chosen: Vec<&Entry> =
        entries.iter().filter(|entry| entry.card.as_str().starts_with(prefix)).collect();
    let skipped = args.limit.map_or(0, |limit| chosen.len().saturating_sub(limit as usize));
    for entry in &chosen[skipped..] {
        if args.json {
            printer.json_line(&EntryJson::new(entry))?;
        } else {
            row(entry, profile.scheduler.calendar(), printer)?;
        }
    }
    if chosen.is_empty() {
        printer.finish()?;
        printer.note(&nothing(prefix, &entries));
        return Ok(ExitStatus::No);
    }
    Ok(ExitStatus::Yes)
}

fn nothing(prefix: &str, entries: &[Entry]) -> String {
    if entries.is_empty() {
        return "there are no reviews yet; `lacuna drill` gives the first".to_string();
    }
    match nearest(prefix, entries.iter().map(|entry| entry.card.as_str())) {
        Some(near) => {
            format!("no card has reviews whose name begins with `{prefix}`; did you mean `{near}`?")
        }
        None => format!(
            "no card has reviews whose name begins with `{prefix}`; cards are named \
             deck/note/card"
        ),
    }
}

fn row(entry: &Entry, calendar: &Calendar, printer: &mut Printer<'_>) -> std::io::Result<()> {
    let (word, detail, more) = match &entry.what {
        EntryKind::Review(rating, _, milliseconds) => {
            (rating.name(), seconds(*milliseconds), String::new())
        }
        EntryKind::Retract(other) => ("retract", other.to_string(), String::new()),
        EntryKind::Quiz(event) => ("quiz", quiz_summary(event), quiz_details(event)),
        other => (other.name(), String::new(), String::new()),
    };
    printer.text(style::DIM, &calendar.date_and_time(entry.at))?;
    printer.text(style::BOLD, &format!("  {word:<9}"))?;
    printer.text(style::PLAIN, &format!("  {detail:>10}  {}", entry.card))?;
    if !more.is_empty() {
        printer.text(style::DIM, &format!("  {more}"))?;
    }
    printer.end_line()
}

fn seconds(milliseconds: u32) -> String {
    format!("{:.1} s", f64::from(milliseconds) / 1000.0)
}

/// What happened in a quiz, in a word.
fn quiz_summary(event: &QuizEvent) -> String {
    match event {
        QuizEvent::Begun(begun) => begun.rules.mode.name().to_string(),
        QuizEvent::Answered(answered) => answered.mark.name().to_string(),
        QuizEvent::Ended(ended) => format!("{}/{}", ended.right, ended.asked),
    }
}

/// What else there is to say of it: how it was set, in which form and how fast it was
/// answered, what it came to.
fn quiz_details(event: &QuizEvent) -> String {
    match event {
        QuizEvent::Begun(begun) => {
            let limit = |name: &str, seconds: Option<u32>| {
                seconds.map(|seconds| format!(", {} {name}", human(seconds)))
            };
            let (total, each) =
                (limit("in all", begun.rules.total), limit("each", begun.rules.each));
            let questions = begun.questions.len();
            let plural = if questions == 1 { "" } else { "s" };
            format!(
                "{questions} question{plural}{}{}",
                total.unwrap_or_default(),
                each.unwrap_or_default()
            )
        }
        QuizEvent::Answered(answered) => {
            let again = if answered.again { ", again" } else { "" };
            format!("{}, {}{again}", answered.form.name(), seconds(answered.took))
        }
        QuizEvent::Ended(ended) => {
            format!(
                "{:.0} % corrected for guessing, {}",
                ended.corrected * 100.0,
                human(ended.took / 1000)
            )
        }
    }
}

/// An entry as scripts see it.
#[derive(Serialize)]
struct EntryJson<'a> {
    id: String,
    at: String,
    card: &'a str,
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    how: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    #[serde(flatten)]
    known: Option<MemoryJson>,
    #[serde(flatten)]
    quiz: Option<QuizEntryJson>,
}

/// What happened in a quiz.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
enum QuizEntryJson {
    Begun {
        mode: &'static str,
        questions: usize,
        minutes: Option<f64>,
        seconds_each: Option<u32>,
        forms: Vec<&'static str>,
        counts: bool,
        seed: u64,
    },
    Answered {
        quiz: String,
        question: u16,
        form: &'static str,
        again: bool,
        mark: &'static str,
        seconds: f64,
        given: String,
    },
    Ended {
        quiz: String,
        asked: u16,
        right: u16,
        corrected: f32,
        seconds: f64,
    },
}

/// A memory that is known from elsewhere.
#[derive(Serialize)]
struct MemoryJson {
    stability: f32,
    difficulty: f32,
    reviewed: String,
    reps: u32,
    lapses: u32,
}

impl EntryJson<'_> {
    fn new(entry: &Entry) -> EntryJson<'_> {
        let Entry { id, at, card, what } = entry;
        let (id, at, card) = (id.to_string(), at.to_string(), card.as_str());
        let none = EntryJson {
            id,
            at,
            card,
            what: what.name(),
            rating: None,
            how: None,
            seconds: None,
            entry: None,
            known: None,
            quiz: None,
        };
        match what {
            EntryKind::Review(rating, how, milliseconds) => EntryJson {
                rating: Some(rating.name()),
                how: Some(format!("{how:?}").to_lowercase()),
                seconds: Some(f64::from(*milliseconds) / 1000.0),
                ..none
            },
            EntryKind::Retract(other) => EntryJson { entry: Some(other.to_string()), ..none },
            EntryKind::Quiz(event) => EntryJson { quiz: Some(QuizEntryJson::new(event)), ..none },
            EntryKind::Known(known) => EntryJson { known: Some(MemoryJson::new(known)), ..none },
            _ => none,
        }
    }
}

impl QuizEntryJson {
    fn new(event: &QuizEvent) -> QuizEntryJson {
        match event {
            QuizEvent::Begun(begun) => QuizEntryJson::Begun {
                mode: begun.rules.mode.name(),
                questions: begun.questions.len(),
                minutes: begun.rules.total.map(|seconds| f64::from(seconds) / 60.0),
                seconds_each: begun.rules.each,
                forms: begun.rules.forms.iter().map(|form| form.name()).collect(),
                counts: begun.rules.counts,
                seed: begun.rules.seed,
            },
            QuizEvent::Answered(answered) => QuizEntryJson::Answered {
                quiz: answered.quiz.to_string(),
                question: answered.question,
                form: answered.form.name(),
                again: answered.again,
                mark: answered.mark.name(),
                seconds: f64::from(answered.took) / 1000.0,
                given: answered.given.clone(),
            },
            QuizEvent::Ended(ended) => QuizEntryJson::Ended {
                quiz: ended.quiz.to_string(),
                asked: ended.asked,
                right: ended.right,
                corrected: ended.corrected,
                seconds: f64::from(ended.took) / 1000.0,
            },
        }
    }
}

impl MemoryJson {
    fn new(known: &KnownMemory) -> MemoryJson {
        let KnownMemory { stability, difficulty, reviewed, reps, lapses, .. } = *known;
        MemoryJson { stability, difficulty, reviewed: reviewed.to_string(), reps, lapses }
    }
}

/// What a merge added.
#[derive(Serialize)]
struct MergeCounts {
    new: usize,
    known: usize,
}

/// `merge`: adds what another machine's log has and this one has not.
pub(super) fn merge(
    args: &MergeArgs,
    profile: &Profile,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let merged = store::merge::merge(&profile.home, &profile.scheduler, &args.path, now)?;
    printer.faults(&merged.faults);
    if args.json {
        printer.json(&MergeCounts { new: merged.new, known: merged.known })?;
    } else {
        let new = counted_as(merged.new, "new review");
        printer.text(style::PLAIN, &format!("{new}, {} known already", merged.known))?;
        printer.end_line()?;
    }
    Ok(ExitStatus::Yes)
}
