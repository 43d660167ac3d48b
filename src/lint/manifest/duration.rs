//! How long a Certificate is valid, and when it is renewed: Go durations.

use super::object::Object;
use crate::finding::Code;
use crate::lint::endpoint::has_reference;
use crate::lint::found::Found;
use crate::lint::found::Setting;

/// What is wrong with `duration` and `renewBefore`.
pub(super) fn check(object: &Object<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut seconds = Vec::new();
    for key in ["duration", "renewBefore"] {
        let Some(setting) = object.setting(&["spec", key]) else { continue };
        let Some(text) = setting.node.text().filter(|text| !has_reference(text)) else { continue };
        match go_seconds(text) {
            Some(length) => seconds.push((key, length, setting)),
            None => found.push(not_go(&setting, text)),
        }
    }
    if let [(_, whole, _), (_, before, setting)] = seconds.as_slice()
        && before >= whole
    {
        let message =
            "it would be renewed before it is issued: `renewBefore` must be shorter than `duration`";
        found.push(setting.found(Code::ConflictingSettings, message).with(&["spec.duration"]));
    }
    found
}

fn not_go(setting: &Setting<'_>, text: &str) -> Found {
    let (message, instead) = match hours(text) {
        Some(hours) => {
            (format!("`{text}` is no duration of Go, which has no days: Kubernetes refuses it"), Some(hours))
        }
        None if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            (format!("`{text}` has no unit: Kubernetes refuses it"), None)
        }
        None => (format!("`{text}` is no duration of Go: Kubernetes refuses it"), None),
    };
    let found = setting.found(Code::UnsupportedSetting, message);
    match instead {
        Some(hours) => found.instead(format!("{hours}h")),
        None => found,
    }
}

/// Days, weeks and years, in hours.
fn hours(text: &str) -> Option<u64> {
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(at);
    let hours = match unit.trim() {
        "d" | "D" | "day" | "days" => 24,
        "w" | "week" | "weeks" => 24 * 7,
        "y" | "year" | "years" => 24 * 365,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(hours)
}

/// As `time.ParseDuration` reads it; `None`: it refuses.
fn go_seconds(text: &str) -> Option<f64> {
    let rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    if rest == "0" {
        return Some(0.0);
    }
    let mut rest = rest;
    let mut total = 0.0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let at = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let (number, tail) = rest.split_at(at);
        let number: f64 = number.parse().ok()?;
        let end = tail.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(end);
        let unit = match unit {
            "ns" => 1e-9,
            "us" | "µs" | "μs" => 1e-6,
            "ms" => 1e-3,
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            _ => return None,
        };
        total += number * unit;
        rest = tail;
    }
    Some(if text.starts_with('-') { -total } else { total })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn go_durations() {
        for (text, seconds) in
            [("2160h", 7_776_000.0), ("1h30m", 5400.0), ("0", 0.0), ("1.5h", 5400.0), ("-1s", -1.0)]
        {
            assert_eq!(go_seconds(text), Some(seconds), "{text}");
        }
        for text in ["", "90d", "1", "h", "1h30", "1 h", ".", "1..h", "-"] {
            assert_eq!(go_seconds(text), None, "{text}");
        }
        assert_eq!(hours("90d"), Some(2160));
        assert_eq!(hours("1y"), Some(8760));
        assert_eq!(hours("99999999999999999999d"), None);
    }
}
