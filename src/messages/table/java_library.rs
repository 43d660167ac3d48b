//! The rest of what the JDK, OkHttp, Netty, grpc-java and opentelemetry-java say, read off their sources as a whole.

use crate::finding::Code::{self, *};
use crate::messages::entry::{Entry, Rank, entries, says};

const JAVA: &[&str] = &["java"];
const GRPC: &[&str] = &["java-grpc"];
const HTTP: &[&str] = &["java-http"];

const JSSE: &str = "openjdk/jdk src/java.base/share/classes/sun/security/ssl";
const PATH: &str =
    "openjdk/jdk src/java.base/share/classes/sun/security/validator, sun/security/provider/certpath";
const X509: &str =
    "openjdk/jdk src/java.base/share/classes/sun/security/x509, sun/security/provider/X509Factory.java";
const NET: &str = "openjdk/jdk src/java.base/share/classes/java/net, sun/nio/ch";
const CLIENT: &str = "openjdk/jdk src/java.net.http/share/classes/jdk/internal/net/http";
const OKHTTP: &str = "square/okhttp okhttp/src/commonJvmAndroid/kotlin/okhttp3/internal";
const NETTY: &str = "netty/netty handler/src/main/java/io/netty/handler/ssl";
const NETTY_HTTP2: &str = "netty/netty codec-http2/src/main/java/io/netty/handler/codec/http2";
const NETTY_PROXY: &str =
    "netty/netty handler-proxy/src/main/java/io/netty/handler/proxy/HttpProxyHandler.java";
const NETTY_DNS: &str =
    "netty/netty resolver-dns/src/main/java/io/netty/resolver/dns/DnsNameResolverTimeoutException.java";
const GRPC_JAVA: &str = "grpc/grpc-java core, netty, okhttp";
const OTEL: &str = "open-telemetry/opentelemetry-java exporters, sdk-extensions/autoconfigure";

/// The peer broke the TLS protocol.
const fn broken(literals: &'static [&'static str]) -> Entry {
    says(literals, JAVA, JSSE).is(TlsViolation).or(&[HandshakeIntolerance]).rank(Rank::Symptom)
}

const fn tls(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, JAVA, JSSE).is(code)
}

const fn revocation(literals: &'static [&'static str]) -> Entry {
    says(literals, JAVA, PATH)
        .is(Revoked)
        .note("no usable revocation answer; the certificate need not be revoked")
}

const fn malformed(literals: &'static [&'static str]) -> Entry {
    says(literals, JAVA, X509).is(MalformedCertificate).or(&[UnreadableFile])
}

const fn proxy(literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, JAVA, source).is(ProxyFailure).rank(Rank::Decisive)
}

const fn ended(
    literals: &'static [&'static str],
    by: &'static [&'static str],
    source: &'static str,
) -> Entry {
    says(literals, by, source)
        .is(ConnectionReset)
        .or(&[BackendUnavailable, ClientCertRequired])
        .rank(Rank::Symptom)
}

const fn frame(literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, JAVA, source).is(WrongProtocol).or(&[PlaintextClient, ProxyFailure]).rank(Rank::Symptom)
}

