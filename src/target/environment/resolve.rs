//! The variables as the specification resolves them, for one signal.

use std::fmt;
use std::time::Duration;

use super::Environment;
use crate::target::Protocol;
use crate::target::Signal;
use crate::target::endpoint::{Endpoint, Host, PathKind, Scheme, parse_variable, redact};

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A variable.
    Variable(String),
    /// Nothing was set.
    Default,
    /// An exporter is of one protocol.
    Runtime,
    /// The argument or flag of that name.
    Given(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(f, "environment:{name}"),
            Self::Default => f.write_str("default"),
            Self::Runtime => f.write_str("flag:--runtime"),
            Self::Given(name) => f.write_str(name),
        }
    }
}

/// A value with where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// What.
    pub value: T,
    /// Where from.
    pub source: Source,
}

impl<T> Setting<T> {
    /// A value from there.
    pub fn new(value: T, source: Source) -> Self {
        Self { value, source }
    }
}

/// The settings of one signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Which signal.
    pub signal: Signal,
    /// The form of OTLP.
    pub protocol: Setting<Protocol>,
    /// Where.
    pub endpoint: Setting<Endpoint>,
    /// Without TLS, and what decided that.
    pub cleartext: Setting<bool>,
    /// Path of the CA certificates.
    pub ca: Option<Setting<String>>,
    /// Path of the client's certificate.
    pub cert: Option<Setting<String>>,
    /// Path of the client's key.
    pub key: Option<Setting<String>>,
    /// How long an export may take.
    pub timeout: Setting<Duration>,
}

/// A variable whose value leaves nothing to probe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentError {
    /// Which.
    pub variable: String,
    /// Its value, redacted.
    pub value: String,
    /// What is wrong.
    pub problem: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// "true" in any case is true; anything else is false.
pub fn parse_boolean(value: &str) -> bool {
    value.eq_ignore_ascii_case("true")
}

/// The value of `OTEL_EXPORTER_OTLP_PROTOCOL`; `None`: it is none of the specification's.
pub fn parse_protocol(value: &str) -> Option<Protocol> {
    match value {
        "grpc" => Some(Protocol::Grpc),
        // JSON or protobuf is the body's business; the connection is the same.
        "http/protobuf" | "http/json" => Some(Protocol::HttpProtobuf),
        _ => None,
    }
}

/// Resolves one signal. `protocol`: what stands for the protocol's variable, where something does.
///
/// # Errors
/// When an endpoint is set that cannot be read as one.
pub fn resolve(
    environment: &Environment,
    signal: Signal,
    protocol: Option<Setting<Protocol>>,
) -> Result<Resolved, EnvironmentError> {
    let protocol = protocol.unwrap_or_else(|| {
        let set = environment.setting(signal, "PROTOCOL");
        let known = set.and_then(|(name, value)| Some((name, parse_protocol(value)?)));
        known.map_or_else(
            || Setting::new(Protocol::HttpProtobuf, Source::Default),
            |(name, protocol)| Setting::new(protocol, Source::Variable(name)),
        )
    });
    let endpoint = endpoint(environment, signal, &protocol)?;
    let cleartext = cleartext(environment, signal, protocol.value, &endpoint);
    let path = |what: &str| {
        environment
            .setting(signal, what)
            .map(|(name, value)| Setting::new(value.to_owned(), Source::Variable(name)))
    };
    let timeout = environment.setting(signal, "TIMEOUT").and_then(|(name, value)| {
        let millis: u64 = value.parse().ok()?;
        Some(Setting::new(Duration::from_millis(millis), Source::Variable(name)))
    });
    Ok(Resolved {
        signal,
        protocol,
        cleartext,
        endpoint,
        ca: path("CERTIFICATE"),
        cert: path("CLIENT_CERTIFICATE"),
        key: path("CLIENT_KEY"),
        timeout: timeout.unwrap_or_else(|| Setting::new(Duration::from_secs(10), Source::Default)),
    })
}

