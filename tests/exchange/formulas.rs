//! Formulas as people have them on Anki's cards, in each of its spellings: all are read, none
//! becomes words, and one that is malformed is shown as it is written.

use lacuna::deck::NoteBody;
use lacuna::exchange::{self, ImportOptions, ImportSource};
use lacuna::text::cloze::ClozeText;
use lacuna::text::markdown::{self, Block, BlockKind, Inline, InlineStyle};
use lacuna::text::math::{self, GlyphSet};
use lacuna::watch::Watch;

/// Formulas by field, one a line, after a line with the name of the field.
const FORMULAS: &str = include_str!("cases/formulas.txt");

fn formulas() -> Vec<&'static str> {
    FORMULAS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// A formula in each of Anki's spellings, as HTML.
fn spellings(latex: &str) -> [String; 6] {
    let html = latex.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    [
        format!("\\({html}\\)"),
        format!("\\[{html}\\]"),
        format!("[$]{html}[/$]"),
        format!("[$$]{html}[/$$]"),
        format!("[latex]${html}$[/latex]"),
        format!("[latex]\\[{html}\\][/latex]"),
    ]
}

/// The texts of the notes of a file of Anki's, of which each field is given.
fn imported(fields: &[String]) -> Vec<String> {
    let mut text = "#separator:tab\n#html:true\n".to_string();
    for (i, field) in fields.iter().enumerate() {
        let front = if field.contains("{{c1::") { String::new() } else { format!("Formula {i}\t") };
        let row = [front.as_str(), "\"", &field.replace('"', "\"\""), "\"\n"];
        text.extend(row);
    }
    let source = ImportSource { name: "deck.txt", bytes: text.as_bytes() };
    let imported =
        exchange::read(&source, None, &ImportOptions::default(), &Watch::default()).unwrap();
    let answer = |body: &NoteBody| match body {
        NoteBody::Question { answer: text, .. } | NoteBody::Cloze { text, .. } => text.clone(),
        other => panic!("{other:?}"),
    };
    imported.items.iter().map(|item| answer(&item.note.body)).collect()
}

/// What is on the lines of a text.
fn inlines(text: &str) -> Vec<Inline> {
    let line = |block: Block| match block.kind {
        BlockKind::Paragraph(line) => line,
        other => panic!("{text}: {other:?}"),
    };
    let blocks = ClozeText::parse(text)
        .map_or_else(|_| markdown::read(text), |all| markdown::read_blanks(&all));
    blocks.into_iter().flat_map(line).collect()
}

fn without_space(latex: &str) -> String {
    latex.split_whitespace().collect()
}

#[test]
fn every_formula_is_read_in_every_spelling() {
    let formulas = formulas();
    assert!(formulas.len() >= 200, "{}", formulas.len());
    let mut not_set = Vec::new();
    for latex in &formulas {
        let has_command = latex.contains(['\\', '^', '_']);
        let is_set = math::line(latex, GlyphSet::Unicode) != *latex;
        if !math::unknown(latex).is_empty() || has_command && !is_set {
            not_set.push(*latex);
        }
    }
    assert_eq!(not_set, [""; 0]);
    for spelling in 0..6 {
        let fields: Vec<String> = formulas
            .iter()
            .map(|latex| format!("So {} holds", spellings(latex)[spelling]))
            .collect();
        for (latex, text) in formulas.iter().zip(imported(&fields)) {
            let found: Vec<String> = inlines(&text)
                .into_iter()
                .filter_map(|inline| match inline {
                    Inline::Math { latex, .. } => Some(without_space(&latex)),
                    _ => None,
                })
                .collect();
            assert_eq!(found, [without_space(latex)], "{}: {text}", fields[0]);
        }
    }
}

#[test]
fn a_malformed_formula_is_shown_as_it_is_written_and_has_no_blanks_and_no_marks() {
    let malformed = [
        r"\frac{1}{2",
        r"x^{2",
        r"x_{a_{b}",
        r"\text{if } {x > 0",
        r"a}}",
        r"\sqrt{\frac{a}{b}}}",
        r"\left( x + 1",
        r"{{a}",
        r"\text{a } b }} c",
    ];
    for latex in malformed {
        for field in spellings(latex) {
            let text = imported(&[format!("before *{field}* after")]).remove(0);
            let mut shown = String::new();
            for inline in inlines(&text) {
                match inline {
                    Inline::Math { latex, .. } => shown += &math::line(&latex, GlyphSet::Unicode),
                    Inline::Text { text, style } => {
                        assert_eq!(style, InlineStyle::default(), "{field}: {text}");
                        shown += &text;
                    }
                    Inline::Break => {}
                    other => panic!("{field}: {text}: {other:?}"),
                }
            }
            let shown = without_space(&shown);
            let source = without_space(latex);
            assert!(shown.contains(&source), "{field}: {text}: {shown}");
            let text = imported(&[format!("{{{{c1::one}}}} and {field} after")]).remove(0);
            let cloze = ClozeText::parse(&text).unwrap();
            let answers: Vec<&str> = cloze.blanks().map(|blank| blank.answer.as_str()).collect();
            assert_eq!(answers, ["one"], "{field}: {text}");
        }
    }
}

#[test]
fn braces_in_a_formula_end_no_blank_and_begin_none() {
    let fields = [
        (r"{{c1::\(\frac{a}{b_{c}}\)}} and {{c2::two}}", 2),
        (r"\(\sqrt{\frac{1}{x^{2}}}\) is {{c1::small}}", 1),
        (r"{{c1::\(e^{i\pi}\)::what}} is \(-1\)", 1),
        (r"\({{c1::e^{x^{2} } }}\) grows", 1),
    ];
    for (field, blanks) in fields {
        let text = imported(&[field.to_string()]).remove(0);
        let cloze = ClozeText::parse(&text).unwrap();
        assert_eq!(cloze.blanks().count(), blanks, "{text}");
        let maths = inlines(&text).into_iter().filter(|i| matches!(i, Inline::Math { .. })).count();
        let answers = cloze.blanks().filter(|blank| blank.answer.contains('$')).count();
        assert!(maths + answers > 0, "{text}");
    }
}
