//! One target's result: what holds, whom it stops, how much it matters, and what to change.
//!
//! Pure: an observation, the time to judge it at, and the user's choices in; a [`Report`] out.

pub mod configuration;

mod further;
mod presented;
mod severity;

use crate::classify;
use crate::classify::ExpiryThreshold;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Location;
use crate::finding::Severity;
use crate::finding::Stage;
use crate::finding::presented_names;
use crate::observation::FailureKind;
use crate::observation::Observation;
use crate::observation::StepStatus;
use crate::observation::Store;
use crate::remedy;
use crate::remedy::Remedy;
use crate::runtime;
use crate::runtime::Exporter;
use crate::runtime::Judgement;
use crate::target::Protocol;
use crate::x509::Certificate;
use crate::x509::PathEnd;
use crate::x509::Purpose;
use crate::x509::UnixSeconds;

/// What the user chose about judging.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Judge as of then; `None`: as of the observation's `started_at`.
    pub at: Option<UnixSeconds>,
    /// When a certificate is `expiring`; `None`: the default, as a warning. A given one makes it an error.
    pub expiry_threshold: Option<ExpiryThreshold>,
    /// Codes that do not count.
    pub ignore: Vec<Code>,
    /// Exporters asked about by name; empty: all of the protocol.
    pub runtimes: Vec<&'static Exporter>,
}

/// The verdict on one target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the contract's")]
pub enum Verdict {
    Ok,
    Warning,
    Failed,
    /// Not tested: no address could be reached.
    Unreachable,
}

/// One weighed finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What.
    pub code: Code,
    /// By effect.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// Where.
    pub stage: Stage,
    /// Exporters that it stops.
    pub affects: Vec<&'static str>,
    /// By `--ignore`.
    pub ignored: bool,
    /// What is wrong.
    pub message: String,
    /// What shows it.
    pub evidence: Evidence,
    /// Where it is written, for what a configuration says.
    pub location: Option<Location>,
    /// What to change, most fitting first.
    pub remedies: Vec<Remedy>,
}

/// Whether a store leads the presented chain to an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trust {
    /// Which.
    pub store: Store,
    /// `None`: not looked at, or nothing was presented.
    pub trusted: Option<bool>,
}

/// The certificate of the path that expires first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiry {
    /// Last second of validity.
    pub not_after: UnixSeconds,
    /// From the time of judging; negative when past.
    pub seconds_left: i64,
    /// `leaf`, `intermediate`, `root`.
    pub role: &'static str,
    /// Its subject.
    pub subject: String,
}

/// A presented certificate and its part in the path; `None` for the part of a stranger.
#[derive(Clone, Debug)]
pub struct Presented {
    /// As sent.
    pub certificate: Certificate,
    /// `leaf`, `intermediate`, `root`, `unrelated`.
    pub role: &'static str,
}

/// One target's result.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was seen.
    pub observation: Observation,
    /// When it was judged.
    pub judged_at_ms: i64,
    /// The overall answer.
    pub verdict: Verdict,
    /// The first finding's code when the verdict is not ok.
    pub diagnosis: Option<Code>,
    /// Where the connection stopped; `None` when it went through.
    pub stopped_at: Option<Stage>,
    /// The protocol that was asked for, or that answered; `None`: neither did.
    pub protocol: Option<Protocol>,
    /// Index of the attempt that the certificates, runtimes and findings are of; `None`: there was none.
    pub attempt: Option<usize>,
    /// The chain that was presented, also when only a further handshake showed it.
    pub certificates: Vec<Presented>,
    /// What expires first.
    pub expiry: Option<Expiry>,
    /// Given, system, Mozilla.
    pub trust: Vec<Trust>,
    /// Who connects.
    pub runtimes: Vec<Judgement>,
    /// What was found, most important first.
    pub findings: Vec<Finding>,
    /// Exporters were asked about by name.
    pub runtimes_named: bool,
    /// This run's values, for the snippets.
    context: remedy::Context,
}

