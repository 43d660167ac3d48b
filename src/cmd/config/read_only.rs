//! What of a configuration is not connected to: exporters with an endpoint that they refuse, and the receivers' files.

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

use super::Machine;
use super::labels;
use super::setting_place;
use super::source;
use crate::cmd::inspect;
use crate::cmd::probe;
use crate::collector::Exporter;
use crate::collector::Refusal;
use crate::collector::Server;
use crate::collector::Value;
use crate::observation::Attempt;
use crate::observation::Inspected;
use crate::observation::Observation;
use crate::observation::SCHEMA;
use crate::observation::Step;
use crate::observation::TlsSeen;
use crate::target::CollectorSeen;
use crate::target::RefusedSetting;
use crate::target::SettingPlace;
use crate::target::Summary;
use crate::x509::Purpose;

/// An exporter that connects nowhere: what there is to say of it.
pub(super) fn refused(exporter: &Exporter, refusal: &Refusal, unused: bool) -> Observation {
    let path = exporter.path();
    let place = setting_place(&refusal.place, format!("{path}.{}", refusal.setting));
    let sources = BTreeMap::from([("endpoint".to_owned(), source(&place))]);
    let seen = CollectorSeen {
        component: setting_place(&exporter.entry.place, path.clone()),
        refused: Some(RefusedSetting {
            setting: place,
            problem: refusal.message.clone(),
            instead: refusal.instead.clone(),
        }),
        unused,
        ..CollectorSeen::default()
    };
    let summary = Summary {
        input: path,
        protocol: Some(exporter.protocol),
        no_export: true,
        sources,
        labels: labels(exporter, unused),
        collector: Some(seen),
        ..Summary::default()
    };
    Observation {
        expected: None,
        schema: SCHEMA.to_owned(),
        otls: env!("CARGO_PKG_VERSION").to_owned(),
        started_at_ms: probe::now_ms(),
        target: summary,
        dns: Step::skipped(),
        attempts: vec![Attempt {
            address: None,
            tcp: Step::skipped(),
            tls: Step { seen: Some(TlsSeen::default()), ..Step::skipped() },
            otlp: Step::skipped(),
            plaintext: None,
            retries: Vec::new(),
            offers: Vec::new(),
            supported: None,
        }],
        stores: Vec::new(),
        client_chain: Vec::new(),
        client_key_matches: None,
        connections: Vec::new(),
        inspected: Some(Inspected {
            purpose: Purpose::Client,
            holds: "nothing that can be probed".to_owned(),
            bundle: false,
            leaf_position: 0,
            crls: Vec::new(),
            without_trust: true,
            unreadable: None,
        }),
    }
}

/// The files of a receiver, each with its own report.
pub(super) async fn receiver(
    server: &Server,
    machine: &Machine,
    verify_name: Option<&str>,
) -> Vec<Observation> {
    let mut named: Vec<(PathBuf, Result<Vec<u8>, String>, SettingPlace)> = Vec::new();
    for (key, pem) in
        [("cert_file", Some("cert_pem")), ("key_file", Some("key_pem")), ("client_ca_file", None)]
    {
        let path_of = |key: &str| format!("{}.tls.{key}", server.path());
        let place_of = |key: &str| {
            let place = server.at(&["tls", key]).map(|value: &Value| value.place.clone()).unwrap_or_default();
            setting_place(&place, path_of(key))
        };
        if let Some(file) = server.tls_text(key) {
            named.push((PathBuf::from(file), machine.read(file), place_of(key)));
        } else if let Some((pem, text)) = pem.and_then(|pem| Some((pem, server.tls_text(pem)?))) {
            named.push((PathBuf::from(path_of(pem)), Ok(text.as_bytes().to_vec()), place_of(pem)));
        }
    }
    let files = named.iter().map(|(path, content, _)| (path.as_path(), content.clone())).collect();
    let mut observations = inspect::of_receiver(files, verify_name).await;
    for observation in &mut observations {
        let target = &mut observation.target;
        let place_of = |shown: &str| {
            let found = named.iter().find(|(path, ..)| path.as_path() == Path::new(shown));
            found.map(|(.., place)| source(place))
        };
        if let Some(place) = place_of(&target.input) {
            target.sources.insert("endpoint".to_owned(), place);
        }
        if let Some(place) = target.key_path.as_deref().and_then(place_of) {
            target.sources.insert("key".to_owned(), place);
        }
        target.labels.insert("receiver".to_owned(), server.path());
    }
    observations
}
