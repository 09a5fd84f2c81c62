//! The form of an exam: its name, its date, the minutes a day, and what it covers.
//!
//! It holds texts and makes an [`Exam`] of them; the worker computes the score to expect meanwhile.

mod coverage;
mod month_view;
mod texts;
mod view;

use crate::clock::StudyDay;
use crate::plan::ExamOutlook;
use crate::settings::Exam;
use crate::settings::exam::{MOST_MINUTES, USUAL_MINUTES};
use crate::store::unsaved::Unsaved;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::{Effect, Job, JobId, JobOutcome};

/// The name of an exam that was given none.
const UNNAMED: &str = "Exam";
/// By how many minutes a key changes them.
const STEP: u32 = 5;
/// Exams more days away than this have no score while they are typed: it takes too long.
const SOON: i32 = 400;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ExamField {
    /// Which exam is changed, or that it is a new one.
    Exam,
    Name,
    Date,
    Minutes,
    /// It covers all that is studied.
    All,
    /// A deck, by its number in the library.
    Deck(usize),
    /// A topic, by its number in the library.
    Topic(usize),
    /// The row that ends the exam.
    End,
}

/// Why the form is no exam yet, and the field that says so.
type FieldFault = (ExamField, String);

/// The form of an exam.
#[derive(Debug)]
pub struct ExamForm {
    /// The exam that is changed; none for a new one.
    origin: Option<Exam>,
    name: TextField,
    date: TextField,
    minutes: TextField,
    /// What it covers, by id.
    decks: Vec<String>,
    topics: Vec<String>,
    focus: ExamField,
    wrong: Option<FieldFault>,
    /// The score to expect on its day, once that is known.
    expected: Option<f32>,
    /// The exam whose score was asked for last, and the job.
    asked: Option<Exam>,
    awaited: JobId,
    is_asking: bool,
    /// The exam that is being written.
    saving: Option<Exam>,
}

impl ExamForm {
    /// The form of an exam, or of a new one, with the job that computes its score.
    pub fn new(shared: &ScreenContext, exam: Option<Exam>) -> (ExamForm, Option<Command>) {
        let mut form = ExamForm::from_exam(exam);
        let command = form.ask_for_score(shared);
        (form, command)
    }

    fn from_exam(origin: Option<Exam>) -> ExamForm {
        let new = Exam { minutes: USUAL_MINUTES, ..Exam::default() };
        let is_new = origin.is_none();
        let exam = origin.as_ref().unwrap_or(&new);
        let date = if is_new { String::new() } else { exam.date.iso() };
        ExamForm {
            name: TextField::with_text(&exam.name),
            date: TextField::with_text(&date),
            minutes: TextField::with_text(&exam.minutes.to_string()),
            decks: exam.decks.clone(),
            topics: exam.topics.clone(),
            focus: if is_new { ExamField::Name } else { ExamField::Date },
            wrong: None,
            expected: None,
            asked: None,
            awaited: JobId::default(),
            is_asking: false,
            saving: None,
            origin,
        }
    }

    /// The exam as the form has it, or what is wrong with it.
    fn exam(&self, shared: &ScreenContext) -> Result<Exam, FieldFault> {
        let today = shared.learner.scheduler.calendar().day(shared.learner.now);
        let name = Some(self.name.text().trim()).filter(|name| !name.is_empty());
        let name = name.unwrap_or(UNNAMED).to_string();
        let is_taken = |exam: &&Exam| exam.name.eq_ignore_ascii_case(&name);
        if let Some(other) = coming_exams(shared).find(is_taken)
            && self.origin.as_ref().is_none_or(|origin| origin.name != other.name)
        {
            let text = format!("There is an exam “{}” already. Give this one another", other.name);
            return Err((ExamField::Name, text));
        }
        let date = self.read_date(shared)?;
        if let Err(fault) = Exam::check_date(date, today) {
            return Err((ExamField::Date, format!("{}: {}", fault.what, fault.remedy)));
        }
        let minutes = self.minutes.text().trim().parse::<u32>().ok();
        let minutes = minutes.filter(|minutes| (1..=MOST_MINUTES).contains(minutes));
        let Some(minutes) = minutes else {
            return Err((ExamField::Minutes, "Type a number from 1 to 1440".to_string()));
        };
        let (decks, topics) = (self.decks.clone(), self.topics.clone());
        let base = self.origin.clone().unwrap_or_default();
        Ok(Exam { name, date, minutes, decks, topics, ended: false, ..base })
    }

    fn read_date(&self, shared: &ScreenContext) -> Result<StudyDay, FieldFault> {
        let today = shared.learner.scheduler.calendar().day(shared.learner.now);
        let text = self.date.text().trim();
        StudyDay::from_words(text, today).ok_or_else(|| {
            let what = if text.is_empty() { "When is it" } else { "That is no date" };
            (ExamField::Date, format!("{what}? {}", date_examples(shared)))
        })
    }

