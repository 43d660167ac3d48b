//! Numbers that stand for words: frame sizes that are ASCII, TLS records read as HTTP/2, alert numbers, error
//! codes of OpenSSL and BoringSSL, exit numbers of curl, status numbers of gRPC, errno.

use crate::finding::Code::{self, *};

use super::entry::{PINNED, Rank, Reading};
use super::matcher::Found;
use super::table::alert::ALERTS;

/// Begins of what [`decode`] reads, for the first pass over a log.
pub(super) const ANCHORS: &[&str] = &[
    "alert number ",
    "alert(",
    "alert code ",
    "fatal error code is ",
    "error:0",
    "error:1",
    "error:8",
    "tls error: ",
    "tls_error:_",
    "curl: (",
    "curl error ",
    "grpc-status",
    "grpc status",
    "errno ",
    "errno: -",
    "os error ",
    "winerror ",
    "socketexception (",
    "error(10",
    "errorcodekey=-98",
    "originalvalue=-98",
    "trust evaluation failed(-",
    "encountered error 3:-",
    "encountered error(3:-",
    "kcfstreamerrordomainssl, -",
    "tls_handshake_process: [-",
    "osstatus -",
    "osstatus error -",
    "frame_size_error: ",
    "http2 frame: ",
    "frame too large",
    "larger than max (",
    "ssl/tls record: ",
    "unknown frame type ",
];

const fn reading(code: Code, others: &'static [Code], note: &'static str) -> Reading {
    Reading { code: Some(code), others, note }
}

/// Every number of this text that can be read.
pub(super) fn decode(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for head in ["alert number ", "tls: alert(", "fatal alert: ", "alert code ", "fatal alert code is "] {
        each(text, head, |digits| digits.parse().ok().and_then(alert), &mut found);
    }
    each(text, "fatal error code is ", |digits| digits.parse().ok().and_then(sent_alert), &mut found);
    each_hex(
        text,
        "error:",
        |hex| if hex.len() == 8 { library(u32::from_str_radix(hex, 16).ok()?) } else { None },
        &mut found,
    );
    // Envoy prints them in decimal.
    for head in ["tls error: ", "tls_error:_"] {
        each(text, head, |digits| digits.parse().ok().and_then(library), &mut found);
    }
    for head in ["curl: (", "curl error ", "curl error: ", "curl returned error code "] {
        each(text, head, |digits| digits.parse().ok().and_then(curl), &mut found);
    }
    for head in ["grpc-status: ", "grpc-status=", "grpc status code ", "with grpc status ", "grpc_status:"] {
        each(text, head, |digits| digits.parse().ok().and_then(grpc), &mut found);
    }
    for head in ["[errno ", "errno: -", "errno: ", "errno=", "(os error ", "os { code: ", "errno "] {
        each(text, head, |digits| digits.parse().ok().and_then(errno), &mut found);
    }
    for head in ["winerror ", "socketexception ("] {
        each(text, head, |digits| digits.parse().ok().and_then(errno), &mut found);
    }
    // `OSError(10061, '...')`: smaller numbers may be others'.
    each(
        text,
        "error(",
        |digits| digits.parse().ok().filter(|number| *number > 10_000).and_then(errno),
        &mut found,
    );
    for head in [
        "errorcodekey=-",
        "originalvalue=-",
        "trust evaluation failed(-",
        "encountered error 3:-",
        "encountered error(3:-",
        "[3:-",
        "kcfstreamerrordomainssl, -",
        "tls_handshake_process: [-",
        "osstatus -",
        "osstatus error -",
        "errssl: -",
    ] {
        each(text, head, |digits| digits.parse().ok().and_then(apple), &mut found);
    }
    for head in [
        "frame_size_error: ",
        "http2 frame: ",
        "frame with length ",
        "frame size: ",
        "frame length: ",
        "frame_size_error: frame length ",
    ] {
        each(text, head, |digits| digits.parse().ok().and_then(frame), &mut found);
    }
    each(
        text,
        "oversized record received with length ",
        |digits| digits.parse().ok().and_then(record_length),
        &mut found,
    );
    each(
        text,
        "received message larger than max (",
        |digits| digits.parse().ok().and_then(message_length),
        &mut found,
    );
    // What came where an HTTP/2 preface should stand is no TLS port's business.
    let should_be_tls = !text.contains("http/2 client preface");
    for head in ["not an ssl/tls record: ", "hex dump for received bytes: ", "hex dump for first 5 bytes: "] {
        each_hex(text, head, if should_be_tls { bytes } else { preface }, &mut found);
    }
    each_hex(text, "unknown frame type ", frame_type, &mut found);
    found
}

