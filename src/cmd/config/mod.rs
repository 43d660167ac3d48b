//! `otls probe --config`: a Collector's configuration -> what to probe, and the receivers' files to judge.

mod headers;
mod read_only;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use crate::cmd::cli::ProbeArgs;
use crate::cmd::cli::SignalArg;
use crate::cmd::files;
use crate::cmd::settings;
use crate::collector;
use crate::collector::Authentication;
use crate::collector::Configuration;
use crate::collector::Connection;
use crate::collector::Content;
use crate::collector::Exporter;
use crate::collector::Fault;
use crate::collector::Lookup;
use crate::collector::Material;
use crate::collector::Place;
use crate::collector::Refusal;
use crate::collector::ServerTls;
use crate::collector::Source;
use crate::collector::Tls;
use crate::collector::Transport;
use crate::collector::UnfitKind;
use crate::error::Error;
use crate::observation::Observation;
use crate::pem;
use crate::secret::Secret;
use crate::target::ClientIdentity;
use crate::target::CollectorSeen;
use crate::target::GivenCa;
use crate::target::Protocol;
use crate::target::Proxy;
use crate::target::SettingPlace;
use crate::target::Settings;
use crate::target::Signal;
use crate::target::Unusable;
use crate::target::UnusableFile;
use crate::target::is_exempt;
use crate::target::parse_proxy;

/// One thing that a configuration asks for.
pub(super) enum Wanted {
    /// An exporter's connection.
    Probe(Box<Settings>),
    /// What there is to say without a connection.
    Read(Box<Observation>),
}

/// The environment and the files of this machine, paths of the container mapped.
pub(super) struct Machine {
    prefixes: Vec<(String, String)>,
}

impl Machine {
    /// With `--path-prefix FROM=TO`.
    pub(super) fn new(prefixes: &[(String, String)]) -> Self {
        let mut prefixes = prefixes.to_vec();
        // The longest fits best.
        prefixes.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        Self { prefixes }
    }

    /// Where a path of the Collector's machine is here.
    pub(super) fn here(&self, path: &str) -> PathBuf {
        for (from, to) in &self.prefixes {
            let from = from.trim_end_matches('/');
            if let Some(rest) =
                path.strip_prefix(from).filter(|rest| rest.is_empty() || rest.starts_with('/'))
            {
                return PathBuf::from(format!("{}{rest}", to.trim_end_matches('/')));
            }
        }
        PathBuf::from(path)
    }

    /// The content of a file that the configuration names.
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        match files::read(&self.here(path), "--config") {
            Ok(bytes) => Ok(bytes),
            Err(Error::File { problem, .. }) => Err(problem),
            Err(other) => Err(other.to_string()),
        }
    }
}

impl Lookup for Machine {
    #[expect(clippy::disallowed_methods, reason = "this is the place where the environment is read")]
    fn variable(&self, name: &str) -> Option<String> {
        std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
    }

    fn file(&self, path: &str) -> Result<String, String> {
        self.read(path)
            .and_then(|bytes| String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned()))
    }
}

/// Reads `--config` files as one configuration.
pub(super) fn read(paths: &[PathBuf], machine: &Machine) -> Result<Configuration, Error> {
    let mut sources = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        let text = String::from_utf8(files::read(path, "--config")?).map_err(|_| Error::File {
            path: name.clone(),
            flag: "--config".to_owned(),
            problem: "it is not UTF-8 text".to_owned(),
            help: None,
        })?;
        sources.push(Source { name, text });
    }
    collector::read(&sources, machine).map_err(|error| Error::File {
        path: format!("{}:{}:{}", error.file, error.problem.line, error.problem.column),
        flag: "--config".to_owned(),
        problem: error.problem.problem,
        help: Some("name a configuration of the Collector, in YAML".to_owned()),
    })
}

