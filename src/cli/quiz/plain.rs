//! The quiz line by line: for screen readers, terminals that can place nothing, and pipes.

use super::plain_command;
use super::plain_command::QuizPlainCommand;
use super::report::{self, ReportLine};
use super::{parse_answer, show};
use crate::cli::exit_status::CommandEnd;
use crate::cli::input_lines::InputLines;
use crate::cli::print::page::TextPage;
use crate::cli::print::plain_text;
use crate::cli::print::printer::Printer;
use crate::cli::terminal_env::StreamKind;
use crate::fault::Fault;
use crate::memory::{AnswerMark, QuestionForm};
use crate::session::AnswerTiming;
use crate::session::{RecordedAnswer, RecordedQuiz};
use crate::study::quiz::{
    AnswerSpace, QuizInput, QuizItem, QuizOver, QuizPhase, QuizResponse, ResumePoint, letter,
};
use crate::study::{AnswerDraft, AnswerKind};
use crate::text::count::pluralize;
use crate::text::duration::clock;

/// Why a quiz ends: somebody leaves, there is no more input, or the quiz is over.
struct QuizEnd;

/// The outcome of a prompt.
type QuizPrompt = Result<Result<(), QuizEnd>, CommandEnd>;

/// Asks until the quiz is over, the input ends or somebody leaves.
pub(super) fn run(
    session: &mut RecordedQuiz,
    lines: &mut InputLines<'_>,
    typed: StreamKind,
    printer: &mut Printer<'_>,
) -> Result<(), CommandEnd> {
    let mut talk =
        QuizDialogue { session, page: TextPage::new(printer, lines, typed), shown: None };
    let opening = report::opening(talk.session);
    talk.page.say(&opening)?;
    talk.page.say("Type ? and Enter for help, q to leave.")?;
    while talk.step()?.is_ok() {}
    talk.leave()
}

/// A talk with the learner.
struct QuizDialogue<'t, 'o, 'i> {
    session: &'t mut RecordedQuiz,
    page: TextPage<'t, 'o, 'i>,
    /// The place of the question that is shown.
    shown: Option<usize>,
}

