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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::scene::*;
    use crate::finding::Evidence;
    use crate::issue::Profile;
    use crate::observation::Observation;

    fn named(profile: &Profile) -> Observation {
        let root = ca("otel-ca");
        presenting(&[&root.issue(profile).unwrap()], &[&root])
    }

    #[test]
    fn another_name() {
        let names = ["otel.example.com".to_owned(), "unrelated.test".to_owned()];
        let one = only(&named(&Profile::server(&names, &[], year())));
        assert_eq!(one.code, Code::NameMismatch);
        assert_eq!(one.message, format!("the certificate is not valid for `{HOST}`"));
        let Evidence::Names { expected, presented, nearest, .. } = one.evidence else { panic!() };
        assert_eq!(expected, HOST);
        assert_eq!(presented, names);
        assert_eq!(nearest.as_deref(), Some("otel.example.com"));
    }

    #[test]
    fn a_common_name_only() {
        let one = only(&named(&Profile { common_name: HOST.to_owned(), names: Vec::new(), ..server() }));
        assert_eq!(one.code, Code::NoSan);
        let Evidence::Names { common_name, presented, .. } = one.evidence else { panic!() };
        assert_eq!((common_name.as_deref(), presented), (Some(HOST), Vec::new()));
    }

    #[test]
    fn an_address_written_as_a_name() {
        let mut seen = named(&Profile::server(&["192.0.2.10".to_owned()], &[], year()));
        seen.target.verify_name = "192.0.2.10".to_owned();
        let one = only(&seen);
        assert_eq!(one.message, "the certificate has `192.0.2.10` as a DNS name, not as an IP address");
    }
}
