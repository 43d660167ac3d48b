//! Ways from a leaf to an anchor.

use rcgen::KeyPair;

use super::*;
use crate::x509::made::{Made, NOW, ca_params, intermediate, judged, leaf_params, make, make_with, root};
use crate::x509::{Purpose, ViolationKind, evaluate, evaluate_with};

/// Sixty CAs with two names and thirty keys, each crossed with its neighbours, none of them anchored.
fn tangle() -> Vec<Made> {
    let mut tangle: Vec<Made> = vec![make(ca_params("a"), None)];
    for index in 1..60 {
        let name = if index % 2 == 0 { "a" } else { "b" };
        let next = make(ca_params(name), tangle.last());
        tangle.push(next);
    }
    tangle
}

#[test]
fn a_tangle_of_cas_ends() {
    let tangle = tangle();
    let leaf = make(leaf_params(), tangle.last());
    let mut chain = vec![&leaf];
    chain.extend(&tangle);
    let chain: Vec<Certificate> = chain.iter().map(|made| Certificate::new(&made.der)).collect();
    let mut cache = SignatureCache::new();
    let policy = Policy::rfc5280(Purpose::Server);
    let evaluation = evaluate_with(&chain, &[], None, NOW, &policy, &mut cache);
    assert!(!matches!(evaluation.end, PathEnd::Anchor(_)));
    assert!(cache.asked() <= 256, "{} signatures were checked", cache.asked());
}

/// Two CAs with one name and no key identifiers, and a leaf below the second.
fn renewed() -> ([Made; 2], Made) {
    let ca = || {
        let mut params = ca_params("renewed");
        params.use_authority_key_identifier_extension = false;
        params.key_identifier_method = rcgen::KeyIdMethod::PreSpecified(Vec::new());
        make(params, None)
    };
    let cas = [ca(), ca()];
    let mut params = leaf_params();
    params.use_authority_key_identifier_extension = false;
    let leaf = make(params, Some(&cas[1]));
    (cas, leaf)
}

#[test]
fn the_first_ca_of_a_name_is_taken_by_who_does_not_look_at_its_key() {
    let ([old, new], leaf) = renewed();
    let policy =
        |search| Policy { search, key_id_match: KeyIdMatch::All, ..Policy::rfc5280(Purpose::Server) };
    let chain = [Certificate::new(&leaf.der)];
    let violations = |search, trust: [&Made; 2]| {
        let anchors = trust.map(|made| Anchor::from_certificate(&made.der).unwrap());
        let mut kinds = evaluate(&chain, &anchors, None, NOW, &policy(search)).violations;
        kinds.pop().map(|violation| violation.kind)
    };
    // run: OpenSSL 3.0, `certificate signature failure` or OK, as the CAs stand in the file; BoringSSL the same.
    for search in [PathSearch::OpenSsl, PathSearch::BoringSsl] {
        assert_eq!(violations(search, [&old, &new]), Some(ViolationKind::BadSignature));
        assert_eq!(violations(search, [&new, &old]), None);
    }
    assert_eq!(violations(PathSearch::Backtracking, [&old, &new]), None);
}

#[test]
fn an_issuer_that_may_not_sign_is_no_missing_one() {
    let root = root();
    let mut params = ca_params("may not sign");
    params.key_usages = vec![rcgen::KeyUsagePurpose::DigitalSignature];
    let issuer = make(params, Some(&root));
    let leaf = make(leaf_params(), Some(&issuer));
    let chain = [&leaf, &issuer].map(|made| Certificate::new(&made.der));
    let anchors = [Anchor::from_certificate(&root.der).unwrap()];
    let policy = Policy { search: PathSearch::BoringSsl, ..Policy::rfc5280(Purpose::Server) };
    let evaluation = evaluate(&chain, &anchors, None, NOW, &policy);
    assert_eq!(evaluation.end, PathEnd::Anchor(0));
    assert!(!evaluation.violations.is_empty());
}

#[test]
fn a_key_is_met_twice_on_the_way_that_openssl_takes() {
    let root = root();
    let key = KeyPair::generate().unwrap();
    let again = || KeyPair::try_from(key.serialize_der().as_slice()).unwrap();
    let c_by_root = make_with(ca_params("c"), Some(&root), again());
    let a = make(ca_params("a"), Some(&c_by_root));
    let c_by_a = make_with(ca_params("c"), Some(&a), again());
    let leaf = make(leaf_params(), Some(&c_by_a));
    let chain = [&leaf, &c_by_a, &a, &c_by_root].map(|made| Certificate::new(&made.der));
    let anchors = [Anchor::from_certificate(&root.der).unwrap()];
    let length = |search| {
        let policy = Policy { search, ..Policy::rfc5280(Purpose::Server) };
        let evaluation = evaluate(&chain, &anchors, None, NOW, &policy);
        assert_eq!(evaluation.violations, []);
        evaluation.path.len()
    };
    assert_eq!(length(PathSearch::OpenSsl), 5);
    assert_eq!(length(PathSearch::Backtracking), 3);
}

#[test]
fn copies_with_one_name_and_key_end() {
    let key = KeyPair::generate().unwrap();
    let same_key = || KeyPair::try_from(key.serialize_der().as_slice()).unwrap();
    let first = make_with(ca_params("loop"), None, same_key());
    let others: Vec<Made> = (0..60).map(|_| make_with(ca_params("loop"), Some(&first), same_key())).collect();
    let leaf = make(leaf_params(), Some(&first));
    let mut chain = vec![&leaf];
    chain.extend(&others);
    let evaluation = judged(&chain, &[&root()]);
    assert_eq!(evaluation.path.len(), 2);
}

#[test]
fn a_long_straight_chain_is_followed() {
    let mut cas = vec![root()];
    for index in 0..60 {
        let next = intermediate(&format!("ca {index}"), &cas[index]);
        cas.push(next);
    }
    let leaf = make(leaf_params(), cas.last());
    let mut chain = vec![&leaf];
    chain.extend(cas.iter().skip(1));
    let evaluation = judged(&chain, &[&cas[0]]);
    assert_eq!(evaluation.violations, []);
    assert_eq!(evaluation.path.len(), 62);
}
