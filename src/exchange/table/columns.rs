//! Which column of a table holds which field: by its name, as people and other programs call the
//! fields, or as the user says.

use csv::StringRecord;

use crate::deck::fields::{FIELDS, FieldKind, NoteField, find_by_name};
use crate::exchange::cleanup;
use crate::exchange::imported_deck::ImportOptions;
use crate::fault::Fault;
use crate::text::distance::nearest;
use crate::text::fold::fold;

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub(in crate::exchange) enum ColumnRole {
    /// A field of a note.
    Field(&'static NoteField),
    /// The kind of note.
    Kind,
    /// Something that notes have no field for: a point with the column's name.
    Point,
}

impl ColumnRole {
    /// The name that the field has in a note.
    pub(in crate::exchange) fn name(self) -> Option<&'static str> {
        match self {
            ColumnRole::Field(field) => Some(field.name),
            ColumnRole::Kind => Some("kind"),
            ColumnRole::Point => None,
        }
    }

    fn of(name: &str) -> ColumnRole {
        find_by_name(name).map_or(ColumnRole::Point, ColumnRole::Field)
    }
}

/// What people call the fields, the likeliest first.
const NAMES: &[(&str, &[&str])] = &[
    ("id", &["key"]),
    ("kind", &["type", "note type", "notetype"]),
    (
        "term",
        &[
            "front",
            "word",
            "expression",
            "concept",
            "name",
            "prompt",
            "begriff",
            "vorderseite",
            "wort",
            "termino",
            "terme",
            "anverso",
            "recto",
            "mot",
        ],
    ),
    ("question", &["q", "frage", "pregunta"]),
    ("answer", &["a", "antwort", "respuesta", "reponse"]),
    (
        "definition",
        &[
            "back",
            "meaning",
            "translation",
            "description",
            "explanation",
            "ruckseite",
            "bedeutung",
            "ubersetzung",
            "definicion",
            "reverso",
            "verso",
            "traduction",
            "traduccion",
        ],
    ),
    ("text", &["cloze"]),
    ("topic", &["deck", "category", "chapter", "subject", "section"]),
    ("tags", &["tag", "labels", "label", "keywords"]),
    ("aliases", &["alias", "synonyms", "also"]),
    ("remark", &["back extra", "extra", "notes", "note", "comment"]),
    ("sources", &["source", "reference", "references"]),
    ("see", &["see also"]),
];

/// Names that only columns have: one of them after the second column makes a row a header.
const LATER: &[&str] = &[
    "tags",
    "guid",
    "id",
    "deck",
    "topic",
    "category",
    "chapter",
    "notes",
    "comment",
    "synonyms",
    "meaning",
    "translation",
    "definition",
    "explanation",
];

/// What a column of that name holds, and how unlikely that is: 0 for the field's own name.
pub(in crate::exchange) fn role_of(name: &str) -> (ColumnRole, usize) {
    let name = fold(name.trim()).replace('_', " ");
    let own = FIELDS.iter().find(|field| field.name.replace('_', " ") == name);
    if let Some(field) = own {
        return (ColumnRole::Field(field), 0);
    }
    if name == "kind" {
        return (ColumnRole::Kind, 0);
    }
    for (field, names) in NAMES {
        if let Some(rank) = names.iter().position(|known| *known == name) {
            let role = if *field == "kind" { ColumnRole::Kind } else { ColumnRole::of(field) };
            return (role, rank + 1);
        }
    }
    (ColumnRole::Point, 0)
}

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Its name in the first row; empty without one.
    pub(super) name: String,
    /// What it holds.
    pub(super) role: ColumnRole,
}

/// The columns of a table.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// In their order.
    pub(super) all: Vec<Column>,
    /// Whether the first row names them.
    pub(super) named: bool,
    /// Whether rows may have more cells than there are columns.
    wide: bool,
    /// The columns that were taken for the sides of the notes, though their names say nothing.
    assumed: Vec<String>,
}

impl Columns {
    /// Columns without names: a term, a definition, and points.
    pub(super) fn unnamed(width: usize) -> Columns {
        let roles = [ColumnRole::of("term"), ColumnRole::of("definition")];
        let all = (0..width.max(2))
            .map(|i| Column {
                name: String::new(),
                role: roles.get(i).copied().unwrap_or(ColumnRole::Point),
            })
            .collect();
        Columns { all, named: false, wide: true, assumed: vec![] }
    }

