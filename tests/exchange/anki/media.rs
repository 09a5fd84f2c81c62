//! Pictures and sounds of packages of all three generations: those that notes name come along.

use std::collections::BTreeMap;

use lacuna::clock::{Calendar, Clock, Moment};
use lacuna::exchange::ImportOptions;
use lacuna::memory::Scheduler;
use lacuna::session::import::{self, FileContent, ImportFile};
use lacuna::settings::Settings;
use lacuna::store::import_plan::ImportPlan;
use lacuna::store::media::MediaFolder;
use lacuna::store::{ConfigHome, backups};
use lacuna::watch::Watch;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::json;

use super::package::{NotetypeSpec, PackageBuilder, zipped};

const WORDS: NotetypeSpec<'_> = NotetypeSpec {
    name: "Words",
    cloze: false,
    fields: &["Front", "Back"],
    cards: &[("{{Front}}", "{{Back}}")],
};

const OWL: &[u8] = b"\x89PNG an owl";
const HOOT: &[u8] = b"ID3 a hoot";

/// What a package holds: the number of each file, its name, and what is in it.
type Files<'f> = &'f [(&'f str, &'f str, &'f [u8])];

const FILES: Files<'_> = &[
    ("0", "big owl.png", OWL),
    ("1", "hoot.mp3", HOOT),
    ("2", "unused.png", b"never"),
    ("3", "../../climbs.png", b"never"),
    ("4", "big owl.png", b"another of that name"),
    ("collection.anki2", "climbs.png", b""),
];

/// A package of that generation, of two notes.
fn package(generation: u8, files: Files<'_>) -> Vec<u8> {
    let mut package = PackageBuilder::new();
    let words = package.notetype(&WORDS);
    package.note(words, &["Owl <img src=\"big%20owl.png\">", "it hoots [sound:hoot.mp3]"], &[0]);
    package.note(words, &["<img src='../../climbs.png'> Bat", "[sound:gone.mp3] squeaks"], &[0]);
    let collection = package.collection();
    let pack = |bytes: &[u8]| match generation {
        3 => compress_to_vec(bytes, CompressionLevel::Fastest),
        _ => bytes.to_vec(),
    };
    let name = match generation {
        1 => "collection.anki2",
        2 => "collection.anki21",
        _ => "collection.anki21b",
    };
    let list = if generation == 3 { proto_list(files) } else { json_list(files) };
    let mut entries =
        vec![("meta", vec![8, generation]), (name, pack(&collection)), ("media", pack(&list))];
    let numbered = files.iter().filter(|(number, ..)| !number.contains('.'));
    entries.extend(numbered.map(|(number, _, bytes)| (*number, pack(bytes))));
    let entries: Vec<_> = entries.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    zipped(&entries)
}

fn json_list(files: Files<'_>) -> Vec<u8> {
    let names: BTreeMap<_, _> = files.iter().map(|(number, name, _)| (number, name)).collect();
    json!(names).to_string().into_bytes()
}

/// The list of the third generation: name, size and SHA-1 of each.
fn proto_list(files: Files<'_>) -> Vec<u8> {
    let field = |tag: u8, bytes: &[u8]| [&[tag << 3 | 2, bytes.len() as u8], bytes].concat();
    let entry = |(_, name, bytes): &(&str, &str, &[u8])| {
        let size = [2 << 3, bytes.len() as u8];
        field(1, &[&field(1, name.as_bytes())[..], &size, &field(3, &[0; 20])].concat())
    };
    files.iter().filter(|(number, ..)| !number.contains('.')).flat_map(entry).collect()
}

fn plan(home: &ConfigHome, bytes: &[u8]) -> ImportPlan {
    let content = FileContent::Read(bytes.into());
    let file = ImportFile { name: "birds.apkg".into(), title: None, content };
    let options = ImportOptions::default();
    import::plan(home, &[file], None, &options, None, &Watch::default()).unwrap()
}

fn carry_out(home: &ConfigHome, plan: &mut ImportPlan) {
    let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
    plan.carry_out(home, &scheduler, false, Moment(0)).unwrap();
}

fn warnings(plan: &ImportPlan) -> Vec<&str> {
    plan.files[0].changes.warnings.iter().map(|fault| fault.what.as_str()).collect()
}

/// How many files there are that a directory listing shows.
fn stored(home: &ConfigHome) -> usize {
    let names = std::fs::read_dir(home.media()).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| !name.as_encoded_bytes().starts_with(b".")).count()
}

