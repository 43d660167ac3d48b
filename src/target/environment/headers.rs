//! `OTEL_EXPORTER_OTLP_HEADERS`: `key1=value1,key2=value2`, as W3C Baggage without properties, percent-encoded.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

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

/// How an exporter reads its headers, where it departs from the specification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeaderReading {
    /// The generic ones are sent beside the signal's own, not replaced by them.
    pub merged: bool,
    /// An entry with an escape that is none is left out, not taken as it is.
    pub wants_escapes: bool,
    /// An entry without a value is left out.
    pub wants_value: bool,
    /// `+` is a space.
    pub plus_is_space: bool,
    /// A value ends at `;`.
    pub cut_at_semicolon: bool,
    /// An entry whose value has one of these is left out.
    pub without: &'static str,
}

/// The headers of a signal, those that can be sent, with the variable that they came from.
pub fn headers(
    environment: &Environment,
    signal: Signal,
    reading: HeaderReading,
) -> Option<(String, Vec<Header>)> {
    let (name, _) = environment.setting(signal, "HEADERS")?;
    let of = |name: &str| environment.secret(name).map(|value| parse(value.expose(), reading).0);
    let mut headers = of(&name)?;
    if reading.merged
        && let Some((generic, _)) = environment.generic("HEADERS").filter(|(other, _)| *other != name)
    {
        let below = of(&generic).unwrap_or_default();
        let new: Vec<Header> =
            below.into_iter().filter(|new| !headers.iter().any(|header| header.name == new.name)).collect();
        headers.extend(new);
    }
    Some((name, headers))
}

/// Entries that are no headers are left out, and told.
pub(super) fn parse(text: &str, reading: HeaderReading) -> (Vec<Header>, Vec<HeaderProblem>) {
    let mut headers = Vec::new();
    let mut problems = Vec::new();
    for (index, entry) in text.split(',').enumerate().filter(|(_, entry)| !entry.trim().is_empty()) {
        match header(entry, reading) {
            Ok(header) => headers.push(header),
            Err(problem) => problems.push(HeaderProblem { position: index + 1, problem }),
        }
    }
    (headers, problems)
}

fn header(entry: &str, reading: HeaderReading) -> Result<Header, &'static str> {
    let (name, value) = entry.split_once('=').ok_or("it has no `=`")?;
    let value = if reading.cut_at_semicolon { value.split(';').next().unwrap_or_default() } else { value };
    if reading.wants_value && value.trim().is_empty() {
        return Err("it has no value");
    }
    if reading.wants_escapes && !has_whole_escapes(value) {
        return Err("it has an escape that is none");
    }
    if value.contains(|letter| reading.without.contains(letter)) {
        return Err("its value holds a character that is not taken");
    }
    let spaced = if reading.plus_is_space { value.replace('+', " ") } else { value.to_owned() };
    let name = String::from_utf8(percent_decoded(name.trim())).map_err(|_| "its name is not UTF-8")?;
    // RFC 9110 section 5.6.2, token.
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(token) {
        return Err("its name holds a character that no header may");
    }
    // Baggage allows properties after `;`; the specification of OTLP does not.
    let value = String::from_utf8(percent_decoded(spaced.trim())).map_err(|_| "its value is not UTF-8")?;
    if !value.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
        return Err("its value holds a control character or is not ASCII");
    }
    Ok(Header { name: name.to_ascii_lowercase(), value: Secret::new(value) })
}

/// Whether two hexadecimal digits follow every `%`.
pub fn has_whole_escapes(text: &str) -> bool {
    text.split('%')
        .skip(1)
        .all(|rest| rest.get(..2).is_some_and(|digits| digits.chars().all(|digit| digit.is_ascii_hexdigit())))
}

/// The `Authorization` that a user in a URL makes.
pub fn authorization_of(url: &str) -> Option<Header> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (user, _) = authority.rsplit_once('@').filter(|(user, _)| !user.is_empty())?;
    let pair = if user.contains(':') { user.to_owned() } else { format!("{user}:") };
    let value = format!("Basic {}", STANDARD.encode(percent_decoded(&pair)));
    Some(Header { name: "authorization".to_owned(), value: Secret::new(value) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_percent_decoded() {
        let (headers, problems) =
            parse("Authorization=Bearer%20a%3D%3D, x-tenant = one ,,a=b=c", HeaderReading::default());
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
            let (_, headers) =
                headers(&environment, Signal::Traces, HeaderReading { merged, ..HeaderReading::default() })
                    .unwrap();
            headers.iter().map(|one| format!("{}={}", one.name, one.value.expose())).collect::<Vec<_>>()
        };
        assert_eq!(seen(false), ["b=3"]);
        assert_eq!(seen(true), ["b=3", "a=1"]);
    }

    #[test]
    fn what_is_no_header_is_told_without_its_value() {
        let (headers, problems) = parse("hunter2,b c=1,x=a%0d%0ab", HeaderReading::default());
        assert!(headers.is_empty());
        assert_eq!(problems.iter().map(|problem| problem.position).collect::<Vec<_>>(), [1, 2, 3]);
        assert!(!format!("{problems:?}").contains("hunter2"));
    }
}
