//! gRPC core (Python, C++, PHP, Swift), grpc-js, grpc-java, and the status lines that all of them share.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const CORE: &[&str] = &["python-grpc", "cpp-grpc", "php-grpc"];
const PYTHON: &[&str] = &["python-grpc"];
const JS: &[&str] = &["node-grpc"];
const JAVA: &[&str] = &["java-grpc"];

const CORE_SOURCE: &str = "grpc/grpc src/core";
const TSI: &str = "grpc/grpc src/core/tsi/ssl_transport_security.cc, src/core/tsi/ssl_transport_security_utils.cc, src/core/lib/security/security_connector";
const JS_SOURCE: &str = "grpc/grpc-node packages/grpc-js/src";
const JAVA_SOURCE: &str = "grpc/grpc-java netty, okhttp, core";
const STATUS: &str = "grpc/grpc doc/statuscodes.md; src/python/grpcio/grpc/_channel.py";

/// gRPC core, grpc-js, grpc-java.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["received http2 :status header with non-200 ok status"], CORE, CORE_SOURCE).is(WrongProtocol).or(&[ProxyFailure, Unauthenticated, BackendUnavailable]).rank(Rank::Refusal),
    says(&["stream removed (data frame with end_stream flag received)"], CORE, CORE_SOURCE).is(WrongProtocol).or(&[ProxyFailure]).note("the answer has a body and no gRPC status: an HTTP/2 server that does not speak gRPC"),
    says(&["handshake read failed (socket closed)"], CORE, CORE_SOURCE).is(ConnectionReset).or(&[PlaintextServer, ClientCertRequired, UnrecognizedName]).rank(Rank::Symptom),
    says(&["errors resolving http://"], CORE, CORE_SOURCE).is(SchemeMismatch).or(&[DnsFailure]).note("a gRPC target has no http:// or https://"),
    says(&["errors resolving https://"], CORE, CORE_SOURCE).is(SchemeMismatch).or(&[DnsFailure]).note("a gRPC target has no http:// or https://"),
    says(&["trying to connect an http1.x server"], CORE, CORE_SOURCE).is(PlaintextClient).or(&[WrongProtocol, ProxyFailure])
        .note("an HTTP/1 answer to a gRPC call: a TLS port that was dialled in cleartext and answered 400, or an HTTP port"),
    says(&["14 unavailable", "trying to connect an http1.x server"], JS, CORE_SOURCE).is(PlaintextClient).or(&[WrongProtocol]),
    says(&["hostname verification check failed"], CORE, "grpc/grpc src/core/lib/security/credentials/tls/grpc_tls_certificate_verifier.cc").is(NameMismatch).or(&[NoSan]),
    says(&["no match found for server name"], CORE, TSI).is(NameMismatch).or(&[NoSan]),
    says(&["is not in peer certificate"], CORE, "grpc/grpc src/core/credentials/transport/ssl/ssl_security_connector.cc").is(NameMismatch).or(&[NoSan])
        .line("Peer name otel is not in peer certificate"),
    says(&["custom verification check failed with error"], CORE, CORE_SOURCE).is(NameMismatch).rank(Rank::Refusal),
    says(&["unwrap failed (tsi_data_corrupted)"], CORE, TSI).is(ClientCertRequired).or(&[ClientCertRejected, TlsViolation]).rank(Rank::Symptom)
        .note("after a TLS 1.3 handshake the server refused: it wants a client certificate, or another one; stderr has the alert"),
    says(&["tsi_data_corrupted"], CORE, TSI).is(ClientCertRequired).or(&[ClientCertRejected, TlsViolation]).rank(Rank::Symptom)
        .note("after a TLS 1.3 handshake the server refused: it wants a client certificate, or another one; stderr has the alert"),
    says(&["|corruption detected"], CORE, TSI).is(ClientCertRequired).or(&[ClientCertRejected, PlaintextServer]).rank(Rank::Symptom)
        .line("SSL_ERROR_SSL: Corruption detected."),
    says(&["tsi_protocol_failure"], CORE, TSI).is(UnknownCa).or(&[PlaintextServer, NameMismatch, HandshakeRefused]).rank(Rank::Consequence),
    says(&["tsi_invalid_argument"], CORE, TSI).is(UnreadableFile).rank(Rank::Refusal),
    says(&["invalid cert chain file"], CORE, TSI).is(UnreadableFile),
    says(&["could not load any root certificate"], CORE, TSI).is(UnreadableFile),
    says(&["cannot load server root certificates"], CORE, TSI).is(UnreadableFile),
    says(&["|invalid private key"], CORE, TSI).is(UnreadableFile).or(&[ClientKeyMismatch]).rank(Rank::Refusal).line("Invalid private key."),
    says(&["handshaker factory creation failed"], CORE, TSI).is(UnreadableFile).or(&[ClientKeyMismatch]),
    says(&["failed to create security handshaker"], CORE, CORE_SOURCE).is(UnreadableFile).or(&[ClientKeyMismatch])
        .note("the CA, certificate or key given to gRPC cannot be used, or key and certificate do not belong together"),
    says(&["grpc_tls_certificate_distributor", "check failed"], CORE, CORE_SOURCE).is(UnreadableFile).or(&[ClientKeyMismatch])
        .note("only one half of the client's certificate and key is set, or one file is missing"),
    says(&["could not get default pem root certs"], CORE, CORE_SOURCE).is(UnreadableFile).or(&[UnknownCa]),
    says(&["security handshaker", "handshake timed out"], CORE, CORE_SOURCE).is(SilentServer).or(&[PlaintextServer]).rank(Rank::Refusal).line("Security handshaker: Handshake timed out"),
    says(&["handshake read failed"], CORE, CORE_SOURCE).is(ConnectionReset).or(&[PlaintextServer, UnrecognizedName, HandshakeIntolerance]).rank(Rank::Symptom),
    says(&["ssl_error_ssl: handshake failed"], CORE, TSI).is(HandshakeRefused).or(&[UnknownCa]).rank(Rank::Symptom),
    says(&["attempt timed out before receiving settings frame"], CORE, CORE_SOURCE).is(PlaintextClient).or(&[WrongProtocol, NoAnswer, SilentServer]).rank(Rank::Refusal)
        .note("the connection came up and the peer never opened HTTP/2"),
    says(&["|socket closed"], CORE, CORE_SOURCE).is(PlaintextClient).or(&[WrongProtocol, ClientCertRequired, ConnectionReset, NoAnswer, ClientCertRejected]).rank(Rank::Symptom)
        .note("the server closed the connection without a word").line("StatusCode.UNAVAILABLE details = \"Socket closed\""),
    says(&["failed to connect to remote host: connection refused"], CORE, CORE_SOURCE).is(ConnectionRefused).rank(Rank::Network),
    says(&["failed to connect to remote host: no route to host"], CORE, CORE_SOURCE).is(NetworkUnreachable).rank(Rank::Network),
    says(&["failed to connect to remote host: network is unreachable"], CORE, CORE_SOURCE).is(NetworkUnreachable).rank(Rank::Network),
    says(&["failed to connect to remote host: timeout"], CORE, CORE_SOURCE).is(ConnectionTimeout).or(&[SilentServer]).rank(Rank::Network),
    says(&["failed to connect to remote host: fd shutdown"], CORE, CORE_SOURCE).is(ConnectionTimeout).or(&[SilentServer]).rank(Rank::Network),
    says(&["dns resolution failed"], CORE, CORE_SOURCE).is(DnsFailure).rank(Rank::Network),
    says(&["errors resolving "], CORE, CORE_SOURCE).is(DnsFailure).rank(Rank::Network),
    says(&["domain name not found"], CORE, "c-ares/c-ares src/lib/ares_strerror.c").is(DnsFailure).rank(Rank::Network),
    says(&["could not contact dns servers"], CORE, "c-ares/c-ares src/lib/ares_strerror.c").is(DnsFailure).rank(Rank::Network),
    says(&["c-ares status is not ares_success"], CORE, CORE_SOURCE).is(DnsFailure).rank(Rank::Network),
    says(&["empty address list"], CORE, CORE_SOURCE).is(DnsFailure).rank(Rank::Symptom).line("UNAVAILABLE: empty address list"),
    says(&["http proxy returned response code"], CORE, CORE_SOURCE).is(ProxyFailure).rank(Rank::Decisive),
    says(&["failed to connect to all addresses"], CORE, CORE_SOURCE).is(ConnectionRefused).or(&[PlaintextServer, UnknownCa, ConnectionTimeout]).rank(Rank::Consequence),
    says(&["failed to pick subchannel"], CORE, CORE_SOURCE).is(ConnectionRefused).or(&[DnsFailure]).rank(Rank::Consequence),
    says(&["recvmsg:connection reset by peer"], CORE, CORE_SOURCE).is(ConnectionReset).or(&[PlaintextClient, PlaintextServer, ClientCertRequired]).rank(Rank::Network),
    says(&["connection reset by peer"], &[], "errno").is(ConnectionReset).or(&[PlaintextServer, ClientCertRequired, HandshakeIntolerance]).rank(Rank::Network),
    says(&["failed parsing http/2"], CORE, CORE_SOURCE).is(WrongProtocol).or(&[PlaintextClient]),
    says(&["unknown tracer: transport_security"], CORE, CORE_SOURCE).note("this tracer is gone: GRPC_VERBOSITY=debug GRPC_TRACE=tsi,secure_endpoint,handshaker"),
    says(&["statuscode.unauthenticated"], PYTHON, STATUS).is(Unauthenticated).rank(Rank::Refusal),
    says(&["statuscode.permission_denied"], PYTHON, STATUS).is(PermissionDenied).or(&[Unauthenticated]).rank(Rank::Refusal),
    says(&["statuscode.unimplemented"], PYTHON, STATUS).is(SignalNotServed).or(&[WrongProtocol]).rank(Rank::Refusal),
    says(&["statuscode.resource_exhausted"], PYTHON, STATUS).is(BackendUnavailable).or(&[OtlpRejected]).rank(Rank::Refusal),
    says(&["statuscode.unavailable"], PYTHON, STATUS).is(BackendUnavailable).or(&[ConnectionRefused, UnknownCa, PlaintextServer]).rank(Rank::Consequence),
    says(&["statuscode.deadline_exceeded"], PYTHON, STATUS).is(ConnectionTimeout).or(&[SilentServer, NoAnswer]).rank(Rank::Consequence),
    // grpc-js.
    says(&["name resolution failed for target"], JS, JS_SOURCE).is(DnsFailure).rank(Rank::Network),
    says(&["no connection established. last error: failed to connect"], JS, JS_SOURCE).is(PlaintextClient).or(&[ConnectionReset, ClientCertRequired, ClientCertRejected]).rank(Rank::Symptom)
        .note("the peer closed the connection before HTTP/2 opened: mostly cleartext to a TLS port"),
    says(&["no connection established. last error: protocol error"], JS, JS_SOURCE).is(WrongProtocol).or(&[AlpnMissing, PlaintextClient]).rank(Rank::Refusal),
    says(&["no connection established. last error:"], JS, JS_SOURCE).is(ConnectionReset).or(&[PlaintextClient, UnknownCa]).rank(Rank::Consequence),
    says(&["no connection established"], JS, JS_SOURCE).is(PlaintextServer).or(&[ConnectionRefused, SchemeMismatch, UnknownCa, PlaintextClient]).rank(Rank::Consequence),
    says(&["deadline exceeded after", "waiting for lb pick"], JS, JS_SOURCE).is(ConnectionTimeout).or(&[AlpnMissing, WrongProtocol, SilentServer, PlaintextServer]).rank(Rank::Symptom),
    says(&["4 deadline_exceeded: deadline exceeded"], JS, JS_SOURCE).is(ConnectionTimeout).or(&[AlpnMissing, SilentServer, NoAnswer]).rank(Rank::Symptom),
    says(&["16 unauthenticated"], JS, STATUS).is(Unauthenticated).rank(Rank::Refusal),
    says(&["7 permission_denied"], JS, STATUS).is(PermissionDenied).or(&[Unauthenticated]).rank(Rank::Refusal),
    says(&["12 unimplemented"], JS, STATUS).is(SignalNotServed).or(&[WrongProtocol]).rank(Rank::Refusal),
    says(&["8 resource_exhausted"], JS, STATUS).is(BackendUnavailable).or(&[OtlpRejected]).rank(Rank::Refusal),
    says(&["14 unavailable: connection dropped"], JS, JS_SOURCE).is(ConnectionReset).or(&[PlaintextClient, ClientCertRequired]).rank(Rank::Symptom),
    says(&["14 unavailable: failed to connect before the deadline"], JS, JS_SOURCE).is(ConnectionTimeout).or(&[PlaintextClient, PlaintextServer]).rank(Rank::Symptom),
    says(&["14 unavailable:"], JS, STATUS).is(BackendUnavailable).or(&[ConnectionReset, ConnectionRefused]).rank(Rank::Consequence),
    says(&["2 unknown: ", "received http status code"], JS, JS_SOURCE).is(WrongProtocol).rank(Rank::Refusal).line("2 UNKNOWN: Received HTTP status code 404"),
    says(&["13 internal: received rst_stream with code"], JS, JS_SOURCE).is(WrongProtocol).or(&[BackendUnavailable, ProxyFailure]).rank(Rank::Symptom),
    says(&["client key and certificate must both be provided, but one was missing"], JS, "open-telemetry/opentelemetry-js experimental/packages/otlp-grpc-exporter-base/src/configuration/otlp-grpc-env-configuration.ts").is(ConflictingSettings).or(&[IgnoredSetting])
        .note("the exporter prints this on every start with a CA file and no client certificate; it is harmless then"),
    // grpc-java.
    says(&["failed alpn negotiation: unable to find compatible protocol"], JAVA, JAVA_SOURCE).is(AlpnMissing).or(&[WrongProtocol]),
    says(&["unavailable: io exception", "sslhandler"], JAVA, JAVA_SOURCE).is(UnknownCa).or(&[NameMismatch, PlaintextServer, AlpnMissing, ClientCertRequired, ConnectionReset]).rank(Rank::Symptom)
        .note("it died inside TLS; the `Caused by` lines below say of what"),
    says(&["unavailable: io exception"], JAVA, JAVA_SOURCE).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer, ConnectionReset]).rank(Rank::Consequence),
    says(&["unavailable: network closed for unknown reason"], JAVA, JAVA_SOURCE).is(PlaintextClient).or(&[ConnectionReset, ClientCertRequired, WrongProtocol]).rank(Rank::Symptom),
    says(&["unavailable: connection closed after"], JAVA, JAVA_SOURCE).is(PlaintextClient).or(&[ConnectionReset, ClientCertRequired]).rank(Rank::Symptom)
        .line("UNAVAILABLE: Connection closed after GOAWAY"),
    says(&["unavailable: unable to resolve host"], JAVA, JAVA_SOURCE).is(DnsFailure).rank(Rank::Network),
    says(&["first received frame was not settings"], JAVA, "netty/netty codec-http2").is(WrongProtocol).or(&[PlaintextClient]),
    says(&["first received frame was not settings", "485454502f"], JAVA, "netty/netty codec-http2").is(WrongProtocol).or(&[PlaintextClient])
        .note("the answer begins with `HTTP/`: an HTTP/1.1 server"),
    says(&["first received frame was not settings", "for: 1503"], JAVA, "netty/netty codec-http2").is(PlaintextClient)
        .note("the answer is a TLS alert: the port speaks TLS").line("First received frame was not SETTINGS. Hex dump for first 5 bytes: for: 15030300"),
    says(&["first received frame was not settings", "bytes: 1503"], JAVA, "netty/netty codec-http2").is(PlaintextClient)
        .note("the answer is a TLS alert: the port speaks TLS"),
    says(&["unexpected http/1.x request"], JAVA, "netty/netty codec-http2").is(WrongProtocol).server_only(),
    says(&["http/2 client preface string missing or corrupt"], JAVA, "netty/netty codec-http2").is(WrongProtocol).or(&[PlaintextServer]).server_only(),
    says(&["http/2 client preface string missing or corrupt", "1603"], JAVA, "netty/netty codec-http2").is(PlaintextServer).server_only()
        .note("a client speaks TLS to this cleartext port"),
    says(&["invalid content-type: text/html"], JAVA, JAVA_SOURCE).is(WrongProtocol).or(&[ProxyFailure, BackendUnavailable]).rank(Rank::Refusal),
    says(&["http status code 404", "invalid content-type"], JAVA, JAVA_SOURCE).is(WrongProtocol),
    says(&["server responded with grpc status code 16"], JAVA, "open-telemetry/opentelemetry-java").is(Unauthenticated).rank(Rank::Refusal),
    says(&["server responded with grpc status code 7."], JAVA, "open-telemetry/opentelemetry-java").is(PermissionDenied).rank(Rank::Refusal),
    says(&["server responded with grpc status code 7"], JAVA, "open-telemetry/opentelemetry-java").is(PermissionDenied).rank(Rank::Refusal),
    says(&["server responded with grpc status code 12"], JAVA, "open-telemetry/opentelemetry-java").is(SignalNotServed).or(&[WrongProtocol]).rank(Rank::Refusal),
    says(&["server responded with unimplemented"], JAVA, "open-telemetry/opentelemetry-java").is(SignalNotServed).or(&[WrongProtocol]).rank(Rank::Refusal),
    says(&["server responded with grpc status code 2", "error message: ok"], JAVA, "open-telemetry/opentelemetry-java").is(WrongProtocol).or(&[AlpnMissing, ProxyFailure]).rank(Rank::Refusal)
        .note("gRPC over HTTP/1.1: the trailers were lost, so something in between or the server does not speak HTTP/2"),
    says(&["unsupported grpc message encoding: null"], JAVA, "open-telemetry/opentelemetry-java").is(AlpnMissing).or(&[WrongProtocol, BackendUnavailable, ClientCertRequired, OtlpRejected, ClientCertRejected]).rank(Rank::Refusal),
    says(&["server responded with grpc status code 4"], JAVA, "open-telemetry/opentelemetry-java").is(ConnectionTimeout).or(&[NoAnswer]).rank(Rank::Symptom),
    says(&["server responded with grpc status code"], JAVA, "open-telemetry/opentelemetry-java").is(OtlpRejected).or(&[WrongProtocol, BackendUnavailable]).rank(Rank::Consequence),
    says(&["server is unavailable"], JAVA, "open-telemetry/opentelemetry-java").is(UnknownCa).or(&[ConnectionRefused, PlaintextClient, AlpnMissing, BackendUnavailable]).rank(Rank::Consequence)
        .line("Server is UNAVAILABLE. Make sure your collector is running and reachable from this network."),
    says(&["error parsing metadata: error=invalid value key=content-type"], CORE, CORE_SOURCE).is(WrongProtocol).or(&[ProxyFailure, Unauthenticated])
        .note("an HTTP answer to a gRPC call: this is not the gRPC port, or a proxy answers"),
    says(&["cannot check peer: missing pem cert"], CORE, CORE_SOURCE).is(ClientCertRequired).or(&[HandshakeRefused]).rank(Rank::Refusal),
    says(&["handshaker shutdown"], CORE, CORE_SOURCE).is(ConnectionTimeout).or(&[SilentServer]).rank(Rank::Symptom),
    says(&["ssl handshake failed: ssl_error_ssl"], CORE, TSI).is(HandshakeRefused).or(&[UnknownCa]).rank(Rank::Consequence),
    says(&["handshake failed with fatal error ssl_error_ssl"], CORE, TSI).is(UnknownCa).or(&[PlaintextServer, HandshakeRefused]).rank(Rank::Consequence),
    says(&["connect failed", "14 unavailable"], JS, JS_SOURCE).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer]).rank(Rank::Consequence).line("Connect Failed: 14 UNAVAILABLE"),
    says(&["14 unavailable: connect failed"], JS, JS_SOURCE).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer]).rank(Rank::Consequence),
    says(&["self signed certificate", "tsi_protocol_failure"], CORE, TSI).is(SelfSigned).or(&[UnknownCa]).line("self signed certificate TSI_PROTOCOL_FAILURE"),
    says(&["openssl_internal:certificate_verify_failed: self signed certificate"], CORE, TSI).is(SelfSigned).or(&[CaAsLeaf, UnknownCa]),
    says(&["openssl_internal:certificate_verify_failed: self signed certificate in certificate chain"], CORE, TSI).is(UnknownCa).or(&[SelfSigned, Intercepted]),
    says(&["could not find tls alpn provider"], JAVA, JAVA_SOURCE).is(AlpnMissing).or(&[]).note("this Java has no ALPN for gRPC: netty-tcnative or Conscrypt is missing"),
    says(&["alpn/npn has not been properly configured"], JAVA, JAVA_SOURCE).is(AlpnMissing).note("this Java has no ALPN for gRPC: netty-tcnative or Conscrypt is missing"),
    says(&["alpn is not configured properly"], JAVA, JAVA_SOURCE).is(AlpnMissing),
    says(&["alpn is not supported"], JAVA, JAVA_SOURCE).is(AlpnMissing).rank(Rank::Refusal),
    says(&["tls alpn negotiation failed"], JAVA, JAVA_SOURCE).is(AlpnMissing).or(&[WrongProtocol]),
    says(&["netty_tcnative", "in java.library.path"], JAVA, "netty/netty-tcnative").is(AlpnMissing).note("the native TLS library is missing: an old Java has no ALPN without it").line("no netty_tcnative_osx_x86_64 in java.library.path"),
    says(&["file does not contain valid private key"], JAVA, "netty/netty handler/ssl").is(UnreadableFile),
    says(&["file does not contain valid certificates"], JAVA, "netty/netty handler/ssl").is(UnreadableFile),
    says(&["input stream not contain valid private key"], JAVA, "netty/netty handler/ssl").is(UnreadableFile),
    says(&["input stream does not contain valid private key"], JAVA, "netty/netty handler/ssl").is(UnreadableFile),
    says(&["input stream not contain valid certificates"], JAVA, "netty/netty handler/ssl").is(UnreadableFile),
    says(&["found no certificates in input stream"], JAVA, "netty/netty handler/ssl").is(UnreadableFile),
    says(&["unavailable: end of stream or ioexception"], JAVA, JAVA_SOURCE).is(ConnectionReset).or(&[PlaintextClient, WrongProtocol]).rank(Rank::Symptom),
    says(&["http2exception", "unexpected byte in preface"], JAVA, "netty/netty codec-http2").is(WrongProtocol).or(&[PlaintextServer]).server_only().line("Http2Exception: Unexpected byte in preface"),
    says(&["http/2 connection error (protocol_error): invalid http/2 connection preface"], &["dotnet"], "dotnet/aspnetcore src/Servers/Kestrel/Core/src/CoreStrings.resx").is(WrongProtocol).or(&[PlaintextServer]).server_only()
        .note("a client speaks HTTP/1.1, or TLS, to this cleartext HTTP/2 port"),
    says(&["invalid http/2 connection preface"], &["dotnet"], "dotnet/aspnetcore src/Servers/Kestrel/Core/src/CoreStrings.resx").is(WrongProtocol).or(&[PlaintextServer]).server_only().rank(Rank::Refusal),
    says(&["an http/1.x request was sent to an http/2 only endpoint"], &["dotnet"], "dotnet/aspnetcore Kestrel").is(WrongProtocol),
    says(&["detected a tls handshake to an endpoint that does not have tls enabled"], &["dotnet"], "dotnet/aspnetcore src/Servers/Kestrel/Core/src/CoreStrings.resx").is(PlaintextServer).server_only(),
    says(&["failed to authenticate https connection"], &["dotnet"], "dotnet/aspnetcore src/Servers/Kestrel/Core/src/Middleware/HttpsConnectionMiddleware.cs").is(UnknownCa).or(&[PlaintextClient, HandshakeRefused]).server_only().rank(Rank::Consequence),
    says(&["|no addresses resolved"], JS, JS_SOURCE).is(DnsFailure).rank(Rank::Network),
    says(&["failed to connect before the deadline"], JS, JS_SOURCE).is(ConnectionTimeout).or(&[PlaintextClient, PlaintextServer, UnknownCa]).rank(Rank::Symptom),
    says(&["certificatefile and privatekeyfile must be set or unset together"], JS, JS_SOURCE).is(ConflictingSettings).note("only one half of the client's certificate and key is set"),
    says(&["expected settings frame as the first frame, got frame type"], CORE, CORE_SOURCE).is(WrongProtocol).or(&[PlaintextClient]),
    says(&["could not load root certificates"], CORE, TSI).is(UnreadableFile),
    says(&["the root certificates are empty"], CORE, TSI).is(UnreadableFile),
    says(&["cert chain pem is empty"], CORE, TSI).is(UnreadableFile),
    says(&["private key pem is empty"], CORE, TSI).is(UnreadableFile),
    says(&["call host does not match ssl server name"], CORE, TSI).is(NameMismatch),
    says(&["the chain failed revocation checks"], CORE, TSI).is(Revoked),
    says(&["received rst_stream with code"], &[], CORE_SOURCE).is(WrongProtocol).or(&[BackendUnavailable, ProxyFailure]).rank(Rank::Symptom).line("Received RST_STREAM with code 2"),
    says(&["closed while connecting through proxy"], JAVA, "grpc/grpc-java issue 5600").is(ProxyFailure).rank(Rank::Decisive).line("channel closed while connecting through proxy"),
    says(&["secure read failed"], CORE, CORE_SOURCE).is(ConnectionReset).or(&[BackendUnavailable, ClientCertRequired]).rank(Rank::Symptom),
    // What the server says of this export alone.
    says(&["statuscode.invalid_argument"], PYTHON, STATUS).is(OtlpRejected).or(&[WrongProtocol]).rank(Rank::Consequence),
    says(&["3 invalid_argument:"], JS, STATUS).is(OtlpRejected).or(&[WrongProtocol]).rank(Rank::Consequence).line("3 INVALID_ARGUMENT: x"),
    // A status alone.
    says(&["statusruntimeexception: unavailable"], JAVA, JAVA_SOURCE).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer, BackendUnavailable]).rank(Rank::Consequence),
    says(&["statusexception: unavailable"], JAVA, JAVA_SOURCE).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer, BackendUnavailable]).rank(Rank::Consequence),
    says(&["status{code=unavailable"], JAVA, JAVA_SOURCE).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer, BackendUnavailable]).rank(Rank::Consequence).line("Status{code=UNAVAILABLE, description=x}"),
};
