//! The program: reads the arguments, runs a command or the full screen, and returns the exit code.

use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::sync::Arc;

use lacuna::cli::man::ManualSection;
use lacuna::cli::{
    self, CliCommand, DrillArgs, ExitStatus, GlobalArgs, QuizArgs, QuizSettingsArgs, StreamKind,
    TerminalEnv, UiHooks,
};
use lacuna::clock::Clock;
use lacuna::fault::Fault;
use lacuna::memory::Scheduler;
use lacuna::rng::entropy;
use lacuna::session::{DrillRequest, Learner, QuizRequest, Recorder};
use lacuna::settings::Settings;
use lacuna::store::settings::SettingsPositions;
use lacuna::store::{self, ConfigHome};
use lacuna::text::math::GlyphSet;
use lacuna::ui::draw::curve_glyphs::CurveGlyphs;
use lacuna::ui::input::keymap::Keymap;
use lacuna::ui::shell::loading::PreparedUi;
use lacuna::ui::{self, Tab, UiOptions};
use signal_hook::consts::SIGXFSZ;

fn main() -> ExitCode {
    // Without a handler, a write beyond the limit on the size of files would end the program; with
    // one the write fails, and the error is reported.
    _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    let arguments = match cli::parse(std::env::args_os().collect()) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let (common, mut env) = (arguments.common, terminal_env());
    match clock() {
        Ok(clock) => env.clock = clock,
        Err(fault) => return cli::refuse(&fault, &common, &env).into(),
    }
    let start = match arguments.command {
        None => Start::On(Tab::Home),
        Some(CliCommand::Browse) => Start::On(Tab::Browse),
        Some(CliCommand::Progress) => Start::On(Tab::Progress),
        Some(CliCommand::Labs) => Start::On(Tab::Labs),
        Some(CliCommand::Search { query }) => Start::Search(query.join(" ")),
        Some(CliCommand::Drill(args)) if args.plain || args.json => {
            return cli::drill(&args, &common, &env).into();
        }
        Some(CliCommand::Drill(args)) => Start::Drill(args),
        Some(CliCommand::Quiz(args)) if args.plain || args.json => {
            return cli::quiz(&args, &common, &env).into();
        }
        Some(CliCommand::Quiz(args)) => Start::Quiz(args),
        Some(CliCommand::Print(command)) => {
            let hooks = UiHooks { sections: key_sections(), judge: wrong_looks };
            return cli::run(&command, &common, &env, &hooks).into();
        }
    };
    match full_screen(&common, &env, start) {
        Ok(()) => ExitStatus::Yes.into(),
        Err(fault) => cli::refuse(&fault, &common, &env).into(),
    }
}

/// What the full screen opens on.
enum Start {
    On(Tab),
    Search(String),
    Drill(DrillArgs),
    Quiz(QuizArgs),
}

impl Start {
    fn tab(&self) -> Tab {
        match self {
            Start::On(tab) => *tab,
            Start::Search(_) => Tab::Search,
            Start::Drill(_) => Tab::Drill,
            Start::Quiz(_) => Tab::Quiz,
        }
    }

    /// What to search for, to drill and to be asked at once.
    fn requests(
        self,
        home: &ConfigHome,
        learner: &Learner,
    ) -> Result<(String, Option<DrillRequest>, Option<QuizRequest>), Fault> {
        match self {
            Start::On(_) => Ok((String::new(), None, None)),
            Start::Search(query) => Ok((query, None, None)),
            Start::Drill(args) => {
                let scope = cli::full_screen_scope(&args.scoped, learner)?;
                let limit = args.limit.map(|limit| limit as usize);
                Ok((String::new(), Some(DrillRequest { scope, limit, cram: args.cram }), None))
            }
            Start::Quiz(args) => {
                let scope = cli::full_screen_scope(&args.scoped, learner)?;
                let past = store::quizzes(home)?;
                let last = past.last().map(|quiz| &quiz.begun.rules);
                let rules = cli::quiz_rules(&args.terms, last, entropy());
                let begins = args.terms != QuizSettingsArgs::default();
                Ok((String::new(), None, Some(QuizRequest { scope, rules, begins })))
            }
        }
    }
}

