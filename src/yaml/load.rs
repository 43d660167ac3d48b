//! Events -> tree.

use std::collections::HashMap;
use std::collections::HashSet;

use saphyr_parser::Event;
use saphyr_parser::Marker;
use saphyr_parser::Parser;
use saphyr_parser::ScalarStyle;
use saphyr_parser::Tag;

use super::Problem;
use super::node::Entry;
use super::node::Kind;
use super::node::Node;
use super::node::Scalar;
use super::node::Span;
use super::node::Style;
use super::node::Value;
use super::resolve;

/// A configuration of this size is a mistake.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Maps and lists in each other.
const MAX_DEPTH: usize = 200;
/// Nodes of a text, each alias counted as often as it is used. A node takes 400 bytes or so until all is judged: a
/// million were 420 MB. Manifests of 15 MB have as many.
const MAX_NODES: usize = 1_000_000;
/// Bytes that anchors and aliases may copy.
const MAX_COPIED: usize = 32 * 1024 * 1024;

/// As [`super::parse`], strict.
pub(super) fn parse(text: &str) -> Result<Vec<Node>, Problem> {
    if text.len() > MAX_BYTES {
        return Err(Problem { line: 1, column: 1, problem: "it is larger than 16 MiB".to_owned() });
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut loader = Loader {
        text,
        offsets: Offsets::of(body, text.len() - body.len()),
        stack: Vec::new(),
        anchors: HashMap::new(),
        open: HashSet::new(),
        documents: Vec::new(),
        nodes: 0,
        copied: 0,
    };
    let mut parser = Parser::new_from_str(body);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| Problem {
            line: number(error.marker().line()),
            column: number(error.marker().col() + 1),
            problem: error.info().escape_debug().to_string().replace("\\'", "'").replace("\\\"", "\""),
        })?;
        loader.event(event, span)?;
    }
    Ok(loader.documents)
}

/// Where the characters stand in the bytes.
struct Offsets {
    /// By character; empty if each is one byte.
    bytes: Vec<u32>,
    /// Bytes before the first character (a byte order mark).
    before: usize,
    end: usize,
}

impl Offsets {
    fn of(text: &str, before: usize) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            // 16 MiB fit.
            text.char_indices().map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect()
        };
        Self { bytes, before, end: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        let at = if self.bytes.is_empty() {
            character.min(self.end)
        } else {
            self.bytes.get(character).map_or(self.end, |at| *at as usize)
        };
        self.before + at
    }
}

/// A list or map that is being read.
struct Open {
    span: Span,
    tag: Option<String>,
    anchor: usize,
    items: Vec<Node>,
    entries: Vec<Entry>,
    key: Option<Node>,
    is_mapping: bool,
}

/// What an anchor holds, and what a copy of it costs.
struct Anchored {
    node: Node,
    nodes: usize,
    bytes: usize,
    depth: usize,
}

struct Loader<'a> {
    text: &'a str,
    offsets: Offsets,
    stack: Vec<Open>,
    anchors: HashMap<usize, Anchored>,
    /// Anchors of what is still being read.
    open: HashSet<usize>,
    documents: Vec<Node>,
    nodes: usize,
    copied: usize,
}

