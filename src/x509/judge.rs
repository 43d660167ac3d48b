//! One path against one policy: every violation, in path order.

use super::build::{Node, Path, Pool};
use super::certificate::{Facts, NameConstraints};
use super::certificate_policy;
use super::constraint;
use super::evaluate::{PathEnd, Role, Violation, ViolationKind};
use super::missing;
use super::name::{Name, NameMatch, covers};
use super::oid;
use super::parser;
use super::policy::{LeafKeyUsage, Policy, Purpose, purpose_name};
use super::signature::{Anchor, SignatureCheck};
use super::{Digest, KeyKind, PublicKey, UnixSeconds};

/// What a path is judged with.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) anchors: &'a [Anchor],
    pub(super) name: Option<&'a Name>,
    pub(super) at: UnixSeconds,
    pub(super) policy: &'a Policy,
    pub(super) presented: usize,
}

/// The part that element `index` plays.
pub(super) fn role(path: &Path, index: usize) -> Role {
    let last = index + 1 == path.nodes.len();
    match path.end {
        _ if index == 0 => Role::Leaf,
        PathEnd::Anchor(_) | PathEnd::UntrustedRoot if last => Role::Root,
        _ => Role::Intermediate,
    }
}

/// All violations of a path.
pub(super) fn judge(pool: &Pool<'_>, path: &Path, terms: Terms<'_>) -> Vec<Violation> {
    let mut judge = Judge { pool, path, terms, violations: Vec::new() };
    for (index, &node) in path.nodes.iter().enumerate() {
        match role(path, index) {
            Role::Leaf => judge.leaf(index, node),
            Role::Intermediate => judge.intermediate(index, node),
            Role::Root => judge.root(index, node),
        }
    }
    judge.end();
    judge.name_constraints();
    judge.certificate_policies();
    judge.subjects();
    if terms.policy.max_presented.is_some_and(|most| terms.presented > most) {
        let kind = ViolationKind::TooManyCertificates { presented: terms.presented };
        judge.violations.push(Violation { kind, element: None });
    }
    judge.violations.sort_by_key(|violation| violation.element.unwrap_or(usize::MAX));
    judge.violations
}

struct Judge<'a, 'p> {
    pool: &'a Pool<'p>,
    path: &'a Path,
    terms: Terms<'a>,
    violations: Vec<Violation>,
}

impl Judge<'_, '_> {
    fn add(&mut self, element: usize, kind: ViolationKind) {
        self.violations.push(Violation { kind, element: Some(element) });
    }

    fn leaf(&mut self, index: usize, node: Node) {
        let policy = self.terms.policy;
        let Some(facts) = self.pool.facts(node) else { return };
        let is_anchor = matches!(self.path.end, PathEnd::Anchor(_)) && self.path.nodes.len() == 1;
        if facts.version < 3 && !policy.v1_leaf {
            let reason = "it is an X.509 version 1 certificate".to_owned();
            self.add(index, ViolationKind::Malformed { reason });
        }
        if !is_anchor || policy.leaf_as_anchor_checked {
            self.dates(index, facts);
            self.leaf_key_usage(index, facts);
        }
        if !is_anchor || policy.leaf_as_anchor_extensions {
            self.extended_key_usage(index, facts);
            self.netscape_cert_type(index, facts);
            self.unknown_critical(index, facts);
        }
        if let Some(name) = self.terms.name {
            match covers(facts, name, policy) {
                NameMatch::Covered => {}
                _ if self.common_name_is_address(facts, name) => {}
                NameMatch::Mismatch => self.add(index, ViolationKind::NameMismatch),
                NameMatch::NoNames => self.add(index, ViolationKind::NoSan),
            }
        }
        if facts.is_ca() {
            if !policy.ca_leaf {
                self.add(index, ViolationKind::CaAsLeaf);
            }
            // OpenSSL holds a path of one certificate to no strict rule.
            if policy.ca_leaf_needs_key_usage && facts.key_usage.is_none() && self.path.nodes.len() > 1 {
                self.invalid_ca(index, "no keyUsage");
            }
        }
        if let Some(key) = unusable(&facts.key, policy) {
            self.add(index, ViolationKind::WeakKey { key });
        }
        self.strict_extensions(index, facts);
        if !is_anchor || policy.leaf_anchor_signature {
            self.signature(index, facts);
        }
    }

