//! Where and how an exporter connects: the matrix of `insecure`, scheme and CA (`configtls.LoadTLSConfig`,
//! `configgrpc.getGrpcDialOptions`, `confighttp.ToClient`, `otlphttpexporter.composeSignalURL`; v0.159).

use super::exporter::Exporter;
use super::schema::cipher_suite;
use super::schema::curve;
use super::schema::tls_version;
use super::value::Place;
use super::value::Value;
use crate::secret::Secret;
use crate::target::Endpoint;
use crate::target::Header;
use crate::target::Host;
use crate::target::OfferLimits;
use crate::target::PathKind;
use crate::target::Protocol;
use crate::target::Signal;
use crate::target::parse_endpoint;

/// One connection of an exporter.
#[derive(Clone, Debug)]
pub struct Connection {
    /// The setting that gives the endpoint: `endpoint`, `traces_endpoint` ...
    pub setting: &'static str,
    /// Where it is written.
    pub place: Place,
    /// What goes there, of the pipelines that use the exporter; empty: no pipeline says.
    pub signals: Vec<Signal>,
    /// Where to.
    pub endpoint: Endpoint,
    /// In cleartext or by TLS.
    pub transport: Transport,
    /// Name for SNI and to verify; an address is not sent.
    pub server_name: String,
    /// What gave the name, if not the endpoint: `tls.server_name_override`, `authority`.
    pub server_name_setting: Option<&'static str>,
    /// Headers of the export.
    pub headers: Vec<Header>,
    /// `proxy_url`, of an HTTP exporter; it replaces the proxy variables.
    pub proxy_url: Option<Secret<String>>,
    /// The extension that authenticates.
    pub authenticator: Option<String>,
}

/// In cleartext or by TLS.
#[derive(Clone, Debug)]
pub enum Transport {
    /// No TLS.
    Cleartext,
    /// TLS, with these settings.
    Tls(Box<Tls>),
}

/// The settings of TLS that have effect.
#[derive(Clone, Debug, Default)]
pub struct Tls {
    /// CA certificates; `None`: the system's roots.
    pub ca: Option<Material>,
    /// With `ca`: the system's roots count as well.
    pub system_roots: bool,
    /// Client certificate.
    pub cert: Option<Material>,
    /// Client key.
    pub key: Option<Material>,
    /// The certificate is not verified.
    pub skip_verify: Option<Place>,
    /// Versions, suites and groups.
    pub limits: OfferLimits,
}

/// A certificate or key, in a file or in the configuration itself.
#[derive(Clone, Debug)]
pub struct Material {
    /// The key under `tls`.
    pub setting: &'static str,
    /// Where it is written.
    pub place: Place,
    /// What it is.
    pub content: Content,
}

/// A path, or the text itself.
#[derive(Clone, Debug)]
pub enum Content {
    /// A path, of the machine that the Collector runs on.
    File(String),
    /// PEM.
    Pem(Secret<String>),
}

/// Why an exporter does not connect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The setting, under the exporter.
    pub setting: String,
    /// Where it is written.
    pub place: Place,
    /// One clause; no secret in it.
    pub message: String,
    /// What to write in its place, where there is one answer.
    pub instead: Option<String>,
}

/// Where an `oauth2client` fetches its tokens.
const TOKEN_URL: &str = "token_url";

impl Exporter {
    /// Where this exporter connects: one connection for each distinct endpoint.
    ///
    /// # Errors
    ///
    /// For each endpoint, why the Collector refuses it, or why otls cannot go there.
    pub fn connections(&self) -> Vec<Result<Connection, Refusal>> {
        match self.protocol {
            Protocol::Grpc => vec![self.grpc()],
            Protocol::HttpProtobuf => self.http(),
        }
    }

    /// Where an authenticator fetches its tokens: with a `tls` of its own.
    ///
    /// # Errors
    ///
    /// Why nothing can be fetched there.
    pub fn token_connection(&self) -> Result<Connection, Refusal> {
        // Without one the extension is refused before.
        let text = self.at(&[TOKEN_URL]).and_then(Value::as_text).unwrap_or_default();
        let mut connection = self.url(TOKEN_URL, text, Vec::new(), PathKind::Final)?;
        // An extension has no headers and no proxy.
        (connection.headers, connection.proxy_url) = (Vec::new(), None);
        Ok(connection)
    }

