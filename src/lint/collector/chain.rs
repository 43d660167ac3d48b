//! Whether what a file presents leads to a CA: only where the files tell for certain.

use super::files::Named;
use super::files::Read;
use super::files::located;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Severity;
use crate::finding::certificate_ref;
use crate::x509::Anchor;
use crate::x509::Certificate;
use crate::x509::Policy;
use crate::x509::Purpose;
use crate::x509::UnixSeconds;
use crate::x509::ViolationKind;
use crate::x509::evaluate;

/// `known`: certificates of the CAs that the settings name, DER. Whoever trusts one of them is content with a chain that
/// ends there.
pub(super) fn check(named: &Named, read: &Read, known: &[Vec<u8>], at: UnixSeconds) -> Option<Held> {
    let chain: Vec<Certificate> = read.certificates.iter().map(|der| Certificate::new(der)).collect();
    let beside = ends(named, &chain, &read.authority, at);
    let path = named.path.escape_debug();
    let (other, asks) =
        if named.is_server { ("exporters", "an exporter") } else { ("receivers", "a receiver") };
    let (code, missing, ca_issuers, reissued, message) = match beside {
        Some(ViolationKind::IncompleteChain { missing, ca_issuers, .. }) if !read.authority.is_empty() => {
            let message = format!(
                "`{path}` holds no certificate of `{}`, which issued what it presents: {other} that trust the `ca.crt` \
                 beside it refuse it",
                missing.escape_debug()
            );
            (Code::IncompleteChain, missing, ca_issuers, false, message)
        }
        Some(ViolationKind::UnknownCa { issuer, same_name_other_key }) if !read.authority.is_empty() => {
            let again = if same_name_other_key { ", which has its name and another key" } else { "" };
            let message = format!(
                "the certificate in `{path}` is of the CA `{}`, not of the `ca.crt` beside it{again}: {other} that \
                 trust that one refuse it",
                issuer.escape_debug()
            );
            (Code::UnknownCa, issuer, Vec::new(), same_name_other_key, message)
        }
        _ => match ends(named, &chain, known, at)? {
            ViolationKind::IncompleteChain { missing, ca_issuers, certain: true }
                if read.authority.is_empty() =>
            {
                let message = format!(
                    "`{path}` holds no certificate of the intermediate CA `{}`: {asks} that trusts its root alone refuses \
                     what is presented",
                    missing.escape_debug()
                );
                (Code::IncompleteChain, missing, ca_issuers, false, message)
            }
            _ => return None,
        },
    };
    let evidence = Evidence::Trust {
        certificate: certificate_ref(chain.last()?, Some(chain.len() - 1), "leaf"),
        missing_issuer: Some(missing),
        ca_issuers,
        same_name_other_key: reissued,
        store: "given".to_owned(),
        trusted_by: Vec::new(),
        product: None,
    };
    Some(located(named, code, evidence, message).weighing(Severity::Warning))
}

/// Why the chain does not end at one of these; dates are told elsewhere.
fn ends(named: &Named, chain: &[Certificate], anchors: &[Vec<u8>], at: UnixSeconds) -> Option<ViolationKind> {
    let anchors: Vec<Anchor> = anchors.iter().filter_map(|der| Anchor::from_certificate(der)).collect();
    let purpose = if named.is_server { Purpose::Server } else { Purpose::Client };
    let evaluation = evaluate(chain, &anchors, None, at, &Policy::rfc5280(purpose));
    let mut kinds = evaluation.violations.into_iter().map(|violation| violation.kind);
    kinds.find(|kind| matches!(kind, ViolationKind::IncompleteChain { .. } | ViolationKind::UnknownCa { .. }))
}
