//! The acceptance table: certificate variants against the six stacks, as measured with real clients.
//!
//! A row is the six verdicts in the order of [`STACKS`]: `A` accepts, `x` refuses.

use std::sync::Arc;
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, CustomExtension, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, KeyPair, KeyUsagePurpose, NameConstraints, SanType,
};
use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};

use crate::runtime::stack::{boringssl, go, jsse, openssl, openssl_strict, rustls as rustls_stack};
use crate::x509::made::{DAY, Made, NOW, ca_params, dns, fixture, leaf_params, make, make_with, root, time};
use crate::x509::{Anchor, Certificate, KeyKind, Name, Policy, evaluate};

const STACKS: [fn() -> Policy; 6] = [
    rustls_stack::policy,
    go::policy,
    openssl::policy,
    openssl_strict::policy,
    boringssl::policy,
    jsse::policy,
];

/// A non-critical basicConstraints with cA, which rcgen's own writing of it never is.
fn basic_constraints_not_critical() -> CustomExtension {
    CustomExtension::from_oid_content(&[2, 5, 29, 19], vec![0x30, 0x03, 0x01, 0x01, 0xff])
}

fn critical_basic_constraints() -> CustomExtension {
    let mut extension = basic_constraints_not_critical();
    extension.set_criticality(true);
    extension
}

/// What webpki itself says to a chain.
fn webpki_accepts(chain: &[&[u8]], trust: &[&[u8]], host: &str) -> bool {
    let mut roots = RootCertStore::empty();
    for der in trust {
        roots.add(CertificateDer::from(*der)).unwrap();
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
    let chain: Vec<CertificateDer<'_>> = chain.iter().map(|der| CertificateDer::from(*der)).collect();
    let (leaf, rest) = chain.split_first().unwrap();
    let now = UnixTime::since_unix_epoch(Duration::from_secs(NOW.try_into().unwrap()));
    let name = ServerName::try_from(host).unwrap();
    verifier.verify_server_cert(leaf, rest, &name, &[], now).is_ok()
}

fn verdicts_for(chain: &[&[u8]], trust: &[&[u8]], host: &str) -> String {
    let verdicts = modelled_verdicts(chain, trust, host);
    // webpki is at hand: ask it, unless the handshake decides, which it does for keys that ring cannot use.
    let usable = Certificate::new(chain[0]).facts.is_ok_and(|facts| {
        let long_enough = facts.key.bits.is_some_and(|bits| bits >= 2048);
        match facts.key.kind {
            KeyKind::Rsa => long_enough,
            kind => matches!(kind, KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::Ed25519),
        }
    });
    if usable {
        assert_eq!(verdicts.starts_with('A'), webpki_accepts(chain, trust, host), "webpki says otherwise");
    }
    verdicts
}

fn modelled_verdicts(chain: &[&[u8]], trust: &[&[u8]], host: &str) -> String {
    let chain: Vec<Certificate> = chain.iter().map(|der| Certificate::new(der)).collect();
    let anchors: Vec<Anchor> = trust.iter().map(|der| Anchor::from_certificate(der).unwrap()).collect();
    let name = Name::new(host);
    STACKS
        .iter()
        .map(|policy| {
            let accepted = evaluate(&chain, &anchors, Some(&name), NOW, &policy()).violations.is_empty();
            if accepted { 'A' } else { 'x' }
        })
        .collect()
}

fn verdicts(chain: &[&Made], trust: &Made) -> String {
    let chain: Vec<&[u8]> = chain.iter().map(|made| made.der.as_slice()).collect();
    verdicts_for(&chain, &[&trust.der], "localhost")
}

/// What the six stacks say to a leaf below a plain root.
fn leaf_below_root(change: impl FnOnce(&mut CertificateParams)) -> String {
    let root = root();
    let mut params = leaf_params();
    change(&mut params);
    verdicts(&[&make(params, Some(&root))], &root)
}

/// What the six stacks say to a plain leaf below a changed root.
fn leaf_below_changed_root(change: impl FnOnce(&mut CertificateParams)) -> String {
    let mut params = ca_params("table root");
    change(&mut params);
    let root = make(params, None);
    verdicts(&[&make(leaf_params(), Some(&root))], &root)
}

/// What the six stacks say to a changed self-signed leaf that is its own trust.
fn self_signed(change: impl FnOnce(&mut CertificateParams)) -> String {
    let mut params = leaf_params();
    change(&mut params);
    let leaf = make(params, None);
    verdicts(&[&leaf], &leaf)
}

fn fixtures(chain: &[&str], trust: &str) -> String {
    let chain: Vec<Vec<u8>> = chain.iter().map(|name| fixture(name)).collect();
    let chain: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
    verdicts_for(&chain, &[&fixture(trust)], "localhost")
}

#[test]
fn plain_chains_are_accepted() {
    assert_eq!(leaf_below_root(|_| {}), "AAAAAA");
    let root = root();
    let intermediate = make(ca_params("table intermediate"), Some(&root));
    let leaf = make(leaf_params(), Some(&intermediate));
    assert_eq!(verdicts(&[&leaf, &intermediate], &root), "AAAAAA");
    assert_eq!(verdicts(&[&leaf, &intermediate, &root], &root), "AAAAAA", "the root was sent");
    assert_eq!(verdicts(&[&leaf, &root, &intermediate], &root), "AAAAAA", "out of order");
}

#[test]
fn what_everybody_refuses() {
    assert_eq!(leaf_below_root(|leaf| leaf.not_after = time(NOW - DAY)), "xxxxxx", "expired");
    assert_eq!(leaf_below_root(|leaf| leaf.not_before = time(NOW + DAY)), "xxxxxx", "not yet valid");
    assert_eq!(leaf_below_root(|leaf| leaf.subject_alt_names = vec![dns("other")]), "xxxxxx", "wrong name");
    assert_eq!(
        leaf_below_root(|leaf| leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth]),
        "xxxxxx",
        "clientAuth only"
    );
    let unknown_critical = |leaf: &mut CertificateParams| {
        let mut extension = CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 55555, 1], vec![5, 0]);
        extension.set_criticality(true);
        leaf.custom_extensions.push(extension);
    };
    assert_eq!(leaf_below_root(unknown_critical), "xxxxxx", "unknown critical extension");
    let leaf = make(leaf_params(), Some(&root()));
    assert_eq!(verdicts(&[&leaf], &root()), "xxxxxx", "unknown CA");
    let root = root();
    let intermediate = make(ca_params("table intermediate"), Some(&root));
    let leaf = make(leaf_params(), Some(&intermediate));
    assert_eq!(verdicts(&[&leaf], &root), "xxxxxx", "intermediate not sent");
}

