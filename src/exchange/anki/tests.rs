//! Packages, by examples: those that other programs have made lie in `tests/oracle`.

use super::super::foreign::{Item, Options, Parcel, Source};
use super::*;
use crate::clock::Moment;
use crate::deck::{Body, Head, Note};

#[test]
fn what_we_write_we_read() {
    let notes = vec![
        Note {
            tags: vec!["x y".into()],
            topic: Some("t".into()),
            ..Note::bare("a", Body::Pair { term: "A & b".into(), definition: "*c* $x^2$".into() })
        },
        Note::bare("b", Body::Cloze { term: None, text: "{{c2::one|two::hint}} and {{three}}".into() }),
        Note::bare(
            "c",
            Body::Steps { term: "S".into(), intro: None, steps: vec!["one".into(), "two".into()], any_order: vec![] },
        ),
        Note::bare("d", Body::List { term: "L".into(), intro: Some("i".into()), items: vec!["{{one}} x".into()] }),
    ];
    let head = Head::fallback("d");
    let bytes = (Package.writer().unwrap().write)(&Parcel {
        head: &head,
        notes: &notes,
        memory: None,
        now: Moment(1_700_000_000_000),
    })
    .unwrap();
    let foreign = Package.read(&Source { name: "a.apkg", bytes: &bytes }, &Options::default()).unwrap();
    assert_eq!(foreign.warnings, []);
    let read: Vec<Note> = foreign.items.into_iter().map(|item: Item| item.note).collect();
    assert_eq!(read, notes);
}
