//! The quiz line by line: for screen readers, terminals that can place nothing, and pipes.

use super::plain_command;
use super::plain_command::Order;
use super::report::{self, Line, counted};
use super::session::{Kept, Session};
use super::{parse_answer, show};
use crate::cli::input_lines::Lines;
use crate::cli::print::page::Page;
use crate::cli::print::plain_text;
use crate::cli::print::printer::{Printer, Stop};
use crate::cli::request::Timing;
use crate::cli::terminal_env::Stream;
use crate::fault::Fault;
use crate::memory::{Form, Mark};
use crate::study::quiz::{Answers, Input, Phase, Response, Resume, Slot, Why, letter};
use crate::study::{Ask, Attempt};
use crate::text::duration::clock;

/// Why a sitting ends: somebody leaves, there is no more input, or the quiz is over.
struct Quit;

/// What came of a prompt.
type Asking = Result<Result<(), Quit>, Stop>;

/// Asks until the quiz is over, the input ends or somebody leaves.
pub(super) fn run(
    session: &mut Session,
    lines: &mut Lines<'_>,
    typed: Stream,
    printer: &mut Printer<'_>,
) -> Result<(), Stop> {
    let mut talk = Talk { session, page: Page::new(printer, lines, typed), shown: None };
    let opening = report::opening(talk.session);
    talk.page.say(&opening)?;
    talk.page.say("Type ? and Enter for help, q to leave.")?;
    while talk.step()?.is_ok() {}
    talk.leave()
}

/// A talk with the learner.
struct Talk<'t, 'o, 'i> {
    session: &'t mut Session,
    page: Page<'t, 'o, 'i>,
    /// The place of the question that is shown.
    shown: Option<usize>,
}

