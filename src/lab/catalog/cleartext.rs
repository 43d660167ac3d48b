//! Cleartext where TLS is expected, TLS where cleartext is, and cleartext that is meant.

use super::TLS;
use super::row;
use crate::lab::fault::Alpn;
use crate::lab::fault::Cleartext;
use crate::lab::fault::Dial;
use crate::lab::fault::Fault;
use crate::lab::fault::Gate;
use crate::lab::fault::Group;
use crate::lab::fault::Peer;
use crate::lab::fault::Protocol;
use crate::lab::fault::Tls;

const fn server(name: &'static str, summary: &'static str, behaviour: Cleartext) -> Fault {
    Fault {
        group: Group::Cleartext,
        diagnosis: Some("plaintext-server"),
        peer: Peer::Cleartext(behaviour),
        ..row(name, summary)
    }
}

const fn client(name: &'static str, summary: &'static str, tls: Tls) -> Fault {
    Fault {
        group: Group::Cleartext,
        diagnosis: Some("plaintext-client"),
        dial: Dial::Http,
        peer: Peer::Tls(tls),
        ..row(name, summary)
    }
}

const fn meant(name: &'static str, summary: &'static str, behaviour: Cleartext, protocol: Protocol) -> Fault {
    Fault { dial: Dial::Http, peer: Peer::Cleartext(behaviour), protocol, ..row(name, summary) }
}

pub(super) const FAULTS: &[Fault] = &[
    meant("cleartext", "healthy, without TLS: both forms of OTLP", Cleartext::Otlp, Protocol::Both),
    meant("cleartext-grpc", "healthy, without TLS: gRPC alone", Cleartext::Http2, Protocol::Grpc),
    meant("cleartext-http", "healthy, without TLS: HTTP/1.1 alone", Cleartext::Http1, Protocol::Http),
    server(
        "plaintext-server-h2c",
        "gRPC without TLS: SETTINGS at once, then a close, as grpc-go does it",
        Cleartext::Http2,
    ),
    server(
        "plaintext-server-http1",
        "HTTP/1.1 without TLS: 400 to a ClientHello, as Go does it",
        Cleartext::Http1,
    ),
    server(
        "plaintext-server-other",
        "an SSH server",
        Cleartext::Banner(b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"),
    ),
    client("plaintext-client", "http:// to a TLS server, which sends an alert", TLS),
    Fault {
        protocol: Protocol::Http,
        ..client(
            "plaintext-client-told",
            "http:// to a TLS server, which says so in cleartext, as Go does it",
            Tls { alpn: Alpn::Both, gate: Gate::ToldCleartext, ..TLS },
        )
    },
];
