//! No two modules beside each other use one another, however many stand between: read from the paths in the code.
//!
//! What a module hands on by `pub use` counts as the module's that it comes from. Unit tests may use what they like.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::harness::files::files_below;

/// A module, by the names on the way to it.
type Module = Vec<String>;

/// The modules of a crate with their code, on one line each and without comments.
struct Crate {
    name: &'static str,
    code: BTreeMap<Module, String>,
}

impl Crate {
    fn read(name: &'static str, root: &str) -> Crate {
        let mut code: BTreeMap<Module, String> = BTreeMap::from([(Vec::new(), String::new())]);
        let is_rust = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs");
        for path in files_below(Path::new(root)).into_iter().filter(is_rust) {
            let below = path.strip_prefix(root).expect("a file below").with_extension("");
            let mut module: Module = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            if module.iter().any(|part| part == "tests" || part == "fuzzing") {
                continue;
            }
            module.pop_if(|last| matches!(last.as_str(), "mod" | "lib" | "main"));
            let text = std::fs::read_to_string(&path).expect("a text");
            // Unit tests stand at the end; a line that only names them may stand between others.
            let is_at_end = |text: &str| text.lines().next().is_some_and(|line| line.ends_with('{'));
            let tests = text.match_indices("\n#[cfg(test)]\n").find(|(at, mark)| is_at_end(&text[at + mark.len()..]));
            let text = tests.map_or(text.as_str(), |(at, _)| &text[..at]);
            let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default().trim());
            code.entry(module).or_default().extend(lines.flat_map(|line| [line, " "]));
        }
        Crate { name, code }
    }

    fn is_child(&self, module: &[String], name: &str) -> bool {
        let child: Module = module.iter().cloned().chain([name.to_owned()]).collect();
        self.code.keys().any(|known| known.starts_with(&child))
    }

    /// Every path that the code of a module names, from the root of the crate.
    fn named_by(&self, module: &[String]) -> Vec<Module> {
        let code = &self.code[module];
        let mut named = Vec::new();
        for root in ["crate", "super", self.name] {
            for (at, _) in code.match_indices(&format!("{root}::")) {
                let before = code[..at].chars().next_back();
                if before.is_some_and(|before| before.is_alphanumeric() || "_:".contains(before)) {
                    continue;
                }
                for path in leaves(&code[at..]) {
                    let ups = path.iter().take_while(|part| *part == "super").count();
                    let (base, rest) = if ups > 0 { (module.len().saturating_sub(ups), ups) } else { (0, 1) };
                    named.push(module[..base].iter().cloned().chain(path[rest..].iter().cloned()).collect());
                }
            }
        }
        named
    }

    /// Which child each name comes from that a module hands on: `pub use login::{Credentials, login}`.
    fn handed_on(&self) -> BTreeMap<(Module, String), String> {
        let mut from = BTreeMap::new();
        for (module, code) in &self.code {
            for (at, _) in code.match_indices("use ") {
                for path in leaves(&code[at + 4..]) {
                    let [child, .., last] = path.as_slice() else { continue };
                    if child != last && self.is_child(module, child) {
                        from.insert((module.clone(), last.clone()), child.clone());
                    }
                }
            }
        }
        from
    }

    /// For each module with others in it, which of those uses which, and a path that says so.
    fn uses(&self) -> BTreeMap<Module, BTreeMap<(String, String), String>> {
        let handed_on = self.handed_on();
        let mut uses: BTreeMap<Module, BTreeMap<(String, String), String>> = BTreeMap::new();
        for module in self.code.keys() {
            for mut named in self.named_by(module) {
                let said = named.join("::");
                let mut depth = 0;
                while depth < named.len() {
                    if let Some(child) = handed_on.get(&(named[..depth].to_vec(), named[depth].clone())) {
                        named.insert(depth, child.clone());
                    }
                    if !self.is_child(&named[..depth], &named[depth]) {
                        break;
                    }
                    depth += 1;
                }
                let together = module.iter().zip(&named[..depth]).take_while(|(own, other)| own == other).count();
                if let (Some(own), Some(other)) = (module.get(together), named[..depth].get(together)) {
                    let edges = uses.entry(module[..together].to_vec()).or_default();
                    edges.entry((own.clone(), other.clone())).or_insert(format!("{} names {said}", module.join("::")));
                }
            }
        }
        uses
    }
}

