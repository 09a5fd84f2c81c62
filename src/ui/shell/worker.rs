//! The worker thread: jobs that would keep a key waiting.
//!
//! One job runs, the others wait in line; a newer job takes the place of a waiting one of its kind,
//! whose outcome nobody needs any more. A job that goes on although it was stopped is abandoned,
//! and another thread does the others.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use std::thread::Builder;
use std::time::{Duration, Instant};

use super::message::{Job, JobId, JobOutcome, Msg};
use super::{note_moves, pictures};
use crate::clock::monotonic;
use crate::memory::ReviewStats;
use crate::memory::optimise::TrainingReviews;
use crate::search::Searcher;
use crate::session::{export, import};
use crate::store;
use crate::store::{progress, typed_path};
use crate::watch::Watch;

/// The thread's name; the panic hook knows by it that the screen is not lost.
pub const NAME: &str = "lacuna-worker";

/// How long a stopped job may take to end. All are written to end within half a second.
const PATIENCE: Duration = Duration::from_secs(3);

/// What does a job; the tests have one of their own.
type RunJob = fn(&Searcher, Job) -> JobOutcome;

/// What both threads know of the jobs.
type SharedQueue = Arc<(Mutex<JobQueue>, Condvar)>;

#[derive(Debug, Default)]
struct JobQueue {
    waiting: VecDeque<(JobId, Job)>,
    /// The running job, if it can be stopped.
    running: Option<(JobId, Watch)>,
}

/// The worker thread.
pub struct Worker {
    run: RunJob,
    patience: Duration,
    queue: SharedQueue,
    answers: mpsc::Receiver<(JobId, JobOutcome)>,
    /// How many outcomes are still to come.
    awaited: usize,
    /// The running job, if it was stopped, and when that was seen first.
    stopped: Option<(JobId, Instant)>,
}

impl Worker {
    /// Starts the thread.
    pub fn start() -> io::Result<Worker> {
        Worker::start_with(run, PATIENCE)
    }

    fn start_with(run: RunJob, patience: Duration) -> io::Result<Worker> {
        let queue = SharedQueue::default();
        let answers = spawn(&queue, run)?;
        Ok(Worker { run, patience, queue, answers, awaited: 0, stopped: None })
    }

    /// Queues a job; one of its kind that still waits is dropped, unless it writes something.
    pub fn submit(&mut self, id: JobId, job: Job) {
        let (queue, bell) = &*self.queue;
        let line = &mut queue.lock().unwrap_or_else(PoisonError::into_inner).waiting;
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
        let answer = self.answers.recv_timeout(time).ok();
        let (id, outcome) = answer.or_else(|| self.abandon_stopped())?;
        self.awaited = self.awaited.saturating_sub(1);
        Some(Msg::Finished(id, outcome))
    }

    /// Abandons a job that was stopped and does not end, and has another thread do the others. A
    /// thread can't be ended from outside; its late outcome is dropped.
    fn abandon_stopped(&mut self) -> Option<(JobId, JobOutcome)> {
        let (queue, _) = &*self.queue;
        let mut old = queue.lock().unwrap_or_else(PoisonError::into_inner);
        let running = old.running.as_ref().filter(|(_, watch)| watch.is_stopped());
        let Some(id) = running.map(|(id, _)| *id) else {
            self.stopped = None;
            return None;
        };
        let since = match self.stopped {
            Some((known, since)) if known == id => since,
            _ => self.stopped.insert((id, monotonic())).1,
        };
        if since.elapsed() < self.patience {
            return None;
        }
        let waiting = std::mem::take(&mut old.waiting);
        let queue = Arc::new((Mutex::new(JobQueue { waiting, running: None }), Condvar::new()));
        // If no thread can be started, the jobs wait for the old one after all.
        let Ok(answers) = spawn(&queue, self.run) else {
            old.waiting =
                std::mem::take(&mut queue.0.lock().unwrap_or_else(PoisonError::into_inner).waiting);
            return None;
        };
        drop(old);
        (self.queue, self.stopped) = (queue, None);
        let late = std::mem::replace(&mut self.answers, answers);
        Some(late.try_recv().unwrap_or((id, JobOutcome::Abandoned)))
    }
}

