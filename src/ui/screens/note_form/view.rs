//! What the form looks like: its fields, a hint on the focused one, and
//! the note's cards.

use ratatui::layout::{Position, Rect};

use super::{FormField, NoteForm, OWN};
use crate::deck::{Note, NoteBody, NoteKind};
use crate::library::page::{self, PageLayout};
use crate::study::question::question_and_answer;
use crate::text::count::pluralize;
use crate::text::sanitize::clean_line;
use crate::text::width::{graphemes, width};
use crate::text::wrap::wrap;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Screen, ScreenContext};
use crate::ui::view::frame;

/// Columns of the names of the fields, and of the cards.
const NAMES: u16 = 13;
/// The most columns of the form.
const WIDEST: u16 = 92;
/// On a screen of at most so many columns it takes all of them.
const WHOLE: u16 = 104;

/// The most columns of the preview.
const READING: u16 = 72;

type FormLine = Vec<(Role, String)>;

/// The form's lines, with the fields that clicks select.
#[derive(Default)]
struct FormLayout {
    lines: Vec<FormLine>,
    clicks: Vec<(usize, usize)>,
    /// The line and column of the cursor.
    cursor: (usize, u16),
    /// The lines of the selected field.
    focus: (usize, usize),
}

/// Draws the form over the tab.
pub(super) fn view(form: &NoteForm, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
    let screen = canvas.buffer.area;
    let most = frame::pane_area(screen);
    // Slivers of the tab beside it would only disturb.
    let wide = if most.width > WHOLE { WIDEST } else { most.width };
    let place = Rect { x: most.x + (most.width - wide) / 2, width: wide, ..most };
    let title = if form.origin.is_some() { "Change a note" } else { "New note" };
    let area = canvas.overlay(place, title);
    canvas.wheel(screen, ListArea::Overlay);
    if let Some((_, count)) = &form.pasted {
        return draw_pasted(canvas, area, *count);
    }
    let mut layout = FormLayout::default();
    layout.push_fields(form, shared, area.width);
    let note = form.edited_note();
    layout.push_cards(form, &note, area.width);
    layout.push_preview(&note, shared, area.width);
    layout.draw(canvas, area, !matches!(form.current_field(), FormField::Kind));
}

fn draw_pasted(canvas: &mut Canvas<'_>, area: Rect, count: usize) {
    let rows = [
        ("", format!("This looks like {}.", pluralize(count, "note", "notes")), None),
        ("Enter", "Import them (preview first)".to_string(), Some(Action::Import)),
        ("Esc", "Put the text into the field".to_string(), Some(Action::Back)),
    ];
    for ((key, message, action), y) in rows.into_iter().zip((area.y..area.bottom()).step_by(1)) {
        canvas.text(area.x, y, 6, key, Role::Key);
        let x = if key.is_empty() { area.x } else { area.x + 7 };
        canvas.text(x, y, area.right().saturating_sub(x), &message, Role::Text);
        if let Some(action) = action {
            canvas.click(Rect { y, height: 1, ..area }, action);
        }
    }
    canvas.cursor = Some((Position { x: area.x, y: area.y + 1 }, false));
}

impl FormLayout {
    fn push_fields(&mut self, form: &NoteForm, shared: &ScreenContext, columns: u16) {
        let focused = form.current_field();
        for form_field in form.form_fields() {
            let from = self.lines.len();
            let on = form_field == focused;
            let values = value_lines(form, form_field, on, columns.saturating_sub(NAMES).max(4));
            if on {
                let index = values
                    .iter()
                    .position(|line| line.iter().any(|(role, _)| *role == Role::Selected));
                let line = index.unwrap_or(0);
                let before = values[line].iter().take_while(|(role, _)| *role != Role::Selected);
                self.cursor =
                    (from + line, NAMES + before.map(|(_, text)| width(text) as u16).sum::<u16>());
            }
            let role = if on { Role::Accent } else { Role::Label };
            for (i, mut line) in values.into_iter().enumerate() {
                let name = if i == 0 { name(form, form_field) } else { String::new() };
                let mark = if on && i == 0 { "▸ " } else { "  " };
                line.insert(0, (role, format!("{:<1$}", format!("{mark}{name}"), NAMES as usize)));
                self.lines.push(line);
            }
            if on && let Some(hint) = hint(form, shared, form_field) {
                self.push_indented(Role::Dim, &hint, columns);
            }
            if on {
                self.focus = (from, self.lines.len());
            }
            self.clicks.push((from, self.lines.len()));
        }
    }

