//! What will go wrong, read from configurations.

pub mod collector;
