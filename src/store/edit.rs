//! Changing a note in its deck's file: the file is replaced whole, and only after it was read once
//! more.
//!
//! The bundled deck lies in the program; its first change makes a copy of it the user's own, which
//! takes its place.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::decks::MARK;
use super::disk::UpdateFaults;
use super::os::{self, OpenFile, OpenMode};
use super::staging::Staging;
use super::{ConfigHome, bundled, decks, disk};
use crate::deck::{DeckText, Revision, SourceFile, revision};
use crate::fault::{Fault, Place};

const FAULTS: UpdateFaults<'static> = UpdateFaults {
    not_written: "the note was not saved",
    read_only: "the deck is read-only, so it was left alone",
};

/// The note's text as it stands in its deck now.
pub fn text(home: &ConfigHome, deck: &str, note: &str) -> Result<String, Fault> {
    let found = files(home, deck)?
        .iter()
        .find_map(|file| Some(file.text[revision::find(file, note)?].to_string()));
    found.ok_or_else(|| missing_note(deck, note))
}

/// The change that takes the note out of its deck.
pub fn removal(home: &ConfigHome, deck: &str, note: &str) -> Result<Revision, Fault> {
    let found = files(home, deck)?.iter().find_map(|file| Revision::removal(deck, note, file));
    found.ok_or_else(|| missing_note(deck, note))
}

/// The files of the deck with that id, the one with the head first.
fn files(home: &ConfigHome, deck: &str) -> Result<Vec<SourceFile>, Fault> {
    match locate(home, deck)? {
        Some(paths) => {
            paths.iter().map(|path| decks::read_file(path).map(|(file, _)| file)).collect()
        }
        None => Ok(bundled(deck).map(|text| text.files).unwrap_or_default()),
    }
}

/// Makes the change on disk. Returns the folder of the user's own copy of the deck, if one had to
/// be made.
pub fn save(home: &ConfigHome, revision: &Revision) -> Result<Option<PathBuf>, Fault> {
    let Some(paths) = locate(home, &revision.deck)? else {
        let text =
            bundled(&revision.deck).ok_or_else(|| missing_note(&revision.deck, &revision.note))?;
        return change_in_copy(home, &text, revision).map(Some);
    };
    for path in in_order(paths, revision) {
        // A link leads to the file that is to be changed, and stays a link.
        let path = os::canonicalize(&path).unwrap_or(path);
        if change_file(&path, revision)? {
            return Ok(None);
        }
    }
    Err(missing_note(&revision.deck, &revision.note))
}

/// The files in the order in which the change is tried: a note comes back into the one that
/// it was in.
fn in_order(mut paths: Vec<PathBuf>, revision: &Revision) -> Vec<PathBuf> {
    let spot = revision.spot.as_ref().filter(|_| revision.before.is_none());
    let own = |path: &PathBuf| {
        spot.is_some_and(|spot| path.file_name().is_some_and(|name| name == spot.file.as_str()))
    };
    if let Some(at) = paths.iter().position(own) {
        paths[..=at].rotate_right(1);
    }
    paths
}

fn missing_note(deck: &str, note: &str) -> Fault {
    let what = format!("the note `{note}` is not in the deck `{deck}` any more");
    Fault::error(what, "somebody has taken it out or given it another id: open lacuna anew to see")
}

fn bundled(deck: &str) -> Option<DeckText> {
    (bundled::deck_id() == deck).then(bundled::deck)
}

/// The files of the user's own deck with that id; of two, of the one that is shown.
pub(super) fn locate(home: &ConfigHome, deck: &str) -> Result<Option<Vec<PathBuf>>, Fault> {
    let mut faults = Vec::new();
    let mut by_name = None;
    for path in decks::list_decks(&home.decks(), &mut faults) {
        let Ok(files) = decks::deck_files(&path, &mut faults) else { continue };
        let Some(Ok(id)) = files.first().map(|head| decks::read_id(head)) else { continue };
        match id {
            Some(id) if id == deck => return Ok(Some(files)),
            None if path.file_stem().is_some_and(|stem| stem.to_string_lossy() == deck) => {
                by_name = Some(files);
            }
            _ => {}
        }
    }
    match faults.into_iter().next() {
        Some(fault) if by_name.is_none() => Err(fault),
        _ => Ok(by_name),
    }
}

