//! The trust store of a JVM: which certificates it trusts.

use p12_keystore::Pkcs12Archive;
use ring::digest;

use super::single;

/// The start of a store in the JVM's own old form.
const JKS: [u8; 4] = [0xfe, 0xed, 0xfe, 0xed];

/// What is between password and content under the digest of a JKS.
const WHITENER: &[u8] = b"Mighty Aphrodite";

/// The certificates that a JVM trusts by this store, or by this file where it is one certificate. Without a password
/// what is encrypted is passed over; with a wrong one there is no store.
pub fn trusted(bytes: &[u8], password: Option<&str>) -> Vec<Vec<u8>> {
    if bytes.starts_with(&JKS) {
        return jks(bytes, password).unwrap_or_default();
    }
    let alone = single::read(bytes, &[]);
    if alone.form == super::Form::Der {
        return alone.certificates;
    }
    let Ok(archive) = Pkcs12Archive::from_pkcs12(bytes, password.unwrap_or_default()) else {
        return Vec::new();
    };
    // Without the attribute of trust, as `openssl pkcs12 -export` leaves it out, a certificate is none of a trusted CA.
    // The certificate of a key is trusted as well, its issuers are not.
    let keys: Vec<_> = archive.keys.iter().filter_map(|key| key.local_key_id.as_ref()).collect();
    let of_key = |id: &Vec<u8>| keys.iter().any(|key| key.0 == *id);
    let trusted =
        archive.certs.into_iter().filter(|bag| bag.trusted || bag.local_key_id.as_ref().is_some_and(of_key));
    trusted.map(|bag| bag.cert.as_der().to_vec()).collect()
}

/// `sun.security.provider.JavaKeyStore`: entries of keys (1) and of certificates (2), then a digest.
fn jks(bytes: &[u8], password: Option<&str>) -> Option<Vec<Vec<u8>>> {
    let end = bytes.len().checked_sub(20)?;
    let (content, digest) = bytes.split_at_checked(end)?;
    if let Some(password) = password {
        let mut hash = digest::Context::new(&digest::SHA1_FOR_LEGACY_USE_ONLY);
        hash.update(&password.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>());
        hash.update(WHITENER);
        hash.update(content);
        if hash.finish().as_ref() != digest {
            return None;
        }
    }
    let mut rest = Reader(content.get(JKS.len()..)?);
    let version = rest.number()?;
    let count = rest.number()?;
    let mut found = Vec::new();
    for _ in 0..count {
        let kind = rest.number()?;
        rest.text()?;
        rest.take(8)?; // when it was made
        match kind {
            1 => {
                let length = rest.number()?;
                rest.take(length)?;
                for position in 0..rest.number()? {
                    let certificate = rest.certificate(version)?;
                    if position == 0 {
                        found.push(certificate);
                    }
                }
            }
            2 => found.push(rest.certificate(version)?),
            _ => return None,
        }
    }
    Some(found)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    fn number(&mut self) -> Option<usize> {
        let bytes: [u8; 4] = self.take(4)?.try_into().ok()?;
        usize::try_from(u32::from_be_bytes(bytes)).ok()
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let bytes: [u8; 2] = self.take(2)?.try_into().ok()?;
        self.take(usize::from(u16::from_be_bytes(bytes)))
    }

    fn certificate(&mut self, version: usize) -> Option<Vec<u8>> {
        if version == 2 {
            self.text()?; // X.509
        }
        let length = self.number()?;
        self.take(length).map(<[u8]>::to_vec)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pem;

    #[expect(clippy::disallowed_methods, reason = "tests read fixtures")]
    fn fixture(name: &str) -> Vec<u8> {
        std::fs::read(format!("{}/fixtures/stores/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    fn certificate(name: &str) -> Vec<u8> {
        pem::certificates(&fixture(name)).unwrap().remove(0)
    }

    #[test]
    fn a_jvm_trusts_what_keytool_put_into_a_store() {
        let (ca, own) = (certificate("ca.pem"), certificate("own.pem"));
        let jks = fixture("trust.jks");
        for password in [Some("changeit"), None] {
            let found = trusted(&jks, password);
            assert_eq!(found.len(), 2);
            assert!(found.contains(&ca) && found.contains(&own));
        }
        assert_eq!(trusted(&fixture("trust.pkcs12"), Some("changeit")), [ca.as_slice()]);
        assert_eq!(trusted(&fixture("own.pkcs12"), Some("changeit")), [own]);
        assert_eq!(trusted(&ca, None), [ca.as_slice()]);
    }

    #[test]
    fn another_password_a_missing_mark_and_damage_give_nothing() {
        let nothing = Vec::<Vec<u8>>::new();
        let jks = fixture("trust.jks");
        assert_eq!(trusted(&jks, Some("wrong")), nothing);
        assert_eq!(trusted(&fixture("trust.pkcs12"), Some("wrong")), nothing);
        assert_eq!(trusted(&fixture("unmarked.pkcs12"), Some("changeit")), nothing);
        assert_eq!(trusted(&fixture("ca.pem"), None), nothing, "PEM is no store");
        for length in 0..jks.len() {
            assert_eq!(trusted(&jks[..length], Some("changeit")), nothing, "{length}");
            trusted(&jks[..length], None);
        }
        let mut endless = jks;
        endless[8..12].fill(0xff);
        assert_eq!(trusted(&endless, None), nothing);
    }
}
