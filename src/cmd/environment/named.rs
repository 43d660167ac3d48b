//! The files that variables name: what can be said of them, and their content where the probe needs it.

use std::collections::BTreeSet;

use super::place::Place;
use crate::cmd::files;
use crate::error::Error;
use crate::material;
use crate::pem;
use crate::secret::Secret;
use crate::target::ClientIdentity;
use crate::target::GivenCa;
use crate::target::Signal;
use crate::target::environment::Environment;
use crate::target::environment::FileSeen;
use crate::target::environment::Mismatched;
use crate::target::environment::Role;
use crate::target::environment::Unusable;
use crate::x509::Certificate;

/// Variables that name a file of CA certificates beside the exporter's own.
const ROOTS: [&str; 5] = [
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
    "SSL_CERT_FILE",
];

/// The property of a JVM that names its trust store.
const TRUST_STORE: &str = "javax.net.ssl.trustStore";

/// What can be said of every file that is named.
pub(super) fn look(environment: &Environment, place: &Place) -> Vec<FileSeen> {
    let mut seen: Vec<FileSeen> = Vec::new();
    // Java sees some of the variables as its properties have them.
    let (environment, _) = environment.with_properties();
    let environment = &environment;
    let mut add = |role, path: &str| {
        if path != "<PEM>" && !seen.iter().any(|file| file.role == role && file.path == path) {
            seen.push(file(role, path, environment, place));
        }
    };
    for (what, role) in
        [("CERTIFICATE", Role::Ca), ("CLIENT_CERTIFICATE", Role::Certificate), ("CLIENT_KEY", Role::Key)]
    {
        let own = Signal::ALL.iter().filter_map(|signal| environment.own(*signal, what));
        for (_, path) in environment.generic(what).into_iter().chain(own) {
            add(role, path);
        }
    }
    for path in ROOTS.iter().filter_map(|name| environment.get(name)) {
        add(Role::Ca, path);
    }
    for path in environment.get("SSL_CERT_DIR").into_iter().flat_map(|dirs| dirs.split(':')) {
        // OpenSSL looks for names alone, Go and rustls read every file.
        add(Role::Ca, path);
        add(Role::Roots, path);
    }
    if let Some(store) = environment.property(TRUST_STORE) {
        add(Role::Store, &store.value);
    }
    seen
}

/// Pairs of one level or of two, as far as they are named, whose key is of another certificate.
pub(super) fn mismatched(environment: &Environment, place: &Place) -> Vec<Mismatched> {
    let paths = |what: &str| {
        let own = Signal::ALL.iter().filter_map(|signal| environment.own(*signal, what));
        let all = environment.generic(what).into_iter().chain(own);
        all.map(|(_, path)| path.to_owned()).collect::<BTreeSet<String>>()
    };
    let keys = paths("CLIENT_KEY");
    let pairs = paths("CLIENT_CERTIFICATE").into_iter().flat_map(|cert| {
        let of_cert = |key: &String| (cert.clone(), key.clone());
        keys.iter().map(of_cert).collect::<Vec<_>>()
    });
    let found = pairs.filter_map(|(cert, key)| {
        let pair = identity(&cert, &key, place)?;
        let der = pair.key.expose();
        let other_kind = || !files::is_of_one_kind(&pair.chain, der);
        files::is_of_another(&pair.chain, der).then(|| Mismatched { cert, key, other_kind: other_kind() })
    });
    found.collect()
}