impl Report {
    /// This run's values, for the snippets.
    pub fn remedy_context(&self) -> &remedy::Context {
        &self.context
    }
}

/// Judges an observation.
pub fn build(observation: Observation, options: &Options) -> Report {
    let judged_at_ms = options.at.map_or(observation.started_at_ms, |at| at.saturating_mul(1000));
    let at = judged_at_ms.div_euclid(1000);
    let threshold = options.expiry_threshold.clone().unwrap_or_default();

    let held: Vec<Vec<Held>> = observation
        .attempts
        .iter()
        .map(|attempt| classify::classify(&observation, attempt, at, &threshold))
        .collect();
    let attempt = observation.furthest();
    let protocol = protocol_of(&observation, attempt);
    let mut asked = asked(protocol, &options.runtimes);
    if observation.target.asked_environment().is_some() && options.runtimes.is_empty() {
        // The Collector's exporters read none of the variables that named this target.
        asked.retain(|exporter| exporter.family != "collector");
    }

    let mut own: Vec<Held> = match attempt {
        Some(index) => held[index].clone(),
        None => Vec::new(),
    };
    let stopped_at = stopped_at(&observation, attempt);
    if own.is_empty() {
        own.extend(stopped_at.map(further::unexplained));
    }
    let runtimes: Vec<Judgement> = match attempt {
        // A trust store connects nobody, and a client's certificate is the server's to judge.
        Some(index) if is_judged_by_exporters(&observation, index) => {
            runtime::judge_all(&observation, &observation.attempts[index], &own, &asked, at)
        }
        _ => Vec::new(),
    };
    further::add_environment_findings(&mut own, &observation, options);
    further::add_runtime_findings(&mut own, &runtimes);
    // One address that was not restarted is enough.
    if !own.iter().any(|held| held.code == Code::StaleCertificate) {
        own.extend(held.iter().flatten().find(|held| held.code == Code::StaleCertificate).cloned());
    }
    own.extend(classify::across(&observation, &held));

    let chain = attempt.map(|index| presented::chain_of(&observation.attempts[index])).unwrap_or_default();
    let evaluation = attempt.map(|_| presented::path_in_store_used(&observation, &chain, at));
    let chain_trusted = evaluation.as_ref().is_some_and(|e| matches!(e.end, PathEnd::Anchor(_)));

    let judge = severity::Scales {
        runtimes: &runtimes,
        expiry_threshold_given: options.expiry_threshold.is_some(),
        on_loopback: on_loopback(&observation, attempt),
    };
    let context = remedy_context(&observation, protocol, &own, &chain, chain_trusted, options);
    let mut findings: Vec<Finding> = own
        .into_iter()
        .map(|held| {
            let severity = judge.severity(&held);
            let ignored = options.ignore.contains(&held.code);
            let meta = held.code.meta();
            let mut context = context.clone();
            let affects = judge.affects(held.code);
            if observation.target.asked_environment().is_some() && context.runtimes.is_empty() {
                // What the variables do for the others is no help for those that it stops.
                context.runtimes.clone_from(&affects);
            }
            match &held.evidence {
                Evidence::Names { presented, nearest, .. } => {
                    context.presented_names = nearest.iter().chain(presented).cloned().collect();
                }
                Evidence::Stale { relation, .. } => context.expected_is_older = *relation == "newer",
                Evidence::Wire { speaks: Some(speaks), .. } => context.other_service = speaks == "other",
                Evidence::Setting { setting, instead, .. } => {
                    context.setting =
                        Some(remedy::Setting { name: setting.clone(), instead: instead.clone() });
                }
                Evidence::File { path, source, .. } if source.starts_with("environment:") => {
                    let place =
                        if source.ends_with("_KEY") { &mut context.key_path } else { &mut context.cert_path };
                    *place = Some(path.clone());
                }
                _ => {}
            }
            let remedies = if further::is_mended_elsewhere(&held) {
                Vec::new()
            } else {
                remedy::remedies(held.code, &context)
            };
            Finding {
                code: held.code,
                severity,
                confidence: held.confidence,
                stage: meta.stage,
                affects,
                ignored,
                message: held.message,
                evidence: held.evidence,
                location: held.location,
                remedies,
            }
        })
        .collect();
    if let Some(stage) = stopped_at {
        severity::no_false_green(&mut findings, stage);
    }
    severity::order(&mut findings);

    let verdict = verdict(&observation, &findings);
    let diagnosis = match verdict {
        Verdict::Ok => None,
        _ => findings.first().map(|finding| finding.code),
    };
    let certificates = if observation.is_bundle() {
        presented::of_bundle(chain)
    } else {
        presented::of_chain(chain, evaluation.as_ref())
    };
    let trust = presented::trust(&observation, &certificates, at);
    let expiry = presented::expiry(&certificates, evaluation.as_ref(), &observation, at);
    Report {
        judged_at_ms,
        verdict,
        diagnosis,
        stopped_at,
        protocol,
        attempt,
        certificates,
        expiry,
        trust,
        runtimes,
        findings,
        runtimes_named: !options.runtimes.is_empty(),
        context,
        observation,
    }
}

