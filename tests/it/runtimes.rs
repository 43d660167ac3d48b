//! What real exporters did with real servers, and what the model says of the same servers.
//!
//! `tests/conformance/exporters/run --record` writes the rows and the saved observations.

use otls::observation::Observation;
use otls::report::{Options, Report, build};
use otls::runtime::Verdict;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// One exporter on one scenario.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    scenario: String,
    runtime: String,
    version: String,
    accepted: bool,
    message: String,
    seconds: f64,
}

/// Where otls may say that it does not know: exporter, start of its reason, and why that is right.
const UNKNOWN: &[(&str, &str, &str)] = &[];

/// Where the model is known to be wrong: scenario, exporter, and what is not modelled.
const WRONG: &[(&str, &str, &str)] = &[];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/runtimes")
}

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            let text = fs::read_to_string(&path).unwrap();
            rows.extend(text.lines().map(|line| serde_json::from_str::<Row>(line).unwrap()));
        }
    }
    rows
}

fn report(scenario: &str) -> Report {
    let path = folder().join("observations").join(format!("{scenario}.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    build(serde_json::from_str::<Observation>(&text).unwrap(), &Options::default())
}

#[test]
fn every_verdict_agrees_with_the_real_exporter() {
    let mut reports = BTreeMap::new();
    let mut problems = Vec::new();
    let mut known = 0;
    let (mut unknown_seen, mut wrong_seen) = (BTreeSet::new(), BTreeSet::new());
    for row in rows() {
        let report = reports.entry(row.scenario.clone()).or_insert_with(|| report(&row.scenario));
        let Some(judged) = report.runtimes.iter().find(|judged| judged.exporter.name == row.runtime) else {
            problems.push(format!("{}: {} is not judged", row.scenario, row.runtime));
            continue;
        };
        let said = match judged.verdict {
            Verdict::Connects => true,
            Verdict::Fails => false,
            Verdict::Unknown => {
                let reason = judged.reason.as_deref().unwrap_or_default();
                match UNKNOWN.iter().position(|(name, start, _)| {
                    (*name == row.runtime || *name == "*") && reason.starts_with(start)
                }) {
                    Some(index) => drop(unknown_seen.insert(index)),
                    None => problems.push(format!("{}: {} is unknown: {reason}", row.scenario, row.runtime)),
                }
                continue;
            }
        };
        known += 1;
        let listed =
            WRONG.iter().position(|(scenario, name, _)| *scenario == row.scenario && *name == row.runtime);
        match (said == row.accepted, listed) {
            (true, None) => {}
            (false, Some(index)) => drop(wrong_seen.insert(index)),
            (true, Some(_)) => problems.push(format!("{}: {} agrees by now", row.scenario, row.runtime)),
            (false, None) => problems.push(format!(
                "{}: {} {} {}: otls says {:?}; it said {:?} after {} s",
                row.scenario,
                row.runtime,
                row.version,
                if row.accepted { "accepted" } else { "refused" },
                judged.verdict,
                row.message,
                row.seconds,
            )),
        }
    }
    assert!(problems.is_empty(), "{} of {known}:\n{}", problems.len(), problems.join("\n"));
    assert!(known > 500, "the record is there: {known} rows");
    assert_eq!(unknown_seen.len(), UNKNOWN.len(), "each allowed reason occurs");
    assert_eq!(wrong_seen.len(), WRONG.len(), "each known gap occurs");
}

#[test]
fn every_observation_is_used() {
    let used: BTreeSet<String> = rows().into_iter().map(|row| row.scenario).collect();
    for entry in fs::read_dir(folder().join("observations")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(used.contains(name), "no exporter was run on {name}");
    }
}
