//! Going to a pane, and granting what a pane wants.

use super::App;
use crate::ui::Tab;
use crate::ui::screens::import::ImportScreen;
use crate::ui::screens::overlay::Overlay;
use crate::ui::screens::screen::Command;
use crate::ui::shell::message::{Effect, Job, JobId};

impl App {
    /// Brings a pane to the front.
    pub(super) fn goto(&mut self, tab: Tab, effects: &mut Vec<Effect>) {
        self.overlay = None;
        if tab != self.tab {
            let wish = self.panes.get_mut(self.tab).leave(&self.shared);
            self.grant(wish, effects);
        }
        self.tab = tab;
        self.plan_for_the_pane();
        self.count(tab, effects);
        let wish = self.panes.get_mut(tab).enter(&self.shared);
        self.grant(wish, effects);
    }

    /// Plans the day anew if something has happened since, unless the pane goes by a plan of its
    /// own.
    pub(super) fn plan_for_the_pane(&mut self) {
        if self.tab != Tab::Drill {
            self.shared.desk.replan(&self.shared.library);
        }
    }

    /// Does what a pane wants, or asks for it.
    pub(super) fn grant(&mut self, wish: Option<Command>, effects: &mut Vec<Effect>) {
        match wish {
            None => {}
            Some(Command::Goto(tab)) => self.goto(tab, effects),
            Some(Command::ShowTopic(topic)) => {
                self.goto(Tab::Browse, effects);
                self.panes.browse.show_topic(&self.shared, topic);
            }
            Some(Command::Say(says)) => self.says = Some(says),
            Some(Command::Save(saving)) => effects.push(Effect::SaveNote(saving)),
            Some(Command::Keep(parameters)) => effects.push(Effect::SetParameters(parameters)),
            Some(Command::SetExam(exam)) => effects.push(Effect::SetExam(exam)),
            Some(Command::Record(entries)) => effects.push(Effect::Record(entries)),
            Some(Command::ShowCard(card)) => {
                self.overlay = Some(Overlay::card(&self.shared.desk, card));
            }
            Some(Command::Drill(course)) => {
                self.goto(Tab::Drill, effects);
                self.panes.drill.start(&self.shared, course);
            }
            Some(Command::Quiz(scope)) => {
                self.panes.quiz.set(scope);
                self.goto(Tab::Quiz, effects);
            }
            Some(Command::Deed(notes, deed)) => {
                let entries = self.deeds.act(&self.shared.desk, &self.shared.library, &notes, deed);
                effects.push(Effect::Record(entries));
            }
            Some(Command::Close) => {
                self.front = None;
                self.fold_anew(effects);
            }
            Some(Command::PutAside(form)) => self.aside = Some(form),
            Some(Command::Import(text)) => {
                let (intake, wish) = ImportScreen::pasted(&self.shared, &text);
                self.front = Some(Box::new(intake));
                self.grant(Some(wish), effects);
            }
            Some(Command::Revise(revision)) => self.revise(revision, None, effects),
            Some(Command::Do(effect)) => effects.push(effect),
            Some(Command::All(wishes)) => {
                for wish in wishes {
                    self.grant(Some(wish), effects);
                }
            }
            Some(Command::Act(action)) => self.act(action, None, effects),
            Some(Command::Run(tab, job)) => {
                let id = self.give(Some(tab), job, effects);
                self.panes.get_mut(tab).awaits(id);
            }
            Some(Command::Ask(job)) => {
                let id = self.give(None, job, effects);
                if let Some(front) = &mut self.front {
                    front.awaits(id);
                }
            }
        }
    }

    /// Has a job done for a pane, or for what is in front.
    fn give(&mut self, of: Option<Tab>, job: Job, effects: &mut Vec<Effect>) -> JobId {
        self.last_job = JobId(self.last_job.0 + 1);
        self.given.push((self.last_job, of));
        effects.push(Effect::Run(self.last_job, job));
        self.last_job
    }
}
