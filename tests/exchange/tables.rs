//! Tables, lists and JSON as people have them: the cases that went wrong once, and more of their
//! kinds.

use lacuna::deck::{Note, NoteBody};
use lacuna::exchange::{self, ImportOptions, ImportSource, ImportedDeck};
use lacuna::fault::Fault;
use lacuna::watch::Watch;

fn import(name: &str, text: &str) -> Result<ImportedDeck, Fault> {
    let source = ImportSource { name, bytes: text.as_bytes() };
    exchange::read(&source, None, &ImportOptions::default(), &Watch::default())
}

/// The notes of a file, a line each: its sides, then its points, tags and so on.
fn notes(name: &str, text: &str) -> Vec<String> {
    import(name, text).unwrap().items.iter().map(|item| shown(&item.note)).collect()
}

fn shown(note: &Note) -> String {
    let mut parts = vec![match &note.body {
        NoteBody::Pair { term, definition } => format!("{term} = {definition}"),
        NoteBody::Question { question, answer } => format!("{question} ? {answer}"),
        NoteBody::Cloze { term, text } => format!("{}{text}", term.as_deref().unwrap_or_default()),
        other => format!("{other:?}"),
    }];
    let details = &note.details;
    parts.extend(details.points.iter().map(|point| format!("- {point}")));
    parts.extend(details.tags.iter().map(|tag| format!("#{tag}")));
    parts.extend(details.remark.iter().map(|remark| format!("({remark})")));
    parts.extend(details.guid.iter().map(|guid| format!("@{guid}")));
    parts.join(" | ")
}

/// What is said of a file that can't be read, or what its warnings say.
fn told(name: &str, text: &str) -> String {
    match import(name, text) {
        Ok(imported) => {
            imported.warnings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        }
        Err(fault) => fault.to_string(),
    }
}

macro_rules! case {
    ($name:literal) => {
        ($name, include_str!(concat!("cases/", $name)))
    };
}

#[test]
fn an_id_of_another_program_refuses_no_row() {
    let (name, text) = case!("03-guid-refused/words.csv");
    assert_eq!(
        notes(name, text),
        [
            "Haus = house | #n5 | @HI-.Ij?HS~",
            "Baum = tree | #n5 | @w>egRzs&//",
            "Auto = car | #n5 | @iWHq@iV7/S"
        ]
    );
    assert_eq!(notes("a.tsv", "id\tfront\tback\nx y/z\ta\tb\n"), ["a = b | @x y/z"]);
    let text =
        r#"[{"id": 17, "front": "a", "back": "b"}, {"id": "q/1", "term": "c", "definition": "d"}]"#;
    assert_eq!(notes("a.json", text), ["a ? b | @17", "c = d | @q/1"]);
}

#[test]
fn the_name_of_a_file_decides_what_it_is() {
    for ((name, text), expected) in [
        (
            case!("19-csv-read-as-markdown/cpp.csv"),
            vec!["std::vector = dynamic array", "std::map = ordered tree"],
        ),
        (
            case!("19-csv-read-as-markdown/hash.csv"),
            vec!["# of legs of a spider = 8", "# of legs of an insect = 6"],
        ),
        (
            case!("19-csv-read-as-markdown/cloze.csv"),
            vec!["{{c1::Paris}} is the capital of {{c2::France}} | (map)"],
        ),
        (
            case!("20-tsv-and-txt-read-as-quizlet/three.tsv"),
            vec!["Haus = house | - Das Haus", "Baum = tree | - Der Baum"],
        ),
        (case!("20-tsv-and-txt-read-as-quizlet/header.txt"), vec!["Haus = house | #noun"]),
        (("a.tab", "## x\ty\n?\tz\n"), vec!["## x = y", "? = z"]),
        (("a.csv", "Q: one,A: two\n==x==,y\n"), vec!["Q: one = A: two", "==x== = y"]),
    ] {
        assert_eq!(notes(name, text), expected, "{name}");
    }
    let (name, text) = case!("20-tsv-and-txt-read-as-quizlet/comment.txt");
    let source = ImportSource { name, bytes: text.as_bytes() };
    assert_eq!(exchange::detect(&source).unwrap().name(), "anki-text");
    for (name, text, format) in [
        ("a.md", "a\tb\nc\td\n", "markdown"),
        ("a.json", "term\tdefinition\n", "json"),
        ("A.CSV", "(format: 1, notes: [])", "csv"),
        ("a.csv", "#separator:Comma,,\na,b,c\n", "anki-text"),
        ("list", "term,definition\na,b\n", "csv"),
        ("list.txt", "Q: one\nA: two\n", "markdown"),
        ("a.jsonl", "{}", "json"),
    ] {
        let source = ImportSource { name, bytes: text.as_bytes() };
        assert_eq!(exchange::detect(&source).unwrap().name(), format, "{name}");
    }
}