#[test]
fn names() {
    assert_eq!(leaf_below_root(|leaf| leaf.subject_alt_names.clear()), "xxAxAA", "common name only");
    let root = root();
    let host = |san: &str, host: &str| {
        let mut params = leaf_params();
        params.subject_alt_names = vec![dns(san)];
        verdicts_for(&[&make(params, Some(&root)).der], &[&root.der], host)
    };
    assert_eq!(host("127.0.0.1", "127.0.0.1"), "xxxxAx", "IP address as dNSName");
    assert_eq!(host("otel_collector", "otel_collector"), "AAAAAx", "underscore");
    assert_eq!(host("*.example.com", "otel.example.com"), "AAAAAA");
    assert_eq!(host("*.example.com", "a.otel.example.com"), "xxxxxx");
    assert_eq!(host("*.com", "example.com"), "xAxxxA", "wildcard below a top-level domain");
    assert_eq!(host("o*.example.com", "otel.example.com"), "xxAxxA", "a part of a label");
}

#[test]
fn self_signed_leaves() {
    let ca = IsCa::Ca(BasicConstraints::Unconstrained);
    assert_eq!(self_signed(|_| {}), "AAAAAA", "no basicConstraints");
    assert_eq!(self_signed(|leaf| leaf.is_ca = IsCa::ExplicitNoCa), "AAAAAA", "cA:FALSE");
    assert_eq!(self_signed(|leaf| leaf.is_ca = ca), "xAAAAA", "cA:TRUE");
    let without_key_usage = |leaf: &mut CertificateParams| {
        leaf.is_ca = ca;
        leaf.key_usages.clear();
    };
    assert_eq!(self_signed(without_key_usage), "xAAAAA", "cA:TRUE without keyUsage");
}

