//! The topics that notes name, by id or by title, and those that an import adds to a deck.

use std::collections::{HashMap, HashSet};

use crate::deck::Topic;
use crate::exchange::slug::{IdTable, slug};
use crate::text::fold::exact;

/// Finds the topics that notes name, and makes those that are not there.
pub(super) struct TopicTable<'a> {
    known: TopicIndex<'a>,
    declared: TopicIndex<'a>,
    pub(super) new: Vec<Topic>,
    ids: IdTable,
    /// The ids of the declared topics that are among the new ones.
    taken: HashSet<String>,
    found: HashMap<String, String>,
}

/// Topics by their ids, and by their titles to the letter.
struct TopicIndex<'a> {
    topics: &'a [Topic],
    ids: HashMap<&'a str, usize>,
    titles: HashMap<String, usize>,
}

impl<'a> TopicIndex<'a> {
    fn new(topics: &'a [Topic]) -> Self {
        let (mut ids, mut titles) = (HashMap::new(), HashMap::new());
        for (i, topic) in topics.iter().enumerate() {
            ids.entry(topic.id.as_str()).or_insert(i);
            titles.entry(exact(&topic.title)).or_insert(i);
        }
        TopicIndex { topics, ids, titles }
    }

    /// The topic of that id or title.
    fn find(&self, name: &str) -> Option<&'a Topic> {
        let i = self.ids.get(name).or_else(|| self.titles.get(&exact(name)))?;
        Some(&self.topics[*i])
    }
}

impl<'a> TopicTable<'a> {
    /// The topics of a deck, and those that an import declares.
    pub(super) fn new(known: &'a [Topic], declared: &'a [Topic]) -> Self {
        let ids = known.iter().chain(declared).map(|topic| topic.id.clone());
        TopicTable {
            ids: IdTable::with_ids(ids),
            known: TopicIndex::new(known),
            declared: TopicIndex::new(declared),
            new: vec![],
            taken: HashSet::new(),
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
        let by_id = self.declared.ids.get(name).map(|&i| &self.declared.topics[i]);
        let id = if let Some(topic) = by_id {
            self.take_declared(topic)
        } else if let Some(topic) = self.known.find(name) {
            topic.id.clone()
        } else if let Some(topic) = self.declared.find(name) {
            self.take_declared(topic)
        } else {
            let id = if slug(name) == name { name.to_string() } else { self.ids.new_id(name) };
            self.new.push(Topic { id: id.clone(), title: name.to_string() });
            id
        };
        self.found.insert(name.to_string(), id.clone());
        Some(id)
    }

    /// The id of a declared topic in the deck: the deck's own if it has the topic.
    fn take_declared(&mut self, topic: &Topic) -> String {
        if self.known.ids.contains_key(topic.id.as_str()) {
            return topic.id.clone();
        }
        if let Some(&i) = self.known.titles.get(&exact(&topic.title)) {
            return self.known.topics[i].id.clone();
        }
        if self.taken.insert(topic.id.clone()) {
            self.new.push(topic.clone());
        }
        topic.id.clone()
    }

    /// Adds the topics that are declared and that no note names, and puts all in the order in which
    /// they are declared.
    pub(super) fn sort(&mut self) {
        let mut all: Vec<Topic> = Vec::new();
        for topic in self.declared.topics {
            let is_known = self.known.ids.contains_key(topic.id.as_str())
                || self.known.titles.contains_key(&exact(&topic.title));
            if !is_known {
                all.push(topic.clone());
            }
        }
        let declared: HashSet<&str> = all.iter().map(|topic| topic.id.as_str()).collect();
        let mut more = std::mem::take(&mut self.new);
        more.retain(|topic| !declared.contains(topic.id.as_str()));
        all.extend(more);
        self.new = all;
    }
}
