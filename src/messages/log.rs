//! A whole log in one pass with flat memory: each distinct problem once, with its count and first line.
//!
//! One automaton over the anchors of all wordings runs over large blocks; only a line with an anchor is looked at, and
//! one that differs from an earlier one in times, ports and ids alone is only counted.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::hash::RandomState;
use std::io::Read;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind};

use super::Explanation;
use super::Side;
use super::matcher;
use super::numbers;
use super::phrase;
use super::statuses;

/// What a log says.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// Each distinct problem, by first line.
    pub problems: Vec<Explanation>,
    /// Lines read.
    pub lines: u64,
    /// Bytes read.
    pub bytes: u64,
}

/// Bytes read at once; a longer line is cut there.
const BLOCK: usize = 1 << 20;
/// Events that are remembered, so that memory stays flat whatever the log.
const SEEN: usize = 1 << 14;
/// Bytes of one event (a line and what is indented below it) that are looked at.
const EVENT: usize = 64 * 1024;

static ANCHORS: LazyLock<AhoCorasick> =
    LazyLock::new(|| matcher::automaton(&anchors(), MatchKind::Standard, AhoCorasickKind::DFA));

/// A part of everything that can be recognised.
pub(super) fn anchors() -> Vec<&'static str> {
    let mut anchors = matcher::anchors();
    anchors.extend(numbers::ANCHORS);
    anchors.extend(statuses::ANCHORS);
    anchors.extend(phrase::ANCHORS);
    matcher::fewest(anchors)
}

/// The events that were looked at, by what stays the same of them, and the problem that each of them is.
#[derive(Default)]
struct Seen {
    hasher: RandomState,
    problems: HashMap<u64, Option<usize>>,
    shape: Vec<u8>,
}

