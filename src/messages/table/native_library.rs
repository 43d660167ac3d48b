//! The rest of what curl, nginx, HAProxy, Fluent Bit and Erlang say, read off their sources as a whole.

use crate::finding::Code::{self, *};
use crate::messages::entry::{Entry, Rank, entries, says};

const CURL: &[&str] = &["curl", "php-http", "cpp-http"];
const NGINX: &[&str] = &["nginx"];
const HAPROXY: &[&str] = &["haproxy"];
const FLUENT: &[&str] = &["fluent-bit"];
const ERLANG: &[&str] = &["erlang"];

const STRERROR: &str = "curl/curl lib/strerror.c";
const VTLS: &str = "curl/curl lib/vtls/openssl.c, gtls.c, rustls.c, wolfssl.c, mbedtls.c, schannel.c, vtls.c";
const CURL_LIB: &str = "curl/curl lib/url.c, urlapi.c, http.c, http2.c, socks.c";
const NGINX_SSL: &str = "nginx/nginx src/event/ngx_event_openssl.c, ngx_event_openssl_stapling.c";
const NGINX_UP: &str = "nginx/nginx src/http/ngx_http_upstream.c, modules/ngx_http_grpc_module.c, modules/ngx_http_proxy_module.c";
const HA: &str = "haproxy/haproxy src/connection.c, src/ssl_sock.c, src/ssl_ckch.c";
const FLB: &str = "fluent/fluent-bit src/tls/openssl.c, src/tls/flb_tls.c, src/flb_network.c, src/flb_upstream.c, src/flb_io.c, src/flb_http_client.c";
const ALERTS: &str = "erlang/otp lib/ssl/src/ssl_alert.erl";
const HANDSHAKE: &str = "erlang/otp lib/ssl/src/ssl_handshake.erl";

const fn curl(code: Code, literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, CURL, source).is(code).rank(Rank::Refusal)
}

/// What an nginx before the Collector says of the Collector.
const fn upstream(literals: &'static [&'static str]) -> Entry {
    says(literals, NGINX, NGINX_UP).is(WrongProtocol).or(&[PlaintextServer, PlaintextClient])
}

const fn nginx_file(literals: &'static [&'static str]) -> Entry {
    says(literals, NGINX, NGINX_SSL).is(UnreadableFile).or(&[ClientKeyMismatch])
}

const fn ocsp(literals: &'static [&'static str]) -> Entry {
    says(literals, NGINX, NGINX_SSL).is(Revoked).note("OCSP fails; the certificate need not be revoked")
}

const fn haproxy(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, HAPROXY, HA).is(code)
}

const fn fluent(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, FLUENT, FLB).is(code)
}

const fn bad_cert(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, ERLANG, HANDSHAKE).is(code)
}

