//! JSSE of JDK 17: opentelemetry-java.

use crate::x509::oid;
use crate::x509::{
    CommonName, ConstraintSupport, KeyIdMatch, LeafKeyUsage, Parser, PathSearch, Policy, Purpose,
};

/// What JSSE's PKIX trust manager demands of a server's chain. OkHttp never takes the common name: its row
/// changes that field.
pub fn policy() -> Policy {
    Policy {
        name: "jsse",
        purpose: Purpose::Server,
        // src: `X509CertInfo.verifyCert`, `X509CertInfo.parse`.
        parser: Parser::Jdk,
        common_name: CommonName::WithoutSan,
        ip_as_dns_name: false,
        mail_and_uri_as_host: false,
        // run.
        mapped_addresses: true,
        // src: `HostnameChecker.hasIllegalWildcard` looks at public suffixes below public roots only.
        wildcard_labels: 2,
        // run: `Illegal given domain name`. src: `HostnameChecker.matchDNS` makes an `SNIHostName` of it.
        underscore_in_host: false,
        partial_wildcards: true,
        // src: `HostnameChecker.matchAllWildcards`.
        wildcards_anywhere: true,
        wildcard_covers_underscore: true,
        trailing_dot: false,
        // src: `X509CertInfo.verifyCert`, which every certificate goes through that is read.
        critical_san_without_subject: true,
        ca_leaf: true,
        ca_leaf_needs_key_usage: false,
        v1_leaf: true,
        v1_anchor: true,
        // src: `EndEntityChecker.checkTLSServer` wants digitalSignature for every ephemeral key exchange.
        leaf_key_usage: LeafKeyUsage::DigitalSignature,
        // src: `EndEntityChecker.checkEKU`.
        netscape_cert_type: true,
        server_gated_crypto: true,
        any_extended_key_usage: true,
        empty_usages_allow_all: false,
        // run: only the leaf's extendedKeyUsage is looked at.
        nested_extended_key_usage: false,
        anchor_extended_key_usage: false,
        partial_chain: true,
        leaf_as_anchor: true,
        leaf_anchor_signature: false,
        // run: expired, and with keyUsage keyCertSign only. src: `PKIXValidator.engineValidate` returns at once
        // when the first certificate is trusted, and `Validator` then skips its end-entity checks.
        leaf_as_anchor_checked: false,
        leaf_as_anchor_extensions: false,
        // run: an expired anchor and its name constraints are ignored.
        anchor_dates: false,
        // run: `TrustAnchor ... is not a CA certificate`.
        anchor_must_be_ca: true,
        // run: `does not have keyCertSign bit set`.
        anchor_key_usage: true,
        anchor_path_length: false,
        anchor_name_constraints: false,
        anchor_unknown_critical_refused: false,
        anchor_key_usage_makes_ca: false,
        ca_key_usage: true,
        ca_needs_key_usage: false,
        strict_extensions: false,
        self_issued_exempt: true,
        // run: a root issued again with its old key under another identifier is refused, an intermediate not.
        key_id_match: KeyIdMatch::Anchors,
        // run: the wildcard is compared as if it were a name.
        excluded_covers_wildcards: false,
        excluded_dot_covers_wildcards: false,
        // run: a common name that is an address falls under IP ranges where there is no iPAddress, any other under
        // dNSName trees where there is no dNSName. `NameConstraintsExtension.verify` adds the address to the names of
        // the certificate, where `HostnameChecker` finds it again.
        common_name_constrained: true,
        malformed_names_refused: false,
        malformed_mail_refused: false,
        malformed_addresses_refused: false,
        unknown_constraints_refused: false,
        constrained_leaf_needs_san: false,
        ip_name_constraints: true,
        mail_name_constraints: ConstraintSupport::Evaluated,
        directory_name_constraints: ConstraintSupport::Evaluated,
        search: PathSearch::Backtracking,
        // run: `jdk.tls.maxCertificateChainLength`.
        max_presented: Some(10),
        max_intermediates: None,
        // run: below a CA that does not come with the JDK (`jdk.certpath.disabledAlgorithms`: "SHA1 jdkCA").
        sha1: true,
        md5: false,
        sha224: true,
        ecdsa_sha512: true,
        // src: `jdk.certpath.disabledAlgorithms`, "RSA keySize < 1024".
        min_rsa_leaf: 1024,
        min_rsa_ca: 1024,
        ed25519: true,
        p521: true,
        p521_in_tls12: true,
        ed448: true,
        rsa_pss_key: true,
        ca_p521: true,
        ca_dsa: true,
        ca_ed448: true,
        ca_rsa_pss: true,
        ca_other_curves: &[],
        not_after_inclusive: true,
        unknown_critical_refused: true,
        // run: `unhandled critical extension`, `unrecognized critical extension(s)`.
        critical_refused: &[oid::CRL_DISTRIBUTION_POINTS],
        certificate_policies: true,
    }
}
