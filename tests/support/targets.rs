//! The fuzz targets: each function takes any bytes, and panics if a property does not hold for
//! them.
//!
//! Both `tests/fuzz.rs`, a short run with every test, and `fuzz/`, for hours and guided by
//! coverage, run them.

use std::io::{Cursor, Write};
use std::sync::OnceLock;

use lacuna::clock::{Calendar, Moment, StudyDay};
use lacuna::deck::figure::Formula;
use lacuna::deck::{DeckHead, DeckText, SourceFile, full_deck, lint, write};
use lacuna::exchange::imported_deck::MatchPolicy;
use lacuna::exchange::merge::merge;
use lacuna::exchange::{self, ExistingDeck, ImportOptions, ImportSource};
use lacuna::fault::Severity;
use lacuna::library::Library;
use lacuna::library::WordFrequency;
use lacuna::memory::{Ledger, Scheduler};
use lacuna::search::{Query, Searcher};
use lacuna::settings::Settings;
use lacuna::store::{bundled, log_lines, settings as store_settings};
use lacuna::study::answer::{AnswerKey, AnswerSetting, OtherTerms, judge};
use lacuna::text::cloze::ClozeText;
use lacuna::text::math::{self, GlyphSet};
use lacuna::text::{fold, markdown, markup, sanitize};
use lacuna::watch::Watch;

