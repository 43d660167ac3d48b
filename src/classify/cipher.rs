//! `cipher-mismatch`: a common version, and no common suite, group or signature algorithm.

use super::negotiation::HANDSHAKE_FAILURE;
use super::negotiation::INSUFFICIENT_SECURITY;
use super::negotiation::ended;
use super::negotiation::evidence;
use super::negotiation::peer_alert;
use super::view::View;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Held;
use crate::observation::Answer;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::observation::Offer;
use crate::observation::RetryWithout;
use crate::observation::cipher_suite_name;
use crate::observation::group_name;
use crate::observation::signature_scheme_name;

/// What the ordinary handshake offers (rustls with ring, and P-521).
pub(super) const SUITES: &[u16] = &[0x1302, 0x1301, 0x1303, 0xc02c, 0xc02b, 0xcca9, 0xc030, 0xc02f, 0xcca8];
const GROUPS: &[u16] = &[0x001d, 0x0017, 0x0018, 0x0019];
const SCHEMES: &[u16] = &[0x0503, 0x0403, 0x0807, 0x0806, 0x0805, 0x0804, 0x0601, 0x0501, 0x0401];

/// What a broader ClientHello was answered with.
struct Selected<'a> {
    offer: &'a Offer,
    cipher_suite: u16,
    group: Option<u16>,
}

impl Selected<'_> {
    fn foreign_suite(&self) -> bool {
        !SUITES.contains(&self.cipher_suite)
    }

    fn foreign_group(&self) -> bool {
        self.group.is_some_and(|group| !GROUPS.contains(&group))
    }
}

/// Whether a broader offer was answered where the ordinary one was refused, and what made the difference.
pub(super) fn mismatch(view: &View<'_>, failure: &Failure) -> Option<Held> {
    let alert = peer_alert(failure);
    if !matches!(failure.kind, FailureKind::Alert | FailureKind::Closed | FailureKind::Reset) {
        return None;
    }
    if let Some(found) = scheme_retry(view, failure) {
        return Some(found);
    }
    let selected: Vec<Selected<'_>> = view
        .attempt
        .offers
        .iter()
        // Without the name, or with another, the server may have answered for that reason.
        .filter(|seen| seen.offer.server_name && !seen.offer.trailing_dot)
        .filter_map(|seen| match seen.answer {
            Answer::ServerHello { version: 0x0303.., cipher_suite, group, .. } => {
                Some(Selected { offer: &seen.offer, cipher_suite, group })
            }
            _ => None,
        })
        .collect();
    let scanned = view.attempt.supported.as_ref();
    let known = |fits: bool| if fits { Confidence::High } else { Confidence::Medium };
    // An answer within the ordinary suites and groups clears both of suspicion.
    let suites_fit = selected.iter().any(|one| !one.foreign_suite());
    let groups_fit = selected.iter().any(|one| !one.foreign_suite() && !one.foreign_group());
    let make = |about: &str, offered: Vec<String>, mut server: Vec<String>, what: &str, confidence| {
        server.sort();
        server.dedup();
        let list = server.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        Held::new(
            Code::CipherMismatch,
            confidence,
            evidence(Some(about), offered, server, alert),
            format!("there is no common {what}: the server takes {list}"),
        )
    };
    if selected.is_empty() {
        // The one alert that names the cause: RFC 8446 section 6.2.
        return (alert == Some(INSUFFICIENT_SECURITY)).then(|| {
            Held::new(
                Code::CipherMismatch,
                Confidence::Medium,
                evidence(Some("cipher-suite"), suite_names(SUITES), Vec::new(), alert),
                format!("the server wants stronger cipher suites: {}", ended(failure)),
            )
        });
    }
    if !suites_fit {
        let all = scanned.and_then(|supported| supported.cipher_suites.clone());
        let server = all.unwrap_or_else(|| selected.iter().map(|one| one.cipher_suite).collect());
        let names = suite_names(&server);
        return Some(make("cipher-suite", suite_names(SUITES), names, "cipher suite", known(true)));
    }
    if !groups_fit {
        let all = scanned.and_then(|supported| supported.groups.clone());
        let server = all.unwrap_or_else(|| selected.iter().filter_map(|one| one.group).collect());
        let offered = GROUPS.iter().copied().map(group_name).collect();
        let names = server.into_iter().map(group_name).collect();
        return Some(make("group", offered, names, "key exchange group", known(true)));
    }
    // Suite and group would do. If the answered offer names more signature schemes, those are what it needs.
    let broader =
        selected.iter().any(|one| one.offer.signature_schemes.iter().any(|scheme| !SCHEMES.contains(scheme)));
    let key = view.chain.first().and_then(|leaf| leaf.facts.as_ref().ok()).map(|facts| facts.key.describe());
    // Another alert (`internal_error`) has another cause.
    let named = alert.is_none_or(|alert| matches!(alert, HANDSHAKE_FAILURE | INSUFFICIENT_SECURITY));
    if broader && named && (key.is_some() || alert.is_some()) {
        let server = key.into_iter().collect::<Vec<_>>();
        let mut held =
            make("signature-algorithm", scheme_names(), server, "signature algorithm", known(false));
        held.message = match view.chain.first().and_then(|leaf| leaf.facts.as_ref().ok()) {
            Some(facts) => format!(
                "there is no common signature algorithm: the server's key is `{}`",
                facts.key.describe()
            ),
            None => "there is no common signature algorithm for the server's certificate".to_owned(),
        };
        return Some(held);
    }
    None
}

