//! The values of this run that error texts contain.

use std::net::IpAddr;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::alert;
use super::order;
use crate::finding::CertificateRef;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::rfc3339;
use crate::observation::Attempt;
use crate::observation::FailureKind;
use crate::observation::Observation;
use crate::observation::OtlpSeen;
use crate::observation::RetryWithout;
use crate::observation::alert_name;
use crate::wording::Value;
use crate::wording::Values;
use crate::x509::Anchor;
use crate::x509::Certificate;
use crate::x509::UnixSeconds;
use crate::x509::{KeyKind, PublicKey};

const TLS12: u16 = 0x0303;

/// What is known for the text of one finding.
pub(super) fn of(held: &Held, observation: &Observation, attempt: &Attempt, at: UnixSeconds) -> Values {
    let target = &observation.target;
    let mut values = Values::default();
    values.set(Value::Host, &target.host);
    values.set(Value::Port, target.port.to_string());
    values.set(Value::Name, &target.verify_name);
    values.set(Value::NameLower, target.verify_name.to_ascii_lowercase());
    values.set(Value::Now, rfc3339(at));
    values.set(Value::NowUnix, at.to_string());
    let address = target.verify_name.trim_matches(['[', ']']);
    if address.parse::<IpAddr>().is_ok() {
        values.set(Value::Ip, address);
    }
    let exchange = attempt.otlp.seen.as_ref().and_then(OtlpSeen::last);
    if let (Some(exchange), Some((origin, _))) = (exchange, origin_of(&target.endpoint)) {
        values.set(Value::Url, format!("{origin}{}", exchange.path));
    }
    let body = exchange.is_some_and(|exchange| exchange.body.is_some() || exchange.content_type.is_some());
    values.flag(Value::Page, body);
    values.flag(Value::Settings, attempt.otlp.seen.as_ref().is_some_and(|otlp| otlp.settings));
    if let Some(address) = &attempt.address {
        values.set(Value::Address, address);
    }
    if let Some(path) = &target.key_path {
        values.set(Value::KeyPath, path);
    }
    let hello = attempt.tls.seen.as_ref().and_then(|tls| tls.hello.as_ref());
    values.flag(Value::Tls12, hello.is_some_and(|hello| hello.version <= TLS12));
    values.flag(Value::Http2, hello.is_some_and(|hello| hello.alpn.as_deref() == Some("h2")));
    let ended = attempt.tls.failure.as_ref().or(attempt.otlp.failure.as_ref()).map(|failure| failure.kind);
    values.flag(Value::Reset, ended == Some(FailureKind::Reset));
    values.flag(Value::Closed, ended == Some(FailureKind::Closed));
    if let Some(about) = order::about(held) {
        certificate(about, held.code, at, &mut values);
        issuer(about, observation, attempt, &mut values);
    }
    evidence(held, &mut values);
    leaf(attempt, &mut values);
    // nginx finishes the handshake with whoever comes, and says no over HTTP; so do servers that are spoken to in
    // clear.
    let by_http = held.code == Code::PlaintextClient
        || matches!(held.evidence, Evidence::ClientCertificate { alert: None, .. });
    match exchange.and_then(|exchange| exchange.http_status) {
        Some(status) if by_http => {
            values.flag(Value::Answered, true);
            set_http_status(status, &mut values);
        }
        _ => {
            let not_http = attempt.otlp.failure.as_ref().is_some_and(|f| f.kind == FailureKind::NotHttp);
            values.flag(Value::Http1, held.code == Code::PlaintextClient && not_http);
        }
    }
    if !values.has(Value::Alert)
        && let Some(alert) = observed_alert(attempt)
    {
        alert::set(&alert_name(alert), &mut values);
    }
    let first = attempt.plaintext.as_ref().map(|seen| seen.first_bytes.0.as_slice());
    let http = held.code == Code::PlaintextServer && first.is_some_and(|bytes| bytes.starts_with(b"HTTP/"));
    values.flag(Value::Http1, http);
    let ended = values.has(Value::Closed) || values.has(Value::Reset);
    values.flag(Value::NoAlert, ended && !values.has(Value::Alert) && !values.has(Value::Answered));
    values
}

