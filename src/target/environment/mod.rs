//! The environment of an exporter: the variables that OTLP exporters read, and what the specification makes of
//! them. Pure: variables in, settings out; `cmd` reads processes and files.
//!
//! Source: <https://opentelemetry.io/docs/specs/otel/protocol/exporter/> and
//! <https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/>, v1.60. What each exporter
//! makes of the same variables is in `runtime::environment`.

mod ambient;
mod connection;
mod file;
mod headers;
mod looked;
mod mask;
mod options;
mod resolve;

pub use ambient::{AMBIENT, Ambient, AmbientSeen, Effect};
pub use connection::{Connection, Difference, Roots};
pub use file::{FileProblem, parse_variables};
pub use headers::{HeaderProblem, HeaderReading, authorization_of, has_whole_escapes, headers};
pub use looked::{FileSeen, Role, Unusable};
pub use options::{Property, is_of_jvm};
pub use resolve::{
    EnvironmentError, Resolved, Setting, Source, default_endpoint, parse_boolean, parse_protocol, resolve,
    written_path,
};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Signal;
use super::endpoint::Endpoint;
use super::proxy::is_exempt;
use crate::secret::Secret;

/// The start of every variable of an OTLP exporter.
pub const PREFIX: &str = "OTEL_EXPORTER_OTLP_";

/// Variables of one process, as far as they matter to an exporter. What may hold a secret is shown masked, and is
/// not written down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Environment {
    /// Where the variables are from, as it stands in a sentence: `the environment`, `the file app.env`,
    /// `process 4711`.
    pub origin: String,
    variables: BTreeMap<String, Variable>,
    /// What was found of the files that the variables name.
    pub files: Vec<FileSeen>,
    /// Client certificates and keys, by their paths, that do not belong together.
    #[serde(default)]
    pub mismatched: Vec<Mismatched>,
}

/// A certificate and the key of another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mismatched {
    /// Path of the certificate.
    pub cert: String,
    /// Path of the key.
    pub key: String,
    /// The key is of another kind than the certificate's: RSA, EC.
    pub other_kind: bool,
}

/// A value as it may be shown, and as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Variable {
    shown: String,
    #[serde(skip)]
    value: Option<Secret<String>>,
}

impl Environment {
    /// Keeps what matters of these variables: `OTEL_*`, and those that change trust or the way to the endpoint.
    pub fn new(origin: impl Into<String>, variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut kept = Self { origin: origin.into(), ..Self::default() };
        for (name, value) in variables {
            if is_relevant(&name) {
                kept.set(&name, value);
            }
        }
        kept
    }

    /// Gives a variable another value.
    pub fn set(&mut self, name: &str, value: String) {
        let shown = mask::shown(name, &value);
        self.variables.insert(name.to_owned(), Variable { shown, value: Some(Secret::new(value)) });
    }

    /// Takes variables away, for a flag that stands for them.
    pub fn remove(&mut self, mut which: impl FnMut(&str) -> bool) {
        self.variables.retain(|name, _| !which(name));
    }

    /// The value as it may be shown. An empty one is as good as none: "empty value = unset".
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(|variable| variable.shown.trim()).filter(|value| !value.is_empty())
    }

    /// The value as it is, for code that uses it and never shows it; `None` also after it was saved.
    pub fn secret(&self, name: &str) -> Option<&Secret<String>> {
        let value = self.variables.get(name)?.value.as_ref()?;
        (!value.expose().trim().is_empty()).then_some(value)
    }

    /// The value as it may be shown, with the spaces around it; also an empty one.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(|variable| variable.shown.as_str())
    }

    /// Whether the variable is there at all, also with an empty value.
    pub fn is_present(&self, name: &str) -> bool {
        self.variables.contains_key(name)
    }

    /// Every variable with its value as it may be shown, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.variables.iter().map(|(name, variable)| (name.as_str(), variable.shown.as_str()))
    }

    /// The setting `what` (`ENDPOINT`, `CERTIFICATE` ...) for a signal: the signal's own variable, else the generic
    /// one; with the name of the variable that it came from.
    pub fn setting(&self, signal: Signal, what: &str) -> Option<(String, &str)> {
        self.own(signal, what).or_else(|| self.generic(what))
    }

    /// The signal's own variable.
    pub fn own(&self, signal: Signal, what: &str) -> Option<(String, &str)> {
        let name = own_name(signal, what);
        self.get(&name).map(|value| (name, value))
    }

    /// The variable for all signals.
    pub fn generic(&self, what: &str) -> Option<(String, &str)> {
        let name = format!("{PREFIX}{what}");
        self.get(&name).map(|value| (name, value))
    }

    /// The signals that are exported over OTLP: `OTEL_TRACES_EXPORTER` and its like may name another exporter, or
    /// `none`. All of them when none is.
    pub fn signals(&self) -> Vec<Signal> {
        let exported: Vec<Signal> =
            Signal::ALL.into_iter().filter(|signal| self.other_exporter(*signal).is_none()).collect();
        if exported.is_empty() { Signal::ALL.to_vec() } else { exported }
    }

    /// The variable that sends a signal elsewhere than to the OTLP exporter, with its value.
    pub fn other_exporter(&self, signal: Signal) -> Option<(String, &str)> {
        let name = format!("OTEL_{}_EXPORTER", signal.as_str().to_ascii_uppercase());
        let value = self.get(&name)?;
        let otlp = value.split(',').any(|exporter| exporter.trim().to_ascii_lowercase().starts_with("otlp"));
        (!otlp).then_some((name, value))
    }

    /// The proxy for an endpoint: the first of these variables that is set, and the proxy as it may be shown; unless
    /// one of the other variables exempts the host.
    pub fn proxy(&self, names: &[&str], exempt: &[&str], endpoint: &Endpoint) -> Option<(String, String)> {
        let (name, shown) = names.iter().find_map(|name| Some((*name, self.get(name)?)))?;
        let exempt = exempt.iter().find_map(|name| self.get(name)).unwrap_or_default();
        if is_exempt(exempt, endpoint.host.as_str(), endpoint.port) {
            return None;
        }
        Some((name.to_owned(), shown.to_owned()))
    }

    /// Whether the key of that path is of another certificate than that of the other path: then, whether it is of
    /// another kind as well.
    pub fn mismatch(&self, cert: &str, key: &str) -> Option<bool> {
        let found = self.mismatched.iter().find(|one| one.cert == cert && one.key == key);
        found.map(|one| one.other_kind)
    }

    /// What was found of a file that a variable names.
    pub fn file(&self, path: &str, role: Role) -> Option<&FileSeen> {
        self.files.iter().find(|file| file.path == path && file.role == role)
    }
}

