//! Where a target came from, when the environment named it; and the variables around it that change trust or route.

use std::io;

use super::Detail;
use super::Options;
use super::wrapped;
use crate::render::visible;
use crate::report::Report;
use crate::target::environment::Ambient;

/// Whose settings these are, and for which signals.
pub(super) fn head(out: &mut dyn io::Write, report: &Report, options: &Options) -> io::Result<()> {
    let target = &report.observation.target;
    let Some(seen) = target.asked_environment() else { return Ok(()) };
    if target.sources.get("endpoint").is_some_and(|source| source == "argument" || source == "flag:--file") {
        let text = format!("with the variables of {}", visible(&seen.environment.origin));
        return writeln!(out, "{}", wrapped(&text, "  ", "  ", options.width));
    }
    let signals: Vec<&str> = seen.signals.iter().map(|signal| signal.as_str()).collect();
    let from = match target.sources.get("endpoint").map(String::as_str) {
        Some("default") => "the default, for no variable names an endpoint".to_owned(),
        Some(source) => source.trim_start_matches("environment:").to_owned(),
        None => "unknown".to_owned(),
    };
    let whose = match target.labels.get("runtimes") {
        Some(runtimes) => format!(", as read by {}", runtimes.replace(',', ", ")),
        None => String::new(),
    };
    let text = format!("{} of {}{whose}: {from}", signals.join(", "), visible(&seen.environment.origin));
    writeln!(out, "{}", wrapped(&text, "  ", "  ", options.width))
}

/// The variables that change trust or route: all with `-v`; else, of an endpoint that was given, their names, and of
/// one that the variables gave those that an exporter asked about reads.
pub(super) fn ambient(out: &mut dyn io::Write, report: &Report, options: &Options) -> io::Result<()> {
    let Some(seen) = &report.observation.target.environment else { return Ok(()) };
    let read = |variable: &Ambient| {
        report.runtimes.iter().any(|judgement| variable.runtimes.contains(&judgement.exporter.name))
    };
    let more = options.detail == Detail::More;
    let set: Vec<_> =
        seen.environment.ambient().into_iter().filter(|ambient| more || read(ambient.variable)).collect();
    if seen.signals.is_empty() && !more && !set.is_empty() {
        let names: Vec<&str> = set.iter().map(|ambient| ambient.variable.name).collect();
        let text = format!("{} (-v tells what that changes)", names.join(", "));
        return writeln!(out, "{}", wrapped(&text, "  env    ", "         ", options.width));
    }
    for ambient in set {
        let variable = ambient.variable;
        let readers = families(variable.runtimes);
        let readers = if readers.is_empty() { String::new() } else { format!(" ({readers})") };
        let text = format!("{}={}: {}{readers}", variable.name, visible(ambient.value), variable.effect);
        writeln!(out, "{}", wrapped(&text, "  env    ", "         ", options.width))?;
    }
    Ok(())
}

/// `go, node-http`: a language where both of its exporters read a variable.
fn families(runtimes: &[&str]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for runtime in runtimes {
        let (family, _) = runtime.split_once('-').unwrap_or((runtime, ""));
        let both = runtimes.iter().filter(|other| other.starts_with(family)).count() > 1;
        let name = if both { family } else { runtime };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}
