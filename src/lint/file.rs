//! A file: its documents, and why it cannot be looked at.

use super::Around;
use super::Document;
use super::collector::Named;
use super::collector::Reader;
use super::collector::check_named;
use super::compose;
use super::document;
use super::document::Kind;
use super::found::Found;
use super::hidden;
use super::hidden::Hidden;
use super::inner;
use super::kustomize;
use super::manifest::Object;
use super::sdk;
use super::values;
use super::variables;
use crate::collector;
use crate::collector::Configuration;
use crate::collector::Fault;
use crate::collector::Lookup;
use crate::finding::Held;
use crate::target::Protocol;
use crate::yaml;
use crate::yaml::Node;
use crate::yaml::Style;

/// A file to look at.
#[derive(Clone)]
pub struct Input {
    /// As it was named; `<stdin>` for standard input.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// Why a file cannot be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The file as it was named.
    pub file: String,
    /// What is wrong with it, a clause.
    pub problem: String,
    /// What to do.
    pub help: Option<String>,
}

/// A file that was read.
pub(super) struct File {
    pub(super) name: String,
    pub(super) text: String,
    /// What is not empty.
    pub(super) documents: Vec<Node>,
    /// The patches that are written in them.
    pub(super) patches: Vec<Node>,
    /// It is an environment file, not YAML.
    is_environment: bool,
}

/// Parses a file.
pub(super) fn read(input: &Input) -> Result<File, Refused> {
    let refused = |problem: String, help: Option<&str>| Refused {
        file: input.name.clone(),
        problem,
        help: help.map(str::to_owned),
    };
    if input.text.contains('\0') {
        return Err(refused("it is no text".to_owned(), Some("`otls inspect` judges certificates and keys")));
    }
    if is_pem(&input.text) {
        let problem = "it holds certificates or keys".to_owned();
        return Err(refused(problem, Some("`otls inspect` judges them")));
    }
    if variables::is_environment(&input.text) {
        let (name, text) = (input.name.clone(), input.text.clone());
        return Ok(File { name, text, documents: Vec::new(), patches: Vec::new(), is_environment: true });
    }
    let template = input
        .text
        .contains("{{")
        .then_some("it looks like a Helm template: lint what comes of it, `helm template ... | otls lint -`");
    let documents = yaml::parse(&input.text)
        .map_err(|problem| refused(format!("it is not YAML: {problem}"), template))?;
    let documents: Vec<Node> = documents.into_iter().filter(|document| !document.is_null()).collect();
    if documents.is_empty() {
        return Err(refused("it is empty".to_owned(), None));
    }
    for document in &documents {
        if document::kind(document).is_none() {
            let (problem, help) = document::why_not(document);
            let problem = if documents.len() > 1 {
                format!("the document at line {}: {problem}", document.span.line)
            } else {
                problem
            };
            return Err(refused(problem, help.or(template)));
        }
    }
    let patches = documents.iter().flat_map(|document| kustomize::patches(&input.text, document)).collect();
    let (name, text) = (input.name.clone(), input.text.clone());
    Ok(File { name, text, documents, patches, is_environment: false })
}

/// PEM alone; text and comments may stand around it.
fn is_pem(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("-----BEGIN "))
        && !text.lines().any(|line| line.starts_with("kind:"))
}

/// The rules of one configuration, wherever it is written.
pub(super) fn of_configuration(name: &str, kind: Kind, root: &Node) -> Vec<Found> {
    match kind {
        Kind::Sdk => sdk::check(name, root),
        Kind::Collector => of_collector(name, root),
        Kind::Object | Kind::Compose | Kind::Values | Kind::Kustomization => Vec::new(),
    }
}

/// Nothing that a configuration refers to is here: it runs elsewhere, with other variables and files.
pub(super) struct Elsewhere;

impl Lookup for Elsewhere {
    fn variable(&self, _: &str) -> Option<String> {
        None
    }

    fn file(&self, _: &str) -> Result<String, String> {
        Err("it is read where the Collector runs".to_owned())
    }
}

