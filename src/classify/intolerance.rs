//! `handshake-intolerance`: the server fails on a modern ClientHello and works without what is modern in it.

use std::net::IpAddr;

use super::cipher::is_ordinary;
use super::negotiation::NO_APPLICATION_PROTOCOL;
use super::negotiation::ended as how_it_ended;
use super::negotiation::evidence;
use super::negotiation::peer_alert;
use super::view::View;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Held;
use crate::observation::Answer;
use crate::observation::Failure;
use crate::observation::Offer;
use crate::observation::RetryWithout;
use crate::observation::group_name;

/// Groups whose key share is about 1.2 kB: the ClientHello no longer fits one TCP segment.
const POST_QUANTUM: &[u16] = &[0x0200, 0x0201, 0x0202, 0x11eb, 0x11ec, 0x11ed, 0x6399];

/// Refused with a server name, accepted without.
pub(super) fn server_name(view: &View<'_>, failure: &Failure) -> Option<Held> {
    let name = &view.observation.target.server_name;
    // RFC 6066 section 3: an address is not sent at all.
    if name.parse::<IpAddr>().is_ok() {
        return None;
    }
    let retried = view.retry(RetryWithout::ServerName).is_some_and(|retry| retry.tls.finished);
    let raw = view.attempt.offers.iter().any(|seen| {
        !seen.offer.server_name
            && is_ordinary(&seen.offer)
            && matches!(seen.answer, Answer::ServerHello { .. })
    });
    if !retried && !raw {
        return None;
    }
    Some(Held::new(
        Code::HandshakeIntolerance,
        Confidence::Medium,
        evidence(Some("server-name"), vec![name.clone()], Vec::new(), peer_alert(failure)),
        format!(
            "the server refuses the server name `{name}` and answers without one: {}",
            how_it_ended(failure)
        ),
    ))
}

/// A ClientHello with a post-quantum key share fails where the same without one is answered.
pub(super) fn post_quantum(view: &View<'_>) -> Option<Held> {
    let offers = &view.attempt.offers;
    let mut comparable = offers.iter().filter(|seen| {
        !seen.offer.trailing_dot && has_share(&seen.offer) && answered_without(view, &seen.offer)
    });
    let failed = comparable.next()?;
    // One large ClientHello that is answered, or a small one that is not, and size is not the cause: the
    // server may limit connections.
    let consistent = is_failure(&failed.answer)
        && comparable.all(|seen| is_failure(&seen.answer))
        && !offers.iter().any(|seen| !has_share(&seen.offer) && ended(&seen.answer));
    if !consistent {
        return None;
    }
    let group = failed.offer.key_shares.iter().copied().find(|group| POST_QUANTUM.contains(group));
    let group = group.map(group_name).unwrap_or_default();
    // Naming the group without sending a share is small: if that is answered, the size is what hurts.
    let named_only = offers.iter().any(|seen| {
        !has_share(&seen.offer)
            && seen.offer.groups.iter().any(|group| POST_QUANTUM.contains(group))
            && matches!(seen.answer, Answer::ServerHello { .. })
    });
    let alert = match failed.answer {
        Answer::Alert { description } => Some(description),
        _ => None,
    };
    let size = failed.answer == Answer::Timeout || (named_only && alert.is_none());
    let what = match failed.answer {
        Answer::Timeout => "does not answer",
        Answer::Closed => "closes the connection on",
        _ => "refuses",
    };
    let about = if size { "size" } else { "post-quantum" };
    Some(Held::certain(
        Code::HandshakeIntolerance,
        evidence(Some(about), vec![group.clone()], Vec::new(), alert),
        format!("the server {what} a ClientHello with a `{group}` key share and answers a smaller one"),
    ))
}

fn ended(answer: &Answer) -> bool {
    matches!(answer, Answer::Closed | Answer::Timeout)
}

/// Whether a ClientHello was not answered; that of ALPN is another matter.
fn is_failure(answer: &Answer) -> bool {
    match answer {
        Answer::Alert { description } => *description != NO_APPLICATION_PROTOCOL,
        other => ended(other),
    }
}

fn has_share(offer: &Offer) -> bool {
    offer.key_shares.iter().any(|group| POST_QUANTUM.contains(group))
}

/// Whether the same server answered a ClientHello that differs only in leaving the key share out.
fn answered_without(view: &View<'_>, big: &Offer) -> bool {
    let hello = view.tls.and_then(|tls| tls.hello.as_ref());
    if hello.is_some_and(|hello| big.contains(hello)) {
        return true;
    }
    view.attempt.offers.iter().any(|seen| {
        let Answer::ServerHello { version, cipher_suite, group, .. } = seen.answer else { return false };
        !has_share(&seen.offer)
            && big.versions.contains(&version)
            && big.cipher_suites.contains(&cipher_suite)
            && group.is_none_or(|group| big.groups.contains(&group))
            && seen.offer.signature_schemes.iter().all(|scheme| big.signature_schemes.contains(scheme))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::scene::*;
    use crate::finding::Evidence;
    use crate::observation::FailureKind;
    use crate::observation::Hello;
    use crate::observation::TlsSeen;

    fn big() -> Offer {
        let mut offer = ordinary();
        offer.groups.insert(0, 0x11ec);
        offer.key_shares.insert(0, 0x11ec);
        offer
    }

    fn about(held: &Held) -> &str {
        let Evidence::Negotiation { about, .. } = &held.evidence else { panic!("{held:?}") };
        about.as_deref().unwrap()
    }

    #[test]
    fn a_large_hello_that_gets_no_answer() {
        // The ordinary handshake is small and works; the exporters' is not.
        let mut seen = healthy();
        offered(&mut seen, big(), Answer::Timeout);
        let one = only(&seen);
        assert_eq!((one.code, about(&one)), (Code::HandshakeIntolerance, "size"));
        assert!(one.message.contains("X25519MLKEM768"), "{}", one.message);
    }

    #[test]
    fn a_post_quantum_share_that_is_refused() {
        let mut seen = healthy();
        offered(&mut seen, big(), Answer::Alert { description: 47 });
        assert_eq!(about(&only(&seen)), "post-quantum");
    }

    #[test]
    fn a_server_that_limits_connections_is_not_intolerant() {
        let mut seen = healthy();
        offered(&mut seen, big(), Answer::Closed);
        offered(&mut seen, ordinary(), Answer::Closed);
        assert_eq!(codes(&seen), []);
        let mut seen = healthy();
        offered(&mut seen, big(), Answer::Closed);
        offered(
            &mut seen,
            Offer { alpn: vec!["h2".to_owned()], ..big() },
            hello(0x0304, 0x1301, Some(0x11ec)),
        );
        assert_eq!(codes(&seen), []);
    }

    #[test]
    fn an_offer_that_lacks_what_was_negotiated_shows_nothing() {
        let mut seen = healthy();
        // The certificate needs a scheme that this exporter does not offer.
        let poor = Offer { signature_schemes: vec![0x0804], ..big() };
        offered(&mut seen, poor, Answer::Alert { description: 40 });
        assert_eq!(codes(&seen), []);
    }

    #[test]
    fn a_server_that_works_without_server_name_only() {
        let mut seen = without_tls(failure(FailureKind::Closed));
        offered(&mut seen, ordinary(), Answer::Closed);
        let tls = TlsSeen { hello: Some(Hello::default()), finished: true, ..TlsSeen::default() };
        seen.attempts[0].retries = vec![retry(RetryWithout::ServerName, tls, None)];
        let one = only(&seen);
        assert_eq!((one.code, about(&one)), (Code::HandshakeIntolerance, "server-name"));
    }
}
