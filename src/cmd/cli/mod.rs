//! The command line as clap sees it. No logic.

mod probe;

pub use probe::{EnvironmentArgs, ProbeArgs, ProtocolArg, SignalArg};

use std::path::PathBuf;

use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;

/// Find out why telemetry does not get through an OTLP endpoint, and what exactly to change.
#[derive(Debug, Parser)]
#[command(name = "otls", version, about, long_about = None, disable_help_subcommand = true)]
#[command(after_help = super::exit::TABLE)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Diagnose OTLP endpoints.
    #[command(after_help = probe::EXAMPLES)]
    Probe(Box<ProbeArgs>),
    /// Judge certificates and keys in files, without a network.
    #[command(after_help = INSPECT_EXAMPLES)]
    Inspect(Box<InspectArgs>),
    /// Say what will go wrong with configuration files and manifests, before anything runs.
    #[command(after_help = LINT_EXAMPLES)]
    Lint(Box<LintArgs>),
    /// Explain a finding code, a pasted error text or a log, or how an exporter behaves.
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Start a deliberately broken OTLP server on localhost.
    Lab(LabArgs),
    /// Make a development CA, and server and client certificates that every exporter accepts.
    #[command(after_help = CERTS_EXAMPLES)]
    Certs(CertsArgs),
    /// Print a shell completion script.
    Completions {
        /// For which shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff).
    Man,
    /// Print the JSON Schema of `-o json`.
    Schema {
        /// Of a report (`probe`, `inspect`), a file of `lint`, or a problem of `explain`.
        #[arg(value_enum, default_value_t = SchemaArg::Report)]
        of: SchemaArg,
    },
}

const INSPECT_EXAMPLES: &str = "\
Examples:
  otls inspect --cacert ca.pem --verify-name otel-collector server.pem server.key
  kubectl get secret otel-tls -o yaml | otls inspect -
  otls inspect --purpose client client.p12 --password-file pass.txt
  otls inspect --chain leaf.pem --intermediates more.pem --cacert roots.pem --verify-name 10.0.0.7

Exit status: 0 nothing at or above --fail-on; 1 something is, or a file cannot be used;
2 otls could not run.";

const LINT_EXAMPLES: &str = "\
Kinds of files, told by their content: Collector configuration; SDK configuration (file_format);
environment files (KEY=VALUE lines); Kubernetes manifests: workloads with
OTEL_EXPORTER_OTLP_* variables, ConfigMaps with a Collector configuration, OpenTelemetryCollector
and Instrumentation, cert-manager's Certificate and issuers. Without FILE: the environment.
Files are judged together: name the Certificate with the workload that mounts it.

