//! Changes to a file that are safe to make: they follow from the finding alone, and leave everything else byte for
//! byte as it is, comments included.
//!
//! A version gets quotes, a boolean loses them, a key that is misspelt is put right, a key without effect goes. What
//! depends on the Collector's version, or on what was meant, is left to people.

use std::collections::HashMap;
use std::collections::HashSet;

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
    /// Byte offset of the setting.
    place: usize,
    /// Byte offset of what is replaced.
    start: usize,
    /// Byte offset after it.
    end: usize,
    with: String,
}

impl Fix {
    fn new(code: Code, (line, column): (u32, u32), setting: &Node, change: Change) -> Self {
        let (start, end, with, what) = change;
        Self { code, line, column, what, place: setting.span.start, start, end, with }
    }
}

/// Where a setting is in the trees.
#[derive(Clone, Copy)]
struct Spot<'a> {
    entry: &'a Entry,
    /// The map that it is in.
    siblings: &'a [Entry],
}

/// What stands at each line and column; `None`: more than one thing, as where an alias brings it.
type Spots<'a> = HashMap<(u32, u32), Option<Spot<'a>>>;

/// The changes that the findings ask for, those that are safe together.
pub(super) fn all<'a>(found: impl Iterator<Item = &'a Found>, text: &str, roots: &[&Node]) -> Vec<Fix> {
    let mut found = found.filter(|found| instead(found).is_some()).peekable();
    if found.peek().is_none() {
        return Vec::new();
    }
    let spots = spots(roots);
    let mut kept: Vec<(Fix, Spot<'_>)> = Vec::new();
    // The keys of each map that go, and the names that keys of it get.
    let mut gone: HashMap<*const Entry, HashSet<usize>> = HashMap::new();
    let mut names: HashMap<(*const Entry, String), usize> = HashMap::new();
    // A name that is taken cannot be given: the one that has it stays, too.
    let mut changed: HashSet<*const Entry> = HashSet::new();
    let found = found.inspect(|found| {
        if let Some((_, spot)) =
            (found.held.code == Code::UnknownSetting).then(|| at(found, &spots)).flatten()
        {
            changed.insert(spot.siblings.as_ptr());
        }
    });
    let (ignored, wrong): (Vec<_>, Vec<_>) = found
        .filter_map(|found| of(found, text, &spots))
        .partition(|(fix, _)| fix.code == Code::IgnoredSetting);
    for (fix, spot) in wrong {
        if fix.code == Code::UnknownSetting {
            *names.entry((spot.siblings.as_ptr(), fix.with.clone())).or_default() += 1;
        }
        kept.push((fix, spot));
    }
    // Once the keys of a map are what was meant it is known which of them have no effect.
    changed.extend(kept.iter().map(|(_, spot)| spot.siblings.as_ptr()));
    for (fix, spot) in ignored.into_iter().filter(|(_, spot)| !changed.contains(&spot.siblings.as_ptr())) {
        let gone = gone.entry(spot.siblings.as_ptr()).or_default();
        let Some(pair) = with_partner(fix, &spot, text, &spots) else { continue };
        let more: Vec<Fix> = pair.into_iter().filter(|fix| !gone.contains(&fix.start)).collect();
        // The last one of a map stays: without it the map would be another thing, null.
        if gone.len() + more.len() < spot.siblings.len() {
            gone.extend(more.iter().map(|fix| fix.start));
            kept.extend(more.into_iter().map(|fix| (fix, spot)));
        }
    }
    // Two keys of one name are no map.
    let is_alone = |fix: &Fix, spot: &Spot<'_>| {
        names.get(&(spot.siblings.as_ptr(), fix.with.clone())).is_none_or(|count| *count == 1)
    };
    kept.into_iter().filter(|(fix, spot)| is_alone(fix, spot)).map(|(fix, _)| fix).collect()
}

/// A certificate without its key, and a key without its certificate, are refused wherever both are known: they go
/// together, or stay.
fn with_partner(fix: Fix, spot: &Spot<'_>, text: &str, spots: &Spots<'_>) -> Option<Vec<Fix>> {
    let partners: &[&str] = match spot.entry.key.text() {
        Some("cert_file" | "cert_pem") => &["key_file", "key_pem"],
        Some("key_file" | "key_pem") => &["cert_file", "cert_pem"],
        _ => &[],
    };
    let mut all = vec![fix];
    for entry in spot.siblings {
        if !entry.key.text().is_some_and(|key| partners.contains(&key)) {
            continue;
        }
        let place = (entry.key.span.line, entry.key.span.column);
        let spot = (*spots.get(&place)?).filter(|spot| !spot.entry.merged)?;
        all.push(Fix::new(Code::IgnoredSetting, place, &entry.key, removed(&spot, text)?));
    }
    Some(all)
}

/// What the finding would have in place of the setting, if it may be changed: nothing, or another text.
fn instead(found: &Found) -> Option<Option<&str>> {
    let held = &found.held;
    let Evidence::Setting { instead, .. } = &held.evidence else { return None };
    let may_be = match held.code {
        Code::UnknownSetting | Code::UnsupportedSetting => instead.is_some(),
        Code::IgnoredSetting => instead.is_none(),
        _ => false,
    };
    (may_be && held.confidence == Confidence::High).then_some(instead.as_deref())
}

/// The entry that a finding names, with its place.
fn at<'a>(found: &Found, spots: &Spots<'a>) -> Option<((u32, u32), Spot<'a>)> {
    let location = found.held.location.as_ref()?;
    let place = (location.line?, location.column?);
    Some((place, (*spots.get(&place)?).filter(|spot| !spot.entry.merged)?))
}

