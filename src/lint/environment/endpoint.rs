//! The endpoint of a signal, and what goes with it.

use super::Rule;
use crate::finding::Code;
use crate::finding::Held;
use crate::finding::Severity;
use crate::lint::endpoint::unencrypted;
use crate::target::Endpoint;
use crate::target::Host;
use crate::target::PathKind;
use crate::target::Protocol;
use crate::target::Scheme;
use crate::target::Signal;
use crate::target::environment::Environment;
use crate::target::environment::EnvironmentError;
use crate::target::environment::Resolved;
use crate::target::environment::Setting;
use crate::target::environment::Source;
use crate::target::environment::parse_boolean;
use crate::target::environment::resolve;

/// `protocol`: of the exporters asked about, where they have one.
pub(super) fn held(environment: &Environment, signal: Signal, protocol: Option<Protocol>) -> Vec<Held> {
    let protocol = protocol.map(|protocol| Setting::new(protocol, Source::Runtime));
    let resolved = match resolve(environment, signal, protocol) {
        Ok(resolved) => resolved,
        Err(error) => return vec![unusable(environment, &error)],
    };
    let mut held: Vec<Held> = halves(environment, &resolved).into_iter().collect();
    let Source::Variable(variable) = &resolved.endpoint.source else { return held };
    let rule = Rule { environment, variable };
    let case = Case { rule: &rule, resolved: &resolved, endpoint: &resolved.endpoint.value };
    held.extend(case.scheme());
    held.extend(case.path());
    held.extend(case.port());
    held.extend(case.insecure());
    held.extend(case.files_in_clear());
    held.extend(case.unencrypted());
    held
}

fn unusable(environment: &Environment, error: &EnvironmentError) -> Held {
    let rule = Rule { environment, variable: &error.variable };
    let message = format!("`{}` is no endpoint: {}", error.variable, error.problem);
    rule.held(Code::UnsupportedSetting, &[], None, message).weighing(Severity::Error)
}

/// A certificate without key, or the reverse.
fn halves(environment: &Environment, resolved: &Resolved) -> Option<Held> {
    let (lone, missing) = match (&resolved.cert, &resolved.key) {
        (Some(cert), None) => (cert, "CLIENT_KEY"),
        (None, Some(key)) => (key, "CLIENT_CERTIFICATE"),
        _ => return None,
    };
    let Source::Variable(variable) = &lone.source else { return None };
    let end = if missing == "CLIENT_KEY" { "CLIENT_CERTIFICATE" } else { "CLIENT_KEY" };
    let other = format!("{}{missing}", variable.strip_suffix(end)?);
    let rule = Rule { environment, variable };
    let message = format!("`{variable}` is set without `{other}`: no client certificate can be sent");
    Some(rule.warning(Code::ConflictingSettings, &[&other], None, message))
}

/// What only a look at the port tells for sure.
pub(super) fn guessed(environment: &Environment, signal: Signal) -> Option<Held> {
    let endpoint = resolve(environment, signal, None).ok()?.endpoint;
    let Source::Variable(variable) = &endpoint.source else { return None };
    if endpoint.value.scheme != Scheme::Https || !is_loopback(&endpoint.value.host) {
        return None;
    }
    let message =
        format!("`{variable}` is `https://` to this machine, where most Collectors speak cleartext");
    Some(Rule { environment, variable }.note(Code::SchemeMismatch, &[], None, message))
}

fn is_loopback(host: &Host) -> bool {
    match host {
        Host::Name(name) => name.eq_ignore_ascii_case("localhost"),
        Host::Address(address, _) => address.is_loopback(),
    }
}

struct Case<'a> {
    rule: &'a Rule<'a>,
    resolved: &'a Resolved,
    endpoint: &'a Endpoint,
}

