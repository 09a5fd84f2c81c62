//! Every formula of the deck is laid out: none falls back to its source, in Unicode or in ASCII.

use lacuna::deck::{Note, NoteBody};
use lacuna::text::markup::{self, TextTone};
use lacuna::text::math::{self, GlyphSet};

use crate::deck;

/// The formulas in a note's own field and in its texts.
fn formulas(note: &Note) -> Vec<String> {
    let (mut texts, mut lists): (Vec<&String>, Vec<&Vec<String>>) =
        (Vec::new(), vec![&note.details.points]);
    match &note.body {
        NoteBody::Pair { term: one, definition: two }
        | NoteBody::Question { question: one, answer: two } => texts.extend([one, two]),
        NoteBody::Cloze { term, text } => texts.extend(term.iter().chain([text])),
        NoteBody::Steps { intro, steps: list, .. } | NoteBody::List { intro, items: list, .. } => {
            texts.extend(intro);
            lists.push(list);
        }
    }
    texts.extend(
        [&note.details.why, &note.details.remark, &note.details.exam].into_iter().flatten(),
    );
    texts.extend(note.details.contrast.iter().map(|contrast| &contrast.text));
    let inline =
        texts.into_iter().chain(lists.into_iter().flatten()).flat_map(|text| markup::runs(text));
    let inline = inline.filter(|run| run.tone == TextTone::Math).map(|run| run.text);
    note.details.formula.iter().cloned().chain(inline).collect()
}

#[test]
fn every_formula_is_laid_out() {
    let deck = deck();
    let all: Vec<(String, String)> = deck
        .notes
        .iter()
        .flat_map(|placed| {
            formulas(&placed.note).into_iter().map(|latex| (placed.note.id.clone(), latex))
        })
        .collect();
    assert!(all.len() > 60, "{}", all.len());
    for (id, latex) in all {
        assert_eq!(math::unknown(&latex), Vec::<String>::new(), "{id}");
        for glyphs in [GlyphSet::Unicode, GlyphSet::Ascii] {
            let shown = [math::block(&latex, glyphs).lines.join("\n"), math::line(&latex, glyphs)];
            let commands: Vec<&str> = latex
                .split('\\')
                .skip(1)
                .map(|rest| rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or(""))
                .collect();
            for shown in shown {
                let left = commands
                    .iter()
                    .find(|name| name.len() > 1 && shown.contains(&format!("\\{name}")));
                assert_eq!(left, None, "{id}: {latex}\n{shown}");
                assert!(
                    glyphs == GlyphSet::Ascii
                        || !shown.contains(['\\', '{', '}'])
                        || latex.contains("\\{")
                        || latex.contains("cases"),
                    "{id}: {shown}"
                );
            }
        }
    }
}
