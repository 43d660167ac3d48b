//! What was seen: plain data, serde both ways, neutral words, no opinion.
//!
//! A saved observation gives the same report on another machine. It holds certificates and anchors, never a
//! key, a header value or a password.

mod encoding;
mod inspected;
pub mod names;
mod offer;
mod otlp;
mod step;
mod tls;

pub use names::{
    alert_name, cipher_suite_name, group_name, grpc_status, signature_scheme_name, version_name,
};
pub use offer::{Answer, Offer, OfferSeen};
pub use otlp::{Exchange, OtlpSeen};
pub use step::{By, Failure, FailureKind, Step, StepStatus};
pub use tls::{ClientAuthSeen, Hello, KeyProof, PlaintextSeen, RetrySeen, RetryWithout, Speaks, TlsSeen};

use serde::{Deserialize, Serialize};

use crate::target::Summary;
use crate::x509::Anchor;
use crate::x509::Purpose;

pub use encoding::Der;
pub use inspected::{Inspected, Unreadable};

/// Value of `schema` in a saved observation. No promise before 1.0.
pub const SCHEMA: &str = "otls.observation.v1";

/// Everything seen of one target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// [`SCHEMA`].
    pub schema: String,
    /// Version of otls that looked.
    pub otls: String,
    /// When the probe started, milliseconds since 1970-01-01T00:00:00Z. Judged as of this time unless told otherwise.
    pub started_at_ms: i64,
    /// What was asked for.
    pub target: Summary,
    /// Name resolution.
    pub dns: Step<Vec<String>>,
    /// One per address, in the order tried; one without address when resolution failed or a proxy resolves.
    pub attempts: Vec<Attempt>,
    /// The trust stores that were looked at.
    pub stores: Vec<StoreSeen>,
    /// The client certificate that was given, leaf first; empty when none was. Never the key.
    pub client_chain: Vec<Der>,
    /// Whether the given key belongs to it (of files: to the leaf); `None` when there is no key, or that is not
    /// known.
    pub client_key_matches: Option<bool>,
    /// Every connection made, and why, in order.
    pub connections: Vec<ConnectionSeen>,
    /// Files were read instead: then there is one attempt, made up of their chain. `None`: an endpoint was probed.
    #[serde(default)]
    pub inspected: Option<Inspected>,
    /// The certificate that the server should present by now; `None`: the user said nothing of it.
    #[serde(default)]
    pub expected: Option<Expected>,
}

/// A certificate in a file, that the server should present.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// The file as named, with the entry of it: `secret.yaml (Secret telemetry/otel-tls: tls.crt)`.
    pub path: String,
    /// The leaf.
    pub leaf: Der,
}

/// One address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// `192.0.2.10:4317`, `[2001:db8::1]:4317`; `None` when there was no address to try, or a proxy resolves the name.
    pub address: Option<String>,
    /// TCP, including the proxy's CONNECT.
    pub tcp: Step<()>,
    /// The first, ordinary handshake. Partial facts are kept when it failed.
    pub tls: Step<TlsSeen>,
    /// The export.
    pub otlp: Step<OtlpSeen>,
    /// What the port says in cleartext, where that was asked.
    pub plaintext: Option<PlaintextSeen>,
    /// Further handshakes, each without something the first had.
    pub retries: Vec<RetrySeen>,
    /// Raw ClientHellos and their answers.
    pub offers: Vec<OfferSeen>,
    /// Every TLS version that the server answered when asked alone (from offers or a scan); `None`: not asked.
    pub supported: Option<Supported>,
}

/// What a scan found. Names as in RFC 8446 and the IANA registry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supported {
    /// Protocol numbers: 0x0301 (TLS 1.0) to 0x0304 (TLS 1.3).
    pub versions: Vec<u16>,
    /// Suites, with the version they were selected in; complete only after `--scan`.
    pub cipher_suites: Option<Vec<u16>>,
    /// Groups; complete only after `--scan`.
    pub groups: Option<Vec<u16>>,
}

/// Which anchors a store has that matter to the chains seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoreSeen {
    /// Which store.
    pub store: Store,
    /// Where it came from: a path, `webpki-roots 1.0.10`.
    pub origin: String,
    /// The variables that put it in the place of the system's own: `SSL_CERT_FILE=...`.
    #[serde(default)]
    pub variables: Vec<String>,
    /// How many anchors it has in all.
    pub size: usize,
    /// Those that could end a path of the presented certificates: by subject, key identifier or key.
    pub anchors: Vec<Anchor>,
    /// Files of it that could not be read, one phrase each.
    pub problems: Vec<String>,
}