    /// The columns of a table that begins with that row.
    pub(super) fn of_first_row(
        record: &StringRecord,
        separator: u8,
        options: &ImportOptions,
    ) -> Result<Columns, Fault> {
        let choices = options.columns.as_deref().map_or_else(|| Ok(vec![]), choices)?;
        let header = Columns::from_header(record.iter());
        let by_name = choices.iter().any(|choice| !choice.is_number());
        let is_named = options.header.unwrap_or_else(|| by_name || header.is_header());
        let mut columns = if is_named { header } else { Columns::unnamed(record.len()) };
        // Nothing but a comma is ever forgotten inside a text.
        columns.wide = !is_named && separator != b',';
        if !choices.is_empty() {
            columns.map(&choices)?;
        }
        if is_named {
            columns.fill_sides();
        }
        Ok(columns)
    }

    /// Whether a row has more cells than the table has columns for.
    pub(super) fn is_too_long(&self, cells: usize) -> bool {
        !self.wide && cells > self.all.len()
    }

    /// Says which columns were taken for the sides of the notes, if their names did not say so.
    pub(super) fn assumption(&self) -> Option<Fault> {
        let what = match &self.assumed[..] {
            [] => return None,
            [one] => format!("the column `{one}` is taken for the other side of the notes"),
            [term, definition, ..] => {
                format!("`{term}` is taken for the term, and `{definition}` for the definition")
            }
        };
        let remedy = "say which they are with --columns term=…,definition=…, if that is wrong";
        Some(Fault::warning(what, remedy))
    }

    /// The columns that a first row names.
    pub(super) fn from_header<'c>(names: impl Iterator<Item = &'c str>) -> Columns {
        let ranked: Vec<(String, (ColumnRole, usize))> =
            names.map(|name| (cleanup::line(name), role_of(name))).collect();
        let best = |i: usize, role: ColumnRole, rank: usize| {
            role.name().is_some()
                && ranked.iter().enumerate().all(|(j, (_, (other, other_rank)))| {
                    i == j || other.name() != role.name() || (rank, i) < (*other_rank, j)
                })
        };
        let all = ranked.iter().enumerate().map(|(i, (name, (role, rank)))| {
            let role = if best(i, *role, *rank) { *role } else { ColumnRole::Point };
            Column { name: name.clone(), role }
        });
        let mut columns = Columns { all: all.collect(), named: true, wide: false, assumed: vec![] };
        columns.pair_sides();
        columns
    }

    /// Whether a column holds one of these fields.
    fn has(&self, fields: &[&str]) -> bool {
        self.all.iter().any(|column| column.role.name().is_some_and(|name| fields.contains(&name)))
    }

    fn rename(&mut self, from: &str, to: &str) {
        for column in self.all.iter_mut().filter(|column| column.role.name() == Some(from)) {
            column.role = ColumnRole::of(to);
        }
    }

    /// Sees to it that a question has an answer and a term a definition, where they are called
    /// `question` and `meaning`, or `word` and `answer`.
    fn pair_sides(&mut self) {
        let [term, question] = ["term", "question"].map(|name| self.has(&[name]));
        let [definition, answer] = ["definition", "answer"].map(|name| self.has(&[name]));
        match (question, answer) {
            (true, false) if definition && !term => self.rename("definition", "answer"),
            (true, false) if !term => self.rename("question", "term"),
            (false, true) if term && !definition => self.rename("answer", "definition"),
            _ => {}
        }
    }

    /// Whether these are names of columns, as for a term and its definition.
    pub(super) fn is_header(&self) -> bool {
        let is_sides = (self.has(&["term"]) && self.has(&["definition", "text", "steps", "items"]))
            || (self.has(&["question"]) && self.has(&["answer"]));
        let is_text = self.has(&["text"])
            && self.all.len() > 1
            && self.has(&["id", "kind", "topic", "tags", "guid", "remark"]);
        // No cell after the sides of a note says what only columns are called.
        let is_later = self.all.iter().skip(2).any(|column| {
            column.role.name().is_some() && LATER.contains(&fold(&column.name).as_str())
        });
        let meta = ["id", "guid", "kind", "topic", "tags"];
        let count = meta.iter().filter(|name| self.has(&[name])).count();
        let named = self.all.iter().filter(|column| !column.name.is_empty()).count();
        is_sides || is_text || is_later || (count > 1 && named > count + 1)
    }

    /// Takes the first columns without a meaning for the sides of the notes that are missing.
    pub(super) fn fill_sides(&mut self) {
        if self.has(&["text"]) {
            return;
        }
        let sides: [(&str, &[&str]); 2] = [
            ("term", &["term", "question"]),
            ("definition", &["definition", "answer", "steps", "items"]),
        ];
        for (field, known) in sides {
            let missing = !self.has(known);
            let free = |column: &&mut Column| {
                column.role.name().is_none() && (!column.name.is_empty() || !self.named)
            };
            if let Some(column) = self.all.iter_mut().filter(|_| missing).find(free) {
                column.role = ColumnRole::of(field);
                self.assumed.push(column.name.clone());
            }
        }
    }

    /// Gives the columns the fields that the user says, as `term=German,tags=3`.
    pub(super) fn map(&mut self, choices: &[ColumnChoice]) -> Result<(), Fault> {
        let mut chosen = vec![false; self.all.len()];
        let is_side = |role: ColumnRole| match role {
            ColumnRole::Field(field) => !field.is_detail() && field.name != "id",
            ColumnRole::Kind | ColumnRole::Point => false,
        };
        let names_side = choices.iter().any(|choice| is_side(choice.role));
        for choice in choices {
            let i = self.find(&choice.column).ok_or_else(|| self.no_column(&choice.column))?;
            self.all[i].role = choice.role;
            chosen[i] = true;
        }
        for (column, _) in self.all.iter_mut().zip(&chosen).filter(|(_, chosen)| !**chosen) {
            let same = choices.iter().any(|choice| choice.role.name() == column.role.name());
            if same || (names_side && is_side(column.role)) {
                column.role = ColumnRole::Point;
            }
        }
        self.pair_sides();
        Ok(())
    }

    fn find(&self, column: &str) -> Option<usize> {
        let sought = fold(column);
        let named = self.all.iter().position(|known| self.named && fold(&known.name) == sought);
        let number = || column.parse::<usize>().ok()?.checked_sub(1);
        named.or_else(|| number().filter(|&i| i < self.all.len()))
    }

    fn no_column(&self, column: &str) -> Fault {
        let what = format!("--columns names `{column}`, and the table has no such column");
        let names: Vec<String> =
            self.all.iter().take(20).map(|known| format!("`{}`", known.name)).collect();
        let remedy = match (self.named, nearest(column, self.all.iter().map(|c| c.name.as_str()))) {
            (true, Some(near)) if !near.is_empty() => format!("did you mean `{near}`?"),
            (true, _) => format!("there are {}", names.join(", ")),
            (false, _) => format!(
                "its columns have no names: say a number from 1 to {}, or --header yes",
                self.all.len()
            ),
        };
        Fault::error(what, remedy)
    }
}

