//! Decks in Markdown as people have them: what comes in, and what is counted.

use lacuna::clock::Moment;
use lacuna::deck::{DeckHead, Note, NoteBody};
use lacuna::exchange::merge::merge;
use lacuna::exchange::{
    self, ExistingDeck, ExportInput, ImportOptions, ImportSource, ImportedDeck, MergeOutcome,
};
use lacuna::watch::Watch;
use proptest::collection::vec;
use proptest::prelude::*;

fn import(name: &str, text: &str) -> ImportedDeck {
    let source = ImportSource { name, bytes: text.as_bytes() };
    let format = exchange::find_format("markdown").unwrap();
    exchange::read(&source, Some(format), &ImportOptions::default(), &Watch::default()).unwrap()
}

/// A note on one line: `>` asks in one direction, `=` in both.
fn shown(note: &Note) -> String {
    match &note.body {
        NoteBody::Pair { term, definition } => format!("{term} = {definition}"),
        NoteBody::Question { question, answer } => format!("{question} > {answer}"),
        NoteBody::Cloze { text, .. } => text.clone(),
        NoteBody::Steps { term, steps, .. } => format!("{term}: {}", steps.join("; ")),
        NoteBody::List { term, items, .. } => format!("{term}: {}", items.join("; ")),
    }
    .replace('\n', "/")
}

fn notes(text: &str) -> Vec<String> {
    import("a.md", text).items.iter().map(|item| shown(&item.note)).collect()
}

fn warnings(text: &str) -> Vec<String> {
    import("a.md", text).warnings.iter().map(ToString::to_string).collect()
}

macro_rules! case {
    ($file:literal) => {
        include_str!(concat!("cases/", $file))
    };
}

#[test]
fn a_question_keeps_its_lines() {
    assert_eq!(
        notes(case!("11-question-on-one-line/q.md")),
        [
            "What does this print?//```python/def f(x):/    return x//print(f(1))/``` > 1",
            "Which one is prime?//- 4/- 5/- 6 > 5"
        ]
    );
    assert_eq!(
        notes("Which\nof these?\n- a\n- b\n?\nb\n\nOne line::other"),
        ["Which/of these?/- a/- b > b", "One line > other"]
    );
}

#[test]
fn formulas_are_whole_in_texts_with_blanks() {
    assert_eq!(
        notes(case!("13-math-braces-in-blanks/cards.md")),
        [
            r"The value $\frac{1}{\sqrt{2}}$ is the {{cosine}} of 45 degrees.",
            r"A {{unit vector}} $\hat{\mathbf{v}} = \frac{\mathbf{v}}{\|\mathbf{v}\|}$ has length {{one}}."
        ]
    );
    assert_eq!(
        notes(
            "The ==norm== of $$\\vec{x_{a_{b}}}$$ and `{{x}}`[^1].\n\nIt is ____ by $e^{x^{2}}$::Gauss\n"
        ),
        [r"The {{norm}} of $\vec{x_{a_{b}}}$ and `\{\{x\}\}`.", r"It is {{Gauss}} by $e^{x^{2}}$"]
    );
}

#[test]
fn a_block_of_code_belongs_to_its_card() {
    assert_eq!(
        notes(case!("15-fence-with-empty-lines/osr.md")),
        [
            "How do you make a property? > ```python/class A://    @property/    def area(self):/        return 1/```",
            "What does this print?/```java/Clone one = new Clone();//System.out.println(one);/``` > Its toString."
        ]
    );
    assert_eq!(
        notes(case!("18-tab-in-markdown/java.md")),
        ["Who owns a static member? > The class.", "First king > Romulus"]
    );
    assert_eq!(
        notes("## Tilde\n~~~sh\n# no heading\n\na::b\n~~~\n\n## Spans\nUse `a::b` or ``==``.\n"),
        ["Tilde = ~~~sh/# no heading//a::b/~~~", "Spans = Use `a::b` or `==`."]
    );
}

#[test]
fn blanks_of_anki_are_blanks() {
    assert_eq!(
        notes(case!("24-anki-blanks-elsewhere/cards.md")),
        [
            "{{c1::Canberra::city}} was founded in {{c2::1913}}",
            "The {{c1::Rhine}} flows to {{c2::Rotterdam}}.",
            "The {{mitochondrion}} is the {{c2::powerhouse}} of the cell"
        ]
    );
    assert_eq!(
        notes("- {{c1::Oslo::north}} too\n\nQ: {{c1::Paris}} lies on the Seine\nA: in France\n"),
        ["{{c1::Oslo::north}} too", "{{c1::Paris}} lies on the Seine"]
    );
}

