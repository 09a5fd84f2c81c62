//! Search: a query, its hits as it is typed, and the note.

mod lab_hits;
mod view;

use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Rect;

use crate::library::{NoteIx, Remap};
use crate::plan::NoteScope;
use crate::search::query::{FILTERS, states};
use crate::search::{Query, SearchHit, SearchResults, Searcher};
use crate::session::DrillRequest;
use crate::text::sanitize::clean_line;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::lab_link;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::{Job, JobId, JobOutcome};
use crate::ui::tab::Tab;
use crate::ui::view::list::{ListMove, ListState};
use crate::ui::view::note_view;
use crate::ui::view::note_view::NoteView;
use lab_hits::{HitRow, LabHits};

/// Libraries larger than this are ranked on the worker thread, so that no key ever waits.
pub const INLINE: usize = 150_000;
/// From this width on the selected note is beside the hits, and from the other one where it is read
/// too.
const TWO_COLUMNS: u16 = 80;
const READ_BESIDE: u16 = 84;

/// The Search screen.
#[derive(Default)]
pub struct SearchScreen {
    field: TextField,
    query: Query,
    results: SearchResults,
    labs: LabHits,
    list: ListState,
    searcher: Searcher,
    /// The note opened from the hits, while it is read.
    reading: Option<NoteView>,
    history: Vec<String>,
    recalled: Option<usize>,
    ranked: bool,
    job: Option<JobId>,
    /// How long the results took to rank, if that was measured.
    took: Option<Duration>,
    /// Whether they were ranked here, by the present message.
    is_ranked_here: bool,
}

impl SearchScreen {
    /// Searches for a query that was not typed here.
    pub fn set_query(&mut self, shared: &ScreenContext, query: &str) -> Option<Command> {
        self.field = TextField::with_text(query);
        self.typed(shared)
    }

    /// A new message begins: what an earlier one ranked is not measured any more.
    pub fn start_message(&mut self) {
        self.is_ranked_here = false;
    }

    /// Remembers how long the present message took, if it ranked anything.
    pub fn set_update_time(&mut self, time: Duration) {
        if std::mem::take(&mut self.is_ranked_here) {
            self.took = Some(time);
        }
    }

    /// The query as typed.
    pub fn text(&self) -> &str {
        self.field.text()
    }

    fn rank(&mut self, shared: &ScreenContext) -> Option<Command> {
        self.query = shared.query(self.field.text());
        self.labs.search(self.field.text());
        self.ranked = true;
        if shared.learner.library.len() > INLINE {
            return Some(Command::Run(Job::Search(
                Arc::clone(&shared.learner.library),
                self.query.clone(),
            )));
        }
        self.results = self.searcher.search(&shared.learner.library, &self.query);
        self.labs.place_among(&self.results.hits);
        (self.took, self.is_ranked_here) = (None, true);
        None
    }

    /// Ranks anew when the screen is entered again: other decks are searched now.
    pub fn searched_decks_changed(&mut self) {
        self.ranked = false;
    }

    fn rows(&self) -> usize {
        self.labs.rows(&self.results.hits)
    }

    /// What is selected.
    fn selected(&self) -> Option<HitRow> {
        self.labs.row(&self.results.hits, self.list.selected(self.rows()))
    }

    fn open(&mut self) -> Option<Command> {
        let row = self.selected()?;
        self.remember();
        match row {
            HitRow::Note(hit) => self.reading = Some(NoteView::new(hit.note)),
            HitRow::Lab(lab) => return Some(Command::ShowLab(lab)),
        }
        None
    }

    /// Adds the query to the history.
    fn remember(&mut self) {
        let text = self.field.text().trim().to_string();
        if !text.is_empty() && self.history.last() != Some(&text) {
            self.history.push(text);
        }
        self.recalled = None;
    }

    fn recall(&mut self, shared: &ScreenContext, back: bool) -> Option<Command> {
        let index = match (self.recalled, back) {
            (None, true) => self.history.len().checked_sub(1)?,
            (Some(index), true) => index.saturating_sub(1),
            (Some(index), false) => index + 1,
            (None, false) => return None,
        };
        let text = self.history.get(index).cloned().unwrap_or_default();
        self.recalled = (index < self.history.len()).then_some(index);
        self.field = TextField::with_text(&text);
        self.typed(shared)
    }

