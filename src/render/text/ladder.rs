//! The stage ladder: how far did it get.

use std::io;

use super::Detail;
use super::Options;
use crate::finding::Code;
use crate::finding::Stage;
use crate::finding::date as moment;
use crate::observation::Attempt;
use crate::observation::By;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::observation::OtlpSeen;
use crate::observation::StepStatus;
use crate::observation::Store;
use crate::observation::names;
use crate::render::date;
use crate::render::visible;
use crate::report::Report;

/// Columns of the text between status and time.
const TEXT: usize = 56;

pub(super) fn write(out: &mut dyn io::Write, report: &Report, options: &Options) -> io::Result<()> {
    let observation = &report.observation;
    let Some(attempt) = report.attempt.and_then(|index| observation.attempts.get(index)) else {
        return Ok(());
    };
    let rows = [
        (Stage::Dns, observation.dns.status, dns(report), observation.dns.duration_us),
        (Stage::Tcp, attempt.tcp.status, tcp(report, attempt), attempt.tcp.duration_us),
        (Stage::Tls, attempt.tls.status, tls(report, attempt), attempt.tls.duration_us),
        (Stage::Otlp, attempt.otlp.status, otlp(report, attempt), attempt.otlp.duration_us),
    ];
    for (stage, status, text, time) in rows {
        let (word, style) = match status {
            StepStatus::Ok => ("ok", options.palette.good),
            StepStatus::Failed => ("FAIL", options.palette.bad),
            StepStatus::Skipped | StepStatus::NotReached => ("-", anstyle::Style::new()),
        };
        let time = time.map(date::milliseconds).unwrap_or_default();
        let gap = " ".repeat(TEXT.saturating_sub(textwrap::core::display_width(&text)));
        let row = format!("  {:<6}{style}{word:<4}{style:#}  {text}{gap}{time:>10}", stage.as_str());
        writeln!(out, "{}", row.trim_end())?;
        if stage == Stage::Tls {
            facts(out, report, options)?;
        }
    }
    Ok(())
}

fn dns(report: &Report) -> String {
    let dns = &report.observation.dns;
    let target = &report.observation.target;
    match (&dns.status, &dns.seen) {
        (StepStatus::Ok, Some(addresses)) => shorten(addresses),
        (StepStatus::Skipped, _) if target.proxy.is_some() => "the proxy resolves the name".to_owned(),
        (StepStatus::Skipped, _) => "not needed: an address was given".to_owned(),
        (StepStatus::Failed, _) => format!("no address for `{}`", visible(&target.host)),
        _ => "not reached".to_owned(),
    }
}

fn shorten(addresses: &[String]) -> String {
    let shown: Vec<&str> = addresses.iter().take(3).map(String::as_str).collect();
    let more = addresses.len().saturating_sub(shown.len());
    let text = shown.join(", ");
    if more > 0 { format!("{text} and {more} more") } else { text }
}

fn tcp(report: &Report, attempt: &Attempt) -> String {
    let attempts = &report.observation.attempts;
    let through = report.observation.target.proxy.as_deref();
    match attempt.tcp.status {
        StepStatus::Ok => {
            let up = attempts.iter().filter(|attempt| attempt.tcp.is_ok()).count();
            match (attempt.address.as_deref(), through) {
                (_, Some(proxy)) => format!("through {}", visible(proxy)),
                (Some(address), None) if attempts.len() == 1 => format!("connected to {address}"),
                _ => format!("{up} of {} addresses", attempts.len()),
            }
        }
        StepStatus::Failed => attempt.tcp.failure.as_ref().map_or_else(String::new, network_failure),
        StepStatus::Skipped | StepStatus::NotReached => "not reached".to_owned(),
    }
}

fn network_failure(failure: &Failure) -> String {
    match failure.kind {
        FailureKind::Refused => "connection refused",
        FailureKind::Timeout => "no answer in time",
        FailureKind::Unreachable => "no route",
        FailureKind::Reset => "the peer reset the connection",
        FailureKind::Closed => "the peer closed the connection",
        FailureKind::Proxy => "the proxy does not answer as one",
        FailureKind::ProxyRefused => "the proxy refused to connect",
        _ => "failed",
    }
    .to_owned()
}