fn configuration(name: &str, root: &Node) -> Configuration {
    let mut configuration = collector::read_document(name, root, &Elsewhere);
    configuration
        .problems
        .retain(|problem| !matches!(problem.fault, Fault::UnsetVariable | Fault::UnfollowedReference));
    configuration
}

fn of_collector(name: &str, root: &Node) -> Vec<Found> {
    by_exporter(super::collector::check(&configuration(name, root)))
}

/// With the exporter that each finding is about.
fn by_exporter(held: Vec<Held>) -> Vec<Found> {
    let found = held.into_iter().map(|held| {
        let path = held.location.as_ref().and_then(|location| location.path.clone()).unwrap_or_default();
        let exporter = path.strip_prefix("exporters.").map(|rest| rest.split('.').next().unwrap_or(rest));
        let protocol = exporter.and_then(|id| collector::exporter_protocol(collector::component_type(id)));
        Found {
            held,
            affects: match protocol {
                Some(Protocol::Grpc) => vec!["collector-grpc"],
                Some(Protocol::HttpProtobuf) => vec!["collector-http"],
                None => Vec::new(),
            },
        }
    });
    found.collect()
}

impl File {
    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Node> {
        self.documents.iter().filter(move |document| document::kind(document) == Some(kind))
    }

    /// The files that its configurations and variables name. Those in manifests are of another machine.
    pub(super) fn named_files(&self) -> Vec<String> {
        let configurations = self.of_kind(Kind::Collector).map(|root| configuration(&self.name, root));
        let of_collector = configurations.flat_map(|configuration| super::collector::named(&configuration));
        of_collector.chain(self.named_by_sdk()).map(|named| named.path).collect()
    }

    /// The files that an SDK's configuration, or an environment file, names.
    fn named_by_sdk(&self) -> Vec<Named> {
        if self.is_environment {
            return variables::named_files(&self.name, &self.text);
        }
        self.of_kind(Kind::Sdk).flat_map(|root| sdk::named_files(&self.name, root)).collect()
    }

    /// What holds of these files.
    fn of_sdk_files(&self, around: &Around<'_>) -> Vec<Found> {
        let named = self.named_by_sdk();
        let held = check_named(&named, around.material, &[], around.at, Reader::Sdk);
        held.into_iter().map(Found::from).collect()
    }

    /// The files that its Compose documents read variables from.
    pub(super) fn side_files(&self) -> Vec<String> {
        self.of_kind(Kind::Compose).flat_map(|root| compose::side_files(&self.name, root)).collect()
    }

    /// The configurations in its Compose documents.
    pub(super) fn of_compose(&self) -> Vec<(Kind, Node)> {
        self.of_kind(Kind::Compose).flat_map(|root| compose::configurations(&self.text, root)).collect()
    }

    /// What is wrong with the documents that are configurations by themselves.
    pub(super) fn check(&self, around: &Around<'_>) -> Result<Vec<Found>, Refused> {
        if self.is_environment {
            let found = variables::check_file(&self.name, &self.text, around.runtimes);
            let mut found = found.map_err(|problem| Refused {
                file: self.name.clone(),
                problem,
                help: Some("write KEY=VALUE lines".to_owned()),
            })?;
            found.extend(self.of_sdk_files(around));
            return Ok(found);
        }
        let mut found = Vec::new();
        for root in self.of_kind(Kind::Sdk) {
            found.extend(of_configuration(&self.name, Kind::Sdk, root));
        }
        found.extend(self.of_sdk_files(around));
        for root in self.of_kind(Kind::Collector) {
            found.extend(of_configuration(&self.name, Kind::Collector, root));
            let configuration = configuration(&self.name, root);
            let files = super::collector::check_files(&configuration, around.material, &[], around.at);
            found.extend(by_exporter(files));
        }
        for root in self.of_kind(Kind::Compose) {
            for service in compose::services(&self.name, root, around.side) {
                let (known, more) = (&service.variables, service.more);
                found.extend(variables::check_known(&self.name, known, more, around.runtimes));
            }
        }
        for root in self.of_kind(Kind::Values) {
            let configurations = values::configurations(root);
            let of_parts =
                configurations.into_iter().flat_map(|root| of_collector(&self.name, root)).collect();
            found.extend(values::without_what_may_come(of_parts));
            for known in values::variables(root) {
                // The chart's own come beside them.
                found.extend(variables::check_known(&self.name, &known, true, around.runtimes));
            }
        }
        for root in self.of_kind(Kind::Values) {
            let instrumentations = values::instrumentations(root);
            let own = instrumentations.iter();
            found.extend(own.flat_map(|one| values::check_instrumentation(&self.name, &self.text, one)));
        }
        for root in &self.documents {
            found.extend(kustomize::broken(&self.name, &self.text, root));
        }
        // What a template makes of a line is not known.
        let lines: Vec<&str> = self.text.lines().collect();
        let is_template = |found: &Found| {
            let line = found.held.location.as_ref().and_then(|place| place.line);
            let at = line.and_then(|line| usize::try_from(line).ok()?.checked_sub(1));
            at.and_then(|at| lines.get(at)).is_some_and(|line| line.contains("{{"))
        };
        found.retain(|found| !is_template(found));
        Ok(found)
    }

