//! Cleartext where TLS was expected and the reverse, resets, silence.

use std::net::IpAddr;

use super::view::View;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::observation::PlaintextSeen;
use crate::observation::Speaks;

/// Most characters of a banner.
const BANNER: usize = 120;

/// What stops the connection before TLS or HTTP has begun; `None` when it does begin.
pub(super) fn held(view: &View<'_>) -> Option<Held> {
    if view.observation.target.cleartext { cleartext(view) } else { tls(view) }
}

/// `insecure-transport`: cleartext by intent beyond this machine.
pub(super) fn insecure(view: &View<'_>) -> Option<Held> {
    let target = &view.observation.target;
    if !target.cleartext || loopback(view) {
        return None;
    }
    let message = format!("telemetry to `{}` crosses the network unencrypted", target.host);
    Some(Held::certain(Code::InsecureTransport, Evidence::Nothing {}, message))
}

fn loopback(view: &View<'_>) -> bool {
    let address = view.attempt.address.as_deref().and_then(|address| address.rsplit_once(':'));
    let address = address.map(|(host, _)| host.trim_start_matches('[').trim_end_matches(']'));
    if let Some(address) = address.and_then(|address| address.parse::<IpAddr>().ok()) {
        return address.is_loopback();
    }
    let host = &view.observation.target.host;
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn cleartext(view: &View<'_>) -> Option<Held> {
    let attempt = view.attempt;
    let answered = view.exchanges().iter().any(|exchange| exchange.accepted());
    if answered {
        return None;
    }
    let redirected = view
        .exchanges()
        .iter()
        .any(|exchange| exchange.location.as_deref().is_some_and(|to| to.starts_with("https://")));
    if view.speaks_tls() || redirected {
        let evidence = wire(Some("tls"), attempt.plaintext.as_ref(), attempt.otlp.failure.as_ref());
        let message = if redirected {
            "cleartext was asked for, the server redirects to `https://`"
        } else {
            "cleartext was asked for, the port speaks TLS"
        };
        return Some(Held::certain(Code::PlaintextClient, evidence, message));
    }
    if view.exchanges().iter().any(|exchange| exchange.http_status.is_some()) {
        return None;
    }
    let plaintext = attempt.plaintext.as_ref();
    let failure = attempt.otlp.failure.as_ref()?;
    match (plaintext.map(|plaintext| plaintext.speaks), failure.kind) {
        (Some(Speaks::H2c | Speaks::Http1 | Speaks::Other), _) => None,
        (_, FailureKind::Reset | FailureKind::Closed) => Some(Held::certain(
            Code::ConnectionReset,
            wire(None, plaintext, Some(failure)),
            format!("the peer {} the connection without an answer", ends(failure.kind)),
        )),
        (_, FailureKind::Timeout) => Some(Held::certain(
            Code::SilentServer,
            wire(None, plaintext, Some(failure)),
            "the peer accepts the connection and says nothing",
        )),
        _ => None,
    }
}

fn tls(view: &View<'_>) -> Option<Held> {
    let failure = view.handshake_failure()?;
    if view.tls.is_some_and(|tls| tls.hello.is_some() || !tls.chain.is_empty()) {
        return None;
    }
    let plaintext = view.attempt.plaintext.as_ref();
    // The raw answers are stronger: a port that answers a ClientHello with TLS is no cleartext port.
    if view.speaks_tls() {
        return None;
    }
    let (speaks, message) = match plaintext.map(|plaintext| plaintext.speaks) {
        Some(Speaks::H2c) => ("h2c", "the port speaks HTTP/2 in cleartext, not TLS"),
        Some(Speaks::Http1) => ("http1", "the port speaks HTTP/1.1 in cleartext, not TLS"),
        Some(Speaks::Other) => ("other", "the port speaks neither TLS nor HTTP"),
        _ if failure.kind == FailureKind::NotTls => {
            ("other", "the port answers with something that is not TLS")
        }
        _ => return nothing_said(failure, plaintext),
    };
    let evidence = wire(Some(speaks), plaintext, Some(failure));
    Some(Held::certain(Code::PlaintextServer, evidence, message))
}

fn nothing_said(failure: &Failure, plaintext: Option<&PlaintextSeen>) -> Option<Held> {
    match failure.kind {
        FailureKind::Reset | FailureKind::Closed => Some(Held::certain(
            Code::ConnectionReset,
            wire(None, plaintext, Some(failure)),
            format!("the peer {} the connection without a byte of TLS", ends(failure.kind)),
        )),
        FailureKind::Timeout => {
            let asked = plaintext.is_some_and(|plaintext| plaintext.speaks == Speaks::Nothing);
            Some(Held::new(
                Code::SilentServer,
                if asked { Confidence::High } else { Confidence::Medium },
                wire(None, plaintext, Some(failure)),
                "the peer accepts the connection and says nothing".to_owned(),
            ))
        }
        _ => None,
    }
}

fn ends(kind: FailureKind) -> &'static str {
    if kind == FailureKind::Reset { "resets" } else { "closes" }
}