/// Makes the change in this file; says whether the note is in it.
fn change_file(path: &Path, revision: &Revision) -> Result<bool, Fault> {
    let name = path.display().to_string();
    let mut has_note = false;
    disk::update(path, &FAULTS, |bytes| {
        let bytes = bytes.unwrap_or_default();
        let text = String::from_utf8_lossy(bytes);
        let (mark, body) = text.strip_prefix(MARK).map_or(("", &*text), |body| (MARK, body));
        let file = SourceFile { name: name.clone(), text: body.to_string().into() };
        let new = revision.apply(&file).transpose()?;
        has_note = new.is_some();
        let Some(new) = new.filter(|new| *new != file.text) else { return Ok(None) };
        if text.as_bytes() != bytes {
            let fault = Fault::error(
                "the file is not UTF-8 text, so it was left alone",
                "save it as UTF-8 first",
            );
            return Err(fault.with_place(Place::file(&name)));
        }
        Ok(Some([mark, &new].concat().into_bytes()))
    })?;
    Ok(has_note)
}

/// Writes a copy of the deck with the change made, in one step, and returns its folder.
fn change_in_copy(
    home: &ConfigHome,
    text: &DeckText,
    revision: &Revision,
) -> Result<PathBuf, Fault> {
    let mut files = Vec::new();
    let mut found = false;
    for file in &text.files {
        let name = Path::new(&file.name).file_name().unwrap_or_default();
        let new = if found { None } else { revision.apply(file).transpose()? };
        found |= new.is_some();
        files.push((name, new.unwrap_or_else(|| file.text.to_string())));
    }
    if !found {
        return Err(missing_note(&revision.deck, &revision.note));
    }
    let decks = home.decks();
    let folder = free_folder(&decks, &revision.deck);
    let written = (|| {
        disk::make_folder(&decks)?;
        let mut staging = Staging::begin(home)?;
        let aside = staging.folder(&folder)?;
        for (name, text) in &files {
            let mut file = OpenFile::open_for(&aside.join(name), OpenMode::Making)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
        }
        disk::sync_entries(&aside)?;
        os::rename(&aside, &folder)?;
        disk::sync_folder(&folder)
    })();
    written.map_err(|error| {
        disk::write_fault("the note was not saved in a copy of the deck", &folder, &error)
    })?;
    Ok(folder)
}

