//! One exporter as data: the fields of a row, and the rules that rows choose from.

use std::net::IpAddr;

use super::stack::offer::Hello;
use crate::finding::Code;
use crate::observation::Offer;
use crate::target::OfferLimits;
use crate::target::Protocol;
use crate::target::Summary;
use crate::x509::Policy;

/// One exporter: a row of the table.
#[derive(Debug)]
pub struct Exporter {
    /// `go-grpc`.
    pub name: &'static str,
    /// `go`: the short name that selects all of a language, and that the text report prints.
    pub family: &'static str,
    /// The transport it exports over.
    pub protocol: Protocol,
    /// The version that the row models.
    pub version: &'static str,
    /// The runtime below it that the row models, where it matters: `Python 3.11`.
    pub platform: Option<&'static str>,
    /// What it demands of a certificate chain.
    pub(super) policy: fn() -> Policy,
    /// Other versions of the platform that demand something else.
    pub(super) variants: &'static [Variant],
    /// How far the policy can be relied upon.
    pub(super) certainty: Certainty,
    /// The order in which its stack reports faults.
    pub(super) order: &'static [Fault],
    /// Its ClientHello.
    pub(super) hello: &'static Hello,
    /// Which roots it trusts when no CA file is given.
    pub(super) trust: Trust,
    /// What it does when the server does not select `h2`.
    pub(super) alpn: AlpnRule,
    /// What it makes of a redirect that keeps the method (307, 308).
    pub(super) redirects: Redirects,
    /// What it does with a client certificate.
    pub(super) identity: IdentityRule,
    /// Whether its error text is seen without a switch.
    pub(super) printed_by_default: bool,
    /// The switch that makes it, or more of it, visible.
    pub(super) show_with: Option<&'static str>,
    /// When it stops trying.
    pub(super) timing: Timing,
}

/// Another version of the platform, where it demands something else of the chain.
#[derive(Debug)]
pub(super) struct Variant {
    /// `on Python 3.13 and later`.
    pub(super) which: &'static str,
    /// What it demands.
    pub(super) policy: fn() -> Policy,
}

/// How far a row's policy can be relied upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    /// The verifier was run, or is the one that was run.
    Measured,
    /// The verifier was not run here: known only where every measured verifier agrees.
    Agreement,
}

/// Which roots count when no CA file is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// The machine's.
    System,
    /// Mozilla's, bundled.
    Mozilla,
    /// The JDK's `cacerts`: known only where system and Mozilla agree.
    Jdk,
    /// None, unless code enables some.
    Code,
}

/// What a gRPC exporter does when the server selects no `h2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AlpnRule {
    /// Closes the connection.
    Required,
    /// Speaks HTTP/2 all the same.
    NotEnforced,
    /// Speaks HTTP/1.1, over which a gRPC export fails.
    FallsBack,
    /// OTLP over HTTP: any HTTP version will do.
    Any,
}

/// What an exporter over HTTP makes of a redirect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Redirects {
    /// Sends the same request to the new place, if the status is 307 or 308.
    Followed,
    /// Counts as a failure.
    Failure,
    /// Counts as success: every status below 400 does.
    TakenForSuccess,
    /// Not run, and not read.
    NotKnown,
}

/// What an exporter does with a client certificate and key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IdentityRule {
    /// Sends it when asked.
    Sent,
    /// Go: keeps it back when the server names acceptable issuers and none of them issued a certificate of ours.
    WithheldFromStrangers,
    /// Java: as `WithheldFromStrangers` (JSSE's `SunX509` key manager looks at the issuers too), and the key file must
    /// be PKCS#8, and RSA or EC.
    Pkcs8,
    /// Ruby: the key must be RSA.
    Rsa,
}

/// A fault and the certificate it is about, for the order in which a stack reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault(pub(super) Code, pub(super) Part);

/// Which certificate a fault is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Any.
    Any,
    /// The server's own.
    Leaf,
}

/// When an exporter stops trying.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GivesUp {
    /// After that many seconds.
    After(f64),
    /// Never: the export hangs.
    Never,
    /// Not known.
    Unknown,
}

/// When an exporter stops trying, by how the connection ends. Medians with default settings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timing {
    /// The handshake is refused, by either side.
    pub(super) refused: GivesUp,
    /// Nothing listens, or the connection is reset or closed.
    pub(super) closed: GivesUp,
    /// The connection comes up and nothing is said.
    pub(super) silent: GivesUp,
}

impl Exporter {
    /// The ClientHello, as an observation stores it.
    pub fn offer(&self) -> Offer {
        self.hello.offer()
    }

    /// The ClientHello to this target: a Collector's configuration limits it.
    pub fn offer_to(&self, target: &Summary) -> Offer {
        let limits = target.collector.as_ref().map(|collector| &collector.limits);
        let mut offer = match limits.filter(|limits| self.is_collector() && !limits.is_none()) {
            Some(limits) => limited(self.offer(), limits),
            None => self.offer(),
        };
        offer.trailing_dot = target.trailing_dot && self.sends_last_dot();
        let named = target.server_name.parse::<IpAddr>().is_err();
        offer.server_name = !named || self.sends_server_name(&target.server_name);
        offer
    }

    /// Whether it is one of the Collector's own.
    pub(super) fn is_collector(&self) -> bool {
        self.family == "collector"
    }

    /// Whether the server's name goes out with the dot that ends it in the endpoint, against RFC 6066: gRPC core and
    /// Node. Run against Go's server, which refuses that with `decode_error`.
    fn sends_last_dot(&self) -> bool {
        self.is_grpc_core() || self.family == "node"
    }

    /// Whether it links gRPC core.
    pub(super) fn is_grpc_core(&self) -> bool {
        matches!(self.family, "python" | "cpp" | "php") && self.protocol == Protocol::Grpc
    }

    /// Whether the ClientHello names the server. JSSE leaves names without a dot out (`localhost`, a Service's short
    /// name): `sun.security.ssl.Utilities.rawToSNIHostName`, and run against a server that refuses every name.
    pub(super) fn sends_server_name(&self, name: &str) -> bool {
        self.family != "java" || name.contains('.')
    }
}

/// What Go offers with these limits (`crypto/tls`, `makeClientHello`): the order is Go's own.
fn limited(mut offer: Offer, limits: &OfferLimits) -> Offer {
    offer.versions =
        [0x0304, 0x0303, 0x0302, 0x0301].into_iter().filter(|v| limits.allows_version(*v)).collect();
    let has_older = offer.versions.iter().any(|version| *version < 0x0304);
    offer.cipher_suites.retain(|suite| limits.allows_suite(*suite) && (has_older || suite >> 8 == 0x13));
    if has_older {
        let own: Vec<u16> = limits
            .cipher_suites
            .iter()
            .copied()
            .filter(|suite| !offer.cipher_suites.contains(suite))
            .collect();
        offer.cipher_suites.extend(own);
    }
    offer.groups.retain(|group| limits.allows_group(*group));
    offer.key_shares.retain(|group| limits.allows_group(*group));
    if offer.key_shares.is_empty() {
        offer.key_shares = offer.groups.first().copied().into_iter().collect();
    }
    if !offer.versions.contains(&0x0304) {
        offer.key_shares.clear();
    }
    offer
}