/// Whose alert it is does not show in this form.
const fn alert(code: Code, others: &'static [Code], literals: &'static [&'static str]) -> Entry {
    says(literals, ERLANG, ALERTS).is(code).or(others).rank(Rank::Refusal)
}

/// curl, nginx, HAProxy, Fluent Bit, Erlang.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    // curl: what `curl_easy_strerror` says.
    curl(UnsupportedSetting, &["url using bad/illegal format or missing url"], STRERROR).or(&[SchemeMismatch]),
    curl(UnsupportedSetting, &["not found built-in in this libcurl"], STRERROR),
    curl(WrongProtocol, &["weird server reply"], STRERROR).or(&[PlaintextClient]),
    curl(Unauthenticated, &["access denied to remote resource"], STRERROR).or(&[PermissionDenied]),
    curl(ConnectionReset, &["transferred a partial file"], STRERROR).or(&[ProxyFailure]).rank(Rank::Symptom),
    curl(OtlpRejected, &["http response code said error"], STRERROR).or(&[WrongProtocol, Unauthenticated]).rank(Rank::Symptom),
    curl(ConnectionTimeout, &["curl", "|timeout was reached"], STRERROR).or(&[SilentServer, NoAnswer]).rank(Rank::Symptom).line("curl error: Timeout was reached"),
    curl(WrongProtocol, &["number of redirects hit maximum amount"], STRERROR).or(&[ProxyFailure]),
    curl(PlaintextClient, &["server returned nothing (no headers, no data)"], STRERROR).or(&[ConnectionReset, ClientCertRequired]).rank(Rank::Symptom),
    curl(CipherMismatch, &["could not use specified ssl cipher"], STRERROR).or(&[UnsupportedSetting]).rank(Rank::Cause),
    curl(WrongProtocol, &["unrecognized or bad http content or transfer-encoding"], STRERROR).or(&[ProxyFailure]),
    curl(VersionMismatch, &["requested ssl level failed"], STRERROR),
    curl(UnreadableFile, &["failed to load crl file (path? access rights?, format?)"], STRERROR).rank(Rank::Cause),
    curl(UnknownCa, &["issuer check against peer certificate failed"], STRERROR).rank(Rank::Cause),
    curl(Unauthenticated, &["|login denied"], STRERROR).line("curl: (67) Login denied"),
    curl(Revoked, &["ssl server certificate status verification failed"], STRERROR),
    curl(WrongProtocol, &["error in the http/2 framing layer"], STRERROR).or(&[PlaintextClient, BackendUnavailable]).rank(Rank::Symptom).line("Stream error in the HTTP/2 framing layer"),
    curl(UnsupportedSetting, &["port number was not a decimal number between 0 and 65535"], STRERROR),
    curl(SchemeMismatch, &["unsupported url scheme"], STRERROR),
    curl(SchemeMismatch, &["unsupported number of slashes following scheme"], STRERROR),
    curl(UnsupportedSetting, &["|bad hostname"], STRERROR).line("curl: (3) URL rejected: Bad hostname"),
    curl(UnsupportedSetting, &["url rejected:"], CURL_LIB).or(&[SchemeMismatch]),
    // curl: its TLS backends.
    curl(UnknownCa, &["gnutls, handshake failed"], VTLS).or(&[PlaintextServer, HandshakeRefused, CipherMismatch]).rank(Rank::Consequence),
    curl(UnreadableFile, &["error reading crl file"], VTLS),
    curl(UnreadableFile, &["error loading crl file"], VTLS),
    curl(UnreadableFile, &["error reading x.509"], VTLS).line("error reading X.509 key file: x"),
    curl(UnreadableFile, &["error reading ca cert"], VTLS).line("mbedTLS: error reading CA cert file x: (-0x3E00) y"),
    curl(UnreadableFile, &["error adding trust anchors from"], VTLS),
    curl(UnreadableFile, &["unable to set private key"], VTLS).or(&[ClientKeyMismatch]),
    curl(UnreadableFile, &["unable to set client certificate"], VTLS),
    curl(UnreadableFile, &["could not open pkcs12 file"], VTLS),
    curl(UnreadableFile, &["error reading pkcs12 file"], VTLS),
    curl(UnreadableFile, &["could not parse pkcs12 file, check password"], VTLS),
    curl(UnreadableFile, &["could not load pkcs12 client certificate"], VTLS),
    curl(UnreadableFile, &["could not load asn1 client certificate from"], VTLS),
    curl(UnreadableFile, &["not supported file type '", "for certificate"], VTLS),
    curl(UnreadableFile, &["not supported file type for private key"], VTLS),
    curl(UnreadableFile, &["unable to open issuer cert"], VTLS),
    curl(UnreadableFile, &["unable to read issuer cert"], VTLS),
    curl(UnreadableFile, &["failed to load trusted certificates"], VTLS),
    curl(UnreadableFile, &["rustls: failed to read"], VTLS).line("rustls: failed to read key file: 'x'"),
    curl(UnreadableFile, &["rustls: failed to build certified key"], VTLS).or(&[ClientKeyMismatch]),
    curl(ConflictingSettings, &["rustls: must provide"], VTLS).line("rustls: must provide key with certificate 'x'"),
    curl(ClientKeyMismatch, &["client certificate and keypair files do not match"], VTLS),
    curl(ClientKeyMismatch, &["from pkcs12 file", "does not match certificate in same file"], VTLS),
    curl(UnknownCa, &["ssl: certificate issuer check failed"], VTLS),
    curl(UnknownCa, &["server certificate issuer check failed"], VTLS),
    curl(UnknownCa, &["ssl certificate openssl verify result:"], VTLS).or(&[SelfSigned, NameMismatch, Expired]).rank(Rank::Symptom),
    curl(MalformedCertificate, &["illegal cert name field"], VTLS),
    curl(MalformedCertificate, &["failed retrieving public key from server certificate"], VTLS).or(&[WeakKey]),
    curl(TlsViolation, &["tls connect error:"], VTLS).or(&[PlaintextServer, HandshakeRefused, UnknownCa]).rank(Rank::Consequence),
    curl(UnreadableFile, &["tls cert problem:"], VTLS).or(&[UnknownCa]).rank(Rank::Symptom),
    curl(ConnectionReset, &["connection closed abruptly"], VTLS).or(&[PlaintextServer, HandshakeIntolerance]),
    curl(ConnectionReset, &["peer closed tcp connection without first closing tls connection"], VTLS).or(&[ClientCertRequired]).rank(Rank::Symptom),
    curl(Expired, &["server cert expiration date verify failed"], VTLS),
    curl(Expired, &["server certificate expiration date has passed"], VTLS).rank(Rank::Cause),
    curl(NotYetValid, &["server certificate not activated yet"], VTLS).rank(Rank::Cause),
    curl(NotYetValid, &["server cert activation date verify failed"], VTLS),
    curl(Revoked, &["ocsp response has expired"], VTLS),
    curl(Revoked, &["invalid ocsp response"], VTLS),
    curl(Revoked, &["no ocsp response received"], VTLS),
    curl(Revoked, &["ocsp response signature verification failed"], VTLS),
    curl(Revoked, &["ocsp response verification failed"], VTLS),
    curl(Revoked, &["ssl certificate revocation reason:"], VTLS),
    curl(Revoked, &["server certificate was revoked:"], VTLS).rank(Rank::Cause),
    curl(UnsupportedSetting, &["failed setting cipher list"], VTLS).or(&[CipherMismatch]),
    curl(UnsupportedSetting, &["failed setting tls 1.3 cipher suite"], VTLS).or(&[CipherMismatch]),
    curl(UnsupportedSetting, &["failed setting curves list"], VTLS).or(&[CipherMismatch]),
    curl(UnsupportedSetting, &["failed setting signature algorithms"], VTLS).or(&[CipherMismatch]),
    curl(UnsupportedSetting, &["no supported cipher in list"], VTLS).or(&[CipherMismatch]),
    curl(UnsupportedSetting, &["curl_sslversion_max incompatible with curl_sslversion"], VTLS).or(&[VersionMismatch]),
    curl(VersionMismatch, &["ssl versions not supported"], VTLS).or(&[UnsupportedSetting]),
    curl(AlpnMissing, &["alpn: asked for '", "refusing to continue"], VTLS).line("ALPN: asked for 'h2' from previous session, but server did not confirm it. Refusing to continue."),
    curl(AlpnMissing, &["error setting alpn"], VTLS).or(&[UnsupportedSetting]),
    // nginx.
    upstream(&["upstream sent invalid"]).line("upstream sent invalid http2 frame"),
    upstream(&["upstream sent too"]).line("upstream sent too large http2 frame: 4740180 while reading response header from upstream"),
    upstream(&["upstream sent no :status header"]),
    upstream(&["upstream sent unexpected http2 frame"]),
    upstream(&["upstream sent truncated http2 header"]),
    upstream(&["upstream sent goaway with error"]).is(BackendUnavailable).or(&[WrongProtocol, ConnectionReset]),
    upstream(&["upstream rejected request with error"]).is(BackendUnavailable).or(&[WrongProtocol]),
    upstream(&["upstream sent more data than specified in"]),
    upstream(&["upstream prematurely closed stream"]).is(BackendUnavailable).or(&[ConnectionReset]).rank(Rank::Symptom),
    upstream(&["upstream prematurely sent response"]).is(OtlpRejected).or(&[BackendUnavailable]).rank(Rank::Symptom),
    upstream(&["no port in upstream \""]).is(UnsupportedSetting).or(&[]),
    says(&["no resolver defined to resolve"], NGINX, NGINX_UP).is(DnsFailure).or(&[UnsupportedSetting]).note("nginx needs `resolver` where the upstream's name is a variable"),
    says(&["could not be resolved ("], NGINX, NGINX_UP).is(DnsFailure).rank(Rank::Network).line("otel could not be resolved (3: Host not found)"),
    nginx_file(&["ssl_ctx_use_certificate(\""]).line("SSL_CTX_use_certificate(\"/x/tls.crt\") failed"),
    nginx_file(&["ssl_ctx_set0_chain(\""]).line("SSL_CTX_set0_chain(\"/x/tls.crt\") failed"),
    nginx_file(&["ssl_use_certificate(\""]).line("SSL_use_certificate(\"/x/tls.crt\") failed"),
    nginx_file(&["ssl_use_privatekey(\""]).line("SSL_use_PrivateKey(\"/x/tls.key\") failed"),
    nginx_file(&["ssl_ctx_use_privatekey("]).line("SSL_CTX_use_PrivateKey(\"/x/tls.key\") failed"),
    nginx_file(&["ssl_ctx_load_verify_locations(\""]).since("nginx before 1.27.2").line("SSL_CTX_load_verify_locations(\"/x/ca.crt\") failed"),
    nginx_file(&["pem_read_bio_x509"]).line("PEM_read_bio_X509_AUX(\"/x/tls.crt\") failed"),
    nginx_file(&["pem_read_bio_privatekey("]).line("PEM_read_bio_PrivateKey(\"/x/tls.key\") failed"),
    says(&["ssl_ctx_set_cipher_list(\""], NGINX, NGINX_SSL).is(UnsupportedSetting).or(&[CipherMismatch]).line("SSL_CTX_set_cipher_list(\"x\") failed"),
    says(&["ssl renegotiation disabled"], NGINX, NGINX_SSL).is(TlsViolation).server_only(),
    says(&["ssl_write() failed"], NGINX, NGINX_SSL).is(ConnectionReset).or(&[ClientCertRejected]).rank(Rank::Consequence),
    ocsp(&["ocsp responder timed out"]),
    ocsp(&["ocsp responder prematurely closed connection"]),
    ocsp(&["ocsp responder sent invalid"]),
    ocsp(&["ocsp response not successful"]),
    ocsp(&["ocsp_basic_verify() failed"]),
    ocsp(&["ocsp_check_validity() failed"]),
    ocsp(&["certificate status not found in the ocsp response"]),
    ocsp(&["no ocsp responder url in certificate"]),
    says(&["certificate status \"", "in the ocsp response"], NGINX, NGINX_SSL).is(Revoked).line("certificate status \"revoked\" in the OCSP response"),
    // HAProxy.
    haproxy(UnreadableFile, &["no private key found in '"]).line("No Private Key found in '/etc/otel/server.pem'."),
    haproxy(ConnectionReset, &["connection error during ssl handshake"]).or(&[PlaintextServer, HandshakeRefused]).rank(Rank::Symptom),
    haproxy(SilentServer, &["timeout during ssl handshake"]).or(&[PlaintextServer]).served(PlaintextClient, &[SilentServer], "a client connected and sent no TLS"),
    haproxy(ClientCertRejected, &["ssl client certificate not trusted"]).or(&[UnknownCa]).server_only(),
    haproxy(ClientCertRejected, &["ssl client ca chain cannot be verified"]).or(&[UnknownCa]).server_only(),
    haproxy(UnknownCa, &["server presented an ssl certificate different from the"]).is(NameMismatch).or(&[StaleCertificate]),
    haproxy(HandshakeRefused, &["|ssl handshake failure"]).or(&[UnknownCa, CipherMismatch, PlaintextServer, VersionMismatch]).rank(Rank::Symptom).served(HandshakeRefused, &[UnknownCa, PlaintextClient, ClientCertRequired, VersionMismatch, CipherMismatch], "").line("fe/1: SSL handshake failure"),
    haproxy(BackendUnavailable, &[" 503 ", " sc--"]).or(&[UnknownCa, ConnectionRefused, ConnectionTimeout]).rank(Rank::Consequence).note("HAProxy gets no connection to the server, or no TLS on it").line("fe b/s 0/0/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0 \"GET / HTTP/1.1\""),
    haproxy(NoAnswer, &[" 502 ", " sh--"]).or(&[ClientCertRequired, ConnectionReset]).rank(Rank::Symptom).note("the server closed the connection before it answered").line("fe b/s 0/0/2/-1/2 502 209 - - SH-- 1/1/0/0/0 0/0 \"GET / HTTP/1.1\""),
    haproxy(PlaintextServer, &[" 400 ", " pr--", "<badreq>"]).or(&[WrongProtocol]).rank(Rank::Symptom).server_only().note("a client speaks TLS, or no HTTP, to this cleartext port").line("fe fe/<NOSRV> -1/-1/-1/-1/0 400 0 - - PR-- 1/1/0/0/0 0/0 \"<BADREQ>\""),
    haproxy(BackendUnavailable, &["no server is available to handle this request"]).or(&[UnknownCa, ConnectionRefused]).rank(Rank::Refusal),
    haproxy(BackendUnavailable, &["the server returned an invalid or incomplete response"]).or(&[ClientCertRequired, NoAnswer]).rank(Rank::Refusal),
    haproxy(UnreadableFile, &["no ssl certificate specified for bind"]).server_only(),
    haproxy(ClientCaMissing, &["verify is enabled but no ca file specified"]).server_only(),
    haproxy(UnknownCa, &["verify is enabled by default but no ca file specified"]).note("this `server` line has no `ca-file`: HAProxy trusts nothing there"),
    haproxy(UnknownSetting, &["in section '", ": unknown keyword '"]).line("'bind :443' in section 'frontend': unknown keyword 'x'"),
    haproxy(UnsupportedSetting, &["unknown verify method '"]),
    haproxy(UnsupportedSetting, &["unable to set ssl cipher list to '"]),
    haproxy(UnsupportedSetting, &["unable to set tls 1.3 cipher suites to '"]),
    haproxy(UnsupportedSetting, &["unable to set ssl curves list to '"]),
    haproxy(UnsupportedSetting, &["unknown ssl/tls version"]),
    haproxy(ConflictingSettings, &["all ssl/tls versions are disabled"]),
    haproxy(TlsViolation, &["rejected a client-initiated ssl renegotiation attempt"]).server_only(),
    haproxy(TlsViolation, &["|ssl fatal error"]).or(&[ConnectionReset]).rank(Rank::Symptom).line("fe/1: SSL fatal error"),
    haproxy(WrongProtocol, &["does not look like a proxy protocol header"]).server_only().note("HAProxy expects the PROXY protocol here (`accept-proxy`) and the client does not send it"),
    haproxy(WrongProtocol, &["while waiting for proxy protocol header"]).server_only().note("HAProxy expects the PROXY protocol here (`accept-proxy`) and the client does not send it"),
    haproxy(WrongProtocol, &["received an invalid proxy protocol header"]).server_only().note("HAProxy expects the PROXY protocol here (`accept-proxy`) and the client does not send it"),
    haproxy(ProxyFailure, &["socks4 proxy deny"]).rank(Rank::Decisive),
    haproxy(ProxyFailure, &["socks4 proxy handshake aborted"]).rank(Rank::Decisive),
    haproxy(ProxyFailure, &["socks4 proxy read error"]).rank(Rank::Decisive),
    haproxy(ProxyFailure, &["socks4 proxy write error"]).rank(Rank::Decisive),
    haproxy(ConnectionRefused, &["econnrefused returned by os"]).rank(Rank::Network),
    haproxy(ClientKeyMismatch, &["inconsistencies between private key and certificate loaded"]),
    haproxy(UnreadableFile, &["unable to load certificate from file"]),
    haproxy(UnreadableFile, &["unable to load certificate chain from file"]),
    haproxy(UnreadableFile, &["0 ca were loaded from"]),
    haproxy(UnreadableFile, &["couldn't load '", "crl-file"]).line("couldn't load 'x' (crl-file)"),
    haproxy(UnreadableFile, &["crl-file: couldn't load"]),
    haproxy(ConnectionRefused, &["layer4 connection problem"]).or(&[ConnectionTimeout]).rank(Rank::Network),
    haproxy(ConnectionTimeout, &["layer4 timeout"]).rank(Rank::Network),
    haproxy(UnknownCa, &["layer6 invalid response"]).or(&[PlaintextServer, HandshakeRefused]).rank(Rank::Symptom),
    haproxy(SilentServer, &["layer6 timeout"]).or(&[PlaintextServer]).rank(Rank::Symptom),
    haproxy(WrongProtocol, &["layer7 invalid response"]).or(&[PlaintextClient]).rank(Rank::Symptom),
    haproxy(BackendUnavailable, &["layer7 wrong status"]).or(&[WrongProtocol]).rank(Rank::Symptom),
    haproxy(NoAnswer, &["layer7 timeout"]).or(&[BackendUnavailable]).rank(Rank::Symptom),
    // Fluent Bit.
    fluent(UnreadableFile, &["[tls] could not create tls backend"]),
    fluent(UnreadableFile, &["[openssl] could not create context"]).or(&[UnsupportedSetting]),
    fluent(UnknownCa, &["[tls] could not create tls session for"]).or(&[PlaintextServer, NameMismatch, HandshakeRefused]).rank(Rank::Consequence),
    fluent(ProxyFailure, &["[tls] failed to chain tls session over proxy tunnel"]).rank(Rank::Decisive),
    fluent(ProxyFailure, &["could not create tls context for https proxy"]).rank(Rank::Decisive),
    fluent(UnreadableFile, &["certificate file changes but reload failed"]),
    fluent(UnknownCa, &["no certificates loaded by thumbprint from"]).or(&[UnreadableFile]),
    fluent(UnreadableFile, &["[tls] cannot open windows certificate store"]).or(&[UnknownCa]),
    fluent(UnknownCa, &["failed to retrieve openssl certificate store"]).or(&[UnreadableFile]),
    fluent(UnsupportedSetting, &["hostname parameter vailidation is failed"]).or(&[NameMismatch]),
    fluent(AlpnMissing, &["[tls] error: alpn setup failed"]).or(&[UnsupportedSetting]),
    fluent(UnsupportedSetting, &["[tls] error: invalid tls mode"]),
    fluent(ConnectionReset, &["[tls] syscall error:"]).or(&[PlaintextServer, ClientCertRequired]).rank(Rank::Symptom),
    fluent(ConnectionReset, &["[tls] unknown error (ssl_error="]).or(&[PlaintextServer, HandshakeRefused]).rank(Rank::Symptom),
    fluent(UnknownCa, &["[tls] connection #", "failed in"]).or(&[PlaintextServer, HandshakeRefused]).rank(Rank::Consequence),
    fluent(ConnectionReset, &["error sending data to:"]).or(&[ConnectionTimeout]).rank(Rank::Symptom).line("[io fd=42] error sending data to: otel (Broken pipe)"),
    fluent(NoAnswer, &["[net] sync io_read #", "timeout after"]).or(&[SilentServer]).rank(Rank::Symptom),
    fluent(NoAnswer, &["[http_client] read idle timeout reached"]).or(&[BackendUnavailable]).rank(Rank::Symptom),
    fluent(NoAnswer, &["[http_client] upstream i/o timeout reached while waiting for response"]).or(&[BackendUnavailable]).rank(Rank::Symptom),
    fluent(ConnectionRefused, &["[net] tcp connection, unexpected error:"]).or(&[ConnectionTimeout]).rank(Rank::Symptom),
    fluent(ConnectionRefused, &["[net] tcp connection failed:"]).or(&[ConnectionTimeout]).rank(Rank::Symptom),
    fluent(DnsFailure, &["getaddrinfo(host='"]).rank(Rank::Network).line("[net] getaddrinfo(host='otel', err=4): Domain name not found"),
    fluent(UnsupportedSetting, &["could not bind source_address"]),
    fluent(UnsupportedSetting, &["[upstream] error creating context from url"]).or(&[SchemeMismatch]),
    fluent(SchemeMismatch, &["[upstream] unknown protocol type from url"]),
    fluent(UnsupportedSetting, &["[upstream] unknown tcp port in url"]),
    fluent(UnreadableFile, &["error initializing tls context on node"]),
    fluent(BackendUnavailable, &["grpc-status=14"]).or(&[ConnectionRefused]).rank(Rank::Symptom).line("grpc-status=14, grpc-message=x"),
    // Erlang.
    bad_cert(UnknownCa, &["{bad_cert,invalid_signature}"]),
    bad_cert(NameConstraint, &["{bad_cert,name_not_permitted}"]),
    bad_cert(WrongKeyUsage, &["{bad_cert,invalid_ext_key_usage}"]),
    bad_cert(UnsupportedExtension, &["{bad_cert,unknown_critical_extension}"]),
    bad_cert(Revoked, &["revocation_status_undetermined"]).note("no usable revocation answer; the certificate need not be revoked"),
    alert(Expired, &[ClientCertRejected], &["tls_alert,\"certificate expired\""]),
    alert(UnknownCa, &[ClientCertRejected, NameMismatch], &["tls_alert,\"certificate unknown\""]),
    alert(WrongKeyUsage, &[ClientCertRejected], &["tls_alert,\"unsupported certificate\""]),
    alert(VersionMismatch, &[PlaintextServer], &["tls_alert,\"protocol version\""]),
    alert(CipherMismatch, &[VersionMismatch], &["tls_alert,\"insufficient security\""]),
    alert(ClientCertRequired, &[ClientCertRejected], &["tls_alert,\"certificate required\""]),
    alert(PlaintextServer, &[TlsViolation, WrongProtocol], &["tls_alert,\"unexpected message\""]),
    alert(PlaintextServer, &[TlsViolation], &["tls_alert,\"record overflow\""]),
    alert(HandshakeRefused, &[UnrecognizedName, CipherMismatch], &["tls_alert,\"internal error\""]),
    alert(BadHandshakeSignature, &[ClientCertRejected, TlsViolation], &["tls_alert,\"decrypt error\""]),
    alert(TlsViolation, &[CipherMismatch, HandshakeIntolerance], &["tls_alert,\"illegal parameter\""]),
    alert(TlsViolation, &[HandshakeIntolerance], &["tls_alert,\"decode error\""]),
    alert(ClientCertRejected, &[PermissionDenied], &["tls_alert,\"access denied\""]),
    alert(Revoked, &[ClientCertRejected], &["tls_alert, {:certificate_revoked"]).line("{:tls_alert, {:certificate_revoked, ~c\"x\"}}"),
    alert(HandshakeRefused, &[UnrecognizedName, CipherMismatch], &["tls_alert, {:internal_error"]).line("{:tls_alert, {:internal_error, ~c\"x\"}}"),
    alert(BadHandshakeSignature, &[ClientCertRejected, TlsViolation], &["tls_alert, {:decrypt_error"]).line("{:tls_alert, {:decrypt_error, ~c\"x\"}}"),
    alert(TlsViolation, &[CipherMismatch], &["tls_alert, {:illegal_parameter"]).line("{:tls_alert, {:illegal_parameter, ~c\"x\"}}"),
    alert(TlsViolation, &[HandshakeIntolerance], &["tls_alert, {:decode_error"]).line("{:tls_alert, {:decode_error, ~c\"x\"}}"),
    alert(PlaintextServer, &[TlsViolation], &["tls_alert, {:record_overflow"]).line("{:tls_alert, {:record_overflow, ~c\"x\"}}"),
    alert(ConnectionReset, &[ClientCertRequired], &["tls_alert, {:close_notify"]).line("{:tls_alert, {:close_notify, ~c\"x\"}}"),
};
