//! Path building: which ways lead from the leaf to an anchor, over presented certificates and anchors.
//!
//! An issuer is a certificate whose raw subject equals the raw issuer and whose key verifies the signature.
//! Nothing is judged here but what decides the way.

use super::certificate::{Certificate, Facts, NameConstraints, key_ids_agree, names_as_issuer};
use super::evaluate::PathEnd;
use super::parser;
use super::policy::{KeyIdMatch, PathSearch, Policy};
use super::signature::{Anchor, SignatureCache, SignatureCheck};
use super::{KeyKind, UnixSeconds};

/// Most complete paths that are compared.
const MOST_PATHS: usize = 64;
/// Most steps of the search. A peer may send a chain in which every certificate fits every other.
const MOST_STEPS: usize = 2_000;

/// A certificate that takes part: an index into [`Pool::presented`] or [`Pool::anchors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Presented(usize),
    Anchor(usize),
}

/// A presented certificate that could be read. Copies of one already seen are left out.
#[derive(Debug)]
pub(super) struct Presented<'a> {
    /// Index among the presented certificates.
    pub(super) position: usize,
    pub(super) facts: &'a Facts,
    der: &'a [u8],
}

/// An anchor that some certificate could lead to.
#[derive(Debug)]
pub(super) struct PoolAnchor<'a> {
    /// Index among the given anchors.
    pub(super) index: usize,
    pub(super) anchor: &'a Anchor,
    /// `None` when only name and key are known.
    pub(super) facts: Option<Facts>,
}

/// Everything a path can be made of.
#[derive(Debug)]
pub(super) struct Pool<'a> {
    pub(super) presented: Vec<Presented<'a>>,
    pub(super) anchors: Vec<PoolAnchor<'a>>,
}

impl<'a> Pool<'a> {
    /// Gathers the presented certificates and, of what may be hundreds of anchors, those whose names occur.
    pub(super) fn new(chain: &'a [Certificate], anchors: &'a [Anchor], policy: &Policy) -> Self {
        let mut presented: Vec<Presented<'a>> = Vec::new();
        for (position, certificate) in chain.iter().enumerate() {
            if let Ok(facts) = &certificate.facts
                && !presented.iter().any(|earlier| earlier.der == certificate.der)
            {
                presented.push(Presented { position, facts, der: &certificate.der });
            }
        }
        let mut pool = Self { presented, anchors: Vec::new() };
        let mut names: Vec<Vec<u8>> = pool
            .presented
            .iter()
            .flat_map(|one| [one.facts.subject_der.clone(), one.facts.issuer_der.clone()])
            .collect();
        // An anchor that is an intermediate may lead on to its own issuer.
        while let Some(name) = names.pop() {
            for (index, anchor) in anchors.iter().enumerate() {
                if anchor.subject_der == name && !pool.anchors.iter().any(|known| known.index == index) {
                    let facts = anchor.facts();
                    if facts
                        .as_ref()
                        .is_some_and(|facts| parser::refuses(facts, false, policy.parser).is_some())
                    {
                        continue;
                    }
                    names.extend(facts.iter().map(|facts| facts.issuer_der.clone()));
                    pool.anchors.push(PoolAnchor { index, anchor, facts });
                }
            }
        }
        pool.anchors.sort_by_key(|anchor| anchor.index);
        pool
    }

    /// What the certificate says; `None` for an anchor of which only name and key are known.
    pub(super) fn facts(&self, node: Node) -> Option<&Facts> {
        match node {
            Node::Presented(index) => self.presented.get(index).map(|one| one.facts),
            Node::Anchor(index) => self.anchors.get(index)?.facts.as_ref(),
        }
    }

    pub(super) fn subject_der(&self, node: Node) -> Option<&[u8]> {
        match node {
            Node::Presented(index) => self.presented.get(index).map(|one| one.facts.subject_der.as_slice()),
            Node::Anchor(index) => self.anchors.get(index).map(|one| one.anchor.subject_der.as_slice()),
        }
    }

    fn spki_der(&self, node: Node) -> Option<&[u8]> {
        match node {
            Node::Presented(index) => self.presented.get(index).map(|one| one.facts.spki_der.as_slice()),
            Node::Anchor(index) => self.anchors.get(index).map(|one| one.anchor.spki_der.as_slice()),
        }
    }

    /// Subject for people.
    pub(super) fn subject(&self, node: Node) -> String {
        match node {
            Node::Presented(index) => self.presented.get(index).map(|one| one.facts.subject.clone()),
            Node::Anchor(index) => self.anchors.get(index).map(|one| one.anchor.subject()),
        }
        .unwrap_or_default()
    }

