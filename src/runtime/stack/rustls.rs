//! rustls 0.23 with ring and webpki 0.103: tonic, reqwest, opentelemetry-rust.

use crate::x509::oid;
use crate::x509::{
    CommonName, ConstraintSupport, KeyIdMatch, LeafKeyUsage, Parser, PathSearch, Policy, Purpose,
};

/// What webpki demands of a server's chain.
pub fn policy() -> Policy {
    Policy {
        name: "rustls",
        purpose: Purpose::Server,
        parser: Parser::Lenient,
        common_name: CommonName::Never,
        ip_as_dns_name: false,
        mail_and_uri_as_host: false,
        mapped_addresses: false,
        // src: webpki `dns_name.rs` wants two labels after the `*`, which must be a whole label.
        wildcard_labels: 3,
        underscore_in_host: true,
        partial_wildcards: false,
        wildcards_anywhere: false,
        wildcard_covers_underscore: true,
        trailing_dot: false,
        critical_san_without_subject: false,
        // run: `CaUsedAsEndEntity`, also when the certificate is its own trust anchor.
        ca_leaf: false,
        ca_leaf_needs_key_usage: false,
        // run: `UnsupportedCertVersion`.
        v1_leaf: false,
        // run: an anchor is reduced to name, key and name constraints; nothing else of it counts.
        v1_anchor: true,
        // src: "For cert validation, we ignore the KeyUsage extension".
        leaf_key_usage: LeafKeyUsage::Ignored,
        // src: `KeyUsage::validate` looks for the one OID; anyExtendedKeyUsage is not special.
        netscape_cert_type: false,
        server_gated_crypto: false,
        any_extended_key_usage: false,
        empty_usages_allow_all: false,
        nested_extended_key_usage: true,
        anchor_extended_key_usage: false,
        partial_chain: true,
        // run: `UnknownIssuer` for a CA-issued leaf given as trust.
        leaf_as_anchor: false,
        leaf_anchor_signature: true,
        leaf_as_anchor_checked: true,
        leaf_as_anchor_extensions: true,
        anchor_dates: false,
        anchor_must_be_ca: false,
        anchor_key_usage: false,
        anchor_path_length: false,
        anchor_name_constraints: true,
        // src: `Cert::for_trust_anchor` ignores critical extensions.
        anchor_unknown_critical_refused: false,
        anchor_key_usage_makes_ca: false,
        ca_key_usage: false,
        ca_needs_key_usage: false,
        strict_extensions: false,
        // src: `sub_ca_count` and `check_name_constraints` know no self-issued certificates.
        self_issued_exempt: false,
        key_id_match: KeyIdMatch::Ignored,
        // src: `IdRole::NameConstraint`.
        excluded_covers_wildcards: true,
        // run: webpki leaves the dot out.
        excluded_dot_covers_wildcards: true,
        common_name_constrained: false,
        // run: `MalformedDnsIdentifier`, `BadDer`.
        malformed_names_refused: true,
        malformed_mail_refused: true,
        malformed_addresses_refused: true,
        unknown_constraints_refused: false,
        constrained_leaf_needs_san: false,
        ip_name_constraints: true,
        // run: a constrained certificate with a name of a form that webpki does not know is refused.
        mail_name_constraints: ConstraintSupport::Refused,
        // src: `subject_name/mod.rs`, "Reject any uses of directory name constraints".
        directory_name_constraints: ConstraintSupport::Refused,
        search: PathSearch::Backtracking,
        max_presented: None,
        // src: `MAX_SUB_CA_COUNT`.
        max_intermediates: Some(6),
        sha1: false,
        md5: false,
        sha224: false,
        // run: `UnsupportedSignatureAlgorithmContext`; ring has P-256 and P-384 with SHA-256 and SHA-384 only.
        ecdsa_sha512: false,
        // run: the handshake signature of a shorter key is answered with `BadSignature`: ring's floor.
        min_rsa_leaf: 2048,
        min_rsa_ca: 2048,
        ed25519: true,
        // run: ring has no P-521.
        p521: false,
        p521_in_tls12: false,
        ed448: false,
        rsa_pss_key: false,
        ca_p521: false,
        // src: ring has no DSA.
        ca_dsa: false,
        ca_ed448: false,
        ca_rsa_pss: false,
        ca_other_curves: &[],
        not_after_inclusive: true,
        unknown_critical_refused: true,
        // src: `remember_cert_extension` knows six extensions; policies are none of them.
        critical_refused: &[
            oid::POLICIES,
            oid::POLICY_MAPPINGS,
            oid::POLICY_CONSTRAINTS,
            oid::INHIBIT_ANY_POLICY,
            oid::ISSUER_ALT_NAME,
            oid::SUBJECT_KEY_ID,
            oid::AUTHORITY_KEY_ID,
        ],
        certificate_policies: false,
    }
}
