//! An endpoint as it is written in a configuration, as far as rules look at it.

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
            || self.host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
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

    /// Cleartext that leaves this machine.
    pub(super) fn cleartext(&self, setting: &Setting<'_>) -> Option<Found> {
        if !self.is_http() || self.is_loopback() || self.host.is_empty() {
            return None;
        }
        let message = format!("telemetry goes to `{}` in cleartext", self.host);
        Some(setting.told_as(Code::InsecureTransport, &self.shown, message).weighing(Severity::Note))
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
