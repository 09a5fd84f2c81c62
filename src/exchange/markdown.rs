//! Markdown, as several programs write cards in it: `Q:`/`A:`/`C:` blocks (hashcards, repeater),
//! `front::back`, `a:::b`, `?` and `??` between lines and `==blanks==` (Obsidian), headings with a
//! paragraph, and definition lists.
//!
//! Where a section has cards of its own, its prose is no card, and is counted. What we write is
//! headings with what a heading can't say in a comment.

mod blanks;
mod cards;
mod emphasis;
mod front_matter;
mod inline;
mod labels;
mod lacuna;
mod sections;
mod unmarked_pairs;

use super::encoding;
use super::format::{DeckWriter, Format};
use super::imported_deck::{ImportOptions, ImportSource, ImportedDeck, ImportedNote, LONGEST};
use super::losses::{Loss, Losses};
use super::media::MediaPlace;
use crate::deck::{Details, Note, NoteBody, Topic};
use crate::fault::Fault;
use crate::watch::Watch;
use cards::{CardBuilder, CardForm, FoundCard, FoundCards};
use labels::Labels;
use sections::{HeadingSection, heading, sections};

/// See the module.
pub(super) struct MarkdownFormat;

impl Format for MarkdownFormat {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn sniff(&self, _: &[u8], text: &str) -> u32 {
        let lines = || text.lines().filter(|line| !line.trim().is_empty());
        let count = |test: fn(&str) -> bool| lines().filter(|line| test(line)).count();
        let asked =
            count(|line| line.starts_with("Q:")) > 0 && count(|line| line.starts_with("A:")) > 0;
        let between = count(|line| matches!(line.trim(), "?" | "??")) > 0;
        let headings = count(|line| heading(line).is_some_and(|(_, words)| !words.is_empty())) > 0;
        let defined = count(|line| line.starts_with(": ")) > 0;
        let inline = count(|line| line.contains("::")) * 2 > lines().count();
        match text.contains('\t') {
            _ if asked || text.contains(sections::HIDDEN.0) => 65,
            _ if count(|line| line.starts_with("C:") && line.contains('[')) > 0 => 60,
            false if between || headings || defined || inline => 50,
            _ => 0,
        }
    }

    fn read(
        &self,
        source: &ImportSource<'_>,
        options: &ImportOptions,
        watch: &Watch,
    ) -> Result<ImportedDeck, Fault> {
        let text = encoding::text(source, options)?;
        // A heading may be a note.
        source.check_room(text.lines().filter(|line| line.starts_with('#')).count())?;
        let request = (source, options, watch);
        let imported = read_text(&text, request)?;
        let found = sections(&text, front_matter::read(&text).lines);
        // The title of a file is no card where all below it are.
        let headings = found.iter().filter(|section| section.level > 0).count();
        let titles = found.iter().filter(|section| section.level == 1).count();
        let is_titled = headings == 1 && titles == 1;
        if imported.items.len() > usize::from(is_titled) {
            return Ok(imported);
        }
        match unmarked_pairs::marked(&text, &found) {
            Some(marked) => read_text(&marked, request),
            None => Ok(imported),
        }
    }

    fn writer(&self) -> Option<DeckWriter> {
        Some(DeckWriter {
            carries_progress: false,
            media: MediaPlace::Beside,
            is_binary: false,
            write: |input| Ok(lacuna::write(input)),
        })
    }
}

/// Reads the notes of a text.
fn read_text(
    text: &str,
    (source, options, watch): (&ImportSource<'_>, &ImportOptions, &Watch),
) -> Result<ImportedDeck, Fault> {
    let front_matter = front_matter::read(text);
    let mut imported = ImportedDeck { title: front_matter.title, ..ImportedDeck::default() };
    for property in &front_matter.others {
        imported.losses.add(Loss::Property, property);
    }
    let labels = Labels { tags: front_matter.tags, ..Labels::default() };
    let (lists, rows) = (options.lists, text.lines().count());
    let mut reader = SectionReader { source, lists, imported, labels, watch, rows };
    reader.read(&sections(text, front_matter.lines))?;
    Ok(reader.imported)
}

/// Makes notes of sections.
struct SectionReader<'s> {
    source: &'s ImportSource<'s>,
    lists: bool,
    imported: ImportedDeck,
    /// What holds for all cards from here on.
    labels: Labels,
    watch: &'s Watch,
    /// The lines of the file.
    rows: usize,
}

/// What the heading of a section is for.
struct HeadingRole {
    /// The heading above.
    topic: Option<String>,
    /// Whether it is the one above all others, which is what the deck is called.
    names_deck: bool,
}

