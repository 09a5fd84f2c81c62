//! lacuna's front door: reads the arguments, opens one of the two faces, and returns its exit code.

use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::sync::Arc;

use lacuna::cli::man::Section;
use lacuna::cli::{self, Aside, Command, Common, Drill, Exit, Quiz, Stream, Surroundings, Terms};
use lacuna::clock::Clock;
use lacuna::collection::{Standings, Studied};
use lacuna::fault::Fault;
use lacuna::memory::{Habits, Scheduler, Settings};
use lacuna::rng::entropy;
use lacuna::store::settings::Spots;
use lacuna::store::{self, Home};
use lacuna::text::math::Glyphs;
use lacuna::ui::figure::Ink;
use lacuna::ui::keymap::Keymap;
use lacuna::ui::pane::drill::Course;
use lacuna::ui::pane::quiz::Paper;
use lacuna::ui::{self, Options, Tab};

fn main() -> ExitCode {
    let arguments = match cli::parse(std::env::args_os().collect()) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let (common, mut around) = (arguments.common, surroundings());
    match clock() {
        Ok(clock) => around.clock = clock,
        Err(fault) => return cli::refuse(&fault, &common, &around).into(),
    }
    let start = match arguments.command {
        None => Start::On(Tab::Home),
        Some(Command::Browse) => Start::On(Tab::Browse),
        Some(Command::Progress) => Start::On(Tab::Progress),
        Some(Command::Labs) => Start::On(Tab::Labs),
        Some(Command::Search { query }) => Start::Search(query.join(" ")),
        Some(Command::Drill(args)) if args.plain || args.json => return cli::drill(&args, &common, &around).into(),
        Some(Command::Drill(args)) => Start::Drill(args),
        Some(Command::Quiz(args)) if args.plain || args.json => return cli::quiz(&args, &common, &around).into(),
        Some(Command::Quiz(args)) => Start::Quiz(args),
        Some(Command::Print(command)) => {
            let aside = Aside { sections: keys(), judge: wrong_keys };
            return cli::run(&command, &common, &around, &aside).into();
        }
    };
    match full_screen(&common, &around, start) {
        Ok(()) => Exit::Yes.into(),
        Err(fault) => cli::refuse(&fault, &common, &around).into(),
    }
}

/// What the full screen opens on.
enum Start {
    On(Tab),
    Search(String),
    Drill(Drill),
    Quiz(Quiz),
}

fn full_screen(common: &Common, around: &Surroundings, start: Start) -> Result<(), Fault> {
    around.full_screen()?;
    let home = Home::find(common.config_dir.clone())?;
    let (settings, mut found) = store::settings(&home);
    found.extend(wrong_keys(&home, &settings));
    let calendar = store::calendar(settings.day_starts);
    let scheduler = Scheduler::new(settings, calendar);
    found.extend(store::conflicts::take_in(&home));
    let (collection, mut faults, mut opened) = store::open(&home, &scheduler);
    let now = around.clock.now();
    found.append(&mut opened.faults);
    found.extend(opened.log.mend(&mut opened.ledger, &scheduler, now));
    found.append(&mut faults);
    let standings = || Standings::of(&Studied::of(&collection, &opened.ledger), &scheduler, now);
    let (mut tab, mut query, mut course, mut quiz) = (Tab::Home, String::new(), None, None);
    match start {
        Start::On(first) => tab = first,
        Start::Search(first) => (tab, query) = (Tab::Search, first),
        Start::Drill(args) => {
            let scope = cli::scope(&args.scoped, &collection, standings)?;
            course = Some(Course { scope, limit: args.limit.map(|limit| limit as usize), cram: args.cram });
        }
        Start::Quiz(args) => {
            let scope = cli::scope(&args.scoped, &collection, standings)?;
            let past = store::quizzes(&home)?;
            let rules = cli::quiz_rules(&args.terms, past.last().map(|sitting| &sitting.begun.rules), entropy());
            quiz = Some(Paper { scope, rules, begins: args.terms != Terms::default() });
        }
    }
    let habits = Habits::of(&store::progress::latest(&home), &opened.ledger, &scheduler);
    let look = cli::Look::new(common, around);
    let glyphs = if scheduler.settings().is_ascii() { Glyphs::Ascii } else { look.glyphs };
    let options = Options {
        collection: Arc::new(collection),
        faults: found,
        home,
        tab,
        query,
        course,
        quiz,
        glyphs,
        font: Ink::of_font(&std::env::var_os("TERM").unwrap_or_default().to_string_lossy()),
        colour: look.colour,
        clock: around.clock,
        ledger: opened.ledger,
        scheduler,
        habits,
        seed: entropy(),
    };
    ui::run(options, opened.log, common.theme.as_deref())
}

/// Returns what is wrong with what the settings say of keys, which only the full screen knows.
fn wrong_keys(home: &Home, settings: &Settings) -> Vec<Fault> {
    let spots = Spots::of(home);
    Keymap::of(settings, |key, text| spots.at(key, text)).1
}

/// The keys of the full screen, for the manual.
fn keys() -> Vec<Section> {
    let section = |(title, rows): (&str, _)| Section { heading: format!("KEYS: {}", title.to_uppercase()), rows };
    ui::keymap::manual_with_names().into_iter().map(section).collect()
}

fn surroundings() -> Surroundings {
    let stream = |terminal| if terminal { Stream::Terminal } else { Stream::Other };
    let output = stream(io::stdout().is_terminal());
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    Surroundings {
        input: stream(io::stdin().is_terminal()),
        output,
        errors: stream(io::stderr().is_terminal()),
        columns: columns(output),
        no_color: set("NO_COLOR").is_some(),
        dumb: set("TERM").is_some_and(|term| term == "dumb"),
        clock: Clock::default(),
    }
}

/// Returns where the time comes from: the system, unless the environment fixes it.
fn clock() -> Result<Clock, Fault> {
    let fixed = std::env::var_os(Clock::VARIABLE).filter(|value| !value.is_empty());
    let fixed = fixed.map(|value| value.to_string_lossy().into_owned());
    Clock::of(fixed.as_deref()).map_err(|why| {
        let what = format!("{} names no time: {why}", Clock::VARIABLE);
        Fault::error(what, "write date, time and zone as in 2026-12-09T14:05:00Z, or unset it")
    })
}

/// Returns the columns of the terminal; one that tells none has zero.
fn columns(output: Stream) -> Option<usize> {
    let (columns, _) = (output == Stream::Terminal).then(crossterm::terminal::size)?.ok()?;
    Some(usize::from(columns)).filter(|&columns| columns > 0)
}
