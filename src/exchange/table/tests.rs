//! Tables, by examples.

use super::*;
use crate::deck::NoteBody;

fn read(table: &TableFormat, text: &str) -> Result<ImportedDeck, Fault> {
    table.read(
        &ImportSource { name: "a.csv", bytes: text.as_bytes() },
        &ImportOptions::default(),
        &Watch::default(),
    )
}

fn read_with(text: &str, options: &ImportOptions) -> Result<ImportedDeck, Fault> {
    CSV.read(&ImportSource { name: "a.csv", bytes: text.as_bytes() }, options, &Watch::default())
}

fn pairs(imported: &ImportedDeck) -> Vec<String> {
    imported
        .items
        .iter()
        .map(|item| match &item.note.body {
            NoteBody::Pair { term, definition } => format!("{}: {term} = {definition}", item.row),
            NoteBody::Question { question, answer } => {
                format!("{}: {question} ? {answer}", item.row)
            }
            NoteBody::Cloze { text, .. } => format!("{}: {text}", item.row),
            other => format!("{}: {other:?}", item.row),
        })
        .collect()
}

#[test]
fn cells_may_be_quoted_and_hold_line_breaks() {
    let imported = read(&CSV, "a,\"b, \"\"c\"\"\nd\"\ne,f\n").unwrap();
    assert_eq!(pairs(&imported), ["1: a = b, \"c\"\nd", "3: e = f"]);
    assert_eq!(
        pairs(&read(&CSV, "a;b, c\nd;e").unwrap()),
        ["1: a = b, c", "2: d = e"],
        "as other countries write it"
    );
    assert_eq!(pairs(&read(&TSV, "a\tb\nc\td").unwrap()), ["1: a = b", "2: c = d"]);
}

#[test]
fn columns_are_known_by_their_names() {
    let imported = read(&CSV, "Back,Front,Tags,Chapter,Junk\nd,t,\"x, y\",Rivers,z\n").unwrap();
    assert_eq!(pairs(&imported), ["2: t = d"]);
    assert_eq!(
        (&imported.items[0].note.details.tags[..], imported.items[0].note.details.topic.as_deref()),
        (&["x".to_string(), "y".to_string()][..], Some("Rivers"))
    );
    assert_eq!(imported.items[0].note.details.points, ["Junk: z"], "with the column's name");
    let kinds =
        read(&CSV, "kind,term,definition,steps,text\nSteps,t,,a;b,\n,,,,{{x}} y\n").unwrap();
    assert!(
        matches!(&kinds.items[0].note.body, NoteBody::Steps { steps, .. } if steps == &["a", "b"])
    );
    assert!(matches!(&kinds.items[1].note.body, NoteBody::Cloze { text, .. } if text == "{{x}} y"));
}

