//! An exporter's row in words, for `otls explain RUNTIME`.

use super::exporter::AlpnRule;
use super::exporter::Exporter;
use super::exporter::GivesUp;
use super::exporter::IdentityRule;
use super::exporter::Trust;

/// What a row says, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The library that speaks TLS.
    pub stack: &'static str,
    /// Whose roots count when no CA file is given.
    pub trust: &'static str,
    /// What happens when the server selects no `h2`.
    pub alpn: &'static str,
    /// What happens to a client certificate.
    pub identity: &'static str,
}

impl Exporter {
    /// The row in words.
    pub fn about(&self) -> About {
        let stack = match self.name {
            "python-grpc" | "cpp-grpc" | "php-grpc" => "BoringSSL, in gRPC core",
            "python-http" => "OpenSSL, below urllib3 and requests",
            "cpp-http" | "php-http" => "OpenSSL, below libcurl",
            "ruby-http" => "OpenSSL, below Net::HTTP",
            _ => match self.family {
                "go" | "collector" => "Go's crypto/tls",
                "java" => "JSSE, below OkHttp",
                "node" => "OpenSSL, the one that Node brings",
                "rust" => "rustls and webpki",
                _ => "the platform's: OpenSSL on Linux, SChannel on Windows",
            },
        };
        let trust = match self.trust {
            Trust::System => "the system's roots, unless a CA file is given",
            Trust::Mozilla => "Mozilla's roots, which it brings, not the system's, unless a CA file is given",
            Trust::Jdk => "the JDK's cacerts, unless a CA file is given",
            Trust::Code => "nothing, unless code names roots",
        };
        let alpn = match self.alpn {
            AlpnRule::Required => "the server must select h2, or the connection is closed",
            AlpnRule::NotEnforced => "offers h2 and speaks it even where the server selects nothing",
            AlpnRule::FallsBack => "falls back to HTTP/1.1 without h2, over which the export fails",
            AlpnRule::Any => "any HTTP version will do",
        };
        let identity = match self.identity {
            IdentityRule::Sent => "sent when the server asks",
            IdentityRule::WithheldFromStrangers => {
                "sent when the server asks, but withheld when the server's list of issuers lacks its issuer"
            }
            IdentityRule::Pkcs8 => {
                "withheld when the server's list of issuers lacks its issuer; the key must be PKCS#8 (BEGIN PRIVATE KEY), \
                 RSA or EC"
            }
            IdentityRule::Rsa => "the key must be RSA",
        };
        About { stack, trust, alpn, identity }
    }

    /// Whether its errors are seen without a switch.
    pub fn printed(&self) -> bool {
        self.printed_by_default
    }

    /// The switch that makes its errors, or their cause, visible.
    pub fn show_with(&self) -> Option<&'static str> {
        self.show_with
    }

    /// When it stops trying: refused, closed, silent.
    pub fn gives_up(&self) -> [GivesUp; 3] {
        [self.timing.refused, self.timing.closed, self.timing.silent]
    }

    /// Versions of the platform that demand something else of a certificate.
    pub fn variants(&self) -> impl Iterator<Item = &'static str> {
        self.variants.iter().map(|variant| variant.which)
    }
}
