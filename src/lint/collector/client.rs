//! The rules for exporters: what scheme, `insecure` and CA make of the connection, and what is without effect.

use super::endpoint;
use super::keys;
use super::keys::Side;
use super::setting::Setting;
use super::tls;
use crate::collector::Exporter;
use crate::collector::Value;
use crate::collector::grpc_target;
use crate::collector::schema;
use crate::collector::url_problem;
use crate::finding::Code;
use crate::finding::Held;
use crate::finding::Severity;
use crate::lint::endpoint::unencrypted;
use crate::target::Protocol;
use crate::target::Signal;

/// Everything that holds of one exporter.
pub(super) fn check(exporter: &Exporter, has_pipelines: bool) -> Vec<Held> {
    let path = exporter.path();
    let value = &exporter.entry.value;
    let mut found = Vec::new();
    if exporter.has_old_name() {
        found.push(old_name(exporter, &path));
    }
    if has_pipelines && exporter.pipelines.is_empty() {
        let message =
            format!("no pipeline uses the exporter `{}`; the Collector does not start it", exporter.id);
        let setting = Setting::key(&exporter.entry, path.clone());
        found.push(setting.held(Code::IgnoredSetting, message).weighing(Severity::Note));
    }
    found.extend(keys::check(schema::exporter(exporter.protocol), value, &path, Side::Client));
    let case = Case::of(exporter, path);
    if case.tls.is_map() {
        found.extend(tls::check(case.tls, &case.tls_path, Side::Client));
        found.extend(case.pool_without_ca());
    }
    match exporter.protocol {
        Protocol::Grpc => case.grpc(&mut found),
        Protocol::HttpProtobuf => case.http(&mut found),
    }
    found
}

fn old_name(exporter: &Exporter, path: &str) -> Held {
    let (old, name) = match exporter.id.split_once('/') {
        Some((old, name)) => (old, Some(name)),
        None => (exporter.id.as_str(), None),
    };
    let new = if exporter.protocol == Protocol::Grpc { "otlp_grpc" } else { "otlp_http" };
    let instead = name.map_or_else(|| new.to_owned(), |name| format!("{new}/{name}"));
    let message = format!(
        "since v0.144 the exporter `{old}` is called `{new}`; the old name still works and logs that it is deprecated"
    );
    Setting::key(&exporter.entry, path.to_owned()).instead(instead).held(Code::DeprecatedSetting, message)
}

/// What the rules look at together.
struct Case<'a> {
    exporter: &'a Exporter,
    path: String,
    tls: &'a Value,
    tls_path: String,
    insecure: bool,
    has_ca: bool,
}

/// Keys under `tls` that are passed over where no TLS settings are loaded.
const DROPPED: [&str; 14] = [
    "insecure_skip_verify",
    "server_name_override",
    "cert_file",
    "cert_pem",
    "key_file",
    "key_pem",
    "min_version",
    "max_version",
    "cipher_suites",
    "include_insecure_cipher_suites",
    "curve_preferences",
    "include_system_ca_certs_pool",
    "reload_interval",
    "tpm",
];

impl<'a> Case<'a> {
    fn of(exporter: &'a Exporter, path: String) -> Self {
        let tls = exporter.at(&["tls"]).unwrap_or(&exporter.entry.value);
        let has_tls = exporter.at(&["tls"]).is_some();
        let tls_path = format!("{path}.tls");
        Self {
            exporter,
            path,
            tls,
            tls_path,
            insecure: has_tls && tls::on(tls, "insecure"),
            has_ca: has_tls && (tls::given(tls, "ca_file") || tls::given(tls, "ca_pem")),
        }
    }

    fn tls_setting(&self, key: &str) -> Option<Setting> {
        let value = self.exporter.tls(key)?;
        let path = format!("{}.{key}", self.tls_path);
        let is_secret = key.ends_with("_pem") || key == "tpm";
        Some(if is_secret { Setting::new(&value.place, path) } else { Setting::of(value, path) })
    }