/// Scheme, host and port of a URL, and the rest.
fn origin_of(url: &str) -> Option<(&str, &str)> {
    let host = url.find("://")? + 3;
    let end = url[host..].find('/').map_or(url.len(), |slash| host + slash);
    url.split_at_checked(end)
}

/// The alert that ended the connection, during or after the handshake.
fn observed_alert(attempt: &Attempt) -> Option<u8> {
    let after = attempt.tls.seen.as_ref().and_then(|tls| tls.after_finish.as_ref());
    let failure = after.or(attempt.tls.failure.as_ref()).or(attempt.otlp.failure.as_ref())?;
    failure.alert.filter(|_| failure.kind == FailureKind::Alert)
}

/// The alert to a client that sends no certificate, which otls tried on a connection of its own.
pub(super) fn without_certificate(attempt: &Attempt, values: &mut Values) {
    let mut retries = attempt.retries.iter();
    let retry = retries.find(|retry| retry.without == RetryWithout::ClientCertificate);
    let failure = retry.and_then(|retry| retry.failure.as_ref());
    match failure.and_then(|failure| failure.alert.filter(|_| failure.kind == FailureKind::Alert)) {
        Some(alert) => alert::set(&alert_name(alert), values),
        // TLS 1.2 has no alert of its own for it.
        None if values.has(Value::Tls12) => alert::set("handshake_failure", values),
        None => alert::set("certificate_required", values),
    }
}

fn leaf(attempt: &Attempt, values: &mut Values) {
    let Some(leaf) = attempt.presented_chain().first().map(|der| Certificate::new(&der.0)) else { return };
    if let Ok(facts) = leaf.facts {
        values.flag(Value::LeafIsCa, facts.is_ca());
        // Go looks at the common name for its hint only where there is no SAN of any kind.
        if facts.has_san {
            values.unset(Value::CommonNameFits);
        }
        values.flag(Value::Version1, facts.version < 3);
        // An address that is written as a DNS name is a name to all but gRPC core.
        if values.has(Value::IpNames) && facts.ip_addresses.is_empty() {
            addresses_as_names(&facts.dns_names, values);
        }
    }
}

fn certificate(about: &CertificateRef, code: Code, at: UnixSeconds, values: &mut Values) {
    let mut date = |text: Value, unix: Value, moment: Option<&String>| {
        let Some(moment) = moment else { return };
        values.set(text, moment);
        if let Ok(parsed) = OffsetDateTime::parse(moment, &Rfc3339) {
            values.set(unix, parsed.unix_timestamp().to_string());
            if (code == Code::Expired) == (text == Value::NotAfter) {
                values.set(Value::SecondsAway, at.abs_diff(parsed.unix_timestamp()).to_string());
            }
        }
    };
    date(Value::NotAfter, Value::NotAfterUnix, about.not_after.as_ref());
    date(Value::NotBefore, Value::NotBeforeUnix, about.not_before.as_ref());
    if let Some(name) = about.issuer.as_deref().and_then(common_name) {
        values.set(Value::IssuerCommonName, name);
    }
    if let Some(algorithm) = about.signature.as_deref().and_then(go_algorithm) {
        values.set(Value::GoAlgorithm, algorithm);
    }
    values.flag(Value::Root, about.role == "root");
    if code == Code::WeakKey {
        values.flag(Value::LeafKey, about.role == "leaf");
        values.flag(Value::HandshakeKey, order::is_of_the_handshake(about));
        let short = about.key.as_deref().is_some_and(|key| key.starts_with("RSA "));
        values.flag(Value::ShortKey, short);
    }
}