/// The paths of a tree as `use` has it, `a::{b, c::{d}}`, at the beginning of a text.
fn leaves(text: &str) -> Vec<Vec<String>> {
    fn below(text: &str, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
        let word = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
        let has_word = word > 0;
        if has_word {
            path.push(text[..word].to_owned());
        }
        let mut at = word;
        if let Some(rest) = text[at..].strip_prefix("::").filter(|rest| rest.starts_with(is_of_path)) {
            at += 2 + below(rest, path, found);
        } else if text[at..].starts_with('{') {
            at += 1;
            while !text[at..].starts_with('}') && at < text.len() {
                at += text[at..].find(|c: char| is_of_path(c) || c == '}').unwrap_or(text.len() - at);
                if !text[at..].starts_with('}') {
                    at += below(&text[at..], path, found);
                    // What follows is another name for it.
                    at += text[at..].find([',', '}']).unwrap_or(text.len() - at);
                }
            }
            at += 1;
        } else if has_word {
            found.push(path.iter().filter(|part| *part != "self").cloned().collect());
        }
        if has_word {
            path.pop();
        }
        at
    }
    fn is_of_path(c: char) -> bool {
        c.is_alphanumeric() || c == '_' || c == '{'
    }
    let mut found = Vec::new();
    below(text, &mut Vec::new(), &mut found);
    found
}

/// The modules that can be left to come back to where one was.
fn in_circles(uses: &BTreeMap<(String, String), String>) -> BTreeSet<&String> {
    let reached = |from: &String| {
        let (mut reached, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(at) = next.pop() {
            next.extend(uses.keys().filter(|(user, used)| user == at && reached.insert(used)).map(|(_, used)| used));
        }
        reached
    };
    uses.keys().map(|(user, _)| user).filter(|user| reached(user).contains(user)).collect()
}

#[test]
fn no_modules_use_each_other_in_a_circle() {
    let mut circles = Vec::new();
    for krate in [Crate::read("vestibule", "src"), Crate::read("inside", "crates/inside/src")] {
        let uses = krate.uses();
        let edges: usize = uses.values().map(BTreeMap::len).sum();
        assert!(edges > 200, "the paths of {} are read: {edges}", krate.name);
        for (module, uses) in uses {
            let circle = in_circles(&uses);
            let lines = uses.iter().filter(|((user, used), _)| circle.contains(user) && circle.contains(used));
            circles.extend(lines.map(|((user, used), said)| format!("{}: {user} → {used}: {said}", module.join("::"))));
        }
    }
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn a_name_that_is_handed_on_is_the_modules_that_it_comes_from() {
    let code = [
        ("shop", "mod till; pub use till::{self, Coin}; mod shelf; "),
        ("shop till", "use super::shelf::Ware; "),
        ("shop shelf", "fn price() -> crate::shop::Coin { } "),
    ];
    let module = |path: &str| path.split(' ').map(str::to_owned).collect::<Module>();
    let mut code: BTreeMap<Module, String> = code.map(|(path, code)| (module(path), code.to_owned())).into();
    code.insert(Vec::new(), String::new());
    let uses = Crate { name: "mart", code }.uses();
    let within: Vec<_> = uses[&module("shop")].keys().map(|(user, used)| format!("{user} → {used}")).collect();
    assert_eq!(within, ["shelf → till", "till → shelf"]);
    assert_eq!(in_circles(&uses[&module("shop")]).len(), 2);
}

#[test]
fn a_tree_of_paths_is_read_to_its_leaves() {
    let read = |text| leaves(text).iter().map(|path| path.join("::")).collect::<Vec<_>>();
    assert_eq!(
        read("crate::a::{self, b::{c, d as e}, F};"),
        ["crate::a", "crate::a::b::c", "crate::a::b::d", "crate::a::F"]
    );
    assert_eq!(read("super::super::x(y::z)"), ["super::super::x"]);
    assert_eq!(read("crate::db::inner!(c)"), ["crate::db::inner"]);
}

#[test]
fn a_circle_is_found_with_what_leads_back_and_nothing_else() {
    let uses = [("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")];
    let uses = uses.map(|(user, used)| ((user.to_owned(), used.to_owned()), String::new())).into();
    assert_eq!(in_circles(&uses).into_iter().collect::<Vec<_>>(), ["b", "c"]);
}
