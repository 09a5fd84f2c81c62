//! Changing many notes of a deck file at once, and adding others: everything else in the file stays
//! as it was written, comments and all.
//!
//! Where the file lies is not known here. What would not read any more is refused.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::revise::{end_with_comma, skip_blanks};
use super::scan::{ScanError, Scanner};
use super::{Note, NoteOutline, SourceFile, outline, parse, write};
use crate::fault::Fault;

/// What is to be changed.
#[derive(Clone, Debug, Default)]
pub struct Patch<'a> {
    /// Notes that take the place of those of their ids.
    pub updated: HashMap<&'a str, &'a Note>,
    /// The ids of notes that are taken out.
    pub removed: HashSet<&'a str>,
    /// Notes that come after the last one, as they are to stand there.
    pub added: Vec<String>,
    /// What comes into lists of the head: the field's name, and the new elements as they are to
    /// stand there.
    pub head: Vec<(&'static str, Vec<String>)>,
}

impl Patch<'_> {
    /// The file's text with the changes made.
    pub fn apply(&self, file: &SourceFile) -> Result<String, Fault> {
        let mut notes: Vec<(Range<usize>, String)> = Vec::new();
        let found = outline::outline(file, false, &mut |note: &NoteOutline<'_>| {
            notes.push((note.span.clone(), note.id.to_string()));
        });
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        let mut removed = 0;
        for (span, id) in &notes {
            if self.removed.contains(id.as_str()) {
                removed += 1;
                edits.push((span.start..end_with_comma(file, span), String::new()));
            } else if let Some(note) = self.updated.get(id.as_str()) {
                edits.push((span.clone(), write::note(note)));
            }
        }
        if !self.added.is_empty() {
            let last = notes.last().map(|(span, _)| span.end);
            edits.push(
                self.insertion(file, last, &found.inside).map_err(|error| refusal(file, &error))?,
            );
        }
        for (field, items) in self.head.iter().filter(|(_, items)| !items.is_empty()) {
            edits.push(extend_list(file, field, items).map_err(|error| refusal(file, &error))?);
        }
        let text = apply_edits(&file.text, edits);
        let new = SourceFile::new(&file.name, text);
        let mut again = 0;
        let after = outline::outline(&new, false, &mut |_: &NoteOutline<'_>| again += 1);
        let stands = again + removed == notes.len() + self.added.len()
            && after.faults.len() == found.faults.len();
        if !stands || (!self.head.is_empty() && parse::head(&new, &after.inside).is_err()) {
            return Err(refusal(
                file,
                &ScanError {
                    at: found.inside.end,
                    what: "the deck would not read any more with these changes",
                },
            ));
        }
        Ok(new.text.into_owned())
    }

    /// The place of the new notes, and their text there.
    fn insertion(
        &self,
        file: &SourceFile,
        last: Option<usize>,
        inside: &Range<usize>,
    ) -> Result<(Range<usize>, String), ScanError> {
        let lines: Vec<String> =
            self.added.iter().map(|note| format!("\n        {note}")).collect();
        let Some(end) = last else {
            return Ok((inside.start..inside.start, lines.join(",") + ",\n"));
        };
        let mut scan = Scanner::new(&file.text, end);
        let comma = scan.take(b',')?;
        let at = if comma { scan.at } else { end };
        Ok((at..at, if comma { lines.join(",") + "," } else { format!(",{}", lines.join(",")) }))
    }
}

fn refusal(file: &SourceFile, error: &ScanError) -> Fault {
    let fault =
        Fault::error(error.what, "mend the deck (`lacuna check` says where), then try again");
    fault.with_place(file.place(error.at))
}

