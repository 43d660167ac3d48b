//! Who wrote a text, and on which side: from what surrounds the wording.

use super::Side;

const SERVER: &[&str] = &[
    "tls handshake error from",
    "serverhandshake(",
    "server.serve failed",
    "http2server.handlestreams",
    "http2: server:",
    "ssl_accept",
    "statem_srvr.c",
    "serverhandshaker",
    "verify client certificate",
    "rejected connection",
    "tls server:",
    "error accepting",
    "failed to accept",
    "accept tls connection",
    "accepting tls connection",
    "server_tls",
    "while ssl handshaking, client:",
    "while reading client request",
    "received from client",
    "vector::internal_events::tcp: connection error",
    "transport::server",
    "accept loop error",
    "kestrel",
    // Reactor Netty; rsyslog's imtcp.
    "netty.tcp.tcpserver",
    "gnutls returned error on handshake",
    "downstream",
    "filter_chain",
    "listener:",
    "connection from ",
    // Envoy's access log of a connection that brought no request.
    "\"- - -\" 0 ",
    // HAProxy's frontend and the number of its `bind`.
    "/1: ssl handshake failure",
    "/1: timeout during ssl handshake",
    "/1: connection error during ssl handshake",
];

const CLIENT: &[&str] = &[
    "to upstream",
    "upstream",
    "clienthandshake",
    "ssl_connect",
    "statem_clnt.c",
    "post \"http",
    "dial tcp",
    "authentication handshake failed",
    "createtransport",
    "tls client:",
    "httpsconnectionpool",
    "exporting failed",
    "failed to export",
];

/// A server that is a client here.
const ONWARD: &[&str] = &["to upstream", "proxy client certificate callback"];

/// The side whose log this is, where something tells.
pub(super) fn side(text: &str) -> Option<Side> {
    // httpd's `mod_ssl` names the other end: `[remote` is what it proxies to.
    let of_httpd = |peer: &str| text.contains("[ssl:") && text.contains(peer);
    if ONWARD.iter().any(|word| text.contains(word)) || of_httpd("[remote ") {
        return Some(Side::Client);
    }
    if of_httpd("[client ") {
        return Some(Side::Server);
    }
    if SERVER.iter().any(|word| text.contains(word)) {
        return Some(Side::Server);
    }
    CLIENT.iter().any(|word| text.contains(word)).then_some(Side::Client)
}

/// Words that only one writer uses, the most telling first.
const WORDS: &[(&str, &str)] = &[
    ("opentelemetry.exporter.otlp.proto.http", "python-http"),
    ("opentelemetry.exporter.otlp.proto.grpc", "python-grpc"),
    ("_inactiverpcerror", "python-grpc"),
    ("statuscode.", "python-grpc"),
    ("grpc_message:", "python-grpc"),
    ("urllib3", "python-http"),
    ("requests.exceptions", "python-http"),
    ("_ssl.c:", "python-http"),
    ("opentelemetry-cpp", "cpp"),
    ("[otlp trace grpc exporter]", "cpp-grpc"),
    ("[otlp http client]", "cpp-http"),
    ("@grpc/grpc-js", "node-grpc"),
    ("resolution note:", "node-grpc"),
    ("waiting for lb pick", "node-grpc"),
    ("14 unavailable:", "node-grpc"),
    ("4 deadline_exceeded", "node-grpc"),
    ("otlpexportererror", "node-http"),
    ("node:internal", "node"),
    ("syscall:", "node"),
    ("err_tls_", "node"),
    ("deps/openssl", "node"),
    ("niossl", "swift"),
    ("fluent-bit", "fluent-bit"),
    ("[tls] error", "fluent-bit"),
    ("[output:", "fluent-bit"),
    ("okhttpgrpcexporter", "java-grpc"),
    ("otlpgrpc", "java-grpc"),
    ("io.grpc.", "java-grpc"),
    ("okhttphttpexporter", "java-http"),
    ("httpexporter -", "java-http"),
    ("grpcexporter -", "java-grpc"),
    ("javax.net.ssl", "java"),
    ("java.net.", "java"),
    ("java.security", "java"),
    ("sun.security", "java"),
    ("io.netty", "java"),
    ("java.io.", "java"),
    ("io.opentelemetry", "java"),
    ("grpc.core.rpcexception", "dotnet-grpc"),
    ("grpc.net.client", "dotnet-grpc"),
    ("system.net.", "dotnet"),
    ("system.security.authentication", "dotnet"),
    ("openssl::ssl::sslerror", "ruby-http"),
    ("net/protocol.rb", "ruby-http"),
    ("state=error:", "ruby-http"),
    ("ssl_connect returned=", "ruby-http"),
    ("curl error", "php-http"),
    ("guzzle", "php-http"),
    ("file_get_contents(", "php-http"),
    ("curl: (", "curl"),
    ("{tls_alert,", "erlang"),
    ("ssl_handshake.erl", "erlang"),
    ("gnutls", "gnutls"),
    ("upstream_reset_before", "envoy"),
    ("tls_error:", "envoy"),
    ("transport failure reason", "envoy"),
    ("upstream connect error", "envoy"),
    ("while ssl handshaking", "nginx"),
    ("otelcol.exporter", "collector"),
    ("exporterhelper", "collector"),
    ("zapgrpc", "collector-grpc"),
    ("otelcol", "collector"),
    ("otlphttp", "collector-http"),
    ("otlp_http", "collector-http"),
    ("otlp_grpc", "collector-grpc"),
    ("vector::", "vector"),
    ("tonic", "rust-grpc"),
    ("reqwest", "rust-http"),
    ("rpc error: code =", "go-grpc"),
    ("authentication handshake failed", "go-grpc"),
    ("error reading server preface", "go-grpc"),
    ("post \"http", "go-http"),
    ("verify return code", "openssl"),
    ("verify error:num", "openssl"),
    ("invalid peer certificate", "rust"),
    ("x509: ", "go"),
    ("tls: ", "go"),
];

