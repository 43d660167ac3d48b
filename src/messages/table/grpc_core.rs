//! The rest of what gRPC core says: the strings of its shared library as a whole.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const CORE: &[&str] = &["python-grpc", "cpp-grpc", "php-grpc"];

const TSI: &str = "grpc/grpc src/core, as compiled into grpcio: transport security, credentials";
const HTTP2: &str = "grpc/grpc src/core, as compiled into grpcio: chttp2";
const NET: &str = "grpc/grpc src/core, as compiled into grpcio: resolver, client channel, event engine";
const PYTHON: &str = "grpc/grpc src/python/grpcio";

/// A certificate, key or CA that gRPC cannot use.
const fn unreadable(literals: &'static [&'static str]) -> Entry {
    says(literals, CORE, TSI).is(UnreadableFile).rank(Rank::Refusal)
}

/// Settings that do not fit each other.
const fn conflict(literals: &'static [&'static str]) -> Entry {
    says(literals, CORE, TSI).is(ConflictingSettings).rank(Rank::Refusal)
}

/// The peer speaks no HTTP/2, or breaks it.
const fn bad_frame(literals: &'static [&'static str]) -> Entry {
    says(literals, CORE, HTTP2).is(WrongProtocol).or(&[PlaintextClient, ProxyFailure]).rank(Rank::Symptom)
}

/// The connection ended.
const fn ended(literals: &'static [&'static str]) -> Entry {
    says(literals, CORE, HTTP2)
        .is(ConnectionReset)
        .or(&[BackendUnavailable, PlaintextClient])
        .rank(Rank::Symptom)
}

const fn proxy(literals: &'static [&'static str]) -> Entry {
    says(literals, CORE, NET).is(ProxyFailure).rank(Rank::Decisive)
}

const fn dns(literals: &'static [&'static str]) -> Entry {
    says(literals, CORE, NET).is(DnsFailure).rank(Rank::Network)
}

