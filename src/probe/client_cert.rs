//! Our client certificate: whether key and certificate belong together, and what the server asked for.

use std::fmt;
use std::sync::Arc;

use rustls::SignatureScheme;
use rustls::client::ResolvesClientCert;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivateKeyDer;
use rustls::sign::CertifiedKey;

use super::verifier::SharedShown;
use crate::observation::Der;
use crate::target::ClientIdentity;
use crate::x509::certificate_parts;

/// The given identity, ready to use.
#[derive(Default)]
pub(super) struct Identity {
    /// `None`: nothing was given, or the key cannot be used (of a kind that ring lacks, or another certificate's).
    usable: Option<Arc<CertifiedKey>>,
    /// Whether the key belongs to the certificate; `None` when nothing was given or ring cannot read the key.
    pub(super) key_matches: Option<bool>,
}

impl Identity {
    pub(super) fn new(given: Option<&ClientIdentity>, provider: &CryptoProvider) -> Self {
        let Some(given) = given else { return Self::default() };
        let Ok(key) = PrivateKeyDer::try_from(given.key.expose().clone()) else { return Self::default() };
        let Ok(key) = provider.key_provider.load_private_key(key) else { return Self::default() };
        let key_matches = key.public_key().and_then(|public| {
            let leaf = given.chain.first()?;
            Some(certificate_parts(leaf)?.spki == public.as_ref())
        });
        let chain = given.chain.iter().map(|der| CertificateDer::from(der.clone())).collect();
        // A server would see nothing but a broken signature; no exporter gets that far.
        let usable = (key_matches == Some(true)).then(|| Arc::new(CertifiedKey::new(chain, key)));
        Self { usable, key_matches }
    }

    /// The callback for one handshake; without `send` it records only.
    pub(super) fn resolver(&self, shown: SharedShown, send: bool) -> Arc<dyn ResolvesClientCert> {
        Arc::new(Resolver { shown, key: self.usable.clone().filter(|_| send) })
    }
}

/// Says that it has certificates even when it has none, so that rustls asks it and the request is seen.
struct Resolver {
    shown: SharedShown,
    key: Option<Arc<CertifiedKey>>,
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolver").field("key", &self.key.is_some()).finish()
    }
}

impl ResolvesClientCert for Resolver {
    fn resolve(
        &self,
        root_hint_subjects: &[&[u8]],
        sigschemes: &[SignatureScheme],
    ) -> Option<Arc<CertifiedKey>> {
        let mut shown = self.shown.lock();
        shown.requested = true;
        shown.acceptable_issuers = root_hint_subjects.iter().map(|name| Der(name.to_vec())).collect();
        shown.signature_schemes = sigschemes.iter().map(|scheme| u16::from(*scheme)).collect();
        // rustls sends an empty list when the key has no scheme that the server takes.
        shown.sent = self.key.as_ref().is_some_and(|key| key.key.choose_scheme(sigschemes).is_some());
        self.key.clone()
    }

    fn has_certs(&self) -> bool {
        true
    }
}
