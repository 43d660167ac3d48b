//! `otls.report.v1`: its own types, so that the rest may change. Only additions within v1.
//!
//! Every key is always present; unknown or not reached is null, lists are empty. No secret is ever in it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::finding::Location;
use crate::finding::Severity;
use crate::finding::Stage;
use crate::finding::date as moment;
use crate::observation::Attempt;
use crate::observation::By;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::observation::Step;
use crate::observation::StepStatus;
use crate::observation::TlsSeen;
use crate::observation::names;
use crate::remedy::Remedy;
use crate::render::date;
use crate::report::Finding;
use crate::report::Presented;
use crate::report::Report;
use crate::report::Verdict;
use crate::runtime::Basis;
use crate::runtime::GivesUp;
use crate::runtime::Judgement;
use crate::runtime::Verdict as RuntimeVerdict;
use crate::target::environment::Seen;

/// Value of `schema`.
pub const SCHEMA: &str = "otls.report.v1";

/// One target, one line.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    schema: &'static str,
    otls: &'a str,
    started_at: String,
    judged_at: String,
    target: Target<'a>,
    verdict: &'static str,
    diagnosis: Option<Code>,
    stopped_at: Option<Stage>,
    connections_opened: usize,
    attempt: Option<usize>,
    attempts: Vec<AttemptLine<'a>>,
    certificates: Vec<CertificateLine>,
    expiry: Option<ExpiryLine<'a>>,
    trust: Vec<TrustLine>,
    runtimes: Vec<RuntimeLine<'a>>,
    findings: Vec<FindingLine<'a>>,
}

#[derive(Debug, Serialize)]
struct Target<'a> {
    input: &'a str,
    endpoint: Option<&'a str>,
    host: Option<&'a str>,
    port: Option<u16>,
    protocol: Option<&'static str>,
    signal: &'static str,
    server_name: Option<&'a str>,
    labels: &'a BTreeMap<String, String>,
    sources: &'a BTreeMap<String, String>,
    environment: Option<EnvironmentLine<'a>>,
}

#[derive(Debug, Serialize)]
struct EnvironmentLine<'a> {
    origin: &'a str,
    signals: Vec<&'static str>,
    ambient: Vec<AmbientLine<'a>>,
}

#[derive(Debug, Serialize)]
struct AmbientLine<'a> {
    name: &'static str,
    value: &'a str,
    effect: &'static str,
    runtimes: &'static [&'static str],
}

#[derive(Debug, Serialize)]
struct AttemptLine<'a> {
    address: Option<&'a str>,
    stages: [StageLine; 4],
    tls: Option<TlsLine>,
    certificate_sha256: Vec<String>,
}

#[derive(Debug, Serialize)]
struct StageLine {
    stage: Stage,
    status: StepStatus,
    duration_us: Option<u64>,
    failure: Option<FailureLine>,
}

#[derive(Debug, Serialize)]
struct FailureLine {
    kind: FailureKind,
    by: By,
    alert: Option<String>,
}

#[derive(Debug, Serialize)]
struct TlsLine {
    version: Option<String>,
    cipher_suite: Option<String>,
    group: Option<String>,
    alpn: Option<String>,
    client_certificate: ClientCertificateLine,
    supported_versions: Option<Vec<String>>,
    supported_cipher_suites: Option<Vec<String>>,
    supported_groups: Option<Vec<String>>,
}

#[derive(Debug, Serialize)]
struct ClientCertificateLine {
    requested: bool,
    required: Option<bool>,
    sent: bool,
    acceptable_issuers: Vec<String>,
}

#[derive(Debug, Serialize)]
struct CertificateLine {
    position: usize,
    role: &'static str,
    sha256: String,
    subject: Option<String>,
    issuer: Option<String>,
    names: Vec<String>,
    not_before: Option<String>,
    not_after: Option<String>,
    key: Option<String>,
    signature: Option<String>,
    is_ca: Option<bool>,
}

#[derive(Debug, Serialize)]
struct ExpiryLine<'a> {
    not_after: String,
    seconds_left: i64,
    role: &'static str,
    subject: &'a str,
}

#[derive(Debug, Serialize)]
struct TrustLine {
    store: &'static str,
    trusted: Option<bool>,
}

#[derive(Debug, Serialize)]
struct RuntimeLine<'a> {
    runtime: &'static str,
    version: &'static str,
    verdict: &'static str,
    code: Option<Code>,
    codes: Vec<Code>,
    basis: &'static str,
    reason: Option<&'a str>,
    message: Option<&'a str>,
    printed_by_default: Option<bool>,
    show_with: Option<&'a str>,
    gives_up: &'static str,
    gives_up_after_s: Option<f64>,
}

