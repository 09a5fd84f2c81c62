//! The module graph of a source tree: one node a file, one edge for each name that a file takes
//! from another, by `use` or by a path in its code, inside macros too.
//!
//! A `mod` declaration is no edge, nor are the modules that a path only passes through. A path
//! inside a macro is a run of names with `::` between them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Spacing, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{
    Arm, Attribute, Block, Field, FieldValue, ImplItem, Item, ItemMod, ItemUse, Local, Macro, Path,
    StmtMacro, TraitItem, Variant, Visibility,
};

use crate::scopes::{Scopes, Target, imports, plain};
use crate::test_items::{impl_attributes, is_test_only, item_attributes, trait_attributes};

/// A source file.
pub(crate) struct Node {
    /// Its path below `src`.
    pub(crate) path: String,
    /// Its module path; empty for `lib.rs`.
    pub(crate) module: Vec<String>,
}

impl Node {
    /// The module at the top of the tree that the file belongs to; none for `lib.rs`.
    pub(crate) fn top(&self) -> Option<&str> {
        self.module.first().map(String::as_str)
    }
}

/// Where a file names something of another, and how.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Site {
    pub(crate) line: usize,
    pub(crate) code: String,
}

/// A name of another crate in a file.
pub(crate) struct External {
    pub(crate) file: usize,
    pub(crate) line: usize,
    /// Its whole path, whatever it is called where it is used.
    pub(crate) name: String,
}

pub(crate) struct ModuleGraph {
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: BTreeMap<(usize, usize), Vec<Site>>,
    pub(crate) externals: Vec<External>,
}

impl ModuleGraph {
    /// Reads a tree of sources, each a path below `src` and a text.
    pub(crate) fn read(sources: &[(String, String)]) -> ModuleGraph {
        let parsed: Vec<(Node, syn::File)> = sources
            .iter()
            .map(|(path, text)| {
                let file = syn::parse_file(text)
                    .unwrap_or_else(|error| panic!("{path} does not parse: {error}"));
                (Node { path: path.clone(), module: module_path(path) }, file)
            })
            .collect();
        let tests = test_modules(&parsed);
        let (nodes, files): (Vec<Node>, Vec<syn::File>) = parsed
            .into_iter()
            .filter(|(node, _)| !tests.iter().any(|test| node.module.starts_with(test)))
            .unzip();
        let mut scopes = Scopes::default();
        for (number, (node, file)) in nodes.iter().zip(&files).enumerate() {
            scopes.add_module(number, &node.module, &file.items);
        }
        let (edges, externals) = (BTreeMap::new(), Vec::new());
        let mut graph = ModuleGraph { nodes, edges, externals };
        for (number, file) in files.iter().enumerate() {
            let scope = scopes.module(&graph.nodes[number].module).expect("it was just added");
            Reader { scopes: &mut scopes, graph: &mut graph, file: number, scope }.visit_file(file);
        }
        graph.edges.values_mut().for_each(|sites| {
            sites.sort();
            sites.dedup();
        });
        graph
    }

    /// An edge as one line: both files, and the first place that makes it.
    pub(crate) fn describe(&self, (from, to): (usize, usize)) -> String {
        let (from_path, to_path) = (&self.nodes[from].path, &self.nodes[to].path);
        let sites = &self.edges[&(from, to)];
        let more = match sites.len() {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        let Site { line, code } = &sites[0];
        format!("{from_path}:{line} → {to_path}    `{code}`{more}")
    }
}

/// `ui/draw.rs` is `ui::draw`; `lib.rs` is the root, and `main.rs` a crate of its own.
fn module_path(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    if path == "lib" { Vec::new() } else { path.split('/').map(str::to_string).collect() }
}

/// The modules in files of their own that are built for tests only.
fn test_modules(parsed: &[(Node, syn::File)]) -> BTreeSet<Vec<String>> {
    let mut tests = BTreeSet::new();
    for (node, file) in parsed {
        if is_test_only(&file.attrs) {
            tests.insert(node.module.clone());
        }
        for item in &file.items {
            if let Item::Mod(ItemMod { attrs, ident, content: None, .. }) = item
                && is_test_only(attrs)
            {
                tests.insert(node.module.iter().cloned().chain([plain(ident)]).collect());
            }
        }
    }
    tests
}

/// Reads one file's names into the graph.
struct Reader<'a> {
    scopes: &'a mut Scopes,
    graph: &'a mut ModuleGraph,
    file: usize,
    scope: usize,
}

