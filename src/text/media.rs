//! Names of pictures and sounds in a text: `[sound: a.mp3]`, `[image: b.png]`, `![alt](c.png)`.
//!
//! They say that something is shown or played there. They are no words of the text: nobody has to
//! type them, and a text of nothing else can't be read.

use std::borrow::Cow;
use std::ops::Range;

use percent_encoding::percent_decode_str;

/// What a name in brackets begins with, in lower case.
const KINDS: [&str; 6] = ["sound", "image", "picture", "audio", "video", "film"];

/// The most bytes of a name: a text of brackets alone is still read in one go.
const LONGEST_NAME: usize = 1000;

/// The endings of pictures that can be shown.
const SHOWN: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "bmp"];

/// A picture or a sound in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Medium<'t> {
    /// The bytes that name it.
    pub range: Range<usize>,
    /// The name of its file, as far as it has one.
    pub file: &'t str,
}

/// The pictures and sounds of a text, in order.
pub fn media(text: &str) -> impl Iterator<Item = Medium<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(offset) = text[from..].find('[') {
            let at = from + offset;
            let picture = if text[..at].ends_with('!') { picture(&text[at..]) } else { None };
            let (begin, found) = match picture {
                Some(picture) => (at - 1, Some(picture)),
                None => (at, named(&text[at..])),
            };
            if let Some((length, file)) = found {
                from = at + length;
                return Some(Medium { range: begin..from, file });
            }
            from = at + 1;
        }
        None
    })
}

/// The files of a text's sounds, in order.
pub fn sounds(text: &str) -> impl Iterator<Item = &str> {
    let is_sound = |file: &&str| MediumKind::of_file(file) == Some(MediumKind::Sound);
    media(text).map(|medium| medium.file).filter(is_sound)
}

/// The text without its pictures and sounds, and without the blanks that they leave at its ends.
pub fn without_media(text: &str) -> Cow<'_, str> {
    let (mut out, mut at) = (String::new(), 0);
    for Medium { range, .. } in media(text) {
        out.push_str(&text[at..range.start]);
        at = range.end;
    }
    if at == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[at..]);
    Cow::Owned(out.trim().to_string())
}

/// The name of a file that a link has: blanks and other signs are encoded there, as in `a%20b.png`.
pub fn decoded(name: &str) -> Cow<'_, str> {
    percent_decode_str(name).decode_utf8().unwrap_or(Cow::Borrowed(name))
}

/// The text with other names of its pictures and sounds, as far as `name` has another one.
pub fn renamed(text: &str, mut name: impl FnMut(&str) -> Option<String>) -> Option<String> {
    let (mut out, mut at) = (String::new(), 0);
    for Medium { range, file } in media(text).filter(|medium| !medium.file.is_empty()) {
        if let Some(new) = name(file)
            && let Some(within) = text[range.clone()].rfind(file)
        {
            let start = range.start + within;
            out.push_str(&text[at..start]);
            out.push_str(&new);
            at = start + file.len();
        }
    }
    (at > 0).then(|| out + &text[at..])
}

/// What is shown or played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediumKind {
    /// A picture.
    Picture,
    /// A sound.
    Sound,
    /// A film.
    Film,
}

/// The longest name that says more than that there is a medium, and the longest one of a file.
const LONGEST_SHOWN: usize = 60;
const LONGEST_FILE_NAME: usize = 255;

impl MediumKind {
    /// The kind of a file by its name's ending; none if that says nothing.
    pub fn of_file(name: &str) -> Option<MediumKind> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.trim().to_lowercase().as_str() {
            "mp3" | "ogg" | "oga" | "opus" | "wav" | "flac" | "m4a" | "aac" | "3gp" => {
                MediumKind::Sound
            }
            "mp4" | "webm" | "mkv" | "avi" | "mov" | "mpg" | "mpeg" | "ogv" | "flv" => {
                MediumKind::Film
            }
            "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp" | "bmp" | "avif" | "tiff" | "pdf" => {
                MediumKind::Picture
            }
            _ => return None,
        })
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
    pub fn label(self, name: Option<&str>) -> String {
        let (named, nameless) = self.words();
        name.map_or_else(|| format!("[{nameless}]"), |name| format!("[{named}: {name}]"))
    }
}

/// The name of a medium by its address: the last one, with the folders that it is in if it lies
/// beside the text. What is in the text itself has none, nor has an address that ends in a key.
pub fn name_of(source: &str) -> Option<String> {
    let source = source.trim();
    if source.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        return None;
    }
    let is_address = source.contains("://") || source.starts_with("//");
    let path =
        if is_address { source.split(['?', '#']).next().unwrap_or_default() } else { source };
    let path = path.split_once("://").map_or(path, |(_, path)| path).trim_start_matches('/');
    let is_inner = !is_address
        && !source.starts_with('/')
        && path.split('/').all(|part| !part.is_empty() && part != "..");
    let name = match path.rsplit_once('/') {
        Some(_) if is_inner => path.trim_start_matches("./"),
        Some((_, name)) => name,
        None if is_address => "",
        None => path,
    };
    let name = name.replace("%20", " ").replace(['[', ']'], " ");
    let name = name.trim();
    let is_file = !is_address && MediumKind::of_file(name).is_some();
    let longest = if is_file { LONGEST_FILE_NAME } else { LONGEST_SHOWN };
    (!name.is_empty() && name.len() <= longest).then(|| name.to_string())
}

