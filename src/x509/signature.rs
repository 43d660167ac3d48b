//! Trust anchors, and whether one key signed one certificate.

use serde::{Deserialize, Serialize};

/// A trust anchor. Mozilla's compiled-in set has subject, key and constraints only; a file has whole
/// certificates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Raw DER of the subject Name, including its header.
    pub subject_der: Vec<u8>,
    /// Raw DER of SubjectPublicKeyInfo, including its header.
    pub spki_der: Vec<u8>,
    /// Raw DER of the nameConstraints extension value, where known.
    pub name_constraints_der: Option<Vec<u8>>,
    /// The whole certificate, where known; dates and extensions come from it.
    pub certificate_der: Option<Vec<u8>>,
}

impl Anchor {
    /// From a certificate. `None` when it does not parse.
    pub fn from_certificate(_der: &[u8]) -> Option<Self> {
        todo!()
    }
}
