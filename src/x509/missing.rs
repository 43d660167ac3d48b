//! What the absence of an issuer means: a missing intermediate, or a CA that nobody knows.
//!
//! The bytes cannot tell: an issuer that was not sent may be an intermediate of a known root, or a root.
//! The rules, first that fits:
//!
//! 1. An anchor, or a self-signed certificate that was sent, has the issuer's name (but not its key): the CA
//!    was issued again, or, where no key identifiers tell, the certificate was altered. Unknown CA. So it is
//!    when the last certificate is itself one of the anchors: what lacks then is its root among the anchors.
//! 2. An intermediate that was sent has the issuer's name but not its key: the wrong intermediate was sent.
//!    Incomplete, for certain.
//! 3. The issuer's common name says that it is a root. Unknown CA.
//! 4. The leaf says where its issuer can be had (caIssuers). Incomplete, for certain: CAs publish
//!    intermediates so. In an intermediate it proves nothing, since it often leads to the root.
//! 5. The issuer's common name says that it is an intermediate (`Intermediate`, `Issuing`, `Subordinate`,
//!    `Sub CA`, `ICA`). Incomplete.
//! 6. For a leaf sent alone: an anchor that calls itself a root is of the issuer's organisation, or its name
//!    begins with the same word. Incomplete.
//! 7. Else nothing hints at an intermediate. Unknown CA.

use super::build::{Node, Pool};
use super::certificate::{Facts, key_ids_agree};
use super::der;
use super::evaluate::ViolationKind;
use super::policy::{KeyIdMatch, Policy};
use super::signature::Anchor;

/// Whether an anchor bears the name of the issuer and is tried as such: where the policy compares key identifiers, one
/// of another identifier is passed over as if it were not there.
pub(super) fn has_candidate(facts: &Facts, anchors: &[Anchor], policy: &Policy) -> bool {
    anchors.iter().filter(|anchor| anchor.subject_der == facts.issuer_der).any(|anchor| {
        policy.key_id_match == KeyIdMatch::Ignored
            || key_ids_agree(facts, anchor.facts().as_ref()) != Some(false)
    })
}

