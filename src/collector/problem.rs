//! What cannot be read, each with its place.

use super::value::Place;
use super::value::Value;

/// What is wrong with a value before any rule looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A key is written twice in one map; yaml.v3 refuses that.
    DuplicateKey,
    /// A reference (`${...}`) that cannot be resolved; the Collector does not start.
    Reference,
    /// A reference that otls cannot follow: a file that is not here, or a scheme that it does not know.
    UnfollowedReference,
    /// A variable that is not set; the Collector warns and takes it for empty.
    UnsetVariable,
    /// Not a map where there must be one.
    NotAMap,
}

/// One thing that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind.
    pub fault: Fault,
    /// Where it is written.
    pub place: Place,
    /// The path of keys.
    pub path: String,
    /// What is wrong, one clause; no value of a variable or file is in it.
    pub message: String,
}

/// A list that stays short whatever the file.
#[derive(Debug, Default)]
pub(super) struct Problems {
    pub(super) list: Vec<Problem>,
}

/// Beyond this nobody reads on.
const MOST: usize = 200;

impl Problems {
    pub(super) fn add(&mut self, fault: Fault, value: &Value, path: &str, message: String) {
        self.push(Problem { fault, place: value.place.clone(), path: path.to_owned(), message });
    }

    pub(super) fn push(&mut self, problem: Problem) {
        if self.list.len() < MOST && !self.list.contains(&problem) {
            self.list.push(problem);
        }
    }
}
