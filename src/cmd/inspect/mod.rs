//! `otls inspect`: certificates and keys in files, judged as `probe` judges what a server presents.
//!
//! An observation is made up of each file, then goes the same way: classify, runtimes, report, render.

mod subject;

use std::collections::BTreeMap;
use std::path::Path;

use super::cli::InspectArgs;
use super::cli::PurposeArg;
use super::exit::ExitStatus;
use super::files;
use super::output::Output;
use super::probe;
use crate::error::Error;
use crate::material;
use crate::observation::Attempt;
use crate::observation::Der;
use crate::observation::Inspected;
use crate::observation::Observation;
use crate::observation::SCHEMA;
use crate::observation::Step;
use crate::observation::TlsSeen;
use crate::probe::Others;
use crate::probe::Stores;
use crate::report;
use crate::target::GivenCa;
use crate::target::Summary;
use crate::x509::Certificate;
use crate::x509::Purpose;
use subject::Source;
use subject::Subject;

/// Runs the command.
pub(super) fn run(args: &InspectArgs) -> Result<ExitStatus, Error> {
    let runtimes = probe::named_runtimes(&args.judgement.runtimes)?;
    let mut output = Output::open(&args.output)?;
    let ca = args.cacert.iter().map(|path| files::ca(path)).collect::<Result<Vec<_>, _>>()?;
    let passwords = passwords(args.password_file.as_deref())?;
    let mut intermediates = Vec::new();
    for path in &args.intermediates {
        intermediates.extend(flagged(path, "--intermediates", &passwords)?.certificates());
    }
    let mut sources = Vec::new();
    if let Some(path) = &args.chain {
        sources.push(flagged(path, "--chain", &passwords)?.into_chain());
    }
    for path in &args.files {
        sources.extend(sources_of(path, &passwords));
    }
    let found = subject::of(sources, args.verify_name.is_some());
    let tokio = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|source| Error::System { what: "start the event loop".to_owned(), source })?;
    let case = Case {
        verify_name: args.verify_name.clone(),
        purpose: match args.purpose {
            PurposeArg::Server => Purpose::Server,
            PurposeArg::Client => Purpose::Client,
        },
        system_roots: args.system_roots,
        without_trust: false,
        ca,
        intermediates,
        lists: found.lists.into_iter().map(Der).collect(),
        started_at_ms: probe::now_ms(),
        stores: Stores::default(),
    };
    let mut status = ExitStatus::Clean;
    for subject in found.subjects {
        let observation = tokio.block_on(case.observation(subject));
        let report = report::build(observation, &probe::options(&args.judgement, &runtimes));
        output.report(&report)?;
        status = status.and(probe::status_of(&args.judgement, &report));
    }
    Ok(status)
}

/// The first line of `--password-file`.
fn passwords(path: Option<&Path>) -> Result<Vec<String>, Error> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let bytes = files::read(path, "--password-file")?;
    let text = String::from_utf8(bytes).map_err(|_| Error::File {
        path: path.display().to_string(),
        flag: "--password-file".to_owned(),
        problem: "it is not UTF-8 text".to_owned(),
        help: None,
    })?;
    Ok(text.lines().next().map(str::to_owned).into_iter().collect())
}

/// What a file named by a flag holds; it must hold certificates.
fn flagged(path: &Path, flag: &str, passwords: &[String]) -> Result<Source, Error> {
    let bytes = files::read(path, flag)?;
    let wrong = |problem: String, help: Option<String>| Error::File {
        path: path.display().to_string(),
        flag: flag.to_owned(),
        problem,
        help,
    };
    let mut materials = material::read(&bytes, passwords);
    let at = materials.iter().position(|material| !material.certificates.is_empty());
    let Some(at) = at else {
        let problem = materials.into_iter().find_map(|material| material.problem);
        return Err(problem.map_or_else(
            || wrong("it holds no certificate".to_owned(), None),
            |problem| wrong(problem.problem, problem.help),
        ));
    };
    Ok(Source::new(path, Ok(materials.swap_remove(at))))
}

/// What a file named as an argument holds; that it cannot be read is a finding.
fn sources_of(path: &Path, passwords: &[String]) -> Vec<Source> {
    match files::read(path, "FILE") {
        Ok(bytes) => material::read(&bytes, passwords)
            .into_iter()
            .map(|material| Source::new(path, Ok(material)))
            .collect(),
        Err(Error::File { problem, .. }) => vec![Source::new(path, Err(problem))],
        Err(other) => vec![Source::new(path, Err(other.to_string()))],
    }
}

/// A certificate of a receiver, its key, or a CA: a path as it is to be shown, and the content or why there is none.
pub(super) type Named<'a> = (&'a Path, Result<Vec<u8>, String>);

