//! The drill line by line: for screen readers, terminals that can place nothing, and pipes.

use super::plain_command;
use super::plain_command::DrillPlainCommand;
use super::{prompts, summary};
use crate::cli::card;
use crate::cli::exit_status::CommandEnd;
use crate::cli::input_lines::InputLines;
use crate::cli::print::page::TextPage;
use crate::cli::print::plain_text;
use crate::cli::print::printer::Printer;
use crate::cli::terminal_env::StreamKind;
use crate::clock::Moment;
use crate::fault::Fault;
use crate::library::TopicIx;
use crate::library::page::{PageLayout, page};
use crate::memory::{CardId, Rating};
use crate::session::RecordedDrill;
use crate::study::{
    AnswerKind, CardAction, DrillPhase, LessonStep, OpenCard, Operation, QuestionStage,
};
use crate::text::duration;

/// The width of a note's page: longer lines are hard to read.
const COLUMNS: usize = 72;

/// Why a drill ends: somebody quits, or there is no more input.
struct DrillEnd;

/// The outcome of a prompt.
type DrillPrompt = Result<Result<(), DrillEnd>, CommandEnd>;

/// Asks until nothing is left, the input ends or somebody quits.
pub(super) fn run(
    session: &mut RecordedDrill,
    lines: &mut InputLines<'_>,
    typed: StreamKind,
    printer: &mut Printer<'_>,
) -> Result<(), CommandEnd> {
    let mut talk = DrillDialogue {
        session,
        page: TextPage::new(printer, lines, typed),
        explained: false,
        shown: None,
    };
    if talk.session.open_card().is_some() {
        talk.page.say("Type ? and Enter for help, q to quit.")?;
        while talk.step()?.is_ok() {}
        talk.page.gap()?;
    }
    let DrillDialogue { session, mut page, .. } = talk;
    for line in summary::lines(session, page.glyphs()) {
        page.say(&line)?;
    }
    Ok(())
}

/// A talk with the learner.
struct DrillDialogue<'t, 'o, 'i> {
    session: &'t mut RecordedDrill,
    page: TextPage<'t, 'o, 'i>,
    /// Whether the grades have been explained.
    explained: bool,
    /// The question that was shown last, and when it was card.
    shown: Option<(CardId, Moment)>,
}

