//! Traefik, Caddy, Kong and the load balancers of clouds.

use crate::finding::Code::{self, *};
use crate::messages::entry::{Entry, Rank, entries, says};

const TRAEFIK: &[&str] = &["traefik"];
const CADDY: &[&str] = &["caddy"];
const KONG: &[&str] = &["kong"];
const CLOUDFLARE: &[&str] = &["cloudflare"];
const ERRORS_5XX: &str =
    "Cloudflare documentation, support troubleshooting http-status-codes cloudflare-5xx-errors";

const TRAEFIK_TLS: &str = "traefik/traefik pkg/tls/tlsmanager.go";
const CADDY_PROXY: &str =
    "caddyserver/caddy modules/caddyhttp/reverseproxy/reverseproxy.go, addresses.go, httptransport.go";
const CADDY_TLS: &str = "caddyserver/caddy modules/caddytls/connpolicy.go, modules/caddypki/crypto.go";
const CADDYFILE: &str = "caddyserver/caddy caddyconfig/httpcaddyfile/builtins.go";
const RESTY: &str = "ledgetech/lua-resty-http lib/resty/http_connect.lua";
const QUEUE: &str = "Kong/kong kong/tools/queue.lua";
const GOOGLE: &str = "Google Cloud documentation, load-balancing https-logging-monitoring";

const fn caddy(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, CADDY, CADDY_TLS).is(code)
}

/// `statusDetails` of Google Cloud's load balancer.
const fn google(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, &[], GOOGLE).is(code).rank(Rank::Refusal)
}

