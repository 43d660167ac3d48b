//! Goes and looks. The only module that opens sockets (`lab` listens on loopback).
//!
//! It reports what happened; whether that is a problem is decided in `classify`. Every stage has a deadline
//! and a bound in bytes. Nothing is spawned but the loading of root stores, so a dropped probe ends at once.

mod attempt;
mod client_cert;
mod dns;
mod failure;
mod flight;
mod group;
mod hello;
mod http1;
mod http2;
mod otlp;
mod plaintext;
mod proxy;
mod retry;
mod scan;
mod side_by_side;
mod stores;
mod tap;
mod tcp;
mod tls;
mod verifier;
mod wire;

#[cfg(test)]
mod tests;

pub use stores::{Elsewhere, Others, Stores};

use std::pin::pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use rustls::crypto::CryptoProvider;

use crate::observation::Answer;
use crate::observation::Attempt;
use crate::observation::ConnectionSeen;
use crate::observation::Der;
use crate::observation::Observation;
use crate::observation::Offer;
use crate::observation::SCHEMA;
use crate::observation::Step;
use crate::observation::StoreSeen;
use crate::observation::TlsSeen;
use crate::target::Settings;
use client_cert::Identity;
use side_by_side::Work;
use tcp::Route;

/// What `admit` is asked about: what was presented, before anything is sent.
#[derive(Debug)]
pub struct Presented<'a> {
    /// The handshake so far.
    pub tls: &'a TlsSeen,
    /// The stores that are looked at, with the anchors that matter to this chain.
    pub stores: &'a [StoreSeen],
}

/// Whether to export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admit {
    /// No exporter asked about would accept this server: send nothing.
    Refuse,
    /// Send an empty export, without the user's headers.
    Export,
    /// Send them as well: path, dates and name hold, and the server proved its key.
    ExportWithHeaders,
}

/// Which ClientHellos beyond the ordinary handshake are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scan {
    /// Those that the answer needs.
    #[default]
    AsNeeded,
    /// Everything: versions, suites, groups.
    Full,
    /// None.
    Never,
}

/// How to look.
pub struct Plan<'a> {
    /// Offers of the exporters asked about, by content.
    pub offers: Vec<Offer>,
    /// Extra ClientHellos.
    pub scan: Scan,
    /// Asked after the handshake.
    pub admit: &'a (dyn Fn(&Presented<'_>) -> Admit + Sync),
    /// When the probe started, milliseconds since 1970.
    pub started_at_ms: i64,
}

/// Looks at one target: every address, every stage. `--repeat` calls it again with the same stores.
pub async fn probe(settings: &Settings, plan: &Plan<'_>, stores: &Stores) -> Observation {
    Probe::new(settings, plan, stores).run().await
}

/// One run.
struct Probe<'a> {
    settings: &'a Settings,
    plan: &'a Plan<'a>,
    stores: &'a Stores,
    provider: Arc<CryptoProvider>,
    identity: Identity,
    connections: Mutex<Vec<ConnectionSeen>>,
}

/// Longest wait of a connection that is made beside the first.
const EXTRA: Duration = Duration::from_secs(5);

impl<'a> Probe<'a> {
    fn new(settings: &'a Settings, plan: &'a Plan<'a>, stores: &'a Stores) -> Self {
        let limits = settings.collector.as_ref().map(|collector| &collector.limits);
        let provider = Arc::new(tls::provider(limits));
        let identity = Identity::new(settings.identity.as_ref(), &provider);
        Self { settings, plan, stores, provider, identity, connections: Mutex::default() }
    }

    async fn run(self) -> Observation {
        let (dns, routes) = self.routes().await;
        let attempts = if routes.is_empty() { vec![unreached()] } else { self.attempts(&routes).await };
        let stores = self.stores_for(&attempts).await;
        let settings = self.settings;
        let client_chain = settings.identity.as_ref().map_or(&[][..], |identity| identity.chain.as_slice());
        Observation {
            schema: SCHEMA.to_owned(),
            otls: env!("CARGO_PKG_VERSION").to_owned(),
            started_at_ms: self.plan.started_at_ms,
            target: settings.summary(),
            dns,
            attempts,
            stores,
            client_chain: client_chain.iter().map(|der| Der(der.clone())).collect(),
            client_key_matches: self.identity.key_matches,
            connections: self.connections.into_inner().unwrap_or_else(PoisonError::into_inner),
            inspected: None,
            expected: None,
        }
    }

    /// The ways to the endpoint. A proxy resolves the name itself.
    async fn routes(&self) -> (Step<Vec<String>>, Vec<Route<'a>>) {
        if let Some(proxy) = &self.settings.proxy {
            return (Step::skipped(), vec![Route::Proxied(proxy)]);
        }
        let (host, port) = self.destination();
        let limit = self.settings.connect_timeout;
        let (step, addresses) = dns::resolve(host, port, self.settings.family, limit).await;
        (step, addresses.into_iter().map(Route::Direct).collect())
    }

    async fn attempts(&self, routes: &[Route<'a>]) -> Vec<Attempt> {
        let work: Vec<Work<'_, Attempt>> =
            routes.iter().map(|route| Box::pin(self.attempt(*route)) as Work<'_, _>).collect();
        let mut attempts = pin!(side_by_side::all(work));
        let prefetch = pin!(self.stores.prefetch(self.settings));
        // Whoever needs a store waits for it; a port that is closed waits for none.
        tokio::select! {
            biased;
            done = &mut attempts => done,
            () = prefetch => attempts.await,
        }
    }

    /// The stores for every chain that was seen.
    async fn stores_for(&self, attempts: &[Attempt]) -> Vec<StoreSeen> {
        let mut chains: Vec<&[Der]> = Vec::new();
        for attempt in attempts {
            chains.extend(attempt.tls.seen.iter().map(|tls| tls.chain.as_slice()));
            chains.extend(attempt.retries.iter().map(|retry| retry.tls.chain.as_slice()));
            chains.extend(attempt.offers.iter().filter_map(|seen| match &seen.answer {
                Answer::ServerHello { chain, .. } => Some(chain.as_slice()),
                _ => None,
            }));
        }
        chains.retain(|chain| !chain.is_empty());
        if chains.is_empty() {
            return Vec::new();
        }
        self.stores.look(&self.settings.ca, Others::of(self.settings), &chains).await
    }

    /// The limit for connections beside the first.
    fn extra_timeout(&self) -> Duration {
        self.settings.timeout.min(EXTRA)
    }
}

/// No address to try.
fn unreached() -> Attempt {
    Attempt {
        address: None,
        tcp: Step::not_reached(),
        tls: Step::not_reached(),
        otlp: Step::not_reached(),
        plaintext: None,
        retries: Vec::new(),
        offers: Vec::new(),
        supported: None,
    }
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
