//! Go: `crypto/tls`, `crypto/x509`, `net`, grpc-go, and the Collector on top of them.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, MUTE_ALERT, Rank, entries, says};

const GO: &[&str] = &["go", "collector"];
const GRPC: &[&str] = &["go-grpc", "collector-grpc"];
const COLLECTOR: &[&str] = &["collector"];

const X509: &str = "golang/go src/crypto/x509/verify.go, src/crypto/x509/x509.go";
const PARSER: &str = "golang/go src/crypto/x509/parser.go";
const DARWIN: &str = "golang/go src/crypto/x509/internal/macos and root_darwin.go";
const TLS: &str = "golang/go src/crypto/tls, src/crypto/x509, src/crypto/rsa";
const NET: &str = "golang/go src/net";
const HTTP: &str = "golang/go src/net/http";
const GRPC_GO: &str =
    "grpc/grpc-go internal/transport, internal/resolver, credentials, balancer, clientconn.go, rpc_util.go";
const CONFIGTLS: &str = "open-telemetry/opentelemetry-collector config/configtls";
const OTLP: &str = "open-telemetry/opentelemetry-collector exporter/otlpexporter, exporter/otlphttpexporter, exporter/exporterhelper";

const OUR_CERTIFICATE: &str = "the server does not accept the client's certificate";

pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    // crypto/x509: what a certificate is refused for. On a server it is the client's certificate.
    says(&["certificate signed by unknown authority"], GO, X509)
        .is(UnknownCa).or(&[SelfSigned, IncompleteChain, Intercepted])
        .served(ClientCertRejected, &[UnknownCa], "the server does not know the issuer of the client's certificate"),
    says(&["certificate signed by unknown authority", "possibly because of"], GO, X509)
        .is(UnknownCa).or(&[InvalidCa, WeakSignature, SelfSigned])
        .note("a CA of that name is trusted, but it did not sign this certificate: the CA was issued anew")
        .served(ClientCertRejected, &[UnknownCa], "the CA that the server trusts has the right name and another key"),
    says(&["certificate signed by unknown authority", "possibly because of", "parent certificate cannot sign"], GO, X509)
        .is(SelfSigned).or(&[UnknownCa, InvalidCa]),
    says(&["certificate signed by unknown authority", "possibly because of", "insecure algorithm"], GO, X509)
        .is(WeakSignature).or(&[UnknownCa])
        .served(ClientCertRejected, &[WeakSignature], OUR_CERTIFICATE),
    says(&["certificate signed by unknown authority", "serial:"], GO, X509)
        .is(UnknownCa).or(&[SelfSigned, IncompleteChain]),
    says(&["x509: certificate has expired or is not yet valid"], GO, X509)
        .is(Expired).or(&[NotYetValid, ClockSkew])
        .served(ClientCertRejected, &[Expired, NotYetValid], "the client's certificate is outside its dates"),
    says(&["certificate has expired or is not yet valid", "is after"], GO, X509)
        .is(Expired).or(&[ClockSkew])
        .served(ClientCertRejected, &[Expired], "the client's certificate has expired"),
    says(&["certificate has expired or is not yet valid", "is before"], GO, X509)
        .is(NotYetValid).or(&[ClockSkew])
        .served(ClientCertRejected, &[NotYetValid], "the client's certificate is not valid yet"),
    says(&["certificate is valid for", ", not "], GO, X509).is(NameMismatch)
        .line("x509: certificate is valid for otel.example.com, not localhost"),
    says(&["certificate is valid for", "ingress.local, not "], GO, X509)
        .is(PlaceholderCertificate).or(&[NameMismatch])
        .note("this is the ingress controller's own default certificate: the TLS secret is missing")
        .rank(Rank::Cause).line("x509: certificate is valid for ingress.local, not otel.example.com"),
    says(&["certificate is not valid for any names"], GO, X509).is(NameMismatch).or(&[NoSan, PlaceholderCertificate]),
    says(&["certificate is valid for , not "], GO, X509).is(NameMismatch).or(&[NoSan]),
    says(&["because it doesn't contain any ip sans"], GO, X509).is(NameMismatch).or(&[NoSan])
        .note("the endpoint is dialled by an IP address that the certificate does not list"),
    says(&["certificate relies on legacy common name field"], GO, X509).is(NoSan).since("Go 1.15 and later"),
    says(&["certificate is not valid for requested server name"], GO, X509).is(NameMismatch),
    says(&["certificate specifies an incompatible key usage"], GO, X509).is(WrongKeyUsage)
        .served(WrongKeyUsage, &[ClientCertRejected], "the client's certificate is not for client authentication"),
    says(&["too many intermediates for path length constraint"], GO, X509).is(PathLength)
        .served(ClientCertRejected, &[PathLength], OUR_CERTIFICATE),
    says(&["is not authorized to sign for this name"], GO, X509).is(NameConstraint)
        .served(ClientCertRejected, &[NameConstraint], OUR_CERTIFICATE),
    says(&["is not authorized to sign other certificates"], GO, X509).is(InvalidCa)
        .served(ClientCertRejected, &[InvalidCa], OUR_CERTIFICATE),
    says(&["is not authorized for an extended key usage"], GO, X509).is(WrongKeyUsage),
    says(&["x509: issuer has name constraints but leaf doesn't have a san"], GO, X509).is(NameConstraint).or(&[NoSan]),
    says(&["x509: issuer name does not match subject from issuing certificate"], GO, X509).is(InvalidCa),
    says(&["parent certificate cannot sign this kind of certificate"], GO, X509).is(InvalidCa)
        .served(ClientCertRejected, &[InvalidCa], OUR_CERTIFICATE),
    says(&["x509: unhandled critical extension"], GO, X509).is(UnsupportedExtension),
    says(&["x509: cannot verify signature: insecure algorithm"], GO, X509).is(WeakSignature),
    says(&["x509: cannot verify signature: algorithm unimplemented"], GO, X509).is(WeakSignature).or(&[WeakKey]),
    says(&["x509: too many signatures checked"], GO, X509).is(UnknownCa),
    says(&["x509: failed to load system roots"], GO, X509).is(UnknownCa).note("the machine has no root certificates: `ca-certificates` is missing in the image"),
    says(&["x509: malformed"], GO, PARSER).is(MalformedCertificate).line("tls: failed to parse certificate from server: x509: malformed tbs certificate"),
    says(&["x509: invalid"], GO, PARSER).is(MalformedCertificate).rank(Rank::Refusal).line("tls: failed to parse certificate from server: x509: invalid version"),
    says(&["x509: negative serial number"], GO, PARSER).is(MalformedCertificate),
    says(&["x509: trailing data"], GO, PARSER).is(MalformedCertificate),
    says(&["failed to parse certificate from server"], GO, TLS).is(MalformedCertificate),
    says(&["x509: unsupported elliptic curve"], GO, PARSER).is(WeakKey).or(&[MalformedCertificate]),
    says(&["x509: ", "certificate is expired"], GO, DARWIN).is(Expired).since("macOS").line("x509: \u{201c}otel\u{201d} certificate is expired"),
    says(&["x509: ", "certificate is not trusted"], GO, DARWIN).is(UnknownCa).or(&[SelfSigned]).since("macOS").line("x509: \u{201c}otel\u{201d} certificate is not trusted"),
    says(&["x509: ", "certificate name does not match input"], GO, DARWIN).is(NameMismatch).since("macOS").line("x509: \u{201c}otel\u{201d} certificate name does not match input"),
    says(&["x509: ", "certificate is not standards compliant"], GO, DARWIN).is(NoSan).or(&[WrongKeyUsage, WeakKey, WeakSignature]).since("macOS")
        .note("Apple's rules: names in the SAN, serverAuth, at most 825 days, RSA of 2048 bits, SHA-2").line("x509: \u{201c}otel\u{201d} certificate is not standards compliant"),
    says(&["x509: osstatus"], GO, DARWIN).is(UnknownCa).rank(Rank::Refusal),
    // crypto/tls.
    says(&["first record does not look like a tls handshake"], GO, TLS).is(PlaintextServer).or(&[WrongProtocol, ProxyFailure])
        .served(PlaintextClient, &[WrongProtocol], "a client speaks cleartext to this TLS port"),
    says(&["oversized record received with length"], GO, TLS).is(PlaintextServer).or(&[WrongProtocol]).since("before Go 1.11")
        .served(PlaintextClient, &[], "a client speaks cleartext to this TLS port")
        .line("tls: oversized record received with length 20527"),
    says(&["unsupported sslv2 handshake received"], GO, TLS).is(TlsViolation).served(VersionMismatch, &[PlaintextClient], "a client opens with SSL 2.0, or with something that is not TLS"),
    says(&["client offered only unsupported versions"], GO, TLS).is(VersionMismatch).server_only()
        .note("the client offers only versions that this server has switched off"),
    says(&["tls: server selected unsupported protocol version"], GO, TLS).is(VersionMismatch),
    says(&["tls: protocol version not supported"], GO, TLS).is(VersionMismatch),
    says(&["tls: no supported versions satisfy minversion and maxversion"], GO, TLS).is(VersionMismatch),
    says(&["server selected tls 1.3 using the legacy version field"], GO, TLS).is(TlsViolation),
    says(&["tls: no cipher suite supported by both client and server"], GO, TLS).is(CipherMismatch).server_only(),
    says(&["tls: server chose an unconfigured cipher suite"], GO, TLS).is(CipherMismatch),
    says(&["tls: server selected unsupported group"], GO, TLS).is(CipherMismatch),
    says(&["tls: server selected unsupported curve"], GO, TLS).is(CipherMismatch),
    says(&["tls: no ecdhe curve supported by both client and server"], GO, TLS).is(CipherMismatch).server_only(),
    says(&["tls: no key exchanges supported by both client and server"], GO, TLS).is(CipherMismatch).server_only(),
    says(&["peer doesn't support any of the certificate's signature algorithms"], GO, TLS).is(CipherMismatch).or(&[WeakKey, ClientCertRejected]),
    says(&["peer doesn't support the certificate custom signature algorithms"], GO, TLS).is(CipherMismatch).or(&[WeakKey]),
    says(&["tls: no supported signature algorithm"], GO, TLS).is(CipherMismatch),
    says(&["client requested unsupported application protocols"], GO, TLS).is(AlpnMissing).or(&[WrongProtocol]).server_only()
        .note("the client and this server have no application protocol in common (`h2` for gRPC)"),
    says(&["server selected unadvertised alpn protocol"], GO, TLS).is(AlpnMissing).or(&[TlsViolation]),
    says(&["missing selected alpn property"], &[], GRPC_GO).is(AlpnMissing).or(&[WrongProtocol]).since("grpc-go 1.67 and later, gRPC core")
        .note("TLS is fine, but the server does not select `h2`: an HTTP-only port, or a proxy that does not pass ALPN on"),
    says(&["tls: client didn't provide a certificate"], GO, TLS).is(ClientCertRequired).server_only(),
    says(&["tls: client's certificate"], GO, TLS).is(ClientCertRejected).server_only(),
    says(&["failed to verify client certificate"], GO, TLS).is(ClientCertRejected).or(&[UnknownCa, Expired]).rank(Rank::Decisive).server_only()
        .line("tls: failed to verify client certificate: x509"),
    says(&["failed to verify client certificate", "signed by unknown authority"], GO, TLS).is(ClientCertRejected).or(&[UnknownCa]).rank(Rank::Decisive).server_only()
        .note("the server does not know the issuer of the client's certificate"),
    says(&["failed to verify client certificate", "incompatible key usage"], GO, TLS).is(WrongKeyUsage).or(&[ClientCertRejected]).rank(Rank::Decisive).server_only()
        .note("the client's certificate is not for client authentication"),
    says(&["failed to verify client certificate", "certificate has expired"], GO, TLS).is(ClientCertRejected).or(&[Expired]).rank(Rank::Decisive).server_only()
        .note("the client's certificate is outside its dates"),
    says(&["failed to verify client's certificate"], GO, TLS).is(ClientCertRejected).or(&[UnknownCa, Expired]).rank(Rank::Decisive).server_only().since("before Go 1.20")
        .line("tls: failed to verify client's certificate: x509"),
    says(&["failed to verify client's certificate", "signed by unknown authority"], GO, TLS).is(ClientCertRejected).or(&[UnknownCa]).rank(Rank::Decisive).server_only().since("before Go 1.20")
        .note("the server does not know the issuer of the client's certificate"),
    says(&["failed to verify client's certificate", "incompatible key usage"], GO, TLS).is(WrongKeyUsage).or(&[ClientCertRejected]).rank(Rank::Decisive).server_only().since("before Go 1.20")
        .note("the client's certificate is not for client authentication"),
    says(&["failed to verify client's certificate", "certificate has expired"], GO, TLS).is(ClientCertRejected).or(&[Expired]).rank(Rank::Decisive).server_only().since("before Go 1.20")
        .note("the client's certificate is outside its dates"),
    says(&["tls: invalid signature by the server certificate"], GO, TLS).is(BadHandshakeSignature),
    says(&["tls: invalid signature by the client certificate"], GO, TLS).is(ClientKeyMismatch).or(&[ClientCertRejected]).server_only(),
    says(&["tls: failed to verify certificate: x509"], GO, TLS).is(UnknownCa).or(&[NameMismatch, Expired, SelfSigned]).rank(Rank::Symptom).since("Go 1.20 and later"),
    says(&["server sent certificate containing rsa key larger than"], GO, TLS).is(WeakKey),
    says(&["client sent certificate containing rsa key larger than"], GO, TLS).is(ClientCertRejected).or(&[WeakKey]).server_only(),
    says(&["crypto/rsa: verification error"], GO, TLS).is(BadHandshakeSignature).or(&[UnknownCa, WeakKey]).rank(Rank::Refusal),
    says(&["crypto/rsa:", "keys are insecure"], GO, TLS).is(WeakKey).since("Go 1.24 and later"),
    says(&["tls: private key does not match public key"], GO, TLS).is(ClientKeyMismatch),
    says(&["tls: private key type does not match public key type"], GO, TLS).is(ClientKeyMismatch),
    says(&["tls: failed to find any pem data"], GO, TLS).is(UnreadableFile),
    says(&["tls: failed to find \"certificate\" pem block"], GO, TLS).is(UnreadableFile),
    says(&["tls: failed to find certificate pem data"], GO, TLS).is(UnreadableFile),
    says(&["tls: failed to find pem block with type ending"], GO, TLS).is(UnreadableFile),
    says(&["tls: found a certificate rather than a key"], GO, TLS).is(UnreadableFile),
    says(&["certificate input, but did find a private key"], GO, TLS).is(UnreadableFile),
    says(&["tls: failed to parse private key"], GO, TLS).is(UnreadableFile),
    says(&["tls: found unknown private key type"], GO, TLS).is(UnreadableFile),
    says(&["tls: unknown public key algorithm"], GO, TLS).is(UnreadableFile),
    says(&["x509: failed to parse private key"], GO, TLS).is(UnreadableFile),
    says(&["asn1: structure error"], GO, "golang/go src/encoding/asn1/asn1.go").is(UnreadableFile).or(&[MalformedCertificate]).rank(Rank::Refusal),
    says(&["asn1: syntax error"], GO, "golang/go src/encoding/asn1/asn1.go").is(UnreadableFile).or(&[MalformedCertificate]).rank(Rank::Refusal),
    says(&["tls: no certificates configured"], GO, TLS).is(UnreadableFile).server_only(),
    says(&["tls: neither certificates, getcertificate, nor getconfigforclient set"], GO, TLS).is(UnreadableFile).server_only(),
    says(&["tls: either servername or insecureskipverify must be specified"], GO, TLS).is(UnsupportedSetting).note("the client was given no server name to verify"),
    says(&["tls: unexpected message"], GO, TLS).is(TlsViolation).rank(Rank::Refusal),
    says(&["tls: received unexpected handshake message"], GO, TLS).is(TlsViolation),
    says(&["tls: received record with version"], GO, TLS).is(TlsViolation).or(&[VersionMismatch]),
    says(&["local error: tls: bad record mac"], GO, TLS).is(TlsViolation).or(&[HandshakeIntolerance]).served(UnknownCa, &[TlsViolation, HandshakeIntolerance], MUTE_ALERT),
    says(&["tls: handshake message of length", "exceeds maximum"], GO, TLS).is(TlsViolation),
    says(&["tls: handshake did not verify certificate chain"], GO, TLS).is(UnknownCa),
    says(&["tls handshake timeout"], GO, HTTP).is(SilentServer).or(&[ConnectionTimeout, PlaintextServer, HandshakeIntolerance]).rank(Rank::Refusal)
        .note("TCP came up, then the peer did not answer the ClientHello in time"),
    says(&["tls handshake error from", ": eof"], GO, HTTP).is(UnknownCa).or(&[ConnectionReset, SelfSigned, NameMismatch]).rank(Rank::Symptom).server_only()
        .note("the client gave up during the handshake without saying why: it may not trust this certificate, or it is a health check")
        .line("http: TLS handshake error from 10.0.0.1:39130: EOF"),
    says(&["tls handshake error from", "connection reset by peer"], GO, HTTP).is(UnknownCa).or(&[ConnectionReset, SelfSigned]).rank(Rank::Refusal).server_only()
        .note("the client broke the handshake off without saying why: it may not trust this certificate, or it is a health check"),
    says(&["tls handshake error from", "i/o timeout"], GO, HTTP).is(SilentServer).or(&[ConnectionReset, PlaintextClient]).rank(Rank::Refusal).server_only()
        .note("a client opened the connection and said nothing: a health check, or a client that waits for the server"),
    says(&["tls handshake error from"], GO, HTTP).is(UnknownCa).or(&[PlaintextClient, HandshakeRefused]).rank(Rank::Symptom).server_only(),
    // net and net/http.
    says(&["server gave http response to https client"], GO, HTTP).is(PlaintextServer),
    says(&["client sent an http request to an https server"], &[], HTTP).is(PlaintextClient),
    says(&["malformed http response", "\\x15\\x03"], GO, HTTP).is(PlaintextClient)
        .note("the answer is a TLS alert: the port speaks TLS"),
    says(&["malformed http response", "\\x00\\x00"], GO, HTTP).is(WrongProtocol)
        .note("the answer is an HTTP/2 frame: this is a gRPC port"),
    says(&["malformed http response"], GO, HTTP).is(WrongProtocol).or(&[PlaintextClient]).rank(Rank::Refusal),
    says(&["malformed http status code"], GO, HTTP).is(WrongProtocol).rank(Rank::Refusal),
    says(&["http: server closed idle connection"], GO, HTTP).is(ConnectionReset).rank(Rank::Symptom),
    says(&["proxyconnect tcp"], GO, HTTP).is(ProxyFailure).rank(Rank::Decisive),
    says(&["proxyconnect tcp", "first record does not look like a tls handshake"], GO, HTTP).is(ProxyFailure).rank(Rank::Decisive)
        .note("the proxy's URL says https://, the proxy itself speaks cleartext: write http://"),
    says(&["http: no host in request url"], GO, HTTP).is(SchemeMismatch).note("the endpoint has no scheme: write https://host:port"),
    says(&["unsupported protocol scheme"], GO, HTTP).is(SchemeMismatch).note("the endpoint has no scheme, or one that is not http or https: write https://host:port"),
    says(&["first path segment in url cannot contain colon"], GO, "golang/go src/net/url/url.go").is(SchemeMismatch).note("the endpoint has no scheme: write https://host:port"),
    says(&["connect: connection refused"], GO, NET).is(ConnectionRefused).rank(Rank::Network),
    says(&["connectex: no connection could be made because the target machine actively refused it"], GO, NET).is(ConnectionRefused).rank(Rank::Network),
    says(&["no such host"], GO, NET).is(DnsFailure).rank(Rank::Network).line("dial tcp: lookup otel: no such host"),
    says(&["dial tcp: lookup", "server misbehaving"], GO, NET).is(DnsFailure).rank(Rank::Network),
    says(&["lookup ", "i/o timeout"], GO, NET).is(DnsFailure).rank(Rank::Network)
        .note("the resolver did not answer").line("dial tcp: lookup otel on 10.0.0.10:53: read udp 10.1.0.1:4000->10.0.0.10:53: i/o timeout"),
    says(&["lookup ", "temporary failure in name resolution"], GO, NET).is(DnsFailure).rank(Rank::Network),
    says(&["dial tcp", "i/o timeout"], GO, NET).is(ConnectionTimeout).or(&[NetworkUnreachable]).rank(Rank::Network),
    says(&["connect: no route to host"], GO, NET).is(NetworkUnreachable).rank(Rank::Network),
    says(&["connect: network is unreachable"], GO, NET).is(NetworkUnreachable).rank(Rank::Network),
    says(&["connect: connection timed out"], GO, NET).is(ConnectionTimeout).rank(Rank::Network),
    says(&["client.timeout exceeded while awaiting headers"], GO, HTTP).is(ConnectionTimeout).or(&[SilentServer, NoAnswer]).rank(Rank::Symptom),
    says(&["net/http: request canceled while waiting for connection"], GO, HTTP).is(ConnectionTimeout).or(&[SilentServer]).rank(Rank::Symptom),
    says(&["net/http: timeout awaiting response headers"], GO, HTTP).is(NoAnswer).or(&[BackendUnavailable]).rank(Rank::Symptom),
    says(&["write: broken pipe"], GO, NET).is(ClientCertRequired).or(&[ClientCertRejected, ConnectionReset]).rank(Rank::Symptom)
        .note("the server closed the connection while the export was being written, as a server does that wants another client certificate")
        .served(ConnectionReset, &[], "the client closed the connection"),
    says(&["post \"https://", "\": eof$"], GO, HTTP).is(ConnectionReset).or(&[ClientCertRequired, ProxyFailure, NoAnswer, HandshakeIntolerance]).rank(Rank::Symptom)
        .line("Post \"https://otel:4318/v1/traces\": EOF"),
    says(&["post \"http://", "\": eof$"], GO, HTTP).is(PlaintextClient).or(&[ConnectionReset]).rank(Rank::Symptom)
        .line("Post \"http://otel:4318/v1/traces\": EOF"),
    says(&["post https://", ": eof$"], GO, HTTP).is(ConnectionReset).or(&[ProxyFailure, HandshakeIntolerance]).rank(Rank::Symptom)
        .line("Post https://otel:4318/v1/traces: EOF"),
    says(&["authentication handshake failed: eof"], GRPC, GRPC_GO).is(ConnectionReset).or(&[PlaintextServer, UnrecognizedName, ClientCertRequired]).rank(Rank::Network)
        .note("the peer closed the connection in the middle of the handshake"),
    says(&["authentication handshake failed: unexpected eof"], GRPC, GRPC_GO).is(ConnectionReset).or(&[PlaintextServer]).rank(Rank::Network),
    says(&["authentication handshake failed: context deadline exceeded"], GRPC, GRPC_GO).is(SilentServer).or(&[PlaintextServer, ConnectionTimeout]).rank(Rank::Refusal),
    says(&["authentication handshake failed: read tcp", "connection reset by peer"], GRPC, GRPC_GO).is(ConnectionReset).or(&[PlaintextServer, UnrecognizedName]).rank(Rank::Network),
    says(&["^eof$"], GO, NET).is(ConnectionReset).or(&[PlaintextClient, ClientCertRequired, HandshakeIntolerance, ClientCertRejected]).rank(Rank::Symptom).line("EOF"),
    says(&["http2: server: error reading preface from client", "bogus greeting"], GO, HTTP).is(WrongProtocol).or(&[PlaintextClient]).server_only()
        .line("http2: server: error reading preface from client 10.0.0.1:39912: bogus greeting \"POST /v1/traces\""),
    says(&["http2: server: error reading preface from client", "connection reset by peer"], GO, HTTP).rank(Rank::Refusal).server_only().or(&[ConnectionReset, WrongProtocol])
        .note("a client finished the handshake and then reset the connection: mostly a health check"),
    says(&["http2: server: error reading preface from client"], GO, HTTP).is(ConnectionReset).or(&[WrongProtocol]).rank(Rank::Symptom).server_only(),
    says(&["http2: unexpected alpn protocol"], GO, HTTP).is(AlpnMissing),
    says(&["http2: unsupported scheme"], GO, HTTP).is(PlaintextClient).or(&[WrongProtocol]),
    says(&["http2: frame too large"], GO, HTTP).is(WrongProtocol).or(&[PlaintextClient]).rank(Rank::Refusal),
    // grpc-go.
    says(&["error reading server preface: http2: frame too large"], GRPC, GRPC_GO).is(PlaintextClient).or(&[WrongProtocol])
        .note("the first bytes of the answer are no HTTP/2 frame: a TLS port that was dialled in cleartext, or an HTTP port"),
    says(&["frame header looked like an http/1.1 header"], GRPC, GRPC_GO).is(WrongProtocol).or(&[PlaintextClient])
        .note("an HTTP/1.1 server answers: this is not the gRPC port"),
    says(&["error reading server preface: eof"], GRPC, GRPC_GO).is(PlaintextClient).or(&[ClientCertRequired, WrongProtocol, ConnectionReset])
        .rank(Rank::Refusal).note("the server closed the connection instead of opening HTTP/2"),
    says(&["error reading server preface: unexpected eof"], GRPC, GRPC_GO).is(PlaintextClient).or(&[WrongProtocol, ConnectionReset]).rank(Rank::Refusal),
    says(&["error reading server preface: read tcp", "connection reset by peer"], GRPC, GRPC_GO).is(PlaintextClient).or(&[ConnectionReset, ClientCertRequired, WrongProtocol]).rank(Rank::Refusal),
    says(&["error reading server preface: read tcp", "i/o timeout"], GRPC, GRPC_GO).is(NoAnswer).or(&[PlaintextClient, WrongProtocol]).rank(Rank::Refusal),
    says(&["connection closed before server preface received"], GRPC, GRPC_GO).is(PlaintextClient).or(&[ClientCertRequired, WrongProtocol, ClientCertRejected]).rank(Rank::Refusal).since("grpc-go 1.35 to 1.50"),
    says(&["error reading server preface"], GRPC, GRPC_GO).is(PlaintextClient).or(&[WrongProtocol, ClientCertRequired]).rank(Rank::Symptom),
    says(&["expecting settings frame as the first frame"], GRPC, GRPC_GO).is(WrongProtocol).or(&[PlaintextClient]),
    says(&["initial http2 frame from server is not a settings frame"], GRPC, GRPC_GO).is(WrongProtocol).or(&[PlaintextClient]),
    says(&["received bogus greeting from client", "\\x16\\x03"], GRPC, GRPC_GO).is(PlaintextServer).server_only()
        .note("a client speaks TLS to this cleartext gRPC port"),
    says(&["received bogus greeting from client"], GRPC, GRPC_GO).is(WrongProtocol).or(&[PlaintextServer]).server_only()
        .note("a client speaks HTTP/1.1 to this gRPC port"),
    says(&["bogus greeting", "\\x16\\x03"], GRPC, GRPC_GO).is(PlaintextServer).server_only().note("a client speaks TLS to this cleartext port"),
    says(&["http2server.handlestreams failed to receive the preface from client"], GRPC, GRPC_GO).is(ConnectionReset).or(&[PlaintextServer, WrongProtocol]).rank(Rank::Symptom).server_only()
        .note("a client connected and went away before it spoke HTTP/2: a health check, or a TLS client"),
    says(&["server.serve failed to complete security handshake", "eof"], GRPC, GRPC_GO).is(UnknownCa).or(&[ConnectionReset, SelfSigned]).rank(Rank::Symptom).server_only()
        .note("the client gave up during the handshake without saying why"),
    says(&["serverhandshake(", ": eof"], GRPC, GRPC_GO).is(UnknownCa).or(&[ConnectionReset, SelfSigned]).rank(Rank::Symptom).server_only()
        .line("ServerHandshake(\"10.0.0.1:5000\") failed: EOF"),
    says(&["last resolver error: produced zero addresses"], GRPC, GRPC_GO).is(DnsFailure).or(&[UnsupportedSetting, SchemeMismatch, ProxyFailure]).note("the resolver returned no address: no DNS record, or a URL where a host is expected"),
    says(&["produced zero addresses"], GRPC, GRPC_GO).is(DnsFailure).or(&[UnsupportedSetting, SchemeMismatch, ProxyFailure]),
    says(&["dns: a record lookup error"], GRPC, GRPC_GO).is(DnsFailure),
    says(&["name resolver error"], GRPC, GRPC_GO).is(DnsFailure).rank(Rank::Symptom),
    says(&["dial tcp: address", "too many colons in address"], GO, NET).is(SchemeMismatch).or(&[UnsupportedSetting]).note("a URL was given where host:port is expected"),
    says(&["too many colons in address"], GO, NET).is(SchemeMismatch).or(&[UnsupportedSetting]).note("a URL was given where host:port is expected"),
    says(&["missing port in address"], GO, NET).is(UnsupportedSetting).or(&[PortMismatch]).note("the endpoint has no port: write host:4317"),
    says(&["delegating_resolver: invalid target address"], GRPC, GRPC_GO).is(SchemeMismatch).or(&[UnsupportedSetting]).note("the endpoint is not host:port"),
    says(&["context deadline exceeded while waiting for connections to become ready"], GRPC, GRPC_GO)
        .is(ConnectionTimeout).or(&[PlaintextClient, AlpnMissing, SilentServer, NoAnswer]).rank(Rank::Symptom),
    says(&["grpc: no transport security set"], GRPC, GRPC_GO).is(UnsupportedSetting).or(&[ConflictingSettings]).note("the client was given neither TLS nor cleartext credentials"),
    says(&["cannot send secure credentials on an insecure connection"], GRPC, GRPC_GO).is(InsecureTransport)
        .note("a token is configured, and grpc-go sends none in cleartext: switch TLS on"),
    says(&["credentials require transport level security"], GRPC, GRPC_GO).is(InsecureTransport)
        .note("a token is configured, and grpc-go sends none in cleartext: switch TLS on"),
    says(&["authority from transport creds"], GRPC, GRPC_GO).is(ConflictingSettings).note("`authority` and `server_name_override` contradict each other")
        .line("ClientConn's authority from transport creds \"a\" and dial option \"b\" don't match"),
    says(&["unexpected http status code received from server"], GRPC, GRPC_GO).is(WrongProtocol).or(&[BackendUnavailable, ProxyFailure]).rank(Rank::Refusal),
    says(&["received unexpected content-type"], GRPC, GRPC_GO).is(WrongProtocol).or(&[ProxyFailure]).rank(Rank::Symptom)
        .note("an HTTP answer to a gRPC call: this is not the gRPC port, or a proxy answers").line("transport: received unexpected content-type \"text/html\""),
    says(&["proxy: ", "failed to do connect handshake"], GRPC, GRPC_GO).is(ProxyFailure).rank(Rank::Decisive).line("proxy: failed to do connect handshake, response: \"403\""),
    says(&["failed to do connect handshake, response"], GRPC, GRPC_GO).is(ProxyFailure).rank(Rank::Decisive),
    says(&["received the unexpected content-type"], GRPC, GRPC_GO).is(WrongProtocol).or(&[ProxyFailure]).rank(Rank::Symptom),
    says(&["rpc error: code = unauthenticated"], GRPC, GRPC_GO).is(Unauthenticated).rank(Rank::Refusal),
    says(&["rpc error: code = permissiondenied"], GRPC, GRPC_GO).is(PermissionDenied).or(&[Unauthenticated]).rank(Rank::Refusal),
    says(&["rpc error: code = unimplemented"], GRPC, GRPC_GO).is(SignalNotServed).or(&[WrongProtocol, OtlpRejected]).rank(Rank::Refusal)
        .note("the server speaks gRPC and does not know this service: no pipeline for this signal, or not an OTLP server"),
    says(&["rpc error: code = resourceexhausted"], GRPC, GRPC_GO).is(BackendUnavailable).or(&[OtlpRejected]).rank(Rank::Refusal),
    says(&["rpc error: code = unavailable"], GRPC, GRPC_GO).is(BackendUnavailable).or(&[ConnectionRefused, UnknownCa]).rank(Rank::Consequence),
    says(&["rpc error: code = deadlineexceeded"], GRPC, GRPC_GO).is(ConnectionTimeout).or(&[SilentServer, NoAnswer]).rank(Rank::Consequence),
    says(&["rpc error: code ="], GRPC, GRPC_GO).is(OtlpRejected).or(&[BackendUnavailable, Unauthenticated, PermissionDenied]).rank(Rank::Consequence),
    says(&["transport: authentication handshake failed"], GRPC, GRPC_GO).is(UnknownCa).or(&[NameMismatch, PlaintextServer, Expired]).rank(Rank::Consequence),
    // The Collector's configuration.
    says(&["failed to load tls config", "failed to load cert"], COLLECTOR, CONFIGTLS).is(UnreadableFile),
    says(&["failed to load tls config", "no such file or directory"], COLLECTOR, CONFIGTLS).is(UnreadableFile),
    says(&["failed to load tls config", "permission denied"], COLLECTOR, CONFIGTLS).is(UnreadableFile),
    says(&["failed to load ca certpool"], COLLECTOR, CONFIGTLS).is(UnreadableFile),
    says(&["failed to load tls cert and key"], COLLECTOR, CONFIGTLS).is(UnreadableFile),
    says(&["failed to load tls cert and key", "private key does not match public key"], COLLECTOR, CONFIGTLS).is(ClientKeyMismatch),
    says(&["failed to load client ca certpool"], COLLECTOR, CONFIGTLS).is(UnreadableFile),
    says(&["failed to parse ca "], COLLECTOR, CONFIGTLS).is(UnreadableFile).line("failed to parse CA /etc/otel/ca.crt"),
    says(&["failed to load ca ", "no such file"], COLLECTOR, CONFIGTLS).is(UnreadableFile),
    says(&["failed to parse cert$"], COLLECTOR, CONFIGTLS).is(UnreadableFile).line("failed to load CA CertPool PEM: failed to parse cert"),
    says(&["tls: provide both certificate and key, or neither"], COLLECTOR, CONFIGTLS).is(ConflictingSettings).or(&[UnsupportedSetting]).note("only one half of the client's certificate and key is set"),
    says(&["for auth via tls, either both certificate and key must be supplied, or neither"], COLLECTOR, CONFIGTLS).is(ConflictingSettings).or(&[UnsupportedSetting]).since("before v0.97").note("only one half of the client's certificate and key is set"),
    says(&["tls configuration must include both certificate and key"], COLLECTOR, CONFIGTLS).is(ConflictingSettings).or(&[UnsupportedSetting]).note("only one half of certificate and key is set"),
    says(&["provide either a ca file or the pem-encoded string, but not both"], COLLECTOR, CONFIGTLS).is(ConflictingSettings).note("`ca_file` and `ca_pem` exclude each other"),
    says(&["provide either certificate file or pem, but not both"], COLLECTOR, CONFIGTLS).is(ConflictingSettings).note("`cert_file` and `cert_pem` exclude each other"),
    says(&["provide either key file or pem, but not both"], COLLECTOR, CONFIGTLS).is(ConflictingSettings).note("`key_file` and `key_pem` exclude each other"),
    says(&["unsupported tls version"], COLLECTOR, CONFIGTLS).is(UnsupportedSetting).or(&[VersionMismatch]).note("write the version as \"1.0\", \"1.1\", \"1.2\" or \"1.3\", with quotes"),
    says(&["invalid tls min_version"], COLLECTOR, CONFIGTLS).is(UnsupportedSetting).or(&[VersionMismatch]).note("write the version as \"1.0\", \"1.1\", \"1.2\" or \"1.3\", with quotes"),
    says(&["invalid tls max_version"], COLLECTOR, CONFIGTLS).is(UnsupportedSetting).or(&[VersionMismatch]).note("write the version as \"1.0\", \"1.1\", \"1.2\" or \"1.3\", with quotes"),
    says(&["min_version cannot be greater than max_version"], COLLECTOR, CONFIGTLS).is(ConflictingSettings).or(&[VersionMismatch]).note("`max_version` is below `min_version`, whose default is 1.2"),
    says(&["invalid tls cipher suite"], COLLECTOR, CONFIGTLS).is(UnsupportedSetting).or(&[CipherMismatch]).note("`cipher_suites` takes the names of Go's constants"),
    says(&["invalid curve type"], COLLECTOR, CONFIGTLS).is(UnsupportedSetting).or(&[CipherMismatch]).note("`curve_preferences` takes X25519MLKEM768, X25519, P256, P384, P521"),
    says(&["has invalid keys: insecure"], COLLECTOR, CONFIGTLS).is(UnknownSetting).note("`insecure` belongs under `tls:` of an exporter; a receiver has none"),
    says(&["has invalid keys:", "tls"], COLLECTOR, CONFIGTLS).is(UnknownSetting).or(&[DeprecatedSetting]).note("the Collector does not know this key here").line("'protocols.grpc' has invalid keys: tls_settings"),
    says(&["requires a non-empty \"endpoint\""], COLLECTOR, OTLP).is(UnsupportedSetting).note("the exporter has no endpoint"),
    says(&["at least one endpoint must be specified"], COLLECTOR, OTLP).is(UnsupportedSetting).note("the exporter has no endpoint"),
    says(&["insecure http endpoint cannot use tls client configuration"], &["go-http"], "open-telemetry/opentelemetry-go exporters/otlp/otlptrace/otlptracehttp/client.go").is(ConflictingSettings).or(&[SchemeMismatch])
        .note("the endpoint says http:// while OTEL_EXPORTER_OTLP_CERTIFICATE is set"),
    says(&["not retryable error", "401"], COLLECTOR, OTLP).is(Unauthenticated).rank(Rank::Refusal),
    says(&["responded with http status code"], COLLECTOR, OTLP).is(OtlpRejected).or(&[BackendUnavailable, WrongProtocol]).rank(Rank::Symptom),
    says(&["failed to send", ": 401 unauthorized"], &["go-http"], "open-telemetry/opentelemetry-go").is(Unauthenticated).rank(Rank::Refusal),
    says(&["failed to send", ": 403 forbidden"], &["go-http"], "open-telemetry/opentelemetry-go").is(PermissionDenied).rank(Rank::Refusal),
    says(&["failed to send", ": 404 not found"], &["go-http"], "open-telemetry/opentelemetry-go").is(WrongProtocol).or(&[SignalNotServed, ProxyFailure]).rank(Rank::Refusal),
    says(&["failed to send", ": 400 "], &["go-http"], "open-telemetry/opentelemetry-go").is(OtlpRejected).or(&[PlaintextClient, WrongProtocol]).rank(Rank::Symptom),
    says(&["failed to send", ": 405 "], &["go-http"], "open-telemetry/opentelemetry-go").is(WrongProtocol).or(&[]).rank(Rank::Symptom),
    says(&["failed to send", ": 415 "], &["go-http"], "open-telemetry/opentelemetry-go").is(WrongProtocol).or(&[]).rank(Rank::Symptom),
    says(&["failed to send", ": 429 "], &["go-http"], "open-telemetry/opentelemetry-go").is(BackendUnavailable).or(&[]).rank(Rank::Symptom),
    says(&["failed to send", ": 500 "], &["go-http"], "open-telemetry/opentelemetry-go").is(BackendUnavailable).or(&[OtlpRejected]).rank(Rank::Symptom),
    says(&["failed to send", ": 502 "], &["go-http"], "open-telemetry/opentelemetry-go").is(BackendUnavailable).or(&[WrongProtocol]).rank(Rank::Symptom),
    says(&["failed to send", ": 503 "], &["go-http"], "open-telemetry/opentelemetry-go").is(BackendUnavailable).or(&[WrongProtocol]).rank(Rank::Symptom),
    says(&["failed to send", ": 504 "], &["go-http"], "open-telemetry/opentelemetry-go").is(BackendUnavailable).or(&[]).rank(Rank::Symptom),
    // Rarer ones.
    says(&["certificate signed by unknown authority", "possibly because of", "verification error"], GO, X509)
        .is(UnknownCa).or(&[InvalidCa, SelfSigned]).note("a CA of that name is trusted, but it did not sign this certificate: the CA was issued anew")
        .served(ClientCertRejected, &[UnknownCa], "the CA that the server trusts has the right name and another key"),
    says(&["certificate signed by unknown authority", "possibly because of", "verification failure"], GO, X509)
        .is(UnknownCa).or(&[InvalidCa, SelfSigned]).note("a CA of that name is trusted, but it did not sign this certificate: the CA was issued anew")
        .served(ClientCertRejected, &[UnknownCa], "the CA that the server trusts has the right name and another key"),
    says(&["x509: ecdsa verification failure"], GO, X509).is(UnknownCa).or(&[BadHandshakeSignature]),
    says(&["x509: ed25519 verification failure"], GO, X509).is(UnknownCa).or(&[BadHandshakeSignature]),
    says(&["error reading from server: eof"], GRPC, GRPC_GO).is(ConnectionReset).or(&[ClientCertRequired, WrongProtocol, BackendUnavailable]).rank(Rank::Symptom),
    says(&["error while dialing: eof"], GRPC, GRPC_GO).is(ProxyFailure).or(&[ConnectionReset]).rank(Rank::Symptom),
    says(&["desc = transport is closing"], GRPC, GRPC_GO).is(ConnectionReset).or(&[PlaintextClient, ClientCertRequired, WrongProtocol]).rank(Rank::Symptom),
    says(&["connection error: desc = \"transport: error while dialing"], GRPC, GRPC_GO).is(ConnectionRefused).or(&[ConnectionTimeout, DnsFailure]).rank(Rank::Consequence),
    says(&["all subconns are in transientfailure"], GRPC, GRPC_GO).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer, DnsFailure]).rank(Rank::Consequence),
    says(&["the connection is unavailable"], GRPC, GRPC_GO).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer]).rank(Rank::Consequence).line("grpc: the connection is unavailable"),
    says(&["server closed the stream without sending trailers"], GRPC, GRPC_GO).is(WrongProtocol).or(&[ProxyFailure, BackendUnavailable]).rank(Rank::Refusal),
    says(&["stream terminated by rst_stream with error code: protocol_error"], GRPC, GRPC_GO).is(WrongProtocol).or(&[ProxyFailure, BackendUnavailable]).rank(Rank::Refusal),
    says(&["stream terminated by rst_stream with error code: http_1_1_required"], GRPC, GRPC_GO).is(WrongProtocol).or(&[ClientCertRequired, AlpnMissing]),
    says(&["stream terminated by rst_stream"], GRPC, GRPC_GO).is(BackendUnavailable).or(&[WrongProtocol, ProxyFailure]).rank(Rank::Symptom),
    says(&["malformed header: missing http content-type"], GRPC, GRPC_GO).is(WrongProtocol).or(&[ProxyFailure]).rank(Rank::Symptom),
    says(&["missing http content-type"], GRPC, GRPC_GO).is(WrongProtocol).or(&[ProxyFailure]).rank(Rank::Symptom).line("transport: missing HTTP content-type"),
    says(&["unexpected http status code", "421"], GRPC, GRPC_GO).is(UnrecognizedName).or(&[NameMismatch]).line("unexpected HTTP status code received from server: 421 (Misdirected Request)"),
    says(&["misdirected request"], &[], "RFC 9110").is(UnrecognizedName).or(&[NameMismatch]).rank(Rank::Refusal).note("the server is not responsible for this name: SNI and Host or :authority differ").line("421 Misdirected Request"),
    says(&["grpc: received message larger than max"], GRPC, GRPC_GO).is(OtlpRejected).rank(Rank::Refusal),
    says(&["proxy authentication required"], &[], "RFC 9110").is(ProxyFailure).rank(Rank::Decisive),
    says(&["407 proxy"], &[], "RFC 9110").is(ProxyFailure).rank(Rank::Decisive).line("407 Proxy Authentication Required"),
    says(&["socks connect tcp"], GO, "golang/go src/vendor/golang.org/x/net/internal/socks").is(ProxyFailure).rank(Rank::Decisive),
    says(&["local error: tls: protocol version not supported"], GO, TLS).is(VersionMismatch),
    says(&["local error: tls: no application protocol"], GO, TLS).is(AlpnMissing),
    says(&["local error: tls: bad certificate"], GO, TLS).is(UnknownCa).or(&[NameMismatch, Expired]).served(ClientCertRejected, &[], OUR_CERTIFICATE).rank(Rank::Refusal),
    says(&["local error: tls: "], GO, TLS).is(TlsViolation).or(&[HandshakeIntolerance]).rank(Rank::Symptom),
    says(&["tls: server sent an"], GO, TLS).is(TlsViolation).line("tls: server sent an incorrect legacy version"),
    says(&["tls: invalid server key share"], GO, TLS).is(TlsViolation),
    says(&["tls: server did not echo the legacy session id"], GO, TLS).is(TlsViolation),
    says(&["x509: decryption password incorrect"], GO, "golang/go src/crypto/x509/pem_decrypt.go").is(UnreadableFile),
    says(&["x509: no dek-info header"], GO, "golang/go src/crypto/x509/pem_decrypt.go").is(UnreadableFile),
    says(&["failed to append ca cert"], GO, "many Go programs").is(UnreadableFile).line("failed to append CA certs"),
    says(&["credentials: failed to append certificates"], GRPC, "grpc/grpc-go credentials/tls.go").is(UnreadableFile),
    says(&["unable to load", "key pair"], GO, "many Go programs").is(UnreadableFile).rank(Rank::Refusal).line("unable to load X509 key pair"),
    says(&["missing or empty authorization"], COLLECTOR, "open-telemetry/opentelemetry-collector-contrib extension/bearertokenauthextension").is(Unauthenticated),
    says(&["scheme or token does not match"], COLLECTOR, "open-telemetry/opentelemetry-collector-contrib extension/bearertokenauthextension").is(Unauthenticated),
    says(&["authentication didn't succeed"], COLLECTOR, "open-telemetry/opentelemetry-collector-contrib extension/basicauthextension, oidc").is(Unauthenticated),
    says(&["no basic auth provided"], COLLECTOR, "open-telemetry/opentelemetry-collector-contrib extension/basicauthextension").is(Unauthenticated),
    says(&["invalid authorization"], COLLECTOR, "open-telemetry/opentelemetry-collector-contrib extension").is(Unauthenticated).rank(Rank::Symptom),
    says(&["failed to get security token from token endpoint"], COLLECTOR, "open-telemetry/opentelemetry-collector-contrib extension/oauth2clientauthextension").is(Unauthenticated),
    says(&["oauth2: cannot fetch token"], GO, "golang/oauth2").is(Unauthenticated),
    says(&["code = unauthenticated"], GRPC, GRPC_GO).is(Unauthenticated).rank(Rank::Refusal),
    says(&["code = permissiondenied"], GRPC, GRPC_GO).is(PermissionDenied).or(&[Unauthenticated]).rank(Rank::Refusal),
    says(&["no such file or directory", ".pem"], &[], "errno").is(UnreadableFile).rank(Rank::Refusal).line("[Errno 2] No such file or directory: '/x/ca.pem'"),
    says(&["no such file or directory", ".crt"], &[], "errno").is(UnreadableFile).rank(Rank::Refusal).line("No such file or directory: '/x/ca.crt'"),
    says(&["no such file or directory", ".key"], &[], "errno").is(UnreadableFile).rank(Rank::Refusal).line("No such file or directory: '/x/tls.key'"),
    says(&[".pem: no such file or directory"], &[], "errno").is(UnreadableFile).line("open /x/ca.pem: no such file or directory"),
    says(&[".crt: no such file or directory"], &[], "errno").is(UnreadableFile).line("open /x/ca.crt: no such file or directory"),
    says(&[".key: no such file or directory"], &[], "errno").is(UnreadableFile).line("open /x/tls.key: no such file or directory"),
    says(&[".cer: no such file or directory"], &[], "errno").is(UnreadableFile).line("open /x/ca.cer: no such file or directory"),
    says(&[".pem: permission denied"], &[], "errno").is(UnreadableFile).line("open /x/ca.pem: permission denied"),
    says(&[".crt: permission denied"], &[], "errno").is(UnreadableFile).line("open /x/ca.crt: permission denied"),
    says(&[".key: permission denied"], &[], "errno").is(UnreadableFile).line("open /x/tls.key: permission denied"),
    says(&[".pem (no such file or directory)"], &[], "java.io.FileNotFoundException").is(UnreadableFile).line("/x/ca.pem (No such file or directory)"),
    says(&["nosuchfileexception", ".pem"], &[], "java.nio.file").is(UnreadableFile).line("java.nio.file.NoSuchFileException: /x/ca.pem"),
    says(&["enoent: no such file or directory", ".pem"], &[], "nodejs/node").is(UnreadableFile).line("ENOENT: no such file or directory, open '/x/ca.pem'"),
    says(&["pem: no such file"], &[], "errno").is(UnreadableFile).line("ca.pem: no such file"),
    says(&["code = permissiondenied", "api key"], GRPC, GRPC_GO).is(Unauthenticated).or(&[PermissionDenied]).rank(Rank::Refusal).line("code = PermissionDenied desc = invalid api key"),
    says(&["code = permissiondenied", "token"], GRPC, GRPC_GO).is(Unauthenticated).or(&[PermissionDenied]).rank(Rank::Refusal).line("code = PermissionDenied desc = invalid token"),
    says(&["code = permissiondenied", "credentials"], GRPC, GRPC_GO).is(Unauthenticated).or(&[PermissionDenied]).rank(Rank::Refusal).line("code = PermissionDenied desc = no credentials"),
    says(&["code = permissiondenied", "unauthorized"], GRPC, GRPC_GO).is(Unauthenticated).or(&[PermissionDenied]).rank(Rank::Refusal).line("code = PermissionDenied desc = unauthorized"),
    says(&["failed to append certificate to the cert pool"], GO, "open-telemetry/opentelemetry-go exporters/otlp/otlptrace/otlptracegrpc/internal/envconfig").is(UnreadableFile),
    says(&["create tls cert pool"], GO, "open-telemetry/opentelemetry-go exporters/otlp/otlptrace/otlptracegrpc/internal/envconfig").is(UnreadableFile).rank(Rank::Refusal),
    says(&["create tls key pair"], GO, "open-telemetry/opentelemetry-go exporters/otlp/otlptrace/otlptracegrpc/internal/envconfig").is(UnreadableFile).or(&[ClientKeyMismatch]).rank(Rank::Refusal),
    says(&["dial tcp: lookup "], GO, NET).is(DnsFailure).rank(Rank::Symptom).line("dial tcp: lookup otel on 192.0.2.53:53: server misbehaving"),
    says(&["retry-able request failure"], &["go-http"], "open-telemetry/opentelemetry-go exporters/otlp/otlptrace/otlptracehttp/client.go").is(BackendUnavailable).or(&[ConnectionTimeout, ConnectionRefused, UnknownCa]).rank(Rank::Consequence),
    says(&["dial tcp: missing address"], GO, NET).is(UnsupportedSetting).or(&[SchemeMismatch]).note("the endpoint has no host"),
    says(&["no suitable address found"], GO, NET).is(DnsFailure).or(&[NetworkUnreachable]).rank(Rank::Network),
    says(&["no answer from dns server"], GO, NET).is(DnsFailure).rank(Rank::Network),
    says(&["http2: timeout awaiting response headers"], GO, HTTP).is(NoAnswer).or(&[ConnectionTimeout, BackendUnavailable]).rank(Rank::Symptom),
    says(&["malformed response from server: m"], GO, HTTP).is(WrongProtocol).line("malformed response from server: missing status pseudo header"),
    says(&["is not permitted by any constraint"], GO, "golang/go src/crypto/x509/constraints.go").is(NameConstraint).served(ClientCertRejected, &[NameConstraint], OUR_CERTIFICATE),
    says(&["is excluded by constraint"], GO, "golang/go src/crypto/x509/constraints.go").is(NameConstraint).served(ClientCertRejected, &[NameConstraint], OUR_CERTIFICATE),
    // What the endpoint itself was taken for.
    says(&["lookup tcp/"], GO, NET).is(SchemeMismatch).or(&[DnsFailure]).note("what stands behind the last colon of the endpoint is no port: a scheme or a path was left in it").line("dial tcp: lookup tcp///otel.example.com: unknown port"),
    says(&["error while dialing: reading server http response"], GRPC, "grpc/grpc-go internal/transport/proxy.go").is(ProxyFailure).rank(Rank::Decisive),
    says(&["error while dialing: failed to write the http request"], GRPC, "grpc/grpc-go internal/transport/proxy.go").is(ProxyFailure).rank(Rank::Decisive),
    says(&["tls: neither certificates"], GO, TLS).is(UnreadableFile).or(&[ClientKeyMismatch, UnsupportedSetting]).server_only().note("the server was given no certificate, or could not load it").line("tls: neither Certificates, GetCertificate, nor GetConfigForClient set in Config"),
    says(&["404 page not found", "/opentelemetry.proto.collector."], GO, HTTP).is(WrongProtocol).or(&[SignalNotServed]).server_only().note("gRPC came to a port that serves HTTP only").line("404 page not found /opentelemetry.proto.collector.trace.v1.TraceService/Export"),
};