    /// The JDK's check of name constraints makes an iPAddress of a common name that is one.
    fn common_name_is_address(&self, facts: &Facts, name: &Name) -> bool {
        let Name::Ip(address) = name else { return false };
        let policy = self.terms.policy;
        policy.common_name_constrained
            && facts.has_san
            && facts.ip_addresses.is_empty()
            && facts.common_name.as_ref().is_some_and(|common_name| common_name.parse() == Ok(*address))
            && self.path.nodes.iter().enumerate().skip(1).any(|(index, ca)| {
                (policy.anchor_name_constraints || role(self.path, index) != Role::Root)
                    && self.pool.name_constraints(*ca).is_some()
            })
    }

    fn intermediate(&mut self, index: usize, node: Node) {
        let Some(facts) = self.pool.facts(node) else { return };
        self.dates(index, facts);
        self.must_be_ca(index, facts);
        self.ca_key_usage(index, facts, self.terms.policy.ca_key_usage);
        if self.terms.policy.nested_extended_key_usage {
            self.extended_key_usage(index, facts);
        }
        self.path_length(index, facts);
        self.ca_key(index, node);
        self.unknown_critical(index, facts);
        self.strict_extensions(index, facts);
        self.signature(index, facts);
        let most = self.terms.policy.max_intermediates;
        if most.is_some_and(|most| index == most + 1) {
            self.add(index, ViolationKind::PathLength);
        }
    }

    fn root(&mut self, index: usize, node: Node) {
        let policy = self.terms.policy;
        self.ca_key(index, node);
        let Some(facts) = self.pool.facts(node) else { return };
        if policy.anchor_dates {
            self.dates(index, facts);
        }
        if facts.version < 3 {
            if !policy.v1_anchor {
                self.invalid_ca(index, "it is an X.509 version 1 certificate");
            }
        } else {
            if policy.anchor_must_be_ca {
                self.must_be_ca(index, facts);
            }
            self.ca_key_usage(index, facts, policy.anchor_key_usage);
            self.strict_extensions(index, facts);
        }
        if policy.anchor_extended_key_usage {
            self.extended_key_usage(index, facts);
        }
        if policy.anchor_path_length {
            self.path_length(index, facts);
        }
        if policy.anchor_unknown_critical_refused {
            self.unknown_critical(index, facts);
        }
    }

    fn dates(&mut self, index: usize, facts: &Facts) {
        let at = self.terms.at;
        if at < facts.not_before {
            self.add(index, ViolationKind::NotYetValid { not_before: facts.not_before });
        }
        if at > facts.not_after || (at == facts.not_after && !self.terms.policy.not_after_inclusive) {
            self.add(index, ViolationKind::Expired { not_after: facts.not_after });
        }
    }

    fn invalid_ca(&mut self, index: usize, reason: &str) {
        self.add(index, ViolationKind::InvalidCa { reason: reason.to_owned() });
    }

    fn must_be_ca(&mut self, index: usize, facts: &Facts) {
        let by_key_usage = self.terms.policy.anchor_key_usage_makes_ca
            && role(self.path, index) == Role::Root
            && facts.basic_constraints.is_none()
            && facts.key_usage.is_some();
        if facts.is_ca() || by_key_usage {
            return;
        }
        let reason = match facts.basic_constraints {
            _ if facts.version < 3 => "it is an X.509 version 1 certificate",
            None => "no basicConstraints",
            Some(_) => "basicConstraints says cA:FALSE",
        };
        self.invalid_ca(index, reason);
    }

    fn ca_key_usage(&mut self, index: usize, facts: &Facts, checked: bool) {
        let policy = self.terms.policy;
        match facts.key_usage {
            Some(usage) if usage.empty && policy.empty_usages_allow_all => {}
            Some(usage) if checked && !usage.cert_sign => {
                self.invalid_ca(index, "keyUsage without keyCertSign");
            }
            None if policy.ca_needs_key_usage => self.invalid_ca(index, "no keyUsage"),
            _ => {}
        }
    }

