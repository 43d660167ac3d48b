//! Client authentication: asked for, refused, unused, mismatched.
//!
//! The name of an alert is not the diagnosis: Go says `bad_certificate`, OpenSSL `certificate_required`, gRPC
//! core and Node close without a word, nginx answers by HTTP. What proves it is the CertificateRequest, and
//! that nothing of the server's acceptance (session ticket, application data) was seen before the end.

use super::negotiation::peer_alert;
use super::view::View;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::observation::By;
use crate::observation::ClientAuthSeen;
use crate::observation::Exchange;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::observation::alert_name;
use crate::x509::Certificate;
use crate::x509::Facts;
use crate::x509::name_text;

const TLS13: u16 = 0x0304;

const UNSUPPORTED_CERTIFICATE: u8 = 43;
const CERTIFICATE_EXPIRED: u8 = 45;
const UNKNOWN_CA: u8 = 48;

const CLIENT_AUTH: &str = "1.3.6.1.5.5.7.3.2";
const ANY_USAGE: &str = "2.5.29.37.0";

/// How the server refused for want of a (good) client certificate.
enum Refusal<'a> {
    /// By an alert, or by ending the connection.
    Tls(&'a Failure),
    /// By HTTP: the handshake went well.
    Http(&'a Exchange),
}

/// What holds of client authentication.
pub(super) fn held(view: &View<'_>) -> Vec<Held> {
    let mut held = Vec::new();
    held.extend(key_mismatch(view));
    match refusal(view) {
        Some(refusal) => held.push(refused_finding(view, first_auth(view), &refusal)),
        None => held.extend(
            refused_beyond(view)
                .map(|(auth, failure)| refused_finding(view, Some(auth), &Refusal::Tls(failure))),
        ),
    }
    held.extend(unused(view));
    held
}

/// Whether the connection ended for want of a (good) client certificate.
pub(super) fn refused(view: &View<'_>) -> bool {
    refusal(view).is_some()
}

fn first_auth<'a>(view: &View<'a>) -> Option<&'a ClientAuthSeen> {
    view.tls.map(|tls| &tls.client_auth)
}

fn requested<'a>(view: &View<'a>) -> Option<&'a ClientAuthSeen> {
    first_auth(view).filter(|auth| auth.requested)
}

fn refusal<'a>(view: &View<'a>) -> Option<Refusal<'a>> {
    requested(view)?;
    let tls = view.tls?;
    if let Some(exchange) = view.exchanges().iter().find(|exchange| by_http(exchange)) {
        return Some(Refusal::Http(exchange));
    }
    if tls.tickets > 0 || tls.application_data {
        return None;
    }
    let after = if tls.finished {
        tls.after_finish.as_ref().or(view.attempt.otlp.failure.as_ref())
    } else {
        view.handshake_failure()
    };
    // In TLS 1.2 the server's Finished comes after our certificate: with it we are accepted.
    let old = tls.hello.as_ref().is_some_and(|hello| hello.version < TLS13);
    let late = tls.finished && old;
    after
        .filter(|failure| ends_it(failure) && (!late || failure.kind == FailureKind::Alert))
        .map(Refusal::Tls)
}

/// The first handshake ended before client authentication (ALPN); one that got further was refused for it.
fn refused_beyond<'a>(view: &View<'a>) -> Option<(&'a ClientAuthSeen, &'a Failure)> {
    if view.tls.is_some_and(|tls| tls.finished || tls.client_auth.requested) {
        return None;
    }
    view.attempt.retries.iter().find_map(|retry| {
        let tls = &retry.tls;
        let accepted = tls.tickets > 0 || tls.application_data;
        let asked = tls.client_auth.requested && !tls.client_auth.sent && !accepted;
        let failure = retry.failure.as_ref().filter(|failure| asked && ends_it(failure))?;
        Some((&tls.client_auth, failure))
    })
}

/// An end by the peer. Silence proves nothing.
fn ends_it(failure: &Failure) -> bool {
    match failure.kind {
        // protocol_version, inappropriate_fallback, unrecognized_name, no_application_protocol: other causes.
        FailureKind::Alert => failure.by == By::Peer && !matches!(failure.alert, Some(70 | 86 | 112 | 120)),
        FailureKind::Closed | FailureKind::Reset => failure.by != By::Otls,
        _ => false,
    }
}

/// nginx finishes the handshake and answers every request with 400 and a page (495 and 496 are its own words
/// for it); an OTLP server has no reason to answer so.
fn by_http(exchange: &Exchange) -> bool {
    let page = exchange.content_type.as_deref().is_some_and(|kind| kind.starts_with("text/html"));
    let nginx = exchange.server.as_deref().is_some_and(|server| server.starts_with("nginx"));
    match exchange.http_status {
        Some(495 | 496) => true,
        Some(400) => exchange.grpc_status.is_none() && (page || nginx),
        _ => false,
    }
}