    /// Index among the presented certificates, also of an anchor that was sent.
    pub(super) fn position(&self, node: Node) -> Option<usize> {
        match node {
            Node::Presented(index) => self.presented.get(index).map(|one| one.position),
            Node::Anchor(index) => {
                let der = self.anchors.get(index)?.anchor.certificate_der.as_deref()?;
                self.presented.iter().find(|one| one.der == der).map(|one| one.position)
            }
        }
    }

    /// The name constraints of a CA.
    pub(super) fn name_constraints(&self, node: Node) -> Option<NameConstraints> {
        if let Some(facts) = self.facts(node) {
            return facts.name_constraints.clone();
        }
        match node {
            Node::Anchor(index) => {
                NameConstraints::from_der(self.anchors.get(index)?.anchor.name_constraints_der.as_deref()?)
            }
            Node::Presented(_) => None,
        }
    }

    /// The kind and size of a key.
    pub(super) fn key(&self, node: Node) -> super::PublicKey {
        match self.facts(node) {
            Some(facts) => facts.key.clone(),
            None => self.spki_der(node).map_or(
                super::PublicKey { kind: KeyKind::Other(String::new()), bits: None },
                super::PublicKey::from_spki,
            ),
        }
    }

    /// The anchor that this presented certificate is.
    fn as_anchor(&self, index: usize) -> Option<usize> {
        let one = self.presented.get(index)?;
        self.anchors
            .iter()
            .find(|known| match &known.anchor.certificate_der {
                Some(der) => der.as_slice() == one.der,
                None => {
                    known.anchor.subject_der == one.facts.subject_der
                        && known.anchor.spki_der == one.facts.spki_der
                }
            })
            .map(|known| known.index)
    }
}

/// One way, leaf first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) nodes: Vec<Node>,
    /// How the signature of node `i` checks with the key of node `i + 1`.
    pub(super) links: Vec<SignatureCheck>,
    pub(super) end: PathEnd,
}

/// Finds the ways; the first one alone where the verifier does not go back.
pub(super) fn paths(
    pool: &Pool<'_>,
    at: UnixSeconds,
    policy: &Policy,
    cache: &mut SignatureCache,
) -> Vec<Path> {
    let mut search = Search { pool, at, policy, cache, steps: 0, found: Vec::new() };
    search.extend(&mut vec![Node::Presented(0)], &mut Vec::new());
    search.found
}

struct Search<'a, 'p> {
    pool: &'a Pool<'p>,
    at: UnixSeconds,
    policy: &'a Policy,
    cache: &'a mut SignatureCache,
    steps: usize,
    found: Vec<Path>,
}

impl Search<'_, '_> {
    fn full(&self) -> bool {
        self.steps >= MOST_STEPS
            || self.found.len() >= MOST_PATHS
            || (!self.goes_back() && !self.found.is_empty())
    }

    fn goes_back(&self) -> bool {
        self.policy.search == PathSearch::Backtracking
    }

    fn end(&mut self, nodes: &[Node], links: &[SignatureCheck], end: PathEnd) {
        self.found.push(Path { nodes: nodes.to_vec(), links: links.to_vec(), end });
    }

    fn extend(&mut self, nodes: &mut Vec<Node>, links: &mut Vec<SignatureCheck>) {
        if self.full() {
            return;
        }
        self.steps += 1;
        let Some(&head) = nodes.last() else { return };
        if let Some(index) = self.ends_at_anchor(head) {
            self.end(nodes, links, PathEnd::Anchor(index));
            return;
        }
        let Some(facts) = self.pool.facts(head) else { return };
        let self_signed = self.is_self_signed(facts);
        if let Node::Presented(index) = head
            && nodes.len() == 1
            && (self_signed || self.policy.leaf_as_anchor)
            && let Some(anchor) = self.pool.as_anchor(index)
        {
            self.end(nodes, links, PathEnd::Anchor(anchor));
        }
        let candidates = self.issuers(facts, self_signed, nodes);
        if candidates.is_empty() {
            let end = match (self_signed, nodes.len()) {
                (true, 1) => PathEnd::SelfSignedLeaf,
                (true, _) => PathEnd::UntrustedRoot,
                (false, _) => PathEnd::IssuerMissing,
            };
            self.end(nodes, links, end);
            return;
        }
        for (candidate, check) in candidates {
            if self.full() {
                return;
            }
            nodes.push(candidate);
            links.push(check);
            self.extend(nodes, links);
            nodes.pop();
            links.pop();
        }
    }

    /// The anchor's index if the path may end at this node.
    fn ends_at_anchor(&self, node: Node) -> Option<usize> {
        let Node::Anchor(index) = node else { return None };
        let known = self.pool.anchors.get(index)?;
        let is_root = known.facts.as_ref().is_none_or(|facts| {
            // OpenSSL's EXFLAG_SS: a root names itself as issuer in every way.
            facts.is_self_issued()
                && (self.policy.key_id_match != KeyIdMatch::All || names_as_issuer(facts, facts))
        });
        (is_root || self.policy.partial_chain).then_some(known.index)
    }

