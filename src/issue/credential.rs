//! A certificate with its key, which can issue others.

use std::fmt;
use std::io;

use getrandom::SysRng;
use rcgen::Certificate;
use rcgen::CertificateParams;
use rcgen::Issuer;
use rcgen::KeyPair;
use rcgen::SigningKey;
use rsa::pkcs8::EncodePrivateKey;
use rustls::pki_types::PrivatePkcs8KeyDer;

use super::ocsp;
use super::profile::KeyKind;
use super::profile::Profile;
use crate::error::Error;

/// A certificate and its private key. Its `Debug` says whose it is and never shows the key.
pub struct Credential {
    params: CertificateParams,
    key: KeyPair,
    certificate: Certificate,
}

impl Credential {
    /// A certificate signed with its own key.
    pub fn self_signed(profile: &Profile) -> Result<Self, Error> {
        let (params, key) = prepare(profile)?;
        let certificate = params.self_signed(&key).map_err(|error| failed("sign a certificate", error))?;
        Ok(Self { params, key, certificate })
    }

    /// A certificate signed by this one, be it a CA or not.
    pub fn issue(&self, profile: &Profile) -> Result<Self, Error> {
        let (params, key) = prepare(profile)?;
        let issuer = Issuer::from_params(&self.params, &self.key);
        let certificate =
            params.signed_by(&key, &issuer).map_err(|error| failed("sign a certificate", error))?;
        Ok(Self { params, key, certificate })
    }

    /// The certificate, DER.
    pub fn der(&self) -> &[u8] {
        self.certificate.der()
    }

    /// The certificate, PEM.
    pub fn pem(&self) -> String {
        self.certificate.pem()
    }

    /// The private key, PKCS#8 DER. For servers and files; never to be printed.
    pub fn key_der(&self) -> &[u8] {
        self.key.serialized_der()
    }

    /// The private key, PKCS#8 PEM. For servers and files; never to be printed.
    pub fn key_pem(&self) -> String {
        self.key.serialize_pem()
    }

    /// An OCSP answer (DER, to be stapled) in which `issuer` says at `now` that this certificate was revoked
    /// at `revoked_at`; both in seconds since 1970. `issuer` must have a key on P-256.
    pub fn revoked_by(&self, issuer: &Self, now: i64, revoked_at: i64) -> Result<Vec<u8>, Error> {
        ocsp::revoked(issuer, self.der(), now, revoked_at)
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        self.key.sign(message).map_err(|error| failed("sign", error))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential").field("subject", &self.params.distinguished_name).finish_non_exhaustive()
    }
}

fn prepare(profile: &Profile) -> Result<(CertificateParams, KeyPair), Error> {
    let params = profile.params()?;
    let algorithm = match profile.key {
        KeyKind::EcdsaP256 => &rcgen::PKCS_ECDSA_P256_SHA256,
        KeyKind::EcdsaP384 => &rcgen::PKCS_ECDSA_P384_SHA384,
        KeyKind::Ed25519 => &rcgen::PKCS_ED25519,
        KeyKind::Rsa2048 => return Ok((params, rsa_key()?)),
    };
    let key = KeyPair::generate_for(algorithm).map_err(|error| failed("make a key", error))?;
    Ok((params, key))
}

/// An RSA key of 2048 bits. ring signs with such keys and makes none.
fn rsa_key() -> Result<KeyPair, Error> {
    let failed = |error: &dyn fmt::Display| failed("make an RSA key", error);
    let key = rsa::PrivateKey::new(&mut SysRng, 2048).map_err(|error| failed(&error))?;
    let der = key.to_pkcs8_der().map_err(|error| failed(&error))?;
    let der = PrivatePkcs8KeyDer::from(der.as_bytes());
    KeyPair::from_pkcs8_der_and_sign_algo(&der, &rcgen::PKCS_RSA_SHA256).map_err(|error| failed(&error))
}

/// An error of the machine rather than of the user: no randomness, a value that cannot be encoded.
pub(super) fn failed(what: &str, why: impl fmt::Display) -> Error {
    Error::System { what: what.to_owned(), source: io::Error::other(why.to_string()) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use rustls::client::WebPkiServerVerifier;
    use rustls::client::danger::ServerCertVerifier;
    use rustls::pki_types::UnixTime;
    use x509_parser::prelude::*;

    use super::*;
    use crate::issue::Validity;

    const NOW: i64 = 1_800_000_000;

    #[test]
    fn a_chain_that_verifies_and_names_its_keys() {
        let root = Credential::self_signed(&Profile::ca("root", Validity::days(NOW, 10, 10))).unwrap();
        let leaf =
            root.issue(&Profile::server(&["localhost".to_owned()], &[], Validity::days(NOW, 1, 2))).unwrap();
        let (_, ca) = X509Certificate::from_der(root.der()).unwrap();
        let (_, cert) = X509Certificate::from_der(leaf.der()).unwrap();
        let mut roots = rustls::RootCertStore::empty();
        roots.add(root.der().to_vec().into()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = WebPkiServerVerifier::builder_with_provider(roots.into(), provider).build().unwrap();
        let now = UnixTime::since_unix_epoch(Duration::from_secs(NOW.unsigned_abs()));
        let name = "localhost".try_into().unwrap();
        verifier.verify_server_cert(&leaf.der().to_vec().into(), &[], &name, &[], now).unwrap();
        assert!(ca.is_ca() && !cert.is_ca());
        assert_eq!(cert.validity().not_after.timestamp(), NOW + 2 * 86_400);
        let authority = cert.iter_extensions().find_map(|extension| match extension.parsed_extension() {
            ParsedExtension::AuthorityKeyIdentifier(id) => id.key_identifier.clone(),
            _ => None,
        });
        let own = ca.iter_extensions().find_map(|extension| match extension.parsed_extension() {
            ParsedExtension::SubjectKeyIdentifier(id) => Some(id.clone()),
            _ => None,
        });
        assert!(own.is_some());
        assert_eq!(authority, own);
        let usage = cert.key_usage().unwrap().unwrap().value;
        assert!(usage.digital_signature() && !usage.key_cert_sign());
        assert!(cert.extended_key_usage().unwrap().unwrap().value.server_auth);
    }

    #[test]
    fn debug_shows_no_key() {
        let root = Credential::self_signed(&Profile::ca("root", Validity::days(NOW, 10, 10))).unwrap();
        let shown = format!("{root:?}");
        assert!(shown.contains("root") && !shown.contains("key"), "{shown}");
        assert!(root.key_pem().contains("PRIVATE KEY"));
        assert!(root.pem().starts_with("-----BEGIN CERTIFICATE-----\n") && root.pem().lines().count() > 5);
    }

    #[test]
    fn a_name_beyond_ascii_is_an_argument_error() {
        let profile = Profile::server(&["café.example".to_owned()], &[], Validity::days(NOW, 1, 1));
        assert!(matches!(Credential::self_signed(&profile), Err(Error::Argument { .. })));
    }
}
