//! `optimize`: fits the scheduler to one's own reviews, of all decks and of each that has enough,
//! and keeps a fit only if it predicts better.

use serde::Serialize;

use super::args::{GlobalArgs, OptimizeArgs};
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::printer::Printer;
use super::print::style;
use super::profile::open_recorder;
use crate::clock::Moment;
use crate::library::{DeckInfo, Library};
use crate::memory::optimise::{FitQuality, FitRefusal, FitResult, OptimizeWatch, TrainingReviews};
use crate::memory::{Entry, Scheduler};
use crate::session::scope::find_deck;
use crate::settings::Settings;
use crate::store::{self, ConfigHome};
use crate::text::sanitize::clean_line;

/// From so many usable reviews on a deck is fitted by itself without being named: with fewer, a fit
/// that is better on the latest fifth is often so by chance.
const ENOUGH_FOR_DECK: usize = 400;

/// A fit as scripts see it.
#[derive(Serialize)]
struct OptimizeJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    deck: Option<String>,
    kept: bool,
    trained: usize,
    judged: usize,
    before: FitJson,
    after: FitJson,
    parameters: Vec<f32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decks: Vec<OptimizeJson>,
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

/// Fits, judges, and keeps what is better; or goes back to what was in force before.
pub(super) fn run(
    args: &OptimizeArgs,
    common: &GlobalArgs,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let mut recorder = open_recorder(common, now, printer)?;
    let home = ConfigHome::find(common.config_dir.clone())?;
    let entries = if args.undo { Vec::new() } else { recorder.entries()? };
    let (library, scheduler) = (&*recorder.learner.library, &recorder.learner.scheduler);
    let deck = args.deck.as_deref().map(|name| find_deck(library, name)).transpose()?;
    let deck = deck.map(|deck| library.deck_info(deck));
    let optimizer = Optimizer { home, scheduler, entries, is_dry_run: args.dry_run };
    match (args.undo, deck) {
        (true, Some(deck)) => optimizer.undo_deck(deck, printer),
        (true, None) => optimizer.undo(printer),
        (false, Some(deck)) => optimizer.optimize_deck(deck, args.json, printer),
        (false, None) => optimizer.optimize(library, args.json, printer),
    }
}

/// A fit, and whether it was written to the settings.
struct KeptFit {
    fit: FitResult,
    kept: bool,
}

impl KeptFit {
    fn json(self, deck: Option<&DeckInfo>, decks: Vec<OptimizeJson>) -> OptimizeJson {
        let FitResult { parameters, trained, judged, before, after } = self.fit;
        OptimizeJson {
            deck: deck.map(|deck| deck.head.id.clone()),
            kept: self.kept,
            trained,
            judged,
            before: (&before).into(),
            after: (&after).into(),
            parameters,
            decks,
        }
    }

    fn status(&self) -> ExitStatus {
        if self.fit.is_better() { ExitStatus::Yes } else { ExitStatus::No }
    }
}

/// Fits to the entries of the log.
struct Optimizer<'a> {
    home: ConfigHome,
    scheduler: &'a Scheduler,
    entries: Vec<Entry>,
    is_dry_run: bool,
}

