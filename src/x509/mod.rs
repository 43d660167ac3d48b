//! Certificate facts, and one engine that judges a chain by a policy.
//!
//! Bytes in, plain structs out: no sockets, no files, no clock, no opinion about exporters. A verifier
//! (webpki, Go, OpenSSL ...) is a [`Policy`] value; `evaluate` returns *every* violation of it.

mod algorithm;
mod build;
mod certificate;
mod certificate_policy;
mod constraint;
mod crl;
mod der;
mod ecdsa;
mod evaluate;
mod extension;
mod judge;
#[cfg(test)]
pub(crate) mod made;
mod missing;
mod name;
mod ocsp;
pub mod oid;
mod parser;
mod path;
mod policy;
mod signature;

pub use algorithm::{Digest, KeyKind, PublicKey, SignatureAlgorithm};
pub use certificate::{BasicConstraints, Certificate, Facts, KeyUsage, NameConstraints, ParseFailure};
pub use certificate_policy::CertificatePolicies;
pub use crl::revoked_by_list;
pub use der::{CertificateParts, certificate_parts, name_text, public_key_parts};
pub use evaluate::{
    Evaluation, PathElement, PathEnd, Role, Violation, ViolationKind, evaluate, evaluate_with,
};
pub use name::{Name, NameMatch, covers, nearest};
pub use ocsp::{Revocation, revocation};
pub use path::{ChainFacts, chain_facts};
pub use policy::{
    CommonName, ConstraintSupport, KeyIdMatch, LeafKeyUsage, Parser, PathSearch, Policy, Purpose,
};
pub use signature::{Anchor, SignatureCache, SignatureCheck, check_signature};

/// Seconds since 1970-01-01T00:00:00Z; negative before it.
pub type UnixSeconds = i64;