    /// Goes to another field, and says at the one that is left what is wrong with it.
    fn go(&mut self, shared: &ScreenContext, by: isize) {
        self.wrong = match (self.focus, self.exam(shared)) {
            (ExamField::Date, Err(wrong)) if !self.date.text().trim().is_empty() => Some(wrong),
            (focus, Err(wrong)) if wrong.0 == focus && focus != ExamField::Date => Some(wrong),
            _ => None,
        };
        let fields = self.fields(shared);
        let at = fields.iter().position(|field| *field == self.focus).unwrap_or(0) as isize;
        self.focus = fields[(at + by).rem_euclid(fields.len() as isize) as usize];
    }

    /// Moves the date by some days, from today on if there is none yet; never into the past.
    fn move_date(&mut self, shared: &ScreenContext, days: i8) {
        let today = shared.learner.scheduler.calendar().day(shared.learner.now);
        let date = match self.read_date(shared) {
            Ok(date) => date,
            Err(_) if self.date.text().trim().is_empty() => today,
            // Half a date is typed on, not replaced.
            Err(_) => return,
        };
        let away = date.0.saturating_add(days.into()).saturating_sub(today.0);
        self.set_date(shared, usize::try_from(away).unwrap_or(0));
    }

    /// Sets the date to so many days from today.
    fn set_date(&mut self, shared: &ScreenContext, away: usize) {
        let today = shared.learner.scheduler.calendar().day(shared.learner.now);
        let day = today.0.saturating_add(i32::try_from(away).unwrap_or(i32::MAX));
        self.date = TextField::with_text(&StudyDay(day).iso());
        (self.focus, self.wrong) = (ExamField::Date, None);
    }

    /// Changes the minutes by a step.
    fn change_minutes(&mut self, more: bool) {
        let now: u32 = self.minutes.text().trim().parse().unwrap_or(USUAL_MINUTES);
        let next =
            if more { now / STEP * STEP + STEP } else { now.saturating_sub(1) / STEP * STEP };
        self.minutes = TextField::with_text(&next.clamp(1, MOST_MINUTES).to_string());
    }

    /// Goes to the form of another exam, or of a new one.
    fn turn_to_exam(&mut self, shared: &ScreenContext, by: isize) {
        let exams: Vec<&Exam> = coming_exams(shared).collect();
        let is_own = |exam: &&Exam| self.origin.as_ref().is_some_and(|own| own.name == exam.name);
        let at = exams.iter().position(is_own).unwrap_or(exams.len()) as isize;
        let next = (at + by).rem_euclid(exams.len() as isize + 1) as usize;
        *self = ExamForm::from_exam(exams.get(next).copied().cloned());
        self.focus = ExamField::Exam;
    }

    /// Asks what score the exam as it is typed leads to, if that is another one than before.
    fn ask_for_score(&mut self, shared: &ScreenContext) -> Option<Command> {
        let exam = self.exam(shared).ok();
        if exam == self.asked {
            return None;
        }
        (self.expected, self.asked) = (None, exam);
        let exam = self.asked.as_ref()?;
        let learner = &shared.learner;
        let today = learner.scheduler.calendar().day(learner.now);
        if exam.date.0 - today.0 > SOON {
            return None;
        }
        let known = learner.known_cards();
        let (scheduler, stats) = (&learner.scheduler, &learner.answer_stats);
        let outlook = ExamOutlook::new(&known, scheduler, stats, exam, learner.now);
        self.is_asking = true;
        Some(Command::Run(Job::Forecast(Box::new(outlook.remaining_days()))))
    }

    /// Has the exam written, or goes to the field that keeps it from that.
    fn save(&mut self, shared: &ScreenContext) -> Option<Command> {
        match self.exam(shared) {
            Ok(exam) => {
                let before = self.origin.as_ref().map_or(&exam.name, |origin| &origin.name).clone();
                self.saving = Some(exam.clone());
                Some(Command::Effect(Effect::SetExam(exam, before)))
            }
            Err(wrong) => {
                self.focus = wrong.0;
                self.wrong = Some(wrong);
                None
            }
        }
    }

    /// Has the exam ended before its day.
    fn end(&mut self) -> Option<Command> {
        let exam = Exam { ended: true, ..self.origin.clone()? };
        let name = exam.name.clone();
        self.saving = Some(exam.clone());
        Some(Command::Effect(Effect::SetExam(exam, name)))
    }

    /// Carries out Enter: goes on to what is still to be said, and saves after that.
    fn enter(&mut self, shared: &ScreenContext) -> Option<Command> {
        match self.focus {
            ExamField::Exam | ExamField::Name => self.go(shared, 1),
            ExamField::Date => match self.read_date(shared) {
                Ok(_) => self.go(shared, 1),
                Err(wrong) => self.wrong = Some(wrong),
            },
            ExamField::End => return self.end(),
            _ => return self.save(shared),
        }
        None
    }
}

