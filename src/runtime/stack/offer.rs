//! The ClientHello of each client, in its order of preference, as numbers of the IANA registries.
//!
//! "captured": read from the wire of the real exporter against a raw socket, 2026-11-24. Values only; several
//! clients of one verifier differ here (Python and Node are both OpenSSL), so the lists are by client.

use crate::observation::Offer;

/// What one client offers.
#[derive(Debug)]
pub struct Hello {
    /// Protocol versions, highest first.
    pub versions: &'static [u16],
    /// Cipher suites.
    pub cipher_suites: &'static [u16],
    /// Named groups.
    pub groups: &'static [u16],
    /// Signature schemes.
    pub signature_schemes: &'static [u16],
    /// ALPN protocols; empty: the extension is not sent.
    pub alpn: &'static [&'static str],
    /// Groups with a key share in the first flight.
    pub key_shares: &'static [u16],
}

impl Hello {
    /// As an observation stores it.
    pub fn offer(&self) -> Offer {
        Offer {
            versions: self.versions.to_vec(),
            cipher_suites: self.cipher_suites.to_vec(),
            groups: self.groups.to_vec(),
            signature_schemes: self.signature_schemes.to_vec(),
            alpn: self.alpn.iter().map(|protocol| (*protocol).to_owned()).collect(),
            key_shares: self.key_shares.to_vec(),
            server_name: true,
            trailing_dot: false,
        }
    }
}

const TLS12_UP: &[u16] = &[0x0304, 0x0303];

const H2: &[&str] = &["h2"];
const H2_OR_HTTP1: &[&str] = &["h2", "http/1.1"];
const HTTP1: &[&str] = &["http/1.1"];

// Go 1.26, captured from otlptracegrpc and otlptracehttp 1.45.0. Go 1.26 added the groups secp256r1mlkem768
// (0x11eb) and secp384r1mlkem1024 (0x11ed).
const GO_GROUPS: &[u16] = &[0x11ec, 0x11eb, 0x11ed, 0x001d, 0x0017, 0x0018, 0x0019];
const GO_SCHEMES: &[u16] = &[0x0804, 0x0403, 0x0807, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0503, 0x0603];

/// grpc-go 1.83, captured: it removes CBC from Go's list. Also the Collector's `otlp_grpc`.
pub const GO_GRPC: Hello = Hello {
    versions: TLS12_UP,
    cipher_suites: &[0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0x1301, 0x1302, 0x1303],
    groups: GO_GROUPS,
    signature_schemes: GO_SCHEMES,
    alpn: H2,
    key_shares: &[0x11ec, 0x001d],
};

/// Go's `net/http`, captured. Also the Collector's `otlp_http`.
pub const GO_HTTP: Hello = Hello {
    cipher_suites: &[
        0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc009, 0xc013, 0xc00a, 0xc014, 0x1301, 0x1302,
        0x1303,
    ],
    alpn: H2_OR_HTTP1,
    ..GO_GRPC
};

/// OkHttp 5.4 on JDK 17, captured from opentelemetry-java 1.65.0; the same for gRPC and HTTP.
pub const OKHTTP: Hello = Hello {
    versions: TLS12_UP,
    cipher_suites: &[
        0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c,
        0x009d, 0x002f, 0x0035,
    ],
    groups: &[0x001d, 0x0017, 0x0018, 0x0019, 0x001e, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104],
    signature_schemes: &[
        0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401,
        0x0501, 0x0601, 0x0402, 0x0303, 0x0301, 0x0302, 0x0203, 0x0201, 0x0202,
    ],
    alpn: H2_OR_HTTP1,
    key_shares: &[0x001d, 0x0017],
};

/// gRPC core 1.85 (BoringSSL), captured from grpcio; C++ and PHP link the same core.
pub const GRPC_CORE: Hello = Hello {
    versions: TLS12_UP,
    cipher_suites: &[0x1301, 0x1302, 0x1303, 0xc02b, 0xc02c, 0xc02f, 0xc030],
    groups: &[0x11ec, 0x001d, 0x0017, 0x0018, 0x0019],
    // No Ed25519 (0x0807), no P-521 (0x0603).
    signature_schemes: &[0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601, 0x0201],
    alpn: H2,
    key_shares: &[0x11ec, 0x001d],
};

// OpenSSL 3.0's own lists, captured from four clients that leave them alone.
const OPENSSL_GROUPS: &[u16] =
    &[0x001d, 0x0017, 0x001e, 0x0019, 0x0018, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104];
const OPENSSL_SCHEMES: &[u16] = &[
    0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0809, 0x080a, 0x080b, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501,
    0x0601, 0x0303, 0x0301, 0x0302, 0x0402, 0x0502, 0x0602,
];

/// CPython 3.11 with requests and urllib3, captured from the HTTP exporter 1.45.2.
pub const PYTHON: Hello = Hello {
    versions: TLS12_UP,
    cipher_suites: &[
        0x1302, 0x1303, 0x1301, 0xc02c, 0xc030, 0xc02b, 0xc02f, 0xcca9, 0xcca8, 0xc024, 0xc028, 0xc023,
        0xc027, 0x009f, 0x009e, 0x006b, 0x0067,
    ],
    groups: OPENSSL_GROUPS,
    signature_schemes: OPENSSL_SCHEMES,
    alpn: HTTP1,
    key_shares: &[0x001d],
};

