//! Finds the wordings of the table in a folded text.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::entry::{Entry, Rank, Reading};
use super::table;

/// One wording, found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// How much it tells.
    pub(super) rank: Rank,
    /// Where it begins in the folded text.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// Letters of its literals.
    pub(super) letters: usize,
    /// In a client's log.
    pub(super) client: Reading,
    /// In a server's log; `None`: the same.
    pub(super) server: Option<Reading>,
    /// Only a server writes it.
    pub(super) always_server: bool,
    /// Who prints it.
    pub(super) by: &'static [&'static str],
    /// Of which versions.
    pub(super) versions: &'static str,
    /// What a number in it stands for.
    pub(super) decoded: Option<String>,
    /// The text was cut off inside it.
    pub(super) cut: bool,
}

struct Table {
    automaton: AhoCorasick,
    /// For each literal the entries that begin with it.
    first: Vec<Vec<&'static Entry>>,
    number: HashMap<&'static str, usize>,
}

fn bare(literal: &'static str) -> &'static str {
    literal.trim_start_matches(['^', '|']).trim_end_matches('$')
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut literals: Vec<&'static str> = Vec::new();
    let mut first: Vec<Vec<&'static Entry>> = Vec::new();
    let mut number = HashMap::new();
    for entry in table::entries() {
        for (place, literal) in entry.literals.iter().enumerate() {
            let literal = bare(literal);
            let at = *number.entry(literal).or_insert_with(|| {
                literals.push(literal);
                first.push(Vec::new());
                literals.len() - 1
            });
            if place == 0 {
                first[at].push(entry);
            }
        }
    }
    Table {
        automaton: automaton(&literals, MatchKind::Standard, AhoCorasickKind::ContiguousNFA),
        first,
        number,
    }
});

/// Builds one automaton over fixed literals.
pub(super) fn automaton(literals: &[&str], kind: MatchKind, form: AhoCorasickKind) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(kind)
        .kind(Some(form))
        .ascii_case_insensitive(true)
        .build(literals)
        .expect("a few hundred short literals fit an automaton")
}

/// Every wording of this text.
pub(super) fn find(text: &str) -> Vec<Found> {
    let table = &*TABLE;
    let mut places: HashMap<usize, Vec<(usize, usize)>> = HashMap::new();
    for hit in table.automaton.find_overlapping_iter(text) {
        if is_word(text, hit.start(), hit.end()) {
            places.entry(hit.pattern().as_usize()).or_default().push((hit.start(), hit.end()));
        }
    }
    let mut found = Vec::new();
    for (literal, starts) in &places {
        for entry in &table.first[*literal] {
            // The last place is the deepest.
            let span = starts.iter().rev().find_map(|span| fits(entry, *span, text, &places, &table.number));
            if let Some((start, end)) = span {
                found.push(of(entry, start, end));
            }
        }
    }
    found
}

fn of(entry: &'static Entry, start: usize, end: usize) -> Found {
    Found {
        rank: entry.rank,
        start,
        end,
        letters: entry.literals.iter().map(|literal| literal.len()).sum(),
        client: entry.client,
        server: entry.server,
        always_server: entry.always_server,
        by: entry.by,
        versions: entry.versions,
        decoded: None,
        cut: false,
    }
}

/// Whether the entry's other literals follow.
fn fits(
    entry: &'static Entry,
    (start, mut end): (usize, usize),
    text: &str,
    places: &HashMap<usize, Vec<(usize, usize)>>,
    number: &HashMap<&'static str, usize>,
) -> Option<(usize, usize)> {
    let last = entry.literals.last()?;
    let before = text[..start].trim_end();
    let from_container = before.ends_with(" stderr f") || before.ends_with(" stdout f");
    let begins = match entry.literals[0].chars().next() {
        Some('^') => from_container || before.trim_matches(is_quote).is_empty(),
        Some('|') => from_container || begins_clause(before),
        _ => true,
    };
    if !begins {
        return None;
    }
    for literal in &entry.literals[1..] {
        let spans = places.get(number.get(bare(literal))?)?;
        end = spans.iter().find(|(next, _)| *next >= end)?.1;
    }
    if last.ends_with('$') && !text[end..].trim_matches(is_quote).is_empty() {
        return None;
    }
    Some((start, end))
}

