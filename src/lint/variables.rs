//! Variables that are written in a file: lines of an environment file, and the containers of manifests. The rules are
//! those of `environment`; here each finding gets its place.

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;

use super::collector::Files;
use super::collector::Named;
use super::collector::Reader;
use super::collector::check_named;
use super::compose;
use super::environment;
use super::found;
use super::found::Found;
use super::manifest;
use super::manifest::Object;
use crate::collector::Place;
use crate::finding::Code;
use crate::finding::Held;
use crate::finding::Location;
use crate::finding::Severity;
use crate::runtime::Exporter;
use crate::target::environment::Environment;
use crate::target::environment::PREFIX;
use crate::target::environment::parse_variables;
use crate::x509::UnixSeconds;
use crate::yaml::Node;
use crate::yaml::Span;

/// Whether a text is an environment file: its first line with something in it sets a variable.
pub(super) fn is_environment(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| {
        let line = line.strip_prefix("export ").unwrap_or(line);
        line.split_once('=').is_some_and(|(name, _)| {
            let name = name.trim_end();
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        })
    })
}

/// What holds of an environment file.
///
/// # Errors
/// The line that is no variable.
pub(super) fn check_file(
    name: &str,
    text: &str,
    runtimes: &[&'static Exporter],
) -> Result<Vec<Found>, String> {
    let variables = parse_variables(text.as_bytes())
        .map_err(|problem| format!("line {}: {}", problem.line, problem.problem))?;
    // As Docker Compose and shells read such files; systemd takes a `$` as it is.
    let (known, more) = compose::known(variables);
    let environment = Environment::new(format!("the file {name}"), known);
    let places = places(name, text);
    let place = |variable: &str| places.get(variable).cloned();
    let held = environment::environment(&environment, runtimes);
    let kept = held.into_iter().filter(|held| !more || held.code == Code::WrongVariable);
    Ok(kept.map(|held| at(held, &place)).collect())
}

/// The files of certificates and keys that the variables name.
pub(super) fn named_files(name: &str, text: &str) -> Vec<Named> {
    let (known, _) = compose::known(parse_variables(text.as_bytes()).unwrap_or_default());
    let places = places(name, text);
    let mut found = Vec::new();
    for (variable, path) in &known {
        let Some(role) = role_of(variable).filter(|_| !path.is_empty()) else { continue };
        let Some(location) = places.get(variable.as_str()) else { continue };
        let (line, column) = (location.line.unwrap_or(1), location.column.unwrap_or(1));
        let end_column = column + location.length.unwrap_or(0);
        let span = Span { line, column, end_line: line, end_column, ..Span::default() };
        found.push(Named {
            path: path.clone(),
            setting: variable.clone(),
            place: Place { file: Arc::from(name), span },
            role,
            is_server: false,
        });
    }
    found
}

/// The files that the variables of a process name.
pub fn files_of(environment: &Environment) -> Vec<Named> {
    let named = environment.iter().filter_map(|(variable, _)| {
        let path = environment.get(variable).filter(|path| !path.is_empty() && *path != "<PEM>")?;
        Some(Named {
            path: path.to_owned(),
            setting: variable.to_owned(),
            place: Place::default(),
            role: role_of(variable)?,
            is_server: false,
        })
    });
    named.collect()
}

/// What holds of the contents of the files that the variables of a process name.
pub fn check_files_of(environment: &Environment, files: &Files, at: UnixSeconds) -> Vec<Held> {
    let held = check_named(&files_of(environment), files, &[], at, Reader::Sdk);
    // That a file cannot be used is told with what each exporter does then.
    let held = held
        .into_iter()
        .filter(|held| !(held.code == Code::UnreadableFile && held.severity == Some(Severity::Error)));
    held.map(|held| {
        let path = held.location.as_ref().and_then(|place| place.path.clone());
        held.at(Location { path, ..Location::default() })
    })
    .collect()
}

/// What the file is for that a variable names.
pub(super) fn role_of(variable: &str) -> Option<&'static str> {
    let rest = variable.strip_prefix(PREFIX)?;
    let rest = ["TRACES_", "METRICS_", "LOGS_"].iter().find_map(|own| rest.strip_prefix(own)).unwrap_or(rest);
    match rest {
        "CERTIFICATE" => Some("ca_file"),
        "CLIENT_CERTIFICATE" => Some("cert_file"),
        "CLIENT_KEY" => Some("key_file"),
        _ => None,
    }
}

