//! The sections below a note's question and answer, and the row under which a long page folds the
//! less urgent ones.

use super::{Fold, Page, PageRole};
use crate::deck::Note;
use crate::library::{NoteIx, NoteLink};

/// So many lines are not worth a fold.
const SHORT: usize = 3;

impl Page<'_> {
    /// What a student needs most comes first: what the exam asks, and what is easily confused.
    pub(super) fn details(&mut self, ix: NoteIx, note: &Note) {
        let details = &note.details;
        if let Some(latex) = &details.formula {
            self.formula(latex);
        }
        self.section("In the exam", details.exam.as_deref());
        let contrasts = details.contrast.iter();
        let contrasts: Vec<_> =
            contrasts.map(|contrast| self.contrast(ix, &contrast.with, &contrast.text)).collect();
        self.bullets("Not to be confused with", contrasts.into_iter());
        self.figure(ix, note);
        if !details.points.is_empty() {
            self.label("Key points");
            let bullet = self.bullet();
            details.points.iter().for_each(|point| self.filled_after(bullet, point));
        }
        self.links(ix);
        self.rest(ix, note);
    }

    /// The sections that a long page folds.
    fn rest(&mut self, ix: NoteIx, note: &Note) {
        let details = &note.details;
        let start = self.lines.len();
        self.section("Why it matters", details.why.as_deref());
        self.section("Remark", details.remark.as_deref());
        let children = self.library.linked(ix, NoteLink::Child);
        let children: Vec<_> = children.map(|child| self.question(child)).collect();
        let has_children = !children.is_empty();
        self.bullets("Further questions", children.into_iter());
        if !details.sources.is_empty() {
            self.blank();
            self.paragraph(vec![(PageRole::Dim, details.sources.join(" · "))]);
        }
        let Some(fold) = self.layout.fold.filter(|_| self.lines.len() > start + SHORT) else {
            return;
        };
        let names = [
            ("Why it matters", details.why.is_some()),
            ("Remark", details.remark.is_some()),
            ("Further questions", has_children),
            ("Sources", !details.sources.is_empty()),
        ];
        let names: Vec<&str> =
            names.iter().filter(|(_, is_there)| *is_there).map(|(name, _)| *name).collect();
        let rest = self.lines.split_off(start);
        self.blank();
        self.fold_row(&names, fold);
        if fold.is_open {
            self.lines.extend(rest);
        }
    }

    fn fold_row(&mut self, names: &[&str], fold: Fold<'_>) {
        let (mark, does) = if fold.is_open { ("▾", "folds them") } else { ("▸", "opens") };
        let way = fold.key.map_or_else(String::new, |key| format!(" — {key} {does}"));
        self.paragraph(vec![(PageRole::Fold, format!("{mark} {}{way}", names.join(" · ")))]);
    }

    fn section(&mut self, label: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.label(label);
            self.text(text);
        }
    }
}
