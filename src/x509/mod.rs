//! Certificate facts, and one engine that judges a chain by a policy.
//!
//! Bytes in, plain structs out: no sockets, no files, no clock, no opinion about exporters. A verifier
//! (webpki, Go, OpenSSL ...) is a [`Policy`] value; `evaluate` returns *every* violation of it.

mod certificate;
mod der;
mod evaluate;
mod name;
mod path;
mod policy;
mod signature;

pub use certificate::{
    BasicConstraints, Certificate, Digest, Facts, KeyKind, KeyUsage, NameConstraints, ParseFailure,
    PublicKey, SignatureAlgorithm,
};
pub use evaluate::{Evaluation, PathElement, PathEnd, Role, Violation, ViolationKind, evaluate};
pub use name::{Name, NameMatch, covers, nearest};
pub use path::{ChainFacts, chain_facts};
pub use policy::{CommonName, ConstraintSupport, LeafKeyUsage, Policy, Purpose};
pub use signature::Anchor;

/// Seconds since 1970-01-01T00:00:00Z; negative before it.
pub type UnixSeconds = i64;
