//! Does a certificate cover this host; and if not, what comes nearest. RFC 9525, RFC 6125.

use std::net::{IpAddr, Ipv6Addr};

use super::certificate::Facts;
use super::policy::{CommonName, Policy};

/// The name to be verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A host name, lower case, without a trailing dot.
    Dns(String),
    /// An IP address.
    Ip(IpAddr),
}

impl Name {
    /// Reads a host as users write it: a name in any case, with or without a trailing dot, an IPv4 address,
    /// an IPv6 address with or without brackets, with or without a zone.
    pub fn new(host: &str) -> Self {
        let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
        if let Ok(address) = bare.parse() {
            return Self::Ip(address);
        }
        // A zone is this machine's matter; no certificate names it (RFC 6874).
        if let Some((Ok(address), _)) = bare.split_once('%').map(|(v6, zone)| (v6.parse::<Ipv6Addr>(), zone))
        {
            return Self::Ip(IpAddr::V6(address));
        }
        Self::Dns(bare.strip_suffix('.').unwrap_or(bare).to_ascii_lowercase())
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Dns(name) => f.write_str(name),
            Self::Ip(address) => address.fmt(f),
        }
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
pub fn covers(facts: &Facts, name: &Name, policy: &Policy) -> NameMatch {
    let common_name = match policy.common_name {
        CommonName::WithoutSan if facts.dns_names.is_empty() => facts.common_name.as_deref(),
        CommonName::WithoutAnySan if !facts.has_san => facts.common_name.as_deref(),
        CommonName::WithoutSan | CommonName::WithoutAnySan | CommonName::Never => None,
    };
    let covered = match name {
        Name::Ip(address) => {
            let written = |presented: &IpAddr| {
                presented == address
                    || (policy.mapped_addresses && presented.to_canonical() == address.to_canonical())
            };
            facts.ip_addresses.iter().any(written)
                || (policy.ip_as_dns_name && facts.dns_names.iter().any(|name| name.parse() == Ok(*address)))
        }
        Name::Dns(host) => facts
            .dns_names
            .iter()
            .map(String::as_str)
            .chain(common_name)
            .chain(mail_and_uri(facts).filter(|_| policy.mail_and_uri_as_host))
            .any(|pattern| matches(pattern, host, policy)),
    };
    if covered {
        NameMatch::Covered
    } else if facts.dns_names.is_empty() && facts.ip_addresses.is_empty() && common_name.is_none() {
        NameMatch::NoNames
    } else {
        NameMatch::Mismatch
    }
}

/// Mail addresses and URIs among the alternative names.
fn mail_and_uri(facts: &Facts) -> impl Iterator<Item = &str> {
    facts.other_names.iter().filter_map(|name| name.strip_prefix("email:").or(name.strip_prefix("URI:")))
}

/// Whether a presented dNSName covers a host, which is lower case and has no trailing dot.
fn matches(pattern: &str, host: &str, policy: &Policy) -> bool {
    let pattern = pattern.to_ascii_lowercase();
    let pattern = match pattern.strip_suffix('.') {
        Some(relative) if policy.trailing_dot => relative,
        _ => pattern.as_str(),
    };
    if host.split('.').any(str::is_empty) || (host.contains('_') && !policy.underscore_in_host) {
        return false;
    }
    if policy.wildcards_anywhere {
        let (patterns, labels): (Vec<&str>, Vec<&str>) =
            (pattern.split('.').collect(), host.split('.').collect());
        // src: `HostnameChecker.hasIllegalWildcard` wants a dot after the last `*`.
        return !patterns.last().is_some_and(|last| last.contains('*'))
            && patterns.len() == labels.len()
            && patterns.iter().zip(labels).all(|(pattern, label)| label_matches(pattern, label));
    }
    let Some((first, rest)) = pattern.split_once('.').filter(|(first, _)| first.contains('*')) else {
        return pattern == host && !pattern.contains('*');
    };
    let Some((host_first, host_rest)) = host.split_once('.') else { return false };
    if host_rest != rest || rest.contains('*') || rest.split('.').count() + 1 < policy.wildcard_labels {
        return false;
    }
    if host_first.contains('_') && !policy.wildcard_covers_underscore {
        return false;
    }
    match first.split_once('*') {
        Some(("", "")) => true,
        Some((before, after)) => {
            policy.partial_wildcards
                && !after.contains('*')
                // A part of an A-label means nothing (RFC 6125 section 7.2).
                && !host_first.starts_with("xn--")
                && host_first.len() >= before.len() + after.len()
                && host_first.starts_with(before)
                && host_first.ends_with(after)
        }
        None => false,
    }
}

/// Whether a label fits a pattern with any number of `*`.
fn label_matches(pattern: &str, mut label: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(last) = parts.next_back() else { return pattern == label };
    let Some(rest) = label.strip_prefix(first) else { return false };
    label = rest;
    for part in parts {
        let Some((_, rest)) = label.split_once(part) else { return false };
        label = rest;
    }
    label.ends_with(last)
}

/// More names than this are not compared; certificates of large hosters have thousands.
const COMPARED: usize = 200;

/// The presented name that comes closest to `name`, for messages. `None` when there is none.
///
/// A name with the same first label (another domain suffix: `otel` and `otel.monitoring.svc`) or the same
/// domain comes before one that is merely spelt alike.
pub fn nearest(facts: &Facts, name: &Name) -> Option<String> {
    let asked = name.to_string();
    let addresses: Vec<String> = facts.ip_addresses.iter().map(IpAddr::to_string).collect();
    let common_name = facts.common_name.iter().filter(|_| !facts.has_san);
    facts
        .dns_names
        .iter()
        .chain(&addresses)
        .chain(common_name)
        .take(COMPARED)
        .min_by_key(|presented| distance(&presented.to_ascii_lowercase(), &asked))
        .cloned()
}

/// How far apart two names are: first by kinship, then by spelling.
fn distance(presented: &str, asked: &str) -> (u8, usize) {
    let host = presented.strip_prefix("*.").unwrap_or(presented);
    let parent = |name: &str| name.split_once('.').map(|(_, parent)| parent.to_owned());
    let edits = edit_distance(presented, asked);
    let kinship = if host == asked || parent(asked).as_deref() == Some(host) {
        0
    } else if presented.split('.').next() == asked.split('.').next() {
        1
    } else if edits <= 2 {
        2
    } else if parent(host)
        .is_some_and(|parent| parent.contains('.') && asked.ends_with(&format!(".{parent}")))
    {
        3
    } else {
        4
    };
    (kinship, edits)
}

/// Levenshtein distance of the first 253 bytes, the longest that a host name can be.
fn edit_distance(left: &str, right: &str) -> usize {
    let right: Vec<u8> = right.bytes().take(253).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.bytes().take(253).enumerate() {
        let mut diagonal = i;
        let mut previous = i + 1;
        let mut next = vec![previous];
        for (b, above) in right.iter().zip(row.iter().skip(1)) {
            previous = (diagonal + usize::from(a != *b)).min(above + 1).min(previous + 1);
            diagonal = *above;
            next.push(previous);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use rcgen::SanType;

    use super::*;
    use crate::x509::made::{dns, leaf_params, make};
    use crate::x509::{Certificate, Purpose};

    fn facts(names: &[&str], addresses: &[&str]) -> Facts {
        let mut params = leaf_params();
        params.subject_alt_names = names.iter().map(|name| dns(name)).collect();
        params
            .subject_alt_names
            .extend(addresses.iter().map(|address| SanType::IpAddress(address.parse().unwrap())));
        Certificate::new(&make(params, None).der).facts.unwrap()
    }

    fn covered(san: &str, host: &str) -> bool {
        covers(&facts(&[san], &[]), &Name::new(host), &Policy::rfc5280(Purpose::Server)) == NameMatch::Covered
    }

    #[test]
    fn hosts_are_read_as_written() {
        assert_eq!(Name::new("OTel.Example.com."), Name::Dns("otel.example.com".to_owned()));
        assert_eq!(Name::new("192.0.2.1"), Name::Ip("192.0.2.1".parse().unwrap()));
        assert_eq!(Name::new("[2001:db8::1]"), Name::Ip("2001:db8::1".parse().unwrap()));
        assert_eq!(Name::new("2001:db8::1"), Name::Ip("2001:db8::1".parse().unwrap()));
        assert_eq!(Name::new("fe80::1%eth0"), Name::Ip("fe80::1".parse().unwrap()));
        assert_eq!(Name::new("[otel]"), Name::Dns("otel".to_owned()));
    }

    #[test]
    fn names_match_in_any_case_and_with_a_trailing_dot() {
        assert!(covered("OTEL.example.com", "otel.Example.COM."));
        assert!(covered("otel_collector", "otel_collector"));
        assert!(!covered("otel.example.com", "example.com"));
        assert!(!covered("otel.example.com", ""));
        assert!(!covered("otel.example.com", "otel..example.com"));
    }

    #[test]
    fn a_wildcard_is_one_whole_label() {
        assert!(covered("*.example.com", "otel.example.com"));
        assert!(!covered("*.example.com", "example.com"));
        assert!(!covered("*.example.com", "a.b.example.com"));
        assert!(!covered("*.example.com", ".example.com"));
        assert!(!covered("f*.example.com", "foo.example.com"));
        assert!(!covered("otel.*.com", "otel.example.com"));
        assert!(!covered("*.*.com", "otel.example.com"));
        assert!(!covered("*.com", "example.com"));
        assert!(!covered("*", "localhost"));
        assert!(!covered("*.example.com", "*.other.com"));
    }

    #[test]
    fn jsse_takes_a_star_anywhere_but_at_the_end() {
        let policy = Policy { wildcards_anywhere: true, ..Policy::rfc5280(Purpose::Server) };
        let covered = |san: &str, host: &str| {
            covers(&facts(&[san], &[]), &Name::new(host), &policy) == NameMatch::Covered
        };
        assert!(covered("foo.*.example.com", "foo.bar.example.com"));
        assert!(covered("f*r.*.example.com", "foobar.a.example.com"));
        assert!(!covered("foo.*.example.com", "foo.a.b.example.com"));
        assert!(!covered("f*r.example.com", "foobaz.example.com"));
        assert!(!covered("example.*", "example.com"));
    }

    #[test]
    fn grpc_core_takes_mail_addresses_and_uris_for_hosts() {
        let mut params = leaf_params();
        params.subject_alt_names = vec![
            SanType::Rfc822Name("mail.example.com".to_owned().try_into().unwrap()),
            SanType::URI("uri.example.com".to_owned().try_into().unwrap()),
        ];
        let facts = Certificate::new(&make(params, None).der).facts.unwrap();
        for host in ["mail.example.com", "uri.example.com"] {
            let name = Name::new(host);
            let policy = Policy::rfc5280(Purpose::Server);
            assert_ne!(covers(&facts, &name, &policy), NameMatch::Covered);
            let core = Policy { mail_and_uri_as_host: true, ..policy };
            assert_eq!(covers(&facts, &name, &core), NameMatch::Covered);
        }
    }

    #[test]
    fn addresses_match_addresses_only() {
        let policy = Policy::rfc5280(Purpose::Server);
        let ip = Name::new("192.0.2.1");
        assert_eq!(covers(&facts(&[], &["192.0.2.1"]), &ip, &policy), NameMatch::Covered);
        assert_eq!(covers(&facts(&["192.0.2.1"], &[]), &ip, &policy), NameMatch::Mismatch);
        let core = Policy { ip_as_dns_name: true, ..policy.clone() };
        assert_eq!(covers(&facts(&["192.0.2.1"], &[]), &ip, &core), NameMatch::Covered);
        let v6 = Name::new("[2001:DB8:0::1]");
        assert_eq!(covers(&facts(&[], &["2001:db8::1"]), &v6, &policy), NameMatch::Covered);
    }

    #[test]
    fn the_common_name_counts_where_the_policy_says_so() {
        let strict = Policy::rfc5280(Purpose::Server);
        let lenient = Policy { common_name: CommonName::WithoutSan, ..strict.clone() };
        let bare = facts(&[], &[]);
        let localhost = Name::new("localhost");
        assert_eq!(covers(&bare, &localhost, &strict), NameMatch::NoNames);
        assert_eq!(covers(&bare, &localhost, &lenient), NameMatch::Covered);
        assert_eq!(covers(&bare, &Name::new("other"), &lenient), NameMatch::Mismatch);
        // With a dNSName the common name no longer counts.
        assert_eq!(covers(&facts(&["other"], &[]), &localhost, &lenient), NameMatch::Mismatch);
    }

    #[test]
    fn nearest_is_kin_first() {
        let near = |names: &[&str], host: &str| nearest(&facts(names, &[]), &Name::new(host));
        assert_eq!(
            near(&["a.example.com", "otel.example.com"], "otl.example.com").unwrap(),
            "otel.example.com"
        );
        assert_eq!(near(&["otel", "otel.monitoring.svc"], "otel.monitoring").unwrap(), "otel.monitoring.svc");
        assert_eq!(near(&["other.net", "*.example.com"], "example.com").unwrap(), "*.example.com");
        assert_eq!(near(&["other.net", "*.example.com"], "a.b.example.com").unwrap(), "*.example.com");
        assert_eq!(nearest(&facts(&[], &["192.0.2.1"]), &Name::new("192.0.2.2")).unwrap(), "192.0.2.1");
        // Without SANs the common name is all there is.
        assert_eq!(near(&[], "otel").unwrap(), "localhost");
    }

    #[test]
    fn distances() {
        assert_eq!(edit_distance("otel", "otel"), 0);
        assert_eq!(edit_distance("otel", "hotel"), 1);
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("abc", ""), 3);
    }
}
