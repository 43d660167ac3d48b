//! Two forms that YAML 1.2 forbids, and that libyaml and Go's yaml.v3 read all the same, so that they are common:
//! a closing bracket that is not indented, and a quoted text that goes on at the left.
//!
//! Where the parser refuses one of them, blanks are put before the line and it is asked again. Blanks there mean
//! nothing; the places of the nodes are then put back.

use super::Problem;
use super::load;
use super::node::Entry;
use super::node::Kind;
use super::node::Node;
use super::node::Span;

/// Deeper than any line that has to be passed.
const BLANKS: usize = 120;
/// Bytes that are parsed again, in all.
const MOST_BYTES: usize = 64 * 1024 * 1024;
const MOST_TIMES: usize = 200;

/// Every document of a text. An empty text has none; an empty document is null.
///
/// # Errors
///
/// What is not YAML, and what is beyond the bounds: 16 MiB, 200 levels, a million nodes after aliases.
pub fn parse(text: &str) -> Result<Vec<Node>, Problem> {
    let first = match load::parse(text) {
        Ok(documents) => return Ok(documents),
        Err(problem) => problem,
    };
    let mut last = first.clone();
    let mut indented: Vec<bool> = vec![false; text.split_inclusive('\n').count() + 1];
    let times = (MOST_BYTES / text.len().max(1)).min(MOST_TIMES);
    for _ in 0..times {
        if !indent(text, &last, &mut indented) {
            return Err(first);
        }
        match load::parse(&with_blanks(text, &indented)) {
            Ok(mut documents) => {
                let lines = Lines::of(text, &indented);
                documents.iter_mut().for_each(|document| lines.put_back(document));
                return Ok(documents);
            }
            Err(problem) => last = problem,
        }
    }
    Err(first)
}

/// Marks the lines that the problem is about; false: it is another problem, or they are marked already.
fn indent(text: &str, problem: &Problem, indented: &mut [bool]) -> bool {
    let Some(line) = usize::try_from(problem.line).ok().and_then(|line| line.checked_sub(1)) else {
        return false;
    };
    let lines = match problem.problem.as_str() {
        "invalid indentation" | "invalid indentation in flow construct" => line..line + 1,
        // The place is that of the opening quote.
        "invalid indentation in quoted scalar" => {
            let blanks = if indented.get(line) == Some(&true) { BLANKS } else { 0 };
            let column = usize::try_from(problem.column).unwrap_or(1).saturating_sub(1 + blanks);
            line + 1..line + 1 + continuation(text, line, column)
        }
        _ => return false,
    };
    let mut any = false;
    for line in lines {
        if let Some(mark) = indented.get_mut(line) {
            any |= !*mark;
            *mark = true;
        }
    }
    any
}

/// How many lines a quoted text goes on for after the line of its opening quote.
fn continuation(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut characters = text[start..].chars().skip(column);
    let Some(quote @ ('"' | '\'')) = characters.next() else { return 0 };
    let mut characters = characters.peekable();
    let mut lines = 0;
    while let Some(character) = characters.next() {
        match character {
            '\n' => lines += 1,
            '\\' if quote == '"' => lines += usize::from(characters.next() == Some('\n')),
            '\'' if quote == '\'' && characters.peek() == Some(&'\'') => {
                characters.next();
            }
            _ if character == quote => break,
            _ => {}
        }
    }
    lines
}

fn with_blanks(text: &str, indented: &[bool]) -> String {
    let mut out = String::with_capacity(text.len() + 1024);
    for (line, mark) in text.split_inclusive('\n').zip(indented) {
        if *mark {
            out.push_str(&" ".repeat(BLANKS));
        }
        out.push_str(line);
    }
    out
}

/// Which lines have blanks before them, and how many bytes of blanks there are up to the end of each line's own.
struct Lines<'a> {
    indented: &'a [bool],
    blanks: Vec<usize>,
    end: usize,
}

impl<'a> Lines<'a> {
    fn of(text: &str, indented: &'a [bool]) -> Self {
        let mut sum = 0;
        let blanks = indented
            .iter()
            .map(|mark| {
                sum += if *mark { BLANKS } else { 0 };
                sum
            })
            .collect();
        Self { indented, blanks, end: text.len() }
    }

    fn put_back(&self, node: &mut Node) {
        node.span = self.span(node.span);
        match &mut node.kind {
            Kind::Scalar(_) => {}
            Kind::Sequence(items) => items.iter_mut().for_each(|item| self.put_back(item)),
            Kind::Mapping(entries) => {
                for Entry { key, value, .. } in entries {
                    self.put_back(key);
                    self.put_back(value);
                }
            }
        }
    }

    fn span(&self, span: Span) -> Span {
        let (column, start) = self.place(span.line, span.column, span.start);
        let (end_column, end) = self.place(span.end_line, span.end_column, span.end);
        Span { column, start, end_column, end: end.max(start), ..span }
    }

    fn place(&self, line: u32, column: u32, byte: usize) -> (u32, usize) {
        let at = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1).min(self.indented.len() - 1);
        let own = if self.indented[at] { u32::try_from(BLANKS).unwrap_or(0) } else { 0 };
        // A place in the blanks is the one behind them.
        let before = self.blanks[at] - usize::try_from(own).unwrap_or(0);
        let byte = byte.saturating_sub(before);
        let into = column.saturating_sub(1).min(own);
        (column - into, byte.saturating_sub(usize::try_from(into).unwrap_or(0)).min(self.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_at_the_left() {
        let text = "a:\n  command: [\n    \"ü\",\n    \"y\"\n  ]\n  ports: [1,\n  2]\nlast: é\n";
        assert!(load::parse(text).is_err());
        let root = parse(text).unwrap().remove(0);
        let two = &root.at(&["a", "ports"]).unwrap().items()[1];
        assert_eq!((two.span.line, two.span.column), (7, 3));
        assert_eq!(&text[two.span.start..two.span.end], "2");
        let last = root.get("last").unwrap();
        assert_eq!(&text[last.span.start..last.span.end], "é");
        let command = root.at(&["a", "command"]).unwrap();
        assert_eq!(&text[command.span.start..command.span.end], "[\n    \"ü\",\n    \"y\"\n  ]");
    }

    #[test]
    fn a_quoted_text_at_the_left() {
        let text = "a:\n  b: 'it''s\n  one\n\n  text'\n  c: \"x \\\"\n  y\"\n  d: 1\n";
        let root = parse(text).unwrap().remove(0);
        assert_eq!(root.at(&["a", "b"]).unwrap().as_str(), Some("it's one\ntext"));
        assert_eq!(root.at(&["a", "c"]).unwrap().as_str(), Some("x \" y"));
        let d = root.at(&["a", "d"]).unwrap();
        assert_eq!((d.span.line, d.span.column, &text[d.span.start..d.span.end]), (8, 6, "1"));
    }

    #[test]
    fn what_is_wrong_stays_wrong() {
        for text in ["a: [\n", "a: 'x\n", "a: b: c", "a:\n  b: 'x\n  y\n", "- a\nb: [\n]\n"] {
            let strict = load::parse(text);
            assert_eq!(parse(text).unwrap_err(), strict.unwrap_err(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "a:\n( {0,2}([a-c]: )?[\\[\\]'\",xé {}]{0,3}\n){0,8}") {
            for document in parse(&text).unwrap_or_default() {
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
