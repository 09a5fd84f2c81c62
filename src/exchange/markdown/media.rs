//! Pictures and sounds of a text: named, since no terminal shows them.

/// The endings of files that are heard, and of those that are films.
const SOUNDS: [&str; 9] = ["mp3", "wav", "ogg", "oga", "m4a", "flac", "opus", "aac", "3gp"];
const FILMS: [&str; 6] = ["mp4", "mov", "mkv", "webm", "avi", "ogv"];
/// The endings of pictures.
const PICTURES: [&str; 10] =
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "avif", "tiff", "pdf"];

/// The longest name that is shown.
const LONGEST: usize = 60;

fn ending(file: &str) -> String {
    file.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.trim().to_lowercase())
}

/// Whether a file is a picture, a sound or a film.
pub(super) fn is_file(file: &str) -> bool {
    let ending = ending(file);
    [&SOUNDS[..], &FILMS, &PICTURES].iter().any(|endings| endings.contains(&ending.as_str()))
}

/// The words for the medium at that address, and its name.
pub(super) fn named(target: &str) -> (String, String) {
    let target = target.trim().trim_matches(['<', '>']);
    // A title may follow the address.
    let address = target.split_once(" \"").map_or(target, |(address, _)| address).trim();
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).replace("%20", " ");
    let kind = match ending(&name) {
        ending if SOUNDS.contains(&ending.as_str()) => "sound",
        ending if FILMS.contains(&ending.as_str()) => "video",
        _ => "image",
    };
    if address.starts_with("data:") || name.is_empty() || name.len() > LONGEST {
        let kind = if address.starts_with("data:audio") { "sound" } else { "picture" };
        return ("[picture]".to_string(), kind.to_string());
    }
    (format!("[{kind}: {name}]"), name)
}
