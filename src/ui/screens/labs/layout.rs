//! Where the parts of an open lab are: beside each other, or on a narrow screen below.

use ratatui::layout::Rect;

use super::running_lab::RunningLab;
use super::tasks::TaskProgress;
use crate::ui::view::popup::wrap_plain;

/// From this width on the parameters are beside the results.
const BESIDE: u16 = 72;
/// From this height on the lab's description is shown.
const TALL: u16 = 18;
/// Below this height of parameters and results only one parameter shows.
const LOW: u16 = 8;
/// The fewest rows for the description of the selected parameter.
const ABOUT: u16 = 4;

/// The areas of a lab's parts.
pub(super) struct LabLayout {
    /// The title and the description.
    pub(super) head: Rect,
    pub(super) settings: Rect,
    /// The description of the selected parameter; empty without room.
    pub(super) about: Rect,
    pub(super) tasks: TaskPlace,
    pub(super) results: Rect,
}

/// Where the tasks are.
pub(super) enum TaskPlace {
    /// In an area of their own.
    Beside(Rect),
    /// Before the results, one at a time.
    AboveResults,
    /// After the results, where these have few rows.
    BelowResults,
}

impl LabLayout {
    pub(super) fn new(area: Rect, running: &RunningLab) -> LabLayout {
        // The description is below the title where that leaves enough room.
        let tall = area.height >= TALL;
        let about = if tall { description(running, area.width).len() as u16 } else { 0 };
        let head = Rect { height: 1 + about, ..area };
        let top = head.bottom() + u16::from(tall);
        let body = Rect { y: top, height: area.bottom().saturating_sub(top), ..area };
        if area.width < BESIDE {
            LabLayout::stacked(head, body, running)
        } else {
            LabLayout::side_by_side(head, body, running)
        }
    }

    /// The results below the parameters.
    fn stacked(head: Rect, body: Rect, running: &RunningLab) -> LabLayout {
        let low = body.height < LOW;
        let most = if low { 1 } else { (body.height / 3).max(2) };
        let rows = (running.lab.parameters.len() as u16).min(most);
        // On a low screen the results need the rows of the description and of the margin.
        let about = u16::from(!low || running.refused.is_some());
        let below = rows + about + 1;
        let results = Rect {
            x: body.x + 1,
            y: body.y + below,
            width: body.width.saturating_sub(2),
            height: body.height.saturating_sub(below + about),
        };
        LabLayout {
            head,
            settings: Rect { height: rows, ..body },
            about: Rect { y: body.y + rows, height: about, ..body },
            tasks: TaskPlace::BelowResults,
            results,
        }
    }

    /// The results beside the parameters, and the tasks below these if there is room.
    fn side_by_side(head: Rect, body: Rect, running: &RunningLab) -> LabLayout {
        let left = (body.width * 2 / 5).min(44);
        let count = running.lab.parameters.len() as u16;
        let rows = count.min(body.height.saturating_sub(ABOUT + 1));
        let below = Rect {
            x: body.x + 2,
            y: body.y + rows + 1,
            width: left.saturating_sub(3),
            height: body.height.saturating_sub(rows + 1),
        };
        let needed = TaskProgress::most_rows(running.lab, below.width.into()) as u16;
        let (about, tasks) = if below.height > ABOUT + needed {
            let about = (below.height - needed - 1).min(ABOUT + 3);
            let tasks = Rect { y: below.y + about + 1, height: needed, ..below };
            (Rect { height: about, ..below }, TaskPlace::Beside(tasks))
        } else {
            (below, TaskPlace::AboveResults)
        };
        let x = body.x + left + 2;
        let width = body.right().saturating_sub(x + 2);
        let results = Rect { x, width, height: body.height.saturating_sub(1), ..body };
        let settings = Rect { width: left, height: rows, ..body };
        LabLayout { head, settings, about, tasks, results }
    }

    /// Whether a task may be done without that being seen.
    pub(super) fn hides_tasks(&self) -> bool {
        matches!(self.tasks, TaskPlace::BelowResults)
    }

    /// How many parameters show at once.
    pub(super) fn rows(&self) -> usize {
        self.settings.height as usize
    }
}

/// What the lab shows, in lines below its title.
pub(super) fn description(running: &RunningLab, columns: u16) -> Vec<String> {
    wrap_plain(running.lab.about, columns.saturating_sub(3))
}
