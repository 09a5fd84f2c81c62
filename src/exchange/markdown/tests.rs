//! Markdown in every family, by examples.

use super::*;

fn read(text: &str) -> ImportedDeck {
    MarkdownFormat
        .read(
            &ImportSource { name: "a.md", bytes: text.as_bytes() },
            &ImportOptions::default(),
            &Watch::default(),
        )
        .unwrap()
}

fn shown(text: &str) -> Vec<String> {
    let body = |note: &Note| match &note.body {
        NoteBody::Pair { term, definition } => format!("{term} = {definition}"),
        NoteBody::Cloze { text, .. } => text.clone(),
        other => format!("{other:?}"),
    };
    read(text)
        .items
        .iter()
        .map(|item| format!("{}: {}", item.row, body(&item.note).replace('\n', "/")))
        .collect()
}

#[test]
fn questions_and_answers_take_several_lines() {
    let text = "---\nname = \"Rivers\"\n---\nProse.\n\nQ: What is\nlong?\nA: The Rhine.\n\nAnd more.\n---\nQ: Two?\nA: 2\nC: The [Main] is in \\[a\\] [land](x).\n";
    assert_eq!(
        shown(text),
        [
            "6: What is long? = The Rhine.//And more.",
            "12: Two? = 2",
            "14: The {{Main}} is in [a] [land](x)."
        ]
    );
    assert_eq!(read(text).title.as_deref(), Some("Rivers"));
    assert_eq!(read("Q: never answered\n").warnings.len(), 1);
}

#[test]
fn obsidian_has_colons_question_marks_and_highlights() {
    let text = "## Rivers\nRhine::long\n- Main:::shorter\n\nWhat\nis it?\n?\nA river\n<!--SR:!2024-08-16,51,230-->\n\nWhich way\n??\nBoth\n\nThe ==Elbe==^[a river] and ==Oder==[^2].\n\nWrite `a::b`.\n";
    assert_eq!(
        shown(text),
        [
            "2: Rhine = long",
            "3: Main = shorter",
            "5: What is it? = A river",
            "11: Which way = Both",
            "15: The {{Elbe::a river}} and {{c2::Oder}}."
        ]
    );
    assert_eq!(read(text).items[0].note.details.topic.as_deref(), Some("Rivers"));
}

#[test]
fn signs_close_a_heading_only_after_a_space() {
    assert_eq!(
        shown("### C#\nA language.\n\n### F #\nA note.\n"),
        ["1: C# = A language.", "4: F = A note."]
    );
}

#[test]
fn headings_and_definition_lists_make_a_glossary() {
    let text = "# Rivers\nAbout them.\n\n## Europe\n\n### Rhine\nA *long* one.\n\nTo the sea.\n\n### Main\nA $$x$$ one.\n\n## Words\n\nbank\n: the side\n: of a river\n\nmouth\n: the end\n";
    assert_eq!(
        shown(text),
        [
            "6: Rhine = A *long* one.//To the sea.",
            "11: Main = A $x$ one.",
            "16: bank = the side/of a river",
            "20: mouth = the end"
        ]
    );
    let imported = read(text);
    let topics: Vec<_> =
        imported.items.iter().map(|item| item.note.details.topic.clone().unwrap()).collect();
    assert_eq!(
        (imported.title.as_deref(), topics.join(" ")),
        (Some("Rivers"), "Europe Europe Words Words".to_string())
    );
}