    fn grpc(&self) -> Result<Connection, Refusal> {
        let refuse = |message: String| Err(self.refusal("endpoint", message));
        let Some(text) = self.endpoint() else {
            return refuse("`endpoint` is empty; the Collector does not start".to_owned());
        };
        let target = match grpc_target(text) {
            Ok(target) => target,
            Err(message) => return refuse(message),
        };
        // `:4317` is this machine to Go.
        let host = if target.host.is_empty() { "localhost" } else { target.host };
        let url = if host.contains(':') {
            format!("[{host}]:{}", target.port)
        } else {
            format!("{host}:{}", target.port)
        };
        let endpoint = match parse_endpoint(&url) {
            Ok(endpoint) => endpoint,
            Err(error) => return refuse(error.problem),
        };
        let insecure = self.tls_switch("insecure") && !self.has_ca();
        let transport = match (insecure, text.starts_with("https://")) {
            (false, _) => Transport::Tls(Box::new(self.tls_settings())),
            // `credentials.NewTLS(&tls.Config{})`
            (true, true) => Transport::Tls(Box::default()),
            (true, false) => Transport::Cleartext,
        };
        let own = if insecure { None } else { self.tls_text("server_name_override") };
        let authority = self.at(&["authority"]).and_then(Value::as_text).filter(|text| !text.is_empty());
        if let (Some(own), Some(authority)) = (own, authority)
            && own != authority
        {
            return Err(self.refusal(
                "authority",
                format!(
                    "`authority` is `{authority}` and `server_name_override` is `{own}`; grpc-go refuses two \
                     different names"
                ),
            ));
        }
        let (server_name, setting) = match (own, authority) {
            (Some(name), _) => (name.to_owned(), Some("tls.server_name_override")),
            (None, Some(name)) => (without_port(name).to_owned(), Some("authority")),
            (None, None) => (bare(&endpoint), None),
        };
        Ok(self.connection("endpoint", self.used(), endpoint, transport, (server_name, setting)))
    }

    fn http(&self) -> Vec<Result<Connection, Refusal>> {
        let used = self.used();
        let is_used = |signal: Signal| used.is_empty() || used.contains(&signal);
        let own = |signal: Signal| {
            let text = self.at(&[own_endpoint(signal)]).and_then(Value::as_text);
            text.filter(|text| !text.is_empty())
        };
        let mut found = Vec::new();
        let shared: Vec<Signal> = Signal::PIPELINES
            .into_iter()
            .filter(|signal| is_used(*signal) && own(*signal).is_none())
            .collect();
        match self.endpoint() {
            Some(text) if !shared.is_empty() => {
                let signals = if used.is_empty() { Vec::new() } else { shared };
                found.push(self.url("endpoint", text, signals, PathKind::Base));
            }
            Some(_) => {}
            None if !used.is_empty() && !shared.is_empty() => {
                let signal = shared[0];
                found.push(Err(self.refusal(
                    "endpoint",
                    format!(
                        "either `endpoint` or `{signal}_endpoint` must be given; the Collector does not start"
                    ),
                )));
            }
            None if Signal::PIPELINES.iter().all(|signal| own(*signal).is_none()) => {
                let message = "no endpoint is given; the Collector does not start".to_owned();
                found.push(Err(self.refusal("endpoint", message)));
            }
            None => {}
        }
        for signal in Signal::PIPELINES {
            if let Some(text) = own(signal).filter(|_| is_used(signal)) {
                found.push(self.url(own_endpoint(signal), text, vec![signal], PathKind::Final));
            }
        }
        found
    }

    /// Signals of the pipelines that use it.
    fn used(&self) -> Vec<Signal> {
        let used = self.signals();
        Signal::PIPELINES.into_iter().filter(|signal| used.contains(&signal.as_str())).collect()
    }

    fn url(
        &self,
        setting: &'static str,
        text: &str,
        signals: Vec<Signal>,
        path_kind: PathKind,
    ) -> Result<Connection, Refusal> {
        if let Some(problem) = url_problem(text) {
            return Err(self.refusal(setting, problem));
        }
        let endpoint = parse_endpoint(text)
            .map(|endpoint| Endpoint { path_kind, ..endpoint })
            .map_err(|error| self.refusal(setting, error.problem))?;
        let insecure = self.tls_switch("insecure") && !self.has_ca();
        let transport = match (endpoint.scheme.is_cleartext(), insecure) {
            (true, _) => Transport::Cleartext,
            (false, true) => Transport::Tls(Box::default()),
            (false, false) => Transport::Tls(Box::new(self.tls_settings())),
        };
        let own = if insecure { None } else { self.tls_text("server_name_override") };
        let name = match own {
            Some(name) => (name.to_owned(), Some("tls.server_name_override")),
            None => (bare(&endpoint), None),
        };
        Ok(self.connection(setting, signals, endpoint, transport, name))
    }

