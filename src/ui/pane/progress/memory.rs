//! How firm it all sits: how long cards last, how hard they are, how likely they are recalled, and the weakest of them.

use ratatui::layout::{Position, Rect};

use crate::collection::{Item, Studied};
use crate::memory::Stage;
use crate::ui::action::{Action, Area};
use crate::ui::canvas::Canvas;
use crate::ui::chart;
use crate::ui::list::ListState;
use crate::ui::pane::{Shared, counted, percent};
use crate::ui::theme::Role;

/// Stabilities are counted below these days.
const STABILITY: [(f32, &str); 7] = [
    (1.0, "under 1 d"),
    (3.0, "1 to 3 d"),
    (7.0, "3 to 7 d"),
    (14.0, "1 to 2 wk"),
    (30.0, "2 to 4 wk"),
    (180.0, "1 to 6 mo"),
    (f32::INFINITY, "longer"),
];
/// Difficulties below these numbers.
const DIFFICULTY: [(f32, &str); 5] =
    [(3.0, "1 to 2"), (5.0, "3 to 4"), (7.0, "5 to 6"), (9.0, "7 to 8"), (f32::INFINITY, "9 to 10")];
/// Chances of recall below these.
const RECALL: [(f32, &str); 5] =
    [(0.5, "below half"), (0.7, "50 to 70 %"), (0.8, "70 to 80 %"), (0.9, "80 to 90 %"), (f32::INFINITY, "90 % on")];
/// So many of the weakest cards are listed.
const WEAKEST: usize = 50;
/// The width of a histogram with its labels.
const HISTOGRAM: u16 = 34;

/// A card that sits loosely.
#[derive(Clone, Debug)]
pub(super) struct Weak {
    pub(super) item: Item,
    recall: f32,
    lapses: u32,
    leech: bool,
    title: String,
}

/// What was worked out of the cards.
#[derive(Clone, Debug, Default)]
pub(super) struct Insight {
    stability: [usize; 7],
    difficulty: [usize; 5],
    recall: [usize; 5],
    /// The weakest first.
    pub(super) weakest: Vec<Weak>,
    leeches: usize,
    cards: usize,
}

impl Insight {
    /// Looks at every card that was asked.
    pub(super) fn of(shared: &Shared) -> Insight {
        let desk = &shared.desk;
        let leech = desk.scheduler.settings().leech_lapses;
        let mut insight = Insight::default();
        let mut all = Vec::new();
        for (item, _, progress) in Studied::of(&shared.collection, &desk.ledger).cards() {
            let Some(recall) = desk.scheduler.retrievability(progress, desk.now) else { continue };
            if progress.stage == Stage::New || progress.suspended {
                continue;
            }
            insight.cards += 1;
            insight.stability[bin(&STABILITY, progress.stability)] += 1;
            insight.difficulty[bin(&DIFFICULTY, progress.difficulty)] += 1;
            insight.recall[bin(&RECALL, recall)] += 1;
            insight.leeches += usize::from(progress.is_leech(leech));
            all.push((!progress.is_leech(leech), recall, item, progress.lapses));
        }
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        all.truncate(WEAKEST);
        let weak = |(firm, recall, item, lapses): (bool, f32, Item, u32)| {
            let title = format!("{} ({})", shared.collection.title(item.note), item.card.words());
            Weak { item, recall, lapses, leech: !firm, title }
        };
        insight.weakest = all.into_iter().map(weak).collect();
        insight
    }
}

fn bin(bounds: &[(f32, &str)], number: f32) -> usize {
    bounds.iter().position(|(below, _)| number < *below).unwrap_or(bounds.len() - 1)
}

/// Draws the view.
pub(super) fn view(insight: &Insight, list: ListState, canvas: &mut Canvas<'_>, area: Rect) {
    if insight.cards == 0 {
        canvas.text(area.x, area.y, area.width, "No card was asked yet.", Role::Title);
        let says = "Once some were, this tells how firm they sit, and lists the weakest of them.";
        canvas.text(area.x, area.y + 1, area.width, says, Role::Dim);
        return;
    }
    if area.width < 74 {
        histogram(canvas, Rect { height: 6, ..area }, "Recall now", &RECALL, &insight.recall);
        let below = Rect { y: area.y + 7, height: area.height.saturating_sub(7), ..area };
        return weakest(insight, list, canvas, below);
    }
    let left = Rect { width: HISTOGRAM, ..area };
    let at = |down: u16| Rect { y: area.y + down, height: area.height.saturating_sub(down), ..left };
    histogram(canvas, at(0), "Recall now", &RECALL, &insight.recall);
    histogram(canvas, at(7), "Days until recall falls to 90 %", &STABILITY, &insight.stability);
    histogram(canvas, at(16), "Difficulty", &DIFFICULTY, &insight.difficulty);
    let right = Rect { x: left.right() + 3, width: area.width.saturating_sub(HISTOGRAM + 3), ..area };
    weakest(insight, list, canvas, right);
}

fn histogram(canvas: &mut Canvas<'_>, area: Rect, title: &str, bounds: &[(f32, &str)], counts: &[usize]) {
    let most = counts.iter().copied().max().unwrap_or(0);
    let rows = std::iter::once(None).chain(bounds.iter().zip(counts).map(Some)).take(area.height as usize);
    for (y, row) in (area.y..).zip(rows) {
        let Some(((_, label), count)) = row else {
            canvas.text(area.x, y, area.width, title, Role::Label);
            continue;
        };
        canvas.text(area.x, y, 11, label, Role::Dim);
        canvas.text_right(area.x + 16, y, 5, &count.to_string(), Role::Text);
        canvas.text(area.x + 17, y, 16, &chart::length(*count, most, 16), Role::Accent);
    }
}

/// Lists the leeches and the weakest cards.
fn weakest(insight: &Insight, list: ListState, canvas: &mut Canvas<'_>, area: Rect) {
    let leeches = match insight.leeches {
        0 => String::new(),
        leeches => format!(", {} first", counted(leeches, "leech", "leeches")),
    };
    canvas.text(area.x, area.y, area.width, &format!("The weakest cards{leeches}"), Role::Label);
    let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let (len, height) = (insight.weakest.len(), area.height as usize);
    let selected = list.selected(len);
    canvas.wheel(area, Area::List);
    for (row, weak) in insight.weakest.iter().enumerate().skip(list.top(len, height)).take(height) {
        let y = area.y + (row - list.top(len, height)) as u16;
        let place = Rect { y, height: 1, ..area };
        let (role, side) = if row == selected { (Role::Selected, Role::Selected) } else { (Role::Text, Role::Dim) };
        if row == selected {
            canvas.fill(place, Role::Selected);
            canvas.cursor = Some((Position { x: area.x, y }, false));
        }
        let lapses = if weak.lapses > 0 { format!("✗ {}  ", weak.lapses) } else { String::new() };
        let says = format!("{lapses}{:>5}", percent(weak.recall));
        let edge = canvas.text_right(area.right().saturating_sub(1), y, 14, &says, side);
        let mark = if weak.leech { "▲ " } else { "  " };
        let used = canvas.text(area.x, y, 2, mark, if row == selected { role } else { Role::Warning });
        canvas.text(area.x + used, y, edge.saturating_sub(area.x + used + 1), &weak.title, role);
        canvas.click(place, Action::Pick(Area::List, row));
    }
}
