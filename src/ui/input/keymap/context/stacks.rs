//! Which contexts hold at once, on each screen.

use super::Context;
use crate::ui::tab::Tab;

/// The contexts that hold at once, the innermost first.
pub(super) type ContextStack = &'static [Context];

/// Every stack of contexts that a screen may name, by the tab that it belongs to. Those without a
/// tab are dialogs; the last is that of the screen while everything is read.
pub(super) const STACKS: &[(Option<Tab>, &[ContextStack])] = {
    #[allow(clippy::enum_glob_use, reason = "the table names every context")]
    use Context::*;
    &[
        (Some(Tab::Home), &[&[Home, List, Anywhere, Always]]),
        (
            Some(Tab::Browse),
            &[
                &[Browse, List, Anywhere, Always],
                &[Note, Anywhere, Always],
                &[Filter, Field, Always],
            ],
        ),
        (Some(Tab::Search), &[&[Search, Field, Always]]),
        (
            Some(Tab::Drill),
            &[
                &[Answer, Field, Always],
                &[Lesson, CardActions, Anywhere, Always],
                &[ChoiceCard, CardActions, Anywhere, Always],
                &[Order, CardActions, Anywhere, Always],
                &[Card, CardActions, Anywhere, Always],
                &[Wrong, Grade, TwoGrades, CardActions, Anywhere, Always],
                &[Wrong, Grade, FourGrades, CardActions, Anywhere, Always],
                &[Grade, TwoGrades, CardActions, Anywhere, Always],
                &[Grade, FourGrades, CardActions, Anywhere, Always],
                &[Breath, Anywhere, Always],
                &[Waiting, Anywhere, Always],
                &[Missed, DayOver, Finished, Anywhere, Always],
                &[Missed, Finished, Anywhere, Always],
                &[DayOver, Finished, Anywhere, Always],
                &[Finished, Anywhere, Always],
            ],
        ),
        (
            Some(Tab::Quiz),
            &[
                &[QuizSetup, List, Anywhere, Always],
                &[TrueFalse, Choices, QuizQuestion, Anywhere, Always],
                &[Choices, QuizQuestion, Anywhere, Always],
                &[Arrange, QuizQuestion, Anywhere, Always],
                &[Blank, Field, Always],
                &[TrueFalse, Choices, QuizQuestion, ExamQuestion, Anywhere, Always],
                &[Choices, QuizQuestion, ExamQuestion, Anywhere, Always],
                &[Arrange, QuizQuestion, ExamQuestion, Anywhere, Always],
                &[Blank, ExamBlank, Field, Always],
                &[Wrong, MarkedAnswer, List, Anywhere, Always],
                &[MarkedAnswer, List, Anywhere, Always],
                &[Review, List, Anywhere, Always],
                &[Paused, Anywhere, Always],
                &[Report, List, Anywhere, Always],
            ],
        ),
        (
            Some(Tab::Progress),
            &[
                &[Weakest, Progress, List, Anywhere, Always],
                &[BetterFit, Progress, List, Anywhere, Always],
                &[Progress, List, Anywhere, Always],
            ],
        ),
        (
            Some(Tab::Labs),
            &[&[Labs, List, Anywhere, Always], &[Lab, Anywhere, Always], &[Value, Field, Always]],
        ),
        (
            None,
            &[
                &[Pasted, Always],
                &[Choice, Form, Always],
                &[EditForm, Form, Field, Always],
                &[Form, Field, Always],
                &[ExamForm, Field, Always],
                &[ExamDate, ExamForm, Field, Always],
                &[ExamMinutes, ExamForm, Field, Always],
                &[ExamRow, ExamForm, Always],
                &[Choice, ExamForm, Always],
                &[FileName, ImportPreview, Import, Field, Always],
                &[FileName, Import, Field, Always],
                &[ImportPreview, Import, Field, Always],
                &[Choice, ImportPreview, Import, Always],
                &[Deletion, Always],
                &[FirstDeck, Always],
                &[Decks, List, Always],
                &[DeckFilter, Field, Always],
                &[DeckTitle, Field, Always],
                &[DeckForm, Field, Always],
                &[DeckExport, Field, Always],
                &[DeckReplacement, Always],
                &[DeckDeletion, Always],
                &[DeckTarget, List, Always],
                &[DeckMerge, Always],
                &[DeckMove, Always],
                &[Links, List, Always],
                &[NotePopup, List, Always],
                &[Draft, Always],
                &[EditConflict, List, Always],
                &[DeckOptions, Settings, List, Always],
                &[Settings, List, Always],
                &[Help, List, Always],
                &[Themes, List, Always],
                &[Palette, Field, Always],
                &[Always],
            ],
        ),
    ]
};
