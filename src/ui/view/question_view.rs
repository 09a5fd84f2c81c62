//! How a question is drawn: the reading column, the prompt, and the field for an answer.
//!
//! Drill and quiz both show their questions through it; it knows neither.

use ratatui::layout::{Position, Rect};

use crate::deck::CardKind;
use crate::library::page;
use crate::library::page::{PageLayout, rich};
use crate::study::answer::AnswerVerdict;
use crate::study::answer_draft::is_named;
use crate::study::question::ListItem;
use crate::study::{AnswerDraft, AnswerKind, Feedback, Question, TypedAnswer};
use crate::text::cloze::{Blank, ClozeText};
use crate::text::count::pluralize;
use crate::text::markdown;
use crate::text::sanitize::clean_line;
use crate::text::wrap::wrap;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::frame::reading_column;
use crate::ui::view::picture_cache::DeckPictures;
use crate::ui::view::question_lines::QuestionLines;

pub use crate::ui::view::question_lines::{QuestionViewLine, draw};

/// The most columns of a line that reads well.
pub(super) const READING: u16 = 72;

/// An open question with the answer so far, and where it is being given.
pub struct QuestionView<'a> {
    /// The question.
    pub question: &'a Question,
    /// The answer so far.
    pub draft: &'a AnswerDraft,
    /// A remark on the card.
    pub note: &'static str,
    /// The field for the answer.
    pub field: &'a TextField,
    /// The selected step of those to order.
    pub step: usize,
    /// The last answer and the feedback on it.
    pub feedback: Option<&'a (String, Feedback)>,
    /// Whether right and wrong answers must look alike.
    pub quiet: bool,
}

impl QuestionView<'_> {
    /// Draws the question and the place for the answer, from the line that was scrolled to on.
    pub fn view(
        &self,
        shared: &ScreenContext,
        canvas: &mut Canvas<'_>,
        area: Rect,
        scrolled: Option<usize>,
    ) {
        let column = column(area);
        let text = self.text_area(column);
        let (rows, cursor) = self.lines(shared, column.width).draw(canvas, text, scrolled);
        let gap = u16::from(rows + 3 <= column.height);
        let below = Rect { y: text.y + rows + gap, height: 1, ..column };
        let feedback = if self.has_field() {
            let place = Rect { y: below.y.min(column.bottom() - 1), ..below };
            canvas.text(place.x, place.y, 2, "> ", Role::Accent);
            let field = Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place };
            self.field.view(canvas, field);
            Rect { y: place.y + 1, ..place }
        } else {
            canvas.cursor = cursor.map(|at| (at, true)).or(canvas.cursor);
            below
        };
        if let Some((typed, feedback_on)) = self.feedback() {
            let place = Rect { y: feedback.y.min(column.bottom() - 1), ..feedback };
            let is_list = matches!(self.question.kind, AnswerKind::Items(_));
            draw_feedback(canvas, place, (typed, is_list), feedback_on);
        }
    }

    /// The first line shown after scrolling by so many rows; none if everything is on the screen.
    pub fn scroll(
        &self,
        shared: &ScreenContext,
        area: Rect,
        (scrolled, by): (Option<usize>, isize),
    ) -> Option<usize> {
        let column = column(area);
        let (lines, rows) = (self.lines(shared, column.width), self.text_area(column).height);
        let most = lines.overflow(rows.into());
        let top = lines.top(rows.into(), scrolled).saturating_add_signed(by).min(most);
        (most > 0).then_some(top)
    }

    /// Whether something is typed below the question, and not in a blank of it.
    fn has_field(&self) -> bool {
        matches!(self.question.kind, AnswerKind::Typed { text: None, .. } | AnswerKind::Items(_))
    }

    fn feedback(&self) -> Option<&(String, Feedback)> {
        self.feedback.filter(|_| !self.quiet)
    }

    /// The rows for what is asked, above the field and the word on the last answer.
    fn text_area(&self, column: Rect) -> Rect {
        let below = u16::from(self.has_field()) + u16::from(self.feedback().is_some());
        Rect { height: column.height.saturating_sub(below).max(1), ..column }
    }

    fn lines(&self, shared: &ScreenContext, columns: u16) -> QuestionLines {
        let mut lines = QuestionLines::new(self.head(shared, columns));
        lines.extend(self.typed_items(shared, columns));
        if let (AnswerKind::Order { steps, .. }, AnswerDraft::Order(order)) =
            (&self.question.kind, self.draft)
        {
            lines.leave_room();
            let pictures = shared.pictures_of(self.question.item.note).map(DeckPictures::small);
            let layout = PageLayout::plain(usize::from(columns).saturating_sub(3), shared.glyphs)
                .with_pictures(pictures.as_ref());
            for (row, &step) in order.iter().enumerate() {
                let is_selected = row == self.step;
                let mark = (if is_selected { "▸  " } else { "   " }, Role::Accent);
                let text = page::text(&steps[step], layout);
                lines.option(mark, text, is_selected, Action::Pick(ListArea::List, row));
            }
        }
        lines
    }

    fn head(&self, shared: &ScreenContext, columns: u16) -> Vec<QuestionViewLine> {
        let answers =
            if let AnswerDraft::Typed(answers) = self.draft { answers.as_slice() } else { &[] };
        let typing = TypingView { answers, field: self.field, quiet: self.quiet };
        head(shared, self.question, self.note, columns, Some(&typing))
    }

    /// The items typed so far.
    fn typed_items(&self, shared: &ScreenContext, columns: u16) -> Vec<QuestionViewLine> {
        let (AnswerKind::Items(items), AnswerDraft::Items { found, misses }) =
            (&self.question.kind, self.draft)
        else {
            return Vec::new();
        };
        if !self.quiet {
            return named_items(shared, items, found, columns);
        }
        let answers = found.iter().flatten().map(|typed_answer| &typed_answer.typed).chain(misses);
        std::iter::once(QuestionViewLine::new())
            .chain(answers.map(|typed| {
                vec![(Role::Dim, "• ".to_string()), (Role::Text, clean_line(typed).into_owned())]
            }))
            .collect()
    }
}