/// Whether a new clause begins behind this text: words that anyone writes mean an error only there.
fn begins_clause(before: &str) -> bool {
    before.is_empty() || before.ends_with(|c: char| ":;,([{)]}\"'>=-|.\\".contains(c))
}

fn is_quote(c: char) -> bool {
    c.is_whitespace() || "\"'.,;:!)}]{[(".contains(c)
}

/// A literal begins at a word; a short one ends at one, too.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let begins = !letter(start) || start == 0 || !letter(start - 1);
    let short = end - start <= 10;
    begins && (!short || !bytes[end - 1].is_ascii_alphabetic() || !letter(end))
}

/// The longest wording that the end of this text begins: the paste was cut off.
pub(super) fn cut(text: &str) -> Option<Found> {
    // An ellipsis, and what closes the envelope of the text.
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || "\"'.}])\u{2026}".contains(c));
    let mut best: Option<Found> = None;
    for entry in table::entries() {
        let [literal] = entry.literals else { continue };
        let literal = bare(literal);
        let least = (literal.len() * 2 / 3).max(20);
        for length in (least..literal.len()).rev() {
            let Some(prefix) = literal.get(..length) else { continue };
            if text.ends_with(prefix) {
                let start = text.len() - length;
                if is_word(text, start, text.len()) && best.as_ref().is_none_or(|best| best.letters < length)
                {
                    best = Some(Found { letters: length, cut: true, ..of(entry, start, text.len()) });
                }
                break;
            }
        }
    }
    best
}

/// Words of ordinary lines: no anchor where an entry has another.
const COMMON: &[&str] =
    &["message", "https:", "http:", "unavailable", "hostname ", "not supported", "s certificate", "code"];

/// A part of each entry that a raw line has whatever its quotes and escapes: for the first pass over a log. As few as
/// will do: none that has another one in it.
pub(super) fn anchors() -> Vec<&'static str> {
    let parts = |entry: &'static Entry| -> Vec<&'static str> {
        let parts = entry
            .literals
            .iter()
            .flat_map(|literal| bare(literal).split(['"', '\'', '\\', '<', '>', '&', '/']));
        let (rare, common): (Vec<_>, Vec<_>) =
            parts.filter(|part| part.len() > 3).partition(|part| !COMMON.contains(part));
        if !rare.is_empty() {
            return rare;
        }
        if !common.is_empty() {
            return common;
        }
        // Bytes: `\x16\x03` has its backslashes in a raw line as well.
        entry
            .literals
            .iter()
            .flat_map(|literal| bare(literal).split(['"', '\'']))
            .filter(|part| part.len() > 3)
            .collect()
    };
    let entries = table::entries().filter(|entry| !entry.literals[0].starts_with('^'));
    let (one, several): (Vec<_>, Vec<_>) = entries.map(parts).partition(|parts| parts.len() == 1);
    let mut anchors: Vec<&'static str> = one.into_iter().flatten().collect();
    anchors.sort_unstable();
    anchors.dedup();
    let known = automaton(&anchors, MatchKind::Standard, AhoCorasickKind::ContiguousNFA);
    for parts in several {
        if !parts.iter().any(|part| known.is_match(*part)) {
            anchors.extend(parts.into_iter().max_by_key(|part| part.len()));
        }
    }
    anchors.sort_unstable();
    anchors.dedup();
    anchors
}

/// Without those that have another one in them.
pub(super) fn fewest(mut anchors: Vec<&'static str>) -> Vec<&'static str> {
    anchors.sort_unstable();
    anchors.dedup();
    let all = automaton(&anchors, MatchKind::Standard, AhoCorasickKind::ContiguousNFA);
    let inside = |anchor: &str| all.find_overlapping_iter(anchor).any(|hit| hit.len() < anchor.len());
    anchors.iter().copied().filter(|anchor| !inside(anchor)).collect()
}