    /// Whether a certificate verifies itself, or may do so as far as this build can tell.
    fn is_self_signed(&mut self, facts: &Facts) -> bool {
        facts.is_self_issued()
            && key_ids_agree(facts, Some(facts)) != Some(false)
            && self.cache.check(facts, &facts.spki_der) != SignatureCheck::Bad
    }

    /// Possible issuers, best first: anchors before presented ones, valid ones before expired ones.
    fn issuers(&mut self, facts: &Facts, self_signed: bool, nodes: &[Node]) -> Vec<(Node, SignatureCheck)> {
        let pool = self.pool;
        let anchors = (0..pool.anchors.len()).map(Node::Anchor);
        // A self-signed certificate has no other issuer than itself, or an anchor with its name and key. OpenSSL looks
        // for the issuer of an anchor among anchors alone.
        let alone = self_signed || (!self.goes_back() && matches!(nodes.last(), Some(Node::Anchor(_))));
        let presented = (0..if alone { 0 } else { pool.presented.len() }).map(Node::Presented);
        let mut good = Vec::new();
        let mut bad = Vec::new();
        for node in anchors.chain(presented) {
            if pool.subject_der(node) != Some(facts.issuer_der.as_slice()) || self.repeats(node, nodes, &good)
            {
                continue;
            }
            let Some(spki) = pool.spki_der(node) else { continue };
            let agree = key_ids_agree(facts, pool.facts(node));
            let fits = match self.policy.key_id_match {
                KeyIdMatch::Ignored => true,
                KeyIdMatch::Anchors => agree != Some(false) || matches!(node, Node::Presented(_)),
                KeyIdMatch::All => pool.facts(node).is_none_or(|issuer| names_as_issuer(facts, issuer)),
            };
            if !fits {
                continue;
            }
            let check = self.cache.check(facts, spki);
            if !self.goes_back() && !self_signed {
                match self.may_sign(facts, node) {
                    true => good.push((node, check)),
                    // It passes over an issuer that may not sign; that it may not is what is wrong, where no other is.
                    false if self.policy.search == PathSearch::BoringSsl => bad.push((node, check)),
                    false => {}
                }
                continue;
            }
            match check {
                SignatureCheck::Verified => good.push((node, SignatureCheck::Verified)),
                SignatureCheck::Unchecked if agree != Some(false) => {
                    good.push((node, SignatureCheck::Unchecked))
                }
                // The identifiers say that this is the issuer: then the certificate was altered.
                SignatureCheck::Bad if agree == Some(true) && !self_signed => {
                    bad.push((node, SignatureCheck::Bad))
                }
                SignatureCheck::Unchecked | SignatureCheck::Bad => {}
            }
        }
        let mut candidates = if good.is_empty() { bad } else { good };
        let at = self.at;
        let dates_count = self.policy.search != PathSearch::BoringSsl;
        candidates.sort_by_key(|(node, _)| {
            let in_dates =
                pool.facts(*node).is_none_or(|facts| facts.not_before <= at && at <= facts.not_after);
            (matches!(node, Node::Presented(_)), dates_count && !in_dates)
        });
        candidates
    }

    /// What a verifier that does not look at the signature looks at instead.
    fn may_sign(&self, child: &Facts, issuer: Node) -> bool {
        match self.policy.search {
            PathSearch::Backtracking => true,
            PathSearch::OpenSsl => child.signature_algorithm.fits(&self.pool.key(issuer)),
            PathSearch::BoringSsl => {
                let usage = self.pool.facts(issuer).and_then(|facts| facts.key_usage);
                usage.is_none_or(|usage| usage.cert_sign)
            }
        }
    }

    /// Whether this node is in the path already, or is a sent copy of an anchor that is a candidate.
    fn repeats(&self, node: Node, nodes: &[Node], candidates: &[(Node, SignatureCheck)]) -> bool {
        let pool = self.pool;
        if let Node::Presented(index) = node {
            let anchor = pool.as_anchor(index);
            let is_copy = candidates.iter().any(|(candidate, _)| match candidate {
                Node::Anchor(known) => {
                    anchor.is_some() && pool.anchors.get(*known).map(|known| known.index) == anchor
                }
                Node::Presented(_) => false,
            });
            if is_copy {
                return true;
            }
        } else if nodes.len() == 1 {
            // A self-signed leaf may have an anchor with its own name and key as issuer.
            return false;
        }
        if !self.goes_back() {
            return nodes.contains(&node);
        }
        // RFC 4158 section 5.2: the same name and key twice is a loop.
        nodes.iter().any(|earlier| {
            pool.subject_der(*earlier) == pool.subject_der(node)
                && pool.spki_der(*earlier) == pool.spki_der(node)
        })
    }
}

#[cfg(test)]
mod tests;
