//! `tls` on either side: versions, suites, groups, and certificate with key.

use super::keys::Side;
use super::setting::Setting;
use crate::collector::Value;
use crate::collector::schema::CIPHER_SUITES;
use crate::collector::schema::CURVES;
use crate::collector::schema::cipher_suite;
use crate::collector::schema::curve;
use crate::collector::schema::tls_version;
use crate::finding::Code;
use crate::finding::Held;
use crate::finding::Severity;

/// The value of `key`, where it is one that can be looked at.
pub(super) fn text<'a>(tls: &'a Value, key: &str) -> Option<(&'a Value, &'a str)> {
    let value = tls.get(key).filter(|value| !value.unresolved)?;
    value.as_text().filter(|text| !text.is_empty()).map(|text| (value, text))
}

/// Whether a text is given, or may be where the Collector runs.
pub(super) fn given(tls: &Value, key: &str) -> bool {
    tls.get(key).is_some_and(Value::is_given)
}

/// Whether a switch is on.
pub(super) fn on(tls: &Value, key: &str) -> bool {
    tls.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// Everything that holds of `tls` whichever side it is on.
pub(super) fn check(tls: &Value, path: &str, side: Side) -> Vec<Held> {
    let mut found = pairs(tls, path);
    found.extend(versions(tls, path));
    found.extend(suites(tls, path));
    found.extend(curves(tls, path));
    found.extend(rotation(tls, path, side));
    found
}

fn at(tls: &Value, path: &str, key: &str) -> Option<Setting> {
    let value = tls.get(key)?;
    Some(if key.ends_with("_pem") {
        Setting::new(&value.place, format!("{path}.{key}"))
    } else {
        Setting::of(value, format!("{path}.{key}"))
    })
}

/// A file and a text for the same thing; a certificate without its key.
fn pairs(tls: &Value, path: &str) -> Vec<Held> {
    let mut found = Vec::new();
    for (file, pem, words) in [
        ("ca_file", "ca_pem", "either a CA file or the PEM-encoded string"),
        ("cert_file", "cert_pem", "either certificate file or PEM"),
        ("key_file", "key_pem", "either key file or PEM"),
    ] {
        if given(tls, file)
            && given(tls, pem)
            && let Some(setting) = at(tls, path, pem)
        {
            let message = format!(
                "`{file}` and `{pem}` are both given; the Collector does not start: provide {words}, but not both"
            );
            found.push(setting.with(&[format!("{path}.{file}")]).held(Code::ConflictingSettings, message));
        }
    }
    let has = |file: &str, pem: &str| given(tls, file) || given(tls, pem);
    let (cert, key) = (has("cert_file", "cert_pem"), has("key_file", "key_pem"));
    if cert != key {
        let (own, pem, missing) =
            if cert { ("cert_file", "cert_pem", "key_file") } else { ("key_file", "key_pem", "cert_file") };
        let own = if given(tls, own) { own } else { pem };
        if let Some(setting) = at(tls, path, own) {
            let message = format!(
                "`{own}` is given without `{missing}`; the Collector does not start: TLS configuration must include \
                 both certificate and key"
            );
            found.push(setting.with(&[format!("{path}.{missing}")]).held(Code::ConflictingSettings, message));
        }
    }
    found
}

fn versions(tls: &Value, path: &str) -> Vec<Held> {
    let mut found = Vec::new();
    for key in ["min_version", "max_version"] {
        let Some((value, text)) = text(tls, key).filter(|(_, text)| tls_version(text).is_none()) else {
            continue;
        };
        let shown = text.escape_debug();
        let mut setting = Setting::of(value, format!("{path}.{key}"));
        if let Some(meant) = meant_version(text).filter(|_| !value.has_reference) {
            setting = setting.instead(format!("\"{meant}\""));
        }
        let message = format!(
            "`{key}` takes \"1.0\", \"1.1\", \"1.2\" or \"1.3\", not `{shown}`; the Collector does not start: \
             unsupported TLS version"
        );
        found.push(setting.held(Code::UnsupportedSetting, message));
    }
    let number = |key: &str| text(tls, key).and_then(|(_, text)| tls_version(text));
    let lowest = match tls.get("min_version") {
        Some(value) if value.unresolved => return found,
        _ => number("min_version").unwrap_or(0x0303),
    };
    if let Some(highest) = number("max_version")
        && highest < lowest
        && let Some(setting) = at(tls, path, "max_version")
    {
        let because = if number("min_version").is_some() { "" } else { " (the least is 1.2 by default)" };
        let message = format!(
            "`max_version` is below `min_version`{because}; the Collector does not start: min_version cannot be \
             greater than max_version"
        );
        let others = [format!("{path}.min_version")];
        found.push(setting.with(&others).held(Code::ConflictingSettings, message));
    }
    found
}

/// `TLS1.2`, `TLSv1.2`, `tls12`, `1.20`, `VersionTLS12`.
fn meant_version(text: &str) -> Option<&'static str> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.trim_end_matches('0') {
        "12" => Some("1.2"),
        "13" => Some("1.3"),
        "11" => Some("1.1"),
        _ => None,
    }
}

