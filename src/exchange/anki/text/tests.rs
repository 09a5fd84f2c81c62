//! Anki text files, by examples.

use super::*;
use crate::deck::NoteBody;
use crate::exchange::imported_deck::MatchPolicy;

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
        NoteBody::Pair { term, definition } => format!("{term} <> {definition}"),
        NoteBody::Question { question, answer } => format!("{question} = {answer}"),
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
    assert_eq!(shown(&imported), ["8: the **Rhine** = a;b\n\"c\"", "10: Main = d"]);
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

#[test]
fn a_spreadsheet_may_have_padded_the_lines_at_the_top() {
    let text = "# made by hand\n#separator:Comma,,\n#html:true,,\n\"#columns:Front,Back,IPA\",,\n#deck:Geo::Europe,,\n\
                #notetype:Basic,,\nHaus,\"house, home\",ha\u{28a}s\n";
    assert_eq!(AnkiText.sniff(b"", text), 95);
    let imported = read(text);
    assert_eq!(
        (shown(&imported), &imported.warnings[..]),
        (vec!["7: Haus = house, home".to_string()], &[][..])
    );
    let details = &imported.items[0].note.details;
    assert_eq!(
        (&details.points[..], details.topic.as_deref()),
        (&["IPA: ha\u{28a}s".to_string()][..], Some("Europe"))
    );
    for (line, separator) in [
        ("#separator:,", b','),
        ("#separator:;;;", b';'),
        ("#separator:Tab\t\t", b'\t'),
        ("#separator:|", b'|'),
    ] {
        let (head, _) = TextHeader::read(
            &ImportSource { name: "a", bytes: b"" },
            line,
            &mut ImportedDeck::default(),
        );
        assert_eq!(head.separator, Some(separator), "{line}");
    }
}

#[test]
fn a_notetypes_name_says_how_a_row_is_asked() {
    let text = "#separator:tab\n#notetype column:1\n#guid column:2\n\
        Basic\tw>eg/&\ta\tb<br>c\tmore\n\
        Basic (and reversed card)\tx\td\te\t\n\
        Basic (optional reversed card)\ty\tf\tg\t\n\
        Basic (optional reversed card)\tz\th\ti\tyes\n\
        Cloze\tq\t{{c1::j {{c2::k}}}} l\tback\t\n";
    let imported = read(text);
    assert_eq!(
        shown(&imported),
        [
            "4: a = b\nc",
            "5: d <> e",
            "6: f = g",
            "7: h <> i",
            "8: {{c1::j k}} l",
            "8: j {{c2::k}} l"
        ]
    );
    let guids: Vec<&str> =
        imported.items.iter().filter_map(|item| item.note.details.guid.as_deref()).collect();
    assert_eq!(guids, ["w>eg/&", "x", "y", "z", "q", "q#c2"]);
    assert_eq!(imported.items[0].note.details.points, ["more"]);
    assert_eq!(imported.items[3].note.details.points, [""; 0]);
    assert_eq!(imported.items[5].note.details.points, ["back"]);
}

#[test]
fn a_third_column_of_tags_is_known_by_its_look() {
    let tags = |text: &str| read(text).items[0].note.details.clone();
    let details = tags("#separator:comma\nOne?,First.,a::b\nTwo?,\"Second, x\",c d\n");
    assert_eq!((&details.tags[..], details.points.len()), (&["a::b".to_string()][..], 0));
    let details = tags("#separator:comma\nOne?,First.,It was so.\n");
    assert_eq!((details.tags.len(), &details.points[..]), (0, &["It was so.".to_string()][..]));
    let details = tags("#separator:comma\n#columns:Front,Back,Tags\nOne?,First.,x y\n");
    assert_eq!(details.tags, ["x", "y"]);
}

#[test]
fn what_a_row_cannot_bring_is_counted() {
    let text = "#separator:tab\n#html:true\n<img src=a.png>\tb\nc\t[sound:d.mp3]\nThe {{c1::Elbe\tx\n\
                {{c1::image-occlusion:rect}}\ty\n";
    let imported = read(text);
    assert_eq!((imported.items.len(), imported.skipped), (1, 3));
    let whats: Vec<String> = imported
        .losses
        .faults(&crate::fault::Place::file("a"))
        .into_iter()
        .map(|fault| fault.what)
        .collect();
    assert_eq!(
        whats,
        [
            "2 pictures and sounds are left out: `a.png`, `d.mp3`",
            "2 cards only show pictures or play sounds, and are left out",
            "1 note asks for parts of a picture, and is left out",
            "1 blank is never closed, and is no blank",
        ]
    );
}
