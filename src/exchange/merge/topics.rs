//! The topics that notes name, by id or by title, and those that an import adds to a deck.

use std::collections::HashMap;

use crate::deck::Topic;
use crate::exchange::slug::{IdTable, slug};
use crate::text::fold::fold;

/// Finds the topics that notes name, and makes those that are not there.
pub(super) struct TopicTable<'a> {
    known: &'a [Topic],
    declared: &'a [Topic],
    pub(super) new: Vec<Topic>,
    ids: IdTable,
    found: HashMap<String, String>,
}

impl<'a> TopicTable<'a> {
    /// The topics of a deck, and those that an import declares.
    pub(super) fn new(known: &'a [Topic], declared: &'a [Topic]) -> Self {
        let ids = known.iter().chain(declared).map(|topic| topic.id.clone());
        TopicTable {
            known,
            declared,
            new: vec![],
            ids: IdTable::with_ids(ids),
            found: HashMap::new(),
        }
    }

    /// The id of the topic of that id or title.
    pub(super) fn resolve(&mut self, name: &str) -> Option<String> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        if let Some(id) = self.found.get(name) {
            return Some(id.clone());
        }
        let same = |topic: &&Topic| topic.id == name || fold(&topic.title) == fold(name);
        let declared = self
            .declared
            .iter()
            .find(same)
            .filter(|topic| !self.known.iter().any(|known| known.id == topic.id));
        let id = if let Some(topic) = self.known.iter().find(same) {
            topic.id.clone()
        } else if let Some(topic) = declared {
            self.new.push(topic.clone());
            topic.id.clone()
        } else {
            let id = if slug(name) == name { name.to_string() } else { self.ids.new_id(name) };
            self.new.push(Topic { id: id.clone(), title: name.to_string() });
            id
        };
        self.found.insert(name.to_string(), id.clone());
        Some(id)
    }

    /// Adds the topics that are declared and that no note names, and puts all in the order in which
    /// they are declared.
    pub(super) fn sort(&mut self) {
        let mut all = Vec::new();
        for topic in self.declared {
            let is_known = self
                .known
                .iter()
                .any(|known| known.id == topic.id || fold(&known.title) == fold(&topic.title));
            if !is_known || self.new.iter().any(|new| new.id == topic.id) {
                all.push(topic.clone());
            }
        }
        self.new.retain(|new| all.iter().all(|topic| topic.id != new.id));
        all.append(&mut self.new);
        self.new = all;
    }
}
