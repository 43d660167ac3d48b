//! What to change: code -> ordered actions; action x audience -> a template, or a stated reason why not.
//!
//! Pure. Values of this run come in as a [`Context`]; what is not known becomes `<PLACEHOLDER>`. An action changes
//! something; no remedy turns verification off.
//!
//! `action` has the actions of each code, `table` the template of each action and audience, `template` the
//! templates' language, `context` what may stand in a snippet, `fields` what the templates may name, `quote` how values
//! become literals; `development` has what goes with certificates that otls made.

mod action;
mod context;
mod development;
mod fields;
mod quote;
mod table;
mod template;

use serde::Serialize;

use crate::finding::Code;
use crate::target::Protocol;
use crate::target::Signal;

pub use development::check;
pub use development::collector;
pub use development::environment;
pub use development::manifests;

use action::Action;
use fields::Fields;
use table::Entry;

/// This run's values. A value that a peer sent is put in only after [`Context::safe`].
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Host of the endpoint as typed.
    pub host: Option<String>,
    /// Port.
    pub port: Option<u16>,
    /// Protocol.
    pub protocol: Option<Protocol>,
    /// Signal.
    pub signal: Option<Signal>,
    /// The endpoint is cleartext by intent.
    pub cleartext: bool,
    /// What listens is neither TLS nor HTTP: another service altogether.
    pub other_service: bool,
    /// Name that is verified.
    pub verify_name: Option<String>,
    /// CA file as typed.
    pub ca_path: Option<String>,
    /// Client certificate file as typed.
    pub cert_path: Option<String>,
    /// Client key file as typed.
    pub key_path: Option<String>,
    /// `pkcs8`, `pkcs1`, `sec1`.
    pub key_format: Option<String>,
    /// `rsa` where the client's key is known to be one.
    pub key_type: Option<&'static str>,
    /// The PEM file with the certificate that the server should present.
    pub expected_path: Option<String>,
    /// The server presents a newer certificate than that.
    pub expected_is_older: bool,
    /// Certificate file of the server, where it is known.
    pub server_cert_path: Option<String>,
    /// Key file of the server, where it is known.
    pub server_key_path: Option<String>,
    /// Every name that the server's certificate shall hold, DNS names and IP addresses, where the user said it.
    pub wanted_names: Vec<String>,
    /// Kubernetes Service and namespace, where the user said it.
    pub service: Option<(String, String)>,
    /// Days that the server's certificate shall be valid for, where the user said it.
    pub days: Option<u32>,
    /// Names in the presented certificate, nearest first.
    pub presented_names: Vec<String>,
    /// The chain is trusted (so that the peer's names may enter a snippet).
    pub chain_trusted: bool,
    /// The port that the evidence points to (4318 for HTTP on a gRPC port ...).
    pub other_port: Option<u16>,
    /// `ca-as-leaf`, `no-san` ...: every code that holds, so that a help never suggests what is done already.
    pub codes: Vec<Code>,
    /// Acceptable client certificate issuers, people's form.
    pub acceptable_issuers: Vec<String>,
    /// What does not fit of the client certificate: `issuer`, `dates`, `usage`.
    pub client_cert_misfits: Vec<String>,
    /// TLS versions that the server speaks, as the Collector writes them (`1.2`).
    pub server_versions: Vec<String>,
    /// What both sides have not in common: `suite`, `group`, `signature-algorithm` ...
    pub not_common: Option<String>,
    /// Exporters that were asked about by name (`--runtime`); empty: all.
    pub runtimes: Vec<&'static str>,
    /// The setting that a finding of configuration is about.
    pub setting: Option<Setting>,
    /// The exporter, where it is one of a Collector's configuration.
    pub component: Option<Component>,
}

/// An exporter of a Collector's configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Where it is configured: `exporters`, `extensions`.
    pub section: String,
    /// `otlp_grpc/backend`.
    pub id: String,
    /// The file as it was named.
    pub file: String,
    /// The line of its key, from 1.
    pub line: u32,
}