impl Talk<'_, '_, '_> {
    /// Asks one thing and does what is answered.
    fn step(&mut self) -> Asking {
        let faults = self.session.troubles();
        self.page.printer().faults(&faults);
        match self.session.quiz().phase() {
            Phase::Asking => {
                let place = self.session.quiz().sheet().at;
                if self.shown != Some(place) {
                    self.show()?;
                    self.shown = Some(place);
                }
                self.answer()
            }
            Phase::Marked => self.marked(),
            Phase::Review => self.review(),
            Phase::Paused(then) => self.paused(then),
            Phase::Over(_) => Ok(Err(Quit)),
        }
    }

    /// Shows the question in front.
    fn show(&mut self) -> Result<(), Stop> {
        let (glyphs, dot) =
            (self.page.glyphs(), self.page.printer().look().sign("·", "-").to_string());
        self.session.tick();
        let (sheet, slot) =
            (self.session.quiz().sheet().clone(), self.session.quiz().sheet().slot().clone());
        let mut head = format!("Question {} of {}", sheet.at + 1, sheet.slots.len());
        if let Some(left) = self.session.left() {
            head = format!("{head} {dot} {} left", clock(left));
        }
        for (holds, word) in [(slot.again, "again"), (slot.flagged, "flagged")] {
            head = if holds { format!("{head} {dot} {word}") } else { head };
        }
        self.page.gap()?;
        self.page.say(&head)?;
        self.page.say(&slot.put.task)?;
        let prompt = show::prompt(&slot.put, glyphs);
        if !prompt.is_empty() {
            self.page.quote(&prompt)?;
        }
        for (at, term) in show::pairs(&slot.put, glyphs).into_iter().flatten().enumerate() {
            self.page.quote(&format!("{}  {term}", letter(at)))?;
        }
        let lettered = matches!(slot.put.answers, Answers::Choice { .. });
        for (at, choice) in show::choices(&slot, glyphs).into_iter().flatten().enumerate() {
            let sign = if lettered { format!("{} ", letter(at)) } else { format!("{}.", at + 1) };
            self.page.quote(&format!("{sign} {choice}"))?;
        }
        if slot.is_answered() {
            self.page.say(&format!("Your answer so far: {}. Enter keeps it.", slot.given))?;
        }
        Ok(())
    }

    /// Takes the answer in, as the question's form has it.
    fn answer(&mut self) -> Asking {
        let Some(slot) = self.session.open().cloned() else { return Ok(Ok(())) };
        let types = matches!(&slot.put.answers, Answers::Typed(question) if question.is_typed());
        let Some(line) = self.page.ask(&prompt(&slot, self.session.quiz().is_exam()))? else {
            return Ok(Err(Quit));
        };
        if types {
            return self.type_in(&line);
        }
        if line.is_empty() {
            if slot.response.is_empty() || (slot.put.form == Form::Order && !slot.is_answered()) {
                self.page.say("There is no answer yet; s passes the question over.")?;
                return Ok(Ok(()));
            }
            return self.act(Input::Answer);
        }
        let order = plain_command::read(&line).filter(|_| line.starts_with(':'));
        match parse_answer::answer(&slot, &line) {
            Ok(inputs) if order.is_none() => {
                let done = self.session.answer(&inputs, Timing::default());
                self.settle(done)
            }
            Err(fault)
                if plain_command::read(&line).is_none()
                    && line.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                self.page.say(&format!(
                    "No: {}; {}.",
                    fault.what,
                    fault.remedy.replacen("send", "type", 1)
                ))?;
                Ok(Ok(()))
            }
            _ => self.obey(&line),
        }
    }

    /// Takes in what is typed, blank by blank or item by item; an empty line gives the answer, a
    /// colon begins a command.
    fn type_in(&mut self, line: &str) -> Asking {
        if let Some(command) = line.strip_prefix(':').filter(|command| !command.is_empty()) {
            return self.obey(command.trim());
        }
        if line.is_empty() {
            return self.act(Input::Answer);
        }
        let done = self.session.act(Input::Type(line));
        // In an exam nothing is given away before the end.
        if let (Ok(None), false) = (&done, self.session.quiz().is_exam()) {
            let said = self.session.quiz().sheet().heard.clone();
            if let Some((typed, heard)) = said {
                self.page.say(&plain_text::heard(&typed, &heard))?;
            }
        }
        self.settle(done)
    }

    /// Waits while a marked answer is read; the clock stands.
    fn marked(&mut self) -> Asking {
        let Some(line) = self.page.ask("Enter goes on.")? else { return Ok(Err(Quit)) };
        if line.is_empty() { self.act(Input::Next) } else { self.obey(&line) }
    }

    /// Shows what an exam lacks, before it is handed in.
    fn review(&mut self) -> Asking {
        let sheet = self.session.quiz().sheet().clone();
        let numbers = |which: fn(&Slot) -> bool| {
            let places = sheet.slots.iter().enumerate().filter(|(_, slot)| which(slot));
            places.map(|(place, _)| (place + 1).to_string()).collect::<Vec<_>>().join(" ")
        };
        self.page.gap()?;
        self.page.say("That was the last question.")?;
        for (word, numbers) in [
            ("Without an answer", numbers(|slot| !slot.is_answered())),
            ("Flagged", numbers(|slot| slot.flagged)),
        ] {
            if !numbers.is_empty() {
                self.page.say(&format!("{word}: {numbers}."))?;
            }
        }
        let prompt = "h hands it in, a number goes back to that question:";
        let Some(line) = self.page.ask(prompt)? else { return Ok(Err(Quit)) };
        self.shown = None;
        match line.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) {
            Some(place) if sheet.slots.get(place).is_some_and(|slot| !slot.closed) => {
                self.act(Input::Goto(place))
            }
            Some(_) => {
                self.page.say("There is no such question, or its time is over.")?;
                Ok(Ok(()))
            }
            None if matches!(line.to_lowercase().as_str(), "h" | "hand in") => {
                self.act(Input::HandIn)
            }
            None if line.is_empty() => Ok(Ok(())),
            None => self.obey(&line),
        }
    }

    /// Waits until somebody goes on; the clock stands.
    fn paused(&mut self, then: Resume) -> Asking {
        let place = self.session.quiz().sheet().at + 1;
        let goes_on = match then {
            Resume::Asking => format!("Enter goes on with question {place}."),
            Resume::Marked | Resume::Review => "Enter goes on.".to_string(),
        };
        let Some(line) = self.page.ask(&format!("The clock stands. {goes_on}"))? else {
            return Ok(Err(Quit));
        };
        self.shown = None;
        if line.is_empty() { self.act(Input::Resume) } else { self.obey(&line) }
    }

    /// Does what a letter asks for.
    fn obey(&mut self, line: &str) -> Asking {
        let exam = self.session.quiz().is_exam();
        match plain_command::read(line) {
            Some(Order::Quit) => return Ok(Err(Quit)),
            Some(Order::Help) => {
                plain_command::HELP.iter().try_for_each(|line| self.page.quote(line))?;
            }
            Some(Order::Skip) => return self.act(Input::Skip),
            Some(Order::Pause) => return self.act(Input::Pause),
            Some(Order::End) => return self.act(Input::Stop),
            Some(Order::Flag) if exam => {
                let done = self.act(Input::Flag)?;
                let flagged = self.session.open().is_some_and(|slot| slot.flagged);
                self.page.say(if flagged { "Flagged." } else { "The flag is taken away." })?;
                return Ok(done);
            }
            Some(Order::Back) if exam => {
                let before = self.shown;
                let done = self.act(Input::Back)?;
                if before == Some(self.session.quiz().sheet().at) && self.session.open().is_some() {
                    self.page.say("There is no question before this one to go back to.")?;
                }
                return Ok(done);
            }
            Some(Order::Flag | Order::Back) => {
                self.page
                    .say("Only in an exam; in practice what was missed comes back by itself.")?;
            }
            None => self.page.say(&format!("{line} means nothing here; ? lists what does."))?,
        }
        Ok(Ok(()))
    }

    fn act(&mut self, input: Input<'_>) -> Asking {
        let done = self.session.act(input);
        self.settle(done)
    }

    /// Tells what an answer is worth, or what kept it from being written; the question stays then.
    fn settle(&mut self, done: Result<Option<Kept>, Fault>) -> Asking {
        match done {
            Ok(Some(kept)) => self.explain(kept)?,
            Ok(None) => {}
            Err(fault) => {
                self.page.printer().finish()?;
                self.page.printer().fault(&fault);
                self.page.say("Nothing was recorded; the question stays.")?;
            }
        }
        Ok(Ok(()))
    }

    /// Says what an answer is worth; in an exam only that it was taken.
    fn explain(&mut self, kept: Kept) -> Result<(), Stop> {
        let (slot, glyphs) = (self.session.slot(kept).clone(), self.page.glyphs());
        self.shown = None;
        if slot.closed {
            self.page.say("The time for this question is over.")?;
        }
        if self.session.quiz().is_exam() {
            // When all the time is over, the report says so.
            let time_up = self.session.quiz().phase() == Phase::Over(Why::TimeUp);
            let answered = slot.is_answered();
            if !time_up && !slot.closed {
                self.page.say(if answered { "Noted." } else { "Passed over." })?;
            }
            return Ok(());
        }
        let slip =
            matches!(&slot.response, Response::Typed(attempt) if plain_text::has_slip(attempt));
        let chosen = matches!(slot.put.answers, Answers::Choice { .. });
        self.page.say(match slot.mark {
            Some(Mark::Right) if chosen => "Right.",
            Some(Mark::Right) if slip => "Right, but for a slip. The answer:",
            Some(Mark::Right) => "Right. The answer:",
            Some(Mark::Wrong) => "Wrong. The answer:",
            Some(Mark::Unanswered) | None => "No answer. The answer:",
        })?;
        if slot.mark != Some(Mark::Right) || !chosen {
            show::answer(&slot.put, glyphs).iter().try_for_each(|line| self.page.quote(line))?;
        }
        if let Some(because) = show::because(&slot, glyphs) {
            self.page.quote(&because)?;
        }
        Ok(())
    }

    /// Tells what it came to; or how to go on with what is left.
    fn leave(mut self) -> Result<(), Stop> {
        // Whoever leaves after the time has run out finds the quiz over.
        let _ = self.act(Input::Tick)?;
        self.page.gap()?;
        if self.session.is_over() {
            for line in report::lines(self.session, self.page.glyphs()) {
                match line {
                    Line::Say(line) => self.page.say(&line)?,
                    Line::Quote(line) => self.page.quote(&line)?,
                }
            }
            return Ok(());
        }
        let slots = &self.session.quiz().sheet().slots;
        let answered = slots.iter().filter(|slot| slot.mark.is_some()).count();
        let said = format!(
            "Left after {}, {} to go.",
            counted(answered, "question"),
            slots.len() - answered
        );
        self.page.say(&said)?;
        Ok(self.page.say("`lacuna quiz --plain --resume` goes on with it.")?)
    }
}

