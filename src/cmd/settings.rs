//! Flags and environment -> the settings of one target, each value with where it came from.

use std::collections::BTreeMap;

use super::cli::ProbeArgs;
use super::cli::ProtocolArg;
use super::cli::SignalArg;
use super::files;
use crate::error::Error;
use crate::observation::Expected;
use crate::runtime::Exporter;
use crate::runtime::environment::reads_proxy;
use crate::secret::Secret;
use crate::target::AddressFamily;
use crate::target::ClientIdentity;
use crate::target::Endpoint;
use crate::target::GivenCa;
use crate::target::Header;
use crate::target::Host;
use crate::target::Protocol;
use crate::target::Proxy;
use crate::target::Scheme;
use crate::target::Settings;
use crate::target::Signal;
use crate::target::is_exempt;
use crate::target::parse_endpoint;
use crate::target::parse_proxy;
use crate::target::redact;

/// What is the same for every target of a call: the files are read once.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) ca: Vec<GivenCa>,
    pub(super) identity: Option<ClientIdentity>,
    headers: Vec<Header>,
    /// What the servers should present.
    pub(super) expected: Option<Expected>,
    connect_to: Option<(String, Option<u16>)>,
    /// With one: all exporters asked about speak it.
    protocol_of_runtimes: Option<Protocol>,
    /// The exporters asked about by name.
    runtimes: Vec<&'static Exporter>,
}

impl Shared {
    /// Reads every file that the flags name.
    pub(super) fn read(args: &ProbeArgs, runtimes: &[&'static Exporter]) -> Result<Self, Error> {
        let ca = args.cacert.iter().map(|path| files::ca(path)).collect::<Result<_, _>>()?;
        let identity = match &args.cert {
            Some(cert) => Some(files::identity(cert, args.key.as_deref())?),
            None => None,
        };
        let mut headers = Vec::new();
        for text in &args.headers {
            headers.push(header(text, "--header")?);
        }
        if let Some(path) = &args.header_file {
            let bytes = files::read(path, "--header-file")?;
            for line in String::from_utf8_lossy(&bytes).lines() {
                if !line.trim().is_empty() && !line.starts_with('#') {
                    headers.push(header(line, "--header-file")?);
                }
            }
        }
        let connect_to = args.connect_to.as_deref().map(connect_to).transpose()?;
        let mut protocols: Vec<Protocol> = runtimes.iter().map(|exporter| exporter.protocol).collect();
        protocols.dedup();
        let protocol_of_runtimes = if let [only] = protocols.as_slice() { Some(*only) } else { None };
        let expected = args.expect_cert.as_deref().map(files::expected).transpose()?;
        let runtimes = runtimes.to_vec();
        Ok(Self { ca, identity, headers, expected, connect_to, protocol_of_runtimes, runtimes })
    }

    /// Every exporter asked about goes past the proxy of these settings, for it reads another variable or none.
    fn goes_past_proxy(&self, settings: &Settings) -> bool {
        let source = settings.sources.get("proxy").and_then(|source| source.strip_prefix("environment:"));
        let passes = |exporter: &&'static Exporter| {
            let reads = |name| reads_proxy(exporter.name, name, settings.cleartext);
            source.and_then(reads) == Some(false)
        };
        !self.runtimes.is_empty() && self.runtimes.iter().all(passes)
    }
}

/// The settings of one endpoint argument.
pub(super) fn settings(args: &ProbeArgs, shared: &Shared, input: &str) -> Result<Settings, Error> {
    let endpoint = parse_endpoint(input).map_err(|error| Error::Argument {
        what: format!("endpoint `{}`", redact(input).escape_debug()),
        problem: error.problem,
        help: error.help,
    })?;
    let mut settings = base(args, shared, endpoint, input);
    settings.ca.clone_from(&shared.ca);
    settings.identity.clone_from(&shared.identity);
    flag_sources(args, shared, &mut settings);
    if settings.cleartext && args.plaintext {
        settings.sources.insert("cleartext".to_owned(), "flag:--plaintext".to_owned());
    }
    settings.proxy = proxy(
        args,
        &mut settings.sources,
        settings.endpoint.host.as_str(),
        settings.endpoint.port,
        settings.cleartext,
    )?;
    if shared.goes_past_proxy(&settings) {
        settings.proxy = None;
        settings.sources.remove("proxy");
    }
    if settings.cleartext && (!settings.ca.is_empty() || settings.identity.is_some()) {
        return Err(Error::Argument {
            what: format!("endpoint `{}`", settings.input),
            problem: "it is cleartext, so --cacert and --cert have no meaning".to_owned(),
            help: Some("write https:// to speak TLS, or leave the certificates out".to_owned()),
        });
    }
    Ok(settings)
}