    fn leaf_key_usage(&mut self, index: usize, facts: &Facts) {
        let Some(usage) = facts.key_usage else { return };
        let allowed = match self.terms.policy.leaf_key_usage {
            LeafKeyUsage::Ignored => true,
            LeafKeyUsage::AnyOfTls => {
                usage.digital_signature || usage.key_encipherment || usage.key_agreement
            }
            LeafKeyUsage::DigitalSignature => usage.digital_signature,
        };
        if !allowed {
            let allows = [
                (usage.digital_signature, "digitalSignature"),
                (usage.key_encipherment, "keyEncipherment"),
                (usage.key_agreement, "keyAgreement"),
                (usage.cert_sign, "keyCertSign"),
                (usage.crl_sign, "cRLSign"),
            ];
            let allows = allows.iter().filter(|(set, _)| *set).map(|(_, name)| (*name).to_owned()).collect();
            self.add(index, ViolationKind::WrongKeyUsage { extension: "keyUsage", allows });
        }
    }

    fn netscape_cert_type(&mut self, index: usize, facts: &Facts) {
        if self.terms.policy.netscape_cert_type && facts.netscape_ssl_server == Some(false) {
            let extension = "Netscape certificate type";
            self.add(index, ViolationKind::WrongKeyUsage { extension, allows: Vec::new() });
        }
    }

    fn extended_key_usage(&mut self, index: usize, facts: &Facts) {
        let policy = self.terms.policy;
        let Some(purposes) = &facts.extended_key_usage else { return };
        if purposes.is_empty() && policy.empty_usages_allow_all {
            return;
        }
        let allowed = purposes.iter().any(|oid| {
            oid == policy.purpose.oid()
                || (policy.any_extended_key_usage && oid == "2.5.29.37.0")
                || (policy.server_gated_crypto
                    && policy.purpose == Purpose::Server
                    && oid::SERVER_GATED_CRYPTO.contains(&oid.as_str()))
        });
        if !allowed {
            let allows = purposes.iter().map(|oid| purpose_name(oid)).collect();
            self.add(index, ViolationKind::WrongKeyUsage { extension: "extendedKeyUsage", allows });
        }
    }

    /// RFC 5280 section 6.1.4 (l): self-issued certificates and the last one do not count.
    fn path_length(&mut self, index: usize, facts: &Facts) {
        let Some(most) = facts.basic_constraints.and_then(|constraints| constraints.path_length) else {
            return;
        };
        let below = self
            .path
            .nodes
            .iter()
            .take(index)
            .skip(1)
            .filter(|node| {
                let exempt = self.terms.policy.self_issued_exempt;
                !exempt || self.pool.facts(**node).is_none_or(|facts| !facts.is_self_issued())
            })
            .count();
        if below > usize::try_from(most).unwrap_or(usize::MAX) {
            self.add(index, ViolationKind::PathLength);
        }
    }

    fn ca_key(&mut self, index: usize, node: Node) {
        let policy = self.terms.policy;
        let key = self.pool.key(node);
        let usable = match &key.kind {
            KeyKind::Rsa | KeyKind::RsaPss => {
                let kind = key.kind == KeyKind::Rsa || policy.ca_rsa_pss;
                kind && key.bits.is_none_or(|bits| bits >= policy.min_rsa_ca)
            }
            KeyKind::EcP521 => policy.ca_p521,
            KeyKind::Ed448 => policy.ca_ed448,
            KeyKind::Dsa => policy.ca_dsa,
            // run: a P-192 root is refused by webpki, Go, OpenSSL and the JDK.
            KeyKind::EcOther(curve) => policy.ca_other_curves.contains(&curve.as_str()),
            _ => true,
        };
        if !usable {
            self.add(index, ViolationKind::WeakKey { key: key.describe() });
        }
    }