impl DrillDialogue<'_, '_, '_> {
    /// Asks one thing and does what is answered.
    fn step(&mut self) -> DrillPrompt {
        let faults = self.session.recorder.take_faults();
        self.page.printer().faults(&faults);
        match self.session.drill().phase() {
            DrillPhase::Teaching(card) => {
                let card = card.clone();
                self.teach(&card)
            }
            DrillPhase::Asking(card) => {
                let card = card.clone();
                let this = (card.question.id.clone(), card.since);
                if self.shown.as_ref() != Some(&this) {
                    self.show(&card)?;
                    self.shown = Some(this);
                }
                self.answer(&card)
            }
            DrillPhase::Revealed(card) => {
                let card = card.clone();
                self.grade(&card)
            }
            DrillPhase::Waiting(_) => self.wait(),
            DrillPhase::Done => self.end(),
        }
    }

    /// Shows the note of a new card, and goes on when it is read.
    fn teach(&mut self, card: &OpenCard) -> DrillPrompt {
        let this = (card.question.id.clone(), card.since);
        if self.shown.as_ref() != Some(&this) {
            let note = card.question.item.note;
            self.page.gap()?;
            let head = self.head("New", card);
            self.page.say(&head)?;
            let library = &self.session.learner().library;
            let lines = page(library, note, PageLayout::plain(COLUMNS, self.page.glyphs()));
            for line in lines {
                let text: String = line.into_iter().map(|(_, text)| text).collect();
                self.page.quote(text.trim_end())?;
            }
            self.shown = Some(this);
        }
        let Some(line) = self.page.ask("Enter continues; the question comes in a few cards.")?
        else {
            return Ok(Err(DrillEnd));
        };
        if !line.is_empty() {
            return self.obey(&line);
        }
        self.session.advance(None);
        self.session.seen(None);
        Ok(Ok(()))
    }

    /// Shows the question.
    fn show(&mut self, card: &OpenCard) -> Result<(), CommandEnd> {
        let glyphs = self.page.glyphs();
        let drill = self.session.drill();
        let behind =
            drill.history().filter(|operation| operation.name != CardAction::Flag.name()).count();
        let mut place = format!("Card {} of {}", behind + 1, behind + drill.left());
        if card.stage == QuestionStage::Again {
            place = format!("{place}, missed before");
        }
        let head = self.head(&place, card);
        self.page.gap()?;
        self.page.say(&head)?;
        self.page.say(&card.question.task)?;
        self.page.quote(&plain_text::prompt(&card.question, self.page.layout()))?;
        let choices = plain_text::choices(&card.question, &card.draft, glyphs);
        for (i, step) in choices.into_iter().flatten().enumerate() {
            self.page.quote(&format!("{}. {step}", i + 1))?;
        }
        Ok(())
    }

    /// The line above a card: its place and its topic.
    fn head(&mut self, place: &str, card: &OpenCard) -> String {
        let dot = self.page.printer().look().sign("·", "-").to_string();
        match self.topic(card) {
            Some(topic) => format!("{place} {dot} {topic}"),
            None => place.to_string(),
        }
    }

    fn topic(&self, card: &OpenCard) -> Option<String> {
        let library = &self.session.learner().library;
        let topic: TopicIx = library.topic(card.question.item.note)?;
        Some(self.page.plain(&library.topic_info(topic).title))
    }

    /// Takes the answer in, as the card's kind has it.
    fn answer(&mut self, card: &OpenCard) -> DrillPrompt {
        match &card.question.kind {
            AnswerKind::Shown { .. } => {
                let Some(line) = self.page.ask("Enter shows the answer.")? else {
                    return Ok(Err(DrillEnd));
                };
                if line.is_empty() { self.reveal().map(Ok) } else { self.obey(&line) }
            }
            AnswerKind::Choice { choices, .. } => {
                let prompt = "Type the number of the right answer:";
                let Some(line) = self.page.ask(prompt)? else { return Ok(Err(DrillEnd)) };
                if line.is_empty() {
                    return self.reveal().map(Ok);
                }
                match line.parse::<usize>() {
                    Ok(number) if (1..=choices.len()).contains(&number) => {
                        self.session.drill_mut().choose(number - 1);
                        self.reveal().map(Ok)
                    }
                    _ => self.obey(&line),
                }
            }
            AnswerKind::Order { steps, .. } => {
                let prompt = "Type the numbers in the right order, as in 2 1 3:";
                let Some(line) = self.page.ask(prompt)? else { return Ok(Err(DrillEnd)) };
                if line.is_empty() {
                    return self.reveal().map(Ok);
                }
                match plain_text::places(&line, steps.len()) {
                    Some(places) if self.session.drill_mut().arrange(&places) => {
                        self.reveal().map(Ok)
                    }
                    _ if line.starts_with(|c: char| c.is_ascii_digit()) => {
                        self.page
                            .say(&format!("Type each number from 1 to {} once.", steps.len()))?;
                        Ok(Ok(()))
                    }
                    _ => self.obey(&line),
                }
            }
            AnswerKind::Typed { .. } | AnswerKind::Items(_) => self.type_in(),
        }
    }

    /// Takes in what is typed, blank by blank or item by item; an empty line gives up, a colon
    /// begins a command.
    fn type_in(&mut self) -> DrillPrompt {
        while let DrillPhase::Asking(card) = self.session.drill().phase() {
            let Some(line) = self.page.ask(&prompts::typing(card))? else {
                return Ok(Err(DrillEnd));
            };
            if let Some(command) = line.strip_prefix(':').filter(|command| !command.is_empty()) {
                return self.obey(command.trim());
            }
            if line.is_empty() {
                // What is left open is wrong.
                self.session.drill_mut().submit("");
                return self.reveal().map(Ok);
            }
            let feedback = self.session.drill_mut().submit(&line);
            self.page.say(&plain_text::feedback(&line, &feedback))?;
        }
        self.reveal().map(Ok)
    }

    /// Shows the answer.
    fn reveal(&mut self) -> Result<(), CommandEnd> {
        self.session.drill_mut().reveal();
        let Some(card) = self.session.open_card().cloned() else { return Ok(()) };
        let verdict = match card.is_right() {
            Some(true) if card.draft.has_slip() => "Right, with a slip. The answer:",
            Some(false) if card.is_close() => "Close. The answer (y if it counts as right):",
            Some(true) => "Right. The answer:",
            Some(false) if card.is_choice() => "Not this time. The answer:",
            Some(false) => "Not this time. The answer (y if you were right):",
            None => "The answer:",
        };
        self.page.say(verdict)?;
        for line in plain_text::answer(&card.question, self.page.layout()) {
            self.page.quote(&line)?;
        }
        Ok(())
    }

    /// Asks for the grade.
    fn grade(&mut self, card: &OpenCard) -> DrillPrompt {
        let two = card.two_buttons;
        let timed = self.session.state.knows_intervals() && card.step == LessonStep::Full;
        let prompt = prompts::grades(card, two, timed, !self.explained);
        self.explained = true;
        let Some(line) = self.page.ask(&prompt)? else { return Ok(Err(DrillEnd)) };
        match plain_command::rating(&line, card.suggested()) {
            Some(rating) if two && matches!(rating, Rating::Hard | Rating::Easy) => {
                self.page.say("Only Again and Good are offered (the setting two_buttons).")?;
                Ok(Ok(()))
            }
            Some(rating) => {
                self.session.advance(None);
                let graded = self.session.grade(rating, None).map(drop);
                self.settle(graded)
            }
            None => self.obey(&line),
        }
    }

    /// Says that only cards just answered are left; whoever wants goes on at once.
    fn wait(&mut self) -> DrillPrompt {
        self.session.advance(None);
        let Some(until) = self.session.waits_until() else { return Ok(Ok(())) };
        let wait = duration::human(until.seconds_since(self.session.now()).max(0.0).ceil() as u32);
        self.page.gap()?;
        let prompt = format!("The next card comes in {wait}. Enter shows it now, q quits.");
        let Some(line) = self.page.ask(&prompt)? else { return Ok(Err(DrillEnd)) };
        if line.is_empty() {
            self.session.advance(None);
            self.session.skip_wait();
            return Ok(Ok(()));
        }
        self.obey(&line)
    }

    /// Gives a last chance to take something back.
    fn end(&mut self) -> DrillPrompt {
        if self.session.drill().undoable().is_none() {
            return Ok(Err(DrillEnd));
        }
        self.page.gap()?;
        let Some(line) =
            self.page.ask("That was the last card. Enter ends, u undoes the last answer.")?
        else {
            return Ok(Err(DrillEnd));
        };
        if line.is_empty() { Ok(Err(DrillEnd)) } else { self.obey(&line) }
    }

    /// Does what a letter asks for.
    fn obey(&mut self, line: &str) -> DrillPrompt {
        self.session.advance(None);
        match plain_command::read(line) {
            Some(DrillPlainCommand::Quit) => return Ok(Err(DrillEnd)),
            Some(DrillPlainCommand::Help) => {
                plain_command::HELP.iter().try_for_each(|line| self.page.quote(line))?;
                self.shown = None;
            }
            Some(DrillPlainCommand::Info) => self.info()?,
            Some(DrillPlainCommand::Overrule) => {
                let reply = if self.session.drill_mut().overrule() {
                    "Taken as right."
                } else {
                    "There is nothing to overrule."
                };
                self.page.say(reply)?;
            }
            Some(DrillPlainCommand::Undo) => {
                let undone = self.session.undo();
                return self.turned("Taken back", "Nothing to undo.", undone);
            }
            Some(DrillPlainCommand::Redo) => {
                let redone = self.session.redo();
                return self.turned("Done again", "Nothing was undone.", redone);
            }
            Some(DrillPlainCommand::Do(action)) if self.session.state.is_cram() => {
                self.page.say(&format!(
                    "Extra practice changes nothing: {} when you study what is due.",
                    action.name()
                ))?;
            }
            Some(DrillPlainCommand::Do(action)) => return self.act(action),
            None => {
                self.page.say(&format!("{line} is not a command here. ? lists the commands."))?;
            }
        }
        Ok(Ok(()))
    }

    fn act(&mut self, action: CardAction) -> DrillPrompt {
        let Some(card) = self.session.open_card() else {
            self.page.say("There is no open card.")?;
            return Ok(Ok(()));
        };
        let reply = match action {
            CardAction::BuryCard => "Buried until tomorrow.",
            CardAction::BuryNote => "The note is buried until tomorrow.",
            CardAction::SuspendCard => "Card suspended.",
            CardAction::SuspendNote => "Note suspended.",
            CardAction::Flag if card.progress.flagged => "Flag removed.",
            CardAction::Flag => "Flagged.",
            CardAction::Forget => "The cards of the note are new again.",
        };
        let done = self.session.act(action);
        if done.is_ok() {
            self.page.say(reply)?;
        }
        self.settle(done)
    }

    fn turned(
        &mut self,
        reply: &str,
        nothing: &str,
        done: Result<Option<Operation>, Fault>,
    ) -> DrillPrompt {
        self.shown = None;
        match done {
            Ok(Some(operation)) => self.page.say(&format!("{reply}: {}.", operation.name))?,
            Ok(None) => self.page.say(nothing)?,
            Err(fault) => return self.settle(Err(fault)),
        }
        Ok(Ok(()))
    }

    fn info(&mut self) -> Result<(), CommandEnd> {
        let Some(card) = self.session.open_card().cloned() else { return Ok(()) };
        self.page.quote(card.question.id.as_str())?;
        for (name, value) in card::rows(self.session.learner(), &card.question.id, &card.progress) {
            self.page.quote(&format!("{name}: {value}"))?;
        }
        Ok(())
    }

    /// Tells what kept something from being written; the card stays.
    fn settle(&mut self, done: Result<(), Fault>) -> DrillPrompt {
        if let Err(fault) = done {
            self.page.printer().finish()?;
            self.page.printer().fault(&fault);
            self.page.say("Nothing was saved; the card stays.")?;
        }
        Ok(Ok(()))
    }
}
