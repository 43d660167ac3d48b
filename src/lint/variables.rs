//! Variables that are written in a file: lines of an environment file, and the containers of manifests. The rules are
//! those of `environment`; here each finding gets its place.

use super::compose;
use super::environment;
use super::found;
use super::found::Found;
use super::manifest;
use super::manifest::Object;
use crate::finding::Code;
use crate::finding::Held;
use crate::finding::Location;
use crate::runtime::Exporter;
use crate::target::environment::Environment;
use crate::target::environment::PREFIX;
use crate::target::environment::parse_variables;
use crate::yaml::Node;

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
    let place = |variable: &str| line_of(name, text, variable);
    let held = environment::environment(&environment, runtimes);
    let kept = held.into_iter().filter(|held| !more || held.code == Code::WrongVariable);
    Ok(kept.map(|held| at(held, &place)).collect())
}

/// The last line that sets a variable: it is the one that counts.
fn line_of(file: &str, text: &str, variable: &str) -> Option<Location> {
    let mut found = None;
    for (number, line) in text.lines().enumerate() {
        let trimmed = line.trim_start();
        let set = trimmed.strip_prefix("export ").unwrap_or(trimmed).trim_start();
        if set.strip_prefix(variable).is_some_and(|rest| rest.trim_start().starts_with('=')) {
            let column = line[..line.len() - set.len()].chars().count() + 1;
            found = Some(Location {
                file: Some(file.to_owned()),
                line: u32::try_from(number + 1).ok(),
                column: u32::try_from(column).ok(),
                length: u32::try_from(variable.len()).ok(),
                path: Some(variable.to_owned()),
            });
        }
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

/// What holds of the variables of an object's containers.
pub(super) fn check_object(object: &Object<'_>, runtimes: &[&'static Exporter]) -> Vec<Found> {
    let containers = manifest::variables(object).into_iter().map(|(variables, more)| {
        let known = variables.into_iter().map(|variable| Known {
            name: variable.name.to_owned(),
            value: variable.value.map(str::to_owned),
            node: variable.node,
        });
        (known.collect::<Vec<_>>(), more)
    });
    containers
        .flat_map(|(variables, more)| check_known(object.file, &variables, more, runtimes))
        .collect()
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
    let place = |name: &str| {
        let variable = variables.iter().find(|variable| variable.name == name)?;
        Some(found::location(file, name, variable.node))
    };
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
