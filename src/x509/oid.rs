//! Object identifiers that policies name, dotted (RFC 5280 section 4.2).

/// subjectKeyIdentifier.
pub const SUBJECT_KEY_ID: &str = "2.5.29.14";
/// issuerAltName.
pub const ISSUER_ALT_NAME: &str = "2.5.29.18";
/// nameConstraints.
pub const NAME_CONSTRAINTS: &str = "2.5.29.30";
/// cRLDistributionPoints.
pub const CRL_DISTRIBUTION_POINTS: &str = "2.5.29.31";
/// certificatePolicies.
pub const POLICIES: &str = "2.5.29.32";
/// policyMappings.
pub const POLICY_MAPPINGS: &str = "2.5.29.33";
/// authorityKeyIdentifier.
pub const AUTHORITY_KEY_ID: &str = "2.5.29.35";
/// policyConstraints.
pub const POLICY_CONSTRAINTS: &str = "2.5.29.36";
/// inhibitAnyPolicy.
pub const INHIBIT_ANY_POLICY: &str = "2.5.29.54";

/// Netscape's certificate type.
pub const NETSCAPE_CERT_TYPE: &str = "2.16.840.1.113730.1.1";

/// Extended key usages of Netscape and Microsoft.
pub const SERVER_GATED_CRYPTO: [&str; 2] = ["2.16.840.1.113730.4.1", "1.3.6.1.4.1.311.10.3.3"];

/// The curve P-224.
pub const P224: &str = "1.3.132.0.33";
/// Curves besides those of TLS whose signatures OpenSSL verifies at security level 2: P-224, secp256k1, brainpool.
pub const CURVES_OF_OPENSSL: &[&str] =
    &[P224, "1.3.132.0.10", "1.3.36.3.3.2.8.1.1.7", "1.3.36.3.3.2.8.1.1.11", "1.3.36.3.3.2.8.1.1.13"];
