//! Goes and looks. The only module that opens sockets (`lab` listens on loopback).
//!
//! It reports what happened; whether that is a problem is decided in `classify`.

use std::future::Future;

use crate::observation::Observation;
use crate::observation::Offer;
use crate::observation::StoreSeen;
use crate::observation::TlsSeen;
use crate::target::Settings;

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

/// Looks at one target: every address, every stage.
pub fn probe<'a>(
    _settings: &'a Settings,
    _plan: &'a Plan<'a>,
    _stores: &'a Stores,
) -> impl Future<Output = Observation> + 'a {
    async { todo!() }
}

/// The root stores, each loaded once and only when first needed.
#[derive(Debug, Default)]
pub struct Stores {}
