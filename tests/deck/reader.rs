//! The reader of Markdown shows the deck as it always read.

use lacuna::deck::NoteBody;
use lacuna::deck::fields::FIELDS;
use lacuna::text::cloze::ClozeText;
use lacuna::text::markdown::{self, BlockKind, InlinePiece, MarkdownTree};
use lacuna::text::markup::{self, TextTone};

use crate::deck;

/// The formulas of a tree, in order.
fn formulas(tree: &MarkdownTree, found: &mut Vec<String>) {
    for block in tree {
        match &block.kind {
            BlockKind::Paragraph(own) | BlockKind::Heading(own) => inline(own, found),
            BlockKind::Math(latex) => found.push(latex.clone()),
            BlockKind::Quote(inner) => formulas(inner, found),
            BlockKind::List(items) => items.iter().for_each(|item| formulas(&item.blocks, found)),
            BlockKind::Table { rows, .. } => {
                rows.iter().flatten().for_each(|cell| inline(cell, found));
            }
            BlockKind::Code { .. } | BlockKind::Rule => {}
        }
    }
}

fn inline(pieces: &[InlinePiece], found: &mut Vec<String>) {
    for piece in pieces {
        match piece {
            InlinePiece::Math(latex) => found.push(latex.clone()),
            InlinePiece::Emphasis(inner)
            | InlinePiece::Strong(inner)
            | InlinePiece::Strike(inner)
            | InlinePiece::Link { words: inner, .. }
            | InlinePiece::Medium { alt: inner, .. }
            | InlinePiece::Subscript(inner)
            | InlinePiece::Superscript(inner)
            | InlinePiece::Reading(inner) => inline(inner, found),
            InlinePiece::Text(_) | InlinePiece::LineBreak | InlinePiece::Code(_) => {}
        }
    }
}

#[test]
fn every_text_reads_as_before() {
    let deck = deck();
    let mut seen = 0;
    for note in deck.notes.iter().map(|placed| &placed.note) {
        for field in FIELDS.iter().filter(|field| !matches!(field.name, "formula" | "figure")) {
            let Some(value) = field.value(note) else { continue };
            value.each_text(|text| {
                seen += 1;
                let place = format!("{} {}", note.id, field.name);
                assert_eq!(markdown::plain(text), markup::plain(text), "{place}");
                let mut found = Vec::new();
                formulas(&markdown::read(text), &mut found);
                let runs = markup::runs(text).into_iter();
                let before = runs.filter(|run| run.tone == TextTone::Math).map(|run| run.text);
                assert_eq!(found, before.collect::<Vec<_>>(), "{place}");
            });
        }
    }
    assert!(seen > 2000, "{seen}");
}

#[test]
fn every_text_with_blanks_reads_as_before() {
    let deck = deck();
    let mut seen = 0;
    for note in deck.notes.iter().map(|placed| &placed.note) {
        let NoteBody::Cloze { text, .. } = &note.body else { continue };
        let mut cloze = ClozeText::parse(text).unwrap();
        for piece in &mut cloze.pieces {
            if let lacuna::text::cloze::ClozePiece::Blank(blank) = piece {
                blank.hint = None;
            }
        }
        let tree = markdown::read_cloze(&cloze);
        assert_eq!(markdown::plain_tree(&tree), markup::plain(&cloze.masked(None)), "{}", note.id);
        seen += 1;
    }
    assert!(seen > 30, "{seen}");
}
