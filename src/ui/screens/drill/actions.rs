//! What the keys of a drill do: answering, grading, taking back, going on.

use super::{BREATH, DrillScreen, MORE_MINUTES, answer, inner, lesson, question};
use crate::library::page;
use crate::memory::{Entry, Rating};
use crate::plan::NoteScope;
use crate::session::DrillRequest;
use crate::study::{AnswerDraft, AnswerKind, CardAction, DrillPhase, WriteRequest};
use crate::text::media;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::Effect;
use crate::ui::view::learner_text::card_action_text;

impl DrillScreen {
    /// The files of the sounds of what is shown of the card.
    pub(super) fn heard(&self, shared: &ScreenContext) -> Vec<String> {
        let DrillPhase::Asking(card) = self.phase() else {
            let note = self.note().and_then(|note| shared.learner.library.note(note).ok());
            return note.map_or_else(Vec::new, |note| page::sounds(&note));
        };
        let text = match &card.question.kind {
            AnswerKind::Typed { text: Some(cloze), group, .. } => cloze.masked(Some(*group)),
            _ => String::new(),
        };
        let asked = [card.question.prompt.as_str(), &text];
        asked.into_iter().flat_map(media::sounds).map(str::to_string).collect()
    }

    /// Carries out what concerns this screen alone; nothing where the action means nothing here.
    pub(super) fn act(&mut self, shared: &ScreenContext, action: Action) -> Option<()> {
        let ordering = matches!(self.phase(), DrillPhase::Asking(card) if card.is_ordered());
        match action {
            Action::Reveal => self.drill_mut()?.reveal(),
            Action::Overrule => {
                self.drill_mut()?.overrule();
            }
            Action::Submit => self.submit(),
            Action::Hint => {
                let hint = self.drill_mut()?.hint();
                self.feedback = Some((String::new(), hint));
            }
            Action::GiveUp => {
                self.drill_mut()?.reveal();
                self.field = TextField::default();
            }
            Action::Seen => self.go_on(shared),
            Action::Choose(at) => {
                self.drill_mut()?.choose(at.into());
                self.scroll = 0;
            }
            Action::Hurry => {
                self.session.as_mut()?.skip_wait(&shared.learner);
                self.reset();
            }
            Action::TenMinutes => {
                self.session.as_mut()?.add_minutes(&shared.learner, MORE_MINUTES);
                self.reset();
            }
            Action::DrillMisses => {
                let missed = self.drill()?.slipped();
                let scope = NoteScope::from_notes(&shared.learner.library, missed);
                self.start(shared, DrillRequest { scope, limit: None, cram: true });
            }
            Action::Cram => self.start(shared, DrillRequest { cram: true, ..self.request() }),
            Action::Up
            | Action::Down
            | Action::StepUp
            | Action::StepDown
            | Action::Pick(ListArea::List, _)
                if ordering =>
            {
                self.order(action);
            }
            Action::Up | Action::Down | Action::Pick(ListArea::List, _)
                if !self.missed().is_empty() =>
            {
                self.row = moved(self.row, action).min(self.missed().len() - 1);
            }
            _ => {
                let page = isize::try_from(shared.area.height / 2).unwrap_or(1);
                self.scroll(shared, action.scrolled_rows(page)?);
            }
        }
        Some(())
    }

    pub(super) fn submit(&mut self) {
        let Some(session) = &mut self.session else { return };
        let typed = self.field.text().trim().to_string();
        if typed.is_empty() {
            session.drill.reveal();
            return;
        }
        let feedback = session.drill.submit(&typed);
        self.feedback = Some((typed, feedback));
        self.field = TextField::default();
    }

    pub(super) fn order(&mut self, action: Action) {
        let Some(session) = &mut self.session else { return };
        let steps = match session.drill.open_card().map(|card| &card.draft) {
            Some(AnswerDraft::Order(order)) => order.len(),
            _ => return,
        };
        let to = moved(self.row, action).min(steps.saturating_sub(1));
        if matches!(action, Action::StepUp | Action::StepDown) {
            session.drill.move_step(self.row, to);
        }
        (self.row, self.top) = (to, None);
    }