#[test]
fn marks_are_what_markdown_means() {
    assert_eq!(
        notes(case!("26-markdown-marks/marks.md")),
        [
            "Which book? > *Hackers*, ~~no~~, [his site](https://example.org/x_y), file_name, AT&T, x/y, H₂O, $x^2$, one/two, its history, **key**",
            "Pick > - [ ] no/- [x] yes"
        ]
    );
    assert_eq!(
        notes("a\\*b &quot;c&quot;::__d__ and snake_case_name <kbd>Ctrl</kbd>\n"),
        ["a\\*b \"c\" > **d** and snake_case_name `Ctrl`"]
    );
}

#[test]
fn pictures_are_named_and_counted() {
    let text = case!("27-markdown-media/media.md");
    let read = import("media.md", text);
    assert_eq!(read.items, []);
    let warnings: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    assert!(warnings[0].contains("3 pictures and sounds"), "{warnings:?}");
    assert!(warnings[1].contains("3 notes are left out"), "{warnings:?}");
    assert_eq!(
        notes("Hund [sound](x.mp3) ![](a/b.png?x=1)::dog <img src='data:image/png;base64,AAAA'>\n"),
        ["Hund [sound](x.mp3) [image: a/b.png] > dog [picture]"]
    );
}

#[test]
fn formulas_come_in_on_one_line() {
    assert_eq!(
        notes(case!("28-display-math/math.md")),
        [
            r"Define continuity. > $$\forall \varepsilon > 0\; \exists \delta > 0$$//where $f: A \to B$"
        ]
    );
    assert_eq!(
        notes("a::\\(x\\) at $5 or $6\n\nb::$$ y $$\n"),
        ["a > $x$ at $5 or $6", "b > $$y$$"]
    );
}

#[test]
fn marks_of_obsidian_are_read_or_counted() {
    let read = import("o.md", case!("37-obsidian-marks/o.md"));
    let notes: Vec<String> = read.items.iter().map(|item| shown(&item.note)).collect();
    assert_eq!(
        notes,
        [
            "What is a semaphore?/A counter > with wait and signal",
            "Capital of Chile > Santiago",
            "First emperor > Augustus",
            "What forms salts? > metals",
            "Westphalia > 1648",
            "What is HyDE? > A search."
        ]
    );
    let last = &read.items[5].note.details;
    assert_eq!(last.topic.as_deref(), Some("Definition"));
    assert_eq!(last.tags, ["flashcards", "history"]);
    assert_eq!(
        warnings("> Only a thought.\n\na::b <!--SR:!2024-08-16,51,230-->\n"),
        [
            "a.md: 1 piece of text belongs to no card: `Only a thought.`; mark what is to be asked, as the manual says",
            "a.md: 1 due date of another program is left out: `<!--SR:!2024-08-16,51,230-->`; the cards are new here"
        ]
    );
}

#[test]
fn the_id_of_a_block_names_its_note() {
    let read = import(
        "a.md",
        "Rhine::a river ^rhine-1\n\n- Which?\n  ?\n  That one.\n  ^q-2\n\nx::y ^2\n",
    );
    let guids: Vec<_> = read.items.iter().map(|item| item.note.details.guid.as_deref()).collect();
    assert_eq!(guids, [Some("rhine-1"), Some("q-2"), None]);
}

#[test]
fn a_mended_term_updates_the_note_of_its_block() {
    let text = "Rhien::a river ^rhine-1\n\nElbe::another\n";
    let import = |text: &str, before: &[Note]| {
        let existing = ExistingDeck { notes: before, topics: &[], sets: &[] };
        merge(import("a.md", text), existing, "deck", &Watch::default()).unwrap().notes
    };
    let before: Vec<Note> = import(text, &[]).into_iter().map(|(_, note)| note).collect();
    let after = import(&text.replace("Rhien", "Rhine"), &before);
    assert_eq!(after[0].0, MergeOutcome::Updated);
    assert_eq!((shown(&after[0].1).as_str(), &after[0].1.id), ("Rhine > a river", &before[0].id));
    assert_eq!(after[1].0, MergeOutcome::Unchanged);
}

