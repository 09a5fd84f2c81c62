//! Markdown in every family, by examples.

use super::*;

fn read(text: &str) -> ImportedDeck {
    let source = ImportSource { name: "a.md", bytes: text.as_bytes() };
    let read = MarkdownFormat.read(&source, &ImportOptions::default(), &Watch::default());
    let mut imported = read.unwrap();
    imported.leave_out_unseen();
    imported
}

fn shown(text: &str) -> Vec<String> {
    let body = |note: &Note| match &note.body {
        NoteBody::Pair { term, definition } => format!("{term} = {definition}"),
        NoteBody::Question { question, answer } => format!("{question} > {answer}"),
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
            "6: What is/long? > The Rhine.//And more.",
            "12: Two? > 2",
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
            "2: Rhine > long",
            "3: Main = shorter",
            "5: What/is it? > A river",
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

/// What was left out.
fn losses(text: &str) -> Vec<String> {
    let place = crate::fault::Place::file("a.md");
    read(text).losses.faults(&place).into_iter().map(|fault| fault.what).collect()
}

#[test]
fn a_block_of_code_belongs_to_its_card() {
    assert_eq!(
        shown("How?\n?\n```py\na\n\n# b::c\n```\n\nWhat?\n~~~~\n?\n\n```\n~~~~\n?\nx\n"),
        ["1: How? > ```py/a//# b::c/```", "9: What?/~~~~/?//```/~~~~ > x"]
    );
    assert_eq!(
        shown("Q: a\n```\nA: no\n\nQ: no\n```\nA: yes"),
        ["1: a/```/A: no//Q: no/``` > yes"]
    );
    assert_eq!(
        shown(
            "# N\n\n```java\nclass A {\n\tint x;\n}\n```\n\nWho?\n?\nThe class.\n\n- Rome\n\t- First king::Romulus\n"
        ),
        ["9: Who? > The class.", "14: First king > Romulus"]
    );
    assert_eq!(
        losses("```\na::b\n```\n\nc::d\n\n    e::f\n"),
        ["2 pieces of text belong to no card: `a::b`, `e::f`"].map(String::from)
    );
}

#[test]
fn a_heading_asks_what_is_right_below_it() {
    assert_eq!(
        shown(
            "# T\n## What is it?\n?\nA search.\n\n## Words\n??\nWörter\n\n## Why?\nSo.\n\n## A::b\n"
        ),
        ["2: What is it? > A search.", "6: Words = Wörter", "10: Why? > So.", "13: A > b"]
    );
    assert!(read("## What?\n?\nx\n").items[0].note.details.topic.is_none());
}

#[test]
fn blanks_come_in_every_spelling() {
    assert_eq!(
        shown(
            "# D\n\n## {{c1::Canberra::city}} in {{c2::1913}}\nIt is so.\n\n## R\nThe {{c1::Rhine}} to {{c2::R}}.\n\nThe {{a}} is the {{2::b}} of ==c==\n"
        ),
        [
            "3: {{c1::Canberra::city}} in {{c2::1913}}",
            "7: The {{c1::Rhine}} to {{c2::R}}.",
            "9: The {{a}} is the {{c2::b}} of {{c}}"
        ]
    );
    assert_eq!(
        shown(
            "The value $\\frac{1}{\\sqrt{2}}$ is the ==cosine==.\n\nThe ____ is $\\hat{\\mathbf{v}}$::cosine\n\nC: A [unit] $\\hat{\\mathbf{v}} = 1$ has [one $x_{a_{b}}$].\n"
        ),
        [
            "1: The value $\\frac{1}{\\sqrt{2}}$ is the {{cosine}}.",
            "3: The {{cosine}} is $\\hat{\\mathbf{v}}$",
            "5: A {{unit}} $\\hat{\\mathbf{v}} = 1$ has {{one $x_{a_{b}}$}}."
        ]
    );
    assert_eq!(
        shown("Code:\n```py\nfor i in {{c1::range(3)}}: {==a==}\n```\n"),
        ["1: Code:/```py/for i in {{c1::range(3)}}: {==a==}/```"]
    );
    assert_eq!(shown("`==a==` and $==b==$ and a == b == c\n"), [""; 0]);
}

#[test]
fn marks_are_what_a_reader_of_markdown_shows() {
    assert_eq!(
        shown(
            "Q: Which?\nA: _Hackers_, ~~no~~, [his site](https://example.org/x_y), file\\_name, AT&amp;T, x<br>y, H<sub>2</sub>O, \\(x^2\\), one\\\ntwo, [[Rome#History|its history]], ==key==, Vec<String>, `a_b_`\n\nQ: Pick\nA:\n- [ ] no\n- [x] yes\n"
        ),
        [
            "1: Which? > *Hackers*, ~~no~~, [his site](https://example.org/x_y), file_name, AT&T, x/y, H₂O, $x^2$, one/two, its history, **key**, Vec<String>, `a_b_`",
            "5: Pick > - [ ] no/- [x] yes"
        ]
    );
    assert_eq!(
        shown("Q: D\nA:\n$$\n\\forall x\n$$\n\nwhere $$ f: A \\to B $$ and $ a \\in B $\n"),
        ["1: D > $$\\forall x$$//where $f: A \\to B$ and $a \\in B$"]
    );
    assert_eq!(shown("Q: x<sup>2+y</sup>\nA: <b>b</b> &lt; <i>c</i>\n"), ["1: x²⁺ʸ > **b** < *c*"]);
}

#[test]
fn marks_of_obsidian_are_no_text() {
    let text = "---\ntags: [flashcards, history]\n---\n> [!question] What is it?\n> A counter\n> ?\n> with wait\n\n> Capital::Santiago\n\n1. First emperor::Augustus\n\nWhat forms?:: metals ^1668121398402\n\nWestphalia #year::1648\n\n## Definition <!-- kb:card:a14 -->\nWhat?\n?\nA search. %%why%%\n";
    assert_eq!(
        shown(text),
        [
            "4: What is it?/A counter > with wait",
            "9: Capital > Santiago",
            "11: First emperor > Augustus",
            "13: What forms? > metals",
            "15: Westphalia > 1648",
            "18: What? > A search."
        ]
    );
    let items = read(text).items;
    let details = |i: usize| items[i].note.details.clone();
    assert_eq!(details(3).guid.as_deref(), Some("1668121398402"));
    assert_eq!(details(4).tags, ["flashcards", "history", "year"]);
    assert_eq!(details(5).topic.as_deref(), Some("Definition"));
    let text = "#flashcards/rivers #x\n\na::b\n^abc-1\n\nc::d #flashcards/lakes/deep\n";
    let items = read(text).items;
    assert_eq!(items[0].note.details.guid.as_deref(), Some("abc-1"));
    let topics: Vec<_> =
        items.iter().map(|item| item.note.details.topic.clone().unwrap()).collect();
    assert_eq!(topics, ["rivers", "lakes / deep"]);
}

#[test]
fn cards_that_only_show_something_are_counted() {
    let text = "Q: Image?\nA: ![](assets/graph.png)\n\nQ: ![](assets/brain.png)\nA: The cerebellum\n\nQ: Rules\nA: ![[rules.png|299]]\n\nQ: Bird\nA: robin ![[robin.mp3]]\n";
    assert_eq!(shown(text), ["10: Bird > robin [sound: robin.mp3]"]);
    assert_eq!(
        losses(text),
        [
            "4 pictures and sounds are left out: `assets/graph.png`, `assets/brain.png`, `rules.png`, `robin.mp3`",
            "3 notes are left out: one of their sides is only a picture or a sound: `Image?`, `The cerebellum`, `Rules`"
        ]
        .map(String::from)
    );
}

#[test]
fn what_is_no_card_is_counted() {
    let text = "# T\nIntro.\n\n## A\nx::y\nAnd prose.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: A note.\n\n##\n\n## Empty\n\n## B\nSee[^1] [[C|it]].\n";
    assert_eq!(shown(text), ["5: x > y", "18: B = See it."]);
    assert_eq!(
        losses(text),
        [
            "2 pieces of text belong to no card: `Intro.`, `And prose.`",
            "1 table belongs to no card: `| a | b |`",
            "2 footnotes are left out: `[^1]: A note.`, `[^1]`",
            "2 headings have nothing below them: `line 14`, `Empty`",
            "1 link to another page is only its words: `C`"
        ]
        .map(String::from)
    );
}

#[test]
fn definitions_may_have_an_empty_line_and_several_names() {
    let text = "Baseline\n\n: What one compares with.\n\n    More.\n\nLN\nLayer norm\n: A layer.\n\nProse ends here.\nBank\n: A side\n";
    assert_eq!(
        shown(text),
        ["1: Baseline = What one compares with.//More.", "7: LN = A layer.", "12: Bank = A side"]
            .map(|line| line.replace("//", "/"))
    );
    assert_eq!(read(text).items[1].note.details.aliases, ["Layer norm"]);
}