impl Loader<'_> {
    fn event(&mut self, event: Event<'_>, span: saphyr_parser::Span) -> Result<(), Problem> {
        match event {
            Event::DocumentStart(_) => {
                self.anchors.clear();
                self.open.clear();
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                let mut span = self.span(span);
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted => Style::SingleQuoted,
                    ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
                    ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                };
                if matches!(style, Style::SingleQuoted | Style::DoubleQuoted) {
                    self.end_at_quote(&mut span);
                }
                let (value, tag) = typed(&text, style, tag.as_deref());
                let mut text = text.into_owned();
                if style == Style::Plain && self.keeps_its_colon(span) {
                    text.push(':');
                    (span.end, span.end_column) = (span.end + 1, span.end_column + 1);
                }
                let kind = Kind::Scalar(Scalar { text, style, value });
                self.finish(Node { span, kind, tag }, anchor)
            }
            Event::SequenceStart(anchor, tag) => self.start(span, anchor, tag.as_deref(), false),
            Event::MappingStart(anchor, tag) => self.start(span, anchor, tag.as_deref(), true),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn start(
        &mut self,
        span: saphyr_parser::Span,
        anchor: usize,
        tag: Option<&Tag>,
        is_mapping: bool,
    ) -> Result<(), Problem> {
        let span = self.span(span);
        if self.stack.len() >= MAX_DEPTH {
            return Err(problem(span, format!("maps and lists are nested deeper than {MAX_DEPTH} levels")));
        }
        if anchor != 0 {
            self.open.insert(anchor);
        }
        let tag = tag.filter(|tag| !tag.is_yaml_core_schema()).map(ToString::to_string);
        self.stack.push(Open {
            span,
            tag,
            anchor,
            items: Vec::new(),
            entries: Vec::new(),
            key: None,
            is_mapping,
        });
        Ok(())
    }

    fn end(&mut self, span: saphyr_parser::Span) -> Result<(), Problem> {
        // The parser sends as many ends as starts.
        let Some(open) = self.stack.pop() else { return Ok(()) };
        self.open.remove(&open.anchor);
        let last = if open.is_mapping {
            open.entries.last().map(|entry| entry.value.span)
        } else {
            open.items.last().map(|item| item.span)
        };
        let mut whole = open.span;
        // Of a block the end mark is where the next thing begins.
        let end = if span.is_empty() { last } else { Some(self.span(span)) };
        if let Some(end) = end.filter(|end| end.end >= whole.end) {
            whole.end_line = end.end_line;
            whole.end_column = end.end_column;
            whole.end = end.end;
        }
        let kind = if open.is_mapping {
            Kind::Mapping(self.merge(open.entries)?)
        } else {
            Kind::Sequence(open.items)
        };
        self.finish(Node { span: whole, kind, tag: open.tag }, open.anchor)
    }

    fn alias(&mut self, anchor: usize, span: saphyr_parser::Span) -> Result<(), Problem> {
        let span = self.span(span);
        let Some(anchored) = self.anchors.get(&anchor) else {
            return Err(problem(
                span,
                if self.open.contains(&anchor) {
                    "the anchor's value contains itself".to_owned()
                } else {
                    "this document has no such anchor".to_owned()
                },
            ));
        };
        let (nodes, bytes, depth) = (anchored.nodes, anchored.bytes, anchored.depth);
        self.charge(span, nodes, bytes)?;
        if self.stack.len() + depth > MAX_DEPTH {
            return Err(problem(span, format!("maps and lists are nested deeper than {MAX_DEPTH} levels")));
        }
        let node = self.anchors[&anchor].node.clone();
        self.place(node)
    }

    /// Counts what is about to be copied.
    fn charge(&mut self, span: Span, nodes: usize, bytes: usize) -> Result<(), Problem> {
        self.nodes = self.nodes.saturating_add(nodes);
        self.copied = self.copied.saturating_add(bytes);
        if self.nodes > MAX_NODES {
            let problem =
                "up to here there are more than 1,000,000 keys, values, lists and maps, those that aliases \
                           repeat included: it is too large"
                    .to_owned();
            return Err(Problem { line: span.line, column: span.column, problem });
        }
        if self.copied > MAX_COPIED {
            let problem =
                "up to here anchors and aliases repeat more than 32 MiB of text: it is too large".to_owned();
            return Err(Problem { line: span.line, column: span.column, problem });
        }
        Ok(())
    }

    fn finish(&mut self, node: Node, anchor: usize) -> Result<(), Problem> {
        self.charge(node.span, 1, 0)?;
        if anchor != 0 {
            let (nodes, bytes, depth) = weight(&node);
            self.charge(node.span, nodes, bytes)?;
            self.anchors.insert(anchor, Anchored { node: node.clone(), nodes, bytes, depth });
        }
        self.place(node)
    }

    fn place(&mut self, node: Node) -> Result<(), Problem> {
        let Some(open) = self.stack.last_mut() else {
            self.documents.push(node);
            return Ok(());
        };
        if !open.is_mapping {
            open.items.push(node);
        } else if let Some(key) = open.key.take() {
            open.entries.push(Entry { key, value: node, merged: false });
        } else {
            open.key = Some(node);
        }
        Ok(())
    }

    /// Resolves `<<`: what is written wins, then the first of the maps that are merged.
    fn merge(&mut self, entries: Vec<Entry>) -> Result<Vec<Entry>, Problem> {
        let is_merge = |entry: &Entry| {
            entry.key.as_scalar().is_some_and(|key| key.text == "<<" && key.style == Style::Plain)
        };
        if !entries.iter().any(is_merge) {
            return Ok(entries);
        }
        let (merges, mut entries): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(is_merge);
        let mut known: HashSet<String> =
            entries.iter().filter_map(|entry| entry.key.text().map(str::to_owned)).collect();
        for merge in merges {
            let maps = match merge.value.kind {
                Kind::Sequence(items) => items,
                _ => vec![merge.value],
            };
            for map in maps {
                let span = map.span;
                let Kind::Mapping(merged) = map.kind else {
                    return Err(problem(span, "`<<` wants a map or a list of maps".to_owned()));
                };
                for mut entry in merged {
                    if entry.key.text().is_none_or(|key| known.insert(key.to_owned())) {
                        entry.merged = true;
                        entries.push(entry);
                    }
                }
            }
        }
        Ok(entries)
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        Span {
            line: number(span.start.line()),
            column: number(span.start.col() + 1),
            end_line: number(span.end.line()),
            end_column: number(span.end.col() + 1),
            start: self.byte(&span.start),
            end: self.byte(&span.end),
        }
    }

    /// The parser's end of a quoted scalar is after the blanks and the comment that follow it.
    fn end_at_quote(&self, span: &mut Span) {
        let written = &self.text[span.start..span.end];
        let Some(quote) = written.chars().next() else { return };
        let mut line = span.line;
        let mut column = span.column + 1;
        let mut characters = written.char_indices().skip(1).peekable();
        while let Some((at, character)) = characters.next() {
            column += 1;
            let escapes = match character {
                '\\' => quote == '"',
                '\'' if quote == '\'' => characters.peek().is_some_and(|(_, next)| *next == '\''),
                _ => false,
            };
            if escapes {
                if let Some((_, '\n')) = characters.next() {
                    (line, column) = (line + 1, 1);
                } else {
                    column += 1;
                }
            } else if character == quote {
                (span.end_line, span.end_column, span.end) = (line, column, span.start + at + 1);
                return;
            } else if character == '\n' {
                (line, column) = (line + 1, 1);
            }
        }
    }

    /// Whether it is a key between braces that yaml.v3 reads with its colon, as in `{grpc:, http:}`: there a colon
    /// is one only before a blank.
    fn keeps_its_colon(&self, span: Span) -> bool {
        let is_key = |open: &Open| {
            open.is_mapping && open.key.is_none() && self.text.as_bytes().get(open.span.start) == Some(&b'{')
        };
        self.stack.last().is_some_and(is_key)
            && self
                .text
                .get(span.end..)
                .is_some_and(|rest| [":,", ":}"].iter().any(|end| rest.starts_with(end)))
    }

    fn byte(&self, marker: &Marker) -> usize {
        self.offsets.byte(marker.index())
    }
}