impl SectionReader<'_> {
    fn read(&mut self, sections: &[HeadingSection<'_>]) -> Result<(), Fault> {
        let first = sections.iter().position(|section| section.level > 0);
        let tops = sections.iter().filter(|section| section.level == 1).count();
        let mut above: Vec<(usize, String)> = Vec::new();
        for (i, section) in sections.iter().enumerate() {
            if !self.watch.report(section.row, self.rows) {
                break;
            }
            self.imported.check_room(self.source)?;
            above.retain(|(level, _)| section.level == 0 || *level < section.level);
            let names_deck =
                Some(i) == first && section.level == 1 && tops == 1 && sections.len() > i + 1;
            let topic = above.last().map(|(_, heading)| heading.clone());
            let (heading, labels) = self.heading(section);
            let role = HeadingRole { topic, names_deck };
            let is_note = self.section(section, &heading, labels, role);
            let has_more = sections.get(i + 1).is_some_and(|next| next.level > section.level);
            let is_empty = section.lines.iter().all(sections::MarkdownLine::is_blank);
            match section.level {
                0 => {}
                _ if names_deck => {
                    let title = Some(heading).filter(|heading| !heading.is_empty());
                    self.imported.title = self.imported.title.take().or(title);
                }
                _ if is_note => {}
                _ if heading.is_empty() || (is_empty && !has_more) => {
                    let row = format!("line {}", section.row);
                    let name = if heading.is_empty() { &row } else { &heading };
                    self.imported.losses.add(Loss::EmptyHeading, name);
                }
                _ => above.push((section.level, heading)),
            }
        }
        Ok(())
    }

    /// A heading's words, and its labels.
    fn heading(&mut self, section: &HeadingSection<'_>) -> (String, Labels) {
        if section.verbatim {
            return (section.heading.to_string(), Labels::default());
        }
        let (words, labels) = self.builder().side(section.heading);
        (super::cleanup::line(&words), labels)
    }

    fn builder(&mut self) -> CardBuilder<'_> {
        CardBuilder {
            losses: &mut self.imported.losses,
            lists: self.lists,
            watch: self.watch,
            rows: self.rows,
            most: self.source.most_notes(),
        }
    }

    /// Adds the notes of a section; says whether its heading is one of them.
    fn section(
        &mut self,
        section: &HeadingSection<'_>,
        heading: &str,
        labels: Labels,
        role: HeadingRole,
    ) -> bool {
        if let Some(note) = lacuna::read(section) {
            self.own_note(note, section.row, role.topic);
            return true;
        }
        let file_labels = self.labels.clone();
        let words = if role.names_deck { "" } else { section.heading };
        let found = cards::cards(words, &section.lines, &mut self.builder(), file_labels);
        self.labels.clone_from(&found.labels);
        let is_bare = section.level > 0 && !section.verbatim && !role.names_deck;
        let from_heading =
            if is_bare && !found.uses_heading { self.heading_card(section, &found) } else { None };
        if let Some(mut card) = from_heading {
            card.labels.extend(labels);
            let is_whole = card.remark.is_some() || !found.is_marked;
            self.report(if is_whole { FoundCards::default() } else { found }, None);
            self.add(card, role.topic);
            return true;
        }
        let own = Some(heading)
            .filter(|heading| !heading.is_empty() && !role.names_deck && !found.uses_heading);
        let uses_heading = found.uses_heading;
        self.report(found, own.or(role.topic.as_deref()));
        uses_heading
    }

    /// Adds a note that we have written.
    fn own_note(&mut self, note: Note, row: usize, topic: Option<String>) {
        if let (Some(id), Some(title)) = (&note.details.topic, topic)
            && self.imported.topics.iter().all(|topic| topic.id != *id)
        {
            self.imported.topics.push(Topic { id: id.clone(), title });
        }
        self.imported.items.push(ImportedNote { whole: true, ..ImportedNote::new(note, row) });
    }

    /// The card that a heading makes: with blanks or a separator in it, or with the text below.
    fn heading_card(
        &mut self,
        section: &HeadingSection<'_>,
        found: &FoundCards,
    ) -> Option<FoundCard> {
        let (row, heading) = (section.row, section.heading);
        let file_labels = self.labels.clone();
        let mut builder = self.builder();
        let below = if found.is_marked { String::new() } else { section.text() };
        let card = if let Some((front, form, back)) = cards::split(heading) {
            builder.card(row, form, front, back).map(Some)
        } else if let Some(text) = blanks::highlighted(heading, builder.losses) {
            let (remark, labels) = builder.side(&below);
            let remark = Some(remark).filter(|remark| !remark.is_empty());
            let body = NoteBody::Cloze { term: None, text };
            Ok(Some(FoundCard { row, body, labels, aliases: vec![], remark }))
        } else if found.is_marked || inline::plain(&below, &mut Losses::default()).is_empty() {
            Ok(None)
        } else {
            let asks = heading.trim_end().ends_with('?');
            let form = if asks { CardForm::Question } else { CardForm::Pair };
            builder.card(row, form, heading, &below).map(Some)
        };
        let mut card = card.ok().flatten()?;
        let mut labels = file_labels;
        labels.extend(card.labels);
        card.labels = labels;
        Some(card)
    }

    /// Adds the cards, and reports what is none.
    fn report(&mut self, found: FoundCards, topic: Option<&str>) {
        for (row, what) in found.faults {
            self.imported.skip(self.source.row(row), what, "it was left out");
        }
        for (loss, name) in found.prose {
            self.imported.losses.add(loss, &name);
        }
        for card in found.cards {
            self.add(card, topic.map(str::to_string));
        }
    }

    fn add(&mut self, card: FoundCard, topic: Option<String>) {
        let FoundCard { row, body, labels, aliases, remark } = card;
        let length = match &body {
            NoteBody::Pair { term: one, definition: two }
            | NoteBody::Question { question: one, answer: two } => one.len().max(two.len()),
            NoteBody::Cloze { text, .. } => text.len(),
            NoteBody::Steps { .. } | NoteBody::List { .. } => 0,
        };
        if length > LONGEST {
            return self.imported.skip(
                self.source.row(row),
                format!("a text of {length} bytes is too long for a note, which takes {LONGEST}"),
                "it was left out",
            );
        }
        let Labels { tags, topic: own_topic, guid } = labels;
        let topic = own_topic.or(topic);
        let details = Details { topic, tags, aliases, remark, guid, ..Details::default() };
        let note = Note { id: String::new(), body, details };
        self.imported.items.push(ImportedNote::new(note, row));
    }
}

#[cfg(test)]
mod tests;
