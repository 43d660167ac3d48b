//! Dates and durations for people and for JSON.

use time::OffsetDateTime;

/// RFC 3339 in UTC with seconds: `2026-03-01T09:15:02Z`. A date that no calendar holds is given in seconds.
pub fn rfc3339(seconds: i64) -> String {
    match OffsetDateTime::from_unix_timestamp(seconds) {
        Ok(t) => format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            t.year(),
            u8::from(t.month()),
            t.day(),
            t.hour(),
            t.minute(),
            t.second()
        ),
        Err(_) => format!("@{seconds}"),
    }
}

/// The same with milliseconds.
pub fn rfc3339_ms(milliseconds: i64) -> String {
    let whole = rfc3339(milliseconds.div_euclid(1000));
    format!("{}.{:03}Z", whole.trim_end_matches('Z'), milliseconds.rem_euclid(1000))
}

/// `2026-03-01`.
pub fn day(seconds: i64) -> String {
    rfc3339(seconds).chars().take(10).collect()
}

/// How far away: `in 62 days`, `2 days ago`, `in 3 hours`.
pub fn distance(seconds_from_now: i64) -> String {
    let span = seconds_from_now.unsigned_abs();
    let (number, unit) = match span {
        0..120 => (span, "second"),
        120..7200 => (span / 60, "minute"),
        7200..172_800 => (span / 3600, "hour"),
        172_800..94_608_000 => (span / 86_400, "day"),
        _ => (span / 31_557_600, "year"),
    };
    let plural = if number == 1 { "" } else { "s" };
    if seconds_from_now < 0 {
        format!("{number} {unit}{plural} ago")
    } else {
        format!("in {number} {unit}{plural}")
    }
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
    fn dates() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339_ms(1_772_356_502_412), "2026-03-01T09:15:02.412Z");
        assert_eq!(rfc3339(253_402_300_799), "9999-12-31T23:59:59Z");
        assert_eq!(rfc3339(i64::MAX), format!("@{}", i64::MAX));
        assert_eq!(rfc3339_ms(-1), "1969-12-31T23:59:59.999Z");
    }

    #[test]
    fn distances() {
        assert_eq!(distance(62 * 86_400 + 5), "in 62 days");
        assert_eq!(distance(-2 * 86_400), "2 days ago");
        assert_eq!(distance(-1), "1 second ago");
        assert_eq!(distance(3 * 3600), "in 3 hours");
        assert_eq!(distance(20 * 31_557_600), "in 20 years");
    }

    #[test]
    fn durations() {
        assert_eq!(milliseconds(1200), "1.2 ms");
        assert_eq!(milliseconds(310_400), "310 ms");
        assert_eq!(milliseconds(10_020_000), "10.0 s");
    }
}
