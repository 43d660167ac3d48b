//! rustls 0.23 below tonic and reqwest. Texts read in rustls' `error.rs` and captured with opentelemetry-otlp
//! 0.33.1; printed only with a `tracing` subscriber. reqwest hides every one of them.

use super::Value as V;
use super::Wording;
use crate::finding::Code;

const GRPC: &[&str] = &["rust-grpc"];
const HTTP: &[&str] = &["rust-http"];

const fn text(code: Code, needs: &'static [V], template: &'static str) -> Wording {
    Wording { runtimes: GRPC, versions: "", code, needs, template }
}

/// Whatever happens below HTTP, this is all that is printed.
const fn hidden(code: Code) -> Wording {
    Wording { runtimes: HTTP, versions: "", code, needs: &[], template: "HTTP export failed: network error" }
}

/// An answer of the server's is told by its number.
const fn answered(code: Code, needs: &'static [V]) -> Wording {
    let template = "HTTP export failed with status code: {http_status}";
    Wording { runtimes: HTTP, versions: "", code, needs, template }
}

pub(super) const TEXTS: &[Wording] = &[
    text(Code::ConnectionRefused, &[], "tcp connect error"),
    text(Code::DnsFailure, &[], "dns error"),
    text(Code::ConnectionReset, &[], "Connection reset by peer"),
    text(Code::PlaintextServer, &[], "received corrupt message of type InvalidContentType"),
    text(Code::UnrecognizedName, &[], "received fatal alert: UnrecognisedName"),
    text(Code::VersionMismatch, &[], "received fatal alert: ProtocolVersion"),
    text(Code::CipherMismatch, &[], "received fatal alert: HandshakeFailure"),
    text(Code::HandshakeRefused, &[], "received fatal alert: {rust_alert}"),
    text(Code::HandshakeIntolerance, &[V::Alert], "received fatal alert: {rust_alert}"),
    text(Code::HandshakeIntolerance, &[], "tls handshake eof"),
    text(Code::BadHandshakeSignature, &[], "invalid peer certificate: BadSignature"),
    text(
        Code::UnknownCa,
        &[V::Reissued, V::OtherKeyKind],
        "invalid peer certificate: UnsupportedSignatureAlgorithmForPublicKeyContext",
    ),
    text(Code::UnknownCa, &[V::Reissued], "invalid peer certificate: BadSignature"),
    text(Code::UnknownCa, &[], "invalid peer certificate: UnknownIssuer"),
    text(Code::SelfSigned, &[], "invalid peer certificate: UnknownIssuer"),
    text(Code::IncompleteChain, &[], "invalid peer certificate: UnknownIssuer"),
    text(Code::CaAsLeaf, &[], "invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))"),
    text(
        Code::Expired,
        &[],
        "invalid peer certificate: certificate expired: verification time {now_unix} (UNIX), but certificate is not valid after {not_after_unix} ({seconds_away} seconds ago)",
    ),
    text(
        Code::NotYetValid,
        &[],
        "invalid peer certificate: certificate not valid yet: verification time {now_unix} (UNIX), but certificate is not valid before {not_before_unix} ({seconds_away} seconds in future)",
    ),
    text(
        Code::NameMismatch,
        &[],
        "invalid peer certificate: certificate not valid for name \"{name}\"; certificate is only valid for {names_rust}",
    ),
    text(
        Code::NameMismatch,
        &[],
        "invalid peer certificate: certificate not valid for name \"{name}\"; certificate is not valid for any names (according to its subjectAltName extension)",
    ),
    text(Code::NameMismatch, &[], "invalid peer certificate: NotValidForName"),
    text(
        Code::NoSan,
        &[],
        "invalid peer certificate: certificate not valid for name \"{name}\"; certificate is not valid for any names (according to its subjectAltName extension)",
    ),
    text(
        Code::WrongKeyUsage,
        &[],
        "invalid peer certificate: certificate does not allow extended key usage for server authentication",
    ),
    text(Code::WeakKey, &[V::HandshakeKey], "received fatal alert: HandshakeFailure"),
    text(Code::WeakKey, &[V::ShortKey], "invalid peer certificate: BadSignature"),
    // `...ForPublicKeyContext` or `...Context`, with the identifiers of both.
    text(Code::WeakKey, &[], "invalid peer certificate: UnsupportedSignatureAlgorithm"),
    text(Code::WeakSignature, &[], "invalid peer certificate: UnsupportedSignatureAlgorithm"),
    text(Code::NameConstraint, &[], "invalid peer certificate: Other(OtherError(NameConstraintViolation))"),
    text(Code::PathLength, &[], "invalid peer certificate: Other(OtherError(PathLenConstraintViolated))"),
    text(
        Code::InvalidCa,
        &[V::CaVersion1],
        "invalid peer certificate: Other(OtherError(UnsupportedCertVersion))",
    ),
    text(Code::InvalidCa, &[], "invalid peer certificate: Other(OtherError(EndEntityUsedAsCa))"),
    text(
        Code::UnsupportedExtension,
        &[],
        "invalid peer certificate: Other(OtherError(UnsupportedCriticalExtension))",
    ),
    text(
        Code::MalformedCertificate,
        &[V::Version1],
        "invalid peer certificate: Other(OtherError(UnsupportedCertVersion))",
    ),
    text(Code::MalformedCertificate, &[], "invalid peer certificate: BadEncoding"),
    text(Code::ClientCertRequired, &[V::Answered], "gRPC code: Internal"),
    text(Code::ClientCertRequired, &[V::NoAlert], "operation was canceled: connection closed"),
    text(Code::ClientCertRejected, &[V::Answered], "gRPC code: Internal"),
    text(Code::BackendUnavailable, &[V::HttpStatus, V::Retryable], "gRPC code: Internal"),
    text(Code::ClientCertRequired, &[V::Tls12], "received fatal alert: HandshakeFailure"),
    text(Code::ClientCertRequired, &[], "received fatal alert: CertificateRequired"),
    text(Code::ClientCertRejected, &[], "received fatal alert: {rust_alert}"),
    text(Code::ClientKeyMismatch, &[], "keys may not be consistent: KeyMismatch"),
    text(Code::AlpnMissing, &[V::Refused], "received fatal alert: NoApplicationProtocol"),
    text(Code::AlpnMissing, &[], "HTTP/2 was not negotiated."),
    text(Code::WrongProtocol, &[], "gRPC code: Internal"),
    text(Code::PlaintextClient, &[], "gRPC code: Unknown: transport error: "),
    text(Code::ClientCertRejected, &[V::NoAlert], "operation was canceled: connection closed"),
    text(Code::OtlpRejected, &[V::HttpStatus], "gRPC code: "),
    text(Code::OtlpRejected, &[V::GrpcStatus], "export failed with gRPC code: "),
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
