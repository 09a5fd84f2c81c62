//! Keys that nobody meant: of a key that is held or bounces, and those that were on their way when
//! the screen changed by itself.
//!
//! It goes by when keys arrive, so it sits before the app, which knows only what each means.

use std::time::Duration;

use crate::ui::input::action::KeyEffect;
use crate::ui::input::key::Key;
use crate::ui::input::keymap::Context;

/// Two presses of one key so near to each other are one: a held key repeats faster, and so does one
/// that bounces.
const REPEAT: Duration = Duration::from_millis(100);
/// A card that a key takes away is gone at once: the same key again so soon, as the first repeat of
/// a held one, is no other card's.
const LEFT: Duration = Duration::from_millis(700);
/// Nobody has seen an answer that was on the screen for less.
const SEEN: Duration = Duration::from_millis(100);
/// For how long keys are dropped after the screen changed by itself.
const DEAF: Duration = Duration::from_millis(400);
/// Somebody who goes on typing is given as long again after each key, but no longer than this.
const DEAF_AT_MOST: Duration = Duration::from_millis(1500);

/// Decides which keys go on to the app.
#[derive(Debug, Default)]
pub(super) struct KeyGuard {
    last: Option<(Key, Duration)>,
    /// When a key last showed an answer.
    shown: Option<Duration>,
    /// When the screen changed by itself, and until when keys are dropped.
    deaf: Option<(Duration, Duration)>,
    /// Where keys are looked up.
    contexts: &'static [Context],
    /// When an answer was last to be typed, where keys had graded or shown one before.
    opened: Option<Duration>,
}

impl KeyGuard {
    /// Whether a key goes on, by what it would do.
    pub(super) fn admits(&mut self, key: Key, at: Duration, effect: KeyEffect) -> bool {
        let since = |(last, before)| (last == key).then(|| at.saturating_sub(before));
        let since = self.last.replace((key, at)).and_then(since);
        let is_repeat = since.is_some_and(|since| since < REPEAT);
        if key == Key::CTRL_C {
            return true;
        }
        if let Some((since, until)) = self.deaf.filter(|(_, until)| at < *until) {
            self.deaf = Some((since, (at + DEAF).min(since + DEAF_AT_MOST).max(until)));
            return false;
        }
        let is_new = self.opened.is_some_and(|opened| at.saturating_sub(opened) < DEAF);
        let answers = key.typed().is_some_and(|c| " 1234".contains(c));
        if is_new && (answers || effect == KeyEffect::ShowsAnswer) {
            return false;
        }
        match effect {
            KeyEffect::Other => true,
            KeyEffect::ShowsAnswer | KeyEffect::Grades if is_repeat => false,
            KeyEffect::Leaves => since.is_none_or(|since| since >= LEFT),
            KeyEffect::ShowsAnswer => {
                self.shown = Some(at);
                true
            }
            KeyEffect::Grades => self.shown.is_none_or(|before| at.saturating_sub(before) >= SEEN),
        }
    }

    /// Keys are looked up here now. A key that would have graded the card before is no part of an
    /// answer that is to be typed.
    pub(super) fn shows(&mut self, contexts: &'static [Context], at: Duration) {
        let before = std::mem::replace(&mut self.contexts, contexts);
        if before != contexts
            && !before.is_empty()
            && contexts.iter().any(|c| matches!(c, Context::Answer | Context::Blank))
        {
            self.opened = Some(at);
        }
    }

    /// The screen has changed without a key.
    pub(super) fn screen_changed(&mut self, at: Duration) {
        self.deaf = Some((at, at + DEAF));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Key::parse(name).expect("it is a key")
    }

    const fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn a_held_key_shows_and_grades_one_card() {
        let mut guard = KeyGuard::default();
        // Pressed, half a second later its first repeat, and then one every 33 ms.
        let times = [0].into_iter().chain((500..3000).step_by(33));
        let mut is_shown = false;
        let mut graded = 0;
        for at in times {
            let effect = if is_shown { KeyEffect::Grades } else { KeyEffect::ShowsAnswer };
            if guard.admits(key("enter"), ms(at), effect) {
                graded += usize::from(is_shown);
                is_shown = !is_shown;
            }
        }
        assert_eq!(graded, 1);
    }

    #[test]
    fn a_bouncing_key_is_one_press() {
        let mut guard = KeyGuard::default();
        assert!(guard.admits(key("space"), ms(0), KeyEffect::ShowsAnswer));
        assert!(!guard.admits(key("space"), ms(12), KeyEffect::Grades));
        assert!(!guard.admits(key("3"), ms(40), KeyEffect::Grades), "nobody has seen the answer");
        assert!(guard.admits(key("3"), ms(400), KeyEffect::Grades));
    }

    #[test]
    fn a_held_key_buries_one_card() {
        let mut guard = KeyGuard::default();
        let times = [0].into_iter().chain((500..2000).step_by(33));
        let buried = times.filter(|at| guard.admits(key("-"), ms(*at), KeyEffect::Leaves)).count();
        assert_eq!(buried, 1);
    }

    #[test]
    fn a_grade_on_its_way_is_not_typed_into_the_next_answer() {
        let mut guard = KeyGuard::default();
        guard.shows(&[Context::Grade], ms(900));
        guard.shows(&[Context::Answer, Context::Field], ms(1000));
        assert!(!guard.admits(key("3"), ms(1050), KeyEffect::Other));
        assert!(!guard.admits(key("space"), ms(1100), KeyEffect::Other));
        assert!(!guard.admits(key("enter"), ms(1150), KeyEffect::ShowsAnswer));
        assert!(guard.admits(key("r"), ms(1200), KeyEffect::Other), "an answer may begin at once");
        assert!(guard.admits(key("3"), ms(1500), KeyEffect::Other));
    }

    #[test]
    fn what_only_moves_or_types_may_repeat() {
        let mut guard = KeyGuard::default();
        assert!((0..50).all(|at| guard.admits(key("j"), ms(at), KeyEffect::Other)));
    }

    #[test]
    fn keys_on_their_way_are_dropped_when_the_screen_has_changed() {
        let mut guard = KeyGuard::default();
        guard.screen_changed(ms(1000));
        let admitted: Vec<u64> = (1010..4000)
            .step_by(150)
            .filter(|at| guard.admits(key("x"), ms(*at), KeyEffect::Other))
            .collect();
        assert!(admitted[0] > 2400, "typing goes on for a while: {admitted:?}");
        assert!(guard.admits(Key::CTRL_C, ms(1001), KeyEffect::Other), "leaving always works");
        let mut guard = KeyGuard::default();
        guard.screen_changed(ms(1000));
        assert!(guard.admits(key("x"), ms(1500), KeyEffect::Other), "a pause ends it");
    }
}