/// The observations that stand for the files of one receiver. Whom its certificate should lead to is not known.
pub(super) async fn of_receiver(files: Vec<Named<'_>>, verify_name: Option<&str>) -> Vec<Observation> {
    let mut sources = Vec::new();
    for (path, content) in files {
        match content {
            Ok(bytes) => sources
                .extend(material::read(&bytes, &[]).into_iter().map(|found| Source::new(path, Ok(found)))),
            Err(problem) => sources.push(Source::new(path, Err(problem))),
        }
    }
    let found = subject::of(sources, verify_name.is_some());
    let case = Case {
        verify_name: verify_name.map(str::to_owned),
        purpose: Purpose::Server,
        system_roots: false,
        without_trust: true,
        ca: Vec::new(),
        intermediates: Vec::new(),
        lists: found.lists.into_iter().map(Der).collect(),
        started_at_ms: probe::now_ms(),
        stores: Stores::default(),
    };
    let mut observations = Vec::new();
    for subject in found.subjects {
        observations.push(case.observation(subject).await);
    }
    observations
}

/// What is the same for every file.
struct Case {
    verify_name: Option<String>,
    purpose: Purpose,
    system_roots: bool,
    without_trust: bool,
    ca: Vec<GivenCa>,
    intermediates: Vec<Vec<u8>>,
    lists: Vec<Der>,
    started_at_ms: i64,
    stores: Stores,
}

impl Case {
    /// The observation that stands for one file.
    async fn observation(&self, subject: Subject) -> Observation {
        let mut chain: Vec<Der> = subject.chain.iter().cloned().map(Der).collect();
        if !subject.bundle && !chain.is_empty() {
            let more = self.intermediates.iter().filter(|der| !subject.chain.contains(der));
            chain.extend(more.cloned().map(Der));
        }
        let stores = if chain.is_empty() || subject.bundle || self.without_trust {
            Vec::new()
        } else {
            let others = Others { system: self.system_roots, mozilla: false };
            self.stores.look(&self.ca, others, &[&chain]).await
        };
        let purpose = self.purpose;
        let tls = TlsSeen { chain, ..TlsSeen::default() };
        let attempt = Attempt {
            address: None,
            tcp: Step::skipped(),
            tls: Step { seen: Some(tls), ..Step::skipped() },
            otlp: Step::skipped(),
            plaintext: None,
            retries: Vec::new(),
            offers: Vec::new(),
            supported: None,
        };
        Observation {
            schema: SCHEMA.to_owned(),
            otls: env!("CARGO_PKG_VERSION").to_owned(),
            started_at_ms: self.started_at_ms,
            target: self.summary(&subject, purpose),
            dns: Step::skipped(),
            attempts: vec![attempt],
            stores,
            client_chain: Vec::new(),
            client_key_matches: subject.key.as_ref().and_then(|key| key.matches),
            connections: Vec::new(),
            expected: None,
            inspected: Some(Inspected {
                purpose,
                holds: match &subject.key {
                    Some(key) if key.path != subject.label => format!("{}; key: {}", subject.holds, key.path),
                    _ => subject.holds,
                },
                bundle: subject.bundle,
                leaf_position: subject.leaf_position,
                crls: self.lists.clone(),
                without_trust: self.without_trust,
                unreadable: subject.unreadable,
            }),
        }
    }

    fn summary(&self, subject: &Subject, purpose: Purpose) -> Summary {
        let mut sources = BTreeMap::from([("endpoint".to_owned(), "argument".to_owned())]);
        if !self.ca.is_empty() {
            sources.insert("ca".to_owned(), "flag:--cacert".to_owned());
        }
        let name = match (&self.verify_name, subject.bundle) {
            (Some(name), false) => {
                sources.insert("verify_name".to_owned(), "flag:--verify-name".to_owned());
                name.clone()
            }
            (None, false) if purpose == Purpose::Server => match only_common_name(&subject.chain) {
                Some(name) => {
                    sources.insert("verify_name".to_owned(), "common name".to_owned());
                    name
                }
                None => String::new(),
            },
            _ => String::new(),
        };
        if let Some(key) = &subject.key {
            sources.insert("key".to_owned(), format!("file:{}", key.path));
        }
        Summary {
            input: subject.label.clone(),
            endpoint: String::new(),
            host: name.clone(),
            port: 0,
            protocol: None,
            signal: None,
            path: None,
            cleartext: false,
            server_name: name.clone(),
            trailing_dot: false,
            verify_name: name,
            ca_paths: self.ca.iter().map(|ca| ca.path.clone()).collect(),
            system_roots: self.system_roots,
            mozilla_roots: false,
            cert_path: subject.is_file.then(|| subject.label.clone()),
            key_path: subject.key.as_ref().map(|key| key.path.clone()),
            key_format: subject.key.as_ref().map(|key| key.format.to_owned()),
            header_names: Vec::new(),
            proxy: None,
            connect_to: None,
            no_export: true,
            sources,
            labels: BTreeMap::new(),
            environment: None,
            collector: None,
        }
    }
}

/// Without a name asked for, a certificate that has nothing but its common name is judged for that.
fn only_common_name(chain: &[Vec<u8>]) -> Option<String> {
    let facts = Certificate::new(chain.first()?).facts.ok()?;
    if facts.has_san { None } else { facts.common_name }
}