fn file(role: Role, path: &str, environment: &Environment, place: &Place) -> FileSeen {
    let mut seen = FileSeen { role, path: path.to_owned(), problem: None, certificates: 0, key_format: None };
    match content(path, place) {
        Err(problem) => {
            let kind = if place.path(path).is_dir() { Unusable::Folder } else { Unusable::Missing };
            seen.problem = Some((kind, problem));
            if kind == Unusable::Folder {
                seen.certificates = in_folder(path, place, role != Role::Roots).len();
            }
        }
        Ok(bytes) if role == Role::Store => {
            seen.certificates = stored(&bytes, environment).len();
            let problem =
                "it gives a JVM no certificate to trust: no key store, another password, or no entry";
            seen.problem = (seen.certificates == 0).then(|| (Unusable::Content, problem.to_owned()));
        }
        Ok(bytes) => {
            let sections = pem::sections(&bytes).unwrap_or_default();
            seen.certificates = sections.certificates.len();
            seen.key_format = sections.keys.first().map(|key| key.format.to_owned());
            let problem = match role {
                Role::Ca | Role::Certificate | Role::Store | Role::Roots => pem::certificates(&bytes).err(),
                Role::Key => pem::private_key(&bytes).err(),
            };
            let kind = match Certificate::new(&bytes).facts {
                _ if bytes.is_empty() => Unusable::Empty,
                Ok(_) => Unusable::Der,
                Err(_) => Unusable::Content,
            };
            seen.problem = problem.map(|problem| (kind, problem.problem));
        }
    }
    seen
}

/// The bytes of a file, or why there are none.
fn content(path: &str, place: &Place) -> Result<Vec<u8>, String> {
    let at = place.path(path);
    // A pipe or a device would keep otls waiting.
    if std::fs::metadata(&at).is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
        return Err("it is no regular file".to_owned());
    }
    files::read(&at, "").map_err(|error| match error {
        Error::File { problem, .. } => problem,
        other => other.to_string(),
    })
}

/// The CA certificates of a file; `None`: it cannot be used.
pub(super) fn ca(path: &str, place: &Place) -> Option<GivenCa> {
    let certificates = pem::certificates(&content(path, place).ok()?).ok()?;
    Some(GivenCa { path: path.to_owned(), certificates })
}

/// The certificates of a folder; `hashed`: those that OpenSSL would find, in files whose names are hashes.
fn in_folder(path: &str, place: &Place, hashed: bool) -> Vec<Vec<u8>> {
    let is_hash = |name: &str| {
        let parts = name.split_once('.');
        parts.is_some_and(|(hash, number)| {
            hash.len() == 8 && hash.chars().all(|c| c.is_ascii_hexdigit()) && number.parse::<u32>().is_ok()
        })
    };
    let entries = std::fs::read_dir(place.path(path)).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| !hashed || is_hash(name));
    names.sort_unstable();
    let read = |name: &String| pem::certificates(&content(&format!("{path}/{name}"), place).ok()?).ok();
    names.iter().filter_map(read).flatten().collect()
}

/// The certificates that a JVM trusts by its store, or a file as DER.
fn stored(bytes: &[u8], environment: &Environment) -> Vec<Vec<u8>> {
    let password = environment.secret_property(&format!("{TRUST_STORE}Password"));
    material::trusted(bytes, password.as_ref().map(|password| password.expose().as_str()))
}

/// The certificates of a JVM's trust store, or of a file that is DER; `None`: there are none.
pub(super) fn store(path: &str, environment: &Environment, place: &Place) -> Option<GivenCa> {
    let certificates = stored(&content(path, place).ok()?, environment);
    (!certificates.is_empty()).then(|| GivenCa { path: path.to_owned(), certificates })
}

/// What OpenSSL finds in a file or a folder; `None`: nothing.
pub(super) fn openssl(path: &str, place: &Place) -> Option<GivenCa> {
    if !place.path(path).is_dir() {
        return ca(path, place);
    }
    let certificates = in_folder(path, place, true);
    (!certificates.is_empty()).then(|| GivenCa { path: path.to_owned(), certificates })
}

/// A client's pair; `None`: it cannot be used. Whether key and certificate belong together is for the probe to see.
pub(super) fn identity(cert: &str, key: &str, place: &Place) -> Option<ClientIdentity> {
    let chain = pem::certificates(&content(cert, place).ok()?).ok()?;
    let found = pem::private_key(&content(key, place).ok()?).ok()?;
    Some(ClientIdentity {
        cert_path: cert.to_owned(),
        key_path: key.to_owned(),
        chain,
        key: Secret::new(found.der.expose().clone()),
        key_format: found.format.to_owned(),
    })
}