    /// Keys of `DROPPED` that are set to something.
    fn dropped(&self) -> Vec<&'static str> {
        let is_set = |key: &&str| {
            self.exporter.tls(key).is_some_and(|value| match value.as_bool() {
                Some(on) => on || value.unresolved,
                None => value.is_given() || value.is_map() || !value.items().is_empty(),
            })
        };
        DROPPED.into_iter().filter(is_set).collect()
    }

    fn tls_paths(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| format!("{}.{key}", self.tls_path)).collect()
    }

    fn pool_without_ca(&self) -> Option<Held> {
        if !tls::on(self.tls, "include_system_ca_certs_pool") || self.has_ca {
            return None;
        }
        let setting = self.tls_setting("include_system_ca_certs_pool")?;
        let message = "`include_system_ca_certs_pool` has no effect without `ca_file` or `ca_pem`: the system's roots \
                       are used anyway";
        Some(setting.held(Code::IgnoredSetting, message).weighing(Severity::Note))
    }

    /// The endpoint, where it is known.
    fn endpoint(&self, key: &str) -> Option<(&'a Value, &'a str)> {
        let value = self.exporter.at(&[key]).filter(|value| !value.unresolved)?;
        value.as_text().filter(|text| !text.is_empty()).map(|text| (value, text))
    }

    fn endpoint_setting(&self, value: &Value, key: &str, text: &str) -> Setting {
        let setting = Setting::new(&value.place, format!("{}.{key}", self.path));
        if value.has_reference { setting } else { setting.value(&crate::target::redact(text)) }
    }

    fn grpc(&self, found: &mut Vec<Held>) {
        found.extend(self.two_names());
        let Some((value, text)) = self.endpoint("endpoint") else {
            if self.exporter.at(&["endpoint"]).is_none_or(|value| !value.unresolved) {
                found.push(self.no_endpoint(
                    "`endpoint` is missing; the Collector does not start: requires a non-empty \"endpoint\"",
                ));
            }
            self.cleartext(None, found);
            self.conflict(None, found);
            return;
        };
        if text.starts_with("unix:") {
            return;
        }
        let seen = endpoint::seen(text);
        let setting = || self.endpoint_setting(value, "endpoint", text);
        if let Err(problem) = grpc_target(text) {
            let mut setting = setting();
            if !value.has_reference && !text.contains('@') && !seen.address.is_empty() {
                match (seen.port, seen.address.contains(':')) {
                    (Some(_), _) if matches!(seen.scheme, None | Some("http" | "https")) => {
                        let scheme = seen.scheme.map(|scheme| format!("{scheme}://")).unwrap_or_default();
                        setting = setting.instead(format!("{scheme}{}", seen.address));
                    }
                    (None, false) if seen.path.is_empty() => {
                        setting = setting.instead(format!("{text}:4317"));
                    }
                    _ => {}
                }
            }
            found.push(setting.held(Code::UnsupportedSetting, problem));
        }
        let speaks_tls = !self.insecure || self.has_ca;
        if seen.scheme == Some("http") && speaks_tls && !self.insecure_unknown() {
            let message = format!(
                "`{}` looks like cleartext and is not: over gRPC `http://` is only stripped, and without `tls.insecure: \
                 true` the exporter speaks TLS",
                endpoint::shown(text)
            );
            let mut setting = setting().with(&self.tls_paths(&["insecure"]));
            if !value.has_reference && !text.contains('@') {
                // The same connection, as it is.
                setting = setting.instead(format!("https://{}", seen.address));
            }
            found.push(setting.held(Code::SchemeMismatch, message));
        }
        if seen.port == Some(4318) {
            found.push(setting().held(
                Code::PortMismatch,
                "port 4318 is the usual one of OTLP over HTTP, and this exporter speaks gRPC",
            ));
        }
        self.conflict(Some(text), found);
        self.cleartext(Some(text), found);
        self.skip_verify(found);
    }

    fn insecure_unknown(&self) -> bool {
        self.exporter.tls("insecure").is_some_and(|value| value.unresolved)
            || self.exporter.at(&["tls"]).is_some_and(|value| value.unresolved)
    }

    /// `insecure` against a CA, and against `https://`.
    fn conflict(&self, endpoint: Option<&str>, found: &mut Vec<Held>) {
        let Some(setting) = self.insecure.then(|| self.tls_setting("insecure")).flatten() else { return };
        let is_https = endpoint.is_some_and(|text| text.starts_with("https://"));
        if self.has_ca {
            let ca = if tls::given(self.tls, "ca_file") { "ca_file" } else { "ca_pem" };
            let message =
                format!("`insecure: true` is passed over because `{ca}` is set: the exporter speaks TLS");
            let setting = setting.with(&self.tls_paths(&[ca])).instead("false");
            found.push(setting.held(Code::ConflictingSettings, message));
        } else if is_https {
            found.push(self.https_and_insecure(setting));
        }
    }

    fn https_and_insecure(&self, setting: Setting) -> Held {
        let dropped = self.dropped();
        let setting = setting.with(&self.tls_paths(&dropped)).instead("false");
        if dropped.is_empty() {
            let message = "`insecure: true` does not turn TLS off for `https://`: the exporter speaks TLS with the \
                           system's roots, and would drop every other key under `tls`";
            return setting.held(Code::ConflictingSettings, message).weighing(Severity::Warning);
        }
        let message = format!(
            "with `https://` and `insecure: true` the exporter speaks TLS with the system's roots and drops {}; \
             `insecure_skip_verify` may have been meant",
            list(&dropped)
        );
        setting.held(Code::ConflictingSettings, message)
    }

    /// Cleartext over gRPC: what is passed over, and whether it leaves the machine.
    fn cleartext(&self, endpoint: Option<&str>, found: &mut Vec<Held>) {
        let is_https = endpoint.is_some_and(|text| text.starts_with("https://"));
        if !self.insecure || self.has_ca || is_https {
            return;
        }
        let why = "with `insecure: true` the exporter speaks cleartext";
        self.without_effect(&self.dropped(), why, &self.tls_paths(&["insecure"]), found);
        if let Some(text) = endpoint {
            self.crosses_the_network("endpoint", text, found);
        }
    }

    fn without_effect(&self, keys: &[&str], why: &str, others: &[String], found: &mut Vec<Held>) {
        for key in keys {
            // The key goes with its certificate.
            if matches!(*key, "key_file" | "key_pem" | "include_insecure_cipher_suites" | "reload_interval") {
                continue;
            }
            if let Some(setting) = self.tls_setting(key) {
                let message = format!("`{key}` has no effect: {why}");
                found.push(setting.with(others).held(Code::IgnoredSetting, message));
            }
        }
    }

    fn crosses_the_network(&self, key: &str, text: &str, found: &mut Vec<Held>) {
        let seen = endpoint::seen(text);
        if seen.is_loopback() {
            return;
        }
        let Some(value) = self.exporter.at(&[key]) else { return };
        let has = |key: &str| {
            self.exporter
                .at(&[key])
                .is_some_and(|value| !value.entries().is_empty() || !value.items().is_empty())
        };
        let with = match (has("headers"), has("auth")) {
            (true, _) => Some("its headers"),
            (false, true) => Some("its credentials"),
            (false, false) => None,
        };
        let (message, severity) = unencrypted(seen.host, with);
        let setting = self.endpoint_setting(value, key, text);
        found.push(setting.held(Code::InsecureTransport, message).weighing(severity));
    }

    fn skip_verify(&self, found: &mut Vec<Held>) {
        let has_effect = !self.insecure || self.has_ca;
        if !tls::on(self.tls, "insecure_skip_verify") || !has_effect {
            return;
        }
        if let Some(setting) = self.tls_setting("insecure_skip_verify") {
            let message = "the server's certificate is not verified: whoever stands in the way can read and change \
                           what is sent";
            found.push(setting.instead("false").held(Code::VerificationDisabled, message));
        }
    }

    fn two_names(&self) -> Option<Held> {
        let value = self.exporter.at(&["authority"]).filter(|value| !value.unresolved)?;
        let authority = value.as_text().filter(|text| !text.is_empty())?;
        let (_, own) = tls::text(self.tls, "server_name_override")?;
        let speaks_tls = !self.insecure || self.has_ca;
        if authority == own || !speaks_tls {
            return None;
        }
        let message = format!(
            "`authority` is `{}` and `server_name_override` is `{}`; grpc-go refuses two different names",
            authority.escape_debug(),
            own.escape_debug()
        );
        let setting = Setting::of(value, format!("{}.authority", self.path));
        Some(
            setting.with(&self.tls_paths(&["server_name_override"])).held(Code::ConflictingSettings, message),
        )
    }

    fn no_endpoint(&self, message: &str) -> Held {
        let path = format!("{}.endpoint", self.path);
        let setting = match self.exporter.at(&["endpoint"]) {
            Some(value) => Setting::new(&value.place, path),
            None => Setting::key(&self.exporter.entry, path),
        };
        setting.held(Code::UnsupportedSetting, message)
    }

    fn http(&self, found: &mut Vec<Held>) {
        const KEYS: [(&str, Option<Signal>); 5] = [
            ("endpoint", None),
            ("traces_endpoint", Some(Signal::Traces)),
            ("metrics_endpoint", Some(Signal::Metrics)),
            ("logs_endpoint", Some(Signal::Logs)),
            ("profiles_endpoint", Some(Signal::Profiles)),
        ];
        if KEYS.iter().all(|(key, _)| !self.exporter.at(&[key]).is_some_and(Value::is_given)) {
            found.push(self.no_endpoint(
                "no endpoint is given; the Collector does not start: at least one endpoint must be specified",
            ));
        }
        for signal in self.exporter.signals() {
            let own = format!("{signal}_endpoint");
            let has = |key: &str| self.exporter.at(&[key]).is_some_and(Value::is_given);
            if !has("endpoint") && !has(&own) && KEYS.iter().any(|(key, _)| has(key)) {
                found.push(self.no_endpoint(&format!(
                    "a pipeline sends {signal}, and neither `endpoint` nor `{own}` is given; the Collector does not \
                     start: either endpoint or {own} must be specified"
                )));
            }
        }
        let mut schemes = Vec::new();
        let mut unknown = false;
        for (key, signal) in KEYS {
            unknown |= self.exporter.at(&[key]).is_some_and(|value| value.unresolved);
            let Some((value, text)) = self.endpoint(key) else { continue };
            let setting = || self.endpoint_setting(value, key, text);
            let seen = endpoint::seen(text);
            if let Some(problem) = url_problem(text) {
                let mut setting = setting();
                if seen.scheme.is_none() && !value.has_reference && !text.contains('@') {
                    let scheme = if self.insecure && !self.has_ca { "http" } else { "https" };
                    setting = setting.instead(format!("{scheme}://{text}"));
                }
                found.push(setting.held(Code::SchemeMismatch, problem));
                continue;
            }
            schemes.push(seen.scheme.unwrap_or_default().to_ascii_lowercase());
            if schemes.last().is_some_and(|scheme| scheme == "http") {
                self.crosses_the_network(key, text, found);
            }
            if seen.port == Some(4317) {
                found.push(setting().held(
                    Code::PortMismatch,
                    "port 4317 is the usual one of OTLP over gRPC, and this exporter speaks HTTP",
                ));
            }
            found.extend(path_of_signal(setting(), key, signal, &seen, text, value.has_reference));
        }
        let all =
            |wanted: &str| !unknown && !schemes.is_empty() && schemes.iter().all(|scheme| scheme == wanted);
        if all("http") {
            let mut keys = self.dropped();
            keys.retain(|key| *key != "include_system_ca_certs_pool");
            keys.extend(["ca_file", "ca_pem"].into_iter().filter(|key| tls::given(self.tls, key)));
            let why = "over HTTP the URL's scheme decides, and `http://` is cleartext";
            self.without_effect(&keys, why, &[format!("{}.endpoint", self.path)], found);
        } else if schemes.iter().any(|scheme| scheme == "https") {
            if let Some(setting) = self.insecure.then(|| self.tls_setting("insecure")).flatten() {
                if self.has_ca {
                    let message =
                        "`insecure: true` has no effect: the URL's scheme decides, and `https://` is TLS";
                    found.push(setting.instead("false").held(Code::IgnoredSetting, message));
                } else {
                    found.push(self.https_and_insecure(setting));
                }
            }
            self.skip_verify(found);
        }
    }
}