fn tls(report: &Report, attempt: &Attempt) -> String {
    if report.observation.target.cleartext {
        return "cleartext, as asked".to_owned();
    }
    let hello = attempt.tls.seen.as_ref().and_then(|tls| tls.hello.as_ref());
    let negotiated = hello.map(|hello| {
        let alpn =
            hello.alpn.as_deref().map_or_else(|| "no ALPN".to_owned(), |alpn| visible(alpn).into_owned());
        format!("{}, {alpn}", names::version_name(hello.version))
    });
    match attempt.tls.status {
        StepStatus::NotReached => "not reached".to_owned(),
        StepStatus::Skipped => "left out".to_owned(),
        StepStatus::Ok => {
            let text = negotiated.unwrap_or_default();
            match hello {
                Some(hello) => format!("{text}, {}", names::cipher_suite_name(hello.cipher_suite)),
                None => text,
            }
        }
        StepStatus::Failed => {
            let failure = attempt.tls.failure.as_ref().map_or_else(|| "failed".to_owned(), tls_failure);
            match negotiated {
                Some(negotiated) => format!("{negotiated}; {failure}"),
                None => failure,
            }
        }
    }
}

/// Who refused, and how.
fn tls_failure(failure: &Failure) -> String {
    match (failure.kind, failure.alert) {
        (FailureKind::CertificateRefused, _) => "the certificate is not acceptable".to_owned(),
        (FailureKind::Alert, Some(alert)) => format!("the server sent alert {}", names::alert_name(alert)),
        (FailureKind::Closed, _) => "the server closed the connection".to_owned(),
        (FailureKind::Reset, _) => "the server reset the connection".to_owned(),
        (FailureKind::Timeout, _) => "no answer in time".to_owned(),
        (FailureKind::NotTls, _) => "the answer is not TLS".to_owned(),
        (FailureKind::Violation, _) => "the server breaks the TLS protocol".to_owned(),
        _ if failure.by == By::Otls => "otls ended the handshake".to_owned(),
        _ => "failed".to_owned(),
    }
}

fn otlp(report: &Report, attempt: &Attempt) -> String {
    match attempt.otlp.status {
        StepStatus::NotReached => "not reached".to_owned(),
        StepStatus::Skipped if super::does_not_start(report) => {
            "left out: the Collector does not start".to_owned()
        }
        StepStatus::Skipped
            if report.observation.target.collector.as_ref().is_some_and(|seen| seen.gives_tokens) =>
        {
            "left out: tokens come from there, no telemetry goes there".to_owned()
        }
        StepStatus::Skipped if report.observation.target.no_export => "left out (--no-export)".to_owned(),
        StepStatus::Skipped => "left out".to_owned(),
        StepStatus::Ok | StepStatus::Failed => {
            let exchanges =
                attempt.otlp.seen.as_ref().map(|otlp| otlp.exchanges.as_slice()).unwrap_or_default();
            let taken = exchanges.iter().find(|exchange| exchange.accepted());
            let decisive = match attempt.otlp.status {
                // Of several signals one is not accepted.
                StepStatus::Failed if taken.is_some() => {
                    exchanges.iter().find(|exchange| !exchange.accepted())
                }
                _ => taken.or_else(|| attempt.otlp.seen.as_ref().and_then(OtlpSeen::last)),
            };
            let Some(exchange) = decisive else {
                return attempt.otlp.failure.as_ref().map_or_else(String::new, otlp_failure);
            };
            match (exchange.accepted(), exchange.grpc_status, exchange.http_status) {
                (true, ..) => super::accepted(exchanges),
                (_, Some(status), _) => format!("gRPC status {status} ({})", names::grpc_status_name(status)),
                (_, None, Some(status)) => format!("HTTP status {status}"),
                _ => attempt.otlp.failure.as_ref().map_or_else(|| "no answer".to_owned(), otlp_failure),
            }
        }
    }
}

