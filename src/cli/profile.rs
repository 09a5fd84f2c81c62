//! What a command needs: where the files are, the decks, and the learner. What is wrong with
//! the files is printed, and what is good is used.

use std::sync::Arc;

use super::args::{GlobalArgs, ScopeArgs};
use super::exit_status::CommandEnd;
use super::print::printer::Printer;
use crate::clock::Moment;
use crate::fault::Fault;
use crate::library::Library;
use crate::memory::Scheduler;
use crate::plan::{NoteScope, NoteStatuses};
use crate::search::Query;
use crate::session::recorder::OpeningFaults;
use crate::session::scope::{EmptyScope, ScopeNames, find_notes};
use crate::session::suggestion::Suggestion;
use crate::session::{Learner, Recorder};
use crate::store::{self, ConfigHome};

/// Where progress is kept, and how it is worked out.
pub(super) struct Profile {
    pub(super) home: ConfigHome,
    pub(super) scheduler: Scheduler,
}

impl Profile {
    /// Finds the files and reads the settings.
    pub(super) fn find(common: &GlobalArgs, printer: &mut Printer<'_>) -> Result<Profile, Fault> {
        let home = ConfigHome::find(common.config_dir.clone())?;
        let (settings, faults) = store::settings(&home);
        printer.faults(&faults);
        let calendar = store::calendar(&home, settings.day_starts);
        Ok(Profile { home, scheduler: Scheduler::new(settings, calendar) })
    }

    /// Opens the decks and the log.
    pub(super) fn open(self, now: Moment, printer: &mut Printer<'_>) -> Recorder {
        let plans_exams = !self.scheduler.settings().exams.is_empty();
        let (mut recorder, OpeningFaults { decks, progress }) =
            Recorder::open(&self.home, self.scheduler, now);
        printer.faults(&decks);
        printer.faults(&progress);
        if plans_exams {
            recorder.load_answer_stats(&self.home);
        }
        recorder
    }
}

/// Opens everything to write to it: what synchronizers have left is merged first.
pub(super) fn open_to_write(
    common: &GlobalArgs,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<Recorder, Fault> {
    let home = ConfigHome::find(common.config_dir.clone())?;
    printer.faults(&store::conflicts::merge_copies(&home));
    open_recorder(common, now, printer)
}

/// Opens the decks and the log.
pub(super) fn open_recorder(
    common: &GlobalArgs,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<Recorder, Fault> {
    Ok(Profile::find(common, printer)?.open(now, printer))
}

/// Opens the decks and what is known of their cards.
pub(super) fn open_learner(
    common: &GlobalArgs,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<Learner, Fault> {
    Ok(open_recorder(common, now, printer)?.learner)
}

/// Opens the decks alone.
pub(super) fn open_library(
    common: &GlobalArgs,
    printer: &mut Printer<'_>,
) -> Result<Library, Fault> {
    let home = ConfigHome::find(common.config_dir.clone())?;
    let (library, faults) = store::load(&home);
    printer.faults(&faults);
    Ok(library)
}

/// The notes, and their status where a query asks for it.
pub(super) struct QueryContext {
    pub(super) library: Arc<Library>,
    pub(super) statuses: Arc<NoteStatuses>,
}

impl QueryContext {
    /// Opens every deck, and what is known of the cards if the query asks for that.
    pub(super) fn open(
        query: &[String],
        common: &GlobalArgs,
        now: Moment,
        printer: &mut Printer<'_>,
    ) -> Result<QueryContext, Fault> {
        if !Query::parse(&query.join(" ")).asks_progress() {
            let library = Arc::new(open_library(common, printer)?);
            return Ok(QueryContext { library, statuses: Arc::default() });
        }
        let learner = open_learner(common, now, printer)?;
        let statuses = Arc::new(learner.current_statuses());
        Ok(QueryContext { library: learner.library, statuses })
    }
}

/// The notes that the arguments name; none, with a message, if there are none.
pub(super) fn scope(
    args: &ScopeArgs,
    learner: &Learner,
    printer: &mut Printer<'_>,
) -> Result<Option<NoteScope>, CommandEnd> {
    let query = args.query.join(" ");
    match find(args, &query, learner) {
        Ok(scope) => Ok(Some(scope)),
        Err(EmptyScope::Fault(fault)) => Err(fault.into()),
        Err(EmptyScope::NoMatch(suggestion)) => {
            printer.note(&no_match(&query, &suggestion));
            Ok(None)
        }
        Err(EmptyScope::NothingShared) => {
            printer.note(NOTHING_SHARED);
            Ok(None)
        }
    }
}

/// The notes that the full screen is to ask about.
pub fn full_screen_scope(args: &ScopeArgs, learner: &Learner) -> Result<NoteScope, Fault> {
    let query = args.query.join(" ");
    find(args, &query, learner).map_err(|empty| match empty {
        EmptyScope::Fault(fault) => fault,
        EmptyScope::NoMatch(suggestion) => Fault::error(no_match(&query, &suggestion), ""),
        EmptyScope::NothingShared => Fault::error(NOTHING_SHARED, ""),
    })
}

const NOTHING_SHARED: &str = "no note matches all of these; name fewer";

fn find(args: &ScopeArgs, query: &str, learner: &Learner) -> Result<NoteScope, EmptyScope> {
    let names = ScopeNames { query, decks: &args.deck, topics: &args.topic, tags: &args.tag };
    let statuses = || learner.current_statuses();
    find_notes(&learner.library, &learner.studied_decks(), names, statuses)
}

/// The message for a query that finds nothing.
pub(super) fn no_match(query: &str, suggestion: &Suggestion) -> String {
    match suggestion {
        Suggestion::Filter { what, value, near: Some(near), .. } => {
            format!("no {what} begins with `{value}`; did you mean `{what}:{near}`?")
        }
        Suggestion::Filter { what, value, near: None, known } => {
            format!("no {what} begins with `{value}`; there are {}", known.join(", "))
        }
        Suggestion::Names(names) => match names.as_slice() {
            [] => format!("nothing matches `{query}`; `lacuna list` shows what there is"),
            [name] => format!("nothing matches `{query}`; did you mean `{name}`?"),
            names => format!("nothing matches `{query}`; nearest: `{}`", names.join("`, `")),
        },
    }
}
