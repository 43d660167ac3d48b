//! The subcommands: glue. Only here are the environment, files and the clock read, and streams written.

pub mod cli;
pub mod exit;
mod values;
