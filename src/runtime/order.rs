//! In which order each stack looks: of several faults it prints the first.
//!
//! Network and server answers come before all of these, by rank.

use super::exporter::Fault;
use super::exporter::Part::{Any, Leaf};
use crate::finding::CertificateRef;
use crate::finding::Code;
use crate::finding::Code::{
    CaAsLeaf, Expired, IncompleteChain, Intercepted, InvalidCa, MalformedCertificate, NameConstraint,
    NameMismatch, NoSan, NotYetValid, PathLength, PlaceholderCertificate, SelfSigned, UnknownCa,
    UnsupportedExtension, WeakKey, WeakSignature, WrongKeyUsage,
};
use crate::finding::Evidence;
use crate::finding::Held;

/// Go, `x509.Certificate.Verify`: the leaf's extensions and dates, its name, then the path, then usage.
pub(super) const GO: &[Fault] = &[
    Fault(MalformedCertificate, Any),
    Fault(UnsupportedExtension, Leaf),
    Fault(Expired, Leaf),
    Fault(NotYetValid, Leaf),
    Fault(NameMismatch, Any),
    Fault(NoSan, Any),
    Fault(Intercepted, Any),
    Fault(PlaceholderCertificate, Any),
    Fault(SelfSigned, Any),
    Fault(IncompleteChain, Any),
    Fault(UnknownCa, Any),
    Fault(UnsupportedExtension, Any),
    Fault(Expired, Any),
    Fault(NotYetValid, Any),
    Fault(InvalidCa, Any),
    Fault(PathLength, Any),
    Fault(WeakSignature, Any),
    Fault(NameConstraint, Any),
    Fault(WrongKeyUsage, Any),
    Fault(WeakKey, Any),
];

/// webpki, `verify_cert.rs`: per certificate dates, basicConstraints, usage; then the issuer; the name last.
pub(super) const WEBPKI: &[Fault] = &[
    Fault(MalformedCertificate, Any),
    Fault(UnsupportedExtension, Leaf),
    Fault(Expired, Leaf),
    Fault(NotYetValid, Leaf),
    Fault(CaAsLeaf, Any),
    Fault(WrongKeyUsage, Leaf),
    Fault(UnsupportedExtension, Any),
    Fault(Expired, Any),
    Fault(NotYetValid, Any),
    Fault(InvalidCa, Any),
    Fault(PathLength, Any),
    Fault(WrongKeyUsage, Any),
    // Signatures and name constraints are looked at only where an anchor was reached.
    Fault(Intercepted, Any),
    Fault(PlaceholderCertificate, Any),
    Fault(SelfSigned, Any),
    Fault(IncompleteChain, Any),
    Fault(UnknownCa, Any),
    Fault(WeakSignature, Any),
    Fault(WeakKey, Any),
    Fault(NameConstraint, Any),
    Fault(NameMismatch, Any),
    Fault(NoSan, Any),
];

/// OpenSSL, `verify_chain` of `x509_vfy.c`, ended at the first error: the leaf's key, the path, extensions, key
/// strengths, the name (set in the context, as Python does), signatures and dates, name constraints.
pub(super) const OPENSSL: &[Fault] = &[
    Fault(MalformedCertificate, Any),
    Fault(WeakKey, Leaf),
    Fault(Intercepted, Any),
    Fault(PlaceholderCertificate, Any),
    Fault(SelfSigned, Any),
    Fault(IncompleteChain, Any),
    Fault(UnknownCa, Any),
    Fault(UnsupportedExtension, Any),
    Fault(CaAsLeaf, Any),
    Fault(InvalidCa, Any),
    Fault(WrongKeyUsage, Any),
    Fault(PathLength, Any),
    Fault(WeakKey, Any),
    Fault(WeakSignature, Any),
    Fault(NameMismatch, Any),
    Fault(NoSan, Any),
    Fault(NotYetValid, Any),
    Fault(Expired, Any),
    Fault(NameConstraint, Any),
];

/// The same, with the name compared after the handshake: Ruby's `post_connection_check`, libcurl, gRPC core.
pub(super) const OPENSSL_NAME_LAST: &[Fault] = &[
    Fault(MalformedCertificate, Any),
    Fault(WeakKey, Leaf),
    Fault(Intercepted, Any),
    Fault(PlaceholderCertificate, Any),
    Fault(SelfSigned, Any),
    Fault(IncompleteChain, Any),
    Fault(UnknownCa, Any),
    Fault(UnsupportedExtension, Any),
    Fault(CaAsLeaf, Any),
    Fault(InvalidCa, Any),
    Fault(WrongKeyUsage, Any),
    Fault(PathLength, Any),
    Fault(WeakKey, Any),
    Fault(WeakSignature, Any),
    Fault(NotYetValid, Any),
    Fault(Expired, Any),
    Fault(NameConstraint, Any),
    Fault(NameMismatch, Any),
    Fault(NoSan, Any),
];

