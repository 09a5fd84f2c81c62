//! Finding the deck that notes go into: the one that the user named, the one that a file comes
//! from, the one that an import made of it, or a new one.
//!
//! Nothing goes into a deck that happens to have the same title.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::{ConfigHome, bundled, decks};
use crate::deck::{DeckHead, DeckText, Note, NoteOutline, full_deck, outline};
use crate::exchange::{self, ExistingDeck, ImportedDeck};
use crate::fault::{Fault, Place, Severity};
use crate::text::fold::{exact, fold};

/// The deck that notes go into.
#[derive(Debug)]
pub struct ImportTarget {
    /// What it is called, its topics and sets.
    pub head: DeckHead,
    /// Its notes.
    pub notes: Vec<Note>,
    pub(super) place: TargetDeck,
    /// Why some of its notes can't be read.
    pub(super) fault: Option<Fault>,
}

/// Where the deck is.
#[derive(Debug)]
pub(super) enum TargetDeck {
    /// Nowhere yet.
    New,
    /// In files of the user's.
    Files(Vec<PathBuf>),
    /// In the program.
    Bundled(DeckText),
}

impl ImportTarget {
    /// The deck of that id or title; none if there is none. Case and accents may differ, unless
    /// another deck is called just so.
    pub fn open(home: &ConfigHome, name: &str) -> Result<Option<ImportTarget>, Fault> {
        let known = KnownDecks::new(home)?;
        let deck = known.named(name)?.or_else(|| known.alike(name));
        deck.map(KnownDeck::open).transpose()
    }

    /// The deck that somebody calls so; a new one gets an id of that title.
    pub fn called(home: &ConfigHome, name: &str) -> Result<ImportTarget, Fault> {
        let known = KnownDecks::new(home)?;
        match known.named(name)?.or_else(|| known.alike(name)) {
            Some(deck) => deck.open(),
            None => Ok(ImportTarget::new(&known.free_id(name, |_| false)?, name)),
        }
    }

    /// A deck that is not there yet; it is made when something is written.
    fn new(id: &str, title: &str) -> ImportTarget {
        let mut head = DeckHead::fallback(id);
        head.title = title.to_string();
        ImportTarget { head, notes: vec![], place: TargetDeck::New, fault: None }
    }

    /// Whether the deck does not exist yet.
    pub fn is_new(&self) -> bool {
        matches!(self.place, TargetDeck::New)
    }

    /// What an import is compared with.
    pub fn existing(&self) -> ExistingDeck<'_> {
        ExistingDeck { notes: &self.notes, topics: &self.head.topics, sets: &self.head.sets }
    }
}

/// What says which deck a file goes into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TargetKey {
    /// The user named it.
    Named(String),
    /// The file has the id of its deck.
    Id(String),
    /// The title of the file, and of the deck that an import made of it.
    Origin(String),
}

impl TargetKey {
    /// The key of a file that is called `stem` and may have a title of its own.
    pub(super) fn new(deck: Option<&str>, stem: &str, file: &ImportedDeck) -> TargetKey {
        match (deck, &file.id) {
            (Some(name), _) => TargetKey::Named(exact(name)),
            (None, Some(id)) if !id.is_empty() && !id.contains(['/', ' ']) => {
                TargetKey::Id(id.clone())
            }
            _ => TargetKey::Origin(exact(file.title.as_deref().unwrap_or(stem))),
        }
    }
}

/// The decks that there are, by their heads: the user's own, and the bundled one.
pub(super) struct KnownDecks {
    decks: Vec<KnownDeck>,
    /// Those that can't be read.
    unusable: Vec<(PathBuf, Fault)>,
}

struct KnownDeck {
    head: DeckHead,
    /// None for the bundled one.
    path: Option<PathBuf>,
}

impl KnownDecks {
    /// Fails if the folder can't be listed: its decks would be taken for missing.
    pub(super) fn new(home: &ConfigHome) -> Result<KnownDecks, Fault> {
        let mut known = KnownDecks { decks: vec![], unusable: vec![] };
        let mut faults = Vec::new();
        let paths = decks::list_decks(&home.decks(), &mut faults);
        if let Some(fault) = faults.pop() {
            return Err(fault);
        }
        for path in paths {
            let head = decks::read(&path).and_then(|(text, _)| head_of(&text, &path));
            match head {
                Ok(head) => known.decks.push(KnownDeck { head, path: Some(path) }),
                Err(fault) => known.unusable.push((path, fault)),
            }
        }
        // A deck of the user's with the same id takes its place.
        let text = bundled::deck();
        if let Ok(head) = head_of(&text, Path::new(""))
            && known.decks.iter().all(|deck| deck.head.id != head.id)
        {
            known.decks.push(KnownDeck { head, path: None });
        }
        Ok(known)
    }

    /// Finds the deck that a file goes into, or makes one with an id that none of these and none of
    /// the `planned` decks has. A warning says what the user may not expect.
    pub(super) fn target(
        &self,
        key: &TargetKey,
        file: &ImportedDeck,
        planned: impl Fn(&str) -> bool,
    ) -> Result<(ImportTarget, Option<Fault>), Fault> {
        let (found, title) = match key {
            TargetKey::Named(name) => (self.named(name)?.map(KnownDeck::open).transpose()?, name),
            TargetKey::Id(id) => (
                self.with_id(id)?.map(KnownDeck::open).transpose()?,
                file.title.as_ref().unwrap_or(id),
            ),
            TargetKey::Origin(title) => (self.made_from(title, file)?, title),
        };
        if let Some(target) = found {
            return Ok((target, None));
        }
        let (id, beside) = match key {
            TargetKey::Id(id) => (id.clone(), None),
            _ => (self.free_id(title, planned)?, self.alike(title)),
        };
        let mut target = ImportTarget::new(&id, title);
        if !matches!(key, TargetKey::Named(_)) {
            target.head.origin = Some(exact(title));
        }
        let warning = beside.map(|other| warn_beside(&target.head, &other.head, key));
        Ok((target, warning))
    }

