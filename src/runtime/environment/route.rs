//! The way to the endpoint: which proxy variable counts, and which hosts are exempt.

use super::effective::Case;
use super::rules::Exempts;
use crate::target::environment::Connection;
use crate::target::is_exempt;
use crate::target::is_in_network;

impl Case<'_> {
    pub(super) fn proxy(&self, connection: &mut Connection) {
        if !self.rules.proxies_known {
            return;
        }
        // Not what the specification would take.
        connection.proxy = None;
        if self.rules.proxy_property.is_some() {
            self.proxy_of_jvm(connection);
            return;
        }
        let [tls, clear, exempt] = self.rules.proxies;
        let names = if connection.cleartext { clear } else { tls };
        // Of `http_proxy` and `HTTP_PROXY` an empty first one takes both away.
        let emptied = |name: &str| {
            let first = names.iter().filter(|other| other.eq_ignore_ascii_case(name));
            let first = first.filter_map(|name| self.environment.raw(name)).next();
            self.rules.empty_proxy_counts && first.is_some_and(str::is_empty)
        };
        let mut left = names.iter().filter(|name| !emptied(name));
        let found = left.find_map(|name| Some((*name, self.environment.get(name)?)));
        let Some((name, shown)) = found else { return };
        let first_counts = self.rules.exempts == Exempts::Reqwest;
        let list = exempt
            .iter()
            .find_map(|name| self.environment.raw(name).filter(|list| first_counts || !list.is_empty()));
        let (host, port) = (connection.endpoint.host.as_str(), connection.endpoint.port);
        let unusable = self.rules.proxy_wants_scheme && !shown.contains("://");
        if unusable || exempts(self.rules.exempts, list.unwrap_or_default(), host, port) {
            return;
        }
        connection.proxy = Some((name.to_owned(), shown.to_owned()));
        connection.sources.insert("proxy".to_owned(), format!("environment:{name}"));
    }
}

impl Case<'_> {
    /// `-Dhttps.proxyHost` and its like; loopback is exempt where nothing else says.
    fn proxy_of_jvm(&self, connection: &mut Connection) {
        let (scheme, standard) = if connection.cleartext { ("http", "80") } else { ("https", "443") };
        let Some(host) = self.environment.property(&format!("{scheme}.proxyHost")) else { return };
        let port = self.environment.property(&format!("{scheme}.proxyPort"));
        let port = port.map_or_else(|| standard.to_owned(), |port| port.value);
        let list = self.environment.property("http.nonProxyHosts");
        let list = list.map_or_else(|| "localhost|127.*|[::1]|0.0.0.0|[::0]".to_owned(), |list| list.value);
        let name = connection.endpoint.host.as_str().to_ascii_lowercase();
        if host.value.is_empty()
            || list.split('|').any(|pattern| is_like(&name, &pattern.to_ascii_lowercase()))
        {
            return;
        }
        connection.proxy = Some((host.variable.to_owned(), format!("http://{}:{port}", host.value)));
        connection.sources.insert("proxy".to_owned(), format!("environment:{}", host.variable));
    }
}

/// A pattern of `http.nonProxyHosts`: `*` at its beginning or end.
fn is_like(host: &str, pattern: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), _) => host.ends_with(end),
        (None, Some(start)) => host.starts_with(start),
        (None, None) => host == pattern.trim_matches(['[', ']']),
    }
}

/// Whether a host is reached without the proxy.
fn exempts(kind: Exempts, list: &str, host: &str, port: u16) -> bool {
    let host = host.to_ascii_lowercase();
    let host = host.as_str();
    let ends = |entry: &str| host.ends_with(&entry.to_ascii_lowercase()) || is_in_network(entry, host);
    match kind {
        Exempts::Go => is_exempt(list, host, port),
        Exempts::Ending => list.split(',').map(str::trim).filter(|entry| !entry.is_empty()).any(ends),
        Exempts::EndingAsWritten => {
            !list.is_empty()
                && list.split(',').any(|entry| host.ends_with(entry) || is_in_network(entry, host))
        }
        Exempts::Requests => {
            let with_port = format!("{host}:{port}");
            let is_address = host.parse::<std::net::IpAddr>().is_ok();
            list.trim() == "*"
                || list.split(',').map(str::trim).filter(|entry| !entry.is_empty()).any(|entry| {
                    let entry = entry.to_ascii_lowercase();
                    let bare = entry.trim_start_matches('.');
                    match is_address {
                        true => host == bare || is_in_network(&entry, host),
                        false => host.ends_with(&entry) || with_port.ends_with(&entry) || host == bare,
                    }
                })
        }
        Exempts::Reqwest => list.split(',').map(str::trim).filter(|entry| !entry.is_empty()).any(|entry| {
            let name = entry.trim_start_matches('.').to_ascii_lowercase();
            entry == "*"
                || is_in_network(entry, host)
                || host == name
                || host.strip_suffix(&name).is_some_and(|head| head.ends_with('.'))
        }),
    }
}
