//! One exporter, one signal: variables in, connection out.

use super::prepared::Prepared;
use super::rules::{Extra, GrpcPath, Levels, MissingPort, NoScheme, OtherScheme, Rules, Slashes};
use super::table;
use super::{Departure, Effective, Outcome, Refusal};
use crate::finding::Code;
use crate::runtime::Exporter;
use crate::target::Endpoint;
use crate::target::PathKind;
use crate::target::Protocol;
use crate::target::Scheme;
use crate::target::Signal;
use crate::target::environment::Connection;
use crate::target::environment::Environment;
use crate::target::environment::EnvironmentError;
use crate::target::environment::PREFIX;
use crate::target::environment::Roots;
use crate::target::environment::Setting;
use crate::target::environment::Source;
use crate::target::environment::default_endpoint;
use crate::target::environment::own_name;
use crate::target::environment::parse_boolean;
use crate::target::environment::resolve;
use crate::target::environment::written_path;

/// See [`super::effective()`].
pub(super) fn effective(
    environment: &Environment,
    exporter: &'static Exporter,
    signal: Signal,
) -> Result<Effective, EnvironmentError> {
    let Some(rules) = table::of(exporter.name, signal) else {
        let reason =
            "the Collector reads none of these variables; `otls probe --config FILE` probes its exporters";
        return Ok(Effective { outcome: Outcome::Unknown(reason.to_owned()), departures: Vec::new() });
    };
    let mut prepared = Prepared::new(environment, exporter, signal);
    let departures = std::mem::take(&mut prepared.departures);
    let environment = prepared.environment.as_ref();
    let protocol = Setting::new(exporter.protocol, Source::Runtime);
    let resolved = resolve(environment, signal, Some(protocol))?;
    let mut connection = Connection::specified(environment, &resolved);
    let mut case = Case { environment, rules, exporter, signal, departures, cleartext: false };
    let mut outcome = match case.apply(&mut connection) {
        Ok(()) => Outcome::Connects(Box::new(connection)),
        Err(end) => *end,
    };
    let mut departures = case.departures;
    prepared.named(&mut outcome, &mut departures);
    Ok(Effective { outcome, departures })
}

pub(super) struct Case<'a> {
    pub(super) environment: &'a Environment,
    pub(super) rules: &'static Rules,
    pub(super) exporter: &'static Exporter,
    pub(super) signal: Signal,
    pub(super) departures: Vec<Departure>,
    /// Cleartext is spoken, as far as is known before the files are looked at.
    pub(super) cleartext: bool,
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

/// A text with what it says of the endpoint filled in.
fn with_value(text: &str, value: &str) -> String {
    text.replace("{value}", value).replace("{scheme}", value.split(':').next().unwrap_or_default())
}