    /// What is in the file.
    pub(super) fn describe<'a>(&self, objects: &mut dyn Iterator<Item = &Object<'a>>) -> Vec<Document> {
        let mut all = Vec::new();
        if self.is_environment {
            let kind = "environment".to_owned();
            all.push(Document { kind, name: None, namespace: None, line: 1, note: None });
        }
        for document in &self.documents {
            let kind = match document::kind(document) {
                Some(Kind::Collector) => "Collector configuration",
                Some(Kind::Sdk) => "SDK configuration",
                Some(Kind::Compose) => "Compose file",
                Some(Kind::Values) => "Helm values",
                Some(Kind::Kustomization) => "Kustomization",
                _ => continue,
            };
            let line = document.span.line;
            all.push(Document { kind: kind.to_owned(), name: None, namespace: None, line, note: None });
        }
        for object in objects {
            all.push(Document {
                kind: object.kind.to_owned(),
                name: object.name.map(str::to_owned),
                namespace: object.namespace.map(str::to_owned),
                line: object.node.span.line,
                note: holds_certificates(object)
                    .then(|| format!("`otls inspect {}` judges its certificates", self.name)),
            });
        }
        all.sort_by_key(|document| document.line);
        all
    }

    /// A file of nothing but certificates is for another command.
    pub(super) fn refuse_what_is_not_linted(&self, documents: &[Document]) -> Result<(), Refused> {
        if documents.is_empty() || !documents.iter().all(|document| document.note.is_some()) {
            return Ok(());
        }
        Err(Refused {
            file: self.name.clone(),
            problem: "it holds certificates in Secrets or ConfigMaps, and nothing else".to_owned(),
            help: Some(format!("`otls inspect {}` judges them", self.name)),
        })
    }
}

/// A Secret of TLS, or a ConfigMap with certificates.
pub(super) fn holds_certificates(object: &Object<'_>) -> bool {
    if !object.group.is_empty() || !matches!(object.kind, "Secret" | "ConfigMap") {
        return false;
    }
    object.text_at(&["type"]) == Some("kubernetes.io/tls")
        || ["data", "stringData"].iter().filter_map(|field| object.node.get(field)).any(|data| {
            data.entries().iter().any(|entry| {
                let ending = |key: &str| [".crt", ".pem", ".key"].iter().any(|end| key.ends_with(end));
                let text = entry.value.as_str().unwrap_or_default();
                text.contains("-----BEGIN ")
                    || entry.key.text().is_some_and(ending) && object.kind == "Secret"
            })
        })
}

/// What of a text is not shown, configurations in it included.
pub(super) fn hidden(text: &str) -> Vec<Hidden> {
    let documents = yaml::parse(text).unwrap_or_default();
    let mut inside = Vec::new();
    let mut waiting: Vec<&Node> = documents.iter().collect();
    while let Some(node) = waiting.pop() {
        waiting.extend(node.items());
        waiting.extend(node.entries().iter().map(|entry| &entry.value));
        if node.as_scalar().is_some_and(|scalar| scalar.style == Style::Block) {
            inside.extend(inner::parse(text, node).unwrap_or_default());
        }
    }
    hidden::all(text, documents.iter().chain(&inside))
}
