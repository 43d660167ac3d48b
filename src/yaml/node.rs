//! The tree.

use std::fmt;

/// Where a node stands in its text. The end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// Line of the first character, from 1.
    pub line: u32,
    /// Column of the first character, in characters, from 1.
    pub column: u32,
    /// Line of the character after the last, from 1.
    pub end_line: u32,
    /// Column of the character after the last, from 1.
    pub end_column: u32,
    /// Byte offset of the first character.
    pub start: usize,
    /// Byte offset after the last character; `&text[start..end]` is the node as written, with its quotes.
    pub end: usize,
}

/// A value and its place. What came through an alias or a merge key keeps the place where it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// A tag that is not one of YAML's own, as written (`!reference`).
    pub tag: Option<String>,
}

/// The three kinds of nodes.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// One value.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order of the file; what merge keys added comes last. A key may be there
    /// twice: [`Node::duplicate_key`] finds it.
    Mapping(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key; a string in everything that otls reads.
    pub key: Node,
    /// The value.
    pub value: Node,
    /// It came from a merge key (`<<`).
    pub merged: bool,
}

/// One value, its text and its type. The text may be a secret, so `Debug` does not show it.
#[derive(Clone, PartialEq)]
pub struct Scalar {
    /// The content without quotes, escapes resolved.
    pub text: String,
    /// How it was written.
    pub style: Style,
    /// What the text means.
    pub value: Value,
}

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes; the only style in which a text is taken for a number, a boolean or null.
    Plain,
    /// `'...'`
    SingleQuoted,
    /// `"..."`
    DoubleQuoted,
    /// `|` or `>`
    Block,
}

/// What a scalar means to Go's yaml.v3 when it is decoded without a given type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`; `yes`, `on` and their like are strings.
    Bool(bool),
    /// Decimal, `0x`, `0o`, `0b` or with a leading zero (octal).
    Int(i128),
    /// With a point, an exponent, `.inf` or `.nan`.
    Float(f64),
    /// A date, with or without a time.
    Timestamp,
    /// Everything else, and all that is quoted.
    String,
}

impl fmt::Debug for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let type_name = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Float(_) => "float",
            Value::Timestamp => "timestamp",
            Value::String => "string",
        };
        write!(f, "Scalar({type_name}, {:?}, {} bytes)", self.style, self.text.len())
    }
}

impl Node {
    /// The scalar.
    pub fn as_scalar(&self) -> Option<&Scalar> {
        if let Kind::Scalar(scalar) = &self.kind { Some(scalar) } else { None }
    }

    /// The text of a string; of nothing else.
    pub fn as_str(&self) -> Option<&str> {
        self.as_scalar().filter(|scalar| scalar.value == Value::String).map(|scalar| scalar.text.as_str())
    }

    /// The text of any scalar as written, without quotes; of null, too.
    pub fn text(&self) -> Option<&str> {
        self.as_scalar().map(|scalar| scalar.text.as_str())
    }

    /// A boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self.as_scalar()?.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// An integer.
    pub fn as_int(&self) -> Option<i128> {
        match self.as_scalar()?.value {
            Value::Int(value) => Some(value),
            _ => None,
        }
    }

    /// Nothing, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.as_scalar().is_some_and(|scalar| scalar.value == Value::Null)
    }

    /// The elements of a sequence; none for anything else.
    pub fn items(&self) -> &[Self] {
        if let Kind::Sequence(items) = &self.kind { items } else { &[] }
    }

    /// Keys and values of a mapping; none for anything else.
    pub fn entries(&self) -> &[Entry] {
        if let Kind::Mapping(entries) = &self.kind { entries } else { &[] }
    }

    /// Whether it is a mapping.
    pub fn is_mapping(&self) -> bool {
        matches!(self.kind, Kind::Mapping(_))
    }

    /// Whether it is a sequence.
    pub fn is_sequence(&self) -> bool {
        matches!(self.kind, Kind::Sequence(_))
    }

    /// The entry of a mapping with this key: the last one, should the key be there twice.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        let is_it = |entry: &&Entry| entry.key.text() == Some(key);
        let entries = self.entries();
        // Of what was merged the first wins, and it loses against what is written.
        entries.iter().rfind(|entry| !entry.merged && is_it(entry)).or_else(|| entries.iter().find(is_it))
    }

    /// The value of a mapping's key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The value at the end of these keys.
    pub fn at(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The first key of this mapping (not of those in it) that is written twice: both places. yaml.v3
    /// refuses such a mapping.
    pub fn duplicate_key(&self) -> Option<(&Self, &Self)> {
        let mut seen = std::collections::HashMap::new();
        self.entries().iter().filter(|entry| !entry.merged).find_map(|entry| {
            let text = entry.key.text()?;
            seen.insert(text, &entry.key).map(|first| (first, &entry.key))
        })
    }

    /// What it is in the words of people: `string`, `bool`, `int`, `float`, `timestamp`, `null`, `list`, `map`.
    pub fn type_name(&self) -> &'static str {
        match &self.kind {
            Kind::Sequence(_) => "list",
            Kind::Mapping(_) => "map",
            Kind::Scalar(scalar) => match scalar.value {
                Value::Null => "null",
                Value::Bool(_) => "bool",
                Value::Int(_) => "int",
                Value::Float(_) => "float",
                Value::Timestamp => "timestamp",
                Value::String => "string",
            },
        }
    }
}
