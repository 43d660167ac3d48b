//! The certificates that the servers present: one function a fault.

use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;

use super::server::Options;
use crate::error::Error;
use crate::issue::Constraint;
use crate::issue::Credential;
use crate::issue::ExtendedKeyUsage;
use crate::issue::Extension;
use crate::issue::KeyKind;
use crate::issue::KeyUsage;
use crate::issue::Profile;
use crate::issue::Validity;

/// Makes what a server presents.
pub(super) type Make = fn(&Options) -> Result<Served, Error>;

/// What a server presents, and the CA that a client is given.
pub(super) struct Served {
    /// The chain, DER, in the order sent.
    pub(super) chain: Vec<Vec<u8>>,
    /// The key that signs the handshake.
    pub(super) key: Key,
    /// The CA, PEM.
    pub(super) ca_pem: String,
    /// The OCSP answer to staple, DER.
    pub(super) ocsp: Option<Vec<u8>>,
}

/// The key that signs a handshake. It is never printed.
pub(super) enum Key {
    /// PKCS#8, DER.
    Pkcs8(Vec<u8>),
    /// The static one of 1024 bits.
    Rsa1024,
}

impl Served {
    fn new(chain: &[&Credential], ca: &Credential) -> Self {
        Self {
            chain: chain.iter().map(|credential| credential.der().to_vec()).collect(),
            key: Key::Pkcs8(chain.first().map_or_else(Vec::new, |leaf| leaf.key_der().to_vec())),
            ca_pem: ca.pem(),
            ocsp: None,
        }
    }
}

/// A root and the intermediate that issues leaves.
struct Authorities {
    root: Credential,
    intermediate: Credential,
}

impl Authorities {
    fn new(options: &Options) -> Result<Self, Error> {
        Self::with(&root(options), &intermediate(options))
    }

    fn with(root: &Profile, intermediate: &Profile) -> Result<Self, Error> {
        let root = Credential::self_signed(root)?;
        let intermediate = root.issue(intermediate)?;
        Ok(Self { root, intermediate })
    }

    /// The usual chain below these.
    fn serve(&self, leaf: &Profile) -> Result<Served, Error> {
        let leaf = self.intermediate.issue(leaf)?;
        Ok(Served::new(&[&leaf, &self.intermediate], &self.root))
    }
}

fn root(options: &Options) -> Profile {
    Profile::ca("otls lab root", Validity::days(options.now, 30, 3650))
}

fn intermediate(options: &Options) -> Profile {
    Profile::ca("otls lab intermediate", Validity::days(options.now, 30, 1825))
}