/// A trust store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Store {
    /// `--cacert` or its equal in a configuration.
    Given,
    /// The machine's.
    System,
    /// Mozilla's, as bundled by Node, certifi and gRPC.
    Mozilla,
}

impl Store {
    /// As printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::System => "system",
            Self::Mozilla => "mozilla",
        }
    }
}

/// One connection that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionSeen {
    /// Where to.
    pub address: String,
    /// Why, one phrase: `handshake`, `handshake without ALPN`, `cleartext HTTP/2`, `ClientHello: TLS 1.1`.
    pub why: String,
}

impl Observation {
    /// What the presented certificate is to be used for.
    pub fn purpose(&self) -> Purpose {
        self.inspected.as_ref().map_or(Purpose::Server, |inspected| inspected.purpose)
    }

    /// The presented certificates are somebody's trust store.
    pub fn is_bundle(&self) -> bool {
        self.inspected.as_ref().is_some_and(|inspected| inspected.bundle)
    }

    /// The index of the attempt that got furthest; the first of equals. `None` when there was none.
    pub fn furthest(&self) -> Option<usize> {
        let mut best: Option<(usize, u8)> = None;
        for (index, attempt) in self.attempts.iter().enumerate() {
            let reached = attempt.reached();
            if best.is_none_or(|(_, most)| reached > most) {
                best = Some((index, reached));
            }
        }
        best.map(|(index, _)| index)
    }

    /// Adds another round of probing the same target.
    pub fn add_round(&mut self, round: Self) {
        self.attempts.extend(round.attempts);
        self.connections.extend(round.connections);
        for seen in round.stores {
            match self.stores.iter_mut().find(|known| known.store == seen.store) {
                Some(known) => {
                    let new = seen.anchors.into_iter().filter(|anchor| !known.anchors.contains(anchor));
                    let new: Vec<Anchor> = new.collect();
                    known.anchors.extend(new);
                }
                None => self.stores.push(seen),
            }
        }
    }

    /// The stores that this run trusts: what was given, and the system's where nothing was or it was asked for.
    pub fn stores_used(&self) -> Vec<&StoreSeen> {
        let given = !self.target.ca_paths.is_empty();
        self.stores
            .iter()
            .filter(|seen| match seen.store {
                Store::Given => given,
                Store::System => !given || self.target.system_roots,
                Store::Mozilla => given && self.target.mozilla_roots,
            })
            .collect()
    }

    /// The store of that kind, where it was looked at.
    pub fn store(&self, store: Store) -> Option<&StoreSeen> {
        self.stores.iter().find(|seen| seen.store == store)
    }
}

impl Attempt {
    /// The chain that the server presents: in the first handshake, else in a further one, else in clear in
    /// answer to a raw ClientHello. Empty when none was seen.
    pub fn presented_chain(&self) -> &[Der] {
        let first = self.tls.seen.iter().map(|tls| tls.chain.as_slice());
        let further = self.retries.iter().map(|retry| retry.tls.chain.as_slice());
        let raw = self.offers.iter().map(|seen| match &seen.answer {
            Answer::ServerHello { chain, .. } => chain.as_slice(),
            _ => &[],
        });
        first.chain(further).chain(raw).find(|chain| !chain.is_empty()).unwrap_or_default()
    }

    /// Number of stages passed; a failed stage with facts counts more than one without.
    pub fn reached(&self) -> u8 {
        if self.tcp.status != StepStatus::Ok {
            return 0;
        }
        let tls = match self.tls.status {
            StepStatus::Ok | StepStatus::Skipped => 4,
            _ if self.tls.seen.as_ref().is_some_and(|tls| !tls.chain.is_empty()) => 3,
            _ if self.plaintext.is_some() => 2,
            _ => 1,
        };
        let otlp = match self.otlp.status {
            StepStatus::Ok => 3,
            StepStatus::Skipped => 2,
            StepStatus::Failed if self.otlp.seen.is_some() => 2,
            StepStatus::Failed => 1,
            StepStatus::NotReached => 0,
        };
        tls + otlp
    }
}
