//! The tasks of a lab: which are done in this visit, and their lines on the screen.

use crate::labs::{Lab, LabOutcome, Parameters};
use crate::text::wrap::wrap;
use crate::ui::draw::theme::Role;

/// A line of a lab's texts.
pub(super) type ResultLine = Vec<(Role, String)>;

/// The columns of a task's mark.
const MARK: usize = 2;

/// Which tasks of a lab are done. One that was done stays done for the visit.
#[derive(Clone, Debug, Default)]
pub(super) struct TaskProgress {
    done: Vec<usize>,
}

impl TaskProgress {
    /// Adds the tasks that an outcome shows; says whether there is a new one.
    pub(super) fn check(
        &mut self,
        lab: &Lab,
        parameters: &Parameters,
        outcome: &LabOutcome,
    ) -> bool {
        let before = self.done.len();
        for (index, task) in lab.tasks.iter().enumerate() {
            if !self.done.contains(&index) && (task.done)(parameters, outcome) {
                self.done.push(index);
            }
        }
        self.done.len() > before
    }

    pub(super) fn count(&self) -> usize {
        self.done.len()
    }

    /// The index of the task that was done last.
    pub(super) fn latest(&self) -> Option<usize> {
        self.done.last().copied()
    }

    /// A mark for each task.
    pub(super) fn marks(&self, lab: &Lab) -> String {
        (0..lab.tasks.len()).map(|index| self.mark(index)).collect()
    }

    fn mark(&self, index: usize) -> &'static str {
        if self.done.contains(&index) { "✓" } else { "○" }
    }

    /// How many tasks are done, as a heading.
    pub(super) fn heading(&self, lab: &Lab) -> String {
        format!("Tasks: {} of {} done", self.done.len(), lab.tasks.len())
    }

    /// All tasks, with the reason for the one that was done last.
    pub(super) fn all_lines(&self, lab: &Lab, columns: usize) -> Vec<ResultLine> {
        let tasks = (0..lab.tasks.len()).flat_map(|index| self.task_lines(lab, index, columns));
        std::iter::once(vec![(Role::Label, self.heading(lab))]).chain(tasks).collect()
    }

    /// The task that was done last and the next one, where there is no room for all.
    pub(super) fn current_lines(&self, lab: &Lab, columns: usize) -> Vec<ResultLine> {
        let next = (0..lab.tasks.len()).find(|index| !self.done.contains(index));
        let tasks = self.latest().into_iter().chain(next);
        let tasks = tasks.flat_map(|index| self.task_lines(lab, index, columns));
        std::iter::once(vec![(Role::Label, self.heading(lab))]).chain(tasks).collect()
    }

    /// The most rows that all tasks ever take.
    pub(super) fn most_rows(lab: &Lab, columns: usize) -> usize {
        let rows = |text: &str| indented(Role::Text, text, columns).len();
        let reason = lab.tasks.iter().map(|task| rows(task.why)).max().unwrap_or(0);
        1 + lab.tasks.iter().map(|task| rows(task.text)).sum::<usize>() + reason
    }

    fn task_lines(&self, lab: &Lab, index: usize, columns: usize) -> Vec<ResultLine> {
        let task = &lab.tasks[index];
        let mut lines = indented(Role::Text, task.text, columns);
        let role = if self.done.contains(&index) { Role::Right } else { Role::Dim };
        if let Some(first) = lines.first_mut() {
            first[0] = (role, format!("{} ", self.mark(index)));
        }
        if self.latest() == Some(index) {
            lines.extend(indented(Role::Dim, task.why, columns));
        }
        lines
    }
}

/// A text as lines beside the column of marks.
fn indented(role: Role, text: &str, columns: usize) -> Vec<ResultLine> {
    let lines = wrap(&[(role, text.to_string())], columns.saturating_sub(MARK).max(1));
    lines
        .into_iter()
        .map(|line| std::iter::once((role, " ".repeat(MARK))).chain(line).collect())
        .collect()
}
