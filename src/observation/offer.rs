//! Raw ClientHellos, by content, and what was answered.

use serde::{Deserialize, Serialize};

use super::encoding::Der;
use super::tls::ClientAuthSeen;

/// What a ClientHello offers. Stored by content, so that any runtime with this offer can be judged by it.
/// Numbers as in the IANA registries, in order of preference.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Offer {
    /// Protocol versions, highest first: 0x0304, 0x0303 ...
    pub versions: Vec<u16>,
    /// Cipher suites.
    pub cipher_suites: Vec<u16>,
    /// Named groups.
    pub groups: Vec<u16>,
    /// Signature schemes.
    pub signature_schemes: Vec<u16>,
    /// ALPN protocols; empty: no extension.
    pub alpn: Vec<String>,
    /// Groups with a key share in the first flight (size matters to middleboxes).
    pub key_shares: Vec<u16>,
    /// Whether the server name is sent.
    pub server_name: bool,
    /// It is sent with the dot that ends it in the endpoint, which RFC 6066 section 3 leaves out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub trailing_dot: bool,
}

/// An offer and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferSeen {
    /// What was offered.
    pub offer: Offer,
    /// What came back.
    pub answer: Answer,
}

/// What the server answers to a ClientHello.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "answer")]
pub enum Answer {
    /// A ServerHello or HelloRetryRequest.
    ServerHello {
        /// The version selected.
        version: u16,
        /// The suite selected.
        cipher_suite: u16,
        /// The group selected: in TLS 1.3 from the key share, in TLS 1.2 from ServerKeyExchange.
        group: Option<u16>,
        /// ALPN, where it is in clear (TLS 1.2 and below).
        alpn: Option<String>,
        /// It was a HelloRetryRequest: the server's certificate was not yet chosen.
        retry: bool,
        /// The chain, where it is in clear (TLS 1.2 and below).
        chain: Vec<Der>,
        /// The CertificateRequest, where it is in clear (TLS 1.2 and below).
        #[serde(default, skip_serializing_if = "is_not_asked")]
        client_auth: ClientAuthSeen,
    },
    /// A fatal alert, by number.
    Alert {
        /// AlertDescription.
        description: u8,
    },
    /// Closed or reset without a byte.
    Closed,
    /// Nothing before the deadline.
    Timeout,
    /// Bytes that are no TLS.
    NotTls,
}

fn is_not_asked(client_auth: &ClientAuthSeen) -> bool {
    *client_auth == ClientAuthSeen::default()
}

impl Offer {
    /// Whether the ordinary handshake, which negotiated this, answers for this offer: it sends the name, without a
    /// last dot.
    pub fn contains(&self, hello: &super::Hello) -> bool {
        self.server_name && !self.trailing_dot && self.holds(hello)
    }

    /// Whether what was negotiated is part of this offer; facts that are not known do not count against it.
    pub fn holds(&self, hello: &super::Hello) -> bool {
        self.versions.contains(&hello.version)
            && self.cipher_suites.contains(&hello.cipher_suite)
            && hello.group.is_none_or(|group| self.groups.contains(&group))
            && hello.signature_scheme.is_none_or(|scheme| self.signature_schemes.contains(&scheme))
    }
}
