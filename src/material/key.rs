//! Private keys: which form, and to which public key they belong.

use rustls::pki_types::PrivateKeyDer;

use crate::pem::Key;

/// The SubjectPublicKeyInfo (DER) of a key. `None` for a kind that ring cannot load (RSA below 2048 bits, P-521,
/// Ed448), or what is no key.
pub fn public_key(key: &Key) -> Option<Vec<u8>> {
    let der = PrivateKeyDer::try_from(key.der.expose().clone()).ok()?;
    let signer = rustls::crypto::ring::sign::any_supported_type(&der).ok()?;
    signer.public_key().map(|spki| spki.as_ref().to_vec())
}

/// The form of a binary key; `None` when it is none.
pub(super) fn format(bytes: &[u8]) -> Option<&'static str> {
    match PrivateKeyDer::try_from(bytes.to_vec()).ok()? {
        PrivateKeyDer::Pkcs1(_) => Some("pkcs1"),
        PrivateKeyDer::Sec1(_) => Some("sec1"),
        PrivateKeyDer::Pkcs8(_) => Some("pkcs8"),
        _ => None,
    }
}
