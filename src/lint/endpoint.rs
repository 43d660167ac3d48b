//! An endpoint as it is written in a configuration, as far as rules look at it.

use std::net::IpAddr;

use super::found::Found;
use super::found::Setting;
use crate::finding::Code;
use crate::finding::Severity;
use crate::target::Protocol;
use crate::target::redact;

/// The parts of an endpoint.
#[derive(Debug)]
pub(super) struct Address {
    /// `http`, `https` ..., lower case; `None`: no `://`.
    pub(super) scheme: Option<String>,
    /// Without brackets.
    pub(super) host: String,
    pub(super) port: Option<u16>,
    /// After the host, without a last `/`.
    pub(super) path: String,
    /// As it may be shown.
    pub(super) shown: String,
    /// What is shown is what is written.
    pub(super) is_plain: bool,
}

/// Whether a part of a value is put in elsewhere: `${env:X}`, `$(X)`, `{{ .X }}`.
pub(super) fn has_reference(text: &str) -> bool {
    text.contains("${") || text.contains("$(") || text.contains("{{")
}

/// What there is to say of cleartext to another machine: a warning where a token may go along and leave the cluster.
pub(super) fn unencrypted(host: &str, with: Option<&str>) -> (String, Severity) {
    let host_shown = host.escape_debug();
    let message = match with {
        Some(with) => {
            format!("telemetry to `{host_shown}` crosses the network unencrypted, and {with} with it")
        }
        None => format!("telemetry to `{host_shown}` crosses the network unencrypted"),
    };
    let severity = if with.is_some() && !is_near(host) { Severity::Warning } else { Severity::Note };
    (message, severity)
}

/// Whether a host is of the same cluster or network: a name without a domain, one of a domain that no public name
/// has, a private address.
fn is_near(host: &str) -> bool {
    const DOMAINS: [&str; 7] =
        [".svc", ".cluster.local", ".local", ".internal", ".localdomain", ".home.arpa", ".lan"];
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => {
            address.is_private()
                || address.is_link_local()
                || address.is_loopback()
                || address.is_unspecified()
        }
        Ok(IpAddr::V6(address)) => {
            address.is_unique_local()
                || address.is_unicast_link_local()
                || address.is_loopback()
                || address.is_unspecified()
        }
        Err(_) => {
            let host = host.trim_end_matches('.').to_ascii_lowercase();
            !host.contains('.') || DOMAINS.iter().any(|domain| host.ends_with(domain))
        }
    }
}

impl Address {
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim();
        let shown = redact(text);
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (Some(scheme.to_ascii_lowercase()), rest),
            None => (None, text),
        };
        let rest = if scheme.as_deref() == Some("dns") { rest.trim_start_matches('/') } else { rest };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(end);
        let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host, port.parse().ok()),
            _ => (authority, None),
        };
        let path = tail.split(['?', '#']).next().unwrap_or_default();
        Self {
            scheme,
            host: host.trim_matches(['[', ']']).to_owned(),
            port,
            path: path.trim_end_matches('/').to_owned(),
            is_plain: shown == text,
            shown,
        }
    }

    pub(super) fn is_http(&self) -> bool {
        self.scheme.as_deref() == Some("http")
    }

    pub(super) fn is_https(&self) -> bool {
        self.scheme.as_deref() == Some("https")
    }

    /// This machine, or this pod.
    pub(super) fn is_loopback(&self) -> bool {
        self.host == "localhost"
            || self.host.ends_with(".localhost")
            || self.host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// 4318 where gRPC is spoken, 4317 where HTTP is.
    pub(super) fn wrong_port(&self, setting: &Setting<'_>, protocol: Protocol) -> Option<Found> {
        let (wrong, right, spoken, other) = match protocol {
            Protocol::Grpc => (4318, 4317, "gRPC", "HTTP"),
            Protocol::HttpProtobuf => (4317, 4318, "HTTP", "gRPC"),
        };
        if self.port != Some(wrong) {
            return None;
        }
        let message = format!("port {wrong} is that of OTLP over {other}; this exporter speaks {spoken}");
        let found = setting.told_as(Code::PortMismatch, &self.shown, message);
        let instead = self.shown.replacen(&format!(":{wrong}"), &format!(":{right}"), 1);
        Some(if self.is_plain { found.instead(instead) } else { found })
    }

    /// Cleartext that leaves this machine. `headers`: the export has headers, which may be a token.
    pub(super) fn cleartext(&self, setting: &Setting<'_>, headers: bool) -> Option<Found> {
        if !self.is_http() || self.is_loopback() || self.host.is_empty() {
            return None;
        }
        let (message, severity) = unencrypted(&self.host, headers.then_some("its headers"));
        Some(setting.told_as(Code::InsecureTransport, &self.shown, message).weighing(severity))
    }
}

impl Setting<'_> {
    /// Something is wrong with it; its value is shown so.
    pub(super) fn told_as(&self, code: Code, shown: &str, message: impl Into<String>) -> Found {
        self.told(code, Some(shown.to_owned()), message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleartext_with_a_token_weighs_more_where_it_leaves_the_cluster() {
        for near in [
            "otel",
            "otel.obs.svc",
            "otel.obs.svc.cluster.local",
            "10.0.0.1",
            "fd00::1",
            "host.docker.internal",
        ] {
            assert_eq!(unencrypted(near, Some("its headers")).1, Severity::Note, "{near}");
        }
        for far in ["otel.example.com", "192.0.2.1", "2001:db8::1", "svc.example"] {
            assert_eq!(unencrypted(far, Some("its headers")).1, Severity::Warning, "{far}");
            assert_eq!(unencrypted(far, None).1, Severity::Note, "{far}");
        }
    }

    #[test]
    fn parts() {
        let parts = |text: &str| {
            let address = Address::of(text);
            (address.scheme.unwrap_or_default(), address.host, address.port, address.path)
        };
        let of = |scheme: &str, host: &str, port, path: &str| {
            (scheme.to_owned(), host.to_owned(), port, path.to_owned())
        };
        assert_eq!(parts("HTTP://a.b:4317/"), of("http", "a.b", Some(4317), ""));
        assert_eq!(parts("https://u:p@a/v1/traces?x"), of("https", "a", None, "/v1/traces"));
        assert_eq!(parts("[::1]:4317"), of("", "::1", Some(4317), ""));
        assert_eq!(parts("::1"), of("", "::1", None, ""));
        assert_eq!(parts("dns:///a:1"), of("dns", "a", Some(1), ""));
        assert_eq!(parts("a:99999"), of("", "a", None, ""));
        assert_eq!(parts(""), of("", "", None, ""));
        assert!(Address::of("http://127.0.0.2").is_loopback() && !Address::of("a").is_loopback());
        assert!(!Address::of("https://u:hunter2@a").shown.contains("hunter2"));
    }
}