/// What one number means: rank, client, server, in words.
type Meaning = (Rank, Reading, Option<Reading>, String);

fn each(text: &str, head: &str, read: impl Fn(&str) -> Option<Meaning>, found: &mut Vec<Found>) {
    all(text, head, |c| c.is_ascii_digit(), read, found);
}

fn each_hex(text: &str, head: &str, read: impl Fn(&str) -> Option<Meaning>, found: &mut Vec<Found>) {
    all(text, head, |c| c.is_ascii_hexdigit(), read, found);
}

fn all(
    text: &str,
    head: &str,
    digit: impl Fn(char) -> bool,
    read: impl Fn(&str) -> Option<Meaning>,
    found: &mut Vec<Found>,
) {
    for (start, _) in text.match_indices(head) {
        let after = &text[start + head.len()..];
        let length = after.find(|c| !digit(c)).unwrap_or(after.len());
        let digits = &after[..length];
        if let Some((rank, client, server, words)) = read(digits) {
            let end = start + head.len() + length;
            found.push(Found {
                rank,
                start,
                end,
                letters: end - start,
                client,
                server,
                always_server: false,
                by: &[],
                versions: "",
                decoded: Some(format!("{digits} is {words}")),
                cut: false,
            });
        }
    }
}

/// An alert that was received, by its number.
fn alert(number: u32) -> Option<Meaning> {
    let alert = ALERTS.iter().find(|alert| u32::from(alert.number) == number && number != 0)?;
    Some((Rank::Refusal, alert.client, Some(alert.server), format!("the alert {}", alert.name)))
}

/// Schannel's event 36888: what its own side sent, so the sides are the other way round.
fn sent_alert(number: u32) -> Option<Meaning> {
    let (rank, received, by_server, words) = alert(number)?;
    Some((rank, by_server.unwrap_or(received), Some(received), words))
}

/// `0A000418` of OpenSSL 3, `14094418` of OpenSSL 1, `10000418` of BoringSSL.
fn library(code: u32) -> Option<Meaning> {
    let (boring, reason) = match (code >> 24, code >> 23) {
        // The system's own: `80000068` of OpenSSL 3, `02001068` of OpenSSL 1, `02000068` of BoringSSL.
        (0x80, _) => return system(code & 0xff_ffff),
        (0x02, _) => return system(code & 0xff_ffff).or_else(|| system(code & 0xfff)),
        (0x10, _) => (true, code & 0xfff),
        (0x14, _) => (false, code & 0xfff),
        (_, 20) => (false, code & 0x7f_ffff),
        _ => return None,
    };
    if (1000..1256).contains(&reason) {
        return alert(reason - 1000);
    }
    let (reading, words) = match (boring, reason) {
        (false, 267) | (true, 247) => {
            (reading(PlaintextServer, &[ProxyFailure, WrongProtocol], ""), "wrong version number")
        }
        (false, 156) | (true, 156) => (reading(PlaintextClient, &[], ""), "http request"),
        (false, 134) | (true, 125) => {
            return Some((
                Rank::Symptom,
                reading(UnknownCa, &[SelfSigned, NameMismatch, Expired], ""),
                None,
                "certificate verify failed".into(),
            ));
        }
        (false, 193) | (true, 184) => (reading(CipherMismatch, &[], ""), "no shared cipher"),
        (false, 199) | (true, 192) => {
            (reading(ClientCertRequired, &[], ""), "peer did not return a certificate")
        }
        (false, 258) | (true, 240) => (reading(VersionMismatch, &[], ""), "unsupported protocol"),
        (false, 252) => (reading(PlaintextServer, &[VersionMismatch], ""), "unknown protocol"),
        (false, 294) => (
            reading(
                ConnectionReset,
                &[UnrecognizedName, ClientCertRequired, PlaintextServer, HandshakeIntolerance],
                "",
            ),
            "unexpected eof while reading",
        ),
        (false, 394) => (reading(WeakKey, &[CipherMismatch], ""), "dh key too small"),
        (false, 235) => (reading(AlpnMissing, &[], ""), "no application protocol"),
        _ => return None,
    };
    Some((Rank::Refusal, reading, None, words.into()))
}

