//! Broken OTLP servers on loopback, and healthy ones to compare with.
//!
//! `otls lab`, the `lab:` targets of `otls probe` and the tests all use these; each fault is one row of
//! [`faults`]. A lab answers real exporters: OTLP over gRPC and over HTTP on one port. It makes its
//! certificates when it starts, dated relative to the time it is given, and writes no file. It judges
//! nothing: what a client ought to say of a fault is in [`Fault::diagnosis`], and nothing here reads it.

mod catalog;
mod chain;
mod connection;
mod fault;
mod flight;
mod frames;
mod hello;
mod identity;
mod otlp;
mod raw;
mod rsa1024;
mod server;
mod socket;
mod tls;
mod wire;

pub use catalog::fault;
pub use catalog::faults;
pub use fault::Fault;
pub use fault::Group;
pub use fault::Protocol;
pub use server::Lab;
pub use server::Options;
pub use server::start;

#[cfg(test)]
mod tests;
