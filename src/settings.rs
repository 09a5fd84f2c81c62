//! The user's settings: scheduling, exams, and the looks of the screen, of which only the words
//! stand here.
//!
//! Reading and writing `settings.ron` is left to `store::settings`, what a theme or a key means to
//! the screen.

pub mod card_order;
pub mod deck_options;
pub mod exam;
pub mod key_overrides;
pub mod setting_value;

pub use card_order::{NewOrder, ReviewOrder};
pub use deck_options::{DECK_KEYS, DeckOptions};
pub use exam::{Exam, USUAL_MINUTES};
pub use key_overrides::KeyOverrides;
pub use setting_value::SettingValue;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::fault::Fault;

/// What the full screen may be drawn with.
const UNICODE: &str = "unicode";
/// The values of `pictures`.
const PICTURES: [&str; 6] = ["auto", "kitty", "iterm2", "sixel", "blocks", "off"];
/// The same, where the font is poor.
const ASCII: &str = "ascii";

/// The options of a deck that the fold of the log depends on.
const FOLD_KEYS: [&str; 3] = ["desired_retention", "learning_steps", "relearning_steps"];

/// The settings, each with the default that most people keep (Anki's, where it has one).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of its own in the file")]
pub struct Settings {
    /// The target share of due cards that are recalled, 0.7 to 0.99.
    pub desired_retention: f32,
    /// The most new cards a day.
    pub new_per_day: usize,
    /// The most due cards a day.
    pub reviews_per_day: usize,
    /// Whether a new card's note is shown before it is asked.
    pub learn_step: bool,
    /// The minutes after which a new card comes back, one step after another.
    pub learning_steps: Vec<f32>,
    /// The minutes after which a forgotten card comes back.
    pub relearning_steps: Vec<f32>,
    /// The longest interval, in days.
    pub longest_interval: u32,
    /// How many lapses make a leech.
    pub leech_lapses: u32,
    /// Whether intervals are spread a little, so that what was learned together does not stay
    /// together.
    pub fuzz: bool,
    /// Whether the other cards of a note wait for tomorrow once one of them was asked.
    pub bury_siblings: bool,
    /// The order of new cards.
    pub new_order: NewOrder,
    /// The order of due cards.
    pub review_order: ReviewOrder,
    /// Whether the cards of several decks come mixed, or one deck after the other.
    pub mix_decks: bool,
    /// Whether answers that can be typed are typed, or only thought of.
    pub typed_answers: bool,
    /// The hour at which a day begins, 0 to 23.
    pub day_starts: u8,
    /// Whether only Again and Good are offered.
    pub two_buttons: bool,
    /// The scheduler's parameters, fitted to the user's reviews; none means the defaults.
    pub parameters: Vec<f32>,
    /// The parameters before the last fit, so that it can be undone; none means the defaults.
    pub earlier_parameters: Vec<f32>,
    /// The exams, past ones too.
    pub exams: Vec<Exam>,
    /// The decks that were turned on or off, by id; all others are on.
    pub studied: BTreeMap<String, bool>,
    /// The topics that were turned off, by id, of each deck, by id.
    pub topics_off: BTreeMap<String, BTreeSet<String>>,
    /// Whether decks that are off are in Browse and Search all the same.
    pub browse_off: bool,
    /// What decks have of their own of these settings, by the deck's id. Those of decks that are
    /// not there are kept.
    pub deck_options: BTreeMap<String, DeckOptions>,
    /// The parameters fitted to the reviews of one deck, by the deck's id.
    pub deck_parameters: BTreeMap<String, Vec<f32>>,
    /// The theme of the full screen, by its name.
    pub theme: String,
    /// What the full screen is drawn with: `unicode`, or `ascii` alone.
    pub glyphs: String,
    /// How the full screen shows pictures: `auto` goes by the terminal.
    pub pictures: String,
    /// Whether the full screen takes the mouse; without, the terminal's own selecting works.
    pub mouse: bool,
    /// A key preset that comes before the built-in keys; empty for none.
    pub preset: String,
    /// The user's own keys, which come before all others.
    pub keys: KeyOverrides,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            desired_retention: 0.9,
            new_per_day: 20,
            reviews_per_day: 200,
            learn_step: true,
            learning_steps: vec![1.0, 10.0],
            relearning_steps: vec![10.0],
            longest_interval: 36_500,
            leech_lapses: 8,
            fuzz: true,
            bury_siblings: true,
            new_order: NewOrder::default(),
            review_order: ReviewOrder::default(),
            mix_decks: true,
            typed_answers: true,
            day_starts: 4,
            two_buttons: false,
            parameters: Vec::new(),
            earlier_parameters: Vec::new(),
            exams: Vec::new(),
            studied: BTreeMap::new(),
            topics_off: BTreeMap::new(),
            browse_off: true,
            deck_options: BTreeMap::new(),
            deck_parameters: BTreeMap::new(),
            theme: "auto".into(),
            glyphs: UNICODE.into(),
            pictures: PICTURES[0].into(),
            mouse: true,
            preset: String::new(),
            keys: KeyOverrides::default(),
        }
    }
}