#[test]
fn what_notes_name_comes_along_and_goes_again() {
    for generation in [1, 2, 3] {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::new(folder.path());
        let mut plan = plan(&home, &package(generation, FILES));
        assert_eq!(plan.files[0].media.summary().unwrap(), "1 picture, 1 sound, 1 kB");
        assert!(!home.media().exists(), "a plan writes nothing");
        let unsafe_names = "2 files in the package have unsafe names or those of others, \
             and are left out";
        assert_eq!(
            warnings(&plan),
            ["2 pictures and sounds are left out: `climbs.png`, `gone.mp3`", unsafe_names],
            "{generation}"
        );
        carry_out(&home, &mut plan);
        let media = MediaFolder::open(&home).unwrap();
        let deck = plan.files[0].deck.clone();
        assert_eq!(media.read(&deck, "big owl.png").unwrap(), OWL);
        assert_eq!(media.read(&deck, "hoot.mp3").unwrap(), HOOT);
        for name in ["unused.png", "climbs.png", "../../climbs.png", "gone.mp3"] {
            assert_eq!(media.find(&deck, name), None, "{name}");
        }
        assert_eq!(stored(&home), 2);

        let back = plan.take_written().decks.swap().unwrap();
        assert_eq!(stored(&home), 0);
        assert_eq!(MediaFolder::open(&home).unwrap().find(&deck, "hoot.mp3"), None);
        backups::replace_today(&home, &Calendar::utc(), Clock::default().now()).unwrap();
        let forth = back.swap().unwrap();
        assert_eq!(MediaFolder::open(&home).unwrap().read(&deck, "hoot.mp3").unwrap(), HOOT);
        let back = forth.swap().unwrap();
        assert_eq!(stored(&home), 0);
        let in_a_month = Clock::default().now().plus_seconds(30 * 86_400);
        backups::replace_today(&home, &Calendar::utc(), in_a_month).unwrap();
        assert_eq!(back.swap().unwrap_err().remedy, "import the file again");
        assert_eq!(MediaFolder::open(&home).unwrap().find(&deck, "hoot.mp3"), None);
    }
}

#[test]
fn a_second_import_of_the_same_package_adds_the_pictures_alone() {
    let folder = tempfile::tempdir().unwrap();
    let home = ConfigHome::new(folder.path());
    carry_out(&home, &mut plan(&home, &package(2, &[])));
    assert!(!home.media().exists());
    let mut again = plan(&home, &package(2, FILES));
    carry_out(&home, &mut again);
    assert_eq!((stored(&home), again.files[0].path.as_deref()), (2, None));
    let mut third = plan(&home, &package(2, FILES));
    carry_out(&home, &mut third);
    assert!(third.take_written().decks.is_empty(), "nothing is new");
    again.take_written().decks.swap().unwrap();
    assert_eq!(stored(&home), 0);
}

#[test]
fn what_unpacks_without_end_or_not_at_all_is_left_out_with_a_word() {
    let zeros = vec![0; (50 << 20) + 1];
    for generation in [2, 3] {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::new(folder.path());
        let mut files = FILES.to_vec();
        files[0].2 = &zeros;
        let mut plan = plan(&home, &package(generation, &files));
        carry_out(&home, &mut plan);
        let last = warnings(&plan).last().copied().unwrap();
        assert!(
            last.starts_with("`big owl.png` is left out: ") && last.ends_with("over 50 MiB"),
            "{generation}: {last}"
        );
        assert_eq!(stored(&home), 1);
    }
}

#[test]
fn a_list_that_cannot_be_read_names_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = ConfigHome::new(folder.path());
    let long = format!("{}.png", "x".repeat(5000));
    let plan_of = |files| plan(&home, &package(2, files));
    assert_eq!(plan_of(&[("9", "hoot.mp3", HOOT)]).files[0].media.count(), 1);
    let plan_of_long = plan(&home, &package(2, &[("0", &long, OWL)]));
    assert_eq!(plan_of_long.files[0].media.count(), 0);
    assert!(
        warnings(&plan_of_long).contains(
            &"1 file in the package has an unsafe name or that of another, and is left out"
        )
    );
    let mut package = PackageBuilder::new();
    let words = package.notetype(&WORDS);
    package.note(words, &["Owl", "[sound:hoot.mp3] hoots"], &[0]);
    let collection = package.collection();
    let bytes = zipped(&[("collection.anki21", &collection), ("media", b"[1, {"), ("0", HOOT)]);
    let plan = plan(&home, &bytes);
    assert_eq!(warnings(&plan), ["1 picture or sound is left out: `hoot.mp3`"]);
    assert_eq!(plan.files[0].media.count(), 0);
}