/// A setting that is to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// A path of keys (`exporters.otlp_grpc/backend.tls.ca_file`) or the name of a variable.
    pub name: String,
    /// The value to write; `None`: take it out.
    pub instead: Option<String>,
}

/// For whom a snippet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the audiences of the report's contract")]
pub enum Audience {
    Environment,
    CollectorReceiver,
    CollectorExporter,
    Go,
    Java,
    Python,
    Node,
    Dotnet,
    Rust,
    Cpp,
    Ruby,
    Php,
    Kubernetes,
    CertManager,
    Openssl,
    ForwardProxy,
    ReverseProxy,
    Network,
}

/// One change for one audience.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remedy {
    /// Slug of the action.
    pub action: &'static str,
    /// For whom.
    pub audience: Audience,
    /// One sentence: what to do.
    pub summary: String,
    /// Language of the snippet: `sh`, `yaml`, `go`, `java`, `python`, `javascript`, `csharp`, `rust`, `cpp`, `ruby`,
    /// `php`, `nginx`, `text`.
    pub language: &'static str,
    /// Ready to paste; empty when there is nothing to paste.
    pub snippet: String,
}

impl Setting {
    /// Whose setting it is.
    pub fn audience(&self) -> Audience {
        match self.name.split_once('.').map(|(first, _)| first) {
            Some("receivers") => Audience::CollectorReceiver,
            Some("exporters" | "service" | "extensions" | "processors" | "connectors") => {
                Audience::CollectorExporter
            }
            // An SDK's declarative configuration.
            Some("tracer_provider" | "meter_provider" | "logger_provider") => Audience::Environment,
            None if self.name == "file_format" => Audience::Environment,
            Some(_) => Audience::Kubernetes,
            None => Audience::Environment,
        }
    }

    /// A path of keys, not a variable.
    fn is_yaml(&self) -> bool {
        self.name.contains('.') || self.name == "file_format"
    }
}

impl Audience {
    /// Every audience, in the order of the table.
    pub const ALL: [Self; 18] = [
        Self::Environment,
        Self::CollectorReceiver,
        Self::CollectorExporter,
        Self::Go,
        Self::Java,
        Self::Python,
        Self::Node,
        Self::Dotnet,
        Self::Rust,
        Self::Cpp,
        Self::Ruby,
        Self::Php,
        Self::Kubernetes,
        Self::CertManager,
        Self::Openssl,
        Self::ForwardProxy,
        Self::ReverseProxy,
        Self::Network,
    ];

    /// As in JSON and after `--audience`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::CollectorReceiver => "collector-receiver",
            Self::CollectorExporter => "collector-exporter",
            Self::Go => "go",
            Self::Java => "java",
            Self::Python => "python",
            Self::Node => "node",
            Self::Dotnet => "dotnet",
            Self::Rust => "rust",
            Self::Cpp => "cpp",
            Self::Ruby => "ruby",
            Self::Php => "php",
            Self::Kubernetes => "kubernetes",
            Self::CertManager => "cert-manager",
            Self::Openssl => "openssl",
            Self::ForwardProxy => "forward-proxy",
            Self::ReverseProxy => "reverse-proxy",
            Self::Network => "network",
        }
    }

    /// The audience of an exporter, by its family (`go` of `go-grpc`).
    fn of_runtime(runtime: &str) -> Option<Self> {
        match runtime.split('-').next()? {
            "collector" => Some(Self::CollectorExporter),
            "go" => Some(Self::Go),
            "java" => Some(Self::Java),
            "python" => Some(Self::Python),
            "node" => Some(Self::Node),
            "dotnet" => Some(Self::Dotnet),
            "rust" => Some(Self::Rust),
            "cpp" => Some(Self::Cpp),
            "ruby" => Some(Self::Ruby),
            "php" => Some(Self::Php),
            _ => None,
        }
    }

    /// Whether this is the code or configuration of one kind of exporter.
    fn is_exporter(self) -> bool {
        match self {
            Self::CollectorExporter
            | Self::Go
            | Self::Java
            | Self::Python
            | Self::Node
            | Self::Dotnet
            | Self::Rust
            | Self::Cpp
            | Self::Ruby
            | Self::Php => true,
            Self::Environment
            | Self::CollectorReceiver
            | Self::Kubernetes
            | Self::CertManager
            | Self::Openssl
            | Self::ForwardProxy
            | Self::ReverseProxy
            | Self::Network => false,
        }
    }
}

