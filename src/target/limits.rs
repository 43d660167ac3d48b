//! What a configuration takes away from, or adds to, the ClientHello of its exporter.

use serde::{Deserialize, Serialize};

/// Limits on what is offered. Numbers of the IANA registries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLimits {
    /// The lowest version; `None`: the exporter's own.
    pub min_version: Option<u16>,
    /// The highest version; `None`: the exporter's own.
    pub max_version: Option<u16>,
    /// Suites for TLS 1.2 and below, in place of the exporter's; empty: its own. TLS 1.3 has its own in any case.
    pub cipher_suites: Vec<u16>,
    /// Groups, in place of the exporter's; empty: its own.
    pub groups: Vec<u16>,
}

impl OfferLimits {
    /// Whether nothing is limited.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Whether this version is offered, of an exporter that offers TLS 1.2 and 1.3 by itself.
    pub fn allows_version(&self, version: u16) -> bool {
        version >= self.min_version.unwrap_or(0x0303) && version <= self.max_version.unwrap_or(0x0304)
    }

    /// Whether this suite is offered, where the exporter offers it by itself.
    pub fn allows_suite(&self, suite: u16) -> bool {
        if suite >> 8 == 0x13 {
            self.allows_version(0x0304)
        } else {
            self.cipher_suites.is_empty() || self.cipher_suites.contains(&suite)
        }
    }

    /// Whether this group is offered, where the exporter offers it by itself.
    pub fn allows_group(&self, group: u16) -> bool {
        self.groups.is_empty() || self.groups.contains(&group)
    }
}