impl Seen {
    /// What stays the same of an event, as a number: numbers are left out, except where the number says what it is.
    fn key(&mut self, event: &[u8]) -> u64 {
        self.shape.clear();
        let mut at = 0;
        while let Some(&byte) = event.get(at) {
            if !byte.is_ascii_alphanumeric() {
                self.shape.push(byte);
                at += 1;
                continue;
            }
            let end = at + event[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let word = &event[at..end];
            let stays = if byte.is_ascii_digit() {
                tells(&event[..at], word)
            } else {
                // Not a trace's or a pod's name.
                word.len() < 12 || word.iter().filter(|byte| byte.is_ascii_digit()).count() < 4
            };
            if stays {
                self.shape.extend(word);
            } else {
                self.shape.push(b'0');
            }
            at = end;
        }
        self.hasher.hash_one(&self.shape)
    }
}

/// Whether a number behind these bytes says what happened: `errno: -111`, `alert number 40`, `error:0A000418`, or a
/// status. A time, a port and an address stand behind other words.
fn tells(before: &[u8], number: &[u8]) -> bool {
    // Errors of Windows.
    if number.starts_with(b"0x") {
        return true;
    }
    // A number of its own: one digit does no harm, and may be gRPC's status; three may be HTTP's.
    if matches!(number, [_] | [b'4' | b'5', _, _])
        && before.last().is_some_and(|byte| b" (=\"".contains(byte))
    {
        return true;
    }
    let end = before.len() - before.iter().rev().take_while(|byte| b" :=('\"-[".contains(byte)).count();
    let word = before[..end].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = &before[end - word..end];
    [
        &b"alert"[..],
        b"code",
        b"curl",
        b"errno",
        b"error",
        b"frame",
        b"http",
        b"length",
        b"max",
        b"number",
        b"record",
        b"size",
        b"status",
        b"bytes",
    ]
    .iter()
    .any(|known| word.eq_ignore_ascii_case(known))
}

/// Reads a log to its end.
///
/// # Errors
///
/// When it cannot be read.
pub fn scan(input: &mut dyn Read, side: Option<Side>) -> std::io::Result<Log> {
    let mut log = Log::default();
    let mut block = vec![0; BLOCK];
    let mut filled = 0;
    let mut seen = Seen::default();
    loop {
        let read = match input.read(&mut block[filled..]) {
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        log.bytes += read as u64;
        filled += read;
        if read == 0 {
            lines(&block[..filled], side, &mut seen, &mut log);
            break;
        }
        if filled < block.len() {
            continue;
        }
        let whole = match event_end(&block) {
            0 => filled,
            end => end,
        };
        lines(&block[..whole], side, &mut seen, &mut log);
        block.copy_within(whole..filled, 0);
        filled -= whole;
    }
    if log.problems.iter().any(|problem| !problem.consequence) {
        log.problems.retain(|problem| !problem.consequence);
    }
    Ok(log)
}

/// Where the last event of this block begins, so that a block ends with a whole one. 0: nowhere.
fn event_end(block: &[u8]) -> usize {
    let from = block.len().saturating_sub(EVENT);
    let mut end = block.len();
    while let Some(newline) = memchr::memrchr(b'\n', &block[from..end]) {
        let start = from + newline + 1;
        if start < block.len() && !continues(&block[start..]) {
            return start;
        }
        end = from + newline;
    }
    memchr::memrchr(b'\n', block).map_or(0, |newline| newline + 1)
}

/// Whether a line belongs to the one before it: a stack trace, a wrapped cause, the inside of a dump.
fn continues(line: &[u8]) -> bool {
    let starts = |head: &[u8]| line.starts_with(head);
    // httpd prints OpenSSL's errors on lines of their own, and only the line before them tells the side.
    if starts(b"[") && memchr::memmem::find(&line[..line.len().min(256)], b"] SSL Library Error: ").is_some()
    {
        return true;
    }
    matches!(line.first(), Some(b' ' | b'\t' | b'}' | b')' | b']'))
        || [
            &b"Caused by"[..],
            b"caused by",
            b"Suppressed:",
            b"... ",
            b"During handling of",
            b"The above exception",
            b" ---> ",
            b"---> ",
            b"Traceback",
            b"System.",
            b"javax.net",
            b"java.",
        ]
        .into_iter()
        .any(starts)
}

/// Whole lines.
fn lines(block: &[u8], side: Option<Side>, seen: &mut Seen, log: &mut Log) {
    let mut at = 0;
    let mut counted = 0;
    while at < block.len() {
        // Unanchored, from the start of a line.
        let input = Input::new(block).range(at..).anchored(Anchored::No).earliest(true);
        let Some(hit) = ANCHORS.find(input) else { break };
        let (start, end) = event(block, at, hit.start());
        log.lines += newlines(&block[counted..start]);
        counted = start;
        let bytes = &block[start..end.min(start + EVENT)];
        let key = seen.key(bytes);
        match seen.problems.get(&key) {
            Some(&Some(known)) => log.problems[known].count += 1,
            Some(None) => {}
            None => {
                let text = String::from_utf8_lossy(bytes);
                let problem = super::explain_event(&text, side, !text.ends_with('\n')).map(|mut problem| {
                    problem.line += log.lines;
                    put(problem, log)
                });
                if seen.problems.len() == SEEN {
                    seen.problems.clear();
                }
                seen.problems.insert(key, problem);
            }
        }
        at = end;
    }
    log.lines += newlines(&block[counted..]);
    // A last line without its end.
    if block.last().is_some_and(|byte| *byte != b'\n') {
        log.lines += 1;
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// The line of a hit, from its beginning to the end of what is indented below it; not before `from`.
fn event(block: &[u8], from: usize, hit: usize) -> (usize, usize) {
    let line_start =
        |at: usize| memchr::memrchr(b'\n', &block[from..at]).map_or(from, |newline| from + newline + 1);
    let mut start = line_start(hit);
    while start > from && continues(&block[start..]) && hit - start < EVENT / 2 {
        start = line_start(start - 1);
    }
    let line_end =
        |at: usize| memchr::memchr(b'\n', &block[at..]).map_or(block.len(), |newline| at + newline + 1);
    let mut end = line_end(hit);
    while end < block.len() && continues(&block[end..]) && end - start < EVENT {
        end = line_end(end);
    }
    (start, end)
}

/// Counts a problem, and says which of the log's it is.
fn put(problem: Explanation, log: &mut Log) -> usize {
    let key = |problem: &Explanation| {
        problem.matches.first().map(|best| {
            (
                best.code,
                best.side,
                best.runtime,
                if best.code.is_none() { best.meaning.clone() } else { String::new() },
            )
        })
    };
    let wanted = key(&problem);
    match log.problems.iter().position(|known| key(known) == wanted) {
        Some(known) => {
            log.problems[known].count += 1;
            known
        }
        None => {
            log.problems.push(problem);
            log.problems.len() - 1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Code;

    fn problems(text: &str) -> Vec<(Option<Code>, u64, u64)> {
        let log = scan(&mut text.as_bytes(), None).unwrap();
        log.problems.iter().map(|problem| (problem.matches[0].code, problem.line, problem.count)).collect()
    }

    #[test]
    fn each_problem_once_with_count_and_line() {
        let log = "started\nx509: certificate signed by unknown authority\nfine\nx509: certificate signed by unknown authority\ndial tcp: lookup a: no such host\n";
        assert_eq!(problems(log), [(Some(Code::UnknownCa), 2, 2), (Some(Code::DnsFailure), 5, 1)]);
    }

    #[test]
    fn what_follows_from_a_cause_is_no_problem_of_its_own() {
        let log = "a\n14 UNAVAILABLE: x\nError: certificate has expired\n";
        assert_eq!(problems(log), [(Some(Code::Expired), 3, 1)]);
        assert_eq!(problems("14 UNAVAILABLE: x\n"), [(Some(Code::BackendUnavailable), 1, 1)]);
    }

    #[test]
    fn an_error_of_openssl_belongs_to_httpd_s_line_before_it() {
        let log = "[ssl:info] [pid 1] [client 10.0.0.1:5] AH02008: SSL library error 1 in handshake (server a:443)\n\
                   [ssl:info] [pid 1] SSL Library Error: error:0A000418:SSL routines::tlsv1 alert unknown ca\n";
        let found = scan(&mut log.as_bytes(), None).unwrap().problems;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].matches[0].code, Some(Code::UnknownCa));
    }

    #[test]
    fn a_stack_trace_is_one_event_and_its_deepest_cause_counts() {
        let log = "ERROR failed\njavax.net.ssl.SSLHandshakeException: PKIX path building failed: x\n\tat a.b.C(C.java:1)\nCaused by: java.net.UnknownHostException: otel\n\tat d\nok\n";
        assert_eq!(problems(log).len(), 1);
    }

    #[test]
    fn only_what_says_nothing_is_left_out_of_the_shape() {
        let mut seen = Seen::default();
        let mut same = |one: &str, other: &str| seen.key(one.as_bytes()) == seen.key(other.as_bytes());
        assert!(same(
            "09:15:02.412Z dial tcp 10.0.0.1:4317: connect: connection refused id=4f2a",
            "10:00:00.001Z dial tcp 10.0.0.23:30017: connect: connection refused id=771"
        ));
        for (one, other) in [
            ("connection error: errno: -111", "connection error: errno: -104"),
            ("SSL alert number 40", "SSL alert number 48"),
            ("error:0A000418:SSL routines", "error:0A000086:SSL routines"),
            ("curl: (60) x", "curl: (35) x"),
            ("failed to send to http://a/v1/traces: 401 x", "failed to send to http://a/v1/traces: 503 x"),
            ("responded with HTTP Status Code 401", "responded with HTTP Status Code 404"),
            ("FRAME_SIZE_ERROR: 4740180", "FRAME_SIZE_ERROR: 1377027"),
            ("x509: a", "x509: b"),
            ("schannel: x (0x80090325)", "schannel: x (0x80090322)"),
            ("Error: 14 UNAVAILABLE: x", "Error: 16 UNAVAILABLE: x"),
            ("\"POST / HTTP/2\" 503 UF", "\"POST / HTTP/2\" 504 UF"),
            ("Hex dump for first 5 bytes: 485454502f", "Hex dump for first 5 bytes: 1503030002"),
            ("not an SSL/TLS record: 485454502f", "not an SSL/TLS record: 1503030002"),
            ("peer is incompatible: Tls12NotOffered", "peer is incompatible: Tls13NotOffered"),
            ("greeting \"\\x16\\x03\"", "greeting \"\\x15\\x03\""),
        ] {
            assert!(!same(one, other), "{one}");
        }
    }

    #[test]
    fn blocks_have_no_seams() {
        let line = "2026-03-01 info nothing to see here, move along\n";
        let bad = "error x509: certificate signed by unknown authority\n";
        let mut text = String::new();
        let mut expected = 0;
        while text.len() < 3 * BLOCK {
            text.push_str(&line.repeat(97));
            text.push_str(bad);
            expected += 1;
        }
        let log = scan(&mut text.as_bytes(), None).unwrap();
        assert_eq!(log.problems[0].count, expected);
        assert_eq!(log.problems[0].line, 98);
        assert_eq!(log.lines, text.lines().count() as u64);
        assert_eq!(log.bytes, text.len() as u64);
    }

    #[test]
    fn a_line_without_an_end_is_cut_and_bytes_are_bytes() {
        let mut bytes = vec![0xff; 2 * BLOCK + 7];
        bytes.extend(b"\n\xc3\x28 connection refused");
        let log = scan(&mut bytes.as_slice(), None).unwrap();
        assert_eq!(log.problems[0].matches[0].code, Some(Code::ConnectionRefused));
    }
}
