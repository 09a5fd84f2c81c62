//! What pictures, sounds and films are called in the text that stands for them.

use crate::text::media::without_media;

/// What a field shows or plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediumKind {
    Picture,
    Sound,
    Film,
}

/// The longest name that says more than that there is a medium.
const LONGEST_NAME: usize = 60;

impl MediumKind {
    /// The kind of a file by its name's ending; else it is a picture.
    pub(super) fn from_name(name: &str) -> MediumKind {
        let ending = name.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_lowercase());
        match ending.as_str() {
            "mp3" | "ogg" | "oga" | "opus" | "wav" | "flac" | "m4a" | "aac" => MediumKind::Sound,
            "mp4" | "webm" | "mkv" | "avi" | "mov" | "mpg" | "mpeg" | "ogv" | "flv" => {
                MediumKind::Film
            }
            _ => MediumKind::Picture,
        }
    }

    /// The word before a name, and the word for what has no name.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            MediumKind::Picture => ("image", "picture"),
            MediumKind::Sound => ("sound", "sound"),
            MediumKind::Film => ("film", "film"),
        }
    }

    /// What stands in a text for a medium of that name.
    pub(super) fn label(self, name: Option<&str>) -> String {
        let (named, nameless) = self.words();
        name.map_or_else(|| format!("[{nameless}]"), |name| format!("[{named}: {name}]"))
    }
}

/// The last name of a medium's address. What is in the text itself has none, nor has an address
/// that ends in a key.
pub(super) fn name_of(source: &str) -> Option<String> {
    let source = html_escape::decode_html_entities(source);
    let source = source.trim();
    if source.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        return None;
    }
    let is_address = source.contains("://") || source.starts_with("//");
    let path =
        if is_address { source.split(['?', '#']).next().unwrap_or_default() } else { source };
    let path = path.split_once("://").map_or(path, |(_, path)| path).trim_start_matches('/');
    let name = match path.rsplit_once('/') {
        Some((_, name)) => name,
        None if is_address => "",
        None => path,
    };
    let name = name.replace(['[', ']'], " ");
    let name = name.trim();
    (!name.is_empty() && name.len() <= LONGEST_NAME).then(|| name.to_string())
}

/// Whether a text shows or plays something and says nothing.
pub(in crate::exchange) fn is_only_media(text: &str) -> bool {
    let named = text.replace("[sound]", "[picture]");
    let words = without_media(&named);
    words.len() < named.len() && !words.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_medium_has_its_last_name() {
        for (source, name) in [
            ("brain.jpg", Some("brain.jpg")),
            ("what? #2.png", Some("what? #2.png")),
            ("https://example.org/a/b/map.png?size=3#x", Some("map.png")),
            ("//example.org/map.png", Some("map.png")),
            ("a &amp; b.png", Some("a & b.png")),
            ("https://example.org/", None),
            ("https://example.org", None),
            ("data:image/png;base64,iVBORw0KGgo/x.png", None),
            ("DATA:image/png,x", None),
            ("", None),
        ] {
            assert_eq!(name_of(source).as_deref(), name, "{source}");
        }
        let key = format!("https://camo.example.org/{}", "0123456789".repeat(10));
        assert_eq!(name_of(&key), None);
    }

    #[test]
    fn a_text_of_media_alone_says_nothing() {
        for text in ["[image: a.jpg]", "[sound: b.mp3]\n[picture].", "*[film]*"] {
            assert!(is_only_media(text), "{text}");
        }
        for text in ["", "+", "a [picture]", "[a]", "[image: a", "[images]", "[sound: a] $x$"] {
            assert!(!is_only_media(text), "{text}");
        }
    }
}
