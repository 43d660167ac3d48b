//! The root stores: loaded once, only when first needed, away from the connection's path.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

use crate::observation::Der;
use crate::observation::Store;
use crate::observation::StoreSeen;
use crate::target::GivenCa;
use crate::target::Settings;
use crate::x509::Anchor;
use crate::x509::Certificate;
use crate::x509::certificate_parts;

/// The root stores, each loaded once and only when first needed.
#[derive(Debug, Default)]
pub struct Stores {
    /// Where the system's roots are, for another process or root than this one's.
    elsewhere: Option<Elsewhere>,
    system: OnceCell<Arc<Loaded>>,
    mozilla: OnceCell<Arc<Loaded>>,
}

/// Which stores are looked at in any case, also where the given CA leads to an anchor.
#[derive(Clone, Copy, Debug, Default)]
pub struct Others {
    /// The machine's.
    pub system: bool,
    /// Mozilla's.
    pub mozilla: bool,
}

impl Others {
    /// Those that count in this run, or that some exporter trusts.
    pub(super) fn of(settings: &Settings) -> Self {
        Self {
            system: settings.system_roots || settings.every_store,
            mozilla: settings.mozilla_roots || settings.every_store,
        }
    }
}

/// A store as loaded.
#[derive(Debug)]
struct Loaded {
    origin: String,
    variables: Vec<String>,
    anchors: Vec<Anchor>,
    problems: Vec<String>,
}

/// Where the system's roots are, as another process finds them.
#[derive(Clone, Debug, Default)]
pub struct Elsewhere {
    /// A file of certificates, PEM.
    pub file: Option<PathBuf>,
    /// A folder of such files.
    pub dir: Option<PathBuf>,
    /// What it is called in reports.
    pub origin: String,
    /// The variables that name these places, with their values.
    pub variables: Vec<String>,
}

impl Stores {
    /// With the system's roots of another process.
    pub fn elsewhere(elsewhere: Elsewhere) -> Self {
        Self { elsewhere: Some(elsewhere), ..Self::default() }
    }

    /// Loads ahead of need what these settings need whatever the server presents.
    pub(super) async fn prefetch(&self, settings: &Settings) {
        if settings.cleartext {
            return;
        }
        if settings.ca.is_empty() || settings.system_roots || settings.every_store {
            self.system().await;
        }
        if settings.ca.is_empty() || settings.mozilla_roots || settings.every_store {
            self.mozilla().await;
        }
    }

    /// What the stores that count here have for these chains. With given CAs the machine's and Mozilla's are
    /// looked at only when the names lead to none of the given.
    pub async fn look(&self, ca: &[GivenCa], others: Others, chains: &[&[Der]]) -> Vec<StoreSeen> {
        let wanted = Wanted::of(chains);
        let mut seen = Vec::new();
        if !ca.is_empty() {
            let given = given(ca);
            seen.push(given.seen(Store::Given, &wanted));
            if leads_to(&given, chains) {
                if others.system {
                    seen.push(self.system().await.seen(Store::System, &wanted));
                }
                if others.mozilla {
                    seen.push(self.mozilla().await.seen(Store::Mozilla, &wanted));
                }
                return seen;
            }
        }
        seen.push(self.system().await.seen(Store::System, &wanted));
        seen.push(self.mozilla().await.seen(Store::Mozilla, &wanted));
        seen
    }

    async fn system(&self) -> &Loaded {
        self.system
            .get_or_init(|| async {
                let elsewhere = self.elsewhere.clone();
                let load = move || elsewhere.map_or_else(load_system, load_elsewhere);
                Arc::new(spawn_blocking(load).await.unwrap_or_else(not_loaded))
            })
            .await
    }

    async fn mozilla(&self) -> &Loaded {
        self.mozilla
            .get_or_init(|| async { Arc::new(spawn_blocking(load_mozilla).await.unwrap_or_else(not_loaded)) })
            .await
    }
}

