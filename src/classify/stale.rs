//! The server presents another leaf than the one that the user expects of it.

use std::cmp::Ordering;

use super::view::View;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::LeafRef;
use crate::finding::Severity;
use crate::finding::rfc3339;
use crate::x509::Certificate;

/// What holds where a certificate is expected.
pub(super) fn held(view: &View<'_>) -> Option<Held> {
    let expected = view.observation.expected.as_ref()?;
    let presented = view.chain.first()?;
    let wanted = Certificate::new(&expected.leaf.0);
    if presented.sha256 == wanted.sha256 {
        return None;
    }
    let file = &expected.path;
    // Several addresses, or several rounds: some may have been restarted.
    let address = view.attempt.address.clone();
    let who = match &address {
        Some(address) if view.observation.attempts.len() > 1 => format!("`{address}`"),
        _ => "the server".to_owned(),
    };
    let (relation, message) = match age(presented, &wanted) {
        Some(Ordering::Less) => {
            ("older", format!("{who} still presents a certificate that is older than the one in `{file}`"))
        }
        Some(Ordering::Greater) => {
            ("newer", format!("{who} presents a newer certificate than the one in `{file}`"))
        }
        Some(Ordering::Equal) | None => {
            ("other", format!("{who} presents another certificate than the one in `{file}`"))
        }
    };
    let evidence = Evidence::Stale {
        address,
        relation,
        file: file.clone(),
        presented: leaf(presented),
        expected: leaf(&wanted),
    };
    let held = Held::certain(Code::StaleCertificate, evidence, message);
    // Then the file is what is old, and the server did its part.
    Some(if relation == "newer" { held.weighing(Severity::Note) } else { held })
}

/// By when they begin, and where that is the same by when they end. `None`: one cannot be read.
fn age(presented: &Certificate, wanted: &Certificate) -> Option<Ordering> {
    let (presented, wanted) = (presented.facts.as_ref().ok()?, wanted.facts.as_ref().ok()?);
    let order = presented.not_before.cmp(&wanted.not_before);
    Some(order.then(presented.not_after.cmp(&wanted.not_after)))
}

fn leaf(certificate: &Certificate) -> LeafRef {
    let facts = certificate.facts.as_ref().ok();
    LeafRef {
        sha256: certificate.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
        subject: facts.map(|facts| facts.subject.to_string()),
        not_before: facts.map(|facts| rfc3339(facts.not_before)),
        not_after: facts.map(|facts| rfc3339(facts.not_after)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::scene::*;
    use crate::issue::Credential;
    use crate::issue::Profile;
    use crate::issue::Validity;
    use crate::observation::Expected;
    use crate::observation::Observation;

    fn leaf_from(root: &Credential, before: i64, after: i64) -> Credential {
        root.issue(&Profile { validity: Validity::days(AT, before, after), ..server() }).unwrap()
    }

    fn expecting(presented: &Credential, expected: &Credential, root: &Credential) -> Observation {
        Observation {
            expected: Some(Expected { path: "server.pem".to_owned(), leaf: der(expected) }),
            ..presenting(&[presented], &[root])
        }
    }

    fn relation(held: &Held) -> &'static str {
        let Evidence::Stale { relation, .. } = held.evidence else { panic!("{held:?}") };
        relation
    }

    #[test]
    fn the_expected_certificate_is_no_finding() {
        let root = ca("otel-ca");
        let leaf = leaf_from(&root, 100, 300);
        assert_eq!(found(&expecting(&leaf, &leaf, &root)), []);
    }

    #[test]
    fn older_newer_and_other_are_told_apart() {
        let root = ca("otel-ca");
        let old = leaf_from(&root, 100, 300);
        let new = leaf_from(&root, 1, 400);
        let one = only(&expecting(&old, &new, &root));
        assert_eq!((one.code, relation(&one), one.severity), (Code::StaleCertificate, "older", None));
        let Evidence::Stale { presented, expected, .. } = &one.evidence else { panic!() };
        assert_ne!(presented.sha256, expected.sha256);
        assert!(presented.not_before < expected.not_before);
        let one = only(&expecting(&new, &old, &root));
        assert_eq!((relation(&one), one.severity), ("newer", Some(Severity::Note)));
        let twin = leaf_from(&root, 100, 300);
        assert_eq!(relation(&only(&expecting(&old, &twin, &root))), "other");
        // Made in the same second for a longer time: the later one.
        let longer = leaf_from(&root, 100, 310);
        assert_eq!(relation(&only(&expecting(&old, &longer, &root))), "older");
    }

    #[test]
    fn of_several_addresses_the_one_is_named() {
        let root = ca("otel-ca");
        let (old, new) = (leaf_from(&root, 100, 300), leaf_from(&root, 1, 400));
        let mut seen = expecting(&old, &new, &root);
        seen.attempts[0].address = Some("192.0.2.10:4317".to_owned());
        seen.attempts.push(seen.attempts[0].clone());
        let one = only(&seen);
        assert!(one.message.starts_with("`192.0.2.10:4317` still presents"), "{}", one.message);
    }

    #[test]
    fn what_cannot_be_read_is_another_certificate() {
        let root = ca("otel-ca");
        let leaf = leaf_from(&root, 100, 300);
        let mut seen = expecting(&leaf, &leaf, &root);
        seen.expected.as_mut().unwrap().leaf.0.truncate(40);
        let one = only(&seen);
        assert_eq!(relation(&one), "other");
        let Evidence::Stale { expected, .. } = &one.evidence else { panic!() };
        assert_eq!(expected.not_after, None);
    }
}
