//! Certificate policies, RFC 5280 section 6.1 as RFC 9618 updates it.
//!
//! Only Go and the JDK look at them. They matter where a certificate demands an explicit policy; few private CAs do.

use std::collections::BTreeSet;

use x509_parser::prelude::X509Extension;

use super::certificate::Facts;
use super::{der, oid};

const ANY_POLICY: &str = "2.5.29.32.0";
/// Context-specific tags of PolicyConstraints.
const REQUIRE_EXPLICIT_POLICY: u8 = 0x80;

/// What one certificate says of policies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CertificatePolicies {
    /// Its policies, dotted OIDs.
    pub policies: Vec<String>,
    /// After how many further certificates a policy must hold.
    pub require_explicit: Option<u64>,
    /// After how many further certificates anyPolicy counts no more.
    pub inhibit_any: Option<u64>,
    /// Issuer's policy and the subject's that stands for it.
    pub mappings: Vec<(String, String)>,
}

impl CertificatePolicies {
    /// Takes what an extension says, if it is one of the four. What cannot be read says nothing.
    pub(super) fn take_extension(&mut self, extension: &X509Extension<'_>) {
        let value = extension.value;
        match extension.oid.to_id_string().as_str() {
            oid::POLICIES => self.policies = policies(value).unwrap_or_default(),
            oid::POLICY_MAPPINGS => self.mappings = mappings(value).unwrap_or_default(),
            oid::POLICY_CONSTRAINTS => self.require_explicit = require_explicit(value),
            oid::INHIBIT_ANY_POLICY => {
                self.inhibit_any =
                    der::Reader::new(value).expect(der::INTEGER).and_then(|field| small(field.contents));
            }
            _ => {}
        }
    }
}

fn policies(value: &[u8]) -> Option<Vec<String>> {
    let mut list = der::Reader::new(der::Reader::new(value).expect(der::SEQUENCE)?.contents);
    let mut found = Vec::new();
    while !list.is_empty() {
        let mut information = der::Reader::new(list.expect(der::SEQUENCE)?.contents);
        found.push(der::oid_text(information.expect(der::OID)?.contents));
    }
    Some(found)
}

fn mappings(value: &[u8]) -> Option<Vec<(String, String)>> {
    let mut list = der::Reader::new(der::Reader::new(value).expect(der::SEQUENCE)?.contents);
    let mut found = Vec::new();
    while !list.is_empty() {
        let mut pair = der::Reader::new(list.expect(der::SEQUENCE)?.contents);
        let issuer = der::oid_text(pair.expect(der::OID)?.contents);
        found.push((issuer, der::oid_text(pair.expect(der::OID)?.contents)));
    }
    Some(found)
}

fn require_explicit(value: &[u8]) -> Option<u64> {
    let mut fields = der::Reader::new(der::Reader::new(value).expect(der::SEQUENCE)?.contents);
    small(fields.optional(REQUIRE_EXPLICIT_POLICY)?.contents)
}

fn small(integer: &[u8]) -> Option<u64> {
    match integer {
        [] => None,
        bytes if bytes.len() > 8 => Some(u64::MAX),
        bytes => Some(bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))),
    }
}

/// Whether some policy holds where one is demanded. `path` goes from the certificate below the anchor to the leaf.
pub(super) fn holds(path: &[&Facts]) -> bool {
    let length = path.len() as u64;
    let mut explicit = length + 1;
    let mut inhibit_any = length + 1;
    // The policies that hold so far; `None`: none does. anyPolicy stands for all that are not named.
    let mut valid: Option<BTreeSet<String>> = Some(BTreeSet::from([ANY_POLICY.to_owned()]));
    for (index, facts) in path.iter().enumerate() {
        let is_leaf = index + 1 == path.len();
        let said = &facts.policies;
        let any_counts = inhibit_any > 0 || (!is_leaf && facts.is_self_issued());
        valid = valid.and_then(|valid| narrowed(&valid, &said.policies, any_counts));
        if explicit == 0 && valid.is_none() {
            return false;
        }
        if is_leaf {
            explicit = if said.require_explicit == Some(0) { 0 } else { explicit.saturating_sub(1) };
        } else {
            valid = valid.map(|valid| mapped(valid, &said.mappings));
            if !facts.is_self_issued() {
                explicit = explicit.saturating_sub(1);
                inhibit_any = inhibit_any.saturating_sub(1);
            }
            explicit = explicit.min(said.require_explicit.unwrap_or(u64::MAX));
            inhibit_any = inhibit_any.min(said.inhibit_any.unwrap_or(u64::MAX));
        }
    }
    explicit > 0 || valid.is_some()
}