impl From<SignalArg> for Signal {
    fn from(signal: SignalArg) -> Self {
        match signal {
            SignalArg::Traces => Self::Traces,
            SignalArg::Metrics => Self::Metrics,
            SignalArg::Logs => Self::Logs,
        }
    }
}

/// Notes which values came from flags that are the same for every target.
pub(super) fn flag_sources(args: &ProbeArgs, shared: &Shared, settings: &mut Settings) {
    let mut source = |key: &str, value: &str| {
        settings.sources.insert(key.to_owned(), value.to_owned());
    };
    if !shared.ca.is_empty() {
        source("ca", "flag:--cacert");
    }
    if shared.identity.is_some() {
        source("identity", "flag:--cert");
    }
    if !shared.headers.is_empty() {
        source("headers", "flag:--header");
    }
    if args.servername.is_some() {
        source("server_name", "flag:--servername");
    }
    if args.verify_name.is_some() {
        source("verify_name", "flag:--verify-name");
    }
}

/// Everything but trust, identity and proxy.
pub(super) fn base(args: &ProbeArgs, shared: &Shared, endpoint: Endpoint, input: &str) -> Settings {
    let mut sources = BTreeMap::from([("endpoint".to_owned(), "argument".to_owned())]);
    let cleartext = args.plaintext || endpoint.scheme.is_cleartext();
    let protocol = protocol(args, shared, &endpoint, &mut sources);
    let signal = args.signal.map(Signal::from);
    let host = match &endpoint.host {
        Host::Name(name) => name.clone(),
        // A zone is of this machine, not of the server's name.
        Host::Address(address, _) => address.to_string(),
    };
    let server_name = args.servername.clone().unwrap_or(host);
    let verify_name = args.verify_name.clone().unwrap_or_else(|| server_name.clone());
    if args.servername.is_some() {
        sources.insert("server_name".to_owned(), "flag:--servername".to_owned());
    }
    if args.verify_name.is_some() {
        sources.insert("verify_name".to_owned(), "flag:--verify-name".to_owned());
    }
    let connect_to =
        shared.connect_to.as_ref().map(|(host, port)| (host.clone(), port.unwrap_or(endpoint.port)));
    Settings {
        protocol,
        signal,
        cleartext,
        server_name,
        verify_name,
        ca: Vec::new(),
        system_roots: args.system_roots,
        mozilla_roots: false,
        every_store: false,
        identity: None,
        headers: shared.headers.clone(),
        proxy: None,
        connect_to,
        family: match (args.ipv4, args.ipv6) {
            (true, _) => AddressFamily::V4,
            (_, true) => AddressFamily::V6,
            _ => AddressFamily::Any,
        },
        connect_timeout: args.connect_timeout,
        timeout: args.timeout,
        export: !args.no_export,
        input: redact(input),
        sources,
        labels: BTreeMap::new(),
        environment: None,
        collector: None,
        endpoint,
    }
}

/// The flag; else what the scheme, the path or the port says; else what all runtimes asked about speak.
fn protocol(
    args: &ProbeArgs,
    shared: &Shared,
    endpoint: &Endpoint,
    sources: &mut BTreeMap<String, String>,
) -> Option<Protocol> {
    let final_path = endpoint
        .path
        .as_deref()
        .is_some_and(|path| Signal::ALL.iter().any(|s| path.ends_with(s.path(Protocol::HttpProtobuf))));
    let (protocol, source) = match (args.protocol, endpoint.scheme, endpoint.port) {
        (Some(ProtocolArg::Grpc), ..) => (Some(Protocol::Grpc), "flag:--protocol"),
        (Some(ProtocolArg::HttpProtobuf), ..) => (Some(Protocol::HttpProtobuf), "flag:--protocol"),
        (None, Scheme::Grpc | Scheme::Grpcs | Scheme::Dns, _) => (Some(Protocol::Grpc), "scheme"),
        _ if final_path => (Some(Protocol::HttpProtobuf), "path"),
        _ if shared.protocol_of_runtimes.is_some() => (shared.protocol_of_runtimes, "flag:--runtime"),
        (None, _, 4317) => (Some(Protocol::Grpc), "port"),
        (None, _, 4318) => (Some(Protocol::HttpProtobuf), "port"),
        _ => (None, "answer"),
    };
    sources.insert("protocol".to_owned(), source.to_owned());
    protocol
}

