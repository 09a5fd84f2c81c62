//! The input of the monkey test: a deck with every kind of note, and texts to paste.

use lacuna::deck::{DeckText, SourceFile};
use lacuna::fault::Fault;
use lacuna::library::Library;

/// Texts to paste.
pub(super) const PASTES: [&str; 10] = [
    "lora",
    "topic:t is:due",
    "two\nlines\u{1b}[31m",
    "👩‍👩‍👧e\u{301}\u{301}",
    "漢字",
    "!x | 'y",
    "\u{202e}drow",
    "1",
    "",
    "\0\u{9b}",
];

/// A deck with every kind of note.
pub(super) fn deck() -> SourceFile {
    let pair = |n: usize| {
        format!(
            "    Pair(id: \"p{n}\", topic: \"t{}\", term: \"Term {n} of *many*\", aliases: [\"T{n}\"], definition: \"It is $x_{n}$ \
             and nothing else.\", points: [\"A point\"], tags: [\"tag{}\"], see: [\"p0\"], formula: r\"\\frac{{a}}{{{n}}}\"),\n",
            n % 3,
            n % 2
        )
    };
    let pairs: String = (0..14).map(pair).collect();
    let text = format!(
        "(format: 1, id: \"csc277-exam-1\", title: \"For a test\", topics: [(id: \"t0\", title: \"None\"), (id: \"t1\", title: \
         \"One\"), (id: \"t2\", title: \"Two\")], notes: [\n{pairs}    Cloze(id: \"lora\", topic: \"t0\", text: \"LoRA has \
         {{{{rank|r}}}} and {{{{alpha}}}}.\"),\n    Steps(id: \"s\", topic: \"t1\", term: \"Steps\", steps: [\"{{{{Load}}}} it\", \
         \"Tow it\", \"Moor it\"]),\n    List(id: \"l\", topic: \"t2\", term: \"List\", items: [\"{{{{one}}}}\", \"two\", \
         \"three\"]),\n    Pair(id: \"fig\", topic: \"t2\", term: \"Figure\", definition: \"Seen\", figure: (title: \"B\", shape: \
         Bars(bars: [(\"x\", 1.5), (\"y\", 3)], digits: 1))),\n])"
    );
    SourceFile { name: "/home/you/.config/lacuna/decks/d.ron".to_string(), text: text.into() }
}

pub(super) fn opened(file: &SourceFile) -> (Library, Vec<Fault>) {
    Library::open(vec![DeckText { stem: "d".into(), bundled: false, files: vec![file.clone()] }])
}