    fn unknown_critical(&mut self, index: usize, facts: &Facts) {
        let policy = self.terms.policy;
        if policy.unknown_critical_refused {
            let refused = policy.critical_refused;
            let known = facts.known_critical.iter().filter(|oid| refused.contains(&oid.as_str()));
            for oid in facts.unknown_critical.iter().chain(known) {
                self.add(index, ViolationKind::UnsupportedExtension { oid: oid.clone() });
            }
        }
        let unknown_form = |constraints: &NameConstraints| {
            constraints.other_forms
                || !constraints.permitted_directory.is_empty()
                || !constraints.excluded_directory.is_empty()
        };
        if policy.unknown_constraints_refused
            && facts.is_critical(oid::NAME_CONSTRAINTS)
            && facts.name_constraints.as_ref().is_some_and(unknown_form)
        {
            self.add(index, ViolationKind::UnsupportedExtension { oid: oid::NAME_CONSTRAINTS.to_owned() });
        }
    }

    /// OpenSSL's `check_extensions` with `X509_V_FLAG_X509_STRICT`; a path of one is exempt.
    fn strict_extensions(&mut self, index: usize, facts: &Facts) {
        if !self.terms.policy.strict_extensions || self.path.nodes.len() < 2 {
            return;
        }
        let is_last = index + 1 == self.path.nodes.len();
        let is_ca = facts.is_ca();
        let signs = facts.key_usage.is_some_and(|usage| usage.cert_sign);
        if !is_ca && signs {
            let allows = vec!["keyCertSign".to_owned()];
            self.add(index, ViolationKind::WrongKeyUsage { extension: "keyUsage", allows });
        }
        if facts.basic_constraints.is_some_and(|constraints| constraints.path_length.is_some())
            && !(is_ca && signs)
        {
            self.invalid_ca(index, "pathLenConstraint on what is no CA, or may not sign");
        }
        let malformed = |reason: &str| ViolationKind::Malformed { reason: reason.to_owned() };
        if parser::is_empty(&facts.issuer_der) {
            self.add(index, malformed("its issuer is empty"));
        }
        if facts.has_no_subject() {
            if is_ca || !facts.has_san || facts.key_usage.is_some_and(|usage| usage.crl_sign) {
                self.add(index, malformed("its subject is empty"));
            } else if !facts.san_critical {
                self.add(index, malformed("its subject is empty, and its subjectAltName is not critical"));
            }
        }
        if is_ca && facts.basic_constraints.is_some_and(|constraints| !constraints.critical) {
            self.invalid_ca(index, "basicConstraints is not critical");
        }
        if facts.version < 3 {
            return;
        }
        if !is_last && facts.authority_key_id.is_none() {
            self.invalid_ca(index, "no authorityKeyIdentifier");
        }
        if is_ca && facts.subject_key_id.is_none() {
            self.invalid_ca(index, "no subjectKeyIdentifier");
        }
    }

    /// The signature on an element that is no anchor.
    fn signature(&mut self, index: usize, facts: &Facts) {
        let policy = self.terms.policy;
        if self.path.links.get(index) == Some(&SignatureCheck::Bad) {
            self.add(index, ViolationKind::BadSignature);
        }
        let strong = match facts.signature_algorithm.digest {
            Some(Digest::Md2 | Digest::Md5) => policy.md5,
            Some(Digest::Sha1) => policy.sha1,
            Some(Digest::Sha224) => policy.sha224,
            Some(Digest::Sha512) => policy.ecdsa_sha512 || !facts.signature_algorithm.is_ecdsa(),
            Some(Digest::Sha256 | Digest::Sha384) | None => true,
        };
        if !strong {
            let algorithm = facts.signature_algorithm.name.clone();
            self.add(index, ViolationKind::WeakSignature { algorithm });
        }
    }

