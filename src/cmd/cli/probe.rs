//! The arguments of `otls probe`.

use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

use super::JudgementArgs;
use super::OutputArgs;

pub(super) const EXAMPLES: &str = "\
Endpoint forms: host[:port], [v6]:port, http(s)://host[:port][/path], grpc(s)://host[:port],
dns:///host:port, lab:FAULT (see `otls lab --list`).

Examples:
  otls probe collector.example.com:4317
  otls probe --cacert ca.pem --cert client.pem --key client.key otel-collector:4317
  otls probe -o json --fail-on warning --expiry-threshold 21d https://otlp.example.com/v1/traces
  otls probe --config collector.yaml --path-prefix /etc/otel/certs=./certs
  otls probe lab:expired
  otls probe                          what OTEL_EXPORTER_OTLP_* of this shell leads to
  otls probe --pid 4711 --runtime python-grpc

Exit status: 0 nothing at or above --fail-on; 1 something is; 2 otls could not run;
3 a target could not be tested.";

/// `otls probe`.
#[derive(Debug, Args)]
pub struct ProbeArgs {
    /// Endpoints to diagnose; without one, those of OTEL_EXPORTER_OTLP_*.
    #[arg(value_name = "ENDPOINT")]
    pub endpoints: Vec<String>,

    /// File with an endpoint a line, `-` for standard input; labels may follow: `host:4317 team=infra`.
    #[arg(short, long, value_name = "FILE|-")]
    pub file: Option<PathBuf>,

    /// Where the variables come from.
    #[command(flatten)]
    pub environment: EnvironmentArgs,

