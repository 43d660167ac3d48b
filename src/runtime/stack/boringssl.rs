//! BoringSSL inside gRPC core: Python, C++, Ruby and PHP gRPC.

use crate::x509::oid;
use crate::x509::{
    CommonName, ConstraintSupport, KeyIdMatch, LeafKeyUsage, Parser, PathSearch, Policy, Purpose,
};

/// What gRPC core demands of a server's chain.
pub fn policy() -> Policy {
    Policy {
        name: "boringssl",
        purpose: Purpose::Server,
        // src: `SAN IP Address contained invalid IP`.
        parser: Parser::GrpcCore,
        // src: `tsi_ssl_peer_matches_name` falls back to the common name without SANs of any form.
        common_name: CommonName::WithoutAnySan,
        // run: an IP address written as dNSName is accepted.
        ip_as_dns_name: true,
        // src: `add_subject_alt_names_properties_to_peer` makes one list of them all.
        mail_and_uri_as_host: true,
        mapped_addresses: false,
        // src: `does_entry_match_name`, "Invalid toplevel subdomain". The handshake's own check
        // (`VerifySubjectAlternativeName`) lets `*.com` pass; the call is refused. run: `call host does not match`.
        wildcard_labels: 3,
        underscore_in_host: true,
        partial_wildcards: false,
        wildcards_anywhere: false,
        wildcard_covers_underscore: true,
        // src: "Take care of '.' terminations".
        trailing_dot: true,
        critical_san_without_subject: false,
        ca_leaf: true,
        ca_leaf_needs_key_usage: false,
        v1_leaf: true,
        v1_anchor: true,
        // run: keyCertSign alone is refused. src: `ssl_cert_check_key_usage` wants digitalSignature.
        leaf_key_usage: LeafKeyUsage::DigitalSignature,
        netscape_cert_type: false,
        // run: `unsupported certificate purpose`.
        server_gated_crypto: false,
        any_extended_key_usage: false,
        empty_usages_allow_all: false,
        nested_extended_key_usage: true,
        // run: nothing but dates, names and keyUsage of an anchor counts.
        anchor_extended_key_usage: false,
        // src: gRPC core sets `X509_V_FLAG_PARTIAL_CHAIN`.
        partial_chain: true,
        leaf_as_anchor: true,
        leaf_anchor_signature: false,
        leaf_as_anchor_checked: true,
        // src: `check_chain_extensions` ends at `last_untrusted`. run: a critical extension that it does not know.
        leaf_as_anchor_extensions: false,
        anchor_dates: true,
        // run: a root with cA:FALSE signs a leaf and is accepted.
        anchor_must_be_ca: false,
        // run: `unable to get local issuer certificate`.
        anchor_key_usage: true,
        anchor_path_length: false,
        anchor_name_constraints: true,
        anchor_unknown_critical_refused: false,
        anchor_key_usage_makes_ca: false,
        ca_key_usage: true,
        ca_needs_key_usage: false,
        strict_extensions: false,
        self_issued_exempt: true,
        key_id_match: KeyIdMatch::All,
        // run: `excluded subtree violation`, unlike OpenSSL.
        excluded_covers_wildcards: true,
        excluded_dot_covers_wildcards: false,
        common_name_constrained: false,
        malformed_names_refused: false,
        // run: `unsupported or invalid name syntax`.
        malformed_mail_refused: true,
        malformed_addresses_refused: true,
        unknown_constraints_refused: false,
        // run: `Issuer has name constraints but leaf has no SANs`.
        constrained_leaf_needs_san: true,
        // run: a permitted IP range is refused as an unsupported constraint type.
        ip_name_constraints: false,
        mail_name_constraints: ConstraintSupport::Evaluated,
        directory_name_constraints: ConstraintSupport::Evaluated,
        // src: `find_issuer`, `X509_check_issued`: the first that fits by names, identifiers and keyUsage.
        search: PathSearch::BoringSsl,
        max_presented: None,
        max_intermediates: None,
        // run: SHA-1 and RSA-1024 are accepted.
        sha1: true,
        md5: false,
        sha224: true,
        ecdsa_sha512: true,
        min_rsa_leaf: 1024,
        // run: a CA with 512 bits is accepted.
        min_rsa_ca: 512,
        // run: the schemes are not offered, so that the server has no certificate to present.
        ed25519: false,
        p521: false,
        // run: below a Go server with TLS 1.2.
        p521_in_tls12: true,
        ed448: false,
        rsa_pss_key: false,
        ca_p521: true,
        // run: `certificate signature failure`.
        ca_dsa: false,
        ca_ed448: false,
        ca_rsa_pss: false,
        ca_other_curves: &[oid::P224],
        not_after_inclusive: false,
        unknown_critical_refused: true,
        // run: `unhandled critical extension`, `unrecognized critical extension(s)`.
        critical_refused: &[oid::CRL_DISTRIBUTION_POINTS],
        // run: `no explicit policy`.
        certificate_policies: true,
    }
}