/// The default endpoint of a protocol.
pub fn default_endpoint(protocol: Protocol) -> Endpoint {
    let port = match protocol {
        Protocol::Grpc => 4317,
        Protocol::HttpProtobuf => 4318,
    };
    Endpoint {
        scheme: Scheme::Http,
        host: Host::Name("localhost".to_owned()),
        trailing_dot: false,
        port,
        port_given: true,
        path: None,
        path_kind: PathKind::Base,
        extra: None,
    }
}

fn endpoint(
    environment: &Environment,
    signal: Signal,
    protocol: &Setting<Protocol>,
) -> Result<Setting<Endpoint>, EnvironmentError> {
    let Setting { value: protocol, source } = protocol;
    let (protocol, of_exporter) = (*protocol, *source == Source::Runtime);
    let (name, value, kind) = match (environment.own(signal, "ENDPOINT"), environment.generic("ENDPOINT")) {
        (Some((name, value)), _) => (name, value, PathKind::Final),
        (None, Some((name, value))) => (name, value, PathKind::Base),
        (None, None) => return Ok(Setting::new(default_endpoint(protocol), Source::Default)),
    };
    // A user's name and password are of no use to the probe, but a query may be.
    let text = environment.secret(&name).map_or(value, |secret| secret.expose().trim());
    let wrong = |problem: String, help: Option<String>| EnvironmentError {
        variable: name.clone(),
        value: redact(value),
        problem,
        help,
    };
    let mut endpoint = parse_variable(text).map_err(|error| wrong(error.problem, error.help))?;
    // What an exporter makes of such a scheme is its own.
    let no_scheme_of_http = match endpoint.scheme {
        Scheme::Grpc | Scheme::Grpcs | Scheme::Dns => protocol != Protocol::Grpc,
        Scheme::Other => true,
        Scheme::None | Scheme::Http | Scheme::Https => false,
    };
    if no_scheme_of_http && !of_exporter {
        let what = if protocol == Protocol::Grpc { "gRPC" } else { "HTTP" };
        return Err(wrong(format!("OTLP over {what} needs http:// or https://"), None));
    }
    endpoint.path_kind = kind;
    if kind == PathKind::Final {
        endpoint.path = written_path(text);
    } else if !of_exporter {
        // Nothing says where the signal's path would go.
        endpoint.extra = None;
    }
    if !endpoint.port_given && endpoint.scheme == Scheme::None {
        // Without a scheme it is the gRPC library's form, where a missing port is that of https.
        endpoint.port = if protocol == Protocol::Grpc { 443 } else { 80 };
    }
    Ok(Setting::new(endpoint, Source::Variable(name)))
}

/// The path exactly as written, for what is used as it is; `None`: there is none.
pub fn written_path(text: &str) -> Option<String> {
    let start = text.find("://").map_or(0, |at| at + 3);
    let end = text[start..].find(['?', '#']).map_or(text.len(), |at| start + at);
    text[start..end].find('/').map(|at| text[start + at..end].to_owned())
}

