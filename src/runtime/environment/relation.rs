//! How an exporter's own connection compares with the one that was probed.

use super::Outcome;
use super::Refusal;
use super::table;
use super::{effective, probed};
use crate::observation::Attempt;
use crate::observation::Observation;
use crate::observation::StepStatus;
use crate::runtime::Exporter;
use crate::runtime::identity;
use crate::target::Signal;
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
    let asked = observation.target.asked_environment();
    let Some((seen, signal)) = asked.and_then(|seen| Some((seen, seen.signals.first()?))) else {
        return through_proxy(observation, exporter);
    };
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

/// Not every exporter would go through the proxy that the probe of a named endpoint went through.
fn through_proxy(observation: &Observation, exporter: &'static Exporter) -> Relation {
    let target = &observation.target;
    let (Some(_), Some(source)) = (&target.proxy, target.sources.get("proxy")) else { return Relation::Same };
    let signal = target.signal.unwrap_or(Signal::Traces);
    let Some(rules) = table::of(exporter.name, signal).filter(|rules| rules.proxies_known) else {
        return Relation::Same;
    };
    let [tls, clear, _] = rules.proxies;
    let read = if target.cleartext { clear } else { tls };
    let direct = "it would go to the endpoint directly; `--proxy none` tries that";
    let why = match (source.strip_prefix("environment:"), rules.proxy_property) {
        (Some(name), _) if read.contains(&name) => return Relation::Same,
        (Some(name), None) => format!("it does not read `{name}`"),
        (Some(name), Some(property)) => format!("it does not read `{name}`, but `{property}`"),
        // The user says that the exporter goes this way.
        (None, Some(_)) => return Relation::Same,
        (None, None) if !read.is_empty() => return Relation::Same,
        (None, None) => "it knows no proxy".to_owned(),
    };
    Relation::Otherwise(format!("{why}: {direct}"))
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
    let differences = probed.differences(own);
    let elsewhere = [Difference::Endpoint, Difference::Proxy].iter().any(|one| differences.contains(one));
    if attempt.tcp.status == StepStatus::Failed && !elsewhere {
        // Nothing that comes after TCP makes a difference.
        return Relation::Same;
    }
    for difference in differences {
        match difference {
            Difference::Endpoint => reasons.push(format!("it goes to `{}`", own.url())),
            Difference::Transport if own.cleartext => reasons.push("it speaks cleartext".to_owned()),
            Difference::Transport => reasons.push("it speaks TLS".to_owned()),
            Difference::Roots if matches!(relation, Relation::Unverified) => {}
            Difference::Roots => match &own.roots {
                Roots::Default => relation = Relation::OwnRoots,
                Roots::File(path) | Roots::Store(path) => reasons.push(format!("it trusts `{path}`")),
                Roots::Openssl(paths) => reasons.push(format!("it trusts `{}`", paths.join("` and `"))),
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