fn refused_finding(view: &View<'_>, auth: Option<&ClientAuthSeen>, refusal: &Refusal<'_>) -> Held {
    let sent = auth.is_some_and(|auth| auth.sent);
    let given = !view.observation.client_chain.is_empty();
    let alert = match refusal {
        Refusal::Tls(failure) => peer_alert(failure),
        Refusal::Http(_) => None,
    };
    let how = match refusal {
        Refusal::Tls(failure) => match (alert, failure.kind) {
            (Some(alert), _) => format!("the server sent alert {}", alert_name(alert)),
            (None, FailureKind::Reset) => "the server reset the connection".to_owned(),
            (None, _) => "the server closed the connection".to_owned(),
        },
        Refusal::Http(exchange) => {
            format!("the server answered with HTTP {}", exchange.http_status.unwrap_or_default())
        }
    };
    let does_not_fit = if sent { misfits(view, alert) } else { Vec::new() };
    let evidence = evidence(view, auth, alert, does_not_fit.clone());
    let confidence = match refusal {
        Refusal::Tls(_) if alert.is_some() => Confidence::High,
        Refusal::Http(_) if !sent => Confidence::High,
        Refusal::Tls(_) | Refusal::Http(_) => Confidence::Medium,
    };
    let (code, message) = match (sent, given) {
        (true, _) if does_not_fit.is_empty() => {
            (Code::ClientCertRejected, format!("the client certificate was refused: {how}"))
        }
        (true, _) => (
            Code::ClientCertRejected,
            format!(
                "the client certificate was refused, its {} does not fit: {how}",
                does_not_fit.join(" and ")
            ),
        ),
        (false, true) => (
            Code::ClientCertRequired,
            format!("the server requires a client certificate, the given one could not be sent: {how}"),
        ),
        (false, false) => {
            (Code::ClientCertRequired, format!("the server requires a client certificate: {how}"))
        }
    };
    Held::new(code, confidence, evidence, message)
}

/// Which of issuer, dates and usage does not fit.
fn misfits(view: &View<'_>, alert: Option<u8>) -> Vec<String> {
    let certificates: Vec<Certificate> =
        view.observation.client_chain.iter().map(|der| Certificate::new(&der.0)).collect();
    let facts: Vec<&Facts> = certificates.iter().filter_map(|one| one.facts.as_ref().ok()).collect();
    let Some(leaf) = facts.first() else { return Vec::new() };
    let acceptable = first_auth(view).map_or(&[][..], |auth| &auth.acceptable_issuers);
    // RFC 8446 section 4.2.4: an issuer of any certificate of our chain may be named.
    let named = facts.iter().any(|one| acceptable.iter().any(|name| name.0 == one.issuer_der));
    let issuer = (!acceptable.is_empty() && !named) || alert == Some(UNKNOWN_CA);
    let dates = view.at < leaf.not_before || view.at > leaf.not_after || alert == Some(CERTIFICATE_EXPIRED);
    let purposes = leaf.extended_key_usage.as_ref();
    let purpose = purposes.is_some_and(|all| !all.iter().any(|oid| oid == CLIENT_AUTH || oid == ANY_USAGE));
    let signing = leaf.key_usage.is_some_and(|usage| !usage.digital_signature);
    let usage = purpose || signing || alert == Some(UNSUPPORTED_CERTIFICATE);
    [("issuer", issuer), ("dates", dates), ("usage", usage)]
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(what, _)| what.to_owned())
        .collect()
}

pub(super) fn evidence(
    view: &View<'_>,
    auth: Option<&ClientAuthSeen>,
    alert: Option<u8>,
    does_not_fit: Vec<String>,
) -> Evidence {
    // A file's own certificate is what its key must fit.
    let of_file = view.chain.first().filter(|_| view.in_file()).cloned();
    let ours = view.observation.client_chain.first().map(|der| Certificate::new(&der.0)).or(of_file);
    let facts = ours.and_then(|ours| ours.facts.ok());
    let acceptable = auth.map_or(&[][..], |auth| &auth.acceptable_issuers);
    Evidence::ClientCertificate {
        acceptable_issuers: acceptable.iter().map(|name| name_text(&name.0)).collect(),
        subject: facts.as_ref().map(|facts| facts.subject.clone()),
        issuer: facts.map(|facts| facts.issuer),
        alert: alert.map(alert_name),
        does_not_fit,
    }
}

