//! Where exporters depart from the specification, or cannot use their environment at all.

use super::Rule;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Severity;
use crate::runtime::Exporter;
use crate::runtime::environment::{Outcome, effective};
use crate::runtime::exporters;
use crate::target::Signal;
use crate::target::environment::Environment;
use crate::target::environment::parse_protocol;
use crate::target::environment::resolve;

/// One thing that some exporters do.
struct Deed {
    code: Code,
    variable: String,
    others: Vec<String>,
    does: String,
    refuses: bool,
    runtimes: Vec<&'static str>,
}

pub(super) fn held(environment: &Environment, named: &[&'static Exporter], signals: &[Signal]) -> Vec<Held> {
    let mut deeds: Vec<Deed> = Vec::new();
    let mut known = 0;
    let mut stopped = 0;
    for signal in signals {
        // Without a name: those of the protocol that is set. A variable that is no endpoint stops everybody.
        let Ok(resolved) = resolve(environment, *signal, None) else { continue };
        let asked: Vec<&'static Exporter> = if named.is_empty() {
            exporters().iter().filter(|exporter| exporter.protocol == resolved.protocol.value).collect()
        } else {
            named.to_vec()
        };
        for exporter in asked {
            let Ok(effective) = effective(environment, exporter, *signal) else { continue };
            let refusal = match effective.outcome {
                Outcome::Unknown(_) => continue,
                Outcome::Connects(_) => None,
                Outcome::Refuses(refusal) => Some(refusal),
            };
            known += 1;
            stopped += usize::from(refusal.is_some());
            let refusal = refusal.map(|refusal| Deed {
                code: refusal.code,
                variable: refusal.variable,
                others: Vec::new(),
                does: refusal.problem,
                refuses: true,
                runtimes: vec![exporter.name],
            });
            let departures = effective.departures.into_iter().map(|departure| Deed {
                code: departure.code,
                variable: departure.variable,
                others: departure.others,
                does: departure.does,
                refuses: false,
                runtimes: vec![exporter.name],
            });
            departures.chain(refusal).for_each(|deed| add(&mut deeds, deed));
        }
    }
    let mut held: Vec<Held> = Vec::new();
    for (exporter, signal) in
        named.iter().flat_map(|exporter| signals.iter().map(move |signal| (exporter, *signal)))
    {
        held.extend(other_protocol(environment, exporter, signal));
    }
    let everybody_stops = known > 0 && known == stopped;
    // A default that nobody asked for is worth a word only to those who name the exporter.
    // INSECURE means nothing where no endpoint is set, but to an exporter that is named.
    let has_endpoint = signals.iter().any(|signal| environment.setting(*signal, "ENDPOINT").is_some());
    let told = |deed: &Deed| {
        !named.is_empty()
            || environment.is_present(&deed.variable)
                && (deed.refuses || has_endpoint || !deed.variable.ends_with("INSECURE"))
    };
    held.extend(
        deeds
            .iter()
            .filter(|deed| told(deed))
            .map(|deed| told_as(environment, deed, !named.is_empty(), everybody_stops)),
    );
    held
}

/// The variable names another protocol than that of an exporter that was asked about.
fn other_protocol(environment: &Environment, exporter: &Exporter, signal: Signal) -> Option<Held> {
    let (name, value) = environment.setting(signal, "PROTOCOL")?;
    if parse_protocol(value)? == exporter.protocol {
        return None;
    }
    let rule = Rule { environment, variable: &name };
    let message = format!("`{name}` says `{value}`: an SDK that reads it does not use {}", exporter.name);
    Some(rule.warning(Code::ConflictingSettings, &[], Some(exporter.protocol.to_string()), message))
}

fn add(deeds: &mut Vec<Deed>, new: Deed) {
    let same = |deed: &&mut Deed| {
        deed.code == new.code
            && deed.variable == new.variable
            && deed.does == new.does
            && deed.refuses == new.refuses
    };
    match deeds.iter_mut().find(same) {
        Some(deed) => {
            for runtime in new.runtimes {
                if !deed.runtimes.contains(&runtime) {
                    deed.runtimes.push(runtime);
                }
            }
        }
        None => deeds.push(new),
    }
}

fn told_as(environment: &Environment, deed: &Deed, named: bool, everybody_stops: bool) -> Held {
    let rule = Rule { environment, variable: &deed.variable };
    let others: Vec<&str> = deed.others.iter().map(String::as_str).collect();
    let who = deed.runtimes.join(", ");
    let message = if deed.refuses {
        format!("{who}: {}", deed.does)
    } else {
        format!("`{}`: {who} {}", deed.variable, plural(&deed.does, deed.runtimes.len()))
    };
    let severity = match (deed.refuses, deed.code) {
        (true, _) if everybody_stops => Severity::Error,
        (true, _) | (_, Code::VerificationDisabled) => Severity::Warning,
        (false, _) if named => Severity::Warning,
        (false, _) => Severity::Note,
    };
    let held = rule.held(deed.code, &others, None, message).weighing(severity);
    match (deed.code, environment.get(&deed.variable)) {
        (Code::UnreadableFile, Some(path)) => {
            let evidence = Evidence::File {
                path: path.to_owned(),
                source: format!("environment:{}", deed.variable),
                problem: deed.does.clone(),
            };
            Held { evidence, ..held }
        }
        _ => held,
    }
}

/// The verb of a sentence about several.
fn plural(does: &str, count: usize) -> String {
    if count < 2 {
        return does.to_owned();
    }
    let verb = |word: &str| match word {
        "does" => "do".to_owned(),
        "has" => "have".to_owned(),
        "goes" => "go".to_owned(),
        "cannot" => "cannot".to_owned(),
        word => word.strip_suffix('s').unwrap_or(word).to_owned(),
    };
    let mut words: Vec<String> = does.split(' ').map(str::to_owned).collect();
    let mut next = true;
    for word in &mut words {
        if next {
            *word = verb(word);
        }
        next = word == "and";
    }
    words.join(" ").replace("its default roots", "their default roots")
}
