//! The names that each module of `src` has in scope, and what a path written there leads to.
//!
//! A path is followed through imports, renames, globs, child modules, `super` and re-exports to the
//! file that defines its last name. Private names are seen by a glob only from inside their module.
//! Values and types that share a name are not told apart: both are followed.

use std::collections::BTreeMap;

use syn::{Ident, Item, ItemUse, Stmt, UseTree, Visibility};

use crate::test_items::{is_test_only, item_attributes};

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A module, as its scope.
    Module(usize),
    /// Something defined in a file, as the file's number.
    Item(usize),
    /// Something of another crate, as its whole path.
    External(String),
}

/// One name of a `use`, its braces taken apart.
pub(crate) struct Import {
    /// The whole path; a first segment that is empty stands for a leading `::`.
    pub(crate) path: Vec<String>,
    pub(crate) glob: bool,
    pub(crate) line: usize,
    /// What the name is called here; none for a glob and for `as _`.
    name: Option<String>,
}

#[derive(Clone)]
enum Origin {
    Module(Vec<String>),
    Item,
    Import(Vec<String>),
}

#[derive(Clone)]
struct Binding {
    private: bool,
    origin: Origin,
}

struct Glob {
    private: bool,
    path: Vec<String>,
}

/// A module, or a block that has items of its own.
struct Scope {
    file: usize,
    module: Vec<String>,
    /// The scope round a block; none for a module.
    outer: Option<usize>,
    names: BTreeMap<String, Vec<Binding>>,
    globs: Vec<Glob>,
}

/// Lookups under way, so that imports of each other come to an end.
type Seen = Vec<(usize, String)>;

#[derive(Default)]
pub(crate) struct Scopes {
    all: Vec<Scope>,
    modules: BTreeMap<Vec<String>, usize>,
}

impl Scopes {
    /// Adds a module and the modules written inside it.
    pub(crate) fn add_module(&mut self, file: usize, module: &[String], items: &[Item]) {
        let scope = self.add(file, module.to_vec(), None);
        self.modules.insert(module.to_vec(), scope);
        for item in items {
            self.declare(scope, item);
            if let Item::Mod(inner) = item
                && let Some((_, items)) = &inner.content
                && !is_test_only(&inner.attrs)
            {
                self.add_module(file, &child(module, &inner.ident), items);
            }
        }
    }

    /// Adds the scope of a block; modules in a block are not looked into.
    pub(crate) fn add_block(&mut self, outer: usize, statements: &[Stmt]) -> usize {
        let (file, module) = (self.all[outer].file, self.all[outer].module.clone());
        let scope = self.add(file, module, Some(outer));
        for statement in statements {
            if let Stmt::Item(item) = statement {
                self.declare(scope, item);
            }
        }
        scope
    }

    fn add(&mut self, file: usize, module: Vec<String>, outer: Option<usize>) -> usize {
        let (names, globs) = (BTreeMap::new(), Vec::new());
        self.all.push(Scope { file, module, outer, names, globs });
        self.all.len() - 1
    }

    fn declare(&mut self, scope: usize, item: &Item) {
        if is_test_only(item_attributes(item)) {
            return;
        }
        let module = self.all[scope].module.clone();
        let (name, visibility, origin) = match item {
            Item::Use(item) => return self.declare_imports(scope, item),
            Item::Mod(item) => {
                (&item.ident, &item.vis, Origin::Module(child(&module, &item.ident)))
            }
            Item::Const(item) => (&item.ident, &item.vis, Origin::Item),
            Item::Enum(item) => (&item.ident, &item.vis, Origin::Item),
            Item::Fn(item) => (&item.sig.ident, &item.vis, Origin::Item),
            Item::Static(item) => (&item.ident, &item.vis, Origin::Item),
            Item::Struct(item) => (&item.ident, &item.vis, Origin::Item),
            Item::Trait(item) => (&item.ident, &item.vis, Origin::Item),
            Item::Type(item) => (&item.ident, &item.vis, Origin::Item),
            Item::Union(item) => (&item.ident, &item.vis, Origin::Item),
            _ => return,
        };
        let private = matches!(visibility, Visibility::Inherited);
        let bindings = self.all[scope].names.entry(plain(name)).or_default();
        bindings.push(Binding { private, origin });
    }