#[derive(Debug, Serialize)]
pub(super) struct FindingLine<'a> {
    code: Code,
    severity: Severity,
    confidence: Confidence,
    stage: Stage,
    affects: &'a [&'static str],
    ignored: bool,
    location: Option<&'a Location>,
    message: &'a str,
    evidence: &'a Evidence,
    remedies: &'a [Remedy],
}

impl<'a> From<&'a Report> for Line<'a> {
    fn from(report: &'a Report) -> Self {
        let observation = &report.observation;
        let target = &observation.target;
        let probed = observation.inspected.is_none();
        Self {
            schema: SCHEMA,
            otls: &observation.otls,
            started_at: date::rfc3339_ms(observation.started_at_ms),
            judged_at: date::rfc3339_ms(report.judged_at_ms),
            target: Target {
                input: &target.input,
                endpoint: probed.then_some(target.endpoint.as_str()),
                host: probed.then_some(target.host.as_str()),
                port: probed.then_some(target.port),
                protocol: report.protocol.map(|protocol| protocol.as_str()),
                signal: target.signal.map_or("traces", |signal| signal.as_str()),
                server_name: Some(target.server_name.as_str()).filter(|name| !name.is_empty()),
                labels: &target.labels,
                sources: &target.sources,
                environment: target.environment.as_ref().map(environment_line),
            },
            verdict: verdict(report.verdict),
            diagnosis: report.diagnosis,
            stopped_at: report.stopped_at,
            connections_opened: observation.connections.len(),
            attempt: report.attempt.filter(|_| probed),
            attempts: observation
                .attempts
                .iter()
                // Of files the one attempt is made up.
                .filter(|_| probed)
                .map(|attempt| attempt_line(&observation.dns, attempt, report))
                .collect(),
            certificates: report.certificates.iter().enumerate().map(certificate_line).collect(),
            expiry: report.expiry.as_ref().map(|expiry| ExpiryLine {
                not_after: moment::rfc3339(expiry.not_after),
                seconds_left: expiry.seconds_left,
                role: expiry.role,
                subject: &expiry.subject,
            }),
            trust: report
                .trust
                .iter()
                .map(|trust| TrustLine { store: trust.store.as_str(), trusted: trust.trusted })
                .collect(),
            runtimes: report.runtimes.iter().map(runtime_line).collect(),
            findings: report.findings.iter().map(finding_line).collect(),
        }
    }
}

fn environment_line(seen: &Seen) -> EnvironmentLine<'_> {
    let ambient = seen.environment.ambient().into_iter().map(|ambient| AmbientLine {
        name: ambient.variable.name,
        value: ambient.value,
        effect: ambient.variable.effect,
        runtimes: ambient.variable.runtimes,
    });
    EnvironmentLine {
        origin: &seen.environment.origin,
        signals: seen.signals.iter().map(|signal| signal.as_str()).collect(),
        ambient: ambient.collect(),
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ok => "ok",
        Verdict::Warning => "warning",
        Verdict::Failed => "failed",
        Verdict::Unreachable => "unreachable",
    }
}

fn attempt_line<'a>(dns: &Step<Vec<String>>, attempt: &'a Attempt, report: &Report) -> AttemptLine<'a> {
    AttemptLine {
        address: attempt.address.as_deref(),
        stages: [
            stage_line(Stage::Dns, dns),
            stage_line(Stage::Tcp, &attempt.tcp),
            stage_line(Stage::Tls, &attempt.tls),
            stage_line(Stage::Otlp, &attempt.otlp),
        ],
        tls: attempt
            .tls
            .seen
            .as_ref()
            .filter(|_| attempt.tls.status != StepStatus::Skipped)
            .map(|tls| tls_line(attempt, tls, report)),
        certificate_sha256: attempt
            .presented_chain()
            .iter()
            .map(|der| hex(ring::digest::digest(&ring::digest::SHA256, &der.0).as_ref()))
            .collect(),
    }
}

fn stage_line<T>(stage: Stage, step: &Step<T>) -> StageLine {
    StageLine {
        stage,
        status: step.status,
        duration_us: step.duration_us,
        failure: step.failure.as_ref().map(failure_line),
    }
}

fn failure_line(failure: &Failure) -> FailureLine {
    FailureLine { kind: failure.kind, by: failure.by, alert: failure.alert.map(names::alert_name) }
}