#[test]
fn leaves_that_are_cas() {
    let ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let without_key_usage = |leaf: &mut CertificateParams| {
        leaf.is_ca = ca;
        leaf.key_usages.clear();
    };
    assert_eq!(leaf_below_root(without_key_usage), "xAAxAA");
    let cert_sign = |leaf: &mut CertificateParams| {
        leaf.is_ca = ca;
        leaf.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    };
    assert_eq!(leaf_below_root(cert_sign), "xAxxxx");
}

#[test]
fn partial_trust() {
    let root = root();
    let intermediate = make(ca_params("table intermediate"), Some(&root));
    let leaf = make(leaf_params(), Some(&intermediate));
    assert_eq!(verdicts(&[&leaf, &intermediate], &leaf), "xAxAAA", "only the leaf");
    assert_eq!(verdicts(&[&leaf, &intermediate], &intermediate), "AAxAAA", "only the intermediate");
    let both = [intermediate.der.as_slice(), &root.der];
    assert_eq!(verdicts_for(&[&leaf.der], &both, "localhost"), "AAAAAA", "the intermediate and the root");
}

#[test]
fn key_usage() {
    assert_eq!(leaf_below_root(|leaf| leaf.extended_key_usages.clear()), "AAAAAA", "no extendedKeyUsage");
    assert_eq!(
        leaf_below_root(|leaf| leaf.key_usages = vec![KeyUsagePurpose::KeyCertSign]),
        "AAxxxx",
        "keyCertSign only"
    );
    assert_eq!(
        leaf_below_root(|leaf| leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::Any]),
        "xAxxxA",
        "anyExtendedKeyUsage"
    );
    let root = root();
    let mut params = ca_params("table intermediate");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let intermediate = make(params, Some(&root));
    let leaf = make(leaf_params(), Some(&intermediate));
    assert_eq!(verdicts(&[&leaf, &intermediate], &root), "xxxxxA", "intermediate for clients only");
}

#[test]
fn algorithms() {
    let root = root();
    let ed25519 = KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    assert_eq!(verdicts(&[&make_with(leaf_params(), Some(&root), ed25519)], &root), "AAAAxA", "Ed25519");
    assert_eq!(fixtures(&["sha1-leaf"], "root"), "xxxxAA");
    assert_eq!(fixtures(&["md5-leaf"], "root"), "xxxxxx");
    assert_eq!(fixtures(&["rsa1024-leaf"], "root"), "xAxxAA");
    assert_eq!(fixtures(&["rsa512-leaf"], "root"), "xxxxxx");
    assert_eq!(fixtures(&["p521-leaf"], "root"), "xAAAxA");
    assert_eq!(fixtures(&["ed448-leaf"], "root"), "xxAAxA");
    assert_eq!(fixtures(&["rsa-pss-leaf"], "root"), "xxAAxA");
    assert_eq!(fixtures(&["pss-signed-leaf"], "root"), "AAAAAA");
    assert_eq!(fixtures(&["sha1-intermediate-leaf", "sha1-intermediate"], "root"), "xxxxAA");
    assert_eq!(fixtures(&["p521-root-leaf"], "p521-root"), "xAAAAA");
}

#[test]
fn version_1() {
    assert_eq!(fixtures(&["v1-leaf"], "root"), "xxAxAA");
    assert_eq!(fixtures(&["v1-root-leaf"], "v1-root"), "AAAxAA");
}

