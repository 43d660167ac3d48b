//! The rest of what rustls, webpki, hyper, h2, reqwest, tonic and opentelemetry-rust say, read off their sources as a
//! whole.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const RUST: &[&str] = &["rust"];
const GRPC: &[&str] = &["rust-grpc"];
const HTTP: &[&str] = &["rust-http"];

const RUSTLS: &str = "rustls/rustls rustls/src/error.rs";
const WEBPKI: &str = "rustls/webpki src/error.rs";
const CERTS: &str = "rustls/rustls-native-certs, rustls-platform-verifier, pki-types src/pem.rs";
const HYPER: &str = "hyperium/hyper src/error.rs; hyper-util src/client";
const H2: &str = "hyperium/h2 src/codec/error.rs, src/frame/reason.rs";
const REQWEST: &str = "seanmonstar/reqwest src/error.rs";
const TONIC: &str = "hyperium/tonic tonic/src";
const OTEL: &str = "open-telemetry/opentelemetry-rust opentelemetry-otlp/src";

const fn revocation(literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, RUST, source)
        .is(Revoked)
        .note("a revocation list or OCSP answer cannot be used; the certificate need not be revoked")
}

const fn ended(literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, RUST, source)
        .is(ConnectionReset)
        .or(&[ClientCertRequired, PlaintextClient, BackendUnavailable])
        .rank(Rank::Symptom)
}

/// An HTTP/2 error, by its words.
const fn h2(literals: &'static [&'static str]) -> Entry {
    says(literals, RUST, H2).is(WrongProtocol).or(&[BackendUnavailable, ProxyFailure]).rank(Rank::Symptom)
}

