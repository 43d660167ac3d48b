//! The values that texts contain, and the flags that choose between texts.

use std::collections::BTreeMap;

macro_rules! values {
    ($($variant:ident = $name:literal, $meaning:literal;)+) => {
        /// A value of a text, or a flag that chooses a text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Value { $(#[doc = $meaning] $variant,)+ }

        impl Value {
            /// The value with this placeholder's name.
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// Its placeholder, without braces.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

values! {
    Host = "host", "the host of the endpoint";
    Port = "port", "the port of the endpoint";
    Address = "address", "the address that was tried, with its port";
    Name = "name", "the name that is verified";
    Ip = "ip", "the same, when it is an IP address";
    Now = "now", "the time of judging, RFC 3339";
    NowUnix = "now_unix", "the time of judging, seconds since 1970";
    NotAfter = "not_after", "the end of validity, RFC 3339";
    NotAfterUnix = "not_after_unix", "the end of validity, seconds since 1970";
    NotBefore = "not_before", "the begin of validity, RFC 3339";
    NotBeforeUnix = "not_before_unix", "the begin of validity, seconds since 1970";
    SecondsAway = "seconds_away", "seconds from that date to the time of judging";
    IssuerCommonName = "issuer_cn", "the common name of the issuer that is missing";
    GoAlgorithm = "go_algorithm", "signature algorithm, as Go calls it";
    CommonName = "common_name", "common name of the leaf";
    DnsNames = "dns_names", "DNS names, by comma";
    DnsNamesNode = "dns_names_node", "DNS names as Node writes them";
    NamesRust = "names_rust", "names as rustls writes them";
    IpNames = "ip_names", "addresses, by comma";
    KeyPath = "key_path", "path of the client key";
    GoAlert = "go_alert", "the alert, as Go calls it";
    Alert = "alert", "the alert, RFC 8446 name";
    AlertWords = "alert_words", "the alert, as OpenSSL calls it";
    RustAlert = "rust_alert", "the alert, as rustls calls it";
    HttpStatus = "http_status", "HTTP status";
    HttpReason = "http_reason", "the reason phrase of that status";
    Url = "url", "where the export was sent, with its path";
    GrpcStatus = "grpc_status", "gRPC status";
    NoNames = "no_names", "flag: the certificate has no name";
    NoIpNames = "no_ip_names", "flag: the certificate has no address";
    CommonNameFits = "common_name_fits", "flag: the common name would have fitted";
    Tls12 = "tls12", "flag: TLS 1.2 was negotiated";
    RootSent = "root_sent", "flag: the server sends a root that is not trusted";
    IntermediateSent = "intermediate_sent", "flag: the server sends more than the leaf";
    LeafIsCa = "leaf_is_ca", "flag: the leaf is a CA certificate";
    Version1 = "version1", "flag: the leaf is X.509 v1";
    Reissued = "reissued", "flag: an anchor has that name and another key";
    ExtendedKeyUsage = "extended_key_usage", "flag: it is the extended key usage that does not fit";
    KeyEncipherment = "key_encipherment", "flag: it is keyEncipherment that is missing";
    LeafKey = "leaf_key", "flag: the weak key is the leaf's";
    HandshakeKey = "handshake_key", "flag: no scheme for this key is offered, so that the server refuses";
    Http1 = "http1", "flag: the port speaks HTTP/1 in cleartext";
    Refused = "refused", "flag: the server refuses with an alert";
    Http2 = "http2", "flag: HTTP/2 was negotiated";
    Answered = "answered", "flag: the server answered over HTTP instead of refusing the handshake";
    Retryable = "retryable", "flag: an HTTP status after which exporters try again";
    Reset = "reset", "flag: the connection was reset";
    Closed = "closed", "flag: the connection was closed";
    Root = "root", "flag: the finding is about the root";
    NameLower = "name_lower", "the name that is verified, in lower case";
    OpensslAlert = "openssl_alert", "the alert, as OpenSSL says it";
    OpensslName = "openssl_name", "the alert, as OpenSSL names it";
    OpensslCode = "openssl_code", "the alert, as OpenSSL numbers it";
    BoringAlert = "boring_alert", "the alert, as BoringSSL says it";
    NoAlert = "no_alert", "flag: the server ended the connection without an alert";
    GrpcName = "grpc_name", "gRPC status, by its name";
    GrpcGo = "grpc_go", "gRPC status, as Go names it";
    GrpcUnavailable = "grpc_unavailable", "flag: gRPC status 14";
    NoCertSign = "no_cert_sign", "flag: its keyUsage lacks keyCertSign";
    CaVersion1 = "ca_version1", "flag: the certificate in question is X.509 v1";
    OtherKeyKind = "other_key_kind", "flag: the anchor of that name has a key of another kind";
    OtherKeyId = "other_key_id", "flag: the anchor of that name has another key identifier";
    IssuerInStore = "issuer_in_store", "flag: the path runs through an intermediate of the store, and ends there";
    ShortKey = "short_key", "flag: the weak key is an RSA key";
    Page = "page", "flag: the answer has a body";
    Settings = "settings", "flag: the server speaks HTTP/2 although it did not select it";
    PresentedCount = "presented_count", "how many certificates were sent, where that is too many";
    LeafTrusted = "leaf_trusted", "flag: the leaf is in the store itself";
    NoScheme = "no_scheme", "flag: the server takes no signature of the client's key";
}

/// The values that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<Value, String>);

impl Values {
    /// Sets a value.
    pub fn set(&mut self, value: Value, text: impl Into<String>) {
        self.0.insert(value, text.into());
    }

    /// Sets a flag.
    pub fn flag(&mut self, value: Value, holds: bool) {
        if holds {
            self.0.insert(value, String::new());
        }
    }

    /// Takes a value or flag back.
    pub fn unset(&mut self, value: Value) {
        self.0.remove(&value);
    }

    /// The value, where it is known.
    pub fn get(&self, value: Value) -> Option<&str> {
        self.0.get(&value).map(String::as_str)
    }

    /// Whether it is known, or the flag holds.
    pub fn has(&self, value: Value) -> bool {
        self.0.contains_key(&value)
    }
}
