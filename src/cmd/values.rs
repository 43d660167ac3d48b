//! Values of flags: durations, thresholds, times, codes. Each error says what to write.

use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::classify::ExpiryThreshold;
use crate::finding::Code;
use crate::finding::Severity;
use crate::report::Finding;

/// What makes the exit status 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// A finding of that severity or a higher one.
    AtLeast(Severity),
    /// Nothing.
    Never,
    /// That finding, whatever its severity.
    Code(Code),
}

impl FailOn {
    /// Whether one finding counts. Ignored ones never do.
    pub fn matches(self, finding: &Finding) -> bool {
        !finding.ignored
            && match self {
                Self::AtLeast(severity) => finding.severity >= severity,
                Self::Never => false,
                Self::Code(code) => finding.code == code,
            }
    }
}

/// A DNS name as a certificate may hold it (RFC 1035 section 2.3.1, RFC 9525 section 6.3): ASCII, labels of at most 63
/// bytes, a wildcard as the whole first label. Underscores are in use and accepted by every exporter.
pub(super) fn dns_name(text: &str) -> Result<String, String> {
    if text.parse::<std::net::IpAddr>().is_ok() {
        return Err("it is an address: give it with --ip".to_owned());
    }
    if !text.is_ascii() {
        return Err("write an international name in its xn-- form".to_owned());
    }
    if text.contains(['/', ':']) {
        return Err("write the name alone, without scheme, port and path".to_owned());
    }
    let name = text.strip_prefix("*.").unwrap_or(text);
    // An all-numeric last label is an address to everybody (WHATWG URL, host parser).
    let numeric = name.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()));
    if text.len() > 253 || numeric || !name.split('.').all(is_label) {
        return Err(
            "write labels of letters, digits, `-` and `_` with dots between, for example otel.example.com or *.example.com"
                .to_owned(),
        );
    }
    Ok(text.to_ascii_lowercase())
}

fn is_label(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    (1..=63).contains(&text.len())
        && text.bytes().all(allowed)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// The name of a Kubernetes Service or namespace (RFC 1123 label).
pub(super) fn label(text: &str) -> Result<String, String> {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if is_label(text) && text.bytes().all(allowed) {
        Ok(text.to_owned())
    } else {
        Err("Kubernetes names are lower-case letters, digits and `-`, at most 63".to_owned())
    }
}

/// `500ms`, `5s`, `2m`, `1h`, `30d`.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let seconds =
        seconds(text).ok_or_else(|| "write a number and a unit, for example 500ms, 5s, 2m".to_owned())?;
    if !(0.001..=86_400.0 * 366.0).contains(&seconds) {
        return Err("it must be at least 1ms and at most a year".to_owned());
    }
    Ok(Duration::from_secs_f64(seconds))
}

fn seconds(text: &str) -> Option<f64> {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    let (number, unit) = text.split_at(digits);
    let number: f64 = number.parse().ok()?;
    let unit = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        "w" => 7.0 * 86_400.0,
        _ => return None,
    };
    Some(number * unit)
}

/// `30d`, `720h`, `20%`, `21d,20%`.
pub(super) fn threshold(text: &str) -> Result<ExpiryThreshold, String> {
    let mut threshold = ExpiryThreshold { seconds: None, percent: None };
    for part in text.split(',') {
        if let Some(percent) = part.strip_suffix('%') {
            let percent: f64 = percent.parse().map_err(|_| format!("`{part}` is no percentage"))?;
            if !(0.0..=100.0).contains(&percent) || threshold.percent.replace(percent).is_some() {
                return Err("give one percentage from 0% to 100%".to_owned());
            }
        } else {
            let seconds = seconds(part).ok_or_else(|| {
                format!("`{part}` is neither a duration (30d, 720h) nor a percentage (20%)")
            })?;
            #[expect(clippy::cast_possible_truncation, reason = "a threshold of whole seconds is meant")]
            let seconds = seconds as i64;
            if threshold.seconds.replace(seconds).is_some() {
                return Err("give one duration".to_owned());
            }
        }
    }
    Ok(threshold)
}

/// RFC 3339, or a date alone; seconds since 1970.
pub(super) fn time(text: &str) -> Result<i64, String> {
    let full = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
    OffsetDateTime::parse(&full, &Rfc3339)
        .map(OffsetDateTime::unix_timestamp)
        .map_err(|_| "write it as RFC 3339, for example 2026-03-01T09:15:00Z".to_owned())
}

/// A finding code, with the nearest ones when there is none of that name.
pub(super) fn code(text: &str) -> Result<Code, String> {
    text.parse().map_err(|_| match nearest(text) {
        Some(near) => format!("there is no finding of that name; did you mean `{near}`?"),
        None => "there is no finding of that name; `otls explain` lists them".to_owned(),
    })
}

/// `error`, `warning`, `note`, `never`, or a code.
pub(super) fn fail_on(text: &str) -> Result<FailOn, String> {
    match text {
        "error" => Ok(FailOn::AtLeast(Severity::Error)),
        "warning" => Ok(FailOn::AtLeast(Severity::Warning)),
        "note" => Ok(FailOn::AtLeast(Severity::Note)),
        "never" => Ok(FailOn::Never),
        other => code(other).map(FailOn::Code),
    }
}

/// The code that looks most like `text`, if any does.
pub(super) fn nearest(text: &str) -> Option<Code> {
    let likeness = |code: Code| strsim::sorensen_dice(code.slug(), text);
    let best = Code::ALL.iter().copied().max_by(|a, b| likeness(*a).total_cmp(&likeness(*b)))?;
    (likeness(best) > 0.6).then_some(best)
}

/// `--path-prefix FROM=TO`.
pub(super) fn path_prefix(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((from, to)) if !from.is_empty() && !to.is_empty() => Ok((from.to_owned(), to.to_owned())),
        _ => Err("write it as FROM=TO: a folder there, and the same one here".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_thresholds() {
        assert_eq!(duration("500ms").unwrap(), Duration::from_millis(500));
        assert_eq!(duration("1.5s").unwrap(), Duration::from_millis(1500));
        for bad in ["", "5", "s", "-5s", "5x", "0s", "5 s", "9999999d"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
        assert_eq!(threshold("30d").unwrap(), ExpiryThreshold { seconds: Some(2_592_000), percent: None });
        assert_eq!(
            threshold("21d,20%").unwrap(),
            ExpiryThreshold { seconds: Some(1_814_400), percent: Some(20.0) }
        );
        for bad in ["", "20", "101%", "5%,6%", "1d,2d", "x%"] {
            assert!(threshold(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn times() {
        assert_eq!(time("1970-01-02T00:00:00Z").unwrap(), 86_400);
        assert_eq!(time("1970-01-02").unwrap(), 86_400);
        assert_eq!(time("1970-01-01T02:00:00+02:00").unwrap(), 0);
        assert!(time("yesterday").is_err());
    }

    #[test]
    fn codes_and_near_misses() {
        assert_eq!(code("name-mismatch"), Ok(Code::NameMismatch));
        assert!(code("hostname-mismatch").unwrap_err().contains("name-mismatch"));
        assert!(code("client-certificate-required").unwrap_err().contains("client-cert-required"));
        assert_eq!(fail_on("never"), Ok(FailOn::Never));
        assert_eq!(fail_on("expiring"), Ok(FailOn::Code(Code::Expiring)));
    }
}
