//! Go's `crypto/x509` and `crypto/tls`: the Collector, opentelemetry-go.

use crate::x509::oid;
use crate::x509::{
    CommonName, ConstraintSupport, KeyIdMatch, LeafKeyUsage, Parser, PathSearch, Policy, Purpose,
};

/// What Go demands of a server's chain.
pub fn policy() -> Policy {
    Policy {
        name: "go",
        purpose: Purpose::Server,
        // src: `parseCertificate`, `processExtensions`.
        parser: Parser::Go,
        common_name: CommonName::Never,
        ip_as_dns_name: false,
        mail_and_uri_as_host: false,
        // run.
        mapped_addresses: true,
        // src: `matchHostnames` wants as many labels as the host has, and the `*` alone in the first.
        wildcard_labels: 2,
        underscore_in_host: true,
        partial_wildcards: false,
        wildcards_anywhere: false,
        wildcard_covers_underscore: true,
        trailing_dot: false,
        critical_san_without_subject: false,
        ca_leaf: true,
        ca_leaf_needs_key_usage: false,
        // run: refused, but only because a v1 certificate has no SAN.
        v1_leaf: true,
        v1_anchor: true,
        // run: keyCertSign alone is accepted.
        leaf_key_usage: LeafKeyUsage::Ignored,
        netscape_cert_type: false,
        server_gated_crypto: false,
        any_extended_key_usage: true,
        // src: `checkChainForKeyUsage` and `CheckSignatureFrom` take an empty list, and 0, for no extension.
        empty_usages_allow_all: true,
        nested_extended_key_usage: true,
        // src: `checkChainForKeyUsage` starts at the root.
        anchor_extended_key_usage: true,
        partial_chain: true,
        // src: `opts.Roots.contains(c)` makes a chain of one.
        leaf_as_anchor: true,
        leaf_anchor_signature: false,
        leaf_as_anchor_checked: true,
        leaf_as_anchor_extensions: true,
        // src: `isValid` is called for the root as well: dates, basicConstraints, path length.
        anchor_dates: true,
        anchor_must_be_ca: true,
        anchor_key_usage: true,
        anchor_path_length: true,
        anchor_name_constraints: true,
        anchor_unknown_critical_refused: true,
        anchor_key_usage_makes_ca: false,
        // src: `CheckSignatureFrom`.
        ca_key_usage: true,
        ca_needs_key_usage: false,
        strict_extensions: false,
        // src: neither `isValid` nor `checkChainConstraints` knows self-issued certificates.
        self_issued_exempt: false,
        key_id_match: KeyIdMatch::Ignored,
        // run: Go 1.26, `is excluded by constraint`.
        excluded_covers_wildcards: true,
        excluded_dot_covers_wildcards: false,
        common_name_constrained: false,
        // run: `cannot parse dnsName`.
        malformed_names_refused: true,
        malformed_mail_refused: true,
        malformed_addresses_refused: true,
        // src: `parseNameConstraintsExtension` returns them as unhandled.
        unknown_constraints_refused: true,
        constrained_leaf_needs_san: false,
        ip_name_constraints: true,
        mail_name_constraints: ConstraintSupport::Evaluated,
        // src: they are among the forms that it does not know.
        directory_name_constraints: ConstraintSupport::Ignored,
        search: PathSearch::Backtracking,
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
        // src: `checkSignature` has no DSA.
        ca_dsa: false,
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
