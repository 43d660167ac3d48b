//! What files hold: certificates, keys, revocation lists, in whatever wrapping they come.
//!
//! Bytes in, plain structs out; nothing here reads a file, and no problem repeats a part of one, for it may be a key.

mod key;
mod kubernetes;
mod single;
mod store;

pub use key::public_key;
pub use store::trusted;

use crate::pem::Key;
use crate::pem::Problem;

/// How a file, or an entry of it, is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text with BEGIN and END lines.
    Pem,
    /// One binary object.
    Der,
    /// A key store.
    Pkcs12,
    /// Not known.
    Unknown,
}

/// What one file, or one entry of a Kubernetes object, holds.
#[derive(Debug)]
pub struct Material {
    /// `Secret telemetry/otel-tls: tls.crt`; `None`: the file as a whole.
    pub entry: Option<String>,
    /// Number of the Kubernetes object: its entries belong together. `None`: no such object.
    pub object: Option<usize>,
    /// How it is written.
    pub form: Form,
    /// Certificates, DER, in the order of the file.
    pub certificates: Vec<Vec<u8>>,
    /// Private keys.
    pub keys: Vec<Key>,
    /// Certificate revocation lists, DER.
    pub lists: Vec<Vec<u8>>,
    /// Certificate signing requests; counted only.
    pub requests: usize,
    /// Why it is of no use, or a part of it is.
    pub problem: Option<Problem>,
}

impl Material {
    fn new(form: Form) -> Self {
        Self {
            entry: None,
            object: None,
            form,
            certificates: Vec::new(),
            keys: Vec::new(),
            lists: Vec::new(),
            requests: 0,
            problem: None,
        }
    }

    fn unusable(form: Form, problem: Problem) -> Self {
        Self { problem: Some(problem), ..Self::new(form) }
    }

    /// For people: `PEM, 2 certificates, 1 private key (PKCS#8)`.
    pub fn describe(&self) -> String {
        let form = match self.form {
            Form::Pem => "PEM",
            Form::Der => "DER",
            Form::Pkcs12 => "PKCS#12",
            Form::Unknown => "not readable",
        };
        let count = |number: usize, one: &str| match number {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{number} {one}s")),
        };
        let keys = count(self.keys.len(), "private key").map(|text| {
            let formats: Vec<&str> = self.keys.iter().map(|key| format_name(key.format)).collect();
            format!("{text} ({})", formats.join(", "))
        });
        let parts = [
            Some(form.to_owned()),
            count(self.certificates.len(), "certificate"),
            keys,
            count(self.lists.len(), "revocation list"),
            count(self.requests, "certificate request"),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

fn format_name(format: &str) -> &str {
    match format {
        "pkcs8" => "PKCS#8",
        "pkcs1" => "PKCS#1",
        "sec1" => "SEC 1",
        other => other,
    }
}

/// Reads a file: Kubernetes objects as YAML or JSON give one material an entry, everything else one in all.
/// `passwords` are tried in turn on a key store.
pub fn read(bytes: &[u8], passwords: &[String]) -> Vec<Material> {
    if let Some(entries) = kubernetes::entries(bytes) {
        let each = entries.into_iter().map(|entry| {
            let mut material = match entry.bytes {
                Ok(bytes) => single::read(&bytes, passwords),
                Err(problem) => Material::unusable(Form::Unknown, problem),
            };
            material.entry = Some(entry.label);
            material.object = Some(entry.object);
            material
        });
        return each.collect();
    }
    vec![single::read(bytes, passwords)]
}