/// JDK, OkHttp, Netty, grpc-java, opentelemetry-java.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["nosuchfileexception: ", ".p12"], JAVA, "openjdk/jdk src/java.base/share/classes/java/nio/file/NoSuchFileException.java").is(UnreadableFile).line("java.nio.file.NoSuchFileException: /etc/otel/client.p12"),
    says(&["nosuchfileexception: ", ".jks"], JAVA, "openjdk/jdk src/java.base/share/classes/java/nio/file/NoSuchFileException.java").is(UnreadableFile).line("java.nio.file.NoSuchFileException: /etc/otel/client.jks"),
    says(&["nosuchfileexception: ", ".crt"], JAVA, "openjdk/jdk src/java.base/share/classes/java/nio/file/NoSuchFileException.java").is(UnreadableFile).line("java.nio.file.NoSuchFileException: /etc/otel/client.crt"),
    says(&["nosuchfileexception: ", ".pem"], JAVA, "openjdk/jdk src/java.base/share/classes/java/nio/file/NoSuchFileException.java").is(UnreadableFile).line("java.nio.file.NoSuchFileException: /etc/otel/client.pem"),
    says(&["nosuchfileexception: ", ".key"], JAVA, "openjdk/jdk src/java.base/share/classes/java/nio/file/NoSuchFileException.java").is(UnreadableFile).line("java.nio.file.NoSuchFileException: /etc/otel/client.key"),
    // JSSE. What it finds wrong with a message is always said in one of these forms.
    broken(&["sslhandshakeexception: invalid ", " message"]).line("javax.net.ssl.SSLHandshakeException: Invalid Certificate message: empty cert_data"),
    broken(&["sslprotocolexception: invalid ", " message"]).line("javax.net.ssl.SSLProtocolException: Invalid Certificate message: empty cert_data"),
    broken(&["sslhandshakeexception: invalid ", " extension"]).line("javax.net.ssl.SSLHandshakeException: Invalid key_share extension: improper data (length=3)"),
    broken(&["sslprotocolexception: invalid ", " extension"]).line("javax.net.ssl.SSLProtocolException: Invalid key_share extension: improper data (length=3)"),
    broken(&["sslhandshakeexception: invalid ", "serverhello"]).line("javax.net.ssl.SSLHandshakeException: Invalid renegotiation_info in ServerHello: not empty renegotiated_connection"),
    broken(&["sslprotocolexception: invalid ", "serverhello"]).line("javax.net.ssl.SSLProtocolException: Invalid renegotiation_info in ServerHello: not empty renegotiated_connection"),
    broken(&["sslhandshakeexception: unexpected ", "handshake message"]).line("javax.net.ssl.SSLHandshakeException: Unexpected Certificate handshake message"),
    broken(&["sslprotocolexception: unexpected ", "handshake message"]).line("javax.net.ssl.SSLProtocolException: Unexpected Certificate handshake message"),
    broken(&["sslhandshakeexception: unexpected ", " extension in"]).line("javax.net.ssl.SSLHandshakeException: Unexpected key_share extension in ServerHello"),
    broken(&["sslprotocolexception: unexpected ", " extension in"]).line("javax.net.ssl.SSLProtocolException: Unexpected key_share extension in ServerHello"),
    broken(&["sslhandshakeexception: incorrect certificaterequest message"]),
    broken(&["sslprotocolexception: incorrect certificaterequest message"]),
    broken(&["sslprotocolexception: "]).rank(Rank::Consequence).line("javax.net.ssl.SSLProtocolException: x"),
    broken(&["malformed or unexpected changecipherspec message"]),
    broken(&["missing changecipherspec message"]),
    broken(&["the finished message cannot be verified"]),
    broken(&["invalid tls padding data"]),
    broken(&["incorrect inner plaintext: no content type"]),
    broken(&["ciphertext sanity check failed"]),
    broken(&["server selected improper ciphersuite"]),
    broken(&["server returned wrong cipher suite for session"]),
    broken(&["expecting a handshake fragment, but received"]).is(PlaintextServer).or(&[TlsViolation]),
    broken(&["receiving application data before handshake complete"]).is(PlaintextServer).or(&[TlsViolation]),
    broken(&["unexpected application data before handshake completion"]).is(PlaintextServer).or(&[TlsViolation]),
    broken(&["input record too big: max ="]).is(PlaintextServer).or(&[TlsViolation]).rank(Rank::Cause),
    broken(&["bad input record size, tlsciphertext.length"]).is(PlaintextServer).or(&[TlsViolation]).rank(Rank::Cause),
    broken(&["unexpected plaintext alert received"]).is(HandshakeRefused).or(&[ClientCertRequired, ClientCertRejected]),
    tls(VersionMismatch, &["unsupported ssl v2.0 clienthello"]).server_only(),
    tls(VersionMismatch, &["sslv2hello is not enabled"]).server_only(),
    tls(VersionMismatch, &["ssl v2.0 servers are not supported"]).or(&[PlaintextServer]),
    tls(VersionMismatch, &["but that protocol version is not enabled or not supported by the client"]),
    tls(VersionMismatch, &["client requested protocol", "is not enabled or supported in server context"]).server_only(),
    tls(VersionMismatch, &["a potential protocol version downgrade attack"]).or(&[TlsViolation]),
    tls(VersionMismatch, &["failed to negotiate the use of secure renegotiation"]).or(&[TlsViolation]),
    tls(VersionMismatch, &["insecure renegotiation is not allowed"]).or(&[TlsViolation]),
    tls(CipherMismatch, &["extended master secret extension is required"]).or(&[VersionMismatch]),
    tls(CipherMismatch, &["does not support the server cipher suite:"]).or(&[VersionMismatch]),
    tls(CipherMismatch, &["sslhandshakeexception: no common named group"]),
    tls(CipherMismatch, &["sslhandshakeexception: no appropriate cipher suite"]),
    tls(CipherMismatch, &["helloretryrequest selected group"]).line("Unsupported HelloRetryRequest selected group: x25519"),
    tls(CipherMismatch, &["unsupported signature algorithm", "handshake message"]).or(&[WeakSignature]).line("Unsupported signature algorithm (1539) used in CertificateVerify handshake message"),
    tls(CipherMismatch, &["invalid signature algorithm (", "handshake message"]).or(&[WeakSignature]),
    tls(CipherMismatch, &["no supported signature algorithm"]).or(&[WeakSignature]),
    tls(CipherMismatch, &["contains no supported named groups"]).or(&[UnsupportedSetting]).line("System property jdk.tls.namedGroups(x) contains no supported named groups"),
    tls(UnsupportedSetting, &["unsupported ciphersuite:"]).or(&[CipherMismatch]),
    tls(UnsupportedSetting, &["is not a supported ssl protocol name"]).or(&[VersionMismatch]),
    tls(AlpnMissing, &["the configured application protocols ("]).or(&[UnsupportedSetting]).rank(Rank::Refusal),
    tls(NameMismatch, &["server certificate change is restricted during renegotiation"]).or(&[TlsViolation]),
    tls(UnreadableFile, &["failed to load default trust managers"]).or(&[UnknownCa]),
    tls(UnreadableFile, &["failed to load default key managers"]),
    tls(UnreadableFile, &["failed to load default sslcontext"]),
    ended(&["connection or outbound has closed"], JAVA, JSSE),
    ended(&["connection or inbound has closed"], JAVA, JSSE),
    ended(&["connection or outbound has been closed"], JAVA, JSSE),
    ended(&["remote host terminated the connection"], JAVA, JSSE),
    ended(&["closing inbound before receiving peer's close_notify"], JAVA, JSSE),
    ended(&["received fatal close_notify alert"], JAVA, JSSE),
    ended(&["socket has been closed or broken"], JAVA, JSSE),
    // Certification paths.
    says(&["|subject/issuer name chaining check failed"], JAVA, PATH).is(UnknownCa).or(&[IncompleteChain, ChainOrder]),
    says(&["keycertsign bit is not set"], JAVA, PATH).is(InvalidCa),
    says(&["wrong key usage: expected keycertsign"], JAVA, PATH).is(InvalidCa),
    says(&["cert is not a ca cert"], JAVA, PATH).is(InvalidCa),
    says(&["target certificate constraints check failed"], JAVA, PATH).is(WrongKeyUsage).or(&[UnknownCa]),
    says(&["violated path length constraints"], JAVA, PATH).is(PathLength),
    says(&["certificate policies check failed"], JAVA, PATH).is(UnsupportedExtension),
    says(&["validity check failed"], JAVA, PATH).is(Expired).or(&[NotYetValid]),
    says(&["certificate contains unsupported critical extensions"], JAVA, PATH).is(UnsupportedExtension),
    says(&["certificate contains unknown critical extensions"], JAVA, PATH).is(UnsupportedExtension),
    says(&["netscape cert type does not permit use for ssl client"], JAVA, PATH).is(WrongKeyUsage).or(&[ClientCertRejected]),
    says(&["netscape certtype extension for ssl ca certificate"], JAVA, PATH).is(InvalidCa),
    says(&["and anchored by a distrusted", "root ca"], JAVA, PATH).is(UnknownCa).note("this JDK distrusts that CA for certificates issued after a date")
        .line("TLS Server certificate issued after 2024-11-11 and anchored by a distrusted legacy Entrust root CA: x"),
    says(&["usage constraint", "check failed:"], JAVA, PATH).is(WeakSignature).or(&[WeakKey]).line("Usage constraint TLSServer check failed: SHA1 used with x"),
    says(&["denyafter constraint check failed"], JAVA, PATH).is(WeakSignature).or(&[WeakKey]),
    says(&["could not determine unique target subject"], JAVA, PATH).is(MalformedCertificate),
    says(&["name constraints in trust anchor not supported"], JAVA, PATH).is(UnsupportedExtension).or(&[NameConstraint]),
    revocation(&["responder's certificate"]).line("Responder's certificate is not authorized to sign OCSP responses"),
    revocation(&["error verifying ocsp response's signature"]),
    revocation(&["response is unreliable: its validity interval is out-of-date"]),
    revocation(&["ocsp response does not include a response for a certificate"]),
    revocation(&["certificate does not specify ocsp responder"]),
    revocation(&["invalid issuer or trusted responder certificate"]),
    revocation(&["in ocsp response:"]).line("Bad encoding in OCSP response: expected ASN.1 SEQUENCE tag."),
    revocation(&["unknown ocspresponse status"]),
    says(&["hostname or ip address is undefined"], JAVA, X509).is(NameMismatch).or(&[UnsupportedSetting]),
    malformed(&["no certificate data found"]).is(UnreadableFile).or(&[]),
    malformed(&["incomplete ber/der"]).line("java.security.cert.CertificateException: Incomplete BER/DER data"),
    malformed(&["invalid ber/der data"]).line("Invalid BER/DER data (too huge?)"),
    malformed(&["ber/der length info absent"]),
    malformed(&["ber/der tag info absent"]),
    malformed(&["x.509 certificate is incomplete"]).or(&[]),
    malformed(&["dnsname components must"]).or(&[NameMismatch]).line("DNSName components must consist of letters, digits, and hyphens"),
    malformed(&["invalid encoding for certificatevalidity"]).or(&[]),
    malformed(&["input stream must be either der-encoded bytes or"]).is(UnreadableFile).or(&[]),
    malformed(&["invalid der-encoded certificate data"]),
    // java.net and the JDK's HttpClient.
    proxy(&["socks server"], NET).line("SOCKS server general failure"),
    proxy(&["can't connect to socks proxy"], NET),
    proxy(&["socks : no acceptable methods"], NET),
    proxy(&["socks : authentication failed"], NET),
    proxy(&["socks authentication failed"], NET),
    proxy(&["socks request rejected"], NET),
    proxy(&["socks: "], NET).line("SOCKS: Host unreachable"),
    proxy(&["failed to select a proxy"], NET),
    proxy(&["tunnel failed, got:"], CLIENT),
    proxy(&["proxy tunneling connect request timed out"], CLIENT),
    says(&["http connect timed out"], JAVA, CLIENT).is(ConnectionTimeout).or(&[SilentServer]),
    says(&["socketexception: unresolved address"], JAVA, NET).is(DnsFailure).rank(Rank::Network),
    says(&["unable to resolve address", "as hosts file"], JAVA, NET).is(DnsFailure).rank(Rank::Network),
    says(&["can't connect to port 0"], JAVA, NET).is(UnsupportedSetting),
    says(&["port out of range:"], JAVA, NET).is(UnsupportedSetting),
    says(&["port value out of range"], JAVA, NET).is(UnsupportedSetting),
    says(&["invalid character", "in hostname"], JAVA, NET).is(UnsupportedSetting),
    says(&["socketexception: closed by interrupt"], JAVA, NET).is(ConnectionReset).or(&[ConnectionTimeout]).rank(Rank::Symptom),
    says(&["parsing http/1.1 status line, receiving"], JAVA, CLIENT).is(WrongProtocol).or(&[PlaintextClient]).rank(Rank::Symptom),
    says(&["when parsing status line"], JAVA, CLIENT).is(WrongProtocol).or(&[PlaintextClient]),
    says(&["exception: no alpn negotiated"], JAVA, CLIENT).is(AlpnMissing),
    says(&["http/1.1 alpn returned"], JAVA, CLIENT).is(AlpnMissing).or(&[WrongProtocol]),
    says(&["eof reached while reading"], JAVA, CLIENT).is(ConnectionReset).or(&[ClientCertRequired, PlaintextClient]).rank(Rank::Symptom),
    says(&["invalid redirection"], JAVA, CLIENT).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["too many authentication attempts"], JAVA, CLIENT).is(Unauthenticated).or(&[ProxyFailure]),
    // OkHttp.
    says(&["unable to find acceptable protocols"], HTTP, OKHTTP).is(VersionMismatch).or(&[CipherMismatch]),
    says(&["|unexpected tls version: "], JAVA, OKHTTP).is(VersionMismatch),
    says(&["cleartext communication", "not enabled for client"], JAVA, OKHTTP).is(SchemeMismatch).or(&[InsecureTransport]).line("CLEARTEXT communication not enabled for client"),
    says(&["cleartext communication to", "not permitted by network security policy"], JAVA, OKHTTP).is(SchemeMismatch).or(&[InsecureTransport]),
    says(&["returned no addresses for"], JAVA, OKHTTP).is(DnsFailure).rank(Rank::Network),
    says(&["broken system behaviour for dns lookup of"], JAVA, OKHTTP).is(DnsFailure).rank(Rank::Network),
    says(&["ioexception: exhausted all routes"], JAVA, OKHTTP).is(ConnectionRefused).or(&[ConnectionTimeout, NetworkUnreachable]).rank(Rank::Network),
    says(&["no route to", "port is out of range"], JAVA, OKHTTP).is(UnsupportedSetting),
    says(&["too many follow-up requests"], JAVA, OKHTTP).is(WrongProtocol).or(&[Unauthenticated, ProxyFailure]),
    proxy(&["too many tunnel connections attempted"], OKHTTP),
    proxy(&["tls tunnel buffered too many bytes"], OKHTTP),
    frame(&["ioexception: type_"], OKHTTP).line("java.io.IOException: TYPE_GOAWAY length < 8: 4"),
    frame(&["ioexception: protocol_error"], OKHTTP).line("java.io.IOException: PROTOCOL_ERROR response malformed: mixed case name: X"),
    frame(&["expected ':status' header not present"], OKHTTP),
    frame(&["expected chunk size and optional extensions but was"], OKHTTP),
    says(&["connectionshutdownexception"], JAVA, OKHTTP).is(ConnectionReset).or(&[BackendUnavailable]).rank(Rank::Symptom),
    says(&["stream was reset: http_1_1_required"], JAVA, OKHTTP).is(WrongProtocol).or(&[ClientCertRequired]),
    // Netty.
    says(&["failed to select the application-level protocol"], JAVA, NETTY).is(UnknownCa).or(&[PlaintextServer, NameMismatch, HandshakeRefused]).rank(Rank::Consequence),
    says(&["no compatible protocols found"], JAVA, NETTY).is(AlpnMissing),
    says(&["application protocol negotiation unsupported"], JAVA, NETTY).is(AlpnMissing).or(&[UnsupportedSetting]),
    says(&["alpn not supported"], JAVA, NETTY).is(AlpnMissing).or(&[UnsupportedSetting]),
    says(&["could not find key file"], JAVA, NETTY).is(UnreadableFile),
    says(&["failed to read key input stream"], JAVA, NETTY).is(UnreadableFile),
    says(&["failed to read certificate input stream"], JAVA, NETTY).is(UnreadableFile),
    says(&["could not find a pkcs #8 private key"], JAVA, NETTY).is(UnreadableFile),
    says(&["input stream does not contain valid"], JAVA, NETTY).is(UnreadableFile).line("Input stream does not contain valid certificates."),
    says(&["neither rsa, dsa nor ec worked"], JAVA, NETTY).is(UnreadableFile),
    says(&["unable to setup trustmanager"], JAVA, NETTY).is(UnreadableFile).or(&[UnknownCa]),
    says(&["unable to extract private key"], JAVA, NETTY).is(UnreadableFile),
    says(&["failed to set cipher suite:"], JAVA, NETTY).is(CipherMismatch).or(&[UnsupportedSetting]),
    says(&["failed to enable cipher suites:"], JAVA, NETTY).is(CipherMismatch).or(&[UnsupportedSetting]),
    says(&["failed to enable protocols:"], JAVA, NETTY).is(VersionMismatch).or(&[UnsupportedSetting]),
    says(&["remote-initiated renegotiation not allowed"], JAVA, NETTY).is(TlsViolation).or(&[ClientCertRequired]),
    says(&["verification of certificate failed"], JAVA, NETTY).is(UnknownCa).or(&[NameMismatch, Expired]).rank(Rank::Symptom),
    says(&["certificate with unknown fingerprint"], JAVA, NETTY).is(UnknownCa).or(&[StaleCertificate]),
    says(&["possible truncation attack"], JAVA, NETTY).is(ConnectionReset).rank(Rank::Symptom),
    says(&["sslhandler removed before handshake completed"], JAVA, NETTY).is(ConnectionReset).or(&[PlaintextServer]).rank(Rank::Symptom),
    says(&["clienthello length exceeds"], JAVA, NETTY).is(HandshakeIntolerance).or(&[TlsViolation]).server_only(),
    proxy(&["proxyconnectexception"], NETTY_PROXY),
    says(&["dnsnameresolvertimeoutexception"], JAVA, NETTY_DNS).is(DnsFailure).rank(Rank::Network),
    frame(&["received non-settings as first frame"], NETTY_HTTP2),
    frame(&["frame length: ", "exceeds maximum:"], NETTY_HTTP2),
    frame(&["ack settings frame must have an empty payload"], NETTY_HTTP2),
    frame(&["continuation stream id does not match pending headers"], NETTY_HTTP2),
    frame(&["server sending settings frame with enable_push"], NETTY_HTTP2),
    says(&["header size exceeded max allowed size"], JAVA, NETTY_HTTP2).is(OtlpRejected).or(&[ProxyFailure]).rank(Rank::Refusal),
    says(&["cannot create stream", "since this endpoint has received a goaway frame"], JAVA, NETTY_HTTP2).is(BackendUnavailable).or(&[ConnectionReset]).rank(Rank::Symptom),
    says(&["maximum active streams violated for this endpoint"], JAVA, NETTY_HTTP2).is(BackendUnavailable).rank(Rank::Symptom),
    // grpc-java.
    ended(&["network closed for unknown reason"], GRPC, GRPC_JAVA).or(&[PlaintextClient, ClientCertRequired, WrongProtocol]),
    ended(&["channel closed but for unknown reason"], GRPC, GRPC_JAVA).or(&[PlaintextClient, ClientCertRequired]),
    ended(&["connection terminated for unknown reason"], GRPC, GRPC_JAVA),
    ended(&["connection closed while performing tls negotiation"], GRPC, GRPC_JAVA).or(&[PlaintextServer, HandshakeRefused, ClientCertRequired]),
    ended(&["connection closed while performing protocol negotiation"], GRPC, GRPC_JAVA).or(&[PlaintextServer, PlaintextClient, HandshakeRefused]),
    ended(&["connection closed while stream is buffered"], GRPC, GRPC_JAVA),
    ended(&["connection closed after goaway"], GRPC, GRPC_JAVA).is(BackendUnavailable).or(&[ConnectionReset]),
    ended(&["goaway closed", "stream"], GRPC, GRPC_JAVA).is(BackendUnavailable).or(&[ConnectionReset]).line("Abrupt GOAWAY closed sent stream. HTTP/2 error code: NO_ERROR"),
    ended(&["goaway shut down transport"], GRPC, GRPC_JAVA).is(BackendUnavailable).or(&[ConnectionReset]),
    ended(&["rst_stream closed stream"], GRPC, GRPC_JAVA).is(BackendUnavailable).or(&[WrongProtocol]),
    ended(&["end of stream or ioexception"], GRPC, GRPC_JAVA).or(&[PlaintextClient, ClientCertRequired]),
    says(&["received goaway with enhance_your_calm"], GRPC, GRPC_JAVA).is(BackendUnavailable).note("the server closed because of too many keepalive pings"),
    says(&["too many pings from client"], GRPC, GRPC_JAVA).is(BackendUnavailable).server_only(),
    says(&["http/2 error code: http_1_1_required"], GRPC, GRPC_JAVA).is(WrongProtocol).or(&[ClientCertRequired]),
    says(&["http/2 error code: inadequate_security"], GRPC, GRPC_JAVA).is(CipherMismatch),
    says(&["http/2 error code: protocol_error"], GRPC, GRPC_JAVA).is(WrongProtocol).or(&[ProxyFailure]).rank(Rank::Symptom),
    says(&["received headers twice"], GRPC, GRPC_JAVA).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["headers not received before payload"], GRPC, GRPC_JAVA).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["received unexpected eos on", "data frame from server"], GRPC, GRPC_JAVA).is(WrongProtocol).or(&[ProxyFailure, BackendUnavailable]),
    says(&["missing grpc status in response"], GRPC, GRPC_JAVA).is(WrongProtocol).or(&[ProxyFailure, AlpnMissing]),
    says(&["missing content-type in response headers"], GRPC, GRPC_JAVA).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["content-type is missing from the request"], GRPC, GRPC_JAVA).is(WrongProtocol).server_only(),
    says(&["some intermediate proxy may not support trailers"], GRPC, GRPC_JAVA).is(WrongProtocol).or(&[ProxyFailure]).server_only(),
    says(&["grpc frame header malformed"], GRPC, GRPC_JAVA).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["encountered end-of-stream mid-frame"], GRPC, GRPC_JAVA).is(ConnectionReset).or(&[WrongProtocol]).rank(Rank::Symptom),
    says(&["grpc message exceeds maximum size"], GRPC, GRPC_JAVA).is(OtlpRejected).rank(Rank::Refusal),
    says(&["decompressed grpc message exceeds maximum size"], GRPC, GRPC_JAVA).is(OtlpRejected).rank(Rank::Refusal),
    says(&["can't find decompressor for"], GRPC, GRPC_JAVA).is(OtlpRejected).or(&[UnsupportedSetting]).rank(Rank::Refusal),
    says(&["unable to find compressor by name"], GRPC, GRPC_JAVA).is(UnsupportedSetting),
    says(&["can't decode compressed grpc message"], GRPC, GRPC_JAVA).is(OtlpRejected).or(&[UnsupportedSetting]).rank(Rank::Refusal),
    says(&["failed protocol negotiation: unable to find compatible protocol"], GRPC, GRPC_JAVA).is(AlpnMissing).or(&[WrongProtocol]),
    says(&["tls alpn negotiation failed with protocols"], GRPC, GRPC_JAVA).is(AlpnMissing).or(&[WrongProtocol]),
    says(&["could not find a nameresolverprovider for"], GRPC, GRPC_JAVA).is(SchemeMismatch).note("grpc-java takes `host:port` or `dns:///host:port`; opentelemetry-java takes http:// or https://"),
    says(&["no nameresolverproviders found via serviceloader"], GRPC, GRPC_JAVA).is(UnsupportedSetting),
    says(&["address types of nameresolver", "not supported by transport"], GRPC, GRPC_JAVA).is(SchemeMismatch).or(&[UnsupportedSetting]),
    says(&["failed to resolve name. status="], GRPC, GRPC_JAVA).is(DnsFailure).rank(Rank::Network),
    says(&["permission denied as protocol is not secure enough to call"], GRPC, GRPC_JAVA).is(PermissionDenied).or(&[ProxyFailure]),
    says(&["credentials require channel with privacy_and_integrity"], GRPC, GRPC_JAVA).is(InsecureTransport).or(&[ConflictingSettings]),
    says(&["exception building sslcontext"], GRPC, GRPC_JAVA).is(UnreadableFile).or(&[ClientKeyMismatch]),
    says(&["subchannel returned by lb picker has no connected subchannel"], GRPC, GRPC_JAVA).is(ConnectionRefused).or(&[UnknownCa]).rank(Rank::Consequence),
    says(&["wait_for_ready rpc failed with status"], GRPC, GRPC_JAVA).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer]).rank(Rank::Consequence),
    says(&["deadline exceeded after", "remote_addr="], GRPC, GRPC_JAVA).is(NoAnswer).or(&[ConnectionTimeout, BackendUnavailable]).rank(Rank::Symptom).line("DEADLINE_EXCEEDED: deadline exceeded after 9.9s. [remote_addr=a/192.0.2.1:4317]"),
    says(&["deadline exceeded after", "waiting_for_connection"], GRPC, GRPC_JAVA).is(ConnectionTimeout).or(&[PlaintextClient, UnknownCa, PlaintextServer, SilentServer]).rank(Rank::Symptom),
    says(&["deadline exceeded after", "buffered_nanos"], GRPC, GRPC_JAVA).is(ConnectionTimeout).or(&[SilentServer, PlaintextServer]).rank(Rank::Consequence),
    // opentelemetry-java.
    says(&["could not build keymanagerfactory from clientkeyspem"], JAVA, OTEL).is(UnreadableFile).or(&[ClientKeyMismatch]),
    says(&["could not build trustmanagerfactory from trustedcertificatespem"], JAVA, OTEL).is(UnreadableFile),
    says(&["could not build default trustmanager"], JAVA, OTEL).is(UnreadableFile).or(&[UnknownCa]),
    says(&["unable to initialize default trust manager"], JAVA, OTEL).is(UnreadableFile).or(&[UnknownCa]),
    says(&["otlp endpoint must not have a"], JAVA, OTEL).is(UnsupportedSetting).line("OTLP endpoint must not have a query string: x"),
    says(&["unexpected exception creating url"], JAVA, OTEL).is(UnsupportedSetting).or(&[SchemeMismatch]),
    says(&["invalid endpoint, must be a url"], JAVA, OTEL).is(SchemeMismatch).or(&[UnsupportedSetting]),
    says(&["no grpcsenderprovider matched"], JAVA, OTEL).is(UnsupportedSetting).note("no sender on the class path: opentelemetry-exporter-sender-okhttp or -grpc-managed-channel is missing"),
    says(&["no httpsenderprovider matched"], JAVA, OTEL).is(UnsupportedSetting).note("no sender on the class path: opentelemetry-exporter-sender-okhttp or -jdk is missing"),
    says(&["client_key_file provided without client_certificate_file"], JAVA, OTEL).is(ConflictingSettings),
    says(&["client_certificate_file provided without client_key_file"], JAVA, OTEL).is(ConflictingSettings),
    says(&["trustmanager has been previously configured"], JAVA, OTEL).is(ConflictingSettings).line("sslContext or trustManager has been previously configured"),
    says(&["keymanager has been previously configured"], JAVA, OTEL).is(ConflictingSettings),
    says(&["cannot decode header value for header"], JAVA, OTEL).is(UnsupportedSetting).or(&[Unauthenticated]).note("a value of OTEL_EXPORTER_OTLP_HEADERS is not percent-encoded"),
    says(&["invalid map property:"], JAVA, OTEL).is(UnsupportedSetting).or(&[IgnoredSetting]).note("OTEL_EXPORTER_OTLP_HEADERS is not `key=value,key=value`"),
    says(&["invalid duration property"], JAVA, OTEL).is(UnsupportedSetting),
    says(&["failed to export", "the profile signal type is still under development"], JAVA, OTEL).is(SignalNotServed),
    says(&["invalid grpc response frame"], JAVA, OTEL).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["failed to decompress response body"], JAVA, OTEL).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["http response body exceeded limit of"], JAVA, OTEL).is(WrongProtocol).rank(Rank::Refusal),
    says(&["could not create prometheus http server"], JAVA, OTEL).note("the port of the Prometheus exporter is taken; not about OTLP"),
};
