//! JSON Lines: one object per target. The newest version is [`v1`].

pub mod lint;
pub mod v1;

use std::io;

use crate::report::Report;

/// The committed JSON Schema of a report, as `otls schema` prints it.
pub const SCHEMA: &str = include_str!("v1.schema.json");

/// The committed JSON Schema of a file of `otls lint`, as `otls schema lint` prints it.
pub const LINT_SCHEMA: &str = include_str!("lint.v1.schema.json");

/// The committed JSON Schema of a problem of `otls explain`, as `otls schema explanation` prints it.
pub const EXPLANATION_SCHEMA: &str = include_str!("explanation.v1.schema.json");

/// Writes one report on one line.
///
/// # Errors
/// When the writer fails.
pub fn write(out: &mut dyn io::Write, report: &Report) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &v1::Line::from(report))?;
    out.write_all(b"\n")
}
