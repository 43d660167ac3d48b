//! The files that a configuration names, where they could be read.

use std::collections::BTreeMap;

use super::chain;
use super::setting::Setting;
use crate::collector::Configuration;
use crate::collector::Place;
use crate::collector::ServerTls;
use crate::collector::Value;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Severity;
use crate::finding::certificate_ref;
use crate::finding::day;
use crate::finding::distance;
use crate::x509::Certificate;
use crate::x509::Name;
use crate::x509::NameMatch;
use crate::x509::Policy;
use crate::x509::Purpose;
use crate::x509::UnixSeconds;
use crate::x509::covers;
use crate::x509::nearest;

/// A file that a setting names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The path as written: of the machine that the Collector runs on.
    pub path: String,
    /// The setting: `receivers.otlp.protocols.grpc.tls.cert_file`.
    pub setting: String,
    /// Where it is written.
    pub place: Place,
    /// `ca_file`, `cert_file`, `key_file`, `client_ca_file`.
    pub role: &'static str,
    /// Of a receiver.
    pub is_server: bool,
}

/// Who reads the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Reader {
    /// It does not start with a file that it cannot use.
    Collector,
    /// Exporters of SDKs: each does another thing.
    Sdk,
}

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// Certificates, DER, in the order of the file.
    pub certificates: Vec<Vec<u8>>,
    /// The public keys (SubjectPublicKeyInfo, DER) of the private keys in it; `None` for a kind that cannot be read.
    pub keys: Vec<Option<Vec<u8>>>,
    /// PEM blocks that cannot be read.
    pub damaged: usize,
    /// Certificates, DER, of the CA that is kept beside it as its issuer (`ca.crt` of the same Secret).
    pub authority: Vec<Vec<u8>>,
    /// Why it is of no use, one clause.
    pub problem: Option<String>,
}

/// What was read, by path as written. A path that is not in it was not looked for.
pub type Files = BTreeMap<String, Read>;

/// The files that the Collector would open, each with the setting that names it.
pub fn named(configuration: &Configuration) -> Vec<Named> {
    let mut found = Vec::new();
    let mut add = |tls: &Value, path: &str, role: &'static str, is_server: bool| {
        let Some(value) = tls.get(role).filter(|value| !value.unresolved) else { return };
        let Some(text) = value.as_text().filter(|text| !text.is_empty()) else { return };
        found.push(Named {
            path: text.to_owned(),
            setting: format!("{path}.{role}"),
            place: value.place.clone(),
            role,
            is_server,
        });
    };
    for exporter in &configuration.exporters {
        // Cleartext: no file is opened.
        let loads = !exporter.tls_switch("insecure") || exporter.has_ca();
        let Some(tls) = exporter.at(&["tls"]).filter(|_| loads) else { continue };
        for role in ["ca_file", "cert_file", "key_file"] {
            add(tls, &format!("{}.tls", exporter.path()), role, false);
        }
    }
    for server in configuration.servers.iter().filter(|server| server.tls() == ServerTls::On) {
        let Some(tls) = server.at(&["tls"]) else { continue };
        for role in ["cert_file", "key_file", "client_ca_file", "ca_file"] {
            add(tls, &format!("{}.tls", server.path()), role, true);
        }
    }
    found
}

/// What holds of the files that were read: unusable, key of another certificate, dates, chains that lead nowhere, and,
/// where names are given, whether the receivers' certificates cover them: of each list one is enough.
pub fn check_files(
    configuration: &Configuration,
    files: &Files,
    names: &[Vec<String>],
    at: UnixSeconds,
) -> Vec<Held> {
    check_named(&named(configuration), files, names, at, Reader::Collector)
}

/// As [`check_files`], whoever names the files.
pub(in crate::lint) fn check_named(
    named: &[Named],
    files: &Files,
    names: &[Vec<String>],
    at: UnixSeconds,
    reader: Reader,
) -> Vec<Held> {
    let then = match reader {
        Reader::Collector => "; the Collector does not start",
        Reader::Sdk => "",
    };
    let mut found = Vec::new();
    for one in named {
        let Some(read) = files.get(&one.path) else { continue };
        if let Some(problem) = unusable(one, read) {
            let evidence = Evidence::File {
                path: one.path.clone(),
                source: source(one, reader),
                problem: problem.clone(),
            };
            let message = format!("`{}`: {problem}{then}", one.path.escape_debug());
            let held = located(one, Code::UnreadableFile, evidence, message).weighing(Severity::Error);
            found.push(held);
            continue;
        }
        if one.role == "cert_file" {
            found.extend(key_of_another(one, named, files, then));
            found.extend(leaf(one, read, names, at));
            found.extend(chain::check(one, read, &authorities_of(named, files), at));
        } else if one.role != "key_file" {
            found.extend(expired_roots(one, read, at));
            found.extend(authorities(one, read, reader));
        }
    }
    found
}

