//! The key exchange group that exporters offer and ring lacks: a server that takes nothing else (`curve_preferences:
//! [P521]`) is then asked like any other.

use p521::PublicKey;
use p521::Sec1Point;
use p521::ecdh::EphemeralSecret;
use p521::elliptic_curve::Generate;
use rustls::Error;
use rustls::NamedGroup;
use rustls::PeerMisbehaved;
use rustls::crypto::ActiveKeyExchange;
use rustls::crypto::SharedSecret;
use rustls::crypto::SupportedKxGroup;

/// secp521r1, RFC 8446 section 4.2.8.2.
#[derive(Debug)]
pub(super) struct Secp521r1;

impl SupportedKxGroup for Secp521r1 {
    fn start(&self) -> Result<Box<dyn ActiveKeyExchange>, Error> {
        let secret = EphemeralSecret::try_generate().map_err(|_| Error::FailedToGetRandomBytes)?;
        let share = Sec1Point::from(secret.public_key()).as_bytes().to_vec();
        Ok(Box::new(Exchange { secret, share }))
    }

    fn name(&self) -> NamedGroup {
        NamedGroup::secp521r1
    }
}

struct Exchange {
    secret: EphemeralSecret,
    share: Vec<u8>,
}

impl ActiveKeyExchange for Exchange {
    fn complete(self: Box<Self>, peer: &[u8]) -> Result<SharedSecret, Error> {
        let peer = PublicKey::from_sec1_bytes(peer).map_err(|_| PeerMisbehaved::InvalidKeyShare)?;
        Ok(SharedSecret::from(self.secret.diffie_hellman(&peer).raw_secret_bytes().as_slice()))
    }

    fn pub_key(&self) -> &[u8] {
        &self.share
    }

    fn group(&self) -> NamedGroup {
        NamedGroup::secp521r1
    }
}
