//! Go's `crypto/x509` and `crypto/tls`: the Collector, opentelemetry-go.

use crate::x509::oid;
use crate::x509::{CommonName, ConstraintSupport, KeyIdMatch, LeafKeyUsage, Policy, Purpose};

/// What Go demands of a server's chain.
pub fn policy() -> Policy {
    Policy {
        name: "go",
        purpose: Purpose::Server,
        common_name: CommonName::Never,
        ip_as_dns_name: false,
        // src: `matchHostnames` wants as many labels as the host has, and the `*` alone in the first.
        wildcard_labels: 2,
        underscore_in_host: true,
        partial_wildcards: false,
        trailing_dot: false,
        critical_san_without_subject: false,
        ca_leaf: true,
        ca_leaf_needs_key_usage: false,
        // run: refused, but only because a v1 certificate has no SAN.
        v1_leaf: true,
        v1_anchor: true,
        // run: keyCertSign alone is accepted.
        leaf_key_usage: LeafKeyUsage::Ignored,
        server_gated_crypto: false,
        any_extended_key_usage: true,
        nested_extended_key_usage: true,
        // src: `checkChainForKeyUsage` starts at the root.
        anchor_extended_key_usage: true,
        partial_chain: true,
        // src: `opts.Roots.contains(c)` makes a chain of one.
        leaf_as_anchor: true,
        leaf_as_anchor_checked: true,
        // src: `isValid` is called for the root as well: dates, basicConstraints, path length.
        anchor_dates: true,
        anchor_must_be_ca: true,
        anchor_key_usage: true,
        anchor_path_length: true,
        anchor_name_constraints: true,
        anchor_unknown_critical_refused: true,
        // src: `CheckSignatureFrom`.
        ca_key_usage: true,
        ca_needs_key_usage: false,
        strict_extensions: false,
        key_id_match: KeyIdMatch::Ignored,
        // run: Go 1.26, `is excluded by constraint`.
        excluded_covers_wildcards: true,
        ip_name_constraints: true,
        mail_name_constraints: ConstraintSupport::Evaluated,
        // src: `parseNameConstraintsExtension` leaves a form it does not know as an unhandled extension.
        directory_name_constraints: ConstraintSupport::Refused,
        backtracking: true,
        max_presented: None,
        max_intermediates: None,
        // run: refused since Go 1.18.
        sha1: false,
        md5: false,
        // src: `signatureAlgorithmDetails` has no SHA-224.
        sha224: false,
        ecdsa_sha512: true,
        // src: Go 1.24 and later refuse less than 1024 bits. run: 1024 is accepted.
        min_rsa_leaf: 1024,
        min_rsa_ca: 1024,
        ed25519: true,
        p521: true,
        p521_in_tls12: true,
        ed448: false,
        rsa_pss_key: false,
        ca_p521: true,
        ca_ed448: false,
        ca_rsa_pss: false,
        ca_other_curves: &[oid::P224],
        not_after_inclusive: true,
        unknown_critical_refused: true,
        // src: `processExtensions`.
        critical_refused: &[oid::ISSUER_ALT_NAME, oid::SUBJECT_KEY_ID],
        certificate_policies: true,
    }
}
