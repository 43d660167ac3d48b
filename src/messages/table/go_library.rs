//! The rest of what Go's own packages and grpc-go can say: rarer than `go`, read off their sources as a whole.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const GO: &[&str] = &["go", "collector"];
const GRPC: &[&str] = &["go-grpc", "collector-grpc"];
const TLS: &str = "golang/go src/crypto/tls";
const X509: &str = "golang/go src/crypto/x509";
const NET: &str = "golang/go src/net";
const URL: &str = "golang/go src/net/url/url.go";
const HTTP: &str = "golang/go src/net/http/transport.go, transfer.go, client.go";
const HTTP2: &str = "golang/go src/net/http/h2_bundle.go";
const SOCKS: &str = "golang/go src/net/http/socks_bundle.go";
const CLIENT: &str = "grpc/grpc-go clientconn.go, stream.go, rpc_util.go, internal/transport/http2_client.go";
const SERVER: &str = "grpc/grpc-go server.go, internal/transport/http2_server.go, handler_server.go";
const CREDENTIALS: &str = "grpc/grpc-go credentials";
const RESOLVER: &str = "grpc/grpc-go internal/resolver, resolver/manual";
const OAUTH: &str = "golang/oauth2";

/// The peer broke the TLS protocol.
const fn broken(literals: &'static [&'static str]) -> Entry {
    says(literals, GO, TLS).is(TlsViolation).or(&[HandshakeIntolerance]).rank(Rank::Symptom)
}

/// A certificate that does not parse.
const fn malformed(literals: &'static [&'static str]) -> Entry {
    says(literals, GO, X509).is(MalformedCertificate)
}

/// A key or certificate file that is no such thing.
const fn unreadable(literals: &'static [&'static str]) -> Entry {
    says(literals, GO, X509).is(UnreadableFile)
}

/// An address or URL that is none.
const fn bad_endpoint(literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, GO, source)
        .is(UnsupportedSetting)
        .or(&[SchemeMismatch])
        .note("the endpoint is not written as this program reads it")
}

/// A frame or header that no HTTP/2 peer sends.
const fn bad_frame(literals: &'static [&'static str]) -> Entry {
    says(literals, GO, HTTP2).is(WrongProtocol).or(&[ProxyFailure]).rank(Rank::Symptom)
}

/// The connection ended; nobody says why.
const fn ended(
    literals: &'static [&'static str],
    by: &'static [&'static str],
    source: &'static str,
) -> Entry {
    says(literals, by, source).is(ConnectionReset).or(&[BackendUnavailable]).rank(Rank::Symptom)
}

const fn socks(literals: &'static [&'static str]) -> Entry {
    says(literals, GO, SOCKS).is(ProxyFailure).rank(Rank::Decisive)
}

/// The message or its compression is not what the other side takes.
const fn bad_message(literals: &'static [&'static str]) -> Entry {
    says(literals, GRPC, CLIENT).is(OtlpRejected).or(&[UnsupportedSetting]).rank(Rank::Refusal)
}

