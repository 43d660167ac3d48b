//! The certificates of `otls certs`: ones that every exporter, and every server, accepts.

use std::net::IpAddr;

use super::credential::Credential;
use super::profile::ExtendedKeyUsage;
use super::profile::KeyKind;
use super::profile::KeyUsage;
use super::profile::Profile;
use super::profile::Validity;
use crate::error::Error;

/// Clocks differ: a certificate is valid a little before it was made. In seconds.
const EARLIER: i64 = 3600;
/// RFC 5280 appendix A.1, ub-common-name: OpenSSL refuses to write more, and others to read it.
const LONGEST_COMMON_NAME: usize = 64;

/// What to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Development {
    /// DNS names of the server; the first is its common name as well.
    pub names: Vec<String>,
    /// IP addresses of the server.
    pub addresses: Vec<IpAddr>,
    /// How long all of it is valid.
    pub days: u32,
    /// The kind of the server's and the client's key. The CA has one on P-256.
    pub key: KeyKind,
    /// Now, in seconds since 1970.
    pub now: i64,
}

/// A CA, and the two certificates that it issued.
#[derive(Debug)]
pub struct Issued {
    /// The CA. Its key need not be kept.
    pub ca: Credential,
    /// For the server.
    pub server: Credential,
    /// For clients, named `otel-client`.
    pub client: Credential,
}

impl Development {
    /// Makes the CA and both certificates.
    ///
    /// The CA has keyUsage and critical basicConstraints, since OpenSSL's strict mode (Python 3.13) asks for both;
    /// the leaves are CA:FALSE, since rustls refuses any other; both may serve and connect.
    pub fn issue(&self) -> Result<Issued, Error> {
        let validity = Validity {
            not_before: self.now - EARLIER,
            not_after: Validity::days(self.now, 0, i64::from(self.days)).not_after,
        };
        let ca = Credential::self_signed(&Profile::ca("otls development CA", validity))?;
        let leaf = Profile::server(&self.names, &self.addresses, validity);
        let common_name = self
            .names
            .first()
            .filter(|name| name.len() <= LONGEST_COMMON_NAME)
            .cloned()
            .unwrap_or_else(|| "otel-collector".to_owned());
        let mut key_usages = vec![KeyUsage::DigitalSignature];
        if self.key == KeyKind::Rsa2048 {
            key_usages.push(KeyUsage::KeyEncipherment);
        }
        let server = Profile {
            common_name,
            key: self.key,
            key_usages,
            extended_key_usages: vec![ExtendedKeyUsage::ServerAuth, ExtendedKeyUsage::ClientAuth],
            ..leaf
        };
        let client = Profile {
            common_name: "otel-client".to_owned(),
            names: vec!["otel-client".to_owned()],
            addresses: Vec::new(),
            ..server.clone()
        };
        let (server, client) = (ca.issue(&server)?, ca.issue(&client)?);
        Ok(Issued { ca, server, client })
    }
}

#[cfg(test)]
mod tests {
    use x509_parser::prelude::*;

    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn issued(names: &[&str], key: KeyKind) -> Issued {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Development { names, addresses: vec!["10.0.0.7".parse().unwrap()], days: 90, key, now: NOW }
            .issue()
            .unwrap()
    }

    #[test]
    fn both_may_serve_and_connect_and_neither_is_a_ca() {
        for key in [KeyKind::EcdsaP256, KeyKind::Rsa2048] {
            let issued = issued(&["otel", "*.otel.svc"], key);
            for leaf in [&issued.server, &issued.client] {
                let (_, leaf) = X509Certificate::from_der(leaf.der()).unwrap();
                let usage = leaf.extended_key_usage().unwrap().unwrap().value;
                assert!(usage.server_auth && usage.client_auth && !leaf.is_ca());
                assert!(leaf.basic_constraints().unwrap().unwrap().critical);
                assert_eq!(leaf.validity().not_after.timestamp(), NOW + 90 * 86_400);
                let usage = leaf.key_usage().unwrap().unwrap().value;
                assert_eq!(usage.key_encipherment(), key == KeyKind::Rsa2048);
            }
            assert!(issued.server.key_pem().starts_with("-----BEGIN PRIVATE KEY-----\n"));
        }
    }

    #[test]
    fn a_name_too_long_for_a_common_name_is_an_alternative_name_alone() {
        let long = format!("{}.svc.cluster.local", "a".repeat(60));
        let issued = issued(&[&long], KeyKind::EcdsaP256);
        let (_, leaf) = X509Certificate::from_der(issued.server.der()).unwrap();
        assert_eq!(leaf.subject().to_string(), "CN=otel-collector");
        let names = &leaf.subject_alternative_name().unwrap().unwrap().value.general_names;
        assert_eq!(names[0], GeneralName::DNSName(&long));
    }
}
