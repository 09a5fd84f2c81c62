//! Home's rows for topics, and for decks where more than one is studied.

use crate::library::{DeckIx, TopicIx};
use crate::plan::DeckFigures;
use crate::text::count::{percent, pluralize};
use crate::text::wrap::StyledSpan;
use crate::ui::draw::theme::Role;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::chart;

/// The columns of a score's bar.
const BAR: usize = 16;

/// The decks that are studied and have notes.
pub(super) fn decks(shared: &ScreenContext) -> Vec<DeckIx> {
    let (library, studied) = (&shared.learner.library, shared.learner.studied_decks());
    let decks = (0..).map(DeckIx).zip(library.decks());
    decks
        .filter(|(_, deck)| !deck.notes.is_empty())
        .map(|(at, _)| at)
        .filter(|at| studied.is_on(*at) || studied.exams_of(*at).next().is_some())
        .collect()
}

/// The topics that are studied and have terms, the weakest first where an exam says which they are.
pub(super) fn topics(shared: &ScreenContext) -> Vec<usize> {
    let studied = shared.learner.studied_decks();
    let topics = shared.learner.library.topics().iter().enumerate();
    let mut topics: Vec<usize> = topics
        .filter(|(at, topic)| topic.terms > 0 && studied.has(topic.deck, Some(TopicIx(*at as u16))))
        .map(|(at, _)| at)
        .collect();
    topics.sort_by(|a, b| {
        let [a, b] = [a, b].map(|topic| expected(shared, *topic).unwrap_or(1.0));
        a.total_cmp(&b)
    });
    topics
}

/// What a deck has for today, and the score to expect of it where an exam covers it.
pub(super) fn deck_spans(
    shared: &ScreenContext,
    at: DeckIx,
    figures: &DeckFigures,
) -> Vec<StyledSpan<Role>> {
    let (due, new) = (figures.today.due + figures.today.learning, figures.today.new);
    let mut parts = Vec::new();
    if due > 0 {
        parts.push(format!("● {due} due"));
    }
    if new > 0 {
        parts.push(format!("{new} new"));
    }
    if parts.is_empty() {
        let terms = shared.learner.library.deck_info(at).terms as usize;
        parts.push(pluralize(terms, "term", "terms"));
    }
    score_spans(parts.join(" · "), figures.expected)
}

/// How many of a topic's cards are due, and its terms or, where an exam covers it, the score to
/// expect.
pub(super) fn topic_spans(
    shared: &ScreenContext,
    topic: usize,
    due: usize,
) -> Vec<StyledSpan<Role>> {
    let score = expected(shared, topic);
    let terms = shared.learner.library.topics()[topic].terms as usize;
    let mut parts = Vec::new();
    if due > 0 {
        parts.push(format!("● {due} due"));
    }
    if score.is_none() {
        parts.push(pluralize(terms, "term", "terms"));
    }
    score_spans(parts.join(" · "), score)
}

fn score_spans(text: String, score: Option<f32>) -> Vec<StyledSpan<Role>> {
    let mut spans = vec![(Role::Dim, text)];
    if let Some(share) = score {
        let role = chart::score_role(share);
        spans.push((Role::Dim, "   ".to_string()));
        spans.extend(chart::thin_bar(share, BAR, role));
        spans.push((role, format!(" {:>5}", percent(share))));
    }
    spans
}

/// The expected score of a topic in the next exam, 0 to 1.
fn expected(shared: &ScreenContext, topic: usize) -> Option<f32> {
    let forecast = shared.learner.plan.exams.first()?;
    let own = forecast
        .topics
        .iter()
        .find(|other| other.topic.is_some_and(|other| usize::from(other.0) == topic))?;
    Some(own.score.expected)
}