/// Blanks being filled in.
pub struct TypingView<'a> {
    answers: &'a [TypedAnswer],
    field: &'a TextField,
    quiet: bool,
}

/// The column for question and answer.
pub fn column(area: Rect) -> Rect {
    let inside = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
    let column = reading_column(inside, READING);
    // On a tall screen the question does not stick to the top.
    let down = if area.height < 16 { 0 } else { (area.height / 8).min(3) };
    Rect { y: column.y + down, height: column.height.saturating_sub(down), ..column }
}

/// The task and the prompt; blanks show what is being typed, or else their answers.
pub fn head(
    shared: &ScreenContext,
    question: &Question,
    note: &str,
    columns: u16,
    typing: Option<&TypingView<'_>>,
) -> Vec<QuestionViewLine> {
    let title = !matches!(question.item.card, CardKind::Term);
    let pictures = shared.pictures_of(question.item.note);
    let layout =
        PageLayout::plain(columns as usize, shared.glyphs).with_pictures(pictures.as_ref());
    let mut lines = prompt((&question.task, note), &question.prompt, title, layout);
    if let AnswerKind::Typed { text: Some(cloze), group, .. } = &question.kind {
        if !question.prompt.is_empty() {
            lines.push(vec![]);
        }
        lines.extend(blank_lines(cloze, *group, typing, layout));
    }
    lines
}

/// A task with a remark, and the prompt, whose first line may be a title.
pub fn prompt(
    (task, note): (&str, &str),
    prompt: &str,
    title: bool,
    layout: PageLayout<'_>,
) -> Vec<QuestionViewLine> {
    let task = [(Role::Dim, task.to_string()), (Role::Warning, note.to_string())];
    let mut lines = wrap(&task, layout.columns);
    lines.push(Vec::new());
    let (first, rest) = page::with_first_line(prompt, layout);
    let first = first.into_iter().map(|line| {
        let role = |role| match role {
            page::PageRole::Plain if title => Role::Title,
            role => Role::from(role),
        };
        line.into_iter().map(|(piece, text)| (role(piece), text)).collect()
    });
    lines.extend(first);
    lines.extend(
        rest.into_iter()
            .map(|line| line.into_iter().map(|(piece, text)| (Role::from(piece), text)).collect()),
    );
    lines
}

/// A text with its blanks: those filled in, the one being typed, and those still to come.
fn blank_lines(
    cloze: &ClozeText,
    group: u32,
    typing: Option<&TypingView<'_>>,
    layout: PageLayout<'_>,
) -> Vec<QuestionViewLine> {
    let blanks: Vec<&Blank> = cloze.blanks().collect();
    let blank = |number: usize| {
        let Some(&blank) = blanks.get(number) else { return Vec::new() };
        if blank.group != group {
            let answer = rich(&blank.answer, layout.glyphs);
            return answer.into_iter().map(|(role, text)| (Role::from(role), text)).collect();
        }
        let before = blanks[..number].iter().filter(|other| other.group == group).count();
        asked_blank(blank, before, typing, layout)
    };
    let style = page::BlockStyle {
        glyphs: layout.glyphs,
        role: &Role::from,
        blank: &blank,
        line_by_line: false,
        pictures: layout.pictures,
    };
    style.lines(&markdown::read_blanks(cloze), layout.columns)
}

