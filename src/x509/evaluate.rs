//! The engine: one chain against one set of anchors by one policy.

use super::build::{Path, Pool, paths};
use super::judge::{Terms, judge, role};
use super::signature::{SignatureCache, SignatureCheck};
use super::{Anchor, Certificate, Name, Parser, Policy, UnixSeconds, parser};

/// Which part a certificate plays in the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The server's own.
    Leaf,
    /// Between leaf and root.
    Intermediate,
    /// A trust anchor, or a presented self-signed certificate that ends the path.
    Root,
}

/// One certificate of the path that was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathElement {
    /// Index among the presented certificates; `None` for an anchor that was not sent.
    pub position: Option<usize>,
    /// Its part.
    pub role: Role,
    /// Subject for people.
    pub subject: String,
}

/// How the path ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathEnd {
    /// At an anchor (index into the anchors given).
    Anchor(usize),
    /// The leaf is its own issuer and no anchor.
    SelfSignedLeaf,
    /// At a presented self-signed certificate that is no anchor.
    UntrustedRoot,
    /// The issuer is neither presented nor an anchor.
    IssuerMissing,
    /// The leaf could not be read.
    Unreadable,
}

/// The result: every violation, and the path it was found on.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// Leaf first.
    pub path: Vec<PathElement>,
    /// How it ended.
    pub end: PathEnd,
    /// Everything that the policy does not allow, in path order. Empty: accepted.
    pub violations: Vec<Violation>,
    /// Elements whose signature was taken on trust (names and key identifiers fit), because this build has
    /// no verifier for it: MD5, P-521, Ed448, DSA, very short RSA keys. Never the anchor.
    pub unchecked_signatures: Vec<usize>,
}

/// One thing that the policy does not allow.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// What.
    pub kind: ViolationKind,
    /// Where: index into [`Evaluation::path`]; `None` when it concerns the whole chain.
    pub element: Option<usize>,
}

/// What can be wrong with a chain.
#[derive(Clone, Debug, PartialEq)]
pub enum ViolationKind {
    /// The leaf's bytes do not parse, or it is X.509 v1 where v3 is needed.
    Malformed {
        /// One phrase.
        reason: String,
    },
    /// The path ends at a self-signed root that is no anchor, or at an issuer nobody knows.
    UnknownCa {
        /// The issuer that is not trusted, for people.
        issuer: String,
        /// An anchor has that name but another key: the CA was issued again.
        same_name_other_key: bool,
    },
    /// The leaf is its own issuer and not trusted.
    SelfSigned,
    /// An intermediate is missing: the leaf's (or an intermediate's) issuer was not sent, and there is
    /// evidence that it is an intermediate rather than an unknown root (see `evaluate`).
    IncompleteChain {
        /// Subject of the certificate that is missing, for people.
        missing: String,
        /// Where it can be fetched, from authorityInfoAccess.
        ca_issuers: Vec<String>,
        /// The leaf says where its issuer can be had, or an intermediate of that name with another key was
        /// sent; otherwise the reading rests on the wording of names.
        certain: bool,
    },
    /// After notAfter.
    Expired {
        /// Last second of validity.
        not_after: UnixSeconds,
    },
    /// Before notBefore.
    NotYetValid {
        /// First second of validity.
        not_before: UnixSeconds,
    },
    /// No name covers the one asked for.
    NameMismatch,
    /// Common name only, and the policy does not take it.
    NoSan,
    /// A CA certificate as leaf.
    CaAsLeaf,
    /// keyUsage or extendedKeyUsage does not allow the purpose.
    WrongKeyUsage {
        /// `keyUsage` or `extendedKeyUsage`.
        extension: &'static str,
        /// What it allows, for people.
        allows: Vec<String>,
    },
    /// The key is too short, or of a kind that the stack cannot use.
    WeakKey {
        /// For people: `RSA 1024`.
        key: String,
    },
    /// The signature's digest is not accepted.
    WeakSignature {
        /// `sha1WithRSAEncryption`.
        algorithm: String,
    },
    /// A signature in the chain does not verify.
    BadSignature,
    /// A name constraint of a CA excludes the certificate.
    NameConstraint,
    /// pathLenConstraint exceeded.
    PathLength,
    /// A CA certificate that is no CA, or breaks the policy's rules for CAs.
    InvalidCa {
        /// One phrase: `no basicConstraints`, `no keyUsage`, `no authorityKeyIdentifier`.
        reason: String,
    },
    /// A critical extension that the verifier does not know, or a policyConstraints that is not met.
    UnsupportedExtension {
        /// Dotted OID.
        oid: String,
    },
    /// More certificates than the verifier reads.
    TooManyCertificates {
        /// How many were presented.
        presented: usize,
    },
}