    /// The completions of the word being typed, as whole words.
    fn completions(&self, shared: &ScreenContext) -> Vec<String> {
        let Some(word) =
            self.field.text().rsplit(char::is_whitespace).next().filter(|word| word.len() > 1)
        else {
            return Vec::new();
        };
        let Some((name, typed)) = word.split_once(':') else {
            return FILTERS
                .iter()
                .filter(|f| f.starts_with(word))
                .map(ToString::to_string)
                .collect();
        };
        let library = &shared.learner.library;
        let all: Vec<String> = match name {
            "topic" => library.topics().iter().map(|topic| topic.id.clone()).collect(),
            "deck" => library.decks().iter().map(|deck| deck.head.id.clone()).collect(),
            "is" => states().map(str::to_string).collect(),
            _ => Vec::new(),
        };
        let fits = all.into_iter().filter(|value| value.starts_with(typed) && value != typed);
        fits.map(|value| format!("{name}:{value}")).collect()
    }

    fn complete(&mut self, shared: &ScreenContext) -> Option<Command> {
        let Some(first) = self.completions(shared).into_iter().next() else {
            return self.complete_title(shared);
        };
        let text = self.field.text();
        let start = text.rfind(char::is_whitespace).map_or(0, |index| index + 1);
        let space = if first.ends_with(':') { "" } else { " " };
        self.field = TextField::with_text(&format!("{}{first}{space}", &text[..start]));
        self.typed(shared)
    }

    /// Types the rest of what is selected.
    fn complete_title(&mut self, shared: &ScreenContext) -> Option<Command> {
        let title = match self.selected()? {
            HitRow::Note(hit) => shared.learner.library.title(hit.note),
            HitRow::Lab(lab) => lab.title.to_string(),
        };
        if [&*title, ""].contains(&self.field.text().trim()) {
            return None;
        }
        self.field = TextField::with_text(&clean_line(&title));
        self.typed(shared)
    }
}