fn header(text: &str, flag: &str) -> Result<Header, Error> {
    // The text may be a secret as a whole, so the error shows only the name, and only when there is one.
    let wrong = |what: String, problem: &str| Error::Argument {
        what,
        problem: problem.to_owned(),
        help: Some("write it as `name: value`".to_owned()),
    };
    let (name, value) = text.split_once(':').ok_or_else(|| wrong(flag.to_owned(), "a header has no `:`"))?;
    let name = name.trim().to_ascii_lowercase();
    let value = value.trim();
    if http::HeaderName::from_bytes(name.as_bytes()).is_err() {
        return Err(wrong(flag.to_owned(), "a header's name holds a character that no name may"));
    }
    if http::HeaderValue::from_str(value).is_err() {
        return Err(wrong(format!("{flag} `{name}`"), "the value holds a control character or is not ASCII"));
    }
    if is_own(&name) {
        return Err(wrong(format!("{flag} `{name}`"), "this header is otls's own"));
    }
    Ok(Header { name, value: Secret::new(value.to_owned()) })
}

/// Whether otls can send this header with an export: those that HTTP itself needs are otls's own.
pub(super) fn may_be_sent(header: &Header) -> bool {
    http::HeaderName::from_bytes(header.name.as_bytes()).is_ok()
        && http::HeaderValue::from_str(header.value.expose()).is_ok()
        && !is_own(&header.name)
}

fn is_own(name: &str) -> bool {
    matches!(name, "host" | "content-length" | "content-type" | "transfer-encoding" | "connection" | "te")
}

fn connect_to(text: &str) -> Result<(String, Option<u16>), Error> {
    // curl writes HOST1:PORT1:HOST2:PORT2; the last two are what is meant.
    let parts: Vec<&str> = text.split(':').collect();
    let text = match parts.as_slice() {
        [_, _, host, port] if !text.contains('[') => format!("{host}:{port}"),
        _ => text.to_owned(),
    };
    let endpoint = parse_endpoint(&text).map_err(|error| Error::Argument {
        what: "--connect-to".to_owned(),
        problem: error.problem,
        help: Some("write HOST, HOST:PORT or [v6]:PORT".to_owned()),
    })?;
    Ok((endpoint.host.as_str().to_owned(), endpoint.port_given.then_some(endpoint.port)))
}

/// `--proxy`, else the variables that exporters read, lower case first as curl does.
#[expect(clippy::disallowed_methods, reason = "this is the place where the environment is read")]
pub(super) fn proxy(
    args: &ProbeArgs,
    sources: &mut BTreeMap<String, String>,
    host: &str,
    port: u16,
    cleartext: bool,
) -> Result<Option<Proxy>, Error> {
    let (text, source) = match args.proxy.as_deref() {
        Some("none" | "") => return Ok(None),
        Some(text) => (text.to_owned(), "flag:--proxy".to_owned()),
        None => {
            let names: &[&str] = if cleartext {
                &["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
            } else {
                &["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
            };
            let found = names.iter().find_map(|name| {
                std::env::var(name).ok().filter(|value| !value.trim().is_empty()).map(|value| (value, *name))
            });
            let Some((text, name)) = found else { return Ok(None) };
            let no_proxy =
                std::env::var("no_proxy").or_else(|_| std::env::var("NO_PROXY")).unwrap_or_default();
            if is_exempt(&no_proxy, host, port) {
                return Ok(None);
            }
            (text, format!("environment:{name}"))
        }
    };
    let proxy = parse_proxy(text.trim()).map_err(|problem| Error::Argument {
        what: source.trim_start_matches("flag:").trim_start_matches("environment:").to_owned(),
        problem,
        help: Some("write http://host:port, or --proxy none to go without".to_owned()),
    })?;
    sources.insert("proxy".to_owned(), source);
    Ok(Some(proxy))
}
