//! What can be said of a chain before any policy: order, strangers, who signed whom.

use std::collections::HashSet;

use super::Certificate;
use super::certificate::{Facts, key_ids_agree};
use super::signature::{SignatureCache, SignatureCheck};

/// Facts of the presented list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainFacts {
    /// Each certificate that belongs to the leaf certifies one that was sent before it (RFC 5246 order; RFC
    /// 8446 relaxes it). A second issuer of the same certificate, as cross-signed CAs have, is in order.
    pub in_order: bool,
    /// Positions that are on no path from the leaf: strangers, copies, and what cannot be read.
    pub unrelated: Vec<usize>,
    /// The leaf verifies its own signature, or is its own issuer by name where the signature cannot be
    /// checked.
    pub self_signed_leaf: bool,
}

/// Looks at the presented list as it is.
pub fn chain_facts(chain: &[Certificate]) -> ChainFacts {
    let mut cache = SignatureCache::new();
    let leaf = chain.first().and_then(|leaf| leaf.facts.as_ref().ok());
    let Some(leaf) = leaf else {
        return ChainFacts { in_order: true, unrelated: (1..chain.len()).collect(), self_signed_leaf: false };
    };
    // Breadth first from the leaf; a copy of a certificate already seen is a stranger.
    let mut seen = HashSet::new();
    let mut waiting: Vec<usize> =
        (0..chain.len()).filter(|position| seen.insert(chain[*position].sha256)).skip(1).collect();
    let mut related = vec![0];
    let mut next = 0;
    while let Some(&position) = related.get(next) {
        next += 1;
        waiting.retain(|candidate| {
            let found = certifies(chain, *candidate, position, &mut cache);
            if found {
                related.push(*candidate);
            }
            !found
        });
    }
    related.sort_unstable();
    let in_order = related.iter().enumerate().skip(1).all(|(index, position)| {
        related.iter().take(index).any(|earlier| certifies(chain, *position, *earlier, &mut cache))
    });
    ChainFacts {
        in_order,
        unrelated: (0..chain.len()).filter(|position| !related.contains(position)).collect(),
        self_signed_leaf: leaf.is_self_issued() && cache.check(leaf, &leaf.spki_der) != SignatureCheck::Bad,
    }
}

/// Whether the certificate at `issuer` certifies the one at `child`.
fn certifies(chain: &[Certificate], issuer: usize, child: usize, cache: &mut SignatureCache) -> bool {
    let facts = |position: usize| -> Option<&Facts> { chain.get(position)?.facts.as_ref().ok() };
    let (Some(issuer), Some(child)) = (facts(issuer), facts(child)) else { return false };
    if issuer.subject_der != child.issuer_der {
        return false;
    }
    match cache.check(child, &issuer.spki_der) {
        SignatureCheck::Verified => true,
        SignatureCheck::Unchecked => key_ids_agree(child, Some(issuer)) != Some(false),
        // An altered certificate still belongs to its issuer.
        SignatureCheck::Bad => key_ids_agree(child, Some(issuer)) == Some(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::made::{Made, ca_params, fixture, leaf_params, make, root};

    fn chain(made: &[&Made]) -> Vec<Certificate> {
        made.iter().map(|made| Certificate::new(&made.der)).collect()
    }

    #[test]
    fn order_and_strangers() {
        let root = root();
        let intermediate = make(ca_params("intermediate"), Some(&root));
        let leaf = make(leaf_params(), Some(&intermediate));
        let stranger = make(leaf_params(), None);
        let facts = chain_facts(&chain(&[&leaf, &intermediate, &root]));
        assert_eq!(facts, ChainFacts { in_order: true, unrelated: vec![], self_signed_leaf: false });
        let facts = chain_facts(&chain(&[&leaf, &root, &intermediate]));
        assert_eq!(facts, ChainFacts { in_order: false, unrelated: vec![], self_signed_leaf: false });
        let facts = chain_facts(&chain(&[&leaf, &stranger, &intermediate, &leaf]));
        assert_eq!(facts, ChainFacts { in_order: true, unrelated: vec![1, 3], self_signed_leaf: false });
    }

    #[test]
    fn a_ca_of_the_same_name_with_another_key_is_a_stranger() {
        let leaf = make(leaf_params(), Some(&root()));
        assert_eq!(chain_facts(&chain(&[&leaf, &root()])).unrelated, [1]);
    }

    #[test]
    fn self_signed_leaves() {
        let leaf = make(leaf_params(), None);
        assert!(chain_facts(&chain(&[&leaf])).self_signed_leaf);
        // Its signature cannot be checked by this build.
        let p521 = Certificate::new(&fixture("p521-root"));
        assert!(chain_facts(&[p521]).self_signed_leaf);
        // Self-issued, but the signature was altered.
        let mut der = leaf.der;
        let last = der.len() - 1;
        der[last] ^= 1;
        assert!(!chain_facts(&[Certificate::new(&der)]).self_signed_leaf);
    }

    #[test]
    fn what_cannot_be_read_is_a_stranger() {
        let leaf = make(leaf_params(), None);
        let garbage = Certificate::new(b"garbage");
        let facts = chain_facts(&[Certificate::new(&leaf.der), garbage.clone()]);
        assert_eq!(facts.unrelated, [1]);
        assert_eq!(chain_facts(&[garbage]).unrelated, Vec::<usize>::new());
        assert_eq!(chain_facts(&[]).unrelated, Vec::<usize>::new());
    }
}
