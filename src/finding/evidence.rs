//! What shows that a code holds. The keys are fixed per variant and written in the JSON Schema.

use serde::Serialize;

use super::Code;

/// Evidence, by shape. Serialised without a tag: the finding's `code` says which shape it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Evidence {
    /// Network and proxy failures.
    Network {
        /// Addresses or the name that failed.
        addresses: Vec<String>,
        /// The system's words, or the proxy's status line.
        error: Option<String>,
        /// The proxy, redacted, where one was used.
        proxy: Option<String>,
    },
    /// `plaintext-server`, `plaintext-client`, `silent-server`, `connection-reset`, `no-answer`.
    Wire {
        /// `h2c`, `http1`, `other`, `tls`, or null when nothing was said.
        speaks: Option<String>,
        /// The first bytes as text, bounded; what an SSH server or a proxy says of itself.
        banner: Option<String>,
        /// `reset`, `closed`, `timeout`, or null.
        ended: Option<String>,
    },
    /// `version-mismatch`, `cipher-mismatch`, `outdated-tls`, `handshake-intolerance`, `handshake-refused`,
    /// `unrecognized-name`, `tls-violation`.
    Negotiation {
        /// What does not fit: `version`, `cipher-suite`, `group`, `signature-algorithm`, `post-quantum`, `size`,
        /// `server-name`, or null when it cannot be proved.
        about: Option<String>,
        /// What was offered.
        offered: Vec<String>,
        /// What the server speaks, as far as asked.
        server: Vec<String>,
        /// The alert, RFC 8446 name.
        alert: Option<String>,
        /// Possible causes, likeliest first, where none is proved.
        possible_causes: Vec<Code>,
    },
    /// Anything about one certificate of the path.
    Certificate {
        /// Which.
        #[serde(flatten)]
        certificate: CertificateRef,
        /// What is wrong, one phrase; null when the code says it all.
        detail: Option<String>,
    },
    /// `unknown-ca`, `self-signed`, `incomplete-chain`, `intercepted`, `placeholder-certificate`.
    Trust {
        /// The last certificate of the path that was presented.
        #[serde(flatten)]
        certificate: CertificateRef,
        /// The issuer that is missing or not trusted.
        missing_issuer: Option<String>,
        /// Where the issuer can be fetched, from the certificate itself.
        ca_issuers: Vec<String>,
        /// An anchor has that name and another key.
        same_name_other_key: bool,
        /// Store that was used: `given`, `system`, `mozilla`, or several joined by `+`.
        store: String,
        /// The same chain is trusted by these stores.
        trusted_by: Vec<String>,
        /// The product that inspects TLS, or the default certificate's origin.
        product: Option<String>,
    },
    /// `name-mismatch`, `no-san`.
    Names {
        /// The name that was asked for.
        expected: String,
        /// The names that the certificate has.
        presented: Vec<String>,
        /// The one that comes nearest.
        nearest: Option<String>,
        /// The subject's common name.
        common_name: Option<String>,
    },
    /// `client-cert-required`, `client-cert-rejected`, `client-cert-unused`, `client-key-mismatch`.
    ClientCertificate {
        /// Issuers that the server names as acceptable.
        acceptable_issuers: Vec<String>,
        /// Subject of ours, null when none was given.
        subject: Option<String>,
        /// Issuer of ours.
        issuer: Option<String>,
        /// The alert, RFC 8446 name; null when the server closed without one, or answered by HTTP.
        alert: Option<String>,
        /// `issuer`, `dates`, `usage`, `chain`: what does not fit; empty when nothing is known.
        does_not_fit: Vec<String>,
    },
    /// `alpn-missing`.
    Alpn {
        /// What was offered.
        offered: Vec<String>,
        /// What the server selected.
        selected: Option<String>,
        /// The server refused with `no_application_protocol`.
        refused: bool,
    },
    /// Answers of the OTLP stage.
    Otlp {
        /// `grpc` or `http/protobuf`: what was asked.
        protocol: String,
        /// `traces`, `metrics`, `logs`.
        signal: String,
        /// HTTP status.
        http_status: Option<u16>,
        /// gRPC status.
        grpc_status: Option<u32>,
        /// grpc-message, or the first words of the body.
        message: Option<String>,
        /// Content type of the answer.
        content_type: Option<String>,
        /// Signals that were answered well.
        answering: Vec<String>,
        /// Names of the headers that were sent with the request; never values.
        headers_sent: Vec<String>,
    },
    /// `runtime-mismatch`.
    Runtimes {
        /// Who connects.
        connects: Vec<String>,
        /// Who does not, and why.
        fails: Vec<RuntimeNote>,
    },
    /// `address-difference`.
    Addresses {
        /// What each answered.
        answers: Vec<AddressAnswer>,
    },
    /// `unreadable-file`.
    File {
        /// Its path.
        path: String,
        /// What named it.
        source: String,
        /// What is wrong, never its content.
        problem: String,
    },
    /// The codes of configuration: `ignored-setting`, `conflicting-settings`, `scheme-mismatch` ...
    Setting {
        /// The setting: a path of keys (`exporters.otlp_grpc/backend.tls.ca_file`) or a variable.
        setting: String,
        /// Its value as written, redacted where it may hold a secret; null when it is missing.
        value: Option<String>,
        /// The settings that it does not go with.
        others: Vec<String>,
        /// What to write in its place: a value, or a key where the key is wrong; null when there is no one answer.
        instead: Option<String>,
    },
    /// `stale-certificate`.
    Stale {
        /// Who presents it: `192.0.2.10:4317`; null where no address is known.
        address: Option<String>,
        /// What is presented, against what is expected: `older`, `newer`, `other`.
        relation: &'static str,
        /// The file that holds the expected certificate.
        file: String,
        /// The leaf that is presented.
        presented: LeafRef,
        /// The leaf that is expected.
        expected: LeafRef,
    },
    /// Nothing beyond the message.
    Nothing {},
}

/// Points at one certificate.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CertificateRef {
    /// Index among the presented certificates; null for an anchor that was not sent, and for ours.
    pub position: Option<usize>,
    /// `leaf`, `intermediate`, `root`, `client`.
    pub role: String,
    /// Subject.
    pub subject: String,
    /// Issuer.
    pub issuer: Option<String>,
    /// RFC 3339.
    pub not_before: Option<String>,
    /// RFC 3339.
    pub not_after: Option<String>,
    /// Key, for people.
    pub key: Option<String>,
    /// Signature algorithm.
    pub signature: Option<String>,
}

/// One of two leaves that are compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeafRef {
    /// SHA-256 of the certificate, lower-case hex.
    pub sha256: String,
    /// Subject; null where the certificate cannot be read.
    pub subject: Option<String>,
    /// RFC 3339; null where the certificate cannot be read.
    pub not_before: Option<String>,
    /// RFC 3339; null where the certificate cannot be read.
    pub not_after: Option<String>,
}

/// One runtime that does not connect.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuntimeNote {
    /// Its name.
    pub runtime: String,
    /// What stops it.
    pub code: Code,
}

/// One address of several.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AddressAnswer {
    /// `192.0.2.10:4317`.
    pub address: String,
    /// What it was found to be: the first finding's code, or `ok`.
    pub outcome: String,
    /// SHA-256 of the leaf, lower-case hex.
    pub leaf_sha256: Option<String>,
}
