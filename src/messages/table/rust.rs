//! Rust: rustls and webpki, tonic, hyper, reqwest, native-tls; Vector is written with them.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const RUST: &[&str] = &["rust"];
const GRPC: &[&str] = &["rust-grpc"];
const HTTP: &[&str] = &["rust-http"];

const RUSTLS: &str = "rustls/rustls rustls/src/error.rs";
const WEBPKI: &str = "rustls/webpki src/error.rs";
const TONIC: &str = "hyperium/tonic tonic/src/transport";
const HYPER: &str = "hyperium/hyper src/error.rs, hyper-util";
const REQWEST: &str = "seanmonstar/reqwest src/error.rs";
const IO: &str = "rust-lang/rust library/std/src/io/error.rs";

/// Rust.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["unknownissuer"], RUST, RUSTLS).is(UnknownCa).or(&[SelfSigned, IncompleteChain]).served(ClientCertRejected, &[UnknownCa], "the server does not know the issuer of the client's certificate")
        .line("invalid peer certificate: UnknownIssuer"),
    says(&["caussedasendentity"], RUST, WEBPKI).is(CaAsLeaf),
    says(&["causedasendentity"], RUST, WEBPKI).is(CaAsLeaf).or(&[SelfSigned]).note("the server's certificate is a CA certificate; rustls says so of untrusted self-signed ones, too")
        .line("invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))"),
    says(&["ca certificate used as end entity"], RUST, WEBPKI).is(CaAsLeaf).or(&[SelfSigned]),
    says(&["endentityusedasca"], RUST, WEBPKI).is(InvalidCa).line("invalid peer certificate: Other(OtherError(EndEntityUsedAsCa))"),
    says(&["invalid peer certificate: certificate expired"], RUST, RUSTLS).is(Expired).or(&[ClockSkew]),
    says(&["invalid peer certificate: expired"], RUST, RUSTLS).is(Expired).or(&[ClockSkew]),
    says(&["invalidcertificate(expired"], RUST, RUSTLS).is(Expired).or(&[ClockSkew]),
    says(&["certexpired"], RUST, WEBPKI).is(Expired).or(&[ClockSkew]).line("invalid certificate: CertExpired"),
    says(&["invalid peer certificate: certificate not valid yet"], RUST, RUSTLS).is(NotYetValid).or(&[ClockSkew]),
    says(&["notvalidyet"], RUST, RUSTLS).is(NotYetValid).or(&[ClockSkew]).line("invalid peer certificate: NotValidYet"),
    says(&["invalid peer certificate: revoked"], RUST, RUSTLS).is(Revoked),
    says(&["certrevoked"], RUST, WEBPKI).is(Revoked).line("CertRevoked"),
    says(&["unknownrevocationstatus"], RUST, RUSTLS).is(Revoked),
    says(&["notvalidforname"], RUST, RUSTLS).is(NameMismatch).or(&[NoSan]).line("invalid peer certificate: NotValidForName"),
    says(&["certnotvalidforname"], RUST, WEBPKI).is(NameMismatch).or(&[NoSan]).line("CertNotValidForName"),
    says(&["certificate not valid for name"], RUST, RUSTLS).is(NameMismatch).or(&[NoSan]),
    says(&["certificate not valid for name", "not valid for any names"], RUST, RUSTLS).is(NoSan).or(&[NameMismatch, PlaceholderCertificate]),
    says(&["invalid peer certificate: invalidpurpose"], RUST, RUSTLS).is(WrongKeyUsage),
    says(&["invalidpurpose"], RUST, RUSTLS).is(WrongKeyUsage).rank(Rank::Refusal).line("InvalidCertificate(InvalidPurpose)"),
    says(&["requiredekunotfound"], RUST, WEBPKI).is(WrongKeyUsage).line("RequiredEkuNotFound"),
    says(&["certificate does not allow extended key usage for"], RUST, RUSTLS).is(WrongKeyUsage).served(ClientCertRejected, &[WrongKeyUsage], "the client's certificate is not for client authentication"),
    says(&["invalid peer certificate: badencoding"], RUST, RUSTLS).is(MalformedCertificate),
    says(&["invalid peer certificate: badder"], RUST, RUSTLS).is(MalformedCertificate),
    says(&["badder"], RUST, WEBPKI).is(MalformedCertificate).rank(Rank::Refusal).line("invalid certificate: BadDer"),
    says(&["unsupportedcertversion"], RUST, WEBPKI).is(MalformedCertificate).or(&[NoSan]).note("an X.509 v1 certificate, as `openssl x509 -req` makes it without extensions: rustls takes v3 only").line("UnsupportedCertVersion"),
    says(&["invalid peer certificate: badsignature"], RUST, RUSTLS).is(WeakKey).or(&[BadHandshakeSignature, UnknownCa])
        .note("the signature does not verify: an RSA key below 2048 bits, or a CA that was issued anew"),
    says(&["invalidsignatureforpublickey"], RUST, WEBPKI).is(UnknownCa).or(&[WeakKey, BadHandshakeSignature]).line("InvalidSignatureForPublicKey"),
    says(&["unsupportedsignaturealgorithm"], RUST, WEBPKI).is(WeakSignature).or(&[WeakKey]).line("invalid peer certificate: UnsupportedSignatureAlgorithm"),
    says(&["nameconstraintviolation"], RUST, WEBPKI).is(NameConstraint).line("NameConstraintViolation"),
    says(&["pathlenconstraintviolated"], RUST, WEBPKI).is(PathLength).line("PathLenConstraintViolated"),
    says(&["unsupportedcriticalextension"], RUST, WEBPKI).is(UnsupportedExtension).line("UnsupportedCriticalExtension"),
    says(&["unhandledcriticalextension"], RUST, RUSTLS).is(UnsupportedExtension).line("invalid peer certificate: UnhandledCriticalExtension"),
    says(&["missingorminalformedextensions"], RUST, WEBPKI).is(MalformedCertificate),
    says(&["maximumpathbuildcallsexceeded"], RUST, WEBPKI).is(UnknownCa).line("MaximumPathBuildCallsExceeded"),
    says(&["maximumsignaturechecksexceeded"], RUST, WEBPKI).is(UnknownCa).line("MaximumSignatureChecksExceeded"),
    says(&["applicationverificationfailure"], RUST, RUSTLS).is(UnknownCa).or(&[ClientCertRejected]).line("ApplicationVerificationFailure"),
    says(&["invalid peer certificate"], RUST, RUSTLS).is(UnknownCa).or(&[NameMismatch, Expired]).rank(Rank::Symptom),
    says(&["received corrupt message of type invalidcontenttype"], RUST, RUSTLS).is(PlaintextServer).or(&[ProxyFailure]).served(PlaintextClient, &[], "a client speaks cleartext to this TLS port"),
    says(&["received corrupt message"], RUST, RUSTLS).is(PlaintextServer).or(&[TlsViolation]).served(PlaintextClient, &[], "a client speaks cleartext to this TLS port"),
    says(&["invalidmessage(invalidcontenttype)"], RUST, RUSTLS).is(PlaintextServer).or(&[ProxyFailure]).served(PlaintextClient, &[], "a client speaks cleartext to this TLS port"),
    says(&["peer is incompatible: "], RUST, RUSTLS).is(CipherMismatch).or(&[VersionMismatch]),
    says(&["peer is incompatible: no cipher suites in common"], RUST, RUSTLS).is(CipherMismatch),
    says(&["nociphersuitesincommon"], RUST, RUSTLS).is(CipherMismatch),
    says(&["nokxgroupsincommon"], RUST, RUSTLS).is(CipherMismatch),
    says(&["nosignatureschemesincommon"], RUST, RUSTLS).is(CipherMismatch).or(&[WeakKey]),
    says(&["tls12notoffered"], RUST, RUSTLS).is(VersionMismatch).line("peer is incompatible: Tls12NotOffered"),
    says(&["tls12notofferedorenabled"], RUST, RUSTLS).is(VersionMismatch).line("peer is incompatible: Tls12NotOfferedOrEnabled"),
    says(&["servertlsversionisdisabledbyourconfig"], RUST, RUSTLS).is(VersionMismatch).line("peer is incompatible: ServerTlsVersionIsDisabledByOurConfig"),
    says(&["serverdoesnotsupporttls12or13"], RUST, RUSTLS).is(VersionMismatch).line("peer is incompatible: ServerDoesNotSupportTls12Or13"),
    says(&["supportedversionsextensionrequired"], RUST, RUSTLS).is(VersionMismatch).line("peer is incompatible: SupportedVersionsExtensionRequired"),
    says(&["peer misbehaved"], RUST, RUSTLS).is(TlsViolation),
    says(&["peer sent no certificates"], RUST, RUSTLS).is(HandshakeRefused).served(ClientCertRequired, &[], "the client sent no certificate"),
    says(&["nocertificatespresented"], RUST, RUSTLS).is(ClientCertRequired).server_only(),
    says(&["peer doesn't support any known protocol"], RUST, RUSTLS).is(AlpnMissing),
    says(&["noapplicationprotocol"], RUST, RUSTLS).is(AlpnMissing).rank(Rank::Refusal),
    says(&["h2 was not negotiated"], GRPC, TONIC).is(AlpnMissing).or(&[WrongProtocol]),
    says(&["http/2 was not negotiated"], GRPC, TONIC).is(AlpnMissing).or(&[WrongProtocol]),
    says(&["tls handshake eof"], RUST, "rustls/tokio-rustls").is(ConnectionReset).or(&[HandshakeIntolerance, PlaintextServer, UnrecognizedName]).rank(Rank::Refusal)
        .served(UnknownCa, &[ConnectionReset, SelfSigned], "the client gave up during the handshake without saying why"),
    says(&["peer closed connection without sending tls close_notify"], RUST, RUSTLS).is(ConnectionReset).or(&[ClientCertRequired]).rank(Rank::Symptom),
    says(&["keys may not be consistent"], RUST, RUSTLS).is(ClientKeyMismatch),
    says(&["inconsistentkeys(keymismatch)"], RUST, RUSTLS).is(ClientKeyMismatch),
    says(&["no root certs"], RUST, "rustls/rustls").is(UnknownCa).line("NoRootAnchors: no root certs"),
    says(&["norootanchors"], RUST, RUSTLS).is(UnknownCa).or(&[UnreadableFile]),
    says(&["no ca certificates found"], RUST, "rustls/rustls-platform-verifier").is(UnknownCa).or(&[UnreadableFile]),
    says(&["failed to parse private key as rsa, ecdsa, or eddsa"], RUST, RUSTLS).is(UnreadableFile),
    says(&["private key is of an unsupported"], RUST, RUSTLS).is(UnreadableFile).line("private key is of an unsupported type"),
    says(&["no tls configured"], GRPC, TONIC).note("tonic was built without TLS, or no TLS configuration was given"),
    says(&["connecting to https without tls enabled"], GRPC, TONIC).note("tonic was built without a TLS feature: switch `tls-ring` and `tls-roots` on"),
    says(&["could not automatically determine the process-level cryptoprovider"], RUST, RUSTLS).note("rustls has two providers or none: install one at start"),
    says(&["http export failed: network error"], HTTP, "open-telemetry/opentelemetry-rust opentelemetry-otlp").is(ConnectionRefused)
        .or(&[UnknownCa, PlaintextServer, NameMismatch, DnsFailure, Expired, SelfSigned, IncompleteChain, CaAsLeaf, NotYetValid, NoSan, ClientCertRequired, ClientCertRejected, NetworkUnreachable, ConnectionTimeout, ConnectionReset, SilentServer, UnrecognizedName, VersionMismatch, CipherMismatch, HandshakeRefused, HandshakeIntolerance, WrongKeyUsage, WeakKey, WeakSignature, NameConstraint, PathLength, InvalidCa, UnsupportedExtension, MalformedCertificate])
        .rank(Rank::Consequence).note("reqwest hides the cause: every failure below HTTP prints this line"),
    says(&["grpc code: internal"], GRPC, "open-telemetry/opentelemetry-rust opentelemetry-otlp").is(WrongProtocol).or(&[OtlpRejected]).rank(Rank::Symptom),
    says(&["tcp connect error"], RUST, HYPER).is(ConnectionRefused).or(&[ConnectionTimeout, NetworkUnreachable]).rank(Rank::Symptom),
    says(&["dns error"], RUST, HYPER).is(DnsFailure).rank(Rank::Refusal).line("client error (Connect): dns error: failed to lookup address information"),
    says(&["failed to lookup address information"], RUST, IO).is(DnsFailure).rank(Rank::Refusal),
    says(&["client error (connect)"], RUST, HYPER).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer, DnsFailure]).rank(Rank::Consequence),
    says(&["error trying to connect"], RUST, HYPER).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer, DnsFailure]).rank(Rank::Consequence),
    says(&["error sending request for url"], HTTP, REQWEST).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer, DnsFailure]).rank(Rank::Consequence),
    says(&["transport error", "tonic"], GRPC, TONIC).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer, WrongProtocol]).rank(Rank::Consequence).line("transport error: tonic::transport::Error(Transport, ...)"),
    says(&["status: unavailable", "transport error"], GRPC, TONIC).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer]).rank(Rank::Consequence).line("status: Unavailable, message: \"transport error\""),
    says(&["http2 error: connection error received"], GRPC, HYPER).is(WrongProtocol).or(&[PlaintextClient]).rank(Rank::Symptom).line("http2 error: connection error received: not a result of an error"),
    says(&["frame with invalid size"], GRPC, "hyperium/h2").is(WrongProtocol).or(&[PlaintextClient]),
    says(&["frame_size_error", "h2"], GRPC, "hyperium/h2").is(WrongProtocol).or(&[PlaintextClient]).rank(Rank::Refusal).line("FRAME_SIZE_ERROR h2 protocol error"),
    says(&["h2 protocol error: http2 error"], RUST, "hyperium/h2").is(WrongProtocol).or(&[PlaintextClient]).rank(Rank::Symptom),
    says(&["invalid http version parsed"], RUST, HYPER).is(WrongProtocol).or(&[PlaintextClient]),
    says(&["invalid http status-code parsed"], RUST, HYPER).is(WrongProtocol),
    says(&["connection closed before message completed"], HTTP, HYPER).is(ConnectionReset).or(&[PlaintextClient, ClientCertRequired]).rank(Rank::Symptom),
    says(&["operation was canceled: connection closed"], RUST, HYPER).is(ConnectionReset).or(&[ClientCertRequired]).rank(Rank::Symptom),
    says(&["kind: connectionreset"], RUST, IO).is(ConnectionReset).or(&[ClientCertRequired, PlaintextServer]).rank(Rank::Symptom),
    says(&["kind: connectionrefused"], RUST, IO).is(ConnectionRefused).rank(Rank::Refusal),
    says(&["kind: timedout"], RUST, IO).is(ConnectionTimeout).or(&[SilentServer]).rank(Rank::Symptom),
    says(&["kind: brokenpipe"], RUST, IO).is(ClientCertRequired).or(&[ConnectionReset]).rank(Rank::Symptom),
    says(&["connection refused (os error"], RUST, IO).is(ConnectionRefused).rank(Rank::Refusal),
    says(&["unsuccessful tunnel"], RUST, REQWEST).is(ProxyFailure).rank(Rank::Decisive).line("tunnel error: unsuccessful tunnel"),
    says(&["tunnel error"], RUST, HYPER).is(ProxyFailure).rank(Rank::Decisive).line("proxy tunnel error: unsuccessful"),
    says(&["proxy authorization required"], RUST, REQWEST).is(ProxyFailure).rank(Rank::Decisive),
    says(&["code: 'the caller does not have permission to execute the specified operation'"], GRPC, TONIC).is(PermissionDenied).rank(Rank::Refusal),
    says(&["code: 'the request does not have valid authentication credentials'"], GRPC, TONIC).is(Unauthenticated).rank(Rank::Refusal),
    says(&["status: unauthenticated"], GRPC, TONIC).is(Unauthenticated).rank(Rank::Refusal),
    says(&["status: permissiondenied"], GRPC, TONIC).is(PermissionDenied).rank(Rank::Refusal),
    says(&["status: unimplemented"], GRPC, TONIC).is(SignalNotServed).or(&[WrongProtocol]).rank(Rank::Refusal),
    // Vector.
    says(&["error occurred during tls handshake"], &["vector"], "vectordotdev/vector lib/vector-core/src/tls").is(HandshakeRefused).rank(Rank::Consequence),
    says(&["could not open certificate file"], &["vector"], "vectordotdev/vector lib/vector-core/src/tls").is(UnreadableFile),
    says(&["could not open", "file", "no such file or directory"], &["vector"], "vectordotdev/vector lib/vector-core/src/tls").is(UnreadableFile).line("Could not open ca file \"/x.pem\": No such file or directory"),
    says(&["could not parse certificate in"], &["vector"], "vectordotdev/vector lib/vector-core/src/tls").is(UnreadableFile),
    says(&["could not parse private key in"], &["vector"], "vectordotdev/vector lib/vector-core/src/tls").is(UnreadableFile),
    says(&["must specify both tls key_file and crt_file"], &["vector"], "vectordotdev/vector lib/vector-core/src/tls").note("only one half of the client's certificate and key is set"),
};
