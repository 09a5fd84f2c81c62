//! A student who takes the app at its word: one sitting a day with `lacuna drill --json`, until it
//! says that the day is done.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use lacuna::clock::Moment;
use lacuna::memory::{CardId, Rating};
use serde_json::Value;
use tempfile::TempDir;

use crate::student::Student;

/// The app on its own files.
pub(crate) struct App {
    home: TempDir,
}

/// What the app expects of the exam.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Outlook {
    pub(crate) with_plan: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Today's minutes as it promises them.
    pub(crate) minutes: f64,
}

impl App {
    /// An app with an exam on everything.
    pub(crate) fn new(date: &str, minutes: u32) -> App {
        let home = tempfile::tempdir().expect("there is room for files");
        let settings =
            format!("(exams: [(name: \"Exam\", date: \"{date}\", minutes: {minutes})])\n");
        std::fs::write(home.path().join("settings.ron"), settings).expect("it can be written");
        App { home }
    }

    fn command(&self, arguments: &[&str], now: Moment) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lacuna"));
        command.arg("--config-dir").arg(self.home.path()).args(arguments);
        command.env("LACUNA_NOW", now.to_string()).env("TZ", "UTC");
        command.stderr(Stdio::null());
        command
    }

    /// What it expects at a time.
    pub(crate) fn outlook(&self, now: Moment) -> Outlook {
        let plan = self.command(&["plan", "--json"], now).output().expect("the app starts");
        let plan: Value = serde_json::from_slice(&plan.stdout).unwrap_or_default();
        let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
        Outlook {
            with_plan: number(&plan["on_exam_day"]["expected"]),
            low: number(&plan["on_exam_day"]["low"]),
            high: number(&plan["on_exam_day"]["high"]),
            minutes: number(&plan["today"]["minutes"]),
        }
    }

    /// Studies until the app has nothing more for today; the seconds that it took.
    pub(crate) fn sit(&self, student: &mut Student, start: Moment) -> f64 {
        let mut command = self.command(&["drill", "--json", "--seed", "1"], start);
        let mut app: Child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the app starts");
        let mut answers = app.stdin.take().expect("it listens");
        let questions = BufReader::new(app.stdout.take().expect("it speaks"));
        let mut now = start;
        for line in questions.lines() {
            let message: Value = serde_json::from_str(&line.expect("it is text")).expect("JSON");
            match message["type"].as_str() {
                Some("question") => {
                    let id = CardId::from(message["card"].as_str().expect("it has a card"));
                    let answer = respond(student, &id, message["stage"].as_str(), &mut now);
                    writeln!(answers, "{answer}").expect("it listens");
                }
                Some("error") => panic!("{message}"),
                Some("done") => break,
                _ => {}
            }
        }
        drop(answers);
        app.wait().expect("it ends");
        now.seconds_since(start)
    }
}

/// Answers a question as the student does, and moves the time on.
fn respond(student: &mut Student, id: &CardId, stage: Option<&str>, now: &mut Moment) -> String {
    let (what, seconds) = if stage == Some("learn") {
        ("\"seen\":true".to_string(), student.read(id, *now))
    } else {
        let (rating, seconds): (Rating, f64) = student.answer(id, *now);
        (format!("\"rating\":\"{}\"", rating.name()), seconds)
    };
    *now = Moment(now.0 + (seconds * 1000.0) as i64);
    format!("{{{what},\"seconds\":{seconds:.3},\"at\":\"{now}\"}}")
}