#[test]
fn roots() {
    assert_eq!(leaf_below_changed_root(|root| root.key_usages.clear()), "AAAxAA", "no keyUsage");
    assert_eq!(leaf_below_changed_root(|root| root.not_after = time(NOW - DAY)), "AxxxxA", "expired");
    let no_ca = |root: &mut CertificateParams| {
        root.is_ca = IsCa::ExplicitNoCa;
        root.key_usages.clear();
    };
    assert_eq!(leaf_below_changed_root(no_ca), "AxxxAx", "cA:FALSE");
    let not_critical = |root: &mut CertificateParams| {
        root.is_ca = IsCa::NoCa;
        root.custom_extensions = vec![basic_constraints_not_critical()];
    };
    assert_eq!(leaf_below_changed_root(not_critical), "AAAxAA", "basicConstraints is not critical");
    let no_key_id = |root: &mut CertificateParams| {
        root.is_ca = IsCa::NoCa;
        root.custom_extensions = vec![critical_basic_constraints()];
    };
    assert_eq!(leaf_below_changed_root(no_key_id), "AAAxAA", "no subjectKeyIdentifier");
    let no_authority_key_id = leaf_below_root(|leaf| leaf.use_authority_key_identifier_extension = false);
    assert_eq!(no_authority_key_id, "AAAxAA", "no authorityKeyIdentifier");
}

#[test]
fn name_constraints() {
    let constraints =
        |permitted| NameConstraints { permitted_subtrees: vec![permitted], excluded_subtrees: vec![] };
    let other_domain = |root: &mut CertificateParams| {
        root.name_constraints = Some(constraints(GeneralSubtree::DnsName("example.com".to_owned())));
    };
    assert_eq!(leaf_below_changed_root(other_domain), "xxxxxA", "on the anchor, violated");
    let own_domain = |root: &mut CertificateParams| {
        root.name_constraints = Some(constraints(GeneralSubtree::DnsName("localhost".to_owned())));
    };
    assert_eq!(leaf_below_changed_root(own_domain), "AAAAAA", "on the anchor, kept");

    let mut params = ca_params("table root");
    let loopback = GeneralSubtree::IpAddress(CidrSubnet::V4([127, 0, 0, 0], [255, 0, 0, 0]));
    params.name_constraints = Some(constraints(loopback));
    let root = make(params, None);
    let mut params = leaf_params();
    params.subject_alt_names = vec![SanType::IpAddress([127, 0, 0, 1].into())];
    let leaf = make(params, Some(&root));
    assert_eq!(verdicts_for(&[&leaf.der], &[&root.der], "127.0.0.1"), "AAAAxA", "IP addresses, kept");
}

#[test]
fn more_name_constraints() {
    let mut params = ca_params("table root");
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: vec![],
        excluded_subtrees: vec![GeneralSubtree::DnsName("secret.example.com".to_owned())],
    });
    let root = make(params, None);
    let mut params = leaf_params();
    params.subject_alt_names = vec![dns("*.example.com")];
    let leaf = make(params, Some(&root));
    let verdicts = verdicts_for(&[&leaf.der], &[&root.der], "www.example.com");
    assert_eq!(verdicts, "xxAAxA", "a wildcard that covers an excluded name");

    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, "localhost");
    let directory = |root: &mut CertificateParams| {
        root.name_constraints = Some(NameConstraints {
            permitted_subtrees: vec![GeneralSubtree::DirectoryName(name.clone())],
            excluded_subtrees: vec![],
        });
    };
    assert_eq!(leaf_below_changed_root(directory), "xxAAAA", "directory names, kept");
}

#[test]
fn key_identifiers() {
    let key = KeyPair::generate().unwrap();
    let same_key = || KeyPair::try_from(key.serialize_der().as_slice()).unwrap();
    let other_id = |name: &str| {
        let mut params = ca_params(name);
        params.key_identifier_method = rcgen::KeyIdMethod::Sha512;
        params
    };
    let old = make_with(ca_params("reissued"), None, same_key());
    let new = make_with(other_id("reissued"), None, same_key());
    assert_eq!(verdicts(&[&make(leaf_params(), Some(&old))], &new), "AAxxxx", "of the root");
    let root = root();
    let old = make_with(ca_params("intermediate"), Some(&root), same_key());
    let new = make_with(other_id("intermediate"), Some(&root), same_key());
    assert_eq!(verdicts(&[&make(leaf_params(), Some(&old)), &new], &root), "AAxxxA", "of the intermediate");
}

