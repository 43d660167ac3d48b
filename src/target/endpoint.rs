//! Endpoints as users write them.

use crate::secret::Secret;

/// A parsed endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// As written.
    pub scheme: Scheme,
    /// Where; a name without the dot that may end it.
    pub host: Host,
    /// The name was written with a last dot, as names are that no search domain is added to.
    pub trailing_dot: bool,
    /// Given or by default.
    pub port: u16,
    /// Whether the user wrote the port.
    pub port_given: bool,
    /// Path as written, without a trailing slash; `None` when there was none but `/`.
    pub path: Option<String>,
    /// What the path means to an OTLP/HTTP exporter.
    pub path_kind: PathKind,
    /// What follows the path, from its `?` or `#` on: in a variable's value alone. It may hold a token.
    pub extra: Option<Secret<String>>,
}

/// What the path of an endpoint means to an OTLP/HTTP exporter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PathKind {
    /// An argument: final when it ends in `/v1/traces`, `/v1/metrics` or `/v1/logs`, a base otherwise.
    #[default]
    ByEnding,
    /// A base, to which `/v1/traces` is appended: `OTEL_EXPORTER_OTLP_ENDPOINT`.
    Base,
    /// Used as it is, also where it is empty: `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`.
    Final,
}

/// How the endpoint was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the schemes")]
pub enum Scheme {
    None,
    Http,
    Https,
    Grpc,
    Grpcs,
    /// `dns:///host:port`, as gRPC writes it.
    Dns,
    /// Another one, in a variable's value alone.
    Other,
}

/// A host: a name (as typed, without a trailing dot) or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A name.
    Name(String),
    /// An address, and the text of it without brackets.
    Address(std::net::IpAddr, String),
}

impl Host {
    /// Without brackets.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Name(name) => name,
            Self::Address(_, text) => text,
        }
    }
}

/// Why an endpoint cannot be used, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError {
    /// What is wrong.
    pub problem: String,
    /// What to do instead.
    pub help: Option<String>,
}

impl Endpoint {
    /// Puts a path behind what follows the endpoint's own. What a fragment holds is never sent.
    pub fn extend_extra(&mut self, path: &str) {
        self.extra = self.extra.take().filter(|extra| extra.expose().starts_with('?')).map(|query| {
            let query = query.expose();
            let joined = query.strip_suffix('/').filter(|_| path.starts_with('/')).unwrap_or(query);
            Secret::new(format!("{joined}{path}"))
        });
    }

    /// As a URL for reports: `https://host:4317/path`; `http` when cleartext.
    pub fn url(&self, cleartext: bool) -> String {
        let scheme = if cleartext { "http" } else { "https" };
        let path = self.path.as_deref().unwrap_or("");
        format!("{scheme}://{}{path}", super::settings::join_host_port(self.host.as_str(), self.port))
    }
}

/// Reads an endpoint. `lab:` is not known here; `cmd` takes it first.
///
/// # Errors
/// When the text is no endpoint; the error never repeats user info or query values.
pub fn parse_endpoint(text: &str) -> Result<Endpoint, EndpointError> {
    let endpoint = parse_variable(text)?;
    if endpoint.scheme == Scheme::Other {
        let scheme = text.trim().split("://").next().unwrap_or_default();
        return Err(unknown_scheme(scheme));
    }
    if endpoint.extra.is_some() {
        return Err(problem(
            "an endpoint with a query or fragment cannot be probed",
            Some("leave out everything from the `?` or `#` on"),
        ));
    }
    Ok(endpoint)
}

/// Reads an endpoint as [`parse_endpoint`] does, and also what only some exporters take: other schemes, a query, a
/// fragment.
///
/// # Errors
/// When the text is no endpoint; the error never repeats user info or query values.
pub fn parse_variable(text: &str) -> Result<Endpoint, EndpointError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(problem("the endpoint is empty", Some("write host:port, for example `localhost:4317`")));
    }
    if text.starts_with("unix:") {
        return Err(problem(
            "Unix sockets are not probed",
            Some("TLS over a Unix socket has no name to verify; give the TCP address of the receiver"),
        ));
    }
    let (scheme, rest) = split_scheme(text)?;
    // A path, query or fragment ends the authority (RFC 3986 section 3.2).
    let (authority, tail) = match rest.find(['/', '?', '#']) {
        Some(end) => rest.split_at(end),
        None => (rest, ""),
    };
    let (tail, extra) = tail.split_at(tail.find(['?', '#']).unwrap_or(tail.len()));
    let extra = (!extra.is_empty()).then(|| Secret::new(extra.to_owned()));
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = split_host_port(authority)?;
    let trailing_dot = host.ends_with('.');
    let host = parse_host(host)?;
    let port_given = port.is_some();
    let port = match port {
        Some(port) => parse_port(port)?,
        None => scheme.default_port(),
    };
    let path = tail.trim_end_matches('/');
    let blank = |text: &str| text.chars().any(|c| c.is_control() || c.is_whitespace());
    if blank(path) || extra.as_ref().is_some_and(|extra| blank(extra.expose())) {
        return Err(problem("the path holds a space or a control character", None));
    }
    let path = (!path.is_empty()).then(|| path.to_owned());
    if scheme == Scheme::Dns && path.is_some() {
        return Err(problem("`dns:///` takes host:port only", Some("write dns:///collector:4317")));
    }
    Ok(Endpoint { scheme, host, trailing_dot, port, port_given, path, path_kind: PathKind::ByEnding, extra })
}

