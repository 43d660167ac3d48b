//! Apache httpd: mod_ssl and mod_proxy.

use crate::finding::Code::{self, *};
use crate::messages::entry::{Entry, Rank, entries, says};

const HTTPD: &[&str] = &["httpd"];

const INIT: &str = "apache/httpd modules/ssl/ssl_engine_init.c";
const SSL_IO: &str = "apache/httpd modules/ssl/ssl_engine_io.c";
const KERNEL: &str = "apache/httpd modules/ssl/ssl_engine_kernel.c";
const KEYS: &str = "apache/httpd modules/ssl/ssl_engine_pphrase.c";
const CONFIG: &str = "apache/httpd modules/ssl/ssl_engine_config.c";
const PROXY: &str = "apache/httpd modules/proxy/proxy_util.c";
const PROXY_HTTP: &str = "apache/httpd modules/proxy/mod_proxy_http.c";

/// mod_ssl does not start.
const fn start(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, HTTPD, INIT).is(code).server_only()
}

/// The server's side of a handshake or a request.
const fn refused(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, HTTPD, KERNEL).is(code).server_only()
}

const fn key(literals: &'static [&'static str]) -> Entry {
    says(literals, HTTPD, KEYS).is(UnreadableFile).server_only()
}

/// Apache httpd.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["ssl handshake failed: http spoken on https port"], HTTPD, SSL_IO).is(PlaintextClient).server_only(),
    says(&["possible attempt to establish ssl connection on non-ssl port"], HTTPD, "apache/httpd server/core.c").is(PlaintextServer).server_only().note("a client speaks TLS to this cleartext port"),
    says(&["ssl library error", "in handshake (server"], HTTPD, SSL_IO).is(HandshakeRefused).or(&[UnknownCa, VersionMismatch, ClientCertRequired]).server_only().rank(Rank::Consequence).line("AH02008: SSL library error 1 in handshake (server otel:443)"),
    says(&["ssl client authentication failed: "], HTTPD, SSL_IO).is(ClientCertRejected).or(&[ClientCertRequired]).server_only().rank(Rank::Refusal),
    says(&["no acceptable peer certificate available"], HTTPD, SSL_IO).is(ClientCertRequired).server_only(),
    says(&["ssl proxy: peer did not select any of our alpn protocols"], HTTPD, SSL_IO).is(AlpnMissing),
    says(&["ssl proxy: peer proposed alpn protocol"], HTTPD, SSL_IO).is(AlpnMissing),
    says(&["ssl proxy connect failed"], HTTPD, SSL_IO).is(UnknownCa).or(&[NameMismatch, PlaintextServer, VersionMismatch, SilentServer, ConnectionReset]).rank(Rank::Refusal),
    says(&["ssl proxy requested for", "but not enabled"], HTTPD, "apache/httpd modules/ssl/mod_ssl.c").is(UnsupportedSetting).note("`SSLProxyEngine On` is missing").line("SSL Proxy requested for otel:443 but not enabled for us."),
    refused(UnrecognizedName, &["no hostname was provided via sni for a name based virtual host"]),
    refused(UnrecognizedName, &["provided via sni", "have no compatible ssl setup"]).line("Hostname a provided via SNI and hostname b provided via HTTP have no compatible SSL setup"),
    refused(UnrecognizedName, &["provided via sni, but no hostname provided in http request"]),
    refused(ClientCertRejected, &["re-negotiation handshake failed: client verification failed"]),
    refused(ClientCertRequired, &["re-negotiation handshake failed: client certificate missing"]),
    refused(ClientCertRejected, &["|re-negotiation handshake failed"]).or(&[ClientCertRequired]).rank(Rank::Refusal),
    refused(ClientCertRequired, &["cannot perform post-handshake authentication"]).note("a client certificate is wanted for this path, and a client of TLS 1.3 cannot send it late"),
    refused(PermissionDenied, &["ssl requirement expression not fulfilled"]),
    // What keeps mod_ssl from starting.
    start(UnreadableFile, &["|failed to configure certificate", ", check"]).line("AH02561: Failed to configure certificate otel:443:0, check /x.pem"),
    start(UnreadableFile, &["failed to configure encrypted (?) private key"]),
    start(UnreadableFile, &["failed to configure at least one certificate and key for"]),
    start(UnreadableFile, &["unable to configure verify locations for client authentication"]),
    start(UnreadableFile, &["unable to determine list of acceptable ca certificates for client authentication"]),
    start(ClientCaMissing, &["you want to request client authentication, but no cas are known"]).note("`SSLVerifyClient` is set and no `SSLCACertificateFile`"),
    start(ClientKeyMismatch, &["certificate and private key", "do not match"]).line("AH02565: Certificate and private key otel:443:0 from /a.pem and /b.key do not match"),
    start(UnreadableFile, &["fatal error initialising mod_ssl"]).or(&[ClientKeyMismatch, UnsupportedSetting]).rank(Rank::Consequence),
    start(UnsupportedSetting, &["sslopensslconfcmd", "failed for"]).line("\"SSLOpenSSLConfCmd Curves x\" failed for otel:443"),
    says(&["invalid openssl configuration command"], HTTPD, CONFIG).is(UnsupportedSetting),
    says(&["|illegal protocol '"], HTTPD, CONFIG).is(UnsupportedSetting).line("SSLProtocol: Illegal protocol 'x'"),
    says(&["|invalid argument '"], HTTPD, CONFIG).is(UnsupportedSetting).line("SSLVerifyClient: Invalid argument 'x'"),
    says(&["file '", "' does not exist or is empty"], HTTPD, CONFIG).is(UnreadableFile).line("SSLCertificateKeyFile: file '/x.key' does not exist or is empty"),
    says(&["invalid command 'ssl", "perhaps misspelled"], HTTPD, "apache/httpd server/config.c").is(UnknownSetting).note("misspelled, or `mod_ssl` is not loaded").line("Invalid command 'SSLX', perhaps misspelled or defined by a module not included in the server configuration"),
    start(UnsupportedSetting, &["unable to configure permitted ssl ciphers"]),
    start(UnsupportedSetting, &["unable to configure permitted tlsv1.3 ciphers"]),
    start(UnreadableFile, &["failed to configure ca certificate chain!"]),
    start(CaAsLeaf, &["server certificate is a ca certificate (basicconstraints: ca == true"]),
    start(NameMismatch, &["server certificate does not include an id which matches the server name"]),
    start(UnsupportedSetting, &["no ssl protocols available [hint: sslprotocol]"]),
    start(UnreadableFile, &["there are no ssl certificates configured and no other module contributed any"]),
    start(PortMismatch, &["you configured https(", "on the standard http("]).line("Init: (otel:80) You configured HTTPS(443) on the standard HTTP(80) port!"),
    start(PortMismatch, &["you configured http(", "on the standard https("]).line("Init: (otel:443) You configured HTTP(80) on the standard HTTPS(443) port!"),
    says(&["incomplete client cert configured for ssl proxy"], HTTPD, INIT).is(UnreadableFile).note("`SSLProxyMachineCertificateFile` has no key, or an encrypted one"),
    says(&["no client certs found for ssl proxy"], HTTPD, INIT).is(UnreadableFile),
    says(&["ssl proxy client cert initialization failed"], HTTPD, INIT).is(UnreadableFile).or(&[ClientKeyMismatch]),
    key(&["init: no private key specified for"]),
    key(&["init: can't open server private key file"]),
    key(&["init: private key not found"]),
    key(&["init: pass phrase incorrect for key"]),
    key(&["init: unable to read pass phrase"]),
    key(&["mod_ssl:error: private key not found"]),
    // mod_proxy.
    says(&["failed to enable ssl support for"], HTTPD, PROXY).is(UnsupportedSetting).or(&[UnreadableFile]).note("`SSLProxyEngine On` is missing, or its certificates are not usable"),
    says(&[": attempt to connect to", "via http connect through", "failed"], HTTPD, PROXY).is(ProxyFailure).line("AH00958: HTTPS: attempt to connect to otel:443 via http CONNECT through 10.0.0.1:3128 (proxy) failed"),
    says(&[": attempt to connect to", ") failed"], HTTPD, PROXY).is(ConnectionRefused).or(&[ConnectionTimeout, NetworkUnreachable]).rank(Rank::Consequence).line("AH00957: HTTP: attempt to connect to 127.0.0.1:4318 (localhost:4318) failed"),
    says(&["failed to make connection to backend: "], HTTPD, PROXY_HTTP).is(ConnectionRefused).or(&[ConnectionTimeout, UnknownCa]).rank(Rank::Consequence),
    says(&[": disabled connection for ("], HTTPD, PROXY).is(BackendUnavailable).or(&[ConnectionRefused]).rank(Rank::Symptom).line("AH00940: HTTP: disabled connection for (localhost:4318)"),
    says(&["(mod_ssl not configured?)"], HTTPD, PROXY_HTTP).is(UnsupportedSetting),
    says(&["error reading status line from remote server"], HTTPD, PROXY_HTTP).is(NoAnswer).or(&[ConnectionReset, PlaintextClient]).rank(Rank::Symptom),
    says(&["error reading from remote server"], HTTPD, PROXY_HTTP).is(BackendUnavailable).or(&[NoAnswer, ConnectionReset]).rank(Rank::Refusal),
    says(&["the proxy server received an invalid"], HTTPD, "apache/httpd modules/http/http_protocol.c").is(BackendUnavailable).or(&[WrongProtocol]).rank(Rank::Refusal).line("The proxy server received an invalid response from an upstream server."),
    says(&["error during ssl handshake with remote server"], HTTPD, PROXY_HTTP).is(BackendUnavailable).or(&[UnknownCa, PlaintextServer, NameMismatch]).rank(Rank::Decisive).note("the proxy and the server behind it agree on no TLS connection: the proxy's log says why"),
    says(&["the proxy server could not handle the request"], HTTPD, "apache/httpd modules/http/http_protocol.c").is(BackendUnavailable).or(&[UnknownCa, ConnectionRefused]).rank(Rank::Refusal),
    says(&["pass request body failed to"], HTTPD, PROXY_HTTP).is(BackendUnavailable).or(&[ConnectionReset, UnknownCa]).rank(Rank::Consequence),
    says(&["downstream server wanted client certificate but none are configured"], HTTPD, KERNEL).is(ClientCertRequired).note("the server behind httpd wants a client certificate: `SSLProxyMachineCertificateFile` is missing"),
    says(&["no http headers returned by"], HTTPD, PROXY_HTTP).is(WrongProtocol).rank(Rank::Symptom),
};
