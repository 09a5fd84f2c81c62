//! Ids made from names: short, readable, the same each time, and no two alike.

use std::collections::{HashMap, HashSet};

use crate::rng::hash_bytes;
use crate::text::fold::{fold, words};

/// The most characters that an id is made of.
const LONGEST: usize = 48;

/// The id that a name makes: `Layer normalization (LN)` gives `layer-normalization-ln`.
pub(super) fn slug(name: &str) -> String {
    let mut out = String::new();
    for word in words(&fold(name)) {
        let length = out.chars().count();
        if !out.is_empty() && length + 1 + word.chars().count() > LONGEST {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.extend(word.chars().take(LONGEST));
    }
    // Signs alone make no word; the same signs make the same number.
    if out.is_empty() { format!("n{:08x}", hash_bytes(name.as_bytes()) & 0xffff_ffff) } else { out }
}

/// Ids that are given out.
#[derive(Debug, Default)]
pub(super) struct IdTable {
    taken: HashSet<String>,
    /// The number that was tried last for each name that more than one has: thousands of notes may
    /// begin alike.
    numbers: HashMap<String, usize>,
}

impl IdTable {
    /// Ids none of which is to be given out.
    pub(super) fn with_ids(ids: impl IntoIterator<Item = String>) -> IdTable {
        IdTable { taken: ids.into_iter().collect(), numbers: HashMap::new() }
    }

    /// A new id for that name, with a number if another has taken it.
    pub(super) fn new_id(&mut self, name: &str) -> String {
        let slug = slug(name);
        if self.taken.insert(slug.clone()) {
            return slug;
        }
        let number = self.numbers.entry(slug.clone()).or_insert(1);
        loop {
            *number += 1;
            let id = format!("{slug}-{number}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_readable_and_no_two_alike() {
        assert_eq!(slug("Layer *normalization* (LN)"), "layer-normalization-ln");
        assert_eq!(slug("Ångström / 漢字"), "angstrom-漢字");
        assert_eq!(slug("∑"), slug("∑"));
        assert_ne!(slug("∑"), slug("∏"));
        let long = slug(&"word ".repeat(40));
        assert!(long.len() <= LONGEST && long.ends_with("word"), "{long}");
        let mut ids = IdTable::with_ids(["rhine".to_string()]);
        assert_eq!(
            [ids.new_id("Rhine"), ids.new_id("RHINE!"), ids.new_id("Main")],
            ["rhine-2", "rhine-3", "main"]
        );
    }
}
