//! The files that variables name: what can be said of them, and their content where the probe needs it.

use super::place::Place;
use crate::cmd::files;
use crate::error::Error;
use crate::pem;
use crate::secret::Secret;
use crate::target::ClientIdentity;
use crate::target::GivenCa;
use crate::target::Signal;
use crate::target::environment::Environment;
use crate::target::environment::FileSeen;
use crate::target::environment::Role;
use crate::target::environment::Unusable;

/// Variables that name a file of CA certificates beside the exporter's own.
const ROOTS: [&str; 4] =
    ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH"];

/// What can be said of every file that is named.
pub(super) fn look(environment: &Environment, place: &Place) -> Vec<FileSeen> {
    let mut seen: Vec<FileSeen> = Vec::new();
    let mut add = |role, path: &str| {
        if path != "<PEM>" && !seen.iter().any(|file| file.role == role && file.path == path) {
            seen.push(file(role, path, place));
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
    seen
}

fn file(role: Role, path: &str, place: &Place) -> FileSeen {
    let mut seen = FileSeen { role, path: path.to_owned(), problem: None, certificates: 0, key_format: None };
    match content(path, place) {
        Err(problem) => seen.problem = Some((Unusable::Missing, problem)),
        Ok(bytes) => {
            let sections = pem::sections(&bytes).unwrap_or_default();
            seen.certificates = sections.certificates.len();
            seen.key_format = sections.keys.first().map(|key| key.format.to_owned());
            let problem = match role {
                Role::Ca | Role::Certificate => pem::certificates(&bytes).err(),
                Role::Key => pem::private_key(&bytes).err(),
            };
            let kind = if bytes.is_empty() { Unusable::Empty } else { Unusable::Content };
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
