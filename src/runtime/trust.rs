//! Would one exporter accept the certificate? Which anchors count for it, and what its policy says.

use super::exporter::{Exporter, Trust};
use crate::observation::KeyProof;
use crate::observation::Store;
use crate::observation::StoreSeen;
use crate::observation::TlsSeen;
use crate::target::Summary;
use crate::x509;
use crate::x509::Anchor;
use crate::x509::Certificate;
use crate::x509::Evaluation;
use crate::x509::Name;
use crate::x509::Policy;
use crate::x509::Purpose;
use crate::x509::SignatureCache;
use crate::x509::UnixSeconds;

/// A set of anchors, with what it is called.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Roots {
    /// `given`, `given+system`, `system`, `mozilla`.
    pub(super) store: String,
    /// As it stands in a sentence.
    pub(super) label: String,
    /// The anchors.
    pub(super) anchors: Vec<Anchor>,
}

/// Which roots count for an exporter.
#[derive(Debug, PartialEq)]
pub(super) enum Counted {
    /// These.
    Known(Roots),
    /// Either of these; known only where both say the same.
    Either(Roots, Roots),
    /// None, unless code enables one of these.
    UnlessEnabled(Roots, Roots),
    /// The store was not looked at.
    NotSeen(&'static str),
}

/// Which roots count for this exporter in this run.
pub(super) fn counted(exporter: &Exporter, summary: &Summary, stores: &[StoreSeen]) -> Counted {
    if !summary.ca_paths.is_empty() {
        let mut wanted = vec![Store::Given];
        if summary.system_roots {
            wanted.push(Store::System);
        }
        if summary.mozilla_roots {
            wanted.push(Store::Mozilla);
        }
        return roots(&wanted, summary, stores)
            .map_or(Counted::NotSeen("the given CA certificates were not looked at"), Counted::Known);
    }
    let system = roots(&[Store::System], summary, stores);
    let mozilla = roots(&[Store::Mozilla], summary, stores);
    match (exporter.trust, system, mozilla) {
        (Trust::System, Some(system), _) => Counted::Known(system),
        (Trust::System, None, _) => Counted::NotSeen("the system's roots were not looked at"),
        (Trust::Mozilla, _, Some(mozilla)) => Counted::Known(mozilla),
        (Trust::Mozilla, _, None) => Counted::NotSeen("Mozilla's roots were not looked at"),
        // No JDK reads the variables that put another file in the place of the system's roots.
        (Trust::Jdk, _, Some(mozilla)) if is_replaced(stores) => Counted::Known(mozilla),
        (Trust::Jdk, Some(system), Some(mozilla)) => Counted::Either(system, mozilla),
        (Trust::Jdk, ..) => Counted::NotSeen("the JDK's roots are not looked at"),
        (Trust::Code, Some(system), Some(mozilla)) => Counted::UnlessEnabled(system, mozilla),
        (Trust::Code, ..) => Counted::NotSeen("it trusts nothing unless the code enables roots"),
    }
}

/// Whether variables name roots elsewhere than where systems have theirs.
fn is_replaced(stores: &[StoreSeen]) -> bool {
    let of_systems =
        |value: &str| ["/etc/ssl/", "/etc/pki/", "/usr/"].iter().any(|start| value.starts_with(start));
    let system = stores.iter().find(|seen| seen.store == Store::System);
    system.is_some_and(|seen| {
        seen.variables.iter().any(|one| one.split_once('=').is_none_or(|(_, value)| !of_systems(value)))
    })
}

fn roots(wanted: &[Store], summary: &Summary, stores: &[StoreSeen]) -> Option<Roots> {
    let mut anchors = Vec::new();
    for store in wanted {
        anchors.extend(stores.iter().find(|seen| seen.store == *store)?.anchors.iter().cloned());
    }
    let names: Vec<&str> = wanted.iter().map(|store| store.as_str()).collect();
    let label = match wanted.first() {
        Some(Store::Given) => {
            summary.ca_paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ")
        }
        Some(Store::Mozilla) => "Mozilla's roots".to_owned(),
        _ => "the system's roots".to_owned(),
    };
    Some(Roots { store: names.join("+"), label, anchors })
}

/// Evaluations of one chain, each made once.
pub(super) struct Evaluations<'a> {
    chain: &'a [Certificate],
    name: Option<Name>,
    at: UnixSeconds,
    signatures: SignatureCache,
    made: Vec<(Policy, String, Evaluation)>,
}

impl<'a> Evaluations<'a> {
    /// For this chain and name (`None`: any), as of `at`.
    pub(super) fn new(chain: &'a [Certificate], name: Option<&str>, at: UnixSeconds) -> Self {
        Self { chain, name: name.map(Name::new), at, signatures: SignatureCache::new(), made: Vec::new() }
    }

    /// The presented chain.
    pub(super) fn chain(&self) -> &'a [Certificate] {
        self.chain
    }

    /// What this policy says with these roots.
    pub(super) fn get(&mut self, policy: &Policy, roots: &Roots) -> Evaluation {
        let known = self.made.iter().find(|(made, store, _)| made == policy && *store == roots.store);
        if let Some((_, _, evaluation)) = known {
            return evaluation.clone();
        }
        let evaluation = x509::evaluate_with(
            self.chain,
            &roots.anchors,
            self.name.as_ref(),
            self.at,
            policy,
            &mut self.signatures,
        );
        self.made.push((policy.clone(), roots.store.clone(), evaluation.clone()));
        evaluation
    }
}

/// Whether the server has shown who it is, by the RFCs: path, dates and name hold, and it owns the key. Only then
/// are headers sent, for they may carry a token.
pub fn proves_identity(summary: &Summary, tls: &TlsSeen, stores: &[StoreSeen], at: UnixSeconds) -> bool {
    if tls.key_proof != Some(KeyProof::Verified) {
        return false;
    }
    let wanted: &[Store] = match (summary.ca_paths.is_empty(), summary.system_roots, summary.mozilla_roots) {
        (true, ..) => &[Store::System],
        (false, true, _) => &[Store::Given, Store::System],
        (false, false, true) => &[Store::Given, Store::Mozilla],
        (false, false, false) => &[Store::Given],
    };
    let Some(roots) = roots(wanted, summary, stores) else { return false };
    let chain: Vec<Certificate> = tls.chain.iter().map(|der| Certificate::new(&der.0)).collect();
    // A CA certificate as leaf is a fault of form, not of identity.
    let policy = Policy { ca_leaf: true, ..Policy::rfc5280(Purpose::Server) };
    let name = Name::new(&summary.verify_name);
    let evaluation = x509::evaluate(&chain, &roots.anchors, Some(&name), at, &policy);
    // A signature that could not be checked proves nothing.
    evaluation.violations.is_empty() && evaluation.unchecked_signatures.is_empty()
}