/// The handshake that offers more signature schemes got further.
fn scheme_retry(view: &View<'_>, failure: &Failure) -> Option<Held> {
    let retry = view.retry(RetryWithout::SchemeLimit)?;
    if retry.tls.hello.is_none() && retry.tls.chain.is_empty() {
        return None;
    }
    let scheme = retry.tls.hello.as_ref().and_then(|hello| hello.signature_scheme);
    let key = view.chain.first().and_then(|leaf| leaf.facts.as_ref().ok()).map(|facts| facts.key.describe());
    let server = scheme.map(signature_scheme_name).or_else(|| key.clone());
    let message = match (&server, key) {
        (Some(server), Some(key)) => format!(
            "there is no common signature algorithm: the server signs with `{server}`, its key is `{key}`"
        ),
        (Some(server), None) => {
            format!("there is no common signature algorithm: the server signs with `{server}`")
        }
        _ => "there is no common signature algorithm".to_owned(),
    };
    Some(Held::certain(
        Code::CipherMismatch,
        evidence(
            Some("signature-algorithm"),
            scheme_names(),
            server.into_iter().collect(),
            peer_alert(failure),
        ),
        message,
    ))
}

fn suite_names(suites: &[u16]) -> Vec<String> {
    suites.iter().copied().map(cipher_suite_name).collect()
}

fn scheme_names() -> Vec<String> {
    SCHEMES.iter().copied().map(signature_scheme_name).collect()
}

/// Whether an offer asks for nothing beyond the ordinary one.
pub(super) fn is_ordinary(offer: &Offer) -> bool {
    offer.cipher_suites.iter().all(|suite| SUITES.contains(suite))
        && offer.groups.iter().all(|group| GROUPS.contains(group))
        && offer.signature_schemes.iter().all(|scheme| SCHEMES.contains(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::scene::*;
    use crate::finding::Evidence;
    use crate::observation::Hello;
    use crate::observation::TlsSeen;

    fn about(held: &Held) -> (String, Vec<String>) {
        let Evidence::Negotiation { about, server, .. } = &held.evidence else { panic!("{held:?}") };
        (about.clone().unwrap(), server.clone())
    }

    #[test]
    fn a_suite_that_only_a_broader_offer_has() {
        for how in [alert(40), failure(FailureKind::Closed)] {
            let mut seen = without_tls(how);
            let broad = Offer { cipher_suites: vec![0xc014, 0x002f], ..ordinary() };
            offered(&mut seen, broad, hello(0x0303, 0xc014, Some(0x0017)));
            let one = only(&seen);
            assert_eq!(one.code, Code::CipherMismatch);
            let names = vec!["TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA".to_owned()];
            assert_eq!(about(&one), ("cipher-suite".to_owned(), names));
        }
    }

    #[test]
    fn a_group_that_only_a_broader_offer_has() {
        let mut seen = without_tls(alert(40));
        let broad = Offer { groups: vec![0x001e, 0x0100], ..ordinary() };
        offered(&mut seen, broad, hello(0x0304, 0x1302, Some(0x001e)));
        assert_eq!(about(&only(&seen)), ("group".to_owned(), vec!["X448".to_owned()]));
    }

    #[test]
    fn a_scheme_that_the_second_handshake_offered() {
        let mut seen = without_tls(alert(40));
        let tls = TlsSeen {
            hello: Some(Hello { version: 0x0304, signature_scheme: Some(0x0603), ..Hello::default() }),
            ..TlsSeen::default()
        };
        seen.attempts[0].retries = vec![retry(RetryWithout::SchemeLimit, tls, None)];
        let found = about(&only(&seen));
        assert_eq!(found, ("signature-algorithm".to_owned(), vec!["ecdsa_secp521r1_sha512".to_owned()]));
    }

    #[test]
    fn an_old_version_is_no_common_version() {
        let mut seen = without_tls(alert(40));
        offered(&mut seen, ordinary(), hello(0x0301, 0x002f, None));
        assert_eq!(only(&seen).code, Code::VersionMismatch);
    }

    #[test]
    fn insufficient_security_names_its_cause() {
        let one = only(&without_tls(alert(INSUFFICIENT_SECURITY)));
        assert_eq!((one.code, one.confidence), (Code::CipherMismatch, Confidence::Medium));
    }
}
