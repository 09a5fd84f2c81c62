//! Lists, by examples.

use super::*;
use crate::deck::NoteBody;

fn read(text: &str, options: &ImportOptions) -> (Option<String>, Vec<String>, Vec<String>) {
    let source = ImportSource { name: "a.txt", bytes: text.as_bytes() };
    let imported = QuizletFormat.read(&source, options, &Watch::default()).unwrap();
    let warnings = imported.warnings.iter().map(ToString::to_string).collect();
    (
        imported.title,
        imported
            .items
            .iter()
            .map(|item| match &item.note.body {
                NoteBody::Pair { term, definition } => {
                    format!("{}: {term} = {definition}", item.row)
                }
                NoteBody::Cloze { text, .. } => format!("{}: {text}", item.row),
                other => format!("{}: {other:?}", item.row),
            })
            .collect(),
        warnings,
    )
}

fn separated(term: Option<&str>, card: Option<&str>) -> ImportOptions {
    ImportOptions {
        term_separator: term.map(str::to_string),
        card_separator: card.map(str::to_string),
        ..ImportOptions::default()
    }
}

#[test]
fn rows_have_a_tab_a_comma_or_what_one_says() {
    let plain = ImportOptions::default();
    assert_eq!(read("a\tb, c\n\nd\te\n", &plain).1, ["1: a = b, c", "3: d = e"]);
    assert_eq!(read("a,b\nc,d, e", &plain).1, ["1: a = b", "2: c = d, e"]);
    let fault = refused("a - b\nd – e\n");
    assert!(fault.contains("--term-separator"), "two signs are no sign: {fault}");
    assert_eq!(read("a, b - c\nd-e - f, g - h\n", &plain).1, ["1: a, b = c", "2: d-e = f, g - h"]);
    assert_eq!(
        read("a - b; c - d - e", &separated(Some(" - "), Some(";"))).1,
        ["1: a = b", "1: c = d - e"]
    );
    assert_eq!(
        read("a\tone\ntwo\n\nb\tthree", &separated(None, Some("\n\n"))).1,
        ["1: a = one\ntwo", "4: b = three"]
    );
    assert_eq!(
        read("a\tone\nof\ntwo\n\nb\tthree", &plain).1,
        ["1: a = one\nof\ntwo", "5: b = three"],
        "found out"
    );
    assert_eq!(read("____ is red\tblood", &plain).1, ["1: {{blood}} is red"]);
}

#[test]
fn a_sets_page_has_a_title_and_alternating_lines() {
    let plain = ImportOptions::default();
    assert_eq!(
        read("Rivers\nRhine\nflows, to Rotterdam\nMain\nflows to Mainz\n", &plain).0,
        Some("Rivers".into())
    );
    let (title, rows, _) = read("Rhine\nflows, to Rotterdam\n\nMain\nflows to Mainz", &plain);
    assert_eq!((title, rows.len(), rows[1].as_str()), (None, 2, "4: Main = flows to Mainz"));
    let (title, rows, _) = read("Rivers\n4 studiers\nTerms in this set (1)\nRhine\nlong", &plain);
    assert_eq!((title, rows), (Some("Rivers".into()), vec!["4: Rhine = long".to_string()]));
}

#[test]
fn rows_that_are_not_understood_are_told() {
    let (_, rows, warnings) = read("a\tb\nno tab\n\tempty\nc\t\nd\te", &ImportOptions::default());
    assert_eq!(rows, ["1: a = b\nno tab", "5: d = e"], "a row without a tab goes on");
    assert!(warnings[0].starts_with("a.txt:3:1: the term is empty"), "{}", warnings[0]);
    assert!(warnings[1].starts_with("a.txt:4:1: the definition is empty"), "{}", warnings[1]);
    let long = format!("a\t{}\nb\tc", "x".repeat(LONGEST + 1));
    assert!(read(&long, &ImportOptions::default()).2[0].contains("too long"));
    let (_, rows, warnings) = read("a - b\nc\n", &separated(Some(" - "), None));
    assert_eq!(rows, ["1: a = b"]);
    assert!(warnings[0].starts_with("a.txt:2:1: there is no ` - ` in this row"), "{warnings:?}");
}

fn refused(text: &str) -> String {
    let source = ImportSource { name: "a.txt", bytes: text.as_bytes() };
    let read = QuizletFormat.read(&source, &ImportOptions::default(), &Watch::default());
    read.expect_err(text).to_string()
}