    /// Where the path ends elsewhere than at an anchor.
    fn end(&mut self) {
        let Some(last) = self.path.nodes.len().checked_sub(1) else { return };
        let Some(&node) = self.path.nodes.last() else { return };
        match self.path.end {
            PathEnd::Anchor(_) | PathEnd::Unreadable => {}
            PathEnd::SelfSignedLeaf => self.add(last, ViolationKind::SelfSigned),
            PathEnd::UntrustedRoot => {
                let same_name_other_key = self.pool.facts(node).is_some_and(|facts| {
                    missing::has_candidate(facts, self.terms.anchors, self.terms.policy)
                });
                let issuer = self.pool.subject(node);
                self.add(last, ViolationKind::UnknownCa { issuer, same_name_other_key });
            }
            PathEnd::IssuerMissing => {
                let Some(facts) = self.pool.facts(node) else { return };
                let mut below = self.path.nodes.iter().take(last);
                // CAs that have signed each other: the issuer is there, but it leads to no root.
                if below.any(|one| self.pool.subject_der(*one) == Some(facts.issuer_der.as_slice())) {
                    let issuer = facts.issuer.clone();
                    self.add(last, ViolationKind::UnknownCa { issuer, same_name_other_key: false });
                } else {
                    let kind = missing::issuer_missing(
                        facts,
                        node,
                        self.pool,
                        self.terms.anchors,
                        self.terms.policy,
                    );
                    self.add(last, kind);
                }
            }
        }
    }

    /// Each CA constrains everything below it.
    fn name_constraints(&mut self) {
        let policy = self.terms.policy;
        let mut refused = Vec::new();
        for (index, &ca) in self.path.nodes.iter().enumerate().skip(1) {
            if role(self.path, index) == Role::Root && !policy.anchor_name_constraints {
                continue;
            }
            let Some(constraints) = self.pool.name_constraints(ca) else { continue };
            for (below, &node) in self.path.nodes.iter().enumerate().take(index) {
                let Some(facts) = self.pool.facts(node) else { continue };
                // RFC 5280 section 6.1.3 (b): a self-issued intermediate is exempt.
                let exempt = policy.self_issued_exempt && below > 0 && facts.is_self_issued();
                if !exempt
                    && !refused.contains(&below)
                    && !constraint::allows(&constraints, facts, below == 0, policy)
                {
                    refused.push(below);
                }
            }
        }
        for index in refused {
            self.add(index, ViolationKind::NameConstraint);
        }
    }
}

impl Judge<'_, '_> {
    /// RFC 5280 section 6.1: some policy must hold for the whole path where one of its certificates demands it.
    fn certificate_policies(&mut self) {
        let anchored = matches!(self.path.end, PathEnd::Anchor(_));
        if !self.terms.policy.certificate_policies || !anchored || self.path.nodes.len() < 2 {
            return;
        }
        let below: Option<Vec<&Facts>> =
            self.path.nodes.iter().rev().skip(1).map(|node| self.pool.facts(*node)).collect();
        if below.is_some_and(|below| !certificate_policy::holds(&below)) {
            let oid = oid::POLICY_CONSTRAINTS.to_owned();
            self.add(0, ViolationKind::UnsupportedExtension { oid });
        }
    }

    /// A certificate without subject, wherever it is: it cannot be read.
    fn subjects(&mut self) {
        if !self.terms.policy.critical_san_without_subject {
            return;
        }
        for index in 0..self.path.nodes.len() {
            let facts = self.path.nodes.get(index).and_then(|node| self.pool.facts(*node));
            if facts.is_some_and(|facts| facts.has_no_subject() && !facts.san_critical) {
                let reason = "it has no subject, and its subjectAltName is not critical".to_owned();
                self.add(index, ViolationKind::Malformed { reason });
            }
        }
    }
}

/// The key's description when the stack cannot use it for a server of its own.
fn unusable(key: &PublicKey, policy: &Policy) -> Option<String> {
    let long_enough = key.bits.is_none_or(|bits| bits >= policy.min_rsa_leaf);
    let usable = match key.kind {
        KeyKind::Rsa => long_enough,
        KeyKind::RsaPss => policy.rsa_pss_key && long_enough,
        KeyKind::EcP256 | KeyKind::EcP384 => true,
        KeyKind::EcP521 => policy.p521,
        KeyKind::Ed25519 => policy.ed25519,
        KeyKind::Ed448 => policy.ed448,
        // secp256k1, brainpool, DSA: no stack offers a scheme for them by default.
        KeyKind::EcOther(_) | KeyKind::Dsa | KeyKind::Other(_) => false,
    };
    (!usable).then(|| key.describe())
}