    fn connection(
        &self,
        setting: &'static str,
        signals: Vec<Signal>,
        endpoint: Endpoint,
        transport: Transport,
        (server_name, server_name_setting): (String, Option<&'static str>),
    ) -> Connection {
        let proxy = self.at(&["proxy_url"]).and_then(Value::as_text).filter(|text| !text.is_empty());
        let authenticator = self.at(&["auth", "authenticator"]).and_then(Value::as_text);
        Connection {
            setting,
            place: self.at(&[setting]).map_or_else(|| self.entry.place.clone(), |value| value.place.clone()),
            signals,
            endpoint,
            transport,
            server_name,
            server_name_setting,
            headers: self.headers(),
            proxy_url: (self.protocol == Protocol::HttpProtobuf)
                .then(|| proxy.map(|text| Secret::new(text.to_owned())))
                .flatten(),
            authenticator: authenticator.map(str::to_owned),
        }
    }

    /// The settings under `tls` that can be understood; `lint` tells the others.
    fn tls_settings(&self) -> Tls {
        let texts = |key: &str| self.tls(key).and_then(Value::as_texts).unwrap_or_default();
        let cert = self.material("cert_file", "cert_pem");
        Tls {
            ca: self.material("ca_file", "ca_pem"),
            system_roots: self.tls_switch("include_system_ca_certs_pool"),
            key: cert.as_ref().and_then(|_| self.material("key_file", "key_pem")),
            cert,
            skip_verify: self
                .tls_switch("insecure_skip_verify")
                .then(|| self.tls("insecure_skip_verify").map(|value| value.place.clone()))
                .flatten(),
            limits: OfferLimits {
                min_version: self.tls_text("min_version").and_then(tls_version),
                max_version: self.tls_text("max_version").and_then(tls_version),
                cipher_suites: texts("cipher_suites")
                    .into_iter()
                    .filter_map(|name| cipher_suite(name).map(|suite| suite.number))
                    .filter(|number| number >> 8 != 0x13)
                    .collect(),
                groups: texts("curve_preferences").into_iter().filter_map(curve).collect(),
            },
        }
    }

    fn material(&self, file: &'static str, pem: &'static str) -> Option<Material> {
        let of = |setting: &'static str| {
            let value = self.tls(setting)?;
            let text = value.as_text().filter(|text| !text.is_empty())?;
            Some((setting, value.place.clone(), text.to_owned()))
        };
        match (of(file), of(pem)) {
            (Some((setting, place, text)), _) => {
                Some(Material { setting, place, content: Content::File(text) })
            }
            (None, Some((setting, place, text))) => {
                Some(Material { setting, place, content: Content::Pem(Secret::new(text)) })
            }
            (None, None) => None,
        }
    }

    /// As a map, or as a list of `name` and `value`.
    fn headers(&self) -> Vec<Header> {
        let Some(headers) = self.at(&["headers"]) else { return Vec::new() };
        let of_map = headers.entries().iter().map(|entry| (entry.key.as_str(), entry.value.as_text()));
        let of_list = headers
            .items()
            .iter()
            .map(|item| (item.get("name").and_then(Value::as_text).unwrap_or_default(), item.get("value")))
            .map(|(name, value)| (name, value.and_then(Value::as_text)));
        of_map
            .chain(of_list)
            .filter_map(|(name, value)| {
                let value = Secret::new(value?.to_owned());
                Some(Header { name: name.trim().to_ascii_lowercase(), value })
            })
            .filter(|header| !header.name.is_empty())
            .collect()
    }

    /// The endpoint as it would be taken. What holds a reference or user info is not repeated.
    fn endpoint_instead(&self, setting: &str) -> Option<String> {
        let value = self.at(&[setting]).filter(|_| setting.ends_with("endpoint"));
        let Some(text) = value.and_then(Value::as_text).filter(|text| !text.is_empty()) else {
            return match (setting, self.protocol) {
                ("endpoint", Protocol::Grpc) => Some("<HOST>:4317".to_owned()),
                ("endpoint", Protocol::HttpProtobuf) => Some("https://<HOST>:4318".to_owned()),
                _ => None,
            };
        };
        let repeatable = value.is_some_and(|value| !value.has_reference) && !text.contains('@');
        let has_scheme = text.contains("://");
        match self.protocol {
            Protocol::HttpProtobuf if repeatable && !has_scheme => {
                let insecure = self.tls_switch("insecure") && !self.has_ca();
                Some(format!("{}://{text}", if insecure { "http" } else { "https" }))
            }
            Protocol::Grpc if repeatable && !has_scheme && !text.contains([':', '/']) => {
                Some(format!("{text}:4317"))
            }
            _ => None,
        }
    }

