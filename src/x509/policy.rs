//! A verifier as a value.

/// What the certificate is to be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Server authentication: the usual case.
    Server,
    /// Client authentication: judging our own certificate as the server would.
    Client,
}

/// When the subject's common name is taken for a host name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommonName {
    /// Never (Go, rustls, Python, OkHttp; RFC 9525).
    Never,
    /// When there is no subjectAltName of the form asked for (OpenSSL's own check, Node, JSSE, gRPC core).
    WithoutSan,
}

/// What a verifier demands. Each field is one observed difference between verifiers; the source of every
/// value is beside the stacks in `runtime::stack`.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Short name for people: `rustls`, `go`, `openssl` ...
    pub name: &'static str,
    /// What the certificate is for.
    pub purpose: Purpose,
    /// When the common name counts.
    pub common_name: CommonName,
    /// An IP address written as dNSName covers that IP address (gRPC core).
    pub ip_as_dns_name: bool,
    /// A leaf with cA:TRUE is acceptable.
    pub ca_leaf: bool,
    /// A cA:TRUE leaf is held to the rules for CA certificates (OpenSSL strict: needs keyUsage).
    pub ca_leaf_needs_key_usage: bool,
    /// X.509 v1 leaf is acceptable.
    pub v1_leaf: bool,
    /// X.509 v1 trust anchor is acceptable.
    pub v1_anchor: bool,
    /// The leaf's keyUsage, if present, must allow digitalSignature, keyEncipherment or keyAgreement.
    pub leaf_key_usage: bool,
    /// An intermediate's extendedKeyUsage, if present, must include the purpose.
    pub nested_extended_key_usage: bool,
    /// An anchor that is not self-signed ends a path (OpenSSL's partial chain).
    pub partial_chain: bool,
    /// A leaf that is itself an anchor is trusted, although no CA.
    pub leaf_as_anchor: bool,
    /// Dates of the anchor count.
    pub anchor_dates: bool,
    /// The anchor must be a CA by basicConstraints (v3 anchors).
    pub anchor_must_be_ca: bool,
    /// CA certificates must have keyUsage (RFC 5280; OpenSSL strict).
    pub ca_needs_key_usage: bool,
    /// Non-root certificates need AKI, CA certificates need SKI, basicConstraints must be critical (strict).
    pub strict_extensions: bool,
    /// nameConstraints of the anchor count.
    pub anchor_name_constraints: bool,
    /// iPAddress name constraints can be evaluated; if not, a certificate under them is refused.
    pub ip_name_constraints: bool,
    /// When the first path tried is bad, others are tried.
    pub backtracking: bool,
    /// Most certificates that may be presented.
    pub max_presented: Option<usize>,
    /// SHA-1 signatures on the leaf and intermediates are acceptable.
    pub sha1: bool,
    /// MD5 signatures are acceptable (nobody).
    pub md5: bool,
    /// Fewest RSA bits in the leaf's key.
    pub min_rsa_leaf: u32,
    /// Fewest RSA bits in CA keys.
    pub min_rsa_ca: u32,
    /// Leaf key kinds that the stack can use in a handshake.
    pub ed25519: bool,
    /// P-521 leaf keys can be used.
    pub p521: bool,
    /// The certificate is still valid in the very second of notAfter.
    pub not_after_inclusive: bool,
    /// Unknown critical extensions are refused (everybody).
    pub unknown_critical_refused: bool,
}

impl Policy {
    /// RFC 5280 and RFC 9525, as `classify` judges.
    pub fn rfc5280(_purpose: Purpose) -> Self {
        todo!()
    }
}
