//! One lab in play: what is set, what comes of it, and the value that is being typed.

use crate::fault::Fault;
use crate::labs::{Lab, LabOutcome, ParameterKind, Parameters};
use crate::ui::input::text_field::TextField;
use crate::ui::view::list::{ListMove, ListState};

/// A lab in play. It is computed anew at every change, and only then.
pub(super) struct RunningLab {
    pub(super) lab: &'static Lab,
    pub(super) parameters: Parameters,
    pub(super) outcome: Result<LabOutcome, Fault>,
    /// The parameter that is chosen.
    pub(super) chosen: ListState,
    /// The chosen parameter's value while it is typed.
    pub(super) field: Option<TextField>,
    /// Why what was typed can't be taken.
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
            chosen: ListState::default(),
            field: None,
            refused: None,
            explains: false,
            scroll: 0,
        }
    }

    /// Returns the place of the chosen parameter in the table.
    pub(super) fn at(&self) -> usize {
        self.chosen.selected(self.lab.parameters.len())
    }

    pub(super) fn choose(&mut self, how: ListMove, height: usize) {
        self.refused = None;
        self.chosen.go(how, self.lab.parameters.len(), height);
    }

    /// Moves the chosen slider; says whether the parameter has one.
    pub(super) fn slide(&mut self, steps: i32) -> bool {
        let slid = self.parameters.slide(self.at(), steps);
        self.compute();
        slid
    }

    /// Goes on to the next choice, or begins to type the value.
    pub(super) fn enter(&mut self) {
        if matches!(self.lab.parameters[self.at()].kind, ParameterKind::Choice(_)) {
            self.slide(1);
        } else {
            self.field =
                Some(TextField::with_text(&self.parameters.text_at(self.at())).with_room(1000));
        }
    }

    /// Takes what was typed; what can't be taken is left to be mended.
    pub(super) fn submit(&mut self) {
        let Some(field) = &self.field else { return };
        match self.parameters.set_at(self.at(), field.text()) {
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

    /// Sets the seed; says whether the lab has one.
    pub(super) fn seed(&mut self, seed: usize) -> bool {
        let seeded = self.parameters.set("seed", &seed.to_string()).is_ok();
        self.compute();
        seeded
    }

    fn compute(&mut self) {
        self.refused = None;
        self.outcome = (self.lab.compute)(&self.parameters);
    }
}
