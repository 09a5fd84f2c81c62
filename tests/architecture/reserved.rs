//! Names of other crates that only some modules may use: files, the environment, the terminal and
//! threads belong to the faces and the store, the time of day to the clock.

use crate::module_graph::{External, ModuleGraph};

/// A path of another crate, with all below it, and the top-level modules that may name it.
const RESERVED: [(&str, &[&str]); 8] = [
    ("std::fs", &["store", "cli", "main"]),
    ("std::env", &["store", "cli", "ui", "main"]),
    ("std::thread", &["deck", "search", "store", "cli", "ui"]),
    ("std::time::Instant::now", &["clock"]),
    ("std::time::SystemTime", &["clock"]),
    ("crossterm", &["ui", "main"]),
    ("ratatui", &["ui"]),
    ("directories", &["store"]),
];

/// Every reserved name in a module that may not use it.
pub(crate) fn violations(graph: &ModuleGraph) -> Vec<String> {
    let mut found = Vec::new();
    for (path, modules) in RESERVED {
        for External { file, line, name } in uses(graph, path) {
            let node = &graph.nodes[*file];
            if !node.top().is_some_and(|top| modules.contains(&top)) {
                found.push(format!("{}:{line} uses `{name}`; only {modules:?} may", node.path));
            }
        }
    }
    found
}

/// Every place in `store` that reaches files past `store::os`.
pub(crate) fn past_the_disk_module(graph: &ModuleGraph) -> Vec<String> {
    uses(graph, "std::fs")
        .map(|external| (&graph.nodes[external.file], external))
        .filter(|(node, _)| node.top() == Some("store"))
        .filter(|(node, _)| node.module.get(1).is_none_or(|module| module != "os"))
        .map(|(node, External { line, name, .. })| format!("{}:{line} uses `{name}`", node.path))
        .collect()
}

fn uses<'a>(graph: &'a ModuleGraph, path: &'a str) -> impl Iterator<Item = &'a External> {
    graph.externals.iter().filter(move |external| {
        let rest = external.name.strip_prefix(path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    })
}
