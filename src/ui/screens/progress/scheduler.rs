//! The scheduler's fit: how well it predicts the learner's reviews, before and after it.

use ratatui::layout::Rect;

use crate::memory::optimise::{FitRefusal, FitResult, OptimizeWatch};
use crate::text::count::percent;
use crate::text::width::width;
use crate::text::wrap::wrap;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::shell::message::{JobId, JobOutcome};
use crate::ui::view::chart;

/// How far the fit is.
#[derive(Debug, Default)]
pub(super) enum FitState {
    /// Not asked for.
    #[default]
    Idle,
    /// Running, as the job of that number once it has one.
    Running(OptimizeWatch, JobId),
    /// Its result.
    Done(FitResult),
    /// Why there is no result.
    Refused(FitRefusal),
}

impl FitState {
    /// The parameters of a fit that is better than the present ones.
    pub(super) fn better(&self) -> Option<&[f32]> {
        match self {
            FitState::Done(fit) if fit.is_better() => Some(&fit.parameters),
            _ => None,
        }
    }

    /// Notes the number of the job that was started.
    pub(super) fn set_job(&mut self, job: JobId) {
        if let FitState::Running(_, known) = self
            && *known == JobId::default()
        {
            *known = job;
        }
    }

    /// Takes in what came of a job, if it is this one.
    pub(super) fn finish(&mut self, job: JobId, outcome: JobOutcome) {
        if !matches!(self, FitState::Running(_, known) if *known == job) {
            return;
        }
        match outcome {
            JobOutcome::Fit(Ok(fit)) => *self = FitState::Done(fit),
            JobOutcome::Fit(Err(refusal)) => *self = FitState::Refused(refusal),
            JobOutcome::Abandoned => *self = FitState::Refused(FitRefusal::Stopped),
            // The footer says why; it can be tried again.
            JobOutcome::Failed(_) => *self = FitState::Idle,
            _ => {}
        }
    }
}

/// Draws the view.
pub(super) fn view(
    fitting: &FitState,
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
) {
    let own = !shared.learner.scheduler.settings().parameters.is_empty();
    let using = if own {
        "The scheduler uses parameters fitted to you."
    } else {
        "The scheduler uses FSRS-6's default parameters."
    };
    let mut y = area.y;
    let mut say = |canvas: &mut Canvas<'_>, spans: &[(Role, String)]| {
        let columns: usize = spans.iter().map(|(_, text)| width(text)).sum();
        let room = usize::from(area.width);
        let lines = if columns > room { wrap(spans, room) } else { vec![spans.to_vec()] };
        for line in lines {
            if y < area.bottom() {
                let spans = line.iter().map(|(role, text)| (*role, text.as_str()));
                canvas.spans(area.x, y, area.width, spans);
            }
            y += 1;
        }
    };
    say(canvas, &[(Role::Title, using.to_string())]);
    say(canvas, &[]);
    match fitting {
        FitState::Idle => {
            let keys = [
                (Role::Key, "o"),
                (Role::Dim, " fits them to your reviews if that predicts better"),
            ];
            say(canvas, &keys.map(|(role, text)| (role, text.to_string())));
        }
        FitState::Running(watch, _) => {
            say(
                canvas,
                &[(
                    Role::Text,
                    format!(
                        "Fitting  {} {:>5}",
                        chart::bar(watch.share(), 30),
                        percent(watch.share())
                    ),
                )],
            );
            say(canvas, &[(Role::Key, "Esc".into()), (Role::Dim, " stops it".into())]);
        }
        FitState::Refused(refusal) => say(canvas, &[(Role::Text, refusal_text(*refusal))]),
        FitState::Done(fit) => {
            for line in fit_lines(fit) {
                say(canvas, &line);
            }
        }
    }
}

fn refusal_text(refusal: FitRefusal) -> String {
    match refusal {
        FitRefusal::TooFew(there, needed) => {
            format!("Needs {needed} reviews a day or more apart; you have {there}.")
        }
        FitRefusal::Stopped => "Stopped. Nothing has changed.".into(),
        FitRefusal::NoFit => "Your reviews can't be fitted. Nothing has changed.".into(),
    }
}

fn fit_lines(fit: &FitResult) -> Vec<Vec<(Role, String)>> {
    let mut lines = vec![
        vec![(
            Role::Dim,
            format!("Fitted to {} reviews, tested on the {} after them", fit.trained, fit.judged),
        )],
        vec![],
        vec![(Role::Dim, format!("{:<26}{:>8}{:>10}", "", "before", "after"))],
        vec![
            (Role::Text, format!("{:<26}", "log loss (lower is better)")),
            (Role::Text, format!("{:>8.4}{:>10.4}", fit.before.log_loss, fit.after.log_loss)),
        ],
        vec![],
        vec![(Role::Label, "Predicted and recalled, least likely fifth first".into())],
    ];
    for (before, after) in fit.before.groups.iter().zip(&fit.after.groups) {
        let bar = |(said, was): &(f32, f32)| {
            format!("{} {:>5} {:>5}", chart::bar(*was, 12), percent(*said), percent(*was))
        };
        lines.push(vec![(Role::Dim, format!("{}   ", bar(before))), (Role::Accent, bar(after))]);
    }
    lines.push(vec![]);
    lines.push(if fit.is_better() {
        vec![
            (Role::Key, "Enter".into()),
            (Role::Text, " keeps the new parameters; ".into()),
            (Role::Dim, "`lacuna optimize --undo` goes back to these".into()),
        ]
    } else {
        vec![(Role::Text, "No better on reviews it has not seen, so nothing has changed.".into())]
    });
    lines
}
