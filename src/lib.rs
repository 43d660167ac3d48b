//! otls: why does my telemetry not get through, and what exactly do I change?
//!
//! ```text
//! target ─► probe ─► observation ─► classify ─► findings ─► report ─► render ─► stdout
//! ```
//!
//! [`target`] says what to talk to. [`probe`] goes and looks; it alone opens sockets. What it saw is an
//! [`observation`]: plain data that can be saved and judged again elsewhere. [`classify`] says what holds,
//! [`runtime`] whom it stops, [`remedy`] what to change. [`report`] weighs and orders that, [`render`]
//! prints it. Each command is one file in [`cmd`].
//!
//! This library exists for the program, its tests and benches; its API carries no promise.

pub mod classify;
pub mod cmd;
pub mod collector;
pub mod error;
pub mod finding;
pub mod issue;
pub mod lab;
pub mod lint;
pub mod material;
pub mod messages;
pub mod observation;
pub mod pem;
pub mod probe;
pub mod remedy;
pub mod render;
pub mod report;
pub mod runtime;
pub mod secret;
pub mod target;
pub mod wording;
pub mod x509;
pub mod yaml;
