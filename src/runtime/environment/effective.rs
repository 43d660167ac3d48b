//! One exporter, one signal: variables in, connection out.

use super::rules;
use super::rules::{Falls, GrpcPath, Insecure, MissingPort, NoScheme, Reads, RootsVariable, Rules};
use super::{Departure, Effective, Outcome, Refusal};
use crate::finding::Code;
use crate::runtime::Exporter;
use crate::target::Endpoint;
use crate::target::Host;
use crate::target::Protocol;
use crate::target::Scheme;
use crate::target::Signal;
use crate::target::environment::Connection;
use crate::target::environment::Environment;
use crate::target::environment::EnvironmentError;
use crate::target::environment::PREFIX;
use crate::target::environment::Role;
use crate::target::environment::Roots;
use crate::target::environment::Setting;
use crate::target::environment::Source;
use crate::target::environment::Unusable;
use crate::target::environment::default_endpoint;
use crate::target::environment::own_name;
use crate::target::environment::parse_boolean;
use crate::target::environment::resolve;

/// See [`super::effective()`].
pub(super) fn effective(
    environment: &Environment,
    exporter: &'static Exporter,
    signal: Signal,
) -> Result<Effective, EnvironmentError> {
    let Some(rules) = rules::of(exporter.name) else {
        let reason =
            "the Collector reads none of these variables; `otls probe --config FILE` probes its exporters";
        return Ok(Effective { outcome: Outcome::Unknown(reason.to_owned()), departures: Vec::new() });
    };
    let protocol = Setting::new(exporter.protocol, Source::Runtime);
    let resolved = resolve(environment, signal, Some(protocol))?;
    let mut connection = Connection::specified(environment, &resolved);
    let mut case = Case { environment, rules, exporter, signal, departures: Vec::new() };
    let outcome = match case.apply(&mut connection) {
        Ok(()) => Outcome::Connects(Box::new(connection)),
        Err(end) => *end,
    };
    Ok(Effective { outcome, departures: case.departures })
}

pub(super) struct Case<'a> {
    pub(super) environment: &'a Environment,
    pub(super) rules: &'static Rules,
    pub(super) exporter: &'static Exporter,
    pub(super) signal: Signal,
    pub(super) departures: Vec<Departure>,
}

pub(super) type End = Box<Outcome>;

pub(super) fn refuses(
    code: Code,
    variable: &str,
    problem: impl Into<String>,
    message: Option<String>,
) -> End {
    Box::new(Outcome::Refuses(Refusal {
        code,
        variable: variable.to_owned(),
        problem: problem.into(),
        message,
    }))
}

pub(super) fn unknown(reason: impl Into<String>) -> End {
    Box::new(Outcome::Unknown(reason.into()))
}

