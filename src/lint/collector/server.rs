//! The rules for receivers: certificates, client certificates, where they listen.

use super::endpoint;
use super::keys;
use super::keys::Side;
use super::setting::Setting;
use super::tls;
use crate::collector::Configuration;
use crate::collector::Server;
use crate::collector::ServerTls;
use crate::collector::Value;
use crate::collector::component_type;
use crate::collector::schema;
use crate::finding::Code;
use crate::finding::Held;
use crate::finding::Severity;
use crate::target::Protocol;

/// Everything that holds of the OTLP receivers.
pub(super) fn check(configuration: &Configuration) -> Vec<Held> {
    let mut found = Vec::new();
    for entry in configuration.root.get("receivers").map_or(&[][..], Value::entries) {
        let id = entry.key.trim();
        if component_type(id) != "otlp" {
            continue;
        }
        let path = format!("receivers.{id}");
        found.extend(keys::check(schema::RECEIVER, &entry.value, &path, Side::Server));
        let servers: Vec<&Server> = configuration
            .servers
            .iter()
            .filter(|server| server.id.replace(' ', "") == id.replace(' ', ""))
            .collect();
        let protocols = entry.value.get("protocols");
        let is_known = !entry.value.unresolved && protocols.is_none_or(|value| !value.unresolved);
        if servers.is_empty() && is_known && (entry.value.is_map() || entry.value.is_null()) {
            let message = "neither `grpc` nor `http` is on; the Collector does not start: must specify at least one \
                           protocol when using the OTLP receiver";
            let setting = Setting::key(entry, format!("{path}.protocols"));
            found.push(setting.held(Code::UnsupportedSetting, message));
        }
        if !configuration.pipelines.is_empty()
            && servers.first().is_some_and(|server| server.pipelines.is_empty())
        {
            let message = format!("no pipeline uses the receiver `{id}`; the Collector does not start it");
            let setting = Setting::key(entry, path.clone());
            found.push(setting.held(Code::IgnoredSetting, message).weighing(Severity::Note));
        }
        for server in servers {
            found.extend(listening(server));
            found.extend(of_tls(server));
        }
    }
    found
}

/// Where it listens: host and port, nothing else.
fn listening(server: &Server) -> Vec<Held> {
    let Some(value) = server.at(&["endpoint"]).filter(|value| !value.unresolved) else { return Vec::new() };
    let Some(text) = value.as_text().filter(|text| !text.is_empty()) else { return Vec::new() };
    let is_tcp = server
        .at(&["transport"])
        .and_then(Value::as_text)
        .is_none_or(|text| text.is_empty() || text.starts_with("tcp"));
    if !is_tcp {
        return Vec::new();
    }
    let setting = || Setting::of(value, format!("{}.endpoint", server.path()));
    let seen = endpoint::seen(text);
    let mut found = Vec::new();
    if seen.scheme.is_some() || !seen.path.is_empty() {
        let mut setting = setting();
        if !value.has_reference && seen.port.is_some() {
            setting = setting.instead(seen.address);
        }
        let message = format!(
            "a receiver listens on `host:port`; with `{}` the Collector does not start",
            endpoint::shown(text)
        );
        found.push(setting.held(Code::UnsupportedSetting, message));
    } else if !text.contains(':') {
        let port = if server.protocol == Protocol::Grpc { 4317 } else { 4318 };
        let mut setting = setting();
        if !value.has_reference {
            setting = setting.instead(format!("{text}:{port}"));
        }
        found.push(setting.held(
            Code::UnsupportedSetting,
            "the endpoint has no port; the Collector does not start: missing port in address",
        ));
    }
    let swapped = match server.protocol {
        Protocol::Grpc => (seen.port == Some(4318))
            .then_some("port 4318 is the usual one of OTLP over HTTP, and this is `grpc`"),
        Protocol::HttpProtobuf => (seen.port == Some(4317))
            .then_some("port 4317 is the usual one of OTLP over gRPC, and this is `http`"),
    };
    found.extend(swapped.map(|message| setting().held(Code::PortMismatch, message)));
    found
}

