//! The text of a note in whatever file it came: marks, blocks and blanks.

use lacuna::deck::NoteBody;
use lacuna::exchange::{self, ImportOptions, ImportSource, ImportedDeck};
use lacuna::text::markup::plain;
use lacuna::watch::Watch;

fn import(name: &str, text: &str) -> ImportedDeck {
    let source = ImportSource { name, bytes: text.as_bytes() };
    exchange::read(&source, None, &ImportOptions::default(), &Watch::default()).unwrap()
}

fn notes(name: &str, text: &str) -> Vec<String> {
    let imported = import(name, text);
    let body = |body: &NoteBody| match body {
        NoteBody::Pair { term, definition } => format!("{term} = {definition}"),
        NoteBody::Question { question, answer } => format!("{question} > {answer}"),
        NoteBody::Cloze { text, .. } => text.clone(),
        other => panic!("{other:?}"),
    };
    imported.items.iter().map(|item| body(&item.note.body)).collect()
}

/// The notes of a text of Anki's with one row a note.
fn anki(rows: &[[&str; 2]]) -> Vec<String> {
    let quoted = |field: &str| format!("\"{}\"", field.replace('"', "\"\""));
    let mut text = "#separator:tab\n#html:true\n".to_string();
    for [front, back] in rows {
        text += &[quoted(front), quoted(back)].join("\t");
        text.push('\n');
    }
    notes("deck.txt", &text)
}

#[test]
fn what_is_raised_stays_raised() {
    assert_eq!(
        notes("chem.txt", include_str!("cases/34-superscripts/chem.txt")),
        ["Power > x²⁺ʸ, 10⁻³z", "Water > H₂O, Ca²⁺, SO₄²⁻"]
    );
    assert_eq!(
        anki(&[
            ["Volume", "4<sup>th</sup> <sup>Ω</sup> of <b>m<sup>3</sup></b>"],
            ["10<sup>{{c1::-3}}</sup> is {{c2::milli}}", ""],
        ]),
        ["Volume > 4ᵗʰ ^Ω of **m³**", "10{{c1::⁻³}} is {{c2::milli}}"]
    );
}

#[test]
fn blanks_in_code_hide_only_themselves() {
    assert_eq!(
        anki(&[
            [
                "<pre><code class=\"language-py\">class A:\n    {{c1::__init__}} = {{c2::a*b}}\n</code></pre>",
                ""
            ],
            ["<code>std::vec&lt;{{c1::int}}&gt; v{{1,2}}</code> has <b>{{c2::two}}</b> items", ""],
            ["<b>all {{c1::of</b> it}} and \\(\\frac{ {{c2::a}} }{b}\\)", ""],
        ]),
        [
            "```py\nclass A:\n    {{c1::\\_\\_init\\_\\_}} = {{c2::a*b}}\n```",
            "`std::vec<{{c1::int}}> v\\{\\{1,2\\}\\}` has **{{c2::two}}** items",
            "**all** {{c1::**of** it}} and $\\frac{ {{c2::a}} }{b}$"
        ]
    );
}

#[test]
fn cells_of_html_are_reduced_in_every_file() {
    let cells = "Front,Back\n\
        Lists,so:<ul><li>a</li><li><b>b</b></li></ul>\n\
        Lines,one<br>two&nbsp;three\n\
        Code,\"<pre>x = 1\n  y</pre>\"\n\
        Marks,**bold** and `code` stay\n";
    let expected = [
        "Lists = so:\n- a\n- **b**",
        "Lines = one\ntwo three",
        "Code = ```\nx = 1\n  y\n```",
        "Marks = **bold** and `code` stay",
    ];
    assert_eq!(notes("deck.csv", cells), expected);
    let json = r#"[{"front": "Lists", "back": "so:<ul><li>a</li><li><b>b</b></li></ul>"},
        {"front": "Lines", "back": "one<br>two&nbsp;three"}]"#;
    assert_eq!(notes("deck.json", json), ["Lists > so:\n- a\n- **b**", "Lines > one\ntwo three"]);
}

#[test]
fn decks_about_html_stay_readable() {
    let cells = "Front,Back\n\
        Bold,<b>\n\
        What does <hr> do?,\"It breaks a line, as <hr> draws one\"\n\
        Generic,List<int>\n\
        Comment,<!-- x -->\n\
        Paragraph,`<p>a</p>`\n";
    let mut texts = Vec::new();
    for item in import("deck.csv", cells).items {
        let NoteBody::Pair { term, definition } = item.note.body else { panic!() };
        texts.push([term, definition].map(|text| plain(&text)));
    }
    assert_eq!(texts[0][1], "<b>");
    assert_eq!(texts[1][0], "What does <hr> do?");
    assert_eq!(texts[1][1], "It breaks a line, as <hr> draws one");
    assert_eq!(texts[2][1], "List<int>");
    assert_eq!(texts[3][1], "<!-- x -->");
    assert_eq!(texts[4][1], "<p>a</p>");
}

#[test]
fn markdown_around_anki_blanks_stays() {
    let cells = "Text,Extra\n\
        **Paris** is {{c1::big}} and $x^{2}$ is `a_b`,\n";
    assert_eq!(notes("deck.csv", cells), ["**Paris** is {{c1::big}} and $x^{2}$ is `a_b`"]);
}
