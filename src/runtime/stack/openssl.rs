//! OpenSSL 3 with its defaults at security level 2: Ruby, PHP, curl-based exporters.
//!
//! Node up to 22 sits at level 1 (`min_rsa_*` 1024), Python up to 3.12 never takes the common name, curl
//! sets the partial-chain flag: their rows change those fields.

use crate::x509::oid;
use crate::x509::{
    CommonName, ConstraintSupport, KeyIdMatch, LeafKeyUsage, Parser, PathSearch, Policy, Purpose,
};

/// What OpenSSL demands of a server's chain.
pub fn policy() -> Policy {
    Policy {
        name: "openssl",
        purpose: Purpose::Server,
        parser: Parser::OpenSsl,
        common_name: CommonName::WithoutSan,
        ip_as_dns_name: false,
        mail_and_uri_as_host: false,
        mapped_addresses: false,
        // src: `valid_star` wants two dots after the `*`, which may be a part of the first label.
        wildcard_labels: 3,
        underscore_in_host: true,
        partial_wildcards: true,
        wildcards_anywhere: false,
        // src: `wildcard_match` lets letters, digits and hyphens through. run: Python.
        wildcard_covers_underscore: false,
        trailing_dot: false,
        critical_san_without_subject: false,
        ca_leaf: true,
        ca_leaf_needs_key_usage: false,
        v1_leaf: true,
        v1_anchor: true,
        // src: `check_purpose_ssl_server` wants one bit of `KU_TLS`. run: keyCertSign alone is refused.
        leaf_key_usage: LeafKeyUsage::AnyOfTls,
        // src: `xku_reject` looks for serverAuth (or the old SGC); anyExtendedKeyUsage is not special.
        netscape_cert_type: true,
        server_gated_crypto: true,
        any_extended_key_usage: false,
        empty_usages_allow_all: false,
        nested_extended_key_usage: true,
        // src: `check_extensions` walks the whole chain, the anchor included.
        anchor_extended_key_usage: true,
        // run: an anchor must be self-signed unless the partial-chain flag is set.
        partial_chain: false,
        leaf_as_anchor: false,
        leaf_anchor_signature: false,
        leaf_as_anchor_checked: true,
        leaf_as_anchor_extensions: true,
        anchor_dates: true,
        anchor_must_be_ca: true,
        anchor_key_usage: true,
        anchor_path_length: true,
        anchor_name_constraints: true,
        anchor_unknown_critical_refused: true,
        // src: `check_ca` returns 4, "key usage present", which `check_extensions` takes of the last one alone.
        anchor_key_usage_makes_ca: true,
        ca_key_usage: true,
        ca_needs_key_usage: false,
        strict_extensions: false,
        self_issued_exempt: true,
        // src: `ossl_x509_likely_issued` compares the identifiers.
        key_id_match: KeyIdMatch::All,
        // run: the wildcard is compared as if it were a name.
        excluded_covers_wildcards: false,
        excluded_dot_covers_wildcards: false,
        common_name_constrained: false,
        malformed_names_refused: false,
        malformed_mail_refused: false,
        // run: `unsupported or invalid name syntax`.
        malformed_addresses_refused: true,
        unknown_constraints_refused: false,
        constrained_leaf_needs_san: false,
        ip_name_constraints: true,
        mail_name_constraints: ConstraintSupport::Evaluated,
        directory_name_constraints: ConstraintSupport::Evaluated,
        // run: the first issuer found (a valid one before an expired one) is not given up again. Of two CAs of one name
        // without key identifiers the first in the file is taken: `certificate signature failure`.
        search: PathSearch::OpenSsl,
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
        ca_dsa: true,
        ca_ed448: true,
        ca_rsa_pss: true,
        ca_other_curves: oid::CURVES_OF_OPENSSL,
        // run: `X509_cmp_time` counts the very second as past.
        not_after_inclusive: false,
        unknown_critical_refused: true,
        // run: `unhandled critical extension`; a critical subjectKeyIdentifier is taken.
        critical_refused: &[oid::ISSUER_ALT_NAME, oid::AUTHORITY_KEY_ID],
        certificate_policies: false,
    }
}
