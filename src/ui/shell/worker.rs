//! The worker thread: jobs that would keep a key waiting.
//!
//! One job runs, the others wait in line; a newer job takes the place of a waiting one of its kind,
//! whose outcome nobody needs any more.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use std::thread::Builder;
use std::time::Duration;

use super::message::{Job, JobId, JobOutcome, Msg};
use super::note_moves;
use crate::clock::monotonic;
use crate::memory::ReviewStats;
use crate::memory::optimise::TrainingReviews;
use crate::search::Searcher;
use crate::session::{export, import};
use crate::store;
use crate::store::{progress, typed_path};

/// The thread's name; the panic hook knows by it that the screen is not lost.
pub const NAME: &str = "lacuna-worker";

type WaitingJob = Arc<(Mutex<VecDeque<(JobId, Job)>>, Condvar)>;

/// The worker thread.
pub struct Worker {
    waiting: WaitingJob,
    answers: mpsc::Receiver<(JobId, JobOutcome)>,
    /// How many outcomes are still to come.
    awaited: usize,
}

impl Worker {
    /// Starts the thread.
    pub fn start() -> std::io::Result<Worker> {
        let waiting: WaitingJob = Arc::default();
        let (sender, answers) = mpsc::channel();
        let theirs = Arc::clone(&waiting);
        Builder::new().name(NAME.to_string()).spawn(move || work(&theirs, &sender))?;
        Ok(Worker { waiting, answers, awaited: 0 })
    }

    /// Queues a job; one of its kind that still waits is dropped, unless it writes something.
    pub fn submit(&mut self, id: JobId, job: Job) {
        let (slot, bell) = &*self.waiting;
        let mut line = slot.lock().unwrap_or_else(PoisonError::into_inner);
        let before = line.len();
        line.retain(|(_, other)| {
            job.is_writing() || std::mem::discriminant(other) != std::mem::discriminant(&job)
        });
        self.awaited = self.awaited + 1 - (before - line.len());
        line.push_back((id, job));
        bell.notify_one();
    }

    /// Whether an outcome is still to come.
    pub fn is_busy(&self) -> bool {
        self.awaited > 0
    }

    /// Waits so long for an outcome.
    pub fn next_outcome(&mut self, time: Duration) -> Option<Msg> {
        let (id, outcome) = self.answers.recv_timeout(time).ok()?;
        self.awaited = self.awaited.saturating_sub(1);
        Some(Msg::Finished(id, outcome))
    }
}

fn work(waiting: &WaitingJob, answers: &mpsc::Sender<(JobId, JobOutcome)>) {
    let mut searcher = Searcher::default();
    let (slot, bell) = &**waiting;
    loop {
        let mut next = slot.lock().unwrap_or_else(PoisonError::into_inner);
        let (id, job) = loop {
            match next.pop_front() {
                Some(given) => break given,
                None => next = bell.wait(next).unwrap_or_else(PoisonError::into_inner),
            }
        };
        drop(next);
        let outcome = catch_unwind(AssertUnwindSafe(|| run(&searcher, job)));
        let outcome = outcome.unwrap_or_else(|_| {
            searcher = Searcher::default();
            JobOutcome::Failed(
                "Something broke: a bug in lacuna. Your answers are saved; try something else."
                    .to_string(),
            )
        });
        if answers.send((id, outcome)).is_err() {
            return;
        }
    }
}

/// Runs a job.
pub fn run(searcher: &Searcher, job: Job) -> JobOutcome {
    match job {
        Job::CountReviews(home, calendar) => match progress::unread(&home).entries() {
            Ok((entries, _)) => {
                JobOutcome::ReviewStats(ReviewStats::from_entries(entries, &calendar))
            }
            Err(fault) => JobOutcome::Failed(fault.to_string()),
        },
        Job::Fit(home, scheduler, watch) => match progress::unread(&home).entries() {
            Ok((entries, _)) => {
                let reviews = TrainingReviews::from_entries(entries, scheduler.calendar());
                let settings = scheduler.settings();
                JobOutcome::Fit(reviews.fit(
                    &settings.parameters,
                    settings.relearning_steps.len(),
                    &watch,
                ))
            }
            Err(fault) => JobOutcome::Failed(fault.to_string()),
        },
        Job::Forecast(ahead) => JobOutcome::Forecast(ahead.forecast()),
        Job::Search(library, query) => {
            let start = monotonic();
            JobOutcome::Found(searcher.search(&library, &query), start.elapsed())
        }
        Job::Quizzes(home) => match store::quizzes(&home) {
            Ok(past) => JobOutcome::Quizzes(past),
            Err(fault) => JobOutcome::Failed(fault.to_string()),
        },
        Job::PreviewImport(look) => JobOutcome::ImportPreview(import::preview(*look).map(Box::new)),
        Job::Import(notes) => match import::import(*notes) {
            Ok(taken) => JobOutcome::Imported(Box::new(taken)),
            Err(fault) => JobOutcome::ImportFailed(fault),
        },
        Job::MoveNotes(request) => note_moves::run(*request),
        Job::Export(request) => JobOutcome::Exported(export::export(&request)),
        Job::CompleteName(name) => JobOutcome::Completed(typed_path::completed(&name)),
        Job::Prepare(library) => {
            library.prepare();
            JobOutcome::Prepared
        }
    }
}
