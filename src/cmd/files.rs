//! Files named by flags: read before the first packet; each fault has its own words, exit status 2.

use std::io::Read;
use std::path::Path;

use rustls::SignatureAlgorithm;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivateKeyDer;

use crate::error::Error;
use crate::material;
use crate::observation::Der;
use crate::observation::Expected;
use crate::pem;
use crate::secret::Secret;
use crate::target::ClientIdentity;
use crate::target::GivenCa;
use crate::x509::Certificate;
use crate::x509::KeyKind;

/// No CA bundle, key or header file is that large; a device or a mistake is.
const LIMIT: u64 = 64 * 1024 * 1024;

/// Reads a whole file, `-` for standard input.
#[expect(clippy::disallowed_methods, reason = "this is the place where files are read")]
pub(super) fn read(path: &Path, flag: &str) -> Result<Vec<u8>, Error> {
    let wrong = |problem: String, help: Option<&str>| Error::File {
        path: path.display().to_string(),
        flag: flag.to_owned(),
        problem,
        help: help.map(str::to_owned),
    };
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().take(LIMIT + 1).read_to_end(&mut bytes)
    } else {
        if path.is_dir() {
            return Err(wrong("it is a directory".to_owned(), Some("name the file in it")));
        }
        std::fs::File::open(path).and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes))
    };
    match read {
        Ok(_) if bytes.len() as u64 > LIMIT => Err(wrong("it is larger than 64 MiB".to_owned(), None)),
        Ok(_) => Ok(bytes),
        Err(error) => Err(wrong(reason(&error), None)),
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

fn unusable(path: &Path, flag: &str, problem: pem::Problem) -> Error {
    Error::File {
        path: path.display().to_string(),
        flag: flag.to_owned(),
        problem: problem.problem,
        help: problem.help,
    }
}

/// CA certificates of `--cacert`.
pub(super) fn ca(path: &Path) -> Result<GivenCa, Error> {
    let flag = "--cacert";
    let bytes = read(path, flag)?;
    let certificates = pem::certificates(&bytes).map_err(|problem| unusable(path, flag, problem))?;
    Ok(GivenCa { path: path.display().to_string(), certificates })
}

/// The leaf of `--expect-cert`: the first certificate of a file; of Kubernetes objects that of the only `tls.crt`.
pub(super) fn expected(path: &Path) -> Result<Expected, Error> {
    let flag = "--expect-cert";
    let bytes = read(path, flag)?;
    let wrong = |problem: String, help: &str| Error::File {
        path: path.display().to_string(),
        flag: flag.to_owned(),
        problem,
        help: Some(help.to_owned()),
    };
    let mut materials = material::read(&bytes, &[]);
    let problem = materials.iter_mut().find_map(|material| material.problem.take());
    let mut holding: Vec<_> =
        materials.into_iter().filter(|material| !material.certificates.is_empty()).collect();
    // A Secret has the CA beside it; a server's certificate is `tls.crt` by convention.
    let is_pair = |entry: &Option<String>| entry.as_deref().is_some_and(|entry| entry.ends_with(": tls.crt"));
    if holding.iter().any(|material| is_pair(&material.entry)) {
        holding.retain(|material| is_pair(&material.entry));
    }
    let mut holding = holding.into_iter();
    match (holding.next(), holding.next(), problem) {
        (Some(material), None, _) => {
            let name = match path.to_str() {
                Some("-") => "standard input".to_owned(),
                _ => path.display().to_string(),
            };
            let label = match &material.entry {
                Some(entry) => format!("{name} ({entry})"),
                None => name,
            };
            let Some(leaf) = material.certificates.into_iter().next().filter(|der| is_certificate(der))
            else {
                return Err(wrong(
                    "its first certificate cannot be read".to_owned(),
                    "name the file that the server is given: leaf first",
                ));
            };
            Ok(Expected { path: label, leaf: Der(leaf) })
        }
        (Some(one), Some(other), _) => Err(wrong(
            format!(
                "it holds several: {}, {} ...",
                one.entry.unwrap_or_default(),
                other.entry.unwrap_or_default()
            ),
            "give the one Secret that the server uses",
        )),
        (None, _, Some(problem)) => Err(unusable(path, flag, problem)),
        (None, _, None) => Err(wrong(
            "it holds no certificate".to_owned(),
            "name the file that the server is given, or the Secret that it mounts",
        )),
    }
}

fn is_certificate(der: &[u8]) -> bool {
    Certificate::new(der).facts.is_ok()
}

/// Certificate and key of `--cert` and `--key`, which must belong together.
pub(super) fn identity(cert: &Path, key: Option<&Path>) -> Result<ClientIdentity, Error> {
    let cert_bytes = read(cert, "--cert")?;
    let chain = pem::certificates(&cert_bytes).map_err(|problem| unusable(cert, "--cert", problem))?;
    let (key_path, key_flag) = key.map_or((cert, "--cert"), |key| (key, "--key"));
    let key = match key {
        Some(path) => pem::private_key(&read(path, "--key")?),
        None => pem::private_key(&cert_bytes),
    };
    let key = key.map_err(|mut problem| {
        if key_path == cert {
            problem.help = Some("name the key's file with --key".to_owned());
        }
        unusable(key_path, key_flag, problem)
    })?;
    let refuse = |problem: &str, help: Option<&str>| Error::File {
        path: key_path.display().to_string(),
        flag: key_flag.to_owned(),
        problem: problem.to_owned(),
        help: help.map(str::to_owned),
    };
    let der = PrivateKeyDer::try_from(key.der.expose().clone())
        .map_err(|_| refuse("the key cannot be read", None))?;
    rustls::crypto::ring::sign::any_supported_type(&der).map_err(|_| {
        refuse(
            "this kind of key cannot be used: otls takes RSA from 2048 bits, ECDSA P-256 or P-384, and Ed25519",
            None,
        )
    })?;
    // A certificate that webpki cannot parse leaves the question open; the probe will show what the server thinks.
    if is_of_another(&chain, key.der.expose()) {
        let others = chain.len() > 1;
        return Err(refuse(
            &format!("the key does not belong to the certificate in {}", cert.display()),
            Some(if others {
                "the first certificate of the file must be the client's own; or the files are of two pairs"
            } else {
                "the files are of two pairs; compare `openssl x509 -noout -pubkey` with `openssl pkey -pubout`"
            }),
        ));
    }
    Ok(ClientIdentity {
        cert_path: cert.display().to_string(),
        key_path: key_path.display().to_string(),
        chain,
        key: Secret::new(key.der.expose().clone()),
        key_format: key.format.to_owned(),
    })
}

/// Whether a key that is of another certificate is at least of the same kind: RSA, EC, Ed25519.
pub(super) fn is_of_one_kind(chain: &[Vec<u8>], key: &[u8]) -> bool {
    let Ok(der) = PrivateKeyDer::try_from(key.to_vec()) else { return false };
    let Ok(signer) = rustls::crypto::ring::sign::any_supported_type(&der) else { return false };
    let facts = chain.first().and_then(|leaf| Certificate::new(leaf).facts.ok());
    let Some(kind) = facts.map(|facts| facts.key.kind) else { return false };
    match signer.algorithm() {
        SignatureAlgorithm::RSA => matches!(kind, KeyKind::Rsa | KeyKind::RsaPss),
        SignatureAlgorithm::ED25519 => kind == KeyKind::Ed25519,
        _ => !matches!(kind, KeyKind::Rsa | KeyKind::RsaPss | KeyKind::Ed25519 | KeyKind::Ed448),
    }
}

/// Whether the key is surely not the certificate's. Of a kind that cannot be compared nobody knows.
pub(super) fn is_of_another(chain: &[Vec<u8>], key: &[u8]) -> bool {
    let Ok(der) = PrivateKeyDer::try_from(key.to_vec()) else { return false };
    let Ok(signer) = rustls::crypto::ring::sign::any_supported_type(&der) else { return false };
    let chain = chain.iter().map(|der| CertificateDer::from(der.clone())).collect();
    matches!(
        rustls::sign::CertifiedKey::new(chain, signer).keys_match(),
        Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::KeyMismatch))
    )
}
