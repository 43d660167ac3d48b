//! Does the certificate name the host that was asked for.

use super::view::View;
use crate::finding::Code;
use crate::finding::Held;
use crate::x509::Name;
use crate::x509::ViolationKind;

/// `name-mismatch`, `no-san`.
pub(super) fn held(view: &View<'_>) -> Vec<Held> {
    let mut held = view
        .violations(|violation| matches!(violation.kind, ViolationKind::NameMismatch | ViolationKind::NoSan));
    let leaf = view.chain.first().and_then(|leaf| leaf.facts.as_ref().ok());
    let asked = Name::new(&view.observation.target.verify_name);
    // A frequent mistake: the address is there, but as text. Only gRPC core takes it.
    if let (Some(facts), Name::Ip(address)) = (leaf, &asked)
        && facts.dns_names.iter().any(|name| name.parse() == Ok(*address))
    {
        for one in held.iter_mut().filter(|one| one.code == Code::NameMismatch) {
            one.message = format!("the certificate has `{address}` as a DNS name, not as an IP address");
        }
    }
    held
}
