//! Unknown keys and values of the wrong type: the Collector's decoder refuses both.

use super::setting::Setting;
use crate::collector::Entry;
use crate::collector::Kind;
use crate::collector::Value;
use crate::collector::join;
use crate::collector::schema::CLIENT_TLS;
use crate::collector::schema::Field;
use crate::collector::schema::SERVER_TLS;
use crate::collector::schema::Type;
use crate::finding::Code;
use crate::finding::Held;

/// Which side of a connection a component is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// An exporter.
    Client,
    /// A receiver.
    Server,
}

/// Checks a map against its keys.
pub(super) fn check(fields: &'static [Field], value: &Value, path: &str, side: Side) -> Vec<Held> {
    let mut found = Vec::new();
    map(fields, false, value, path, side, &mut found);
    found
}

fn map(
    fields: &'static [Field],
    is_optional: bool,
    value: &Value,
    path: &str,
    side: Side,
    found: &mut Vec<Held>,
) {
    if value.is_null() || value.unresolved {
        return;
    }
    if !value.is_map() {
        found.push(wrong_type(value, path, "a map"));
        return;
    }
    for entry in value.entries() {
        let inner = join(path, &entry.key);
        if is_optional && entry.key == "enabled" {
            check_type(Type::Switch, &entry.value, &inner, side, found);
            continue;
        }
        match fields.iter().find(|field| field.key == entry.key) {
            Some(field) => check_type(field.kind, &entry.value, &inner, side, found),
            None => found.push(unknown(fields, entry, path, side)),
        }
    }
}

fn check_type(kind: Type, value: &Value, path: &str, side: Side, found: &mut Vec<Held>) {
    if value.unresolved {
        return;
    }
    let wanted = match kind {
        Type::Any => return,
        Type::Map(fields) => return map(fields, false, value, path, side, found),
        Type::Optional(fields) => return map(fields, true, value, path, side, found),
        Type::Headers => return headers(value, path, found),
        Type::Text if value.as_text().is_some() => return,
        Type::Text => "a text",
        Type::Switch if value.as_bool().is_some() => return,
        Type::Switch => "`true` or `false` without quotes",
        Type::Number if matches!(value.kind, Kind::Int(_) | Kind::Float(_) | Kind::Null) => return,
        Type::Number => "a number without quotes",
        Type::Duration if is_duration(value) => return,
        Type::Duration => "a duration like `10s`",
        Type::Texts if value.as_texts().is_some() => return,
        Type::Texts => {
            let wrong = value.items().iter().find(|item| item.as_text().is_none());
            if let Some(item) = wrong {
                found.push(wrong_type(item, path, "a text"));
                return;
            }
            "a list of texts"
        }
    };
    found.push(wrong_type(value, path, wanted));
}

/// A map of texts, or a list of `name` and `value`. Values may be secrets.
fn headers(value: &Value, path: &str, found: &mut Vec<Held>) {
    let wrong = |value: &Value, path: String| {
        let message = format!(
            "a header's value is a text, this is a {}; write it in quotes; the Collector does not start",
            value.type_name()
        );
        Setting::new(&value.place, path).held(Code::UnsupportedSetting, message)
    };
    for entry in value.entries().iter().filter(|entry| !entry.value.unresolved) {
        if entry.value.as_text().is_none() {
            found.push(wrong(&entry.value, join(path, &entry.key)));
        }
    }
    for item in value.items() {
        if let Some(text) = item.get("value").filter(|text| text.as_text().is_none() && !text.unresolved) {
            found.push(wrong(text, format!("{path}.value")));
        }
    }
}

fn wrong_type(value: &Value, path: &str, wanted: &str) -> Held {
    let key = path.rsplit('.').next().unwrap_or(path);
    let is_secret = key.ends_with("_pem") || key.ends_with("auth");
    let setting = if is_secret {
        Setting::new(&value.place, path.to_owned())
    } else {
        Setting::of(value, path.to_owned())
    };
    let mut message =
        format!("`{key}` takes {wanted}, this is a {}; the Collector does not start", people(value));
    let mut setting = setting;
    match (&value.kind, wanted) {
        (Kind::Int(_) | Kind::Float(_) | Kind::Bool(_), "a text") if !is_secret => {
            message.push_str(": expected type 'string', got unconvertible type '");
            message.push_str(value.type_name());
            message.push('\'');
            if !value.has_reference {
                setting = setting.instead(format!("\"{}\"", value.text));
            }
        }
        (Kind::String, "`true` or `false` without quotes") => {
            message.push_str(": expected type 'bool', got unconvertible type 'string'");
            let lower = value.text.trim().to_ascii_lowercase();
            let meant = match lower.as_str() {
                "true" | "yes" | "on" | "1" => Some("true"),
                "false" | "no" | "off" | "0" => Some("false"),
                _ => None,
            };
            if let Some(meant) = meant.filter(|_| !value.has_reference) {
                setting = setting.instead(meant);
            }
        }
        (Kind::String, "a number without quotes") => {
            let number = value.text.trim();
            if !value.has_reference && number.parse::<i64>().is_ok() {
                setting = setting.instead(number);
            }
        }
        _ => {}
    }
    setting.held(Code::UnsupportedSetting, message)
}

fn people(value: &Value) -> &'static str {
    match value.kind {
        Kind::Float(_) | Kind::Int(_) => "number",
        Kind::Bool(_) => "boolean",
        Kind::String => "text",
        Kind::Timestamp => "date",
        Kind::Null => "null",
        Kind::List(_) => "list",
        Kind::Map(_) => "map",
    }
}

