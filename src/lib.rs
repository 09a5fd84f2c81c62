//! lacuna, a full-screen terminal study app: browse a glossary, find any term in a few keystrokes,
//! drill what is due.
//!
//! The layers, from the top down; an import only ever points to a lower layer:
//!
//! | layer | module | what it holds |
//! | --- | --- | --- |
//! | 8 | `main` | arguments → one face → exit code |
//! | 7 | [`cli`] | the commands: parsed, printed, as text or JSON |
//! |   | [`ui`] | the full screen: state, update, view |
//! | 6 | [`session`] | a sitting at the program, without text or screen: what both faces ask for |
//! | 5 | [`store`] | files: where they lie, the decks, the log of reviews and the progress that follows from it |
//! |   | [`search`] | the query language and the ranking |
//! |   | [`study`] | a card as a question, what a right answer is, the drill and the quiz as pure machines |
//! | 4 | [`plan`] | what to do today: the queue, exams and their forecast, scores, the status of notes |
//! | 3 | [`library`] | the content store: every deck indexed; a note as a page |
//! |   | [`exchange`] | other programs' notes: one file a format, import and export |
//! |   | [`labs`] | small exact computations on concepts, one file each |
//! | 2 | [`memory`] | what happened to each card, what is known of it from that, when to ask it again |
//! |   | [`deck`] | what a deck file says: notes, cards, figures, the lint |
//! | 1 | [`text`] | markup, blanks, formulas, folding, distances, widths, safety |
//! |   | [`settings`] | what the user chose: scheduling, exams, keys, theme |
//! | 0 | [`fault`], [`clock`], [`rng`], [`watch`] | what is wrong and where; time and chance, as arguments; long work |
//!
//! # Invariants
//!
//! 1. Only `main`, `store`, `cli` and `ui` touch files, the environment or the terminal; only `ui`
//!    knows the full screen.
//! 2. `cli` and `ui` never import each other. What both need lives below them.
//! 3. No circle between files but a parent and its own child, no import from a lower layer to a
//!    higher one: `tests/architecture` reads every import and every path.
//! 4. Time and chance are arguments. Only the event loop and `cli` read the clock.
//! 5. A domain type never draws, prints or saves itself.
//! 6. Nothing is acknowledged on the screen before it is on disk.
//! 7. Text from outside is made safe ([`text::sanitize`]) before it reaches a terminal.

pub mod cli;
pub mod clock;
pub mod deck;
pub mod exchange;
pub mod fault;
pub mod labs;
pub mod library;
pub mod memory;
pub mod plan;
pub mod rng;
pub mod search;
pub mod session;
pub mod settings;
pub mod store;
pub mod study;
pub mod text;
pub mod ui;
pub mod watch;
