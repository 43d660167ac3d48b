//! What a pasted error text means. The only place where error *text* is matched.
//!
//! `table` has the wordings as data, `matcher` finds them in a text that `fold` has cleaned, `numbers` reads what is
//! said in numbers, `writer` tells whose log it is, `log` does the same for a whole log. `topics` are the other
//! things that `otls explain` knows. No sockets, no clock; what is unknown is no match, never a guess.

mod apart;
mod entry;
mod fold;
mod log;
mod matcher;
mod numbers;
mod phrase;
mod statuses;
mod table;
pub mod topics;
mod writer;

pub use log::{Log, scan};

use serde::Serialize;

use crate::finding::Code;
use crate::runtime;

use entry::{Rank, Reading};
use matcher::Found;

/// Whose log a text is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The exporter's.
    Client,
    /// The endpoint's.
    Server,
}

/// How sure a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The text is a consequence of many causes.
    Low,
    /// The text leaves a choice.
    Medium,
    /// The text says it.
    High,
}

/// Another cause that prints the same text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// Which.
    pub code: Code,
    /// What would tell it apart.
    pub why: String,
}

/// One reading of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// What it means; `None`: known, and no finding of otls (a configuration that the exporter refuses).
    pub code: Option<Code>,
    /// How sure.
    pub confidence: Confidence,
    /// An exporter (`go-grpc`), a family (`go`) or another program (`nginx`); `None`: cannot be told.
    pub runtime: Option<&'static str>,
    /// Versions that print this; empty: all that were looked at.
    pub versions: &'static str,
    /// Whose log; `None`: cannot be told, read as the client's.
    pub side: Option<Side>,
    /// The part of the text that says it.
    pub matched: String,
    /// In plain words.
    pub meaning: String,
    /// Other causes, likeliest first.
    pub alternatives: Vec<Alternative>,
}

/// What a text means: one problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The first line that has it, counted from 1.
    pub line: u64,
    /// How often it occurs.
    pub count: u64,
    /// The readings, likeliest first; never empty.
    pub matches: Vec<Match>,
    /// The endpoint that the text names.
    pub endpoint: Option<String>,
    /// Says only that something failed.
    pub(in crate::messages) consequence: bool,
}

impl Match {
    /// The code whose changes and probe help: a server that says `wrong-key-usage` speaks of the client's certificate,
    /// and the changes of that code are for the server's.
    pub fn mended_as(&self) -> Option<Code> {
        match (self.code, self.side) {
            (Some(Code::WrongKeyUsage), Some(Side::Server)) => Some(Code::ClientCertRejected),
            (code, _) => code,
        }
    }

    /// The exporters that may have written it: for the remedies. Empty: any.
    pub fn exporters(&self) -> Vec<&'static str> {
        let of = |name: &str| runtime::named(name).map(|rows| rows.iter().map(|row| row.name).collect());
        self.runtime.and_then(of).unwrap_or_default()
    }
}

/// The literals that the first pass over a log looks for.
pub fn literals() -> Vec<&'static str> {
    log::anchors()
}

/// What one pasted text means; its lines belong together. `None`: no match.
pub fn explain(text: &str, side: Option<Side>) -> Option<Explanation> {
    explain_event(text, side, true)
}

/// As [`explain`]. A paste may be cut off inside a wording; a line of a log that has its end is not, and looking for
/// that costs more than all else.
fn explain_event(text: &str, side: Option<Side>, may_be_cut: bool) -> Option<Explanation> {
    let mut folded = fold::fold(text);
    let mut found = all(&folded.text);
    let mut told = side.or_else(|| writer::side(&folded.text));
    if may_be_cut && text.trim_end().contains('\n') {
        // A terminal may have broken the wording, or the words that tell who wrote it.
        let joined = fold::fold(&fold::unwrapped(text));
        let in_one = all(&joined.text);
        told = told.or_else(|| writer::side(&joined.text));
        let said = |found: &[Found]| {
            let letters: usize = found.iter().map(|found| found.letters).sum();
            (found.iter().map(|found| found.rank).max(), letters)
        };
        if said(&in_one) > said(&found) {
            (folded, found) = (joined, in_one);
        }
    }
    if may_be_cut && found.iter().all(|found| found.rank <= Rank::Symptom) {
        // Not where a whole wording begins as well.
        let cut = matcher::cut(&folded.text).filter(|cut| found.iter().all(|whole| whole.start != cut.start));
        found.extend(cut);
    }
    let found = strongest(found);
    let first = found.first()?;
    let line = line_of(text, &folded.shown[first.start..first.end]);
    let consequence = first.rank == Rank::Consequence;
    let best = first.rank;
    let mut matches: Vec<Match> = Vec::new();
    for found in &found {
        let weaker = found.rank < Rank::Symptom || (best >= Rank::Cause && found.rank < Rank::Refusal);
        let reading = read(found, told, &folded);
        let known = |code| {
            matches.iter().any(|known| {
                known.code == code || known.alternatives.iter().any(|other| Some(other.code) == code)
            })
        };
        if matches.is_empty() || (!weaker && matches.len() < 3 && !known(reading.code)) {
            matches.push(reading);
        }
    }
    let endpoint = writer::endpoint(&folded.shown);
    Some(Explanation { line, count: 1, matches, endpoint, consequence })
}