/// What the certificate says itself, and what the store says of its issuer.
fn issuer(about: &CertificateRef, observation: &Observation, attempt: &Attempt, values: &mut Values) {
    let presented = || attempt.presented_chain().iter().map(|der| der.0.as_slice());
    let anchors = || observation.stores.iter().flat_map(|store| &store.anchors);
    let sent = about.position.and_then(|position| presented().nth(position));
    let stored = anchors().filter_map(|anchor| anchor.certificate_der.as_deref());
    let mut candidates = sent.into_iter().chain(stored).filter_map(|der| Certificate::new(der).facts.ok());
    let Some(facts) = candidates.find(|facts| facts.subject == about.subject) else { return };
    let leaf = presented().next();
    values.flag(
        Value::LeafTrusted,
        leaf.is_some() && anchors().any(|anchor| anchor.certificate_der.as_deref() == leaf),
    );
    values.flag(Value::NoCertSign, facts.key_usage.is_some_and(|usage| !usage.cert_sign));
    values.flag(Value::CaVersion1, facts.version < 3);
    let named: Vec<_> = anchors().filter(|anchor| anchor.subject_der == facts.issuer_der).collect();
    let fits = |key: &PublicKey| {
        let signature = facts.signature_algorithm.name.to_ascii_lowercase();
        match key.kind {
            KeyKind::Rsa | KeyKind::RsaPss => signature.contains("rsa"),
            KeyKind::Ed25519 | KeyKind::Ed448 => signature.starts_with("ed"),
            _ => signature.starts_with("ecdsa"),
        }
    };
    values.flag(
        Value::OtherKeyKind,
        !named.is_empty() && !named.iter().any(|anchor| fits(&PublicKey::from_spki(&anchor.spki_der))),
    );
    let read = |anchor: &&Anchor| Certificate::new(anchor.certificate_der.as_deref()?).facts.ok();
    values.flag(
        Value::OtherKeyId,
        named.iter().filter_map(read).any(|anchor| {
            anchor.subject_key_id.is_some()
                && facts.authority_key_id.is_some()
                && anchor.subject_key_id != facts.authority_key_id
        }),
    );
    // An intermediate in the store is on the path, and its own issuer is not there.
    let issuers: Vec<Vec<u8>> = presented()
        .filter_map(|der| Certificate::new(der).facts.ok())
        .map(|facts| facts.issuer_der)
        .collect();
    values.flag(
        Value::IssuerInStore,
        anchors()
            .filter_map(|anchor| read(&anchor))
            .any(|anchor| !anchor.is_self_issued() && issuers.contains(&anchor.subject_der)),
    );
}

/// The common name in a name as people write it.
fn common_name(name: &str) -> Option<&str> {
    name.split(',').find_map(|part| part.trim().strip_prefix("CN="))
}

/// `x509.SignatureAlgorithm.String`, for the algorithms that Go refuses.
fn go_algorithm(name: &str) -> Option<&'static str> {
    match name {
        "sha1WithRSAEncryption" => Some("SHA1-RSA"),
        "ecdsa-with-SHA1" => Some("ECDSA-SHA1"),
        "md5WithRSAEncryption" => Some("MD5-RSA"),
        _ => None,
    }
}

fn evidence(held: &Held, values: &mut Values) {
    match &held.evidence {
        Evidence::Names { expected, presented, common_name, .. } => {
            names(expected, presented, common_name.as_deref(), values);
        }
        Evidence::Trust { same_name_other_key, certificate, .. } => {
            values.flag(Value::Reissued, *same_name_other_key);
            values.flag(Value::RootSent, certificate.role == "root");
            values.flag(Value::IntermediateSent, certificate.position.is_some_and(|position| position > 0));
        }
        Evidence::ClientCertificate { does_not_fit, .. } if does_not_fit.iter().any(|what| what == "key") => {
            values.flag(Value::NoScheme, true);
        }
        Evidence::Certificate { detail: Some(detail), .. } if detail.ends_with(" certificates") => {
            values.set(Value::PresentedCount, detail.trim_end_matches(" certificates"));
        }
        Evidence::Certificate { detail: Some(detail), .. } => {
            values.flag(Value::ExtendedKeyUsage, detail.starts_with("extendedKeyUsage"));
            values.flag(Value::KeyEncipherment, detail.starts_with("keyUsage lacks keyEncipherment"));
        }
        Evidence::Wire { speaks: Some(speaks), .. } => values.flag(Value::Http1, speaks == "http1"),
        Evidence::Negotiation { alert: Some(alert), .. }
        | Evidence::ClientCertificate { alert: Some(alert), .. } => alert::set(alert, values),
        Evidence::Alpn { refused, .. } => values.flag(Value::Refused, *refused),
        Evidence::Otlp { http_status, grpc_status, .. } => {
            if let Some(status) = http_status {
                set_http_status(*status, values);
            }
            if let Some(status) = grpc_status {
                alert::set_grpc(*status, values);
            }
        }
        _ => {}
    }
}

