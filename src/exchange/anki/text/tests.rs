//! Anki text files, by examples.

use super::*;
use crate::deck::NoteBody;

fn read(text: &str) -> ImportedDeck {
    AnkiText
        .read(
            &ImportSource { name: "a.txt", bytes: text.as_bytes() },
            &ImportOptions::default(),
            &Watch::default(),
        )
        .unwrap()
}

fn shown(imported: &ImportedDeck) -> Vec<String> {
    let body = |note: &Note| match &note.body {
        NoteBody::Pair { term, definition } => format!("{term} = {definition}"),
        NoteBody::Cloze { text, .. } => text.clone(),
        other => format!("{other:?}"),
    };
    imported.items.iter().map(|item| format!("{}: {}", item.row, body(&item.note))).collect()
}

#[test]
fn the_lines_at_the_top_say_how_to_read() {
    let text = "#separator:semicolon\n#HTML:true\n# a comment\n#tags:new ones\n#notetype:Basic\n#deck:Rivers::Europe::West\n\
                #columns:Front;Back\nthe <b>Rhine</b>;\"a;b<br>\"\"c\"\"\"\n#hidden\nMain;d\n";
    let imported = read(text);
    assert_eq!(shown(&imported), ["8: the *Rhine* = a;b\n\"c\"", "10: Main = d"]);
    assert_eq!(imported.title.as_deref(), Some("Rivers"));
    let note = &imported.items[0].note;
    assert_eq!(
        (note.details.topic.as_deref(), note.details.tags.join(" ")),
        (Some("Europe › West"), "new ones".to_string())
    );
}

#[test]
fn columns_that_are_no_fields_are_told_by_number() {
    let text = "#separator:tab\n#html:false\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n#if matches:keep current\n\
                x1\tBasic\tD::T\ta <b>\tb\tone two\nx2\tCloze\tD\t{{c1::c}} d\t\t\n";
    let imported = read(text);
    assert_eq!(shown(&imported), ["8: a <b> = b", "9: {{c1::c}} d"]);
    assert_eq!(imported.items[0].note.details.tags, ["one", "two"]);
    assert_eq!(
        (imported.items[0].note.details.topic.as_deref(), imported.title.as_deref()),
        (Some("T"), Some("D"))
    );
    assert_eq!(imported.on_match, MatchPolicy::Keep);
}

#[test]
fn a_separator_is_found_and_tags_may_come_first() {
    assert_eq!(shown(&read("a|b, c\nd|e\n")), ["1: a = b, c", "2: d = e"]);
    let imported = read("tags:x y\na\tb\n");
    assert_eq!((shown(&imported).len(), imported.items[0].note.details.tags.len()), (1, 2));
}

#[test]
fn what_is_wrong_is_told_with_its_row() {
    let imported = read("#separator:tab\n#html:maybe\na\tb\nalone\n\tx\n");
    let warnings: Vec<String> = imported.warnings.iter().map(ToString::to_string).collect();
    assert!(
        warnings[0].starts_with("a.txt:2:1: the value of `#html` is not understood"),
        "{warnings:?}"
    );
    assert!(
        warnings[1].starts_with("a.txt:4:1: this row is no note: its second field is empty"),
        "{warnings:?}"
    );
    assert_eq!(imported.skipped, 2);
    let source = ImportSource { name: "a.txt", bytes: b"#separator:tab\na\t\"b\n" };
    assert!(
        AnkiText
            .read(&source, &ImportOptions::default(), &Watch::default())
            .unwrap_err()
            .to_string()
            .starts_with("a.txt:2:1")
    );
}