#[test]
fn rows_that_do_not_fit_are_told_with_their_row() {
    let imported = read(&CSV, "term,definition\na,b\nalone\nc,d,e\n,x\nf,g\n").unwrap();
    assert_eq!(pairs(&imported), ["2: a = b", "6: f = g"]);
    let warnings: Vec<String> = imported.warnings.iter().map(ToString::to_string).collect();
    assert!(
        warnings[0].starts_with("a.csv:3:1: this row is no note: it has no definition"),
        "{warnings:?}"
    );
    assert!(
        warnings[1].starts_with("a.csv:4:1: this row has 3 cells, and the table 2"),
        "{warnings:?}"
    );
    assert_eq!(imported.skipped, 3);
    let three = read(&CSV, "a,b,c\nd,e,f\n").unwrap();
    assert_eq!(
        (pairs(&three), &three.warnings[..]),
        (vec!["1: a = b".into(), "2: d = e".into()], &[][..])
    );
    assert_eq!(three.items[1].note.details.points, ["f"]);
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_told() {
    let fault = read(&CSV, "a,b\nc,\"d\ne,f\n").unwrap_err();
    assert!(fault.to_string().starts_with("a.csv:2:1: a quotation mark opens here"), "{fault}");
    assert_eq!(pairs(&read(&CSV, "a,b \"quoted\" word\n").unwrap()), ["1: a = b \"quoted\" word"]);
}

#[test]
fn the_header_says_what_is_asked() {
    for (text, rows) in [
        ("Question,Answer\n\"a\nb\",\"c\nd\"\n", vec!["2: a\nb ? c\nd"]),
        ("Front,Back\na,b\n", vec!["2: a = b"]),
        ("Frage;Antwort\n\"Was?\";\"2; zwei\"\n", vec!["2: Was? ? 2; zwei"]),
        ("Question,Explanation\na,b\n", vec!["2: a ? b"]),
        ("Word,Answer\na,b\n", vec!["2: a = b"]),
        ("question,Frage\nanswer,Antwort\n", vec!["1: question = Frage", "2: answer = Antwort"]),
        ("word,Wort\nname,Name\n", vec!["1: word = Wort", "2: name = Name"]),
    ] {
        assert_eq!(pairs(&read(&CSV, text).unwrap()), rows, "{text}");
    }
    let assumed = read(&CSV, "English,Spanish,Notes\ndog,perro,m.\n").unwrap();
    assert_eq!((pairs(&assumed), assumed.warnings.len()), (vec!["2: dog = perro".to_string()], 1));
    let assumed = read(&CSV, "kanji,kana,meaning\n犬,いぬ,dog\n").unwrap();
    assert_eq!(assumed.items[0].note.details.points, ["kana: いぬ"]);
    let two = read(&CSV, "Word,Meaning,Translation,Type,Notetype\na,b,c,noun,Basic\n").unwrap();
    assert_eq!(pairs(&two), ["2: a = b"]);
    assert_eq!(
        two.items[0].note.details.points,
        ["Translation: c", "Type: noun", "Notetype: Basic"]
    );
}

#[test]
fn foreign_ids_are_kept_and_refuse_no_row() {
    let imported =
        read(&CSV, "expression,meaning,guid\nHaus,house,HI-.Ij?HS~\nBaum,tree,w>egRzs&//\n")
            .unwrap();
    let guids: Vec<_> =
        imported.items.iter().map(|item| item.note.details.guid.as_deref().unwrap()).collect();
    assert_eq!((guids, imported.skipped), (vec!["HI-.Ij?HS~", "w>egRzs&//"], 0));
    let imported = read(&CSV, "id,term,definition\na/b c,Haus,house\nrhine,Rhine,river\n").unwrap();
    let ids: Vec<_> = imported
        .items
        .iter()
        .map(|item| (item.note.id.as_str(), item.note.details.guid.as_deref()))
        .collect();
    assert_eq!(ids, [("", Some("a/b c")), ("rhine", None)]);
}

#[test]
fn blanks_of_anki_are_fill_ins_and_pictures_alone_are_no_sides() {
    let imported = read(
        &CSV,
        "Front,Back\n{{c1::Paris}} is in {{c2::France::country}},map 3\nflag,\"<img src=\"\"de.svg\"\" />\"\n\
         \"Hund [sound:h.mp3]\",dog\n",
    );
    let mut imported = imported.unwrap();
    imported.leave_out_unseen();
    assert_eq!(
        pairs(&imported),
        ["2: {{c1::Paris}} is in {{c2::France::country}}", "4: Hund [sound:h.mp3] = dog"]
    );
    assert_eq!(imported.items[0].note.details.remark.as_deref(), Some("map 3"));
    let source = ImportSource { name: "a.csv", bytes: b"" };
    let told: Vec<String> =
        imported.losses.faults(&source.place()).into_iter().map(|fault| fault.what).collect();
    assert_eq!(
        told,
        [
            "2 pictures and sounds are left out: `de.svg`, `h.mp3`",
            "1 note is left out: one of its sides is only a picture or a sound: `flag`"
        ]
    );
    let text = read(&CSV, "Text,Extra\n{{c1::Paris}} is in {{c2::France}},map\n").unwrap();
    assert_eq!(pairs(&text), ["2: {{c1::Paris}} is in {{c2::France}}"]);
}

#[test]
fn spreadsheets_pad_quote_and_announce() {
    for (text, rows) in [
        ("sep=;\nFront;Back\nHaus;house\n", vec!["3: Haus = house"]),
        ("\"SEP=|\"\na|b, c\n", vec!["2: a = b, c"]),
        (
            "Hello, \"Say \"\"Hi\"\"\"\nBye, \"see, you\"\n",
            vec!["1: Hello = Say \"Hi\"", "2: Bye = see, you"],
        ),
        ("a,b,,,\nc,d,,,\n,,,,\n", vec!["1: a = b", "2: c = d"]),
        ("Front,Back,,\na,b,,\n", vec!["2: a = b"]),
        ("\u{feff}term,definition\na,b\n", vec!["2: a = b"]),
        (
            "std::vector,dynamic array\n# of legs,8\n",
            vec!["1: std::vector = dynamic array", "2: # of legs = 8"],
        ),
    ] {
        let imported = read(&CSV, text).unwrap();
        assert_eq!(
            (pairs(&imported), imported.skipped),
            (rows.iter().map(ToString::to_string).collect(), 0),
            "{text}"
        );
    }
    assert!(read(&CSV, "sep=;\na;\"b\n").unwrap_err().to_string().starts_with("a.csv:2:1"));
}

#[test]
fn columns_may_be_named_by_the_user() {
    let with = |columns: &str, header| ImportOptions {
        columns: Some(columns.to_string()),
        header,
        ..ImportOptions::default()
    };
    let text = "Unit,German,English\n1,Haus,house\n";
    let imported =
        read_with(text, &with("term=German, definition=english,tags=Unit", None)).unwrap();
    assert_eq!(pairs(&imported), ["2: Haus = house"]);
    assert_eq!(imported.items[0].note.details.tags, ["1"]);
    let imported = read_with(text, &with("question=2,answer=3,topic=1", Some(false))).unwrap();
    assert_eq!(pairs(&imported), ["1: German ? English", "2: Haus ? house"]);
    for (columns, header, what) in [
        (
            "term=Deutsch,definition=English",
            None,
            "no such column; there are `Unit`, `German`, `English`",
        ),
        ("term=Germn,definition=English", None, "did you mean `German`?"),
        ("term=4,definition=2", Some(false), "say a number from 1 to 3"),
        ("trem=German", None, "which is no field; did you mean `term`?"),
        ("German", None, "which is no field with its column"),
        ("term=1,front=2", None, "names a column for `term` twice"),
    ] {
        let message = read_with(text, &with(columns, header)).unwrap_err().to_string();
        assert!(message.contains(what), "{message}");
    }
    let options = ImportOptions { header: Some(true), ..ImportOptions::default() };
    let imported = read_with("German,English,Unit\nHaus,house,1\n", &options).unwrap();
    assert_eq!(pairs(&imported), ["2: Haus = house"]);
    assert!(imported.warnings[0].what.contains("`German` is taken for the term"), "{imported:?}");
    let one_way = ImportOptions { one_way: true, ..ImportOptions::default() };
    assert_eq!(
        pairs(&read_with("a,b\nThe ___ runs,dog\n", &one_way).unwrap()),
        ["1: a ? b", "2: The {{dog}} runs"]
    );
}

#[test]
fn a_line_of_endless_cells_is_refused_before_it_is_read() {
    let bytes = vec![b','; 2_000_000];
    let source = ImportSource { name: "a.csv", bytes: &bytes };
    let fault = CSV.read(&source, &ImportOptions::default(), &Watch::default()).unwrap_err();
    assert!(fault.to_string().starts_with("a.csv:1:1: this line has over 100000 cells"), "{fault}");
}

#[test]
fn a_picture_in_a_cell_has_its_last_name() {
    let bytes =
        b"term,definition\nflag,\"<img src=\"\"https://x.org/a/de.svg?s=1\"\"> and words\"\n\
                  heart,\"<img src=\"\"data:image/png;base64,AAAA/BBBB\"\"> beats\"\n";
    let source = ImportSource { name: "a.csv", bytes };
    let imported = CSV.read(&source, &ImportOptions::default(), &Watch::default()).unwrap();
    let texts: Vec<String> =
        imported.items.iter().map(|item| crate::exchange::preview(&item.note).1).collect();
    assert_eq!(texts, ["[image: de.svg] and words", "[picture] beats"]);
}
