//! Endpoints that one exporter cannot be built with, whatever the server does.

use std::net::IpAddr;

use super::exporter::Exporter;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::observation::Observation;

/// opentelemetry-java asks `java.net.URI` for the host, which knows those of RFC 2396 alone: no underscore, and a
/// last label that begins with a letter (run: `Invalid endpoint, must start with http:// or https://`).
pub(super) fn construction(exporter: &Exporter, observation: &Observation) -> Option<Held> {
    let target = &observation.target;
    if exporter.family != "java" || target.endpoint.is_empty() || is_host_of_rfc2396(&target.host) {
        return None;
    }
    let evidence = Evidence::Setting {
        setting: target.sources.get("endpoint").cloned().unwrap_or_default(),
        value: Some(target.host.clone()),
        others: Vec::new(),
        instead: None,
    };
    let message =
        format!("`{}` is no host name to `java.net.URI`; Java exporters refuse the endpoint", target.host);
    Some(Held::certain(Code::UnsupportedSetting, evidence, message))
}

/// gRPC core compares addresses as text, the certificate's in their shortest form (run: `[0:0:0:0:0:0:0:1]`).
pub(super) fn spelled_otherwise(exporter: &Exporter, observation: &Observation) -> Option<Held> {
    let name = &observation.target.host;
    let shortest = name.parse::<IpAddr>().ok()?.to_string();
    if !exporter.is_grpc_core() || shortest == *name || observation.target.verify_name != shortest {
        return None;
    }
    let evidence = Evidence::Names {
        expected: name.clone(),
        presented: Vec::new(),
        nearest: Some(shortest.clone()),
        common_name: None,
    };
    let message =
        format!("gRPC core compares `{name}` as text with the certificate's addresses; write `{shortest}`");
    Some(Held::certain(Code::NameMismatch, evidence, message))
}

fn is_host_of_rfc2396(host: &str) -> bool {
    let host = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    if host.parse::<IpAddr>().is_ok() || host.contains(':') {
        return true;
    }
    let host = host.strip_suffix('.').unwrap_or(host);
    let is_label = |label: &str| {
        let ends = [label.chars().next(), label.chars().next_back()];
        ends.iter().all(|end| end.is_some_and(|end| end.is_ascii_alphanumeric()))
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let last = host.rsplit('.').next().unwrap_or(host);
    host.split('.').all(is_label) && last.starts_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn java_knows_the_hosts_of_rfc_2396() {
        for host in
            ["localhost", "otel.example.test", "OTEL.x", "10.0.0.1", "::1", "xn--bcher-kva.test", "a-b."]
        {
            assert!(is_host_of_rfc2396(host), "{host}");
        }
        for host in ["otel_collector", "otel_collector.example.test", "otel.1st", "-a.test", "a..b"] {
            assert!(!is_host_of_rfc2396(host), "{host}");
        }
    }
}