/// What is to be probed and said of the `--config` files, in their order: exporters, then the receivers' files.
pub(super) async fn wanted(args: &ProbeArgs) -> Result<Vec<Wanted>, Error> {
    let machine = Machine::new(&args.path_prefixes);
    let configuration = read(&args.config, &machine)?;
    warn(&configuration);
    let has_pipelines = !configuration.pipelines.is_empty();
    let shared = settings::Shared::read(args, &[])?;
    let mut wanted = Vec::new();
    for exporter in &configuration.exporters {
        let unused = has_pipelines && exporter.pipelines.is_empty();
        for connection in exporter.connections().into_iter().filter(|one| is_wanted(one, given(args))) {
            wanted.push(match connection {
                Ok(connection) => {
                    let target = Target { args, shared: &shared, machine: &machine, exporter, unused };
                    match configuration.authentication(exporter, &connection, &machine) {
                        Ok(auth) => Wanted::Probe(Box::new(target.settings(connection, auth, Vec::new())?)),
                        Err(unfit) => match unfit.kind {
                            // The connection can be judged all the same.
                            UnfitKind::File { path, problem } => {
                                let setting = setting_place(&unfit.place, unfit.path);
                                let file = UnusableFile { setting, path, reason: Unusable::Missing, problem };
                                Wanted::Probe(Box::new(target.settings(connection, None, vec![file])?))
                            }
                            _ => {
                                let refusal = Refusal {
                                    setting: "auth.authenticator".to_owned(),
                                    place: unfit.place,
                                    message: unfit.message,
                                    instead: None,
                                };
                                Wanted::Read(Box::new(read_only::refused(exporter, &refusal, unused)))
                            }
                        },
                    }
                }
                Err(refusal) => Wanted::Read(Box::new(read_only::refused(exporter, &refusal, unused))),
            });
        }
    }
    for extension in configuration.token_endpoints() {
        wanted.push(match extension.token_connection() {
            Ok(connection) => {
                let target =
                    Target { args, shared: &shared, machine: &machine, exporter: &extension, unused: false };
                let mut settings = target.settings(connection, None, Vec::new())?;
                // A token is a credential: none is asked for.
                settings.export = false;
                if let Some(seen) = &mut settings.collector {
                    seen.gives_tokens = true;
                }
                Wanted::Probe(Box::new(settings))
            }
            Err(refusal) => Wanted::Read(Box::new(read_only::refused(&extension, &refusal, false))),
        });
    }
    for server in configuration.servers.iter().filter(|server| server.tls() == ServerTls::On) {
        for observation in read_only::receiver(server, &machine, args.verify_name.as_deref()).await {
            wanted.push(Wanted::Read(Box::new(observation)));
        }
    }
    if wanted.is_empty() {
        return Err(Error::File {
            path: configuration.files.join(", "),
            flag: "--config".to_owned(),
            problem: "it has no OTLP exporter, and no OTLP receiver with TLS".to_owned(),
            help: Some("`otls lint` looks at the rest of it".to_owned()),
        });
    }
    Ok(wanted)
}

/// What the Collector itself would warn about, and what otls could not follow.
fn warn(configuration: &Configuration) {
    let mut stderr = std::io::stderr();
    for problem in &configuration.problems {
        let word = match problem.fault {
            Fault::UnsetVariable | Fault::UnfollowedReference => "warning",
            Fault::DuplicateKey | Fault::Reference | Fault::NotAMap => "error",
        };
        let place = &problem.place;
        // A broken standard error leaves nothing to tell it to.
        let _ = writeln!(
            stderr,
            "otls: {word}: {}:{}:{}: {}: {}",
            place.file,
            place.span.line,
            place.span.column,
            problem.path.escape_debug(),
            problem.message
        );
    }
}

fn setting_place(place: &Place, path: String) -> SettingPlace {
    SettingPlace { file: place.file.to_string(), line: place.span.line, column: place.span.column, path }
}

/// `config:FILE:LINE:COLUMN PATH`
fn source(place: &SettingPlace) -> String {
    format!("config:{}:{}:{} {}", place.file, place.line, place.column, place.path)
}

/// `--signal`.
fn given(args: &ProbeArgs) -> Option<Signal> {
    args.signal.map(|given| match given {
        SignalArg::Traces => Signal::Traces,
        SignalArg::Metrics => Signal::Metrics,
        SignalArg::Logs => Signal::Logs,
    })
}

/// Whether a connection is to be probed: all of them, or those that carry the signal that was asked for.
fn is_wanted(connection: &Result<Connection, Refusal>, asked: Option<Signal>) -> bool {
    let (Ok(connection), Some(asked)) = (connection, asked) else { return true };
    connection.signals.is_empty() || connection.signals.contains(&asked)
}

fn labels(exporter: &Exporter, unused: bool) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    let pipelines: Vec<&str> = exporter.pipelines.iter().map(|pipeline| pipeline.id.as_str()).collect();
    if unused {
        labels.insert("pipelines".to_owned(), "none".to_owned());
    } else if !pipelines.is_empty() {
        labels.insert("pipelines".to_owned(), pipelines.join(","));
    }
    labels
}

/// One exporter of the configuration.
struct Target<'a> {
    args: &'a ProbeArgs,
    shared: &'a settings::Shared,
    machine: &'a Machine,
    exporter: &'a Exporter,
    unused: bool,
}

