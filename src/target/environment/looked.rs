//! What was found of the files that the variables name: facts that judging needs, never content.

use serde::{Deserialize, Serialize};

/// What a file is named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// CA certificates.
    Ca,
    /// The client's certificate.
    Certificate,
    /// The client's key.
    Key,
    /// The trust store of a JVM.
    Store,
    /// A folder of the system's roots, of which every file is read.
    Roots,
}

/// Why a file cannot be used, as far as exporters differ over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unusable {
    /// It is not there, or may not be read.
    Missing,
    /// It is a folder.
    Folder,
    /// It has no bytes.
    Empty,
    /// It holds one certificate as DER, not as PEM.
    Der,
    /// It holds something else: a key, text.
    Content,
}

/// One file that a variable names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSeen {
    /// What it is named for.
    pub role: Role,
    /// As the variable names it.
    pub path: String,
    /// Why it cannot be used, and in words; `None`: it can.
    pub problem: Option<(Unusable, String)>,
    /// Certificates in it; 0 for a key. Of a folder, those under the names by which OpenSSL finds them.
    pub certificates: usize,
    /// `pkcs8`, `pkcs1`, `sec1`, for a key.
    pub key_format: Option<String>,
}
