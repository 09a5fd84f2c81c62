//! The left column of Browse: decks, topics and statuses to filter the list by.

use crate::library::{DeckInfo, DeckIx, NoteIx, TopicIx};
use crate::plan::NoteStatus;
use crate::session::undo::DeckSwitch;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::note_view::status_mark;

/// A row of the left column, with the notes that it lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SidebarRow {
    All,
    Deck(DeckIx),
    Topic(usize),
    Questions,
    Status(NoteStatus),
}

impl SidebarRow {
    /// Whether a note is listed under it.
    pub(super) fn has(self, shared: &ScreenContext, note: NoteIx) -> bool {
        let library = &shared.learner.library;
        match self {
            SidebarRow::All => !library.is_child(note),
            SidebarRow::Deck(deck) => library.deck(note) == deck && !library.is_child(note),
            SidebarRow::Topic(topic) => {
                library.topic(note) == Some(TopicIx(topic as u16)) && !library.is_child(note)
            }
            SidebarRow::Questions => library.is_child(note),
            SidebarRow::Status(status) => shared.learner.statuses.has(note, status),
        }
    }

    /// What turns its deck or topic on or off; none for other rows.
    pub(super) fn toggle(self, shared: &ScreenContext) -> Option<DeckSwitch> {
        let (library, settings) = (&shared.learner.library, shared.learner.scheduler.settings());
        Some(match self {
            SidebarRow::Deck(deck) => {
                let head = &library.deck_info(deck).head;
                let on = !settings.is_studied(&head.id);
                DeckSwitch { deck: head.id.clone(), topic: None, title: head.title.clone(), on }
            }
            SidebarRow::Topic(topic) => {
                let topic = &library.topics()[topic];
                let deck = &library.deck_info(topic.deck).head.id;
                let on = !settings.is_topic_on(deck, &topic.id);
                let (id, title) = (topic.id.clone(), topic.title.clone());
                DeckSwitch { deck: deck.clone(), topic: Some(id), title, on }
            }
            _ => return None,
        })
    }

    /// Its title and how many notes it has.
    pub(super) fn words(self, shared: &ScreenContext) -> (String, String) {
        let (library, settings) = (&shared.learner.library, shared.learner.scheduler.settings());
        let several = library.decks().len() > 1;
        match self {
            SidebarRow::All => {
                let hidden = hidden_decks(shared).map(|deck| deck.terms as usize);
                ("All".to_string(), (library.terms() - hidden.sum::<usize>()).to_string())
            }
            SidebarRow::Deck(deck) => {
                let info = library.deck_info(deck);
                let is_on = settings.is_studied(&info.head.id);
                (format!("{}{}", off_mark(is_on), info.head.title), info.terms.to_string())
            }
            SidebarRow::Topic(topic) => {
                let topic = &library.topics()[topic];
                let indent = if several { "  " } else { "" };
                let is_on = settings.is_topic_on(&library.deck_info(topic.deck).head.id, &topic.id);
                (format!("{indent}{}{}", off_mark(is_on), topic.title), topic.terms.to_string())
            }
            SidebarRow::Status(status) => {
                let title = match status {
                    NoteStatus::Leech => "Leeches".to_string(),
                    other => capital(other.name()),
                };
                let title = format!("{} {title}", status_mark(Some(status)).0);
                (title, status_count(shared, status).to_string())
            }
            SidebarRow::Questions => {
                let hidden =
                    hidden_decks(shared).map(|deck| deck.notes.len() - deck.terms as usize);
                let all = library.len() - library.terms() - hidden.sum::<usize>();
                ("Further questions".to_string(), all.to_string())
            }
        }
    }
}

/// The rows of the left column.
pub(super) fn sidebar_rows(shared: &ScreenContext) -> Vec<SidebarRow> {
    let library = &shared.learner.library;
    let hidden = shared.learner.hidden_decks();
    let mut rows = vec![SidebarRow::All];
    for (deck, info) in (0..).map(DeckIx).zip(library.decks()) {
        if hidden.binary_search(&deck).is_ok() {
            continue;
        }
        if library.decks().len() > 1 {
            rows.push(SidebarRow::Deck(deck));
        }
        if !info.notes.is_empty() {
            let topics = library.topics().iter().enumerate();
            let own = topics.filter(|(_, topic)| topic.deck == deck && topic.terms > 0);
            rows.extend(own.map(|(topic, _)| SidebarRow::Topic(topic)));
        }
    }
    if library.terms() < library.len() {
        rows.push(SidebarRow::Questions);
    }
    let statuses = [
        NoteStatus::Due,
        NoteStatus::Learning,
        NoteStatus::Weak,
        NoteStatus::Leech,
        NoteStatus::Flagged,
        NoteStatus::Suspended,
    ];
    let some = statuses.into_iter().filter(|status| status_count(shared, *status) > 0);
    rows.extend(some.map(SidebarRow::Status));
    rows
}

/// The decks that are not listed.
fn hidden_decks(shared: &ScreenContext) -> impl Iterator<Item = &DeckInfo> {
    let library = &shared.learner.library;
    shared.learner.hidden_decks().into_iter().map(|deck| library.deck_info(deck))
}

/// How many notes of the decks that are listed have a status.
fn status_count(shared: &ScreenContext, status: NoteStatus) -> usize {
    let statuses = &shared.learner.statuses;
    let hidden = hidden_decks(shared).flat_map(|deck| deck.notes.clone()).map(NoteIx);
    statuses.count(status) - hidden.filter(|note| statuses.has(*note, status)).count()
}

/// What stands before a deck or topic that is off.
fn off_mark(is_on: bool) -> String {
    if is_on { String::new() } else { format!("{} ", status_mark(Some(NoteStatus::Off)).0) }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