/// Every wording, number and status of a folded text.
fn all(text: &str) -> Vec<Found> {
    let mut found = matcher::find(text);
    // Envoy's access log writes a blank as `_`.
    if [":_", "openssl_internal:"].iter().any(|word| text.contains(word)) {
        found.extend(matcher::find(&text.replace('_', " ")));
    }
    found.extend(numbers::decode(text));
    found.extend(statuses::decode(text));
    found.extend(phrase::find(text));
    found
}

/// The line of the paste in which these words begin.
fn line_of(text: &str, matched: &str) -> u64 {
    let word = matched.split(['"', '\'', ' ']).max_by_key(|word| word.len()).unwrap_or_default();
    let line = text.lines().position(|line| line.contains(word)).unwrap_or(0);
    u64::try_from(line).map_or(u64::MAX, |line| line + 1)
}

/// Without those inside a longer one; the most telling first, of equals the last, which is the deepest.
fn strongest(mut found: Vec<Found>) -> Vec<Found> {
    let every = found.clone();
    found.retain(|one| {
        !every.iter().any(|other| {
            other.start <= one.start
                && one.end <= other.end
                && other.letters > one.letters
                && other.rank >= one.rank
        })
    });
    found.sort_by_key(|found| (found.rank, found.end, found.letters));
    found.reverse();
    found
}

fn read(found: &Found, told: Option<Side>, folded: &fold::Folded) -> Match {
    let side = if found.always_server { Some(Side::Server) } else { told };
    let reading = match found.server {
        Some(reading) if side == Some(Side::Server) => reading,
        _ => found.client,
    };
    let mut alternatives: Vec<Alternative> = Vec::new();
    let put = |code: Code, why: String, alternatives: &mut Vec<Alternative>| {
        if Some(code) != reading.code && alternatives.iter().all(|other| other.code != code) {
            alternatives.push(Alternative { code, why });
        }
    };
    // On the other side it means something else: that is likelier than the second of the others, except that few
    // servers verify their clients.
    let before = match found.server {
        Some(Reading { code: Some(Code::ClientCertRejected), .. }) => 2,
        _ => 1,
    };
    let (nearest, rest) = reading.others.split_at(reading.others.len().min(before));
    for other in nearest {
        put(*other, apart::apart(*other).to_owned(), &mut alternatives);
    }
    // Few programs time the connection and the handshake apart.
    if reading.code == Some(Code::SilentServer) {
        put(Code::ConnectionTimeout, apart::apart(Code::ConnectionTimeout).to_owned(), &mut alternatives);
    }
    if let (None, Some(Reading { code: Some(code), .. })) = (side, found.server) {
        put(
            code,
            format!("if this is the server's log (`--side server`): {}", apart::apart(code)),
            &mut alternatives,
        );
    }
    for other in rest {
        put(*other, apart::apart(*other).to_owned(), &mut alternatives);
    }
    let confidence = match found.rank {
        Rank::Consequence => Confidence::Low,
        _ if found.cut => Confidence::Medium,
        Rank::Symptom if !reading.others.is_empty() => Confidence::Low,
        _ if reading.others.is_empty() => Confidence::High,
        _ => Confidence::Medium,
    };
    Match {
        code: reading.code,
        confidence,
        runtime: writer::runtime(&folded.text, found.by),
        versions: found.versions,
        side,
        matched: shorten(&folded.shown[found.start..found.end]),
        meaning: meaning(reading, found.decoded.as_deref()),
        alternatives,
    }
}

/// A multi-part wording may span much text.
fn shorten(matched: &str) -> String {
    const LONGEST: usize = 200;
    match matched.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} ...", &matched[..end]),
        None => matched.to_owned(),
    }
}

fn meaning(reading: Reading, decoded: Option<&str>) -> String {
    let words = match (reading.note, reading.code) {
        ("", Some(code)) => code.meta().summary,
        ("", None) => "known; not about the connection",
        (note, _) => note,
    };
    match decoded {
        Some(decoded) => format!("{words} ({decoded})"),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests;
