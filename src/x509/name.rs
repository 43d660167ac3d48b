//! Does a certificate cover this host; and if not, what comes nearest. RFC 9525, RFC 6125.

use super::certificate::Facts;
use super::policy::Policy;

/// The name to be verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A host name, lower case, without a trailing dot.
    Dns(String),
    /// An IP address.
    Ip(std::net::IpAddr),
}

impl Name {
    /// Reads a host as users write it: a name in any case, with or without a trailing dot, an IPv4 address,
    /// an IPv6 address with or without brackets.
    pub fn new(_host: &str) -> Self {
        todo!()
    }
}

/// How a certificate's names relate to the one asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameMatch {
    /// Covered.
    Covered,
    /// There are names; none covers it.
    Mismatch,
    /// There is no name of a kind that counts.
    NoNames,
}

/// Whether `facts` covers `name` by the policy's rules for names.
pub fn covers(_facts: &Facts, _name: &Name, _policy: &Policy) -> NameMatch {
    todo!()
}

/// The presented name that comes closest to `name`, for messages. `None` when there is none.
pub fn nearest(_facts: &Facts, _name: &Name) -> Option<String> {
    todo!()
}
