//! Rules that scenarios drawn at random showed (`tests/conformance/exporters/run --varied`): extensions, names and
//! digests that few certificates have. Rows as in `tests`.

use rcgen::{CertificateParams, CustomExtension, DistinguishedName, ExtendedKeyUsagePurpose};

use super::openssl;
use super::rustls;
use super::tests::{leaf_below_changed_root, leaf_below_root, self_signed, verdicts_for};
use crate::runtime::named;
use crate::x509::made::{NOW, ca_params, dns, leaf_params, make, root};
use crate::x509::{Anchor, Certificate, Name, Policy, evaluate};

fn extension(oid: &[u64], value: &[u8], critical: bool) -> CustomExtension {
    let mut extension = CustomExtension::from_oid_content(oid, value.to_vec());
    extension.set_criticality(critical);
    extension
}

/// policyConstraints with requireExplicitPolicy 0.
fn demands_a_policy(critical: bool) -> CustomExtension {
    extension(&[2, 5, 29, 36], &[0x30, 3, 0x80, 1, 0], critical)
}

/// certificatePolicies with 1.2.3.
fn has_a_policy() -> CustomExtension {
    extension(&[2, 5, 29, 32], &[0x30, 6, 0x30, 4, 6, 2, 0x2a, 3], false)
}

#[test]
fn a_policy_that_is_demanded_matters_to_go_grpc_core_and_java() {
    let demands = |critical| {
        move |leaf: &mut CertificateParams| leaf.custom_extensions.push(demands_a_policy(critical))
    };
    assert_eq!(leaf_below_root(demands(false)), "AxAAxx");
    assert_eq!(leaf_below_root(demands(true)), "xxAAxx", "webpki knows no such critical extension");
    let met = |leaf: &mut CertificateParams| {
        leaf.custom_extensions.extend([demands_a_policy(false), has_a_policy()]);
    };
    assert_eq!(leaf_below_root(met), "AAAAAA");
    assert_eq!(
        leaf_below_changed_root(|root| root.custom_extensions.push(demands_a_policy(false))),
        "AAAAAA"
    );
}

#[test]
fn a_certificate_without_subject_needs_a_critical_san_for_java_and_strict_openssl() {
    let bare = |leaf: &mut CertificateParams| leaf.distinguished_name = DistinguishedName::new();
    // rcgen marks the SAN of such a certificate critical, as RFC 5280 wants it.
    assert_eq!(leaf_below_root(bare), "AAAAAA");
    let not_critical = |leaf: &mut CertificateParams| {
        bare(leaf);
        leaf.subject_alt_names.clear();
        let names = [&[0x30, 11, 0x82, 9][..], b"localhost"].concat();
        leaf.custom_extensions.push(extension(&[2, 5, 29, 17], &names, false));
    };
    assert_eq!(leaf_below_root(not_critical), "AAAxAx");
}

#[test]
fn critical_distribution_points_stop_grpc_core_and_java() {
    // One point: http://a.test/c
    let uri = b"http://a.test/c";
    let value = [&[0x30, 23, 0x30, 21, 0xa0, 19, 0xa0, 17, 0x86, 15][..], uri].concat();
    let points = |critical| {
        let extension = extension(&[2, 5, 29, 31], &value, critical);
        leaf_below_root(move |leaf: &mut CertificateParams| leaf.custom_extensions.push(extension))
    };
    assert_eq!(points(false), "AAAAAA");
    assert_eq!(points(true), "AAAAxx");
}

#[test]
fn grpc_core_wants_a_san_below_name_constraints() {
    let constrained = rcgen::NameConstraints {
        permitted_subtrees: vec![],
        excluded_subtrees: vec![rcgen::GeneralSubtree::DnsName("other.test".to_owned())],
    };
    let mut params = ca_params("constrained root");
    params.name_constraints = Some(constrained);
    let root = make(params, None);
    let mut params = leaf_params();
    params.subject_alt_names.clear();
    let leaf = make(params, Some(&root)).der;
    assert_eq!(verdicts_for(&[&leaf], &[&root.der], "localhost"), "xxAxxA");
}

#[test]
fn old_purposes() {
    // nsSGC instead of serverAuth.
    let gated = |leaf: &mut CertificateParams| {
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::Other(vec![2, 16, 840, 1, 113_730, 4, 1])];
    };
    assert_eq!(leaf_below_root(gated), "xxAAxA");
    // Netscape's certificate type: SSL client.
    let client = |leaf: &mut CertificateParams| {
        leaf.custom_extensions.push(extension(&[2, 16, 840, 1, 113_730, 1, 1], &[3, 2, 7, 0x80], false));
    };
    assert_eq!(leaf_below_root(client), "AAxxAx");
    let server = |leaf: &mut CertificateParams| {
        leaf.custom_extensions.push(extension(&[2, 16, 840, 1, 113_730, 1, 1], &[3, 2, 6, 0x40], false));
    };
    assert_eq!(self_signed(server), "AAAAAA");
}

#[test]
fn an_ipv4_address_written_as_ipv6() {
    let root = root();
    let mut params = leaf_params();
    params.subject_alt_names = vec![rcgen::SanType::IpAddress("::ffff:127.0.0.1".parse().unwrap())];
    let leaf = make(params, Some(&root)).der;
    assert_eq!(verdicts_for(&[&leaf], &[&root.der], "127.0.0.1"), "xAxxxA");
}

fn covers(policy: &Policy, san: &str, host: &str) -> bool {
    let root = root();
    let mut params = leaf_params();
    params.subject_alt_names = vec![dns(san)];
    let leaf = Certificate::new(&make(params, Some(&root)).der);
    let anchors = [Anchor::from_certificate(&root.der).unwrap()];
    evaluate(&[leaf], &anchors, Some(&Name::new(host)), NOW, policy).violations.is_empty()
}

#[test]
fn a_name_that_ends_with_a_dot() {
    for (exporter, taken) in [
        ("go-grpc", false),
        ("python-grpc", true),
        ("python-http", false),
        ("node-http", true),
        ("java-http", true),
    ] {
        let policy = (named(exporter).unwrap()[0].policy)();
        assert_eq!(covers(&policy, "otel.example.test.", "otel.example.test"), taken, "{exporter}");
    }
    assert!(!covers(&rustls::policy(), "otel.example.test.", "otel.example.test"));
}

#[test]
fn a_wildcard_over_an_underscore() {
    for (exporter, taken) in
        [("go-grpc", true), ("python-grpc", true), ("python-http", false), ("node-http", true)]
    {
        let policy = (named(exporter).unwrap()[0].policy)();
        assert_eq!(covers(&policy, "*.example.test", "otel_collector.example.test"), taken, "{exporter}");
    }
    assert!(!covers(&openssl::policy(), "*.example.test", "otel_collector.example.test"));
}

#[test]
fn grpc_core_takes_the_common_name_without_any_san() {
    let root = root();
    let mut params = leaf_params();
    params.subject_alt_names = vec![rcgen::SanType::IpAddress([10, 0, 0, 1].into())];
    let leaf = make(params, Some(&root)).der;
    assert_eq!(verdicts_for(&[&leaf], &[&root.der], "localhost"), "xxAxxA");
}
