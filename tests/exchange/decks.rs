//! Decks that try to break a format: texts made of other formats' signs, in every field that a note
//! has.

use lacuna::deck::{
    ConfusableSet, Contrast, DeckHead, Details, Figure, Note, NoteBody, Topic, WrongAnswer, lint,
};
use lacuna::exchange::deck_id;
use lacuna::fault::Severity;
use lacuna::text::sanitize;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// What means something in one format or another.
const SIGNS: &[&str] = &[
    "word",
    "Rhine",
    "a,b",
    "x; y",
    "tab\tin it",
    "two\nlines",
    "two\n\nparagraphs",
    "\"quoted\"",
    "'",
    "“q”",
    "\"",
    "\"\"",
    "::",
    ":::",
    "?",
    "\n?\n",
    "\n??\n",
    "==x==",
    "==x==^[h]",
    "Q: a",
    "A: b",
    "\nQ: a\nA: b\n",
    "C: [x]",
    "# head",
    "\n# head",
    "\n### head",
    "## Head ##",
    "#",
    "\n- item",
    "* star",
    "\n1. one\n2. two",
    "1) one 2) two",
    "\n---\n",
    "---",
    "+++",
    "\n```\ncode\n",
    "`code`",
    "*emph*",
    "**bold**",
    "_u_",
    "____",
    "\n: defined",
    "$x^2$",
    "$a < b$",
    "$$y$$",
    "$",
    "\\(z\\)",
    "\\[w\\]",
    "[latex]t[/latex]",
    "[$]m[/$]",
    "<b>bold</b>",
    "<br>",
    "<div>d</div>",
    "<!-- c -->",
    "-->",
    "<!--lacuna {}-->",
    "<",
    ">",
    "&",
    "&amp;",
    "&lt;",
    "&#65;",
    "a < b & c > d",
    "}}",
    "{",
    "}",
    "[image: a.png]",
    "[sound:a.mp3]",
    "<img src=\"a.png\">",
    "tags:x",
    "#separator:tab",
    "\n#html:true\n",
    "\\n",
    "\\t",
    "\\",
    "\\\\",
    "|",
    "term,definition",
    "term\tdefinition",
    "%",
    "@",
    "r#\"x\"#",
    "(format: 1)",
    "//",
    "/*",
    "null",
    "true",
    "0.25",
    "[]",
    "[\"a\"]",
    "{\"a\": 1}",
    "^[hint]",
    "[^1]",
    "[x](y)",
    "![a](b)",
    "| a | b |",
    "日本語",
    "👩‍👩‍👧",
    "e\u{301}",
    "ﬁ",
    "שלום",
    "\u{a0}",
    "ß",
    "İ",
    "ά",
    "\u{2028}",
    "Terms in this set (1)",
    "=1+1",
    "-1",
    "+x",
];

/// A text that is not empty and holds nothing that an import takes out.
fn text() -> impl Strategy<Value = String> {
    let sign = prop_oneof![4 => proptest::sample::select(SIGNS).prop_map(String::from), 1 => "[^\\p{C}{}]{1,6}"];
    let joined = (vec(sign, 1..5), proptest::sample::select(&[" ", "", " and "][..]));
    let clean = |(parts, between): (Vec<String>, &str)| {
        sanitize::clean(parts.join(between).trim()).trim().to_string()
    };
    joined.prop_map(clean).prop_filter("there is nothing in it", |text| !text.is_empty())
}

fn line() -> impl Strategy<Value = String> {
    text()
        .prop_map(|text| sanitize::clean_line(&text).trim().to_string())
        .prop_filter("empty", |text| !text.is_empty())
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop_oneof![2 => Just(vec![]), 1 => vec(text(), 1..4)]
}

/// Names that stand in lists of ids.
fn names() -> impl Strategy<Value = Vec<String>> {
    prop_oneof![3 => Just(vec![]), 1 => vec("[a-z][a-z0-9-]{0,5}", 1..3), 1 => vec(line(), 1..3)]
}

