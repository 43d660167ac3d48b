//! The registry: one declaration per code, in order of rank, cause before consequence.
//!
//! To add a code: a line here, `explain/<slug>.md`, the place in `classify` that finds it, its actions in
//! `remedy`, and a fixture. A missing text or missing action does not compile; a missing fixture fails a test.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Severity;
use super::Stage;

/// How the severity of a code is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// By the runtimes that it stops.
    ByRuntime,
    /// As the table says.
    Table,
}

/// Whom a code stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every exporter alike: the network, the server's own refusal.
    Everyone,
    /// Each exporter by its own rules; the runtime model decides.
    EachByItself,
    /// Nobody by itself.
    Nobody,
}

/// What the registry says of a code.
#[derive(Debug)]
pub struct Meta {
    /// The code as printed: never reused, never renamed.
    pub slug: &'static str,
    /// The severity in the table.
    pub severity: Severity,
    /// Where it arises.
    pub stage: Stage,
    /// How the severity is found.
    pub effect: Effect,
    /// Whom it stops.
    pub reach: Reach,
    /// One line: lower case, no full stop.
    pub summary: &'static str,
    /// The text of `otls explain`, Markdown.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($variant:ident = $slug:literal, $severity:ident, $stage:ident, $effect:ident, $reach:ident, $summary:literal;)+) => {
        /// What can be found. The order of the variants is the rank: cause before consequence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $summary] $variant,)+ }

        impl Code {
            /// Every code, by rank.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// What the registry says of this code.
            pub fn meta(self) -> &'static Meta {
                match self {
                    $(Self::$variant => {
                        const META: Meta = Meta {
                            slug: $slug,
                            severity: Severity::$severity,
                            stage: Stage::$stage,
                            effect: Effect::$effect,
                            reach: Reach::$reach,
                            summary: $summary,
                            explanation: include_str!(concat!("explain/", $slug, ".md")),
                        };
                        &META
                    })+
                }
            }
        }
    };
}

