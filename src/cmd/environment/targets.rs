//! Variables -> targets: one for each distinct connection.

use super::Read;
use super::named;
use crate::cmd::cli::ProbeArgs;
use crate::cmd::cli::ProtocolArg;
use crate::cmd::settings;
use crate::cmd::settings::Shared;
use crate::error::Error;
use crate::runtime::Exporter;
use crate::runtime::environment::{Outcome, default_protocol, effective, sent_headers, specified};
use crate::target::PathKind;
use crate::target::Protocol;
use crate::target::Settings;
use crate::target::Signal;
use crate::target::environment::Connection;
use crate::target::environment::Environment;
use crate::target::environment::EnvironmentError;
use crate::target::environment::PREFIX;
use crate::target::environment::Roots;
use crate::target::environment::Seen;
use crate::target::environment::Setting;
use crate::target::environment::Source;
use crate::target::environment::is_of_jvm;
use crate::target::environment::own_name;
use crate::target::environment::parse_protocol;
use crate::target::parse_proxy;

/// A target that the environment names.
#[derive(Debug)]
pub(crate) struct Planned {
    /// What to probe.
    pub(crate) settings: Settings,
    /// The exporters that it stands for, where some were asked about by name.
    pub(crate) runtimes: Vec<&'static Exporter>,
    /// Its exporters accept any certificate.
    pub(crate) accepts_any: bool,
}

/// One distinct connection.
struct Group {
    connection: Connection,
    signals: Vec<Signal>,
    runtimes: Vec<&'static Exporter>,
    runtime: Option<&'static str>,
}

