//! YAML inside a string of YAML: a configuration in a ConfigMap or in `spec.config`. Its nodes get the places that
//! they have in the outer file.

use crate::yaml;
use crate::yaml::Entry;
use crate::yaml::Kind;
use crate::yaml::Node;
use crate::yaml::Problem;
use crate::yaml::Span;
use crate::yaml::Style;

/// One line of the inner text in the outer one.
struct Line {
    /// Byte offset in the inner text.
    inner: usize,
    /// Byte offset in the outer text, after the indentation.
    outer: usize,
    /// Number in the outer text, from 1.
    number: u32,
    /// Characters (blanks) before it.
    indent: u32,
}

/// The documents of a string. In a literal block (`|`) every place is exact; in any other form all of it stands where
/// the string stands.
///
/// # Errors
/// What is not YAML, with the place in the outer file.
pub(super) fn parse(text: &str, scalar: &Node) -> Result<Vec<Node>, Problem> {
    let Some(content) = scalar.as_scalar() else { return Ok(Vec::new()) };
    let lines = match content.style {
        Style::Block => lines(text, scalar.span, &content.text),
        _ => None,
    };
    match yaml::parse(&content.text) {
        Ok(mut documents) => {
            for document in &mut documents {
                shift(document, scalar.span, lines.as_deref());
            }
            Ok(documents)
        }
        Err(problem) => {
            let line = lines.as_ref().and_then(|lines| at(lines, problem.line));
            let (line, column) = match line {
                Some(line) => (line.number, problem.column + line.indent),
                None => (scalar.span.line, scalar.span.column),
            };
            Err(Problem { line, column, problem: problem.problem })
        }
    }
}

/// The lines of a literal block, if taking the indentation away gives its text.
fn lines(text: &str, span: Span, content: &str) -> Option<Vec<Line>> {
    // The block begins after the line of its indicator; the span begins at one or the other.
    let written = text.get(span.start..)?;
    let is_header = written.starts_with(['|', '>']);
    let first = if is_header {
        span.start + written.find('\n')? + 1
    } else {
        text[..span.start].rfind('\n').map_or(0, |at| at + 1)
    };
    let mut number = span.line + u32::from(is_header);
    let outer = text.get(first..)?;
    let indent = {
        let line = outer.lines().find(|line| !line.trim().is_empty())?;
        let blanks = line.len() - line.trim_start_matches(' ').len();
        // Blanks that belong to the text come with an explicit indentation indicator.
        let own = content.lines().find(|line| !line.trim().is_empty())?;
        blanks.checked_sub(own.len() - own.trim_start_matches(' ').len())?
    };
    let mut found = Vec::new();
    let mut at = first;
    let mut inner = 0;
    for line in content.split_inclusive('\n') {
        let written = text.get(at..)?.split_inclusive('\n').next()?;
        let blanks = written.len() - written.trim_start_matches(' ').len();
        let skip = blanks.min(indent);
        if written[skip..].trim_end_matches(['\n', '\r']) != line.trim_end_matches(['\n', '\r']) {
            return None;
        }
        found.push(Line { inner, outer: at + skip, number, indent: u32::try_from(skip).unwrap_or(0) });
        at += written.len();
        inner += line.len();
        number += 1;
    }
    Some(found)
}

fn at(lines: &[Line], number: u32) -> Option<&Line> {
    lines.get(usize::try_from(number).ok()?.checked_sub(1)?).or(lines.last())
}

fn shift(node: &mut Node, whole: Span, lines: Option<&[Line]>) {
    node.span = lines.and_then(|lines| shifted(node.span, lines)).unwrap_or(whole);
    match &mut node.kind {
        Kind::Scalar(_) => {}
        Kind::Sequence(items) => items.iter_mut().for_each(|item| shift(item, whole, lines)),
        Kind::Mapping(entries) => {
            for Entry { key, value, .. } in entries {
                shift(key, whole, lines);
                shift(value, whole, lines);
            }
        }
    }
}

fn shifted(span: Span, lines: &[Line]) -> Option<Span> {
    let first = at(lines, span.line)?;
    let last = at(lines, span.end_line)?;
    Some(Span {
        line: first.number,
        column: span.column + first.indent,
        end_line: last.number,
        end_column: span.end_column + last.indent,
        start: first.outer + span.start.checked_sub(first.inner)?,
        end: last.outer + span.end.checked_sub(last.inner)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<Node> {
        let outer = yaml::parse(text).unwrap().remove(0);
        parse(text, outer.get("data").unwrap()).unwrap()
    }

    #[test]
    fn a_literal_block_keeps_its_places() {
        for header in ["|", "|-", "|+", "|2", "| # comment"] {
            let text =
                format!("kind: x\ndata: {header}\n  a:\n    b: \"ü 1\" # c\n\n    list: [x, y]\nlast: 1\n");
            let root = inner(&text).remove(0);
            let value = root.at(&["a", "b"]).unwrap();
            assert_eq!((value.span.line, value.span.column), (4, 8), "{header}");
            assert_eq!(&text[value.span.start..value.span.end], "\"ü 1\"");
            let list = root.at(&["a", "list"]).unwrap();
            assert_eq!((list.span.line, list.span.column), (6, 11));
            assert_eq!(&text[list.span.start..list.span.end], "[x, y]");
        }
    }

    #[test]
    fn a_block_in_a_block_and_blanks_before_the_text() {
        let text = "data: |4\n      a: |\n        x: 1\n      b: 2\n";
        let root = inner(text).remove(0);
        let b = root.get("b").unwrap();
        assert_eq!(&text[b.span.start..b.span.end], "2");
        assert_eq!((b.span.line, b.span.column), (4, 10));
    }

    #[test]
    fn any_other_string_is_one_place() {
        for text in ["data: \"a: 1\\nb: 2\\n\"\n", "data: >\n  a: 1\n\n  b: 2\n", "data: 'a: 1'\n"] {
            let root = inner(text).remove(0);
            let value = root.get("a").unwrap();
            assert!(value.span.line <= 2, "{text}");
            let _ = text[value.span.start..value.span.end].len();
        }
    }

    #[test]
    fn a_problem_has_the_outer_place() {
        let text = "x: 1\ndata: |\n    a: 1\n    b: [\n";
        let outer = yaml::parse(text).unwrap().remove(0);
        let problem = parse(text, outer.get("data").unwrap()).unwrap_err();
        assert!(problem.line >= 4, "{problem}");
        let tab = "data: |\n    a:\n    \t- b\n";
        let outer = yaml::parse(tab).unwrap().remove(0);
        assert_eq!(parse(tab, outer.get("data").unwrap()).unwrap_err().line, 3);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(body in "[-a:{}\\[\\]&*|> '\"#\n\r é]{0,40}", indent in 0_usize..5) {
            let mut text = "data: |\n".to_owned();
            for line in body.lines() {
                text.push_str(&format!("{}{line}\n", " ".repeat(indent)));
            }
            for outer in yaml::parse(&text).unwrap_or_default() {
                let Some(data) = outer.get("data") else { continue };
                for document in parse(&text, data).unwrap_or_default() {
                    let mut waiting = vec![&document];
                    while let Some(node) = waiting.pop() {
                        let _ = text.get(node.span.start..node.span.end).expect("it is a place of the text");
                        waiting.extend(node.items());
                        waiting.extend(node.entries().iter().flat_map(|entry| [&entry.key, &entry.value]));
                    }
                }
            }
        }
    }
}
