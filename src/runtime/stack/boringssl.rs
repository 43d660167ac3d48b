//! BoringSSL inside gRPC core: Python, C++, Ruby and PHP gRPC.

use crate::x509::{CommonName, ConstraintSupport, KeyIdMatch, LeafKeyUsage, Policy, Purpose};

/// What gRPC core demands of a server's chain.
pub fn policy() -> Policy {
    Policy {
        name: "boringssl",
        purpose: Purpose::Server,
        // src: `tsi_ssl_peer_matches_name` falls back to the common name without SANs.
        common_name: CommonName::WithoutSan,
        // run: an IP address written as dNSName is accepted.
        ip_as_dns_name: true,
        // src: `does_entry_match_name` refuses a `*` right before the top-level label.
        wildcard_labels: 3,
        underscore_in_host: true,
        partial_wildcards: false,
        ca_leaf: true,
        ca_leaf_needs_key_usage: false,
        v1_leaf: true,
        v1_anchor: true,
        // run: keyCertSign alone is refused. src: `ssl_cert_check_key_usage` wants digitalSignature.
        leaf_key_usage: LeafKeyUsage::DigitalSignature,
        any_extended_key_usage: false,
        nested_extended_key_usage: true,
        anchor_extended_key_usage: true,
        // src: gRPC core sets `X509_V_FLAG_PARTIAL_CHAIN`.
        partial_chain: true,
        leaf_as_anchor: true,
        leaf_as_anchor_checked: true,
        anchor_dates: true,
        // run: a root with cA:FALSE signs a leaf and is accepted.
        anchor_must_be_ca: false,
        anchor_path_length: true,
        anchor_name_constraints: true,
        anchor_unknown_critical_refused: true,
        ca_key_usage: true,
        ca_needs_key_usage: false,
        strict_extensions: false,
        key_id_match: KeyIdMatch::All,
        // src: `nc_dns`, as OpenSSL.
        excluded_covers_wildcards: false,
        // run: a permitted IP range is refused as an unsupported constraint type.
        ip_name_constraints: false,
        directory_name_constraints: ConstraintSupport::Evaluated,
        backtracking: false,
        max_presented: None,
        max_intermediates: None,
        // run: SHA-1 and RSA-1024 are accepted.
        sha1: true,
        md5: false,
        sha224: true,
        min_rsa_leaf: 1024,
        min_rsa_ca: 1024,
        // run: the schemes are not offered, so that the server has no certificate to present.
        ed25519: false,
        p521: false,
        ed448: false,
        rsa_pss_key: false,
        ca_p521: true,
        ca_ed448: false,
        not_after_inclusive: false,
        unknown_critical_refused: true,
    }
}
