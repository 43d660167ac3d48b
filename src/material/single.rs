//! One file or entry: PEM, DER or PKCS#12.

use p12_keystore::Pkcs12Archive;
use p12_keystore::error::Error;
use x509_parser::prelude::FromDer;

use super::{Form, Material, key};
use crate::pem;
use crate::pem::Key;
use crate::pem::Problem;
use crate::secret::Secret;

/// OBJECT IDENTIFIER pkcs7-data, with its header: in the head of every PKCS#12 file.
const PKCS7_DATA: [u8; 11] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];

pub(super) fn read(bytes: &[u8], passwords: &[String]) -> Material {
    // 0x30 begins every DER object here; it is also the digit 0, which begins no PEM.
    if bytes.first() == Some(&0x30) && !bytes.is_ascii() { binary(bytes, passwords) } else { text(bytes) }
}

fn text(bytes: &[u8]) -> Material {
    match pem::sections(bytes) {
        Ok(sections) => Material {
            certificates: sections.certificates,
            keys: sections.keys,
            lists: sections.lists,
            requests: sections.requests,
            problem: sections.encrypted.then(pem::encrypted_key),
            ..Material::new(Form::Pem)
        },
        Err(problem) => Material::unusable(Form::Unknown, problem),
    }
}

fn binary(bytes: &[u8], passwords: &[String]) -> Material {
    if x509_parser::certificate::X509Certificate::from_der(bytes).is_ok() {
        return Material { certificates: vec![bytes.to_vec()], ..Material::new(Form::Der) };
    }
    if x509_parser::revocation_list::CertificateRevocationList::from_der(bytes).is_ok() {
        return Material { lists: vec![bytes.to_vec()], ..Material::new(Form::Der) };
    }
    // A key store begins like a key: a SEQUENCE and a version.
    let head = bytes.get(..64.min(bytes.len())).unwrap_or_default();
    let is_store = head.windows(PKCS7_DATA.len()).any(|window| window == PKCS7_DATA);
    if let Some(format) = key::format(bytes).filter(|_| !is_store) {
        let key = Key { der: Secret::new(bytes.to_vec()), format };
        return Material { keys: vec![key], ..Material::new(Form::Der) };
    }
    store(bytes, passwords)
}

/// A key store. The empty password comes first: it is what scripts use.
fn store(bytes: &[u8], passwords: &[String]) -> Material {
    let mut wrong_password = false;
    for password in std::iter::once("").chain(passwords.iter().map(String::as_str)) {
        match Pkcs12Archive::from_pkcs12(bytes, password) {
            Ok(archive) => {
                let keys = archive
                    .keys
                    .iter()
                    .map(|bag| Key { der: Secret::new(bag.key.as_der().to_vec()), format: "pkcs8" });
                return Material {
                    certificates: archive.certs.iter().map(|bag| bag.cert.as_der().to_vec()).collect(),
                    keys: keys.collect(),
                    ..Material::new(Form::Pkcs12)
                };
            }
            Err(Error::MacError(_) | Error::Pkcs5Error(_) | Error::UnpadError) => wrong_password = true,
            Err(_) => {}
        }
    }
    if wrong_password {
        let problem = if passwords.is_empty() {
            "the key store needs a password"
        } else {
            "the password does not open the key store"
        };
        let help = Some("write the password to a file and name it with --password-file".to_owned());
        return Material::unusable(Form::Pkcs12, Problem { problem: problem.to_owned(), help });
    }
    let problem = "it is neither a certificate, a key, a revocation list nor a key store that can be read";
    Material::unusable(Form::Unknown, Problem { problem: problem.to_owned(), help: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_told_apart() {
        let key = rcgen::KeyPair::generate().unwrap();
        let certificate =
            rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap().self_signed(&key).unwrap();
        let der = read(certificate.der(), &[]);
        assert_eq!(der.describe(), "DER, 1 certificate");
        assert_eq!(read(key.serialized_der(), &[]).describe(), "DER, 1 private key (PKCS#8)");
        let both = format!("a comment\n{}{}", certificate.pem(), key.serialize_pem());
        assert_eq!(read(both.as_bytes(), &[]).describe(), "PEM, 1 certificate, 1 private key (PKCS#8)");
        for nothing in [&b""[..], b"hello", b"\x30\x82\xff\xff\x00", &[0x30; 40], &[0x30, 0x80, 0xff]] {
            assert!(read(nothing, &[]).problem.is_some(), "{nothing:?}");
        }
    }

    #[test]
    fn a_key_store_with_and_without_password() {
        let key = rcgen::KeyPair::generate().unwrap();
        let certificate =
            rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap().self_signed(&key).unwrap();
        for (password, given, opens) in
            [("", None, true), ("s3cret", Some("s3cret"), true), ("s3cret", None, false)]
        {
            let chain = p12_keystore::PrivateKeyChain::new(
                vec![1u8, 2, 3],
                p12_keystore::PrivateKey::from_der(key.serialized_der()).unwrap(),
                vec![p12_keystore::Certificate::from_der(certificate.der()).unwrap()],
            );
            let mut store = p12_keystore::KeyStore::new();
            store.add_entry("otel", p12_keystore::KeyStoreEntry::PrivateKeyChain(chain));
            let bytes = store.writer(password).write().unwrap();
            let passwords: Vec<String> = given.into_iter().map(str::to_owned).collect();
            let found = read(&bytes, &passwords);
            if opens {
                assert_eq!(found.describe(), "PKCS#12, 1 certificate, 1 private key (PKCS#8)");
            } else {
                let problem = found.problem.unwrap();
                assert!(problem.problem.contains("password"), "{problem:?}");
            }
        }
    }
}
