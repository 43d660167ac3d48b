//! A verifier as a value.
//!
//! A policy says what a verifier demands; it holds no code, so that two verifiers can be compared field by
//! field.

use serde::{Deserialize, Serialize};

/// What the certificate is to be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Server authentication: the usual case.
    Server,
    /// Client authentication: judging our own certificate as the server would.
    Client,
}

impl Purpose {
    /// The extendedKeyUsage OID of the purpose (RFC 5280 section 4.2.1.12).
    pub fn oid(self) -> &'static str {
        match self {
            Self::Server => "1.3.6.1.5.5.7.3.1",
            Self::Client => "1.3.6.1.5.5.7.3.2",
        }
    }
}

/// The usual name of an extendedKeyUsage, for people; the dotted OID if it has none.
pub(super) fn purpose_name(oid: &str) -> String {
    let name = match oid {
        "2.5.29.37.0" => "anyExtendedKeyUsage",
        "1.3.6.1.5.5.7.3.3" => "codeSigning",
        "1.3.6.1.5.5.7.3.4" => "emailProtection",
        "1.3.6.1.5.5.7.3.8" => "timeStamping",
        "1.3.6.1.5.5.7.3.9" => "OCSPSigning",
        _ if oid == Purpose::Server.oid() => "serverAuth",
        _ if oid == Purpose::Client.oid() => "clientAuth",
        other => other,
    };
    name.to_owned()
}

/// When the subject's common name is taken for a host name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommonName {
    /// Never (Go, rustls, Python, OkHttp; RFC 9525).
    Never,
    /// When there is no dNSName (OpenSSL's own check, Node, JSSE). Never for an IP address.
    WithoutSan,
    /// When there is no subject alternative name of any form (gRPC core). Never for an IP address.
    WithoutAnySan,
}

/// What the leaf's keyUsage, where present, must allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeafKeyUsage {
    /// Not looked at.
    Ignored,
    /// One of digitalSignature, keyEncipherment, keyAgreement.
    AnyOfTls,
    /// digitalSignature: the only one that TLS 1.3 and ECDHE use.
    DigitalSignature,
}

/// Which candidates for issuer must have the key identifier that the certificate names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyIdMatch {
    /// None: the key decides.
    Ignored,
    /// Anchors.
    Anchors,
    /// All.
    All,
}

/// How a form of name constraint is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstraintSupport {
    /// Evaluated as RFC 5280 section 4.2.1.10 says.
    Evaluated,
    /// Not looked at.
    Ignored,
    /// Not known to the verifier: any certificate under such a constraint is refused.
    Refused,
}

/// How a verifier searches its way from the leaf to an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathSearch {
    /// An issuer is one whose key verifies the signature; when a path is bad, others are tried.
    Backtracking,
    /// OpenSSL's `build_chain`: the issuer is the first that names, key identifiers and kind of key fit, valid ones
    /// before expired ones. It is not given up again, not even when its key turns out to be another.
    OpenSsl,
    /// BoringSSL's `X509_verify_cert`: the issuer is the first that names and key identifiers fit and whose keyUsage
    /// lets it sign, whatever its dates and its key; it is not given up again.
    BoringSsl,
}

/// How strictly a verifier reads a certificate, before it judges it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parser {
    /// Takes what can be read, and passes over what cannot.
    Lenient,
    /// OpenSSL's `d2i_X509`: takes every certificate, but nothing else.
    OpenSsl,
    /// The same in BoringSSL; gRPC core then lists the leaf's addresses, and gives up at one of no known length.
    GrpcCore,
    /// Go's crypto/x509.
    Go,
    /// The JDK's X509CertImpl.
    Jdk,
}

