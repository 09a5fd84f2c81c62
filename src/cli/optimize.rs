//! `optimize`: fits the scheduler to one's own reviews, and keeps the fit only if it predicts
//! better.

use serde::Serialize;

use super::args::{GlobalArgs, OptimizeArgs};
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::printer::Printer;
use super::print::style;
use super::profile::open_recorder;
use crate::clock::Moment;
use crate::memory::optimise::{FitQuality, FitRefusal, FitResult, OptimizeWatch, TrainingReviews};
use crate::store::{self, ConfigHome};

/// A fit as scripts see it.
#[derive(Serialize)]
struct OptimizeJson {
    kept: bool,
    trained: usize,
    judged: usize,
    before: FitJson,
    after: FitJson,
    parameters: Vec<f32>,
}

#[derive(Serialize)]
struct FitJson {
    log_loss: f32,
    calibration: Vec<CalibrationGroupJson>,
}

#[derive(Serialize)]
struct CalibrationGroupJson {
    predicted: f32,
    recalled: f32,
}

impl From<&FitQuality> for FitJson {
    fn from(judged: &FitQuality) -> FitJson {
        FitJson {
            log_loss: judged.log_loss,
            calibration: judged
                .groups
                .iter()
                .map(|&(predicted, recalled)| CalibrationGroupJson { predicted, recalled })
                .collect(),
        }
    }
}

/// Goes back to the parameters before the last fit that was kept.
fn undo(
    home: &ConfigHome,
    was_default: bool,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let after = store::settings::take_parameters_back(home)?;
    printer.remark(match (was_default, after.parameters.is_empty()) {
        (true, true) => "nothing to undo: the scheduler already uses its default parameters",
        (_, true) => "the scheduler uses its default parameters again",
        (_, false) => {
            "the scheduler follows the parameters again that were in force before the last \
             fit was kept"
        }
    })?;
    Ok(ExitStatus::Yes)
}

/// Fits, judges, and keeps what is better; or goes back to what was in force before.
pub(super) fn run(
    args: &OptimizeArgs,
    common: &GlobalArgs,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let mut recorder = open_recorder(common, now, printer)?;
    let scheduler = recorder.learner.scheduler.clone();
    let home = ConfigHome::find(common.config_dir.clone())?;
    if args.undo {
        return undo(&home, scheduler.settings().parameters.is_empty(), printer);
    }
    let settings = scheduler.settings().clone();
    let reviews = TrainingReviews::from_entries(recorder.entries()?, scheduler.calendar());
    let fit = match reviews.fit(
        &settings.parameters,
        settings.relearning_steps.len(),
        &OptimizeWatch::default(),
    ) {
        Ok(fit) => fit,
        Err(refusal) => {
            printer.note(&refused(refusal));
            return Ok(ExitStatus::No);
        }
    };
    let kept = fit.is_better() && !args.dry_run;
    if kept {
        store::settings::keep_parameters(&home, &fit.parameters)?;
    }
    if args.json {
        let FitResult { trained, judged, ref before, ref after, .. } = fit;
        let (before, after) = (before.into(), after.into());
        printer.json(&OptimizeJson {
            kept,
            trained,
            judged,
            before,
            after,
            parameters: fit.parameters,
        })?;
    } else {
        print(&fit, printer)?;
        printer.remark(match (fit.is_better(), kept) {
            (true, true) => {
                "saved as `parameters` in settings.ron; `lacuna optimize --undo` undoes it"
            }
            (true, false) => "better, but not saved (--dry-run)",
            (false, _) => "no better on reviews it has not seen, so nothing has changed",
        })?;
    }
    Ok(if fit.after.log_loss < fit.before.log_loss { ExitStatus::Yes } else { ExitStatus::No })
}

fn refused(refusal: FitRefusal) -> String {
    match refusal {
        FitRefusal::TooFew(there, needed) => format!(
            "{there} reviews came a day or more after the one before, and {needed} are needed to \
             tell anything; go on drilling"
        ),
        FitRefusal::Stopped => "stopped; nothing has changed".into(),
        FitRefusal::NoFit => "the reviews can't be fitted; nothing has changed".into(),
    }
}

fn print(fit: &FitResult, printer: &mut Printer<'_>) -> std::io::Result<()> {
    let trained =
        format!("fitted to {} reviews, tested on the {} after them", fit.trained, fit.judged);
    let mut lines =
        vec![(style::PLAIN, trained), (style::DIM, "                 before   after".into())];
    lines.push((
        style::PLAIN,
        format!("log loss         {:6.4}  {:6.4}", fit.before.log_loss, fit.after.log_loss),
    ));
    lines
        .push((style::DIM, "predicted → recalled, from the least likely fifth to the most".into()));
    for (before, after) in fit.before.groups.iter().zip(&fit.after.groups) {
        let shown = |(predicted, recalled): &(f32, f32)| {
            format!("{:3.0} % → {:3.0} %", predicted * 100.0, recalled * 100.0)
        };
        lines.push((style::PLAIN, format!("  {}     {}", shown(before), shown(after))));
    }
    for (style, line) in lines {
        printer.text(style, &line)?;
        printer.end_line()?;
    }
    Ok(())
}
