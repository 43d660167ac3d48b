//! What a Collector makes of its own configuration, where the target was taken from one.

use super::exporter::Exporter;
use super::found::Stop;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::observation::Observation;
use crate::target::Unusable;
use crate::target::UnusableFile;

/// What keeps the Collector from starting: a file that it cannot load. A key of another certificate is there for
/// everyone.
pub(super) fn not_started(exporter: &Exporter, observation: &Observation, held: &[Held]) -> Vec<Stop> {
    let stops = observation.target.collector.as_ref().is_some_and(|seen| !seen.unusable.is_empty());
    if !exporter.is_collector() || !stops {
        return Vec::new();
    }
    held.iter().filter(|held| held.code == Code::UnreadableFile).cloned().map(Stop::from).collect()
}

/// What the Collector says when it does not start (`configtls`, v0.159: run).
pub(super) fn said(exporter: &Exporter, observation: &Observation, held: &Held) -> Option<String> {
    let seen = observation.target.collector.as_ref().filter(|_| exporter.is_collector())?;
    let file = match (&held.evidence, held.code) {
        (Evidence::File { path, .. }, Code::UnreadableFile) => {
            seen.unusable.iter().find(|file| file.path == *path)
        }
        (_, Code::ClientKeyMismatch) => seen.unusable.iter().find(|file| file.reason == Unusable::Mismatch),
        _ => None,
    }?;
    Some(format!("failed to load TLS config: {}", inner(file)))
}

fn inner(file: &UnusableFile) -> String {
    let path = &file.path;
    let key = file.setting.path.rsplit('.').next().unwrap_or_default();
    match (key, file.reason) {
        ("ca_file", Unusable::Missing) => format!(
            "failed to load CA CertPool File: failed to load cert {path}: open {path}: no such file or directory"
        ),
        ("ca_file", _) => "failed to load CA CertPool File: failed to parse cert".to_owned(),
        ("ca_pem", _) => "failed to load CA CertPool PEM: failed to parse cert".to_owned(),
        (_, Unusable::Missing) => {
            format!("failed to load TLS cert and key: open {path}: no such file or directory")
        }
        (_, Unusable::Mismatch) => "failed to load TLS cert and key: failed to load TLS cert and key PEMs: tls: \
                                    private key does not match public key"
            .to_owned(),
        ("key_file" | "key_pem", _) => "failed to load TLS cert and key: failed to load TLS cert and key PEMs: tls: \
                                        failed to find any PEM data in key input"
            .to_owned(),
        _ => "failed to load TLS cert and key: failed to load TLS cert and key PEMs: tls: failed to find any PEM \
              data in certificate input"
            .to_owned(),
    }
}