/// An errno that a TLS library passes on; BoringSSL keeps 12 bits of those of Windows.
fn system(number: u32) -> Option<Meaning> {
    errno(number)
        .or_else(|| errno(0x2000 | number))
        .map(|(_, client, server, words)| (Rank::Network, client, server, words))
}

/// curl's exit numbers (`man curl`, EXIT CODES).
fn curl(number: u32) -> Option<Meaning> {
    let (reading, words) = match number {
        5 => (reading(ProxyFailure, &[], ""), "the proxy's name could not be resolved"),
        6 => (reading(DnsFailure, &[], ""), "the host's name could not be resolved"),
        7 => (reading(ConnectionRefused, &[ConnectionTimeout, NetworkUnreachable], ""), "no connection"),
        16 | 92 => (reading(WrongProtocol, &[PlaintextClient], ""), "an HTTP/2 error"),
        28 => (reading(ConnectionTimeout, &[SilentServer, NoAnswer], ""), "a timeout"),
        35 => (
            reading(PlaintextServer, &[ConnectionReset, CipherMismatch, HandshakeRefused], ""),
            "a failed TLS handshake",
        ),
        51 | 60 => (
            reading(UnknownCa, &[SelfSigned, NameMismatch, Expired], ""),
            "a server certificate that is refused",
        ),
        52 => (reading(PlaintextClient, &[ConnectionReset, ClientCertRequired], ""), "an empty answer"),
        55 | 56 => (
            reading(ConnectionReset, &[ClientCertRequired, ClientCertRejected], ""),
            "a connection that broke",
        ),
        53 | 54 | 66 => (reading(UnsupportedSetting, &[], ""), "a crypto engine that is not there"),
        58 => (reading(UnreadableFile, &[ClientKeyMismatch], ""), "a client certificate that cannot be used"),
        59 => (reading(UnsupportedSetting, &[CipherMismatch], ""), "a cipher that this curl does not have"),
        77 => (reading(UnreadableFile, &[], ""), "a CA file that cannot be used"),
        82 => (reading(UnreadableFile, &[], ""), "a revocation list that cannot be used"),
        83 => (reading(UnknownCa, &[], ""), "a certificate of another issuer than the one asked for"),
        90 => (
            Reading { code: None, others: &[Intercepted, StaleCertificate], note: PINNED },
            "a pinned key that differs",
        ),
        91 => (reading(Revoked, &[], ""), "a bad certificate status"),
        97 => (reading(ProxyFailure, &[], ""), "a failed proxy handshake"),
        98 => (reading(ClientCertRequired, &[], ""), "a server that requires a client certificate"),
        _ => return None,
    };
    Some((Rank::Consequence, reading, None, words.into()))
}

/// Apple's numbers below zero (Security `SecureTransport.h`, `SecBase.h`).
fn apple(number: u32) -> Option<Meaning> {
    let (rank, reading, words) = match number {
        9801 | 9824 => (
            Rank::Refusal,
            reading(CipherMismatch, &[VersionMismatch, ClientCertRequired, HandshakeRefused], ""),
            "errSSLNegotiation or errSSLPeerHandshakeFail: a refused handshake",
        ),
        9802 => (
            Rank::Symptom,
            reading(UnknownCa, &[CipherMismatch, VersionMismatch, WeakSignature], ""),
            "errSSLFatalAlert: a certificate or parameters that Apple's rules refuse",
        ),
        9805 | 9806 | 9816 => (
            Rank::Network,
            reading(ConnectionReset, &[PlaintextServer, HandshakeIntolerance, HandshakeRefused], ""),
            "errSSLClosedAbort or errSSLClosedNoNotify: a closed connection",
        ),
        9807 | 9812 => {
            (Rank::Cause, reading(UnknownCa, &[SelfSigned, IncompleteChain], ""), "an unknown root")
        }
        9808 => (Rank::Cause, reading(MalformedCertificate, &[], ""), "errSSLBadCert"),
        9813 => (
            Rank::Cause,
            reading(UnknownCa, &[SelfSigned, IncompleteChain], ""),
            "errSSLNoRootCert: no trusted root",
        ),
        9814 => (Rank::Cause, reading(Expired, &[ClockSkew], ""), "errSSLCertExpired"),
        9815 => (Rank::Cause, reading(NotYetValid, &[ClockSkew], ""), "errSSLCertNotYetValid"),
        9818 | 9825 | 9829 | 9831 => {
            return alert(match number {
                9825 => 42,
                9829 => 46,
                9831 => 48,
                _ => 10,
            });
        }
        9827 => return alert(44),
        9828 => return alert(45),
        9836 => return alert(70),
        9838 => return alert(80),
        9843 => (Rank::Cause, reading(NameMismatch, &[NoSan], ""), "errSSLHostNameMismatch"),
        9847 => (
            Rank::Cause,
            reading(PlaintextServer, &[TlsViolation], ""),
            "errSSLRecordOverflow: no TLS record",
        ),
        9850 => (Rank::Cause, reading(WeakKey, &[CipherMismatch], ""), "errSSLWeakPeerEphemeralDHKey"),
        9858 | 9860 => (
            Rank::Symptom,
            reading(VersionMismatch, &[CipherMismatch, ConnectionReset, HandshakeRefused], ""),
            "errSSLHandshakeFail",
        ),
        67843 => (Rank::Cause, reading(UnknownCa, &[SelfSigned], ""), "errSecNotTrusted"),
        67818 => (Rank::Cause, reading(Expired, &[ClockSkew], ""), "errSecCertificateExpired"),
        67602 => (Rank::Cause, reading(NameMismatch, &[NoSan], ""), "errSecHostNameMismatch"),
        67820 => (Rank::Cause, reading(Revoked, &[], ""), "errSecCertificateRevoked"),
        _ => return None,
    };
    Some((rank, reading, None, words.into()))
}