/// A base that is final, and a final one that is a base.
fn path_of_signal(
    setting: Setting,
    key: &str,
    signal: Option<Signal>,
    seen: &endpoint::Seen<'_>,
    text: &str,
    has_reference: bool,
) -> Option<Held> {
    let path = seen.path.trim_end_matches('/');
    if key == "endpoint" {
        let own = Signal::PIPELINES
            .into_iter()
            .map(|signal| signal.path(Protocol::HttpProtobuf))
            .find(|own| path.ends_with(own))?;
        let message = format!("the exporter appends `{own}` to `endpoint`, so that the path is there twice");
        let setting = match text.trim_end_matches('/').strip_suffix(own) {
            Some(base) if !has_reference && !text.contains('@') => setting.instead(base),
            _ => setting,
        };
        return Some(setting.held(Code::UnsupportedSetting, message).weighing(Severity::Warning));
    }
    let signal = signal.filter(|_| path.is_empty())?;
    let own = signal.path(Protocol::HttpProtobuf);
    let message =
        format!("`{key}` is used as it is, and this one has no path; OTLP receivers listen on `{own}`");
    let setting = if has_reference || text.contains(['@', '?']) {
        setting
    } else {
        setting.instead(format!("{}{own}", text.trim_end_matches('/')))
    };
    Some(setting.held(Code::UnsupportedSetting, message).weighing(Severity::Warning))
}

/// `a`, `b` and `c`, in backticks.
fn list(keys: &[&str]) -> String {
    let quoted: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    match quoted.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        _ => quoted.join(", "),
    }
}
