//! What the certificates may be used for, and the rules of RFC 5280 for those that issue them.

use super::view::View;
use crate::finding::Held;
use crate::x509::ViolationKind;

/// Key usage, key strength, and the rules for the path.
pub(super) fn held(view: &View<'_>) -> Vec<Held> {
    view.violations(|violation| match violation.kind {
        ViolationKind::CaAsLeaf
        | ViolationKind::WrongKeyUsage { .. }
        | ViolationKind::WeakKey { .. }
        | ViolationKind::WeakSignature { .. }
        | ViolationKind::NameConstraint
        | ViolationKind::PathLength
        | ViolationKind::InvalidCa { .. }
        | ViolationKind::UnsupportedExtension { .. }
        | ViolationKind::TooManyCertificates { .. } => true,
        // `chain`, `dates` and `names` have the others.
        ViolationKind::Malformed { .. }
        | ViolationKind::UnknownCa { .. }
        | ViolationKind::SelfSigned
        | ViolationKind::IncompleteChain { .. }
        | ViolationKind::Expired { .. }
        | ViolationKind::NotYetValid { .. }
        | ViolationKind::NameMismatch
        | ViolationKind::NoSan
        | ViolationKind::BadSignature => false,
    })
}