impl Case<'_> {
    fn apply(&mut self, connection: &mut Connection) -> Result<(), End> {
        self.unfollowed(false)?;
        self.endpoint(connection)?;
        self.insecure(connection);
        if !connection.endpoint.port_given && self.rules.missing_port == MissingPort::Scheme {
            connection.endpoint.port = if connection.cleartext { 80 } else { 443 };
        }
        self.values()?;
        self.cleartext = connection.cleartext;
        let looks = !connection.cleartext || self.rules.files_in_clear;
        let (ca, pair) = if looks { self.files()? } else { (None, None) };
        let files = ca.is_some() || pair.is_some();
        if connection.cleartext && files {
            self.files_in_clear(connection)?;
        }
        connection.sources.retain(|key, _| !["ca", "cert", "key", "proxy"].contains(&key.as_str()));
        connection.roots = Roots::Default;
        connection.identity = None;
        if let Some((name, path)) = ca {
            connection.roots = self.roots_of(path);
            connection.sources.insert("ca".to_owned(), format!("environment:{name}"));
        }
        if let Some([(cert_name, cert), (key_name, key)]) = pair {
            connection.identity = Some((cert, key));
            connection.sources.insert("cert".to_owned(), format!("environment:{cert_name}"));
            connection.sources.insert("key".to_owned(), format!("environment:{key_name}"));
        }
        self.roots(connection)?;
        self.verification(connection);
        self.proxy(connection);
        Ok(())
    }

    /// The variable that the endpoint is from.
    pub(super) fn endpoint_variable(&self) -> Option<(String, &str)> {
        self.environment.setting(self.signal, "ENDPOINT")
    }

    fn endpoint(&mut self, connection: &mut Connection) -> Result<(), End> {
        let generic = format!("{PREFIX}ENDPOINT");
        if let (Some(text), Some(name)) = (self.rules.empty_endpoint, self.empty("ENDPOINT")) {
            let problem = format!("`{name}` is set and empty, and it takes that for the endpoint");
            return Err(refuses(Code::UnsupportedSetting, &name, problem, Some(text.to_owned())));
        }
        let Some((name, value)) = self.endpoint_variable() else {
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
        if self.ends_in_space(&name) {
            self.takes_default(connection, &name);
            return Ok(());
        }
        self.user(&name)?;
        if self.exporter.family == "java" && value.ends_with("//") {
            let problem =
                format!("`{name}` ends with two slashes, and it takes what follows them for the host");
            return Err(refuses(Code::UnsupportedSetting, &name, problem, None));
        }
        let scheme = connection.endpoint.scheme;
        match scheme {
            Scheme::None => self.without_scheme(connection, &name, &value)?,
            Scheme::Http | Scheme::Https
                if self.rules.scheme_in_lower_case
                    && !value.starts_with("http://")
                    && !value.starts_with("https://") =>
            {
                let insecure = self.environment.setting(self.signal, "INSECURE");
                let cleartext = insecure.is_some_and(|(_, value)| parse_boolean(value));
                if connection.cleartext != cleartext {
                    let what = if cleartext { "cleartext" } else { "TLS" };
                    let does = format!("knows schemes in lower case only, and speaks {what} here");
                    self.departures.push(Departure::new(Code::SchemeMismatch, &name, does));
                }
                connection.cleartext = cleartext;
            }
            Scheme::Grpc | Scheme::Grpcs | Scheme::Dns | Scheme::Other => {
                self.other_scheme(connection, &name, &value)?;
            }
            Scheme::Http | Scheme::Https => {}
        }
        let left_out = self.rules.missing_port == MissingPort::HttpsOrWritten
            && connection.endpoint.scheme == Scheme::Http
            && connection.endpoint.port == 80;
        if left_out && connection.endpoint.port_given {
            let does = "loses the port 80 of an `http://` URL, and goes to port 443";
            self.departures.push(Departure::new(Code::PortMismatch, &name, does));
        }
        if !connection.endpoint.port_given || left_out {
            connection.endpoint.port = match self.rules.missing_port {
                MissingPort::Https | MissingPort::HttpsOrWritten => 443,
                // Once it is known whether TLS is spoken.
                MissingPort::Scheme => connection.endpoint.port,
            };
        }
        self.extra(connection, &name)?;
        if connection.protocol == Protocol::Grpc {
            self.grpc_path(connection, &name)?;
        } else if self.rules.slashes != Slashes::Taken && connection.endpoint.path_kind == PathKind::Base {
            let base = written_path(&value).unwrap_or_default();
            let base = match self.rules.slashes {
                Slashes::Kept => Some(base.as_str()),
                _ => base.strip_suffix('/'),
            };
            if let Some(base) = base.filter(|base| base.ends_with('/')) {
                connection.endpoint.path = Some(format!("{base}{}", self.signal.path(connection.protocol)));
                connection.endpoint.path_kind = PathKind::Final;
            }
        }
        Ok(())
    }

    /// The variable that is set and empty, of the two the one that counts for who takes an empty one for a value.
    pub(super) fn empty(&self, what: &str) -> Option<String> {
        let own = own_name(self.signal, what);
        // gRPC's Python exporter reads on where its own is empty.
        let first = self.environment.is_present(&own) && !(what == "ENDPOINT" && self.rules.reads_on);
        let name = if first { own } else { format!("{PREFIX}{what}") };
        let set = if first { None } else { self.environment.own(self.signal, what) };
        (set.is_none() && self.environment.is_present(&name) && self.environment.get(&name).is_none())
            .then_some(name)
    }

    /// Spaces around the value: `get` has none, the exporter may see them.
    fn spaces(&self, name: &str) -> Result<(), End> {
        let raw = self.environment.raw(name).unwrap_or_default();
        if self.rules.trims || raw == raw.trim() {
            return Ok(());
        }
        // Go's logs exporters then read the generic variable, or take the default.
        if self.rules.levels == Levels::AllOrNothing {
            return Err(unknown(format!(
                "it passes over `{name}`, which has a space before or after the URL"
            )));
        }
        let problem = format!("`{name}` has a space before or after the URL, which is no URL to it");
        Err(refuses(Code::UnsupportedSetting, name, problem, None))
    }

    /// A user before the host, which some take for a part of it.
    fn user(&self, name: &str) -> Result<(), End> {
        let Some(text) = self.rules.user_is_host else { return Ok(()) };
        let raw = self.environment.raw(name).unwrap_or_default();
        let authority =
            raw.split_once("://").map_or(raw, |(_, rest)| rest).split('/').next().unwrap_or_default();
        if !authority.contains('@') {
            return Ok(());
        }
        let problem = format!("`{name}` has a user before the host, which it takes for a part of the name");
        let text = text.replace("{authority}", authority);
        Err(refuses(Code::UnsupportedSetting, name, problem, Some(text)))
    }

    fn other_scheme(&mut self, connection: &mut Connection, name: &str, value: &str) -> Result<(), End> {
        let scheme = value.split(':').next().unwrap_or_default();
        let refused = |problem: &str, text: Option<String>| {
            let problem = format!("`{name}` has the scheme `{scheme}`, {problem}");
            Err(refuses(Code::UnsupportedSetting, name, problem, text))
        };
        if connection.endpoint.scheme == Scheme::Dns && self.rules.other_scheme != OtherScheme::Unknown {
            return match self.rules.other_scheme {
                _ if self.rules.dns => Ok(()),
                OtherScheme::Refused(text) => {
                    refused("which it does not take", Some(with_value(text, value)))
                }
                _ => refused("and it takes the host from before the third slash: there is none", None),
            };
        }
        let cleartext = match self.rules.other_scheme {
            OtherScheme::Tls => false,
            OtherScheme::Cleartext => true,
            OtherScheme::ByInsecure => {
                let set = self.environment.setting(self.signal, "INSECURE");
                set.is_some_and(|(_, value)| parse_boolean(value))
            }
            OtherScheme::Refused(text) => {
                return refused("which it does not take", Some(with_value(text, value)));
            }
            OtherScheme::Unknown => {
                return Err(unknown(format!("what it makes of the scheme of `{name}` is not known")));
            }
        };
        connection.cleartext = cleartext;
        let what = if cleartext { "cleartext" } else { "TLS" };
        let does = format!("knows no scheme `{scheme}`, and speaks {what} here");
        self.departures.push(Departure::new(Code::SchemeMismatch, name, does));
        Ok(())
    }

    /// A query or a fragment.
    fn extra(&mut self, connection: &mut Connection, name: &str) -> Result<(), End> {
        let Some(extra) = &connection.endpoint.extra else { return Ok(()) };
        let is_query = extra.expose().starts_with('?');
        let what = if is_query { "query" } else { "fragment" };
        match self.rules.extra {
            Extra::Dropped => {
                connection.endpoint.extra = None;
                let does = format!("leaves out its {what}");
                self.departures.push(Departure::new(Code::IgnoredSetting, name, does));
            }
            Extra::Refused([query, fragment]) => {
                let text = if is_query { query } else { fragment };
                let problem = format!("`{name}` has a {what}, which it does not take");
                return Err(refuses(Code::UnsupportedSetting, name, problem, Some(text.to_owned())));
            }
            Extra::Extended if connection.protocol == Protocol::HttpProtobuf => {
                let own = self.signal.path(Protocol::HttpProtobuf);
                if connection.endpoint.path_kind == PathKind::Base {
                    let raw = self.environment.get(name).unwrap_or_default();
                    connection.endpoint.path = written_path(raw);
                    connection.endpoint.path_kind = PathKind::Final;
                    connection.endpoint.extend_extra(own);
                    let path = connection.endpoint.path.as_deref().unwrap_or("/");
                    let does = format!("puts `{own}` behind its {what}, and asks for `{path}`");
                    self.departures.push(Departure::new(Code::UnsupportedSetting, name, does));
                } else {
                    connection.endpoint.extend_extra("");
                }
            }
            Extra::Extended | Extra::Unknown => {
                return Err(unknown(format!("what it makes of the {what} of `{name}` is not known")));
            }
        }
        Ok(())
    }

    fn without_scheme(&mut self, connection: &mut Connection, name: &str, value: &str) -> Result<(), End> {
        let refused = |text: &str| {
            let problem = format!("`{name}` has no scheme, which it does not take");
            Err(refuses(Code::SchemeMismatch, name, problem, Some(with_value(text, value))))
        };
        match self.rules.no_scheme {
            NoScheme::TargetAsWritten(text) if value.contains('/') => {
                let problem =
                    format!("`{name}` has a slash and no scheme, which it takes for a part of the port");
                Err(refuses(Code::UnsupportedSetting, name, problem, Some(with_value(text, value))))
            }
            NoScheme::Target | NoScheme::TargetAsWritten(_) => Ok(()),
            NoScheme::Refused(text) => refused(text),
            NoScheme::LoneHostIsTarget(_) if !connection.endpoint.port_given => Ok(()),
            NoScheme::LoneHostIsTarget(text) => refused(text),
            NoScheme::Cleartext => {
                connection.cleartext = true;
                Ok(())
            }
            NoScheme::Unknown => Err(unknown("what it makes of an endpoint without a scheme is not known")),
        }
    }

    /// Node over HTTP puts the signal's path behind the space, and has no URL.
    fn ends_in_space(&self, name: &str) -> bool {
        let raw = self.environment.raw(name).unwrap_or_default();
        self.exporter.name == "node-http" && name == format!("{PREFIX}ENDPOINT") && raw.trim_end() != raw
    }

    fn takes_default(&mut self, connection: &mut Connection, name: &str) {
        connection.endpoint = self.default_endpoint();
        connection.cleartext = !self.rules.default_is_tls;
        let does = format!("cannot parse it, and goes to `{}` instead", connection.url());
        self.departures.push(Departure::new(Code::SchemeMismatch, name, does));
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
}