/// Starts a thread that does the jobs of a queue; returns where their outcomes come.
fn spawn(queue: &SharedQueue, run: RunJob) -> io::Result<mpsc::Receiver<(JobId, JobOutcome)>> {
    let (sender, answers) = mpsc::channel();
    let queue = Arc::clone(queue);
    Builder::new().name(NAME.to_string()).spawn(move || work(&queue, &sender, run))?;
    Ok(answers)
}

fn work(shared: &SharedQueue, answers: &mpsc::Sender<(JobId, JobOutcome)>, run: RunJob) {
    let mut searcher = Searcher::default();
    let (queue, bell) = &**shared;
    loop {
        let mut next = queue.lock().unwrap_or_else(PoisonError::into_inner);
        next.running = None;
        let (id, job) = loop {
            match next.waiting.pop_front() {
                Some(given) => break given,
                None => next = bell.wait(next).unwrap_or_else(PoisonError::into_inner),
            }
        };
        next.running = watch_of(&job).map(|watch| (id, watch));
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

/// What can stop a job. One that changes files is never stopped, since one that goes on all the same
/// would write at the same time as the next.
fn watch_of(job: &Job) -> Option<Watch> {
    match job {
        Job::PreviewImport(request) => Some(request.watch.clone()),
        Job::Fit(.., watch) => Some(watch.watch()),
        _ => None,
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
        Job::Pictures(job) => pictures::run(job),
        Job::Export(request) => JobOutcome::Exported(export::export(&request)),
        Job::CompleteName(name) => JobOutcome::Completed(typed_path::completed(&name)),
        Job::Prepare(library) => {
            library.prepare();
            JobOutcome::Prepared
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Calendar;
    use crate::exchange::ImportOptions;
    use crate::memory::Scheduler;
    use crate::memory::optimise::OptimizeWatch;
    use crate::session::import::{ImportOrigin, PreviewRequest};
    use crate::settings::Settings;
    use crate::store::ConfigHome;

    /// Longer than anything here takes.
    const LONG: Duration = Duration::from_mins(5);

    fn reading(watch: &Watch) -> Job {
        Job::PreviewImport(Box::new(PreviewRequest {
            home: ConfigHome::new("/nowhere"),
            origin: ImportOrigin::Bytes(String::new(), Arc::default()),
            options: ImportOptions::default(),
            format: None,
            deck: None,
            watch: watch.clone(),
        }))
    }

    /// Does a job at once, but an import or a fit never.
    fn run_some(searcher: &Searcher, job: Job) -> JobOutcome {
        match job {
            Job::PreviewImport(_) | Job::Fit(..) => loop {
                std::thread::park();
            },
            job => run(searcher, job),
        }
    }

    /// Stops a job that does not heed it, and waits for the next.
    fn stop(job: Job, stop: impl FnOnce()) {
        let mut worker = Worker::start_with(run_some, Duration::ZERO).unwrap();
        worker.submit(JobId(1), job);
        while worker.queue.0.lock().unwrap().running.is_none() {
            std::thread::yield_now();
        }
        worker.submit(JobId(2), Job::CompleteName("/nowhere".to_string()));
        assert!(worker.next_outcome(Duration::ZERO).is_none(), "it may take as long as it needs");
        stop();
        let first = worker.next_outcome(Duration::ZERO);
        assert!(matches!(first, Some(Msg::Finished(JobId(1), JobOutcome::Abandoned))), "{first:?}");
        let second = worker.next_outcome(LONG);
        assert!(matches!(second, Some(Msg::Finished(JobId(2), JobOutcome::Completed(_)))));
        assert!(!worker.is_busy());
    }

    #[test]
    fn a_job_that_does_not_stop_keeps_no_other_waiting() {
        let watch = Watch::default();
        stop(reading(&watch), || watch.stop());
        let watch = OptimizeWatch::default();
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let fit = Job::Fit(ConfigHome::new("/nowhere"), Box::new(scheduler), watch.clone());
        stop(fit, || watch.stop());
    }

    #[test]
    fn a_stopped_job_has_time_to_end() {
        let mut worker = Worker::start_with(run_some, LONG).unwrap();
        let watch = Watch::default();
        watch.stop();
        worker.submit(JobId(1), reading(&watch));
        while worker.queue.0.lock().unwrap().running.is_none() {
            std::thread::yield_now();
        }
        assert!(worker.next_outcome(Duration::ZERO).is_none() && worker.is_busy());
    }
}