    /// The deck that an import has made of a file or set of that title, or else the one of that
    /// title that the file was exported from: it has the ids of its notes.
    fn made_from(&self, title: &str, file: &ImportedDeck) -> Result<Option<ImportTarget>, Fault> {
        let is_origin = |own: &String| exact(own) == title;
        if let Some(deck) =
            self.decks.iter().find(|deck| deck.head.origin.as_ref().is_some_and(is_origin))
        {
            return deck.open().map(Some);
        }
        let ids: HashSet<&str> = file.items.iter().map(|item| item.note.id.as_str()).collect();
        if ids.is_empty() || ids.contains("") {
            return Ok(None);
        }
        for deck in self.decks.iter().filter(|deck| exact(&deck.head.title) == title) {
            let target = deck.open()?;
            let known = target.notes.iter().filter(|note| ids.contains(note.id.as_str())).count();
            if known * 2 > ids.len() {
                return Ok(Some(target));
            }
        }
        Ok(None)
    }

    /// The deck of that id.
    fn with_id(&self, id: &str) -> Result<Option<&KnownDeck>, Fault> {
        let found = self.decks.iter().find(|deck| deck.head.id == id);
        match self.unusable.iter().find(|(path, _)| is_named(path, id)) {
            Some((_, fault)) if found.is_none() => Err(fault.clone()),
            _ => Ok(found),
        }
    }

    /// The deck of that id, or else of that title to the letter.
    fn named(&self, name: &str) -> Result<Option<&KnownDeck>, Fault> {
        let name = exact(name);
        let titled = || self.decks.iter().find(|deck| exact(&deck.head.title) == name);
        Ok(self.with_id(&name)?.or_else(titled))
    }

    /// A deck whose id or title looks like that name, or that has the id which the name makes.
    fn alike(&self, name: &str) -> Option<&KnownDeck> {
        let (folded, id) = (fold(&exact(name)), exchange::deck_id(name));
        let mut decks = self.decks.iter();
        decks.find(|deck| {
            deck.head.id == id
                || fold(&deck.head.id) == folded
                || fold(&exact(&deck.head.title)) == folded
        })
    }

    /// An id made of a title that no deck has, however it is written: some file systems take
    /// `Bio.ron` and `bio.ron` for one file.
    fn free_id(&self, title: &str, planned: impl Fn(&str) -> bool) -> Result<String, Fault> {
        let slug = exchange::deck_id(title);
        if let Some((_, fault)) = self.unusable.iter().find(|(path, _)| is_named(path, &slug)) {
            return Err(fault.clone());
        }
        let is_taken =
            |id: &str| planned(id) || self.decks.iter().any(|deck| fold(&deck.head.id) == fold(id));
        let mut ids = (1..).map(|n| if n == 1 { slug.clone() } else { format!("{slug}-{n}") });
        Ok(ids.find(|id| !is_taken(id)).expect("there are more numbers than decks"))
    }
}

impl KnownDeck {
    /// Reads the deck with its notes.
    fn open(&self) -> Result<ImportTarget, Fault> {
        let (text, place) = match &self.path {
            Some(path) => {
                let files = decks::deck_files(path, &mut vec![])?;
                (decks::read(path)?.0, TargetDeck::Files(files))
            }
            None => (bundled::deck(), TargetDeck::Bundled(bundled::deck())),
        };
        let (deck, faults) = full_deck::read(&text);
        let notes = deck.notes.into_iter().map(|placed| placed.note).collect();
        let fault = faults.into_iter().find(|fault| fault.severity == Severity::Error);
        Ok(ImportTarget { head: self.head.clone(), notes, place, fault })
    }
}

/// The head of a deck; the fault says why it can't be read.
fn head_of(text: &DeckText, path: &Path) -> Result<DeckHead, Fault> {
    let file = text.files.first().ok_or_else(|| unusable(path))?;
    let found = outline::outline(file, text.bundled, &mut |_: &NoteOutline<'_>| {});
    full_deck::head_of(file, true, &found)?.ok_or_else(|| unusable(path))
}

/// The warning that a new deck is not another one that it may be taken for.
fn warn_beside(own: &DeckHead, other: &DeckHead, key: &TargetKey) -> Fault {
    let (own, title, id) = (&own.id, &other.title, &other.id);
    let what = match key {
        TargetKey::Named(name) => {
            format!("there is no deck called just “{name}”, so `{own}` is a new one beside `{id}`")
        }
        _ => format!(
            "the deck “{title}” (`{id}`) was not made from this, so the notes go into a deck of \
             their own, `{own}`"
        ),
    };
    Fault::warning(
        what,
        format!("to add them to the other one, name `{id}` as the deck (`--deck {id}`)"),
    )
}

fn is_named(path: &Path, id: &str) -> bool {
    path.file_stem().is_some_and(|stem| stem.to_string_lossy() == id)
}

fn unusable(path: &Path) -> Fault {
    let what = "a deck of that name is there, and it can't be read";
    Fault::error(what, "mend it (`lacuna check` says where) or move it away; nothing was imported")
        .with_place(Place::file(path.display().to_string()))
}
