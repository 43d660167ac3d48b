//! The client's certificate and key: sent, dropped, or the end of the exporter.

use super::Departure;
use super::effective::{Case, End, refuses, unknown};
use super::rules::Half;
use crate::finding::Code;
use crate::target::environment::PREFIX;
use crate::target::environment::Role;
use crate::target::environment::own_name;
use crate::target::environment::signal_of;

impl Case<'_> {
    /// The variables and paths of the client's pair, as far as the exporter sends it.
    pub(super) fn pair(&mut self, has_ca: bool) -> Result<Option<[(String, String); 2]>, End> {
        let cert = self.path(self.rules.identity, "CLIENT_CERTIFICATE");
        let key = self.path(self.rules.identity, "CLIENT_KEY");
        let ca_set = self.environment.setting(self.signal, "CERTIFICATE").is_some();
        let needs_ca = self.rules.identity_needs_ca && !has_ca;
        match (cert, key) {
            (None, None) => Ok(None),
            (Some((name, _)), _) | (None, Some((name, _))) if needs_ca && !ca_set => {
                let ca = format!("{PREFIX}CERTIFICATE");
                let does = format!("sends no client certificate unless `{ca}` is set too");
                self.departures.push(Departure::new(Code::IgnoredSetting, name, does).with(ca));
                Ok(None)
            }
            (Some(cert), Some(key)) => self.whole(cert, key),
            (cert, key) => self.half(cert, key, ca_set),
        }
    }

    fn whole(
        &mut self,
        cert: (String, String),
        key: (String, String),
    ) -> Result<Option<[(String, String); 2]>, End> {
        let problem =
            |role, path: &str| self.environment.file(path, role).is_some_and(|file| file.problem.is_some());
        let bad = if problem(Role::Certificate, &cert.1) {
            Some(cert.clone())
        } else {
            problem(Role::Key, &key.1).then(|| key.clone())
        };
        let format = self.environment.file(&key.1, Role::Key).and_then(|file| file.key_format.as_deref());
        let other_format = self.exporter.family == "java" && matches!(format, Some("pkcs1" | "sec1"));
        match bad {
            None if other_format => {
                let problem = format!("it reads PKCS#8 keys only, and `{}` is another form", key.1);
                let text = "Unable to generate key from supported algorithms: [RSA, EC]".to_owned();
                Err(refuses(Code::UnreadableFile, &key.0, problem, Some(text)))
            }
            None => Ok(Some([cert, key])),
            Some((name, path)) => {
                let falls = self.rules.pair_unusable;
                self.unusable(falls, &name, &path, "sends no client certificate").map(|()| None)
            }
        }
    }

    fn half(
        &mut self,
        cert: Option<(String, String)>,
        key: Option<(String, String)>,
        ca_set: bool,
    ) -> Result<Option<[(String, String); 2]>, End> {
        let is_cert = cert.is_some();
        let Some((name, path)) = cert.or(key) else { return Ok(None) };
        let missing = if is_cert { "CLIENT_KEY" } else { "CLIENT_CERTIFICATE" };
        let other = match signal_of(&name) {
            Some(signal) => own_name(signal, missing),
            None => format!("{PREFIX}{missing}"),
        };
        let without = format!("`{name}` is set without `{other}`");
        match self.rules.half {
            Half::Aborts if ca_set => {
                let (what, line) = if is_cert { ("private_key", 344) } else { ("cert_chain", 345) };
                let text = format!(
                    "grpc_tls_certificate_distributor.cc:{line}] Check failed: {what} != nullptr ((null) vs. (null))"
                );
                let problem = format!("{without}, and it aborts the process (SIGABRT)");
                Err(refuses(Code::ConflictingSettings, &name, problem, Some(text)))
            }
            Half::Refused => {
                let text = if is_cert {
                    "client certificate provided without client key - both client key and client_certificate must be set"
                } else {
                    "client key provided without client certificate - both client key and client certificate must be set"
                };
                let problem = format!("{without}, and it does not start");
                Err(refuses(Code::ConflictingSettings, &name, problem, Some(text.to_owned())))
            }
            Half::CertificateHoldsKey if is_cert => {
                let file = self.environment.file(&path, Role::Certificate);
                if file.is_some_and(|file| file.key_format.is_some()) {
                    return Ok(Some([(name.clone(), path.clone()), (name, path)]));
                }
                let problem = format!("{without}, and it finds no key in `{path}`");
                let text = "[SSL] PEM lib".to_owned();
                Err(refuses(Code::ConflictingSettings, &name, problem, Some(text)))
            }
            Half::Ignored | Half::Aborts | Half::CertificateHoldsKey => {
                let does = format!("sends no client certificate without `{other}`");
                self.departures.push(Departure::new(Code::IgnoredSetting, name, does).with(other));
                Ok(None)
            }
            Half::Unknown => Err(unknown(format!("what it does when {without} is not known"))),
        }
    }
}
