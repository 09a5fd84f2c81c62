//! Tables, by examples.

use super::*;

fn read(table: &TableFormat, text: &str) -> Result<ImportedDeck, Fault> {
    table.read(
        &ImportSource { name: "a.csv", bytes: text.as_bytes() },
        &ImportOptions::default(),
        &Watch::default(),
    )
}

fn pairs(imported: &ImportedDeck) -> Vec<String> {
    imported
        .items
        .iter()
        .map(|item| match &item.note.body {
            NoteBody::Pair { term, definition } => format!("{}: {term} = {definition}", item.row),
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
    assert!(three.warnings[0].what.contains("first two of 3 columns"), "{three:?}");
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_told() {
    let fault = read(&CSV, "a,b\nc,\"d\ne,f\n").unwrap_err();
    assert!(fault.to_string().starts_with("a.csv:2:1: a quotation mark opens here"), "{fault}");
    assert_eq!(pairs(&read(&CSV, "a,b \"quoted\" word\n").unwrap()), ["1: a = b \"quoted\" word"]);
}
