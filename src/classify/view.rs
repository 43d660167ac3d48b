//! One attempt, prepared for judging: certificates read, the path judged once, the stores in use named.

use crate::finding::Held;
use crate::finding::Judged;
use crate::finding::held_of;
use crate::observation::Answer;
use crate::observation::Attempt;
use crate::observation::Der;
use crate::observation::Exchange;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::observation::Observation;
use crate::observation::RetrySeen;
use crate::observation::RetryWithout;
use crate::observation::Speaks;
use crate::observation::StepStatus;
use crate::observation::Store;
use crate::observation::TlsSeen;
use crate::x509::Anchor;
use crate::x509::Certificate;
use crate::x509::Evaluation;
use crate::x509::Name;
use crate::x509::PathEnd;
use crate::x509::Policy;
use crate::x509::UnixSeconds;
use crate::x509::Violation;
use crate::x509::evaluate;

/// What every stage's file looks at.
pub(super) struct View<'a> {
    pub(super) observation: &'a Observation,
    pub(super) attempt: &'a Attempt,
    pub(super) at: UnixSeconds,
    /// The first handshake, as far as it went.
    pub(super) tls: Option<&'a TlsSeen>,
    /// The presented chain, leaf first.
    pub(super) chain: Vec<Certificate>,
    /// The chain judged; `None` when no chain was seen.
    pub(super) path: Option<JudgedPath>,
}

/// The chain against the anchors of the stores in use.
pub(super) struct JudgedPath {
    pub(super) evaluation: Evaluation,
    pub(super) anchors: Vec<Anchor>,
    /// Whether a store in use was looked at; if not, nothing can be said of trust.
    pub(super) store_seen: bool,
    store: String,
    store_label: String,
    trusted_by: Vec<String>,
}

impl<'a> View<'a> {
    pub(super) fn new(observation: &'a Observation, attempt: &'a Attempt, at: UnixSeconds) -> Self {
        let tls = attempt.tls.seen.as_ref();
        let chain: Vec<Certificate> = presented(attempt).iter().map(|der| Certificate::new(&der.0)).collect();
        let path = (!chain.is_empty()).then(|| JudgedPath::new(observation, &chain, at));
        Self { observation, attempt, at, tls, chain, path }
    }

    /// The chain is of a file, not of a server.
    pub(super) fn in_file(&self) -> bool {
        self.observation.inspected.is_some()
    }

    /// What ended the first handshake, when something did; not that otls did not accept the certificate.
    pub(super) fn handshake_failure(&self) -> Option<&'a Failure> {
        if self.attempt.tls.status != StepStatus::Failed {
            return None;
        }
        self.attempt.tls.failure.as_ref().filter(|failure| failure.kind != FailureKind::CertificateRefused)
    }

    /// Whether any byte of TLS came from the peer, in any connection.
    pub(super) fn speaks_tls(&self) -> bool {
        let attempt = self.attempt;
        let seen = |tls: &TlsSeen| tls.hello.is_some() || !tls.chain.is_empty();
        let alert = |failure: &Failure| failure.kind == FailureKind::Alert;
        self.tls.is_some_and(seen)
            || attempt.tls.failure.as_ref().is_some_and(alert)
            || attempt.plaintext.as_ref().is_some_and(|plaintext| plaintext.speaks == Speaks::Tls)
            || attempt.retries.iter().any(|r| seen(&r.tls) || r.failure.as_ref().is_some_and(alert))
            || attempt
                .offers
                .iter()
                .any(|offer| matches!(offer.answer, Answer::ServerHello { .. } | Answer::Alert { .. }))
    }

    /// The further handshake that left this out, where it was made.
    pub(super) fn retry(&self, without: RetryWithout) -> Option<&'a RetrySeen> {
        self.attempt.retries.iter().find(|retry| retry.without == without)
    }

    /// Requests of the export stage.
    pub(super) fn exchanges(&self) -> &'a [Exchange] {
        self.attempt.otlp.seen.as_ref().map_or(&[], |seen| &seen.exchanges)
    }

    /// What the evidence of certificate findings is made of.
    pub(super) fn judged<'b>(&'b self, path: &'b JudgedPath) -> Judged<'b> {
        Judged {
            chain: &self.chain,
            anchors: &path.anchors,
            name: &self.observation.target.verify_name,
            at: self.at,
            store: &path.store,
            store_label: &path.store_label,
            trusted_by: &path.trusted_by,
            in_file: self.in_file(),
        }
    }

    /// Findings for those violations that `keep` picks.
    pub(super) fn violations(&self, keep: impl Fn(&Violation) -> bool) -> Vec<Held> {
        let Some(path) = &self.path else { return Vec::new() };
        let judged = self.judged(path);
        let kept = path.evaluation.violations.iter().filter(|violation| keep(violation));
        kept.map(|violation| held_of(violation, &path.evaluation, &judged)).collect()
    }
}

