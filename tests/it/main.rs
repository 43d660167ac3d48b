//! The program from outside, and what must hold of the whole repository.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on fails; tests read files"
)]

mod certs;
mod config;
mod contract;
mod environment;
mod hostile;
mod inspect;
mod lab;
mod layers;
mod lint;
mod lint_files;
mod lint_material;
mod mended;
mod messages;
mod program;
mod readme;
mod run;
mod runtimes;
mod server;
mod spoilt;