fn full_screen(common: &GlobalArgs, env: &TerminalEnv, start: Start) -> Result<(), Fault> {
    env.full_screen()?;
    let home = ConfigHome::find(common.config_dir.clone())?;
    let (settings, mut found) = store::settings(&home);
    let look = cli::OutputStyle::new(common, env);
    let is_ascii = settings.is_ascii() || !shows_unicode();
    let glyphs = if is_ascii { GlyphSet::Ascii } else { look.glyphs };
    let (clock, colour, tab) = (env.clock, look.colour, start.tab());
    let prepare_ui = {
        let (home, settings, is_named) = (home.clone(), settings.clone(), common.theme.is_some());
        move || {
            let chosen = Some(settings.theme.as_str()).filter(|_| !is_named);
            let (themes, wrong) = ui::load_themes(&home, chosen, colour);
            found.splice(0..0, wrong);
            found.extend(wrong_keys(&home, &settings));
            PreparedUi { tab, glyphs, themes, settings, faults: found }
        }
    };
    let read = move || {
        let calendar = store::calendar(&home, settings.day_starts);
        let scheduler = Scheduler::new(settings, calendar);
        let mut faults = store::conflicts::merge_copies(&home);
        let (mut recorder, found) = Recorder::open(&home, scheduler, clock.now());
        recorder.repair();
        faults.extend(found.progress);
        faults.extend(recorder.take_faults());
        faults.extend(found.decks);
        let (query, drill, quiz) = start.requests(&home, &recorder.learner)?;
        recorder.load_answer_stats(&home);
        let (learner, log) = recorder.into_parts();
        let Learner { library, ledger, scheduler, answer_stats, .. } = learner;
        let options = UiOptions {
            library,
            faults,
            home,
            tab,
            query,
            drill,
            quiz,
            glyphs,
            font: CurveGlyphs::for_terminal(
                &std::env::var_os("TERM").unwrap_or_default().to_string_lossy(),
            ),
            pictures: ui::picture_terminal(colour),
            colour,
            clock,
            ledger,
            scheduler,
            answer_stats,
            seed: entropy(),
        };
        Ok((options, log))
    };
    let Some(name) = &common.theme else { return ui::run(read, prepare_ui) };
    // A theme that is not there is refused before anything is touched.
    let mut prepared_ui = prepare_ui();
    prepared_ui.themes.select(name)?;
    ui::run(read, || prepared_ui)
}

/// Whether the terminal shows more than ASCII: the Linux console has few signs, and a locale that
/// is set and not UTF-8 is meant.
fn shows_unicode() -> bool {
    let variable = |name| {
        std::env::var_os(name)
            .and_then(|value| value.into_string().ok())
            .filter(|value| !value.is_empty())
    };
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    let is_utf8 = locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    is_utf8 && variable("TERM").is_none_or(|term| term != "linux")
}

/// What is wrong with what the settings say of keys, and with themes, which only the full screen
/// knows.
fn wrong_looks(home: &ConfigHome, settings: &Settings) -> Vec<Fault> {
    let mut faults = wrong_keys(home, settings);
    faults.extend(ui::theme_faults(home, &settings.theme));
    faults
}

/// What is wrong with what the settings say of keys, which only the full screen knows.
fn wrong_keys(home: &ConfigHome, settings: &Settings) -> Vec<Fault> {
    let spots = SettingsPositions::read(home);
    Keymap::from_settings(settings, |key, text| spots.text_place(key, text)).1
}

/// The keys of the full screen, for the manual.
fn key_sections() -> Vec<ManualSection> {
    ui::input::keymap::manual_with_names()
        .into_iter()
        .map(|(title, rows)| ManualSection {
            heading: format!("KEYS: {}", title.to_uppercase()),
            rows,
        })
        .collect()
}

fn terminal_env() -> TerminalEnv {
    let stream = |terminal| if terminal { StreamKind::Terminal } else { StreamKind::Other };
    let output = stream(io::stdout().is_terminal());
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    TerminalEnv {
        input: stream(io::stdin().is_terminal()),
        output,
        errors: stream(io::stderr().is_terminal()),
        columns: columns(output),
        no_color: set("NO_COLOR").is_some(),
        dumb: set("TERM").is_some_and(|term| term == "dumb"),
        links: supports_hyperlinks::supports_hyperlinks(),
        clock: Clock::default(),
    }
}

/// Where the time comes from: the system, unless the environment fixes it.
fn clock() -> Result<Clock, Fault> {
    let fixed = std::env::var_os(Clock::VARIABLE).filter(|value| !value.is_empty());
    let fixed = fixed.map(|value| value.to_string_lossy().into_owned());
    Clock::new(fixed.as_deref()).map_err(|why| {
        let what = format!("{} names no time: {why}", Clock::VARIABLE);
        Fault::error(what, "write date, time and zone as in 2026-12-09T14:05:00Z, or unset it")
    })
}

/// The columns of the terminal; one that reports none has zero.
fn columns(output: StreamKind) -> Option<usize> {
    let (columns, _) = (output == StreamKind::Terminal).then(crossterm::terminal::size)?.ok()?;
    Some(usize::from(columns)).filter(|&columns| columns > 0)
}
