//! What an exporter's `auth.authenticator` adds to its requests.
//!
//! `basicauth`, `bearertokenauth` and the fixed values of `headers_setter` are known from the configuration and its
//! files (the extensions of opentelemetry-collector-contrib, v0.159); others make their headers as they run.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Configuration;
use super::Connection;
use super::Exporter;
use super::Lookup;
use super::Transport;
use super::component_type;
use super::normal_id;
use super::value::Place;
use super::value::Value;
use crate::secret::Secret;
use crate::target::Header;
use crate::target::Protocol;

/// What is added to each request.
#[derive(Clone, Debug)]
pub struct Authentication {
    /// The extension: `bearertokenauth/backend`.
    pub id: String,
    /// Where it is configured.
    pub place: Place,
    /// Headers that are known.
    pub headers: Vec<Header>,
    /// Names of headers that it takes away (over HTTP).
    pub removed: Vec<String>,
    /// What is not known before it runs, and what it would need: a clause.
    pub unknown: Vec<String>,
}

/// Why the Collector does not start with this authenticator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The path of keys.
    pub path: String,
    /// Where it is written.
    pub place: Place,
    /// What is wrong.
    pub kind: UnfitKind,
    /// One clause.
    pub message: String,
}

/// What is wrong with an authenticator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnfitKind {
    /// No such extension is configured, or the service does not start it.
    Missing,
    /// It sends its credentials over TLS only, and the exporter speaks cleartext.
    NeedsTls,
    /// It authenticates clients of a receiver.
    OfServers,
    /// A setting that it needs is not there.
    Incomplete,
    /// A file of it cannot be read.
    File {
        /// The path as written.
        path: String,
        /// Why, one phrase.
        problem: String,
    },
}

/// Extensions that make their headers as they run, and what they would need.
const AT_RUN_TIME: [(&str, &str); 6] = [
    ("oauth2client", "it fetches a token from its `token_url`, which otls looks at and asks for none"),
    ("sigv4auth", "it signs each request with AWS credentials"),
    ("asapclient", "it signs a token with its private key"),
    ("azure_auth", "it fetches a token with an Azure identity"),
    ("azureauth", "it fetches a token with an Azure identity"),
    ("googleclientauth", "it fetches a token with Google credentials"),
];

impl Configuration {
    /// What authenticates the exporter on this connection; `None`: nothing does.
    ///
    /// # Errors
    /// Why the Collector does not start with it.
    pub fn authentication(
        &self,
        exporter: &Exporter,
        connection: &Connection,
        lookup: &dyn Lookup,
    ) -> Result<Option<Authentication>, Box<Unfit>> {
        let Some(written) = exporter.at(&["auth", "authenticator"]).filter(|value| !value.unresolved) else {
            return Ok(None);
        };
        let Some(id) = written.as_text().filter(|text| !text.is_empty()).map(normal_id) else {
            return Ok(None);
        };
        let unfit = |kind: UnfitKind, message: String| {
            Box::new(Unfit {
                path: format!("{}.auth.authenticator", exporter.path()),
                place: written.place.clone(),
                kind,
                message,
            })
        };
        let shown = id.escape_debug().to_string();
        let defined = self.root.get("extensions").map_or(&[][..], Value::entries);
        let Some(entry) = defined.iter().find(|entry| normal_id(&entry.key) == id) else {
            // A part of a configuration may have the extensions elsewhere.
            if self.root.get("service").is_none() {
                return Ok(None);
            }
            return Err(unfit(
                UnfitKind::Missing,
                format!(
                    "the extension `{shown}` is not configured; the Collector does not start: failed to resolve \
                     authenticator \"{shown}\": authenticator not found"
                ),
            ));
        };
        if !self.starts(&id) {
            return Err(unfit(
                UnfitKind::Missing,
                format!(
                    "`service.extensions` does not name `{shown}`; the Collector does not start: failed to resolve \
                     authenticator \"{shown}\": authenticator not found"
                ),
            ));
        }
        let kind = component_type(&id).to_owned();
        let settings = &entry.value;
        let of_servers = kind == "basicauth"
            && settings.get("htpasswd").is_some_and(|value| !value.is_null())
            || kind == "oidc";
        if of_servers {
            let what = if exporter.protocol == Protocol::Grpc { "gRPC" } else { "HTTP" };
            return Err(unfit(
                UnfitKind::OfServers,
                format!(
                    "`{shown}` authenticates the clients of a receiver; the Collector does not start: requested \
                     authenticator is not a {what} client authenticator"
                ),
            ));
        }
        if kind == "oauth2client"
            && let Some(problem) = incomplete_tokens(settings)
        {
            return Err(unfit(
                UnfitKind::Incomplete,
                format!("`{shown}` lacks a setting; the Collector does not start: {problem}"),
            ));
        }
        let wants_tls = matches!(kind.as_str(), "basicauth" | "bearertokenauth" | "oauth2client");
        let cleartext = matches!(connection.transport, Transport::Cleartext);
        if exporter.protocol == Protocol::Grpc && cleartext && wants_tls {
            return Err(unfit(
                UnfitKind::NeedsTls,
                format!(
                    "`{shown}` sends its credentials over TLS only, and this exporter speaks cleartext; the Collector \
                     does not start: grpc: the credentials require transport level security"
                ),
            ));
        }
        let mut made = Authentication {
            id,
            place: entry.place.clone(),
            headers: Vec::new(),
            removed: Vec::new(),
            unknown: Vec::new(),
        };
        let reading = Reading { settings, path: format!("extensions.{}", made.id), lookup };
        match kind.as_str() {
            "basicauth" => reading.basic(&mut made)?,
            "bearertokenauth" => reading.bearer(&mut made)?,
            "headers_setter" => reading.setter(&mut made, exporter.protocol, &connection.headers),
            other => {
                let needs = AT_RUN_TIME.iter().find(|(name, _)| *name == other).map(|(_, needs)| *needs);
                let needs = needs.unwrap_or("it makes its headers as it runs");
                made.unknown.push(needs.to_owned());
            }
        }
        Ok(Some(made))
    }

