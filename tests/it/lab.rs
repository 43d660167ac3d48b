//! Every fault of the lab, probed by the program: the first finding is the fault's diagnosis.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;
use std::thread;

use otls::finding::Code;
use otls::lab;
use otls::lab::Fault;

use crate::program::assert_valid;
use crate::run;

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
    assert_valid(&report);
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

/// A code that nothing shows is a promise that nobody checks. What a server on loopback cannot show is a saved
/// observation, named after its code.
#[test]
fn every_code_is_shown_by_a_fault_or_a_saved_observation() {
    let folder = run::root().join("fixtures/observations");
    let saved: BTreeSet<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    for &code in Code::ALL {
        let slug = code.slug();
        let by_fault = lab::faults().iter().any(|fault| fault.diagnosis == Some(slug));
        // Told beside another finding, and seen there by the tests of the report.
        let beside = matches!(code, Code::RuntimeMismatch);
        let configured = ["yaml", "env"]
            .iter()
            .any(|kind| run::root().join("fixtures/configurations").join(format!("{slug}.{kind}")).exists());
        if !by_fault && !beside && !configured {
            assert!(saved.contains(slug), "nothing shows `{slug}`");
        }
    }
    for name in saved.iter().filter(|name| name.parse::<Code>().is_ok()) {
        let file = folder.join(format!("{name}.json"));
        let report = run::otls(&["probe", "-o", "json", "--from", file.to_str().unwrap()]).json().remove(0);
        assert_valid(&report);
        let codes: Vec<&str> =
            report["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
        assert_eq!(codes.first(), Some(&name.as_str()), "{codes:?}");
    }
}