/// A name for the deck's folder that nothing has.
fn free_folder(decks: &Path, deck: &str) -> PathBuf {
    let names = (1..).map(|n| if n == 1 { deck.to_string() } else { format!("{deck}-{n}") });
    let mut free =
        names.map(|name| decks.join(name)).filter(|path| os::symlink_metadata(path).is_err());
    free.next().expect("there are more numbers than folders")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{NoteDraft, load};
    use std::fs;
    use tempfile::TempDir;

    const AH: &str = r#"Pair(id: "a", term: "Ah", definition: "One")"#;
    const BE: &str = r#"Pair(id: "b", term: "Be", definition: "Two")"#;

    fn home(files: &[(&str, String)]) -> (TempDir, ConfigHome) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join("decks").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let home = ConfigHome::new(folder.path());
        (folder, home)
    }

    fn deck(id: &str, notes: &str) -> String {
        format!(r#"(format: 1, id: "{id}", title: "D", notes: [{notes}])"#)
    }

    fn revision(deck: &str, before: &str, after: &str) -> Revision {
        let (before, after) = (Some(before.to_string()), Some(after.to_string()));
        Revision { deck: deck.into(), note: "a".into(), before, after, spot: None }
    }

    fn there(home: &ConfigHome, name: &str) -> String {
        fs::read_to_string(home.decks().join(name)).unwrap()
    }

    #[test]
    fn a_note_is_changed_in_its_file_and_changed_back() {
        let old = format!("{MARK}{}", deck("d", &format!("{AH}, // yes\n{BE}")));
        let (_folder, home) = home(&[("c.ron", deck("c", AH)), ("d.ron", old.clone())]);
        let change = revision("d", &text(&home, "d", "a").unwrap(), &AH.replace("One", "1"));
        assert_eq!(save(&home, &change), Ok(None));
        assert_eq!(there(&home, "d.ron"), old.replace("One", "1"));
        assert_eq!(there(&home, "c.ron"), deck("c", AH));
        assert_eq!(save(&home, &change.reversed()), Ok(None));
        assert_eq!(there(&home, "d.ron"), old);
        let names: Vec<_> =
            fs::read_dir(home.decks()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names.len(), 2, "nothing is left behind: {names:?}");
    }

    #[test]
    fn what_others_changed_around_the_note_stays() {
        let (_folder, home) = home(&[("d.ron", deck("d", AH))]);
        let change = revision("d", &text(&home, "d", "a").unwrap(), &AH.replace("One", "1"));
        fs::write(home.decks().join("d.ron"), deck("d", &format!("{BE},\n{AH}"))).unwrap();
        assert_eq!(save(&home, &change), Ok(None));
        assert_eq!(there(&home, "d.ron"), deck("d", &format!("{BE},\n{}", change.after.unwrap())));
    }

    #[test]
    fn what_others_made_of_the_note_stays_too() {
        let theirs = deck("d", &AH.replace("One", "Uno"));
        let (_folder, home) = home(&[("d.ron", theirs.clone())]);
        let fault = save(&home, &revision("d", AH, &AH.replace("One", "1"))).unwrap_err();
        assert!(fault.what.contains("changed there by somebody else"), "{fault}");
        let fault = save(&home, &revision("d", BE, BE)).unwrap_err();
        assert!(fault.place.is_some(), "{fault}");
        fs::write(home.decks().join("d.ron"), deck("d", BE)).unwrap();
        let fault = save(&home, &revision("d", AH, &AH.replace("One", "1"))).unwrap_err();
        assert!(fault.what.contains("not in the deck `d` any more"), "{fault}");
        assert_eq!(there(&home, "d.ron"), deck("d", BE));
    }

    #[test]
    fn a_note_of_a_folder_is_changed_in_the_file_that_has_it() {
        let part = format!("(notes: [{AH}])");
        let (_folder, home) = home(&[("d/deck.ron", deck("d", BE)), ("d/more.ron", part.clone())]);
        assert_eq!(save(&home, &revision("d", AH, &AH.replace("One", "1"))), Ok(None));
        assert_eq!(there(&home, "d/deck.ron"), deck("d", BE));
        assert_eq!(there(&home, "d/more.ron"), part.replace("One", "1"));
    }

    #[test]
    fn a_note_goes_and_comes_back_into_its_own_file() {
        let part = format!("(notes: [{AH}])");
        let (_folder, home) = home(&[("d/deck.ron", deck("d", BE)), ("d/more.ron", part.clone())]);
        let gone = removal(&home, "d", "a").unwrap();
        assert_eq!(save(&home, &gone), Ok(None));
        assert_eq!(there(&home, "d/more.ron"), "(notes: [])");
        assert_eq!(save(&home, &gone.reversed()), Ok(None));
        assert_eq!((there(&home, "d/deck.ron"), there(&home, "d/more.ron")), (deck("d", BE), part));
        assert!(removal(&home, "d", "z").unwrap_err().what.contains("not in the deck"));
    }

    #[test]
    fn the_bundled_deck_becomes_the_users_own() {
        let (_folder, home) = home(&[]);
        let (before, _) = load(&home);
        let (deck, note) =
            (before.decks()[0].head.id.clone(), before.id(crate::library::NoteIx(3)).into_owned());
        let old = text(&home, &deck, &note).unwrap();
        let new = old.replacen('(', "(/* mine */ ", 1);
        let change = Revision {
            deck: deck.clone(),
            note: note.clone(),
            before: Some(old.clone()),
            after: Some(new.clone()),
            spot: None,
        };
        let folder = save(&home, &change).unwrap();
        assert_eq!(folder, Some(home.decks().join(&deck)));
        let (after, faults) = load(&home);
        assert_eq!(faults, [], "the copy is whole");
        assert_eq!((after.len(), after.decks().len()), (before.len(), before.decks().len()));
        assert!(!after.decks()[0].bundled);
        assert_eq!(text(&home, &deck, &note), Ok(new));
        assert_eq!(
            save(&home, &change.reversed()),
            Ok(None),
            "from then on it is a deck as any other"
        );
        assert_eq!(text(&home, &deck, &note), Ok(old));
    }

    #[test]
    fn a_copy_takes_nothing_elses_place() {
        let (_folder, home) = home(&[]);
        let deck = load(&home).0.decks()[0].head.id.clone();
        fs::create_dir_all(home.decks().join(&deck)).unwrap();
        let note = load(&home).0.id(crate::library::NoteIx(0)).into_owned();
        let old = text(&home, &deck, &note).unwrap();
        let after = Some(format!("{} )", &old[..old.len() - 1]));
        let change = Revision { deck: deck.clone(), note, before: Some(old), after, spot: None };
        assert_eq!(save(&home, &change), Ok(Some(home.decks().join(format!("{deck}-2")))));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (folder, home) = home(&[("d.ron", deck("d", AH))]);
        let (own, link) = (folder.path().join("mine.ron"), home.decks().join("d.ron"));
        fs::rename(&link, &own).unwrap();
        symlink(&own, &link).unwrap();
        fs::set_permissions(&own, fs::Permissions::from_mode(0o640)).unwrap();
        let change = revision("d", AH, &AH.replace("One", "1"));
        assert_eq!(save(&home, &change), Ok(None));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&own).unwrap().permissions().mode() & 0o777, 0o640);
        fs::set_permissions(&own, fs::Permissions::from_mode(0o440)).unwrap();
        let fault = save(&home, &change.reversed()).unwrap_err();
        assert!(fault.what.contains("read-only"), "{fault}");
        assert!(there(&home, "d.ron").contains("\"1\""));
    }

    #[test]
    fn a_file_that_is_no_text_is_left_alone() {
        let (_folder, home) = home(&[]);
        let mut bytes = deck("d", AH).into_bytes();
        bytes.extend(b"// \xff");
        fs::create_dir_all(home.decks()).unwrap();
        fs::write(home.decks().join("d.ron"), &bytes).unwrap();
        let fault = save(&home, &revision("d", AH, &AH.replace("One", "1"))).unwrap_err();
        assert!(fault.what.contains("not UTF-8"), "{fault}");
        assert_eq!(fs::read(home.decks().join("d.ron")).unwrap(), bytes);
    }

    #[test]
    fn a_draft_is_a_file_of_its_own() {
        let (_folder, home) = home(&[("d.ron", deck("d", AH))]);
        let (one, two) = (
            NoteDraft::begin(&home, "d", "a").unwrap(),
            NoteDraft::begin(&home, "d", "a").unwrap(),
        );
        assert_ne!(one.path, two.path, "two windows do not share one");
        assert!(one.is_untouched() && one.read().unwrap().ends_with(&format!("\n{AH}\n")));
        fs::write(&one.path, "x".repeat(1 << 20)).unwrap();
        assert!(!one.is_untouched() && one.read().is_ok());
        fs::write(&one.path, "x".repeat((1 << 20) + 1)).unwrap();
        assert!(one.read().unwrap_err().what.contains("over 1 MB"));
        fs::write(&one.path, b"\xff").unwrap();
        assert!(one.read().unwrap_err().what.contains("not UTF-8"));
        one.discard();
        assert!(one.read().unwrap_err().place.is_some() && two.is_untouched());
        let fault = NoteDraft::begin(&home, "d", "gone").unwrap_err();
        assert!(fault.what.contains("not in the deck"), "{fault}");
    }
}