    /// The extensions that fetch tokens for the exporters from an endpoint of their own, each once.
    pub fn token_endpoints(&self) -> Vec<Exporter> {
        let used: Vec<String> = self
            .exporters
            .iter()
            .filter(|exporter| self.pipelines.is_empty() || !exporter.pipelines.is_empty())
            .filter_map(|exporter| exporter.at(&["auth", "authenticator"])?.as_text().map(normal_id))
            .collect();
        let defined = self.root.get("extensions").map_or(&[][..], Value::entries);
        let wanted =
            |id: &String| component_type(id) == "oauth2client" && used.contains(id) && self.starts(id);
        let known = defined.iter().map(|entry| (normal_id(&entry.key), entry));
        known
            .filter(|(id, entry)| wanted(id) && !entry.value.unresolved)
            .filter(|(_, entry)| incomplete_tokens(&entry.value).is_none())
            .map(|(id, entry)| Exporter {
                section: "extensions",
                id,
                protocol: Protocol::HttpProtobuf,
                entry: entry.clone(),
                pipelines: Vec::new(),
            })
            .collect()
    }

    /// Whether the service starts an extension; a configuration without a service says nothing.
    fn starts(&self, id: &str) -> bool {
        let Some(service) = self.root.get("service") else { return true };
        match service.get("extensions") {
            Some(list) if list.unresolved => true,
            Some(list) => {
                list.items().iter().any(|item| item.unresolved)
                    || list
                        .as_texts()
                        .is_some_and(|names| names.into_iter().any(|name| normal_id(name) == id))
            }
            None => false,
        }
    }
}

/// One extension being read.
struct Reading<'a> {
    settings: &'a Value,
    path: String,
    lookup: &'a dyn Lookup,
}

