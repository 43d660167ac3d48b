//! What each stack does with a client key when the server names the signature schemes that it takes from clients.

use super::exporter::Exporter;
use crate::observation::signature_scheme_name;
use crate::x509::{KeyKind, PublicKey};

const TLS13: u16 = 0x0304;

const ECDSA: [u16; 3] = [0x0403, 0x0503, 0x0603];
const RSA_PSS: [u16; 3] = [0x0804, 0x0805, 0x0806];
const RSA_PKCS1: [u16; 3] = [0x0401, 0x0501, 0x0601];
/// RSASSA-PSS keys.
const PSS_KEY: [u16; 3] = [0x0809, 0x080a, 0x080b];
const ED25519: u16 = 0x0807;
const ED448: u16 = 0x0808;
/// SHA-224 and SHA-1, which are no schemes of TLS 1.3.
const OLD_ECDSA: [u16; 2] = [0x0303, 0x0203];
const OLD_RSA: [u16; 2] = [0x0301, 0x0201];

/// What becomes of the client certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signing {
    /// It is sent.
    Signs,
    /// It is kept back: the client answers with an empty list.
    Withheld,
    /// The client ends the handshake.
    Breaks,
}

/// What this exporter does with `key` in this TLS version, where the server takes these schemes; none: not seen.
pub(super) fn with(exporter: &Exporter, key: &PublicKey, version: u16, accepted: &[u16]) -> Signing {
    if accepted.is_empty() {
        return Signing::Signs;
    }
    let policy = (exporter.policy)();
    let modern = version >= TLS13;
    let own = schemes(policy.name, key, modern);
    if own.iter().any(|scheme| accepted.contains(scheme)) {
        return Signing::Signs;
    }
    match policy.name {
        // src: `tls1_choose_signature_algorithm`, NO_COMMON_SIGNATURE_ALGORITHMS.
        "boringssl" => Signing::Breaks,
        // src: configtls sets `GetClientCertificate`, which is not asked whether it fits.
        "go" if exporter.is_collector() => Signing::Breaks,
        // src: `CertificateRequest.choosePossession` looks for an algorithm, `getSignerOfPreferableAlgorithm` for a
        // curve; without any scheme that it knows JSSE gives up at once.
        "jsse" if of_kind(key, modern).iter().any(|scheme| accepted.contains(scheme)) => Signing::Breaks,
        "jsse" if !every(modern).any(|scheme| accepted.contains(&scheme)) => Signing::Breaks,
        // src: rustls `tls13.rs`, NoCertificateRequestSignatureSchemesInCommon.
        "rustls" if modern && !accepted.iter().any(|scheme| is_modern(*scheme)) => Signing::Breaks,
        // src: Go `getClientCertificate`; OpenSSL `ssl3_check_client_certificate`; rustls `ClientAuthDetails`.
        _ => Signing::Withheld,
    }
}

/// The schemes that the server takes, for people.
pub(super) fn names(accepted: &[u16]) -> String {
    accepted
        .iter()
        .map(|scheme| format!("`{}`", signature_scheme_name(*scheme)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What a stack can sign with this key. The name is that of its policy.
fn schemes(stack: &str, key: &PublicKey, modern: bool) -> Vec<u16> {
    // rustls and JSSE tie a curve to its digest in every version.
    let tied = modern || matches!(stack, "rustls" | "jsse");
    match &key.kind {
        KeyKind::EcP256 if tied => vec![0x0403],
        KeyKind::EcP384 if tied => vec![0x0503],
        KeyKind::EcP521 if tied => vec![0x0603],
        KeyKind::Rsa if stack == "go" && key.bits.is_some_and(|bits| bits < 1040) => {
            // src: `rsaSignatureSchemes`: no room for PSS with SHA-512.
            of_kind(key, modern).into_iter().filter(|scheme| *scheme != 0x0806).collect()
        }
        // src: Go `isDisabledSignatureAlgorithm`; OpenSSL's security levels; rustls has none of them.
        _ if matches!(stack, "go" | "openssl" | "rustls") => {
            of_kind(key, modern).into_iter().filter(|scheme| scheme & 0xff00 != 0x0200).collect()
        }
        _ => of_kind(key, modern),
    }
}

/// Every scheme for a kind of key.
fn of_kind(key: &PublicKey, modern: bool) -> Vec<u16> {
    let (now, old): (Vec<u16>, Vec<u16>) = match &key.kind {
        KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521 | KeyKind::EcOther(_) => {
            (ECDSA.to_vec(), OLD_ECDSA.to_vec())
        }
        KeyKind::Rsa => (RSA_PSS.to_vec(), [&RSA_PKCS1[..], &OLD_RSA].concat()),
        KeyKind::RsaPss => (PSS_KEY.to_vec(), Vec::new()),
        KeyKind::Ed25519 => (vec![ED25519], Vec::new()),
        KeyKind::Ed448 => (vec![ED448], Vec::new()),
        KeyKind::Dsa | KeyKind::Other(_) => (Vec::new(), Vec::new()),
    };
    if modern { now } else { [now, old].concat() }
}

/// Every scheme of a version.
fn every(modern: bool) -> impl Iterator<Item = u16> {
    let now = [&ECDSA[..], &RSA_PSS, &PSS_KEY, &[ED25519, ED448]].concat();
    let old = [&RSA_PKCS1[..], &OLD_ECDSA, &OLD_RSA].concat();
    now.into_iter().chain(if modern { Vec::new() } else { old })
}

fn is_modern(scheme: u16) -> bool {
    every(true).any(|known| known == scheme)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::named;

    fn signing(name: &str, kind: KeyKind, version: u16, accepted: &[u16]) -> Signing {
        let bits = matches!(kind, KeyKind::Rsa).then_some(2048);
        with(named(name).unwrap()[0], &PublicKey { kind, bits }, version, accepted)
    }

    /// As run against nginx with `ClientSignatureAlgorithms`.
    #[test]
    fn a_key_that_fits_no_scheme_is_kept_back_or_ends_the_handshake() {
        let only_p384 = &[0x0503];
        for (name, told) in [
            ("go-grpc", Signing::Withheld),
            ("collector-grpc", Signing::Breaks),
            ("node-http", Signing::Withheld),
            ("python-http", Signing::Withheld),
            ("rust-http", Signing::Withheld),
            ("python-grpc", Signing::Breaks),
            ("java-http", Signing::Breaks),
        ] {
            assert_eq!(signing(name, KeyKind::EcP256, TLS13, only_p384), told, "{name}");
            assert_eq!(signing(name, KeyKind::EcP384, TLS13, only_p384), Signing::Signs, "{name}");
        }
        assert_eq!(signing("java-http", KeyKind::Rsa, TLS13, only_p384), Signing::Withheld);
        // TLS 1.2 does not tie curves to digests.
        assert_eq!(signing("go-grpc", KeyKind::EcP256, 0x0303, only_p384), Signing::Signs);
        assert_eq!(signing("rust-grpc", KeyKind::EcP256, 0x0303, only_p384), Signing::Withheld);
        // PKCS #1 is no scheme of TLS 1.3.
        assert_eq!(signing("go-grpc", KeyKind::Rsa, 0x0303, &[0x0401]), Signing::Signs);
        assert_eq!(signing("go-grpc", KeyKind::Rsa, TLS13, &[0x0401]), Signing::Withheld);
        assert_eq!(signing("rust-http", KeyKind::Rsa, TLS13, &[0x0401]), Signing::Breaks);
        // Not seen.
        assert_eq!(signing("go-grpc", KeyKind::Rsa, TLS13, &[]), Signing::Signs);
    }
}