impl Case<'_> {
    fn grpc(&self) -> bool {
        self.resolved.protocol.value == Protocol::Grpc
    }

    /// The endpoint as a URL of that scheme, port and path.
    fn url(&self, scheme: &str, port: Option<u16>, path: &str) -> String {
        let host = self.endpoint.host.as_str();
        let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        format!("{scheme}://{host}{port}{path}")
    }

    fn port_given(&self) -> Option<u16> {
        self.endpoint.port_given.then_some(self.endpoint.port)
    }

    fn scheme_word(&self) -> &'static str {
        if self.resolved.cleartext.value { "http" } else { "https" }
    }

    fn scheme(&self) -> Option<Held> {
        let variable = self.rule.variable;
        match self.endpoint.scheme {
            Scheme::None if self.grpc() => {
                let message = format!(
                    "`{variable}` has no scheme: TLS unless INSECURE is true, and not every exporter takes it"
                );
                let instead = self.url(self.scheme_word(), self.port_given(), "");
                Some(self.rule.note(Code::SchemeMismatch, &[], Some(instead), message))
            }
            Scheme::None => {
                let message =
                    format!("`{variable}` has no scheme; OTLP over HTTP wants `http://` or `https://`");
                let instead =
                    self.url("http", self.port_given(), self.endpoint.path.as_deref().unwrap_or(""));
                Some(self.rule.held(Code::SchemeMismatch, &[], Some(instead), message))
            }
            _ => None,
        }
    }

    fn path(&self) -> Option<Held> {
        if self.grpc() {
            return None;
        }
        let variable = self.rule.variable;
        let wanted = self.resolved.signal.path(Protocol::HttpProtobuf);
        let path = self.endpoint.path.as_deref().unwrap_or("");
        match self.endpoint.path_kind {
            PathKind::Final if path.is_empty() || path == "/" => {
                let message = format!(
                    "`{variable}` is used as it is: {} go to `/`, not to `{wanted}`",
                    self.resolved.signal
                );
                let instead = self.url(self.scheme_word(), self.port_given(), wanted);
                Some(self.rule.warning(Code::UnsupportedSetting, &[], Some(instead), message))
            }
            PathKind::Base => {
                let base = Signal::ALL
                    .iter()
                    .find_map(|signal| path.strip_suffix(signal.path(Protocol::HttpProtobuf)))?;
                let message = format!(
                    "`{variable}` is a base, to which `{wanted}` is added: {} go to `{path}{wanted}`",
                    self.resolved.signal
                );
                let instead = self.url(self.scheme_word(), self.port_given(), base);
                Some(self.rule.warning(Code::UnsupportedSetting, &[], Some(instead), message))
            }
            PathKind::Final | PathKind::ByEnding => None,
        }
    }

    fn port(&self) -> Option<Held> {
        let variable = self.rule.variable;
        let path = if self.grpc() { "" } else { self.endpoint.path.as_deref().unwrap_or("") };
        let (own, other) = if self.grpc() { (4317, 4318) } else { (4318, 4317) };
        let protocol = self.resolved.protocol.value;
        if !self.endpoint.port_given {
            // Backends take telemetry at 443; nobody does at 80.
            let cleartext = self.resolved.cleartext.value;
            let instead = self.url(self.scheme_word(), Some(own), path);
            let message = format!("`{variable}` has no port, which is {} and not {own}", self.endpoint.port);
            return cleartext.then(|| self.rule.warning(Code::PortMismatch, &[], Some(instead), message));
        }
        if self.endpoint.port != other {
            return None;
        }
        let instead = self.url(self.scheme_word(), Some(own), path);
        let others: Vec<&str> = match &self.resolved.protocol.source {
            Source::Variable(name) => vec![name.as_str()],
            _ => Vec::new(),
        };
        let port = format!("`{variable}` has port {other}, and");
        let (message, weight) = match &self.resolved.protocol.source {
            // SDKs differ in their default.
            Source::Default => {
                let message = format!(
                    "{port} the specification's default protocol is `{protocol}`, whose port is {own}"
                );
                (message, Severity::Note)
            }
            Source::Variable(name) => {
                (format!("{port} `{name}` says `{protocol}`, whose port is {own}"), Severity::Warning)
            }
            _ => (format!("{port} `{protocol}` has port {own}"), Severity::Warning),
        };
        Some(self.rule.held(Code::PortMismatch, &others, Some(instead), message).weighing(weight))
    }

    /// "Scheme takes precedence over INSECURE."
    fn insecure(&self) -> Option<Held> {
        let environment = self.rule.environment;
        let (name, value) = environment.setting(self.resolved.signal, "INSECURE")?;
        let asked = parse_boolean(value);
        let by_scheme = match self.endpoint.scheme {
            Scheme::Http => true,
            Scheme::Https => false,
            _ => return None,
        };
        if asked == by_scheme {
            return None;
        }
        let variable = self.rule.variable;
        let scheme = if by_scheme { "http" } else { "https" };
        let message = format!(
            "`{name}` says {asked}, and `{variable}` says `{scheme}://`, which counts; exporters differ"
        );
        let rule = Rule { environment, variable: &name };
        Some(rule.warning(Code::ConflictingSettings, &[variable], Some(by_scheme.to_string()), message))
    }

    fn files_in_clear(&self) -> Vec<Held> {
        if !self.resolved.cleartext.value {
            return Vec::new();
        }
        let files = [&self.resolved.ca, &self.resolved.cert, &self.resolved.key];
        let names = files.into_iter().flatten().filter_map(|setting| match &setting.source {
            Source::Variable(name) => Some(name),
            _ => None,
        });
        names
            .map(|name| {
                let rule = Rule { environment: self.rule.environment, variable: name };
                let message = format!("`{name}` has no effect: `{}` is cleartext", self.rule.variable);
                rule.warning(Code::IgnoredSetting, &[self.rule.variable], None, message)
            })
            .collect()
    }

    fn unencrypted(&self) -> Option<Held> {
        if !self.resolved.cleartext.value || is_loopback(&self.endpoint.host) {
            return None;
        }
        let headers = self.rule.environment.setting(self.resolved.signal, "HEADERS").map(|(name, _)| name);
        let with = headers.as_ref().map(|name| format!("the headers of `{name}`"));
        let (message, severity) = unencrypted(self.endpoint.host.as_str(), with.as_deref());
        let others: Vec<&str> = headers.iter().map(String::as_str).collect();
        Some(self.rule.held(Code::InsecureTransport, &others, None, message).weighing(severity))
    }
}