impl Reading<'_> {
    fn text(&self, keys: &[&str]) -> Option<&str> {
        self.settings.at(keys).and_then(Value::as_text)
    }

    /// The content of a file that a setting names, without blanks around it (`credentialsfile`).
    fn file(&self, keys: &[&str]) -> Result<Option<String>, Box<Unfit>> {
        let Some(path) = self.text(keys).filter(|path| !path.is_empty()) else { return Ok(None) };
        let place = self.settings.at(keys).map(|value| value.place.clone()).unwrap_or_default();
        match self.lookup.file(path) {
            Ok(content) => Ok(Some(content.trim().to_owned())),
            Err(problem) => Err(Box::new(Unfit {
                path: format!("{}.{}", self.path, keys.join(".")),
                place,
                message: format!("`{}`: {problem}; the Collector does not start", path.escape_debug()),
                kind: UnfitKind::File { path: path.to_owned(), problem },
            })),
        }
    }

    fn basic(&self, made: &mut Authentication) -> Result<(), Box<Unfit>> {
        let mut part = |name: &str, file: &str| -> Result<String, Box<Unfit>> {
            let inline = self.settings.at(&["client_auth", name]);
            if inline.is_some_and(|value| value.unresolved) {
                made.unknown.push(format!("`{name}` is not known here"));
            }
            let inline = inline.and_then(Value::as_text).unwrap_or_default();
            Ok(self.file(&["client_auth", file])?.unwrap_or_else(|| inline.to_owned()))
        };
        let user = part("username", "username_file")?;
        let password = part("password", "password_file")?;
        if made.unknown.is_empty() {
            let value = format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
            made.headers.push(header("authorization", value));
        }
        Ok(())
    }

    /// `tokens`, else the file, else `token`; the first counts for a client.
    fn bearer(&self, made: &mut Authentication) -> Result<(), Box<Unfit>> {
        let name = self.text(&["header"]).filter(|name| !name.is_empty()).unwrap_or("authorization");
        let scheme = self.text(&["scheme"]).unwrap_or("Bearer");
        let listed = self.settings.get("tokens").filter(|list| !list.items().is_empty());
        // The first word of the first line that has one.
        let first = |text: &str| text.split_whitespace().next().unwrap_or_default().to_owned();
        let token = match (listed, self.settings.get("token")) {
            (Some(list), _) if list.items().iter().any(|item| item.unresolved) => None,
            (Some(list), _) => list.items().first().and_then(Value::as_text).map(str::to_owned),
            (None, token) => match self.file(&["filename"])? {
                Some(content) => Some(first(&content)),
                None => token.filter(|value| !value.unresolved).and_then(Value::as_text).map(first),
            },
        };
        match token {
            Some(token) if scheme.is_empty() => made.headers.push(header(name, token)),
            Some(token) => made.headers.push(header(name, format!("{scheme} {token}"))),
            None => made.unknown.push("its token is not known here".to_owned()),
        }
        Ok(())
    }

    /// Over gRPC the actions see the extension's own headers alone; over HTTP those of the request, `own`.
    fn setter(&self, made: &mut Authentication, protocol: Protocol, own: &[Header]) {
        if self.settings.get("additional_auth").is_some_and(|value| !value.is_null()) {
            made.unknown.push("what `additional_auth` adds is not followed".to_owned());
        }
        let over_http = protocol == Protocol::HttpProtobuf;
        let mut seen = if over_http { own.to_vec() } else { Vec::new() };
        let items = self.settings.get("headers").map_or(&[][..], Value::items);
        for item in items {
            let Some(name) = item.get("key").and_then(Value::as_text).map(str::to_ascii_lowercase) else {
                continue;
            };
            let known = seen.iter().position(|header| header.name == name);
            // Over HTTP an empty one is as good as none.
            let there = known
                .filter(|at| !over_http || seen.get(*at).is_some_and(|one| !one.value.expose().is_empty()));
            match (item.get("action").and_then(Value::as_text).unwrap_or("upsert"), there) {
                ("delete", _) => seen.retain(|header| header.name != name),
                ("insert", Some(_)) | ("update", None) => {}
                _ => match self.value_of(item, &name, made) {
                    Some(value) => {
                        seen.retain(|header| header.name != name);
                        seen.push(header(&name, value));
                    }
                    None => seen.retain(|header| header.name != name),
                },
            }
        }
        if over_http {
            made.removed = own.iter().map(|header| header.name.clone()).collect();
        }
        made.headers = seen;
    }

    /// What an item sets; of a value that comes with a request, what is sent where none does.
    fn value_of(&self, item: &Value, name: &str, made: &mut Authentication) -> Option<String> {
        let text = |key: &str| item.get(key).filter(|value| !value.unresolved).and_then(Value::as_text);
        if let Some(value) = text("value") {
            return Some(value.to_owned());
        }
        // Of an attribute without a client nothing is known: v0.139 then exports nothing.
        let of_requests = item.get("from_context").is_some_and(|value| !value.is_null());
        let instead = of_requests.then(|| text("default_value").unwrap_or_default().to_owned());
        let what = match &instead {
            None => "",
            Some(value) if value.is_empty() => "; otls sends it empty, as goes out where that has none",
            Some(_) => "; otls sends its `default_value`",
        };
        made.unknown.push(format!(
            "the header `{}` comes from {}{what}",
            name.escape_debug(),
            source_of(item)
        ));
        instead
    }
}

/// What an `oauth2client` lacks, in the extension's words (`Config.Validate`).
fn incomplete_tokens(settings: &Value) -> Option<&'static str> {
    let has = |keys: &[&str]| {
        keys.iter().any(|key| {
            let value = settings.get(key);
            value
                .is_some_and(|value| value.unresolved || value.as_text().is_some_and(|text| !text.is_empty()))
        })
    };
    let grant = settings.get("grant_type").and_then(Value::as_text).unwrap_or_default();
    let jwt = grant == "urn:ietf:params:oauth:grant-type:jwt-bearer";
    if !has(&["client_id", "client_id_file"]) {
        Some("no ClientID provided in the OAuth2 exporter configuration")
    } else if jwt && !has(&["client_certificate_key", "client_certificate_key_file"]) {
        Some("no ClientCertificateKey provided in the OAuth2 exporter configuration")
    } else if !jwt && !has(&["client_secret", "client_secret_file"]) {
        Some("no ClientSecret provided in OAuth Client Credentials configuration")
    } else if !has(&["token_url"]) {
        Some("no TokenURL provided in OAuth Client Credentials configuration")
    } else {
        None
    }
}

fn source_of(item: &Value) -> &'static str {
    let has = |key: &str| item.get(key).is_some_and(|value| !value.is_null());
    if has("from_context") {
        "the request that the Collector received"
    } else if has("from_attribute") {
        "an attribute of the authenticated client"
    } else if has("value_file") {
        "a file"
    } else {
        "a value that is not known here"
    }
}

fn header(name: &str, value: String) -> Header {
    Header { name: name.to_ascii_lowercase(), value: Secret::new(value) }
}