/// A blank that is asked, as the `number`th of those.
fn asked_blank(
    blank: &Blank,
    number: usize,
    typing: Option<&TypingView<'_>>,
    layout: PageLayout<'_>,
) -> Vec<(Role, String)> {
    let gap = blank.hint.as_ref().map_or_else(|| "______".to_string(), |hint| format!("[{hint}]"));
    match typing.map(|typing| (typing, typing.answers.get(number))) {
        None => {
            let answer = rich(&blank.answer, layout.glyphs).into_iter().map(|(_, text)| text);
            vec![(Role::Answer, answer.collect())]
        }
        Some((typing, Some(typed_answer))) => {
            let role = match &typed_answer.verdict {
                _ if typing.quiet => Role::Answer,
                verdict if verdict.is_accepted() => Role::Right,
                verdict if verdict.is_close() => Role::Warning,
                _ => Role::Wrong,
            };
            vec![(role, clean_line(&typed_answer.typed).into_owned())]
        }
        Some((typing, None)) if number == typing.answers.len() => {
            let (before, after) = typing.field.around_cursor();
            // Never empty, so that the cursor has its place.
            let after =
                if before.is_empty() && after.is_empty() { gap } else { after.to_string() + "_" };
            vec![(Role::Answer, before.to_string()), (Role::Selected, after)]
        }
        Some((_, None)) => vec![(Role::Dim, gap)],
    }
}

/// The items of a list, those named so far with their text.
fn named_items(
    shared: &ScreenContext,
    items: &[ListItem],
    found: &[Option<TypedAnswer>],
    columns: u16,
) -> Vec<QuestionViewLine> {
    let layout = PageLayout::plain((columns as usize).saturating_sub(2), shared.glyphs);
    let mut lines: Vec<QuestionViewLine> = vec![vec![]];
    for (item, typed_answer) in items.iter().zip(found) {
        match typed_answer {
            Some(_) if is_named(typed_answer) => {
                for (i, line) in page::text(&item.text, layout).into_iter().enumerate() {
                    let mark = if i == 0 { "✓ " } else { "  " };
                    let pieces = line.into_iter().map(|(role, text)| (Role::from(role), text));
                    lines.push(
                        std::iter::once((Role::Right, mark.to_string())).chain(pieces).collect(),
                    );
                }
            }
            Some(close) => {
                let typed = clean_line(&close.typed).into_owned();
                lines.push(vec![(Role::Warning, "≈ ".to_string()), (Role::Text, typed)]);
            }
            None => lines.push(vec![(Role::Dim, "○ …".to_string())]),
        }
    }
    lines
}

fn draw_feedback(
    canvas: &mut Canvas<'_>,
    area: Rect,
    (typed, is_list): (&str, bool),
    feedback: &Feedback,
) {
    let (role, message) = match feedback {
        Feedback::Judged(AnswerVerdict::Right) => (Role::Right, format!("✓ {typed}")),
        Feedback::Judged(AnswerVerdict::Slip(meant)) => {
            (Role::Right, format!("✓ {typed} – {meant}"))
        }
        Feedback::Judged(AnswerVerdict::Close { why, .. }) => {
            (Role::Warning, format!("≈ {typed} – {why}"))
        }
        Feedback::Judged(verdict) => {
            // A wrong try at an item costs nothing: only what is never named is missed.
            let usual = if is_list { " – not on the list; try another" } else { "" };
            let remark = verdict.remark().map_or(usual.to_string(), |text| format!(" – {text}"));
            (Role::Wrong, format!("✗ {typed}{remark}"))
        }
        Feedback::Already(_) => (Role::Dim, format!("· {typed}: named already")),
        Feedback::Hint(begin, letters) => {
            let has = pluralize(*letters, "character", "characters");
            let starts = if begin.is_empty() { "" } else { &format!("begins with {begin} · ") };
            (Role::Warning, format!("{starts}{has}"))
        }
        Feedback::Nothing => return,
    };
    canvas.text(area.x, area.y, area.width, &message, role);
}

/// Draws scrolled lines in the reading column.
pub fn scrolled(canvas: &mut Canvas<'_>, area: Rect, lines: &[QuestionViewLine], scroll: usize) {
    let column = column(area);
    let height = column.height as usize;
    let top = scroll.min(lines.len().saturating_sub(height));
    canvas.wheel(column, ListArea::Note);
    draw(canvas, column, &lines[top..]);
    canvas.gutter(column, (top, lines.len()));
    canvas.cursor = Some((Position { x: column.x, y: column.y }, false));
}