fn narrowed(valid: &BTreeSet<String>, said: &[String], any_counts: bool) -> Option<BTreeSet<String>> {
    let any_so_far = valid.contains(ANY_POLICY);
    let mut rest: BTreeSet<String> = said
        .iter()
        .filter(|policy| *policy != ANY_POLICY && (any_so_far || valid.contains(*policy)))
        .cloned()
        .collect();
    if any_counts && said.iter().any(|policy| policy == ANY_POLICY) {
        rest.extend(valid.iter().cloned());
    }
    (!rest.is_empty()).then_some(rest)
}

fn mapped(mut valid: BTreeSet<String>, mappings: &[(String, String)]) -> BTreeSet<String> {
    let any = valid.contains(ANY_POLICY);
    let held: Vec<&(String, String)> =
        mappings.iter().filter(|(issuer, _)| any || valid.contains(issuer)).collect();
    for (issuer, _) in &held {
        valid.remove(issuer);
    }
    valid.extend(held.into_iter().map(|(_, subject)| subject.clone()));
    valid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::Certificate;
    use crate::x509::made::{leaf_params, make};
    use rcgen::CustomExtension;

    fn certificate(policies: &[&[u8]], constraint: Option<u8>) -> Facts {
        let mut params = leaf_params();
        if !policies.is_empty() {
            let list: Vec<u8> = policies
                .iter()
                .flat_map(|oid| {
                    der::sequence(&[&[der::OID, u8::try_from(oid.len()).unwrap()], *oid].concat())
                })
                .collect();
            params
                .custom_extensions
                .push(CustomExtension::from_oid_content(&[2, 5, 29, 32], der::sequence(&list)));
        }
        if let Some(skip) = constraint {
            let value = der::sequence(&[REQUIRE_EXPLICIT_POLICY, 1, skip]);
            params.custom_extensions.push(CustomExtension::from_oid_content(&[2, 5, 29, 36], value));
        }
        Certificate::new(&make(params, None).der).facts.unwrap()
    }

    const ONE: &[u8] = &[0x2a, 3, 1];
    const OTHER: &[u8] = &[0x2a, 3, 2];
    const ANY: &[u8] = &[0x55, 0x1d, 0x20, 0];

    #[test]
    fn policies_matter_only_where_one_is_demanded() {
        assert!(holds(&[&certificate(&[], None)]));
        assert!(!holds(&[&certificate(&[], Some(0))]));
        assert!(holds(&[&certificate(&[], Some(3))]));
        assert!(holds(&[&certificate(&[ONE], Some(0))]));
    }

    #[test]
    fn a_policy_must_hold_along_the_whole_path() {
        let leaf = |policy: &[u8]| certificate(&[policy], Some(0));
        assert!(holds(&[&certificate(&[ONE], None), &leaf(ONE)]));
        assert!(!holds(&[&certificate(&[ONE], None), &leaf(OTHER)]));
        assert!(holds(&[&certificate(&[ANY], None), &leaf(OTHER)]));
        assert!(!holds(&[&certificate(&[], None), &leaf(ONE)]));
        assert!(!holds(&[&certificate(&[ONE], Some(0)), &certificate(&[], None)]));
    }
}
