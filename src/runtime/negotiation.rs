//! Does the server agree on version, suite, group, signature scheme and ALPN with one exporter?

use super::exporter::{AlpnRule, Exporter};
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::observation::Answer;
use crate::observation::Attempt;
use crate::observation::ClientAuthSeen;
use crate::observation::Hello;
use crate::observation::Offer;
use crate::observation::RetryWithout;
use crate::observation::StepStatus;
use crate::observation::TlsSeen;
use crate::observation::{alert_name, cipher_suite_name, version_name};
use crate::target::Protocol;
use crate::target::Summary;

const HANDSHAKE_FAILURE: u8 = 40;
const PROTOCOL_VERSION: u8 = 70;
const INSUFFICIENT_SECURITY: u8 = 71;
const NO_APPLICATION_PROTOCOL: u8 = 120;

/// X25519MLKEM768 and its kin: what makes a ClientHello longer than one packet.
const POST_QUANTUM: std::ops::RangeInclusive<u16> = 0x11eb..=0x11ed;

/// The TLS 1.2 suites of these exporters that RFC 9113 appendix A leaves: ephemeral and AEAD.
const HTTP2_SUITES: [u16; 13] =
    [0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca8, 0xcca9, 0xccaa, 0x009e, 0x009f, 0xc09e, 0xc09f, 0xc0ac, 0xc0ad];

/// How the hello exchange goes for one exporter.
#[derive(Debug)]
pub(super) enum Negotiation {
    /// The server selects something that was offered.
    Agreed,
    /// It does not.
    Stopped(Box<Held>),
    /// Not known, and why.
    Unknown(&'static str),
}

/// Whether the server answers this exporter's ClientHello with a ServerHello.
pub(super) fn hello(exporter: &Exporter, target: &Summary, attempt: &Attempt, held: &[Held]) -> Negotiation {
    if !exporter.sends_server_name(&target.server_name) && answers_without_name(attempt) {
        return Negotiation::Agreed;
    }
    let (offer, asked) = own(exporter, target, attempt);
    let first = attempt.tls.seen.as_ref().and_then(|tls| tls.hello.as_ref());
    match (asked, first) {
        (Some(answer), first) => {
            let http2 = exporter.protocol == Protocol::Grpc || selects_h2(answer);
            answered(&offer, http2, answer, first, attempt, held)
        }
        (None, Some(hello)) if offer.contains(hello) => Negotiation::Agreed,
        (None, Some(_)) => Negotiation::Unknown("this exporter's ClientHello was not sent"),
        (None, None) if attempt.tls.status == StepStatus::Failed => {
            Negotiation::Unknown("the handshake failed and this exporter's ClientHello was not sent")
        }
        (None, None) => Negotiation::Unknown("there was no handshake"),
    }
}

/// This exporter's ClientHello, and what it was answered with if it was sent. Where it would send no server name and
/// that was not tried, the same with a name stands for it.
fn own<'a>(exporter: &Exporter, target: &Summary, attempt: &'a Attempt) -> (Offer, Option<&'a Answer>) {
    let offer = exporter.offer_to(target);
    let answer =
        |offer: &Offer| attempt.offers.iter().find(|seen| seen.offer == *offer).map(|seen| &seen.answer);
    match answer(&offer) {
        None if !offer.server_name => {
            let named = Offer { server_name: true, ..offer };
            let answer = answer(&named);
            (named, answer)
        }
        answer => (offer, answer),
    }
}

/// The version that the server speaks with this exporter, where it is known.
pub(super) fn version(exporter: &Exporter, target: &Summary, attempt: &Attempt) -> Option<u16> {
    match own(exporter, target, attempt).1 {
        Some(Answer::ServerHello { version, .. }) => Some(*version),
        Some(_) => None,
        None => attempt.tls.seen.as_ref()?.hello.as_ref().map(|hello| hello.version),
    }
}

/// The TLS 1.2 suites whose key exchange is RSA encryption with the server's key.
const RSA_KEY_EXCHANGE: [u16; 7] = [0x000a, 0x002f, 0x0035, 0x003c, 0x003d, 0x009c, 0x009d];

/// Whether this exporter and the server agree on a key exchange by RSA encryption.
pub(super) fn encrypts_to_server_key(exporter: &Exporter, target: &Summary, attempt: &Attempt) -> bool {
    matches!(
        own(exporter, target, attempt).1,
        Some(Answer::ServerHello { version: 0x0303, cipher_suite, .. }) if RSA_KEY_EXCHANGE.contains(cipher_suite)
    )
}