/// gRPC core.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["missing :te header"], CORE, "grpc/grpc src/core/ext/filters/http/server/http_server_filter.cc").is(WrongProtocol).or(&[ProxyFailure]).note("something on the way took the `te: trailers` header away: gRPC does not pass it"),
    unreadable(&["could not create pem buffer"]).or(&[Unauthenticated]),
    unreadable(&["could not parse pem to get private key"]).or(&[Unauthenticated]),
    unreadable(&["certificate string is empty"]),
    unreadable(&["conversion from certificate string to bio failed"]),
    unreadable(&["conversion from pem string to x509"]).line("Conversion from PEM string to X509 failed."),
    unreadable(&["extraction of public key from x.509 certificate failed"]).or(&[MalformedCertificate]),
    unreadable(&["unable to get latest root certificates"]).or(&[UnknownCa]),
    unreadable(&["unable to get latest identity certificates"]),
    unreadable(&["failed to parse certificate chain as pem"]),
    unreadable(&["failed to parse private key as pem"]),
    unreadable(&["failed to parse root certificates as pem"]),
    unreadable(&["failed to create pem bio"]),
    unreadable(&["|the cert chain is empty"]).line("The cert chain is empty."),
    unreadable(&["failed to parse cert chain"]),
    unreadable(&["got a malformed root certificate"]).or(&[MalformedCertificate]),
    unreadable(&["could not get subject name from certificate"]).or(&[MalformedCertificate]),
    unreadable(&["could not add root certificate to ssl context"]),
    unreadable(&["invalid verification certs"]),
    unreadable(&["ssl_transport_security", "|no certificates found"]).line("E1130 ssl_transport_security.cc:1511] No certificates found."),
    unreadable(&["ssl_transport_security", "|invalid certificate"]).is(UnreadableFile).or(&[MalformedCertificate]).line("ssl_transport_security.cc:900] Invalid certificate"),
    unreadable(&["|invalid pem"]).line("ssl_transport_security.cc:2000] Invalid PEM."),
    unreadable(&["tlschannelcertificatewatcher getting", "cert_error"]).or(&[UnknownCa]).line("TlsChannelCertificateWatcher getting root_cert_error: x"),
    unreadable(&["tlsservercertificatewatcher getting", "cert_error"]).server_only().line("TlsServerCertificateWatcher getting identity_cert_error: x"),
    unreadable(&["initializeclienthandshakerfactory returned bad status"]).or(&[ClientKeyMismatch]),
    unreadable(&["update handshaker factory failed"]).or(&[ClientKeyMismatch]),
    unreadable(&["handshaker creation failed with error"]).or(&[ClientKeyMismatch]),
    unreadable(&["could not create ssl context"]),
    unreadable(&["failed loading ssl server credentials from fetcher"]).server_only(),
    unreadable(&["failed fetching new server credentials"]).server_only(),
    conflict(&["fields \"certificate_file\" and \"private_key_file\" must be both set or both unset"]),
    conflict(&["an ssl channel needs a config and a target name"]),
    conflict(&["tls credentials options sanity check failed"]),
    conflict(&["tls server credentials options sanity check failed"]),
    conflict(&["tls min version must not be higher than max version"]).or(&[VersionMismatch]),
    conflict(&["tls min version must not be lower than v1.2"]).or(&[VersionMismatch]),
    conflict(&["tls max version must not be higher than v1.3"]).or(&[VersionMismatch]),
    conflict(&["incompatible credentials set on channel and call"]),
    conflict(&["does not have a sufficient security level to transfer call credential"]).is(InsecureTransport).or(&[ConflictingSettings])
        .note("credentials of a call are sent over TLS only: the channel is insecure"),
    conflict(&["channel credentials missing for channel"]),
    says(&["cannot check peer: invalid alpn value"], CORE, TSI).is(AlpnMissing).or(&[WrongProtocol]),
    says(&["could not get common name"], CORE, TSI).is(NoSan).or(&[MalformedCertificate]).rank(Rank::Symptom).line("Could not get common name of subject from certificate."),
    says(&["cannot assert a secure peer name without a trust root"], CORE, TSI).is(ConflictingSettings).or(&[UnknownCa]),
    says(&["failed to verify cert chain"], CORE, TSI).is(UnknownCa).or(&[SelfSigned, Expired, Revoked]).rank(Rank::Symptom),
    says(&["verify peer callback returned a failure"], CORE, TSI).is(NameMismatch).or(&[UnknownCa]),
    says(&["peer extraction failed ("], CORE, TSI).is(MalformedCertificate).or(&[TlsViolation]),
    says(&["invalid unauthenticated peer"], CORE, TSI).is(ClientCertRequired).or(&[NameMismatch]).rank(Rank::Symptom),
    says(&["spiffe: no "], CORE, TSI).is(NameMismatch).or(&[MalformedCertificate]).line("spiffe: no SPIFFE ID found in leaf certificate."),
    says(&["failed to configure spiffe roots"], CORE, TSI).is(UnreadableFile),
    says(&["crl failed verification"], CORE, TSI).is(Revoked),
    says(&["could not find crl related to certificate"], CORE, TSI).is(Revoked).note("no revocation list for this issuer is at hand; the certificate need not be revoked"),
    says(&["crl and cert issuer names mismatched"], CORE, TSI).is(Revoked),
    says(&["client did not provide sni for cert selection"], CORE, TSI).is(UnrecognizedName).server_only(),
    says(&["peer tried to renegotiate ssl connection"], CORE, TSI).is(TlsViolation).or(&[ClientCertRequired]),
    says(&["ssl_write failed with error"], CORE, TSI).is(ConnectionReset).or(&[TlsViolation]).rank(Rank::Symptom),
    says(&["ssl_read failed with error"], CORE, TSI).is(ConnectionReset).or(&[ClientCertRequired, TlsViolation]).rank(Rank::Symptom),
    says(&["unexpected error received from first ssl_do_handshake call"], CORE, TSI).is(HandshakeRefused).or(&[UnreadableFile]).rank(Rank::Symptom),
    says(&["could not set alpn protocol list"], CORE, TSI).is(AlpnMissing).or(&[UnreadableFile]).rank(Rank::Symptom),
    says(&["handshake write failed"], CORE, TSI).is(ConnectionReset).or(&[PlaintextServer, ClientCertRequired]).rank(Rank::Symptom),
    says(&["did not receive http/2 settings before handshake timeout"], CORE, HTTP2).is(PlaintextServer).or(&[WrongProtocol, ConnectionReset]).server_only().rank(Rank::Refusal)
        .note("a client connected and opened no HTTP/2 in time"),
    says(&["no credentials specified for"], CORE, TSI).is(ConflictingSettings).line("No credentials specified for passive listener"),
    says(&["unable to create secure server with credentials of type"], CORE, TSI).is(UnsupportedSetting),
    says(&["could not create google default credentials"], CORE, TSI).is(Unauthenticated),
    says(&["http token fetch failed with status"], CORE, TSI).is(Unauthenticated),
    says(&["call to http server ended with error"], CORE, TSI).is(Unauthenticated).rank(Rank::Symptom),
    says(&["getting metadata from plugin failed"], CORE, TSI).is(Unauthenticated).rank(Rank::Refusal),
    // HTTP/2.
    bad_frame(&["goaway frame too short"]),
    bad_frame(&["non-empty settings ack frame received"]),
    bad_frame(&["invalid flags on settings frame"]),
    bad_frame(&["http2 settings error"]),
    bad_frame(&["received unexpected settings ack"]),
    bad_frame(&["unexpected continuation frame"]),
    bad_frame(&["trailing metadata frame received without an end-o-stream"]),
    bad_frame(&["too many trailer frames"]),
    bad_frame(&["too many header frames received"]),
    bad_frame(&["invalid rst_stream: length="]),
    bad_frame(&["rfc9113: "]).line("RFC9113: A RST_STREAM frame with a length other than 4 octets MUST be treated as a connection error"),
    bad_frame(&["illegal hpack op code"]),
    bad_frame(&["invalid hpack index"]),
    bad_frame(&["connect string mismatch"]).server_only().line("Client connect string mismatch: expected 'P'"),
    bad_frame(&["bad grpc frame type"]).or(&[ProxyFailure, OtlpRejected]).line("Bad GRPC frame type 0x3c"),
    bad_frame(&["missing :authority header"]).server_only(),
    bad_frame(&["missing :path header"]).server_only(),
    bad_frame(&["received http2 header with status: "]).or(&[ProxyFailure, BackendUnavailable]).line("Received http2 header with status: 404"),
    ended(&["keepalive timeout. closing transport"]).is(NetworkUnreachable).or(&[NoAnswer, ConnectionReset]),
    ended(&["ping timeout. closing transport"]).is(NetworkUnreachable).or(&[NoAnswer, ConnectionReset]),
    ended(&["settings timeout. closing transport"]).is(WrongProtocol).or(&[NoAnswer, PlaintextClient]),
    ended(&["settings frame was not acked within the timeout"]).is(WrongProtocol).or(&[NoAnswer]),
    ended(&["last stream closed after sending goaway"]),
    ended(&["received goaway frame with error code"]).is(BackendUnavailable).or(&[ConnectionReset]),
    ended(&["goaway received; error code: "]).is(BackendUnavailable).or(&[ConnectionReset]).line("GOAWAY received; Error code: 11; Debug Text: too_many_pings"),
    ended(&["rst_stream (received rst_stream with error code"]).is(BackendUnavailable).or(&[WrongProtocol]),
    ended(&["received rst_stream with error code"]).is(BackendUnavailable).or(&[WrongProtocol, ProxyFailure]),
    ended(&["drain grace time expired"]),
    ended(&["server is under memory pressure. stream rejected"]).is(BackendUnavailable).or(&[]),
    ended(&["secure endpoint shutdown"]),
    ended(&["client transport closed"]),
    says(&["message larger than max ("], CORE, HTTP2).is(OtlpRejected).rank(Rank::Refusal).line("SERVER: Sent message larger than max (5 vs. 4)"),
    says(&["exceeded max_concurrent_streams limit"], CORE, HTTP2).is(BackendUnavailable).rank(Rank::Refusal),
    says(&["retry perattemptrecvtimeout exceeded"], CORE, NET).is(NoAnswer).or(&[BackendUnavailable, ConnectionTimeout]).rank(Rank::Symptom),
    // Names, addresses, proxies.
    dns(&["|resolver failure"]).line("resolver failure"),
    dns(&["resolver transient failure"]),
    dns(&["address lookup failed for"]),
    dns(&["os_error:", "syscall: getaddrinfo"]),
    says(&["failed to parse address: "], CORE, NET).is(UnsupportedSetting).or(&[SchemeMismatch]).rank(Rank::Refusal),
    says(&["error parsing address \""], CORE, NET).is(UnsupportedSetting).or(&[SchemeMismatch]).rank(Rank::Refusal),
    says(&["cannot parse authority: "], CORE, NET).is(UnsupportedSetting).or(&[SchemeMismatch]).rank(Rank::Refusal),
    says(&["invalid ipv4 address: '"], CORE, NET).is(UnsupportedSetting).or(&[SchemeMismatch]).rank(Rank::Refusal),
    says(&["invalid ipv6 address: '"], CORE, NET).is(UnsupportedSetting).or(&[SchemeMismatch]).rank(Rank::Refusal),
    says(&["timed out waiting for connection state change"], CORE, NET).is(ConnectionTimeout).or(&[ConnectionRefused, UnknownCa]).rank(Rank::Consequence),
    proxy(&["cannot parse value of 'http_proxy' env var"]),
    proxy(&["scheme not supported in proxy uri"]),
    proxy(&["environment variable set, but cannot parse server uri"]).line("'http_proxy' environment variable set, but cannot parse server URI 'x'"),
    says(&["grpc.futuretimeouterror"], CORE, PYTHON).is(ConnectionTimeout).or(&[PlaintextClient, UnknownCa]).rank(Rank::Consequence),
};