Examples:
  otls lint collector.yaml
  otls lint k8s/*.yaml
  helm template otel open-telemetry/opentelemetry-collector | otls lint -
  otls lint --diff collector.yaml
  otls lint --fix collector.yaml
  otls lint -o json --fail-on warning otel-sdk.yaml

Exit status: 0 nothing at or above --fail-on; 1 something is; 2 a file cannot be used, or is of
another kind.";

/// `otls lint`.
#[derive(Debug, Args)]
pub struct LintArgs {
    /// Files to look at; `-` is standard input. Without one: the environment of this shell.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Look at the variables of a running process (Linux).
    #[arg(long, value_name = "PID", conflicts_with = "files")]
    pub pid: Option<u32>,

    /// Make the safe changes in place: quotes around versions and off booleans, misspelt keys, keys without effect.
    #[arg(long, help_heading = "Changes")]
    pub fix: bool,
    /// With --fix: print the changes, write nothing.
    #[arg(long, requires = "fix", help_heading = "Changes")]
    pub dry_run: bool,
    /// Print the safe changes as a unified diff, write nothing; the same as --fix --dry-run.
    #[arg(long, help_heading = "Changes")]
    pub diff: bool,

    /// Judge for these exporters only: go-grpc, java-http ...; `go` is all go-*.
    #[arg(long = "runtime", value_name = "NAME", value_delimiter = ',', help_heading = "Judgement")]
    pub runtimes: Vec<String>,
    /// What makes the exit status 1.
    #[arg(long, value_name = "error|warning|never|CODE", value_parser = super::values::fail_on, help_heading = "Judgement")]
    pub fail_on: Vec<super::values::FailOn>,
    /// Finding that does not count; repeatable.
    #[arg(long, value_name = "CODE", value_parser = super::values::code, value_delimiter = ',', help_heading = "Judgement")]
    pub ignore: Vec<crate::finding::Code>,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `otls schema`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaArg {
    /// `otls.report.v1`.
    Report,
    /// `otls.lint.v1`.
    Lint,
    /// `otls.explanation.v1`.
    Explanation,
}

/// How to judge.
#[derive(Debug, Args)]
pub struct JudgementArgs {
    /// Judge for these exporters only: go-grpc, java-http ...; `go` is all go-*.
    #[arg(long = "runtime", value_name = "NAME", value_delimiter = ',', help_heading = "Judgement")]
    pub runtimes: Vec<String>,
    /// A certificate expires soon inside this: 30d, 720h, 20% of its lifetime remaining, or 21d,20% (both).
    #[arg(long, value_name = "THRESHOLD", value_parser = super::values::threshold, help_heading = "Judgement")]
    pub expiry_threshold: Option<crate::classify::ExpiryThreshold>,
    /// What makes the exit status 1.
    #[arg(long, value_name = "error|warning|never|CODE", value_parser = super::values::fail_on, help_heading = "Judgement")]
    pub fail_on: Vec<super::values::FailOn>,
    /// Finding that does not count; repeatable.
    #[arg(long, value_name = "CODE", value_parser = super::values::code, value_delimiter = ',', help_heading = "Judgement")]
    pub ignore: Vec<crate::finding::Code>,
    /// Judge as of another time (RFC 3339).
    #[arg(long, value_name = "TIME", value_parser = super::values::time, help_heading = "Judgement")]
    pub at: Option<i64>,
}

/// `otls inspect`.
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// Files to judge: PEM, DER, PKCS#12, Kubernetes Secret or ConfigMap; `-` is standard input.
    #[arg(value_name = "FILE", required_unless_present = "chain")]
    pub files: Vec<PathBuf>,
    /// Judge this certificate or chain with what --intermediates gives.
    #[arg(long, value_name = "FILE")]
    pub chain: Option<PathBuf>,
    /// Further certificates that every chain may be built with.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub intermediates: Vec<PathBuf>,
    /// File whose first line is the password of PKCS#12 files; the empty password is tried first.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,

    /// CA certificates (PEM) that replace the system's roots; repeatable.
    #[arg(long, visible_alias = "ca-file", value_name = "FILE", help_heading = "Trust")]
    pub cacert: Vec<PathBuf>,
    /// With --cacert: the system's roots count as well.
    #[arg(long, help_heading = "Trust")]
    pub system_roots: bool,
    /// Host name or IP address that the certificate must be valid for.
    #[arg(long, value_name = "NAME", help_heading = "Trust")]
    pub verify_name: Option<String>,
    /// What the certificate is for.
    #[arg(long, value_enum, default_value_t = PurposeArg::Server, help_heading = "Trust")]
    pub purpose: PurposeArg,

    /// How to judge.
    #[command(flatten)]
    pub judgement: JudgementArgs,
    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `--purpose`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PurposeArg {
    /// A server presents it.
    Server,
    /// A client presents it.
    Client,
}

/// How to print.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// Form of the report.
    #[arg(short, long, value_enum, default_value_t = Format::Text, help_heading = "Output")]
    pub output: Format,
    /// Short for -o json.
    #[arg(long, help_heading = "Output")]
    pub json: bool,
    /// Write the report to a file instead of standard output.
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub output_file: Option<PathBuf>,
    /// When to colour text.
    #[arg(long, value_enum, default_value_t = ColorArg::Auto, help_heading = "Output")]
    pub color: ColorArg,
    /// Findings only.
    #[arg(short, long, conflicts_with = "verbose", help_heading = "Output")]
    pub quiet: bool,
    /// More: certificates, connections made, every runtime.
    #[arg(short, long, action = clap::ArgAction::Count, help_heading = "Output")]
    pub verbose: u8,
}

/// Forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names are the formats")]
pub enum Format {
    Text,
    Json,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the usual three")]
pub enum ColorArg {
    Auto,
    Always,
    Never,
}

/// `otls explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A finding code, an exporter (node-http), a topic (mtls), or an error text as it was printed; `-` reads a whole
    /// log from standard input. `otls explain` alone lists codes, exporters and topics.
    #[arg(value_name = "CODE|RUNTIME|TOPIC|MESSAGE|-")]
    pub what: Vec<String>,
    /// Form of the answer.
    #[arg(short, long, value_enum, default_value_t = ExplainFormat::Text)]
    pub output: ExplainFormat,
    /// Short for -o json.
    #[arg(long)]
    pub json: bool,
    /// Only the remedies for one exporter's language, the Collector, Kubernetes ...
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Option<String>,
    /// Whose log the text is from, where that cannot be seen: the same alert means the opposite on the other side.
    #[arg(long, value_enum)]
    pub side: Option<SideArg>,
}

/// Forms of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names are the formats")]
pub enum ExplainFormat {
    Text,
    Json,
    Markdown,
}

/// `--side`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SideArg {
    /// The exporter's log.
    Client,
    /// The endpoint's log: Collector, proxy, backend.
    Server,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  otls explain name-mismatch
  otls explain 'remote error: tls: bad certificate'
  kubectl logs deploy/otel-collector | otls explain -
  otls explain --side server -o json 'remote error: tls: unknown certificate authority'
  otls explain node-http
  otls explain no-telemetry

Exit status: 0 explained; 1 no match; 2 otls could not run.";

/// `otls lab`.
#[derive(Debug, Args)]
pub struct LabArgs {
    /// The fault; without it, a healthy server.
    #[arg(value_name = "FAULT")]
    pub fault: Option<String>,
    /// List the faults and what each shows.
    #[arg(long)]
    pub list: bool,
    /// Port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 4317)]
    pub port: u16,
    /// Another name for the certificate, besides localhost.
    #[arg(long, value_name = "NAME", default_value = "localhost")]
    pub name: String,
    /// Where to write the CA, and a client certificate with its key.
    #[arg(long, value_name = "DIR", default_value = "otls-lab")]
    pub out: PathBuf,
}

/// `otls certs`.
#[derive(Debug, Args)]
pub struct CertsArgs {
    /// DNS name of the server; repeatable. Without any name or address: localhost, 127.0.0.1 and ::1.
    #[arg(long = "name", value_name = "NAME", value_parser = super::values::dns_name)]
    pub names: Vec<String>,
    /// IP address of the server; repeatable.
    #[arg(long = "ip", value_name = "ADDRESS")]
    pub addresses: Vec<std::net::IpAddr>,
    /// Kubernetes Service: adds its four names.
    #[arg(long, value_name = "NAME", requires = "namespace", value_parser = super::values::label)]
    pub service: Option<String>,
    /// Namespace of --service, and of --print cert-manager.
    #[arg(long, value_name = "NAMESPACE", value_parser = super::values::label)]
    pub namespace: Option<String>,
    /// Domain of the cluster, for --service.
    #[arg(long, value_name = "DOMAIN", requires = "service", default_value = "cluster.local", value_parser = super::values::dns_name)]
    pub cluster_domain: String,
    /// Days until they expire.
    #[arg(long, value_name = "N", default_value_t = 365, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    pub days: u32,
    /// Kind of the server's and the client's key; Ruby takes RSA alone.
    #[arg(long, value_enum, default_value_t = KeyTypeArg::P256)]
    pub key_type: KeyTypeArg,
    /// Where to write; existing files are kept.
    #[arg(long, value_name = "DIR", default_value = "otls-certs")]
    pub out: PathBuf,
    /// Print this instead, and write no file.
    #[arg(long, value_enum, conflicts_with_all = ["out", "key_type"])]
    pub print: Option<PrintArg>,
}

/// `--key-type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KeyTypeArg {
    /// ECDSA on P-256.
    P256,
    /// RSA of 2048 bits.
    Rsa,
}

/// `--print`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PrintArg {
    /// The manifests with which cert-manager issues them.
    CertManager,
}

const CERTS_EXAMPLES: &str = "\
Examples:
  otls certs
  otls certs --name otel-collector --name otel.example.com --ip 10.0.0.7 --out certs
  otls certs --service otel-collector --namespace observability --key-type rsa
  otls certs --service otel-collector --namespace observability --print cert-manager

Exit status: 0 made; 2 otls could not run; a file that is there is never replaced.";