/// Who wrote it: an exporter, a family of exporters, or another program. `by`: who is known to print the wording.
pub(super) fn runtime(text: &str, by: &'static [&'static str]) -> Option<&'static str> {
    let told = WORDS.iter().find(|(word, _)| text.contains(word)).map(|(_, who)| *who);
    match (told, by) {
        (Some(told), []) => Some(told),
        (Some(told), by) if by.iter().any(|name| akin(name, told)) => {
            // The narrower of the two.
            Some(by.iter().find(|name| akin(name, told) && name.len() > told.len()).copied().unwrap_or(told))
        }
        (_, [only]) => Some(only),
        (_, [first, rest @ ..]) if rest.iter().all(|name| family(name) == family(first)) => {
            Some(family(first))
        }
        (_, ["go", "collector"]) => Some("go"),
        (_, ["go-grpc", "collector-grpc"]) => Some("go-grpc"),
        (told, _) => told,
    }
}

fn family(name: &'static str) -> &'static str {
    match name {
        "fluent-bit" => name,
        name => name.split('-').next().unwrap_or(name),
    }
}

fn akin(one: &'static str, other: &'static str) -> bool {
    one == other || (family(one) == family(other) && (one == family(one) || other == family(other)))
}

/// The endpoint that the text names, `host:port`, if it is plain enough to be typed again.
pub(super) fn endpoint(shown: &str) -> Option<String> {
    for head in ["https://", "http://", "dial tcp ", "ipv4:", "ECONNREFUSED "] {
        for (at, _) in shown.match_indices(head) {
            let rest = &shown[at + head.len()..];
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-' || c == ':'))
                .unwrap_or(rest.len());
            let authority = rest[..end].trim_end_matches([':', '.', '-']);
            let after = rest[end..].chars().next();
            let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
            let plain = !host.is_empty()
                && !port.contains(':')
                && after != Some('@')
                && host.starts_with(|c: char| c.is_ascii_alphanumeric());
            let known = host.contains('.') || !port.is_empty();
            if plain && known && (port.is_empty() || port.parse::<u16>().is_ok()) && after != Some('*') {
                return Some(match (head, port) {
                    ("https://" | "http://", "") => format!("{head}{host}"),
                    (_, "") => continue,
                    _ => format!("{host}:{port}"),
                });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writers_are_told_apart() {
        assert_eq!(runtime("x (_ssl.c:1006)", &[]), Some("python-http"));
        assert_eq!(runtime("x509: y", &["go", "collector"]), Some("go"));
        assert_eq!(runtime("exporterhelper x509: y", &["go", "collector"]), Some("collector"));
        assert_eq!(runtime("rpc error: code = x", &["go-grpc", "collector-grpc"]), Some("go-grpc"));
        assert_eq!(runtime("javax.net.ssl.X", &["java-grpc"]), Some("java-grpc"));
        assert_eq!(runtime("nothing", &[]), None);
    }

    #[test]
    fn httpd_says_which_end_of_it_the_peer_is_on() {
        let line = |peer| format!("[ssl:info] [pid 1:tid 2] [{peer} 127.0.0.1:5000] ah02276: x");
        assert_eq!(side(&line("client")), Some(Side::Server));
        assert_eq!(side(&line("remote")), Some(Side::Client));
        assert_eq!(side("[proxy:error] [client 127.0.0.1:5000] ah01084: x"), None);
    }

    #[test]
    fn a_server_is_known_by_its_own_words() {
        for text in [
            "fe/1: ssl handshake failure (error:0a000418:ssl routines::tlsv1 alert unknown ca)",
            "127.0.0.1:5000 [25/nov/2026:13:00:00.000] fe/1: connection error during ssl handshake",
            "reactor.netty.tcp.tcpserver : [id: 0x1] onuncaughtexception",
            "rsyslogd: gnutls returned error on handshake: an unexpected tls packet was received.",
            "error vector::internal_events::tcp: connection error. error=x",
            "certificate verify failed:../ssl/statem/statem_srvr.c:3530:",
        ] {
            assert_eq!(side(text), Some(Side::Server), "{text}");
        }
        for text in [
            "certificate verify failed:../ssl/statem/statem_clnt.c:1914:",
            "[ssl:info] [client 10.0.0.1:5] ah02267: proxy client certificate callback: (a:443) x",
        ] {
            assert_eq!(side(text), Some(Side::Client), "{text}");
        }
    }

    #[test]
    fn only_a_plain_endpoint_is_taken() {
        assert_eq!(
            endpoint("Post \"https://a.example:4318/v1/traces\": x").as_deref(),
            Some("a.example:4318")
        );
        assert_eq!(endpoint("Post \"https://a.example/v1/traces\": x").as_deref(), Some("https://a.example"));
        assert_eq!(endpoint("dial tcp 10.0.0.1:4317: connect").as_deref(), Some("10.0.0.1:4317"));
        assert_eq!(endpoint("https://user:secret@a.example/"), None);
        assert_eq!(endpoint("https://$(id):1"), None);
        assert_eq!(endpoint("nothing"), None);
    }
}