    fn declare_imports(&mut self, scope: usize, item: &ItemUse) {
        let private = matches!(item.vis, Visibility::Inherited);
        let scope = &mut self.all[scope];
        for Import { path, glob, name, .. } in imports(item) {
            if glob {
                scope.globs.push(Glob { private, path });
            } else if let Some(name) = name {
                let origin = Origin::Import(path);
                scope.names.entry(name).or_default().push(Binding { private, origin });
            }
        }
    }

    pub(crate) fn module(&self, path: &[String]) -> Option<usize> {
        self.modules.get(path).copied()
    }

    pub(crate) fn file(&self, scope: usize) -> usize {
        self.all[scope].file
    }

    /// The scope of a module written inside the module of `scope`.
    pub(crate) fn inner_module(&self, scope: usize, name: &Ident) -> Option<usize> {
        self.module(&child(&self.all[scope].module, name))
    }

    /// Everything that a path written in `from` may stand for.
    pub(crate) fn resolve(&self, from: usize, path: &[String]) -> Vec<Target> {
        self.follow(from, path, &mut Vec::new())
    }

    fn follow(&self, from: usize, path: &[String], seen: &mut Seen) -> Vec<Target> {
        let Some((first, rest)) = path.split_first() else { return Vec::new() };
        let module = &self.all[from].module;
        let start = match first.as_str() {
            "" => return vec![Target::External(rest.join("::"))],
            "crate" | "$crate" => self.module_target(self.root(from)),
            "self" => self.module_target(module),
            "super" => self.module_target(parent(module)),
            name => self.look_outward(from, name, seen),
        };
        let mut targets = start;
        for segment in rest {
            // Only a module has members of its own: a function of the same name has none.
            if targets.iter().any(|target| matches!(target, Target::Module(_))) {
                targets.retain(|target| matches!(target, Target::Module(_)));
            }
            targets = targets
                .iter()
                .flat_map(|target| self.member(target, segment, from, seen))
                .collect();
        }
        targets
    }

    fn module_target(&self, path: &[String]) -> Vec<Target> {
        self.module(path).map(Target::Module).into_iter().collect()
    }

    /// `main.rs` is a crate beside the library, and its own root.
    fn root(&self, scope: usize) -> &[String] {
        let module = &self.all[scope].module;
        let is_binary = module.first().is_some_and(|first| first == "main");
        if is_binary { &module[..1] } else { &[] }
    }

    fn member(&self, of: &Target, name: &str, from: usize, seen: &mut Seen) -> Vec<Target> {
        match of {
            Target::External(path) => vec![Target::External(format!("{path}::{name}"))],
            Target::Item(file) => vec![Target::Item(*file)],
            Target::Module(scope) if name == "super" => {
                self.module_target(parent(&self.all[*scope].module))
            }
            Target::Module(scope) => {
                let found = self.look_in(*scope, name, from, seen);
                // A name that is nowhere to be read comes out of a macro of that module.
                if found.is_empty() { vec![Target::Item(self.all[*scope].file)] } else { found }
            }
        }
    }

    /// The first segment of a path: a name of the blocks round it, of its module, or a crate.
    fn look_outward(&self, from: usize, name: &str, seen: &mut Seen) -> Vec<Target> {
        let mut next = Some(from);
        let mut unknown = vec![Target::External(name.to_string())];
        while let Some(scope) = next {
            let found = self.look_in(scope, name, from, seen);
            if !found.is_empty() {
                return found;
            }
            for glob in &self.all[scope].globs {
                if let Some(origin) = self.external_glob(scope, glob, name, seen) {
                    unknown.push(origin);
                }
            }
            next = self.all[scope].outer;
        }
        if name == "lacuna" && !self.root(from).is_empty() {
            return self.module_target(&[]);
        }
        unknown
    }