/// A CertificateRequest, with the version in which it came.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) auth: &'a ClientAuthSeen,
    pub(super) version: u16,
    /// Whether otls sent the certificate.
    pub(super) sent: bool,
}

impl Asked<'_> {
    /// Whether it is known what the server lets its clients sign with.
    pub(super) fn names_schemes(&self) -> bool {
        !self.auth.signature_schemes.is_empty()
    }
}

/// What this exporter would be asked for: by the answer to its own ClientHello, else by the handshake of otls, else by
/// any other answer.
pub(super) fn client_auth<'a>(
    exporter: &Exporter,
    target: &Summary,
    attempt: &'a Attempt,
) -> Option<Asked<'a>> {
    let own = match own(exporter, target, attempt).1 {
        Some(Answer::ServerHello { version, client_auth, .. }) if client_auth.requested => {
            Some((client_auth, *version))
        }
        _ => None,
    };
    let first = attempt.tls.seen.as_ref().filter(|tls| tls.client_auth.requested);
    let sent = first.is_some_and(|tls| tls.client_auth.sent);
    let first = first.and_then(|tls| Some((&tls.client_auth, tls.hello.as_ref()?.version)));
    // TLS 1.3 hides it; a server that asks in TLS 1.2 asks in both.
    let another = attempt.offers.iter().find_map(|seen| match &seen.answer {
        Answer::ServerHello { version, client_auth, .. } if client_auth.requested => {
            Some((client_auth, self::version(exporter, target, attempt).unwrap_or(*version)))
        }
        _ => None,
    });
    own.or(first).or(another).map(|(auth, version)| Asked { auth, version, sent })
}

fn answered(
    offer: &Offer,
    http2: bool,
    answer: &Answer,
    first: Option<&Hello>,
    attempt: &Attempt,
    held: &[Held],
) -> Negotiation {
    let stopped =
        |code, about, alert| Negotiation::Stopped(Box::new(stop(code, about, alert, offer, attempt, held)));
    if let Some(known) = refuses_everyone(held) {
        return Negotiation::Stopped(Box::new(known.clone()));
    }
    match answer {
        Answer::Alert { .. } | Answer::Closed
            if (offer.trailing_dot || !offer.server_name) && first.is_some() =>
        {
            let alert = match answer {
                Answer::Alert { description } => Some(*description),
                _ => None,
            };
            stopped(Code::HandshakeIntolerance, "server-name", alert)
        }
        Answer::ServerHello { version, cipher_suite, .. } => {
            if !offer.versions.contains(version) {
                stopped(Code::VersionMismatch, "version", None)
            } else if !offer.cipher_suites.contains(cipher_suite) {
                stopped(Code::CipherMismatch, "cipher-suite", None)
            } else if http2 && *version <= 0x0303 && !HTTP2_SUITES.contains(cipher_suite) {
                // Node and Java go on, and grpc-go and nginx serve them; Go's own HTTP/2 server, as in the
                // Collector's HTTP receiver, closes the connection.
                Negotiation::Unknown(
                    "HTTP/2 forbids the cipher suite that is selected; not every server minds",
                )
            } else {
                Negotiation::Agreed
            }
        }
        // ALPN is judged by itself; up to there the server had agreed.
        Answer::Alert { description: NO_APPLICATION_PROTOCOL } => Negotiation::Agreed,
        Answer::Alert { description } => {
            let alert = Some(*description);
            match *description {
                PROTOCOL_VERSION => stopped(Code::VersionMismatch, "version", alert),
                HANDSHAKE_FAILURE | INSUFFICIENT_SECURITY if no_common_version(offer, attempt) => {
                    stopped(Code::VersionMismatch, "version", alert)
                }
                HANDSHAKE_FAILURE | INSUFFICIENT_SECURITY => {
                    stopped(Code::CipherMismatch, "cipher-suite", alert)
                }
                _ if first.is_some() => stopped(Code::HandshakeIntolerance, intolerance(offer), alert),
                _ => Negotiation::Unknown("the server refuses this exporter's ClientHello; why is not known"),
            }
        }
        Answer::Closed | Answer::NotTls => {
            if no_common_version(offer, attempt) || holds(held, Code::VersionMismatch) {
                stopped(Code::VersionMismatch, "version", None)
            } else if holds(held, Code::CipherMismatch) {
                stopped(Code::CipherMismatch, "cipher-suite", None)
            } else if first.is_some() || holds(held, Code::HandshakeIntolerance) {
                stopped(Code::HandshakeIntolerance, intolerance(offer), None)
            } else {
                Negotiation::Unknown("the server closes on this exporter's ClientHello; why is not known")
            }
        }
        // A middlebox that drops a long ClientHello answers nothing.
        Answer::Timeout if holds(held, Code::HandshakeIntolerance) && is_long(offer) => {
            stopped(Code::HandshakeIntolerance, intolerance(offer), None)
        }
        Answer::Timeout => {
            Negotiation::Unknown("the server did not answer this exporter's ClientHello in time")
        }
    }
}

