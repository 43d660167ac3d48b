//! The templates' small language.
//!
//! `{{field}}` is a literal of the snippet's language, `{{field|text}}` the bare value for comments and prose. A line
//! `{{#flag}}` begins a section that is kept if the flag holds, `{{^flag}}` one that is kept if it does not; a line
//! `{{/flag}}` ends it. A flag is a setting of the exporter or a fact of the run, the slug of the action or of the code.

use super::fields::Fields;
use super::fields::Value;
use super::quote::Language;

/// A piece of a line.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Literal(&'a str),
    Field { name: &'a str, bare: bool },
}

/// What a line is.
#[derive(Debug, PartialEq, Eq)]
enum Line<'a> {
    Open { flag: &'a str, wanted: bool },
    Close,
    Text(&'a str),
}

/// The summary: one line after the sections are chosen.
pub(super) fn summary(template: &str, fields: &Fields) -> String {
    let text = fill(template, fields, Language::Text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The snippet.
pub(super) fn snippet(template: &str, fields: &Fields, language: Language) -> String {
    fill(template, fields, language).trim_matches('\n').to_owned()
}

fn fill(text: &str, fields: &Fields, language: Language) -> String {
    let mut out = String::with_capacity(text.len());
    // Whether each open section is kept.
    let mut open: Vec<bool> = Vec::new();
    for line in text.lines() {
        match read(line) {
            Line::Open { flag, wanted } => open.push(fields.flag(flag).unwrap_or(false) == wanted),
            Line::Close => {
                open.pop();
            }
            Line::Text(line) if open.iter().all(|kept| *kept) => {
                for piece in pieces(line) {
                    match piece {
                        Piece::Literal(text) => out.push_str(text),
                        Piece::Field { name, bare } => match fields.value(name) {
                            Some(Value::Data(value)) if bare => out.push_str(&language.bare(value)),
                            Some(Value::Data(value)) => out.push_str(&language.quote(value)),
                            Some(Value::List(values)) => out.push_str(&list(values, language)),
                            Some(Value::Word(word)) => out.push_str(word),
                            Some(Value::Lines(lines)) => out.push_str(lines),
                            None => {}
                        },
                    }
                }
                out.push('\n');
            }
            Line::Text(_) => {}
        }
    }
    out
}

fn list(values: &[String], language: Language) -> String {
    let quoted: Vec<String> = values.iter().map(|value| language.quote(value)).collect();
    format!("[{}]", quoted.join(", "))
}

fn read(line: &str) -> Line<'_> {
    let marker = line.trim().strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
    match marker.map(|marker| (marker.get(..1), marker.get(1..).unwrap_or_default())) {
        Some((Some("#"), flag)) => Line::Open { flag, wanted: true },
        Some((Some("^"), flag)) => Line::Open { flag, wanted: false },
        Some((Some("/"), _)) => Line::Close,
        _ => Line::Text(line),
    }
}

fn pieces(mut line: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(start) = line.get(from..).and_then(|rest| rest.find("{{")).map(|found| from + found) {
        let (before, after) = line.split_at(start);
        let inner = &after[2..];
        match inner.split_once("}}") {
            Some((name, rest)) if is_name(name) => {
                out.push(Piece::Literal(before));
                let (name, bare) = name.strip_suffix("|text").map_or((name, false), |name| (name, true));
                out.push(Piece::Field { name, bare });
                line = rest;
                from = 0;
            }
            // A brace of the language itself before a field: `use x::{{{name}}}`.
            _ => from = start + 1,
        }
    }
    out.push(Piece::Literal(line));
    out
}

fn is_name(text: &str) -> bool {
    let name = text.strip_suffix("|text").unwrap_or(text);
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Every flag and field that a template names, and whether its sections are balanced; for the tests.
#[cfg(test)]
pub(super) fn names(template: &str) -> (Vec<String>, Vec<String>, bool) {
    let (mut flags, mut used, mut depth, mut balanced) = (Vec::new(), Vec::new(), 0_i32, true);
    for line in template.lines() {
        match read(line) {
            Line::Open { flag, .. } => {
                flags.push(flag.to_owned());
                depth += 1;
            }
            Line::Close => depth -= 1,
            Line::Text(line) => used.extend(pieces(line).into_iter().filter_map(|piece| match piece {
                Piece::Field { name, .. } => Some(name.to_owned()),
                Piece::Literal(_) => None,
            })),
        }
        balanced &= depth >= 0;
    }
    (flags, used, balanced && depth == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brace_of_the_language_may_stand_before_a_field() {
        assert_eq!(
            pieces("use x::{{{rust_class}}, Y};"),
            [
                Piece::Literal("use x::{"),
                Piece::Field { name: "rust_class", bare: false },
                Piece::Literal(", Y};")
            ]
        );
        assert_eq!(
            pieces("{ app: {{a|text}} }"),
            [Piece::Literal("{ app: "), Piece::Field { name: "a", bare: true }, Piece::Literal(" }")]
        );
        assert_eq!(pieces("{{ x"), [Piece::Literal("{{ x")]);
    }

    #[test]
    fn sections_nest() {
        let fields = Fields::of_flags(&[("a", true), ("b", false)]);
        let text = "{{#a}}\n1\n{{#b}}\n2\n{{/b}}\n{{^b}}\n3\n{{/b}}\n{{/a}}\n{{^a}}\n4\n{{/a}}\n";
        assert_eq!(fill(text, &fields, Language::Text), "1\n3\n");
    }

    #[test]
    fn a_summary_is_one_line() {
        let fields = Fields::of_flags(&[("a", true)]);
        assert_eq!(summary("{{#a}}\none\n{{/a}}\n{{^a}}\ntwo\n{{/a}}\n", &fields), "one");
    }
}