/// The CAs that the settings name.
fn authorities_of(named: &[Named], files: &Files) -> Vec<Vec<u8>> {
    let authorities = named.iter().filter(|one| matches!(one.role, "ca_file" | "client_ca_file"));
    authorities.filter_map(|one| files.get(&one.path)).flat_map(|read| read.certificates.clone()).collect()
}

pub(super) fn located(named: &Named, code: Code, evidence: Evidence, message: String) -> Held {
    let place = Setting::new(&named.place, named.setting.clone()).held(code, "");
    Held { evidence, message, ..place }
}

fn unusable(named: &Named, read: &Read) -> Option<String> {
    let holds_it = match named.role {
        "key_file" => !read.keys.is_empty(),
        // Go passes over what is no certificate, and wants one at least.
        _ => read.certificates.iter().any(|der| Certificate::new(der).facts.is_ok()),
    };
    match (&read.problem, holds_it) {
        (_, true) => None,
        (Some(problem), false) => Some(problem.clone()),
        (None, false) if named.role == "key_file" => Some("it holds no private key".to_owned()),
        (None, false) => Some("it holds no certificate".to_owned()),
    }
}

/// Where a finding's file is named.
fn source(named: &Named, reader: Reader) -> String {
    match reader {
        Reader::Sdk if !named.setting.contains('.') => format!("environment:{}", named.setting),
        _ => format!("config:{}", named.setting),
    }
}

fn key_of_another(cert: &Named, named: &[Named], files: &Files, then: &str) -> Option<Held> {
    let setting = match cert.setting.strip_suffix("cert_file") {
        Some(parent) => format!("{parent}key_file"),
        None => format!("{}CLIENT_KEY", cert.setting.strip_suffix("CLIENT_CERTIFICATE")?),
    };
    let key = named.iter().find(|one| one.setting == setting)?;
    let public = files.get(&key.path)?.keys.first()?.as_ref()?;
    let leaf = Certificate::new(files.get(&cert.path)?.certificates.first()?);
    let facts = leaf.facts.ok()?;
    if facts.spki_der == *public {
        return None;
    }
    let evidence = Evidence::ClientCertificate {
        acceptable_issuers: Vec::new(),
        subject: Some(facts.subject.clone()),
        issuer: Some(facts.issuer.clone()),
        alert: None,
        does_not_fit: Vec::new(),
    };
    let message = format!(
        "the key in `{}` does not belong to the certificate in `{}`{then}",
        key.path.escape_debug(),
        cert.path.escape_debug()
    );
    Some(located(key, Code::ClientKeyMismatch, evidence, message))
}

/// Dates of the leaf, and names of a receiver's.
fn leaf(named: &Named, read: &Read, names: &[Vec<String>], at: UnixSeconds) -> Vec<Held> {
    let Some(der) = read.certificates.first() else { return Vec::new() };
    let certificate = Certificate::new(der);
    let Ok(facts) = &certificate.facts else { return Vec::new() };
    let mut found = Vec::new();
    let point = || certificate_ref(&certificate, None, if named.is_server { "leaf" } else { "client" });
    let dates = if at > facts.not_after {
        Some((Code::Expired, "expired", facts.not_after))
    } else if at < facts.not_before {
        Some((Code::NotYetValid, "is not valid before", facts.not_before))
    } else {
        None
    };
    if let Some((code, verb, when)) = dates {
        let message = format!(
            "the certificate `{}` in `{}` {verb} {}, {}",
            facts.subject,
            named.path.escape_debug(),
            day(when),
            distance(when, at)
        );
        let evidence = Evidence::Certificate { certificate: point(), detail: None };
        found.push(located(named, code, evidence, message).weighing(Severity::Error));
    } else if facts.not_after - at < 30 * 86_400
        && (facts.not_after - at) * 3 < facts.not_after - facts.not_before
    {
        let message = format!(
            "the certificate `{}` in `{}` expires {}, {}",
            facts.subject,
            named.path.escape_debug(),
            day(facts.not_after),
            distance(facts.not_after, at)
        );
        let evidence = Evidence::Certificate { certificate: point(), detail: None };
        found.push(located(named, Code::Expiring, evidence, message));
    }
    if named.is_server {
        let policy = Policy::rfc5280(Purpose::Server);
        let covered = |name: &String| covers(facts, &Name::new(name), &policy) == NameMatch::Covered;
        for name in names.iter().filter(|names| !names.iter().any(covered)).filter_map(|names| names.first())
        {
            let evidence = Evidence::Names {
                expected: name.clone(),
                presented: crate::finding::presented_names(facts),
                nearest: nearest(facts, &Name::new(name)),
                common_name: facts.common_name.clone(),
            };
            let message = format!(
                "the certificate in `{}` is not valid for `{}`",
                named.path.escape_debug(),
                name.escape_debug()
            );
            found.push(located(named, Code::NameMismatch, evidence, message).weighing(Severity::Warning));
        }
    }
    found
}