pub(super) fn key_mismatch(view: &View<'_>) -> Option<Held> {
    (view.observation.client_key_matches == Some(false)).then(|| {
        let target = &view.observation.target;
        let certificate = target.cert_path.as_deref().unwrap_or("--cert");
        let message = match target.key_path.as_deref() {
            Some(key) => format!("the key in `{key}` does not belong to the certificate in `{certificate}`"),
            None => format!("the key does not belong to the certificate in `{certificate}`"),
        };
        Held::certain(Code::ClientKeyMismatch, evidence(view, first_auth(view), None, Vec::new()), message)
    })
}

fn unused(view: &View<'_>) -> Option<Held> {
    let tls = view.tls?;
    let given = !view.observation.client_chain.is_empty();
    (given && tls.finished && !tls.client_auth.requested).then(|| {
        Held::certain(
            Code::ClientCertUnused,
            evidence(view, first_auth(view), None, Vec::new()),
            "the server did not ask for the client certificate that was given",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::scene::*;
    use crate::issue::Profile;
    use crate::issue::Validity;
    use crate::observation::RetryWithout;
    use crate::observation::Step;
    use crate::target::Protocol;

    fn shown(held: &Held) -> (Option<&str>, Vec<&str>, &[String]) {
        let Evidence::ClientCertificate { alert, does_not_fit, acceptable_issuers, .. } = &held.evidence
        else {
            panic!("{held:?}")
        };
        (alert.as_deref(), does_not_fit.iter().map(String::as_str).collect(), acceptable_issuers)
    }

    #[test]
    fn whatever_the_end_looks_like_the_request_explains_it() {
        // OpenSSL and rustls; Go 1.19; JSSE; GnuTLS; OpenSSL over TLS 1.2.
        for description in [116, 42, 46, 50, 40] {
            let mut seen = healthy();
            let clients = ca("client-ca");
            asked_for_certificate(&mut seen, &[], &[&clients]);
            ends_after_handshake(&mut seen, alert(description));
            let one = only(&seen);
            assert_eq!(one.code, Code::ClientCertRequired, "alert {description}");
            assert_eq!(shown(&one).2, ["CN=client-ca"]);
        }
        // gRPC core and Node end without an alert.
        for kind in [FailureKind::Closed, FailureKind::Reset] {
            let mut seen = healthy();
            asked_for_certificate(&mut seen, &[], &[]);
            ends_after_handshake(&mut seen, failure(kind));
            let one = only(&seen);
            assert_eq!((one.code, shown(&one).0), (Code::ClientCertRequired, None));
        }
    }

    #[test]
    fn in_tls_1_2_the_handshake_itself_fails() {
        let mut seen = healthy();
        asked_for_certificate(&mut seen, &[], &[]);
        let mut partial = tls(&mut seen).clone();
        partial.finished = false;
        partial.tickets = 0;
        partial.application_data = false;
        seen.attempts[0].tls = Step::failed(1, alert(40), Some(partial));
        seen.attempts[0].otlp = Step::not_reached();
        let one = only(&seen);
        assert_eq!(one.code, Code::ClientCertRequired);
        assert_eq!(
            one.message,
            "the server requires a client certificate: the server sent alert handshake_failure"
        );
        // Not asked for, the same alert proves nothing.
        tls(&mut seen).client_auth.requested = false;
        assert_eq!(codes(&seen), [Code::HandshakeRefused]);
    }

    #[test]
    fn a_certificate_that_was_optional() {
        let mut seen = healthy();
        asked_for_certificate(&mut seen, &[], &[]);
        assert_eq!(codes(&seen), []);
    }

    #[test]
    fn a_sign_of_acceptance_clears_the_client_certificate() {
        let mut seen = healthy();
        asked_for_certificate(&mut seen, &[], &[]);
        ends_after_handshake(&mut seen, failure(FailureKind::Closed));
        tls(&mut seen).tickets = 2;
        assert_eq!(codes(&seen), [Code::NoAnswer]);
    }

    #[test]
    fn in_tls_1_2_a_finished_handshake_is_an_acceptance() {
        let mut seen = healthy();
        asked_for_certificate(&mut seen, &[], &[]);
        ends_after_handshake(&mut seen, failure(FailureKind::Closed));
        tls(&mut seen).hello.as_mut().unwrap().version = 0x0303;
        assert_eq!(codes(&seen), [Code::NoAnswer]);
    }

    #[test]
    fn silence_proves_nothing() {
        let mut seen = healthy();
        asked_for_certificate(&mut seen, &[], &[]);
        ends_after_handshake(&mut seen, failure(FailureKind::Timeout));
        let one = only(&seen);
        assert_eq!((one.code, one.confidence), (Code::NoAnswer, Confidence::Low));
    }

    #[test]
    fn what_does_not_fit_is_found_in_our_certificate() {
        let (good, wrong) = (ca("client-ca"), ca("wrong-ca"));
        let current = Profile::client("agent", year());
        let expired = Profile::client("agent", Validity::days(AT, 90, -1));
        let for_servers = Profile { common_name: "agent".to_owned(), ..server() };
        for (issuer, profile, misfit) in [
            (&wrong, &current, vec!["issuer"]),
            (&good, &expired, vec!["dates"]),
            (&good, &for_servers, vec!["usage"]),
            (&wrong, &expired, vec!["issuer", "dates"]),
            (&good, &current, vec![]),
        ] {
            let ours = issuer.issue(profile).unwrap();
            let mut seen = healthy();
            asked_for_certificate(&mut seen, &[&ours], &[&good]);
            ends_after_handshake(&mut seen, alert(42));
            let one = only(&seen);
            assert_eq!(one.code, Code::ClientCertRejected);
            assert_eq!(shown(&one).1, misfit);
            assert_eq!(shown(&one).0, Some("bad_certificate"));
        }
    }

    #[test]
    fn a_specific_alert_says_what_does_not_fit() {
        let good = ca("client-ca");
        let ours = good.issue(&Profile::client("agent", year())).unwrap();
        for (description, misfit) in
            [(UNKNOWN_CA, "issuer"), (CERTIFICATE_EXPIRED, "dates"), (UNSUPPORTED_CERTIFICATE, "usage")]
        {
            let mut seen = healthy();
            asked_for_certificate(&mut seen, &[&ours], &[]);
            ends_after_handshake(&mut seen, alert(description));
            assert_eq!(shown(&only(&seen)).1, [misfit]);
        }
    }

    #[test]
    fn nginx_refuses_by_http() {
        for (server, kind) in [(Some("nginx/1.22.1"), None), (None, Some("text/html"))] {
            let mut seen = healthy();
            asked_for_certificate(&mut seen, &[], &[]);
            let mut answer = exchange(Protocol::Grpc, 400, None);
            answer.server = server.map(str::to_owned);
            answer.content_type = kind.map(str::to_owned);
            answers(&mut seen, vec![answer.clone()]);
            let one = only(&seen);
            assert_eq!(one.code, Code::ClientCertRequired);
            assert!(one.message.contains("HTTP 400"), "{}", one.message);
            // Never asked for, it is just a bad answer.
            tls(&mut seen).client_auth.requested = false;
            assert!(!codes(&seen).contains(&Code::ClientCertRequired));
        }
        let ours = ca("wrong-ca").issue(&Profile::client("agent", year())).unwrap();
        let mut seen = healthy();
        asked_for_certificate(&mut seen, &[&ours], &[&ca("client-ca")]);
        answers(&mut seen, vec![page(Protocol::Grpc, 400)]);
        let one = only(&seen);
        assert_eq!((one.code, shown(&one).1), (Code::ClientCertRejected, vec!["issuer"]));
    }

    #[test]
    fn a_key_of_another_certificate_comes_before_what_follows_from_it() {
        let clients = ca("client-ca");
        let ours = clients.issue(&Profile::client("agent", year())).unwrap();
        let mut seen = healthy();
        asked_for_certificate(&mut seen, &[&ours], &[&clients]);
        seen.client_key_matches = Some(false);
        seen.target.cert_path = Some("client.pem".to_owned());
        seen.target.key_path = Some("other.key".to_owned());
        tls(&mut seen).client_auth.sent = false;
        ends_after_handshake(&mut seen, alert(116));
        let all = found(&seen);
        assert_eq!(codes(&seen), [Code::ClientKeyMismatch, Code::ClientCertRequired]);
        assert_eq!(
            all[0].message,
            "the key in `other.key` does not belong to the certificate in `client.pem`"
        );
        assert!(all[1].message.contains("could not be sent"), "{}", all[1].message);
    }

    #[test]
    fn a_certificate_that_was_never_asked_for() {
        let ours = ca("client-ca").issue(&Profile::client("agent", year())).unwrap();
        let mut seen = healthy();
        seen.client_chain = vec![der(&ours)];
        seen.client_key_matches = Some(true);
        assert_eq!(codes(&seen), [Code::ClientCertUnused]);
    }

    #[test]
    fn a_refusal_that_only_a_further_handshake_shows() {
        // Node with HTTP/2 alone, asked for HTTP/1.1: the first handshake ends over ALPN.
        let mut seen = without_tls(alert(120));
        let mut further = tls(&mut healthy()).clone();
        further.client_auth = ClientAuthSeen { requested: true, ..ClientAuthSeen::default() };
        further.tickets = 0;
        further.application_data = false;
        seen.attempts[0].retries = vec![retry(RetryWithout::Alpn, further, Some(alert(116)))];
        assert!(codes(&seen).contains(&Code::ClientCertRequired), "{:?}", codes(&seen));
    }
}