/// What makes the server refuse whatever is offered: no property of one exporter's ClientHello.
fn refuses_everyone(held: &[Held]) -> Option<&Held> {
    held.iter().find(|held| match &held.code {
        Code::HandshakeRefused | Code::UnrecognizedName => true,
        Code::HandshakeIntolerance => {
            matches!(&held.evidence, Evidence::Negotiation { about: Some(about), .. } if about == "server-name")
        }
        _ => false,
    })
}

/// The server was asked without a name, and the handshake went through.
fn answers_without_name(attempt: &Attempt) -> bool {
    attempt.retries.iter().any(|retry| retry.without == RetryWithout::ServerName && retry.tls.finished)
}

fn holds(held: &[Held], code: Code) -> bool {
    held.iter().any(|held| held.code == code)
}

fn is_long(offer: &Offer) -> bool {
    offer.key_shares.iter().any(|group| POST_QUANTUM.contains(group))
}

fn intolerance(offer: &Offer) -> &'static str {
    if is_long(offer) { "post-quantum" } else { "size" }
}

/// The server was asked for its versions, and none of them is offered.
fn no_common_version(offer: &Offer, attempt: &Attempt) -> bool {
    attempt.supported.as_ref().is_some_and(|supported| {
        !supported.versions.is_empty()
            && !supported.versions.iter().any(|version| offer.versions.contains(version))
    })
}

/// What `classify` holds of this, else a finding about this exporter's offer.
fn stop(code: Code, about: &str, alert: Option<u8>, offer: &Offer, attempt: &Attempt, held: &[Held]) -> Held {
    if let Some(known) = held.iter().find(|held| held.code == code).filter(|_| about != "server-name") {
        return known.clone();
    }
    let supported = attempt.supported.as_ref();
    let versions = || offer.versions.iter().map(|version| version_name(*version)).collect::<Vec<_>>();
    let speaks: Vec<String> = supported
        .map(|supported| supported.versions.iter().map(|version| version_name(*version)).collect())
        .unwrap_or_default();
    let negotiated = attempt.tls.seen.as_ref().and_then(|tls| tls.hello.as_ref());
    let (offered, server, message) = match code {
        Code::HandshakeIntolerance if !offer.server_name => (
            Vec::new(),
            Vec::new(),
            "the server refuses a ClientHello without a server name, and Java sends none for a name without a dot"
                .to_owned(),
        ),
        Code::HandshakeIntolerance if offer.trailing_dot => (
            Vec::new(),
            Vec::new(),
            "the server refuses a server name with the dot that ends the host of the endpoint, which this exporter \
             sends; leave the dot out"
                .to_owned(),
        ),
        Code::VersionMismatch => (
            versions(),
            speaks.clone(),
            match speaks.as_slice() {
                [] => format!("the server speaks none of {}", versions().join(", ")),
                some => format!("the server speaks {} only", some.join(", ")),
            },
        ),
        Code::CipherMismatch => (
            offer.cipher_suites.iter().map(|suite| cipher_suite_name(*suite)).collect(),
            negotiated.map(|hello| cipher_suite_name(hello.cipher_suite)).into_iter().collect(),
            "the server accepts no cipher suite, group or signature algorithm that is offered".to_owned(),
        ),
        _ => (
            versions(),
            negotiated.map(|hello| version_name(hello.version)).into_iter().collect(),
            "the server fails on a ClientHello that it should tolerate".to_owned(),
        ),
    };
    let evidence = Evidence::Negotiation {
        about: Some(about.to_owned()),
        offered,
        server,
        alert: alert.map(alert_name),
        possible_causes: Vec::new(),
    };
    Held::certain(code, evidence, message)
}

