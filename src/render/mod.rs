//! Report -> bytes. Takes finished values and a writer; decides nothing, reads nothing else.

pub mod date;
mod escape;
pub mod explanation;
pub mod json;
pub mod text;

pub use escape::visible;