fn tls_line(attempt: &Attempt, tls: &TlsSeen, report: &Report) -> TlsLine {
    let hello = tls.hello.as_ref();
    let supported = attempt.supported.as_ref();
    let named = |list: &[u16], name: fn(u16) -> String| list.iter().map(|&number| name(number)).collect();
    TlsLine {
        version: hello.map(|hello| names::version_name(hello.version)),
        cipher_suite: hello.map(|hello| names::cipher_suite_name(hello.cipher_suite)),
        group: hello.and_then(|hello| hello.group).map(names::group_name),
        alpn: hello.and_then(|hello| hello.alpn.clone()),
        client_certificate: ClientCertificateLine {
            requested: tls.client_auth.requested,
            required: required(tls, report),
            sent: tls.client_auth.sent,
            acceptable_issuers: tls
                .client_auth
                .acceptable_issuers
                .iter()
                .map(|name| crate::x509::name_text(&name.0))
                .collect(),
        },
        supported_versions: supported.map(|s| named(&s.versions, names::version_name)),
        supported_cipher_suites: supported
            .and_then(|s| s.cipher_suites.as_deref())
            .map(|list| named(list, names::cipher_suite_name)),
        supported_groups: supported
            .and_then(|s| s.groups.as_deref())
            .map(|list| named(list, names::group_name)),
    }
}

/// Whether the server insists on a client certificate: true when it refused for want of one, false when it
/// asked, got none and went on, or never asked; null when that is not known.
fn required(tls: &TlsSeen, report: &Report) -> Option<bool> {
    let refused = |code| report.findings.iter().any(|finding| finding.code == code);
    if refused(Code::ClientCertRequired) || refused(Code::ClientCertRejected) {
        return Some(true);
    }
    let accepted = tls.tickets > 0 || tls.application_data;
    match (tls.client_auth.requested, tls.client_auth.sent) {
        (false, _) if tls.finished => Some(false),
        (true, false) if accepted => Some(false),
        _ => None,
    }
}

fn certificate_line((position, presented): (usize, &Presented)) -> CertificateLine {
    let facts = presented.certificate.facts.as_ref().ok();
    let names = facts.map(|facts| {
        let ips = facts.ip_addresses.iter().map(ToString::to_string);
        facts.dns_names.iter().cloned().chain(ips).chain(facts.other_names.iter().cloned()).collect()
    });
    CertificateLine {
        position,
        role: presented.role,
        sha256: hex(&presented.certificate.sha256),
        subject: facts.map(|facts| facts.subject.clone()),
        issuer: facts.map(|facts| facts.issuer.clone()),
        names: names.unwrap_or_default(),
        not_before: facts.map(|facts| moment::rfc3339(facts.not_before)),
        not_after: facts.map(|facts| moment::rfc3339(facts.not_after)),
        key: facts.map(|facts| facts.key.describe()),
        signature: facts.map(|facts| facts.signature_algorithm.name.clone()),
        is_ca: facts.map(crate::x509::Facts::is_ca),
    }
}

fn runtime_line(judgement: &Judgement) -> RuntimeLine<'_> {
    let mut codes: Vec<Code> = judgement.stops.iter().map(|stop| stop.code).collect();
    codes.dedup();
    RuntimeLine {
        runtime: judgement.exporter.name,
        version: judgement.exporter.version,
        verdict: match judgement.verdict {
            RuntimeVerdict::Connects => "connects",
            RuntimeVerdict::Fails => "fails",
            RuntimeVerdict::Unknown => "unknown",
        },
        code: judgement.printed,
        codes,
        basis: match judgement.basis {
            Basis::Observed => "observed",
            Basis::Modelled => "modelled",
            Basis::Environment => "environment",
        },
        reason: judgement.reason.as_deref(),
        message: judgement.message.as_deref(),
        printed_by_default: judgement.printed_by_default,
        show_with: judgement.show_with.as_deref(),
        gives_up: match judgement.gives_up {
            GivesUp::After(_) => "after",
            GivesUp::Never => "never",
            GivesUp::Unknown => "unknown",
        },
        gives_up_after_s: match judgement.gives_up {
            GivesUp::After(seconds) => Some(seconds),
            GivesUp::Never | GivesUp::Unknown => None,
        },
    }
}

pub(super) fn finding_line(finding: &Finding) -> FindingLine<'_> {
    FindingLine {
        code: finding.code,
        severity: finding.severity,
        confidence: finding.confidence,
        stage: finding.stage,
        affects: &finding.affects,
        ignored: finding.ignored,
        location: finding.location.as_ref(),
        message: &finding.message,
        evidence: &finding.evidence,
        remedies: &finding.remedies,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