impl Settings {
    /// Whether the full screen is to be drawn with ASCII alone.
    pub fn is_ascii(&self) -> bool {
        self.glyphs == ASCII
    }

    /// Whether a deck is on: its cards become new and due.
    pub fn is_studied(&self, deck: &str) -> bool {
        self.studied.get(deck).copied().unwrap_or(true)
    }

    /// Whether a topic of a deck is on. A deck that is off is so with all its topics.
    pub fn is_topic_on(&self, deck: &str, topic: &str) -> bool {
        self.topics_off.get(deck).is_none_or(|off| !off.contains(topic))
    }

    /// Whether a deck's notes of a topic are studied, exams aside.
    pub fn is_on(&self, deck: &str, topic: Option<&str>) -> bool {
        self.is_studied(deck) && topic.is_none_or(|topic| self.is_topic_on(deck, topic))
    }

    /// Whether an exam covers a deck's notes of a topic. One that names nothing covers what is on;
    /// one that names a deck covers it even if it is off, but of its topics only those that are on
    /// or named.
    pub fn covers(&self, exam: &Exam, deck: &str, topic: Option<&str>) -> bool {
        if !exam.is_limited() {
            return self.is_on(deck, topic);
        }
        let is_meant = |topic: &str| {
            self.is_topic_on(deck, topic) || exam.topics.iter().any(|named| named == topic)
        };
        exam.names(deck, topic) && topic.is_none_or(is_meant)
    }

    /// The settings that hold for a deck: its own options, and the general settings for the rest.
    #[must_use]
    pub fn for_deck(&self, deck: &str) -> Settings {
        let mut settings = Settings {
            deck_options: BTreeMap::new(),
            deck_parameters: BTreeMap::new(),
            ..self.clone()
        };
        if let Some(parameters) = self.deck_parameters.get(deck) {
            settings.parameters.clone_from(parameters);
        }
        match self.deck_options.get(deck) {
            Some(options) => options.apply(settings),
            None => settings,
        }
    }

    /// The settings with another value of an option of a deck, or without one of its own; none if a
    /// deck can't have such a value.
    #[must_use]
    pub fn with_deck_option(
        &self,
        deck: &str,
        key: &str,
        value: Option<SettingValue>,
    ) -> Option<Settings> {
        let mut settings = self.clone();
        let options = settings.deck_options.remove(deck).unwrap_or_default();
        let options = options.with_value(key, value)?;
        if !options.is_empty() {
            settings.deck_options.insert(deck.to_string(), options);
        }
        Some(settings)
    }

    /// The settings with a topic of a deck on or off.
    #[must_use]
    pub fn with_topic(&self, deck: &str, topic: &str, on: bool) -> Settings {
        let mut settings = self.clone();
        let off = settings.topics_off.entry(deck.to_string()).or_default();
        if on {
            off.remove(topic);
        } else {
            off.insert(topic.to_string());
        }
        settings.topics_off.retain(|_, topics| !topics.is_empty());
        settings
    }

    /// Only the settings that the fold of the log depends on; all others at their defaults.
    #[must_use]
    pub fn fold_settings(&self) -> Settings {
        let usual = Settings::default();
        Settings {
            desired_retention: self.desired_retention,
            learning_steps: self.learning_steps.clone(),
            relearning_steps: self.relearning_steps.clone(),
            longest_interval: self.longest_interval,
            fuzz: self.fuzz,
            day_starts: self.day_starts,
            parameters: self.parameters.clone(),
            deck_options: self
                .deck_options
                .iter()
                .map(|(deck, options)| (deck.clone(), options.only(&FOLD_KEYS)))
                .filter(|(_, options)| !options.is_empty())
                .collect(),
            deck_parameters: self.deck_parameters.clone(),
            ..usual
        }
    }

    /// The value of a key, if it can be changed on the screen.
    pub fn value(&self, key: &str) -> Option<SettingValue> {
        Some(match key {
            "desired_retention" => SettingValue::Share(self.desired_retention),
            "new_per_day" => SettingValue::Count(self.new_per_day),
            "reviews_per_day" => SettingValue::Count(self.reviews_per_day),
            "learn_step" => SettingValue::Switch(self.learn_step),
            "learning_steps" => SettingValue::Minutes(self.learning_steps.clone()),
            "relearning_steps" => SettingValue::Minutes(self.relearning_steps.clone()),
            "leech_lapses" => SettingValue::Count(self.leech_lapses as usize),
            "day_starts" => SettingValue::Count(self.day_starts.into()),
            "two_buttons" => SettingValue::Switch(self.two_buttons),
            "bury_siblings" => SettingValue::Switch(self.bury_siblings),
            "new_order" => SettingValue::Name(<&str>::from(self.new_order).into()),
            "review_order" => SettingValue::Name(<&str>::from(self.review_order).into()),
            "mix_decks" => SettingValue::Switch(self.mix_decks),
            "browse_off" => SettingValue::Switch(self.browse_off),
            "typed_answers" => SettingValue::Switch(self.typed_answers),
            "fuzz" => SettingValue::Switch(self.fuzz),
            "theme" => SettingValue::Name(self.theme.clone()),
            "glyphs" => SettingValue::Name(self.glyphs.clone()),
            "pictures" => SettingValue::Name(self.pictures.clone()),
            "mouse" => SettingValue::Switch(self.mouse),
            "preset" => SettingValue::Name(self.preset.clone()),
            _ => return None,
        })
    }