/// Standard library and grpc-go.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    // crypto/tls.
    broken(&["tls: server echoed tls 1.3 compatibility session id"]),
    broken(&["tls: server's identity changed during renegotiation"]),
    broken(&["tls: server offered only incompatible point formats"]),
    broken(&["tls: initial handshake had non-empty renegotiation extension"]),
    broken(&["tls: incorrect renegotiation extension contents"]),
    broken(&["tls: server resumed a session"]).line("tls: server resumed a session with a different version"),
    broken(&["tls: server's finished message was incorrect"]),
    broken(&["tls: client's finished message is incorrect"]).server_only(),
    broken(&["tls: server changed cipher suite after a helloretryrequest"]),
    broken(&["tls: server did not send a key share"]),
    broken(&["tls: received new session ticket from a client"]).server_only(),
    broken(&["tls: received a session ticket"]).line("tls: received a session ticket with invalid lifetime"),
    broken(&["tls: missing serverkeyexchange message"]),
    broken(&["tls: server accepted 0-rtt"]).line("tls: server accepted 0-RTT with the wrong ALPN"),
    broken(&["tls: client does not support uncompressed connections"]).server_only(),
    broken(&["tls: client didn't send one key share"]).server_only().line("tls: client didn't send one key share in second ClientHello"),
    broken(&["tls: client indicated early data in second clienthello"]).server_only(),
    broken(&["tls: client illegally modified second clienthello"]).server_only(),
    broken(&["tls: client used the legacy version field"]).server_only().line("tls: client used the legacy version field to negotiate TLS 1.3"),
    broken(&["tls: tls 1.3 client supports illegal compression methods"]).server_only(),
    broken(&["tls: early_data without pre_shared_key"]).server_only(),
    broken(&["tls: session supported extended_master_secret but client does not"]).server_only(),
    broken(&["tls: second client hello"]).server_only().line("tls: second client hello missing encrypted client hello extension"),
    says(&["tls: fips 140-3 requires the use of extended master secret"], GO, TLS).is(CipherMismatch).or(&[TlsViolation]),
    says(&["tls: no fips compatible certificate chains found"], GO, TLS).is(WeakKey).or(&[WeakSignature]).note("FIPS mode allows no certificate of this chain"),
    says(&["tls: server rejected ech"], GO, TLS).is(HandshakeRefused).or(&[UnrecognizedName]).note("the server does not take Encrypted Client Hello"),
    says(&["tls: curvepreferences includes unsupported curve"], GO, TLS).is(CipherMismatch).or(&[UnsupportedSetting]),
    says(&["tls: ed25519 public keys are not supported before tls 1.2"], GO, TLS).is(WeakKey).or(&[VersionMismatch]),
    says(&["tls: client certificate private key of type"], GO, TLS).is(UnreadableFile).or(&[ClientKeyMismatch]),
    says(&["tls: failed to sign"], GO, TLS).is(UnreadableFile).or(&[ClientKeyMismatch]).note("the key could not sign: a hardware or remote key, or one that does not fit the certificate").line("tls: failed to sign handshake: x"),
    says(&["tls: unsupported signing key type"], GO, TLS).is(WeakKey).or(&[UnreadableFile]),
    says(&["tls: unsupported decryption key type"], GO, TLS).is(WeakKey).or(&[UnreadableFile]),
    says(&["tls: dialwithdialer timed out"], GO, TLS).is(ConnectionTimeout).or(&[SilentServer, PlaintextServer]).rank(Rank::Symptom),
    says(&["no mutually supported protocol versions"], GO, TLS).is(VersionMismatch),
    says(&["client doesn't support any cipher suites compatible with the certificate"], GO, TLS).is(CipherMismatch),
    says(&["client doesn't support certificate curve"], GO, TLS).is(WeakKey).or(&[CipherMismatch]),
    says(&["connection doesn't support ed25519"], GO, TLS).is(WeakKey).or(&[CipherMismatch]),
    says(&["chain is not signed by an acceptable ca"], GO, TLS).is(ClientCertRejected).or(&[ClientCertRequired]).note("the certificate given is of no issuer that the server asks for, so none is sent"),
    says(&["expected an", "public key, got"], GO, TLS).is(BadHandshakeSignature).or(&[WeakKey]).line("expected an ECDSA public key, got *rsa.PublicKey"),
    says(&["tls: failed to verify certificate"], GO, TLS).is(UnknownCa).or(&[NameMismatch, Expired, SelfSigned]).rank(Rank::Consequence).served(ClientCertRejected, &[UnknownCa], "the client's certificate does not verify"),
    says(&["tls: failed to verify certificate: certificate is valid for"], GO, TLS).is(NameMismatch),
    // crypto/x509.
    malformed(&["key identifier incorrectly marked critical"]).line("x509: authority key identifier incorrectly marked critical"),
    malformed(&["x509: authority info access incorrectly marked critical"]),
    malformed(&["x509: rsa modulus is not a positive number"]),
    malformed(&["x509: rsa public exponent is not a positive number"]),
    malformed(&["key encoded with illegal parameters"]).line("x509: Ed25519 key encoded with illegal parameters"),
    malformed(&["x509: wrong ed25519 public key size"]),
    malformed(&["x509: zero or negative dsa parameter"]),
    malformed(&["x509: empty name constraints extension"]),
    malformed(&["x509: ip constraint contained"]).line("x509: IP constraint contained value of length 3"),
    malformed(&["x509: policy constraints"]).line("x509: policy constraints inhibitPolicyMapping field overflows int"),
    malformed(&["x509: public key contains"]).or(&[WeakKey]).line("x509: public key contains large public exponent"),
    unreadable(&["x509: incorrect iv size"]),
    unreadable(&["x509: encrypted pem data is not a multiple of the block size"]),
    unreadable(&["x509: private key contains"]).line("x509: private key contains zero or negative prime"),
    unreadable(&["x509: pkcs#8 wrapping contained private key with unknown algorithm"]),
    unreadable(&["x509: unsupported private key version"]),
    unreadable(&["x509: invalid private key"]).line("x509: invalid private key length"),
    unreadable(&["x509: only rsa, ecdsa and ed25519 keys supported"]).or(&[WeakKey]),
    unreadable(&["x509: invalid ed25519 private key"]).line("x509: invalid Ed25519 private key length: 3"),
    says(&["x509: issuer has name constraints"], GO, X509).is(NameConstraint).line("x509: issuer has name constraints but leaf contains unknown or unconstrained name: x"),
    says(&["cannot be matched against constraints"], GO, X509).is(NameConstraint).or(&[MalformedCertificate]).line("URI with IP (\"x\") cannot be matched against constraints"),
    says(&["x509: no valid chains built"], GO, X509).is(UnknownCa).or(&[IncompleteChain, WrongKeyUsage]),
    says(&["x509: cannot validate certificate for"], GO, X509).is(NameMismatch).or(&[NoSan]),
    says(&["x509: certificate is valid for", "names, but none matched"], GO, X509).is(NameMismatch),
    says(&["ip sans, but none matched"], GO, X509).is(NameMismatch).line("x509: certificate is valid for 3 IP SANs, but none matched 192.0.2.1"),
    says(&["candidate chains with incompatible key usage"], GO, X509).is(WrongKeyUsage),
    says(&["candidate chains with invalid policies"], GO, X509).is(UnsupportedExtension).or(&[InvalidCa]),
    says(&["x509: signature algorithm specifies an"], GO, X509).is(UnknownCa).or(&[WeakSignature, MalformedCertificate]).note("a CA of that name is trusted and has a key of another kind: the CA was issued anew")
        .line("x509: signature algorithm specifies an RSA public key, but have public key of type *ecdsa.PublicKey"),
    says(&["x509: macos certificate verification internal error"], GO, X509).is(UnknownCa),
    says(&["system verifier returned an empty chain"], GO, X509).is(UnknownCa),
    // net, net/url.
    says(&["|lame referral"], GO, NET).is(DnsFailure).rank(Rank::Network).line("lookup x on 192.0.2.53:53: lame referral"),
    says(&["cannot unmarshal dns message"], GO, NET).is(DnsFailure).rank(Rank::Network),
    says(&["cannot marshal dns message"], GO, NET).is(DnsFailure).or(&[UnsupportedSetting]).rank(Rank::Network).note("the host is no name: too long, or with an empty label"),
    says(&["invalid dns response"], GO, NET).is(DnsFailure).rank(Rank::Network),
    says(&["dnsquery: "], GO, NET).is(DnsFailure).rank(Rank::Network).line("lookup x: dnsquery: DNS name does not exist."),
    says(&["|unrecognized address"], GO, NET).is(DnsFailure).or(&[UnsupportedSetting]).line("lookup x: unrecognized address"),
    says(&["res_nsearch failure"], GO, NET).is(DnsFailure).rank(Rank::Network),
    says(&["error reading dns config"], GO, NET).is(DnsFailure).or(&[UnreadableFile]).rank(Rank::Network),
    says(&["no cname record received"], GO, NET).is(DnsFailure).rank(Rank::Network),
    bad_endpoint(&["missing ']' in"], URL).line("parse \"https://[::1\": missing ']' in host"),
    bad_endpoint(&["unexpected '[' in address"], NET),
    bad_endpoint(&["unexpected ']' in address"], NET),
    bad_endpoint(&["|unknown port"], NET).line("dial tcp: lookup tcp/otlp: unknown port"),
    bad_endpoint(&["|unknown network"], NET).line("dial otel: unknown network otel"),
    bad_endpoint(&["non-ipv4 address"], NET),
    bad_endpoint(&["non-ipv6 address"], NET),
    bad_endpoint(&["not an ip:port"], NET),
    bad_endpoint(&["|invalid ip:port"], NET).line("invalid ip:port \"x\""),
    bad_endpoint(&["invalid url escape"], URL),
    bad_endpoint(&["invalid control character in url"], URL).note("the endpoint has a line break or another control character in it: often from a Secret with a final newline"),
    bad_endpoint(&["invalid character", "in host name"], URL),
    bad_endpoint(&["net/url: invalid userinfo"], URL),
    bad_endpoint(&["invalid ip-literal"], URL),
    bad_endpoint(&["|empty url"], URL).line("parse \"\": empty url"),
    bad_endpoint(&["invalid semicolon separator in query"], URL),
    says(&["invalid proxy address"], GO, "golang/go src/vendor/golang.org/x/net/http/httpproxy/proxy.go").is(ProxyFailure).rank(Rank::Decisive).note("HTTPS_PROXY or the like is no URL"),
    says(&["refusing to use http_proxy value in cgi environment"], GO, "golang/go src/vendor/golang.org/x/net/http/httpproxy/proxy.go").is(ProxyFailure).rank(Rank::Decisive),
    says(&["use of closed network connection"], GO, "golang/go src/internal/poll/fd.go").is(ConnectionReset).or(&[BackendUnavailable]).rank(Rank::Consequence).note("this side closed the connection: it was shut down, or another error came first"),
    // SOCKS.
    socks(&["general socks server failure"]),
    socks(&["connection not allowed by ruleset"]),
    socks(&["socks connect "]),
    socks(&["no acceptable authentication methods"]),
    socks(&["username/password authentication failed"]),
    socks(&["network not implemented", "socks"]).line("network not implemented by socks"),
    // net/http.
    bad_endpoint(&["net/http: invalid scheme"], HTTP),
    bad_endpoint(&["|nil request.url"], HTTP).line("http: nil Request.URL"),
    bad_endpoint(&["|invalid host header"], HTTP).line("http: invalid Host header"),
    says(&["net/http: invalid header"], GO, HTTP).is(UnsupportedSetting).or(&[Unauthenticated]).note("a header has a character that HTTP does not allow: often the final newline of a token file").line("net/http: invalid header field value for \"Authorization\""),
    says(&["invalid header field value"], GO, HTTP).is(UnsupportedSetting).or(&[Unauthenticated]).note("a header has a character that HTTP does not allow: often the final newline of a token file"),
    says(&["invalid header field name"], GO, HTTP).is(UnsupportedSetting).note("the name of a header has a character that HTTP does not allow"),
    says(&["failed to parse location header"], GO, HTTP).is(WrongProtocol).or(&[ProxyFailure]).rank(Rank::Refusal),
    says(&["stopped after 10 redirects"], GO, HTTP).is(WrongProtocol).or(&[ProxyFailure, Unauthenticated]).rank(Rank::Refusal),
    says(&["client.timeout or context cancellation while reading body"], GO, HTTP).is(NoAnswer).or(&[BackendUnavailable]).rank(Rank::Symptom),
    says(&["timeout waiting for response headers"], GO, HTTP).is(NoAnswer).or(&[BackendUnavailable]).rank(Rank::Symptom),
    ended(&["net/http: cannot rewind body after connection loss"], GO, HTTP),
    ended(&["net/http: transport failed to read from server"], GO, HTTP),
    ended(&["http: unexpected eof reading trailer"], GO, HTTP),
    says(&["unsolicited response received on idle http channel"], GO, HTTP).is(BackendUnavailable).or(&[WrongProtocol]).rank(Rank::Symptom).note("the server answered without a request: mostly 408 before it closes an idle connection"),
    says(&["net/http: server response headers exceeded"], GO, HTTP).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["too many transfer encodings"], GO, HTTP).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["unsupported transfer encoding"], GO, HTTP).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["malformed http version"], GO, HTTP).is(WrongProtocol).or(&[PlaintextClient]),
    says(&["malformed http request"], GO, HTTP).is(WrongProtocol).or(&[PlaintextServer]).server_only(),
    says(&["malformed mime header"], GO, "golang/go src/net/textproto/reader.go").is(WrongProtocol).or(&[ProxyFailure]),
    says(&["malformed chunked encoding"], GO, "golang/go src/net/http/internal/chunked.go").is(WrongProtocol).or(&[ProxyFailure]),
    says(&["http: request body too large"], GO, "golang/go src/net/http/request.go").is(OtlpRejected).rank(Rank::Refusal),
    says(&["http: post too large"], GO, "golang/go src/net/http/request.go").is(OtlpRejected).rank(Rank::Refusal),
    // net/http: HTTP/2.
    bad_frame(&["invalid pseudo-header"]),
    bad_frame(&["protocol error: received", "before a settings frame"]).line("protocol error: received *http2.MetaHeadersFrame before a SETTINGS frame"),
    bad_frame(&["protocol error: received data"]).line("protocol error: received DATA after END_STREAM"),
    bad_frame(&["protocol error: headers after end_stream"]),
    bad_frame(&["http2: transport received unsolicited data frame"]),
    bad_frame(&["http2: invalid header"]),
    bad_frame(&["http2: invalid pseudo headers"]),
    bad_frame(&["data frame with stream id 0"]),
    bad_frame(&["unexpected continuation for stream"]),
    says(&["header list larger than"], GO, HTTP2).is(OtlpRejected).or(&[ProxyFailure]).rank(Rank::Refusal).line("http2: response header list larger than advertised limit"),
    says(&["http2: request header list larger than peer's advertised limit"], GO, HTTP2).is(OtlpRejected).rank(Rank::Refusal),
    says(&["http2: cannot retry err"], GO, HTTP2).is(BackendUnavailable).or(&[ConnectionReset]).rank(Rank::Consequence),
    says(&["http2: transport: cannot retry err"], GO, HTTP2).is(BackendUnavailable).or(&[ConnectionReset]).rank(Rank::Consequence),
    says(&["transport: cannot retry err", "after request.body was written"], GO, HTTP2).is(BackendUnavailable).or(&[ConnectionReset]).rank(Rank::Symptom),
    says(&["http2: server sent goaway and closed the connection"], GO, HTTP2).is(BackendUnavailable).or(&[ConnectionReset]).rank(Rank::Symptom),
    says(&["server sent goaway", "errcode=enhance_your_calm"], GO, HTTP2).is(BackendUnavailable).or(&[OtlpRejected]).note("the server closed because of too many requests or pings"),
    says(&["server sent goaway", "errcode=http_1_1_required"], GO, HTTP2).is(WrongProtocol).or(&[ClientCertRequired]),
    says(&["server sent goaway", "errcode=inadequate_security"], GO, HTTP2).is(CipherMismatch),
    says(&["transport got goaway with error code"], GO, HTTP2).is(BackendUnavailable).or(&[ConnectionReset]).rank(Rank::Symptom),
    says(&["timeout waiting for settings frames from"], GO, HTTP2).is(WrongProtocol).or(&[ConnectionReset]).server_only().rank(Rank::Symptom),
    says(&["http2: server rejecting conn: inadequate_security"], GO, HTTP2).is(CipherMismatch).server_only(),
    says(&["http2: server connection error from", "protocol_error"], GO, HTTP2).is(WrongProtocol).server_only().rank(Rank::Symptom),
    says(&["http2: unencrypted http/2 not enabled"], GO, HTTP2).is(UnsupportedSetting).or(&[SchemeMismatch]),
    says(&["http: transport does not support unencrypted http/2"], GO, HTTP).is(UnsupportedSetting).or(&[SchemeMismatch]),
    ended(&["http2: no cached connection was available"], GO, HTTP2),
    ended(&["http2: client conn is closed"], GO, HTTP2),
    ended(&["http2: client conn not usable"], GO, HTTP2),
    ended(&["http2: client disconnected"], GO, HTTP2).server_only(),
    says(&["|body closed by handler"], GO, HTTP2).is(OtlpRejected).or(&[BackendUnavailable]).rank(Rank::Symptom).line("http2: body closed by handler"),
    // grpc-go.
    ended(&["grpc: the client connection is closing"], GRPC, CLIENT).note("this side closed the connection: the exporter was shut down, or an earlier error did it"),
    ended(&["grpc: the connection is closing"], GRPC, CLIENT),
    ended(&["grpc: the connection is drained"], GRPC, CLIENT),
    ended(&["the connection is draining"], GRPC, CLIENT),
    ended(&["the provided transport is no longer valid to use"], GRPC, CLIENT),
    ended(&["error reading from server: "], GRPC, CLIENT).line("error reading from server: x"),
    ended(&["closing transport due to: "], GRPC, CLIENT),
    ended(&["transport: failed to write client preface"], GRPC, CLIENT).or(&[PlaintextServer, ClientCertRequired]),
    ended(&["transport: failed to write initial settings frame"], GRPC, CLIENT).or(&[PlaintextServer, ClientCertRequired]),
    ended(&["received goaway and there are no active streams"], GRPC, CLIENT),
    ended(&["the stream is rejected because server is draining the connection"], GRPC, CLIENT).is(BackendUnavailable).or(&[]),
    says(&["grpc: timed out when dialing"], GRPC, CLIENT).is(ConnectionTimeout).or(&[PlaintextServer, SilentServer]).rank(Rank::Symptom),
    says(&["while waiting for connections to become ready"], GRPC, CLIENT).is(ConnectionTimeout).or(&[ConnectionRefused, UnknownCa, PlaintextServer]).rank(Rank::Consequence).line("context deadline exceeded while waiting for connections to become ready"),
    says(&["no subconn is available"], GRPC, CLIENT).is(ConnectionRefused).or(&[DnsFailure, UnknownCa]).rank(Rank::Consequence),
    says(&["last resolver error"], GRPC, CLIENT).is(DnsFailure).rank(Rank::Network),
    says(&["failed to start resolver"], GRPC, CLIENT).is(SchemeMismatch).or(&[DnsFailure]),
    says(&["could not get resolver for"], GRPC, CLIENT).is(SchemeMismatch).line("could not get resolver for default scheme: \"x\""),
    says(&["failed to build resolver"], GRPC, CLIENT).is(SchemeMismatch).or(&[DnsFailure]),
    says(&["dns resolver: missing address"], GRPC, RESOLVER).is(UnsupportedSetting).or(&[SchemeMismatch]).note("the endpoint has no host"),
    says(&["missing port after port-separator colon"], GRPC, RESOLVER).is(UnsupportedSetting).note("the endpoint ends in a colon: a port is missing"),
    says(&["passthrough: received empty target"], GRPC, RESOLVER).is(UnsupportedSetting).note("the endpoint is empty"),
    says(&["invalid (non-empty) authority"], GRPC, RESOLVER).is(SchemeMismatch).or(&[UnsupportedSetting]),
    says(&["invalid target address"], GRPC, RESOLVER).is(UnsupportedSetting).or(&[SchemeMismatch]),
    says(&["dns: ", "record lookup error"], GRPC, RESOLVER).is(DnsFailure).rank(Rank::Network).line("dns: A record lookup error: x"),
    says(&["dns: error parsing a record ip address"], GRPC, RESOLVER).is(DnsFailure).rank(Rank::Network),
    says(&["endpoints list is empty"], GRPC, RESOLVER).is(DnsFailure).rank(Rank::Network),
    says(&["endpoints list contains no addresses"], GRPC, RESOLVER).is(DnsFailure).rank(Rank::Network),
    says(&["failed to determine proxy url for target"], GRPC, RESOLVER).is(ProxyFailure).rank(Rank::Decisive),
    says(&["unable to build the proxy resolver"], GRPC, RESOLVER).is(ProxyFailure).rank(Rank::Decisive),
    says(&["failed to write the http request: "], GRPC, CLIENT).is(ProxyFailure).rank(Rank::Decisive),
    says(&["reading server http response: "], GRPC, CLIENT).is(ProxyFailure).rank(Rank::Decisive),
    says(&["failed to do connect handshake"], GRPC, CLIENT).is(ProxyFailure).rank(Rank::Decisive),
    says(&["invalid service config"], GRPC, CLIENT).is(UnsupportedSetting).rank(Rank::Refusal),
    says(&["the provided default service config is invalid"], GRPC, CLIENT).is(UnsupportedSetting),
    says(&["error parsing service config"], GRPC, CLIENT).is(UnsupportedSetting).or(&[DnsFailure]),
    says(&["credentials.bundle may not be used with"], GRPC, CLIENT).is(ConflictingSettings),
    says(&["per-rpc creds failed due to error"], GRPC, CLIENT).is(Unauthenticated),
    says(&["received per-rpc creds error with illegal status"], GRPC, CLIENT).is(Unauthenticated),
    says(&["requires securitylevel"], GRPC, CREDENTIALS).is(InsecureTransport).or(&[ConflictingSettings]).line("requires SecurityLevel PrivacyAndIntegrity; connection has NoSecurity"),
    says(&["local credentials rejected connection to non-local address"], GRPC, CREDENTIALS).is(UnsupportedSetting).or(&[InsecureTransport]),
    says(&["credentials: failed to read the service account key file"], GRPC, CREDENTIALS).is(UnreadableFile).or(&[Unauthenticated]),
    says(&["with alpn disabled"], GRPC, CREDENTIALS).is(AlpnMissing).line("Allowing TLS connection to server \"x\" with ALPN disabled."),
    says(&["your tls connections may have stopped working due to alpn enforcement"], GRPC, CREDENTIALS).is(AlpnMissing),
    says(&["no peer certificates found to verify authority"], GRPC, CREDENTIALS).is(NameMismatch).or(&[UnrecognizedName]),
    says(&["failed to validate authority"], GRPC, CLIENT).is(NameMismatch).or(&[UnrecognizedName]),
    says(&["pemfile: "], GRPC, "grpc/grpc-go credentials/tls/certprovider/pemfile/watcher.go").is(UnreadableFile).or(&[ConflictingSettings]).rank(Rank::Refusal).line("pemfile: at least one credential file needs to be specified"),
    says(&["certfile (", ") read failed"], GRPC, "grpc/grpc-go credentials/tls/certprovider/pemfile/watcher.go").is(UnreadableFile),
    says(&["keyfile (", ") read failed"], GRPC, "grpc/grpc-go credentials/tls/certprovider/pemfile/watcher.go").is(UnreadableFile),
    says(&["rootfile (", ") read failed"], GRPC, "grpc/grpc-go credentials/tls/certprovider/pemfile/watcher.go").is(UnreadableFile),
    says(&["failed to parse root certificate"], GRPC, "grpc/grpc-go credentials/tls/certprovider/pemfile/watcher.go").is(UnreadableFile).or(&[MalformedCertificate]),
    says(&["invalid spiffe id"], GRPC, "grpc/grpc-go internal/credentials/spiffe/spiffe.go").is(NameMismatch).or(&[MalformedCertificate]),
    says(&["no bundle found for peer certificates trust domain"], GRPC, "grpc/grpc-go internal/credentials/spiffe/spiffe.go").is(UnknownCa),
    says(&["could not get spiffe id from peer leaf cert"], GRPC, "grpc/grpc-go internal/credentials/spiffe/spiffe.go").is(NameMismatch),
    bad_message(&["grpc: message too large"]),
    bad_message(&["message larger than max"]).line("grpc: trying to send message larger than max (5 vs. 4)"),
    bad_message(&["trying to send message larger than max"]),
    bad_message(&["message after decompression larger than max"]),
    bad_message(&["grpc: received unexpected payload format"]).is(WrongProtocol).or(&[ProxyFailure]),
    bad_message(&["grpc: compressed flag set with identity or empty encoding"]).is(WrongProtocol).or(&[OtlpRejected]),
    bad_message(&["grpc: decompressor is not installed for grpc-encoding"]).note("the server has not the compression that the exporter uses"),
    bad_message(&["grpc: compressor is not installed for requested grpc-encoding"]).is(UnsupportedSetting).or(&[]),
    bad_message(&["grpc: no decompressor available"]),
    bad_message(&["grpc: compressor", "is not registered"]).is(UnsupportedSetting).or(&[]),
    bad_message(&["grpc: failed to decompress"]).or(&[WrongProtocol]),
    bad_message(&["grpc: failed to unmarshal the received message"]).is(WrongProtocol).or(&[OtlpRejected]),
    bad_message(&["grpc: error unmarshalling request"]).server_only(),
    bad_message(&["grpc: error while marshaling"]).or(&[]),
    bad_message(&["header list size to send violates the maximum size"]).or(&[]),
    bad_message(&["peer header list size exceeded limit"]).or(&[ProxyFailure]),
    bad_message(&["cardinality violation: "]).is(WrongProtocol).or(&[ProxyFailure]).line("cardinality violation: received no response message from non-server-streaming RPC"),
    bad_message(&["no codec registered for content-subtype"]).is(WrongProtocol).or(&[]),
    says(&["malformed header: missing http status"], GRPC, CLIENT).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["transport: malformed grpc-status"], GRPC, CLIENT).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["transport: malformed http-status"], GRPC, CLIENT).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["found no mapped grpc status"], GRPC, CLIENT).is(BackendUnavailable).or(&[WrongProtocol]).rank(Rank::Symptom),
    says(&["max retries exhausted: failed after"], GRPC, CLIENT).is(BackendUnavailable).or(&[ConnectionRefused]).rank(Rank::Consequence),
    // grpc-go's server.
    says(&["grpc: server.serve failed to create servertransport"], GRPC, SERVER).is(ConnectionReset).or(&[UnknownCa, WrongProtocol]).rank(Rank::Consequence).server_only(),
    says(&["newservertransport(", ") failed"], GRPC, SERVER).is(ConnectionReset).or(&[UnknownCa, WrongProtocol]).rank(Rank::Consequence).server_only(),
    says(&["handlestreams failed to read initial settings frame"], GRPC, SERVER).is(ConnectionReset).or(&[WrongProtocol, UnknownCa]).rank(Rank::Symptom).server_only(),
    says(&["handlestreams saw invalid preface type"], GRPC, SERVER).is(WrongProtocol).server_only(),
    says(&["invalid grpc request content-type"], GRPC, SERVER).is(WrongProtocol).server_only().note("what came is HTTP and no gRPC: an OTLP/HTTP exporter, or a health check"),
    says(&["invalid grpc request method"], GRPC, SERVER).is(WrongProtocol).server_only(),
    says(&["grpc requires http/2"], GRPC, SERVER).is(WrongProtocol).or(&[AlpnMissing]).server_only(),
    says(&["headers frame with :method", "which should be post"], GRPC, SERVER).is(WrongProtocol).server_only().line("Received a HEADERS frame with :method \"GET\" which should be POST"),
    says(&["with a :connection header which makes the request malformed"], GRPC, SERVER).is(WrongProtocol).or(&[ProxyFailure]).server_only(),
    says(&["got too many pings from the client"], GRPC, SERVER).is(BackendUnavailable).server_only().note("the client's keepalive is more frequent than the server allows"),
    says(&["keepalive ping not acked within timeout"], GRPC, SERVER).is(NetworkUnreachable).or(&[ConnectionReset]).rank(Rank::Network),
    says(&["malformed method name: "], GRPC, SERVER).is(WrongProtocol).rank(Rank::Refusal),
    says(&["|unknown method", "for service"], GRPC, SERVER).is(SignalNotServed).or(&[WrongProtocol]).rank(Rank::Refusal).line("unknown method Export for service opentelemetry.proto.collector.trace.v1.TraceService"),
    says(&["grpc: the server has been stopped"], GRPC, SERVER).is(BackendUnavailable).server_only().rank(Rank::Symptom),
    // golang.org/x/oauth2.
    says(&["oauth2: token expired and refresh token is not set"], GO, OAUTH).is(Unauthenticated),
    says(&["oauth2: cannot parse"], GO, OAUTH).is(Unauthenticated).note("the token endpoint answered with no token").line("oauth2: cannot parse json: x"),
    says(&["oauth2: server response missing access_token"], GO, OAUTH).is(Unauthenticated),
    says(&["oauth2: \"invalid_"], GO, OAUTH).is(Unauthenticated).line("oauth2: \"invalid_client\" \"x\""),
    says(&["oauth2: \"unauthorized_client"], GO, OAUTH).is(Unauthenticated),
};
