//! OpenSSL 3 with its defaults at security level 2: Ruby, PHP, curl-based exporters.
//!
//! Node up to 22 sits at level 1 (`min_rsa_*` 1024), Python up to 3.12 never takes the common name, curl
//! sets the partial-chain flag: their rows change those fields.

use crate::x509::oid;
use crate::x509::{CommonName, ConstraintSupport, KeyIdMatch, LeafKeyUsage, Policy, Purpose};

/// What OpenSSL demands of a server's chain.
pub fn policy() -> Policy {
    Policy {
        name: "openssl",
        purpose: Purpose::Server,
        common_name: CommonName::WithoutSan,
        ip_as_dns_name: false,
        // src: `valid_star` wants two dots after the `*`, which may be a part of the first label.
        wildcard_labels: 3,
        underscore_in_host: true,
        partial_wildcards: true,
        trailing_dot: false,
        critical_san_without_subject: false,
        ca_leaf: true,
        ca_leaf_needs_key_usage: false,
        v1_leaf: true,
        v1_anchor: true,
        // src: `check_purpose_ssl_server` wants one bit of `KU_TLS`. run: keyCertSign alone is refused.
        leaf_key_usage: LeafKeyUsage::AnyOfTls,
        // src: `xku_reject` looks for serverAuth (or the old SGC); anyExtendedKeyUsage is not special.
        server_gated_crypto: true,
        any_extended_key_usage: false,
        nested_extended_key_usage: true,
        // src: `check_extensions` walks the whole chain, the anchor included.
        anchor_extended_key_usage: true,
        // run: an anchor must be self-signed unless the partial-chain flag is set.
        partial_chain: false,
        leaf_as_anchor: false,
        leaf_as_anchor_checked: true,
        anchor_dates: true,
        anchor_must_be_ca: true,
        anchor_key_usage: true,
        anchor_path_length: true,
        anchor_name_constraints: true,
        anchor_unknown_critical_refused: true,
        ca_key_usage: true,
        ca_needs_key_usage: false,
        strict_extensions: false,
        // src: `ossl_x509_likely_issued` compares the identifiers.
        key_id_match: KeyIdMatch::All,
        // run: the wildcard is compared as if it were a name.
        excluded_covers_wildcards: false,
        ip_name_constraints: true,
        mail_name_constraints: ConstraintSupport::Evaluated,
        directory_name_constraints: ConstraintSupport::Evaluated,
        // run: the first issuer found (a valid one before an expired one) is not given up again.
        backtracking: false,
        max_presented: None,
        max_intermediates: None,
        // run: security level 2, `CA signature digest algorithm too weak`, `EE certificate key too weak`.
        sha1: false,
        md5: false,
        sha224: true,
        ecdsa_sha512: true,
        min_rsa_leaf: 2048,
        min_rsa_ca: 2048,
        ed25519: true,
        p521: true,
        p521_in_tls12: true,
        ed448: true,
        rsa_pss_key: true,
        ca_p521: true,
        ca_ed448: true,
        ca_rsa_pss: true,
        ca_other_curves: oid::CURVES_OF_OPENSSL,
        // run: `X509_cmp_time` counts the very second as past.
        not_after_inclusive: false,
        unknown_critical_refused: true,
        critical_refused: &[oid::ISSUER_ALT_NAME],
        certificate_policies: false,
    }
}