impl Screen for SearchScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.reading {
            Some(_) => &[Context::Note, Context::Anywhere, Context::Always],
            None => &[Context::Search, Context::Field, Context::Always],
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        if self.reading.is_some() { None } else { Some(&mut self.field) }
    }

    fn note(&self) -> Option<NoteIx> {
        match (&self.reading, self.selected()) {
            (Some(reading), _) => reading.note(),
            (None, Some(HitRow::Note(hit))) => Some(hit.note),
            _ => None,
        }
    }

    fn typed(&mut self, shared: &ScreenContext) -> Option<Command> {
        self.list = ListState::default();
        self.rank(shared)
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let places = SearchLayout::new(shared.area, self.reading.is_some());
        if let Some(note_view) = &mut self.reading {
            if note_view.update(shared, places.note, action) {
                return None;
            }
            let note = note_view.note();
            match action {
                Action::Back | Action::Left | Action::Return => self.reading = None,
                Action::DrillThese | Action::QuizThese => return Some(study(shared, action, note)),
                Action::Card(action) => return note.map(|note| Command::Mark(vec![note], action)),
                _ => {}
            }
            return None;
        }
        let (len, height) = (self.rows(), places.hits.height as usize);
        match action {
            Action::Enter => return self.open(),
            Action::Back if self.field.text().is_empty() => return Some(Command::Goto(Tab::Home)),
            Action::Back => {
                self.remember();
                self.field = TextField::default();
                return self.typed(shared);
            }
            Action::Complete => return self.complete(shared),
            Action::DrillThese | Action::QuizThese => {
                return Some(study(shared, action, self.results.hits.iter().map(|hit| hit.note)));
            }
            Action::Older => return self.recall(shared, true),
            Action::Newer => return self.recall(shared, false),
            Action::Pick(ListArea::List, row) if row == self.list.selected(len) => {
                return self.open();
            }
            Action::Pick(ListArea::List, row) => self.list.go(ListMove::To(row), len, height),
            Action::Scroll(ListArea::List, rows) => self.list.scroll(rows.into(), len, height),
            other => self.list.go(ListMove::from_action(other, height)?, len, height),
        }
        None
    }

    fn job_finished(&mut self, _: &ScreenContext, job: JobId, outcome: JobOutcome) {
        if self.job == Some(job)
            && let JobOutcome::Found(results, took) = outcome
        {
            (self.results, self.took) = (results, Some(took));
            self.labs.place_among(&self.results.hits);
        }
    }

    fn enter(&mut self, shared: &ScreenContext) -> Option<Command> {
        self.reading = None;
        if self.ranked { None } else { self.rank(shared) }
    }

    fn job_started(&mut self, job: JobId) {
        self.job = Some(job);
    }

    fn reload(&mut self, shared: &ScreenContext, remap: Remap<'_>) -> Option<Command> {
        self.job = None;
        let hits = std::mem::take(&mut self.results.hits).into_iter();
        self.results.hits =
            hits.filter_map(|hit| Some(SearchHit { note: remap.note(hit.note)?, ..hit })).collect();
        self.labs.place_among(&self.results.hits);
        if self.reading.as_mut().is_some_and(|note_view| !note_view.reload(remap)) {
            self.reading = None;
        }
        if self.ranked { self.rank(shared) } else { None }
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let places = SearchLayout::new(shared.area, self.reading.is_some());
        if places.hits.width > 0 {
            self.view_query(shared, canvas, places.query);
            if self.rows() == 0 {
                view::view_nothing(canvas, places.below_query(shared.area));
                return;
            }
            self.view_hits(shared, canvas, places.hits);
        }
        if places.note.width == 0 {
            return;
        }
        if places.hits.width > 0 {
            canvas.rule_down(places.note.x - 1, places.hits.y, places.hits.height);
        }
        match &self.reading {
            Some(note_view) => {
                canvas.cursor = None;
                note_view.view(shared, canvas, places.note, true, self.contexts());
                lab_link::draw_hint(
                    shared,
                    canvas,
                    note_view::column(places.note),
                    self.note(),
                    self.contexts(),
                );
            }
            None => match self.selected() {
                Some(HitRow::Note(hit)) => {
                    let note = NoteView::new(hit.note);
                    note.view(shared, canvas, places.note, false, self.contexts());
                    let column = note_view::column(places.note);
                    lab_link::draw_hint(shared, canvas, column, Some(hit.note), self.contexts());
                }
                Some(HitRow::Lab(lab)) => view::view_lab(canvas, places.note, lab),
                None => {}
            },
        }
    }
}

/// The drill or the quiz of some notes, whichever the action asks for; without those that are not
/// studied, unless the query names decks.
fn study(
    shared: &ScreenContext,
    action: Action,
    notes: impl IntoIterator<Item = NoteIx>,
) -> Command {
    let mut scope = NoteScope::from_notes(&shared.learner.library, notes);
    if !Query::parse(&shared.last_query).names_decks() {
        scope = shared.learner.studied_decks().among(scope);
    }
    if action == Action::QuizThese {
        Command::Quiz(scope)
    } else {
        Command::Drill(DrillRequest::from_scope(scope))
    }
}

/// The areas of the screen's parts; one without room is empty.
struct SearchLayout {
    query: Rect,
    hits: Rect,
    note: Rect,
}

impl SearchLayout {
    /// Everything below the query.
    fn below_query(&self, area: Rect) -> Rect {
        let height = area.height.saturating_sub(self.query.height);
        Rect { y: area.y + self.query.height, height, ..area }
    }

    fn new(area: Rect, reading: bool) -> SearchLayout {
        let none = Rect::default();
        let rows = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let query = Rect { height: 2.min(area.height), ..area };
        if area.width < if reading { READ_BESIDE } else { TWO_COLUMNS } {
            let hits = SearchLayout { query, hits: rows, note: none };
            return if reading {
                SearchLayout { query: none, hits: none, note: area }
            } else {
                hits
            };
        }
        let left = area.width * 2 / 5;
        let hits = Rect { width: left, ..rows };
        let note = Rect { x: area.x + left + 1, width: area.width - left - 1, ..rows };
        SearchLayout { query, hits, note }
    }
}