/// Rust.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["invaliddnsnameerror"], RUST, "rustls/webpki src/name/dns_name.rs").is(UnsupportedSetting).or(&[NameMismatch]).note("the name given for TLS is no DNS name: a host alone belongs there, no URL"),
    says(&["opentelemetry trace export failed. url: 404"], RUST, "open-telemetry/opentelemetry-rust opentelemetry-otlp/src/exporter/http").is(WrongProtocol).or(&[SignalNotServed]).note("404: the path of the signal is missing or another"),
    // rustls, webpki.
    revocation(&["expiredrevocationlist"], RUSTLS),
    revocation(&["invalidocspresponse"], RUSTLS),
    revocation(&["certificate revocation list expired"], RUSTLS),
    revocation(&["invalid certificate revocation list:"], RUSTLS),
    revocation(&["crlexpired"], WEBPKI),
    revocation(&["issuernotcrlsigner"], WEBPKI),
    revocation(&["invalidcrlsignatureforpublickey"], WEBPKI),
    revocation(&["unsupportedcrl"], WEBPKI).line("invalid peer certificate: Other(OtherError(UnsupportedCrlVersion))"),
    says(&["certnotvalidyet"], RUST, WEBPKI).is(NotYetValid).or(&[ClockSkew]),
    says(&["baddertime"], RUST, WEBPKI).is(MalformedCertificate),
    says(&["invalidcertvalidity"], RUST, WEBPKI).is(MalformedCertificate),
    says(&["invalidserialnumber"], RUST, WEBPKI).is(MalformedCertificate),
    says(&["extensionvalueinvalid"], RUST, WEBPKI).is(MalformedCertificate),
    says(&["malformedextensions"], RUST, WEBPKI).is(MalformedCertificate),
    says(&["malformeddnsidentifier"], RUST, WEBPKI).is(MalformedCertificate).or(&[NameMismatch]),
    says(&["malformednameconstraint"], RUST, WEBPKI).is(NameConstraint).or(&[MalformedCertificate]),
    says(&["invalidnetworkmaskconstraint"], RUST, WEBPKI).is(NameConstraint).or(&[MalformedCertificate]),
    says(&["maximumnameconstraintcomparisonsexceeded"], RUST, WEBPKI).is(NameConstraint),
    says(&["maximumpathdepthexceeded"], RUST, WEBPKI).is(PathLength).or(&[UnknownCa]),
    says(&["emptyekuextension"], RUST, WEBPKI).is(WrongKeyUsage).or(&[MalformedCertificate]),
    says(&["signaturealgorithmmismatch"], RUST, WEBPKI).is(MalformedCertificate),
    says(&["certdistrusted"], RUST, WEBPKI).is(UnknownCa),
    says(&["selectedunofferedapplicationprotocol"], RUST, RUSTLS).is(AlpnMissing).or(&[TlsViolation]),
    says(&["attempteddowngradetotls12whentls13issupported"], RUST, RUSTLS).is(VersionMismatch).or(&[TlsViolation]),
    says(&["extendedmastersecretextensionrequired"], RUST, RUSTLS).is(VersionMismatch).or(&[CipherMismatch]).note("rustls demands extended master secret in TLS 1.2, and the peer has it not"),
    says(&["namedgroupsextensionrequired"], RUST, RUSTLS).is(CipherMismatch).or(&[TlsViolation]).server_only(),
    says(&["signaturealgorithmsextensionrequired"], RUST, RUSTLS).is(CipherMismatch).or(&[TlsViolation]).server_only(),
    says(&["noecpointformatsincommon"], RUST, RUSTLS).is(CipherMismatch),
    says(&["signedhandshakewithunadvertisedsigscheme"], RUST, RUSTLS).is(CipherMismatch).or(&[WeakSignature]),
    says(&["serverrejectedencryptedclienthello"], RUST, RUSTLS).is(HandshakeRefused).or(&[UnrecognizedName]),
    says(&["received corrupt message of type unknownprotocolversion"], RUST, RUSTLS).is(PlaintextServer).or(&[VersionMismatch, TlsViolation]),
    says(&["received corrupt message of type messagetoolarge"], RUST, RUSTLS).is(PlaintextServer).or(&[TlsViolation]),
    says(&["invalidmessage(unknownprotocolversion)"], RUST, RUSTLS).is(PlaintextServer).or(&[VersionMismatch]),
    says(&["presented server name type wasn't supported"], RUST, RUSTLS).is(NameMismatch).or(&[UnsupportedSetting]),
    says(&["certificate is only valid for"], RUST, RUSTLS).is(NameMismatch).rank(Rank::Refusal).line("certificate is only valid for DnsName(\"a\")"),
    says(&["is not valid for any names (according to its subjectaltname extension)"], RUST, RUSTLS).is(NoSan).or(&[NameMismatch]),
    says(&["client auth requested but no cert/sigscheme available"], RUST, RUSTLS).is(ClientCertRequired).or(&[CipherMismatch]).rank(Rank::Symptom),
    says(&["no usable cipher suites configured"], RUST, RUSTLS).is(UnsupportedSetting).or(&[CipherMismatch]),
    says(&["no kx groups configured"], RUST, RUSTLS).is(UnsupportedSetting).or(&[CipherMismatch]),
    says(&["failed to parse", "private key as"], RUST, RUSTLS).is(UnreadableFile).line("failed to parse ECDSA private key as PKCS#8 or SEC1"),
    says(&["failed to parse rsa private key"], RUST, RUSTLS).is(UnreadableFile),
    says(&["failed to parse ed25519 private key"], RUST, RUSTLS).is(UnreadableFile),
    says(&["errors occurred when loading native certs"], RUST, TONIC).is(UnknownCa).or(&[UnreadableFile]),
    says(&["no native certs found"], RUST, TONIC).is(UnknownCa).or(&[UnreadableFile]),
    says(&["section end", "missing"], RUST, CERTS).is(UnreadableFile).line("section end \"CERTIFICATE\" missing"),
    says(&["illegal section start"], RUST, CERTS).is(UnreadableFile),
    says(&["no items found", "pem"], RUST, CERTS).is(UnreadableFile).line("no items found in PEM"),
    says(&["base64decode("], RUST, CERTS).is(UnreadableFile),
    // hyper, h2, reqwest.
    ended(&["error reading a body from connection"], HYPER),
    ended(&["error writing a body to connection"], HYPER),
    ended(&["|connection was not ready"], HYPER).line("operation was canceled: connection was not ready"),
    ended(&["dispatch task is gone"], HYPER),
    ended(&["hyper::error(canceled"], HYPER).line("hyper::Error(Canceled, \"connection closed\")"),
    ended(&["hyper::error(channelclosed"], HYPER),
    ended(&["hyper::error(io"], HYPER).line("hyper::Error(Io, Custom { kind: X })"),
    says(&["hyper::error(parse("], RUST, HYPER).is(WrongProtocol).or(&[PlaintextClient]),
    says(&["hyper::error(http2"], RUST, HYPER).is(WrongProtocol).or(&[PlaintextClient, BackendUnavailable]).rank(Rank::Symptom),
    says(&["|message head is too large"], RUST, HYPER).is(WrongProtocol).or(&[ProxyFailure]).line("hyper: message head is too large"),
    says(&["invalid http header parsed"], RUST, HYPER).is(WrongProtocol).or(&[PlaintextClient, ProxyFailure]),
    says(&["invalid http method parsed"], RUST, HYPER).is(WrongProtocol).or(&[PlaintextServer]).server_only(),
    says(&["client error (sendrequest)"], RUST, HYPER).is(ConnectionReset).or(&[ClientCertRequired, PlaintextClient, WrongProtocol]).rank(Rank::Consequence),
    says(&["client error (useruns"], RUST, HYPER).is(WrongProtocol).rank(Rank::Symptom).line("client error (UserUnsupportedVersion)"),
    h2(&["http2 error: stream error "]).line("http2 error: stream error received: unspecific protocol error detected"),
    h2(&["http2 error: connection error "]).line("http2 error: connection error detected: frame with invalid size"),
    h2(&["unspecific protocol error detected"]),
    h2(&["unexpected internal error encountered"]),
    h2(&["flow-control protocol violated"]),
    h2(&["settings ack not received in timely manner"]),
    h2(&["received frame when stream half-closed"]),
    h2(&["unable to maintain the header compression context"]),
    h2(&["refused stream before processing any application logic"]).is(BackendUnavailable).or(&[]),
    h2(&["detected excessive load generating behavior"]).is(BackendUnavailable).or(&[OtlpRejected]),
    h2(&["security properties do not meet minimum requirements"]).is(CipherMismatch).or(&[]).rank(Rank::Cause),
    h2(&["endpoint requires http/1.1"]).is(WrongProtocol).or(&[ClientCertRequired]).rank(Rank::Cause),
    h2(&["connection established in response to a connect request was"]).is(ProxyFailure).or(&[]),
    ended(&["stream no longer needed"], H2),
    says(&["error following redirect"], HTTP, REQWEST).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["too many redirects"], HTTP, REQWEST).is(WrongProtocol).or(&[ProxyFailure]).rank(Rank::Refusal),
    says(&["error decoding response body"], HTTP, REQWEST).is(WrongProtocol).or(&[ConnectionReset, ProxyFailure]).rank(Rank::Symptom),
    says(&["request or response body error"], HTTP, REQWEST).is(ConnectionReset).or(&[NoAnswer]).rank(Rank::Symptom),
    says(&["unknown proxy scheme"], HTTP, REQWEST).is(ProxyFailure).rank(Rank::Decisive),
    says(&["tunnel error:"], RUST, HYPER).is(ProxyFailure).rank(Rank::Decisive).line("tunnel error: unsuccessful"),
    says(&["socks error:"], RUST, HYPER).is(ProxyFailure).rank(Rank::Decisive).line("SOCKS error: x"),
    says(&["invalid uri character"], RUST, "hyperium/http src/uri/mod.rs").is(UnsupportedSetting).or(&[SchemeMismatch]),
    says(&["|invalid authority"], RUST, "hyperium/http src/uri/mod.rs").is(UnsupportedSetting).or(&[SchemeMismatch]).line("invalid URI: invalid authority"),
    says(&["failed to parse header value"], RUST, "hyperium/http src/header/value.rs").is(UnsupportedSetting).or(&[Unauthenticated]),
    says(&["invalid http header name"], RUST, "hyperium/http src/header/name.rs").is(UnsupportedSetting),
    says(&["error resolving dns"], HTTP, REQWEST).is(DnsFailure).rank(Rank::Network),
    says(&["no valid certificate was found"], HTTP, REQWEST).is(UnreadableFile),
    says(&["invalid certificate encoding"], HTTP, REQWEST).is(UnreadableFile).or(&[MalformedCertificate]),
    says(&["invalid identity pem file"], HTTP, REQWEST).is(UnreadableFile),
    says(&["error connecting to socks proxy"], HTTP, REQWEST).is(ProxyFailure).rank(Rank::Decisive),
    says(&["error resolving for socks proxy"], HTTP, REQWEST).is(ProxyFailure).rank(Rank::Decisive),
    says(&["proxy response headers too long"], RUST, HYPER).is(ProxyFailure).rank(Rank::Decisive),
    says(&["io error establishing tunnel"], RUST, HYPER).is(ProxyFailure).rank(Rank::Decisive),
    // tonic, opentelemetry-otlp.
    says(&["error parsing tls certificate"], GRPC, TONIC).is(UnreadableFile),
    says(&["error parsing tls private key"], GRPC, TONIC).is(UnreadableFile),
    says(&["content is compressed with", "which isn't supported"], GRPC, TONIC).is(OtlpRejected).or(&[UnsupportedSetting]),
    says(&["protocol error: received message with"], GRPC, TONIC).is(WrongProtocol).or(&[ProxyFailure]).line("protocol error: received message with invalid compression flag: 60 (valid flags are 0 and 1) while receiving response with status: 200 OK"),
    says(&["protocol error: missing grpc-status trailer"], GRPC, TONIC).is(WrongProtocol).or(&[ProxyFailure, BackendUnavailable]),
    says(&["message length too large: found"], GRPC, TONIC).is(OtlpRejected).line("Error, decoded message length too large: found 5 bytes, the limit is: 4 bytes"),
    says(&["size limit, of", "exceeded while decompressing message"], GRPC, TONIC).is(OtlpRejected),
    says(&["|h2 protocol error:"], GRPC, TONIC).is(WrongProtocol).or(&[PlaintextClient, BackendUnavailable]).rank(Rank::Symptom).line("status: Internal, message: \"h2 protocol error: http2 error\""),
    says(&["message: \"timeout expired"], GRPC, TONIC).is(ConnectionTimeout).or(&[NoAnswer, SilentServer]).rank(Rank::Symptom).line("status: Cancelled, message: \"Timeout expired\""),
    says(&["invalid unix domain socket uri"], GRPC, TONIC).is(UnsupportedSetting),
    says(&["does not have valid authentication credentials"], GRPC, TONIC).is(Unauthenticated).rank(Rank::Refusal).line("code: 'The request does not have valid authentication credentials'"),
    says(&["code: 'some resource has been exhausted'"], GRPC, TONIC).is(BackendUnavailable).or(&[OtlpRejected]).rank(Rank::Refusal),
    says(&["code: 'operation is not implemented or not supported'"], GRPC, TONIC).is(SignalNotServed).or(&[WrongProtocol]).rank(Rank::Refusal),
    says(&["code: 'deadline expired before operation could complete'"], GRPC, TONIC).is(ConnectionTimeout).or(&[NoAnswer]).rank(Rank::Consequence),
    says(&["code: 'client specified an invalid argument'"], GRPC, TONIC).is(OtlpRejected).rank(Rank::Symptom),
    says(&["uses https but no tls feature is enabled"], GRPC, OTEL).is(UnsupportedSetting).or(&[SchemeMismatch]).note("turn on a TLS feature of opentelemetry-otlp"),
    says(&["failed to configure default tls for https endpoint"], GRPC, OTEL).is(UnsupportedSetting).or(&[UnknownCa, UnreadableFile]),
    says(&["failed to build the", "reqwest http client"], HTTP, OTEL).is(UnreadableFile).or(&[UnsupportedSetting]).line("failed to build the blocking reqwest HTTP client: x"),
    says(&["failed to build the reqwest http client"], HTTP, OTEL).is(UnreadableFile).or(&[UnsupportedSetting]),
    says(&["otlp http", "exceeding the configured limit of"], HTTP, OTEL).is(OtlpRejected).line("OTLP HTTP traces request body is 5 bytes, exceeding the configured limit of 4 bytes"),
    says(&["invalid exporter configuration:"], RUST, OTEL).is(UnsupportedSetting).rank(Rank::Refusal),
    says(&["unsupported compression algorithm '"], RUST, OTEL).is(UnsupportedSetting),
    says(&["the default http endpoint is invalid"], HTTP, OTEL).is(UnsupportedSetting),
    says(&["invalid tonic headers"], GRPC, OTEL).is(UnsupportedSetting).or(&[Unauthenticated]),
};