#[test]
fn a_term_mended_in_our_own_file_updates_its_note() {
    let pair = |id: &str, term: &str, definition: &str| {
        let (term, definition) = (term.to_string(), definition.to_string());
        Note::new(id, NoteBody::Pair { term, definition })
    };
    let question = |question: &str, answer: &str| {
        let (question, answer) = (question.to_string(), answer.to_string());
        Note::new(answer.clone(), NoteBody::Question { question, answer })
    };
    let mut pointed = pair("a", "Rhien", "A river.");
    pointed.details.points = vec!["It is long.".to_string()];
    let before =
        [pointed, question("What prints?\n```\n# x\n\ny\n```", "1"), question("Why?", "So.")];
    let head = DeckHead::fallback("deck");
    let input =
        ExportInput { head: &head, notes: &before, media: None, memory: None, now: Moment(0) };
    let format = exchange::find_format("markdown").unwrap();
    let text = String::from_utf8((format.writer().unwrap().write)(&input).unwrap()).unwrap();
    let mended =
        text.replace("### Rhien", "### Rhine").replace("### What prints", "### What is it");
    let mended = mended.replace("\nSo.", "\nBecause.");
    let existing = ExistingDeck { notes: &before, topics: &[], sets: &[] };
    let changes = merge(import("a.md", &mended), existing, "deck", &Watch::default()).unwrap();
    let notes: Vec<_> = changes.notes.iter().map(|(what, note)| (*what, shown(note))).collect();
    assert_eq!(
        notes,
        [
            (MergeOutcome::Updated, "Rhine = A river.".to_string()),
            (MergeOutcome::Updated, "What is it?/```/# x//y/``` > 1".to_string()),
            (MergeOutcome::Updated, "Why? > Because.".to_string())
        ]
    );
    assert_eq!(changes.notes[0].1.details, before[0].details);
}

#[test]
fn two_thousand_lines_of_hashcards_come_in_whole() {
    let cards = (0..500).map(|i| {
        let square = i * i;
        format!(
            "Q: What is {i}?\n\n```py\nx = {i}\n\n# y\n```\nA: It is ${i}^2$.\n\n\
             C: The [square] of {i} is [{square}].\n"
        )
    });
    let text = format!("---\nname = \"Many\"\n---\n{}", cards.collect::<String>());
    let read = import("many.md", &text);
    assert_eq!((read.items.len(), read.warnings.len()), (1000, 0));
    assert_eq!(read.title.as_deref(), Some("Many"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn questions_come_back_from_our_own_file(
        texts in vec(
            r"[a-c]([a ]|\n|\n\n|# |```|~~~|<!--|-->|<!--lacuna |%%|\$\$|\$|`|\?|    |> |\n\?\n|::|==){0,12}[a-c]",
            2..7,
        )
    ) {
        let note = |(i, pair): (usize, &[String])| {
            let (question, answer) = (pair[0].clone(), pair[pair.len() - 1].clone());
            Note::new(format!("n{i}"), NoteBody::Question { question, answer })
        };
        let notes: Vec<Note> = texts.chunks(2).enumerate().map(note).collect();
        let head = DeckHead::fallback("deck");
        let input = ExportInput { head: &head, notes: &notes, media: None, memory: None, now: Moment(0) };
        let format = exchange::find_format("markdown").unwrap();
        let text = String::from_utf8((format.writer().unwrap().write)(&input).unwrap()).unwrap();
        let read = import("a.md", &text);
        let back: Vec<Note> = read.items.into_iter().map(|item| item.note).collect();
        prop_assert_eq!(back, notes, "{}", text);
        prop_assert_eq!(read.warnings, []);
    }
}

#[test]
fn a_list_of_terms_needs_no_marks() {
    for text in [
        "# Cells\n\n- **Mitochondrion**: the powerhouse\n- **Ribosome**: makes proteins\n",
        "Mitochondrion: the powerhouse\nRibosome: makes proteins\n",
        "| Term | Meaning |\n| --- | --- |\n| Mitochondrion | the powerhouse |\n| Ribosome | makes proteins |\n",
    ] {
        let expected = ["Mitochondrion = the powerhouse", "Ribosome = makes proteins"];
        assert_eq!(notes(text), expected, "{text}");
    }
    let one = notes("# Cells\n\nThe smallest units of life: all else is made of them.\n");
    assert_eq!(one.len(), 1, "a heading with a sentence is one note");
}