/// Type and foreign tag of a scalar. YAML's own tags are obeyed, others make a string.
fn typed(text: &str, style: Style, tag: Option<&Tag>) -> (Value, Option<String>) {
    let Some(tag) = tag else {
        return (if style == Style::Plain { resolve::plain(text) } else { Value::String }, None);
    };
    // `!` alone: not to be resolved.
    if tag.handle.is_empty() && tag.suffix == "!" {
        return (Value::String, None);
    }
    if !tag.is_yaml_core_schema() {
        return (Value::String, Some(tag.to_string()));
    }
    let value = match (tag.suffix.as_str(), resolve::plain(text)) {
        ("str" | "binary", _) => Value::String,
        ("null", _) => Value::Null,
        #[expect(clippy::cast_precision_loss, reason = "as Go converts it")]
        ("float", Value::Int(value)) => Value::Float(value as f64),
        (_, value) => value,
    };
    (value, None)
}

/// Nodes, bytes of text and levels of a tree.
fn weight(node: &Node) -> (usize, usize, usize) {
    let mut nodes = 0;
    let mut bytes = 0;
    let mut deepest = 0;
    let mut waiting = vec![(node, 0)];
    while let Some((node, depth)) = waiting.pop() {
        nodes += 1;
        deepest = deepest.max(depth);
        match &node.kind {
            Kind::Scalar(scalar) => bytes += scalar.text.len(),
            Kind::Sequence(items) => waiting.extend(items.iter().map(|item| (item, depth + 1))),
            Kind::Mapping(entries) => {
                for entry in entries {
                    waiting.push((&entry.key, depth + 1));
                    waiting.push((&entry.value, depth + 1));
                }
            }
        }
    }
    (nodes, bytes, deepest)
}

fn problem(span: Span, problem: String) -> Problem {
    Problem { line: span.line, column: span.column, problem }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