#[test]
fn what_is_recognised_and_not_read_is_refused_by_name() {
    for (name, text, what) in [
        ("a.txt", "What?\nA. one\nB. two\nANSWER: B\n", "Aiken"),
        ("a.txt", "::Q:: Who? {=Grant ~Lee}\n", "GIFT"),
        ("a.gift", "Who?\tGrant\n", "GIFT"),
        ("a.org", "* Word\nMeaning\n", "Org"),
        ("a.txt", "Cell >> unit of life\nAtom >> unit of matter\n", "RemNote"),
        ("a.json", r#"{"__type__": "Deck", "notes": [{"fields": ["a", "b"]}]}"#, "CrowdAnki"),
        ("data.json", r#"{"~:version": 2, "~:decks": [{"~:name": "x"}]}"#, "Mochi"),
        ("a.mochi", "PK\u{3}\u{4}data.json", "Mochi"),
        ("a.csv", "PK\u{3}\u{4}xl/workbook.xml", "Excel"),
        ("a.xml", "<a>", "XML"),
        ("a.txt", "<?xml?><SuperMemoCollection>", "SuperMemo"),
    ] {
        let told = import(name, text).expect_err(name).to_string();
        assert!(told.contains(what) && told.contains("; "), "{name}: {told}");
    }
}

#[test]
fn the_same_sign_on_every_row_makes_rows() {
    for ((name, text), expected) in [
        (
            case!("21-lines-as-fallback/semicolon.txt"),
            vec!["mitosis = division", "meiosis = halving", "cell = unit of life"],
        ),
        (
            case!("21-lines-as-fallback/colon.txt"),
            vec!["mitosis = division", "meiosis = halving", "cell = unit"],
        ),
        (case!("21-lines-as-fallback/pipe.txt"), vec!["Q1? = A1", "Q2? = A2"]),
        (case!("21-lines-as-fallback/arrow.txt"), vec!["hello = hola", "bye = adios"]),
        (
            case!("21-lines-as-fallback/german.txt"),
            vec!["Was ist das? ? Ein Haus", "Zwei ? 2; zwei"],
        ),
        (("a.txt", "a :: b\nc :: d\n"), vec!["a = b", "c = d"]),
        (("", "a\tone\ntwo\nb\tthree\n"), vec!["a = one\ntwo", "b = three"]),
    ] {
        assert_eq!(notes(name, text), expected, "{name}");
    }
    for text in ["apple\nbanana\ncherry\nplum\n", "It rained. She ran\nhome, and he did not.\n"] {
        let told = import("a.txt", text).expect_err(text).to_string();
        assert!(told.contains("--term-separator"), "{told}");
    }
}

#[test]
fn no_column_and_no_key_is_dropped_without_a_word() {
    let (name, text) = case!("23-columns-dropped-silently/words.csv");
    assert_eq!(
        notes(name, text),
        [
            "現像 = developing film | - reading: げんぞう | - Example: 写真を現像する",
            "原則 = principle | - reading: げんそく"
        ]
    );
    let (name, text) = case!("23-columns-dropped-silently/words.tsv");
    assert_eq!(notes(name, text), ["Haus = house | - IPA: haʊ̯s"]);
    assert_eq!(
        notes("a.csv", "Term,Definition,Meaning,Figure,Media\na,b,c,fig 1,[sound:x.mp3]\n"),
        ["a = b | - Meaning: c | - Figure: fig 1 | - Media: [sound:x.mp3]"]
    );
    for (name, text) in [
        ("a.csv", "Term,Definition,Media\na,b,[sound:x.mp3]\n"),
        ("a.txt", "a\tb\t[sound:x.mp3]\n"),
    ] {
        assert!(told(name, text).contains("1 picture or sound is left out: `x.mp3`"), "{name}");
    }
    let told = told(
        "a.json",
        r#"[{"term": "a", "definition": "b", "ease": 2}, {"term": "c", "definition": "d", "ease": 1, "deckId": 3}]"#,
    );
    assert!(
        told.contains("2 keys that a note can't have are left out: `ease`, `deckId`"),
        "{told}"
    );
}

#[test]
fn blanks_of_anki_are_fill_ins_in_tables_and_lists() {
    let (name, text) = case!("24-anki-blanks-elsewhere/cards.csv");
    assert_eq!(notes(name, text), ["{{c1::Paris}} is the capital of {{c2::France}} | (map 3)"]);
    let (name, text) = case!("24-anki-blanks-elsewhere/cards.txt");
    assert_eq!(notes(name, text), ["The {{c1::Rhine}} is long | (extra)"]);
    assert_eq!(
        notes("a.json", r#"[{"front": "{{c1::a::hint}} b", "back": ""}, {"text": "{{c2::x}} y"}]"#),
        ["{{c2::x}} y"]
    );
}

#[test]
fn spreadsheets_announce_their_separator_and_pad() {
    let (name, text) = case!("32-sep-line-and-space-before-quote/sep.csv");
    assert_eq!(notes(name, text), ["Haus = house"]);
    let (name, text) = case!("32-sep-line-and-space-before-quote/quote.csv");
    assert_eq!(notes(name, text), ["Hello = Say \"Hi\"", "Bye = see, you"]);
    assert_eq!(notes("", "sep=,\nx,\"y, z\",,,\n"), ["x = y, z"]);
    assert_eq!(notes("a.tsv", "x\ty\t\t\nz\tw\n"), ["x = y", "z = w"]);
}

#[test]
fn json_takes_the_names_that_tables_take() {
    let (name, text) = case!("42-json-names/a.json");
    assert_eq!(notes(name, text), ["Haus ? house", "Baum ? tree"]);
    let (name, text) = case!("42-json-names/b.json");
    assert_eq!(notes(name, text), ["Haus? ? house"]);
    assert_eq!(import(name, text).unwrap().title.as_deref(), Some("X"));
    for (name, text, expected) in [
        (
            "a.jsonl",
            "{\"q\": \"a\", \"a\": \"b\"}\n{\"word\": \"c\", \"meaning\": \"d\"}\n",
            vec!["a ? b", "c = d"],
        ),
        (
            "a.json",
            r#"{"cards": [{"term": "a", "definition": ["b", "c"], "tags": "x y"}]}"#,
            vec!["a = b\nc | #x | #y"],
        ),
        ("", r#"{"question": "a", "answer": 4}"#, vec!["a ? 4"]),
    ] {
        assert_eq!(notes(name, text), expected, "{text}");
    }
}
