//! What a handshake showed.

use serde::{Deserialize, Serialize};

use super::encoding::Der;
use super::otlp::Exchange;
use super::step::Failure;

/// What an ordinary handshake showed, as far as it went.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TlsSeen {
    /// ALPN protocols that were offered.
    pub offered_alpn: Vec<String>,
    /// What was negotiated; `None` before the ServerHello.
    pub hello: Option<Hello>,
    /// The presented chain as sent, leaf first; may hold bytes that are no certificate.
    pub chain: Vec<Der>,
    /// The stapled OCSP answer.
    pub ocsp: Option<Der>,
    /// Whether the server proved that it owns the leaf's key.
    pub key_proof: Option<KeyProof>,
    /// Client authentication.
    pub client_auth: ClientAuthSeen,
    /// Our side of the handshake was finished.
    pub finished: bool,
    /// TLS 1.3 session tickets received: a positive proof that the server has accepted us.
    pub tickets: u32,
    /// Application data (HTTP/2 SETTINGS, an HTTP answer) was received: likewise.
    pub application_data: bool,
    /// What ended the connection after our side was finished and before any application data, if anything did:
    /// in TLS 1.3 the refusal of a client certificate arrives here.
    pub after_finish: Option<Failure>,
}

/// What was negotiated. Numbers as in the IANA registries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// 0x0303 or 0x0304.
    pub version: u16,
    /// Cipher suite.
    pub cipher_suite: u16,
    /// Key exchange group; `None` when unknown.
    pub group: Option<u16>,
    /// Scheme of the handshake signature; `None` before it was seen.
    pub signature_scheme: Option<u16>,
    /// Selected ALPN protocol; `None` when the server selected none.
    pub alpn: Option<String>,
    /// The server asked for another key share first.
    pub hello_retry: bool,
}

/// Whether the handshake signature verifies under the leaf's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyProof {
    /// It does.
    Verified,
    /// It does not.
    Wrong,
    /// It could not be checked: the key is too short or of a kind that ring cannot verify, or the leaf does not parse.
    Unchecked,
}

/// Client authentication.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientAuthSeen {
    /// The server sent a CertificateRequest.
    pub requested: bool,
    /// We sent a certificate (not only an empty list).
    pub sent: bool,
    /// The acceptable issuers, raw DER Names; empty when the server named none.
    pub acceptable_issuers: Vec<Der>,
    /// The schemes in which the server lets us sign; empty where they were not seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signature_schemes: Vec<u16>,
}

/// A further handshake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RetrySeen {
    /// What it left out or added.
    pub without: RetryWithout,
    /// What it showed.
    pub tls: TlsSeen,
    /// Why it failed; `None` when it finished.
    pub failure: Option<Failure>,
    /// The export on it, where one was made ([`RetryWithout::OtherAlpn`], [`RetryWithout::ClientCertificate`]).
    #[serde(default)]
    pub exchanges: Vec<Exchange>,
}

/// How a further handshake differs from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RetryWithout {
    /// No ALPN extension.
    Alpn,
    /// No server name.
    ServerName,
    /// Without the client certificate (an empty list instead).
    ClientCertificate,
    /// *With* signature schemes that ring cannot verify, so that the chain can be seen.
    SchemeLimit,
    /// Offers `http/1.1` instead of `h2`, or the reverse.
    OtherAlpn,
}

/// What the port says in cleartext.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaintextSeen {
    /// What it speaks.
    pub speaks: Speaks,
    /// The first bytes, at most 256, as base64; they may be anything.
    pub first_bytes: Der,
    /// What it was sent: `client-hello`, `http2-preface`, `http1-request`, `nothing`.
    pub sent: String,
}

/// What a port speaks, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speaks {
    /// HTTP/2 in clear.
    H2c,
    /// HTTP/1.x in clear.
    Http1,
    /// TLS: a record or an alert.
    Tls,
    /// Something else.
    Other,
    /// Nothing was said before the deadline.
    Nothing,
    /// The connection was closed or reset without a byte.
    Closed,
}