codes! {
    // Configuration: the cause of what follows.
    UnreadableFile = "unreadable-file", Error, Tls, ByRuntime, EachByItself, "a CA, certificate or key file cannot be used";
    UnknownSetting = "unknown-setting", Error, Tls, Table, Nobody, "a setting that its reader does not know";
    UnsupportedSetting = "unsupported-setting", Error, Tls, Table, Nobody, "a value or setting that its reader cannot use";
    ConflictingSettings = "conflicting-settings", Error, Tls, Table, Nobody, "two settings contradict each other";
    SchemeMismatch = "scheme-mismatch", Error, Tls, Table, Nobody, "the endpoint's scheme does not mean what it seems to";
    PortMismatch = "port-mismatch", Warning, Otlp, Table, Nobody, "the endpoint's port is that of the other protocol";
    WrongVariable = "wrong-variable", Warning, Tls, Table, Nobody, "a variable that the exporter does not read";
    ClientCaMissing = "client-ca-missing", Warning, Tls, Table, Nobody, "the receiver asks for no client certificates";
    IgnoredSetting = "ignored-setting", Warning, Tls, Table, Nobody, "a setting without effect";
    VerificationDisabled = "verification-disabled", Warning, Tls, Table, Nobody, "the server's certificate is not verified";
    DeprecatedSetting = "deprecated-setting", Note, Tls, Table, Nobody, "an old name of a setting or component";
    // Network.
    DnsFailure = "dns-failure", Error, Dns, Table, Everyone, "the name has no address";
    NetworkUnreachable = "network-unreachable", Error, Tcp, Table, Everyone, "there is no route to the address";
    ConnectionRefused = "connection-refused", Error, Tcp, Table, Everyone, "nothing listens on the port";
    ConnectionTimeout = "connection-timeout", Error, Tcp, Table, Everyone, "the TCP connection does not come up in time";
    ProxyFailure = "proxy-failure", Error, Tcp, Table, Everyone, "the proxy refuses or cannot reach the endpoint";
    // Transport.
    PlaintextServer = "plaintext-server", Error, Tls, Table, Everyone, "TLS was expected, the port speaks cleartext";
    PlaintextClient = "plaintext-client", Error, Tls, Table, Everyone, "cleartext was asked for, the port speaks TLS";
    ConnectionReset = "connection-reset", Error, Tls, Table, Everyone, "the peer closes the connection without a TLS byte";
    SilentServer = "silent-server", Error, Tls, Table, Everyone, "the peer accepts the connection and says nothing";
    // Negotiation.
    TlsViolation = "tls-violation", Error, Tls, Table, Everyone, "the peer breaks the TLS protocol";
    HandshakeIntolerance = "handshake-intolerance", Error, Tls, ByRuntime, EachByItself, "the server fails on a modern ClientHello";
    UnrecognizedName = "unrecognized-name", Error, Tls, Table, Everyone, "the server knows no such server name";
    VersionMismatch = "version-mismatch", Error, Tls, ByRuntime, EachByItself, "there is no common TLS version";
    CipherMismatch = "cipher-mismatch", Error, Tls, ByRuntime, EachByItself, "there is no common cipher suite, group or signature algorithm";
    HandshakeRefused = "handshake-refused", Error, Tls, Table, Everyone, "the server refuses the handshake; the cause cannot be proved";
    BadHandshakeSignature = "bad-handshake-signature", Error, Tls, Table, Everyone, "the server does not prove that it owns the certificate's key";
    // Trust.
    Intercepted = "intercepted", Error, Tls, ByRuntime, EachByItself, "the certificate comes from a TLS-inspecting proxy";
    PlaceholderCertificate = "placeholder-certificate", Error, Tls, ByRuntime, EachByItself, "the server presents a default certificate";
    MalformedCertificate = "malformed-certificate", Error, Tls, ByRuntime, EachByItself, "a certificate does not parse";
    SelfSigned = "self-signed", Error, Tls, ByRuntime, EachByItself, "the certificate is its own issuer and not trusted";
    IncompleteChain = "incomplete-chain", Error, Tls, ByRuntime, EachByItself, "an intermediate certificate is missing";
    UnknownCa = "unknown-ca", Error, Tls, ByRuntime, EachByItself, "the issuer is not in the trust store used";
    Revoked = "revoked", Error, Tls, Table, EachByItself, "the certificate has been revoked";
    // Dates.
    ClockSkew = "clock-skew", Warning, Tls, Table, Nobody, "the dates make sense only if this machine's clock is wrong";
    Expired = "expired", Error, Tls, ByRuntime, EachByItself, "a certificate has expired";
    NotYetValid = "not-yet-valid", Error, Tls, ByRuntime, EachByItself, "a certificate is not valid yet";
    Expiring = "expiring", Warning, Tls, Table, Nobody, "a certificate expires soon";
    StaleCertificate = "stale-certificate", Warning, Tls, Table, Nobody, "the server still presents an older certificate";
    // Name.
    NameMismatch = "name-mismatch", Error, Tls, ByRuntime, EachByItself, "no name of the certificate covers the one asked for";
    NoSan = "no-san", Error, Tls, ByRuntime, EachByItself, "the certificate has a common name only";
    // Key usage and the rules of RFC 5280.
    CaAsLeaf = "ca-as-leaf", Warning, Tls, ByRuntime, EachByItself, "a CA certificate is used as server certificate";
    WrongKeyUsage = "wrong-key-usage", Error, Tls, ByRuntime, EachByItself, "the certificate is not for server authentication";
    WeakKey = "weak-key", Error, Tls, ByRuntime, EachByItself, "a key is too weak, or of a kind that exporters cannot use";
    WeakSignature = "weak-signature", Error, Tls, ByRuntime, EachByItself, "a certificate is signed with a broken digest";
    NameConstraint = "name-constraint", Error, Tls, ByRuntime, EachByItself, "a CA's name constraints exclude the certificate";
    PathLength = "path-length", Error, Tls, ByRuntime, EachByItself, "a CA's path length is exceeded";
    InvalidCa = "invalid-ca", Error, Tls, ByRuntime, EachByItself, "a certificate of the path may not issue others";
    UnsupportedExtension = "unsupported-extension", Error, Tls, ByRuntime, EachByItself, "a critical extension is not understood";
    OutdatedTls = "outdated-tls", Warning, Tls, Table, Nobody, "the server also speaks TLS 1.0 or 1.1";
    ChainOrder = "chain-order", Note, Tls, Table, Nobody, "the certificates are sent out of order";
    ExtraCertificates = "extra-certificates", Note, Tls, Table, Nobody, "unrelated certificates are sent";
    // Client certificate.
    ClientKeyMismatch = "client-key-mismatch", Error, Tls, Table, Everyone, "the key does not belong to the client certificate";
    ClientCertRequired = "client-cert-required", Error, Tls, Table, Everyone, "the server requires a client certificate";
    ClientCertRejected = "client-cert-rejected", Error, Tls, Table, Everyone, "the server refuses the client certificate";
    ClientCertUnused = "client-cert-unused", Note, Tls, Table, Nobody, "a client certificate was given, the server never asked for it";
    // OTLP.
    WrongProtocol = "wrong-protocol", Error, Otlp, Table, Everyone, "the port does not speak this form of OTLP";
    AlpnMissing = "alpn-missing", Error, Tls, ByRuntime, EachByItself, "the server does not select HTTP/2";
    NoAnswer = "no-answer", Error, Otlp, Table, Everyone, "the handshake is done, then nothing is answered";
    Unauthenticated = "unauthenticated", Error, Otlp, Table, Everyone, "TLS is fine; the server wants credentials";
    PermissionDenied = "permission-denied", Error, Otlp, Table, Everyone, "TLS is fine; the credentials do not allow this";
    BackendUnavailable = "backend-unavailable", Error, Otlp, Table, Everyone, "TLS is fine; the server or what is behind it is not ready";
    OtlpRejected = "otlp-rejected", Error, Otlp, Table, Everyone, "TLS is fine; the export was refused";
    SignalNotServed = "signal-not-served", Note, Otlp, Table, Nobody, "this signal has no pipeline, another one answers";
    // Across addresses and runtimes: never first of their severity.
    InsecureTransport = "insecure-transport", Note, Tls, Table, Nobody, "telemetry crosses the network unencrypted";
    AddressDifference = "address-difference", Warning, Tcp, Table, Nobody, "addresses or connections of one name answer differently";
    RuntimeMismatch = "runtime-mismatch", Warning, Tls, Table, Nobody, "some exporters connect and others do not";
}

impl Code {
    /// The code as printed.
    pub fn slug(self) -> &'static str {
        self.meta().slug
    }

    /// Codes that mean the endpoint could not be tested at all (exit status 3) when they hold on every address.
    pub fn is_unreachable(self) -> bool {
        matches!(
            self,
            Self::DnsFailure
                | Self::ConnectionRefused
                | Self::ConnectionTimeout
                | Self::NetworkUnreachable
                | Self::ProxyFailure
        )
    }
}

/// The text is no code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode;

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Self::ALL.iter().copied().find(|code| code.slug() == text).ok_or(UnknownCode)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.slug())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.slug())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom(format!("unknown code `{text}`")))
    }
}