/// "A scheme of http or https takes precedence over this configuration setting."
fn cleartext(
    environment: &Environment,
    signal: Signal,
    protocol: Protocol,
    endpoint: &Setting<Endpoint>,
) -> Setting<bool> {
    let by_scheme = |cleartext| Setting::new(cleartext, endpoint.source.clone());
    match endpoint.value.scheme {
        Scheme::Http => by_scheme(true),
        Scheme::Https | Scheme::Grpcs => by_scheme(false),
        // No form of the specification; OTLP over HTTP without a scheme is as good as cleartext.
        Scheme::None if protocol == Protocol::HttpProtobuf => by_scheme(true),
        Scheme::None | Scheme::Grpc | Scheme::Dns | Scheme::Other => {
            match environment.setting(signal, "INSECURE") {
                Some((name, value)) => Setting::new(parse_boolean(value), Source::Variable(name)),
                None => Setting::new(false, Source::Default),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(signal: Signal, variables: &[(&str, &str)]) -> Resolved {
        resolve(&environment(variables), signal, None).unwrap()
    }

    fn environment(variables: &[(&str, &str)]) -> Environment {
        let named =
            variables.iter().map(|(name, value)| (format!("OTEL_EXPORTER_OTLP_{name}"), (*value).to_owned()));
        Environment::new("the environment", named)
    }

    /// Host, port, path, cleartext.
    fn place(variables: &[(&str, &str)]) -> (String, u16, Option<String>, bool) {
        let resolved = resolved(Signal::Traces, variables);
        let endpoint = resolved.endpoint.value;
        (endpoint.host.as_str().to_owned(), endpoint.port, endpoint.path, resolved.cleartext.value)
    }

    #[test]
    fn nothing_set_is_the_default_of_the_protocol() {
        let http = resolved(Signal::Traces, &[]);
        assert_eq!((http.protocol.value, http.endpoint.value.port), (Protocol::HttpProtobuf, 4318));
        assert_eq!(http.endpoint.source.to_string(), "default");
        let grpc = resolved(Signal::Logs, &[("PROTOCOL", "grpc")]);
        assert_eq!((grpc.endpoint.value.port, grpc.cleartext.value), (4317, true));
        assert_eq!(grpc.protocol.source.to_string(), "environment:OTEL_EXPORTER_OTLP_PROTOCOL");
        assert_eq!(grpc.timeout.value, Duration::from_secs(10));
    }

    #[test]
    fn the_scheme_decides_and_insecure_only_where_there_is_none() {
        let grpc = ("PROTOCOL", "grpc");
        for (endpoint, insecure, cleartext) in [
            ("http://a:1", "false", true),
            ("https://a:1", "true", false),
            ("a:1", "true", true),
            ("a:1", "TRUE", true),
            ("a:1", "1", false),
            ("a:1", "yes", false),
            ("a:1", "", false),
        ] {
            let place = place(&[grpc, ("ENDPOINT", endpoint), ("INSECURE", insecure)]);
            assert_eq!(place, ("a".to_owned(), 1, None, cleartext), "{endpoint} {insecure}");
        }
    }

    #[test]
    fn a_missing_port_is_that_of_the_scheme() {
        assert_eq!(place(&[("ENDPOINT", "http://a")]).1, 80);
        assert_eq!(place(&[("ENDPOINT", "https://a")]).1, 443);
        assert_eq!(place(&[("PROTOCOL", "grpc"), ("ENDPOINT", "a")]).1, 443);
    }

    #[test]
    fn the_generic_endpoint_is_a_base_and_the_signal_s_own_is_final() {
        let base = resolved(Signal::Traces, &[("ENDPOINT", "http://a:1/otlp/")]).endpoint.value;
        assert_eq!((base.path.as_deref(), base.path_kind), (Some("/otlp"), PathKind::Base));
        let own = [("ENDPOINT", "http://a:1/otlp"), ("TRACES_ENDPOINT", "http://b:2")];
        let traces = resolved(Signal::Traces, &own).endpoint;
        assert_eq!((traces.value.path, traces.value.path_kind), (None, PathKind::Final));
        assert_eq!(traces.source.to_string(), "environment:OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        assert_eq!(resolved(Signal::Logs, &own).endpoint.value.host.as_str(), "a");
        let slash = resolved(Signal::Traces, &[("TRACES_ENDPOINT", "http://b:2/own/")]).endpoint.value;
        assert_eq!(slash.path.as_deref(), Some("/own/"));
    }

    #[test]
    fn what_is_no_endpoint_names_its_variable_and_no_secret() {
        for bad in ["unix:/run/x", "http://u:hunter2@a:99999", "https://[::1", "grpc://a:1"] {
            let error = resolve(&environment(&[("ENDPOINT", bad)]), Signal::Traces, None).unwrap_err();
            assert_eq!(error.variable, "OTEL_EXPORTER_OTLP_ENDPOINT");
            assert!(!format!("{error:?}").contains("hunter2"));
        }
    }

    #[test]
    fn an_unknown_protocol_is_the_default() {
        let resolved = resolved(Signal::Traces, &[("PROTOCOL", "http")]);
        assert_eq!(
            (resolved.protocol.value, resolved.protocol.source),
            (Protocol::HttpProtobuf, Source::Default)
        );
    }
}
