//! Each group of faults, seen by a client.

mod client;
mod faults;
mod handshakes;
