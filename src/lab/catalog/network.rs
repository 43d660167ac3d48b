//! Connections that do not come up or stay silent, and peers that attack who reads them.

use super::TLS;
use super::row;
use crate::lab::chain;
use crate::lab::fault::Alpn;
use crate::lab::fault::Answer;
use crate::lab::fault::Application;
use crate::lab::fault::Cleartext;
use crate::lab::fault::Dial;
use crate::lab::fault::Fault;
use crate::lab::fault::Group;
use crate::lab::fault::Peer;
use crate::lab::fault::Protocol;
use crate::lab::fault::Raw;
use crate::lab::fault::Refusal;
use crate::lab::fault::Tls;

/// Clears the screen, sets the title, recolours, reverses: what must not reach a terminal.
const ESCAPES: &str =
    "\u{1b}[2J\u{1b}]0;owned\u{7}\u{1b}[31mok\u{1b}[0m\u{202e}gnp.exe\r\nerror[forged]: no\n";

const fn network(name: &'static str, code: &'static str, summary: &'static str, peer: Peer) -> Fault {
    Fault { group: Group::Network, diagnosis: Some(code), peer, ..row(name, summary) }
}

const fn hostile(name: &'static str, code: &'static str, summary: &'static str, peer: Peer) -> Fault {
    Fault { group: Group::Hostile, diagnosis: Some(code), peer, ..row(name, summary) }
}

const fn application(application: Application) -> Peer {
    Peer::Tls(Tls { application, ..TLS })
}

pub(super) const FAULTS: &[Fault] = &[
    network("connection-refused", "connection-refused", "nothing listens on the port", Peer::Closed),
    network(
        "connection-timeout",
        "connection-timeout",
        "the queue of the listener is full and nobody accepts (Linux)",
        Peer::Full,
    ),
    Fault {
        dial: Dial::Nowhere,
        ..network("dns-failure", "dns-failure", "a name that has no address", Peer::Closed)
    },
    Fault {
        needs: &["--repeat", "2"],
        alternate: Some(chain::expired),
        ..network(
            "address-difference",
            "address-difference",
            "every second connection sees an expired certificate",
            Peer::Tls(TLS),
        )
    },
    network("connection-reset", "connection-reset", "a reset after the ClientHello", Peer::Raw(Raw::Reset)),
    network("connection-reset-close", "connection-reset", "closed at once", Peer::Raw(Raw::Close)),
    network("silent-server", "silent-server", "accepts, reads, and says nothing", Peer::Raw(Raw::Silent)),
    network("silent-server-drip", "silent-server", "a ServerHello, one byte a second", Peer::Raw(Raw::Drip)),
    network(
        "no-answer",
        "no-answer",
        "the handshake is done, then silence",
        application(Application::Silent),
    ),
    network(
        "no-answer-close",
        "no-answer",
        "the handshake is done, then a close",
        application(Application::Close),
    ),
    Fault {
        certificate: chain::hostile_text,
        ..hostile(
            "hostile-text",
            "otlp-rejected",
            "escape sequences in the certificate and in the refusal",
            application(Application::Otlp(Answer::Refuse(Refusal {
                http: 400,
                grpc: 3,
                message: ESCAPES,
                header: None,
            }))),
        )
    },
    Fault {
        protocol: Protocol::Http,
        ..hostile(
            "hostile-http",
            "wrong-protocol",
            "an HTTP/1.1 head full of escape sequences",
            Peer::Tls(Tls {
                alpn: Alpn::Http1,
                application: Application::RawText(
                    "HTTP/1.1 400 \u{1b}[31mBad\u{7}\r\nServer: \u{1b}]0;owned\u{7}\r\nContent-Type: text/\u{1b}[2J\r\n\
                     Content-Length: 12\r\n\r\n\u{1b}[2Jowned\u{7}\r\n",
                ),
                ..TLS
            }),
        )
    },
    hostile(
        "hostile-banner",
        "plaintext-server",
        "a cleartext banner full of escape sequences",
        Peer::Cleartext(Cleartext::Banner(ESCAPES.as_bytes())),
    ),
    hostile(
        "hostile-head",
        "wrong-protocol",
        "an answer whose head is a GiB long",
        application(Application::EndlessHead),
    ),
    hostile("hostile-flood", "tls-violation", "handshake records, a GiB of them", Peer::Raw(Raw::Flood)),
];
