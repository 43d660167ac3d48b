//! Which certificates, keys and lists of the files belong together.

use std::path::Path;

use crate::material;
use crate::material::Material;
use crate::observation::Unreadable;
use crate::x509::Certificate;
use crate::x509::Facts;

/// One file, or one entry of it.
#[derive(Debug)]
pub(super) struct Source {
    /// `server.pem`, `secret.yaml (Secret telemetry/otel-tls: tls.crt)`.
    label: String,
    /// The file.
    path: String,
    /// What it holds, or why it could not be read.
    material: Result<Material, String>,
    /// Named by `--chain`: a chain whatever it looks like.
    is_chain: bool,
}

impl Source {
    pub(super) fn new(path: &Path, material: Result<Material, String>) -> Self {
        let path = path.display().to_string();
        let label = match material.as_ref().ok().and_then(|material| material.entry.as_deref()) {
            Some(entry) => format!("{path} ({entry})"),
            None => path.clone(),
        };
        Self { label, path, material, is_chain: false }
    }

    /// The same, a chain whatever it looks like.
    pub(super) fn into_chain(self) -> Self {
        Self { is_chain: true, ..self }
    }

    /// Its certificates.
    pub(super) fn certificates(self) -> Vec<Vec<u8>> {
        self.material.map(|material| material.certificates).unwrap_or_default()
    }

    fn is_file(&self) -> bool {
        self.label == self.path
    }

    fn has_certificates(&self) -> bool {
        self.material.as_ref().is_ok_and(|material| !material.certificates.is_empty())
    }

    /// The same file, or the same Kubernetes object of it.
    fn is_beside(&self, other: &Self) -> bool {
        let object = |source: &Self| source.material.as_ref().ok().and_then(|material| material.object);
        self.path == other.path && object(self) == object(other)
    }
}

/// One thing to judge.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) label: String,
    /// The label is the path of a file, and not that of an entry in one.
    pub(super) is_file: bool,
    pub(super) holds: String,
    /// Leaf first; empty when there is no certificate.
    pub(super) chain: Vec<Vec<u8>>,
    /// Where the leaf stands in the file.
    pub(super) leaf_position: usize,
    pub(super) bundle: bool,
    pub(super) key: Option<KeyOf>,
    pub(super) unreadable: Option<Unreadable>,
}

/// The key that goes with a chain.
#[derive(Clone, Debug)]
pub(super) struct KeyOf {
    pub(super) path: String,
    pub(super) format: &'static str,
    /// `None`: a kind of key that cannot be compared.
    pub(super) matches: Option<bool>,
}

/// What the files hold.
pub(super) struct Found {
    pub(super) subjects: Vec<Subject>,
    /// Certificate revocation lists; they count for every chain.
    pub(super) lists: Vec<Vec<u8>>,
}

/// A private key somewhere in the files.
struct Candidate {
    source: usize,
    format: &'static str,
    public: Option<Vec<u8>>,
}

/// Sorts out the files. `named`: a name to verify was given.
pub(super) fn of(sources: Vec<Source>, named: bool) -> Found {
    let lists = sources.iter().flat_map(|source| source.material.iter().flat_map(|m| m.lists.clone()));
    let lists: Vec<Vec<u8>> = lists.collect();
    let keys = candidates(&sources);
    let alone = sources.iter().filter(|source| source.has_certificates()).count() == 1;
    let mut used: Vec<usize> = Vec::new();
    let mut subjects: Vec<(usize, Subject)> = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        let Ok(material) = &source.material else { continue };
        if material.certificates.is_empty() {
            continue;
        }
        let subject = chain(index, &sources, &keys, named && alone, &mut used);
        subjects.push((index, subject));
    }
    lend_the_rest(&mut subjects, &sources, &keys, &mut used);
    for (index, source) in sources.iter().enumerate() {
        let rest = rest(source, used.contains(&index));
        subjects.extend(rest.map(|subject| (index, subject)));
    }
    subjects.sort_by_key(|(index, _)| *index);
    Found { subjects: subjects.into_iter().map(|(_, subject)| subject).collect(), lists }
}

fn candidates(sources: &[Source]) -> Vec<Candidate> {
    let mut all = Vec::new();
    for (source, one) in sources.iter().enumerate() {
        for key in one.material.iter().flat_map(|material| &material.keys) {
            all.push(Candidate { source, format: key.format, public: material::public_key(key) });
        }
    }
    all
}

