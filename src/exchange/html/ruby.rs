//! Readings above words (`<ruby>漢字<rt>かんじ</rt></ruby>`): the whole word's follows it in brackets.

/// A word that has a reading above some of its characters.
#[derive(Clone, Debug, Default)]
pub(super) struct RubyWord {
    /// The reading of the word so far.
    reading: String,
    /// Whether any reading was given.
    has_reading: bool,
    state: RubyState,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum RubyState {
    /// In what the reading is above.
    #[default]
    Base,
    /// In the reading.
    Reading,
    /// Behind it, where the word may go on.
    After,
    Over,
}

impl RubyWord {
    /// A word that goes on from the end of a text.
    pub(super) fn after(text: &str) -> RubyWord {
        let start = text.trim_end_matches(char::is_alphanumeric).len();
        RubyWord { reading: text[start..].to_string(), ..RubyWord::default() }
    }

    pub(super) fn tag(&mut self, name: &str, closes: bool) {
        self.state = match (name, closes) {
            ("ruby", true) => RubyState::After,
            ("rt", false) => RubyState::Reading,
            ("rt", true) | ("ruby" | "rb", false) => RubyState::Base,
            _ => self.state,
        };
    }

    /// Takes a text, and returns what is to be shown of it, with the reading if the word ends in
    /// it.
    pub(super) fn take(&mut self, text: &str) -> Option<String> {
        match self.state {
            RubyState::Base => Some(text.to_string()),
            RubyState::Reading => {
                self.has_reading |= !text.trim().is_empty();
                self.reading.push_str(text.trim());
                None
            }
            RubyState::After | RubyState::Over => {
                let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
                self.reading.push_str(&text[..end]);
                if end == text.len() {
                    return Some(text.to_string());
                }
                self.state = RubyState::Over;
                let reading = self.clone().into_reading().unwrap_or_default();
                Some(format!("{}{reading}{}", &text[..end], &text[end..]))
            }
        }
    }

    /// Whether the word has ended, and its reading was written.
    pub(super) fn is_over(&self) -> bool {
        self.state == RubyState::Over
    }

    /// The reading as it follows the word.
    pub(super) fn into_reading(self) -> Option<String> {
        self.has_reading.then(|| format!(" ({})", self.reading))
    }
}