impl Target<'_> {
    fn settings(
        &self,
        connection: Connection,
        auth: Option<Authentication>,
        unusable: Vec<UnusableFile>,
    ) -> Result<Settings, Error> {
        let exporter = self.exporter;
        let path = exporter.path();
        let mut seen = CollectorSeen {
            component: setting_place(&exporter.entry.place, path.clone()),
            unused: self.unused,
            unusable,
            ..CollectorSeen::default()
        };
        let mut sources = BTreeMap::new();
        let endpoint_place = setting_place(&connection.place, format!("{path}.{}", connection.setting));
        sources.insert("endpoint".to_owned(), source(&endpoint_place));
        sources.insert("protocol".to_owned(), source(&seen.component));
        if let Some(setting) = connection.server_name_setting {
            let keys: Vec<&str> = setting.split('.').collect();
            if let Some(value) = exporter.at(&keys) {
                let place = setting_place(&value.place, format!("{path}.{setting}"));
                sources.insert("server_name".to_owned(), source(&place));
            }
        }
        let cleartext = matches!(connection.transport, Transport::Cleartext);
        if let Some(insecure) = exporter.tls("insecure").filter(|_| cleartext) {
            let place = setting_place(&insecure.place, format!("{path}.tls.insecure"));
            sources.insert("cleartext".to_owned(), source(&place));
        }
        let (ca, identity, system_roots) = match &connection.transport {
            Transport::Cleartext => (Vec::new(), None, false),
            Transport::Tls(tls) => {
                if let Some(place) = &tls.skip_verify {
                    let place = setting_place(place, format!("{path}.tls.insecure_skip_verify"));
                    sources.insert("verification".to_owned(), source(&place));
                    seen.skip_verify = Some(place);
                }
                seen.limits = tls.limits.clone();
                let ca = self.ca(tls, &mut seen, &mut sources);
                (ca, self.identity(tls, &mut seen, &mut sources), tls.system_roots)
            }
        };
        let headers = self.with_credentials(&connection.headers, auth.as_ref());
        let headers = self.headers(&headers, auth.as_ref(), &mut sources);
        let proxy = self.proxy(&connection, &mut sources)?;
        let mut settings = settings::base(
            self.args,
            self.shared,
            connection.endpoint.clone(),
            &exporter_input(exporter, &connection),
        );
        settings.protocol = Some(exporter.protocol);
        (settings.signal, seen.further) = self.signals(&connection);
        settings.cleartext = cleartext;
        settings.server_name.clone_from(&connection.server_name);
        settings.verify_name = self.args.verify_name.clone().unwrap_or(connection.server_name);
        settings.ca = ca;
        settings.system_roots = system_roots;
        settings.identity = identity;
        settings.headers.extend(headers);
        settings.proxy = proxy;
        // A Collector that does not start exports nothing.
        settings.export &= !seen.does_not_start();
        settings.sources = sources;
        settings.labels = labels(exporter, self.unused);
        if let Some(authenticator) = connection.authenticator {
            settings.labels.insert("authenticator".to_owned(), authenticator);
        }
        settings.collector = Some(seen);
        Ok(settings)
    }

    /// The signal to ask, and those that the pipelines send there as well; `None`: no pipeline says.
    fn signals(&self, connection: &Connection) -> (Option<Signal>, Vec<Signal>) {
        match (given(self.args), connection.signals.split_first()) {
            (Some(given), _) => (Some(given), Vec::new()),
            (None, Some((first, further))) => (Some(*first), further.to_vec()),
            (None, None) => (None, Vec::new()),
        }
    }

    fn place(&self, material: &Material) -> SettingPlace {
        setting_place(&material.place, format!("{}.tls.{}", self.exporter.path(), material.setting))
    }

    /// The bytes of a file or text; why not is kept.
    fn content(&self, material: &Material, seen: &mut CollectorSeen) -> Option<Vec<u8>> {
        match &material.content {
            Content::Pem(text) => Some(text.expose().as_bytes().to_vec()),
            Content::File(path) => match self.machine.read(path) {
                Ok(bytes) => Some(bytes),
                Err(problem) => {
                    self.unusable(material, Unusable::Missing, problem, seen);
                    None
                }
            },
        }
    }

    fn unusable(&self, material: &Material, reason: Unusable, problem: String, seen: &mut CollectorSeen) {
        let setting = self.place(material);
        let path = shown(material, &setting);
        seen.unusable.push(UnusableFile { setting, path, reason, problem });
    }

    fn ca(
        &self,
        tls: &Tls,
        seen: &mut CollectorSeen,
        sources: &mut BTreeMap<String, String>,
    ) -> Vec<GivenCa> {
        let Some(material) = &tls.ca else { return Vec::new() };
        let Some(bytes) = self.content(material, seen) else { return Vec::new() };
        match pem::certificates_by_block(&bytes) {
            Ok(certificates) => {
                let place = self.place(material);
                sources.insert("ca".to_owned(), source(&place));
                vec![GivenCa { path: shown(material, &place), certificates }]
            }
            Err(problem) => {
                self.unusable(material, Unusable::Content, problem.problem, seen);
                Vec::new()
            }
        }
    }

    fn identity(
        &self,
        tls: &Tls,
        seen: &mut CollectorSeen,
        sources: &mut BTreeMap<String, String>,
    ) -> Option<ClientIdentity> {
        let (cert, key) = (tls.cert.as_ref()?, tls.key.as_ref()?);
        let (cert_bytes, key_bytes) = (self.content(cert, seen), self.content(key, seen));
        let chain = cert_bytes.and_then(|bytes| {
            pem::certificates(&bytes)
                .map_err(|problem| self.unusable(cert, Unusable::Content, problem.problem, seen))
                .ok()
        });
        let private = key_bytes.and_then(|bytes| {
            pem::private_key(&bytes)
                .map_err(|problem| self.unusable(key, Unusable::Content, problem.problem, seen))
                .ok()
        });
        let (chain, private) = (chain?, private?);
        let (cert_place, key_place) = (self.place(cert), self.place(key));
        if files::is_of_another(&chain, private.der.expose()) {
            let problem =
                format!("the key does not belong to the certificate in {}", shown(cert, &cert_place));
            self.unusable(key, Unusable::Mismatch, problem, seen);
            return None;
        }
        sources.insert("identity".to_owned(), source(&cert_place));
        Some(ClientIdentity {
            cert_path: shown(cert, &cert_place),
            key_path: shown(key, &key_place),
            chain,
            key: Secret::new(private.der.expose().clone()),
            key_format: private.format.to_owned(),
        })
    }

    /// `--proxy`, else `proxy_url`, else the variables: gRPC reads those of `https://` whatever it speaks.
    #[expect(clippy::disallowed_methods, reason = "this is the place where the environment is read")]
    fn proxy(
        &self,
        connection: &Connection,
        sources: &mut BTreeMap<String, String>,
    ) -> Result<Option<Proxy>, Error> {
        let (text, from) = match (self.args.proxy.as_deref(), &connection.proxy_url) {
            (Some("none" | ""), _) => return Ok(None),
            (Some(text), _) => (text.to_owned(), "flag:--proxy".to_owned()),
            (None, Some(url)) => {
                let value = self.exporter.at(&["proxy_url"]);
                let place = value.map(|value| value.place.clone()).unwrap_or_default();
                let place = setting_place(&place, format!("{}.proxy_url", self.exporter.path()));
                (url.expose().clone(), source(&place))
            }
            (None, None) => {
                let cleartext = matches!(connection.transport, Transport::Cleartext);
                let names = if self.exporter.protocol == Protocol::Grpc || !cleartext {
                    ["HTTPS_PROXY", "https_proxy"]
                } else {
                    ["HTTP_PROXY", "http_proxy"]
                };
                let value = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
                let Some((text, name)) = names.iter().find_map(|name| value(name).map(|text| (text, *name)))
                else {
                    return Ok(None);
                };
                let no_proxy = value("NO_PROXY").or_else(|| value("no_proxy")).unwrap_or_default();
                if is_exempt(&no_proxy, connection.endpoint.host.as_str(), connection.endpoint.port) {
                    return Ok(None);
                }
                (text, format!("environment:{name}"))
            }
        };
        let proxy = parse_proxy(text.trim()).map_err(|problem| Error::Argument {
            what: from.clone(),
            problem,
            help: Some("write http://host:port, or --proxy none to go without".to_owned()),
        })?;
        sources.insert("proxy".to_owned(), from);
        Ok(Some(proxy))
    }
}

/// `exporters.otlp_http/backend`, with the signal where it has an endpoint of its own.
fn exporter_input(exporter: &Exporter, connection: &Connection) -> String {
    match connection.setting {
        "endpoint" => exporter.path(),
        own => format!("{}.{own}", exporter.path()),
    }
}

/// The path as written, or the setting that holds the text.
fn shown(material: &Material, place: &SettingPlace) -> String {
    match &material.content {
        Content::File(path) => path.clone(),
        Content::Pem(_) => place.path.clone(),
    }
}
