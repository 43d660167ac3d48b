//! `${...}`, as the Collector's confmap expands it (`confmap/expand.go`, v1.65).

use super::problem::Fault;
use super::problem::Problems;
use super::value::Kind;
use super::value::Value;
use super::value::of_yaml;
use crate::yaml;

/// Where the values of references come from. `cmd` reads the environment and the files.
pub trait Lookup {
    /// The variable; `None`: it is not set.
    fn variable(&self, name: &str) -> Option<String>;

    /// The content of a file.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, one phrase.
    fn file(&self, path: &str) -> Result<String, String>;
}

/// As in confmap: `too many recursive expansions`.
const MOST: usize = 1000;
/// A value that grows beyond this doubles itself at every step.
const LONGEST: usize = 1 << 20;
/// References that bring in maps with references.
const DEEPEST: usize = 10;
/// References of a configuration, and bytes that they bring.
const MOST_REFERENCES: usize = 10_000;
const MOST_BYTES: usize = 32 << 20;

/// Expands every string of the tree.
pub(super) fn expand(root: &mut Value, lookup: &dyn Lookup, problems: &mut Problems) {
    Expansion { lookup, problems, references: MOST_REFERENCES, bytes: MOST_BYTES }.walk(root, "", 0);
}

struct Expansion<'a> {
    lookup: &'a dyn Lookup,
    problems: &'a mut Problems,
    references: usize,
    bytes: usize,
}

/// What became of a string after one step.
enum Step {
    /// Look again.
    Again,
    /// It is done.
    Done,
}

impl Expansion<'_> {
    fn walk(&mut self, value: &mut Value, path: &str, depth: usize) {
        match &mut value.kind {
            Kind::Map(entries) => {
                for entry in entries {
                    self.walk(&mut entry.value, &super::join(path, &entry.key), depth);
                }
            }
            Kind::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.walk(item, &format!("{path}[{index}]"), depth);
                }
            }
            Kind::String => {
                self.string(value, path, depth);
                value.text = value.text.replace("$$", "$");
            }
            _ => {}
        }
    }

    fn string(&mut self, value: &mut Value, path: &str, depth: usize) {
        for _ in 0..MOST {
            let Some((start, end)) = find_reference(&value.text) else { return };
            let reference = value.text[start..end].to_owned();
            match self.replace(value, &reference, path, depth) {
                Ok(Step::Again) if value.text.len() <= LONGEST => {}
                Ok(Step::Done) => return,
                Ok(Step::Again) => {
                    value.text.clear();
                    self.problems.add(Fault::Reference, value, path, "it expands without end".to_owned());
                    return;
                }
                Err((fault, problem)) => {
                    value.unresolved = true;
                    let message = format!("`{reference}`: {problem}");
                    self.problems.add(fault, value, path, message);
                    return;
                }
            }
        }
        self.problems.add(Fault::Reference, value, path, "too many recursive expansions".to_owned());
    }

    fn replace(
        &mut self,
        value: &mut Value,
        reference: &str,
        path: &str,
        depth: usize,
    ) -> Result<Step, (Fault, String)> {
        value.has_reference = true;
        self.references = self.references.checked_sub(1).ok_or_else(|| wrong("too many references"))?;
        let found = retrieve(&reference[2..reference.len() - 1], self.lookup)?;
        self.bytes =
            self.bytes.checked_sub(found.text.len()).ok_or_else(|| wrong("the references bring too much"))?;
        if let Some(name) = found.unset {
            value.unresolved = true;
            let message = format!("the variable `{name}` is not set; the Collector takes it for empty");
            self.problems.add(Fault::UnsetVariable, value, path, message);
        }
        if reference.len() != value.text.len() {
            // The same reference as often as it is there: bounded before it is built.
            if value.text.len().saturating_mul(1 + found.text.len() / reference.len()) > LONGEST * 8 {
                return Err(wrong("it expands without end"));
            }
            value.text = value.text.replace(reference, &found.text);
            return Ok(Step::Again);
        }
        value.expanded = true;
        value.text = found.text;
        if found.is_string {
            return Ok(Step::Again);
        }
        // What is no YAML is a text.
        let parsed = match yaml::parse(&value.text) {
            Ok(documents) => documents.first().map(|node| of_yaml(node, &value.place.file).kind),
            Err(_) => Some(Kind::String),
        };
        value.kind = parsed.unwrap_or(Kind::Null);
        match value.kind {
            Kind::String => Ok(Step::Again),
            Kind::Map(_) | Kind::List(_) if depth >= DEEPEST => {
                value.kind = Kind::Null;
                Err(wrong("references without end"))
            }
            Kind::Map(_) | Kind::List(_) => {
                relocate(value);
                self.walk(value, path, depth + 1);
                Ok(Step::Done)
            }
            _ => Ok(Step::Done),
        }
    }
}

