//! Whole probes against peers in the same process.

mod peer;

mod cleartext;
mod healthy;
mod refusal;
mod silence;