/// Judges `chain` (leaf first, as presented) against `anchors` for `name` at `at`.
///
/// All violations of the best path are returned; the best path is the one with the fewest, and a path to an
/// anchor beats one that ends nowhere. Where `policy.search` does not go back, only the first path that the
/// verifier would try is judged. `name` is `None` when names are not to be checked.
pub fn evaluate(
    chain: &[Certificate],
    anchors: &[Anchor],
    name: Option<&Name>,
    at: UnixSeconds,
    policy: &Policy,
) -> Evaluation {
    evaluate_with(chain, anchors, name, at, policy, &mut SignatureCache::new())
}

/// As [`evaluate`], for judging one chain several times: signatures are checked once.
pub fn evaluate_with(
    chain: &[Certificate],
    anchors: &[Anchor],
    name: Option<&Name>,
    at: UnixSeconds,
    policy: &Policy,
    cache: &mut SignatureCache,
) -> Evaluation {
    if let Some(problem) = unreadable_leaf(chain) {
        return problem;
    }
    let pool = Pool::new(chain, anchors, policy);
    let terms = Terms { anchors, name, at, policy, presented: chain.len() };
    let judged = paths(&pool, at, policy, cache).into_iter().map(|path| {
        let violations = judge(&pool, &path, terms);
        (path, violations)
    });
    let best = judged.min_by_key(|(path, violations)| {
        (!matches!(path.end, PathEnd::Anchor(_)), violations.len(), path.nodes.len())
    });
    let Some((path, mut violations)) = best else {
        // The search always ends somewhere; were it not so, nothing would be trusted.
        return Evaluation {
            path: Vec::new(),
            end: PathEnd::Unreadable,
            violations: vec![malformed("no path could be built")],
            unchecked_signatures: Vec::new(),
        };
    };
    violations.extend(unparsed(chain, &pool, &path, policy.parser));
    let elements = path.nodes.iter().enumerate().map(|(index, &node)| PathElement {
        position: pool.position(node),
        role: role(&path, index),
        subject: pool.subject(node),
    });
    let unchecked = path.links.iter().enumerate().filter(|(_, check)| **check == SignatureCheck::Unchecked);
    Evaluation {
        path: elements.collect(),
        violations,
        unchecked_signatures: unchecked.map(|(index, _)| index).collect(),
        end: path.end,
    }
}

/// What of the presented certificates the verifier's parser refuses: it reads all of them, wherever they stand.
fn unparsed(chain: &[Certificate], pool: &Pool<'_>, path: &Path, parser: Parser) -> Vec<Violation> {
    let refused = chain.iter().enumerate().filter_map(|(position, certificate)| {
        let reason = match &certificate.facts {
            Ok(facts) => parser::refuses(facts, position == 0, parser)?.to_owned(),
            Err(failure) if parser != Parser::Lenient => failure.reason.clone(),
            Err(_) => return None,
        };
        let element = path.nodes.iter().position(|node| pool.position(*node) == Some(position));
        Some(Violation { kind: ViolationKind::Malformed { reason }, element })
    });
    refused.collect()
}

/// The evaluation of a chain whose leaf cannot be read.
fn unreadable_leaf(chain: &[Certificate]) -> Option<Evaluation> {
    let (path, reason) = match chain.first() {
        None => (Vec::new(), "no certificate was presented"),
        Some(Certificate { facts: Err(failure), .. }) => {
            let leaf = PathElement { position: Some(0), role: Role::Leaf, subject: String::new() };
            (vec![leaf], failure.reason.as_str())
        }
        Some(_) => return None,
    };
    Some(Evaluation {
        path,
        end: PathEnd::Unreadable,
        violations: vec![malformed(reason)],
        unchecked_signatures: Vec::new(),
    })
}

