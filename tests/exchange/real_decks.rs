//! Five decks as people have them, built here at their real size and shape: all that is in them
//! comes in, or the report names it.
//!
//! `cargo test --test exchange -- --ignored write_real_decks` writes them as files, for a look.

mod anki_package;

use std::fmt::Write;

use lacuna::deck::{CardKind, Note, NoteBody};
use lacuna::exchange::{self, ExistingDeck, ImportOptions, ImportSource, MergeOutcome};
use lacuna::watch::Watch;

/// What an import of a file comes to: the notes that are new, and what the report says.
fn imported(name: &str, bytes: &[u8]) -> (Vec<Note>, Vec<String>) {
    let source = ImportSource { name, bytes };
    let options = ImportOptions::default();
    let deck = exchange::read(&source, None, &options, &Watch::default()).unwrap();
    let changes =
        exchange::merge::merge(deck, ExistingDeck::default(), name, &Watch::default()).unwrap();
    let added = changes.with_outcome(MergeOutcome::Added).cloned().collect();
    (added, changes.warnings.iter().map(|fault| fault.what.clone()).collect())
}

fn cards(notes: &[Note]) -> Vec<CardKind> {
    notes.iter().flat_map(Note::cards).collect()
}

const CODE_NOTES: usize = 187;
const WITH_CODE: usize = 86;

/// A deck on programming: most answers are words, and nearly half have a program in `<pre>`.
#[cfg(feature = "anki")]
fn code_deck() -> Vec<u8> {
    let notes: Vec<Vec<String>> = (0..CODE_NOTES)
        .map(|i| {
            let question = format!("What does <b>exercise {i}</b> &lt;print&gt;?");
            let answer = if i < WITH_CODE {
                format!(
                    "<div>It prints <code>{i}</code>:</div><pre>def f(x):\n    if x &lt; {i}:\n        \
                     return x\n    return f(x - 1)\n\nprint(f({i}))</pre><ul>\n  <li>one</li>\n  \
                     <li>two</li>\n</ul>"
                )
            } else {
                format!("Nothing,<br>since step {i} fails")
            };
            vec![question, answer]
        })
        .collect();
    let basic = [("{{Front}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}")];
    anki_package::package("Coding", &["Front", "Back"], &basic, &notes)
}

const PLACES: usize = 191;
const WITH_REGION: usize = 163;

/// A deck on places: each card of a note depends on the fields that are filled, and most of them
/// show a map.
#[cfg(feature = "anki")]
fn geography_deck() -> Vec<u8> {
    let region = |i: usize| {
        if i < WITH_REGION { format!("Region {}", i % 47) } else { String::new() }
    };
    let notes: Vec<Vec<String>> = (0..PLACES)
        .map(|i| vec![format!("Place {i}"), region(i), format!("<img src=\"map-{i}.png\">")])
        .collect();
    let templates = [
        ("{{#Map}}Which place is this?<br>{{Map}}{{/Map}}", "{{FrontSide}}<hr id=answer>{{Place}}"),
        ("{{#Map}}{{Place}}<br>Where on the map?{{/Map}}", "{{FrontSide}}<hr id=answer>{{Map}}"),
        (
            "{{#Region}}In which region is <b>{{Place}}</b>?{{/Region}}",
            "{{FrontSide}}<hr id=answer>{{Region}}",
        ),
    ];
    anki_package::package("UK Geography", &["Place", "Region", "Map"], &templates, &notes)
}

const WORDS: usize = 8_131;

/// A table of words with ids in base 91, which has slashes, quotation marks and commas.
fn words_table() -> String {
    const SIGNS: &[u8] = b"abcXYZ019!#$%&()*+,-./:;<=>?@[]^_`{|}~\"";
    let mut table = "expression,reading,meaning,tags,guid\n".to_string();
    for i in 0..WORDS {
        let mut state = i * 2_654_435_761 + 12_345;
        let mut guid = String::new();
        for _ in 0..10 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040);
            guid.push(char::from(SIGNS[(state >> 33) % SIGNS.len()]));
        }
        let guid = format!("{guid}{i}").replace('"', "\"\"");
        // Some words are written alike and mean different things.
        let word = if i % 100 == 99 { format!("語{}", i - 1) } else { format!("語{i}") };
        _ = writeln!(table, "{word},よみ{i},\"meaning {i}, or so\",JLPT JLPT_{},\"{guid}\"", i % 5);
    }
    table
}

const FILES: usize = 40;