/// As `time.ParseDuration` reads it; a bare number counts nanoseconds.
fn is_duration(value: &Value) -> bool {
    match value.kind {
        Kind::Int(_) | Kind::Float(_) | Kind::Null => true,
        Kind::String => parses_as_duration(&value.text),
        _ => false,
    }
}

fn parses_as_duration(text: &str) -> bool {
    let mut rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    if rest == "0" {
        return true;
    }
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let number = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let digits = &rest[..number];
        if !digits.bytes().any(|byte| byte.is_ascii_digit()) || digits.matches('.').count() > 1 {
            return false;
        }
        let after = &rest[number..];
        let Some(unit) = ["ns", "us", "\u{b5}s", "\u{3bc}s", "ms", "s", "m", "h"]
            .iter()
            .find(|unit| after.starts_with(**unit))
        else {
            return false;
        };
        rest = &after[unit.len()..];
    }
    true
}

/// Names that people write, and the key that is meant.
const MEANT: &[(&str, &str)] = &[
    ("tls_settings", "tls"),
    ("tls_credentials", "tls"),
    ("tls_config", "tls"),
    ("ssl", "tls"),
    ("verify", "insecure_skip_verify"),
    ("skip_verify", "insecure_skip_verify"),
    ("tls_skip_verify", "insecure_skip_verify"),
    ("ca", "ca_file"),
    ("ca_cert", "ca_file"),
    ("cacert", "ca_file"),
    ("ca_cert_file", "ca_file"),
    ("root_ca", "ca_file"),
    ("ca_certificate", "ca_file"),
    ("cert", "cert_file"),
    ("certificate", "cert_file"),
    ("client_cert", "cert_file"),
    ("client_cert_file", "cert_file"),
    ("key", "key_file"),
    ("private_key", "key_file"),
    ("client_key", "key_file"),
    ("client_key_file", "key_file"),
    ("client_auth", "client_ca_file"),
    ("client_ca", "client_ca_file"),
    ("client_ca_pem", "client_ca_file"),
    ("min_tls_version", "min_version"),
    ("tls_min_version", "min_version"),
    ("max_tls_version", "max_version"),
    ("tls_max_version", "max_version"),
    ("server_name", "server_name_override"),
    ("servername", "server_name_override"),
    ("sni", "server_name_override"),
    ("url", "endpoint"),
    ("address", "endpoint"),
    ("host", "endpoint"),
    ("proxy", "proxy_url"),
];

fn unknown(fields: &'static [Field], entry: &Entry, path: &str, side: Side) -> Held {
    let key = entry.key.as_str();
    let shown = key.escape_debug().to_string();
    let parent = path.rsplit('.').next().unwrap_or(path);
    let known = |key: &str| fields.iter().any(|field| field.key == key);
    let (component, other) = match side {
        Side::Client => ("an exporter", "a receiver"),
        Side::Server => ("a receiver", "an exporter"),
    };
    let other_side = match side {
        Side::Client => SERVER_TLS,
        Side::Server => CLIENT_TLS,
    };
    let own_side = match side {
        Side::Client => CLIENT_TLS,
        Side::Server => SERVER_TLS,
    };
    let of = |fields: &[Field], key: &str| fields.iter().any(|field| field.key == key);
    let setting = Setting::key(entry, join(path, key));
    let start = format!("`{shown}` is no key of `{parent}`");
    let stops = "the Collector does not start";
    let (message, instead) = if parent == "tls" && of(other_side, key) {
        let (hint, instead) = match key {
            "insecure" => ("a receiver without `tls` speaks cleartext".to_owned(), None),
            "client_ca_file" => {
                ("the CA of the server is `ca_file` here".to_owned(), Some("ca_file".to_owned()))
            }
            _ => (format!("{component} has nothing like it"), None),
        };
        (format!("{start} on {component}, it is one of {other}: {hint}; {stops}"), instead)
    } else if let Some(bare) = key.strip_suffix(':').filter(|bare| known(bare)) {
        (
            format!("{start}: between braces the colon is a part of it unless a blank follows; {stops}"),
            Some(bare.to_owned()),
        )
    } else if known("tls") && of(own_side, key) {
        (format!("{start}: it belongs under `tls` (since v0.36); {stops}"), Some(format!("tls.{key}")))
    } else if let Some((_, meant)) = MEANT.iter().find(|(name, meant)| *name == normal(key) && known(meant)) {
        (format!("{start}: did you mean `{meant}`? {stops}"), Some((*meant).to_owned()))
    } else if let Some(field) = fields.iter().find(|field| field.key == normal(key)) {
        (
            format!("{start}: keys are lower case with `_`, `{}`; {stops}", field.key),
            Some(field.key.to_owned()),
        )
    } else if let Some(near) = nearest(fields, key) {
        (format!("{start}: did you mean `{near}`? {stops}"), Some(near.to_owned()))
    } else {
        (format!("{start} (Collector v0.159); {stops}"), None)
    };
    let setting = match instead {
        Some(instead) => setting.instead(instead),
        None => setting,
    };
    setting.held(Code::UnknownSetting, message)
}

/// `caFile` and `ca-file` are `ca_file`.
fn normal(key: &str) -> String {
    let mut out = String::new();
    let mut before_lower = false;
    for character in key.chars() {
        if character.is_ascii_uppercase() && before_lower {
            out.push('_');
        }
        before_lower = character.is_ascii_lowercase() || character.is_ascii_digit();
        out.push(if character == '-' { '_' } else { character.to_ascii_lowercase() });
    }
    out
}

fn nearest(fields: &'static [Field], key: &str) -> Option<&'static str> {
    let most = if key.len() <= 4 { 1 } else { 2 };
    fields
        .iter()
        .map(|field| (strsim::damerau_levenshtein(field.key, key), field.key))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, key)| key)
}