fn otlp_failure(failure: &Failure) -> String {
    match failure.kind {
        FailureKind::Timeout => "no answer in time",
        FailureKind::Closed => "the server closed the connection",
        FailureKind::Reset => "the server reset the connection",
        FailureKind::NotHttp => "the answer is not the HTTP that was asked for",
        _ => "no usable answer",
    }
    .to_owned()
}

/// The lines under `tls`: what was presented, and what it was judged with.
pub(super) fn facts(out: &mut dyn io::Write, report: &Report, options: &Options) -> io::Result<()> {
    let now = report.judged_at_ms.div_euclid(1000);
    // The certificates of a trust store are equals; three show what it is.
    let shown = match (options.detail, report.observation.is_bundle()) {
        (Detail::More, _) => report.certificates.len(),
        (_, true) => 3,
        _ => 1,
    };
    for presented in report.certificates.iter().take(shown) {
        let role = presented.role;
        let text = match &presented.certificate.facts {
            Ok(facts) => {
                let verb = if facts.not_after < now { "expired" } else { "expires" };
                format!(
                    "{}, issued by {}, {verb} {} ({})",
                    visible(&facts.subject),
                    visible(&facts.issuer),
                    moment::day(facts.not_after),
                    moment::distance(facts.not_after, now),
                )
            }
            Err(failure) => format!("not readable: {}", visible(&failure.reason)),
        };
        writeln!(
            out,
            "{}",
            super::wrapped(&text, &format!("        {role:<5} "), "              ", options.width)
        )?;
        if options.detail == Detail::More
            && let Ok(facts) = &presented.certificate.facts
        {
            let names: Vec<String> = facts
                .dns_names
                .iter()
                .map(|name| visible(name).into_owned())
                .chain(facts.ip_addresses.iter().map(ToString::to_string))
                .collect();
            let text = format!(
                "{}, {}; names {}",
                facts.key.describe(),
                facts.signature_algorithm.name,
                names.join(", ")
            );
            writeln!(out, "{}", super::wrapped(&text, "              ", "              ", options.width))?;
        }
    }
    if !report.certificates.is_empty() && !report.observation.is_bundle() {
        writeln!(
            out,
            "{}",
            super::wrapped(&trust(report), "        trust ", "              ", options.width)
        )?;
    }
    if options.detail == Detail::More {
        for connection in &report.observation.connections {
            writeln!(out, "        conn  {}: {}", visible(&connection.address), visible(&connection.why))?;
        }
    }
    Ok(())
}

/// What the chain was judged with, and how the other stores see it.
fn trust(report: &Report) -> String {
    let target = &report.observation.target;
    let used = if target.ca_paths.is_empty() {
        match report.observation.store(Store::System).map(|store| store.variables.join(" ")) {
            Some(variables) if !variables.is_empty() => {
                format!("the system's roots ({})", visible(&variables))
            }
            _ => "the system's roots".to_owned(),
        }
    } else {
        let source = target.sources.get("ca").map_or("--cacert", |source| {
            source.trim_start_matches("flag:").trim_start_matches("environment:")
        });
        let paths: Vec<String> = target.ca_paths.iter().map(|path| visible(path).into_owned()).collect();
        let system = match (target.system_roots, target.mozilla_roots) {
            (true, _) => " and the system's roots",
            (_, true) => " and Mozilla's roots",
            _ => "",
        };
        format!("{} ({}){system}", paths.join(", "), visible(source))
    };
    let untrusted = report.findings.iter().any(|finding| {
        matches!(finding.code, Code::UnknownCa | Code::SelfSigned | Code::IncompleteChain | Code::Intercepted)
    });
    // Others may trust something else than what otls was given.
    let used_trusts = report.trust.iter().any(|trust| {
        let used = match trust.store {
            Store::Given => !target.ca_paths.is_empty(),
            Store::System => target.ca_paths.is_empty() || target.system_roots,
            Store::Mozilla => target.mozilla_roots,
        };
        used && trust.trusted == Some(true)
    });
    if untrusted && !used_trusts { format!("{used}: does not hold the issuer") } else { used }
}
