//! Everything that a probe needs to know, and the part of it that may be written down.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Protocol;
use super::Signal;
use super::collector::CollectorSeen;
use super::endpoint::Endpoint;
use super::environment::Seen;
use crate::secret::Secret;

/// One target, ready to be probed.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where.
    pub endpoint: Endpoint,
    /// `None`: not given and not implied by the port; one connection offers both.
    pub protocol: Option<Protocol>,
    /// Given by the user; `None`: traces, then the others where traces has no pipeline.
    pub signal: Option<Signal>,
    /// Cleartext by intent (`http://`, `--plaintext`).
    pub cleartext: bool,
    /// Name sent in SNI. An IP address is not sent.
    pub server_name: String,
    /// Name to verify.
    pub verify_name: String,
    /// CA certificates given; empty: the system's roots.
    pub ca: Vec<GivenCa>,
    /// With `ca`: the system's roots count as well.
    pub system_roots: bool,
    /// With `ca`: Mozilla's roots count as well, as Node adds to its own.
    pub mozilla_roots: bool,
    /// Look at every store, also where the given CA leads to an anchor: some exporter trusts another one.
    pub every_store: bool,
    /// Client certificate and key.
    pub identity: Option<ClientIdentity>,
    /// Headers for the export.
    pub headers: Vec<Header>,
    /// The proxy that applies to this endpoint, if any.
    pub proxy: Option<Proxy>,
    /// Connect there instead; the names stay.
    pub connect_to: Option<(String, u16)>,
    /// Addresses to use.
    pub family: AddressFamily,
    /// For TCP (and the proxy's CONNECT).
    pub connect_timeout: Duration,
    /// For each of the TLS and OTLP stages.
    pub timeout: Duration,
    /// Send the export (`--no-export` clears it).
    pub export: bool,
    /// What was typed, redacted.
    pub input: String,
    /// Where each value came from: `endpoint` -> `argument`, `ca` -> `flag:--cacert` ...
    pub sources: BTreeMap<String, String>,
    /// Labels of the target, from a list file.
    pub labels: BTreeMap<String, String>,
    /// What the environment said.
    pub environment: Option<Seen>,
    /// What a Collector's configuration said, for a target taken from one.
    pub collector: Option<CollectorSeen>,
}

/// One CA file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenCa {
    /// Path as typed.
    pub path: String,
    /// Its certificates, DER.
    pub certificates: Vec<Vec<u8>>,
}

/// A client certificate and its key.
#[derive(Clone, Debug)]
pub struct ClientIdentity {
    /// Path of the certificate as typed.
    pub cert_path: String,
    /// Path of the key as typed; the same as `cert_path` when both are in one file.
    pub key_path: String,
    /// Leaf first, DER.
    pub chain: Vec<Vec<u8>>,
    /// PKCS#8, PKCS#1 or SEC1 DER.
    pub key: Secret<Vec<u8>>,
    /// How the key file is written: `pkcs8`, `pkcs1`, `sec1`. Java reads only the first.
    pub key_format: String,
}

/// A header of the export.
#[derive(Clone, Debug)]
pub struct Header {
    /// Lower case.
    pub name: String,
    /// Never shown.
    pub value: Secret<String>,
}

/// A proxy that is asked to CONNECT.
#[derive(Clone, Debug)]
pub struct Proxy {
    /// Host.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Value of Proxy-Authorization.
    pub authorization: Option<Secret<String>>,
    /// As shown: scheme, host, port; no user, no password.
    pub display: String,
}

/// Which addresses of a name are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AddressFamily {
    /// All.
    #[default]
    Any,
    /// `-4`.
    V4,
    /// `-6`.
    V6,
}

/// What of the settings may be written down: it is part of observations and reports. No secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// What was typed, redacted.
    pub input: String,
    /// As a URL: `https://collector.example.com:4317`, with the path where one was given.
    pub endpoint: String,
    /// Host without brackets.
    pub host: String,
    /// Port.
    pub port: u16,
    /// The protocol that was asked for; `None`: whichever answers.
    pub protocol: Option<Protocol>,
    /// The signal that was asked for; `None`: not given.
    pub signal: Option<Signal>,
    /// Path for OTLP/HTTP: final for the signal when the user gave a final one.
    pub path: Option<String>,
    /// Cleartext by intent.
    pub cleartext: bool,
    /// SNI.
    pub server_name: String,
    /// The endpoint has a dot at the end of its host, and no other name was given for SNI.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub trailing_dot: bool,
    /// Name to verify; empty: none, which only files may have.
    pub verify_name: String,
    /// Paths of the CA files, as typed.
    pub ca_paths: Vec<String>,
    /// With CA files: the system's roots count as well.
    pub system_roots: bool,
    /// With CA files: Mozilla's roots count as well.
    #[serde(default)]
    pub mozilla_roots: bool,
    /// Path of the client certificate.
    pub cert_path: Option<String>,
    /// Path of the client key.
    pub key_path: Option<String>,
    /// `pkcs8`, `pkcs1`, `sec1`.
    pub key_format: Option<String>,
    /// Names of the headers given.
    pub header_names: Vec<String>,
    /// The proxy, redacted.
    pub proxy: Option<String>,
    /// Where the connection went instead, `host:port`.
    pub connect_to: Option<String>,
    /// The export was left out by `--no-export`.
    pub no_export: bool,
    /// Where each value came from.
    pub sources: BTreeMap<String, String>,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// What the environment said, without its secrets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<Seen>,
    /// What a Collector's configuration said, for a target taken from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collector: Option<CollectorSeen>,
}

impl Summary {
    /// The name that the certificate must bear; `None`: any.
    pub fn name_to_verify(&self) -> Option<&str> {
        (!self.verify_name.is_empty()).then_some(self.verify_name.as_str())
    }

    /// What the exporters' own variables said. `None` where they were not asked: what is around a probe, trust and
    /// proxies, may be noted all the same.
    pub fn asked_environment(&self) -> Option<&Seen> {
        self.environment.as_ref().filter(|seen| !seen.signals.is_empty())
    }
}

impl Settings {
    /// What may be written down.
    pub fn summary(&self) -> Summary {
        Summary {
            input: self.input.clone(),
            endpoint: self.endpoint.url(self.cleartext),
            host: self.endpoint.host.as_str().to_owned(),
            port: self.endpoint.port,
            protocol: self.protocol,
            signal: self.signal,
            path: self.endpoint.path.clone(),
            cleartext: self.cleartext,
            server_name: self.server_name.clone(),
            trailing_dot: self.endpoint.trailing_dot && self.server_name == self.endpoint.host.as_str(),
            verify_name: self.verify_name.clone(),
            ca_paths: self.ca.iter().map(|ca| ca.path.clone()).collect(),
            system_roots: self.system_roots,
            mozilla_roots: self.mozilla_roots,
            cert_path: self.identity.as_ref().map(|identity| identity.cert_path.clone()),
            key_path: self.identity.as_ref().map(|identity| identity.key_path.clone()),
            key_format: self.identity.as_ref().map(|identity| identity.key_format.clone()),
            header_names: self.headers.iter().map(|header| header.name.clone()).collect(),
            proxy: self.proxy.as_ref().map(|proxy| proxy.display.clone()),
            connect_to: self.connect_to.as_ref().map(|(host, port)| join_host_port(host, *port)),
            no_export: !self.export,
            sources: self.sources.clone(),
            labels: self.labels.clone(),
            environment: self.environment.clone(),
            collector: self.collector.clone(),
        }
    }
}

/// `host:port`, with brackets around an IPv6 address.
pub(super) fn join_host_port(host: &str, port: u16) -> String {
    if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
}