/// 90 days from yesterday, for every name and address of the lab.
fn leaf(options: &Options) -> Profile {
    let mut names = vec!["localhost".to_owned()];
    if !options.name.is_empty() && options.name != "localhost" {
        names.insert(0, options.name.clone());
    }
    let mut addresses = vec![IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
    if !options.address.is_unspecified() && !addresses.contains(&options.address) {
        addresses.push(options.address);
    }
    Profile::server(&names, &addresses, Validity::days(options.now, 1, 89))
}

/// A leaf for other names.
fn leaf_for(options: &Options, names: &[&str]) -> Profile {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    Profile::server(&names, &[], Validity::days(options.now, 1, 89))
}

pub(super) fn healthy(options: &Options) -> Result<Served, Error> {
    Authorities::new(options)?.serve(&leaf(options))
}

// Dates.

pub(super) fn expired(options: &Options) -> Result<Served, Error> {
    let validity = Validity::days(options.now, 91, -1);
    Authorities::new(options)?.serve(&Profile { validity, ..leaf(options) })
}

pub(super) fn expired_intermediate(options: &Options) -> Result<Served, Error> {
    let validity = Validity::days(options.now, 400, -2);
    let intermediate = Profile { validity, ..intermediate(options) };
    Authorities::with(&root(options), &intermediate)?.serve(&leaf(options))
}

pub(super) fn expired_root(options: &Options) -> Result<Served, Error> {
    let validity = Validity::days(options.now, 3650, -2);
    let root = Profile { validity, ..root(options) };
    Authorities::with(&root, &intermediate(options))?.serve(&leaf(options))
}

pub(super) fn not_yet_valid(options: &Options) -> Result<Served, Error> {
    let validity = Validity::days(options.now, -2, 92);
    Authorities::new(options)?.serve(&Profile { validity, ..leaf(options) })
}

pub(super) fn expiring(options: &Options) -> Result<Served, Error> {
    let validity = Validity::days(options.now, 85, 5);
    Authorities::new(options)?.serve(&Profile { validity, ..leaf(options) })
}

pub(super) fn expiring_intermediate(options: &Options) -> Result<Served, Error> {
    let validity = Validity::days(options.now, 360, 5);
    let intermediate = Profile { validity, ..intermediate(options) };
    Authorities::with(&root(options), &intermediate)?.serve(&leaf(options))
}

/// All of it was made an hour ago, on a machine whose clock is two days ahead.
pub(super) fn clock_skew(options: &Options) -> Result<Served, Error> {
    let issuing = Options { now: options.now + 2 * 86_400 - 3_600, ..options.clone() };
    let from_then = |days| Validity::days(issuing.now, 0, days);
    let root = Profile { validity: from_then(3650), ..root(&issuing) };
    let intermediate = Profile { validity: from_then(1825), ..intermediate(&issuing) };
    Authorities::with(&root, &intermediate)?.serve(&Profile { validity: from_then(90), ..leaf(&issuing) })
}

// Trust.

/// The client is given a CA of the same name with another key.
pub(super) fn reissued_ca(options: &Options) -> Result<Served, Error> {
    let served = healthy(options)?;
    Ok(Served { ca_pem: Credential::self_signed(&root(options))?.pem(), ..served })
}

/// The client is given the CA of somebody else.
pub(super) fn other_ca(options: &Options) -> Result<Served, Error> {
    let served = healthy(options)?;
    let other = Profile { common_name: "another root".to_owned(), ..root(options) };
    Ok(Served { ca_pem: Credential::self_signed(&other)?.pem(), ..served })
}

pub(super) fn self_signed(options: &Options) -> Result<Served, Error> {
    let leaf = Credential::self_signed(&leaf(options))?;
    Ok(Served::new(&[&leaf], &leaf))
}

/// As `openssl req -x509` makes it: CA:TRUE, and neither key usage nor extended key usage.
pub(super) fn self_signed_ca(options: &Options) -> Result<Served, Error> {
    let profile = Profile {
        constraint: Constraint::Ca(None),
        key_usages: Vec::new(),
        extended_key_usages: Vec::new(),
        ..leaf(options)
    };
    let leaf = Credential::self_signed(&profile)?;
    Ok(Served::new(&[&leaf], &leaf))
}

/// The intermediate is not sent; the leaf says where it is.
pub(super) fn incomplete(options: &Options) -> Result<Served, Error> {
    let url = Some("http://ca.example.com/intermediate.cer".to_owned());
    let mut served = Authorities::new(options)?.serve(&Profile { issuer_url: url, ..leaf(options) })?;
    served.chain.truncate(1);
    Ok(served)
}

pub(super) fn incomplete_without_url(options: &Options) -> Result<Served, Error> {
    let mut served = healthy(options)?;
    served.chain.truncate(1);
    Ok(served)
}

/// Root, two intermediates, leaf; the intermediates are sent the wrong way round.
pub(super) fn out_of_order(options: &Options) -> Result<Served, Error> {
    let authorities = Authorities::new(options)?;
    let second = Profile { common_name: "otls lab second intermediate".to_owned(), ..intermediate(options) };
    let second = authorities.intermediate.issue(&second)?;
    let leaf = second.issue(&leaf(options))?;
    Ok(Served::new(&[&leaf, &authorities.intermediate, &second], &authorities.root))
}

pub(super) fn with_extra(options: &Options) -> Result<Served, Error> {
    let mut served = healthy(options)?;
    let unrelated = Profile { common_name: "an unrelated CA".to_owned(), ..root(options) };
    served.chain.push(Credential::self_signed(&unrelated)?.der().to_vec());
    Ok(served)
}

/// A TLS-inspecting proxy made a certificate for the name on the fly.
pub(super) fn intercepted(options: &Options) -> Result<Served, Error> {
    let zscaler = |common_name: &str, profile: Profile| Profile {
        organization: "Zscaler Inc.".to_owned(),
        common_name: common_name.to_owned(),
        ..profile
    };
    let root = zscaler("Zscaler Root CA", root(options));
    let intermediate = zscaler("Zscaler Intermediate Root CA (zscaler.net)", intermediate(options));
    let leaf = Profile { organization: "Zscaler Inc.".to_owned(), ..leaf(options) };
    Authorities::with(&root, &intermediate)?.serve(&leaf)
}

/// ingress-nginx without a TLS secret.
pub(super) fn placeholder(options: &Options) -> Result<Served, Error> {
    let profile = Profile {
        organization: "Acme Co".to_owned(),
        common_name: "Kubernetes Ingress Controller Fake Certificate".to_owned(),
        key_usages: vec![KeyUsage::DigitalSignature, KeyUsage::KeyEncipherment],
        ..leaf_for(options, &["ingress.local"])
    };
    let leaf = Credential::self_signed(&profile)?;
    Ok(Served::new(&[&leaf], &leaf))
}

/// Traefik without a certificate for the name.
pub(super) fn placeholder_traefik(options: &Options) -> Result<Served, Error> {
    let profile = Profile {
        common_name: "TRAEFIK DEFAULT CERT".to_owned(),
        ..leaf_for(options, &["0f1e2d3c4b5a69788796a5b4c3d2e1f0.traefik.default"])
    };
    let leaf = Credential::self_signed(&profile)?;
    Ok(Served::new(&[&leaf], &leaf))
}

pub(super) fn revoked(options: &Options) -> Result<Served, Error> {
    let authorities = Authorities::new(options)?;
    let leaf = authorities.intermediate.issue(&leaf(options))?;
    let ocsp = leaf.revoked_by(&authorities.intermediate, options.now, options.now - 43_200)?;
    let served = Served::new(&[&leaf, &authorities.intermediate], &authorities.root);
    Ok(Served { ocsp: Some(ocsp), ..served })
}

/// The handshake is signed with a key that is not the certificate's.
pub(super) fn other_key(options: &Options) -> Result<Served, Error> {
    let served = healthy(options)?;
    Ok(Served { key: Key::Pkcs8(Credential::self_signed(&leaf(options))?.key_der().to_vec()), ..served })
}

// Names.

pub(super) fn other_name(options: &Options) -> Result<Served, Error> {
    Authorities::new(options)?
        .serve(&leaf_for(options, &["otel.example.com", "otel-collector.observability.svc"]))
}

pub(super) fn wildcard(options: &Options) -> Result<Served, Error> {
    Authorities::new(options)?.serve(&leaf_for(options, &["*.example.com"]))
}

/// No addresses among the names; the endpoint is an address.
pub(super) fn dns_names_only(options: &Options) -> Result<Served, Error> {
    Authorities::new(options)?.serve(&Profile { addresses: Vec::new(), ..leaf(options) })
}

/// The address is written as a DNS name.
pub(super) fn address_as_dns_name(options: &Options) -> Result<Served, Error> {
    let mut profile = Profile { addresses: Vec::new(), ..leaf(options) };
    profile.names.push("127.0.0.1".to_owned());
    Authorities::new(options)?.serve(&profile)
}

pub(super) fn no_san(options: &Options) -> Result<Served, Error> {
    let profile = Profile {
        common_name: "localhost".to_owned(),
        names: Vec::new(),
        addresses: Vec::new(),
        ..leaf(options)
    };
    Authorities::new(options)?.serve(&profile)
}

/// Expired, for another name, and from a CA that the client does not know.
pub(super) fn multiple(options: &Options) -> Result<Served, Error> {
    let validity = Validity::days(options.now, 91, -1);
    Authorities::new(options)?.serve(&Profile { validity, ..leaf_for(options, &["otel.example.com"]) })
}

// Usage and the rules of RFC 5280.

pub(super) fn ca_as_leaf(options: &Options) -> Result<Served, Error> {
    let profile = Profile { constraint: Constraint::Ca(None), key_usages: Vec::new(), ..leaf(options) };
    Authorities::new(options)?.serve(&profile)
}

pub(super) fn client_usage(options: &Options) -> Result<Served, Error> {
    let extended_key_usages = vec![ExtendedKeyUsage::ClientAuth];
    Authorities::new(options)?.serve(&Profile { extended_key_usages, ..leaf(options) })
}

pub(super) fn cert_sign_usage(options: &Options) -> Result<Served, Error> {
    Authorities::new(options)?.serve(&Profile { key_usages: vec![KeyUsage::CertSign], ..leaf(options) })
}

/// The intermediate may issue for clients alone.
pub(super) fn client_usage_intermediate(options: &Options) -> Result<Served, Error> {
    let extended_key_usages = vec![ExtendedKeyUsage::ClientAuth];
    let intermediate = Profile { extended_key_usages, ..intermediate(options) };
    Authorities::with(&root(options), &intermediate)?.serve(&leaf(options))
}

pub(super) fn name_constraint(options: &Options) -> Result<Served, Error> {
    let permitted_names = vec!["example.com".to_owned()];
    let intermediate = Profile { permitted_names, ..intermediate(options) };
    Authorities::with(&root(options), &intermediate)?.serve(&leaf(options))
}

/// The first intermediate may issue leaves alone, and issued a second intermediate.
pub(super) fn path_length(options: &Options) -> Result<Served, Error> {
    let first = Profile { constraint: Constraint::Ca(Some(0)), ..intermediate(options) };
    let authorities = Authorities::with(&root(options), &first)?;
    let second = Profile { common_name: "otls lab second intermediate".to_owned(), ..intermediate(options) };
    let second = authorities.intermediate.issue(&second)?;
    let leaf = second.issue(&leaf(options))?;
    Ok(Served::new(&[&leaf, &second, &authorities.intermediate], &authorities.root))
}

/// The intermediate is CA:FALSE.
pub(super) fn invalid_ca(options: &Options) -> Result<Served, Error> {
    let intermediate = Profile { constraint: Constraint::Leaf, ..intermediate(options) };
    Authorities::with(&root(options), &intermediate)?.serve(&leaf(options))
}

/// A root as plain `openssl req -x509` made it for years: no key usage.
pub(super) fn root_without_key_usage(options: &Options) -> Result<Served, Error> {
    let root = Profile { key_usages: Vec::new(), ..root(options) };
    Authorities::with(&root, &intermediate(options))?.serve(&leaf(options))
}

pub(super) fn without_key_identifier(options: &Options) -> Result<Served, Error> {
    Authorities::new(options)?.serve(&Profile { authority_key_identifier: false, ..leaf(options) })
}

pub(super) fn unsupported_extension(options: &Options) -> Result<Served, Error> {
    // 2.999 is the arc for examples; the value is a NULL.
    let extension = Extension { oid: vec![2, 999, 1], critical: true, value: vec![5, 0] };
    Authorities::new(options)?.serve(&Profile { extensions: vec![extension], ..leaf(options) })
}

/// gRPC core does not offer Ed25519.
pub(super) fn ed25519(options: &Options) -> Result<Served, Error> {
    Authorities::new(options)?.serve(&Profile { key: KeyKind::Ed25519, ..leaf(options) })
}

// What neither rcgen nor ring can make. `pki/make.sh` made it, valid from 2020 to 9999, for `localhost` alone.

fn fixed(leaf: &[u8], key: Key) -> Served {
    Served { chain: vec![leaf.to_vec()], key, ca_pem: include_str!("pki/root.pem").to_owned(), ocsp: None }
}

pub(super) fn sha1_signature(_: &Options) -> Result<Served, Error> {
    let key = Key::Pkcs8(include_bytes!("pki/sha1.key.der").to_vec());
    Ok(fixed(include_bytes!("pki/sha1.der"), key))
}

pub(super) fn version_1(_: &Options) -> Result<Served, Error> {
    let key = Key::Pkcs8(include_bytes!("pki/v1.key.der").to_vec());
    Ok(fixed(include_bytes!("pki/v1.der"), key))
}

/// For servers that finish no handshake: the key does not matter.
pub(super) fn rsa_2048(_: &Options) -> Result<Served, Error> {
    Ok(fixed(include_bytes!("pki/rsa2048.der"), Key::Rsa1024))
}

pub(super) fn rsa_1024(_: &Options) -> Result<Served, Error> {
    Ok(fixed(include_bytes!("pki/rsa1024.der"), Key::Rsa1024))
}

// Encoding.

pub(super) fn garbage(options: &Options) -> Result<Served, Error> {
    let mut served = healthy(options)?;
    if let Some(leaf) = served.chain.first_mut() {
        *leaf = b"this is not a certificate".to_vec();
    }
    Ok(served)
}

pub(super) fn truncated(options: &Options) -> Result<Served, Error> {
    let mut served = healthy(options)?;
    if let Some(leaf) = served.chain.first_mut() {
        leaf.truncate(leaf.len() / 2);
    }
    Ok(served)
}

/// Escape sequences in every name that a client may print.
pub(super) fn hostile_text(options: &Options) -> Result<Served, Error> {
    const ESCAPES: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{1b}[31mok\r\n\u{202e}";
    let hostile = |profile: Profile| Profile {
        organization: format!("{ESCAPES}organization"),
        common_name: format!("{ESCAPES}{}", profile.common_name),
        ..profile
    };
    let mut profile = hostile(leaf(options));
    profile.names.push("\u{1b}[31mevil.example.com\n".to_owned());
    Authorities::with(&hostile(root(options)), &hostile(intermediate(options)))?.serve(&profile)
}