    fn push_indented(&mut self, role: Role, text: &str, columns: u16) {
        for line in wrap(&[(role, text.to_string())], columns.saturating_sub(NAMES).max(4) as usize)
        {
            self.lines.push(
                std::iter::once((Role::Text, " ".repeat(NAMES as usize))).chain(line).collect(),
            );
        }
    }

    fn push_cards(&mut self, form: &NoteForm, note: &Note, columns: u16) {
        self.lines.push(vec![]);
        match &form.message {
            Some(Ok(message)) => self.lines.push(vec![(Role::Right, format!("✓ {message}"))]),
            Some(Err(message)) => {
                let warning = [(Role::Warning, format!("▲ {}", clean_line(message)))];
                self.lines.extend(wrap(&warning, columns.max(4) as usize));
            }
            None => {}
        }
        let cards = if form.term.text().is_empty() && form.body.text().is_empty() {
            vec![]
        } else {
            note.cards()
        };
        if cards.is_empty() {
            return;
        }
        self.lines.push(vec![(Role::Label, format!("Cards  {}", cards.len()))]);
        for card in cards {
            let Some((asked, answer)) = question_and_answer(note, card) else { continue };
            let faces = [
                (Role::Text, clean_line(&asked).into_owned()),
                (Role::Accent, " → ".into()),
                (Role::Answer, answer),
            ];
            for (i, line) in wrap(&faces, columns.saturating_sub(NAMES).max(4) as usize)
                .into_iter()
                .take(2)
                .enumerate()
            {
                let name = if i == 0 { card.words() } else { "" };
                self.lines.push(
                    std::iter::once((Role::Dim, format!("  {name:<11}"))).chain(line).collect(),
                );
            }
        }
    }

    /// The note as its page will have it, where that is not what is typed.
    fn push_preview(&mut self, note: &Note, shared: &ScreenContext, columns: u16) {
        if !page::has_marks(note) {
            return;
        }
        self.lines.extend([vec![], vec![(Role::Label, "Preview".to_string())]]);
        let columns = usize::from(columns.saturating_sub(2).clamp(1, READING));
        let layout = PageLayout::plain(columns, shared.glyphs);
        for line in page::preview(&shared.learner.library, note, layout) {
            let line = line.into_iter().map(|(role, text)| (Role::from(role), text));
            self.lines.push(std::iter::once((Role::Text, "  ".to_string())).chain(line).collect());
        }
    }

    /// Draws as much as fits, always with the selected field.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, typing: bool) {
        let height = area.height as usize;
        let most = self.lines.len().saturating_sub(height);
        // All of the field if it fits, and the cursor in any case.
        let low = self.focus.1.saturating_sub(height).min(self.focus.0);
        let top = low.max((self.cursor.0 + 1).saturating_sub(height)).min(most);
        for (line, y) in self.lines.iter().skip(top).zip(area.y..area.bottom()) {
            let shown = |role: Role| if role == Role::Selected { Role::Text } else { role };
            canvas.spans(
                area.x,
                y,
                area.width,
                line.iter().map(|(role, text)| (shown(*role), text.as_str())),
            );
        }
        for (row, (from, to)) in self.clicks.iter().enumerate() {
            let (from, to) = (from.max(&top) - top, (to.max(&top) - top).min(height));
            if from < to {
                let place = Rect { y: area.y + from as u16, height: (to - from) as u16, ..area };
                canvas.click(place, Action::Pick(ListArea::Overlay, row));
            }
        }
        canvas.gutter(area, (top, self.lines.len()));
        let x = area.x + self.cursor.1.min(area.width.saturating_sub(1));
        let y = area.y + (self.cursor.0.max(top) - top).min(height.saturating_sub(1)) as u16;
        canvas.cursor = Some((Position { x, y }, typing));
    }
}

impl NoteForm {
    /// The note as the form has it now.
    fn edited_note(&self) -> Note {
        let empty =
            Note::new("new", NoteBody::List { term: String::new(), intro: None, items: vec![] });
        self.apply_to(self.origin.as_ref().map_or(empty, |origin| origin.note.clone()))
    }
}

