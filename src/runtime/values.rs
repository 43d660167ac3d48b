//! The values of this run that error texts contain.

use std::net::IpAddr;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::order;
use crate::finding::CertificateRef;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::rfc3339;
use crate::observation::Attempt;
use crate::observation::FailureKind;
use crate::observation::Observation;
use crate::observation::alert_name;
use crate::wording::Value;
use crate::wording::Values;
use crate::x509::Certificate;
use crate::x509::UnixSeconds;

const TLS12: u16 = 0x0303;

/// What is known for the text of one finding.
pub(super) fn of(held: &Held, observation: &Observation, attempt: &Attempt, at: UnixSeconds) -> Values {
    let target = &observation.target;
    let mut values = Values::default();
    values.set(Value::Host, &target.host);
    values.set(Value::Port, target.port.to_string());
    values.set(Value::Name, &target.verify_name);
    values.set(Value::Now, rfc3339(at));
    values.set(Value::NowUnix, at.to_string());
    let address = target.verify_name.trim_matches(['[', ']']);
    if address.parse::<IpAddr>().is_ok() {
        values.set(Value::Ip, address);
    }
    let exchange = attempt.otlp.seen.as_ref().and_then(|otlp| otlp.exchanges.last());
    if let (Some(exchange), Some((origin, _))) = (exchange, origin_of(&target.endpoint)) {
        values.set(Value::Url, format!("{origin}{}", exchange.path));
    }
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
    }
    evidence(held, &mut values);
    leaf(attempt, &mut values);
    // nginx finishes the handshake with whoever comes, and says no over HTTP.
    if let (Evidence::ClientCertificate { alert: None, .. }, Some(exchange)) = (&held.evidence, exchange)
        && let Some(status) = exchange.http_status
    {
        values.flag(Value::Answered, true);
        set_http_status(status, &mut values);
    }
    if !values.has(Value::Alert)
        && let Some(alert) = observed_alert(attempt)
    {
        set_alert(&alert_name(alert), &mut values);
    }
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

fn leaf(attempt: &Attempt, values: &mut Values) {
    let Some(leaf) = attempt.presented_chain().first().map(|der| Certificate::new(&der.0)) else { return };
    if let Ok(facts) = leaf.facts {
        values.flag(Value::LeafIsCa, facts.is_ca());
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
        // A short RSA key is refused when it is verified; another kind is not even negotiated.
        let rsa = about.key.as_deref().is_some_and(|key| key.starts_with("RSA "));
        values.flag(Value::HandshakeKey, about.role == "leaf" && !rsa);
    }
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
        Evidence::Certificate { detail: Some(detail), .. } => {
            values.flag(Value::ExtendedKeyUsage, detail.starts_with("extendedKeyUsage"));
        }
        Evidence::Wire { speaks: Some(speaks), .. } => values.flag(Value::Http1, speaks == "http1"),
        Evidence::Negotiation { alert: Some(alert), .. }
        | Evidence::ClientCertificate { alert: Some(alert), .. } => set_alert(alert, values),
        Evidence::Alpn { refused, .. } => values.flag(Value::Refused, *refused),
        Evidence::Otlp { http_status, grpc_status, .. } => {
            if let Some(status) = http_status {
                set_http_status(*status, values);
            }
            if let Some(status) = grpc_status {
                values.set(Value::GrpcStatus, status.to_string());
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

fn set_alert(alert: &str, values: &mut Values) {
    values.set(Value::Alert, alert);
    values.set(Value::AlertWords, alert.replace('_', " "));
    values.set(Value::GoAlert, go_alert(alert));
    values.set(Value::RustAlert, rust_alert(alert));
}

/// `alertText` of `crypto/tls`, where it is not the words of the RFC.
fn go_alert(alert: &str) -> String {
    let text = match alert {
        "unknown_ca" => "unknown certificate authority",
        "certificate_expired" => "expired certificate",
        "certificate_revoked" => "revoked certificate",
        "certificate_unknown" => "unknown certificate",
        "decrypt_error" => "error decrypting message",
        "decode_error" => "error decoding message",
        "protocol_version" => "protocol version not supported",
        "insufficient_security" => "insufficient security level",
        other => return other.replace('_', " "),
    };
    text.to_owned()
}

/// `AlertDescription` of rustls: camel case, but for `UnknownCA`.
fn rust_alert(alert: &str) -> String {
    if alert == "unknown_ca" {
        return "UnknownCA".to_owned();
    }
    alert
        .split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alerts_have_each_library_s_words() {
        assert_eq!(go_alert("unknown_ca"), "unknown certificate authority");
        assert_eq!(go_alert("certificate_required"), "certificate required");
        assert_eq!(rust_alert("certificate_required"), "CertificateRequired");
        assert_eq!(rust_alert("unknown_ca"), "UnknownCA");
    }

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