    /// What a name would be if a glob of another crate brought it.
    fn external_glob(
        &self,
        scope: usize,
        glob: &Glob,
        name: &str,
        seen: &mut Seen,
    ) -> Option<Target> {
        let key = (scope, format!("{}::*", glob.path.join("::")));
        if seen.contains(&key) {
            return None;
        }
        seen.push(key);
        let targets = self.follow(scope, &glob.path, seen);
        seen.pop();
        targets.iter().find_map(|target| match target {
            Target::External(path) => Some(Target::External(format!("{path}::{name}"))),
            _ => None,
        })
    }

    /// What a scope itself calls by a name, directly or by a glob.
    fn look_in(&self, scope: usize, name: &str, from: usize, seen: &mut Seen) -> Vec<Target> {
        let key = (scope, name.to_string());
        // In `use table::table` the first name is the module, not the import itself.
        let again = seen.contains(&key);
        seen.push(key);
        let inside = self.all[from].module.starts_with(&self.all[scope].module);
        let mut found: Vec<Target> = self.all[scope]
            .names
            .get(name)
            .into_iter()
            .flatten()
            .filter(|binding| inside || !binding.private)
            .filter(|binding| !again || !matches!(binding.origin, Origin::Import(_)))
            .flat_map(|binding| self.origin(scope, binding, from, seen))
            .collect();
        if found.is_empty() && !again {
            for glob in self.all[scope].globs.iter().filter(|glob| inside || !glob.private) {
                for target in self.follow(scope, &glob.path, seen) {
                    if let Target::Module(of) = target {
                        found.extend(self.look_in(of, name, scope, seen));
                    }
                }
            }
        }
        seen.pop();
        found
    }

    fn origin(&self, at: usize, binding: &Binding, from: usize, seen: &mut Seen) -> Vec<Target> {
        let file = self.all[at].file;
        let path = match &binding.origin {
            Origin::Item => return vec![Target::Item(file)],
            Origin::Module(path) => return self.module_target(path),
            Origin::Import(path) => path,
        };
        let mut targets = self.follow(at, path, seen);
        for target in &mut targets {
            // What another file brings from outside is that file's own: it answers for it.
            if matches!(target, Target::External(_)) && file != self.all[from].file {
                *target = Target::Item(file);
            }
        }
        targets
    }
}

fn child(module: &[String], name: &Ident) -> Vec<String> {
    module.iter().cloned().chain([plain(name)]).collect()
}

fn parent(module: &[String]) -> &[String] {
    module.split_last().map_or(&[], |(_, parent)| parent)
}

/// A name without the `r#` of a raw one.
pub(crate) fn plain(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_string()
}

/// Every name that a `use` brings.
pub(crate) fn imports(item: &ItemUse) -> Vec<Import> {
    let prefix = if item.leading_colon.is_some() { vec![String::new()] } else { Vec::new() };
    let mut all = Vec::new();
    flatten(&item.tree, &prefix, &mut all);
    all
}

fn flatten(tree: &UseTree, prefix: &[String], all: &mut Vec<Import>) {
    let (last, name) = match tree {
        UseTree::Path(path) => return flatten(&path.tree, &child(prefix, &path.ident), all),
        UseTree::Group(group) => {
            return group.items.iter().for_each(|tree| flatten(tree, prefix, all));
        }
        UseTree::Glob(glob) => {
            let line = glob.star_token.spans[0].start().line;
            return all.push(Import { path: prefix.to_vec(), glob: true, line, name: None });
        }
        UseTree::Name(last) => (&last.ident, &last.ident),
        UseTree::Rename(last) => (&last.ident, &last.rename),
    };
    let line = last.span().start().line;
    // `{self}` is the module before the braces.
    let path = if last == "self" { prefix.to_vec() } else { child(prefix, last) };
    let name = if name == "self" { prefix.last().cloned() } else { Some(plain(name)) };
    let name = name.filter(|name| name != "_");
    all.push(Import { path, glob: false, line, name });
}
