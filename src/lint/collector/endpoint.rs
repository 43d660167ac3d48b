//! Endpoints as they are written.

/// Host and port of an endpoint, as far as they can be seen.
pub(super) struct Seen<'a> {
    /// `http`, `https`, `dns` ...
    pub(super) scheme: Option<&'a str>,
    /// `host:port`, without user info and path.
    pub(super) address: &'a str,
    /// Without brackets.
    pub(super) host: &'a str,
    pub(super) port: Option<u16>,
    /// From the `/` on.
    pub(super) path: &'a str,
}

/// Takes an endpoint apart.
pub(super) fn seen(text: &str) -> Seen<'_> {
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, text),
    };
    // gRPC's resolvers: `dns:///host:port`, `dns://server/host:port`.
    let rest = match scheme {
        Some("dns" | "passthrough") => rest.split_once('/').map_or(rest, |(_, address)| address),
        _ => rest,
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let address = authority.rsplit_once('@').map_or(authority, |(_, address)| address);
    let (host, port) = match address.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, after)) => (host, after.strip_prefix(':')),
        None => match address.rsplit_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (address, None),
        },
    };
    Seen { scheme, address, host, port: port.and_then(|port| port.parse().ok()), path }
}

impl Seen<'_> {
    /// Whether the host is this machine; the empty host is.
    pub(super) fn is_loopback(&self) -> bool {
        let host = self.host.trim_end_matches('.').to_ascii_lowercase();
        host.is_empty()
            || host == "localhost"
            || host.ends_with(".localhost")
            || host
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback() || address.is_unspecified())
    }
}

/// The endpoint as it may be shown.
pub(super) fn shown(text: &str) -> String {
    crate::target::redact(text).escape_debug().to_string()
}