/// Whether a text has a picture or a sound, and says nothing.
pub fn is_only_media(text: &str) -> bool {
    let named = text.replace("[sound]", "[picture]");
    let words = without_media(&named);
    words.len() < named.len() && !words.contains(char::is_alphanumeric)
}

/// Whether a text has nothing but media, and no picture of a format that can be shown among those
/// whose files are there.
pub fn is_never_seen(text: &str, is_there: impl Fn(&str) -> bool) -> bool {
    let shown = |name: &str| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        ending.is_some_and(|ending| SHOWN.contains(&ending.as_str())) && is_there(name)
    };
    is_only_media(text) && !media(text).any(|medium| shown(medium.file))
}

/// The length of `[alt](file)` at the start of a text, and the file.
fn picture(text: &str) -> Option<(usize, &str)> {
    let line = near(text).lines().next()?;
    let target = line.find("](")? + 2;
    let end = target + line[target..].find(')')?;
    Some((end + 1, line[target..end].trim()))
}

/// The length of `[sound: file]` at the start of a text, and the file.
fn named(text: &str) -> Option<(usize, &str)> {
    let inner = near(text).strip_prefix('[')?;
    let end = inner.find([']', '\n']).filter(|&end| inner[end..].starts_with(']'))?;
    let (kind, file) = inner[..end].split_once(':').unwrap_or((&inner[..end], ""));
    let (kind, file) = (kind.trim(), file.trim());
    let is_medium = KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known));
    // `[sound]` alone is a word in brackets; `[picture]` and `[film]` are what is left of those
    // without name.
    let is_named =
        !file.is_empty() || ["picture", "film"].iter().any(|one| kind.eq_ignore_ascii_case(one));
    (is_medium && is_named).then_some((1 + end + 1, file))
}

/// As much of a text as a name may take.
fn near(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST_NAME)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_are_no_words() {
        for (text, words) in [
            ("Hund [sound: hund.mp3]", "Hund"),
            ("[sound:hund.mp3]Hund", "Hund"),
            ("[Image: a b.png] Hund ![dog](dog (1.png)", "Hund"),
            ("[picture]", ""),
            ("a [sound] b", "a [sound] b"),
            ("x[0] = [1, 2]; y", "x[0] = [1, 2]; y"),
            ("[image: never closed", "[image: never closed"),
            ("![alt] (text)", "![alt] (text)"),
            ("Wow![sound: a.mp3]", "Wow!"),
        ] {
            assert_eq!(without_media(text), words, "{text}");
        }
    }

    #[test]
    fn files_are_named() {
        let files: Vec<&str> =
            media("![a](b c.png) x [sound:d.mp3][picture]").map(|medium| medium.file).collect();
        assert_eq!(files, ["b c.png", "d.mp3", ""]);
    }

    #[test]
    fn a_name_changes_and_nothing_else() {
        let new =
            |text| renamed(text, |name| name.strip_prefix('a').map(|rest| format!("b{rest}")));
        let text = "a.png ![a.png]( a.png ) [Sound: a.mp3][picture] ![](c.png)";
        let wanted = "a.png ![a.png]( b.png ) [Sound: b.mp3][picture] ![](c.png)";
        assert_eq!(new(text).as_deref(), Some(wanted));
        assert_eq!(new("![](c.png) a.png"), None);
    }

    #[test]
    fn a_side_may_be_a_picture_alone() {
        assert!(is_only_media("![](a.png)\n[sound: b.mp3]"));
        assert!(!is_only_media("") && !is_only_media("a [image: b.png]"));
    }

    #[test]
    fn a_medium_has_its_last_name() {
        for (source, name) in [
            ("brain.jpg", Some("brain.jpg")),
            ("what? #2.png", Some("what? #2.png")),
            ("https://example.org/a/b/map.png?size=3#x", Some("map.png")),
            ("//example.org/map.png", Some("map.png")),
            ("a%20b.png", Some("a b.png")),
            ("./img/a.png", Some("img/a.png")),
            ("../img/a.png", Some("a.png")),
            ("img/../../a.png", Some("a.png")),
            ("/img/a.png", Some("a.png")),
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
        let is_there = |name: &str| name != "gone.png";
        for text in ["[image: a.jpg]", "![a](b.PNG) [sound: c.mp3]", "words [image: gone.png]", ""]
        {
            assert!(!is_never_seen(text, is_there), "{text}");
        }
        for text in ["[image: gone.png]", "[image: a.svg]", "[sound: c.mp3]", "[picture]"] {
            assert!(is_never_seen(text, is_there), "{text}");
        }
        for text in ["", "+", "a [picture]", "[a]", "[image: a", "[images]", "[sound: a] $x$"] {
            assert!(!is_only_media(text), "{text}");
        }
    }
}
