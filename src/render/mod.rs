//! Report -> bytes. Takes finished values and a writer; decides nothing, reads nothing else.

pub mod date;
pub mod json;
pub mod text;
mod visible;

pub use visible::visible;
