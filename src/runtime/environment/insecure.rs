//! Cleartext or TLS: the scheme and `INSECURE`.

use super::Departure;
use super::effective::Case;
use super::rules::Insecure;
use crate::finding::Code;
use crate::target::Scheme;
use crate::target::environment::Connection;
use crate::target::environment::PREFIX;
use crate::target::environment::own_name;
use crate::target::environment::parse_boolean;

impl Case<'_> {
    pub(super) fn insecure(&mut self, connection: &mut Connection) {
        let set = self.environment.setting(self.signal, "INSECURE");
        match self.rules.insecure {
            Insecure::Specified | Insecure::Never => {}
            Insecure::Overrides => {
                if let Some((name, value)) = set {
                    self.becomes(connection, &name, parse_boolean(value));
                }
            }
            Insecure::WithoutEndpoint => {
                let (Some((name, value)), None) = (set, self.endpoint_variable()) else { return };
                if parse_boolean(value) {
                    connection.cleartext = true;
                    connection.sources.insert("cleartext".to_owned(), format!("environment:{name}"));
                }
            }
            Insecure::AsWritten => {
                if let Some((name, value)) = set
                    && connection.endpoint.scheme == Scheme::None
                    && self.environment.raw(&name) != Some(value)
                {
                    self.becomes(connection, &name, false);
                }
            }
            Insecure::FalseIsTls => self.false_is_tls(connection),
        }
    }

    /// Python over gRPC: the signal's own decides first, then `https`, then the generic one, then `http`.
    fn false_is_tls(&mut self, connection: &mut Connection) {
        let scheme = connection.endpoint.scheme;
        // What is set and empty, or has a space, is not `true`.
        let raw =
            |name: &str| Some((name.to_owned(), self.environment.raw(name)?.eq_ignore_ascii_case("true")));
        let set = raw(&own_name(self.signal, "INSECURE")).or_else(|| raw(&format!("{PREFIX}INSECURE")));
        if let Some((name, insecure)) = set {
            self.becomes(connection, &name, insecure && scheme != Scheme::Https);
        }
    }

    /// `name` makes it cleartext, or TLS.
    fn becomes(&mut self, connection: &mut Connection, name: &str, cleartext: bool) {
        if connection.cleartext == cleartext {
            return;
        }
        connection.cleartext = cleartext;
        connection.sources.insert("cleartext".to_owned(), format!("environment:{name}"));
        let does = match (connection.endpoint.scheme, cleartext) {
            (Scheme::None, _) => "takes it for `false` as it is written, and speaks TLS",
            (_, true) => "lets it override `https://` and speaks cleartext",
            (_, false) => "lets it override `http://` and speaks TLS",
        };
        let departure = Departure::new(Code::ConflictingSettings, name, does);
        let endpoint = self.endpoint_variable().map(|(name, _)| name);
        self.departures.push(endpoint.into_iter().fold(departure, Departure::with));
    }
}