/// What a CA file holds beside CAs.
fn authorities(named: &Named, read: &Read, reader: Reader) -> Vec<Held> {
    let certificates: Vec<Certificate> = read.certificates.iter().map(|der| Certificate::new(der)).collect();
    let path = named.path.escape_debug().to_string();
    let mut found = Vec::new();
    let no_certificate = certificates.iter().filter(|certificate| certificate.facts.is_err()).count();
    if read.damaged + no_certificate > 0 {
        let problem = "a block in it is damaged or holds no certificate";
        let evidence = Evidence::File {
            path: named.path.clone(),
            source: source(named, reader),
            problem: problem.to_owned(),
        };
        let then = match reader {
            Reader::Collector => "the Collector passes it over without a word and takes the others",
            Reader::Sdk => "some exporters pass it over and take the others, some refuse the file",
        };
        let message = format!("`{path}`: {problem}; {then}");
        found.push(located(named, Code::UnreadableFile, evidence, message).weighing(Severity::Warning));
    }
    if !read.keys.is_empty() {
        let evidence = Evidence::Setting {
            setting: named.setting.clone(),
            value: Some(named.path.clone()),
            others: Vec::new(),
            // The setting is right; what is in the file is not.
            instead: None,
        };
        let message = format!(
            "`{path}` holds a private key beside its certificates: a CA file has no use for it, and goes to everybody"
        );
        found.push(located(named, Code::ConflictingSettings, evidence, message).weighing(Severity::Warning));
    }
    for certificate in &certificates {
        let Ok(facts) = &certificate.facts else { continue };
        let signs = facts.key_usage.as_ref().is_none_or(|usage| usage.cert_sign);
        let is_ca = facts.basic_constraints.as_ref().is_some_and(|basic| basic.ca) || facts.version < 3;
        let is_own_issuer = facts.subject_der == facts.issuer_der;
        let whom = if named.role == "client_ca_file" { "client" } else { "server" };
        let subject = facts.subject.escape_debug();
        let message = match (is_ca, signs) {
            (true, true) => continue,
            (true, false) => format!(
                "`{path}`: the key usage of the CA `{subject}` does not allow to sign certificates, so that none that it \
                 signed is accepted"
            ),
            // Trusted as itself: what `openssl req -x509` makes for one server, or should.
            (false, _) if is_own_issuer && !facts.dns_names.is_empty() => continue,
            (false, _) => {
                let issuer = facts.issuer.escape_debug();
                let then = match reader {
                    Reader::Collector => {
                        format!("it lets in a {whom} with exactly this certificate, and with no other")
                    }
                    Reader::Sdk => "at best a server with exactly this certificate is accepted".to_owned(),
                };
                format!(
                    "`{path}`: `{subject}` is no CA (CA:FALSE): {then}; the CA that issued it is `{issuer}`"
                )
            }
        };
        let evidence =
            Evidence::Certificate { certificate: certificate_ref(certificate, None, "root"), detail: None };
        found.push(located(named, Code::InvalidCa, evidence, message).weighing(Severity::Warning));
    }
    found
}

/// A CA that has expired verifies nothing.
fn expired_roots(named: &Named, read: &Read, at: UnixSeconds) -> Option<Held> {
    let certificates: Vec<Certificate> = read.certificates.iter().map(|der| Certificate::new(der)).collect();
    let facts: Vec<_> =
        certificates.iter().filter_map(|certificate| certificate.facts.as_ref().ok()).collect();
    if facts.is_empty() || facts.iter().any(|facts| facts.not_after >= at) {
        return None;
    }
    let (last, certificate) = facts.iter().zip(&certificates).max_by_key(|(facts, _)| facts.not_after)?;
    let message = format!(
        "every certificate in `{}` has expired, the last {}, {}",
        named.path.escape_debug(),
        day(last.not_after),
        distance(last.not_after, at)
    );
    let evidence =
        Evidence::Certificate { certificate: certificate_ref(certificate, None, "root"), detail: None };
    Some(located(named, Code::Expired, evidence, message).weighing(Severity::Error))
}
