//! Planted violations: the checks find each of them in a small source tree, and let pass what is
//! allowed.

use crate::cycles::tangles;
use crate::layers::Layers;
use crate::module_graph::ModuleGraph;
use crate::reserved;

const LIB: &str = "\
//! | layer | module | what it holds |
//! | --- | --- | --- |
//! | 3 | `main` | the program |
//! | 2 | [`cli`] | commands |
//! |   | [`ui`] | screens |
//! | 1 | [`deck`] | notes |
//! | 0 | [`text`], [`clock`] | words and time |
pub mod cli;
pub mod clock;
pub mod deck;
pub mod text;
pub mod ui;
";

/// A tree of the files given, and the modules that they lie in.
fn tree(files: &[(&str, &str)]) -> ModuleGraph {
    let mut all = vec![("lib.rs".to_string(), LIB.to_string())];
    all.extend(files.iter().map(|(path, text)| ((*path).to_string(), (*text).to_string())));
    ModuleGraph::read(&all)
}

fn upward(files: &[(&str, &str)]) -> Vec<String> {
    Layers::parse(LIB).expect("it has a table").violations(&tree(files))
}

/// The shortest forbidden circle of each tangle, as paths.
fn circles(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let graph = tree(files);
    let path = |file: &usize| graph.nodes[*file].path.clone();
    tangles(&graph).iter().map(|tangle| tangle.circles[0].iter().map(path).collect()).collect()
}

fn reserved_names(files: &[(&str, &str)]) -> Vec<String> {
    reserved::violations(&tree(files))
}

/// What is found in a `deck.rs` of the text given, below a `ui.rs`.
fn deck(text: &str) -> Vec<String> {
    upward(&[("ui.rs", "pub struct Tab;"), ("deck.rs", text), ("text.rs", "")])
}

#[test]
fn an_upward_import_in_braces_is_found() {
    let found = deck("use crate::{text, ui::{self as faces, Tab as Other}};");
    assert_eq!(
        found,
        [
            "deck.rs:1 → ui.rs    `use crate::ui`: `ui` is not below `deck`",
            "deck.rs:1 → ui.rs    `use crate::ui::Tab`: `ui` is not below `deck`",
        ]
    );
}

#[test]
fn an_upward_import_over_several_lines_names_its_line() {
    let found = deck("use crate::{\n    text,\n    ui::Tab,\n};");
    assert_eq!(found, ["deck.rs:3 → ui.rs    `use crate::ui::Tab`: `ui` is not below `deck`"]);
}