/// The text without user info, so that it may be shown.
pub fn redact(text: &str) -> String {
    let start = text.find("://").map_or(0, |at| at + 3);
    let (head, rest) = text.split_at(start);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let authority =
        authority.rsplit_once('@').map_or_else(|| authority.to_owned(), |(_, host)| format!("***@{host}"));
    let tail = match tail.find(['?', '#']) {
        Some(at) => format!("{}***", &tail[..=at]),
        None => tail.to_owned(),
    };
    format!("{head}{authority}{tail}")
}

impl Scheme {
    /// The port when none is written.
    fn default_port(self) -> u16 {
        match self {
            Self::None | Self::Grpc | Self::Grpcs | Self::Dns | Self::Other => 4317,
            Self::Https => 443,
            Self::Http => 80,
        }
    }

    /// Whether the scheme asks for cleartext.
    pub fn is_cleartext(self) -> bool {
        matches!(self, Self::Http | Self::Grpc)
    }
}

fn problem(problem: impl Into<String>, help: Option<&str>) -> EndpointError {
    EndpointError { problem: problem.into(), help: help.map(str::to_owned) }
}

fn split_scheme(text: &str) -> Result<(Scheme, &str), EndpointError> {
    let Some((scheme, rest)) = text.split_once("://") else {
        return Ok((Scheme::None, text));
    };
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "http" => Scheme::Http,
        "https" => Scheme::Https,
        "grpc" => Scheme::Grpc,
        "grpcs" => Scheme::Grpcs,
        // gRPC writes dns:///host or dns://authority/host; the authority names a DNS server.
        "dns" => {
            let Some(rest) = rest.strip_prefix('/') else {
                return Err(problem(
                    "`dns://` with a DNS server is not supported",
                    Some("write dns:///host:port"),
                ));
            };
            return Ok((Scheme::Dns, rest));
        }
        // RFC 3986 section 3.1.
        other
            if other.starts_with(|c: char| c.is_ascii_alphabetic())
                && other.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) =>
        {
            Scheme::Other
        }
        other => return Err(unknown_scheme(other)),
    };
    Ok((scheme, rest))
}

fn unknown_scheme(scheme: &str) -> EndpointError {
    problem(
        format!("unknown scheme `{}`", scheme.escape_default()),
        Some("use http, https, grpc, grpcs or dns, or no scheme at all"),
    )
}

fn split_host_port(authority: &str) -> Result<(&str, Option<&str>), EndpointError> {
    if let Some(rest) = authority.strip_prefix('[') {
        let Some((host, after)) = rest.split_once(']') else {
            return Err(problem("`[` without `]`", Some("write an IPv6 address as [::1]:4317")));
        };
        return match after.strip_prefix(':') {
            Some(port) => Ok((host, Some(port))),
            None if after.is_empty() => Ok((host, None)),
            None => Err(problem("there is something after `]` that is no port", Some("write [::1]:4317"))),
        };
    }
    match authority.matches(':').count() {
        0 => Ok((authority, None)),
        1 => Ok(authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)))),
        // More than one colon and no brackets: an IPv6 address without port.
        _ => Ok((authority, None)),
    }
}

