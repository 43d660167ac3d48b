//! The actions, and which of them mend a code. No wildcard: a code without actions does not compile.

use crate::finding::Code;
use crate::finding::Effect;

use super::Context;

macro_rules! actions {
    ($($variant:ident = $slug:literal, $doc:literal;)+) => {
        /// Something that somebody changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(super) enum Action { $(#[doc = $doc] $variant,)+ }

        impl Action {
            /// Every action.
            pub(super) const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// As in the report.
            pub(super) fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)+ }
            }

            /// The action of a slug.
            pub(super) fn of_slug(slug: &str) -> Option<Self> {
                match slug { $($slug => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

actions! {
    TrustCa = "trust-ca", "Give the exporter the CA.";
    TrustSystem = "trust-system", "Use the machine's store.";
    SendClientCert = "send-client-cert", "Give the exporter its certificate and key.";
    RenewClientCert = "renew-client-cert", "Issue the client certificate.";
    AcceptClientCa = "accept-client-ca", "Give the server the CA of the clients.";
    FixName = "fix-name", "Connect with, or verify, a name of the certificate.";
    Reissue = "reissue", "Issue the server's certificate with other names, usages, keys or dates.";
    SendChain = "send-chain", "Send the intermediates, in order.";
    ReloadServer = "reload-server", "Have the server take up the certificate that is there.";
    Renew = "renew", "Renew the server's certificate and load it.";
    ChangeScheme = "change-scheme", "`http` to `https` or back.";
    ChangePort = "change-port", "Another port or protocol.";
    ServeTls = "serve-tls", "Turn TLS on at the server.";
    EnableAlpn = "enable-alpn", "HTTP/2 at the proxy.";
    SetVersions = "set-versions", "TLS 1.2 and 1.3 at the server.";
    SetCiphers = "set-ciphers", "Suites, groups, signatures at the server.";
    OpenNetwork = "open-network", "DNS, firewall, Service, listener address.";
    FixProxy = "fix-proxy", "Past the proxy, or through it.";
    FixClock = "fix-clock", "NTP.";
    SendCredentials = "send-credentials", "Headers.";
    ScaleBackend = "scale-backend", "Wait, queue, scale.";
    ExemptFromInspection = "exempt-from-inspection", "No TLS inspection for this endpoint.";
    SetSecret = "set-secret", "The certificate in place of a default one.";
    EnablePipeline = "enable-pipeline", "A pipeline for the signal.";
    FixKeyFile = "fix-key-file", "A readable pair.";
    PairClientKey = "pair-client-key", "The client's key and certificate.";
    PairServerKey = "pair-server-key", "The server's key and certificate.";
    ShortenHello = "shorten-hello", "No post-quantum key share.";
    AlignAddresses = "align-addresses", "The same answer from every address.";
    FixSetting = "fix-setting", "Another value, another name, or no such setting.";
    AskOperator = "ask-operator", "A transcript for whoever runs the server.";
}

/// The actions that mend a code, most fitting first.
pub(super) fn actions(code: Code, context: &Context) -> Vec<Action> {
    use Action::*;
    let mut actions = match code {
        Code::UnreadableFile => vec![FixKeyFile],
        // A lost key: no other fits, so that both are made anew.
        Code::ClientKeyMismatch => vec![PairClientKey, RenewClientCert],
        Code::UnknownSetting
        | Code::UnsupportedSetting
        | Code::ConflictingSettings
        | Code::SchemeMismatch
        | Code::PortMismatch
        | Code::WrongVariable
        | Code::IgnoredSetting
        | Code::DeprecatedSetting => vec![FixSetting],
        Code::ClientCaMissing => vec![AcceptClientCa],
        Code::VerificationDisabled => vec![TrustCa, FixSetting],
        Code::DnsFailure | Code::NetworkUnreachable => vec![OpenNetwork],
        Code::ConnectionRefused => vec![OpenNetwork, ChangePort],
        Code::ConnectionTimeout => vec![OpenNetwork, FixProxy],
        Code::ProxyFailure => vec![FixProxy],
        Code::PlaintextServer if context.other_service => vec![ChangePort, OpenNetwork],
        // Cleartext is the shorter way only where nobody can listen.
        Code::PlaintextServer if context.is_loopback() => vec![ChangeScheme, ServeTls],
        Code::PlaintextServer => vec![ServeTls, ChangeScheme],
        Code::PlaintextClient => vec![ChangeScheme],
        Code::ConnectionReset => vec![OpenNetwork, ChangePort, ServeTls],
        Code::SilentServer => vec![ChangePort, OpenNetwork],
        Code::TlsViolation => vec![AskOperator],
        Code::HandshakeIntolerance => vec![ShortenHello, AskOperator],
        Code::UnrecognizedName => vec![FixName],
        Code::VersionMismatch | Code::OutdatedTls => vec![SetVersions],
        // The certificate's key decides the signature algorithm, and nothing else.
        Code::CipherMismatch => match context.not_common.as_deref() {
            Some("signature-algorithm") => vec![Reissue],
            Some(_) => vec![SetCiphers],
            None => vec![SetCiphers, Reissue],
        },
        Code::HandshakeRefused => vec![SendClientCert, SetCiphers, SetVersions, FixName, AskOperator],
        Code::BadHandshakeSignature => vec![PairServerKey],
        Code::Intercepted => vec![ExemptFromInspection, TrustCa],
        Code::PlaceholderCertificate => vec![SetSecret, FixName],
        Code::SelfSigned => vec![TrustCa, Reissue],
        Code::UnknownCa => vec![TrustCa, TrustSystem, Reissue],
        Code::IncompleteChain | Code::ChainOrder | Code::ExtraCertificates => vec![SendChain],
        Code::ClockSkew => vec![FixClock],
        Code::Expired => vec![Renew],
        Code::NotYetValid => vec![FixClock, Reissue],
        Code::Expiring => vec![Renew, RenewClientCert],
        // The file is what is old.
        Code::StaleCertificate if context.expected_is_older => vec![AskOperator],
        Code::StaleCertificate => vec![ReloadServer],
        Code::NameMismatch => vec![FixName, Reissue],
        Code::MalformedCertificate
        | Code::Revoked
        | Code::NoSan
        | Code::CaAsLeaf
        | Code::WrongKeyUsage
        | Code::WeakKey
        | Code::WeakSignature
        | Code::NameConstraint
        | Code::PathLength
        | Code::InvalidCa
        | Code::UnsupportedExtension => vec![Reissue],
        Code::ClientCertRequired => vec![SendClientCert, RenewClientCert],
        Code::ClientCertRejected => vec![RenewClientCert, AcceptClientCa],
        Code::ClientCertUnused => vec![AcceptClientCa],
        Code::WrongProtocol => vec![ChangePort],
        Code::AlpnMissing => vec![EnableAlpn, ChangePort],
        Code::NoAnswer => vec![ScaleBackend, AskOperator],
        Code::Unauthenticated => vec![SendCredentials],
        Code::PermissionDenied => vec![SendCredentials, AskOperator],
        Code::BackendUnavailable => vec![ScaleBackend],
        Code::OtlpRejected => vec![AskOperator, ChangePort],
        Code::SignalNotServed => vec![EnablePipeline],
        Code::InsecureTransport => vec![ServeTls, ChangeScheme],
        Code::AddressDifference => vec![AlignAddresses],
        // What splits the exporters is another code; see `causes`.
        Code::RuntimeMismatch => vec![Reissue],
    };
    if code == Code::Expired && context.codes.contains(&Code::ClockSkew) {
        actions.insert(0, FixClock);
    }
    actions.retain(|action| fits(*action, code, context));
    actions
}

/// The codes whose remedies a code has: itself, or those that split the exporters.
pub(super) fn causes(code: Code, context: &Context) -> Vec<Code> {
    let splits = |code: &Code| code.meta().effect == Effect::ByRuntime;
    let causes: Vec<Code> = match code {
        Code::RuntimeMismatch => context.codes.iter().copied().filter(splits).collect(),
        _ => Vec::new(),
    };
    if causes.is_empty() { vec![code] } else { causes }
}

/// Leaves out what the user has done already, or cannot do.
fn fits(action: Action, code: Code, context: &Context) -> bool {
    match (action, code) {
        (Action::RenewClientCert, Code::Expiring) => context.cert_path.is_some(),
        (Action::SendClientCert, Code::HandshakeRefused) => context.cert_path.is_none(),
        // Its issuer may be as trusted as it likes.
        (Action::AcceptClientCa, Code::ClientCertRejected) => {
            !context.client_cert_misfits.iter().any(|what| matches!(what.as_str(), "dates" | "usage"))
        }
        (Action::ChangePort, Code::WrongProtocol | Code::AlpnMissing) => true,
        // Only where another port is known: a guess helps nobody.
        (Action::ChangePort, _) => context.likely_port().is_some(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_that_is_unfit_by_itself_is_not_mended_by_its_ca() {
        let of = |misfits: &[&str]| {
            let client_cert_misfits = misfits.iter().map(|what| (*what).to_owned()).collect();
            actions(Code::ClientCertRejected, &Context { client_cert_misfits, ..Context::default() })
        };
        assert_eq!(of(&["issuer"]), [Action::RenewClientCert, Action::AcceptClientCa]);
        assert_eq!(of(&["issuer", "dates"]), [Action::RenewClientCert]);
        assert_eq!(of(&["usage"]), [Action::RenewClientCert]);
    }

    #[test]
    fn every_code_has_actions_without_repetition() {
        let given = Context { cert_path: Some("c".into()), port: Some(4317), ..Context::default() };
        for context in [Context::default(), given] {
            for code in Code::ALL {
                let found = actions(*code, &context);
                assert!(!found.is_empty(), "{code}");
                let unique: std::collections::BTreeSet<_> = found.iter().collect();
                assert_eq!(unique.len(), found.len(), "{code}");
            }
        }
    }

    #[test]
    fn every_action_mends_something() {
        let context = Context { cert_path: Some("c".into()), ..Context::default() };
        let used: Vec<_> = Code::ALL.iter().flat_map(|code| actions(*code, &context)).collect();
        for action in Action::ALL {
            assert!(used.contains(action), "{}", action.slug());
            assert_eq!(Action::of_slug(action.slug()), Some(*action));
        }
    }

    #[test]
    fn cleartext_comes_first_on_loopback_alone() {
        let at = |host: &str| Context { host: Some(host.into()), ..Context::default() };
        assert_eq!(actions(Code::PlaintextServer, &at("127.0.0.1"))[0], Action::ChangeScheme);
        assert_eq!(actions(Code::PlaintextServer, &at("otel.example.com"))[0], Action::ServeTls);
    }

    #[test]
    fn a_split_is_mended_by_what_splits() {
        let context = Context {
            codes: vec![Code::CaAsLeaf, Code::AlpnMissing, Code::RuntimeMismatch, Code::OutdatedTls],
            ..Context::default()
        };
        assert_eq!(causes(Code::RuntimeMismatch, &context), [Code::CaAsLeaf, Code::AlpnMissing]);
        assert_eq!(causes(Code::Expired, &context), [Code::Expired]);
    }
}