/// The change that a finding asks for, if one is safe.
fn of<'a>(found: &Found, text: &str, spots: &Spots<'a>) -> Option<(Fix, Spot<'a>)> {
    let (place, spot) = at(found, spots)?;
    let change = match (found.held.code, instead(found)?) {
        (Code::UnknownSetting, Some(name)) => renamed(&spot, text, place, name)?,
        (Code::UnsupportedSetting, Some(value)) => retyped(&spot, text, value)?,
        (Code::IgnoredSetting, None) => removed(&spot, text)?,
        _ => return None,
    };
    let Entry { key, value, .. } = spot.entry;
    let setting = if (key.span.line, key.span.column) == place { key } else { value };
    Some((Fix::new(found.held.code, place, setting, change), spot))
}

fn spots<'a>(roots: &[&'a Node]) -> Spots<'a> {
    let mut spots = Spots::new();
    let mut waiting: Vec<&Node> = roots.to_vec();
    while let Some(node) = waiting.pop() {
        let place = |node: &Node| (node.span.line, node.span.column);
        for item in node.items() {
            waiting.push(item);
            spots.insert(place(item), None);
        }
        for entry in node.entries() {
            waiting.push(&entry.value);
            let mut add = |place| {
                let spot = Some(Spot { entry, siblings: node.entries() });
                spots.entry(place).and_modify(|known| *known = None).or_insert(spot);
            };
            add(place(&entry.key));
            // What a block holds is a tree of its own, if it is one.
            let is_text = entry.value.as_scalar().is_some_and(|scalar| scalar.style != Style::Block);
            if is_text && place(&entry.value) != place(&entry.key) {
                add(place(&entry.value));
            }
        }
    }
    spots
}

type Change = (usize, usize, String, String);

/// A key that differs from the right one by case, by dashes, or by one letter.
fn renamed(spot: &Spot<'_>, text: &str, place: (u32, u32), name: &str) -> Option<Change> {
    let key = &spot.entry.key;
    let old = key.as_scalar().filter(|_| is_bare(key, text))?;
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
    // Between braces a blank makes the colon one.
    let with = if old.text.ends_with(':') { format!("{name}: ") } else { name.to_owned() };
    Some((key.span.start, key.span.end, with, format!("`{}` renamed to `{name}`", old.text)))
}

/// Whether a text is written without tag and anchor: a tag says what it is whatever the quotes, and what an anchor names
/// may stand elsewhere.
fn is_bare(node: &Node, text: &str) -> bool {
    text.get(node.span.start..).is_some_and(|written| !written.starts_with(['&', '!']))
}

/// The same text with quotes or without.
fn retyped(spot: &Spot<'_>, text: &str, value: &str) -> Option<Change> {
    let node = &spot.entry.value;
    let scalar = node.as_scalar().filter(|_| is_bare(node, text))?;
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

/// A key that stands on a line of its own with its value; a comment behind it stays.
fn removed(spot: &Spot<'_>, text: &str) -> Option<Change> {
    let Entry { key, value, .. } = spot.entry;
    let is_small = matches!(value.kind, Kind::Scalar(_)) && value.span.end_line == key.span.line;
    if !is_small || !is_bare(key, text) || !is_bare(value, text) || key.span.start > value.span.end {
        return None;
    }
    let start = text.get(..key.span.start)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text.get(value.span.end..)?.find('\n').map_or(text.len(), |at| value.span.end + at + 1);
    let before = text.get(start..key.span.start)?;
    let after = text.get(value.span.end..end)?;
    let is_alone = before.bytes().all(|byte| byte == b' ') && !comma_follows(text.get(end..)?);
    let comment = after.trim_start_matches([' ', '\t']);
    let (start, end) = match comment.chars().next() {
        Some('#') => (key.span.start, end - comment.len()),
        None | Some('\r' | '\n') => (start, end),
        Some(_) => return None,
    };
    is_alone.then(|| (start, end, String::new(), format!("`{}` taken out", key.text().unwrap_or_default())))
}

/// Between braces the comma may stand before the next key.
fn comma_follows(rest: &str) -> bool {
    let mut lines = rest.lines().map(str::trim_start);
    lines.find(|line| !line.is_empty() && !line.starts_with('#')).is_some_and(|line| line.starts_with(','))
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

/// Changes that were made one after the other, each round in what the one before it left: with the places that they
/// have in the first text.
pub(super) fn placed(text: &str, rounds: Vec<Vec<Fix>>) -> Vec<Fix> {
    let mut done: Vec<Vec<Fix>> = Vec::new();
    for mut round in rounds {
        for fix in &mut round {
            let at = done.iter().rev().fold(fix.place, |at, made| before(made, at));
            let line = text.get(..at).map_or(0, |text| text.rfind('\n').map_or(0, |at| at + 1));
            let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
            if !done.is_empty() {
                fix.line = number(text[..line].matches('\n').count());
                fix.column = number(text.get(line..at).unwrap_or_default().chars().count());
            }
        }
        done.push(round);
    }
    done.into_iter().flatten().collect()
}

/// Where a place of the changed text was before the changes, which are in order.
fn before(made: &[Fix], at: usize) -> usize {
    // Of the text so far: how long it was, how long it is.
    let (mut old, mut new) = (0, 0);
    for fix in made {
        let kept = fix.start - old;
        if at < new + kept {
            break;
        }
        if at < new + kept + fix.with.len() {
            return fix.start;
        }
        (old, new) = (fix.end, new + kept + fix.with.len());
    }
    old + at.saturating_sub(new)
}