/// What a verifier demands. Each field is one observed difference between verifiers; the source of every
/// value is beside the stacks in `runtime::stack`.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Short name for people: `rustls`, `go`, `openssl` ...
    pub name: &'static str,
    /// What the certificate is for.
    pub purpose: Purpose,

    /// What it cannot read, it refuses: an anchor is left out, anything presented spoils the whole chain.
    pub parser: Parser,

    /// When the common name counts.
    pub common_name: CommonName,
    /// An IP address written as dNSName covers that IP address (gRPC core).
    pub ip_as_dns_name: bool,
    /// Mail addresses and URIs among the alternative names are compared as if they were host names (gRPC core).
    pub mail_and_uri_as_host: bool,
    /// An IPv4 address may be written as an IPv6 one (`::ffff:10.0.0.1`).
    pub mapped_addresses: bool,
    /// Fewest labels of a wildcard name, the `*` included: 3 refuses `*.com`, 2 takes it.
    pub wildcard_labels: usize,
    /// A host with an underscore can be verified at all.
    pub underscore_in_host: bool,
    /// A `*` may be a part of the left-most label: `f*.example.com`.
    pub partial_wildcards: bool,
    /// It may be in any label, and more than once: `foo.*.example.com` (JSSE).
    pub wildcards_anywhere: bool,

    /// A `*` stands for labels with an underscore, too.
    pub wildcard_covers_underscore: bool,
    /// A presented dNSName may end with a dot, as an absolute name does.
    pub trailing_dot: bool,
    /// A certificate without subject must have its subjectAltName critical (RFC 5280 section 4.2.1.6).
    pub critical_san_without_subject: bool,

    /// A leaf with cA:TRUE is acceptable.
    pub ca_leaf: bool,
    /// A cA:TRUE leaf is held to the rules for CA certificates (OpenSSL strict: needs keyUsage).
    pub ca_leaf_needs_key_usage: bool,
    /// X.509 v1 leaf is acceptable.
    pub v1_leaf: bool,
    /// X.509 v1 trust anchor is acceptable.
    pub v1_anchor: bool,
    /// What the leaf's keyUsage, if present, must allow.
    pub leaf_key_usage: LeafKeyUsage,

    /// The two Server Gated Crypto purposes of the 1990s allow server authentication.
    pub server_gated_crypto: bool,
    /// Netscape's certificate type, if present on the leaf, must include SSL server.
    pub netscape_cert_type: bool,
    /// anyExtendedKeyUsage allows the purpose.
    pub any_extended_key_usage: bool,
    /// An extendedKeyUsage without purposes, and a keyUsage without bits, allow everything.
    pub empty_usages_allow_all: bool,
    /// An intermediate's extendedKeyUsage, if present, must include the purpose.
    pub nested_extended_key_usage: bool,
    /// So must the anchor's.
    pub anchor_extended_key_usage: bool,

    /// An anchor that is not self-signed ends a path (OpenSSL's partial chain).
    pub partial_chain: bool,
    /// A leaf that is itself an anchor is trusted, although another CA issued it. (One that is self-signed
    /// always is.)
    pub leaf_as_anchor: bool,
    /// The signature of a leaf that is itself an anchor counts, although nothing depends on it (webpki builds a path
    /// from the leaf to the anchor all the same).
    pub leaf_anchor_signature: bool,
    /// Dates and keyUsage of a leaf that is itself an anchor count.
    pub leaf_as_anchor_checked: bool,
    /// So do its other extensions.
    pub leaf_as_anchor_extensions: bool,

    /// Dates of the anchor count.
    pub anchor_dates: bool,
    /// The anchor must be a CA by basicConstraints (v3 anchors).
    pub anchor_must_be_ca: bool,
    /// keyUsage of the anchor, if present, must have keyCertSign.
    pub anchor_key_usage: bool,
    /// pathLenConstraint of the anchor counts.
    pub anchor_path_length: bool,
    /// nameConstraints of the anchor count.
    pub anchor_name_constraints: bool,
    /// An unknown critical extension of the anchor is refused.
    pub anchor_unknown_critical_refused: bool,

    /// Without basicConstraints, a keyUsage makes an anchor a CA.
    pub anchor_key_usage_makes_ca: bool,
    /// keyUsage of an intermediate, if present, must have keyCertSign.
    pub ca_key_usage: bool,
    /// CA certificates must have keyUsage (RFC 5280; OpenSSL strict).
    pub ca_needs_key_usage: bool,
    /// What OpenSSL's strict flag asks for: see `judge`.
    pub strict_extensions: bool,
    /// Self-issued intermediates (RFC 5280 section 6.1) are exempt from name constraints and path lengths.
    pub self_issued_exempt: bool,
    /// Where a certificate whose authorityKeyIdentifier differs from a candidate's subjectKeyIdentifier is
    /// not issued by it, even if the key fits.
    pub key_id_match: KeyIdMatch,

    /// A wildcard is refused when an excluded dNSName is among the names it covers (CVE-2025-61727).
    pub excluded_covers_wildcards: bool,
    /// The same of an excluded name with a leading dot, which is no host name itself.
    pub excluded_dot_covers_wildcards: bool,
    /// The common name, an intermediate's too, falls under name constraints, as an address or as a host, whatever
    /// `common_name` says. A leaf's that is an address is taken for an iPAddress from then on (the JDK).
    pub common_name_constrained: bool,
    /// A dNSName with an empty label is refused where a constraint of its form holds.
    pub malformed_names_refused: bool,
    /// So is a mailbox with two `@`.
    pub malformed_mail_refused: bool,
    /// So is an iPAddress that is neither 4 nor 16 bytes long.
    pub malformed_addresses_refused: bool,
    /// A critical extension with a constraint of a form that the verifier does not know is refused.
    pub unknown_constraints_refused: bool,
    /// A leaf without SAN is refused below any name constraint when its common name may be a host name.
    pub constrained_leaf_needs_san: bool,
    /// iPAddress name constraints can be evaluated; if not, a certificate under them is refused.
    pub ip_name_constraints: bool,
    /// rfc822Name constraints; `Refused`: where the certificate bears such a name.
    pub mail_name_constraints: ConstraintSupport,
    /// directoryName constraints.
    pub directory_name_constraints: ConstraintSupport,

    /// How the way to an anchor is searched.
    pub search: PathSearch,
    /// Most certificates that may be presented.
    pub max_presented: Option<usize>,
    /// Most intermediates of a path.
    pub max_intermediates: Option<usize>,

    /// SHA-1 signatures on the leaf and intermediates are acceptable.
    pub sha1: bool,
    /// MD5 (and MD2) signatures are acceptable (nobody).
    pub md5: bool,
    /// SHA-224 signatures are acceptable.
    pub sha224: bool,
    /// ECDSA signatures with SHA-512 by P-256 and P-384 keys can be verified.
    pub ecdsa_sha512: bool,
    /// Fewest RSA bits in the leaf's key.
    pub min_rsa_leaf: u32,
    /// Fewest RSA bits in CA keys.
    pub min_rsa_ca: u32,
    /// Ed25519 leaf keys can be used in a handshake.
    pub ed25519: bool,
    /// P-521 leaf keys can be used in a handshake.
    pub p521: bool,
    /// They can be used in TLS 1.2, whose ECDSA schemes name no curve.
    pub p521_in_tls12: bool,
    /// Ed448 leaf keys can be used in a handshake.
    pub ed448: bool,
    /// id-RSASSA-PSS leaf keys can be used in a handshake.
    pub rsa_pss_key: bool,
    /// Signatures by a P-521 CA can be verified.
    pub ca_p521: bool,
    /// Signatures by a DSA CA can be verified.
    pub ca_dsa: bool,
    /// Signatures by an Ed448 CA can be verified.
    pub ca_ed448: bool,
    /// Signatures by a CA with an id-RSASSA-PSS key can be verified.
    pub ca_rsa_pss: bool,
    /// Other curves (dotted OIDs) whose signatures can be verified.
    pub ca_other_curves: &'static [&'static str],

    /// The certificate is still valid in the very second of notAfter.
    pub not_after_inclusive: bool,
    /// Unknown critical extensions are refused (everybody).
    pub unknown_critical_refused: bool,
    /// Extensions of RFC 5280 (dotted OIDs) that are refused when critical, since the verifier does not know them.
    pub critical_refused: &'static [&'static str],
    /// Certificate policies are processed (RFC 5280 section 6.1): `requireExplicitPolicy` has a meaning.
    pub certificate_policies: bool,
}

