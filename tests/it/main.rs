//! The program from outside, and what must hold of the whole repository.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod contract;
mod layers;
mod program;
mod run;