/// Which field a column holds, as the user says.
#[derive(Clone, Debug)]
pub(super) struct ColumnChoice {
    role: ColumnRole,
    /// The column's name, or its number from 1.
    column: String,
}

impl ColumnChoice {
    /// Whether the column is known by its number.
    pub(super) fn is_number(&self) -> bool {
        self.column.parse::<usize>().is_ok()
    }
}

/// Reads `term=German,definition=English,tags=3`.
pub(super) fn choices(text: &str) -> Result<Vec<ColumnChoice>, Fault> {
    let mut choices: Vec<ColumnChoice> = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let pair = part.split_once('=').map(|(field, column)| (field.trim(), column.trim()));
        let Some((field, column)) =
            pair.filter(|(field, column)| !field.is_empty() && !column.is_empty())
        else {
            let what = format!("--columns has `{part}`, which is no field with its column");
            return Err(Fault::error(what, "write it as in `term=German,definition=English`"));
        };
        let (role, _) = role_of(field);
        let Some(name) = role.name() else {
            let names = || FIELDS.iter().map(|field| field.name);
            let remedy = nearest(field, names()).map_or_else(
                || "there are term, definition, question, answer, text, tags, topic, remark, points and more".to_string(),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(Fault::error(
                format!("--columns names `{field}`, which is no field"),
                remedy,
            ));
        };
        let is_list = matches!(role, ColumnRole::Field(NoteField { kind: FieldKind::Texts, .. }));
        if !is_list && choices.iter().any(|choice| choice.role.name() == Some(name)) {
            let what = format!("--columns names a column for `{name}` twice");
            return Err(Fault::error(what, "keep one of them"));
        }
        choices.push(ColumnChoice { role, column: column.to_string() });
    }
    Ok(choices)
}

/// Whether the cells of a row are names of columns.
pub(super) fn is_header<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    Columns::from_header(cells).is_header()
}

/// The cells of a row up to the last one that has something in it: spreadsheets pad their rows.
pub(super) fn filled(record: &StringRecord) -> usize {
    (0..record.len()).rfind(|&i| !record[i].trim().is_empty()).map_or(0, |last| last + 1)
}