/// The name of a field.
fn name(form: &NoteForm, form_field: FormField) -> String {
    match (form_field, form.kind) {
        (FormField::Kind, _) => "Kind".into(),
        (FormField::Deck, _) => "Deck".into(),
        (FormField::Term, NoteKind::Cloze) => "Title".into(),
        (FormField::Term, NoteKind::Question) => "Question".into(),
        (FormField::Term, _) => "Term".into(),
        (FormField::Body, NoteKind::Pair) => "Definition".into(),
        (FormField::Body, NoteKind::Question) => "Answer".into(),
        (FormField::Body, NoteKind::Cloze) => "Text".into(),
        (FormField::Body, _) => "Intro".into(),
        (FormField::Row(row), NoteKind::Steps) => format!("Step {}", row + 1),
        (FormField::Row(row), _) => format!("Item {}", row + 1),
        (FormField::Topic, _) => "Topic".into(),
        (FormField::Tags, _) => "Tags".into(),
    }
}

/// The lines of a field's value. The cursor is where [`Role::Selected`] is; it is never
/// empty.
fn value_lines(form: &NoteForm, form_field: FormField, on: bool, columns: u16) -> Vec<FormLine> {
    let field: &TextField = match form_field {
        FormField::Kind => {
            let kind = form.kind.words().to_string();
            let role = if on { Role::Selected } else { Role::Text };
            return vec![if on {
                vec![(Role::Accent, "‹ ".into()), (role, kind), (Role::Accent, " ›".into())]
            } else {
                vec![(role, kind)]
            }];
        }
        FormField::Deck => &form.deck,
        FormField::Term => &form.term,
        FormField::Body => &form.body,
        FormField::Row(row) => &form.rows[row],
        FormField::Topic => &form.topic,
        FormField::Tags => &form.tags,
    };
    let (before, after) = field.around_cursor();
    let mut spans = vec![(Role::Text, before.to_string())];
    if on {
        // A blank that does not break keeps one before the cursor from being wrapped away.
        let index = graphemes(after).next().map_or(0, str::len);
        let under = if index == 0 { "\u{a0}".to_string() } else { after[..index].to_string() };
        spans.extend([(Role::Selected, under), (Role::Text, after[index..].to_string())]);
    } else {
        spans.push((Role::Text, after.to_string()));
    }
    spans.retain(|(_, text)| !text.is_empty());
    if spans.is_empty() {
        return vec![vec![(Role::Dim, "–".to_string())]];
    }
    wrap(&spans, columns as usize)
}

/// A hint on the selected field.
fn hint(form: &NoteForm, shared: &ScreenContext, form_field: FormField) -> Option<String> {
    let way = |sign, action, does| shared.key_hint(sign, form.contexts(), action, does);
    let blanks =
        |sign| way(sign, Action::MakeBlank, "makes the word at the cursor a blank to type");
    let message = match form_field {
        FormField::Deck => {
            let found = shared.learner.library.decks().iter().find(|deck| form.is_deck(&deck.head));
            let message = match found {
                Some(deck) if deck.bundled => "the bundled deck; a copy of it becomes yours",
                Some(_) => "a deck that you have",
                None => "a deck that is made for it",
            };
            match form.deck.text() {
                OWN => message.into(),
                _ => message.to_string() + &way("; ", Action::NextChoice, "next"),
            }
        }
        FormField::Body if form.kind == NoteKind::Cloze => {
            format!("{{{{answer|other::hint}}}}{}", blanks("; "))
        }
        FormField::Body if matches!(form.kind, NoteKind::Steps | NoteKind::List) => {
            "what comes before them; optional".into()
        }
        FormField::Body => {
            format!("*bold*, `code`, $x^2${}", way("; ", Action::LineBreak, "begins a new line"))
        }
        FormField::Term if form.kind == NoteKind::Cloze => "optional".into(),
        FormField::Row(_) => blanks(""),
        FormField::Topic if form.origin.is_some() => {
            way("", Action::NextChoice, "next of the deck's")
        }
        FormField::Topic => {
            format!("a new one is made{}", way("; ", Action::NextChoice, "next of the deck's"))
        }
        FormField::Tags => "separated by commas".into(),
        FormField::Kind | FormField::Term => String::new(),
    };
    (!message.is_empty()).then_some(message)
}