/// Gateways and load balancers.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["521: web server is down"], CLOUDFLARE, ERRORS_5XX).is(BackendUnavailable).or(&[ConnectionRefused]).rank(Rank::Refusal).note("Cloudflare: the origin refused the connection"),
    says(&["523: origin is unreachable"], CLOUDFLARE, ERRORS_5XX).is(BackendUnavailable).or(&[NetworkUnreachable, DnsFailure]).rank(Rank::Refusal).note("Cloudflare: no way to the origin"),
    says(&["525: ssl handshake failed"], CLOUDFLARE, ERRORS_5XX).is(BackendUnavailable).or(&[CipherMismatch, UnknownCa]).rank(Rank::Refusal).note("Cloudflare: no TLS with the origin"),
    says(&["526: invalid ssl certificate"], CLOUDFLARE, ERRORS_5XX).is(BackendUnavailable).or(&[UnknownCa, Expired]).rank(Rank::Decisive).note("Cloudflare does not accept the origin's certificate"),
    // Traefik.
    says(&["|error while dialing backend"], TRAEFIK, "traefik/traefik pkg/tcp/proxy.go").is(ConnectionRefused).or(&[ConnectionTimeout, UnknownCa]).rank(Rank::Consequence),
    says(&["tls: no certificate store found with this name"], TRAEFIK, TRAEFIK_TLS).is(UnrecognizedName).server_only(),
    says(&["tls options difference: sni:"], TRAEFIK, "traefik/traefik pkg/middlewares/snicheck/snicheck.go").is(UnrecognizedName).or(&[NameMismatch]).server_only().note("the Host header and the server name select different TLS options: Traefik answers 421"),
    says(&["unable to find certificate for domains", "internal generated certificate"], TRAEFIK, TRAEFIK_TLS).is(PlaceholderCertificate).server_only().line("unable to find certificate for domains \"otel\": falling back to the internal generated certificate"),
    says(&["contains neither tls.ca nor ca.crt"], TRAEFIK, "traefik/traefik pkg/provider/kubernetes/crd/kubernetes.go").is(UnreadableFile),
    says(&["is missing the following tls data entries"], TRAEFIK, "traefik/traefik pkg/provider/kubernetes/crd/kubernetes.go").is(UnreadableFile).server_only(),
    says(&["tls minimum version", "is above the maximum version"], TRAEFIK, "traefik/traefik pkg/server/service/transport.go").is(ConflictingSettings).or(&[VersionMismatch]).line("TLS minimum version VersionTLS13 is above the maximum version VersionTLS12"),
    says(&["invalid certificate(s) in"], TRAEFIK, TRAEFIK_TLS).is(UnreadableFile),
    // Caddy.
    says(&["|no upstreams available"], CADDY, CADDY_PROXY).is(BackendUnavailable).rank(Rank::Refusal),
    says(&["upstream address has conflicting scheme"], CADDY, CADDY_PROXY).is(SchemeMismatch).or(&[PortMismatch]),
    says(&["specified without client_certificate_"], CADDY, CADDY_PROXY).is(ConflictingSettings).line("client_certificate_file specified without client_certificate_key_file"),
    caddy(ClientCertRejected, &["client leaf certificate failed validation"]).server_only(),
    caddy(UnrecognizedName, &["no server tls configuration available for clienthello"]).server_only(),
    caddy(UnreadableFile, &["no certificate pem block found in"]),
    caddy(UnreadableFile, &["expected pem block type to be certificate, but got"]),
    caddy(ConflictingSettings, &["protocol min (", "cannot be greater than"]).line("protocol min (746c73312e33) cannot be greater than protocol max (746c73312e32)"),
    caddy(UnsupportedSetting, &["client auth mode not recognized"]),
    says(&["wrong cipher suite name or cipher suite not supported"], CADDY, CADDYFILE).is(UnsupportedSetting),
    says(&["wrong curve name or curve not supported"], CADDY, CADDYFILE).is(UnsupportedSetting),
    says(&["wrong protocol name or protocol not supported"], CADDY, CADDYFILE).is(UnsupportedSetting),
    says(&["tokens for 'tls': unknown subdirective: "], CADDY, CADDYFILE).is(UnknownSetting),
    says(&["tokens for 'tls': single argument must either be"], CADDY, CADDYFILE).is(UnreadableFile).note("`tls` wants a certificate file and a key file"),
    says(&["http.log.error\",\"msg\":\"eof\""], CADDY, CADDY_PROXY).is(NoAnswer).or(&[ConnectionReset, PlaintextClient]).note("the upstream closed the connection before it answered"),
    says(&["connection detected, but", "is not enabled"], CADDY, "caddyserver/caddy modules/caddyhttp/http2listener.go").is(WrongProtocol).server_only().line("h2/h2c connection detected, but h2/h2c is not enabled"),
    // Kong.
    says(&["certificate host mismatch"], KONG, "openresty/lua-nginx-module src/ngx_http_lua_socket_tcp.c").is(NameMismatch),
    says(&["handler could not process entries: handshake failed"], KONG, QUEUE).is(UnknownCa).or(&[PlaintextServer, HandshakeRefused]).rank(Rank::Symptom),
    says(&["handler could not process entries: timeout"], KONG, QUEUE).is(ConnectionTimeout).or(&[NoAnswer, SilentServer]).rank(Rank::Symptom),
    says(&["failed to establish a tunnel through a proxy"], KONG, RESTY).is(ProxyFailure).rank(Rank::Decisive),
    says(&["mtls isn't supported without lua-resty-openssl"], KONG, RESTY).is(UnsupportedSetting),
    says(&["could not set client certificate: "], KONG, RESTY).is(UnreadableFile).or(&[ClientKeyMismatch]).rank(Rank::Refusal),
    says(&["an invalid response was received from the upstream server"], KONG, "Kong/kong kong/error_handlers.lua").is(BackendUnavailable).or(&[WrongProtocol, PlaintextClient]).rank(Rank::Refusal),
    // Google Cloud.
    google(ConnectionRefused, &["failed_to_connect_to_backend"]).or(&[ConnectionTimeout, BackendUnavailable]),
    google(BackendUnavailable, &["failed_to_pick_backend"]).note("the load balancer knows no healthy backend"),
    google(AlpnMissing, &["failed_to_negotiate_alpn"]),
    google(ConnectionReset, &["backend_connection_closed_before_data_sent_to_client"]).or(&[BackendUnavailable, PlaintextClient]).note("the backend closed the connection: mostly its keep-alive time is shorter than the load balancer's"),
    google(NameMismatch, &["ssl_certificate_san_verification_failed"]),
    google(UnknownCa, &["ssl_certificate_chain_verification_failed"]).or(&[Expired, SelfSigned]),
    google(ClientCertRequired, &["client_cert_not_provided"]).server_only(),
    google(ClientCertRejected, &["client_cert_chain_invalid_eku"]).or(&[WrongKeyUsage]).server_only(),
    google(ClientCertRejected, &["client_cert_validation_failed"]).or(&[WeakSignature]).server_only(),
    google(WrongKeyUsage, &["server_cert_chain_invalid_eku"]),
    google(PermissionDenied, &["denied_by_security_policy"]),
    // Kubernetes.
    says(&["references non-existent secret key: "], &["kubelet"], "kubernetes/kubernetes pkg/volume/secret/secret.go").is(UnreadableFile).note("the secret has no such key: the file is not mounted"),
};
