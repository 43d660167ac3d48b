//! What stands in between and beside: nginx, Envoy, HAProxy, Fluent Bit, Swift NIO, Erlang, load balancers, HTTP answers.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const NGINX: &[&str] = &["nginx"];
const ENVOY: &[&str] = &["envoy"];
const HAPROXY: &[&str] = &["haproxy"];
const FLUENT: &[&str] = &["fluent-bit"];
const SWIFT: &[&str] = &["swift"];
const ERLANG: &[&str] = &["erlang"];

const NGINX_SOURCE: &str = "nginx/nginx src/event/ngx_event_openssl.c, src/http";
const ENVOY_SOURCE: &str = "envoyproxy/envoy source/common/tls, source/common/http";
const HAPROXY_SOURCE: &str = "haproxy/haproxy src/ssl_sock.c, src/connection.c";
const FLUENT_SOURCE: &str = "fluent/fluent-bit src/tls/openssl.c, src/flb_io.c, plugins/out_opentelemetry";
const SWIFT_SOURCE: &str = "apple/swift-nio-ssl Sources/NIOSSL/SSLErrors.swift";
const ERLANG_SOURCE: &str = "erlang/otp lib/kernel/src/inet.erl, lib/ssl";

/// Proxies, agents and the rest.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["client sent plain http request to https port"], NGINX, NGINX_SOURCE).is(PlaintextClient).server_only(),
    says(&["the plain http request was sent to https port"], NGINX, NGINX_SOURCE).is(PlaintextClient),
    says(&["client sent no required ssl certificate"], NGINX, NGINX_SOURCE).is(ClientCertRequired).server_only(),
    says(&["no required ssl certificate was sent"], NGINX, NGINX_SOURCE).is(ClientCertRequired),
    says(&["client ssl certificate verify error"], NGINX, NGINX_SOURCE).is(ClientCertRejected).or(&[UnknownCa, Expired]).rank(Rank::Decisive).server_only(),
    says(&["the ssl certificate error"], NGINX, NGINX_SOURCE).is(ClientCertRejected),
    says(&["client sent invalid method while reading client request line", "\\x16\\x03"], NGINX, NGINX_SOURCE).is(PlaintextServer).server_only().note("a client speaks TLS to this cleartext port"),
    says(&["\"\\x16\\x03"], NGINX, NGINX_SOURCE).is(PlaintextServer).server_only().note("a client speaks TLS to this cleartext port").line("10.0.0.1 - - \"\\x16\\x03\\x01\" 400 157"),
    says(&["client sent http/1.1 request to http/2"], NGINX, NGINX_SOURCE).is(WrongProtocol).server_only(),
    says(&["client sent invalid http/2", "preface"], NGINX, NGINX_SOURCE).is(WrongProtocol).server_only().line("client sent invalid HTTP/2 connection preface"),
    says(&["invalid method while reading client request line", "pri * http/2.0"], NGINX, NGINX_SOURCE).is(WrongProtocol).server_only()
        .note("a client speaks HTTP/2 to a port that is HTTP/1.1 only").line("client sent invalid method while reading client request line, request: \"PRI * HTTP/2.0\""),
    says(&["upstream ssl certificate does not match"], NGINX, NGINX_SOURCE).is(NameMismatch),
    says(&["upstream ssl certificate verify error"], NGINX, NGINX_SOURCE).is(UnknownCa).or(&[SelfSigned, Expired]).rank(Rank::Symptom),
    says(&["upstream sent too large http2 frame"], NGINX, NGINX_SOURCE).is(WrongProtocol).or(&[PlaintextClient]),
    says(&["upstream sent no valid http/1.0 header"], NGINX, NGINX_SOURCE).is(WrongProtocol).or(&[PlaintextClient]),
    says(&["upstream sent http/2 frame"], NGINX, NGINX_SOURCE).is(WrongProtocol).rank(Rank::Refusal).line("upstream sent http/2 frame for closed stream"),
    says(&["upstream prematurely closed connection while reading response header"], NGINX, NGINX_SOURCE).is(BackendUnavailable).or(&[ConnectionReset, PlaintextClient]).rank(Rank::Symptom),
    says(&["peer closed connection in ssl handshake"], NGINX, NGINX_SOURCE).is(ConnectionReset).or(&[PlaintextServer, HandshakeIntolerance]).rank(Rank::Refusal)
        .served(UnknownCa, &[ConnectionReset], "the client gave up during the handshake without saying why"),
    says(&["connect() failed (111: connection refused) while connecting to upstream"], NGINX, NGINX_SOURCE).is(ConnectionRefused).or(&[BackendUnavailable]).rank(Rank::Refusal),
    says(&["host not found in upstream"], NGINX, NGINX_SOURCE).is(DnsFailure).rank(Rank::Refusal),
    says(&["could not be resolved (3: host not found)"], NGINX, NGINX_SOURCE).is(DnsFailure).rank(Rank::Refusal),
    says(&["upstream timed out", "while ssl handshaking to upstream"], NGINX, NGINX_SOURCE).is(SilentServer).or(&[ConnectionTimeout]).rank(Rank::Refusal).line("upstream timed out (110: Connection timed out) while SSL handshaking to upstream"),
    says(&["upstream timed out"], NGINX, NGINX_SOURCE).is(ConnectionTimeout).or(&[NoAnswer, BackendUnavailable]).rank(Rank::Symptom),
    says(&["ssl_ctx_use_privatekey", "failed"], NGINX, NGINX_SOURCE).is(UnreadableFile).or(&[ClientKeyMismatch]).rank(Rank::Refusal).line("SSL_CTX_use_PrivateKey(\"/x\") failed"),
    says(&["cannot load certificate"], NGINX, NGINX_SOURCE).is(UnreadableFile).line("cannot load certificate \"/x.pem\": BIO_new_file() failed"),
    says(&["no \"ssl_certificate\" is defined"], NGINX, NGINX_SOURCE).is(UnreadableFile).server_only(),
    // Envoy and Istio.
    says(&["upstream connect error or disconnect/reset before headers"], ENVOY, ENVOY_SOURCE).is(BackendUnavailable).or(&[ConnectionReset, ConnectionRefused]).rank(Rank::Consequence),
    says(&["reset reason: connection failure"], ENVOY, ENVOY_SOURCE).is(ConnectionRefused).or(&[BackendUnavailable]).rank(Rank::Consequence),
    says(&["reset reason: connection termination"], ENVOY, ENVOY_SOURCE).is(PlaintextClient).or(&[ConnectionReset, WrongProtocol, ClientCertRequired]).rank(Rank::Symptom),
    says(&["reset reason: remote reset"], ENVOY, ENVOY_SOURCE).is(BackendUnavailable).or(&[ConnectionReset]).rank(Rank::Symptom),
    says(&["reset reason: protocol error"], ENVOY, ENVOY_SOURCE).is(WrongProtocol).or(&[PlaintextClient]).rank(Rank::Refusal),
    says(&["reset reason: connection timeout"], ENVOY, ENVOY_SOURCE).is(ConnectionTimeout).rank(Rank::Refusal),
    says(&["delayed connect error: 111"], ENVOY, ENVOY_SOURCE).is(ConnectionRefused).rank(Rank::Refusal),
    says(&["delayed connect error: 113"], ENVOY, ENVOY_SOURCE).is(NetworkUnreachable).rank(Rank::Refusal),
    says(&["delayed_connect_error:_111"], ENVOY, ENVOY_SOURCE).is(ConnectionRefused).rank(Rank::Refusal),
    says(&["secret is not supplied by sds"], ENVOY, ENVOY_SOURCE).is(UnreadableFile).note("Envoy waits for a certificate or CA that nobody delivers: the secret is missing or not readable"),
    says(&["secret_is_not_supplied_by_sds"], ENVOY, ENVOY_SOURCE).is(UnreadableFile).note("Envoy waits for a certificate or CA that nobody delivers: the secret is missing or not readable"),
    says(&["verify san list"], ENVOY, ENVOY_SOURCE).is(NameMismatch).line("verify cert failed: verify SAN list"),
    says(&["verify cert failed: san matcher"], ENVOY, ENVOY_SOURCE).is(NameMismatch),
    says(&["fail_verify_san"], ENVOY, ENVOY_SOURCE).is(NameMismatch),
    says(&["fail_verify_cert_hash"], ENVOY, ENVOY_SOURCE).is(UnknownCa),
    says(&["verify cert failed: cert hash and spki"], ENVOY, ENVOY_SOURCE).is(UnknownCa),
    says(&["fail_verify_error"], ENVOY, ENVOY_SOURCE).is(UnknownCa).or(&[Expired]).rank(Rank::Refusal),
    says(&["verify cert failed"], ENVOY, ENVOY_SOURCE).is(UnknownCa).or(&[Expired, SelfSigned]).rank(Rank::Symptom),
    says(&["tls_error:_", "certificate_verify_failed"], ENVOY, ENVOY_SOURCE).is(UnknownCa).or(&[NameMismatch, Expired, SelfSigned]).rank(Rank::Refusal).line("TLS_error:_268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED"),
    says(&["tls error: 268435581"], ENVOY, ENVOY_SOURCE).is(UnknownCa).or(&[NameMismatch, Expired, SelfSigned]).rank(Rank::Refusal),
    says(&["tls error: 268435703"], ENVOY, ENVOY_SOURCE).is(PlaintextServer).rank(Rank::Refusal),
    says(&["tls error: 268436502"], ENVOY, ENVOY_SOURCE).is(CipherMismatch).or(&[ClientCertRequired]).rank(Rank::Refusal),
    says(&["tls error: 268435612"], ENVOY, ENVOY_SOURCE).is(PlaintextClient).rank(Rank::Refusal),
    says(&["filter_chain_not_found"], ENVOY, ENVOY_SOURCE).is(UnrecognizedName).or(&[PlaintextClient]).server_only(),
    says(&["http/1.1 protocol error"], ENVOY, ENVOY_SOURCE).is(WrongProtocol).rank(Rank::Refusal).line("dispatch error: http/1.1 protocol error: HPE_INVALID_METHOD"),
    says(&["upstream_reset_before_response_started{connection_termination}"], ENVOY, ENVOY_SOURCE).is(PlaintextClient).or(&[ConnectionReset, WrongProtocol]).rank(Rank::Symptom),
    says(&["upstream_reset_before_response_started{protocol_error"], ENVOY, ENVOY_SOURCE).is(WrongProtocol).or(&[PlaintextClient]).rank(Rank::Refusal),
    says(&["upstream_reset_before_response_started{connection_failure}"], ENVOY, ENVOY_SOURCE).is(ConnectionRefused).or(&[ConnectionTimeout]).rank(Rank::Refusal),
    says(&["no healthy upstream"], ENVOY, ENVOY_SOURCE).is(BackendUnavailable).rank(Rank::Refusal),
    says(&["dns resolution failure"], ENVOY, ENVOY_SOURCE).is(DnsFailure).rank(Rank::Refusal).line("reset reason: DNS resolution failure"),
    // HAProxy.
    says(&["ssl handshake failure"], HAPROXY, HAPROXY_SOURCE).is(HandshakeRefused).or(&[UnknownCa, PlaintextClient, ClientCertRequired]).rank(Rank::Symptom).server_only().line("fe_otlp/1: SSL handshake failure"),
    says(&["connection closed during ssl handshake"], HAPROXY, HAPROXY_SOURCE).is(UnknownCa).or(&[ConnectionReset]).rank(Rank::Symptom).server_only(),
    says(&["layer6 invalid response", "ssl handshake failure"], HAPROXY, HAPROXY_SOURCE).is(UnknownCa).or(&[PlaintextServer, HandshakeRefused]).rank(Rank::Refusal).line("Layer6 invalid response, info: \"SSL handshake failure\""),
    // Load balancers.
    says(&["400 bad request", "http request", "https port"], &[], NGINX_SOURCE).is(PlaintextClient).line("400 Bad Request: The plain HTTP request was sent to HTTPS port"),
    says(&["client sent an http request to an https"], &[], "golang/go src/net/http").is(PlaintextClient),
    says(&["instead use the https scheme to access this url"], &[], "apache/httpd").is(PlaintextClient),
    says(&["your browser sent a request that this server could not understand", "plain http to an ssl-enabled server port"], &[], "apache/httpd").is(PlaintextClient)
        .line("Your browser sent a request that this server could not understand. Reason: You're speaking plain HTTP to an SSL-enabled server port."),
    says(&["speaking plain http to an ssl-enabled server port"], &[], "apache/httpd").is(PlaintextClient),
    says(&["this combination of host and port requires tls"], &[], "Tomcat").is(PlaintextClient),
    says(&["http status code 464"], &[], "AWS documentation, load-balancer-troubleshooting").is(WrongProtocol),
    // Fluent Bit.
    says(&["[tls] error: unexpected eof"], FLUENT, FLUENT_SOURCE).is(ConnectionReset).or(&[UnknownCa, PlaintextServer, IncompleteChain, ClientCertRequired]).rank(Rank::Refusal)
        .note("the handshake ended without a reason; on Windows also where the store has no root for the server"),
    says(&["unexpected eof with reason: certificate verify failed"], FLUENT, FLUENT_SOURCE).is(UnknownCa).or(&[NameMismatch, Expired]).rank(Rank::Symptom),
    says(&["[tls] certificate verification failed, reason: "], FLUENT, FLUENT_SOURCE).is(UnknownCa).or(&[NameMismatch, Expired]).rank(Rank::Symptom),
    says(&["certificate verification failed, reason: "], FLUENT, FLUENT_SOURCE).is(UnknownCa).or(&[NameMismatch, Expired]).rank(Rank::Symptom),
    says(&["[tls] ca_file", "is not readable"], FLUENT, FLUENT_SOURCE).is(UnreadableFile).line("[tls] ca_file '/x' is not readable"),
    says(&["[tls] crt_file"], FLUENT, FLUENT_SOURCE).is(UnreadableFile).rank(Rank::Refusal).line("[tls] crt_file '/x' could not be loaded"),
    says(&["[tls] key_file"], FLUENT, FLUENT_SOURCE).is(UnreadableFile).rank(Rank::Refusal).line("[tls] key_file '/x' could not be loaded"),
    says(&["could not load private key file"], FLUENT, FLUENT_SOURCE).is(UnreadableFile),
    says(&["[io_tls] flb_io_tls.c", "ssl - the connection indicated an eof"], FLUENT, FLUENT_SOURCE).is(ConnectionReset).or(&[PlaintextServer]).rank(Rank::Refusal)
        .line("[io_tls] flb_io_tls.c:356 SSL - The connection indicated an EOF"),
    says(&["x509 - certificate verification failed"], FLUENT, "Mbed-TLS/mbedtls library/error.c").is(UnknownCa).or(&[NameMismatch, Expired, SelfSigned]),
    says(&["ssl - an invalid ssl record was received"], FLUENT, "Mbed-TLS/mbedtls library/error.c").is(PlaintextServer),
    says(&["ssl - a fatal alert message was received from our peer"], FLUENT, "Mbed-TLS/mbedtls library/error.c").is(HandshakeRefused).or(&[CipherMismatch, ClientCertRequired]).rank(Rank::Refusal),
    says(&["connection #", "timed out after", "connection timeout"], FLUENT, FLUENT_SOURCE).is(ConnectionTimeout).rank(Rank::Refusal).line("[upstream] connection #24 to otel:4318 timed out after 10 seconds (connection timeout)"),
    says(&["upstream] connection #", "timed out after"], FLUENT, FLUENT_SOURCE).is(ConnectionTimeout).or(&[SilentServer]).rank(Rank::Refusal).line("[upstream] connection #24 to otel:4318 timed out after 10 seconds"),
    says(&["no upstream connections available"], FLUENT, FLUENT_SOURCE).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer, DnsFailure]).rank(Rank::Consequence),
    says(&["http status=401"], FLUENT, FLUENT_SOURCE).is(Unauthenticated).rank(Rank::Refusal),
    says(&["http status=403"], FLUENT, FLUENT_SOURCE).is(PermissionDenied).rank(Rank::Refusal),
    says(&["http_status=401"], FLUENT, FLUENT_SOURCE).is(Unauthenticated).rank(Rank::Refusal),
    says(&["opentelemetry", "http status=404"], FLUENT, FLUENT_SOURCE).is(WrongProtocol).rank(Rank::Refusal).line("[output:opentelemetry:opentelemetry.0] otel:4318, HTTP status=404"),
    // Swift.
    says(&["failedtovalidatehostname"], SWIFT, SWIFT_SOURCE).is(NameMismatch).or(&[NoSan]),
    says(&["couldn't find", "in certificate from peer"], SWIFT, SWIFT_SOURCE).is(NameMismatch).or(&[NoSan]).line("Couldn't find otel in certificate from peer"),
    says(&["nosuitablealpn"], SWIFT, SWIFT_SOURCE).is(AlpnMissing).rank(Rank::Refusal),
    says(&["niosslerror", "uncleanshutdown"], SWIFT, SWIFT_SOURCE).is(ConnectionReset).or(&[ClientCertRequired]).rank(Rank::Symptom).line("NIOSSLError.uncleanShutdown"),
    says(&["niosslerror", "unabletovalidatecertificate"], SWIFT, SWIFT_SOURCE).is(UnknownCa).or(&[SelfSigned, Expired]).line("NIOSSLError.unableToValidateCertificate"),
    says(&["niosslerror", "handshakefailed"], SWIFT, SWIFT_SOURCE).is(HandshakeRefused).or(&[UnknownCa, PlaintextServer]).rank(Rank::Consequence).line("NIOSSLError.handshakeFailed"),
    says(&["failedtoloadcertificate"], SWIFT, SWIFT_SOURCE).is(UnreadableFile),
    says(&["failedtoloadprivatekey"], SWIFT, SWIFT_SOURCE).is(UnreadableFile),
    says(&["nioconnectionerror"], SWIFT, "apple/swift-nio").is(ConnectionRefused).or(&[DnsFailure, ConnectionTimeout]).rank(Rank::Symptom),
    says(&["nsurlerrordomain", "code=-1202"], SWIFT, "Foundation NSURLError.h").is(UnknownCa).or(&[NameMismatch, SelfSigned]).line("Error Domain=NSURLErrorDomain Code=-1202"),
    says(&["nsurlerrordomain", "code=-1200"], SWIFT, "Foundation NSURLError.h").is(HandshakeRefused).or(&[VersionMismatch, PlaintextServer]).line("Error Domain=NSURLErrorDomain Code=-1200"),
    says(&["nsurlerrordomain", "code=-1204"], SWIFT, "Foundation NSURLError.h").is(NotYetValid).line("Error Domain=NSURLErrorDomain Code=-1204"),
    says(&["nsurlerrordomain", "code=-1201"], SWIFT, "Foundation NSURLError.h").is(Expired).line("Error Domain=NSURLErrorDomain Code=-1201"),
    says(&["nsurlerrordomain", "code=-1203"], SWIFT, "Foundation NSURLError.h").is(UnknownCa).line("Error Domain=NSURLErrorDomain Code=-1203"),
    says(&["nsurlerrordomain", "code=-1206"], SWIFT, "Foundation NSURLError.h").is(ClientCertRequired).line("Error Domain=NSURLErrorDomain Code=-1206"),
    says(&["nsurlerrordomain", "code=-1205"], SWIFT, "Foundation NSURLError.h").is(ClientCertRejected).line("Error Domain=NSURLErrorDomain Code=-1205"),
    says(&["errssl"], SWIFT, "Security SecureTransport.h").is(HandshakeRefused).rank(Rank::Consequence).line("errSSLClosedAbort"),
    says(&["is using a pinned", "connection failed"], SWIFT, "Network.framework").is(UnknownCa).line("is using a pinned key; connection failed"),
    // Erlang.
    says(&["{tls_alert,", "unknown_ca"], ERLANG, ERLANG_SOURCE).is(UnknownCa).or(&[SelfSigned, IncompleteChain]).rank(Rank::Symptom).line("{tls_alert,{unknown_ca,\"x\"}}"),
    says(&["{tls_alert,\"unknown ca\"}"], ERLANG, ERLANG_SOURCE).is(UnknownCa).or(&[SelfSigned]),
    says(&["{tls_alert,", "handshake_failure", "hostname_check_failed"], ERLANG, ERLANG_SOURCE).is(NameMismatch).line("{tls_alert,{handshake_failure,\"{bad_cert,hostname_check_failed}\"}}"),
    says(&["{bad_cert,hostname_check_failed}"], ERLANG, ERLANG_SOURCE).is(NameMismatch),
    says(&["{bad_cert,cert_expired}"], ERLANG, ERLANG_SOURCE).is(Expired).or(&[NotYetValid]),
    says(&["{bad_cert,unknown_ca}"], ERLANG, ERLANG_SOURCE).is(UnknownCa),
    says(&["{bad_cert,selfsigned_peer}"], ERLANG, ERLANG_SOURCE).is(SelfSigned),
    says(&["selfsigned_peer"], ERLANG, ERLANG_SOURCE).is(SelfSigned),
    says(&["{bad_cert,max_path_length_reached}"], ERLANG, ERLANG_SOURCE).is(PathLength).or(&[UnknownCa]),
    says(&["{bad_cert,invalid_key_usage}"], ERLANG, ERLANG_SOURCE).is(WrongKeyUsage),
    says(&["{bad_cert,missing_basic_constraint}"], ERLANG, ERLANG_SOURCE).is(InvalidCa),
    says(&["{bad_cert,invalid_issuer}"], ERLANG, ERLANG_SOURCE).is(UnknownCa),
    says(&["{bad_cert,{revoked"], ERLANG, ERLANG_SOURCE).is(Revoked),
    says(&["unsupported_record_type"], ERLANG, ERLANG_SOURCE).is(PlaintextServer).or(&[WrongProtocol]).served(PlaintextClient, &[], "a client speaks cleartext to this TLS port"),
    says(&["nxdomain"], ERLANG, ERLANG_SOURCE).is(DnsFailure).rank(Rank::Refusal).line("{error,nxdomain}"),
    says(&["{error,timeout}"], ERLANG, ERLANG_SOURCE).is(ConnectionTimeout).or(&[SilentServer]).rank(Rank::Symptom),
    says(&["{error,closed}"], ERLANG, ERLANG_SOURCE).is(ConnectionReset).or(&[PlaintextServer, ClientCertRequired]).rank(Rank::Symptom),
    says(&["{error,{options,{cacertfile"], ERLANG, ERLANG_SOURCE).is(UnreadableFile),
    says(&["{options,{certfile"], ERLANG, ERLANG_SOURCE).is(UnreadableFile),
    says(&["{options,{keyfile"], ERLANG, ERLANG_SOURCE).is(UnreadableFile),
    says(&["{options,incompatible,[{verify,verify_peer},{cacerts,undefined}]}"], ERLANG, ERLANG_SOURCE).is(UnknownCa).or(&[UnreadableFile]).note("verification is on and no CA was given"),
};