/// A folder of cards in plain text, 2,000 lines in all.
fn cards_folder() -> Vec<(String, String)> {
    (0..FILES)
        .map(|file| {
            let mut text = format!("---\nname = \"Chapter {file}\"\n---\n\n");
            for i in 0..6 {
                _ = write!(
                    text,
                    "Q: What is item {i}\nof chapter {file}?\nA: Answer {i}, with $a_{{{{i}}}}$\n\n"
                );
                _ = write!(text, "C: Item {i} of chapter {file} is [blue] and [round].\n\n");
            }
            _ = write!(text, "Q: What prints?\n```\nfor x in y:\n\n    print(x)\n```\nA: All\n");
            _ = writeln!(text, "of {file}.");
            (format!("chapter-{file}.md"), text)
        })
        .collect()
}

const TERMS: usize = 300;

/// A list as it is exported, with definitions of several lines.
fn terms_list() -> String {
    let mut list = String::new();
    for i in 0..TERMS {
        _ = writeln!(list, "term {i}\tmeaning {i}; first\nsecond - line of {i}");
    }
    list
}

#[cfg(feature = "anki")]
#[test]
fn a_code_deck_keeps_its_lines() {
    let (notes, report) = imported("coding.apkg", &code_deck());
    assert_eq!((notes.len(), cards(&notes).len()), (CODE_NOTES, CODE_NOTES));
    assert_eq!(report.first(), None);
    let mut with_code = 0;
    for note in &notes {
        let NoteBody::Question { question, answer } = &note.body else { panic!("{note:?}") };
        assert!(question.contains("<print>"), "{question}");
        if answer.contains("def f(x):") {
            with_code += 1;
            let lines: Vec<&str> = answer.lines().collect();
            let first = lines.iter().position(|line| line.contains("def f(x):")).unwrap();
            assert!(lines[first + 2].contains("        return x"), "{answer}");
            assert!(lines[first + 4].trim().is_empty(), "{answer}");
            assert!(lines.contains(&"- one") && lines.contains(&"- two"), "{answer}");
        }
    }
    assert_eq!(with_code, WITH_CODE);
}

#[cfg(feature = "anki")]
#[test]
fn a_geography_deck_asks_what_words_can_ask() {
    let (notes, report) = imported("geography.apkg", &geography_deck());
    assert_eq!(notes.len(), WITH_REGION);
    let NoteBody::Question { question, answer } = &notes[0].body else { panic!("{:?}", notes[0]) };
    assert_eq!(
        (question.as_str(), answer.as_str()),
        ("In which region is **Place 0**?", "Region 0")
    );
    // “Which place is this?” without its map asks nothing that could be answered.
    assert!(report.iter().any(|line| line.starts_with("191 pictures")), "{report:?}");
    assert!(report.iter().any(|line| line.starts_with("382 cards only show")), "{report:?}");
}

#[test]
fn every_word_of_a_large_table_comes_in() {
    let (notes, report) = imported("n5.csv", words_table().as_bytes());
    assert_eq!((notes.len(), report.first()), (WORDS, None));
    let first = &notes[0];
    let NoteBody::Pair { term, definition } = &first.body else { panic!("{first:?}") };
    assert_eq!((term.as_str(), definition.as_str()), ("語0", "meaning 0, or so"));
    assert_eq!(first.details.points, ["reading: よみ0"]);
    assert_eq!(first.details.tags, ["JLPT", "JLPT_0"]);
    assert!(notes.iter().all(|note| note.details.guid.is_some()));
}

#[test]
fn a_folder_of_cards_comes_in_whole() {
    let (mut questions, mut blanks) = (0, 0);
    for (name, text) in cards_folder() {
        let (notes, report) = imported(&name, text.as_bytes());
        assert_eq!(report.first(), None, "{name}");
        for note in notes {
            match &note.body {
                NoteBody::Question { question, .. } => {
                    questions += 1;
                    assert!(question.contains('\n'), "its lines are kept: {question}");
                }
                NoteBody::Cloze { .. } => blanks += note.cards().len(),
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!((questions, blanks), (FILES * 7, FILES * 12));
}

#[test]
fn definitions_of_a_list_keep_their_lines() {
    let (notes, report) = imported("terms.txt", terms_list().as_bytes());
    assert_eq!((notes.len(), report.first()), (TERMS, None));
    for (i, note) in notes.iter().enumerate() {
        let NoteBody::Pair { term, definition } = &note.body else { panic!("{note:?}") };
        assert_eq!(*term, format!("term {i}"));
        assert_eq!(*definition, format!("meaning {i}; first\nsecond - line of {i}"));
    }
}

#[test]
#[ignore = "it writes files to look at, and checks nothing"]
fn write_real_decks() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("real-decks");
    std::fs::create_dir_all(folder.join("chapters")).unwrap();
    #[cfg(feature = "anki")]
    for (name, bytes) in [("coding.apkg", code_deck()), ("geography.apkg", geography_deck())] {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    std::fs::write(folder.join("n5.csv"), words_table()).unwrap();
    std::fs::write(folder.join("terms.txt"), terms_list()).unwrap();
    for (name, text) in cards_folder() {
        std::fs::write(folder.join("chapters").join(name), text).unwrap();
    }
}
