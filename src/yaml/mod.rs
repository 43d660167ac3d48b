//! YAML as a small tree in which every node knows where it stands.
//!
//! The events come from `saphyr-parser`; here they become a tree with anchors, aliases and merge keys
//! (`<<`) resolved, and plain scalars typed as Go's yaml.v3 types them, since the Collector and Kubernetes
//! are written in Go. Size, depth and alias expansion are bounded. Comments are not kept.

mod lenient;
mod load;
mod node;
mod resolve;

#[cfg(test)]
mod tests;

pub use lenient::parse;
pub use node::Entry;
pub use node::Kind;
pub use node::Node;
pub use node::Scalar;
pub use node::Span;
pub use node::Style;
pub use node::Value;

/// Why a text is not YAML that can be read, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {problem}")]
pub struct Problem {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong, as a clause; names of anchors and keys in it are escaped.
    pub problem: String,
}
