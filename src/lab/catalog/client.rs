//! Client certificates.

use super::TLS;
use super::row;
use crate::lab::fault::ClientCertificate;
use crate::lab::fault::Fault;
use crate::lab::fault::Group;
use crate::lab::fault::Identity;
use crate::lab::fault::Peer;
use crate::lab::fault::Tls;
use crate::lab::fault::Versions;

/// A healthy server that treats client certificates so; the client has a good one and does not send it.
const fn server(name: &'static str, summary: &'static str, client: ClientCertificate) -> Fault {
    Fault { peer: Peer::Tls(Tls { client, ..TLS }), identity: Identity::Good, ..row(name, summary) }
}

const fn required(
    name: &'static str,
    summary: &'static str,
    client: ClientCertificate,
    versions: Versions,
) -> Fault {
    Fault {
        group: Group::ClientCertificate,
        diagnosis: Some("client-cert-required"),
        peer: Peer::Tls(Tls { client, versions, ..TLS }),
        ..server(name, summary, client)
    }
}

const fn rejected(
    name: &'static str,
    summary: &'static str,
    identity: Identity,
    versions: Versions,
) -> Fault {
    Fault {
        diagnosis: Some("client-cert-rejected"),
        send_identity: true,
        identity,
        ..required(name, summary, ClientCertificate::Required, versions)
    }
}

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        send_identity: true,
        ..server("client-cert-ok", "a client certificate is required, and sent", ClientCertificate::Required)
    },
    Fault {
        peer: Peer::Tls(Tls { client: ClientCertificate::Required, versions: Versions::Tls12, ..TLS }),
        send_identity: true,
        ..server("client-cert-ok-tls12", "the same in TLS 1.2", ClientCertificate::Required)
    },
    Fault {
        group: Group::ClientCertificate,
        diagnosis: Some("expiring"),
        send_identity: true,
        identity: Identity::Expiring,
        ..server(
            "expiring-client",
            "the client's certificate is accepted, and expires in five days",
            ClientCertificate::Required,
        )
    },
    Fault {
        diagnosis: Some("client-key-mismatch"),
        send_identity: true,
        identity: Identity::OtherKey,
        ..required(
            "client-key-mismatch",
            "the client's key is not that of its certificate",
            ClientCertificate::Required,
            Versions::Both,
        )
    },
    server(
        "client-cert-optional",
        "a client certificate is asked for, not required",
        ClientCertificate::Optional,
    ),
    Fault {
        group: Group::ClientCertificate,
        diagnosis: Some("client-cert-unused"),
        send_identity: true,
        ..server(
            "client-cert-unused",
            "the client has a certificate, nobody asks",
            ClientCertificate::NotAsked,
        )
    },
    required(
        "client-cert-required",
        "TLS 1.3: the alert certificate_required after the client's handshake is done",
        ClientCertificate::Required,
        Versions::Tls13,
    ),
    required(
        "client-cert-required-tls12",
        "TLS 1.2: the alert handshake_failure",
        ClientCertificate::RequiredHandshakeFailure,
        Versions::Tls12,
    ),
    required(
        "client-cert-required-silent",
        "TLS 1.3: a close without an alert, as gRPC core and Node do it",
        ClientCertificate::RequiredSilently,
        Versions::Tls13,
    ),
    required(
        "client-cert-required-http",
        "TLS succeeds; HTTP 400 with a page, as nginx does it",
        ClientCertificate::RequiredByHttp,
        Versions::Both,
    ),
    rejected(
        "client-cert-rejected",
        "the client's certificate is from another CA: the alert unknown_ca",
        Identity::OtherCa,
        Versions::Tls13,
    ),
    rejected("client-cert-rejected-tls12", "the same in TLS 1.2", Identity::OtherCa, Versions::Tls12),
    rejected(
        "client-cert-rejected-expired",
        "the client's certificate has expired: the alert certificate_expired",
        Identity::Expired,
        Versions::Both,
    ),
    rejected(
        "client-cert-rejected-usage",
        "the client's certificate is for servers: the alert unsupported_certificate",
        Identity::ServerUsage,
        Versions::Both,
    ),
];
