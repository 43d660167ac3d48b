//! Endpoints as users write them.

/// A parsed endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// As written.
    pub scheme: Scheme,
    /// Where.
    pub host: Host,
    /// Given or by default.
    pub port: u16,
    /// Whether the user wrote the port.
    pub port_given: bool,
    /// Path as written, without a trailing slash; `None` when there was none but `/`.
    pub path: Option<String>,
}

/// How the endpoint was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the schemes")]
pub enum Scheme {
    None,
    Http,
    Https,
    Grpc,
    Grpcs,
    /// `dns:///host:port`, as gRPC writes it.
    Dns,
}

/// A host: a name (as typed, without a trailing dot) or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A name.
    Name(String),
    /// An address, and the text of it without brackets.
    Address(std::net::IpAddr, String),
}

impl Host {
    /// Without brackets.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Name(name) => name,
            Self::Address(_, text) => text,
        }
    }
}

/// Why an endpoint cannot be used, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError {
    /// What is wrong.
    pub problem: String,
    /// What to do instead.
    pub help: Option<String>,
}

impl Endpoint {
    /// As a URL for reports: `https://host:4317/path`; `http` when cleartext.
    pub fn url(&self, cleartext: bool) -> String {
        let scheme = if cleartext { "http" } else { "https" };
        let path = self.path.as_deref().unwrap_or("");
        format!("{scheme}://{}{path}", super::settings::join_host_port(self.host.as_str(), self.port))
    }
}

/// Reads an endpoint. `lab:` is not known here; `cmd` takes it first.
///
/// # Errors
/// When the text is no endpoint; the error never repeats user info or query values.
pub fn parse_endpoint(_text: &str) -> Result<Endpoint, EndpointError> {
    todo!()
}