/// HTTP status, its reason phrase, and whether exporters try again after it (OTLP specification, retryable responses).
fn set_http_status(status: u16, values: &mut Values) {
    values.set(Value::HttpStatus, status.to_string());
    values.flag(Value::Retryable, matches!(status, 429 | 502 | 503 | 504));
    let known = http::StatusCode::from_u16(status).ok();
    if let Some(reason) = known.and_then(|status| status.canonical_reason()) {
        values.set(Value::HttpReason, reason);
    }
}

/// The certificate has no address after all: what looks like one is a DNS name.
fn addresses_as_names(dns_names: &[String], values: &mut Values) {
    values.unset(Value::IpNames);
    values.flag(Value::NoIpNames, true);
    values.set(Value::DnsNames, dns_names.join(", "));
    let rust: Vec<String> = dns_names.iter().map(|name| format!("DnsName(\"{name}\")")).collect();
    values.set(Value::NamesRust, either(&rust));
}

fn names(expected: &str, presented: &[String], common_name: Option<&str>, values: &mut Values) {
    let (addresses, dns): (Vec<&str>, Vec<&str>) =
        presented.iter().map(String::as_str).partition(|name| name.parse::<IpAddr>().is_ok());
    values.flag(Value::NoNames, presented.is_empty());
    values.flag(Value::NoIpNames, addresses.is_empty());
    if !dns.is_empty() {
        values.set(Value::DnsNames, dns.join(", "));
    }
    if !addresses.is_empty() {
        values.set(Value::IpNames, addresses.join(", "));
    }
    if !presented.is_empty() {
        let node = dns.iter().map(|name| format!("DNS:{name}"));
        let node = node.chain(addresses.iter().map(|address| format!("IP Address:{address}")));
        values.set(Value::DnsNamesNode, node.collect::<Vec<_>>().join(", "));
        let rust = dns.iter().map(|name| format!("DnsName(\"{name}\")"));
        let rust = rust.chain(addresses.iter().map(|address| format!("IpAddress({address})")));
        values.set(Value::NamesRust, either(&rust.collect::<Vec<_>>()));
    }
    if let Some(name) = common_name {
        values.set(Value::CommonName, name);
        let parent = expected.split_once('.').map(|(_, parent)| parent);
        let fits = name.eq_ignore_ascii_case(expected)
            || name
                .strip_prefix("*.")
                .is_some_and(|suffix| parent.is_some_and(|p| p.eq_ignore_ascii_case(suffix)));
        values.flag(Value::CommonNameFits, fits);
    }
}

/// `a, b or c`.
fn either(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_as_rustls_does() {
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(either(&names), "a, b or c");
        assert_eq!(either(&names[..1]), "a");
    }

    #[test]
    fn the_origin_of_a_url_ends_before_its_path() {
        assert_eq!(origin_of("https://h:4318/base"), Some(("https://h:4318", "/base")));
        assert_eq!(origin_of("https://h:4318"), Some(("https://h:4318", "")));
        assert_eq!(origin_of("h:4318"), None);
    }

    #[test]
    fn common_names_are_found_in_names() {
        assert_eq!(common_name("O=Example,CN=rsa-ca"), Some("rsa-ca"));
        assert_eq!(common_name("O=Example"), None);
    }
}