/// The remedies of a code, most fitting first. With `runtimes` in the context only those that they can use.
pub fn remedies(code: Code, context: &Context) -> Vec<Remedy> {
    let mut found: Vec<Remedy> = Vec::new();
    for cause in action::causes(code, context) {
        for action in action::actions(cause, context) {
            for audience in Audience::ALL {
                let seen = |remedy: &Remedy| remedy.action == action.slug() && remedy.audience == audience;
                if reaches(action, cause, audience, context) && !found.iter().any(seen) {
                    found.extend(remedy(action, cause, audience, context));
                }
            }
        }
    }
    found
}

/// The change of the setting that a finding of configuration is about, whatever else its code asks for.
pub fn change_of_setting(code: Code, context: &Context) -> Option<Remedy> {
    let audience = context.setting.as_ref()?.audience();
    remedy(Action::FixSetting, code, audience, context)
}

fn remedy(action: Action, code: Code, audience: Audience, context: &Context) -> Option<Remedy> {
    let is_yaml = context.setting.as_ref().is_some_and(Setting::is_yaml);
    let entry = match audience {
        // Variables and declarative configurations are one audience, but not one language.
        Audience::Environment if action == Action::FixSetting && is_yaml => {
            table::entry(action, Audience::Kubernetes)
        }
        _ => table::entry(action, audience),
    };
    match entry {
        Entry::Template(language, snippet, summary) => {
            let fields = Fields::new(action, code, audience, context);
            Some(Remedy {
                action: action.slug(),
                audience,
                summary: template::summary(summary, &fields),
                language: language.as_str(),
                snippet: template::snippet(snippet, &fields, language),
            })
        }
        Entry::NotApplicable(_) => None,
    }
}

/// Whether a remedy is of use: to one of the exporters that were asked about, and where the setting is.
fn reaches(action: Action, code: Code, audience: Audience, context: &Context) -> bool {
    if action == Action::FixSetting {
        return context.setting.as_ref().is_none_or(|setting| audience == setting.audience());
    }
    if context.runtimes.is_empty() {
        return true;
    }
    let by_variable = audience == Audience::Environment
        || audience == Audience::Kubernetes
            && matches!(action, Action::TrustCa | Action::SendClientCert | Action::SendCredentials);
    if by_variable {
        let fields = Fields::new(action, code, audience, context);
        let protocol_changed = fields.flag("protocol_changed") == Some(true);
        return context.runtimes.iter().any(|runtime| reads_variables(action, runtime, protocol_changed));
    }
    !audience.is_exporter()
        || context.runtimes.iter().any(|runtime| Audience::of_runtime(runtime) == Some(audience))
}

