//! What a verifier's own parser refuses to read, although it can be read.

use super::certificate::Facts;
use super::oid;
use super::policy::Parser;

/// Why the parser refuses the certificate, one phrase; `None`: it reads it.
pub(super) fn refuses(facts: &Facts, is_leaf: bool, parser: Parser) -> Option<&'static str> {
    match parser {
        Parser::Lenient => None,
        Parser::GrpcCore if is_leaf && facts.malformed_ip => {
            Some("an IP address in it is of no known length")
        }
        // A certificate with such an extension issues nothing and is issued by nobody (`EXFLAG_INVALID`).
        Parser::OpenSsl | Parser::GrpcCore => {
            facts.malformed_name.then_some("a name in its subjectAltName cannot be read")
        }
        Parser::Go => go(facts),
        Parser::Jdk => jdk(facts),
    }
}

/// crypto/x509, `parseCertificate` and `processExtensions`. (A critical authorityInfoAccess is refused by
/// everybody.)
fn go(facts: &Facts) -> Option<&'static str> {
    let constraints = facts.name_constraints.as_ref();
    let cases = [
        (facts.serial.first().is_some_and(|first| first & 0x80 != 0), "its serial number is negative"),
        (facts.is_critical(oid::AUTHORITY_KEY_ID), "its authorityKeyIdentifier is critical"),
        (facts.is_critical(oid::SUBJECT_KEY_ID), "its subjectKeyIdentifier is critical"),
        (facts.malformed_access, "its authorityInfoAccess cannot be read"),
        (facts.malformed_ip, "an IP address in it is of no known length"),
        (constraints.is_some_and(|constraints| constraints.empty), "its nameConstraints are empty"),
    ];
    cases.into_iter().find(|(holds, _)| *holds).map(|(_, reason)| reason)
}

/// sun.security.x509, `X509CertInfo`. (What it says of an empty subject is `critical_san_without_subject`.)
fn jdk(facts: &Facts) -> Option<&'static str> {
    is_empty(&facts.issuer_der).then_some("its issuer is empty")
}

/// Whether a Name has no parts.
pub(super) fn is_empty(name_der: &[u8]) -> bool {
    name_der == [0x30, 0]
}

#[cfg(test)]
mod tests {
    use rcgen::CustomExtension;

    use super::*;
    use crate::x509::made::{Made, NOW, ca_params, leaf_params, make, root};
    use crate::x509::{Anchor, Certificate, PathEnd, Policy, Purpose, ViolationKind, evaluate};

    fn facts(made: &Made) -> Facts {
        Certificate::new(&made.der).facts.unwrap()
    }

    /// A keyIdentifier that nobody has, in an extension that should not be critical.
    fn critical_authority() -> CustomExtension {
        let mut extension = CustomExtension::from_oid_content(&[2, 5, 29, 35], vec![0x30, 4, 0x80, 2, 1, 2]);
        extension.set_criticality(true);
        extension
    }

    #[test]
    fn go_has_its_reasons() {
        let plain = facts(&make(leaf_params(), None));
        assert_eq!(refuses(&plain, false, Parser::Go), None);
        let with = |change: fn(&mut Facts)| {
            let mut facts = plain.clone();
            change(&mut facts);
            (refuses(&facts, false, Parser::Go).unwrap_or_default(), refuses(&facts, false, Parser::Lenient))
        };
        assert_eq!(with(|facts| facts.serial = vec![0xff]), ("its serial number is negative", None));
        assert_eq!(
            with(|facts| facts.known_critical.push(oid::SUBJECT_KEY_ID.to_owned())),
            ("its subjectKeyIdentifier is critical", None)
        );
        assert_eq!(with(|facts| facts.malformed_ip = true).0, "an IP address in it is of no known length");
        assert_eq!(with(|facts| facts.malformed_access = true).0, "its authorityInfoAccess cannot be read");
        let mut params = leaf_params();
        params.use_authority_key_identifier_extension = false;
        params.custom_extensions = vec![critical_authority()];
        let critical = facts(&make(params, None));
        assert_eq!(refuses(&critical, false, Parser::Go), Some("its authorityKeyIdentifier is critical"));
    }

    #[test]
    fn openssl_and_boringssl_decode_every_name() {
        let made = |value: &[u8]| {
            let mut params = leaf_params();
            params.subject_alt_names = Vec::new();
            params.custom_extensions =
                vec![CustomExtension::from_oid_content(&[2, 5, 29, 17], value.to_vec())];
            facts(&make(params, None))
        };
        // A dNSName, and an otherName that is a text.
        let bad = made(b"\x30\x08\x82\x03a.b\x80\x01x");
        assert_eq!(bad.dns_names, ["a.b"]);
        let reason = Some("a name in its subjectAltName cannot be read");
        assert_eq!(refuses(&bad, true, Parser::OpenSsl), reason);
        assert_eq!(refuses(&bad, false, Parser::GrpcCore), reason);
        assert_eq!(refuses(&bad, true, Parser::Go), None);
        // An address of three bytes is a matter for gRPC core alone, and of the leaf.
        let short = made(b"\x30\x0a\x82\x03a.b\x87\x03\x0a\x00\x01");
        assert_eq!(refuses(&short, true, Parser::OpenSsl), None);
        assert_eq!(refuses(&short, false, Parser::GrpcCore), None);
        assert_eq!(
            refuses(&short, true, Parser::GrpcCore),
            Some("an IP address in it is of no known length")
        );
    }

    #[test]
    fn the_jdk_wants_an_issuer() {
        let mut facts = facts(&make(leaf_params(), None));
        assert_eq!(refuses(&facts, false, Parser::Jdk), None);
        facts.issuer_der = vec![0x30, 0];
        assert_eq!(refuses(&facts, false, Parser::Jdk), Some("its issuer is empty"));
        assert_eq!(refuses(&facts, false, Parser::Go), None);
    }

    #[test]
    fn what_is_not_read_is_no_anchor_and_spoils_what_is_presented() {
        let good = root();
        let mut params = ca_params("stranger");
        params.use_authority_key_identifier_extension = false;
        params.custom_extensions = vec![critical_authority()];
        let stranger = make(params, None);
        let leaf = make(leaf_params(), Some(&good));
        let judged = |chain: &[&Made], anchor: &Made, parser| {
            let chain: Vec<Certificate> = chain.iter().map(|made| Certificate::new(&made.der)).collect();
            let anchors = [Anchor::from_certificate(&anchor.der).unwrap()];
            let policy = Policy { parser, ..Policy::rfc5280(Purpose::Server) };
            evaluate(&chain, &anchors, None, NOW, &policy)
        };
        assert_eq!(judged(&[&leaf, &stranger], &good, Parser::Lenient).violations, []);
        let spoilt = judged(&[&leaf, &stranger], &good, Parser::Go);
        assert_eq!(spoilt.end, PathEnd::Anchor(0));
        let [one] = spoilt.violations.as_slice() else { panic!("{spoilt:?}") };
        assert!(matches!(one.kind, ViolationKind::Malformed { .. }) && one.element.is_none());
        let below = make(leaf_params(), Some(&stranger));
        assert_eq!(judged(&[&below], &stranger, Parser::Lenient).end, PathEnd::Anchor(0));
        assert_eq!(judged(&[&below], &stranger, Parser::Go).end, PathEnd::IssuerMissing);
    }
}