    /// Configuration of a Collector: every OTLP exporter is probed with its own settings, and the receivers'
    /// certificates are judged. Repeatable: the files are merged as the Collector merges them.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["endpoints", "file", "from", "cacert", "system_roots", "cert", "servername", "plaintext", "protocol"],
        help_heading = "Configuration"
    )]
    pub config: Vec<PathBuf>,
    /// With --config: where a folder of the Collector's machine or container is here; repeatable.
    #[arg(
        long = "path-prefix",
        value_name = "FROM=TO",
        requires = "config",
        value_parser = crate::cmd::values::path_prefix,
        help_heading = "Configuration"
    )]
    pub path_prefixes: Vec<(String, String)>,

    /// CA certificates (PEM) that replace the system's roots, as the Collector's ca_file does; repeatable.
    #[arg(long, visible_alias = "ca-file", value_name = "FILE", help_heading = "Trust and identity")]
    pub cacert: Vec<PathBuf>,
    /// With --cacert: the system's roots count as well.
    #[arg(long, help_heading = "Trust and identity")]
    pub system_roots: bool,
    /// Client certificate (PEM), leaf first.
    #[arg(long, visible_alias = "client-cert", value_name = "FILE", help_heading = "Trust and identity")]
    pub cert: Option<PathBuf>,
    /// Private key of --cert (PEM); without it, the key is read from the --cert file.
    #[arg(
        long,
        visible_alias = "client-key",
        value_name = "FILE",
        requires = "cert",
        help_heading = "Trust and identity"
    )]
    pub key: Option<PathBuf>,
    /// Server name to send (SNI), and to verify unless --verify-name is given.
    #[arg(long, visible_alias = "sni", value_name = "NAME", help_heading = "Trust and identity")]
    pub servername: Option<String>,
    /// Name to verify in the certificate.
    #[arg(long, value_name = "NAME", help_heading = "Trust and identity")]
    pub verify_name: Option<String>,

    /// Certificate that the server should present by now: PEM, or a Kubernetes Secret; `-` is standard input.
    #[arg(long, value_name = "FILE|-", help_heading = "Trust and identity")]
    pub expect_cert: Option<PathBuf>,

    /// Connect to this host instead; the names to send and verify stay.
    #[arg(long, value_name = "HOST[:PORT]", help_heading = "Connection")]
    pub connect_to: Option<String>,
    /// Use IPv4 addresses only.
    #[arg(short = '4', long, conflicts_with = "ipv6", help_heading = "Connection")]
    pub ipv4: bool,
    /// Use IPv6 addresses only.
    #[arg(short = '6', long, help_heading = "Connection")]
    pub ipv6: bool,
    /// Speak cleartext.
    #[arg(long, help_heading = "Connection")]
    pub plaintext: bool,
    /// HTTP proxy to CONNECT through; `none` ignores the proxy variables.
    #[arg(long, value_name = "URL", help_heading = "Connection")]
    pub proxy: Option<String>,
    /// Longest wait for TCP.
    #[arg(long, value_name = "DURATION", default_value = "5s", value_parser = crate::cmd::values::duration, help_heading = "Connection")]
    pub connect_timeout: std::time::Duration,
    /// Longest wait for each of TLS and OTLP.
    #[arg(long, value_name = "DURATION", default_value = "10s", value_parser = crate::cmd::values::duration, help_heading = "Connection")]
    pub timeout: std::time::Duration,
    /// Probe each endpoint so many times and tell differences.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000), help_heading = "Connection")]
    pub repeat: u16,

    /// Form of OTLP; by default 4317 is grpc, 4318 is http/protobuf, any other port is asked for both.
    #[arg(long, value_enum, help_heading = "OTLP")]
    pub protocol: Option<ProtocolArg>,
    /// Kind of telemetry to export (nothing, but of this kind).
    #[arg(long, value_enum, help_heading = "OTLP")]
    pub signal: Option<SignalArg>,
    /// Header to send with the export; only to a server that proved its identity.
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE", help_heading = "OTLP")]
    pub headers: Vec<String>,
    /// File of headers, one per line; `-` is standard input.
    #[arg(long, value_name = "FILE|-", help_heading = "OTLP")]
    pub header_file: Option<PathBuf>,
    /// End after TLS: send no export.
    #[arg(long, help_heading = "OTLP")]
    pub no_export: bool,

    /// How to judge.
    #[command(flatten)]
    pub judgement: JudgementArgs,

    /// Ask for every TLS version, suite and group.
    #[arg(long, conflicts_with = "no_scan", help_heading = "Scope")]
    pub scan: bool,
    /// Send no raw ClientHellos; what exporters would negotiate may then stay unknown.
    #[arg(long, help_heading = "Scope")]
    pub no_scan: bool,
    /// Write what was seen to a file (mode 0600) that --from can judge again.
    #[arg(long, value_name = "FILE", help_heading = "Scope")]
    pub save: Option<PathBuf>,
    /// Judge a saved observation; nothing is connected to.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["endpoints", "file", "cacert", "save", "env", "env_file", "pid"], help_heading = "Scope")]
    pub from: Option<PathBuf>,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,

    /// Neither of its two meanings is offered; see the message.
    #[arg(long, short = 'k', hide = true, visible_aliases = ["insecure-skip-verify", "skip-verify", "no-verify"])]
    pub insecure: bool,
}

/// Where the variables of an exporter come from.
#[derive(Debug, Args)]
pub struct EnvironmentArgs {
    /// Read OTEL_EXPORTER_OTLP_* of this shell beside an explicit ENDPOINT, too.
    #[arg(long, help_heading = "Environment")]
    pub env: bool,
    /// Read the variables from a file: KEY=VALUE lines, or a copy of /proc/PID/environ; `-` is standard input.
    #[arg(long, value_name = "FILE|-", help_heading = "Environment")]
    pub env_file: Option<PathBuf>,
    /// Read the variables of a running process, and its files and system roots (Linux).
    #[arg(long, value_name = "PID", conflicts_with = "env_file", help_heading = "Environment")]
    pub pid: Option<u32>,
}

/// `--protocol`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProtocolArg {
    /// OTLP over gRPC.
    Grpc,
    /// OTLP over HTTP.
    #[value(name = "http/protobuf", alias = "http", alias = "http/json")]
    HttpProtobuf,
}

/// `--signal`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names are the signals")]
pub enum SignalArg {
    Traces,
    Metrics,
    Logs,
}
