//! The layers, as the table at the head of `src/lib.rs` has them: a module names others of lower
//! layers only.

use std::collections::{BTreeMap, BTreeSet};

use crate::module_graph::{ModuleGraph, Site};

/// The layer of each top-level module, the lowest being 0.
pub(crate) struct Layers(BTreeMap<String, usize>);

impl Layers {
    /// Reads the rows `| layer | modules | what |` of a module's doc comment; a row without a layer
    /// belongs to the layer of the row above.
    pub(crate) fn parse(text: &str) -> Result<Layers, String> {
        let (mut layers, mut current) = (BTreeMap::new(), None);
        for row in text.lines().filter_map(|line| line.strip_prefix("//! |")) {
            let mut cells = row.split('|').map(str::trim);
            let (Some(layer), Some(modules)) = (cells.next(), cells.next()) else { continue };
            if let Ok(layer) = layer.parse::<usize>() {
                current = Some(layer);
            } else if !layer.is_empty() {
                continue;
            }
            let layer = current.ok_or("the table starts with a row that has no layer")?;
            for module in modules.split('`').skip(1).step_by(2) {
                if layers.insert(module.to_string(), layer).is_some() {
                    return Err(format!("`{module}` has two layers"));
                }
            }
        }
        if layers.is_empty() {
            return Err("there is no table of layers".to_string());
        }
        Ok(Layers(layers))
    }

    /// The modules that have no layer, and the rows for which there is no module.
    pub(crate) fn mismatches(&self, graph: &ModuleGraph) -> Vec<String> {
        let modules: BTreeSet<&str> = graph.nodes.iter().filter_map(|node| node.top()).collect();
        let without_layer = modules
            .iter()
            .filter(|module| !self.0.contains_key(**module))
            .map(|module| format!("`{module}` has no layer in the table of lib.rs"));
        let without_module =
            self.0.keys().filter(|module| !modules.contains(module.as_str())).map(|module| {
                format!("`{module}` has a layer in the table of lib.rs, but no file")
            });
        without_layer.chain(without_module).collect()
    }

    /// Every place where a module names another that is not below it.
    pub(crate) fn violations(&self, graph: &ModuleGraph) -> Vec<String> {
        let mut found = Vec::new();
        for ((from, to), sites) in &graph.edges {
            let (from, to) = (&graph.nodes[*from], &graph.nodes[*to]);
            let Some(upper) = from.top().filter(|top| to.top() != Some(top)) else { continue };
            let fault = match to.top() {
                Some(lower) if self.is_below(lower, upper) => continue,
                Some(lower) => format!("`{lower}` is not below `{upper}`"),
                None => "lib.rs is the map of the modules, and above them".to_string(),
            };
            for Site { line, code } in sites {
                found.push(format!("{}:{line} → {}    `{code}`: {fault}", from.path, to.path));
            }
        }
        found
    }

    /// A module without a layer is reported once, not at every edge.
    fn is_below(&self, lower: &str, upper: &str) -> bool {
        match (self.0.get(lower), self.0.get(upper)) {
            (Some(lower), Some(upper)) => lower < upper,
            _ => true,
        }
    }
}
