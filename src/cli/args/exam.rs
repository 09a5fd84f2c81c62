//! What the commands take that are about exams.

use clap::{Args, Subcommand};

use crate::clock::StudyDay;

/// What `exam` takes.
#[derive(Args, Debug)]
pub struct ExamArgs {
    /// What to do; nothing lists the exams.
    #[command(subcommand)]
    pub action: Option<ExamAction>,
    /// Print JSON: a list of exams with what is to be expected of each
    #[arg(long, global = true)]
    pub json: bool,
}

/// What `exam` does.
#[derive(Debug, Subcommand)]
pub enum ExamAction {
    /// List the exams, past ones too
    List,
    /// Set an exam, or change one that is set
    Set(SetExamArgs),
    /// End an exam early: it is kept, but no longer planned for
    End {
        /// Its name; several words are one name
        #[arg(required = true)]
        name: Vec<String>,
    },
    /// Delete an exam
    Remove {
        /// Its name; several words are one name
        #[arg(required = true)]
        name: Vec<String>,
    },
}

/// What `exam set` takes.
#[derive(Args, Debug)]
pub struct SetExamArgs {
    /// Its name; several words are one name
    #[arg(required = true)]
    pub name: Vec<String>,
    /// Its date, such as 2026-12-09; required for a new exam
    #[arg(long, value_name = "DATE", value_parser = StudyDay::parse)]
    pub date: Option<StudyDay>,
    /// Minutes a day you can study for it [default for a new exam: 20]
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub minutes: Option<u32>,
    /// A deck it covers, by id or title; may be repeated [default: all]
    #[arg(long, value_name = "ID")]
    pub deck: Vec<String>,
    /// A topic it covers, by id or title; may be repeated [default: all]
    #[arg(long, value_name = "ID")]
    pub topic: Vec<String>,
    /// The share of right answers on cards that were never asked, 0 to 1: what guessing gives
    /// [default: 0]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub guess: Option<f32>,
}

fn share(text: &str) -> Result<f32, String> {
    let share: Option<f32> = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| format!("`{text}` is no share from 0 to 1"))
}

/// What `forecast` takes.
#[derive(Args, Debug)]
pub struct ForecastArgs {
    /// An exam by its name, or a date such as 2026-12-09 for all notes [default: the next exam]
    #[arg(long, value_name = "NAME|DATE")]
    pub exam: Option<String>,
    /// Assume this many minutes a day
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(0..=1440))]
    pub minutes: Option<u32>,
    /// Print JSON: the expected score with its range, by topic, and day by day
    #[arg(long)]
    pub json: bool,
}

/// What `plan` takes.
#[derive(Args, Debug)]
pub struct PlanArgs {
    /// The exam, by its name; without one, the next
    pub name: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
