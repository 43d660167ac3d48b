//! rustls 0.23 below tonic and reqwest. Texts read in rustls' `error.rs` and captured with opentelemetry-otlp
//! 0.33.1; printed only with a `tracing` subscriber. reqwest hides every one of them.

use super::Value as V;
use super::{Wording, text};
use crate::finding::Code;

const GRPC: &[&str] = &["rust-grpc"];
const HTTP: &[&str] = &["rust-http"];

/// What tonic says.
const fn tonic(code: Code, needs: &'static [V], template: &'static str) -> Wording {
    text(GRPC, code, needs, template)
}

/// Whatever happens below HTTP, this is all that is printed.
const fn hidden(code: Code) -> Wording {
    text(HTTP, code, &[], "HTTP export failed: network error")
}

/// An answer of the server's is told by its number.
const fn answered(code: Code, needs: &'static [V]) -> Wording {
    text(HTTP, code, needs, "HTTP export failed with status code: {http_status}")
}

pub(super) const TEXTS: &[Wording] = &[
    tonic(Code::ConnectionRefused, &[], "tcp connect error"),
    tonic(Code::DnsFailure, &[], "dns error"),
    tonic(Code::ConnectionReset, &[], "Connection reset by peer"),
    tonic(Code::PlaintextServer, &[], "received corrupt message of type InvalidContentType"),
    tonic(Code::UnrecognizedName, &[], "received fatal alert: UnrecognisedName"),
    tonic(Code::VersionMismatch, &[], "received fatal alert: ProtocolVersion"),
    tonic(Code::CipherMismatch, &[], "received fatal alert: HandshakeFailure"),
    tonic(Code::HandshakeRefused, &[], "received fatal alert: {rust_alert}"),
    tonic(Code::HandshakeIntolerance, &[V::Alert], "received fatal alert: {rust_alert}"),
    tonic(Code::HandshakeIntolerance, &[], "tls handshake eof"),
    tonic(Code::BadHandshakeSignature, &[], "invalid peer certificate: BadSignature"),
    tonic(
        Code::UnknownCa,
        &[V::Reissued, V::OtherKeyKind],
        "invalid peer certificate: UnsupportedSignatureAlgorithmForPublicKeyContext",
    ),
    tonic(Code::UnknownCa, &[V::Reissued], "invalid peer certificate: BadSignature"),
    tonic(Code::UnknownCa, &[], "invalid peer certificate: UnknownIssuer"),
    tonic(Code::SelfSigned, &[], "invalid peer certificate: UnknownIssuer"),
    tonic(Code::IncompleteChain, &[], "invalid peer certificate: UnknownIssuer"),
    tonic(Code::CaAsLeaf, &[], "invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))"),
    tonic(
        Code::Expired,
        &[],
        "invalid peer certificate: certificate expired: verification time {now_unix} (UNIX), but certificate is not valid after {not_after_unix} ({seconds_away} seconds ago)",
    ),
    tonic(
        Code::NotYetValid,
        &[],
        "invalid peer certificate: certificate not valid yet: verification time {now_unix} (UNIX), but certificate is not valid before {not_before_unix} ({seconds_away} seconds in future)",
    ),
    tonic(
        Code::NameMismatch,
        &[],
        "invalid peer certificate: certificate not valid for name \"{name}\"; certificate is only valid for {names_rust}",
    ),
    tonic(
        Code::NameMismatch,
        &[],
        "invalid peer certificate: certificate not valid for name \"{name}\"; certificate is not valid for any names (according to its subjectAltName extension)",
    ),
    tonic(Code::NameMismatch, &[], "invalid peer certificate: NotValidForName"),
    tonic(
        Code::NoSan,
        &[],
        "invalid peer certificate: certificate not valid for name \"{name}\"; certificate is not valid for any names (according to its subjectAltName extension)",
    ),
    tonic(
        Code::WrongKeyUsage,
        &[],
        "invalid peer certificate: certificate does not allow extended key usage for server authentication",
    ),
    tonic(Code::WeakKey, &[V::HandshakeKey], "received fatal alert: HandshakeFailure"),
    tonic(Code::WeakKey, &[V::ShortKey], "invalid peer certificate: BadSignature"),
    // `...ForPublicKeyContext` or `...Context`, with the identifiers of both.
    tonic(Code::WeakKey, &[], "invalid peer certificate: UnsupportedSignatureAlgorithm"),
    tonic(Code::WeakSignature, &[], "invalid peer certificate: UnsupportedSignatureAlgorithm"),
    tonic(Code::NameConstraint, &[], "invalid peer certificate: Other(OtherError(NameConstraintViolation))"),
    tonic(Code::PathLength, &[], "invalid peer certificate: Other(OtherError(PathLenConstraintViolated))"),
    tonic(
        Code::InvalidCa,
        &[V::CaVersion1],
        "invalid peer certificate: Other(OtherError(UnsupportedCertVersion))",
    ),
    tonic(Code::InvalidCa, &[], "invalid peer certificate: Other(OtherError(EndEntityUsedAsCa))"),
    tonic(
        Code::UnsupportedExtension,
        &[],
        "invalid peer certificate: Other(OtherError(UnsupportedCriticalExtension))",
    ),
    tonic(
        Code::MalformedCertificate,
        &[V::Version1],
        "invalid peer certificate: Other(OtherError(UnsupportedCertVersion))",
    ),
    tonic(Code::MalformedCertificate, &[], "invalid peer certificate: BadEncoding"),
    tonic(Code::ClientCertRequired, &[V::Answered], "gRPC code: Internal"),
    tonic(Code::ClientCertRequired, &[V::NoAlert], "operation was canceled: connection closed"),
    tonic(Code::ClientCertRejected, &[V::Answered], "gRPC code: Internal"),
    tonic(Code::BackendUnavailable, &[V::HttpStatus, V::Retryable], "gRPC code: Internal"),
    tonic(Code::ClientCertRequired, &[V::Tls12], "received fatal alert: HandshakeFailure"),
    tonic(Code::ClientCertRequired, &[], "received fatal alert: CertificateRequired"),
    tonic(Code::ClientCertRejected, &[], "received fatal alert: {rust_alert}"),
    tonic(Code::ClientKeyMismatch, &[], "keys may not be consistent: KeyMismatch"),
    tonic(Code::AlpnMissing, &[V::Refused], "received fatal alert: NoApplicationProtocol"),
    tonic(Code::AlpnMissing, &[], "HTTP/2 was not negotiated."),
    tonic(Code::WrongProtocol, &[], "gRPC code: Internal"),
    tonic(Code::PlaintextClient, &[], "gRPC code: Unknown: transport error: "),
    tonic(Code::ClientCertRejected, &[V::NoAlert], "operation was canceled: connection closed"),
    tonic(Code::OtlpRejected, &[V::HttpStatus], "gRPC code: "),
    tonic(Code::OtlpRejected, &[V::GrpcStatus], "export failed with gRPC code: "),
    answered(Code::WrongProtocol, &[]),
    answered(Code::PlaintextClient, &[V::Answered]),
    answered(Code::ClientCertRequired, &[V::Answered]),
    answered(Code::ClientCertRejected, &[V::Answered]),
    answered(Code::BackendUnavailable, &[]),
    answered(Code::OtlpRejected, &[]),
    answered(Code::Unauthenticated, &[]),
    answered(Code::PermissionDenied, &[]),
    hidden(Code::ConnectionRefused),
    hidden(Code::DnsFailure),
    hidden(Code::NetworkUnreachable),
    hidden(Code::ConnectionTimeout),
    hidden(Code::ConnectionReset),
    hidden(Code::SilentServer),
    hidden(Code::PlaintextServer),
    hidden(Code::UnrecognizedName),
    hidden(Code::VersionMismatch),
    hidden(Code::CipherMismatch),
    hidden(Code::HandshakeRefused),
    hidden(Code::HandshakeIntolerance),
    hidden(Code::UnknownCa),
    hidden(Code::SelfSigned),
    hidden(Code::IncompleteChain),
    hidden(Code::CaAsLeaf),
    hidden(Code::Expired),
    hidden(Code::NotYetValid),
    hidden(Code::NameMismatch),
    hidden(Code::NoSan),
    hidden(Code::WrongKeyUsage),
    hidden(Code::WeakKey),
    hidden(Code::WeakSignature),
    hidden(Code::NameConstraint),
    hidden(Code::PathLength),
    hidden(Code::InvalidCa),
    hidden(Code::UnsupportedExtension),
    hidden(Code::MalformedCertificate),
    hidden(Code::ClientCertRequired),
    hidden(Code::ClientCertRejected),
    hidden(Code::NoAnswer),
    hidden(Code::AlpnMissing),
    hidden(Code::BadHandshakeSignature),
    hidden(Code::TlsViolation),
    hidden(Code::PlaintextClient),
];