#[test]
fn an_upward_import_by_super_is_found() {
    let found = upward(&[
        ("ui.rs", "pub struct Tab;"),
        ("deck.rs", "mod note;"),
        ("deck/note.rs", "use super::super::ui::Tab;"),
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn an_upward_glob_is_found() {
    assert_eq!(deck("use crate::ui::*;").len(), 1);
}

#[test]
fn an_upward_path_in_the_code_is_found() {
    for code in [
        "fn f() { crate::ui::open(); }",
        "struct S { tab: Option<crate::ui::Tab> }",
        "fn f(x: u8) { match x { crate::ui::MOST => {} _ => {} } }",
        "fn f<T: crate::ui::Screen>() {}",
        "impl crate::ui::Screen for u8 {}",
        "fn f() { let _ = <u8 as crate::ui::Screen>::draw; }",
        "fn f() { use crate::ui; ui::open(); }",
        "use crate as root; fn f() { root::ui::open(); }",
        "mod inner { fn f() { super::super::ui::open(); } }",
    ] {
        assert!(!deck(code).is_empty(), "{code}");
    }
}

#[test]
fn an_upward_path_in_a_macro_is_found() {
    for code in [
        "fn f() { println!(\"{}\", crate::ui::WIDTH); }",
        "fn f() -> bool { matches!(f(), [Some((crate::ui::Tab, _))]) }",
        "macro_rules! tab { () => { $crate::ui::Tab } }",
        "fn f() { vec![Vec::<crate::ui::Tab>::new()]; }",
    ] {
        assert_eq!(deck(code).len(), 1, "{code}");
    }
}

#[test]
fn an_upward_import_behind_a_reexport_is_found() {
    let found = deck("pub use crate::ui::Tab;");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn an_import_of_the_same_layer_is_found() {
    let found = upward(&[("ui.rs", "use crate::cli::run;"), ("cli.rs", "pub fn run() {}")]);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn an_import_of_the_map_is_found() {
    assert_eq!(deck("fn f() { crate::open(); }").len(), 1);
}

#[test]
fn the_program_names_the_library_by_its_crate() {
    let files = [("main.rs", "use lacuna::ui::Tab;"), ("ui.rs", "pub struct Tab;")];
    assert_eq!(tree(&files).edges.len(), 1);
    assert!(upward(&files).is_empty());
}

#[test]
fn code_after_a_test_item_is_read() {
    for code in [
        "#[cfg(test)] use crate::text; use crate::ui::Tab;",
        "#[cfg(test)] mod tests {} fn f() { crate::ui::open(); }",
        "struct S; impl S { #[cfg(test)] fn t() {} fn f() { crate::ui::open(); } }",
        "#[cfg(not(test))] use crate::ui::Tab;",
    ] {
        assert_eq!(deck(code).len(), 1, "{code}");
    }
}

#[test]
fn names_in_test_items_are_not_read() {
    for code in [
        "#[cfg(test)] use crate::ui::Tab;",
        "#[cfg(all(test, unix))] use crate::ui::Tab;",
        "#[test] fn t() { crate::ui::open(); }",
        "#[cfg(test)] mod tests { use crate::ui::Tab; }",
        "struct S; impl S { #[cfg(test)] fn t() { crate::ui::open(); } }",
        "fn f() { #[cfg(test)] let tab = crate::ui::Tab; }",
    ] {
        assert_eq!(deck(code), [""; 0], "{code}");
    }
}

#[test]
fn test_modules_in_files_are_not_in_the_graph() {
    let graph = tree(&[
        ("deck.rs", "#[cfg(test)] mod tests;"),
        ("deck/tests.rs", "use crate::ui::Tab; mod more;"),
        ("deck/tests/more.rs", "use std::fs;"),
        ("ui.rs", ""),
    ]);
    assert_eq!(graph.nodes.len(), 3);
    assert!(graph.edges.is_empty());
    assert!(graph.externals.is_empty());
}

#[test]
fn names_in_comments_strings_and_visibility_are_not_read() {
    for code in [
        "// use crate::ui::Tab;\n/* crate::ui */ /// [`crate::ui`]\nstruct S;",
        "const S: &str = \"use crate::ui::Tab; std::fs::read\";",
        "mod inner { pub(in crate::deck) struct S; }",
    ] {
        assert_eq!(deck(code), [""; 0], "{code}");
        assert_eq!(reserved_names(&[("deck.rs", code)]), [""; 0], "{code}");
    }
}

#[test]
fn a_circle_of_three_files_is_found() {
    let found = circles(&[
        ("deck.rs", "mod a; mod b; mod c;"),
        ("deck/a.rs", "use super::b::B; pub struct A;"),
        ("deck/b.rs", "pub struct B(super::c::C);"),
        ("deck/c.rs", "use crate::deck; pub struct C; fn f() { vec![deck::a::A]; }"),
    ]);
    assert_eq!(found, [["deck/a.rs", "deck/b.rs", "deck/c.rs"]]);
}

#[test]
fn a_circle_behind_a_reexport_is_found() {
    let (a, b) = ("use super::B; pub struct A;", "use super::A; pub struct B;");
    for deck in [
        "mod a; mod b; pub use a::A; pub use b::B;",
        "mod a; mod b; pub use {a::*, self::b::*};",
        "mod a; mod b; mod both { pub use super::{a::A, b::B}; } pub use both::*;",
    ] {
        let found = circles(&[("deck.rs", deck), ("deck/a.rs", a), ("deck/b.rs", b)]);
        assert_eq!(found, [["deck/a.rs", "deck/b.rs"]], "{deck}");
    }
}

#[test]
fn a_circle_behind_a_renamed_reexport_of_a_module_is_found() {
    let found = circles(&[
        ("deck.rs", "mod a; mod b; pub use b as other;"),
        ("deck/a.rs", "use super::other; pub struct A; fn f() { other::g(); }"),
        ("deck/b.rs", "pub fn g() { super::a::A; }"),
    ]);
    assert_eq!(found, [["deck/a.rs", "deck/b.rs"]]);
}

#[test]
fn a_grandchild_in_a_circle_with_its_grandparent_is_found() {
    let found = circles(&[
        ("deck.rs", "mod a; use a::A; pub struct Deck;"),
        ("deck/a.rs", "mod b; use b::B; pub struct A;"),
        ("deck/a/b.rs", "use crate::deck::Deck; pub struct B;"),
    ]);
    assert_eq!(found, [["deck.rs", "deck/a.rs", "deck/a/b.rs"]]);
}

#[test]
fn a_circle_by_way_of_the_common_parent_is_found() {
    let found = circles(&[
        ("deck.rs", "mod a; mod b; use a::A; pub struct Deck;"),
        ("deck/a.rs", "use super::b::B; pub struct A;"),
        ("deck/b.rs", "use super::Deck; pub struct B;"),
    ]);
    assert_eq!(found, [["deck.rs", "deck/a.rs", "deck/b.rs"]]);
}

#[test]
fn a_parent_and_its_children_may_name_each_other() {
    let found = circles(&[
        ("deck.rs", "mod a; mod b; use a::A; use b::B; pub struct Deck;"),
        ("deck/a.rs", "use super::Deck; pub struct A; mod c; use c::C;"),
        ("deck/a/c.rs", "use super::*; pub struct C(A);"),
        ("deck/b.rs", "pub struct B(super::Deck);"),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn children_without_a_way_back_may_name_each_other() {
    let found = circles(&[
        ("deck.rs", "mod a; mod b; use a::A; use b::B;"),
        ("deck/a.rs", "use super::b::B; pub struct A;"),
        ("deck/b.rs", "pub struct B;"),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn reserved_names_are_found_however_they_are_imported() {
    for code in [
        "use std::{fs, io};",
        "use ::std::fs;",
        "use std::fs::{self as files, File};",
        "use std as library; fn f() { library::fs::read(\"\"); }",
        "use std::*; fn f() { fs::read(\"\"); }",
        "fn f() { println!(\"{:?}\", std::fs::read(\"\")); }",
        "fn f() { std::env::var_os(\"\"); }",
        "use std::thread; ",
        "use std::time::Instant; fn f() { Instant::now(); }",
        "use std::time::*; fn f() { SystemTime::now(); }",
        "use ratatui::buffer::Buffer;",
    ] {
        assert!(!reserved_names(&[("text.rs", code)]).is_empty(), "{code}");
    }
}

#[test]
fn other_names_of_the_same_crates_are_free() {
    let code = "use std::{io, time::Instant}; struct S(Instant); fn fs() {} fn f() { fs(); }";
    assert_eq!(reserved_names(&[("text.rs", code)]), [""; 0]);
    let code = "fn f(ratatui: u8, directories: u8) { g(ratatui, directories, ratatui.x); }";
    assert_eq!(reserved_names(&[("text.rs", code)]), [""; 0]);
    let code = "use std::time::Instant; fn f() { Instant::now(); }";
    assert_eq!(reserved_names(&[("clock.rs", code)]), [""; 0]);
}

#[test]
fn the_store_may_only_reach_files_in_its_disk_module() {
    let found = reserved::past_the_disk_module(&tree(&[
        ("store.rs", "mod log; mod os;"),
        ("store/log.rs", "use super::os::File; use std::{fs, io};"),
        ("store/os.rs", "pub use std::fs::File;"),
    ]));
    assert_eq!(found, ["store/log.rs:1 uses `std::fs`"]);
}

#[test]
fn the_table_and_the_modules_must_match() {
    let layers = Layers::parse("//! | 1 | `a` | |\n//! | | [`b`], [`c`] | |").unwrap();
    let graph = ModuleGraph::read(&[
        ("lib.rs".to_string(), String::new()),
        ("a.rs".to_string(), String::new()),
        ("b/deep.rs".to_string(), String::new()),
        ("d.rs".to_string(), String::new()),
    ]);
    assert_eq!(
        layers.mismatches(&graph),
        [
            "`d` has no layer in the table of lib.rs",
            "`c` has a layer in the table of lib.rs, but no file",
        ]
    );
    assert!(Layers::parse("//! | 1 | `a` | |\n//! | 0 | `a` | |").is_err());
    assert!(Layers::parse("no table").is_err());
}
