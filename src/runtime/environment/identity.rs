//! The client's certificate and key: sent, dropped, or the end of the exporter.

use super::Departure;
use super::effective::{Case, End, refuses, unknown};
use super::rules::{Half, Levels, Mismatch};
use super::trust::Named;
use crate::finding::Code;
use crate::target::environment::PREFIX;
use crate::target::environment::Role;
use crate::target::environment::Unusable;
use crate::target::environment::own_name;
use crate::target::environment::signal_of;

impl Case<'_> {
    /// The variables and paths of the client's pair, as far as the exporter sends it.
    pub(super) fn pair(&mut self, has_ca: bool) -> Result<Option<[Named; 2]>, End> {
        if matches!(self.rules.levels, Levels::Layers | Levels::AllOrNothing) {
            return self.layers();
        }
        let cert = self.path(self.rules.identity, "CLIENT_CERTIFICATE");
        let key = self.path(self.rules.identity, "CLIENT_KEY");
        let ca_set = self.names_ca();
        let needs_ca = self.rules.identity_needs_ca && !has_ca;
        match (cert, key) {
            (None, None) => Ok(None),
            (cert @ Some(_), None) if self.rules.half == Half::Refused => self.half(cert, None, ca_set),
            (None, key @ Some(_)) if self.rules.half == Half::Refused => self.half(None, key, ca_set),
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

    /// Go: certificate and key of one level, the signal's own first.
    fn layers(&mut self) -> Result<Option<[Named; 2]>, End> {
        let owned = |found: Option<(String, &str)>| found.map(|(name, path)| (name, path.to_owned()));
        let of = |what| [self.environment.own(self.signal, what), self.environment.generic(what)].map(owned);
        let (certs, keys) = (of("CLIENT_CERTIFICATE"), of("CLIENT_KEY"));
        let mut rest = (None, None);
        for level in certs.into_iter().zip(keys) {
            match level {
                (Some(cert), Some(key)) => match self.whole(cert, key)? {
                    None if self.rules.levels == Levels::Layers => {}
                    found => return Ok(found),
                },
                (None, None) => {}
                half => rest = half,
            }
        }
        match rest {
            (None, None) => Ok(None),
            (cert, key) => self.half(cert, key, false),
        }
    }

    fn whole(&mut self, cert: Named, key: Named) -> Result<Option<[Named; 2]>, End> {
        let problem =
            |named: &Named, role| self.problem(&named.0, &named.1, role).map(|kind| (named.clone(), kind));
        let bad = problem(&cert, Role::Certificate).or_else(|| problem(&key, Role::Key));
        let format = self.environment.file(&key.1, Role::Key).and_then(|file| file.key_format.as_deref());
        let is_java = self.exporter.family == "java";
        let other_format = is_java && matches!(format, Some("pkcs1" | "sec1"));
        let with_certificate =
            is_java && self.environment.file(&key.1, Role::Key).is_some_and(|file| file.certificates > 0);
        match bad {
            None if other_format || with_certificate => {
                let what = if other_format { "is another form" } else { "holds a certificate as well" };
                let problem = format!("it reads PKCS#8 keys alone, and `{}` {what}", key.1);
                let text = "Unable to generate key from supported algorithms: [RSA, EC]".to_owned();
                Err(refuses(Code::UnreadableFile, &key.0, problem, Some(text)))
            }
            None => {
                let mismatch = self.environment.mismatch(&cert.1, &key.1);
                let ignored = match self.rules.pair_mismatch {
                    Mismatch::Refused if mismatch.is_some() => {
                        let problem =
                            format!("the key is not that of `{}`, and it connects to nobody", cert.1);
                        return Err(refuses(Code::UnreadableFile, &key.0, problem, None));
                    }
                    Mismatch::Stops | Mismatch::Refused => false,
                    Mismatch::Ignored => mismatch.is_some(),
                    Mismatch::IgnoredIfOfAnotherKind => mismatch == Some(true),
                };
                if ignored {
                    let does =
                        format!("sends no client certificate, because the key is not that of `{}`", cert.1);
                    self.departures.push(Departure::new(Code::UnreadableFile, key.0, does));
                    return Ok(None);
                }
                Ok(Some([cert, key]))
            }
            Some(((name, path), kind)) => {
                let missing = matches!(kind, Unusable::Missing | Unusable::Folder);
                let falls = if missing { self.rules.pair_missing } else { self.rules.pair_content };
                self.unusable(falls, &name, &path, "sends no client certificate").map(|()| None)
            }
        }
    }

    fn half(
        &mut self,
        cert: Option<Named>,
        key: Option<Named>,
        ca_set: bool,
    ) -> Result<Option<[Named; 2]>, End> {
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
