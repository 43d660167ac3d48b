//! The line that a finding is about, as it may be shown.

use super::hidden::Hidden;
use crate::finding::Location;

/// A line of more characters is shown in part.
const LONGEST: usize = 140;
/// Characters shown before the place, of such a line.
const BEFORE: usize = 30;

/// A line with what may be a secret masked, and the place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Line, from 1.
    pub line: u32,
    /// The line, or a part of it.
    pub text: String,
    /// Characters before the place.
    pub before: usize,
    /// Characters that it is about; at least 1.
    pub length: usize,
}

/// The byte offset of each line.
pub(super) fn starts(text: &str) -> Vec<usize> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            start
        })
        .collect()
}

/// The line of a location; `None`: the text has no such line. `starts`: those of [`starts`]; `hidden` in order.
pub(super) fn of(text: &str, starts: &[usize], hidden: &[Hidden], location: &Location) -> Option<Excerpt> {
    let number = location.line?;
    let wanted = usize::try_from(number).ok()?.checked_sub(1)?;
    let start = *starts.get(wanted)?;
    let next = starts.get(wanted + 1).copied().unwrap_or(text.len());
    let line = text.get(start..next)?.trim_end_matches(['\n', '\r']);
    let column = usize::try_from(location.column.unwrap_or(1)).ok()?.saturating_sub(1);
    let length = usize::try_from(location.length.unwrap_or(1)).ok()?.max(1);
    // The byte order mark is no column.
    let (start, line) = match line.strip_prefix('\u{feff}') {
        Some(rest) => (start + line.len() - rest.len(), rest),
        None => (start, line),
    };
    let byte = |characters: usize| line.char_indices().nth(characters).map_or(line.len(), |(at, _)| at);
    let (from, to) = (start + byte(column), start + byte(column + length));
    let end = start + line.len();
    let mut shown = String::new();
    let mut place: Option<usize> = None;
    let mut place_end = 0;
    let mut at = start;
    let count = |text: &str| text.chars().count();
    let mut push = |part: &str, range: (usize, usize), is_mask: bool| {
        let before = count(&shown);
        let inside = |byte: usize| {
            if is_mask { 0 } else { count(text.get(range.0..byte).unwrap_or_default()) }
        };
        if place.is_none() && (from < range.1 || range.1 == end) {
            place = Some(before + if from > range.0 { inside(from.min(range.1)) } else { 0 });
        }
        if to > range.0 {
            place_end = before + if is_mask || to >= range.1 { count(part) } else { inside(to) };
        }
        shown.push_str(part);
    };
    let first = hidden.partition_point(|one| one.end <= start);
    for one in hidden[first..].iter().take_while(|one| one.start < end) {
        let (hidden_start, hidden_end) = (one.start.max(at), one.end.min(end));
        if hidden_start > at {
            push(text.get(at..hidden_start)?, (at, hidden_start), false);
        }
        push(&one.shown, (hidden_start, hidden_end), true);
        at = hidden_end.max(at);
    }
    if at < end || shown_is_empty(at, start) {
        push(text.get(at..end)?, (at, end), false);
    }
    let before = place.unwrap_or(0);
    let length = place_end.saturating_sub(before).max(1);
    Some(cut(Excerpt { line: number, text: shown, before, length }))
}

fn shown_is_empty(at: usize, start: usize) -> bool {
    at == start
}

/// A part of a long line, around the place.
fn cut(excerpt: Excerpt) -> Excerpt {
    let characters: Vec<char> = excerpt.text.chars().collect();
    if characters.len() <= LONGEST {
        return excerpt;
    }
    let from = excerpt.before.saturating_sub(BEFORE).min(characters.len());
    let to = (from + LONGEST - 20).min(characters.len());
    let mut text: String = if from > 0 { "...".to_owned() } else { String::new() };
    let mark = text.chars().count();
    text.extend(&characters[from..to]);
    if to < characters.len() {
        text.push_str("...");
    }
    let before = excerpt.before - from + mark;
    Excerpt {
        length: excerpt.length.min((to - from + mark).saturating_sub(before)).max(1),
        text,
        before,
        ..excerpt
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::hidden;
    use crate::yaml;

    fn excerpt(text: &str, line: u32, column: u32, length: u32) -> Excerpt {
        let roots = yaml::parse(text).unwrap();
        let hidden = hidden::all(text, &roots);
        let location =
            Location { line: Some(line), column: Some(column), length: Some(length), ..Location::default() };
        of(text, &starts(text), &hidden, &location).unwrap()
    }

    fn marked(excerpt: &Excerpt) -> String {
        excerpt.text.chars().skip(excerpt.before).take(excerpt.length).collect()
    }

    #[test]
    fn the_place_is_marked_whatever_is_masked() {
        let text = "a: {token: hunter2, b: ü1}\r\nlast: 1";
        let one = excerpt(text, 1, 24, 2);
        assert_eq!(one.text, "a: {token: ***, b: ü1}");
        assert_eq!(marked(&one), "ü1");
        assert_eq!(marked(&excerpt(text, 2, 7, 1)), "1");
        let secret = excerpt(text, 1, 12, 7);
        assert_eq!(marked(&secret), "***");
    }

    #[test]
    fn a_long_line_is_cut() {
        let text =
            format!("{{\"a\": \"{}\", \"b\": 12, \"c\": \"{}\"}}", "x y ".repeat(100), "z ".repeat(200));
        let column = u32::try_from(text.find("12").unwrap()).unwrap() + 1;
        let one = excerpt(&text, 1, column, 2);
        assert!(one.text.len() < 150 && one.text.starts_with("...") && one.text.ends_with("..."));
        assert_eq!(marked(&one), "12");
    }

    proptest::proptest! {
        #[test]
        fn no_place_panics(text in "[a:{}, é\ntoken]{0,40}", line in 0_u32..6, column in 0_u32..50, length in 0_u32..50) {
            let roots = yaml::parse(&text).unwrap_or_default();
            let hidden = hidden::all(&text, &roots);
            let location = Location { line: Some(line), column: Some(column), length: Some(length), ..Location::default() };
            if let Some(excerpt) = of(&text, &starts(&text), &hidden, &location) {
                proptest::prop_assert!(excerpt.before <= excerpt.text.chars().count());
            }
        }
    }
}