/// The file's text with other texts in its head, by the names of their fields; none takes a field
/// out. Everything else stays as it was written.
pub fn with_head_texts(
    file: &SourceFile,
    texts: &[(&'static str, Option<&str>)],
) -> Result<String, Fault> {
    let fields = head_fields(file).map_err(|error| refusal(file, &error))?;
    let at = fields.first().map_or(0, |field| field.name.start);
    let find = |name: &str| fields.iter().find(|field| file.text[field.name.clone()] == *name);
    let mut edits = Vec::new();
    for (name, text) in texts {
        match (find(name), text) {
            (Some(field), Some(text)) => edits.push((field.value.clone(), write::text(text))),
            (Some(field), None) => edits.push((field.name.start..field.end, String::new())),
            (None, Some(text)) => {
                let after = find("title").map_or(at, |field| field.value.end);
                edits.push((after..after, format!(",\n    {name}: {}", write::text(text))));
            }
            (None, None) => {}
        }
    }
    let new = SourceFile::new(&file.name, apply_edits(&file.text, edits));
    let outline = outline::outline(&new, false, &mut |_: &NoteOutline<'_>| {});
    let head = parse::head(&new, &outline.inside);
    let is_so = head.is_ok_and(|head| {
        texts.iter().all(|(name, text)| match *name {
            "title" => Some(head.title.as_str()) == *text,
            "description" => head.description.as_deref() == *text,
            "language" => head.language.as_deref() == *text,
            _ => false,
        })
    });
    if is_so {
        return Ok(new.text.into_owned());
    }
    Err(refusal(file, &ScanError { at, what: "the deck would not read any more" }))
}

/// Where a field of the head stands.
struct HeadField {
    name: Range<usize>,
    value: Range<usize>,
    /// Behind the comma and the blanks after it.
    end: usize,
}

/// The fields of the head before the notes, and those behind them.
fn head_fields(file: &SourceFile) -> Result<Vec<HeadField>, ScanError> {
    let mut scan = head_scanner(&file.text)?;
    let mut fields = Vec::new();
    loop {
        scan.blank()?;
        if scan.rest().is_empty() || scan.rest().starts_with(')') {
            return Ok(fields);
        }
        let name = scan.name()?;
        let name = scan.at - name.len()..scan.at;
        scan.take(b':')?;
        scan.blank()?;
        let start = scan.at;
        // A text ends with its quote, so that what stands behind it stays.
        if scan.rest().starts_with(['"', 'r']) {
            scan.value()?;
        } else {
            scan.skip_value()?;
        }
        let value = start..scan.at;
        scan.take(b',')?;
        fields.push(HeadField { end: skip_blanks(&file.text, scan.at), name, value });
    }
}

/// A scanner behind the bracket that opens the deck.
fn head_scanner(text: &str) -> Result<Scanner<'_>, ScanError> {
    let mut scan = Scanner::new(text, 0);
    while scan.take(b'#')? {
        scan.at += memchr::memchr(b'\n', scan.rest().as_bytes()).unwrap_or(scan.rest().len());
    }
    if !scan.take(b'(')? {
        return scan.fail("this is not a lacuna deck: it does not begin with `(`");
    }
    Ok(scan)
}

/// The change that adds elements to a list of the head, or makes the list before the notes.
fn extend_list(
    file: &SourceFile,
    field: &str,
    items: &[String],
) -> Result<(Range<usize>, String), ScanError> {
    let text = &file.text;
    let mut scan = head_scanner(text)?;
    let lines: String = items.iter().flat_map(|item| ["\n        ", item.as_str(), ","]).collect();
    loop {
        let name = scan.name()?;
        let start = scan.at - name.len();
        scan.take(b':')?;
        scan.blank()?;
        if name == "notes" {
            return Ok((start..start, format!("{field}: [{lines}\n    ],\n    ")));
        }
        scan.skip_value()?;
        if name == field {
            let close = scan.at - 1;
            let before = text[..close].trim_end();
            let comma = if before.ends_with([',', '[']) { "" } else { "," };
            return Ok((before.len()..close, format!("{comma}{lines}\n    ")));
        }
        scan.take(b',')?;
    }
}

fn apply_edits(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(span, _)| span.start);
    let mut out =
        String::with_capacity(text.len() + edits.iter().map(|(_, new)| new.len()).sum::<usize>());
    let mut at = 0;
    for (span, new) in edits {
        out.push_str(&text[at..span.start]);
        out.push_str(&new);
        at = span.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::NoteBody;

    fn pair(id: &str) -> Note {
        Note::new(id, NoteBody::Pair { term: id.to_uppercase(), definition: "new".into() })
    }

    fn patched(text: &str) -> Result<String, Fault> {
        let (b, c) = (pair("b"), pair("c"));
        let head = vec![("topics", vec![r#"(id: "t", title: "T")"#.to_string()])];
        let patch = Patch {
            updated: HashMap::from([("b", &b)]),
            added: vec![write::note(&c)],
            head,
            ..Patch::default()
        };
        patch.apply(&SourceFile::new("a.ron", text.to_string()))
    }

    #[test]
    fn what_is_not_changed_stays_as_it_was_written() {
        let old = "(format: 1, id: \"d\", title: \"D\", topics: [(id: \"s\", title: \"S\")], // mine\n notes: [\n \
                   Pair(id: \"a\", term: \"A\",   definition: \"one\"), // first\n \
                   Pair(id: \"b\", term: \"B\", definition: \"two\") /* last */\n])\n";
        let new = patched(old).unwrap();
        assert!(
            new.contains("Pair(id: \"a\", term: \"A\",   definition: \"one\"), // first\n"),
            "{new}"
        );
        assert!(
            new.contains("term: \"B\", definition: \"new\"),\n        Pair(id: \"c\""),
            "{new}"
        );
        assert!(
            new.contains(
                "(id: \"s\", title: \"S\"),\n        (id: \"t\", title: \"T\"),\n    ], // mine"
            ),
            "{new}"
        );
    }

    #[test]
    fn lists_are_made_where_there_are_none() {
        let new = patched("(format: 1, id: \"d\", title: \"D\", notes: [])").unwrap();
        assert!(
            new.contains("topics: [\n        (id: \"t\", title: \"T\"),\n    ],\n    notes: [\n        Pair(id: \"c\""),
            "{new}"
        );
        let comma = patched(
            "(format: 1, id: \"d\", title: \"D\", notes: [\nPair(id: \"b\", term: \"B\", definition: \"x\"),\n])",
        )
        .unwrap();
        assert!(comma.contains("\"new\"),\n        Pair(id: \"c\""), "{comma}");
    }

    #[test]
    fn what_would_not_read_is_refused() {
        let fault = patched("(format: 1, id: \"d\", notes: [").unwrap_err();
        assert!(fault.place.is_some(), "{fault}");
        assert!(patched("no deck").is_err());
    }
}