    pub(super) fn grade(&mut self, shared: &ScreenContext, rating: Rating) -> Option<Command> {
        let session = self.session.as_mut()?;
        if let (Some((typed, _)), Some(card)) = (&self.feedback, session.drill.open_card())
            && card.may_be_overruled()
            && !typed.is_empty()
        {
            self.wrong.insert(card.question.item.note, typed.clone());
        }
        let entries = session.grade(&shared.learner, rating, None);
        self.record(shared, entries)
    }

    pub(super) fn mark(&mut self, shared: &ScreenContext, action: CardAction) -> Option<Command> {
        let is_flagged = self.drill()?.open_card()?.progress.flagged;
        let entries = self.session.as_mut()?.act(&shared.learner, action);
        let undo = shared.key_hint("; ", self.contexts(), Action::Undo, "undoes it");
        let notice = Command::Notify(format!("{}{undo}", card_action_text(action, is_flagged)));
        let record = self.record(shared, entries)?;
        Some(Command::All(vec![notice, record]))
    }

    /// Has entries written; where there are none, as in cramming, it goes on at once.
    pub(super) fn record(
        &mut self,
        shared: &ScreenContext,
        entries: Vec<Entry>,
    ) -> Option<Command> {
        if entries.is_empty() {
            self.recorded(shared);
            return None;
        }
        Some(Command::Effect(Effect::Record(entries)))
    }

    /// Undoes or redoes, whichever the action is.
    pub(super) fn undo_or_redo(
        &mut self,
        shared: &ScreenContext,
        action: Action,
    ) -> Option<Command> {
        let request = self.session.as_mut().and_then(|session| match action {
            Action::Undo => session.undo(&shared.learner),
            _ => session.redo(&shared.learner),
        });
        match request {
            None => Some(Command::Notify(format!("There is nothing to {}", action.words().0))),
            Some(WriteRequest::Record(entries)) => {
                let done = if action == Action::Undo { "Undone" } else { "Done again" };
                let notice = Command::Notify(done.to_string());
                let record = self.record(shared, entries)?;
                Some(Command::All(vec![notice, record]))
            }
            Some(request) => Some(Command::from_write_request(request, action)),
        }
    }

    /// Goes on from a summary or from the note of a new card.
    pub(super) fn go_on(&mut self, shared: &ScreenContext) {
        let Some(session) = &mut self.session else { return };
        if std::mem::take(&mut self.breath) {
            // The summary's time is not the card's.
            session.ask_again(&shared.learner);
        } else {
            session.seen(&shared.learner, None);
            self.put_next(shared);
        }
        self.reset();
    }

    /// Gets ready for what the drill puts next: a summary from time to time, and the end.
    pub(super) fn put_next(&mut self, shared: &ScreenContext) {
        let Some(session) = &mut self.session else { return };
        let put = session.drill.history().count();
        if matches!(session.drill.phase(), DrillPhase::Done) {
            self.end.complete(&shared.learner, session.request());
        }
        let goes_on = session.drill.open_card().is_some();
        self.breath = goes_on && put >= self.breath_at + BREATH;
        if self.breath || put < self.breath_at {
            self.breath_at = put;
        }
    }

    pub(super) fn scroll(&mut self, shared: &ScreenContext, by: isize) {
        if let DrillPhase::Asking(card) = self.phase()
            && !card.is_choice()
        {
            let view = question::open_view(card, self);
            self.top = view.scroll(shared, inner(shared.area), (self.top, by));
            return;
        }
        let most = match self.phase() {
            DrillPhase::Teaching(card) => lesson::overflow(shared, card),
            DrillPhase::Asking(card) => lesson::choice_overflow(shared, card),
            DrillPhase::Revealed(card) => answer::overflow(shared, card),
            DrillPhase::Waiting(_) | DrillPhase::Done => 0,
        };
        self.scroll = self.scroll.min(most).saturating_add_signed(by).min(most);
    }
}

/// The row that an action leads to from another.
fn moved(row: usize, action: Action) -> usize {
    match action {
        Action::Up | Action::StepUp => row.saturating_sub(1),
        Action::Pick(ListArea::List, row) => row,
        _ => row + 1,
    }
}
