//! Name constraints, RFC 5280 section 4.2.1.10.

use std::net::IpAddr;

use super::certificate::{Facts, NameConstraints};
use super::der;
use super::policy::{CommonName, ConstraintSupport, Policy};

/// Whether a certificate's names are within a CA's constraints.
pub(super) fn allows(constraints: &NameConstraints, facts: &Facts, is_leaf: bool, policy: &Policy) -> bool {
    let needs_san = is_leaf && policy.constrained_leaf_needs_san;
    !(needs_san && !facts.has_san && facts.common_name.as_deref().is_some_and(may_be_host))
        && dns_allowed(constraints, facts, is_leaf, policy)
        && ip_allowed(constraints, facts, policy)
        && directory_allowed(constraints, facts, policy)
        && mail_allowed(constraints, facts, policy)
        && !(constraints.other_forms && has_other_form(facts))
}

/// Letters, digits, hyphens, underscores and dots: BoringSSL's `x509v3_looks_like_dns_name`.
fn may_be_host(name: &str) -> bool {
    let name = name.strip_prefix("*.").unwrap_or(name);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn dns_allowed(constraints: &NameConstraints, facts: &Facts, is_leaf: bool, policy: &Policy) -> bool {
    // A verifier that takes the common name for a host name constrains it as one; but BoringSSL, which takes it where
    // there is no alternative name at all, refuses that leaf altogether (`constrained_leaf_needs_san`).
    let common_name = facts.common_name.iter().filter(|name| {
        let counts = if policy.common_name_constrained {
            name.parse::<IpAddr>().is_err() && is_jdk_host(name)
        } else {
            let looks_like_host = name.contains('.') && !name.contains(' ');
            is_leaf && policy.common_name == CommonName::WithoutSan && looks_like_host
        };
        counts && facts.dns_names.is_empty()
    });
    let constrained = !constraints.permitted_dns.is_empty() || !constraints.excluded_dns.is_empty();
    if constrained && policy.malformed_names_refused && !facts.dns_names.iter().all(|name| is_host_name(name))
    {
        return false;
    }
    facts.dns_names.iter().chain(common_name).all(|name| {
        let permitted = constraints.permitted_dns.is_empty()
            || constraints.permitted_dns.iter().any(|base| dns_within(name, base));
        permitted
            && !constraints.excluded_dns.iter().any(|base| {
                dns_within(name, base) || (policy.excluded_covers_wildcards && may_expand(name, base, policy))
            })
    })
}

/// What the JDK's `DNSName` takes: labels of letters, digits and hyphens.
fn is_jdk_host(name: &str) -> bool {
    name.split('.').all(|label| {
        label.starts_with(|c: char| c.is_ascii_alphanumeric())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

/// Whether a name has labels of visible characters, none of them empty.
fn is_host_name(name: &str) -> bool {
    name.split('.').all(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_graphic()))
}

/// Whether a name is the base or below it; a base with a leading dot covers what is below it only.
fn dns_within(name: &str, base: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let base = base.to_ascii_lowercase();
    if base.is_empty() || name == base {
        return true;
    }
    match name.strip_suffix(&base) {
        Some(front) => base.starts_with('.') && !front.is_empty() || front.ends_with('.'),
        None => false,
    }
}

/// Whether a wildcard covers some name below an excluded base (CVE-2025-61727).
fn may_expand(name: &str, base: &str, policy: &Policy) -> bool {
    let base = base.to_ascii_lowercase();
    let base = if policy.excluded_dot_covers_wildcards { base.trim_start_matches('.') } else { &base };
    match (name.to_ascii_lowercase().strip_prefix("*."), base.split_once('.')) {
        (Some(domain), Some((_, parent))) => domain == parent,
        _ => false,
    }
}

fn ip_allowed(constraints: &NameConstraints, facts: &Facts, policy: &Policy) -> bool {
    if constraints.permitted_ip.is_empty() && constraints.excluded_ip.is_empty() {
        return true;
    }
    if !policy.ip_name_constraints && !facts.ip_addresses.is_empty() {
        return false;
    }
    if facts.malformed_ip && policy.malformed_addresses_refused {
        return false;
    }
    let common_name = facts
        .common_name
        .iter()
        .filter_map(|name| name.parse().ok())
        .filter(|_| policy.common_name_constrained && facts.ip_addresses.is_empty());
    facts.ip_addresses.iter().copied().chain(common_name).all(|address| {
        let permitted = constraints.permitted_ip.is_empty()
            || constraints.permitted_ip.iter().any(|range| ip_within(address, range));
        permitted && !constraints.excluded_ip.iter().any(|range| ip_within(address, range))
    })
}

/// `range` is address and mask as encoded: 8 bytes for IPv4, 32 for IPv6.
fn ip_within(address: IpAddr, range: &[u8]) -> bool {
    let octets = match address {
        IpAddr::V4(v4) => v4.octets().to_vec(),
        IpAddr::V6(v6) => v6.octets().to_vec(),
    };
    let Some((base, mask)) = range.split_at_checked(octets.len()) else { return false };
    mask.len() == octets.len()
        && octets.iter().zip(base).zip(mask).all(|((octet, base), mask)| octet & mask == base & mask)
}

fn mail_allowed(constraints: &NameConstraints, facts: &Facts, policy: &Policy) -> bool {
    let constrained = !constraints.permitted_mail.is_empty() || !constraints.excluded_mail.is_empty();
    match policy.mail_name_constraints {
        ConstraintSupport::Ignored => true,
        ConstraintSupport::Refused => !constrained || facts.mail_names.is_empty(),
        ConstraintSupport::Evaluated => facts.mail_names.iter().all(|mail| {
            // What is no mailbox is refused by whoever must compare it.
            let twice = mail.matches('@').count() > 1;
            if constrained && (!is_mailbox(mail) || (twice && policy.malformed_mail_refused)) {
                return false;
            }
            let permitted = constraints.permitted_mail.is_empty()
                || constraints.permitted_mail.iter().any(|base| mail_within(mail, base));
            permitted && !constraints.excluded_mail.iter().any(|base| mail_within(mail, base))
        }),
    }
}

/// Names of forms that no verifier can compare: webpki, Go, OpenSSL and the JDK all refuse them under a constraint of
/// such a form (run).
fn has_other_form(facts: &Facts) -> bool {
    facts.other_names.iter().any(|name| name.starts_with("otherName:") || name.starts_with("RegisteredID:"))
}

fn is_mailbox(mail: &str) -> bool {
    mail.rsplit_once('@').is_some_and(|(local, host)| !local.is_empty() && !host.is_empty())
}

/// Whether a mailbox is the base, at the host that the base names, or below the domain that it names with a dot.
fn mail_within(mail: &str, base: &str) -> bool {
    let Some((local, host)) = mail.rsplit_once('@') else { return false };
    match base.rsplit_once('@') {
        Some((base_local, base_host)) => local == base_local && host.eq_ignore_ascii_case(base_host),
        None if base.starts_with('.') => {
            host.len() > base.len() && host.to_ascii_lowercase().ends_with(&base.to_ascii_lowercase())
        }
        None => base.is_empty() || host.eq_ignore_ascii_case(base),
    }
}

fn directory_allowed(constraints: &NameConstraints, facts: &Facts, policy: &Policy) -> bool {
    let constrained =
        !constraints.permitted_directory.is_empty() || !constraints.excluded_directory.is_empty();
    match policy.directory_name_constraints {
        ConstraintSupport::Ignored => true,
        ConstraintSupport::Refused => !constrained,
        ConstraintSupport::Evaluated => {
            if !constrained || relative_names(&facts.subject_der).is_some_and(|names| names.is_empty()) {
                return true;
            }
            let permitted = constraints.permitted_directory.is_empty()
                || constraints
                    .permitted_directory
                    .iter()
                    .any(|base| directory_within(&facts.subject_der, base));
            permitted
                && !constraints
                    .excluded_directory
                    .iter()
                    .any(|base| directory_within(&facts.subject_der, base))
        }
    }
}

/// Whether a Name begins with all relative names of the base.
fn directory_within(name: &[u8], base: &[u8]) -> bool {
    match (relative_names(name), relative_names(base)) {
        (Some(name), Some(base)) => name.starts_with(&base),
        _ => false,
    }
}

fn relative_names(name: &[u8]) -> Option<Vec<&[u8]>> {
    let mut sets = der::Reader::new(der::Reader::new(name).expect(der::SEQUENCE)?.contents);
    let mut names = Vec::new();
    while !sets.is_empty() {
        names.push(sets.expect(der::SET)?.contents);
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::Purpose;

    #[test]
    fn dns_bases_cover_what_is_below_them() {
        assert!(dns_within("example.com", "example.com"));
        assert!(dns_within("Otel.Example.com", "example.COM"));
        assert!(dns_within("*.example.com", "example.com"));
        assert!(dns_within("anything", ""));
        assert!(dns_within("a.example.com", ".example.com"));
        assert!(!dns_within("example.com", ".example.com"));
        assert!(!dns_within("badexample.com", "example.com"));
        assert!(!dns_within("example.com", "otel.example.com"));
    }

    #[test]
    fn a_wildcard_may_reach_into_an_excluded_base() {
        let policy = Policy::rfc5280(Purpose::Server);
        assert!(may_expand("*.example.com", "secret.example.com", &policy));
        assert!(!may_expand("*.example.com", "a.b.example.com", &policy));
        assert!(!may_expand("www.example.com", "secret.example.com", &policy));
    }

    #[test]
    fn ip_ranges_are_masked() {
        let range = [10, 0, 0, 0, 255, 0, 0, 0];
        assert!(ip_within("10.1.2.3".parse().unwrap(), &range));
        assert!(!ip_within("11.1.2.3".parse().unwrap(), &range));
        assert!(!ip_within("::1".parse().unwrap(), &range));
        assert!(!ip_within("10.1.2.3".parse().unwrap(), &range[..7]));
        assert!(!ip_within("10.1.2.3".parse().unwrap(), &[]));
    }

    #[test]
    fn what_the_jdk_takes_for_a_host() {
        assert!(is_jdk_host("an-intermediate") && is_jdk_host("test.localhost") && is_jdk_host("1.example"));
        for name in ["local_ica", "Example CA", "*.example.com", "-a", "a.", ""] {
            assert!(!is_jdk_host(name), "{name}");
        }
    }

    #[test]
    fn names_that_are_none() {
        for name in [".example.com", "a..example.com", "", "a b.example.com"] {
            assert!(!is_host_name(name), "{name}");
        }
        assert!(is_host_name("*.example.com") && is_host_name("localhost"));
    }
}