/// libcurl compares the name after the handshake.
pub(super) const CURL: &[Fault] = OPENSSL_NAME_LAST;

/// gRPC core compares the name after the handshake; BoringSSL's verifier is OpenSSL's of old.
pub(super) const GRPC_CORE: &[Fault] = OPENSSL_NAME_LAST;

/// Node lets OpenSSL go on after each error and reports the last one, which is a missing issuer if there is no
/// date to complain of; it compares the name itself, after.
pub(super) const NODE: &[Fault] = &[
    Fault(MalformedCertificate, Any),
    Fault(NameConstraint, Any),
    Fault(Expired, Any),
    Fault(NotYetValid, Any),
    Fault(Intercepted, Any),
    Fault(PlaceholderCertificate, Any),
    Fault(IncompleteChain, Any),
    Fault(UnknownCa, Any),
    Fault(WeakSignature, Any),
    Fault(WeakKey, Any),
    Fault(PathLength, Any),
    Fault(WrongKeyUsage, Any),
    Fault(InvalidCa, Any),
    Fault(CaAsLeaf, Any),
    Fault(UnsupportedExtension, Any),
    Fault(SelfSigned, Any),
    Fault(NameMismatch, Any),
    Fault(NoSan, Any),
];

/// JSSE: `SunCertPathBuilder`, then the checkers of `PKIXCertPathValidator` (dates are checked last), then the leaf's
/// usage, then OkHttp's host name.
pub(super) const JSSE: &[Fault] = &[
    Fault(MalformedCertificate, Any),
    Fault(Intercepted, Any),
    Fault(PlaceholderCertificate, Any),
    Fault(SelfSigned, Any),
    Fault(IncompleteChain, Any),
    Fault(UnknownCa, Any),
    Fault(WeakKey, Any),
    Fault(WeakSignature, Any),
    Fault(InvalidCa, Any),
    Fault(PathLength, Any),
    Fault(NameConstraint, Any),
    Fault(Expired, Any),
    Fault(NotYetValid, Any),
    Fault(UnsupportedExtension, Any),
    Fault(CaAsLeaf, Any),
    Fault(WrongKeyUsage, Any),
    Fault(NameMismatch, Any),
    Fault(NoSan, Any),
];

/// The stop that a stack with this order reports. What happens before the certificate arrives comes first, what
/// happens after it last; each by rank.
pub(super) fn first<'a>(stops: &'a [Held], order: &[Fault]) -> Option<&'a Held> {
    stops.iter().min_by_key(|stop| match place(stop, order) {
        // The server has no key for what is offered.
        Some(_) if stop.code == WeakKey && about(stop).is_some_and(is_of_the_handshake) => (0, 1, stop.code),
        Some(place) => (1, place, stop.code),
        // An endpoint is looked at before files are.
        None if stop.code < Intercepted || is_refusal_of_alpn(stop) => {
            (0, usize::from(stop.code != Code::UnsupportedSetting), stop.code)
        }
        // A client that insists on `h2` hangs up before it can see what the server speaks instead.
        None => (2, usize::from(stop.code != Code::AlpnMissing), stop.code),
    })
}

/// A leaf whose key is of a kind that is not negotiated. A short RSA key is refused only when it is verified.
pub(super) fn is_of_the_handshake(about: &CertificateRef) -> bool {
    about.role == "leaf" && !about.key.as_deref().is_some_and(|key| key.starts_with("RSA "))
}

/// The server refuses over ALPN before it sends a certificate.
fn is_refusal_of_alpn(stop: &Held) -> bool {
    matches!(stop.evidence, Evidence::Alpn { refused: true, .. })
}

/// Where in the order a stop stands; `None`: it is not about the certificate.
fn place(stop: &Held, order: &[Fault]) -> Option<usize> {
    order.iter().position(|Fault(code, part)| {
        *code == stop.code && (*part == Any || about(stop).is_some_and(|about| about.role == "leaf"))
    })
}

/// The certificate that a finding is about.
pub(super) fn about(held: &Held) -> Option<&CertificateRef> {
    match &held.evidence {
        Evidence::Certificate { certificate, .. } | Evidence::Trust { certificate, .. } => Some(certificate),
        _ => None,
    }
}