/// The targets of an environment: those of the specification, or of each exporter that was asked about.
pub(crate) fn targets(
    args: &ProbeArgs,
    shared: &Shared,
    read: &Read,
    runtimes: &[&'static Exporter],
) -> Result<Vec<Planned>, Error> {
    let mut environment = read.environment.clone();
    flags(args, &mut environment);
    let signals = match args.signal {
        Some(signal) => vec![signal.into()],
        None => environment.signals(),
    };
    let groups = if runtimes.is_empty() {
        specified_groups(&environment, &signals)
    } else {
        let chosen = chosen(&environment, runtimes, args.protocol.is_some())?;
        runtime_groups(&environment, &signals, &chosen)
    };
    let groups = groups.map_err(unusable)?;
    groups.iter().map(|group| planned(args, shared, read, &environment, group)).collect()
}

/// What the variables add to an endpoint that was given: its settings stay, and stand in the place of the variables.
pub(crate) fn beside(args: &ProbeArgs, read: &Read, settings: &mut Settings) -> Result<(), Error> {
    let mut environment = read.environment.clone();
    flags(args, &mut environment);
    let endpoint = &settings.endpoint;
    let own = Signal::ALL.into_iter().find(|signal| {
        let path = signal.path(Protocol::HttpProtobuf);
        endpoint.path_kind == PathKind::ByEnding
            && endpoint.path.as_deref().is_some_and(|written| written.ends_with(path))
    });
    environment.remove(|name| {
        name.starts_with(PREFIX) && (name.ends_with("_ENDPOINT") || name.ends_with("INSECURE"))
    });
    let name = own.map_or_else(|| format!("{PREFIX}ENDPOINT"), |signal| own_name(signal, "ENDPOINT"));
    environment.set(&name, endpoint.url(settings.cleartext));
    if let Some(protocol) = settings.protocol {
        set_protocol(&mut environment, protocol);
    }
    let signal = settings.signal.or(own).unwrap_or(Signal::Traces);
    let connection = specified(&environment, signal, None).map_err(unusable)?;
    let given: Vec<&str> = vec!["endpoint", "protocol", "cleartext", "timeout"];
    let sources = connection.sources.iter().filter(|(key, _)| !given.contains(&key.as_str()));
    for (key, source) in sources {
        settings.sources.entry(key.clone()).or_insert_with(|| source.clone());
    }
    let flagged = (!settings.ca.is_empty(), settings.identity.is_some(), settings.proxy.clone());
    files_and_headers(read, &environment, &connection, None, settings);
    if flagged.0 {
        settings.mozilla_roots = false;
    }
    settings.every_store = !settings.cleartext && !settings.ca.is_empty() && !flagged.0;
    let signals = match settings.signal.or(own) {
        Some(signal) => vec![signal],
        None => environment.signals(),
    };
    settings.environment = Some(Seen { environment, signals, runtime: None });
    Ok(())
}

/// Flags stand in the place of variables, in every exporter by whatever means it has.
fn flags(args: &ProbeArgs, environment: &mut Environment) {
    if let Some(protocol) = args.protocol {
        let protocol = match protocol {
            ProtocolArg::Grpc => Protocol::Grpc,
            ProtocolArg::HttpProtobuf => Protocol::HttpProtobuf,
        };
        set_protocol(environment, protocol);
    }
    if !args.cacert.is_empty() {
        let roots = [
            "REQUESTS_CA_BUNDLE",
            "CURL_CA_BUNDLE",
            "NODE_EXTRA_CA_CERTS",
            "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
        ];
        environment.remove(|name| is(name, "CERTIFICATE") || roots.contains(&name));
    }
    if args.cert.is_some() {
        environment.remove(|name| is(name, "CLIENT_CERTIFICATE") || is(name, "CLIENT_KEY"));
    }
    if args.proxy.is_some() {
        environment.remove(|name| name.to_ascii_lowercase().ends_with("_proxy"));
    }
}

/// Whether a variable is that setting, generic or of a signal.
fn is(name: &str, what: &str) -> bool {
    name == format!("{PREFIX}{what}") || Signal::ALL.iter().any(|signal| name == own_name(*signal, what))
}

fn set_protocol(environment: &mut Environment, protocol: Protocol) {
    environment.remove(|name| is(name, "PROTOCOL"));
    environment.set(&format!("{PREFIX}PROTOCOL"), protocol.to_string());
}

fn unusable(error: EnvironmentError) -> Error {
    Error::Argument {
        what: format!("{}={}", error.variable, error.value.escape_debug()),
        problem: error.problem,
        help: error.help,
    }
}

fn specified_groups(environment: &Environment, signals: &[Signal]) -> Result<Vec<Group>, EnvironmentError> {
    let mut groups: Vec<Group> = Vec::new();
    for signal in signals {
        add(&mut groups, specified(environment, *signal, None)?, None, None);
    }
    Ok(groups)
}

/// Of a language that was named as a whole, the exporter that its SDK uses, where the variables or the SDK's default
/// say which; and none of the Collector's, which reads no variable.
fn chosen(
    environment: &Environment,
    runtimes: &[&'static Exporter],
    by_flag: bool,
) -> Result<Vec<&'static Exporter>, Error> {
    let reads: Vec<&'static Exporter> =
        runtimes.iter().copied().filter(|exporter| exporter.family != "collector").collect();
    if reads.is_empty() {
        return Err(Error::Argument {
            what: "--runtime".to_owned(),
            problem: "the Collector's exporters read no OTEL_EXPORTER_OTLP_* variable".to_owned(),
            help: Some("give the endpoint of its exporter: otls probe HOST:PORT".to_owned()),
        });
    }
    let set = environment.generic("PROTOCOL").and_then(|(_, value)| parse_protocol(value));
    let of_one = |exporter: &Exporter| {
        let both = reads.iter().filter(|other| other.family == exporter.family).count() > 1;
        let protocol = set.or_else(|| default_protocol(exporter.family));
        !both || protocol.is_none_or(|protocol| protocol == exporter.protocol)
    };
    let chosen = reads.iter().copied().filter(|exporter| {
        let fits = !by_flag || set.is_none_or(|protocol| protocol == exporter.protocol);
        of_one(exporter) && fits
    });
    let chosen: Vec<&'static Exporter> = chosen.collect();
    Ok(if chosen.is_empty() { reads } else { chosen })
}

fn runtime_groups(
    environment: &Environment,
    signals: &[Signal],
    runtimes: &[&'static Exporter],
) -> Result<Vec<Group>, EnvironmentError> {
    let mut groups: Vec<Group> = Vec::new();
    for exporter in runtimes {
        for signal in signals {
            let connection = match effective(environment, exporter, *signal)?.outcome {
                Outcome::Connects(connection) => *connection,
                // It makes no connection: what the specification asks for shows the server.
                Outcome::Refuses(_) | Outcome::Unknown(_) => {
                    let protocol = Setting::new(exporter.protocol, Source::Runtime);
                    specified(environment, *signal, Some(protocol))?
                }
            };
            add(&mut groups, connection, Some(exporter), Some(exporter.name));
        }
    }
    Ok(groups)
}

fn add(
    groups: &mut Vec<Group>,
    connection: Connection,
    exporter: Option<&'static Exporter>,
    runtime: Option<&'static str>,
) {
    let signal = connection.signal;
    let position = groups.iter().position(|group| group.connection.is_one_target(&connection));
    let index = position.unwrap_or_else(|| {
        groups.push(Group { connection, signals: Vec::new(), runtimes: Vec::new(), runtime });
        groups.len() - 1
    });
    let Some(group) = groups.get_mut(index) else { return };
    if !group.signals.contains(&signal) {
        group.signals.push(signal);
    }
    if let Some(exporter) = exporter.filter(|one| !group.runtimes.iter().any(|known| known.name == one.name))
    {
        group.runtimes.push(exporter);
    }
}

fn planned(
    args: &ProbeArgs,
    shared: &Shared,
    read: &Read,
    environment: &Environment,
    group: &Group,
) -> Result<Planned, Error> {
    let connection = &group.connection;
    let cleartext = connection.cleartext || args.plaintext;
    let input = connection.url();
    let mut settings = settings::base(args, shared, connection.endpoint.clone(), &input);
    settings.protocol = Some(connection.protocol);
    settings.cleartext = cleartext;
    settings.signal = (args.signal.is_some()
        || group.signals.len() < Signal::ALL.len()
        || connection.endpoint.path_kind == PathKind::Final)
        .then_some(connection.signal);
    settings.sources = connection.sources.clone();
    settings::flag_sources(args, shared, &mut settings);
    settings.ca.clone_from(&shared.ca);
    settings.identity.clone_from(&shared.identity);
    if let Some(source) = read.source {
        settings.sources.insert("environment".to_owned(), source.to_owned());
    }
    if args.protocol.is_some() {
        settings.sources.insert("protocol".to_owned(), "flag:--protocol".to_owned());
    }
    if args.plaintext {
        settings.sources.insert("cleartext".to_owned(), "flag:--plaintext".to_owned());
    }
    files_and_headers(read, environment, connection, group.runtime, &mut settings);
    if args.proxy.is_some() {
        let (host, port) = (settings.endpoint.host.as_str().to_owned(), settings.endpoint.port);
        settings.proxy = settings::proxy(args, &mut settings.sources, &host, port, cleartext)?;
    }
    settings.every_store =
        group.runtime.is_none() && !cleartext && !settings.ca.is_empty() && shared.ca.is_empty();
    if group.signals.len() < Signal::ALL.len() {
        let names: Vec<&str> = group.signals.iter().map(|signal| signal.as_str()).collect();
        settings.labels.insert("signals".to_owned(), names.join(","));
    }
    if !group.runtimes.is_empty() {
        let names: Vec<&str> = group.runtimes.iter().map(|exporter| exporter.name).collect();
        settings.labels.insert("runtimes".to_owned(), names.join(","));
    }
    settings.environment = Some(Seen {
        environment: environment.clone(),
        signals: group.signals.clone(),
        runtime: group.runtime.map(str::to_owned),
    });
    Ok(Planned {
        settings,
        runtimes: group.runtimes.clone(),
        accepts_any: !connection.verifies && !cleartext,
    })
}

/// What the connection names, as far as no flag stands in its place.
fn files_and_headers(
    read: &Read,
    environment: &Environment,
    connection: &Connection,
    runtime: Option<&str>,
    settings: &mut Settings,
) {
    if !settings.cleartext {
        if settings.ca.is_empty() {
            let place = &read.place;
            settings.ca = match &connection.roots {
                Roots::Default => Vec::new(),
                Roots::File(path) | Roots::DefaultAnd(path) => named::ca(path, place).into_iter().collect(),
                Roots::Store(path) => named::store(path, environment, place).into_iter().collect(),
                Roots::Openssl(paths) => {
                    paths.iter().filter_map(|path| named::openssl(path, place)).collect()
                }
            };
            settings.mozilla_roots =
                !settings.ca.is_empty() && matches!(connection.roots, Roots::DefaultAnd(_));
        }
        if settings.identity.is_none()
            && let Some((cert, key)) = &connection.identity
        {
            settings.identity = named::identity(cert, key, &read.place);
        }
    }
    let new = sent_headers(environment, connection, runtime);
    let new = new.into_iter().filter(|new| !settings.headers.iter().any(|header| header.name == new.name));
    let new: Vec<_> = new.collect();
    settings.headers.extend(new);
    if settings.proxy.is_none()
        && let Some((name, shown)) = &connection.proxy
    {
        // A JVM's proxy has no secret, and its variable holds more than it.
        let value = environment.secret(name).filter(|_| !is_of_jvm(name));
        settings.proxy = parse_proxy(value.map_or(shown.as_str(), |value| value.expose().trim())).ok();
    }
}