/// Whether an exporter reads the variables that the action's environment snippet sets.
fn reads_variables(action: Action, runtime: &str, protocol_changed: bool) -> bool {
    let family = runtime.split('-').next().unwrap_or_default();
    let sdk = family != "collector";
    match action {
        // .NET reads it from 1.15, but until 1.18 fails on a file without a key.
        Action::TrustCa | Action::SendClientCert => {
            matches!(family, "go" | "java" | "python" | "node" | "cpp" | "ruby")
        }
        Action::TrustSystem => !matches!(runtime, "rust-grpc" | "php-grpc") && family != "java",
        // Where only the port changes, the endpoint is enough.
        Action::ChangePort if protocol_changed => {
            matches!(family, "java" | "python" | "node" | "dotnet" | "php")
        }
        Action::FixName | Action::ChangeScheme | Action::ChangePort | Action::SendCredentials => sdk,
        Action::FixProxy | Action::ExemptFromInspection => {
            !matches!(runtime, "rust-grpc" | "node-http") && family != "java"
        }
        Action::EnablePipeline => matches!(family, "go" | "java" | "python" | "node" | "ruby" | "php"),
        Action::ShortenHello => matches!(family, "go" | "collector"),
        // No variable of an exporter.
        Action::FixClock
        | Action::RenewClientCert
        | Action::AcceptClientCa
        | Action::Reissue
        | Action::SendChain
        | Action::Renew
        | Action::ReloadServer
        | Action::ServeTls
        | Action::EnableAlpn
        | Action::SetVersions
        | Action::SetCiphers
        | Action::OpenNetwork
        | Action::ScaleBackend
        | Action::SetSecret
        | Action::FixKeyFile
        | Action::PairClientKey
        | Action::PairServerKey
        | Action::AlignAddresses
        | Action::FixSetting
        | Action::AskOperator => true,
    }
}

/// The two or three that a short report shows, one per action: what the asked exporter itself changes (or the
/// environment), then what the server changes.
pub fn most_fitting<'a>(remedies: &'a [Remedy], context: &Context) -> Vec<&'a Remedy> {
    let mut chosen: Vec<&Remedy> = Vec::new();
    for remedy in remedies {
        if chosen.len() == 3 {
            break;
        }
        if chosen.iter().any(|known| known.action == remedy.action) {
            continue;
        }
        let of_action = remedies.iter().filter(|other| other.action == remedy.action);
        chosen.extend(of_action.min_by_key(|other| preference(other, context)));
    }
    chosen
}

/// The smaller, the more fitting within one action.
fn preference(remedy: &Remedy, context: &Context) -> usize {
    let asked =
        |audience| context.runtimes.iter().any(|runtime| Audience::of_runtime(runtime) == Some(audience));
    if asked(remedy.audience) {
        return 0;
    }
    let action = Action::of_slug(remedy.action);
    // Turning the signal off is the second choice.
    if remedy.audience == Audience::Environment && action != Some(Action::EnablePipeline) {
        return 1;
    }
    let in_cluster = context.service().is_some();
    let order: &[Audience] = match action {
        Some(Action::Reissue | Action::Renew | Action::RenewClientCert) if in_cluster => {
            &[Audience::CertManager, Audience::Openssl, Audience::CollectorReceiver]
        }
        Some(
            Action::SetSecret
            | Action::OpenNetwork
            | Action::ScaleBackend
            | Action::AlignAddresses
            | Action::ReloadServer,
        ) if in_cluster => &[Audience::Kubernetes, Audience::CertManager, Audience::Network],
        Some(Action::SetSecret) => &[Audience::Kubernetes, Audience::ReverseProxy],
        Some(Action::OpenNetwork) => &[Audience::Network, Audience::CollectorReceiver],
        Some(Action::ExemptFromInspection) => &[Audience::ForwardProxy, Audience::Network],
        Some(
            Action::Reissue
            | Action::Renew
            | Action::RenewClientCert
            | Action::SendChain
            | Action::FixKeyFile
            | Action::PairClientKey
            | Action::PairServerKey
            | Action::AskOperator,
        ) => &[Audience::Openssl, Audience::CollectorReceiver, Audience::CertManager],
        _ => &[
            Audience::CollectorReceiver,
            Audience::CollectorExporter,
            Audience::ReverseProxy,
            Audience::Kubernetes,
            Audience::ForwardProxy,
            Audience::Network,
        ],
    };
    let rank = order.iter().position(|audience| *audience == remedy.audience);
    2 + rank.unwrap_or(order.len() + remedy.audience as usize)
}

#[cfg(test)]
mod tests;
