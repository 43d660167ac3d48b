//! Moments as reports write them.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::x509::UnixSeconds;

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
const YEAR: i64 = 31_557_600;

/// `2026-03-01T09:15:02Z`. A moment outside the years 1 to 9999 is written as its seconds since 1970.
pub fn rfc3339(moment: UnixSeconds) -> String {
    OffsetDateTime::from_unix_timestamp(moment)
        .ok()
        .and_then(|moment| moment.format(&Rfc3339).ok())
        .unwrap_or_else(|| format!("@{moment}"))
}

/// `2026-03-01`.
pub fn day(moment: UnixSeconds) -> String {
    let text = rfc3339(moment);
    text.split('T').next().unwrap_or_default().to_owned()
}

/// How long ago or ahead a moment is, seen from `at`: `2 days ago`, `in 5 hours`, `now`.
pub fn distance(moment: UnixSeconds, at: UnixSeconds) -> String {
    let seconds = moment.saturating_sub(at);
    let length = seconds.saturating_abs();
    let (count, unit) = match length {
        // Days mean something for up to three years.
        length if length >= 3 * YEAR => (length / YEAR, "year"),
        DAY.. => (length / DAY, "day"),
        HOUR.. => (length / HOUR, "hour"),
        MINUTE.. => (length / MINUTE, "minute"),
        1.. => (length, "second"),
        _ => return "now".to_owned(),
    };
    let plural = if count == 1 { "" } else { "s" };
    if seconds < 0 { format!("{count} {unit}{plural} ago") } else { format!("in {count} {unit}{plural}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        assert_eq!(rfc3339(1_772_356_502), "2026-03-01T09:15:02Z");
        assert_eq!(day(1_772_356_502), "2026-03-01");
        assert_eq!(rfc3339(-1), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn moments_that_no_calendar_has_do_not_panic() {
        assert_eq!(rfc3339(i64::MAX), format!("@{}", i64::MAX));
        assert_eq!(distance(i64::MIN, i64::MAX), format!("{} years ago", i64::MAX / YEAR));
    }

    #[test]
    fn distances_take_the_largest_whole_unit() {
        assert_eq!(distance(0, 2 * DAY + 5), "2 days ago");
        assert_eq!(distance(DAY, 0), "in 1 day");
        assert_eq!(distance(5 * HOUR, 0), "in 5 hours");
        assert_eq!(distance(59, 0), "in 59 seconds");
        assert_eq!(distance(7, 7), "now");
    }
}