/// The codes about whom to trust: one of them stands for all.
pub(super) fn is_trust(code: Code) -> bool {
    matches!(code, Intercepted | PlaceholderCertificate | SelfSigned | IncompleteChain | UnknownCa)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(code: Code, role: &str) -> Held {
        let certificate = CertificateRef { role: role.to_owned(), ..CertificateRef::default() };
        Held::certain(code, Evidence::Certificate { certificate, detail: None }, "")
    }

    #[test]
    fn every_order_knows_every_certificate_fault_of_its_stack() {
        for order in [GO, WEBPKI, OPENSSL, OPENSSL_NAME_LAST, NODE, JSSE] {
            for code in
                Code::ALL.iter().filter(|code| (MalformedCertificate..=UnsupportedExtension).contains(code))
            {
                let exempt = matches!(code, Code::Revoked | CaAsLeaf)
                    || code.meta().reach == crate::finding::Reach::Nobody;
                assert!(exempt || order.iter().any(|fault| fault.0 == *code), "{code}");
            }
        }
    }

    #[test]
    fn the_leaf_comes_before_its_issuers_where_the_stack_says_so() {
        let leaf = [held(NameMismatch, "leaf"), held(Expired, "leaf")];
        let issuer = [held(NameMismatch, "leaf"), held(Expired, "intermediate")];
        assert_eq!(first(&leaf, GO).map(|held| held.code), Some(Expired));
        assert_eq!(first(&issuer, GO).map(|held| held.code), Some(NameMismatch));
        assert_eq!(first(&leaf, OPENSSL).map(|held| held.code), Some(NameMismatch));
        assert_eq!(first(&leaf, NODE).map(|held| held.code), Some(Expired));
    }

    #[test]
    fn of_two_faults_each_stack_prints_the_one_that_it_was_seen_to_print() {
        // The second fault is the intermediate's in the last row. Columns: Go, Node, curl, Python, gRPC core, Java.
        let expired = (Expired, "leaf");
        for (one, other, printed) in [
            (expired, (NameMismatch, "leaf"), [Expired, Expired, Expired, NameMismatch, Expired, Expired]),
            (
                (NameMismatch, "leaf"),
                (UnknownCa, "leaf"),
                [NameMismatch, UnknownCa, UnknownCa, UnknownCa, UnknownCa, UnknownCa],
            ),
            (expired, (UnknownCa, "leaf"), [Expired, Expired, UnknownCa, UnknownCa, UnknownCa, UnknownCa]),
            (
                expired,
                (WrongKeyUsage, "leaf"),
                [Expired, Expired, WrongKeyUsage, WrongKeyUsage, WrongKeyUsage, Expired],
            ),
            (
                (WrongKeyUsage, "leaf"),
                (NameMismatch, "leaf"),
                [NameMismatch, WrongKeyUsage, WrongKeyUsage, WrongKeyUsage, WrongKeyUsage, WrongKeyUsage],
            ),
            (
                (WrongKeyUsage, "leaf"),
                (UnknownCa, "leaf"),
                [UnknownCa, UnknownCa, UnknownCa, UnknownCa, UnknownCa, UnknownCa],
            ),
            (
                expired,
                (SelfSigned, "leaf"),
                [Expired, Expired, SelfSigned, SelfSigned, SelfSigned, SelfSigned],
            ),
            (
                expired,
                (NameConstraint, "leaf"),
                [Expired, NameConstraint, Expired, Expired, Expired, NameConstraint],
            ),
            (
                (NameMismatch, "leaf"),
                (Expired, "intermediate"),
                [NameMismatch, Expired, Expired, NameMismatch, Expired, Expired],
            ),
        ] {
            let stops = [held(one.0, one.1), held(other.0, other.1)];
            let orders = [GO, NODE, CURL, OPENSSL, GRPC_CORE, JSSE];
            let seen = orders.map(|order| first(&stops, order).unwrap().code);
            assert_eq!(seen, printed, "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_comes_before_the_certificate_is_reported_before_it() {
        let early = [held(Expired, "leaf"), Held::certain(Code::VersionMismatch, Evidence::Nothing {}, "")];
        assert_eq!(first(&early, JSSE).map(|held| held.code), Some(Code::VersionMismatch));
        let late = [held(Expired, "leaf"), Held::certain(Code::ClientCertRequired, Evidence::Nothing {}, "")];
        assert_eq!(first(&late, JSSE).map(|held| held.code), Some(Expired));
    }

    #[test]
    fn a_refusal_over_alpn_comes_before_the_certificate_a_missing_answer_after() {
        for (refused, code) in [(true, Code::AlpnMissing), (false, Expired)] {
            let evidence = Evidence::Alpn { offered: vec!["h2".to_owned()], selected: None, refused };
            let stops = [held(Expired, "leaf"), Held::certain(Code::AlpnMissing, evidence, "")];
            assert_eq!(first(&stops, GO).map(|held| held.code), Some(code));
        }
        // run: a server that speaks HTTP/1.1 alone is never reached by a client that insists on `h2`.
        let evidence = Evidence::Alpn { offered: vec!["h2".to_owned()], selected: None, refused: false };
        let stops = [
            Held::certain(Code::WrongProtocol, Evidence::Nothing {}, ""),
            Held::certain(Code::AlpnMissing, evidence, ""),
        ];
        assert_eq!(first(&stops, GO).map(|held| held.code), Some(Code::AlpnMissing));
    }
}