/// Judges the end of a path whose last certificate is `facts`.
pub(super) fn issuer_missing(
    facts: &Facts,
    node: Node,
    pool: &Pool<'_>,
    anchors: &[Anchor],
    policy: &Policy,
) -> ViolationKind {
    let unknown =
        |same_name_other_key| ViolationKind::UnknownCa { issuer: facts.issuer.clone(), same_name_other_key };
    let incomplete = |certain| ViolationKind::IncompleteChain {
        missing: facts.issuer.clone(),
        ca_issuers: facts.ca_issuers.clone(),
        certain,
    };
    if anchors.iter().any(|anchor| anchor.subject_der == facts.issuer_der) {
        return unknown(has_candidate(facts, anchors, policy));
    }
    let is_anchor = anchors
        .iter()
        .any(|anchor| anchor.subject_der == facts.subject_der && anchor.spki_der == facts.spki_der);
    if is_anchor || matches!(node, Node::Anchor(_)) {
        return unknown(false);
    }
    let mut namesakes = pool.presented.iter().filter(|one| one.facts.subject_der == facts.issuer_der);
    if let Some(namesake) = namesakes.next() {
        if namesake.facts.is_self_issued() {
            return unknown(false);
        } else {
            return incomplete(true);
        };
    }
    let is_leaf = matches!(node, Node::Presented(0));
    let wording = wording(&facts.issuer_der);
    if wording == Wording::Root {
        unknown(false)
    } else if is_leaf && !facts.ca_issuers.is_empty() {
        incomplete(true)
    } else if wording == Wording::Intermediate || (is_leaf && anchors.iter().any(|anchor| kin(anchor, facts)))
    {
        incomplete(false)
    } else {
        unknown(false)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wording {
    Root,
    Intermediate,
    Neither,
}

/// The words of a Name's common names, lower case.
fn words(name: &[u8]) -> Vec<String> {
    der::name_values(name, der::COMMON_NAME)
        .iter()
        .flat_map(|common_name| {
            common_name
                .to_lowercase()
                .split(|character: char| !character.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

fn wording(name: &[u8]) -> Wording {
    let words = words(name);
    let says = |word: &str| words.iter().any(|this| this == word);
    if says("root") || says("rootca") {
        Wording::Root
    } else if words.iter().any(|word| word.starts_with("intermediate") || word.starts_with("subordinate"))
        || says("issuing")
        || says("ica")
        || says("subca")
        || ((says("sub") || says("int")) && says("ca"))
    {
        Wording::Intermediate
    } else {
        Wording::Neither
    }
}

/// First words that say nothing of whose CA it is.
const COMMON_WORDS: [&str; 8] = ["ca", "the", "my", "test", "dev", "root", "local", "internal"];

/// Whether an anchor is a root of which the issuer could be an intermediate.
fn kin(anchor: &Anchor, facts: &Facts) -> bool {
    if wording(&anchor.subject_der) != Wording::Root {
        return false;
    }
    let organisations = der::name_values(&anchor.subject_der, der::ORGANISATION);
    if facts.issuer_organisations().iter().any(|organisation| organisations.contains(organisation)) {
        return true;
    }
    let family = |name: &[u8]| {
        words(name).into_iter().next().filter(|word| word.len() > 2 && !COMMON_WORDS.contains(&word.as_str()))
    };
    let own = family(&facts.issuer_der);
    own.is_some() && own == family(&anchor.subject_der)
}

#[cfg(test)]
mod tests {
    use rcgen::CertificateParams;

    use super::*;
    use crate::x509::PathEnd;
    use crate::x509::made::{ca_params, intermediate, judged, kinds, leaf_params, make, root};

    #[test]
    fn a_ca_that_was_issued_again() {
        let unknown =
            ViolationKind::UnknownCa { issuer: "CN=test root".to_owned(), same_name_other_key: true };
        let old = root();
        let leaf = make(leaf_params(), Some(&old));
        assert_eq!(kinds(&judged(&[&leaf], &[&root()])), [&unknown]);
        assert_eq!(kinds(&judged(&[&leaf, &old], &[&root()])), [&unknown]);
    }

    #[test]
    fn a_missing_intermediate_is_told_from_an_unknown_ca() {
        let root = root();
        let incomplete = |ca: &str| {
            let ca = intermediate(ca, &root);
            let leaf = make(leaf_params(), Some(&ca));
            let evaluation = judged(&[&leaf], &[&root]);
            assert_eq!(evaluation.end, PathEnd::IssuerMissing);
            matches!(kinds(&evaluation)[..], [ViolationKind::IncompleteChain { .. }])
        };
        assert!(incomplete("Example Intermediate CA"));
        assert!(incomplete("Example Issuing CA 1"));
        assert!(incomplete("otel-int-ca"));
        assert!(!incomplete("other root"));
        assert!(!incomplete("some CA"));
        // A second intermediate is missing.
        let first = intermediate("Example Intermediate 1", &root);
        let second = intermediate("second", &first);
        let leaf = make(leaf_params(), Some(&second));
        let evaluation = judged(&[&leaf, &second], &[&root]);
        assert_eq!(evaluation.violations.first().map(|violation| violation.element), Some(Some(1)));
        assert!(matches!(kinds(&evaluation)[..], [ViolationKind::IncompleteChain { .. }]));
    }

    #[test]
    fn a_root_of_the_same_house_hints_at_a_missing_intermediate() {
        let house = |name: &str, organisation: Option<&str>| {
            let mut params = ca_params(name);
            if let Some(organisation) = organisation {
                params.distinguished_name.push(rcgen::DnType::OrganizationName, organisation);
            }
            params
        };
        let incomplete = |anchor: CertificateParams, issuer: CertificateParams| {
            let leaf = make(leaf_params(), Some(&make(issuer, None)));
            matches!(
                kinds(&judged(&[&leaf], &[&make(anchor, None)]))[..],
                [ViolationKind::IncompleteChain { .. }]
            )
        };
        assert!(incomplete(house("Root X1", Some("House")), house("R11", Some("House"))));
        assert!(incomplete(house("Acme Root CA", None), house("Acme CA 7", None)));
        assert!(!incomplete(house("Root X1", Some("House")), house("R11", Some("Other"))));
        assert!(
            !incomplete(house("CA 1", Some("House")), house("CA 2", Some("House"))),
            "two CAs of one house"
        );
        assert!(!incomplete(house("Test Root", None), house("Test CA", None)), "a word that says nothing");
    }
}
