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
const UNKNOWN: &[(&str, &str, &str)] = &[
    (
        "*",
        "otls sent no credentials; the server wants some",
        "the exporters sent none either, but may have some",
    ),
    ("*", "the server's certificate was not seen", "the handshake of otls ends before it, theirs may not"),
    (
        "*",
        "it would send no client certificate to this server",
        "Go and Java keep a stranger's certificate back; otls sent it",
    ),
    ("*", "HTTP/2 forbids the cipher suite that is selected", "nginx serves it, Go's HTTP/2 server does not"),
    ("node-grpc", "it speaks HTTP/2 although the server did not select it", "otls could not try it"),
];

/// Where the model is known to be wrong; `tests/conformance/exporters/run` reads the same file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gap {
    scenario: String,
    runtime: String,
    why: String,
}

fn gaps() -> Vec<Gap> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/exporters/known_gaps.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

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
    let gaps = gaps();
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
        let listed = gaps.iter().position(|gap| gap.scenario == row.scenario && gap.runtime == row.runtime);
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
    assert_eq!(wrong_seen.len(), gaps.len(), "each known gap occurs");
    assert!(gaps.iter().all(|gap| !gap.why.is_empty()));
}

/// Of the rows that the exporter refused and the model refuses, how many real texts hold the predicted one. Numbers,
/// times and ports differ from run to run and are not compared.
#[test]
fn the_texts_that_exporters_print_are_those_that_are_predicted() {
    texts_agree(|scenario| !is_drawn(scenario), TEXTS_AGREE);
}

/// The same of the scenarios that nobody chose: two faults at once, and rare ones.
#[test]
fn so_are_those_of_scenarios_drawn_at_random() {
    texts_agree(is_drawn, TEXTS_OF_DRAWN_AGREE);
}

/// `run --varied` writes these.
fn is_drawn(scenario: &str) -> bool {
    scenario.starts_with("varied-")
}

fn texts_agree(which: impl Fn(&str) -> bool, floor: usize) {
    let mut reports = BTreeMap::new();
    let mut tally: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut differences = Vec::new();
    for row in rows().into_iter().filter(|row| which(&row.scenario)) {
        let report = reports.entry(row.scenario.clone()).or_insert_with(|| report(&row.scenario));
        let judged = report.runtimes.iter().find(|judged| judged.exporter.name == row.runtime);
        let Some(judged) = judged.filter(|judged| judged.verdict == Verdict::Fails && !row.accepted) else {
            continue;
        };
        // An exporter that says nothing without a switch was run with it; a few say nothing even so, and for those
        // that hang the recorder says it.
        if row.message.is_empty() || row.message.contains("did not give up") {
            continue;
        }
        // It takes the answer for success, and says nothing: the words are the recorder's.
        if row.message.starts_with("(reports success") && judged.message.is_none() {
            continue;
        }
        let predicted = judged.message.as_deref().map(without_numbers);
        let agrees = predicted.as_deref().is_some_and(|text| without_numbers(&row.message).contains(text));
        let (right, all) = tally.entry(row.runtime.clone()).or_default();
        *all += 1;
        *right += usize::from(agrees);
        if !agrees {
            let code = judged.printed.map_or("-", |code| code.slug());
            differences.push(format!(
                "{} {} {code}\n  predicted {:?}\n  printed   {:?}",
                row.runtime, row.scenario, judged.message, row.message
            ));
        }
    }
    differences.sort();
    let (right, all) = tally.values().fold((0, 0), |(right, all), (more, of)| (right + more, all + of));
    assert!(
        all > 0 && right * 100 >= all * floor,
        "{right} of {all}\n{tally:#?}\n{}",
        differences.join("\n")
    );
}

/// Per cent of the texts that agree; to be raised with them.
const TEXTS_AGREE: usize = 91;
const TEXTS_OF_DRAWN_AGREE: usize = 91;

fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '0'..='9' if out.ends_with('0') => {}
            '0'..='9' => out.push('0'),
            _ => out.push(character),
        }
    }
    out
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
