//! What can be said of a chain before any policy: order, strangers, who signed whom.

use super::Certificate;

/// Facts of the presented list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainFacts {
    /// Each presented certificate certifies the one before it (RFC 5246 order), as far as it goes.
    pub in_order: bool,
    /// Positions that are on no path from the leaf.
    pub unrelated: Vec<usize>,
    /// The leaf verifies its own signature.
    pub self_signed_leaf: bool,
}

/// Looks at the presented list as it is.
pub fn chain_facts(_chain: &[Certificate]) -> ChainFacts {
    todo!()
}
