//! The engine: one chain against one set of anchors by one policy.

use super::build::{Pool, paths};
use super::judge::{Terms, judge, role};
use super::signature::{SignatureCache, SignatureCheck};
use super::{Anchor, Certificate, Name, Policy, UnixSeconds};

/// Which part a certificate plays in the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The server's own.
    Leaf,
    /// Between leaf and root.
    Intermediate,
    /// A trust anchor, or a presented self-signed certificate that ends the path.
    Root,
}

/// One certificate of the path that was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathElement {
    /// Index among the presented certificates; `None` for an anchor that was not sent.
    pub position: Option<usize>,
    /// Its part.
    pub role: Role,
    /// Subject for people.
    pub subject: String,
}

/// How the path ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathEnd {
    /// At an anchor (index into the anchors given).
    Anchor(usize),
    /// The leaf is its own issuer and no anchor.
    SelfSignedLeaf,
    /// At a presented self-signed certificate that is no anchor.
    UntrustedRoot,
    /// The issuer is neither presented nor an anchor.
    IssuerMissing,
    /// The leaf could not be read.
    Unreadable,
}

/// The result: every violation, and the path it was found on.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// Leaf first.
    pub path: Vec<PathElement>,
    /// How it ended.
    pub end: PathEnd,
    /// Everything that the policy does not allow, in path order. Empty: accepted.
    pub violations: Vec<Violation>,
    /// Elements whose signature was taken on trust (names and key identifiers fit), because this build has
    /// no verifier for it: MD5, P-521, Ed448, DSA, very short RSA keys. Never the anchor.
    pub unchecked_signatures: Vec<usize>,
}

/// One thing that the policy does not allow.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// What.
    pub kind: ViolationKind,
    /// Where: index into [`Evaluation::path`]; `None` when it concerns the whole chain.
    pub element: Option<usize>,
}

/// What can be wrong with a chain.
#[derive(Clone, Debug, PartialEq)]
pub enum ViolationKind {
    /// The leaf's bytes do not parse, or it is X.509 v1 where v3 is needed.
    Malformed {
        /// One phrase.
        reason: String,
    },
    /// The path ends at a self-signed root that is no anchor, or at an issuer nobody knows.
    UnknownCa {
        /// The issuer that is not trusted, for people.
        issuer: String,
        /// An anchor has that name but another key: the CA was issued again.
        same_name_other_key: bool,
    },
    /// The leaf is its own issuer and not trusted.
    SelfSigned,
    /// An intermediate is missing: the leaf's (or an intermediate's) issuer was not sent, and there is
    /// evidence that it is an intermediate rather than an unknown root (see `evaluate`).
    IncompleteChain {
        /// Subject of the certificate that is missing, for people.
        missing: String,
        /// Where it can be fetched, from authorityInfoAccess.
        ca_issuers: Vec<String>,
        /// The leaf says where its issuer can be had, or an intermediate of that name with another key was
        /// sent; otherwise the reading rests on the wording of names.
        certain: bool,
    },
    /// After notAfter.
    Expired {
        /// Last second of validity.
        not_after: UnixSeconds,
    },
    /// Before notBefore.
    NotYetValid {
        /// First second of validity.
        not_before: UnixSeconds,
    },
    /// No name covers the one asked for.
    NameMismatch,
    /// Common name only, and the policy does not take it.
    NoSan,
    /// A CA certificate as leaf.
    CaAsLeaf,
    /// keyUsage or extendedKeyUsage does not allow the purpose.
    WrongKeyUsage {
        /// `keyUsage` or `extendedKeyUsage`.
        extension: &'static str,
        /// What it allows, for people.
        allows: Vec<String>,
    },
    /// The key is too short, or of a kind that the stack cannot use.
    WeakKey {
        /// For people: `RSA 1024`.
        key: String,
    },
    /// The signature's digest is not accepted.
    WeakSignature {
        /// `sha1WithRSAEncryption`.
        algorithm: String,
    },
    /// A signature in the chain does not verify.
    BadSignature,
    /// A name constraint of a CA excludes the certificate.
    NameConstraint,
    /// pathLenConstraint exceeded.
    PathLength,
    /// A CA certificate that is no CA, or breaks the policy's rules for CAs.
    InvalidCa {
        /// One phrase: `no basicConstraints`, `no keyUsage`, `no authorityKeyIdentifier`.
        reason: String,
    },
    /// A critical extension that nobody knows.
    UnsupportedExtension {
        /// Dotted OID.
        oid: String,
    },
    /// More certificates than the verifier reads.
    TooManyCertificates {
        /// How many were presented.
        presented: usize,
    },
}

/// Judges `chain` (leaf first, as presented) against `anchors` for `name` at `at`.
///
/// All violations of the best path are returned; the best path is the one with the fewest, and a path to an
/// anchor beats one that ends nowhere. With `policy.backtracking` off, only the first path that the
/// verifier would try is judged. `name` is `None` when names are not to be checked.
pub fn evaluate(
    chain: &[Certificate],
    anchors: &[Anchor],
    name: Option<&Name>,
    at: UnixSeconds,
    policy: &Policy,
) -> Evaluation {
    evaluate_with(chain, anchors, name, at, policy, &mut SignatureCache::new())
}

/// As [`evaluate`], for judging one chain several times: signatures are checked once.
pub fn evaluate_with(
    chain: &[Certificate],
    anchors: &[Anchor],
    name: Option<&Name>,
    at: UnixSeconds,
    policy: &Policy,
    cache: &mut SignatureCache,
) -> Evaluation {
    if let Some(problem) = unreadable_leaf(chain) {
        return problem;
    }
    let pool = Pool::new(chain, anchors);
    let terms = Terms { anchors, name, at, policy, presented: chain.len() };
    let judged = paths(&pool, at, policy, cache).into_iter().map(|path| {
        let violations = judge(&pool, &path, terms);
        (path, violations)
    });
    let best = judged.min_by_key(|(path, violations)| {
        (!matches!(path.end, PathEnd::Anchor(_)), violations.len(), path.nodes.len())
    });
    let Some((path, violations)) = best else {
        // The search always ends somewhere; were it not so, nothing would be trusted.
        return Evaluation {
            path: Vec::new(),
            end: PathEnd::Unreadable,
            violations: vec![malformed("no path could be built")],
            unchecked_signatures: Vec::new(),
        };
    };
    let elements = path.nodes.iter().enumerate().map(|(index, &node)| PathElement {
        position: pool.position(node),
        role: role(&path, index),
        subject: pool.subject(node),
    });
    let unchecked = path.links.iter().enumerate().filter(|(_, check)| **check == SignatureCheck::Unchecked);
    Evaluation {
        path: elements.collect(),
        violations,
        unchecked_signatures: unchecked.map(|(index, _)| index).collect(),
        end: path.end,
    }
}

/// The evaluation of a chain whose leaf cannot be read.
fn unreadable_leaf(chain: &[Certificate]) -> Option<Evaluation> {
    let (path, reason) = match chain.first() {
        None => (Vec::new(), "no certificate was presented"),
        Some(Certificate { facts: Err(failure), .. }) => {
            let leaf = PathElement { position: Some(0), role: Role::Leaf, subject: String::new() };
            (vec![leaf], failure.reason.as_str())
        }
        Some(_) => return None,
    };
    Some(Evaluation {
        path,
        end: PathEnd::Unreadable,
        violations: vec![malformed(reason)],
        unchecked_signatures: Vec::new(),
    })
}

fn malformed(reason: &str) -> Violation {
    Violation { kind: ViolationKind::Malformed { reason: reason.to_owned() }, element: Some(0) }
}