impl Policy {
    /// RFC 5280 and RFC 9525 as `classify` reads them: what some exporter in use may stumble over counts,
    /// what only OpenSSL's strict flag asks for does not.
    pub fn rfc5280(purpose: Purpose) -> Self {
        Self {
            name: "rfc5280",
            purpose,
            parser: Parser::Lenient,
            common_name: CommonName::Never,
            ip_as_dns_name: false,
            mail_and_uri_as_host: false,
            mapped_addresses: false,
            wildcard_labels: 3,
            underscore_in_host: true,
            partial_wildcards: false,
            wildcards_anywhere: false,
            wildcard_covers_underscore: true,
            trailing_dot: false,
            critical_san_without_subject: false,
            // Reported, since rustls refuses it; whether that is an error is for the runtimes to say.
            ca_leaf: false,
            ca_leaf_needs_key_usage: false,
            v1_leaf: false,
            v1_anchor: true,
            leaf_key_usage: LeafKeyUsage::DigitalSignature,
            server_gated_crypto: false,
            netscape_cert_type: false,
            any_extended_key_usage: true,
            empty_usages_allow_all: false,
            nested_extended_key_usage: true,
            anchor_extended_key_usage: false,
            partial_chain: true,
            leaf_as_anchor: true,
            leaf_anchor_signature: false,
            leaf_as_anchor_checked: true,
            leaf_as_anchor_extensions: true,
            anchor_dates: true,
            anchor_must_be_ca: true,
            anchor_key_usage: true,
            anchor_path_length: true,
            anchor_name_constraints: true,
            anchor_unknown_critical_refused: false,
            anchor_key_usage_makes_ca: false,
            ca_key_usage: true,
            ca_needs_key_usage: false,
            strict_extensions: false,
            self_issued_exempt: true,
            key_id_match: KeyIdMatch::Ignored,
            excluded_covers_wildcards: true,
            excluded_dot_covers_wildcards: false,
            common_name_constrained: false,
            malformed_names_refused: false,
            malformed_mail_refused: false,
            malformed_addresses_refused: false,
            unknown_constraints_refused: false,
            constrained_leaf_needs_san: false,
            ip_name_constraints: true,
            mail_name_constraints: ConstraintSupport::Evaluated,
            directory_name_constraints: ConstraintSupport::Evaluated,
            search: PathSearch::Backtracking,
            max_presented: None,
            max_intermediates: None,
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
            ca_other_curves: &[],
            not_after_inclusive: true,
            unknown_critical_refused: true,
            critical_refused: &[],
            certificate_policies: true,
        }
    }
}