    fn refusal(&self, setting: &str, message: String) -> Refusal {
        let place = self.at(&[setting]).map_or_else(|| self.entry.place.clone(), |value| value.place.clone());
        Refusal { setting: setting.to_owned(), place, message, instead: self.endpoint_instead(setting) }
    }
}

/// The setting for the endpoint of one signal.
fn own_endpoint(signal: Signal) -> &'static str {
    match signal {
        Signal::Traces => "traces_endpoint",
        Signal::Metrics => "metrics_endpoint",
        Signal::Logs => "logs_endpoint",
        Signal::Profiles => "profiles_endpoint",
    }
}

/// Host and port of a gRPC target.
pub(crate) struct GrpcTarget<'a> {
    pub(crate) host: &'a str,
    pub(crate) port: u16,
}

/// Reads a gRPC endpoint as `configgrpc` checks it and grpc-go dials it.
///
/// # Errors
///
/// What is wrong with it, one clause.
pub(crate) fn grpc_target(text: &str) -> Result<GrpcTarget<'_>, String> {
    if text.starts_with("unix:") {
        return Err("Unix sockets are not probed".to_owned());
    }
    let address = match text.split_once("://") {
        Some(("http" | "https", rest)) => rest,
        // `scheme://authority/host:port`
        Some(("dns" | "passthrough", rest)) => match rest.split_once('/') {
            Some((_, address)) => address,
            None => return Err(format!("`{}` has no address after the scheme", shown(text))),
        },
        Some((scheme, _)) => {
            return Err(format!(
                "the scheme `{}` is none that the exporter knows; write host:port",
                scheme.escape_debug()
            ));
        }
        None => text,
    };
    let address = address.split('?').next().unwrap_or(address);
    let Some((host, port)) = split_host_port(address) else {
        return Err(format!("`{}` has no port; the Collector does not start", shown(text)));
    };
    match port.parse::<u16>() {
        Ok(port) => Ok(GrpcTarget { host, port }),
        Err(_) if port.contains('/') => Err(format!(
            "`{}` has a path, which gRPC does not take: invalid port \"{}\"",
            shown(text),
            port.escape_debug()
        )),
        Err(_) => Err(format!("`{}` is no port number", port.escape_debug())),
    }
}

/// Why Go's HTTP client does not take this URL.
pub(crate) fn url_problem(text: &str) -> Option<String> {
    match text.split_once("://") {
        Some((scheme, rest)) if matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") => {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            host.is_empty().then(|| "the URL has no host".to_owned())
        }
        Some((scheme, _)) => Some(format!(
            "the scheme `{}` is none that HTTP knows; the export fails: unsupported protocol scheme",
            scheme.escape_debug()
        )),
        None => {
            let head = text.split('/').next().unwrap_or_default();
            let starts_as_scheme = head.starts_with(|c: char| c.is_ascii_alphabetic());
            Some(if head.contains(':') && !starts_as_scheme {
                format!(
                    "`{}` has no scheme; the Collector does not start: endpoint must be a valid URL",
                    shown(text)
                )
            } else {
                format!("`{}` has no scheme; the export fails: unsupported protocol scheme", shown(text))
            })
        }
    }
}

/// As Go's `net.SplitHostPort`.
fn split_host_port(address: &str) -> Option<(&str, &str)> {
    if let Some(rest) = address.strip_prefix('[') {
        let (host, after) = rest.split_once(']')?;
        return after.strip_prefix(':').map(|port| (host, port));
    }
    let (host, port) = address.split_once(':')?;
    (!port.contains(':')).then_some((host, port))
}

fn without_port(authority: &str) -> &str {
    split_host_port(authority).map_or(authority, |(host, _)| host)
}

fn bare(endpoint: &Endpoint) -> String {
    match &endpoint.host {
        Host::Name(name) => name.clone(),
        Host::Address(address, _) => address.to_string(),
    }
}

/// User info and control characters are not repeated.
fn shown(text: &str) -> String {
    crate::target::redact(text).escape_debug().to_string()
}