/// The exams that are still to come.
fn coming_exams(shared: &ScreenContext) -> impl Iterator<Item = &Exam> {
    shared.learner.plan.exams.iter().map(|forecast| &forecast.exam)
}

/// Ways to write a date, as they are today.
fn date_examples(shared: &ScreenContext) -> String {
    let calendar = shared.learner.scheduler.calendar();
    let day = StudyDay(calendar.day(shared.learner.now).0 + 14);
    let date = calendar.date(day);
    let (weekday, date) = date.split_once(' ').unwrap_or(("", &date));
    let (weekday, date) = (weekday.to_lowercase(), date.to_lowercase());
    format!("As in: {date}, {weekday}, in 14 days, {}", day.iso())
}

impl Screen for ExamForm {
    fn contexts(&self) -> &'static [Context] {
        use Context::{Always, Choice, ExamDate, ExamMinutes, ExamRow, Field};
        match self.focus {
            ExamField::Exam => &[Choice, Context::ExamForm, Always],
            ExamField::Name => &[Context::ExamForm, Field, Always],
            ExamField::Date => &[ExamDate, Context::ExamForm, Field, Always],
            ExamField::Minutes => &[ExamMinutes, Context::ExamForm, Field, Always],
            _ => &[ExamRow, Context::ExamForm, Always],
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        match self.focus {
            ExamField::Name => Some(&mut self.name),
            ExamField::Date => Some(&mut self.date),
            ExamField::Minutes => Some(&mut self.minutes),
            _ => None,
        }
    }

    fn typed(&mut self, shared: &ScreenContext) -> Option<Command> {
        self.wrong = None;
        self.ask_for_score(shared)
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        match action {
            Action::Back if self.unsaved().is_none() => return Some(Command::Close),
            Action::Back => {
                let way = shared.key_hint("; ", &[Context::Home], Action::SetExam, "continues it");
                let message = Command::Notify(format!("Draft saved{way}"));
                return Some(Command::All(vec![Command::Stash, message]));
            }
            Action::Save => return self.save(shared),
            Action::Enter => {
                if let Some(command) = self.enter(shared) {
                    return Some(command);
                }
            }
            Action::NextField | Action::Scroll(_, 1..) => self.go(shared, 1),
            Action::PreviousField | Action::Scroll(..) => self.go(shared, -1),
            Action::Pick(ListArea::Overlay, row) => {
                let fields = self.fields(shared);
                self.focus = fields[row.min(fields.len() - 1)];
                match self.focus {
                    ExamField::End => return self.end(),
                    _ => self.toggle(shared),
                }
            }
            Action::More if self.focus == ExamField::Exam => self.turn_to_exam(shared, 1),
            Action::Less if self.focus == ExamField::Exam => self.turn_to_exam(shared, -1),
            Action::Pick(ListArea::Days, away) => self.set_date(shared, away),
            Action::Pick(ListArea::Minutes, minutes) => {
                self.focus = ExamField::Minutes;
                self.minutes = TextField::with_text(&minutes.to_string());
            }
            Action::MoveDate(days) => self.move_date(shared, days),
            Action::MoreMinutes => self.change_minutes(true),
            Action::FewerMinutes => self.change_minutes(false),
            Action::Toggle if self.focus == ExamField::End => return self.end(),
            Action::Toggle => self.toggle(shared),
            _ => {}
        }
        self.ask_for_score(shared)
    }

    fn saved(&mut self, shared: &ScreenContext) -> Option<Command> {
        let exam = self.saving.take()?;
        let calendar = shared.learner.scheduler.calendar();
        let text = if exam.ended {
            format!("{} is ended; setting it again brings it back", exam.name)
        } else {
            let when = exam.when(calendar.day(shared.learner.now));
            format!("{} is set: {}, {when}", exam.name, calendar.date(exam.date))
        };
        Some(Command::close_and(Command::Notify(text)))
    }

    fn not_recorded(&mut self) {
        self.saving = None;
    }

    fn unsaved(&self) -> Option<Unsaved> {
        let texts = self.texts();
        let is_changed = texts != ExamForm::from_exam(self.origin.clone()).texts();
        (is_changed && self.saving.is_none()).then_some(Unsaved::Exam(texts))
    }

    fn job_started(&mut self, job: JobId) {
        if std::mem::take(&mut self.is_asking) {
            self.awaited = job;
        }
    }

    fn job_finished(&mut self, _: &ScreenContext, job: JobId, outcome: JobOutcome) {
        if let JobOutcome::Forecast(days) = outcome
            && job == self.awaited
        {
            self.expected = days.last().map(|day| day.planned);
        }
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        view::view(self, shared, canvas);
    }
}