/// A name, and the function for any bytes.
type Target = (&'static str, fn(&[u8]));

/// Every target by name; `fuzz/corpus` has a folder for each.
pub(crate) const TARGETS: &[Target] = &[
    ("answer", answer),
    ("anki_text", anki_text),
    ("apkg", apkg),
    ("cloze", cloze),
    ("collection", library),
    ("csv", csv),
    ("deck", deck),
    ("detect", detect),
    ("formula", formula),
    ("html", html),
    ("json", json),
    ("log", log),
    ("markdown", markdown),
    ("markup", marked),
    ("math", latex),
    ("query", query),
    ("quizlet", quizlet),
    ("ron", ron),
    ("settings", settings),
    ("times", times),
    ("tsv", tsv),
];

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn file(text: &str) -> DeckText {
    let files = vec![SourceFile { name: "fuzz".to_string(), text: text.to_string().into() }];
    DeckText { stem: "fuzz".to_string(), bundled: false, files }
}

/// Imports a file: the result is a sound deck that reads back as it was, and importing the file
/// again changes nothing.
fn import(format: Option<&str>, bytes: &[u8]) {
    let options =
        ImportOptions { lists: bytes.len() % 2 == 1, progress: true, ..ImportOptions::default() };
    let format = format.map(|name| exchange::find_format(name).expect("there is such a format"));
    let source = ImportSource { name: "fuzz.txt", bytes };
    let Ok(imported) = exchange::read(&source, format, &options, &Watch::default()) else { return };
    let changes = merge(imported.clone(), ExistingDeck::default(), "fuzz", &Watch::default())
        .expect("it is not stopped");
    let (notes, topics, sets) = changes.applied(ExistingDeck::default());
    for note in &notes {
        let error = lint::note(note).into_iter().find(|fault| fault.severity == Severity::Error);
        assert_eq!(error, None, "{note:?}");
    }
    let mut head = DeckHead::fallback("fuzz");
    (head.topics, head.sets) = (topics, sets);
    let (deck, faults) = full_deck::read(&file(&write::deck(&head, &notes)));
    assert_eq!(faults, []);
    assert!(deck.notes.iter().map(|placed| &placed.note).eq(&notes), "{:?}\n{notes:?}", deck.notes);
    let existing = ExistingDeck { notes: &notes, topics: &head.topics, sets: &head.sets };
    if imported.on_match == MatchPolicy::Both {
        return;
    }
    let again = merge(imported, existing, "fuzz", &Watch::default()).expect("it is not stopped");
    assert!(again.is_nothing(), "{again:?}");
}

pub(crate) fn csv(bytes: &[u8]) {
    import(Some("csv"), bytes);
}

pub(crate) fn tsv(bytes: &[u8]) {
    import(Some("tsv"), bytes);
}

pub(crate) fn anki_text(bytes: &[u8]) {
    import(Some("anki-text"), bytes);
}

pub(crate) fn html(bytes: &[u8]) {
    let field = text(bytes).replace(['\t', '\n', '\r', '"'], " ");
    import(
        Some("anki-text"),
        format!("#separator:tab\n#html:true\nterm\t{field}\n{field}\tdefinition\n").as_bytes(),
    );
}

pub(crate) fn markdown(bytes: &[u8]) {
    import(Some("markdown"), bytes);
}

pub(crate) fn quizlet(bytes: &[u8]) {
    import(Some("quizlet"), bytes);
}

pub(crate) fn json(bytes: &[u8]) {
    import(Some("json"), bytes);
}

pub(crate) fn ron(bytes: &[u8]) {
    import(Some("ron"), bytes);
}

pub(crate) fn detect(bytes: &[u8]) {
    import(None, bytes);
}

pub(crate) fn apkg(bytes: &[u8]) {
    import(Some("apkg"), bytes);
}

/// An Anki collection: the bytes are the database in a sound package.
pub(crate) fn library(bytes: &[u8]) {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("collection.anki21", options).expect("it is written into memory");
    zip.write_all(bytes).expect("it is written into memory");
    import(Some("apkg"), &zip.finish().expect("it is written into memory").into_inner());
}

/// A deck file: every note that can be read is in the library, and sound decks read back as they
/// were.
pub(crate) fn deck(bytes: &[u8]) {
    let text = file(&text(bytes));
    let (deck, faults) = full_deck::read(&text);
    let (library, _) = Library::open(vec![text]);
    for note in library.all() {
        _ = (library.title(note), library.id(note), library.note(note));
    }
    for placed in &deck.notes {
        let errors =
            lint::note(&placed.note).into_iter().filter(|fault| fault.severity == Severity::Error);
        let mut same = lint::errors(&placed.note);
        let mut errors: Vec<_> = errors.collect();
        same.sort_by_key(ToString::to_string);
        errors.sort_by_key(ToString::to_string);
        assert_eq!(errors, same);
    }
    let lint = lint::lint(&deck);
    let sound = faults.is_empty() && lint.iter().all(|fault| fault.severity != Severity::Error);
    if sound {
        let (again, faults) = full_deck::read(&file(&write::deck(
            &deck.head,
            deck.notes.iter().map(|placed| &placed.note),
        )));
        assert_eq!(faults, []);
        assert!(
            again
                .notes
                .iter()
                .map(|placed| &placed.note)
                .eq(deck.notes.iter().map(|placed| &placed.note))
        );
    }
}

pub(crate) fn settings(bytes: &[u8]) {
    let (settings, _) = store_settings::parse(&text(bytes), "settings.ron");
    _ = Scheduler::new(settings, Calendar::utc());
}

/// The log of reviews: the order of its entries does not matter.
pub(crate) fn log(bytes: &[u8]) {
    let Ok((mut entries, _)) = log_lines::entries(bytes, "reviews.ron") else { return };
    let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
    let ledger = Ledger::fold(&scheduler, entries.clone());
    entries.reverse();
    assert_eq!(Ledger::fold(&scheduler, entries), ledger);
}

pub(crate) fn query(bytes: &[u8]) {
    static BUNDLED: OnceLock<Library> = OnceLock::new();
    let library = BUNDLED.get_or_init(|| Library::open(vec![bundled::deck()]).0);
    _ = Searcher::default().search(library, &Query::parse(&text(bytes)));
}

pub(crate) fn cloze(bytes: &[u8]) {
    let Ok(cloze) = ClozeText::parse(&text(bytes)) else { return };
    let groups = cloze.groups();
    assert_eq!(groups.is_empty(), cloze.blanks().next().is_none());
    _ = (cloze.filled(), cloze.masked(None));
    for group in groups {
        _ = cloze.masked(Some(group));
    }
}

pub(crate) fn marked(bytes: &[u8]) {
    let text = text(bytes);
    let joined: String = markup::runs(&text).into_iter().map(|run| run.text).collect();
    // A line of a list has the indents of the lists around it.
    assert!(joined.len() <= 80 * (text.len() + 1), "{joined:?}");
    _ = markup::plain(&text);
    let blocks = markdown::normalized(markdown::read(&text));
    let written = markdown::write(&blocks);
    assert_eq!(markdown::normalized(markdown::read(&written)), blocks, "{written}");
    let clean = sanitize::clean(&text).into_owned();
    assert_eq!(sanitize::clean(&clean), clean, "cleaning twice changes nothing");
    let line = sanitize::clean_line(&text).into_owned();
    assert!(!line.contains('\n') && sanitize::clean_line(&line) == line);
    let folded = fold::fold(&text);
    assert_eq!(fold::fold_mapped(&text).0, folded);
}

pub(crate) fn latex(bytes: &[u8]) {
    let text = text(bytes);
    for glyphs in [GlyphSet::Unicode, GlyphSet::Ascii] {
        let block = math::block(&text, glyphs);
        let line = math::line(&text, glyphs);
        assert!(!line.contains('\n') && block.width < 1 << 20);
    }
    _ = math::unknown(&text);
}

pub(crate) fn formula(bytes: &[u8]) {
    let Ok(formula) = Formula::parse(&text(bytes)) else { return };
    for x in [0.0, 1.0, -1.5, 1e300, f64::MIN_POSITIVE, f64::NAN] {
        _ = formula.at(x);
    }
}

/// The first line is typed, the others are accepted; what is accepted is right when it is typed.
pub(crate) fn answer(bytes: &[u8]) {
    let text = text(bytes);
    let (typed, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let accepted: Vec<&str> = rest.lines().collect();
    let judged = |accepted: &[&str], others: &[&str]| {
        let key = AnswerKey {
            accepted,
            setting: &AnswerSetting { before: text.clone(), ..AnswerSetting::default() },
            others: &OtherTerms::named(others.iter().copied()),
            frequency: &WordFrequency::default(),
        };
        judge(typed, &key)
    };
    _ = judged(&accepted, &["recall", "precision"]);
    // An answer may consist of nothing but marks that optional.
    let is_word = fold::words(&fold::fold(typed)).next().is_some();
    assert!(!is_word || judged(&[typed], &[]).is_accepted(), "{typed:?} is not itself");
}

pub(crate) fn times(bytes: &[u8]) {
    let text = text(bytes);
    if let Ok(day) = StudyDay::parse(&text) {
        assert_eq!(StudyDay::parse(&day.iso()), Ok(day));
    }
    if let Ok(moment) = Moment::parse(&text) {
        let calendar = Calendar::utc();
        _ = calendar.start(calendar.day(moment));
        assert_eq!(Moment::parse(&moment.to_string()), Ok(moment));
    }
}