/// gRPC's status numbers (`doc/statuscodes.md`).
fn grpc(number: u32) -> Option<Meaning> {
    let (reading, words) = match number {
        4 => (reading(ConnectionTimeout, &[NoAnswer, SilentServer], ""), "DEADLINE_EXCEEDED"),
        7 => (reading(PermissionDenied, &[], ""), "PERMISSION_DENIED"),
        8 => (reading(BackendUnavailable, &[OtlpRejected], ""), "RESOURCE_EXHAUSTED"),
        12 => (reading(SignalNotServed, &[WrongProtocol], ""), "UNIMPLEMENTED"),
        14 => (reading(BackendUnavailable, &[ConnectionRefused, UnknownCa], ""), "UNAVAILABLE"),
        16 => (reading(Unauthenticated, &[], ""), "UNAUTHENTICATED"),
        _ => return None,
    };
    let rank = if matches!(number, 4 | 14) { Rank::Consequence } else { Rank::Symptom };
    Some((rank, reading, None, words.into()))
}

/// errno of Linux, Darwin and Windows.
fn errno(number: u32) -> Option<Meaning> {
    let (reading, words) = match number {
        111 | 61 | 10061 => (reading(ConnectionRefused, &[], ""), "connection refused"),
        104 | 54 | 10054 => {
            (reading(ConnectionReset, &[PlaintextServer, ClientCertRequired], ""), "connection reset")
        }
        110 | 60 | 10060 => (reading(ConnectionTimeout, &[], ""), "connection timed out"),
        113 | 65 | 10065 => {
            (reading(NetworkUnreachable, &[ConnectionRefused, ConnectionTimeout], ""), "no route to host")
        }
        101 | 51 | 10051 => (reading(NetworkUnreachable, &[ConnectionTimeout], ""), "network unreachable"),
        11001 => (reading(DnsFailure, &[], ""), "host not found"),
        _ => return None,
    };
    Some((Rank::Symptom, reading, None, words.into()))
}

/// The length of an HTTP/2 frame, which is the first three bytes that came.
fn frame(length: u32) -> Option<Meaning> {
    let [high, a, b, c] = length.to_be_bytes();
    if high != 0 || length < 0x10_0000 {
        return None;
    }
    start_of(&[a, b, c])
}

/// The length of a gRPC message, which is four bytes of what is no gRPC: `HTTP`.
fn message_length(length: u32) -> Option<Meaning> {
    let bytes = length.to_be_bytes();
    bytes.iter().all(u8::is_ascii_graphic).then(|| {
        let word: String = bytes.iter().copied().map(char::from).collect();
        (
            Rank::Cause,
            reading(WrongProtocol, &[ProxyFailure], ""),
            None,
            format!("`{word}` in ASCII: no gRPC"),
        )
    })
}

