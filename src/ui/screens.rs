//! What a person sees: a file for each tab, form and dialog.

pub mod browse;
pub mod confirm;
pub mod decks;
pub mod drill;
pub mod edit_conflict;
pub mod exam_form;
pub mod figure_popup;
pub mod first_deck;
pub mod help;
pub mod home;
pub mod import;
pub mod info_box;
pub mod lab_link;
pub mod labs;
pub mod links;
pub mod note_form;
pub mod palette;
pub mod progress;
pub mod quiz;
pub mod rejected_draft;
pub mod screen;
pub mod screen_stack;
pub mod search;
pub mod settings;
pub mod themes;
pub mod which_key;
