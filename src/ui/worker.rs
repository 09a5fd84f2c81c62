//! The other thread: work that would keep a key waiting.
//!
//! One job runs, one waits; a newer one takes the waiting one's place, since nobody looks at its answer any more.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use std::thread::Builder;

use super::msg::{Job, JobId, Msg, Outcome};
use crate::search::Searcher;
use crate::store;

/// The thread's name; the panic hook knows by it that the screen is not lost.
pub const NAME: &str = "lacuna-worker";

type Waiting = Arc<(Mutex<Option<(JobId, Job)>>, Condvar)>;

/// A thread that takes jobs and answers with messages.
pub struct Worker {
    waiting: Waiting,
    answers: mpsc::Receiver<(JobId, Outcome)>,
    last_given: Option<JobId>,
    last_done: Option<JobId>,
}

impl Worker {
    /// Starts the thread.
    pub fn start() -> std::io::Result<Worker> {
        let waiting: Waiting = Arc::default();
        let (sender, answers) = mpsc::channel();
        let theirs = Arc::clone(&waiting);
        Builder::new().name(NAME.to_string()).spawn(move || work(&theirs, &sender))?;
        Ok(Worker { waiting, answers, last_given: None, last_done: None })
    }

    /// Gives the thread a job; one that still waits is dropped.
    pub fn give(&mut self, id: JobId, job: Job) {
        let (slot, bell) = &*self.waiting;
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some((id, job));
        bell.notify_one();
        self.last_given = Some(id);
    }

    /// Whether an answer is still to come.
    pub fn is_busy(&self) -> bool {
        self.last_given > self.last_done
    }

    /// Returns an answer, if there is one.
    pub fn answer(&mut self) -> Option<Msg> {
        let (id, outcome) = self.answers.try_recv().ok()?;
        self.last_done = Some(id);
        Some(Msg::Finished(id, outcome))
    }
}

fn work(waiting: &Waiting, answers: &mpsc::Sender<(JobId, Outcome)>) {
    let mut searcher = Searcher::default();
    let (slot, bell) = &**waiting;
    loop {
        let mut next = slot.lock().unwrap_or_else(PoisonError::into_inner);
        let (id, job) = loop {
            match next.take() {
                Some(given) => break given,
                None => next = bell.wait(next).unwrap_or_else(PoisonError::into_inner),
            }
        };
        drop(next);
        let outcome = catch_unwind(AssertUnwindSafe(|| run(&searcher, job)));
        let outcome = outcome.unwrap_or_else(|_| {
            searcher = Searcher::default();
            Outcome::Failed("The search broke; this is a bug in lacuna. Change the query to go on.".to_string())
        });
        if answers.send((id, outcome)).is_err() {
            return;
        }
    }
}

fn run(searcher: &Searcher, job: Job) -> Outcome {
    match job {
        Job::Search(collection, query) => Outcome::Found(searcher.search(&collection, &query)),
        Job::Quizzes(home) => match store::quizzes(&home) {
            Ok(past) => Outcome::Quizzes(past),
            Err(fault) => Outcome::Failed(fault.to_string()),
        },
        Job::Prepare(collection) => {
            collection.prepare();
            Outcome::Prepared
        }
    }
}