impl Reader<'_> {
    fn add_path(&mut self, path: &[String], line: usize) {
        let mut targets = self.scopes.resolve(self.scope, path);
        // A single name is a value or a type, and so is the last of a path that may be either.
        let items = targets.iter().any(|target| matches!(target, Target::Item(_)));
        if path.len() == 1 || items {
            targets.retain(|target| !matches!(target, Target::Module(_)));
        }
        if path.len() == 1 {
            // A name that is unknown here is a variable, or comes from the prelude.
            targets.retain(|target| !matches!(target, Target::External(name) if *name == path[0]));
        }
        self.add_targets(targets, line, &path.join("::"));
    }

    fn add_targets(&mut self, targets: Vec<Target>, line: usize, code: &str) {
        for target in targets {
            let to = match target {
                Target::External(name) => {
                    self.graph.externals.push(External { file: self.file, line, name });
                    continue;
                }
                Target::Item(file) => file,
                Target::Module(scope) => self.scopes.file(scope),
            };
            if to != self.file {
                let sites = self.graph.edges.entry((self.file, to)).or_default();
                sites.push(Site { line, code: code.to_string() });
            }
        }
    }

    /// Every path in the tokens of a macro.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut next = 0;
        while let Some(token) = tokens.get(next) {
            next += 1;
            match token {
                TokenTree::Group(group) => self.add_tokens(group.stream()),
                TokenTree::Ident(first) => {
                    let mut path = vec![plain(first)];
                    while let [colon, other, TokenTree::Ident(name), ..] = &tokens[next..]
                        && is_colon(colon, Spacing::Joint)
                        && is_colon(other, Spacing::Alone)
                    {
                        path.push(plain(name));
                        next += 3;
                    }
                    if path.len() > 1 {
                        self.add_path(&path, first.span().start().line);
                    }
                }
                _ => {}
            }
        }
    }

    fn inside(&mut self, scope: usize, visit: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.scope, scope);
        visit(self);
        self.scope = outer;
    }
}

fn is_colon(token: &TokenTree, spacing: Spacing) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':' && mark.spacing() == spacing)
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_path(&mut self, path: &'ast Path) {
        let names = path.segments.iter().map(|segment| plain(&segment.ident));
        let leading = path.leading_colon.as_ref().map(|_| String::new());
        let names: Vec<String> = leading.into_iter().chain(names).collect();
        if let Some(first) = path.segments.first() {
            self.add_path(&names, first.ident.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        for import in imports(item) {
            let targets = self.scopes.resolve(self.scope, &import.path);
            let glob = if import.glob { "::*" } else { "" };
            let code = format!("use {}{glob}", import.path.join("::"));
            self.add_targets(targets, import.line, &code);
        }
    }

    fn visit_macro(&mut self, node: &'ast Macro) {
        self.visit_path(&node.path);
        self.add_tokens(node.tokens.clone());
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if let Some((_, items)) = &item.content
            && let Some(scope) = self.scopes.inner_module(self.scope, &item.ident)
        {
            self.inside(scope, |reader| items.iter().for_each(|item| reader.visit_item(item)));
        }
    }

    fn visit_block(&mut self, block: &'ast Block) {
        let scope = self.scopes.add_block(self.scope, &block.stmts);
        self.inside(scope, |reader| visit::visit_block(reader, block));
    }

    /// `pub(in path)` names only where the file itself lies.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test_only(item_attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if !is_test_only(impl_attributes(item)) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        if !is_test_only(trait_attributes(item)) {
            visit::visit_trait_item(self, item);
        }
    }

    fn visit_local(&mut self, local: &'ast Local) {
        if !is_test_only(&local.attrs) {
            visit::visit_local(self, local);
        }
    }

    fn visit_stmt_macro(&mut self, statement: &'ast StmtMacro) {
        if !is_test_only(&statement.attrs) {
            visit::visit_stmt_macro(self, statement);
        }
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        if !is_test_only(&arm.attrs) {
            visit::visit_arm(self, arm);
        }
    }

    fn visit_field(&mut self, field: &'ast Field) {
        if !is_test_only(&field.attrs) {
            visit::visit_field(self, field);
        }
    }

    fn visit_field_value(&mut self, field: &'ast FieldValue) {
        if !is_test_only(&field.attrs) {
            visit::visit_field_value(self, field);
        }
    }

    fn visit_variant(&mut self, variant: &'ast Variant) {
        if !is_test_only(&variant.attrs) {
            visit::visit_variant(self, variant);
        }
    }
}