/// `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` for `ENDPOINT`.
pub fn own_name(signal: Signal, what: &str) -> String {
    format!("{PREFIX}{}_{what}", signal.as_str().to_ascii_uppercase())
}

/// The signal that a variable is for, where it is for one alone.
pub fn signal_of(name: &str) -> Option<Signal> {
    let rest = name.strip_prefix(PREFIX)?;
    Signal::ALL.into_iter().find(|signal| {
        rest.strip_prefix(&signal.as_str().to_ascii_uppercase()).is_some_and(|rest| rest.starts_with('_'))
    })
}

/// Whether a variable matters to an exporter.
pub fn is_relevant(name: &str) -> bool {
    name.starts_with("OTEL_") || AMBIENT.iter().any(|ambient| ambient.name == name)
}

/// What a probe was told by the environment, so that its report can be made again elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The variables, masked.
    pub environment: Environment,
    /// The signals that this target stands for.
    pub signals: Vec<Signal>,
    /// The exporter whose connection was probed; `None`: the one that the specification asks for.
    pub runtime: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        Environment::new(
            "the environment",
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        )
    }

    #[test]
    fn only_what_matters_is_kept() {
        let kept = environment(&[
            ("PATH", "/bin"),
            ("OTEL_SERVICE_NAME", "x"),
            ("SSL_CERT_FILE", "a.pem"),
            ("AWS_SECRET", "s"),
        ]);
        let names: Vec<&str> = kept.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["OTEL_SERVICE_NAME", "SSL_CERT_FILE"]);
    }

    #[test]
    fn the_signal_s_own_variable_wins_and_an_empty_one_is_unset() {
        let set = environment(&[
            ("OTEL_EXPORTER_OTLP_CERTIFICATE", "all.pem"),
            ("OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE", "traces.pem"),
            ("OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE", " "),
        ]);
        let path = |signal| set.setting(signal, "CERTIFICATE").unwrap();
        assert_eq!(path(Signal::Traces).1, "traces.pem");
        assert_eq!(path(Signal::Metrics).0, "OTEL_EXPORTER_OTLP_CERTIFICATE");
        assert_eq!(path(Signal::Logs).1, "all.pem");
    }

    #[test]
    fn nothing_secret_is_shown_or_saved() {
        let set = environment(&[
            ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20hunter2"),
            ("HTTPS_PROXY", "http://user:hunter2@proxy:3128"),
            ("OTEL_RESOURCE_ATTRIBUTES", "token=hunter2"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://u:hunter2@a:1"),
            ("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStorePassword=hunter2"),
            ("OTEL_EXPORTER_OTLP_API_KEY", "hunter2"),
            ("OTEL_EXPORTER_OTLP_CLIENT_KEY", "-----BEGIN PRIVATE KEY-----hunter2"),
        ]);
        let saved = serde_json::to_string(&set).unwrap();
        assert!(!saved.contains("hunter2"), "{saved}");
        assert!(!format!("{set:?}").contains("hunter2"));
        assert!(set.secret("OTEL_EXPORTER_OTLP_HEADERS").unwrap().expose().contains("hunter2"));
        let again: Environment = serde_json::from_str(&saved).unwrap();
        assert_eq!(again.get("HTTPS_PROXY"), Some("http://proxy:3128"));
        assert!(again.secret("HTTPS_PROXY").is_none());
    }

    #[test]
    fn variables_of_one_signal_are_known_by_their_names() {
        assert_eq!(signal_of("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"), Some(Signal::Metrics));
        assert_eq!(signal_of("OTEL_EXPORTER_OTLP_ENDPOINT"), None);
    }

    #[test]
    fn a_signal_with_another_exporter_is_not_exported() {
        let set = environment(&[("OTEL_METRICS_EXPORTER", "none"), ("OTEL_LOGS_EXPORTER", "console,otlp")]);
        assert_eq!(set.signals(), [Signal::Traces, Signal::Logs]);
    }
}
