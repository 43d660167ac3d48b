//! Extensions by their object identifiers, dotted (RFC 5280 section 4.2).

/// subjectKeyIdentifier.
pub const SUBJECT_KEY_ID: &str = "2.5.29.14";
/// subjectAltName.
pub const SUBJECT_ALT_NAME: &str = "2.5.29.17";
/// issuerAltName.
pub const ISSUER_ALT_NAME: &str = "2.5.29.18";
/// nameConstraints.
pub const NAME_CONSTRAINTS: &str = "2.5.29.30";
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
