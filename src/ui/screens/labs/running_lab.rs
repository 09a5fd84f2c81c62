//! One open lab: its parameters, its results, and the value that is being typed.

use super::tasks::TaskProgress;
use crate::fault::Fault;
use crate::labs::{Lab, LabOutcome, ParameterKind, Parameters};
use crate::ui::input::text_field::TextField;
use crate::ui::view::list::{ListMove, ListState};

/// An open lab. It is computed at every change, and only then.
pub(super) struct RunningLab {
    pub(super) lab: &'static Lab,
    pub(super) parameters: Parameters,
    pub(super) outcome: Result<LabOutcome, Fault>,
    /// The tasks done in this visit, and whether the last change did one.
    pub(super) progress: TaskProgress,
    pub(super) has_new_task: bool,
    /// The selected parameter.
    pub(super) chosen: ListState,
    /// The selected parameter's value while it is typed.
    pub(super) field: Option<TextField>,
    /// The fault of the typed value.
    pub(super) refused: Option<Fault>,
    /// Whether the current step is explained.
    pub(super) explains: bool,
    /// The first line of the results that shows.
    pub(super) scroll: usize,
}

impl RunningLab {
    pub(super) fn new(lab: &'static Lab) -> RunningLab {
        let parameters = lab.default_parameters();
        RunningLab {
            outcome: (lab.compute)(&parameters),
            lab,
            parameters,
            progress: TaskProgress::default(),
            has_new_task: false,
            chosen: ListState::default(),
            field: None,
            refused: None,
            explains: false,
            scroll: 0,
        }
    }

    /// The index of the selected parameter.
    pub(super) fn selected(&self) -> usize {
        self.chosen.selected(self.lab.parameters.len())
    }

    pub(super) fn choose(&mut self, list_move: ListMove, height: usize) {
        self.refused = None;
        self.chosen.go(list_move, self.lab.parameters.len(), height);
    }

    /// Moves the selected slider; false if the parameter has none.
    pub(super) fn slide(&mut self, steps: i32) -> bool {
        let slid = self.parameters.slide(self.selected(), steps);
        self.compute();
        slid
    }

    /// Selects the next choice, or opens the field for the value.
    pub(super) fn enter(&mut self) {
        if matches!(self.lab.parameters[self.selected()].kind, ParameterKind::Choice(_)) {
            self.slide(1);
        } else {
            self.field = Some(
                TextField::with_text(&self.parameters.text_at(self.selected())).with_room(1000),
            );
        }
    }

    /// Sets the typed value; a faulty one stays to be corrected.
    pub(super) fn submit(&mut self) {
        let Some(field) = &self.field else { return };
        match self.parameters.set_at(self.selected(), field.text()) {
            Ok(()) => {
                self.leave_field();
                self.compute();
            }
            Err(fault) => self.refused = Some(fault),
        }
    }

    pub(super) fn leave_field(&mut self) {
        (self.field, self.refused) = (None, None);
    }

    pub(super) fn reset(&mut self) {
        self.parameters = self.lab.default_parameters();
        self.compute();
    }

    /// Sets the seed; false if the lab has none.
    pub(super) fn seed(&mut self, seed: usize) -> bool {
        let seeded = self.parameters.set("seed", &seed.to_string()).is_ok();
        self.compute();
        seeded
    }

    fn compute(&mut self) {
        self.refused = None;
        self.outcome = (self.lab.compute)(&self.parameters);
        if let Ok(outcome) = &self.outcome {
            self.has_new_task = self.progress.check(self.lab, &self.parameters, outcome);
        }
    }
}