fn not_loaded(error: tokio::task::JoinError) -> Loaded {
    let problems = vec![error.to_string()];
    Loaded { origin: "not loaded".to_owned(), variables: Vec::new(), anchors: Vec::new(), problems }
}

impl Loaded {
    fn seen(&self, store: Store, wanted: &Wanted<'_>) -> StoreSeen {
        StoreSeen {
            store,
            origin: self.origin.clone(),
            variables: self.variables.clone(),
            size: self.anchors.len(),
            anchors: self.anchors.iter().filter(|anchor| wanted.matches(anchor)).cloned().collect(),
            problems: self.problems.clone(),
        }
    }
}

/// By what an anchor matters to the chains.
struct Wanted<'a> {
    names: BTreeSet<&'a [u8]>,
    keys: BTreeSet<&'a [u8]>,
    key_ids: BTreeSet<Vec<u8>>,
}

impl<'a> Wanted<'a> {
    fn of(chains: &[&'a [Der]]) -> Self {
        let mut wanted = Self { names: BTreeSet::new(), keys: BTreeSet::new(), key_ids: BTreeSet::new() };
        for der in chains.iter().flat_map(|chain| chain.iter()) {
            let Some(parts) = certificate_parts(&der.0) else { continue };
            wanted.names.extend([parts.subject, parts.issuer]);
            wanted.keys.insert(parts.spki);
            let key_id = Certificate::new(&der.0).facts.ok().and_then(|facts| facts.authority_key_id);
            wanted.key_ids.extend(key_id.filter(|id| id.len() >= 8));
        }
        wanted
    }

    fn matches(&self, anchor: &Anchor) -> bool {
        self.names.contains(anchor.subject_der.as_slice())
            || self.keys.contains(anchor.spki_der.as_slice())
            || anchor
                .certificate_der
                .as_deref()
                .is_some_and(|der| self.key_ids.iter().any(|id| holds(der, id)))
    }
}

/// Whether a key identifier occurs in a certificate: cheaper than to parse all of a store, and no harm done
/// where it occurs elsewhere than in subjectKeyIdentifier.
fn holds(certificate: &[u8], id: &[u8]) -> bool {
    certificate.windows(id.len()).any(|window| window == id)
}

/// Whether every chain has a certificate that is, or names as its issuer, one of the anchors.
fn leads_to(given: &Loaded, chains: &[&[Der]]) -> bool {
    chains.iter().filter(|chain| !chain.is_empty()).all(|chain| {
        let wanted = Wanted::of(&[chain]);
        given.anchors.iter().any(|anchor| {
            wanted.names.contains(anchor.subject_der.as_slice())
                || wanted.keys.contains(anchor.spki_der.as_slice())
        })
    })
}

fn given(ca: &[GivenCa]) -> Loaded {
    let origin = ca.iter().map(|ca| ca.path.as_str()).collect::<Vec<_>>().join(", ");
    let mut loaded = Loaded { origin, variables: Vec::new(), anchors: Vec::new(), problems: Vec::new() };
    for ca in ca {
        for certificate in &ca.certificates {
            match Anchor::from_unread_certificate(certificate) {
                Some(anchor) => loaded.anchors.push(anchor),
                None => loaded.problems.push(format!("{}: a certificate does not parse", ca.path)),
            }
        }
    }
    loaded
}

fn load_system() -> Loaded {
    loaded(rustls_native_certs::load_native_certs(), system_path(), system_variables())
}

fn load_elsewhere(place: Elsewhere) -> Loaded {
    let result = rustls_native_certs::load_certs_from_paths(place.file.as_deref(), place.dir.as_deref());
    loaded(result, place.origin, place.variables)
}

fn loaded(result: rustls_native_certs::CertificateResult, origin: String, variables: Vec<String>) -> Loaded {
    let mut problems: Vec<String> = result.errors.iter().map(describe).collect();
    let mut anchors = Vec::with_capacity(result.certs.len());
    for certificate in &result.certs {
        match Anchor::from_unread_certificate(certificate) {
            Some(anchor) => anchors.push(anchor),
            None => problems.push("a certificate does not parse".to_owned()),
        }
    }
    Loaded { origin, variables, anchors, problems }
}

/// A problem in words of our own: those of the PEM parser may hold the file's content.
fn describe(error: &rustls_native_certs::Error) -> String {
    match &error.kind {
        rustls_native_certs::ErrorKind::Io { inner, path } => format!("{}: {inner}", path.display()),
        rustls_native_certs::ErrorKind::Os(inner) => inner.to_string(),
        _ => "a file of the store is no PEM".to_owned(),
    }
}

/// Which variables replaced the system's store, if any did: they are read by the loader itself.
#[expect(clippy::disallowed_methods, reason = "says what rustls-native-certs has read")]
fn system_variables() -> Vec<String> {
    ["SSL_CERT_FILE", "SSL_CERT_DIR"]
        .iter()
        .filter_map(|name| Some(format!("{name}={}", std::env::var_os(name)?.to_string_lossy())))
        .collect()
}

/// Where the machine keeps its roots.
#[cfg(all(unix, not(target_os = "macos")))]
fn system_path() -> String {
    let found = openssl_probe::probe();
    let path = found.cert_file.or_else(|| found.cert_dir.first().cloned());
    path.map_or_else(|| "no system store found".to_owned(), |path| path.display().to_string())
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn system_path() -> String {
    "the system's store".to_owned()
}

fn load_mozilla() -> Loaded {
    let anchors = webpki_roots::TLS_SERVER_ROOTS
        .iter()
        .map(|root| {
            let constraints = root.name_constraints.as_ref().map(|der| der.as_ref());
            Anchor::from_contents(&root.subject, &root.subject_public_key_info, constraints)
        })
        .collect();
    let origin = "webpki-roots 1.0.10".to_owned();
    Loaded { origin, variables: Vec::new(), anchors, problems: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authority(name: &str) -> (rcgen::CertificateParams, rcgen::KeyPair) {
        let mut params = rcgen::CertificateParams::new(vec![]).unwrap();
        params.distinguished_name.push(rcgen::DnType::CommonName, name);
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        (params, rcgen::KeyPair::generate().unwrap())
    }

    #[test]
    fn mozilla_anchors_have_their_headers() {
        let loaded = load_mozilla();
        assert!(loaded.anchors.len() > 100);
        for anchor in &loaded.anchors {
            assert!(crate::x509::public_key_parts(&anchor.spki_der).is_some());
            assert_eq!(anchor.subject_der.first(), Some(&0x30));
        }
    }

    #[test]
    fn only_anchors_that_matter() {
        let (params, key) = authority("one");
        let root = params.self_signed(&key).unwrap();
        let (other_params, other_key) = authority("other");
        let other = other_params.self_signed(&other_key).unwrap();
        let issuer = rcgen::Issuer::new(params, key);
        let leaf_key = rcgen::KeyPair::generate().unwrap();
        let leaf = rcgen::CertificateParams::new(vec!["localhost".to_owned()])
            .unwrap()
            .signed_by(&leaf_key, &issuer)
            .unwrap();
        let loaded = Loaded {
            origin: "test".to_owned(),
            variables: Vec::new(),
            anchors: vec![
                Anchor::from_unread_certificate(root.der()).unwrap(),
                Anchor::from_unread_certificate(other.der()).unwrap(),
            ],
            problems: vec![],
        };
        let chain = [Der(leaf.der().to_vec())];
        let seen = loaded.seen(Store::Given, &Wanted::of(&[&chain]));
        assert_eq!(seen.size, 2);
        assert_eq!(seen.anchors, vec![Anchor::from_unread_certificate(root.der()).unwrap()]);
        assert!(leads_to(&loaded, &[&chain]));
        let stranger =
            Loaded { anchors: vec![Anchor::from_unread_certificate(other.der()).unwrap()], ..loaded };
        assert!(!leads_to(&stranger, &[&chain]));
    }
}
