//! What is studied where nothing is named: the decks and topics that are on, and of the others what
//! an exam ahead names. Every plan, count, drill and quiz goes by it, so that all of them agree.

use std::borrow::Cow;

use crate::clock::Moment;
use crate::library::{DeckIx, Library, NoteIx, TopicIx};
use crate::memory::Scheduler;
use crate::plan::NoteScope;
use crate::settings::{Exam, Settings};

/// The decks that are studied.
#[derive(Clone, Debug)]
pub struct StudiedDecks<'a> {
    library: &'a Library,
    settings: &'a Settings,
    /// Whether each deck is on.
    on: Vec<bool>,
    /// Whether each topic is on, its deck aside.
    topics_on: Vec<bool>,
    /// The exams ahead that name what they cover.
    exams: Vec<&'a Exam>,
}

impl<'a> StudiedDecks<'a> {
    /// By the settings as they are at `now`.
    pub fn new(library: &'a Library, scheduler: &'a Scheduler, now: Moment) -> StudiedDecks<'a> {
        let (settings, today) = (scheduler.settings(), scheduler.calendar().day(now));
        let on = library.decks().iter().map(|deck| settings.is_studied(&deck.head.id));
        let exams = settings.exams.iter().filter(|exam| exam.is_ahead(today) && exam.is_limited());
        let topics_on = library
            .topics()
            .iter()
            .map(|topic| settings.is_topic_on(&library.deck_info(topic.deck).head.id, &topic.id));
        StudiedDecks {
            library,
            settings,
            on: on.collect(),
            topics_on: topics_on.collect(),
            exams: exams.collect(),
        }
    }

    /// The decks that are in neither Browse nor Search, in their order: those that are off where
    /// the settings hide them, unless an exam covers them.
    pub fn hidden(&self) -> Vec<DeckIx> {
        if self.settings.browse_off {
            return Vec::new();
        }
        let decks = (0..).map(DeckIx).zip(&self.on).filter(|(_, on)| !**on).map(|(deck, _)| deck);
        decks.filter(|deck| self.exams_of(*deck).next().is_none()).collect()
    }

    /// Whether every deck is on, with every topic.
    pub fn is_everything(&self) -> bool {
        self.on.iter().chain(&self.topics_on).all(|on| *on)
    }

    /// Whether every deck is off, and no exam covers one.
    pub fn is_nothing(&self) -> bool {
        !self.library.is_empty() && self.library.all().all(|note| !self.has_note(note))
    }

    /// Whether a deck is on.
    pub fn is_on(&self, deck: DeckIx) -> bool {
        self.on[deck.index()]
    }

    /// Whether a topic is on; it may be so in a deck that is off.
    pub fn is_topic_on(&self, topic: TopicIx) -> bool {
        self.topics_on[usize::from(topic.0)]
    }

    /// Whether a deck's notes of a topic are studied.
    pub fn has(&self, deck: DeckIx, topic: Option<TopicIx>) -> bool {
        (self.is_on(deck) && topic.is_none_or(|topic| self.is_topic_on(topic)))
            || self.exams.iter().any(|exam| self.covers(exam, deck, topic))
    }

    /// Whether a note is studied.
    pub fn has_note(&self, note: NoteIx) -> bool {
        self.has(self.library.deck(note), self.library.topic(note))
    }

    /// The exams ahead that name a deck, or one of its topics.
    pub fn exams_of(&self, deck: DeckIx) -> impl Iterator<Item = &'a Exam> {
        // Without such an exam there is no need to look for the deck's topics.
        let topics = if self.exams.is_empty() { &[] } else { self.library.topics() };
        let topics: Vec<TopicIx> = (0..)
            .zip(topics)
            .filter(|(_, topic)| topic.deck == deck)
            .map(|(at, _)| TopicIx(at))
            .collect();
        self.exams.iter().copied().filter(move |exam| {
            self.covers(exam, deck, None)
                || topics.iter().any(|topic| self.covers(exam, deck, Some(*topic)))
        })
    }

    fn covers(&self, exam: &Exam, deck: DeckIx, topic: Option<TopicIx>) -> bool {
        let topic = topic.map(|topic| self.library.topic_info(topic).id.as_str());
        self.settings.covers(exam, &self.library.deck_info(deck).head.id, topic)
    }

    /// Every note that is studied.
    pub fn notes(&self) -> NoteScope {
        if self.is_everything() {
            return NoteScope::default();
        }
        let notes = self.library.all().filter(|note| self.has_note(*note));
        NoteScope::from_notes(self.library, notes)
    }

    /// The scope itself if it names notes, without those of topics that are off unless these are
    /// what it names; or else every note that is studied.
    pub fn unless_named<'s>(&self, scope: &'s NoteScope) -> Cow<'s, NoteScope> {
        if scope.is_everything() {
            return Cow::Owned(self.notes());
        }
        if self.topics_on.iter().all(|on| *on) {
            return Cow::Borrowed(scope);
        }
        let is_meant = |note: NoteIx| {
            self.library.topic(note).is_none_or(|topic| self.is_topic_on(topic))
                || self.has_note(note)
        };
        let some = self.library.all().filter(|note| scope.has(*note) && is_meant(*note));
        let some: Vec<NoteIx> = some.collect();
        if some.is_empty() {
            return Cow::Borrowed(scope);
        }
        Cow::Owned(NoteScope::from_notes(self.library, some))
    }

    /// Those of the notes that are studied; all of them if none is, for then they are meant.
    pub fn among(&self, scope: NoteScope) -> NoteScope {
        if self.is_everything() {
            return scope;
        }
        let both = self.library.all().filter(|note| scope.has(*note) && self.has_note(*note));
        let both: Vec<NoteIx> = both.collect();
        if both.is_empty() { scope } else { NoteScope::from_notes(self.library, both) }
    }
}