/// Node 20, captured from the HTTP exporter 0.223.1.
pub const NODE_HTTP: Hello = Hello {
    cipher_suites: &[
        0x1302, 0x1303, 0x1301, 0xc02f, 0xc02b, 0xc030, 0xc02c, 0x009e, 0xc027, 0x0067, 0xc028, 0x006b,
        0x00a3, 0x009f, 0xcca9, 0xcca8, 0xccaa, 0xc0af, 0xc0ad, 0xc0a3, 0xc09f, 0xc05d, 0xc061, 0xc057,
        0xc053, 0x00a2, 0xc0ae, 0xc0ac, 0xc0a2, 0xc09e, 0xc05c, 0xc060, 0xc056, 0xc052, 0xc024, 0x006a,
        0xc023, 0x0040, 0xc00a, 0xc014, 0x0039, 0x0038, 0xc009, 0xc013, 0x0033, 0x0032, 0x009d, 0xc0a1,
        0xc09d, 0xc051, 0x009c, 0xc0a0, 0xc09c, 0xc050, 0x003d, 0x003c, 0x0035, 0x002f,
    ],
    alpn: &[],
    ..PYTHON
};

/// grpc-js 1.14 on Node 20, captured.
pub const NODE_GRPC: Hello = Hello { alpn: H2, ..NODE_HTTP };

/// libcurl 7.88 with OpenSSL 3.0, captured; opentelemetry-cpp. The hello lists TLS 1.0 and 1.1 as well, which
/// OpenSSL's security level refuses when they are selected.
pub const CURL: Hello = Hello {
    cipher_suites: &[
        0x1302, 0x1303, 0x1301, 0xc02c, 0xc030, 0x009f, 0xcca9, 0xcca8, 0xccaa, 0xc02b, 0xc02f, 0x009e,
        0xc024, 0xc028, 0x006b, 0xc023, 0xc027, 0x0067, 0xc00a, 0xc014, 0x0039, 0xc009, 0xc013, 0x0033,
        0x009d, 0x009c, 0x003d, 0x003c, 0x0035, 0x002f,
    ],
    alpn: H2_OR_HTTP1,
    ..PYTHON
};

/// Guzzle asks libcurl for HTTP/1.1; captured with `curl --http1.1`.
pub const CURL_HTTP1: Hello = Hello { alpn: HTTP1, ..CURL };

/// Ruby's Net::HTTP leaves OpenSSL's list alone and sends no ALPN.
pub const RUBY: Hello = Hello { alpn: &[], ..CURL };

/// .NET on Linux: `SslStream` sets its own TLS 1.2 list on OpenSSL (`pal_ssl.c`, not captured).
pub const DOTNET_HTTP: Hello = Hello {
    cipher_suites: &[0x1302, 0x1303, 0x1301, 0xc02c, 0xc02b, 0xc030, 0xc02f, 0xc024, 0xc023, 0xc028, 0xc027],
    alpn: HTTP1,
    ..PYTHON
};

/// The same over HTTP/2 alone: the exporter asks for exactly 2.0.
pub const DOTNET_GRPC: Hello = Hello { alpn: H2, ..DOTNET_HTTP };

// rustls 0.23, read in `crypto/ring/mod.rs` and `crypto/aws_lc_rs/mod.rs`.
const RUSTLS_SUITES: &[u16] = &[0x1302, 0x1301, 0x1303, 0xc02c, 0xc02b, 0xcca9, 0xc030, 0xc02f, 0xcca8];

/// tonic 0.14 with `tls-ring`: no P-521, no post-quantum group.
pub const RUSTLS_RING: Hello = Hello {
    versions: TLS12_UP,
    cipher_suites: RUSTLS_SUITES,
    groups: &[0x001d, 0x0017, 0x0018],
    signature_schemes: &[0x0503, 0x0403, 0x0807, 0x0806, 0x0805, 0x0804, 0x0601, 0x0501, 0x0401],
    alpn: H2,
    key_shares: &[0x001d],
};

/// reqwest 0.13, whose feature `rustls` is aws-lc-rs; captured from opentelemetry-otlp 0.33.1 with `reqwest-rustls`. That
/// turns on neither reqwest's `http2` nor rustls' `prefer-post-quantum`; another dependency may.
pub const RUSTLS_AWS_LC: Hello = Hello {
    versions: TLS12_UP,
    cipher_suites: RUSTLS_SUITES,
    groups: &[0x001d, 0x0017, 0x0018, 0x11ec],
    signature_schemes: &[
        0x0503, 0x0403, 0x0603, 0x0807, 0x0806, 0x0805, 0x0804, 0x0601, 0x0501, 0x0401, 0x0904, 0x0905,
        0x0906,
    ],
    alpn: HTTP1,
    key_shares: &[0x001d],
};
