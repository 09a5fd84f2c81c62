//! Memory: the cards' stability, difficulty and chance of recall, and the weakest cards.

use ratatui::layout::{Position, Rect};

use crate::library::LibraryCard;
use crate::memory::{CardStage, Rating, ReviewStats};
use crate::text::count::{percent, pluralize};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::chart;
use crate::ui::view::list::ListState;

/// The upper bounds of the classes of stability, in days.
const STABILITY: [(f32, &str); 7] = [
    (1.0, "under 1 d"),
    (3.0, "1 to 3 d"),
    (7.0, "3 to 7 d"),
    (14.0, "1 to 2 wk"),
    (30.0, "2 to 4 wk"),
    (180.0, "1 to 6 mo"),
    (f32::INFINITY, "longer"),
];
/// The upper bounds of the classes of difficulty.
const DIFFICULTY: [(f32, &str); 5] = [
    (3.0, "1 to 2"),
    (5.0, "3 to 4"),
    (7.0, "5 to 6"),
    (9.0, "7 to 8"),
    (f32::INFINITY, "9 to 10"),
];
/// The upper bounds of the classes of the chance of recall.
const RECALL: [(f32, &str); 5] = [
    (0.5, "below half"),
    (0.7, "50 to 70 %"),
    (0.8, "70 to 80 %"),
    (0.9, "80 to 90 %"),
    (f32::INFINITY, "90 % on"),
];
/// The most cards listed as the weakest.
const WEAKEST: usize = 50;
/// The rows that the answer times take where there is room for them.
const SCATTER: u16 = 11;
/// The scale of stabilities in days.
const FIRM: (f32, f32) = (0.5, 400.0);
/// The width of a histogram with its labels.
const HISTOGRAM: u16 = 34;

/// A weak card.
#[derive(Clone, Debug)]
pub(super) struct WeakCard {
    pub(super) item: LibraryCard,
    recall: f32,
    lapses: u32,
    leech: bool,
    title: String,
}

/// What is known of the cards as a whole.
#[derive(Clone, Debug, Default)]
pub(super) struct MemoryInsight {
    stability: [usize; 7],
    difficulty: [usize; 5],
    recall: [usize; 5],
    /// The weakest first.
    pub(super) weakest: Vec<WeakCard>,
    leeches: usize,
    cards: usize,
    /// Each card's stability in days, and its answers' mean seconds.
    times: Vec<(f32, f32)>,
}

impl MemoryInsight {
    /// Computed from every card that was asked and is studied.
    pub(super) fn new(shared: &ScreenContext) -> MemoryInsight {
        let learner = &shared.learner;
        let leech = learner.scheduler.settings().leech_lapses;
        let mut insight = MemoryInsight::default();
        let mut all = Vec::new();
        let times = shared.review_stats.as_ref().map(ReviewStats::times);
        let studied = learner.studied_decks();
        let known = learner.known_cards();
        for (item, id, progress) in known.cards().filter(|(item, ..)| studied.has_note(item.note)) {
            let Some(recall) = learner.scheduler.retrievability(id, progress, learner.now) else {
                continue;
            };
            if progress.stage == CardStage::New || progress.suspended {
                continue;
            }
            insight.cards += 1;
            insight.stability[bin(&STABILITY, progress.stability)] += 1;
            insight.difficulty[bin(&DIFFICULTY, progress.difficulty)] += 1;
            insight.recall[bin(&RECALL, recall)] += 1;
            insight.times.extend(
                times.and_then(|times| times.card(id)).map(|seconds| (progress.stability, seconds)),
            );
            insight.leeches += usize::from(progress.is_leech(leech));
            all.push((!progress.is_leech(leech), recall, item, progress.lapses));
        }
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        all.truncate(WEAKEST);
        let weak = |(firm, recall, item, lapses): (bool, f32, LibraryCard, u32)| {
            let title =
                format!("{} ({})", shared.learner.library.title(item.note), item.card.words());
            WeakCard { item, recall, lapses, leech: !firm, title }
        };
        insight.weakest = all.into_iter().map(weak).collect();
        insight
    }
}

fn bin(bounds: &[(f32, &str)], number: f32) -> usize {
    bounds.iter().position(|(below, _)| number < *below).unwrap_or(bounds.len() - 1)
}

/// Draws the view.
pub(super) fn view(
    insight: &MemoryInsight,
    list: Option<ListState>,
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
) {
    if insight.cards == 0 {
        canvas.text(area.x, area.y, area.width, "No cards studied yet.", Role::Title);
        let message = "Once you have studied, the weakest are listed here.";
        canvas.text(area.x, area.y + 1, area.width, message, Role::Dim);
        return;
    }
    if area.width < 74 && area.height < 10 {
        return weakest(insight, list, canvas, area);
    }
    if area.width < 74 {
        histogram(canvas, Rect { height: 6, ..area }, "Recall now", &RECALL, &insight.recall);
        let below = Rect { y: area.y + 7, height: area.height.saturating_sub(8), ..area };
        answer_times(
            shared,
            canvas,
            Rect { y: area.bottom().saturating_sub(1), height: 1, ..area },
        );
        return weakest(insight, list, canvas, below);
    }
    let left = Rect { width: HISTOGRAM, ..area };
    let below =
        |down: u16| Rect { y: area.y + down, height: area.height.saturating_sub(down), ..left };
    histogram(canvas, below(0), "Recall now", &RECALL, &insight.recall);
    histogram(canvas, below(7), "Memory strength, in days", &STABILITY, &insight.stability);
    histogram(canvas, below(16), "Difficulty", &DIFFICULTY, &insight.difficulty);
    let right =
        Rect { x: left.right() + 3, width: area.width.saturating_sub(HISTOGRAM + 3), ..area };
    let low = if area.height >= SCATTER + 11 { SCATTER } else { 2 };
    weakest(insight, list, canvas, Rect { height: area.height.saturating_sub(low), ..right });
    let lower = Rect { y: area.bottom().saturating_sub(low - 1), height: low - 1, ..right };
    answer_times(shared, canvas, Rect { height: 1, ..lower });
    scatter(canvas, Rect { y: lower.y + 1, height: lower.height - 1, ..lower }, &insight.times);
}

