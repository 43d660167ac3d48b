//! The variables before an exporter reads any: as a JVM's properties override them, and without endpoints that it cannot
//! parse and passes over.

use std::borrow::Cow;

use super::Departure;
use super::Outcome;
use crate::finding::Code;
use crate::runtime::Exporter;
use crate::target::Signal;
use crate::target::environment::Connection;
use crate::target::environment::Environment;
use crate::target::environment::PREFIX;
use crate::target::environment::own_name;

/// The variables as an exporter sees them.
pub(super) struct Prepared<'a> {
    pub(super) environment: Cow<'a, Environment>,
    pub(super) departures: Vec<Departure>,
    /// Variables that a property of the JVM stands for, and the variable that has it.
    properties: Vec<(String, &'static str)>,
}

impl<'a> Prepared<'a> {
    pub(super) fn new(environment: &'a Environment, exporter: &Exporter, signal: Signal) -> Self {
        let mut prepared =
            Self { environment: Cow::Borrowed(environment), departures: Vec::new(), properties: Vec::new() };
        match exporter.family {
            "java" => {
                let (seen, properties) = environment.with_properties();
                if !properties.is_empty() {
                    (prepared.environment, prepared.properties) = (Cow::Owned(seen), properties);
                }
            }
            "go" => prepared.without_unparsed(signal, go_parses, "https://localhost"),
            _ if exporter.name == "node-http" => {
                prepared.without_unparsed(signal, node_parses, "http://localhost");
            }
            _ => {}
        }
        prepared
    }

    /// An endpoint that it cannot parse is passed over: the other one counts, or the default.
    fn without_unparsed(&mut self, signal: Signal, parses: fn(&str) -> bool, default: &str) {
        let [own, generic] = [own_name(signal, "ENDPOINT"), format!("{PREFIX}ENDPOINT")];
        for (name, other) in [(&own, &generic), (&generic, &own)] {
            // Go's logs exporters take no space away.
            let value = match signal {
                Signal::Logs if default.starts_with("https") => {
                    self.environment.raw(name).filter(|value| !value.is_empty())
                }
                _ => self.environment.get(name),
            };
            if value.is_none_or(parses) {
                continue;
            }
            let instead = match self.environment.get(other) {
                Some(_) => format!("`{other}`"),
                None => format!("`{default}`, its default,"),
            };
            let does = format!("cannot parse it, and goes to {instead} instead");
            self.departures.push(Departure::new(Code::SchemeMismatch, name, does));
            self.environment.to_mut().remove(|one| one == name);
        }
    }

    /// Names the variables that are there where properties stand for them.
    pub(super) fn named(&self, outcome: &mut Outcome, departures: &mut [Departure]) {
        for (name, holder) in &self.properties {
            let shown = format!("the property for `{name}` in `{holder}`");
            let text = |text: &mut String| *text = text.replace(&format!("`{name}`"), &shown);
            match outcome {
                Outcome::Connects(connection) => sources(connection, name, holder),
                Outcome::Refuses(refusal) => {
                    text(&mut refusal.problem);
                    if refusal.variable == *name {
                        (*holder).clone_into(&mut refusal.variable);
                    }
                }
                Outcome::Unknown(reason) => text(reason),
            }
            for one in departures.iter_mut() {
                text(&mut one.does);
                if one.variable == *name {
                    (*holder).clone_into(&mut one.variable);
                }
            }
        }
    }
}

fn sources(connection: &mut Connection, name: &str, holder: &str) {
    for source in connection.sources.values_mut().filter(|source| **source == format!("environment:{name}")) {
        *source = format!("environment:{holder}");
    }
}

/// Whether it is a URL to Node: a scheme comes first.
fn node_parses(value: &str) -> bool {
    value.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme))
}

/// RFC 3986 section 3.1.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// Whether Go's `net/url` parses it.
fn go_parses(value: &str) -> bool {
    if value.chars().any(|letter| letter.is_ascii_control()) {
        return false;
    }
    let scheme = value.split_once(':').filter(|(scheme, _)| is_scheme(scheme));
    let rest = match scheme {
        Some((_, rest)) => rest,
        // "first path segment in URL cannot contain colon", "missing protocol scheme".
        None if value.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':')) => return false,
        None => value,
    };
    let Some(authority) = rest.strip_prefix("//") else { return true };
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let port = match host.rsplit_once(']') {
        Some((_, rest)) => rest.strip_prefix(':').unwrap_or(rest),
        None => host.split_once(':').map_or("", |(_, port)| port),
    };
    port.chars().all(|c| c.is_ascii_digit()) && !host.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::go_parses;

    #[test]
    fn what_go_parses() {
        for good in [
            "http://localhost:4317",
            "localhost:4317",
            "localhost",
            "https:/localhost",
            "grpc://a",
            "HTTP://[::1]:1/x",
            "http://localhost:99999",
            "https://u:p@a:1?x=y",
            "http://a/b c",
            "10.0.0.1",
            "dns:///a:1",
            "//a:1",
        ] {
            assert!(go_parses(good), "{good}");
        }
        for bad in [
            "10.0.0.1:4317",
            "\"http://localhost:4317\"",
            " http://localhost:4317",
            "http://localhost:4317 ",
            "[::1]:4317",
            "http://localhost:port",
            "http://a\n",
            ":4317",
            "http://a b",
        ] {
            assert!(!go_parses(bad), "{bad}");
        }
    }
}