    /// The settings with another value of a key; none if the key takes no such value.
    #[must_use]
    pub fn with_value(&self, key: &str, value: &SettingValue) -> Option<Settings> {
        let mut new = self.clone();
        match (key, value) {
            ("desired_retention", SettingValue::Share(share)) => new.desired_retention = *share,
            ("new_per_day", SettingValue::Count(count)) => new.new_per_day = *count,
            ("reviews_per_day", SettingValue::Count(count)) => new.reviews_per_day = *count,
            ("learn_step", SettingValue::Switch(on)) => new.learn_step = *on,
            ("learning_steps", SettingValue::Minutes(minutes)) => {
                new.learning_steps.clone_from(minutes);
            }
            ("relearning_steps", SettingValue::Minutes(minutes)) => {
                new.relearning_steps.clone_from(minutes);
            }
            ("leech_lapses", SettingValue::Count(count)) => {
                new.leech_lapses = u32::try_from(*count).ok()?;
            }
            ("day_starts", SettingValue::Count(hour)) => {
                new.day_starts = u8::try_from(*hour).ok()?;
            }
            ("two_buttons", SettingValue::Switch(on)) => new.two_buttons = *on,
            ("bury_siblings", SettingValue::Switch(on)) => new.bury_siblings = *on,
            ("new_order", SettingValue::Name(name)) => {
                new.new_order = name.clone().try_into().ok()?;
            }
            ("review_order", SettingValue::Name(name)) => {
                new.review_order = name.clone().try_into().ok()?;
            }
            ("mix_decks", SettingValue::Switch(on)) => new.mix_decks = *on,
            ("browse_off", SettingValue::Switch(on)) => new.browse_off = *on,
            ("typed_answers", SettingValue::Switch(on)) => new.typed_answers = *on,
            ("fuzz", SettingValue::Switch(on)) => new.fuzz = *on,
            ("theme", SettingValue::Name(name)) => new.theme.clone_from(name),
            ("glyphs", SettingValue::Name(name)) => new.glyphs.clone_from(name),
            ("pictures", SettingValue::Name(name)) => new.pictures.clone_from(name),
            ("mouse", SettingValue::Switch(on)) => new.mouse = *on,
            ("preset", SettingValue::Name(name)) => new.preset.clone_from(name),
            _ => return None,
        }
        Some(new)
    }

    /// The first thing that is wrong with the choices, if anything is.
    pub fn check(&self) -> Result<(), Fault> {
        let steps = self.learning_steps.iter().chain(&self.relearning_steps);
        if !(0.7..=0.99).contains(&self.desired_retention) {
            return Err(Fault::error(
                format!("desired_retention is {}", self.desired_retention),
                "give a share from 0.7 to 0.99",
            ));
        }
        if steps.into_iter().any(|step| !(step.is_finite() && *step > 0.0 && *step < 1440.0)) {
            return Err(Fault::error(
                "a learning step is no number of minutes",
                "give minutes, more than 0 and less than 1440",
            ));
        }
        if self.day_starts > 23 {
            return Err(Fault::error(
                format!("day_starts is {}", self.day_starts),
                "give an hour from 0 to 23",
            ));
        }
        if self.longest_interval == 0 {
            return Err(Fault::error("longest_interval is 0", "give days, at least 1"));
        }
        if ![UNICODE, ASCII].contains(&self.glyphs.as_str()) {
            return Err(Fault::error(
                format!("glyphs is \"{}\"", self.glyphs),
                "write \"unicode\" or \"ascii\"",
            ));
        }
        if !PICTURES.contains(&self.pictures.as_str()) {
            return Err(Fault::error(
                format!("pictures is \"{}\"", self.pictures),
                "write \"auto\", \"kitty\", \"iterm2\", \"sixel\", \"blocks\" or \"off\"",
            ));
        }
        self.exams.iter().try_for_each(Exam::check)?;
        self.check_parameters()?;
        let decks = self.deck_options.keys().chain(self.deck_parameters.keys());
        decks.into_iter().try_for_each(|deck| {
            let named = |fault: Fault| Fault {
                what: format!("of the deck `{deck}`, {}", fault.what),
                ..fault
            };
            self.for_deck(deck).check().map_err(named)
        })
    }

    fn check_parameters(&self) -> Result<(), Fault> {
        if fsrs::FSRS::new(&self.parameters).is_err() {
            let what = format!(
                "parameters has {} numbers that the scheduler does not take",
                self.parameters.len()
            );
            return Err(Fault::error(
                what,
                "give the 21 numbers of FSRS-6, or leave the list empty",
            ));
        }
        Ok(())
    }
}