impl QuizDialogue<'_, '_, '_> {
    /// Asks one thing and does what is answered.
    fn step(&mut self) -> QuizPrompt {
        let faults = self.session.recorder.take_faults();
        self.page.printer().faults(&faults);
        match self.session.quiz().phase() {
            QuizPhase::Asking => {
                let place = self.session.quiz().state().place;
                if self.shown != Some(place) {
                    self.show()?;
                    self.shown = Some(place);
                }
                self.answer()
            }
            QuizPhase::Marked => self.marked(),
            QuizPhase::Review => self.review(),
            QuizPhase::Paused(then) => self.paused(then),
            QuizPhase::Over(_) => Ok(Err(QuizEnd)),
        }
    }

    /// Shows the question in front.
    fn show(&mut self) -> Result<(), CommandEnd> {
        let (glyphs, dot) =
            (self.page.glyphs(), self.page.printer().look().sign("·", "-").to_string());
        self.session.tick();
        let (state, quiz_item) =
            (self.session.quiz().state().clone(), self.session.quiz().state().current().clone());
        let mut head = format!("Question {} of {}", state.place + 1, state.items.len());
        if let Some(left) = self.session.time_left() {
            head = format!("{head} {dot} {} left", clock(left));
        }
        for (holds, word) in [(quiz_item.again, "again"), (quiz_item.flagged, "flagged")] {
            head = if holds { format!("{head} {dot} {word}") } else { head };
        }
        self.page.gap()?;
        self.page.say(&head)?;
        self.page.say(&quiz_item.question.task)?;
        let prompt = show::prompt(&quiz_item.question, self.page.layout());
        if !prompt.is_empty() {
            self.page.quote(&prompt)?;
        }
        for (at, term) in show::pairs(&quiz_item.question, glyphs).into_iter().flatten().enumerate()
        {
            self.page.quote(&format!("{}  {term}", letter(at)))?;
        }
        let lettered = matches!(quiz_item.question.answers, AnswerSpace::Choice { .. });
        for (at, choice) in show::choices(&quiz_item, glyphs).into_iter().flatten().enumerate() {
            let sign = if lettered { format!("{} ", letter(at)) } else { format!("{}.", at + 1) };
            self.page.quote(&format!("{sign} {choice}"))?;
        }
        if quiz_item.is_answered() {
            self.page.say(&format!("Your answer so far: {}. Enter keeps it.", quiz_item.given))?;
        }
        Ok(())
    }

    /// Takes the answer in, as the question's form has it.
    fn answer(&mut self) -> QuizPrompt {
        let Some(quiz_item) = self.session.open_question().cloned() else { return Ok(Ok(())) };
        let types = quiz_item.question.answers.typed_question().is_some();
        let Some(line) = self.page.ask(&prompt(&quiz_item, self.session.quiz().is_exam()))? else {
            return Ok(Err(QuizEnd));
        };
        if types {
            return self.type_in(&line);
        }
        if line.is_empty() {
            if quiz_item.response.is_empty()
                || (quiz_item.question.form == QuestionForm::Order && !quiz_item.is_answered())
            {
                self.page.say("No answer yet. s skips the question.")?;
                return Ok(Ok(()));
            }
            return self.act(QuizInput::Answer);
        }
        let order = plain_command::read(&line).filter(|_| line.starts_with(':'));
        match parse_answer::answer(&quiz_item, &line) {
            Ok(inputs) if order.is_none() => {
                let done = self.session.answer(&inputs, AnswerTiming::default());
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
    fn type_in(&mut self, line: &str) -> QuizPrompt {
        if let Some(command) = line.strip_prefix(':').filter(|command| !command.is_empty()) {
            return self.obey(command.trim());
        }
        if line.is_empty() {
            return self.act(QuizInput::Answer);
        }
        let done = self.session.act(QuizInput::Type(line));
        // In an exam nothing is given away before the end.
        if let (Ok(None), false) = (&done, self.session.quiz().is_exam()) {
            let reply = self.session.quiz().state().feedback.clone();
            if let Some((typed, feedback)) = reply {
                self.page.say(&plain_text::feedback(&typed, &feedback))?;
            }
        }
        self.settle(done)
    }

    /// Waits while a marked answer is read; the clock is stopped.
    fn marked(&mut self) -> QuizPrompt {
        let asks = if self.session.quiz().may_be_overruled() {
            "Enter goes on, y counts your answer as right."
        } else {
            "Enter goes on."
        };
        let Some(line) = self.page.ask(asks)? else { return Ok(Err(QuizEnd)) };
        if line.is_empty() { self.act(QuizInput::Next) } else { self.obey(&line) }
    }

    /// Shows what an exam lacks, before it is handed in.
    fn review(&mut self) -> QuizPrompt {
        let state = self.session.quiz().state().clone();
        let numbers = |which: fn(&QuizItem) -> bool| {
            let places = state.items.iter().enumerate().filter(|(_, quiz_item)| which(quiz_item));
            places.map(|(place, _)| (place + 1).to_string()).collect::<Vec<_>>().join(" ")
        };
        self.page.gap()?;
        self.page.say("That was the last question.")?;
        for (word, numbers) in [
            ("Without an answer", numbers(|quiz_item| !quiz_item.is_answered())),
            ("Flagged", numbers(|quiz_item| quiz_item.flagged)),
        ] {
            if !numbers.is_empty() {
                self.page.say(&format!("{word}: {numbers}."))?;
            }
        }
        let prompt = "h hands it in, a number goes back to that question:";
        let Some(line) = self.page.ask(prompt)? else { return Ok(Err(QuizEnd)) };
        self.shown = None;
        match line.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) {
            Some(place) if state.items.get(place).is_some_and(|quiz_item| !quiz_item.closed) => {
                self.act(QuizInput::Goto(place))
            }
            Some(_) => {
                self.page.say("There is no such question, or its time is up.")?;
                Ok(Ok(()))
            }
            None if matches!(line.to_lowercase().as_str(), "h" | "hand in") => {
                self.act(QuizInput::HandIn)
            }
            None if line.is_empty() => Ok(Ok(())),
            None => self.obey(&line),
        }
    }

    /// Waits until somebody goes on; the clock is stopped.
    fn paused(&mut self, then: ResumePoint) -> QuizPrompt {
        let place = self.session.quiz().state().place + 1;
        let goes_on = match then {
            ResumePoint::Asking => format!("Enter goes on with question {place}."),
            ResumePoint::Marked | ResumePoint::Review => "Enter goes on.".to_string(),
        };
        let Some(line) = self.page.ask(&format!("The clock is stopped. {goes_on}"))? else {
            return Ok(Err(QuizEnd));
        };
        self.shown = None;
        if line.is_empty() { self.act(QuizInput::Resume) } else { self.obey(&line) }
    }

    /// Does what a letter asks for.
    fn obey(&mut self, line: &str) -> QuizPrompt {
        let exam = self.session.quiz().is_exam();
        match plain_command::read(line) {
            Some(QuizPlainCommand::Quit) => return Ok(Err(QuizEnd)),
            Some(QuizPlainCommand::Help) => {
                plain_command::HELP.iter().try_for_each(|line| self.page.quote(line))?;
            }
            Some(QuizPlainCommand::Overrule) if self.session.quiz().may_be_overruled() => {
                match self.session.act(QuizInput::Overrule) {
                    Ok(_) => self.page.say("Counted as right.")?,
                    failed => return self.settle(failed),
                }
            }
            Some(QuizPlainCommand::Overrule) => {
                self.page.say("There is nothing to overrule.")?;
            }
            Some(QuizPlainCommand::Skip) => return self.act(QuizInput::Skip),
            Some(QuizPlainCommand::Pause) => return self.act(QuizInput::Pause),
            Some(QuizPlainCommand::End) => return self.act(QuizInput::Stop),
            Some(QuizPlainCommand::Flag) if exam => {
                let done = self.act(QuizInput::Flag)?;
                let flagged =
                    self.session.open_question().is_some_and(|quiz_item| quiz_item.flagged);
                self.page.say(if flagged { "Flagged." } else { "Flag removed." })?;
                return Ok(done);
            }
            Some(QuizPlainCommand::Back) if exam => {
                let before = self.shown;
                let done = self.act(QuizInput::Back)?;
                if before == Some(self.session.quiz().state().place)
                    && self.session.open_question().is_some()
                {
                    self.page.say("This is the first question.")?;
                }
                return Ok(done);
            }
            Some(QuizPlainCommand::Flag | QuizPlainCommand::Back) => {
                self.page.say("Only in exam mode. In practice, misses come back by themselves.")?;
            }
            None => {
                self.page.say(&format!("{line} is not a command here. ? lists the commands."))?;
            }
        }
        Ok(Ok(()))
    }

    fn act(&mut self, input: QuizInput<'_>) -> QuizPrompt {
        let done = self.session.act(input);
        self.settle(done)
    }

    /// Tells what an answer is worth, or what kept it from being written; the question stays then.
    fn settle(&mut self, done: Result<Option<RecordedAnswer>, Fault>) -> QuizPrompt {
        match done {
            Ok(Some(kept)) => self.explain(kept)?,
            Ok(None) => {}
            Err(fault) => {
                self.page.printer().finish()?;
                self.page.printer().fault(&fault);
                self.page.say("Nothing was saved; the question stays.")?;
            }
        }
        Ok(Ok(()))
    }

    /// Says what an answer is worth; in an exam only that it was taken.
    fn explain(&mut self, kept: RecordedAnswer) -> Result<(), CommandEnd> {
        let (quiz_item, glyphs) =
            (self.session.answered_question(kept).clone(), self.page.glyphs());
        self.shown = None;
        if quiz_item.closed {
            self.page.say("Time is up for this question.")?;
        }
        if self.session.quiz().is_exam() {
            // When all the time is over, the report says so.
            let time_up = self.session.quiz().phase() == QuizPhase::Over(QuizOver::TimeUp);
            let answered = quiz_item.is_answered();
            if !time_up && !quiz_item.closed {
                self.page.say(if answered { "Noted." } else { "Passed over." })?;
            }
            return Ok(());
        }
        let (slip, close) = (quiz_item.response.has_slip(), quiz_item.is_close());
        let chosen = matches!(quiz_item.question.answers, AnswerSpace::Choice { .. });
        self.page.say(match quiz_item.mark {
            Some(AnswerMark::Right) if chosen => "Right.",
            Some(AnswerMark::Right) if slip => "Right, with a slip. The answer:",
            Some(AnswerMark::Right) => "Right. The answer:",
            Some(AnswerMark::Wrong) if close => "Close, but not right. The answer:",
            Some(AnswerMark::Wrong) => "Wrong. The answer:",
            Some(AnswerMark::Unanswered) | None => "No answer. The answer:",
        })?;
        if quiz_item.mark != Some(AnswerMark::Right) || !chosen {
            show::answer(&quiz_item.question, self.page.layout())
                .iter()
                .try_for_each(|line| self.page.quote(line))?;
        }
        if let Some(because) = show::because(&quiz_item, glyphs) {
            self.page.quote(&because)?;
        }
        Ok(())
    }

    /// Tells what it came to; or how to go on with what is left.
    fn leave(mut self) -> Result<(), CommandEnd> {
        // Whoever leaves after the time has run out finds the quiz over.
        let _ = self.act(QuizInput::Tick)?;
        self.page.gap()?;
        if self.session.is_over() {
            for line in report::lines(self.session, self.page.glyphs()) {
                match line {
                    ReportLine::Say(line) => self.page.say(&line)?,
                    ReportLine::Quote(line) => self.page.quote(&line)?,
                }
            }
            return Ok(());
        }
        let items = &self.session.quiz().state().items;
        let answered = items.iter().filter(|quiz_item| quiz_item.mark.is_some()).count();
        let message = format!(
            "Left after {}, {} to go.",
            pluralize(answered, "question", "questions"),
            items.len() - answered
        );
        self.page.say(&message)?;
        Ok(self.page.say("Continue it with `lacuna quiz --plain --resume`.")?)
    }
}

/// What is to be typed.
fn prompt(quiz_item: &QuizItem, exam: bool) -> String {
    match (&quiz_item.question.answers, &quiz_item.response) {
        (AnswerSpace::Choice { .. }, _) if quiz_item.question.form == QuestionForm::TrueFalse => {
            "true or false:".into()
        }
        (AnswerSpace::Choice { .. }, _) => "The letter of your answer:".into(),
        (AnswerSpace::Pairs { left, .. }, _) => {
            let terms: Vec<String> = (0..left.len()).map(|at| letter(at).to_string()).collect();
            format!("The numbers that go with {}, as in 2 1 3:", terms.join(" "))
        }
        (AnswerSpace::Typed(question), QuizResponse::Typed(draft)) => {
            match (&question.kind, draft) {
                (AnswerKind::Order { .. }, _) => {
                    "The numbers in the right order, as in 2 1 3:".into()
                }
                (AnswerKind::Items(items), _) if exam => {
                    format!("One of {} items, or Enter to give the answer:", items.len())
                }
                (AnswerKind::Items(items), AnswerDraft::Items { found, .. }) => {
                    let named = found.iter().flatten().count();
                    format!(
                        "{named} of {} named; the next, or Enter to give the answer:",
                        items.len()
                    )
                }
                (AnswerKind::Typed { blanks, .. }, _) if blanks.len() > 1 => {
                    let given = draft.typed().len() % blanks.len();
                    format!("Blank {} of {}:", given + 1, blanks.len())
                }
                _ => "Your answer:".into(),
            }
        }
        (AnswerSpace::Typed(_), _) => "Your answer:".into(),
    }
}
