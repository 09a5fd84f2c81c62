//! Links between notes.

use super::{DeckIx, Library, id_key};

/// The way in which a note is linked to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteLink {
    /// Related: written on one of the two, true for both.
    See,
    /// To be known first.
    Needs,
    /// A further question on this note.
    Child,
    /// The note that this one is a further question on.
    Parent,
}

/// A link as written: from a note, to an id in the same deck.
#[derive(Debug)]
pub(super) struct WrittenLink {
    pub(super) from: u32,
    pub(super) deck: DeckIx,
    pub(super) to: u64,
    pub(super) link: NoteLink,
}

impl WrittenLink {
    pub(super) fn new(from: u32, deck: DeckIx, to: &str, link: NoteLink) -> Self {
        WrittenLink { from, deck, to: id_key(deck, to), link }
    }
}

impl Library {
    /// Turns links as written into links between notes, in both directions; what leads nowhere is
    /// the lint's business.
    pub(super) fn resolve(&mut self, written: &[WrittenLink]) {
        let mut links: Vec<((u32, u32, NoteLink), u32)> = Vec::with_capacity(written.len() * 2);
        for (order, WrittenLink { from, deck, to, link }) in (0..).zip(written) {
            let Some(to) = self.notes_by_key(*deck, *to).map(|note| note.0).find(|to| to != from)
            else {
                continue;
            };
            links.push(((*from, to, *link), order));
            let back = match link {
                // Whoever needs this note is worth seeing from it.
                NoteLink::See | NoteLink::Needs => NoteLink::See,
                NoteLink::Child => NoteLink::Parent,
                NoteLink::Parent => NoteLink::Child,
            };
            links.push(((to, *from, back), order));
        }
        // Each link once, in the order written.
        links.sort_unstable();
        links.dedup_by_key(|(link, _)| *link);
        links.sort_unstable_by_key(|&((from, ..), order)| (from, order));
        self.links = links.into_iter().map(|(link, _)| link).collect();
    }
}