/// Evidence of what was said on the wire.
pub(super) fn wire(
    speaks: Option<&str>,
    plaintext: Option<&PlaintextSeen>,
    failure: Option<&Failure>,
) -> Evidence {
    let ended = match failure.map(|failure| failure.kind) {
        Some(FailureKind::Reset) => Some("reset"),
        Some(FailureKind::Closed) => Some("closed"),
        Some(FailureKind::Timeout) => Some("timeout"),
        _ => None,
    };
    Evidence::Wire {
        speaks: speaks.map(str::to_owned),
        banner: plaintext.and_then(banner),
        ended: ended.map(str::to_owned),
    }
}

/// The first line, when the first bytes are text.
pub(super) fn banner(plaintext: &PlaintextSeen) -> Option<String> {
    let bytes = &plaintext.first_bytes.0;
    let line = bytes.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let text = std::str::from_utf8(line).ok()?;
    let printable = !text.is_empty() && !text.chars().any(char::is_control);
    printable.then(|| text.chars().take(BANNER).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::scene::*;
    use crate::observation::Answer;

    #[test]
    fn cleartext_servers_are_told_apart() {
        for (speaks, first, name) in [
            (Speaks::H2c, &b"\0\0\x06\x04\0\0\0\0\0"[..], "h2c"),
            (Speaks::Http1, b"HTTP/1.1 400 Bad Request\r\n", "http1"),
            (Speaks::Other, b"SSH-2.0-OpenSSH_9.2\r\n", "other"),
        ] {
            let mut seen = without_tls(failure(FailureKind::NotTls));
            seen.attempts[0].plaintext = Some(says(speaks, first));
            let one = only(&seen);
            assert_eq!(one.code, Code::PlaintextServer);
            let Evidence::Wire { speaks, banner, .. } = one.evidence else { panic!("{:?}", one.evidence) };
            assert_eq!(speaks.as_deref(), Some(name));
            assert_eq!(banner.is_some(), name != "h2c", "only text is a banner");
        }
    }

    #[test]
    fn a_reset_that_turns_out_to_be_cleartext_is_no_reset() {
        // Go's h2c handler resets what is not HTTP/2; asked in cleartext it answers.
        let mut seen = without_tls(failure(FailureKind::Reset));
        seen.attempts[0].plaintext = Some(says(Speaks::H2c, b"\0\0\x06\x04\0\0\0\0\0"));
        assert_eq!(codes(&seen), [Code::PlaintextServer]);
    }

    #[test]
    fn reset_close_and_silence() {
        let mut seen = without_tls(failure(FailureKind::Reset));
        seen.attempts[0].plaintext = Some(says(Speaks::Closed, b""));
        assert_eq!(codes(&seen), [Code::ConnectionReset]);
        assert_eq!(codes(&without_tls(failure(FailureKind::Closed))), [Code::ConnectionReset]);
        let mut seen = without_tls(failure(FailureKind::Timeout));
        seen.attempts[0].plaintext = Some(says(Speaks::Nothing, b""));
        let one = only(&seen);
        assert_eq!((one.code, one.confidence), (Code::SilentServer, Confidence::High));
    }

    #[test]
    fn cleartext_to_a_tls_port() {
        let mut seen = in_clear(Some(failure(FailureKind::Closed)));
        seen.attempts[0].plaintext = Some(says(Speaks::Tls, &[0x15, 3, 3, 0, 2, 2, 50]));
        assert_eq!(codes(&seen), [Code::PlaintextClient]);
        // The same, seen by a ClientHello.
        let mut seen = in_clear(Some(failure(FailureKind::Closed)));
        offered(&mut seen, ordinary(), Answer::Alert { description: 40 });
        assert_eq!(codes(&seen), [Code::PlaintextClient]);
    }

    #[test]
    fn a_redirect_to_https_means_that_tls_is_wanted() {
        let mut seen = in_clear(None);
        let mut moved = page(crate::target::Protocol::HttpProtobuf, 308);
        moved.location = Some(format!("https://{HOST}/v1/traces"));
        seen.target.protocol = Some(crate::target::Protocol::HttpProtobuf);
        answers(&mut seen, vec![moved]);
        assert_eq!(codes(&seen), [Code::PlaintextClient]);
    }

    #[test]
    fn cleartext_that_ends_or_is_silent() {
        let mut seen = in_clear(Some(failure(FailureKind::Reset)));
        seen.attempts[0].plaintext = Some(says(Speaks::Closed, b""));
        assert_eq!(codes(&seen), [Code::ConnectionReset]);
        let mut seen = in_clear(Some(failure(FailureKind::Timeout)));
        seen.attempts[0].plaintext = Some(says(Speaks::Nothing, b""));
        assert_eq!(codes(&seen), [Code::SilentServer]);
    }

    #[test]
    fn cleartext_is_worth_a_note_off_this_machine_only() {
        assert_eq!(codes(&in_clear(None)), [Code::InsecureTransport]);
        for address in ["127.0.0.1:4317", "127.8.0.1:4317", "[::1]:4317"] {
            let mut seen = in_clear(None);
            seen.attempts[0].address = Some(address.to_owned());
            assert_eq!(codes(&seen), [], "{address}");
        }
        let mut seen = in_clear(None);
        seen.attempts[0].address = None;
        seen.target.host = "localhost".to_owned();
        assert_eq!(codes(&seen), []);
    }
}
