//! What any program says in plain English, whatever its library: something, and what is wrong with it.
//!
//! The tables have wordings word for word, from their sources. This is the net below them: a subject and a fault close
//! together in one sentence, in either order. A wording that names the cause outranks it.

mod table;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::entry::{Rank, Reading};
use super::matcher;
use super::matcher::Found;
use crate::finding::Code;

use table::PHRASES;

/// One thing that may be wrong. A bar stands between words for the same.
#[derive(Debug)]
struct Phrase {
    /// What it is about, one of these; empty: the fault says it.
    subject: &'static str,
    /// What is wrong, one of these.
    fault: &'static str,
    /// One of these somewhere in the text; empty: nothing more is needed.
    beside: &'static str,
    rank: Rank,
    code: Code,
    others: &'static [Code],
}

/// Letters between a subject and its fault, at most.
const APART: usize = 40;

/// A subject and what is wrong with it.
const fn says(code: Code, rank: Rank, subject: &'static str, fault: &'static str) -> Phrase {
    Phrase { subject, fault, beside: "", rank, code, others: &[] }
}

impl Phrase {
    /// May be these instead.
    const fn or(mut self, others: &'static [Code]) -> Self {
        self.others = others;
        self
    }

    /// Only where one of these is said as well.
    const fn beside(mut self, words: &'static str) -> Self {
        self.beside = words;
        self
    }
}

/// For the first pass over a log: what most of these sentences have, and few lines else.
pub(in crate::messages) const ANCHORS: &[&str] = &[
    "certificate",
    "cert expired",
    "name mismatch",
    "hostname verification",
    "host name verification",
    "during handshake",
    "expected tls",
    "support http/2",
    "http/2 not",
    "http2 not",
    "http/2 request",
    "http/2 preface",
    "expected http/2",
    "advertise http/2",
    "invalid credentials",
    "private key",
    "key usage",
    "resolve host",
    "resolve address",
    "name resolution",
    "unknown host",
    "host not found",
    "proxy connection",
    "through proxy",
    "proxy server",
    "cipher suite",
    "tls version",
    "protocol version",
    "tls handshake",
    "ssl handshake",
    "alpn ",
    "http_1_1_required",
    "requires http/",
    "requires tls",
    "support tls",
    "dns lookup",
    "dns query",
    "to connect",
    "not connect",
    "n't connect",
    "connecting to",
    "failed connecting",
    "failure connecting",
    "establish connection",
    "establish a connection",
    "connection could not",
];

/// What healthy programs say, word for word: `openssl s_client` of a server that asks for no client certificate, New
/// Relic's agent on Windows always.
const ORDINARY: &[&str] = &[
    "no client certificate ca names sent",
    "no alpn negotiated",
    "infrastructure agent can't load the system root certificates",
];

struct Words {
    automaton: AhoCorasick,
    number: HashMap<&'static str, usize>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words: Vec<&'static str> = Vec::new();
    let mut number = HashMap::new();
    let lists = PHRASES.iter().flat_map(|phrase| [phrase.subject, phrase.fault, phrase.beside]);
    for word in lists.flat_map(each) {
        number.entry(word).or_insert_with(|| {
            words.push(word);
            words.len() - 1
        });
    }
    Words {
        automaton: matcher::automaton(&words, MatchKind::Standard, AhoCorasickKind::ContiguousNFA),
        number,
    }
});

fn each(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split('|').map(str::trim).filter(|word| !word.is_empty())
}

type Places = HashMap<usize, Vec<(usize, usize)>>;

/// Every phrase of this folded text.
pub(super) fn find(text: &str) -> Vec<Found> {
    let words = &*WORDS;
    let ordinary: Vec<_> = ORDINARY.iter().flat_map(|words| text.match_indices(words)).collect();
    let said = |hit: aho_corasick::Match| {
        ordinary.iter().any(|(at, words)| *at <= hit.start() && hit.end() <= at + words.len())
    };
    let mut places: Places = HashMap::new();
    for hit in words.automaton.find_overlapping_iter(text) {
        if is_whole(text, hit.start(), hit.end()) && !said(hit) {
            places.entry(hit.pattern().as_usize()).or_default().push((hit.start(), hit.end()));
        }
    }
    let spans = |list: &'static str| -> Vec<(usize, usize)> {
        each(list).filter_map(|word| places.get(words.number.get(word)?)).flatten().copied().collect()
    };
    let mut found = Vec::new();
    for phrase in PHRASES {
        let faults = spans(phrase.fault);
        if faults.is_empty() || (!phrase.beside.is_empty() && spans(phrase.beside).is_empty()) {
            continue;
        }
        let mut subjects = spans(phrase.subject);
        subjects.sort_unstable();
        let pairs = faults.iter().filter_map(|fault| match phrase.subject {
            "" => Some((*fault, fault.1 - fault.0)),
            _ => around(&subjects, *fault)
                .filter_map(|subject| {
                    let (start, end) = (fault.0.min(subject.0), fault.1.max(subject.1));
                    let letters = fault.1 - fault.0 + subject.1 - subject.0;
                    is_near(text, *fault, *subject).then_some(((start, end), letters))
                })
                .max_by_key(|((start, end), letters)| (*letters, std::cmp::Reverse(end - start))),
        });
        // The last is the deepest.
        if let Some(((start, end), letters)) = pairs.max_by_key(|((_, end), letters)| (*end, *letters)) {
            found.push(Found {
                rank: phrase.rank,
                start,
                end,
                letters,
                client: Reading { code: Some(phrase.code), others: phrase.others, note: "" },
                server: None,
                always_server: false,
                by: &[],
                versions: "",
                decoded: None,
                cut: false,
            });
        }
    }
    found
}

/// Those of the sorted places that may be near: a long text may have thousands.
fn around(places: &[(usize, usize)], (start, end): (usize, usize)) -> impl Iterator<Item = &(usize, usize)> {
    const LONGEST: usize = 64;
    let first = places.partition_point(|place| place.0 + LONGEST + APART < start);
    places[first..].iter().take_while(move |place| place.0 <= end + APART)
}

/// Whether it stands there as words of its own.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let letter = |at: Option<&u8>| at.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = text.as_bytes();
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    !letter(before) && !letter(bytes.get(end))
}

/// Whether two places are in one sentence, and not far apart.
fn is_near(text: &str, one: (usize, usize), other: (usize, usize)) -> bool {
    let (first, second) = if one.0 <= other.0 { (one, other) } else { (other, one) };
    // One inside the other, or on its end.
    if second.0 < first.1 {
        return false;
    }
    let between = &text[first.1..second.0];
    between.len() <= APART
        && !["; ", ". ", "! ", " | ", "\", \"", "\",\""].iter().any(|end| between.contains(end))
}
