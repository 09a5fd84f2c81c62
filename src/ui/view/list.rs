//! A list's state: the selected row and the one at the top.

use crate::ui::input::action::Action;

/// The selected row and the first one on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListState {
    selected: usize,
    top: usize,
}

/// A way to move in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListMove {
    /// So many rows down, or up when negative.
    By(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// To this row.
    To(usize),
}

impl ListMove {
    /// How an action moves in a list of which `height` rows are shown, if it does.
    pub fn from_action(action: Action, height: usize) -> Option<ListMove> {
        let page = height.saturating_sub(1).max(1) as isize;
        Some(match action {
            Action::Up => ListMove::By(-1),
            Action::Down => ListMove::By(1),
            Action::PageUp => ListMove::By(-page),
            Action::PageDown => ListMove::By(page),
            Action::HalfUp => ListMove::By(-(page / 2).max(1)),
            Action::HalfDown => ListMove::By((page / 2).max(1)),
            Action::First => ListMove::First,
            Action::Last => ListMove::Last,
            _ => return None,
        })
    }
}

impl ListState {
    /// The selected row of a list of `len`; meaningless for an empty one.
    pub fn selected(self, len: usize) -> usize {
        self.selected.min(len.saturating_sub(1))
    }

    /// Moves in a list of `len` rows of which `height` are shown.
    pub fn go(&mut self, list_move: ListMove, len: usize, height: usize) {
        let last = len.saturating_sub(1);
        self.selected = match list_move {
            ListMove::By(rows) => self.selected(len).saturating_add_signed(rows).min(last),
            ListMove::First => 0,
            ListMove::Last => last,
            ListMove::To(row) => row.min(last),
        };
        self.top = self.top(len, height);
    }

    /// Scrolls without leaving the selection behind.
    pub fn scroll(&mut self, rows: isize, len: usize, height: usize) {
        let height = height.max(1);
        let top = self.top(len, height).saturating_add_signed(rows).min(len.saturating_sub(height));
        self.top = top;
        self.selected = self.selected(len).clamp(top, top + height - 1);
    }

    /// The first row to show, so that the selected one is among them.
    pub fn top(self, len: usize, height: usize) -> usize {
        // A window too small for any row is treated as one that has room for one.
        let (selected, height) = (self.selected(len), height.max(1));
        let lowest = (selected + 1).saturating_sub(height);
        self.top.clamp(lowest, selected).min(len.saturating_sub(height).max(lowest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_list_scrolls_only_when_it_must() {
        let mut list = ListState::default();
        list.go(ListMove::By(3), 10, 4);
        assert_eq!((list.selected(10), list.top(10, 4)), (3, 0));
        list.go(ListMove::By(1), 10, 4);
        assert_eq!((list.selected(10), list.top(10, 4)), (4, 1));
        list.go(ListMove::By(-1), 10, 4);
        assert_eq!((list.selected(10), list.top(10, 4)), (3, 1));
        list.go(ListMove::Last, 10, 4);
        assert_eq!((list.selected(10), list.top(10, 4)), (9, 6));
    }

    proptest! {
        #[test]
        fn the_selected_row_is_always_shown(
            moves in proptest::collection::vec((-12isize..12, proptest::bool::ANY), 0..30),
            len in 1usize..40,
            height in 0usize..12,
        ) {
            let mut list = ListState::default();
            for (rows, scroll) in moves {
                if scroll {
                    list.scroll(rows, len, height);
                } else {
                    list.go(ListMove::By(rows), len, height);
                }
                let (selected, top) = (list.selected(len), list.top(len, height));
                let height = height.max(1);
                prop_assert!(top <= selected && selected < top + height && selected < len);
                prop_assert!(top + height <= len.max(height));
            }
        }
    }
}
