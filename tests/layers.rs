//! The arrows of the house: a module uses only modules above it in `lib.rs`, and only some touch the world.

use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

/// They may touch files, network, clock, environment, terminal. The others are handed what they need.
const WORLDLY: [&str; 5] = ["store", "source", "wikidata", "serve", "cli"];

/// Paths that touch the world.
const WORLD: [&str; 14] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::os",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "std::time::Instant",
    "std::time::SystemTime",
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
    "jiff::tz::TimeZone::system",
    "anstream",
];

#[test]
fn arrows_run_upwards_only() {
    let order = order();
    let place = |module: &str| order.iter().position(|each| each == module);
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = place(&source.module()) else { continue };
        for used in source.used() {
            let ["crate", target, ..] = used.split("::").collect::<Vec<_>>()[..] else {
                continue;
            };
            match place(target) {
                Some(target) if target <= own => {}
                Some(_) => wrong.push(format!("{}: {} uses {used}, which lies below it", source.path.display(), source.module())),
                None => wrong.push(format!("{}: {used} is no module of lib.rs", source.path.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "order of lib.rs: {}\n{}", order.join(" "), wrong.join("\n"));
}

#[test]
fn only_the_edge_touches_the_world() {
    let mut wrong = Vec::new();
    for source in sources().into_iter().filter(|source| !WORLDLY.contains(&source.module().as_str()) && source.module() != "main") {
        for used in source.used() {
            if WORLD.iter().any(|world| used == *world || used.starts_with(&format!("{world}::"))) {
                wrong.push(format!("{}: uses {used}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "only {} may do this:\n{}", WORLDLY.join(", "), wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    let mute: Vec<_> = sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//!") && !source.text.starts_with("#![doc"))
        .map(|source| source.path)
        .collect();
    assert!(mute.is_empty(), "these open without `//!`: {mute:?}");
}

#[test]
fn main_is_one_page() {
    let lines = fs::read_to_string(root().join("src/main.rs")).unwrap().lines().count();
    assert!(lines < 40, "src/main.rs has {lines} lines");
}

#[test]
fn every_folder_of_src_is_in_the_list() {
    let order: BTreeSet<_> = order().into_iter().collect();
    let there: BTreeSet<_> = sources().iter().map(Source::module).filter(|module| !["main", "lib"].contains(&module.as_str())).collect();
    assert_eq!(there, order, "modules under src/ (left) and in lib.rs (right)");
}

/// What the engine knows of a language stands in its pack: the rooms that read ask for a class of words, never for a word.
#[test]
fn reading_names_no_word_of_a_language() {
    let pack = fs::read_to_string(root().join("ontology/lexicon/fr/language.toml")).unwrap();
    let classes: toml::Table = pack.parse().unwrap();
    let words: BTreeSet<&str> = classes.values().filter_map(toml::Value::as_array).flatten().filter_map(toml::Value::as_str).collect();
    assert!(words.contains("du") && words.contains("lorsque"));
    let named = |text: &str| -> Vec<String> {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
        let literals = lines.flat_map(|line| line.split('"').skip(1).step_by(2));
        literals.filter(|literal| words.contains(literal)).map(str::to_owned).collect()
    };
    assert_eq!(named("matches!(word, \"du\" | \"visit\") // \"de\""), ["du"]);
    let rooms = ["mention", "resolve", "event"];
    let wrong: Vec<_> = sources()
        .into_iter()
        .filter(|source| rooms.contains(&source.module().as_str()))
        .flat_map(|source| named(&source.text).into_iter().map(move |word| format!("{}: “{word}”", source.path.display())))
        .collect();
    assert!(wrong.is_empty(), "put these words in a list of ontology/lexicon/fr:\n{}", wrong.join("\n"));
}

/// The reader of paths itself: what it must see, in each way of writing it.
#[test]
fn paths_are_seen_however_written() {
    let text = "
        use crate::{a::X, b as c};
        use super::super::d;
        use super::sibling;
        use std::fs;
        use std::io::{self, stdin};
        fn f() -> crate::e::Y { vec![crate::f::g(), fs::read()]; io::stdout(); $crate::h::i }
        mod inner { use super::super::super::j; }
        #[cfg(test)] mod tests { use crate::unseen; }
    "
    .replace("$crate::h::i", "m!($crate::h::i)");
    let source = Source { path: PathBuf::from("src/one/two.rs"), parts: vec!["one".to_owned(), "two".to_owned()], text };
    let used = source.used();
    for expected in [
        "crate::a::X",
        "crate::b",
        "crate::d",
        "crate::one::sibling",
        "crate::e::Y",
        "crate::f::g",
        "std::fs",
        "std::io::stdin",
        "std::io::stdout",
        "crate::h::i",
        "crate::j",
    ] {
        assert!(used.contains(expected), "{expected} is not in {used:?}");
    }
    assert!(!used.contains("crate::unseen"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The modules as `lib.rs` lists them.
fn order() -> Vec<String> {
    let lib = syn::parse_file(&fs::read_to_string(root().join("src/lib.rs")).unwrap()).unwrap();
    let modules = lib.items.iter().filter_map(|item| if let syn::Item::Mod(module) = item { Some(module.ident.to_string()) } else { None });
    modules.collect()
}

struct Source {
    path: PathBuf,
    /// Module path: `merge`, `knowledge`.
    parts: Vec<String>,
    text: String,
}

impl Source {
    fn module(&self) -> String {
        self.parts[0].clone()
    }

    /// Every path that the file names, imports resolved, from `crate` or from a crate's name; tests inside the file left out.
    fn used(&self) -> BTreeSet<String> {
        let file = syn::parse_file(&self.text).unwrap_or_else(|error| panic!("{}: {error}", self.path.display()));
        let mut paths = Paths {
            here: self.parts.clone(),
            imports: Vec::new(),
            named: BTreeSet::new(),
            in_macros: Regex::new(r"crate\s*::\s*(\w+)(?:\s*::\s*(\w+))?").unwrap(),
        };
        paths.visit_file(&file);
        // `fs::read` after `use std::fs` is `std::fs::read`.
        let imported = |path: &String| {
            let (first, rest) = path.split_once("::")?;
            let (_, import) = paths.imports.iter().find(|(name, _)| name == first)?;
            Some(format!("{import}::{rest}"))
        };
        let resolved: Vec<_> = paths.named.iter().filter_map(imported).collect();
        paths.named.into_iter().chain(resolved).chain(paths.imports.into_iter().map(|(_, path)| path)).collect()
    }
}

fn sources() -> Vec<Source> {
    fn collect(folder: &Path, all: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, all);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(root().join("src")).unwrap().with_extension("");
                let mut parts: Vec<_> = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
                if parts.len() > 1 && parts.last().is_some_and(|last| last == "mod") {
                    parts.pop();
                }
                all.push(Source { text: fs::read_to_string(&path).unwrap(), path, parts });
            }
        }
    }
    let mut all = Vec::new();
    collect(&root().join("src"), &mut all);
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

struct Paths {
    /// The module that is being read.
    here: Vec<String>,
    /// Name in this file → full path.
    imports: Vec<(String, String)>,
    named: BTreeSet<String>,
    in_macros: Regex,
}

impl Paths {
    /// `super::x` and `self::x` from the crate's root.
    fn absolute(&self, path: &[String]) -> String {
        let supers = path.iter().take_while(|part| *part == "super").count();
        if supers > 0 || path.first().is_some_and(|part| part == "self") {
            let rest = &path[supers.max(1)..];
            let base = &self.here[..self.here.len().saturating_sub(supers)];
            return std::iter::once("crate")
                .chain(base.iter().map(String::as_str))
                .chain(rest.iter().map(String::as_str))
                .collect::<Vec<_>>()
                .join("::");
        }
        path.join("::")
    }

    fn import(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |name: &syn::Ident| before.iter().cloned().chain([name.to_string()]).collect::<Vec<_>>();
        match tree {
            syn::UseTree::Path(path) => self.import(&path.tree, &with(&path.ident)),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree, before)),
            syn::UseTree::Glob(_) => self.imports.push(("*".to_owned(), self.absolute(before))),
            syn::UseTree::Name(name) if name.ident == "self" => {
                self.imports.push((before.last().cloned().unwrap_or_default(), self.absolute(before)));
            }
            syn::UseTree::Name(name) => self.imports.push((name.ident.to_string(), self.absolute(&with(&name.ident)))),
            syn::UseTree::Rename(rename) => self.imports.push((rename.rename.to_string(), self.absolute(&with(&rename.ident)))),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.import(&item.tree, &[]);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let for_tests = item
            .attrs
            .iter()
            .any(|attribute| attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|flag| flag == "test"));
        if for_tests || item.content.is_none() {
            return;
        }
        self.here.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.here.pop();
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.named.insert(self.absolute(&parts));
        visit::visit_path(self, path);
    }

    /// What stands inside a macro is not parsed: tokens are searched for `crate::…`.
    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        let text = item.tokens.to_string();
        for found in self.in_macros.captures_iter(&text) {
            let parts: Vec<_> = found.iter().skip(1).flatten().map(|part| part.as_str()).collect();
            self.named.insert(format!("crate::{}", parts.join("::")));
        }
        visit::visit_macro(self, item);
    }
}
