//! The orders in which a day's cards can come.

use serde::{Deserialize, Serialize};

/// The order of cards that were never asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum NewOrder {
    /// As the deck's file has them.
    AsWritten,
    /// Shuffled, the same all day.
    Shuffled,
    /// What a note needs comes before it, and the topics take turns, a few cards each.
    #[default]
    ByNeed,
    /// The topics take turns, a card each.
    ByTopic,
}

/// The order of due cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum ReviewOrder {
    /// Those least likely to be recalled first.
    #[default]
    WeakestFirst,
    /// Those due the longest first.
    Due,
    /// Shuffled, the same all day.
    Shuffled,
    /// The topics take turns, each with its weakest card.
    ByTopic,
}

impl NewOrder {
    /// Every order with its name in `settings.ron`.
    pub const NAMES: [(NewOrder, &'static str); 4] = [
        (NewOrder::ByNeed, "by_need"),
        (NewOrder::ByTopic, "by_topic"),
        (NewOrder::AsWritten, "as_written"),
        (NewOrder::Shuffled, "shuffled"),
    ];
}

impl ReviewOrder {
    /// Every order with its name in `settings.ron`.
    pub const NAMES: [(ReviewOrder, &'static str); 4] = [
        (ReviewOrder::WeakestFirst, "weakest_first"),
        (ReviewOrder::Due, "due"),
        (ReviewOrder::ByTopic, "by_topic"),
        (ReviewOrder::Shuffled, "shuffled"),
    ];
}

/// The item of a name.
fn named<T: Copy>(names: &[(T, &str)], name: &str) -> Result<T, String> {
    names.iter().find(|(_, known)| *known == name).map(|(order, _)| *order).ok_or_else(|| {
        let known: Vec<&str> = names.iter().map(|(_, name)| *name).collect();
        format!("the order `{name}` is none of {}", known.join(", "))
    })
}

/// The name of an item.
fn name_of<T: Copy + PartialEq>(names: &[(T, &'static str)], order: T) -> &'static str {
    names.iter().find(|(known, _)| *known == order).map_or("", |(_, name)| name)
}

impl TryFrom<String> for NewOrder {
    type Error = String;

    fn try_from(name: String) -> Result<NewOrder, String> {
        named(&NewOrder::NAMES, &name)
    }
}

impl From<NewOrder> for &'static str {
    fn from(order: NewOrder) -> &'static str {
        name_of(&NewOrder::NAMES, order)
    }
}

impl TryFrom<String> for ReviewOrder {
    type Error = String;

    fn try_from(name: String) -> Result<ReviewOrder, String> {
        named(&ReviewOrder::NAMES, &name)
    }
}

impl From<ReviewOrder> for &'static str {
    fn from(order: ReviewOrder) -> &'static str {
        name_of(&ReviewOrder::NAMES, order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_stands_in_ron_by_its_name() {
        for (order, name) in NewOrder::NAMES {
            assert_eq!(ron::to_string(&order).unwrap(), format!("\"{name}\""));
            assert_eq!(ron::from_str::<NewOrder>(&format!("\"{name}\"")), Ok(order));
        }
        for (order, name) in ReviewOrder::NAMES {
            assert_eq!(ron::to_string(&order).unwrap(), format!("\"{name}\""));
            assert_eq!(ron::from_str::<ReviewOrder>(&format!("\"{name}\"")), Ok(order));
        }
        let wrong = ron::from_str::<ReviewOrder>("\"by_ned\"").unwrap_err().to_string();
        assert!(wrong.contains("`by_ned` is none of weakest_first, due"), "{wrong}");
    }
}
