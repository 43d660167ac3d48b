//! Every fault of the lab, probed by the program: the first finding is the fault's diagnosis.

use std::sync::Mutex;
use std::thread;

use otls::lab;
use otls::lab::Fault;

use super::run;

/// Probes that run at once. Most of the time is waiting for servers that say nothing.
const AT_ONCE: usize = 4;

/// What differs, in words; `None` when the diagnosis is right.
fn wrong(fault: &Fault) -> Option<String> {
    let target = format!("lab:{}", fault.name);
    let mut arguments = vec!["probe", &target, "-o", "json", "--timeout", "2s", "--fail-on", "never"];
    arguments.extend(fault.needs);
    let ran = run::otls(&arguments);
    let Some(report) = ran.json().into_iter().next() else {
        return Some(format!("{}: no report, status {}: {}", fault.name, ran.status, ran.stderr));
    };
    let findings: Vec<&str> =
        report["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    let expected = fault.diagnosis;
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