/// Whether the answer to ALPN will do for one exporter. `None`: it will.
pub(super) fn alpn(
    exporter: &Exporter,
    target: &Summary,
    attempt: &Attempt,
    held: &[Held],
) -> Option<Negotiation> {
    let known = held.iter().find(|held| held.code == Code::AlpnMissing);
    if exporter.protocol != Protocol::Grpc {
        return known.and_then(|known| without_http1(exporter, attempt, known));
    }
    let (missing, refused) = match known {
        Some(Held { evidence: Evidence::Alpn { refused, .. }, .. }) => (true, *refused),
        Some(_) => (true, false),
        None => {
            let seen = attempt.tls.seen.as_ref().and_then(without_h2);
            (seen.or_else(|| answered_without_h2(exporter, target, attempt))?, false)
        }
    };
    if !missing {
        return None;
    }
    let stop = || {
        let evidence =
            Evidence::Alpn { offered: vec!["h2".to_owned()], selected: selected(attempt), refused };
        let own = Held::certain(Code::AlpnMissing, evidence, "the server does not select `h2`");
        Negotiation::Stopped(Box::new(known.cloned().unwrap_or(own)))
    };
    match exporter.alpn {
        AlpnRule::NotEnforced if !refused => {
            let spoke = attempt.otlp.seen.as_ref().is_some_and(|otlp| {
                otlp.settings || otlp.exchanges.iter().any(|exchange| exchange.protocol == Protocol::Grpc)
            });
            (!spoke).then_some(Negotiation::Unknown(
                "it speaks HTTP/2 although the server did not select it; whether the server does is not known",
            ))
        }
        AlpnRule::Any => None,
        AlpnRule::NotEnforced | AlpnRule::Required | AlpnRule::FallsBack => Some(stop()),
    }
}

/// The server refuses `http/1.1`: what becomes of an exporter over HTTP depends on what else it offers.
fn without_http1(exporter: &Exporter, attempt: &Attempt, known: &Held) -> Option<Negotiation> {
    let Evidence::Alpn { refused: true, .. } = known.evidence else { return None };
    let alpn = exporter.offer().alpn;
    if alpn.iter().any(|protocol| protocol == "http/1.1") && !alpn.iter().any(|protocol| protocol == "h2") {
        return Some(Negotiation::Stopped(Box::new(known.clone())));
    }
    let over_h2 = attempt.retries.iter().filter(|retry| retry.without == RetryWithout::OtherAlpn);
    let over_h2 = over_h2.flat_map(|retry| &retry.exchanges);
    let accepted =
        over_h2.filter(|exchange| exchange.protocol == Protocol::HttpProtobuf).any(|e| e.accepted());
    (alpn.is_empty() || !accepted).then_some(Negotiation::Unknown(
        "the server refuses HTTP/1.1; what it says to this exporter was not seen",
    ))
}

/// The server was offered `h2` and selected something else or nothing; `None`: not known.
fn without_h2(tls: &TlsSeen) -> Option<bool> {
    if !tls.offered_alpn.iter().any(|protocol| protocol == "h2") {
        return None;
    }
    // The answer to ALPN comes with the certificate, after the ServerHello; versions that are not offered have
    // none to give.
    let outdated = tls.hello.as_ref().is_some_and(|hello| hello.version < 0x0303);
    if outdated || (tls.chain.is_empty() && !tls.finished) {
        return None;
    }
    tls.hello.as_ref().map(|hello| hello.alpn.as_deref() != Some("h2"))
}

/// As [`without_h2`], of the answer to this exporter's own ClientHello: TLS 1.2 says it in the ServerHello.
fn answered_without_h2(exporter: &Exporter, target: &Summary, attempt: &Attempt) -> Option<bool> {
    match own(exporter, target, attempt).1 {
        Some(Answer::ServerHello { version: 0x0303, alpn, .. }) => Some(alpn.as_deref() != Some("h2")),
        _ => None,
    }
}

fn selects_h2(answer: &Answer) -> bool {
    matches!(answer, Answer::ServerHello { alpn: Some(alpn), .. } if alpn == "h2")
}

fn selected(attempt: &Attempt) -> Option<String> {
    attempt.tls.seen.as_ref()?.hello.as_ref()?.alpn.clone()
}

/// Whether a handshake so far leaves this exporter going on: used before the export is sent.
pub(super) fn may_go_on(exporter: &Exporter, tls: &TlsSeen) -> bool {
    exporter.protocol != Protocol::Grpc
        || matches!(exporter.alpn, AlpnRule::NotEnforced | AlpnRule::Any)
        || without_h2(tls) != Some(true)
}