/// Draws the median answer times.
fn answer_times(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect) {
    let Some(times) = shared.review_stats.as_ref().map(ReviewStats::times) else { return };
    let seconds_text = |ratings: &[Rating]| {
        times.median(ratings).map_or("–".to_string(), |seconds| format!("{seconds} s"))
    };
    let (right, wrong) = (seconds_text(&Rating::ALL[1..]), seconds_text(&[Rating::Again]));
    let message = if area.width < 52 {
        format!("  {right} right, {wrong} wrong")
    } else {
        format!("  median {right} when right, {wrong} when wrong")
    };
    canvas.spans(
        area.x,
        area.y,
        area.width,
        [(Role::Label, "Answer times"), (Role::Text, message.as_str())],
    );
}

/// Draws the cards by stability and by the length of their answers, darker where there are more.
fn scatter(canvas: &mut Canvas<'_>, area: Rect, points: &[(f32, f32)]) {
    if area.height < 4 || points.is_empty() {
        return;
    }
    let place = Rect {
        x: area.x + 6,
        width: area.width.saturating_sub(6),
        height: area.height - 1,
        ..area
    };
    let most = points.iter().map(|point| point.1).fold(1.0, f32::max);
    for (message, y) in [(format!("{most:.0} s"), place.y), ("0 s".to_string(), place.bottom() - 1)]
    {
        canvas.text_right(place.x - 1, y, 5, &message, Role::Dim);
    }
    canvas.rule_down(place.x - 1, place.y, place.height);
    let column = |days: f32| {
        let share = (days.max(FIRM.0) / FIRM.0).ln() / (FIRM.1 / FIRM.0).ln();
        (share.clamp(0.0, 1.0) * f32::from(place.width - 1)).round() as u16
    };
    let row = |seconds: f32| ((1.0 - seconds / most) * f32::from(place.height - 1)).round() as u16;
    let mut counts = std::collections::BTreeMap::<(u16, u16), u32>::new();
    for &(days, seconds) in points {
        *counts.entry((column(days), row(seconds))).or_default() += 1;
    }
    let busiest = counts.values().copied().max().unwrap_or(0);
    for ((x, y), count) in counts {
        canvas.text(place.x + x, place.y + y, 1, chart::heat_sign(count, busiest), Role::Accent);
    }
    let mut free = place.x;
    for (days, name) in [(1.0, "1 d firm"), (7.0, "1 wk"), (30.0, "1 mo"), (365.0, "1 y")] {
        let x = (place.x + column(days)).min(place.right().saturating_sub(name.len() as u16));
        if x >= free {
            free = x
                + canvas.text(x, place.bottom(), place.right().saturating_sub(x), name, Role::Dim)
                + 1;
        }
    }
}

fn histogram(
    canvas: &mut Canvas<'_>,
    area: Rect,
    title: &str,
    bounds: &[(f32, &str)],
    counts: &[usize],
) {
    let most = counts.iter().copied().max().unwrap_or(0);
    let rows =
        std::iter::once(None).chain(bounds.iter().zip(counts).map(Some)).take(area.height as usize);
    for (y, row) in (area.y..).zip(rows) {
        let Some(((_, label), count)) = row else {
            canvas.text(area.x, y, area.width, title, Role::Label);
            continue;
        };
        canvas.text(area.x, y, 11, label, Role::Dim);
        canvas.text_right(area.x + 16, y, 5, &count.to_string(), Role::Text);
        canvas.text(area.x + 17, y, 16, &chart::count_bar(*count, most, 16), Role::Accent);
    }
}

/// Lists the leeches and the weakest cards.
fn weakest(insight: &MemoryInsight, list: Option<ListState>, canvas: &mut Canvas<'_>, area: Rect) {
    let leeches = match insight.leeches {
        0 => String::new(),
        leeches => format!(", {} first", pluralize(leeches, "leech", "leeches")),
    };
    canvas.text(area.x, area.y, area.width, &format!("The weakest cards{leeches}"), Role::Label);
    let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let (len, height) = (insight.weakest.len(), area.height as usize);
    let selected = list.map(|list| list.selected(len));
    let top = list.map_or(0, |list| list.top(len, height));
    canvas.wheel(area, ListArea::List);
    for (row, weak) in insight.weakest.iter().enumerate().skip(top).take(height) {
        let y = area.y + (row - top) as u16;
        let is_selected = selected == Some(row);
        let place = Rect { y, height: 1, ..area };
        let (role, side) =
            if is_selected { (Role::Selected, Role::Selected) } else { (Role::Text, Role::Dim) };
        if is_selected {
            canvas.fill(place, Role::Selected);
            canvas.cursor = Some((Position { x: area.x, y }, false));
        }
        let lapses = if weak.lapses > 0 { format!("✗ {}  ", weak.lapses) } else { String::new() };
        let message = format!("{lapses}{:>5}", percent(weak.recall));
        let edge = canvas.text_right(area.right().saturating_sub(1), y, 14, &message, side);
        let mark = if weak.leech { "▲ " } else { "  " };
        let used = canvas.text(area.x, y, 2, mark, if is_selected { role } else { Role::Warning });
        canvas.text(area.x + used, y, edge.saturating_sub(area.x + used + 1), &weak.title, role);
        canvas.click(place, Action::Pick(ListArea::List, row));
    }
}