fn suites(tls: &Value, path: &str) -> Vec<Held> {
    let Some(list) = tls.get("cipher_suites").filter(|list| !list.unresolved) else { return Vec::new() };
    let Some(names) = list.as_texts() else { return Vec::new() };
    let path = format!("{path}.cipher_suites");
    let allowed = on(tls, "include_insecure_cipher_suites");
    let mut found = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let place = list.items().get(index).map_or(&list.place, |item| &item.place);
        if list.items().get(index).is_some_and(|item| item.unresolved) {
            continue;
        }
        let setting = Setting::new(place, path.clone()).value(name);
        let shown = name.escape_debug();
        match cipher_suite(name) {
            None => {
                let near = similar_suite(name);
                let hint = near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
                let setting = match near {
                    Some(near) => setting.instead(near),
                    None => setting,
                };
                let message = format!(
                    "`{shown}` is no cipher suite by Go's names{hint} The Collector does not start: invalid TLS \
                     cipher suite"
                );
                let message = if hint.is_empty() { message.replacen(" The", "; the", 1) } else { message };
                found.push(setting.held(Code::UnsupportedSetting, message));
            }
            Some(suite) if suite.insecure && !allowed => {
                let message = format!(
                    "`{shown}` is taken with `include_insecure_cipher_suites: true` only (since v0.154); the \
                     Collector does not start"
                );
                found.push(setting.held(Code::UnsupportedSetting, message));
            }
            Some(_) => {}
        }
    }
    let known: Vec<_> = names.iter().filter_map(|name| cipher_suite(name)).collect();
    let only_13 =
        !known.is_empty() && known.len() == names.len() && known.iter().all(|suite| suite.is_tls13());
    let is_13 = text(tls, "min_version").is_some_and(|(_, text)| text == "1.3")
        || tls.get("min_version").is_some_and(|value| value.unresolved);
    if only_13 && !is_13 {
        let message = "`cipher_suites` names TLS 1.3 suites only: Go does not let those be chosen, and no suite is \
                       left for TLS 1.2";
        let setting = Setting::new(&list.place, path).with(&["min_version".to_owned()]);
        found.push(setting.held(Code::IgnoredSetting, message));
    }
    found
}

/// OpenSSL's names, Go's old names, another case.
fn similar_suite(name: &str) -> Option<&'static str> {
    let upper = name.trim().to_ascii_uppercase().replace('-', "_");
    let upper = upper.strip_prefix("TLS_").unwrap_or(&upper);
    let plain = |text: &str| {
        text.replace("_WITH_", "_")
            .replace("AES_128", "AES128")
            .replace("AES_256", "AES256")
            .replace("TLS_", "")
    };
    let wanted = plain(&format!("TLS_{upper}"));
    let exact = CIPHER_SUITES
        .iter()
        .find(|suite| plain(suite.name) == wanted || plain(suite.name) == format!("{wanted}_SHA256"));
    exact.map(|suite| suite.name).or_else(|| {
        CIPHER_SUITES
            .iter()
            .map(|suite| (strsim::damerau_levenshtein(&plain(suite.name), &wanted), suite.name))
            .filter(|(distance, _)| *distance <= 2)
            .min()
            .map(|(_, name)| name)
    })
}

fn curves(tls: &Value, path: &str) -> Vec<Held> {
    let Some(list) = tls.get("curve_preferences").filter(|list| !list.unresolved) else { return Vec::new() };
    let names = list.as_texts().unwrap_or_default();
    let mut found = Vec::new();
    for (index, name) in names.iter().enumerate().filter(|(_, name)| curve(name).is_none()) {
        let item = list.items().get(index);
        if item.is_some_and(|item| item.unresolved) {
            continue;
        }
        let known: Vec<&str> = CURVES.iter().map(|(name, _)| *name).collect();
        let setting =
            Setting::new(item.map_or(&list.place, |item| &item.place), format!("{path}.curve_preferences"));
        let setting = match similar_curve(name) {
            Some(near) => setting.instead(near),
            None => setting,
        };
        let message = format!(
            "`{}` is no curve that the Collector takes ({}); it does not start: invalid curve type",
            name.escape_debug(),
            known.join(", ")
        );
        found.push(setting.value(name).held(Code::UnsupportedSetting, message));
    }
    found
}

fn similar_curve(name: &str) -> Option<&'static str> {
    let plain: String = name.to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    match plain.as_str() {
        "p256" | "secp256r1" | "prime256v1" | "curvep256" => Some("P256"),
        "p384" | "secp384r1" | "curvep384" => Some("P384"),
        "p521" | "secp521r1" | "curvep521" => Some("P521"),
        "x25519" | "curve25519" => Some("X25519"),
        "x25519mlkem768" => Some("X25519MLKEM768"),
        _ => None,
    }
}

/// A certificate that something renews is read once, unless the Collector is told to look again.
fn rotation(tls: &Value, path: &str, side: Side) -> Option<Held> {
    let (value, file) = text(tls, "cert_file")?;
    let is_secret = file.ends_with("/tls.crt") || file.contains("/secrets/") || file.contains("cert-manager");
    if !is_secret || tls.get("reload_interval").is_some() {
        return None;
    }
    let whose = match side {
        Side::Client => "the client certificate",
        Side::Server => "the certificate",
    };
    let message = format!(
        "`{}` looks like a mounted secret, and `reload_interval` is not set: after a renewal the Collector keeps \
         {whose} that it has until it is restarted",
        file.escape_debug()
    );
    let setting = Setting::new(&value.place, format!("{path}.reload_interval")).instead("1h");
    Some(setting.held(Code::IgnoredSetting, message).weighing(Severity::Note))
}
