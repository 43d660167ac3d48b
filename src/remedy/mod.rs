//! What to change: code -> ordered actions; action x audience -> a template, or a stated reason why not.
//!
//! Pure. Values of this run come in as a [`Context`]; what is not known becomes `<PLACEHOLDER>`.

use serde::Serialize;

use crate::finding::Code;
use crate::target::Protocol;
use crate::target::Signal;

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
    /// TLS versions that the server speaks, as the Collector writes them (`1.2`).
    pub server_versions: Vec<String>,
    /// Exporters that were asked about by name (`--runtime`); empty: all.
    pub runtimes: Vec<&'static str>,
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

/// The remedies of a code, most fitting first.
pub fn remedies(_code: Code, _context: &Context) -> Vec<Remedy> {
    todo!()
}
