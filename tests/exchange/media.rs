//! Pictures and sounds of a deck, in every format that can have them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use lacuna::clock::{Calendar, Moment};
use lacuna::deck::note_media::media_names;
use lacuna::exchange::ImportOptions;
use lacuna::memory::Scheduler;
use lacuna::session::export::{ExportRequest, export};
use lacuna::session::import::{self, FileContent, ImportFile};
use lacuna::settings::Settings;
use lacuna::store::import_plan::ImportPlan;
use lacuna::store::media::MediaFolder;
use lacuna::store::{ConfigHome, ImportTarget};
use lacuna::watch::Watch;

const DECK: &str = r#"(format: 1, id: "birds", title: "Birds", notes: [
    Pair(id: "owl", term: "Owl ![an owl](big%20owl.png)", definition: "hoots [sound: hoot.mp3]"),
    Cloze(id: "bat", text: "A {{bat}} [image: img/bat.png] `[image: code.png]`"),
    Question(id: "two", question: "Two?", answer: "bats ![](other/bat.png) [image: gone.png]"),
])"#;

const MEDIA: [(&str, &str); 4] = [
    ("big owl.png", "an owl"),
    ("hoot.mp3", "a hoot"),
    ("img/bat.png", "a bat"),
    ("other/bat.png", "two bats"),
];

/// A config directory with that deck.
fn home(folder: &Path) -> ConfigHome {
    let home = ConfigHome::new(folder.join("home"));
    fs::create_dir_all(home.decks()).unwrap();
    fs::write(home.decks().join("birds.ron"), DECK).unwrap();
    let mut media = MediaFolder::open(&home).unwrap();
    for (name, bytes) in MEDIA {
        media.add("birds", name, bytes.as_bytes()).unwrap();
    }
    home
}

/// What each note of a deck shows and plays, by its id.
fn shown(home: &ConfigHome, deck: &str) -> BTreeMap<String, Vec<String>> {
    let media = MediaFolder::open(home).unwrap();
    let read = |name: &str| media.read(deck, name).map(|bytes| String::from_utf8(bytes).unwrap());
    let notes = ImportTarget::open(home, deck).unwrap().unwrap().notes;
    let all = notes.iter().map(|note| {
        let names = media_names(note).into_iter();
        (note.id.clone(), names.filter_map(|name| read(name).ok()).collect())
    });
    all.collect()
}

/// Exports the deck and returns the path of the file.
fn exported(home: &ConfigHome, folder: &Path, ending: &str) -> std::path::PathBuf {
    let path = folder.join(format!("birds.{ending}"));
    let deck = "birds".to_string();
    let home = home.clone();
    let request = ExportRequest { home, deck, path, replaces: true, now: Moment(0) };
    export(&request).unwrap();
    request.path
}

fn imported(home: &ConfigHome, path: &Path) -> ImportPlan {
    let content = FileContent::OnDisk(path.to_path_buf());
    let file = ImportFile { name: path.display().to_string(), title: None, content };
    let options = ImportOptions::default();
    let mut plan = import::plan(home, &[file], None, &options, None, &Watch::default()).unwrap();
    let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
    plan.carry_out(home, &scheduler, false, Moment(0)).unwrap();
    plan
}

#[test]
fn what_a_deck_shows_comes_back_from_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let home = home(folder.path());
    let before = shown(&home, "birds");
    assert_eq!(before.values().map(Vec::len).sum::<usize>(), 4);
    for ending in ["apkg", "md", "json", "ron", "csv", "tsv"] {
        let out = folder.path().join(ending);
        fs::create_dir(&out).unwrap();
        let path = exported(&home, &out, ending);
        let other = ConfigHome::new(out.join("other"));
        let plan = imported(&other, &path);
        let deck = plan.files[0].deck.clone();
        assert_eq!(plan.files[0].media.count(), 4, "{ending}");
        assert_eq!(shown(&other, &deck), before, "{ending}");
        let again = exported(&home, &out, ending);
        assert_eq!(fs::read_dir(out).unwrap().count(), 2 + usize::from(ending != "apkg"));
        assert!(imported(&other, &again).take_written().decks.is_empty(), "{ending}: nothing new");
    }
}

#[test]
fn an_export_beside_a_file_of_that_name_leaves_it_alone() {
    let folder = tempfile::tempdir().unwrap();
    let home = home(folder.path());
    let out = folder.path().join("out");
    fs::create_dir_all(out.join("media")).unwrap();
    fs::write(out.join("media/hoot.mp3"), "mine").unwrap();
    let text = fs::read_to_string(exported(&home, &out, "md")).unwrap();
    for link in [
        "![an owl](media/big%20owl.png)",
        "![](media/hoot-2.mp3)",
        "![](media/bat.png) `[image: code.png]`",
        "![](media/bat-2.png) ![](media/gone.png)",
    ] {
        assert!(text.contains(link), "{link}: {text}");
    }
    assert_eq!(fs::read_to_string(out.join("media/hoot.mp3")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(out.join("media/hoot-2.mp3")).unwrap(), "a hoot");
    assert_eq!(fs::read_to_string(out.join("media/bat-2.png")).unwrap(), "two bats");
}