/// What a reference brought stands where the reference stands.
fn relocate(value: &mut Value) {
    let place = value.place.clone();
    match &mut value.kind {
        Kind::Map(entries) => {
            for entry in entries {
                entry.place = place.clone();
                entry.value.place = place.clone();
                entry.value.has_reference = true;
                relocate(&mut entry.value);
            }
        }
        Kind::List(items) => {
            for item in items {
                item.place = place.clone();
                item.has_reference = true;
                relocate(item);
            }
        }
        _ => {}
    }
}

/// The first reference that is to be expanded: the innermost before the first `}`. An odd number of `$` before it
/// ends the search, as in confmap.
fn find_reference(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let close = from + text[from..].find('}')?;
        match text[from..=close].rfind("${") {
            Some(open) => {
                let open = from + open;
                let before = text[from..open].bytes().rev().take_while(|byte| *byte == b'$').count();
                return (before % 2 == 0).then_some((open, close + 1));
            }
            None => from = close + 1,
        }
    }
}

/// What a reference stands for.
struct Found {
    text: String,
    /// A text whatever it looks like: the empty default.
    is_string: bool,
    /// The variable, if it is not set and has no default.
    unset: Option<String>,
}

/// The Collector does not start.
fn wrong(problem: impl Into<String>) -> (Fault, String) {
    (Fault::Reference, problem.into())
}

/// It may well be where the Collector runs.
fn unfollowed(problem: impl Into<String>) -> (Fault, String) {
    (Fault::UnfollowedReference, problem.into())
}

fn retrieve(reference: &str, lookup: &dyn Lookup) -> Result<Found, (Fault, String)> {
    let (scheme, opaque) = if reference.contains(':') {
        // `${vault/main:secret}`: config sources of Splunk's distribution have names.
        let named = reference.split_once(':').is_some_and(|(scheme, _)| scheme.contains('/'));
        split_scheme(reference).ok_or_else(|| match named {
            true => unfollowed("a source with a name is one of a distribution"),
            false => wrong("it is no valid reference"),
        })?
    } else {
        ("env", reference)
    };
    if opaque.contains('$') {
        return Err(wrong("a `$` in it is not supported"));
    }
    let text = match scheme {
        "env" => return variable(opaque, lookup),
        "file" => lookup.file(opaque).map_err(unfollowed)?,
        "yaml" => opaque.to_owned(),
        "http" | "https" => {
            return Err(unfollowed("the Collector fetches it from the network; otls does not"));
        }
        other if opaque.starts_with('-') => {
            return Err(wrong(format!("a default is written `${{env:{other}:{opaque}}}`")));
        }
        other => return Err(unfollowed(format!("otls does not know the scheme `{other}`"))),
    };
    Ok(Found { text, is_string: false, unset: None })
}

fn variable(opaque: &str, lookup: &dyn Lookup) -> Result<Found, (Fault, String)> {
    let (name, default) = match opaque.split_once(":-") {
        Some((name, default)) => (name, Some(default)),
        None => (opaque, None),
    };
    let mut characters = name.chars();
    let is_name = characters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && characters.all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_name {
        return Err(wrong("a variable's name is made of letters, digits and `_`"));
    }
    Ok(match (lookup.variable(name), default) {
        (Some(text), _) => Found { text, is_string: false, unset: None },
        (None, Some(default)) => {
            Found { text: default.to_owned(), is_string: default.is_empty(), unset: None }
        }
        (None, None) => Found { text: String::new(), is_string: false, unset: Some(name.to_owned()) },
    })
}

/// `[A-Za-z][A-Za-z0-9+.-]+` before the first colon that can end it.
fn split_scheme(reference: &str) -> Option<(&str, &str)> {
    let (scheme, opaque) = reference.split_once(':')?;
    let mut characters = scheme.chars();
    let fits = scheme.len() >= 2
        && characters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && characters.all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
    fits.then_some((scheme, opaque))
}
