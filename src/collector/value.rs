//! Values of a configuration, each with the place where it is written.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use crate::yaml;

/// Where a value is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file as it was named.
    pub file: Arc<str>,
    /// Where in it.
    pub span: yaml::Span,
}

/// A value after merging and expansion. What came from `${...}` stands where the reference stands. The text may be
/// a secret, so `Debug` does not show it.
#[derive(Clone, PartialEq)]
pub struct Value {
    /// Where it is written.
    pub place: Place,
    /// What it is.
    pub kind: Kind,
    /// The text of a scalar: without quotes, after expansion.
    pub text: String,
    /// It came from `${...}` as a whole, so that a string setting takes its text whatever it looks like.
    pub expanded: bool,
    /// A part of it came from `${...}`: it cannot be changed in the file.
    pub has_reference: bool,
    /// A reference in it could not be resolved here: what the value is where the Collector runs is not known.
    pub unresolved: bool,
    /// It is written in quotes, or as a block.
    pub quoted: bool,
}

/// The kinds of values, as the Collector's decoder sees them.
#[derive(Clone, PartialEq)]
#[expect(missing_docs, reason = "the names are the kinds")]
pub enum Kind {
    Null,
    Bool(bool),
    Int(i128),
    Float(f64),
    Timestamp,
    String,
    List(Vec<Value>),
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key is written.
    pub place: Place,
    /// Its value.
    pub value: Value,
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Value({}, line {})", self.type_name(), self.place.span.line)
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.key, self.value)
    }
}

impl Value {
    /// An empty map that is written nowhere.
    pub(super) fn empty() -> Self {
        Self {
            place: Place::default(),
            kind: Kind::Map(Vec::new()),
            text: String::new(),
            expanded: false,
            has_reference: false,
            unresolved: false,
            quoted: false,
        }
    }

    /// Keys and values; none of anything but a map.
    pub fn entries(&self) -> &[Entry] {
        if let Kind::Map(entries) = &self.kind { entries } else { &[] }
    }

    /// Elements; none of anything but a list.
    pub fn items(&self) -> &[Self] {
        if let Kind::List(items) = &self.kind { items } else { &[] }
    }

    /// The entry of this key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The value of this key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The value at the end of these keys.
    pub fn at(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    /// Whether it is a text that is not empty, or may be one where the Collector runs.
    pub fn is_given(&self) -> bool {
        self.unresolved || self.as_text().is_some_and(|text| !text.is_empty())
    }

    /// Whether it is nothing.
    pub fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }

    /// Whether it is a map.
    pub fn is_map(&self) -> bool {
        matches!(self.kind, Kind::Map(_))
    }

    /// The text, where a string setting would take this value; null is the empty text.
    pub fn as_text(&self) -> Option<&str> {
        let is_scalar = !matches!(self.kind, Kind::List(_) | Kind::Map(_));
        (is_scalar && (self.expanded || matches!(self.kind, Kind::String | Kind::Null)))
            .then_some(self.text.as_str())
    }

    /// The boolean, where a boolean setting would take this value; null is false.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(value) => Some(value),
            Kind::Null => Some(false),
            _ => None,
        }
    }

    /// The elements of a list of texts; the decoder takes one text for a list with commas.
    pub fn as_texts(&self) -> Option<Vec<&str>> {
        match &self.kind {
            Kind::List(items) => items.iter().map(Self::as_text).collect(),
            Kind::Null => Some(Vec::new()),
            Kind::String if self.text.is_empty() => Some(Vec::new()),
            Kind::String => Some(self.text.split(',').collect()),
            _ => None,
        }
    }

    /// What it is, in the words of Go's decoder where it has some: `string`, `bool`, `int`, `float64`.
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "bool",
            Kind::Int(_) => "int",
            Kind::Float(_) => "float64",
            Kind::Timestamp => "time.Time",
            Kind::String => "string",
            Kind::List(_) => "list",
            Kind::Map(_) => "map",
        }
    }

    /// Puts `later` over this value: maps are merged, everything else is replaced.
    pub(super) fn merge(&mut self, later: Self) {
        match (&mut self.kind, later.kind) {
            (Kind::Map(entries), Kind::Map(more)) => {
                let mut index = index_of(entries);
                for entry in more {
                    put(entries, &mut index, entry);
                }
            }
            (_, kind) => *self = Self { kind, ..later },
        }
    }
}

/// Where the keys stand.
fn index_of(entries: &[Entry]) -> HashMap<String, usize> {
    entries.iter().enumerate().map(|(at, entry)| (entry.key.clone(), at)).collect()
}

fn put(entries: &mut Vec<Entry>, index: &mut HashMap<String, usize>, entry: Entry) {
    match index.get(&entry.key) {
        Some(&at) if entries[at].value.is_map() && entry.value.is_map() => {
            entries[at].value.merge(entry.value);
        }
        Some(&at) => entries[at] = entry,
        None => {
            index.insert(entry.key.clone(), entries.len());
            entries.push(entry);
        }
    }
}

/// Keys in each other by `::`; nobody writes more.
const MOST_PARTS: usize = 20;

/// The tree of one file. Keys with `::` are paths, as koanf reads them.
pub(super) fn of_yaml(node: &yaml::Node, file: &Arc<str>) -> Value {
    let place = |node: &yaml::Node| Place { file: Arc::clone(file), span: node.span };
    let mut value = Value { place: place(node), ..Value::empty() };
    match &node.kind {
        yaml::Kind::Scalar(scalar) => {
            value.text.clone_from(&scalar.text);
            value.quoted = scalar.style != yaml::Style::Plain;
            value.kind = match scalar.value {
                yaml::Value::Null => {
                    value.text.clear();
                    Kind::Null
                }
                yaml::Value::Bool(it) => Kind::Bool(it),
                yaml::Value::Int(it) => Kind::Int(it),
                yaml::Value::Float(it) => Kind::Float(it),
                yaml::Value::Timestamp => Kind::Timestamp,
                yaml::Value::String => Kind::String,
            };
        }
        yaml::Kind::Sequence(items) => {
            value.kind = Kind::List(items.iter().map(|item| of_yaml(item, file)).collect());
        }
        yaml::Kind::Mapping(entries) => {
            let mut kept = Vec::new();
            let mut index = HashMap::new();
            for entry in entries {
                let Some(key) = entry.key.text() else { continue };
                // What is written wins over what `<<` brought, which comes last.
                if entry.merged && index.contains_key(key) {
                    continue;
                }
                let at = place(&entry.key);
                let mut parts = key.splitn(MOST_PARTS, "::").collect::<Vec<_>>().into_iter().rev();
                let last = parts.next().unwrap_or(key).to_owned();
                let first = Entry { key: last, place: at.clone(), value: of_yaml(&entry.value, file) };
                let nested = parts.fold(first, |entry, key| Entry {
                    key: key.to_owned(),
                    place: at.clone(),
                    value: Value { place: at.clone(), kind: Kind::Map(vec![entry]), ..Value::empty() },
                });
                put(&mut kept, &mut index, nested);
            }
            value.kind = Kind::Map(kept);
        }
    }
    value
}
