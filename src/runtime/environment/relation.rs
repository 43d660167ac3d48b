//! How an exporter's own connection compares with the one that was probed.

use super::Outcome;
use super::Refusal;
use super::{effective, probed};
use crate::observation::Attempt;
use crate::observation::Observation;
use crate::runtime::Exporter;
use crate::runtime::identity;
use crate::target::environment::Connection;
use crate::target::environment::Difference;
use crate::target::environment::Roots;

/// How an exporter's connection compares with the one that was probed.
#[derive(Debug)]
pub(in crate::runtime) enum Relation {
    /// It is the same; or no environment was asked about.
    Same,
    /// The same but for the roots: its own.
    OwnRoots,
    /// The same, and it verifies nothing.
    Unverified,
    /// It makes no connection, or accepts nobody.
    Refuses(Refusal),
    /// Another, or nobody knows: why its verdict is unknown.
    Otherwise(String),
}

/// Compares one exporter.
pub(in crate::runtime) fn relation(
    observation: &Observation,
    attempt: &Attempt,
    exporter: &'static Exporter,
) -> Relation {
    let Some(seen) = &observation.target.environment else { return Relation::Same };
    let Some(signal) = seen.signals.first() else { return Relation::Same };
    let either = observation.target.protocol.is_none().then_some(exporter.protocol);
    let (Some(probed), Ok(effective)) =
        (probed(seen, either), effective(&seen.environment, exporter, *signal))
    else {
        return Relation::Same;
    };
    match effective.outcome {
        Outcome::Refuses(refusal) => Relation::Refuses(refusal),
        Outcome::Unknown(reason) => Relation::Otherwise(reason),
        Outcome::Connects(own) => compare(observation, attempt, exporter, &probed, &own),
    }
}

fn compare(
    observation: &Observation,
    attempt: &Attempt,
    exporter: &'static Exporter,
    probed: &Connection,
    own: &Connection,
) -> Relation {
    let mut relation = if own.verifies || own.cleartext { Relation::Same } else { Relation::Unverified };
    let mut reasons = Vec::new();
    for difference in probed.differences(own) {
        match difference {
            Difference::Endpoint => reasons.push(format!("it goes to `{}`", own.url())),
            Difference::Transport if own.cleartext => reasons.push("it speaks cleartext".to_owned()),
            Difference::Transport => reasons.push("it speaks TLS".to_owned()),
            Difference::Roots if matches!(relation, Relation::Unverified) => {}
            Difference::Roots => match &own.roots {
                Roots::Default => relation = Relation::OwnRoots,
                Roots::File(path) => reasons.push(format!("it trusts `{path}`")),
                Roots::DefaultAnd(path) => reasons.push(format!("it trusts `{path}` as well")),
            },
            Difference::Identity if !matters(observation, attempt) => {}
            Difference::Identity if own.identity.is_none() => {
                reasons.push("it sends no client certificate".to_owned());
            }
            Difference::Identity => reasons.push("it sends another client certificate".to_owned()),
            Difference::Verification => {}
            Difference::Proxy => reasons.push(match &own.proxy {
                Some((name, _)) => format!("it goes through the proxy of `{name}`"),
                None => "it goes without a proxy".to_owned(),
            }),
        }
    }
    if reasons.is_empty() {
        relation
    } else {
        let reasons = reasons.join(" and ");
        Relation::Otherwise(format!("{reasons} here; `--runtime {}` probes that", exporter.name))
    }
}

/// Whether it makes a difference which client certificate is sent: not where none is asked for, or none needed.
fn matters(observation: &Observation, attempt: &Attempt) -> bool {
    let asked = attempt.tls.seen.as_ref().is_none_or(|tls| tls.hello.is_none() || tls.client_auth.requested);
    asked && !identity::is_optional(attempt) && !observation.target.cleartext
}