#[test]
fn leaves_that_are_anchors() {
    assert_eq!(self_signed(|leaf| leaf.not_after = time(NOW - DAY)), "xxxxxA", "expired");
    let cert_sign = |leaf: &mut CertificateParams| leaf.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    assert_eq!(self_signed(cert_sign), "AAxxxA", "keyCertSign only");
}

#[test]
fn anchors_and_intermediates_in_detail() {
    let clients_only =
        |root: &mut CertificateParams| root.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    assert_eq!(leaf_below_changed_root(clients_only), "AxxxAA", "anchor for clients only");
    let crl_sign = |root: &mut CertificateParams| root.key_usages = vec![KeyUsagePurpose::CrlSign];
    let verdicts_crl = leaf_below_changed_root(crl_sign);
    assert_eq!(verdicts_crl, "Axxxxx", "anchor without keyCertSign");
    let unknown_critical = |root: &mut CertificateParams| {
        let mut extension = CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 55555, 1], vec![5, 0]);
        extension.set_criticality(true);
        root.custom_extensions.push(extension);
    };
    let verdicts_critical = leaf_below_changed_root(unknown_critical);
    assert_eq!(verdicts_critical, "AxxxAA", "anchor with an unknown critical extension");
    assert_eq!(
        leaf_below_root(|leaf| leaf.key_usages = vec![KeyUsagePurpose::KeyEncipherment]),
        "AAAAxx",
        "keyEncipherment only"
    );
    let root = root();
    let mut cas = vec![make(ca_params("intermediate 0"), Some(&root))];
    for index in 1..7 {
        let next = make(ca_params(&format!("intermediate {index}")), cas.last());
        cas.push(next);
    }
    let leaf = make(leaf_params(), cas.last());
    let mut chain = vec![&leaf];
    chain.extend(cas.iter().rev());
    assert_eq!(verdicts(&chain, &root), "xAAAAA", "7 intermediates");
}

#[test]
fn path_building() {
    let root = root();
    let stranger = make(ca_params("stranger root"), None);
    let key = KeyPair::generate().unwrap();
    let crossed = |issuer: &Made| {
        make_with(
            ca_params("crossed"),
            Some(issuer),
            KeyPair::try_from(key.serialize_der().as_slice()).unwrap(),
        )
    };
    let (bad, good) = (crossed(&stranger), crossed(&root));
    let leaf = make(leaf_params(), Some(&good));
    assert_eq!(verdicts(&[&leaf, &bad, &good], &root), "AAxxxA", "the first path leads nowhere");
    assert_eq!(verdicts(&[&leaf, &good, &bad], &root), "AAAAAA", "the first path is good");

    let others: Vec<Made> = (0..10).map(|_| make(leaf_params(), None)).collect();
    let leaf = make(leaf_params(), Some(&root));
    let mut chain = vec![&leaf];
    chain.extend(others.iter().take(9));
    assert_eq!(verdicts(&chain, &root), "AAAAAA", "10 certificates");
    chain.extend(others.iter().skip(9));
    assert_eq!(verdicts(&chain, &root), "AAAAAx", "11 certificates");
}

#[test]
fn path_length() {
    let mut params = ca_params("table root");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    let root = make(params, None);
    let intermediate = make(ca_params("table intermediate"), Some(&root));
    let leaf = make(leaf_params(), Some(&intermediate));
    // webpki, BoringSSL and JSSE take no path length from an anchor.
    assert_eq!(verdicts(&[&leaf, &intermediate], &root), "AxxxAA");
    let mut params = ca_params("table intermediate");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    let root = make(ca_params("table root"), None);
    let first = make(params, Some(&root));
    let second = make(ca_params("table second intermediate"), Some(&first));
    let leaf = make(leaf_params(), Some(&second));
    assert_eq!(verdicts(&[&leaf, &second, &first], &root), "xxxxxx");
}

#[test]
fn the_last_second() {
    assert_eq!(leaf_below_root(|leaf| leaf.not_after = time(NOW)), "AAxxxA");
    assert_eq!(leaf_below_root(|leaf| leaf.not_before = time(NOW)), "AAAAAA");
}