/// Returns what is to be typed.
fn prompt(slot: &Slot, exam: bool) -> String {
    match (&slot.put.answers, &slot.response) {
        (Answers::Choice { .. }, _) if slot.put.form == Form::TrueFalse => "true or false:".into(),
        (Answers::Choice { .. }, _) => "The letter of your answer:".into(),
        (Answers::Pairs { left, .. }, _) => {
            let terms: Vec<String> = (0..left.len()).map(|at| letter(at).to_string()).collect();
            format!("The numbers that go with {}, as in 2 1 3:", terms.join(" "))
        }
        (Answers::Typed(question), Response::Typed(attempt)) => match (&question.ask, attempt) {
            (Ask::Order { .. }, _) => "The numbers in the right order, as in 2 1 3:".into(),
            (Ask::Items(items), _) if exam => {
                format!("One of {} items, or Enter to give the answer:", items.len())
            }
            (Ask::Items(items), Attempt::Items { found, .. }) => {
                let named = found.iter().flatten().count();
                format!("{named} of {} named; the next, or Enter to give the answer:", items.len())
            }
            (Ask::Typed { blanks, .. }, _) if blanks.len() > 1 => {
                let given = plain_text::given(attempt).len() % blanks.len();
                format!("Blank {} of {}:", given + 1, blanks.len())
            }
            _ => "Your answer:".into(),
        },
        (Answers::Typed(_), _) => "Your answer:".into(),
    }
}