#[test]
fn the_same_sign_on_every_row_means_rows() {
    for (text, rows) in [
        (
            "mitosis;division\nmeiosis;halving\ncell;unit of life\n",
            vec!["1: mitosis = division", "2: meiosis = halving", "3: cell = unit of life"],
        ),
        (
            "mitosis: division\nmeiosis: halving\n",
            vec!["1: mitosis = division", "2: meiosis = halving"],
        ),
        ("Q1?|A1\nQ2?|A2\n", vec!["1: Q1? = A1", "2: Q2? = A2"]),
        ("hello -> hola\nbye -> adios\n", vec!["1: hello = hola", "2: bye = adios"]),
        ("a → b\n", vec!["1: a = b"]),
        (
            "der Hund :: dog: a pet\nstd::vector :: array\n",
            vec!["1: der Hund = dog: a pet", "2: std::vector = array"],
        ),
        (
            "at 10:30 - half past\nat 11:00 - eleven; sharp\n",
            vec!["1: at 10:30 = half past", "2: at 11:00 = eleven; sharp"],
        ),
        ("# Words\n- dog: Hund\n- cat: Katze\n", vec!["2: dog = Hund", "3: cat = Katze"]),
        ("苹果：apple\n梨：pear\n", vec!["1: 苹果 = apple", "2: 梨 = pear"]),
        ("\"a\";\"b\nc\"\nd;e\n", vec!["1: a = b\nc", "3: d = e"]),
        ("\"Well\" is a word\tadverb\nx\ty\n", vec!["1: \"Well\" is a word = adverb", "2: x = y"]),
        ("x — y\nz — w\n", vec!["1: x = y", "2: z = w"]),
        (
            "\"Was ist das?\";\"Ein Haus\"\n\"Zwei\";\"2; zwei\"\n",
            vec!["1: Was ist das? = Ein Haus", "2: Zwei = 2; zwei"],
        ),
        ("Haus\thouse\tDas Haus\nBaum\ttree\n", vec!["1: Haus = house", "2: Baum = tree"]),
        ("The {{c1::Rhine}} is long\textra", vec!["1: The {{c1::Rhine}} is long"]),
    ] {
        assert_eq!(read(text, &ImportOptions::default()).1, rows, "{text}");
    }
    assert_eq!(
        read("# Words\na = b\nc = d\n", &ImportOptions::default()).0.as_deref(),
        Some("Words")
    );
}

#[test]
fn a_definition_may_have_rows_of_its_own() {
    let (title, rows, _) = read(
        "Rivers of Europe\nRhine\tin Germany\n- long\n\n- wide\nMain\tsmall\n",
        &ImportOptions::default(),
    );
    assert_eq!(title.as_deref(), Some("Rivers of Europe"));
    assert_eq!(rows, ["2: Rhine = in Germany\n- long\n\n- wide", "6: Main = small"]);
}

#[test]
fn alternating_lines_need_evidence() {
    for (text, rows) in [
        (
            "CSC277 Exam 1\nKubernetes\nsome container thing\n",
            vec!["2: Kubernetes = some container thing"],
        ),
        ("dog\nHund\n\ncat\nKatze\n", vec!["1: dog = Hund", "4: cat = Katze"]),
        ("Animals\n\ndog\nHund\n", vec!["3: dog = Hund"]),
        (
            "Set\nTerms in this set (2)\ndog\nHund\ncat\nKatze\n",
            vec!["3: dog = Hund", "5: cat = Katze"],
        ),
    ] {
        assert_eq!(read(text, &ImportOptions::default()).1, rows, "{text}");
    }
    let named = ImportOptions { alternating: true, ..ImportOptions::default() };
    assert_eq!(read("dog\nHund\n", &named).1, ["1: dog = Hund"]);
    for text in [
        "apple\nbanana\ncherry\nstrawberry\n",
        "alone\n",
        "dog\nHund\ncat\nKatze\n",
        "The sun was setting over the hills.\nNobody had seen it, and nobody ever would again.\n",
        "Once upon a time there was a fox, and it was red.\nIt ran, and ran, until the day was over.\n",
    ] {
        let fault = refused(text);
        assert!(
            fault.contains("--term-separator") && fault.contains("--format quizlet"),
            "{fault}"
        );
    }
    let fault = refused("a - b\nc - d\ne: f\ng - h\n");
    assert!(
        fault.contains("3 of 4 rows have ` - ` between two parts, and row 3 has not"),
        "{fault}"
    );
    assert!(refused("Cell >> unit of life\nAtom >> unit of matter\n").contains("RemNote"));
}