/// The protocol asked for; else the one whose export was accepted or answered in its own form.
fn protocol_of(observation: &Observation, attempt: Option<usize>) -> Option<Protocol> {
    if observation.target.protocol.is_some() {
        return observation.target.protocol;
    }
    let exchanges = &observation.attempts.get(attempt?)?.otlp.seen.as_ref()?.exchanges;
    let speaks = |protocol: Protocol| {
        exchanges.iter().any(|exchange| {
            exchange.protocol == protocol
                && match protocol {
                    Protocol::Grpc => exchange.grpc_status.is_some(),
                    Protocol::HttpProtobuf => exchange.accepted(),
                }
        })
    };
    // "grpc if both" is the contract's rule.
    [Protocol::Grpc, Protocol::HttpProtobuf].into_iter().find(|&protocol| speaks(protocol))
}

/// The exporters that the report is about: those named, or all; of the protocol where one is known.
pub fn asked(protocol: Option<Protocol>, named: &[&'static Exporter]) -> Vec<&'static Exporter> {
    let pool: Vec<&'static Exporter> =
        if named.is_empty() { runtime::exporters().iter().collect() } else { named.to_vec() };
    let fitting: Vec<&'static Exporter> = pool
        .iter()
        .copied()
        .filter(|exporter| protocol.is_none_or(|protocol| exporter.protocol == protocol))
        .collect();
    if fitting.is_empty() { pool } else { fitting }
}

fn is_judged_by_exporters(observation: &Observation, attempt: usize) -> bool {
    observation.inspected.is_none()
        || (observation.purpose() == Purpose::Server
            && !observation.is_bundle()
            && observation.inspected.as_ref().is_none_or(|inspected| !inspected.without_trust)
            && !observation.attempts[attempt].presented_chain().is_empty())
}

fn on_loopback(observation: &Observation, attempt: Option<usize>) -> bool {
    let address = attempt.and_then(|index| observation.attempts[index].address.as_deref());
    address
        .and_then(|address| address.parse::<std::net::SocketAddr>().ok())
        .is_some_and(|address| address.ip().is_loopback())
}

/// Where the connection stopped: by the steps, not by the findings.
fn stopped_at(observation: &Observation, attempt: Option<usize>) -> Option<Stage> {
    let Some(index) = attempt else { return Some(Stage::Dns) };
    let attempt = &observation.attempts[index];
    if observation.dns.status == StepStatus::Failed {
        return Some(Stage::Dns);
    }
    [(attempt.tcp.status, Stage::Tcp), (attempt.tls.status, Stage::Tls), (attempt.otlp.status, Stage::Otlp)]
        .into_iter()
        .find(|(status, _)| *status == StepStatus::Failed)
        .map(|(_, stage)| stage)
}

/// Not tested only if TCP (and the proxy's CONNECT) came up on no address; `--ignore` does not change that.
fn unreachable(observation: &Observation) -> bool {
    observation.inspected.is_none()
        && observation.attempts.iter().all(|attempt| {
            attempt.tcp.status != StepStatus::Ok
                && attempt.tcp.failure_kind() != Some(FailureKind::Reset)
                && attempt.tcp.failure_kind() != Some(FailureKind::Closed)
        })
}

fn verdict(observation: &Observation, findings: &[Finding]) -> Verdict {
    if unreachable(observation) {
        return Verdict::Unreachable;
    }
    match findings.iter().filter(|finding| !finding.ignored).map(|finding| finding.severity).max() {
        Some(Severity::Error) => Verdict::Failed,
        Some(Severity::Warning) => Verdict::Warning,
        Some(Severity::Note) | None => Verdict::Ok,
    }
}

/// This run's values for the snippets.
fn remedy_context(
    observation: &Observation,
    protocol: Option<Protocol>,
    held: &[Held],
    chain: &[Certificate],
    chain_trusted: bool,
    options: &Options,
) -> remedy::Context {
    let target = &observation.target;
    let names =
        chain.first().and_then(|leaf| leaf.facts.as_ref().ok()).map(presented_names).unwrap_or_default();
    let (acceptable_issuers, client_cert_misfits) = held
        .iter()
        .find_map(|held| match &held.evidence {
            Evidence::ClientCertificate { acceptable_issuers, does_not_fit, .. } => {
                Some((acceptable_issuers.clone(), does_not_fit.clone()))
            }
            _ => None,
        })
        .unwrap_or_default();
    let server_versions = held
        .iter()
        .find_map(|held| match &held.evidence {
            Evidence::Negotiation { server, .. } if held.code == Code::VersionMismatch => {
                Some(server.iter().map(|version| version.trim_start_matches("TLS ").to_owned()).collect())
            }
            _ => None,
        })
        .unwrap_or_default();
    let not_common = held.iter().find_map(|held| match &held.evidence {
        Evidence::Negotiation { about, .. } if held.code == Code::CipherMismatch => about.clone(),
        _ => None,
    });
    let probed = observation.inspected.is_none();
    remedy::Context {
        host: probed.then(|| target.host.clone()),
        port: probed.then_some(target.port),
        protocol: protocol.or(target.protocol),
        signal: target.signal,
        cleartext: target.cleartext,
        verify_name: target.name_to_verify().map(str::to_owned),
        ca_path: target.ca_paths.first().cloned(),
        cert_path: target.cert_path.clone(),
        key_path: target.key_path.clone(),
        key_format: target.key_format.clone(),
        presented_names: names,
        chain_trusted,
        codes: held.iter().map(|held| held.code).collect(),
        acceptable_issuers,
        client_cert_misfits,
        server_versions,
        not_common,
        runtimes: options.runtimes.iter().map(|exporter| exporter.name).collect(),
        // What comes from standard input has no name.
        expected_path: observation
            .expected
            .as_ref()
            .map(|expected| expected.path.clone())
            .filter(|path| path != "standard input" && !path.contains(" (")),
        component: target.collector.as_ref().and_then(|seen| {
            let (section, id) = seen.component.path.split_once('.')?;
            let known = ["exporters", "extensions"].contains(&section);
            let (section, id) = known.then(|| (section.to_owned(), id.to_owned()))?;
            Some(remedy::Component {
                section,
                id,
                file: seen.component.file.clone(),
                line: seen.component.line,
            })
        }),
        // Of the server's files and of settings nothing is known.
        ..remedy::Context::default()
    }
}
