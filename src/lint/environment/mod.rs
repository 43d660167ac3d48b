//! The variables of an exporter's environment: what the specification makes of them, and where exporters depart
//! from it. One file per kind of rule.

mod endpoint;
mod exporters;
mod names;
mod values;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Location;
use crate::finding::Severity;
use crate::runtime::Exporter;
use crate::target::Protocol;
use crate::target::Signal;
use crate::target::environment::Environment;
use crate::target::environment::signal_of;

/// What holds of an environment. `runtimes`: the exporters that were asked about by name; empty: whoever reads it,
/// and where exporters differ that is a note.
pub fn environment(environment: &Environment, runtimes: &[&'static Exporter]) -> Vec<Held> {
    let signals = environment.signals();
    let mut held = environment_of(environment, runtimes, &signals);
    for guess in signals.iter().filter_map(|signal| endpoint::guessed(environment, *signal)) {
        if !held.contains(&guess) {
            held.push(guess);
        }
    }
    held.sort_by_key(|one| one.code);
    held
}

/// As [`environment`], for some signals alone, and without what a probe tells better.
pub fn environment_of(
    environment: &Environment,
    runtimes: &[&'static Exporter],
    signals: &[Signal],
) -> Vec<Held> {
    let mut held = names::held(environment);
    held.extend(values::held(environment));
    let mut protocols: Vec<Protocol> = runtimes.iter().map(|runtime| runtime.protocol).collect();
    protocols.dedup();
    let protocol = if let [only] = protocols.as_slice() { Some(*only) } else { None };
    for signal in signals {
        held.extend(endpoint::held(environment, *signal, protocol));
    }
    held.extend(exporters::held(environment, runtimes, signals));
    let mut known = HashSet::new();
    let mut kept = held;
    kept.retain(|one| {
        let path = one.location.as_ref().and_then(|location| location.path.clone());
        known.insert((one.code, path, one.message.clone()))
    });
    kept.sort_by_key(|one| one.code);
    kept
}

/// Whether a finding is of interest to a target that stands for these signals.
pub fn concerns(held: &Held, signals: &[Signal]) -> bool {
    let variable = held.location.as_ref().and_then(|location| location.path.as_deref());
    variable.and_then(signal_of).is_none_or(|signal| signals.contains(&signal))
}

/// A finding about one variable.
struct Rule<'a> {
    environment: &'a Environment,
    variable: &'a str,
}

impl Rule<'_> {
    fn held(&self, code: Code, others: &[&str], instead: Option<String>, message: impl Into<String>) -> Held {
        let evidence = Evidence::Setting {
            setting: self.variable.to_owned(),
            value: self.environment.get(self.variable).map(str::to_owned),
            others: others.iter().map(|other| (*other).to_owned()).collect(),
            instead,
        };
        let location = Location { path: Some(self.variable.to_owned()), ..Location::default() };
        Held::certain(code, evidence, message).at(location)
    }

    fn warning(
        &self,
        code: Code,
        others: &[&str],
        instead: Option<String>,
        message: impl Into<String>,
    ) -> Held {
        self.held(code, others, instead, message).weighing(Severity::Warning)
    }

    fn note(&self, code: Code, others: &[&str], instead: Option<String>, message: impl Into<String>) -> Held {
        self.held(code, others, instead, message).weighing(Severity::Note)
    }
}
