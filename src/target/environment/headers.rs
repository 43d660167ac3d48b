//! `OTEL_EXPORTER_OTLP_HEADERS`: `key1=value1,key2=value2`, as W3C Baggage without properties, percent-encoded.

use super::Environment;
use crate::secret::Secret;
use crate::target::Signal;
use crate::target::proxy::percent_decoded;
use crate::target::settings::Header;

/// What is wrong with an entry. Never its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderProblem {
    /// The entry's place, from 1.
    pub position: usize,
    /// What is wrong.
    pub problem: &'static str,
}

/// The headers of a signal, those that can be sent, with the variable that they came from. `merged`: the generic ones
/// beside the signal's own, which the specification has in their place.
pub fn headers(environment: &Environment, signal: Signal, merged: bool) -> Option<(String, Vec<Header>)> {
    let (name, _) = environment.setting(signal, "HEADERS")?;
    let of = |name: &str| environment.secret(name).map(|value| parse(value.expose()).0);
    let mut headers = of(&name)?;
    if merged && let Some((generic, _)) = environment.generic("HEADERS").filter(|(other, _)| *other != name) {
        let below = of(&generic).unwrap_or_default();
        let new: Vec<Header> =
            below.into_iter().filter(|new| !headers.iter().any(|header| header.name == new.name)).collect();
        headers.extend(new);
    }
    Some((name, headers))
}

/// Entries that are no headers are left out, and told.
pub(super) fn parse(text: &str) -> (Vec<Header>, Vec<HeaderProblem>) {
    let mut headers = Vec::new();
    let mut problems = Vec::new();
    for (index, entry) in text.split(',').enumerate().filter(|(_, entry)| !entry.trim().is_empty()) {
        match header(entry) {
            Ok(header) => headers.push(header),
            Err(problem) => problems.push(HeaderProblem { position: index + 1, problem }),
        }
    }
    (headers, problems)
}

fn header(entry: &str) -> Result<Header, &'static str> {
    let (name, value) = entry.split_once('=').ok_or("it has no `=`")?;
    let name = String::from_utf8(percent_decoded(name.trim())).map_err(|_| "its name is not UTF-8")?;
    // RFC 9110 section 5.6.2, token.
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(token) {
        return Err("its name holds a character that no header may");
    }
    // Baggage allows properties after `;`; the specification of OTLP does not.
    let value = String::from_utf8(percent_decoded(value.trim())).map_err(|_| "its value is not UTF-8")?;
    if !value.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
        return Err("its value holds a control character or is not ASCII");
    }
    Ok(Header { name: name.to_ascii_lowercase(), value: Secret::new(value) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_percent_decoded() {
        let (headers, problems) = parse("Authorization=Bearer%20a%3D%3D, x-tenant = one ,,a=b=c");
        let seen: Vec<(&str, &str)> =
            headers.iter().map(|header| (header.name.as_str(), header.value.expose().as_str())).collect();
        assert_eq!(seen, [("authorization", "Bearer a=="), ("x-tenant", "one"), ("a", "b=c")]);
        assert!(problems.is_empty());
    }

    #[test]
    fn the_signal_s_own_stand_in_the_place_of_the_generic_ones_or_beside_them() {
        let set = [("HEADERS", "a=1,b=2"), ("TRACES_HEADERS", "b=3")];
        let named = set.map(|(name, value)| (format!("OTEL_EXPORTER_OTLP_{name}"), value.to_owned()));
        let environment = Environment::new("the environment", named);
        let seen = |merged| {
            let (_, headers) = headers(&environment, Signal::Traces, merged).unwrap();
            headers.iter().map(|one| format!("{}={}", one.name, one.value.expose())).collect::<Vec<_>>()
        };
        assert_eq!(seen(false), ["b=3"]);
        assert_eq!(seen(true), ["b=3", "a=1"]);
    }

    #[test]
    fn what_is_no_header_is_told_without_its_value() {
        let (headers, problems) = parse("hunter2,b c=1,x=a%0d%0ab");
        assert!(headers.is_empty());
        assert_eq!(problems.iter().map(|problem| problem.position).collect::<Vec<_>>(), [1, 2, 3]);
        assert!(!format!("{problems:?}").contains("hunter2"));
    }
}
