//! Decks as people have them, built here at their real size and shape: all that is in them
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

/// A deck on mathematics: formulas in lines and on lines of their own, also in what is asked.
#[cfg(feature = "anki")]
fn mathematics_deck() -> Vec<u8> {
    let notes: Vec<Vec<String>> = (1..=20)
        .map(|i| {
            vec![
                format!("What is \\(\\frac{{d}}{{dx}} x^{{{i}}}\\)?"),
                format!(
                    "It is \\[{i}x^{{{}}} = \\frac{{{i}}}{{x}} x^{{{i}}}\\]<br>and \\(0\\) at \
                     \\(x = 0\\); in general<ul><li>\\(\\begin{{pmatrix}} 1 &amp; {i} \\\\ 0 &amp; 1 \
                     \\end{{pmatrix}}\\)</li><li>x<sup>{i}</sup></li></ul>",
                    i - 1
                ),
            ]
        })
        .collect();
    let basic = [("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}")];
    anki_package::package("Analysis", &["Front", "Back"], &basic, &notes)
}

/// A deck of a language whose words have readings above them, in two ways.
#[cfg(feature = "anki")]
fn language_deck() -> Vec<u8> {
    let notes: Vec<Vec<String>> = (1..=20)
        .map(|i| {
            let word = if i % 2 == 0 { format!("話[はな]す{i}") } else { format!("漢字{i}") };
            let example = format!("<ruby>日本<rt>にほん</rt></ruby>の<b>{i}</b>");
            vec![word, format!("word {i}"), example]
        })
        .collect();
    let templates =
        [("{{kanji:Word}}", "{{furigana:Word}}<hr id=answer>{{Meaning}}<br>{{Example}}")];
    anki_package::package("Japanese", &["Word", "Meaning", "Example"], &templates, &notes)
}

/// A note of a folder of Markdown as Obsidian has it, with every kind of block in its answers.
fn obsidian_note(i: usize) -> String {
    let fences = "```";
    format!(
        "---\ntags: [study]\n---\n# Topic {i}\n\nWhat does step {i} do?\n?\nIt **sorts**, see \
         [[Sorting#Fast|the note]]:\n1. split\n   - left\n   - right\n2. merge\n\nTerm {i}::a short \
         ==answer== #tag\n\n> [!question] Which order?\n> ?\n> $O(n \\log n)$\n\nCode {i}?\n?\n\
         {fences}python\ndef sort(x):\n\n    return x[{i}:]\n{fences}\n\nTable {i}?\n??\n\
         | a | b |\n|---|---|\n| {i} | ~~no~~ |\n"
    )
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

#[cfg(feature = "anki")]
#[test]
fn formulas_stay_formulas() {
    let (notes, report) = imported("analysis.apkg", &mathematics_deck());
    assert_eq!((notes.len(), report.first()), (20, None));
    let NoteBody::Question { question, answer } = &notes[2].body else { panic!("{:?}", notes[2]) };
    assert_eq!(question, r"What is $\frac{d}{dx} x^{3}$?");
    assert!(answer.contains(r"$$3x^{2} = \frac{3}{x} x^{3}$$"), "{answer}");
    assert!(answer.contains(r"- $\begin{pmatrix} 1 & 3 \\ 0 & 1 \end{pmatrix}$"), "{answer}");
    assert!(answer.ends_with("- x³"), "{answer}");
}

#[cfg(feature = "anki")]
#[test]
fn readings_follow_their_words() {
    let (notes, report) = imported("japanese.apkg", &language_deck());
    assert_eq!((notes.len(), report.first()), (20, None));
    let NoteBody::Question { question, answer } = &notes[1].body else { panic!("{:?}", notes[1]) };
    assert_eq!(question, "話す2");
    assert_eq!(answer, "話す2 (はなす2)\nword 2\n日本の (にほんの)**2**");
}

#[test]
fn a_vault_keeps_its_blocks() {
    for i in 0..4 {
        let (notes, report) = imported(&format!("topic-{i}.md"), obsidian_note(i).as_bytes());
        assert_eq!(notes.len(), 5, "{notes:?}");
        assert_eq!(report, ["1 link to another page is only its words: `Sorting#Fast`"]);
        let texts: Vec<String> = notes
            .iter()
            .map(|note| match &note.body {
                NoteBody::Question { answer, .. } => answer.clone(),
                NoteBody::Pair { definition, .. } => definition.clone(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            texts[0],
            "It **sorts**, see the note:\n1. split\n   - left\n   - right\n2. merge"
        );
        assert_eq!(texts[2], r"$O(n \log n)$");
        assert!(texts[3].contains("def sort(x):\n\n    return"), "{}", texts[3]);
        assert!(texts[4].contains("|---|---|"), "{}", texts[4]);
        assert!(notes.iter().all(|note| note.details.tags.contains(&"study".to_string())));
    }
}

#[test]
#[ignore = "it writes files to look at, and checks nothing"]
fn write_real_decks() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("real-decks");
    std::fs::create_dir_all(folder.join("chapters")).unwrap();
    #[cfg(feature = "anki")]
    for (name, bytes) in [
        ("coding.apkg", code_deck()),
        ("geography.apkg", geography_deck()),
        ("analysis.apkg", mathematics_deck()),
        ("japanese.apkg", language_deck()),
    ] {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    std::fs::write(folder.join("n5.csv"), words_table()).unwrap();
    std::fs::write(folder.join("terms.txt"), terms_list()).unwrap();
    for i in 0..4 {
        std::fs::write(folder.join(format!("topic-{i}.md")), obsidian_note(i)).unwrap();
    }
    for (name, text) in cards_folder() {
        std::fs::write(folder.join("chapters").join(name), text).unwrap();
    }
}