impl Optimizer<'_> {
    /// Goes back to the parameters before the last fit that was kept, in every deck.
    fn undo(&self, printer: &mut Printer<'_>) -> Result<ExitStatus, CommandEnd> {
        let before = self.scheduler.settings();
        let was_default = before.parameters.is_empty() && before.deck_parameters.is_empty();
        for deck in before.deck_parameters.keys() {
            store::settings::set_deck_parameters(&self.home, deck, None)?;
        }
        let after = store::settings::take_parameters_back(&self.home)?;
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

    /// Has a deck go by the general parameters again.
    fn undo_deck(
        &self,
        deck: &DeckInfo,
        printer: &mut Printer<'_>,
    ) -> Result<ExitStatus, CommandEnd> {
        let (id, title) = (&deck.head.id, clean_line(&deck.head.title));
        let had_own = self.scheduler.settings().deck_parameters.contains_key(id);
        if had_own {
            store::settings::set_deck_parameters(&self.home, id, None)?;
            printer.remark(&format!("{title} goes by the general parameters again"))?;
        } else {
            printer.remark(&format!(
                "nothing to undo: {title} already goes by the general parameters"
            ))?;
        }
        Ok(ExitStatus::Yes)
    }

    /// Fits to all reviews, and then to those of each deck that has enough of its own.
    fn optimize(
        &self,
        library: &Library,
        json: bool,
        printer: &mut Printer<'_>,
    ) -> Result<ExitStatus, CommandEnd> {
        let mut settings = self.scheduler.settings().clone();
        let reviews = self.reviews(None);
        let fit = match compute_fit(&reviews, &settings) {
            Ok(fit) => fit,
            Err(refusal) => return Ok(refuse(refusal, printer)),
        };
        let general = KeptFit { kept: fit.is_better() && !self.is_dry_run, fit };
        if general.fit.is_better() {
            settings.parameters.clone_from(&general.fit.parameters);
        }
        if general.kept {
            store::settings::keep_parameters(&self.home, &general.fit.parameters)?;
        }
        if !json {
            print_fit(&general, "`parameters`", "lacuna optimize --undo", printer)?;
        }
        let mut status = general.status();
        let mut decks = Vec::new();
        for deck in library.decks() {
            let own = self.reviews(Some(&deck.head.id));
            if own.len() < ENOUGH_FOR_DECK || own.len() == reviews.len() {
                continue;
            }
            let Ok(fit) = compute_fit(&own, &settings.for_deck(&deck.head.id)) else { continue };
            let fit = self.keep(deck, fit)?;
            if fit.fit.is_better() {
                status = ExitStatus::Yes;
            }
            if json {
                decks.push(fit.json(Some(deck), Vec::new()));
            } else {
                print_deck(deck, &fit, printer)?;
            }
        }
        if json {
            printer.json(&general.json(None, decks))?;
        }
        Ok(status)
    }

    /// Fits to the reviews of one deck.
    fn optimize_deck(
        &self,
        deck: &DeckInfo,
        json: bool,
        printer: &mut Printer<'_>,
    ) -> Result<ExitStatus, CommandEnd> {
        let id = &deck.head.id;
        let in_force = self.scheduler.settings().for_deck(id);
        let fit = match compute_fit(&self.reviews(Some(id)), &in_force) {
            Ok(fit) => self.keep(deck, fit)?,
            Err(refusal) => return Ok(refuse(refusal, printer)),
        };
        let status = fit.status();
        if json {
            printer.json(&fit.json(Some(deck), Vec::new()))?;
        } else {
            let undo = format!("lacuna optimize --undo --deck {id}");
            print_fit(&fit, "`deck_parameters`", &undo, printer)?;
        }
        Ok(status)
    }

    /// The usable reviews, of one deck if it is named.
    fn reviews(&self, deck: Option<&str>) -> TrainingReviews {
        let entries =
            self.entries.iter().filter(|entry| deck.is_none_or(|deck| entry.card.deck() == deck));
        TrainingReviews::from_entries(entries.cloned().collect(), self.scheduler.calendar())
    }

    /// Keeps a deck's fit if it is better.
    fn keep(&self, deck: &DeckInfo, fit: FitResult) -> Result<KeptFit, CommandEnd> {
        let kept = fit.is_better() && !self.is_dry_run;
        if kept {
            let parameters = Some(fit.parameters.as_slice());
            store::settings::set_deck_parameters(&self.home, &deck.head.id, parameters)?;
        }
        Ok(KeptFit { fit, kept })
    }
}

/// Fits to reviews, against the parameters in force.
fn compute_fit(reviews: &TrainingReviews, in_force: &Settings) -> Result<FitResult, FitRefusal> {
    let steps = in_force.relearning_steps.len();
    reviews.fit(&in_force.parameters, steps, &OptimizeWatch::default())
}

fn refuse(refusal: FitRefusal, printer: &mut Printer<'_>) -> ExitStatus {
    printer.note(&refused(refusal));
    ExitStatus::No
}

/// Prints a fit in full, and whether it was saved under this key of the settings.
fn print_fit(
    KeptFit { fit, kept }: &KeptFit,
    key: &str,
    undo: &str,
    printer: &mut Printer<'_>,
) -> Result<(), CommandEnd> {
    print(fit, printer)?;
    printer.remark(&match (fit.is_better(), kept) {
        (true, true) => format!("saved as {key} in settings.ron; `{undo}` undoes it"),
        (true, false) => "better, but not saved (--dry-run)".to_string(),
        (false, _) => "no better on reviews it has not seen, so nothing has changed".to_string(),
    })?;
    Ok(())
}

/// Prints what came of a deck's fit on a line.
fn print_deck(
    deck: &DeckInfo,
    KeptFit { fit, kept }: &KeptFit,
    printer: &mut Printer<'_>,
) -> Result<(), CommandEnd> {
    let outcome = match (fit.is_better(), kept) {
        (true, true) => "saved for this deck",
        (true, false) => "better, but not saved",
        (false, _) => "no better than what it goes by, so nothing has changed",
    };
    let line = format!(
        "{}: fitted to {} reviews, log loss {:.4} → {:.4} on the {} after them; {outcome}",
        deck.head.title, fit.trained, fit.before.log_loss, fit.after.log_loss, fit.judged
    );
    printer.text(style::PLAIN, &line)?;
    printer.end_line()?;
    Ok(())
}

fn refused(refusal: FitRefusal) -> String {
    match refusal {
        FitRefusal::TooFew(there, needed) => {
            format!("this needs {needed} reviews a day or more apart; you have {there}")
        }
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
