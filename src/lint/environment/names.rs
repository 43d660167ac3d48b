//! Variables that nobody reads, that have a newer name, or that others switch off.

use super::Rule;
use crate::finding::Code;
use crate::finding::Held;
use crate::target::Signal;
use crate::target::environment::Environment;
use crate::target::environment::PREFIX;
use crate::target::environment::parse_boolean;

/// What the specification names, behind the prefix and the signal.
const SPECIFIED: [&str; 9] = [
    "ENDPOINT",
    "INSECURE",
    "CERTIFICATE",
    "CLIENT_KEY",
    "CLIENT_CERTIFICATE",
    "HEADERS",
    "COMPRESSION",
    "TIMEOUT",
    "PROTOCOL",
];

/// Of one signal alone, or of one SDK: known, and no fault.
const OTHERS: [&str; 8] = [
    "TEMPORALITY_PREFERENCE",
    "DEFAULT_HISTOGRAM_AGGREGATION",
    "CERTIFICATE_STRING",
    "CLIENT_KEY_STRING",
    "CLIENT_CERTIFICATE_STRING",
    "RETRY_COUNT",
    "MAX_EXPORT_BATCH_SIZE",
    "USER_AGENT",
];

/// Names that people make up, and what they look for: the right end, or why there is none.
const INVENTED: [(&str, Result<&str, &str>); 17] = [
    ("CA_CERT", Ok("CERTIFICATE")),
    ("CA_CERTIFICATE", Ok("CERTIFICATE")),
    ("CA_FILE", Ok("CERTIFICATE")),
    ("TLS_CA_FILE", Ok("CERTIFICATE")),
    ("TLS_CA", Ok("CERTIFICATE")),
    ("SSL_CA", Ok("CERTIFICATE")),
    ("TLS_CERT", Ok("CLIENT_CERTIFICATE")),
    ("TLS_CERT_FILE", Ok("CLIENT_CERTIFICATE")),
    ("CLIENT_CERT", Ok("CLIENT_CERTIFICATE")),
    ("TLS_KEY", Ok("CLIENT_KEY")),
    ("TLS_KEY_FILE", Ok("CLIENT_KEY")),
    ("SSL_VERIFY", Err("no variable switches verification off")),
    ("TLS_VERIFY", Err("no variable switches verification off")),
    ("SKIP_VERIFY", Err("no variable switches verification off")),
    ("INSECURE_SKIP_VERIFY", Err("no variable switches verification off")),
    ("TLS_INSECURE_SKIP_VERIFY", Err("no variable switches verification off")),
    ("SERVER_NAME", Err("no variable sets the name to verify")),
];

pub(super) fn held(environment: &Environment) -> Vec<Held> {
    let mut held: Vec<Held> =
        environment.iter().filter_map(|(name, _)| name_held(environment, name)).collect();
    held.extend(switched_off(environment));
    held
}

fn name_held(environment: &Environment, variable: &str) -> Option<Held> {
    let rest = variable.strip_prefix(PREFIX)?;
    environment.get(variable)?;
    let rule = Rule { environment, variable };
    if let Some((signal, current)) = match rest {
        "SPAN_INSECURE" => Some(("TRACES", "INSECURE")),
        "METRIC_INSECURE" => Some(("METRICS", "INSECURE")),
        _ => None,
    } {
        let instead = format!("{PREFIX}{signal}_{current}");
        let message = format!("`{variable}` is an old name; `{instead}` is the one that is read now");
        return Some(rule.held(Code::DeprecatedSetting, &[], Some(instead), message));
    }
    let (signal, what) = Signal::ALL
        .iter()
        .find_map(|signal| {
            let signal = format!("{}_", signal.as_str().to_ascii_uppercase());
            Some((signal.clone(), rest.strip_prefix(&signal)?))
        })
        .unwrap_or((String::new(), rest));
    if SPECIFIED.contains(&what) || OTHERS.contains(&what) {
        return None;
    }
    if what == "SSL_ENABLE" {
        let instead = format!("{PREFIX}{signal}ENDPOINT");
        let message =
            format!("`{variable}` is an old name of the C++ exporter; the scheme of `{instead}` decides");
        return Some(rule.held(Code::DeprecatedSetting, &[], None, message));
    }
    if let Some((_, right)) = INVENTED.iter().find(|(invented, _)| *invented == what) {
        return Some(match right {
            Ok(right) => {
                let instead = format!("{PREFIX}{signal}{right}");
                let message = format!("no exporter reads `{variable}`; the variable is `{instead}`");
                rule.held(Code::WrongVariable, &[], Some(instead), message)
            }
            Err(why) => {
                rule.held(Code::WrongVariable, &[], None, format!("no exporter reads `{variable}`; {why}"))
            }
        });
    }
    let near = SPECIFIED.iter().max_by(|a, b| likeness(a, what).total_cmp(&likeness(b, what)));
    let near = near.filter(|near| likeness(near, what) > 0.8).map(|near| format!("{PREFIX}{signal}{near}"));
    let message = match &near {
        Some(near) => format!("`{variable}` is no variable of the specification; `{near}` is"),
        None => format!("`{variable}` is no variable of the specification"),
    };
    Some(rule.warning(Code::UnknownSetting, &[], near, message))
}

fn likeness(one: &str, other: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(one, other)
}

/// Whole groups of variables that another one makes meaningless.
fn switched_off(environment: &Environment) -> Vec<Held> {
    let mut held = Vec::new();
    fn rule<'a>(environment: &'a Environment, variable: &'a str) -> Rule<'a> {
        Rule { environment, variable }
    }
    if environment.get("OTEL_SDK_DISABLED").is_some_and(parse_boolean) {
        let message = "`OTEL_SDK_DISABLED` is true: nothing is exported at all";
        let instead = Some("false".to_owned());
        held.push(rule(environment, "OTEL_SDK_DISABLED").warning(
            Code::IgnoredSetting,
            &[],
            instead,
            message,
        ));
    }
    for name in ["OTEL_CONFIG_FILE", "OTEL_EXPERIMENTAL_CONFIG_FILE"] {
        if environment.get(name).is_some() && environment.iter().any(|(other, _)| other.starts_with(PREFIX)) {
            let message = format!("an SDK that reads the file of `{name}` reads no `{PREFIX}*` variable");
            held.push(rule(environment, name).note(Code::IgnoredSetting, &[], None, message));
        }
    }
    for signal in Signal::ALL {
        if let Some((name, value)) = environment.other_exporter(signal) {
            let message = format!("`{name}` is `{value}`: {signal} are not exported over OTLP");
            held.push(rule(environment, &name).note(Code::IgnoredSetting, &[], None, message));
        }
    }
    held
}