/// The chain of one source with the key that fits it, wherever that is.
fn chain(
    index: usize,
    sources: &[Source],
    keys: &[Candidate],
    may_be_named: bool,
    used: &mut Vec<usize>,
) -> Subject {
    let source = &sources[index];
    let empty = Vec::new();
    let (certificates, holds) = match &source.material {
        Ok(material) => (&material.certificates, material.describe()),
        Err(_) => (&empty, String::new()),
    };
    let facts: Vec<Option<Facts>> = certificates.iter().map(|der| Certificate::new(der).facts.ok()).collect();
    let fitting = facts.iter().enumerate().find_map(|(position, facts)| {
        let spki = &facts.as_ref()?.spki_der;
        let key = keys.iter().find(|key| key.public.as_ref() == Some(spki))?;
        Some((position, key))
    });
    let is_ca = |facts: &Option<Facts>| facts.as_ref().is_some_and(Facts::is_ca);
    let first_leaf = facts.iter().position(|facts| facts.as_ref().is_some_and(|facts| !facts.is_ca()));
    let leaf_position = match (fitting, first_leaf) {
        (Some((position, _)), _) => position,
        (None, Some(position)) if !source.is_chain && facts.first().is_some_and(is_ca) => position,
        _ => 0,
    };
    let has_names = facts.first().and_then(Option::as_ref).is_some_and(|facts| facts.has_san);
    let only_one = may_be_named && certificates.len() == 1;
    let bundle = !source.is_chain
        && fitting.is_none()
        && first_leaf.is_none()
        && facts.iter().any(is_ca)
        && !has_names
        && !only_one;
    let mut chain = certificates.clone();
    if leaf_position < chain.len() {
        let leaf = chain.remove(leaf_position);
        chain.insert(0, leaf);
    }
    let key = fitting.map(|(_, key)| {
        used.push(key.source);
        KeyOf { path: sources[key.source].label.clone(), format: key.format, matches: Some(true) }
    });
    Subject {
        label: source.label.clone(),
        is_file: source.is_file(),
        holds,
        chain,
        leaf_position,
        bundle,
        key,
        unreadable: None,
    }
}

/// A key that fits nothing is held against the certificate that it stands beside; with one certificate in all,
/// against that.
fn lend_the_rest(
    subjects: &mut [(usize, Subject)],
    sources: &[Source],
    keys: &[Candidate],
    used: &mut Vec<usize>,
) {
    // One certificate and one key are meant as a pair, also where the certificate alone would be taken for a root.
    if let ([(_, only)], [key]) = (&mut *subjects, keys)
        && only.chain.len() == 1
        && !used.contains(&key.source)
    {
        only.bundle = false;
    }
    for key in keys {
        if used.contains(&key.source) {
            continue;
        }
        let waiting: Vec<usize> = subjects
            .iter()
            .enumerate()
            .filter(|(_, (_, subject))| subject.key.is_none() && !subject.bundle)
            .map(|(at, _)| at)
            .collect();
        let beside = waiting.iter().find(|at| {
            let (source, _) = &subjects[**at];
            sources[*source].is_beside(&sources[key.source])
        });
        let only = if let [only] = waiting.as_slice() { Some(only) } else { None };
        let Some(&at) = beside.or(only) else { continue };
        let matches = key.public.is_some().then_some(false);
        let path = sources[key.source].label.clone();
        subjects[at].1.key = Some(KeyOf { path, format: key.format, matches });
        used.push(key.source);
    }
}

/// What is left of a source: no certificate, or something that cannot be read.
fn rest(source: &Source, key_is_used: bool) -> Option<Subject> {
    let problem = match &source.material {
        Err(problem) => Some(problem.clone()),
        Ok(material) => material.problem.as_ref().map(|problem| match &problem.help {
            Some(help) => format!("{} ({help})", problem.problem),
            None => problem.problem.clone(),
        }),
    };
    if problem.is_none() && (source.has_certificates() || key_is_used) {
        return None;
    }
    Some(Subject {
        label: source.label.clone(),
        is_file: source.is_file(),
        holds: source.material.as_ref().map_or_else(|_| "not readable".to_owned(), Material::describe),
        chain: Vec::new(),
        leaf_position: 0,
        bundle: false,
        key: None,
        unreadable: problem.map(|problem| Unreadable { path: source.label.clone(), problem }),
    })
}