fn malformed(reason: &str) -> Violation {
    Violation { kind: ViolationKind::Malformed { reason: reason.to_owned() }, element: Some(0) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rcgen::{BasicConstraints, CertificateParams, IsCa, KeyPair};

    use super::*;
    use crate::x509::made::{
        DAY, NOW, anchors, ca_params, certificates, dns, fixture, judged, kinds, leaf_params, make,
        make_with, root, time,
    };
    use crate::x509::{PathSearch, Purpose};

    fn policy() -> Policy {
        Policy::rfc5280(Purpose::Server)
    }

    #[test]
    fn a_good_chain_has_a_path_and_no_violations() {
        let root = root();
        let ca = make(ca_params("intermediate"), Some(&root));
        let leaf = make(leaf_params(), Some(&ca));
        let evaluation = judged(&[&leaf, &ca], &[&make(ca_params("other"), None), &root]);
        assert_eq!(evaluation.violations, []);
        assert_eq!(evaluation.end, PathEnd::Anchor(1));
        assert_eq!(evaluation.unchecked_signatures, Vec::<usize>::new());
        let path: Vec<_> = evaluation.path.iter().map(|element| (element.position, element.role)).collect();
        assert_eq!(path, [(Some(0), Role::Leaf), (Some(1), Role::Intermediate), (None, Role::Root)]);
        // The root keeps its position when it was sent.
        let evaluation = judged(&[&leaf, &root, &ca], &[&root]);
        let positions: Vec<_> = evaluation.path.iter().map(|element| element.position).collect();
        assert_eq!(positions, [Some(0), Some(2), Some(1)]);
        assert_eq!(evaluation.violations, []);
    }

    #[test]
    fn every_fault_is_returned_with_its_element() {
        let root = root();
        let mut params = ca_params("intermediate");
        params.not_after = time(NOW - DAY);
        let ca = make(params, Some(&root));
        let mut params = leaf_params();
        params.not_after = time(NOW - 2 * DAY);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ClientAuth];
        params.subject_alt_names = vec![dns("other")];
        let leaf = make(params, Some(&ca));
        let evaluation = judged(&[&leaf, &ca], &[&root]);
        let expected = [
            (ViolationKind::Expired { not_after: NOW - 2 * DAY }, Some(0)),
            (
                ViolationKind::WrongKeyUsage {
                    extension: "extendedKeyUsage",
                    allows: vec!["clientAuth".to_owned()],
                },
                Some(0),
            ),
            (ViolationKind::NameMismatch, Some(0)),
            (ViolationKind::CaAsLeaf, Some(0)),
            (ViolationKind::Expired { not_after: NOW - DAY }, Some(1)),
        ]
        .map(|(kind, element)| Violation { kind, element });
        assert_eq!(evaluation.violations, expected);
    }

    #[test]
    fn the_best_of_several_paths_is_taken() {
        let root = root();
        let key = KeyPair::generate().unwrap();
        let ca = |change: fn(&mut CertificateParams)| {
            let mut params = ca_params("intermediate");
            change(&mut params);
            make_with(params, Some(&root), KeyPair::try_from(key.serialize_der().as_slice()).unwrap())
        };
        let expired = ca(|params| params.not_after = time(NOW - DAY));
        let valid = ca(|_| {});
        let leaf = make(leaf_params(), Some(&valid));
        let evaluation = judged(&[&leaf, &expired, &valid], &[&root]);
        assert_eq!(evaluation.violations, []);
        assert_eq!(evaluation.path[1].position, Some(2));
    }

    #[test]
    fn a_leaf_that_signed_itself() {
        let leaf = make(leaf_params(), None);
        let evaluation = judged(&[&leaf], &[&root()]);
        assert_eq!(kinds(&evaluation), [&ViolationKind::SelfSigned]);
        assert_eq!(evaluation.end, PathEnd::SelfSignedLeaf);
        assert_eq!(judged(&[&leaf], &[&leaf]).violations, []);
    }

    #[test]
    fn an_unknown_root_that_was_sent() {
        let stranger = make(ca_params("stranger"), None);
        let leaf = make(leaf_params(), Some(&stranger));
        let evaluation = judged(&[&leaf, &stranger], &[&root()]);
        let unknown =
            ViolationKind::UnknownCa { issuer: "CN=stranger".to_owned(), same_name_other_key: false };
        assert_eq!(evaluation.violations, [Violation { kind: unknown, element: Some(1) }]);
        assert_eq!(evaluation.end, PathEnd::UntrustedRoot);
    }

    #[test]
    fn an_altered_certificate_is_a_bad_signature() {
        let root = root();
        let mut leaf = make(leaf_params(), Some(&root));
        let last = leaf.der.len() - 1;
        leaf.der[last] ^= 1;
        let evaluation = judged(&[&leaf], &[&root]);
        assert_eq!(
            evaluation.violations,
            [Violation { kind: ViolationKind::BadSignature, element: Some(0) }]
        );
        assert_eq!(evaluation.end, PathEnd::Anchor(0));
    }

    #[test]
    fn signatures_nobody_checked_are_listed() {
        let chain = [Certificate::new(&fixture("md5-leaf"))];
        let anchors = [Anchor::from_certificate(&fixture("root")).unwrap()];
        let policy = Policy { md5: true, ..policy() };
        let evaluation = evaluate(&chain, &anchors, None, NOW, &policy);
        assert_eq!(evaluation.violations, []);
        assert_eq!(evaluation.unchecked_signatures, [0]);
    }

    #[test]
    fn a_compiled_in_anchor_has_no_dates() {
        let mut params = ca_params("test root");
        params.not_after = time(NOW - DAY);
        let root = make(params, None);
        let leaf = make(leaf_params(), Some(&root));
        assert!(matches!(kinds(&judged(&[&leaf], &[&root]))[..], [ViolationKind::Expired { .. }]));
        let bare = Anchor { certificate_der: None, ..Anchor::from_certificate(&root.der).unwrap() };
        let evaluation = evaluate(&certificates(&[&leaf]), &[bare], None, NOW, &policy());
        assert_eq!(evaluation.violations, []);
        assert_eq!(evaluation.path[1].subject, "CN=test root");
    }

    #[test]
    fn nothing_readable_is_malformed() {
        for chain in [vec![], vec![Certificate::new(b"garbage")]] {
            let evaluation = evaluate(&chain, &[], None, NOW, &policy());
            assert_eq!(evaluation.end, PathEnd::Unreadable);
            assert!(matches!(kinds(&evaluation)[..], [ViolationKind::Malformed { .. }]));
        }
    }

    #[test]
    fn a_client_certificate_has_its_own_purpose() {
        let root = root();
        let mut params = leaf_params();
        params.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ClientAuth];
        let leaf = make(params, Some(&root));
        let client = Policy::rfc5280(Purpose::Client);
        let evaluation = evaluate(&certificates(&[&leaf]), &anchors(&[&root]), None, NOW, &client);
        assert_eq!(evaluation.violations, []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn shuffled_and_altered_chains_do_not_panic(
            order in Just((0usize..8).collect::<Vec<_>>()).prop_shuffle(),
            kept in 0usize..8,
            change in any::<(prop::sample::Index, u8)>(),
            trust in 0usize..8,
        ) {
            let names = [
                "root", "sha1-intermediate", "sha1-intermediate-leaf", "v1-root", "v1-root-leaf", "p521-root",
                "p521-root-leaf", "pss-signed-leaf",
            ];
            let mut ders: Vec<Vec<u8>> = order.iter().take(kept).map(|index| fixture(names[*index])).collect();
            if let Some(first) = ders.first_mut() {
                let position = change.0.index(first.len());
                first[position] = change.1;
            }
            let chain: Vec<Certificate> = ders.iter().map(|der| Certificate::new(der)).collect();
            let anchors: Vec<Anchor> = Anchor::from_certificate(&fixture(names[trust])).into_iter().collect();
            for search in [PathSearch::Backtracking, PathSearch::OpenSsl, PathSearch::BoringSsl] {
                for partial_chain in [false, true] {
                    let policy = Policy { search, partial_chain, ..policy() };
                    let evaluation = evaluate(&chain, &anchors, Some(&Name::new("localhost")), NOW, &policy);
                    let is_anchored = matches!(evaluation.end, PathEnd::Anchor(_));
                    prop_assert!(is_anchored || !evaluation.violations.is_empty());
                    prop_assert!(evaluation.path.len() <= kept.max(1) + 1);
                }
            }
            let _ = crate::x509::chain_facts(&chain);
        }
    }
}
