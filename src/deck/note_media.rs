//! What a note's texts call its pictures and sounds.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::FIELDS;
use super::note::Note;
use crate::text::media::{media, renamed};

/// The names of a note's pictures and sounds.
pub fn media_names(note: &Note) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for value in FIELDS.iter().filter_map(|field| field.value(note)) {
        value.each_text(|text| names.extend(media(text).map(|medium| medium.file)));
    }
    names.remove("");
    names
}

/// Gives a note's pictures and sounds other names: those that the old ones lead to.
pub fn rename_media(note: &mut Note, names: &BTreeMap<String, String>) {
    if names.is_empty() {
        return;
    }
    note.each_text_mut(|text| {
        if let Some(new) = renamed(text, |name| names.get(name).cloned()) {
            *text = new;
        }
    });
}

/// A name like `name` that is not taken: the first of `owl.png`, `owl-2.png`, `owl-3.png`.
pub fn free_name(name: &str, mut is_taken: impl FnMut(&str) -> bool) -> String {
    let end = name.rfind('.').filter(|&dot| dot > 0 && !name[dot..].contains('/'));
    let (stem, ending) = name.split_at(end.unwrap_or(name.len()));
    let mut names = (1..).map(|n| match n {
        1 => name.to_string(),
        n => format!("{stem}-{n}{ending}"),
    });
    names.find(|name| !is_taken(name)).expect("there are more numbers than names")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{Details, NoteBody};

    #[test]
    fn every_text_of_a_note_may_name_a_picture() {
        let text = |name: &str| format!("x ![]({name}.png)");
        let body = NoteBody::List {
            term: text("a"),
            intro: Some(text("b")),
            items: vec![text("c"), text("d")],
        };
        let details = Details { remark: Some(text("e")), ..Details::default() };
        let mut note = Note { id: "n".into(), body, details };
        let names: Vec<String> = media_names(&note).into_iter().map(str::to_string).collect();
        assert_eq!(names, ["a.png", "b.png", "c.png", "d.png", "e.png"]);
        let new = |name: &String| (name.clone(), format!("new {name}"));
        rename_media(&mut note, &names.iter().map(new).collect());
        let new: Vec<String> = names.iter().map(|name| format!("new {name}")).collect();
        assert_eq!(media_names(&note).into_iter().collect::<Vec<_>>(), new);
    }

    #[test]
    fn a_free_name_has_its_number_before_the_ending() {
        for (name, free) in [("a.png", "a-3.png"), ("x.y/a", "x.y/a-3"), (".png", ".png-3")] {
            let mut taken = 0;
            let is_taken = |_: &str| {
                taken += 1;
                taken < 3
            };
            assert_eq!(free_name(name, is_taken), free);
        }
    }
}
