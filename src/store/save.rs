//! Writing `state.ron`: when it is worth it, and after the day's first backup.

use super::log::{ReviewLog, SavedSnapshot};
use super::snapshot::{self, basis};
use super::{backups, disk};
use crate::clock::Moment;
use crate::fault::Fault;
use crate::memory::{Ledger, Scheduler};

/// How many bytes the log grows by at least before `state.ron` is written again: some two thousand
/// reviews.
const WORTH: u64 = 128 * 1024;

impl ReviewLog {
    /// Whether the log has grown enough since state.ron was written to be worth writing it again:
    /// what is saved by not reading the tail should outweigh what is written.
    pub fn is_worth_saving(&self) -> bool {
        let (covered, size) =
            self.saved.as_ref().map_or((0, 0), |saved| (saved.position.length, saved.size));
        self.position.length.saturating_sub(covered) > WORTH.max(size / 4)
    }

    /// Writes `state.ron`, and before that the day's first backup. The ledger must have every entry
    /// that this log has returned or appended. Nothing is written if nothing has changed, or as
    /// long as the log has troubles that [`ReviewLog::repair`] could not put right.
    pub fn save(
        &mut self,
        ledger: &Ledger,
        scheduler: &Scheduler,
        now: Moment,
    ) -> Result<(), Fault> {
        if self.trouble.closed || self.trouble.lost || self.trouble.garbage {
            return Ok(());
        }
        let basis = basis(scheduler);
        let same = self
            .saved
            .as_ref()
            .is_some_and(|saved| saved.position == self.position && saved.basis == basis);
        let nothing = self.position.length == 0 && ledger.is_empty();
        if (same || nothing) && !self.trouble.state {
            return Ok(());
        }
        // A failed backup is reported, but does not prevent saving.
        let backup = backups::daily(&self.home, scheduler.calendar(), now);
        self.write_state(ledger, basis, now)?;
        let left_out = backup?.and_then(|backup| backup.left_out.into_iter().next());
        left_out.map_or(Ok(()), Err)
    }

    /// Writes state.ron; one that is not what it should be gets another name first.
    pub(super) fn write_state(
        &mut self,
        ledger: &Ledger,
        basis: String,
        now: Moment,
    ) -> Result<(), Fault> {
        let path = self.home.state();
        let folder = disk::make_folder(self.home.path());
        let written = folder.and_then(|()| {
            if self.trouble.state {
                snapshot::set_aside(&path, now)?;
                self.trouble.state = false;
            }
            snapshot::write(&path, ledger, &self.position, &basis)
        });
        let size =
            written.map_err(|error| disk::write_fault("progress was not saved", &path, &error))?;
        self.saved = Some(SavedSnapshot { position: self.position, basis, size });
        Ok(())
    }
}
