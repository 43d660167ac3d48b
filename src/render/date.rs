//! Moments with milliseconds for JSON, spans of time for people.

use crate::finding::date::rfc3339;

/// RFC 3339 in UTC with milliseconds.
pub fn rfc3339_ms(milliseconds: i64) -> String {
    let whole = rfc3339(milliseconds.div_euclid(1000));
    format!("{}.{:03}Z", whole.trim_end_matches('Z'), milliseconds.rem_euclid(1000))
}

/// `1.2 ms`, `310 ms`, `10.0 s`.
pub fn milliseconds(microseconds: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
    let ms = microseconds as f64 / 1000.0;
    match ms {
        _ if ms < 100.0 => format!("{ms:.1} ms"),
        _ if ms < 10_000.0 => format!("{ms:.0} ms"),
        _ => format!("{:.1} s", ms / 1000.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        assert_eq!(rfc3339_ms(1_772_356_502_412), "2026-03-01T09:15:02.412Z");
        assert_eq!(rfc3339_ms(-1), "1969-12-31T23:59:59.999Z");
    }

    #[test]
    fn spans() {
        assert_eq!(milliseconds(1200), "1.2 ms");
        assert_eq!(milliseconds(310_400), "310 ms");
        assert_eq!(milliseconds(10_020_000), "10.0 s");
    }
}
