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

#[cfg(test)]
mod tests {
    use crate::classify::scene::*;
    use crate::finding::Code;
    use crate::finding::Evidence;
    use crate::finding::Held;
    use crate::issue::Constraint;
    use crate::issue::ExtendedKeyUsage;
    use crate::issue::Extension;
    use crate::issue::Profile;
    use crate::observation::Observation;

    fn leaf(profile: &Profile) -> Observation {
        let root = ca("otel-ca");
        presenting(&[&root.issue(profile).unwrap()], &[&root])
    }

    fn below(middle: &Profile) -> Observation {
        let root = ca("otel-ca");
        let middle = root.issue(middle).unwrap();
        let leaf = middle.issue(&server()).unwrap();
        presenting(&[&leaf, &middle], &[&root])
    }

    fn detail(held: &Held) -> Option<&str> {
        let Evidence::Certificate { detail, .. } = &held.evidence else { panic!("{held:?}") };
        detail.as_deref()
    }

    #[test]
    fn a_certificate_for_clients() {
        let profile = Profile { extended_key_usages: vec![ExtendedKeyUsage::ClientAuth], ..server() };
        let one = only(&leaf(&profile));
        assert_eq!(one.code, Code::WrongKeyUsage);
        assert!(detail(&one).unwrap().contains("extendedKeyUsage"), "{one:?}");
    }

    #[test]
    fn a_ca_as_leaf() {
        let mut profile = server();
        profile.constraint = Constraint::Ca(None);
        assert_eq!(codes(&leaf(&profile)), [Code::CaAsLeaf]);
    }

    #[test]
    fn an_issuer_that_is_no_ca() {
        assert_eq!(
            codes(&below(&Profile { constraint: Constraint::Leaf, ..Profile::ca("middle", year()) })),
            [Code::InvalidCa]
        );
    }

    #[test]
    fn a_path_that_is_too_long() {
        let root = ca("otel-ca");
        let upper =
            root.issue(&Profile { constraint: Constraint::Ca(Some(0)), ..Profile::ca("upper", year()) });
        let upper = upper.unwrap();
        let lower = upper.issue(&Profile::ca("lower", year())).unwrap();
        let leaf = lower.issue(&server()).unwrap();
        assert_eq!(codes(&presenting(&[&leaf, &lower, &upper], &[&root])), [Code::PathLength]);
    }

    #[test]
    fn names_outside_what_the_ca_may_issue() {
        let profile =
            Profile { permitted_names: vec!["example.org".to_owned()], ..Profile::ca("middle", year()) };
        assert_eq!(codes(&below(&profile)), [Code::NameConstraint]);
    }

    #[test]
    fn an_extension_that_nobody_knows() {
        let extension =
            Extension { oid: vec![1, 3, 6, 1, 4, 1, 99999, 1], critical: true, value: vec![5, 0] };
        let one = only(&leaf(&Profile { extensions: vec![extension], ..server() }));
        assert_eq!((one.code, detail(&one)), (Code::UnsupportedExtension, Some("1.3.6.1.4.1.99999.1")));
    }
}
