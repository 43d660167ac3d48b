//! The `otls` program.

fn main() {}
