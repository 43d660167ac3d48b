//! One effective connection: where to, how, whom it trusts, who it says it is.

use std::collections::BTreeMap;
use std::time::Duration;

use super::Environment;
use super::resolve::Resolved;
use crate::target::Protocol;
use crate::target::Signal;
use crate::target::endpoint::{Endpoint, PathKind};

/// Which roots count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Roots {
    /// Those that the exporter has by itself.
    Default,
    /// The certificates of this file alone.
    File(String),
    /// The exporter's own, and those of this file.
    DefaultAnd(String),
    /// Those of a JVM's trust store, or of a file that is DER.
    Store(String),
    /// OpenSSL's, from these files and folders.
    Openssl(Vec<String>),
}

/// One effective connection of an exporter for one signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// For which signal.
    pub signal: Signal,
    /// The form of OTLP.
    pub protocol: Protocol,
    /// Where.
    pub endpoint: Endpoint,
    /// Without TLS.
    pub cleartext: bool,
    /// Whom it trusts. Without meaning in cleartext.
    pub roots: Roots,
    /// Paths of certificate and key. Without meaning in cleartext.
    pub identity: Option<(String, String)>,
    /// Whether the server's certificate is verified.
    pub verifies: bool,
    /// The proxy that applies to this endpoint: the variable that names it, and the proxy without its secrets.
    pub proxy: Option<(String, String)>,
    /// The variable that the headers are from.
    pub headers: Option<String>,
    /// How long the exporter waits.
    pub timeout: Duration,
    /// Where each value came from: `endpoint` -> `environment:OTEL_EXPORTER_OTLP_ENDPOINT`.
    pub sources: BTreeMap<String, String>,
}

/// How two connections differ, in the order of what matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Another endpoint, path or protocol.
    Endpoint,
    /// TLS or none.
    Transport,
    /// The roots.
    Roots,
    /// The client certificate.
    Identity,
    /// Whether the certificate is verified.
    Verification,
    /// The proxy.
    Proxy,
}

impl Connection {
    /// What the specification asks for.
    pub fn specified(environment: &Environment, resolved: &Resolved) -> Self {
        let mut sources = BTreeMap::new();
        let mut source = |key: &str, value: String| {
            sources.insert(key.to_owned(), value);
        };
        source("protocol", resolved.protocol.source.to_string());
        source("endpoint", resolved.endpoint.source.to_string());
        source("cleartext", resolved.cleartext.source.to_string());
        source("timeout", resolved.timeout.source.to_string());
        for (key, setting) in [("ca", &resolved.ca), ("cert", &resolved.cert), ("key", &resolved.key)] {
            if let Some(setting) = setting {
                source(key, setting.source.to_string());
            }
        }
        let headers = environment.setting(resolved.signal, "HEADERS").map(|(name, _)| name);
        if let Some(name) = &headers {
            source("headers", format!("environment:{name}"));
        }
        let identity = match (&resolved.cert, &resolved.key) {
            (Some(cert), Some(key)) => Some((cert.value.clone(), key.value.clone())),
            _ => None,
        };
        let names: &[&str] = if resolved.cleartext.value {
            &["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
        } else {
            &["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
        };
        let proxy = environment.proxy(names, &["no_proxy", "NO_PROXY"], &resolved.endpoint.value);
        if let Some((name, _)) = &proxy {
            source("proxy", format!("environment:{name}"));
        }
        Self {
            signal: resolved.signal,
            protocol: resolved.protocol.value,
            endpoint: resolved.endpoint.value.clone(),
            cleartext: resolved.cleartext.value,
            roots: resolved.ca.as_ref().map_or(Roots::Default, |ca| Roots::File(ca.value.clone())),
            identity,
            verifies: true,
            proxy,
            headers,
            timeout: resolved.timeout.value,
            sources,
        }
    }

    /// Where it goes, with the path for its signal: `http://collector:4318/v1/traces`.
    pub fn url(&self) -> String {
        let origin = Endpoint { path: None, ..self.endpoint.clone() }.url(self.cleartext);
        match self.protocol {
            Protocol::Grpc => origin,
            Protocol::HttpProtobuf => format!("{origin}{}", self.path()),
        }
    }

    /// The path that is posted to over HTTP.
    fn path(&self) -> String {
        let path = self.endpoint.path.as_deref().unwrap_or_default();
        match self.endpoint.path_kind {
            PathKind::Final if path.is_empty() => "/".to_owned(),
            PathKind::Final => path.to_owned(),
            PathKind::Base | PathKind::ByEnding => {
                format!("{path}{}", self.signal.path(Protocol::HttpProtobuf))
            }
        }
    }

    /// How another connection of the same signal differs from this one. What has no meaning in cleartext makes no
    /// difference there.
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        let place = |one: &Self| (one.url().split_once("://").map(|(_, rest)| rest.to_owned()), one.protocol);
        if place(self) != place(other) {
            found.push(Difference::Endpoint);
        }
        if self.cleartext != other.cleartext {
            found.push(Difference::Transport);
        }
        if !(self.cleartext && other.cleartext) {
            if self.verifies != other.verifies {
                found.push(Difference::Verification);
            }
            if self.roots != other.roots {
                found.push(Difference::Roots);
            }
            if self.identity != other.identity {
                found.push(Difference::Identity);
            }
        }
        let proxy = |one: &Self| one.proxy.as_ref().map(|(_, shown)| shown.clone());
        if proxy(self) != proxy(other) {
            found.push(Difference::Proxy);
        }
        found
    }

    /// Whether one target stands for both: the signals of a base endpoint differ in their own path only.
    pub fn is_one_target(&self, other: &Self) -> bool {
        let as_other = Self { signal: other.signal, ..self.clone() };
        let final_paths = [self, other].iter().any(|one| one.endpoint.path_kind == PathKind::Final);
        let same_kind = self.endpoint.path_kind == other.endpoint.path_kind;
        let over_http = self.protocol == Protocol::HttpProtobuf;
        as_other.differences(other).is_empty()
            && self.headers == other.headers
            && (!over_http || (same_kind && (!final_paths || self.signal == other.signal)))
    }
}