/// The length of a TLS record, which is the fourth and fifth byte that came: `P/` of `HTTP/`.
fn record_length(length: u32) -> Option<Meaning> {
    let [_, _, a, b] = length.to_be_bytes();
    (a.is_ascii_graphic() && b.is_ascii_graphic()).then(|| {
        let words = format!("`{}{}` in ASCII: cleartext", char::from(a), char::from(b));
        (
            Rank::Cause,
            reading(PlaintextServer, &[WrongProtocol], ""),
            Some(reading(PlaintextClient, &[], "")),
            words,
        )
    })
}

/// The type of an HTTP/2 frame, in hexadecimal, which is the fourth byte that came: `P` of `HTTP`.
fn frame_type(hex: &str) -> Option<Meaning> {
    let byte = u8::from_str_radix(hex, 16).ok().filter(u8::is_ascii_graphic)?;
    let words = format!("`{}` in ASCII: no HTTP/2", char::from(byte));
    Some((Rank::Cause, reading(WrongProtocol, &[ProxyFailure, PlaintextClient], ""), None, words))
}

/// The first bytes of what should have been a client's preface, in hexadecimal: a server says it.
fn preface(hex: &str) -> Option<Meaning> {
    let byte = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    let (rank, client, server, words) = start_of(&[byte(0)?, byte(2)?, byte(4)?])?;
    Some((rank, server.unwrap_or(client), None, words))
}

/// The first bytes of what should have been TLS, in hexadecimal.
fn bytes(hex: &str) -> Option<Meaning> {
    let byte = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    let first = [byte(0)?, byte(2)?, byte(4)?];
    if let Some((rank, client, server, words)) = start_of(&first) {
        // What should have been TLS is cleartext.
        return Some(if first[0] == 0x15 || first[0] == 0x16 {
            (rank, client, server, words)
        } else if [*b"SSH", *b"220"].contains(&first) {
            (rank, reading(WrongProtocol, &[PlaintextServer], ""), None, words)
        } else if REQUESTS.contains(&first) {
            // Only a server is sent a request.
            (
                Rank::Cause,
                reading(PlaintextClient, &[], "a client speaks HTTP without TLS to this TLS port"),
                None,
                words,
            )
        } else {
            (
                Rank::Cause,
                reading(PlaintextServer, &[WrongProtocol], "the port answers in cleartext"),
                Some(reading(PlaintextClient, &[], "a client speaks cleartext to this TLS port")),
                words,
            )
        });
    }
    (first[0] == 0 && byte(6)? == 4).then(|| {
        let words = "an HTTP/2 SETTINGS frame: cleartext gRPC".to_owned();
        (
            Rank::Cause,
            reading(PlaintextServer, &[], "a cleartext gRPC server answers"),
            Some(reading(PlaintextClient, &[], "")),
            words,
        )
    })
}

/// How HTTP requests begin.
const REQUESTS: [[u8; 3]; 7] = [*b"GET", *b"POS", *b"PUT", *b"HEA", *b"OPT", *b"CON", *b"PRI"];

/// What three bytes begin.
fn start_of(first: &[u8; 3]) -> Option<Meaning> {
    let tls = |what: &str| {
        let client = reading(
            PlaintextClient,
            &[WrongProtocol],
            "the bytes are a TLS record: the port speaks TLS and the client does not",
        );
        let server = reading(PlaintextServer, &[], "a client speaks TLS to this cleartext port");
        (Rank::Cause, client, Some(server), format!("a TLS {what} read as something else"))
    };
    match first {
        [0x15, 3, _] => return Some(tls("alert")),
        [0x16, 3, _] => return Some(tls("handshake")),
        _ => {}
    }
    if !first.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ') {
        return None;
    }
    let word: String = first.iter().copied().map(char::from).collect();
    let (others, who): (&'static [Code], &str) = match word.as_str() {
        "HTT" => (&[PlaintextClient, ProxyFailure], "an HTTP/1 answer"),
        "<!D" | "<!d" | "<ht" | "<HT" => (&[ProxyFailure], "an HTML page"),
        "GET" | "POS" | "PUT" | "HEA" | "OPT" | "CON" => (&[], "an HTTP/1 request"),
        "SSH" => (&[], "an SSH server"),
        "220" => (&[], "a mail or FTP server"),
        _ => (&[PlaintextClient], "no HTTP/2"),
    };
    Some((Rank::Cause, reading(WrongProtocol, others, ""), None, format!("`{word}` in ASCII: {who}")))
}

#[cfg(test)]
mod tests;
