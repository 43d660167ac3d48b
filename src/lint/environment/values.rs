//! Values that are not what the specification wants.

use super::Rule;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Location;
use crate::finding::Severity;
use crate::target::Protocol;
use crate::target::environment::Environment;
use crate::target::environment::PREFIX;
use crate::target::environment::parse_protocol;
use crate::target::environment::signal_of;

/// A timeout below this many milliseconds was meant in seconds.
const SHORT_TIMEOUT: u64 = 100;

pub(super) fn held(environment: &Environment) -> Vec<Held> {
    let set: Vec<(&str, &str)> = environment
        .iter()
        .filter_map(|(name, _)| Some((name, environment.get(name)?)))
        .filter(|(name, _)| name.starts_with(PREFIX))
        .collect();
    set.iter()
        .flat_map(|(variable, value)| {
            let rule = Rule { environment, variable };
            let rest = &variable[PREFIX.len()..];
            let what = match signal_of(variable) {
                Some(signal) => &rest[signal.as_str().len() + 1..],
                None => rest,
            };
            match what {
                "INSECURE" => boolean(&rule, value).into_iter().collect(),
                "PROTOCOL" => protocol(&rule, value).into_iter().collect(),
                "COMPRESSION" => compression(&rule, value).into_iter().collect(),
                "TIMEOUT" => timeout(&rule, value).into_iter().collect(),
                "HEADERS" => headers(&rule, value),
                "CERTIFICATE" | "CLIENT_CERTIFICATE" | "CLIENT_KEY" => {
                    file(&rule, value).into_iter().collect()
                }
                _ => Vec::new(),
            }
        })
        .collect()
}

/// "Only true is true."
fn boolean(rule: &Rule<'_>, value: &str) -> Option<Held> {
    if value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false") {
        return None;
    }
    let meant = matches!(value.to_ascii_lowercase().as_str(), "1" | "yes" | "on" | "t" | "y");
    let message = format!("`{}` is `{value}`, which means false: only `true` is true", rule.variable);
    let instead = if meant { "true" } else { "false" };
    Some(rule.warning(Code::UnsupportedSetting, &[], Some(instead.to_owned()), message))
}

fn protocol(rule: &Rule<'_>, value: &str) -> Option<Held> {
    if parse_protocol(value).is_some() {
        return None;
    }
    let instead = match value.to_ascii_lowercase() {
        text if text.contains("grpc") => "grpc",
        text if text.contains("json") => "http/json",
        _ => "http/protobuf",
    };
    let message =
        format!("`{}` is `{value}`; it is one of `grpc`, `http/protobuf` and `http/json`", rule.variable);
    Some(rule.warning(Code::UnsupportedSetting, &[], Some(instead.to_owned()), message))
}

fn compression(rule: &Rule<'_>, value: &str) -> Option<Held> {
    if ["gzip", "none"].contains(&value) {
        return None;
    }
    let message = format!("`{}` is `{value}`; the specification has `gzip` and `none`", rule.variable);
    Some(rule.warning(Code::UnsupportedSetting, &[], Some("gzip".to_owned()), message))
}

fn timeout(rule: &Rule<'_>, value: &str) -> Option<Held> {
    match value.parse::<u64>() {
        Ok(0) => None,
        Ok(millis) if millis < SHORT_TIMEOUT => {
            let message = format!("`{}` is {millis} milliseconds; it is not in seconds", rule.variable);
            let instead = Some((millis * 1000).to_string());
            Some(rule.warning(Code::UnsupportedSetting, &[], instead, message))
        }
        Ok(_) => None,
        Err(_) => {
            let message = format!("`{}` is `{value}`; it is a whole number of milliseconds", rule.variable);
            Some(rule.warning(Code::UnsupportedSetting, &[], Some("10000".to_owned()), message))
        }
    }
}

/// Of the names and the form alone: the values are not here.
fn headers(rule: &Rule<'_>, masked: &str) -> Vec<Held> {
    let mut held = Vec::new();
    let grpc = rule
        .environment
        .setting(signal_of(rule.variable).unwrap_or(crate::target::Signal::Traces), "PROTOCOL");
    let grpc = grpc.and_then(|(_, value)| parse_protocol(value)) == Some(Protocol::Grpc);
    for (index, entry) in masked.split(',').enumerate() {
        let number = index + 1;
        if entry.trim().is_empty() {
            continue;
        }
        let Some((name, value)) = entry.split_once('=') else {
            let message =
                format!("entry {number} of `{}` has no `=`: write `name=value,name=value`", rule.variable);
            held.push(rule.warning(Code::UnsupportedSetting, &[], None, message));
            continue;
        };
        let name = name.trim();
        if name.is_empty() || name.chars().any(|c| c.is_whitespace() || ":;\"".contains(c)) {
            let message = format!("entry {number} of `{}` has no name that a header may have", rule.variable);
            held.push(rule.warning(Code::UnsupportedSetting, &[], None, message));
        } else if grpc && name.chars().any(|c| c.is_ascii_uppercase()) {
            let message =
                format!("the header `{name}` of `{}` has capitals, which gRPC does not allow", rule.variable);
            held.push(rule.warning(Code::UnsupportedSetting, &[], None, message));
        }
        if value.contains(' ') {
            let message = format!(
                "the value of `{name}` in `{}` has a space: write it as `%20`, not every exporter takes it",
                rule.variable
            );
            held.push(rule.note(Code::UnsupportedSetting, &[], None, message));
        }
    }
    held
}

/// The files themselves.
fn file(rule: &Rule<'_>, path: &str) -> Option<Held> {
    if path == "<PEM>" {
        let message = format!("`{}` holds the PEM text itself; it is the path of a file", rule.variable);
        return Some(rule.held(Code::UnsupportedSetting, &[], None, message).weighing(Severity::Error));
    }
    let seen = rule.environment.files.iter().find(|file| file.path == path && file.problem.is_some())?;
    let (_, problem) = seen.problem.as_ref()?;
    let evidence = Evidence::File {
        path: path.to_owned(),
        source: format!("environment:{}", rule.variable),
        problem: problem.clone(),
    };
    let message = format!("`{path}` (`{}`): {problem}", rule.variable);
    let location = Location { path: Some(rule.variable.to_owned()), ..Location::default() };
    Some(Held::certain(Code::UnreadableFile, evidence, message).at(location).weighing(Severity::Error))
}