impl JudgedPath {
    fn new(observation: &Observation, chain: &[Certificate], at: UnixSeconds) -> Self {
        let target = &observation.target;
        let in_use: &[Store] = match (observation.store(Store::Given), target.system_roots) {
            (Some(_), true) => &[Store::Given, Store::System],
            (Some(_), false) if target.mozilla_roots => &[Store::Given, Store::Mozilla],
            (Some(_), false) => &[Store::Given],
            (None, _) if observation.store(Store::System).is_some() => &[Store::System],
            (None, _) => &[Store::Mozilla],
        };
        let given = target.ca_paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
        let label = |store: &Store| match store {
            Store::Given if given.is_empty() => "the given CA certificates".to_owned(),
            Store::Given => given.clone(),
            Store::System => "the system's roots".to_owned(),
            Store::Mozilla => "Mozilla's roots".to_owned(),
        };
        let seen: Vec<_> = in_use.iter().filter_map(|store| observation.store(*store)).collect();
        let anchors: Vec<Anchor> = seen.iter().flat_map(|seen| seen.anchors.iter().cloned()).collect();
        let name = target.name_to_verify().map(Name::new);
        let policy = Policy::rfc5280(observation.purpose());
        let evaluation = evaluate(chain, &anchors, name.as_ref(), at, &policy);
        let trusts = |anchors: &[Anchor]| {
            matches!(evaluate(chain, anchors, name.as_ref(), at, &policy).end, PathEnd::Anchor(_))
        };
        let others = observation.stores.iter().filter(|other| !in_use.contains(&other.store));
        let trusted_by = if matches!(evaluation.end, PathEnd::Anchor(_)) {
            Vec::new()
        } else {
            others
                .filter(|other| trusts(&other.anchors))
                .map(|other| other.store.as_str().to_owned())
                .collect()
        };
        Self {
            evaluation,
            anchors,
            store_seen: !seen.is_empty(),
            store: in_use.iter().map(|store| store.as_str()).collect::<Vec<_>>().join("+"),
            store_label: in_use.iter().map(label).collect::<Vec<_>>().join(" or "),
            trusted_by,
        }
    }

    /// Whether the path ends at an anchor of a store in use.
    pub(super) fn trusted(&self) -> bool {
        matches!(self.evaluation.end, PathEnd::Anchor(_))
    }
}

/// The chain of the first handshake; failing that, of a further one or of a raw answer. A handshake without
/// server name does not count: the server may have answered for another name.
fn presented(attempt: &Attempt) -> &[Der] {
    let first = attempt.tls.seen.as_ref().map_or(&[][..], |tls| &tls.chain);
    let retries = attempt
        .retries
        .iter()
        .filter(|retry| retry.without != RetryWithout::ServerName)
        .map(|retry| &retry.tls.chain[..]);
    let raw = attempt.offers.iter().filter(|seen| seen.offer.server_name).map(|seen| match &seen.answer {
        Answer::ServerHello { chain, .. } => &chain[..],
        _ => &[],
    });
    std::iter::once(first).chain(retries).chain(raw).find(|chain| !chain.is_empty()).unwrap_or(&[])
}
