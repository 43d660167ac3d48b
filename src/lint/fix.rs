//! Changes to a file that are safe to make: they follow from the finding alone, and leave everything else byte for
//! byte as it is.
//!
//! A version gets quotes, a boolean loses them, a key that is misspelt is put right, a key without effect goes. What
//! depends on the Collector's version, or on what was meant, is left to people.

use super::found::Found;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::yaml::Entry;
use crate::yaml::Kind;
use crate::yaml::Node;
use crate::yaml::Style;
use crate::yaml::Value;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Why.
    pub code: Code,
    /// Line of the setting, from 1.
    pub line: u32,
    /// Column of the setting, from 1.
    pub column: u32,
    /// What is done, a clause: `quotes put around 1.2`.
    pub what: String,
    /// Byte offset of what is replaced.
    start: usize,
    /// Byte offset after it.
    end: usize,
    with: String,
}

/// Where a setting is in the trees.
struct Spot<'a> {
    entry: &'a Entry,
    /// The map that it is in.
    siblings: &'a [Entry],
}

/// The change that a finding asks for, if one is safe.
pub(super) fn of(found: &Found, text: &str, roots: &[&Node]) -> Option<Fix> {
    let held = &found.held;
    let Evidence::Setting { instead, .. } = &held.evidence else { return None };
    if held.confidence != Confidence::High {
        return None;
    }
    let may_be = match held.code {
        Code::UnknownSetting | Code::UnsupportedSetting => instead.is_some(),
        Code::IgnoredSetting => instead.is_none(),
        _ => false,
    };
    if !may_be {
        return None;
    }
    let location = held.location.as_ref()?;
    let place = (location.line?, location.column?);
    let spot = find(roots, place)?;
    let (start, end, with, what) = match (held.code, instead) {
        (Code::UnknownSetting, Some(name)) => renamed(&spot, place, name)?,
        (Code::UnsupportedSetting, Some(value)) => retyped(&spot, value)?,
        (Code::IgnoredSetting, None) => removed(&spot, text)?,
        _ => return None,
    };
    text.get(start..end)?;
    Some(Fix { code: held.code, line: place.0, column: place.1, what, start, end, with })
}

/// The one entry whose key or value stands there. What an alias brings to several places is left alone.
fn find<'a>(roots: &[&'a Node], place: (u32, u32)) -> Option<Spot<'a>> {
    let mut waiting: Vec<&Node> = roots.to_vec();
    let mut found: Vec<Spot<'a>> = Vec::new();
    while let Some(node) = waiting.pop() {
        waiting.extend(node.items());
        for entry in node.entries() {
            waiting.push(&entry.value);
            let is_at = |node: &Node| (node.span.line, node.span.column) == place;
            let is_scalar = entry.value.as_scalar().is_some();
            if is_at(&entry.key) || is_scalar && is_at(&entry.value) {
                found.push(Spot { entry, siblings: node.entries() });
            }
        }
    }
    if found.len() == 1 && !found[0].entry.merged { found.pop() } else { None }
}

type Change = (usize, usize, String, String);

/// A key that differs from the right one by case, by dashes, or by one letter.
fn renamed(spot: &Spot<'_>, place: (u32, u32), name: &str) -> Option<Change> {
    let key = &spot.entry.key;
    let old = key.as_scalar()?;
    let bare = |text: &str| text.to_ascii_lowercase().replace(['_', '-'], "");
    let is_near = bare(&old.text) == bare(name) || strsim::damerau_levenshtein(&old.text, name) == 1;
    let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_there = spot.siblings.iter().any(|entry| entry.key.text() == Some(name));
    if !is_near
        || !is_word
        || is_there
        || (key.span.line, key.span.column) != place
        || old.style != Style::Plain
    {
        return None;
    }
    Some((key.span.start, key.span.end, name.to_owned(), format!("`{}` renamed to `{name}`", old.text)))
}

/// The same text with quotes or without.
fn retyped(spot: &Spot<'_>, value: &str) -> Option<Change> {
    let node = &spot.entry.value;
    let scalar = node.as_scalar()?;
    let wanted = value.trim_matches('"');
    let is_number = matches!(scalar.value, Value::Float(_) | Value::Int(_));
    if scalar.style == Style::Plain && is_number && wanted == scalar.text {
        let with = format!("\"{}\"", scalar.text);
        return Some((node.span.start, node.span.end, with, format!("quotes put around {}", scalar.text)));
    }
    let is_quoted = matches!(scalar.style, Style::SingleQuoted | Style::DoubleQuoted);
    let is_boolean = matches!(wanted, "true" | "false") && scalar.text.eq_ignore_ascii_case(wanted);
    (is_quoted && is_boolean)
        .then(|| (node.span.start, node.span.end, wanted.to_owned(), format!("quotes taken off {wanted}")))
}

/// A key that stands on a line of its own with its value. The last one of a map stays: without it the map would be
/// another thing, null.
fn removed(spot: &Spot<'_>, text: &str) -> Option<Change> {
    let Entry { key, value, .. } = spot.entry;
    let is_small = matches!(value.kind, Kind::Scalar(_)) && value.span.end_line == key.span.line;
    if spot.siblings.len() < 2 || !is_small || key.span.start > value.span.end {
        return None;
    }
    let start = text.get(..key.span.start)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text.get(value.span.end..)?.find('\n').map_or(text.len(), |at| value.span.end + at + 1);
    let before = text.get(start..key.span.start)?;
    let after = text.get(value.span.end..end)?.trim();
    let is_alone = before.bytes().all(|byte| byte == b' ') && (after.is_empty() || after.starts_with('#'));
    is_alone.then(|| (start, end, String::new(), format!("`{}` taken out", key.text().unwrap_or_default())))
}

/// The text with the changes made. Of two that touch each other the first is made.
pub(super) fn apply(text: &str, fixes: &[Fix]) -> (String, Vec<Fix>) {
    let mut ordered: Vec<&Fix> = fixes.iter().collect();
    ordered.sort_by_key(|fix| (fix.start, fix.end));
    let mut out = String::with_capacity(text.len() + 16);
    let mut made = Vec::new();
    let mut at = 0;
    for fix in ordered {
        let Some(before) = text.get(at..fix.start) else { continue };
        out.push_str(before);
        out.push_str(&fix.with);
        at = fix.end;
        made.push(fix.clone());
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, made)
}
