//! Every fault of the lab, probed by the program: the first finding is the fault's diagnosis.

use std::sync::Mutex;
use std::thread;

use otls::lab;
use otls::lab::Fault;

use super::run;

/// Probes that run at once. Most of the time is waiting for servers that say nothing.
const AT_ONCE: usize = 4;

/// Servers whose fault has a cause that explains more than the one they are named after: what refuses gRPC
/// takes OTLP over HTTP on the same port, and what serves no signal at all is no OTLP.
const EXPLAINED: &[(&str, &str)] = &[
    ("alpn-missing-http1", "wrong-protocol"),
    ("alpn-http1-only", "wrong-protocol"),
    ("otlp-rejected-not-found", "wrong-protocol"),
];

/// What differs, in words; `None` when the diagnosis is right.
fn wrong(fault: &Fault) -> Option<String> {
    let target = format!("lab:{}", fault.name);
    let mut arguments = vec!["probe", &target, "-o", "json", "--timeout", "2s", "--fail-on", "never"];
    if fault.scan {
        arguments.push("--scan");
    }
    let ran = run::otls(&arguments);
    let Some(report) = ran.json().into_iter().next() else {
        return Some(format!("{}: no report, status {}: {}", fault.name, ran.status, ran.stderr));
    };
    let findings: Vec<&str> =
        report["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    let explained = EXPLAINED.iter().find(|(name, _)| *name == fault.name).map(|(_, code)| *code);
    let expected = explained.or(fault.diagnosis);
    (findings.first().copied() != expected)
        .then(|| format!("{}: expected {expected:?}, found {findings:?}", fault.name))
}

#[test]
fn every_fault_is_diagnosed() {
    let waiting = Mutex::new(lab::faults().iter());
    let differences = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().unwrap().next();
                    let Some(fault) = next else { break };
                    differences.lock().unwrap().extend(wrong(fault));
                }
            });
        }
    });
    let differences = differences.into_inner().unwrap();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