fn of_tls(server: &Server) -> Vec<Held> {
    let Some(tls) = server.at(&["tls"]).filter(|tls| tls.is_map() && !tls.unresolved) else {
        return Vec::new();
    };
    // `enabled: false` keeps the block: it is decoded, and not validated.
    if server.tls() != ServerTls::On {
        return Vec::new();
    }
    let path = format!("{}.tls", server.path());
    let mut found = tls::check(tls, &path, Side::Server);
    let setting = |key: &str| {
        let value = tls.get(key)?;
        let path = format!("{path}.{key}");
        Some(if key.ends_with("_pem") { Setting::new(&value.place, path) } else { Setting::of(value, path) })
    };
    let paths = |keys: &[&str]| -> Vec<String> { keys.iter().map(|key| format!("{path}.{key}")).collect() };
    let given = |key: &str| tls::given(tls, key);
    // Whoever writes `insecure` here wants no TLS, and is told that.
    let wants_cleartext = tls.get("insecure").is_some();
    if !wants_cleartext && !["cert_file", "cert_pem", "key_file", "key_pem"].into_iter().any(given) {
        let message = "`tls` is there without certificate and key; the Collector does not start: TLS configuration \
                       must include both certificate and key for server connections";
        let others = paths(&["cert_file", "key_file"]);
        found.push(
            Setting::new(&tls.place, path.clone()).with(&others).held(Code::UnsupportedSetting, message),
        );
    }
    let client_ca = given("client_ca_file");
    let ca = ["ca_file", "ca_pem"].into_iter().find(|key| given(key));
    if let Some(ca) = ca.filter(|_| !client_ca)
        && let Some(setting) = setting(ca)
    {
        let message = format!(
            "`{ca}` on a receiver asks no client for a certificate: every client is let in; `client_ca_file` does"
        );
        let setting = setting.with(&paths(&["client_ca_file"]));
        let setting = if ca == "ca_file" { setting.instead("client_ca_file") } else { setting };
        found.push(setting.held(Code::ClientCaMissing, message));
    }
    if let Some(ca) = ca.filter(|_| client_ca)
        && let Some(setting) = setting(ca)
    {
        let message =
            format!("`{ca}` has no effect on a receiver; `client_ca_file` is what clients are verified with");
        found.push(
            setting
                .with(&paths(&["client_ca_file"]))
                .held(Code::IgnoredSetting, message)
                .weighing(Severity::Note),
        );
    }
    if tls::on(tls, "include_system_ca_certs_pool")
        && let Some(setting) = setting("include_system_ca_certs_pool")
    {
        found.push(if client_ca {
            let message = "`include_system_ca_certs_pool` adds the public CAs to `client_ca_file`: a client certificate \
                           of any of them is let in";
            setting
                .with(&paths(&["client_ca_file"]))
                .instead("false")
                .held(Code::ConflictingSettings, message)
        } else {
            let message = "`include_system_ca_certs_pool` has no effect on a receiver without `client_ca_file`";
            setting.held(Code::IgnoredSetting, message).weighing(Severity::Note)
        });
    }
    if tls::on(tls, "client_ca_file_reload") {
        if !client_ca {
            found.extend(setting("client_ca_file_reload").map(|setting| {
                setting
                    .held(
                        Code::IgnoredSetting,
                        "`client_ca_file_reload` has no effect without `client_ca_file`",
                    )
                    .weighing(Severity::Note)
            }));
        } else {
            for key in ["cipher_suites", "curve_preferences"] {
                let is_set =
                    tls.get(key).is_some_and(|value| value.as_texts().is_some_and(|list| !list.is_empty()));
                if let Some(setting) = setting(key).filter(|_| is_set) {
                    let message = format!(
                        "with `client_ca_file_reload: true` the Collector drops `{key}` from each connection"
                    );
                    found.push(
                        setting.with(&paths(&["client_ca_file_reload"])).held(Code::IgnoredSetting, message),
                    );
                }
            }
        }
    }
    found
}