/// A text with blanks.
fn blanks() -> impl Strategy<Value = String> {
    let inner = || {
        prop_oneof!["[a-zäσ0-9 .,*$_-]{1,6}", Just("a\"b".to_string()), Just("x<y&z".to_string())]
    };
    let blank = (option::of(1u32..4), inner(), [option::of(inner()), option::of(inner())]);
    let blank = blank.prop_map(|(group, answer, [other, hint])| {
        let group = group.map_or_else(String::new, |n| format!("c{n}::"));
        let other = other.map_or_else(String::new, |other| format!("|{other}"));
        let hint = hint.map_or_else(String::new, |hint| format!("::{hint}"));
        format!("{{{{{group}{answer}{other}{hint}}}}}")
    });
    let joined = vec((text(), blank, text()), 1..3);
    joined.prop_map(|parts| {
        let parts: Vec<String> = parts
            .into_iter()
            .map(|(before, blank, after)| format!("{before} {blank} {after}"))
            .collect();
        parts.join(" ")
    })
}

fn body() -> impl Strategy<Value = NoteBody> {
    let item = || prop_oneof![3 => text(), 1 => blanks()];
    prop_oneof![
        (line(), text()).prop_map(|(term, definition)| NoteBody::Pair { term, definition }),
        (text(), text()).prop_map(|(question, answer)| NoteBody::Question { question, answer }),
        (option::of(line()), blanks()).prop_map(|(term, text)| NoteBody::Cloze { term, text }),
        (
            (line(), option::of(text())),
            vec(item(), 2..5),
            prop_oneof![Just(vec![]), Just(vec![vec![1, 2]])]
        )
            .prop_map(|((term, intro), steps, any_order)| NoteBody::Steps {
                term,
                intro,
                steps,
                any_order
            }),
        (line(), option::of(text()), vec(item(), 1..4))
            .prop_map(|(term, intro, items)| NoteBody::List { term, intro, items }),
    ]
}

fn note() -> impl Strategy<Value = Note> {
    let lists = ([(); 4].map(|()| names()), [(); 3].map(|()| texts()));
    let single = ([(); 4].map(|()| option::of(text())), [(); 2].map(|()| option::of(line())));
    let figure = option::of(text().prop_map(|title| Figure::flow(title, ["one", "\"two\" <b>"])));
    let contrast = option::of((line(), text()).prop_map(|(with, text)| Contrast { with, text }));
    let structures = (figure, contrast);
    (body(), (lists, single), structures).prop_map(|(body, (lists, single), (figure, contrast))| {
        let ([tags, see, needs, never], [aliases, points, sources]) = lists;
        let ([formula, why, remark, exam], [of, guid]) = single;
        let contrast = contrast.into_iter().collect();
        let details = Details {
            tags,
            aliases,
            points,
            sources,
            see,
            needs,
            never,
            formula,
            why,
            remark,
            exam,
            of,
            guid,
            figure: figure.map(Box::new),
            contrast,
            ..Details::default()
        };
        Note { id: "n".to_string(), body, details }
    })
}

/// A deck without errors, whose notes have ids of their own and topics that are there.
pub(crate) fn deck() -> impl Strategy<Value = (DeckHead, Vec<Note>)> {
    let good = |note: &Note| lint::note(note).iter().all(|fault| fault.severity != Severity::Error);
    let notes = vec((note().prop_filter("it has errors", good), option::of(0usize..4)), 1..6);
    let titles = vec(line(), 4);
    let head = (line(), option::of(text()));
    (notes, titles, head).prop_map(|(notes, titles, (title, description))| {
        // Topics of one name are one topic to whoever names them by it, so each has a number.
        let topic = |(i, title): (usize, &String)| {
            let title = format!("{i} {title}");
            Topic { id: if i % 2 == 0 { format!("topic-{i}") } else { deck_id(&title) }, title }
        };
        let topics: Vec<Topic> = titles.iter().enumerate().map(topic).collect();
        let own = |(i, (note, topic)): (usize, (Note, Option<usize>))| {
            let sets = if i % 3 == 0 { vec!["set".to_string()] } else { vec![] };
            let topic = topic.map(|at| topics[at].id.clone());
            // No two notes of a program have one id.
            let guid = note.details.guid.map(|guid| format!("{guid}-{i}"));
            let details = Details { topic, sets, guid, ..note.details };
            Note { id: format!("n{i}"), details, ..note }
        };
        let notes = notes.into_iter().enumerate().map(own).collect();
        let foils = vec![WrongAnswer { term: title.clone(), definition: description.clone() }];
        let sets = vec![ConfusableSet { id: "set".to_string(), title: title.clone(), foils }];
        let mut head = DeckHead::fallback("deck");
        (head.title, head.description, head.language) =
            (title, description, Some("en".to_string()));
        (head.topics, head.sets) = (topics, sets);
        (head, notes)
    })
}
