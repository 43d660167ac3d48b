//! What will go wrong with a configuration, before anything is connected to. Pure.

pub mod collector;
mod environment;

pub use environment::{concerns, environment, environment_of};
