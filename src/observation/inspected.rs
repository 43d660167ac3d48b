//! What was read from files, where no endpoint was probed.

use serde::{Deserialize, Serialize};

use super::encoding::Der;
use crate::x509::Purpose;

/// What a file holds, beside the chain in the attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspected {
    /// What the certificate is to be used for.
    pub purpose: Purpose,
    /// What was found, for people: `PEM, 2 certificates, 1 private key (PKCS#8)`.
    pub holds: String,
    /// CA certificates only: a trust store, not somebody's chain.
    pub bundle: bool,
    /// Where the leaf stands in the file; 0 is first. The chain in the attempt begins with it.
    pub leaf_position: usize,
    /// Certificate revocation lists that were given.
    pub crls: Vec<Der>,
    /// Whom it should lead to is not known, so that trust is not judged: a receiver's own certificate.
    #[serde(default)]
    pub without_trust: bool,
    /// Why the file is of no use.
    pub unreadable: Option<Unreadable>,
}

/// A file, or an entry of it, that is of no use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// Its path, with the entry.
    pub path: String,
    /// Why: never a part of the file.
    pub problem: String,
}
