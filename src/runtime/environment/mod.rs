//! What an exporter makes of the variables of its environment: the connection that it really makes, where that
//! departs from the specification, or why there is none.
//!
//! [`effective()`] resolves one exporter and one signal; `relation` tells a report how an exporter's connection
//! compares with the one that was probed.

mod departure;
mod effective;
mod headers;
mod identity;
mod insecure;
mod prepared;
mod relation;
mod route;
mod rules;
mod table;
mod trust;
mod values;

#[cfg(test)]
mod tests;

pub use departure::Departure;
pub use headers::sent_headers;
pub(super) use relation::{Relation, relation};

use super::Exporter;
use super::exporters;
use crate::finding::Code;
use crate::target::Protocol;
use crate::target::Signal;
use crate::target::environment::Connection;
use crate::target::environment::Environment;
use crate::target::environment::EnvironmentError;
use crate::target::environment::Seen;
use crate::target::environment::Setting;
use crate::target::environment::Source;
use crate::target::environment::resolve;

/// What an exporter does with its environment.
#[derive(Clone, Debug)]
pub struct Effective {
    /// What comes of it.
    pub outcome: Outcome,
    /// Where that departs from the specification.
    pub departures: Vec<Departure>,
}

/// What comes of an environment.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// This connection is made.
    Connects(Box<Connection>),
    /// No server can be reached: the exporter cannot be built, or accepts nobody.
    Refuses(Refusal),
    /// Nobody knows.
    Unknown(String),
}

/// Why an exporter reaches no server, whatever the server does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The finding.
    pub code: Code,
    /// The variable at fault.
    pub variable: String,
    /// What happens, as a sentence without a full stop.
    pub problem: String,
    /// The text that the exporter prints, where it is known.
    pub message: Option<String>,
}

/// What an exporter makes of an environment, for one signal.
///
/// # Errors
/// When the endpoint that applies is none, for any exporter.
pub fn effective(
    environment: &Environment,
    exporter: &'static Exporter,
    signal: Signal,
) -> Result<Effective, EnvironmentError> {
    effective::effective(environment, exporter, signal)
}

/// The connection that the specification asks for. `protocol`: instead of the variable's.
///
/// # Errors
/// When the endpoint that applies is none.
pub fn specified(
    environment: &Environment,
    signal: Signal,
    protocol: Option<Setting<Protocol>>,
) -> Result<Connection, EnvironmentError> {
    Ok(Connection::specified(environment, &resolve(environment, signal, protocol)?))
}

/// The connection that a target stands for: that of its exporter, else that of the specification. `either`: the target
/// was asked for both protocols; then this one.
pub fn probed(seen: &Seen, either: Option<Protocol>) -> Option<Connection> {
    let signal = *seen.signals.first()?;
    let Some(name) = &seen.runtime else {
        let protocol = either.map(|protocol| Setting::new(protocol, Source::Default));
        return specified(&seen.environment, signal, protocol).ok();
    };
    let exporter = exporters().iter().find(|exporter| exporter.name == *name)?;
    match effective(&seen.environment, exporter, signal).ok()?.outcome {
        Outcome::Connects(connection) => Some(*connection),
        Outcome::Refuses(_) | Outcome::Unknown(_) => {
            let protocol = Setting::new(exporter.protocol, Source::Runtime);
            specified(&seen.environment, signal, Some(protocol)).ok()
        }
    }
}

/// Whether an exporter takes its proxy from this variable; `None`: nobody knows. `cleartext`: what it speaks.
pub fn reads_proxy(exporter: &str, variable: &str, cleartext: bool) -> Option<bool> {
    let rules = table::of(exporter, Signal::Traces).filter(|rules| rules.proxies_known)?;
    let [tls, clear, _] = rules.proxies;
    Some(if cleartext { clear } else { tls }.contains(&variable))
}

/// The protocol that a language's SDK exports over when no variable says which; `None`: code or package decides.
pub fn default_protocol(family: &str) -> Option<Protocol> {
    match family {
        "python" | "dotnet" => Some(Protocol::Grpc),
        "node" | "ruby" | "php" => Some(Protocol::HttpProtobuf),
        _ => None,
    }
}
