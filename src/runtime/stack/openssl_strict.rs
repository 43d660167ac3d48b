//! OpenSSL 3 with `X509_V_FLAG_X509_STRICT` and `X509_V_FLAG_PARTIAL_CHAIN`: Python 3.13 and later.

use crate::runtime::stack::openssl;
use crate::x509::{CommonName, Policy};

/// What Python 3.13's default context demands of a server's chain.
pub fn policy() -> Policy {
    Policy {
        name: "openssl_strict",
        // src: `hostname_checks_common_name` is off in urllib3, and CPython sets
        // `X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS`.
        common_name: CommonName::Never,
        partial_wildcards: false,
        // run: `CA cert does not include key usage extension`, for a cA:TRUE leaf too.
        ca_leaf_needs_key_usage: true,
        ca_needs_key_usage: true,
        // src: only 1 is enough for `check_ca` then.
        anchor_key_usage_makes_ca: false,
        // run: `Missing Authority Key Identifier`, for a v1 root too.
        strict_extensions: true,
        v1_anchor: false,
        partial_chain: true,
        leaf_as_anchor: true,
        ..openssl::policy()
    }
}
