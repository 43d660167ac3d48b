//! (to come)

pub mod stack;
