//! The headers that an exporter takes from its variables.

use std::borrow::Cow;

use super::prepared::Prepared;
use super::rules::UserInUrl;
use super::table;
use crate::runtime::exporters;
use crate::target::Header;
use crate::target::environment::Connection;
use crate::target::environment::Environment;
use crate::target::environment::authorization_of;
use crate::target::environment::headers;

/// What is sent on this connection; `exporter`: its name, `None`: as the specification says.
pub fn sent_headers(
    environment: &Environment,
    connection: &Connection,
    exporter: Option<&str>,
) -> Vec<Header> {
    let exporter = exporter.and_then(|name| exporters().iter().find(|exporter| exporter.name == name));
    let rules = exporter.and_then(|exporter| table::of(exporter.name, connection.signal));
    let rules = rules.unwrap_or(&table::SPECIFIED);
    let seen = exporter.map_or(Cow::Borrowed(environment), |exporter| {
        Prepared::new(environment, exporter, connection.signal).environment
    });
    let found = headers(&seen, connection.signal, rules.headers);
    let mut found = found.map(|(_, headers)| headers).unwrap_or_default();
    let variable = connection.sources.get("endpoint").and_then(|source| source.strip_prefix("environment:"));
    let url = variable.and_then(|name| environment.secret(name));
    let Some(user) = url.and_then(|url| authorization_of(url.expose())) else { return found };
    match rules.user {
        UserInUrl::Dropped => return found,
        UserInUrl::BeforeHeader => found.retain(|header| header.name != user.name),
        UserInUrl::BehindHeader => {}
    }
    if found.iter().all(|header| header.name != user.name) {
        found.push(user);
    }
    found
}