impl Case<'_> {
    fn apply(&mut self, connection: &mut Connection) -> Result<(), End> {
        self.endpoint(connection)?;
        self.insecure(connection);
        let ca = self.ca()?;
        let pair = self.pair(ca.is_some())?;
        let files = ca.is_some() || pair.is_some();
        if connection.cleartext && files {
            self.files_in_clear(connection)?;
        }
        connection.sources.retain(|key, _| !["ca", "cert", "key", "proxy"].contains(&key.as_str()));
        connection.roots = Roots::Default;
        connection.identity = None;
        if let Some((name, path)) = ca {
            connection.roots = Roots::File(path);
            connection.sources.insert("ca".to_owned(), format!("environment:{name}"));
        }
        if let Some([(cert_name, cert), (key_name, key)]) = pair {
            connection.identity = Some((cert, key));
            connection.sources.insert("cert".to_owned(), format!("environment:{cert_name}"));
            connection.sources.insert("key".to_owned(), format!("environment:{key_name}"));
        }
        self.roots(connection);
        self.verification(connection);
        self.proxy(connection);
        Ok(())
    }

    /// The variable that the endpoint is from.
    fn endpoint_variable(&self) -> Option<(String, &str)> {
        self.environment.setting(self.signal, "ENDPOINT")
    }

    fn endpoint(&mut self, connection: &mut Connection) -> Result<(), End> {
        let generic = format!("{PREFIX}ENDPOINT");
        let Some((name, value)) = self.endpoint_variable() else {
            let empty = self.empty("ENDPOINT");
            if let (Some(text), Some(name)) = (self.rules.empty_endpoint, empty) {
                let problem = format!("`{name}` is set and empty, and it takes that for the endpoint");
                return Err(refuses(Code::UnsupportedSetting, &name, problem, Some(text.to_owned())));
            }
            if self.rules.default_is_tls {
                connection.endpoint = self.default_endpoint();
                connection.cleartext = false;
                let does = "uses `https://localhost` by default, not `http://`";
                self.departures.push(Departure::new(Code::SchemeMismatch, generic, does));
            }
            return Ok(());
        };
        let value = value.to_owned();
        self.spaces(&name)?;
        let scheme = connection.endpoint.scheme;
        match scheme {
            Scheme::None => self.without_scheme(connection, &name, &value)?,
            Scheme::Http if self.rules.scheme_in_lower_case && !value.starts_with("http://") => {
                let insecure = self.environment.setting(self.signal, "INSECURE");
                connection.cleartext = insecure.is_some_and(|(_, value)| parse_boolean(value));
                if !connection.cleartext {
                    let does = "knows `http://` in lower case only, and speaks TLS here";
                    self.departures.push(Departure::new(Code::SchemeMismatch, &name, does));
                }
            }
            Scheme::Grpc | Scheme::Grpcs | Scheme::Dns => {
                return Err(unknown(format!("what it makes of the scheme of `{name}` is not known")));
            }
            Scheme::Http | Scheme::Https => {}
        }
        if !connection.endpoint.port_given {
            connection.endpoint.port = match self.rules.missing_port {
                MissingPort::Https => 443,
                MissingPort::Scheme if connection.cleartext => 80,
                MissingPort::Scheme => 443,
            };
        }
        if connection.protocol == Protocol::Grpc {
            self.grpc_path(connection, &name)?;
        }
        Ok(())
    }

    /// The variable that is set and empty.
    fn empty(&self, what: &str) -> Option<String> {
        let names = [own_name(self.signal, what), format!("{PREFIX}{what}")];
        names
            .into_iter()
            .find(|name| self.environment.is_present(name) && self.environment.get(name).is_none())
    }

    /// Spaces around the value: `get` has none, the exporter may see them.
    fn spaces(&self, name: &str) -> Result<(), End> {
        let raw = self.environment.iter().find(|(other, _)| *other == name).map_or("", |(_, value)| value);
        if self.rules.trims || raw == raw.trim() {
            return Ok(());
        }
        let problem = format!("`{name}` has a space before or after the URL, which is no URL to it");
        Err(refuses(Code::UnsupportedSetting, name, problem, None))
    }

    fn without_scheme(&mut self, connection: &mut Connection, name: &str, value: &str) -> Result<(), End> {
        let refused = |text: &str| {
            let scheme = value.split(':').next().unwrap_or_default();
            let text = text.replace("{value}", value).replace("{scheme}", scheme);
            let problem = format!("`{name}` has no scheme, which it does not take");
            Err(refuses(Code::SchemeMismatch, name, problem, Some(text)))
        };
        let is_name = matches!(connection.endpoint.host, Host::Name(_));
        match self.rules.no_scheme {
            NoScheme::Target => Ok(()),
            NoScheme::Refused(text) => refused(text),
            // Go reads a lone host as a path; a gRPC target may be one.
            NoScheme::AddressIsDefault(_)
                if self.rules.default_is_tls
                    && connection.protocol == Protocol::Grpc
                    && !connection.endpoint.port_given =>
            {
                Ok(())
            }
            NoScheme::AddressIsDefault(text) if is_name || !connection.endpoint.port_given => refused(text),
            NoScheme::NoUrlIsDefault(text) if is_name && connection.endpoint.port_given => refused(text),
            NoScheme::AddressIsDefault(_) | NoScheme::NoUrlIsDefault(_) => {
                connection.endpoint = self.default_endpoint();
                connection.cleartext = !self.rules.default_is_tls;
                let url = connection.url();
                let does = format!("cannot parse it without a scheme, and goes to `{url}` instead");
                self.departures.push(Departure::new(Code::SchemeMismatch, name, does));
                Ok(())
            }
            NoScheme::Cleartext => {
                connection.cleartext = true;
                Ok(())
            }
            NoScheme::Unknown => Err(unknown("what it makes of an endpoint without a scheme is not known")),
        }
    }

    fn default_endpoint(&self) -> Endpoint {
        default_endpoint(self.exporter.protocol)
    }

    fn grpc_path(&mut self, connection: &mut Connection, name: &str) -> Result<(), End> {
        let path = connection.endpoint.path.take().filter(|path| path != "/");
        let own = name != format!("{PREFIX}ENDPOINT");
        match (self.rules.path, path) {
            (GrpcPath::Wanted, None) if own => {
                let problem = format!("`{name}` lacks the path of the gRPC method, which it wants there");
                let text = "Endpoint has to contain scheme, host and path".to_owned();
                Err(refuses(Code::UnsupportedSetting, name, problem, Some(text)))
            }
            (GrpcPath::Refused(text), Some(path)) => {
                let text =
                    text.replace("{path}", &path).replace("{port}", &format!("{}", connection.endpoint.port));
                let problem = format!("`{name}` has the path `{path}`, which it does not take over gRPC");
                Err(refuses(Code::UnsupportedSetting, name, problem, Some(text)))
            }
            _ => Ok(()),
        }
    }

    fn insecure(&mut self, connection: &mut Connection) {
        let Some((name, value)) = self.environment.setting(self.signal, "INSECURE") else { return };
        let insecure = parse_boolean(value);
        let endpoint = self.endpoint_variable().map(|(name, _)| name);
        let scheme = connection.endpoint.scheme;
        let departure = |code, does: &str| {
            let departure = Departure::new(code, &name, does);
            match &endpoint {
                Some(endpoint) => departure.with(endpoint.clone()),
                None => departure,
            }
        };
        match self.rules.insecure {
            Insecure::Specified | Insecure::Never => {}
            // The logs exporters do as specified.
            Insecure::Overrides if self.signal == Signal::Logs => {}
            Insecure::Overrides => {
                if connection.cleartext != insecure {
                    connection.cleartext = insecure;
                    connection.sources.insert("cleartext".to_owned(), format!("environment:{name}"));
                    let does = if insecure {
                        "lets it override `https://` and speaks cleartext"
                    } else {
                        "lets it override `http://` and speaks TLS"
                    };
                    self.departures.push(departure(Code::ConflictingSettings, does));
                }
            }
            Insecure::FalseIsTls => {
                if scheme == Scheme::Http && !insecure && endpoint.is_some() {
                    connection.cleartext = false;
                    connection.sources.insert("cleartext".to_owned(), format!("environment:{name}"));
                    let does = "lets it override `http://` and speaks TLS";
                    self.departures.push(departure(Code::ConflictingSettings, does));
                }
            }
        }
    }

    /// The variable and path of a file, as far as the exporter reads it.
    pub(super) fn path(&mut self, reads: Reads, what: &str) -> Option<(String, String)> {
        let set = self.environment.setting(self.signal, what).map(|(name, path)| (name, path.to_owned()));
        let read = match reads {
            Reads::Both => set.clone(),
            Reads::Generic => self.environment.generic(what).map(|(name, path)| (name, path.to_owned())),
            Reads::Never => None,
        };
        if let Some((name, _)) = set.filter(|set| Some(set) != read.as_ref()) {
            self.departures.push(Departure::new(Code::WrongVariable, name, "does not read it"));
        }
        read
    }

    fn ca(&mut self) -> Result<Option<(String, String)>, End> {
        let Some((name, path)) = self.path(self.rules.ca, "CERTIFICATE") else {
            if let (Some(text), Some(name)) = (self.rules.empty_file, self.empty("CERTIFICATE")) {
                let problem = format!("`{name}` is set and empty, and it takes that for a path");
                return Err(refuses(Code::UnsupportedSetting, &name, problem, Some(text.to_owned())));
            }
            return Ok(None);
        };
        if let Some(by) = self.beaten() {
            let does = format!("uses `{by}` instead");
            self.departures.push(Departure::new(Code::IgnoredSetting, &name, does).with(by));
            return Ok(None);
        }
        let file = self.environment.file(&path, Role::Ca);
        let Some((unusable, _)) = file.and_then(|file| file.problem.as_ref()) else {
            if self.exporter.family == "dotnet" && file.is_some_and(|file| file.key_format.is_none()) {
                let text = format!("Failed to load CA certificate from '{path}'");
                let problem = format!("up to 1.18 it loads `{path}` only if a private key is in it too");
                return Err(refuses(Code::UnsupportedSetting, &name, problem, Some(text)));
            }
            return Ok(Some((name, path)));
        };
        let falls = match unusable {
            Unusable::Missing => self.rules.ca_missing,
            Unusable::Empty => self.rules.ca_empty,
            Unusable::Content => self.rules.ca_content,
        };
        self.unusable(falls, &name, &path, "trusts its default roots instead").map(|()| None)
    }

    /// What an unusable file leads to; `Ok`: as if it were not named.
    pub(super) fn unusable(
        &mut self,
        falls: Falls,
        name: &str,
        path: &str,
        instead: &str,
    ) -> Result<(), End> {
        match falls {
            Falls::Open => {
                let does = format!("cannot use `{path}` and {instead}");
                self.departures.push(Departure::new(Code::UnreadableFile, name, does));
                Ok(())
            }
            Falls::Closed(text) => {
                let problem = format!("it cannot use `{path}` and accepts no server");
                Err(refuses(Code::UnreadableFile, name, problem, text.map(str::to_owned)))
            }
            Falls::Refused(text) => {
                let problem = format!("it cannot use `{path}` and does not start");
                Err(refuses(Code::UnreadableFile, name, problem, Some(text.replace("{path}", path))))
            }
            Falls::Unknown => Err(unknown(format!("what it does without a usable `{path}` is not known"))),
        }
    }

    /// The variable that is used instead of any CA.
    fn beaten(&self) -> Option<String> {
        self.rules.roots.iter().find_map(|variable| match variable {
            RootsVariable::Beats(name) if self.environment.get(name).is_some() => Some((*name).to_owned()),
            _ => None,
        })
    }

    fn files_in_clear(&mut self, connection: &mut Connection) -> Result<(), End> {
        let files = ["CERTIFICATE", "CLIENT_CERTIFICATE", "CLIENT_KEY"];
        let file = files.iter().find_map(|what| self.environment.setting(self.signal, what));
        let Some((name, _)) = file else { return Ok(()) };
        if let Some(text) = self.rules.refuses_files_in_clear {
            let problem = format!("`{name}` is set and the connection is cleartext, and it does not start");
            return Err(refuses(Code::ConflictingSettings, &name, problem, Some(text.to_owned())));
        }
        if self.rules.files_make_tls {
            connection.cleartext = false;
            connection.sources.insert("cleartext".to_owned(), format!("environment:{name}"));
            let departure = Departure::new(Code::ConflictingSettings, name, "speaks TLS all the same");
            let endpoint = self.endpoint_variable().map(|(name, _)| name);
            self.departures.push(endpoint.into_iter().fold(departure, Departure::with));
        }
        Ok(())
    }

    fn roots(&self, connection: &mut Connection) {
        let chosen = self.rules.roots.iter().find_map(|variable| {
            let (name, roots): (&str, fn(String) -> Roots) = match variable {
                RootsVariable::Default(name) if connection.roots == Roots::Default => (name, Roots::File),
                RootsVariable::Adds(name) if connection.roots == Roots::Default => (name, Roots::DefaultAnd),
                RootsVariable::Beats(name) => (name, Roots::File),
                RootsVariable::Default(_) | RootsVariable::Adds(_) => return None,
            };
            Some((name, roots(self.environment.get(name)?.to_owned())))
        });
        if let Some((name, roots)) = chosen {
            connection.roots = roots;
            connection.sources.insert("ca".to_owned(), format!("environment:{name}"));
        }
    }

    fn verification(&mut self, connection: &mut Connection) {
        let Some((name, wanted)) = self.rules.unverified else { return };
        let kept = self.environment.is_present("OTEL_RUBY_EXPORTER_OTLP_SSL_VERIFY_PEER");
        // Ruby looks at the presence alone; its logs exporter at the word `true`.
        let off = match wanted {
            Some(wanted) => self.environment.get(name) == Some(wanted),
            None if self.signal == Signal::Logs => self.environment.get(name) == Some("true"),
            None => self.environment.is_present(name) && !kept,
        };
        if off {
            connection.verifies = false;
            let does = "does not verify the server's certificate";
            self.departures.push(Departure::new(Code::VerificationDisabled, name, does));
        }
    }

    fn proxy(&self, connection: &mut Connection) {
        if !self.rules.proxies_known {
            return;
        }
        let [tls, clear, exempt] = self.rules.proxies;
        let names = if connection.cleartext { clear } else { tls };
        connection.proxy = self.environment.proxy(names, exempt, &connection.endpoint);
        if let Some((name, _)) = &connection.proxy {
            connection.sources.insert("proxy".to_owned(), format!("environment:{name}"));
        }
    }
}