fn parse_host(host: &str) -> Result<Host, EndpointError> {
    let bare = host.split('%').next().unwrap_or(host);
    if let Ok(address) = bare.parse::<std::net::IpAddr>() {
        return Ok(Host::Address(address, host.to_owned()));
    }
    if host.contains(':') {
        return Err(problem(
            "the host is neither a name nor an IP address",
            Some("write host:port, or [address]:port for IPv6"),
        ));
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    if name.is_empty() {
        return Err(problem("the host is missing", Some("write host:port, for example `localhost:4317`")));
    }
    if name.len() > 253 || name.split('.').any(|label| label.is_empty() || label.len() > 63) {
        return Err(problem(
            "the host is not a valid name: a label is empty or longer than 63 characters",
            None,
        ));
    }
    if let Some(bad) = name.chars().find(|&c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))) {
        let help = if bad.is_ascii() {
            None
        } else {
            Some("write an international name in its ASCII form, xn--...")
        };
        return Err(problem(format!("the host holds `{}`, which no name may", bad.escape_default()), help));
    }
    Ok(Host::Name(name.to_owned()))
}

fn parse_port(port: &str) -> Result<u16, EndpointError> {
    match port.parse::<u16>() {
        Ok(port) if port > 0 => Ok(port),
        _ => Err(problem(
            format!("`{}` is not a port", port.escape_default()),
            Some("a port is a number from 1 to 65535"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (Scheme, String, u16, Option<String>) {
        let endpoint = parse_endpoint(text).unwrap();
        (endpoint.scheme, endpoint.host.as_str().to_owned(), endpoint.port, endpoint.path)
    }

    #[test]
    fn forms_and_default_ports() {
        assert_eq!(parsed("collector"), (Scheme::None, "collector".into(), 4317, None));
        assert_eq!(parsed("collector:4318"), (Scheme::None, "collector".into(), 4318, None));
        assert_eq!(parsed("[::1]:4317"), (Scheme::None, "::1".into(), 4317, None));
        assert_eq!(parsed("::1"), (Scheme::None, "::1".into(), 4317, None));
        assert_eq!(
            parsed("https://a.example/otlp/"),
            (Scheme::Https, "a.example".into(), 443, Some("/otlp".into()))
        );
        assert_eq!(parsed("HTTP://a.example:4318/v1/traces").3, Some("/v1/traces".into()));
        assert_eq!(parsed("http://a"), (Scheme::Http, "a".into(), 80, None));
        assert_eq!(parsed("grpcs://a"), (Scheme::Grpcs, "a".into(), 4317, None));
        assert_eq!(parsed("dns:///a:1"), (Scheme::Dns, "a".into(), 1, None));
        assert_eq!(parsed("https://user:secret@a:1/x"), (Scheme::Https, "a".into(), 1, Some("/x".into())));
        assert_eq!(parsed("host.example."), (Scheme::None, "host.example".into(), 4317, None));
        assert_eq!(parsed("otel_collector:1").1, "otel_collector");
    }

    #[test]
    fn what_is_refused_says_why() {
        for (text, word) in [
            ("", "empty"),
            ("unix:/run/otel.sock", "Unix"),
            ("ftp://a", "ftp"),
            ("a:b", "`b`"),
            ("a:0", "`0`"),
            ("a:65536", "65536"),
            ("[::1", "]"),
            ("a b:1", "host"),
            ("https://a/x?token=abc", "query"),
            ("dns://8.8.8.8/a:1", "DNS server"),
            ("b\u{fc}cher.example", "host"),
            (":4317", "missing"),
        ] {
            let error = parse_endpoint(text).unwrap_err();
            assert!(error.problem.contains(word), "{text}: {error:?}");
            assert!(!error.problem.contains("abc"), "{error:?}");
        }
    }

    #[test]
    fn what_follows_the_path_is_kept_of_a_variable() {
        let extended = |text: &str, path: &str| {
            let mut endpoint = parse_variable(text).unwrap();
            endpoint.extend_extra(path);
            (endpoint.path, endpoint.extra.map(|extra| extra.expose().clone()))
        };
        assert_eq!(
            extended("http://a/b?c=d/", "/v1/traces"),
            (Some("/b".into()), Some("?c=d/v1/traces".into()))
        );
        assert_eq!(extended("http://a?c=d/", ""), (None, Some("?c=d/".into())));
        assert_eq!(extended("http://a/b#c", "/v1/traces"), (Some("/b".into()), None));
        assert!(!format!("{:?}", parse_variable("http://a?token=hunter2").unwrap()).contains("hunter2"));
        assert_eq!(parse_variable("ftp://a:1").unwrap().scheme, Scheme::Other);
    }

    #[test]
    fn user_info_and_query_are_redacted() {
        assert_eq!(redact("https://user:secret@a:1/x"), "https://***@a:1/x");
        assert_eq!(redact("https://a/x?token=abc#f"), "https://a/x?***");
        assert_eq!(redact("a:4317"), "a:4317");
        assert_eq!(redact("user:secret@a:4317"), "***@a:4317");
    }
}