/// The line that sets each variable: the last one, which is the one that counts.
fn places<'a>(file: &str, text: &'a str) -> HashMap<&'a str, Location> {
    let mut found = HashMap::new();
    for (number, line) in text.lines().enumerate() {
        let trimmed = line.trim_start();
        let set = trimmed.strip_prefix("export ").unwrap_or(trimmed).trim_start();
        let Some((variable, _)) = set.split_once('=') else { continue };
        let variable = variable.trim_end();
        let column = line[..line.len() - set.len()].chars().count() + 1;
        let location = Location {
            file: Some(file.to_owned()),
            line: u32::try_from(number + 1).ok(),
            column: u32::try_from(column).ok(),
            length: u32::try_from(variable.len()).ok(),
            path: Some(variable.to_owned()),
        };
        found.insert(variable, location);
    }
    found
}

/// A variable that is written somewhere.
pub(super) struct Known<'a> {
    /// Its name.
    pub(super) name: String,
    /// Its value; `None`: it is not known.
    pub(super) value: Option<String>,
    /// Where it is written.
    pub(super) node: &'a Node,
}

impl<'a> From<manifest::Variable<'a>> for Known<'a> {
    fn from(variable: manifest::Variable<'a>) -> Self {
        let value = variable.value.map(str::to_owned);
        Self { name: variable.name.to_owned(), value, node: variable.node }
    }
}

/// Of each name the last, in the order of those: the one that counts.
pub(super) fn last_of_each<T>(mut all: Vec<T>, name: impl Fn(&T) -> &str) -> Vec<T> {
    let mut seen = HashSet::new();
    let mut kept: Vec<bool> = all.iter().rev().map(|one| seen.insert(name(one))).collect();
    all.retain(|_| kept.pop().unwrap_or(true));
    all
}

/// What holds of the variables of an object's containers.
pub(super) fn check_object(object: &Object<'_>, runtimes: &[&'static Exporter]) -> Vec<Found> {
    let containers = manifest::variables(object)
        .into_iter()
        .map(|(variables, more)| (variables.into_iter().map(Known::from).collect::<Vec<_>>(), more));
    containers.flat_map(|(variables, more)| check_known(object.file, &variables, more, runtimes)).collect()
}

/// What holds of the variables of one container. `more`: others come from elsewhere.
pub(super) fn check_known(
    file: &str,
    variables: &[Known<'_>],
    more: bool,
    runtimes: &[&'static Exporter],
) -> Vec<Found> {
    let ours = || variables.iter().filter(|variable| variable.name.starts_with(PREFIX));
    if ours().next().is_none() {
        return Vec::new();
    }
    let known = variables.iter().filter_map(|one| Some((one.name.clone(), one.value.clone()?)));
    let environment = Environment::new("the container", known);
    // What is not known may be what makes the rest right; a wrong name is wrong whatever else is set.
    let whole = !more && ours().all(|variable| variable.value.is_some());
    let nodes: HashMap<&str, &Node> =
        variables.iter().map(|variable| (variable.name.as_str(), variable.node)).collect();
    let place = |name: &str| Some(found::location(file, name, nodes.get(name)?));
    let held = environment::environment(&environment, runtimes);
    let kept = held.into_iter().filter(|held| whole || held.code == Code::WrongVariable);
    kept.map(|held| at(held, &place)).collect()
}

/// Puts a finding where its variable is set; one about a variable that is not set has the file alone.
fn at(held: Held, place: &dyn Fn(&str) -> Option<Location>) -> Found {
    let variable = held.location.as_ref().and_then(|location| location.path.clone());
    match variable.as_deref().and_then(place) {
        Some(location) => held.at(location).into(),
        None => held.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(&'static str, Option<u32>)> {
        let found = check_file("x.env", text, &[]).unwrap();
        found
            .into_iter()
            .map(|found| (found.held.code.slug(), found.held.location.and_then(|place| place.line)))
            .collect()
    }

    #[test]
    fn an_environment_file() {
        let text = "# ours\nexport OTEL_EXPORTER_OTLP_ENDPOINT=https://a:4317\nOTEL_EXPORTER_OTLP_CA_CERT = /ca.crt\n";
        assert!(is_environment(text));
        assert!(codes(text).contains(&("wrong-variable", Some(3))), "{:?}", codes(text));
        for other in ["", "a: 1", "# A=1\n", "{A=1}", "a b=c", "apiVersion: v1\n"] {
            assert!(!is_environment(other), "{other}");
        }
        assert!(check_file("x", "A=1\nhunter2\n", &[]).unwrap_err().contains("line 2"));
    }
}
