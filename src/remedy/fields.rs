//! What the templates may name: this run's values, placeholders for those that are missing, and flags.

use crate::finding::Code;
use crate::target::Protocol;
use crate::target::Signal;

use super::Audience;
use super::Component;
use super::Context;
use super::Setting;
use super::action::Action;
use super::context::is_ip;
use super::quote::Language;

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Quoted for the snippet's language.
    Data(String),
    /// A list of such.
    List(Vec<String>),
    /// A word of ours, put in as it is.
    Word(&'static str),
    /// Lines of ours, put in as they are.
    Lines(String),
}

/// The fields and flags of one action for one code.
#[derive(Debug, Default)]
pub(super) struct Fields {
    values: Vec<(&'static str, Value)>,
    flags: Vec<(&'static str, bool)>,
}

impl Fields {
    /// `None`: there is no such field.
    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// `None`: there is no such flag.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.flags.iter().find(|(known, _)| *known == name).map(|(_, holds)| *holds)
    }

    #[cfg(test)]
    pub(super) fn of_flags(flags: &[(&'static str, bool)]) -> Self {
        Self { values: Vec::new(), flags: flags.to_vec() }
    }

    /// The fields of one action for one code and one audience.
    pub(super) fn new(action: Action, code: Code, audience: Audience, context: &Context) -> Self {
        let (protocol, port) = transport(action, code, context);
        let mut fields = Self::default();
        fields.put_settings(action, code, audience, context, protocol);
        fields.put_flags(action, code, context, protocol);
        fields.put_files(action, code, audience, context);
        fields.put_endpoint(context, protocol, port);
        fields.put_names(action, context);
        fields.put_words(context.signal.unwrap_or(Signal::Traces));
        fields.put_setting(code, context.setting.as_ref());
        fields.put_component(action, context.component.as_ref());
        fields
    }

    fn data(&mut self, name: &'static str, value: impl Into<String>) {
        self.values.push((name, Value::Data(value.into())));
    }

    /// Which settings the exporter has: those of this run, and what the action adds to them.
    fn put_settings(
        &mut self,
        action: Action,
        code: Code,
        audience: Audience,
        context: &Context,
        protocol: Protocol,
    ) {
        use Action::*;
        let grpc = protocol == Protocol::Grpc;
        let min_version = matches!(action, SetVersions | SetCiphers);
        let cleartext = match action {
            ChangeScheme => code == Code::PlaintextServer,
            // These are about TLS.
            TrustCa | TrustSystem | SendClientCert | FixName | ShortenHello | SetVersions | SetCiphers => {
                false
            }
            _ => context.cleartext,
        };
        let ca = match (action, audience) {
            (TrustCa, _) => true,
            // Until 1.65 Java drops the pair unless the CA is set as well.
            (SendClientCert, Audience::Java) => true,
            (TrustSystem, _) if store_by_path(action, audience) => true,
            // The store is all that it trusts.
            (TrustSystem, Audience::Rust) => false,
            _ => context.ca_path.is_some() && !cleartext,
        };
        let given_pair = context.cert_path.is_some() || context.key_path.is_some();
        let mtls = action == SendClientCert || (given_pair && !cleartext);
        let name_differs = context.verify_name.is_some() && context.verify_name != context.host;
        let override_name = action == FixName || (name_differs && !cleartext);
        let curves = action == ShortenHello;
        let tlscfg = ca || mtls || override_name || curves;
        let scheme_alone = cleartext || action == ChangeScheme;
        self.flags = vec![
            ("cleartext", cleartext),
            ("ca", ca),
            ("mtls", mtls),
            ("files", ca || mtls),
            ("override", override_name),
            ("curves", curves),
            ("tlscfg", tlscfg),
            ("min_version", min_version),
            ("collector_tls", tlscfg || action == TrustSystem || (scheme_alone && grpc)),
            // These verify the host that they dial, and no other name.
            (
                "dial_presented",
                action == FixName && !grpc && matches!(audience, Audience::Cpp | Audience::Rust),
            ),
        ];
    }

    fn put_flags(&mut self, action: Action, code: Code, context: &Context, protocol: Protocol) {
        let signal = context.signal.unwrap_or(Signal::Traces);
        let names = matches!(code, Code::NameMismatch | Code::NoSan);
        let chain_rules = matches!(
            code,
            Code::NameConstraint | Code::PathLength | Code::InvalidCa | Code::UnsupportedExtension
        );
        let self_signed = matches!(code, Code::SelfSigned | Code::CaAsLeaf);
        let named_by_its_code = matches!(
            code,
            Code::Revoked
                | Code::NotYetValid
                | Code::UnknownCa
                | Code::WrongKeyUsage
                | Code::WeakKey
                | Code::WeakSignature
        );
        // A CA that exporters trust issues the next certificate, unless the CA itself is what is wrong.
        let has_ca = context.ca_path.is_some() || context.chain_trusted || action == Action::Renew;
        let own_ca = has_ca && !self_signed && !chain_rules;
        let issues = matches!(action, Action::Reissue | Action::Renew);
        let (dns, ip) = context.wanted_names();
        self.flags.extend([
            ("grpc", protocol == Protocol::Grpc),
            ("http", protocol == Protocol::HttpProtobuf),
            ("traces", signal == Signal::Traces),
            ("reload", issues || action == Action::ServeTls),
            ("given_ca", context.ca_path.is_some() && !context.chain_trusted),
            ("given_cert", context.cert_path.is_some()),
            ("not_pkcs8", matches!(context.key_format.as_deref(), Some("pkcs1" | "sec1"))),
            ("issuer_known", context.issuer().is_some()),
            ("ip", context.server_name().is_some_and(is_ip)),
            ("protocol_changed", protocol != context.protocol()),
            ("names", names),
            ("chain_rules", chain_rules),
            ("self_signed_kind", self_signed),
            ("versions_known", !context.server_versions.is_empty()),
            ("ca_chain", issues && !own_ca),
            ("plain", !names && !chain_rules && !self_signed && !named_by_its_code),
            ("dns_names", !dns.is_empty()),
            ("ip_names", !ip.is_empty()),
            ("rsa", context.key_type == Some("rsa")),
            // TLS is done, what comes after it is the question.
            ("answered", matches!(code, Code::NoAnswer | Code::PermissionDenied | Code::OtlpRejected)),
        ]);
        self.flags.extend(Action::ALL.iter().map(|known| (known.slug(), *known == action)));
        self.flags.extend(Code::ALL.iter().map(|known| (known.slug(), *known == code)));
    }

    fn put_files(&mut self, action: Action, code: Code, audience: Audience, context: &Context) {
        let ca = context.ca_path.clone().unwrap_or_else(|| "<CA_FILE>".into());
        let key = context.key_path.clone().unwrap_or_else(|| "<CLIENT_KEY_FILE>".into());
        let new_key =
            context.key_path.as_ref().map_or_else(|| "client.pk8.key".into(), |key| format!("{key}.pk8"));
        let trusted = match action {
            Action::TrustSystem if store_by_path(action, audience) => "/etc/ssl/certs/ca-certificates.crt",
            // The system's store is added to what was given.
            Action::TrustSystem if audience == Audience::CollectorExporter => ca.as_str(),
            // The file that was given does not hold the CA: only its owner knows which one does.
            Action::TrustCa | Action::TrustSystem if !context.chain_trusted => "<CA_FILE>",
            _ => ca.as_str(),
        };
        let (signing_ca, signing_key) = match action {
            Action::RenewClientCert => ("<CLIENT_CA_FILE>", "<CLIENT_CA_KEY_FILE>"),
            _ if self.flag("ca_chain") == Some(true) => ("ca.crt", "ca.key"),
            _ => (ca.as_str(), "<CA_KEY_FILE>"),
        };
        self.data("trusted_ca", trusted);
        self.data("signing_ca", signing_ca);
        self.data("signing_key", signing_key);
        self.data("ca", ca);
        self.data("cert", context.cert_path.as_deref().unwrap_or("<CLIENT_CERT_FILE>"));
        let converted = self.flag("not_pkcs8") == Some(true) && code != Code::UnreadableFile;
        self.data("pk8_key", if converted { new_key.clone() } else { key.clone() });
        self.data("key", key);
        self.data("new_key", new_key);
        self.data("expected", context.expected_path.as_deref().unwrap_or("<CERT_FILE>"));
        self.data("server_cert", context.server_cert_path.as_deref().unwrap_or("<SERVER_CERT_FILE>"));
        self.data("server_key", context.server_key_path.as_deref().unwrap_or("<SERVER_KEY_FILE>"));
        self.data("issuer", context.issuer().unwrap_or_else(|| "<name>".into()));
    }

    fn put_endpoint(&mut self, context: &Context, protocol: Protocol, port: Option<u16>) {
        let scheme = if self.flag("cleartext") == Some(true) { "http" } else { "https" };
        let host = context.host.as_deref().unwrap_or("<HOST>");
        let presented = context.connectable().unwrap_or_else(|| "<name>".into());
        let port = port.map_or_else(|| "<PORT>".to_owned(), |port| port.to_string());
        let path = match protocol {
            Protocol::Grpc => "",
            Protocol::HttpProtobuf => context.signal.unwrap_or(Signal::Traces).path(protocol),
        };
        let target = format!("{}:{port}", bracketed(host));
        let base = format!("{scheme}://{target}");
        let presented_base = format!("{scheme}://{}:{port}", bracketed(&presented));
        let dialled = if self.flag("dial_presented") == Some(true) { &presented_base } else { &base };
        // Ruby exports over HTTP alone.
        let http_port = if protocol == Protocol::Grpc && port == "4317" { "4318" } else { port.as_str() };
        let http_path = context.signal.unwrap_or(Signal::Traces).path(Protocol::HttpProtobuf);
        self.data("http_url", format!("{scheme}://{}:{http_port}{http_path}", bracketed(host)));
        self.data("host", host);
        self.data("listen", format!("0.0.0.0:{port}"));
        self.data("port", port);
        self.data("url", format!("{dialled}{path}"));
        let export_path = context.signal.unwrap_or(Signal::Traces).path(protocol);
        self.data("export_url", format!("{base}{export_path}"));
        self.data("base", base);
        self.data("target", target);
        self.data("presented", presented);
        self.data("presented_base", presented_base);
        self.data("protocol", protocol.as_str());
        let (alpn, backend_port) = match protocol {
            Protocol::Grpc => ("h2", "4317"),
            Protocol::HttpProtobuf => ("http/1.1", "4318"),
        };
        self.data("alpn", alpn);
        let bind = if context.is_loopback() { "localhost" } else { "0.0.0.0" };
        self.values.extend([("backend_port", Value::Word(backend_port)), ("bind", Value::Word(bind))]);
    }

    fn put_names(&mut self, action: Action, context: &Context) {
        let name = context.server_name().unwrap_or("<HOST>");
        self.data("server_name", name);
        let verified = match action {
            Action::FixName => context.connectable().unwrap_or_else(|| "<name>".into()),
            _ => context.verify_name.as_deref().unwrap_or(name).to_owned(),
        };
        self.data("verify_name", verified);
        let (role, subject) = match action {
            Action::RenewClientCert => ("client", "otel-client"),
            _ => ("server", "otel-collector"),
        };
        self.values.extend([("role", Value::Word(role)), ("subject", Value::Word(subject))]);
        let flag = if is_ip(name) { "-verify_ip" } else { "-verify_hostname" };
        self.values.push(("verify_flag", Value::Word(flag)));
        let (dns, ip) = context.wanted_names();
        let entries: Vec<String> = (dns.iter().map(|name| format!("DNS:{name}")))
            .chain(ip.iter().map(|address| format!("IP:{address}")))
            .collect();
        self.data("san", entries.join(","));
        self.values.push(("dns_list", Value::List(dns)));
        self.values.push(("ip_list", Value::List(ip)));
        let (service, namespace) = context.service().unwrap_or(("<SERVICE>", "<NAMESPACE>"));
        self.data("service", service);
        self.data("namespace", namespace);
        let secret = context.service.as_ref().map(|(service, _)| format!("{service}-tls"));
        self.data("secret", secret.unwrap_or_else(|| "<SECRET>".into()));
        let hours = context.days.unwrap_or(90).saturating_mul(24);
        self.data("duration", format!("{hours}h"));
        self.data("renew_before", format!("{}h", hours / 3));
        let versions: Vec<String> =
            context.server_versions.iter().map(|version| format!("TLS {version}")).collect();
        self.data("versions", versions.join(" and "));
    }

    /// The one setting that a finding of configuration is about.
    fn put_setting(&mut self, code: Code, setting: Option<&Setting>) {
        let name = setting.map_or("<SETTING>", |setting| setting.name.as_str());
        let instead = match setting {
            Some(setting) => setting.instead.as_deref(),
            None => Some("<VALUE>"),
        };
        let is_variable = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        self.flags.push(("setting_value", instead.is_some()));
        // Where the name is wrong, another variable stands in its place.
        let renamed = is_variable && instead.is_some_and(|instead| instead.starts_with("OTEL_"));
        self.flags.push(("setting_renamed", renamed));
        self.data("setting", name);
        self.data("variable", if is_variable { name } else { "<SETTING>" });
        self.data("instead", instead.unwrap_or_default());
        // Where the key is wrong, what is to be written is a key.
        let lines = match (code, instead, name.rsplit_once('.')) {
            (
                Code::UnknownSetting | Code::DeprecatedSetting | Code::ClientCaMissing,
                Some(key),
                Some((parent, _)),
            ) if setting.is_some() => setting_lines(&format!("{parent}.{key}"), Some("...")),
            _ => setting_lines(name, instead),
        };
        self.values.push(("setting_lines", Value::Lines(lines)));
    }

    /// The exporter as it is called in the configuration at hand. What it has stays as it is there.
    fn put_component(&mut self, action: Action, component: Option<&Component>) {
        let moves = matches!(action, Action::ChangeScheme | Action::ChangePort);
        self.flags.push(("component", component.is_some()));
        self.flags.push(("endpoint_stays", component.is_some() && !moves));
        let id = component.map_or("<EXPORTER>", |component| component.id.as_str());
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_/.-".contains(&byte);
        let key = if id.bytes().all(plain) { id.to_owned() } else { Language::Yaml.quote(id) };
        let place = component.map(|component| format!("{}:{}", component.file, component.line));
        let section = component.map_or("exporters", |component| component.section.as_str());
        self.values.push(("component_section", Value::Lines(section.to_owned())));
        self.values.push(("component_id", Value::Lines(key)));
        self.data("component_place", place.unwrap_or_default());
    }

    fn put_words(&mut self, signal: Signal) {
        /// Field, then the words for traces, metrics, logs.
        const WORDS: [(&str, [&str; 3]); 16] = [
            ("signal_word", ["traces", "metrics", "logs"]),
            ("signal_upper", ["TRACES", "METRICS", "LOGS"]),
            ("go_import", ["otlptrace/otlptrace", "otlpmetric/otlpmetric", "otlplog/otlplog"]),
            ("go_package", ["otlptrace", "otlpmetric", "otlplog"]),
            ("java_package", ["trace", "metrics", "logs"]),
            ("java_class", ["SpanExporter", "MetricExporter", "LogRecordExporter"]),
            ("py_module", ["trace_exporter", "metric_exporter", "_log_exporter"]),
            ("py_class", ["OTLPSpanExporter", "OTLPMetricExporter", "OTLPLogExporter"]),
            ("node_signal", ["trace", "metrics", "logs"]),
            ("node_class", ["OTLPTraceExporter", "OTLPMetricExporter", "OTLPLogExporter"]),
            ("rust_class", ["SpanExporter", "MetricExporter", "LogExporter"]),
            ("cpp_class", ["Exporter", "MetricExporter", "LogRecordExporter"]),
            ("ruby_class", ["Exporter", "Metrics::MetricsExporter", "Logs::LogsExporter"]),
            ("php_class", ["SpanExporter", "MetricExporter", "LogsExporter"]),
            ("php_signal", ["TRACE", "METRICS", "LOGS"]),
            ("signal", ["traces", "metrics", "logs"]),
        ];
        let index = match signal {
            Signal::Traces | Signal::Profiles => 0,
            Signal::Metrics => 1,
            Signal::Logs => 2,
        };
        // Only the Collector's own settings name it.
        if signal == Signal::Profiles {
            self.values.extend(["signal", "signal_word"].map(|name| (name, Value::Word(signal.as_str()))));
        }
        self.values.extend(WORDS.iter().map(|(name, words)| (*name, Value::Word(words[index]))));
    }
}

/// Protocol and port after the action; `None` is a port that nobody knows.
fn transport(action: Action, code: Code, context: &Context) -> (Protocol, Option<u16>) {
    let (protocol, port) = (context.protocol(), context.port);
    match code {
        // Only gRPC needs h2.
        _ if action == Action::EnableAlpn => (Protocol::Grpc, port),
        _ if action != Action::ChangePort => (protocol, port),
        // The other protocol on this port, or this protocol on the other port: what the evidence points to.
        Code::WrongProtocol if context.other_port.is_none() => (other(protocol), port),
        // HTTP/1.1 does without h2.
        Code::AlpnMissing => (Protocol::HttpProtobuf, context.other_port.or(Some(4318))),
        _ => (protocol, context.likely_port()),
    }
}

/// Whether the exporter brings its own roots and takes the machine's store as a file.
fn store_by_path(action: Action, audience: Audience) -> bool {
    action == Action::TrustSystem && matches!(audience, Audience::Python | Audience::Php)
}

fn other(protocol: Protocol) -> Protocol {
    match protocol {
        Protocol::Grpc => Protocol::HttpProtobuf,
        Protocol::HttpProtobuf => Protocol::Grpc,
    }
}

/// The setting as YAML: its path of keys as nested mappings. A key is one of the reader's own or a component's name, a
/// value one of ours; anything else is quoted.
fn setting_lines(path: &str, instead: Option<&str>) -> String {
    let plain = |text: &str| {
        !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-/.:$<>{}".contains(&byte))
            && !text.starts_with(['-', ':', '>', '{', '}'])
            && !text.ends_with(':')
    };
    let is_literal = |text: &str| {
        let quoted = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let list = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        quoted.is_some_and(plain)
            || list.is_some_and(|items| items.split(", ").all(|item| plain(item.trim_matches('"'))))
    };
    let word = |text: &str| {
        if plain(text) || is_literal(text) { text.to_owned() } else { Language::Yaml.quote(text) }
    };
    let keys: Vec<&str> = path.split('.').collect();
    let mut lines = Vec::new();
    let mut indent = String::new();
    let mut is_item = false;
    for (depth, key) in keys.iter().enumerate() {
        // `processors[0]` is an item of a list; which one, the place says.
        let (key, index) = match key.split_once('[') {
            Some((key, rest)) if rest.ends_with(']') => (key, true),
            _ => (*key, false),
        };
        let key = word(key);
        let dash = if is_item { "- " } else { "" };
        lines.push(match (depth + 1 == keys.len(), instead) {
            (false, _) => format!("{indent}{dash}{key}:"),
            (true, Some(value)) if index => format!("{indent}{dash}{key}:\n{indent}  - {}", word(value)),
            (true, Some(value)) => format!("{indent}{dash}{key}: {}", word(value)),
            (true, None) => format!("{indent}{dash}# no {key}"),
        });
        indent.push_str(if is_item { "    " } else { "  " });
        is_item = index;
    }
    lines.join("\n")
}

/// An IPv6 address in brackets, anything else as it is.
fn bracketed(host: &str) -> String {
    if host.parse::<std::net::Ipv6Addr>().is_ok() { format!("[{host}]") } else { host.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> Context {
        Context { host: Some("otel.example.com".into()), port: Some(4317), ..Context::default() }
    }

    #[test]
    fn wrong_protocol_changes_port_or_protocol() {
        let context = context();
        let changed = |context: &Context, code| transport(Action::ChangePort, code, context);
        assert_eq!(changed(&context, Code::WrongProtocol), (Protocol::HttpProtobuf, Some(4317)));
        let pointed = Context { other_port: Some(14317), ..context.clone() };
        assert_eq!(changed(&pointed, Code::WrongProtocol), (Protocol::Grpc, Some(14317)));
        assert_eq!(changed(&context, Code::AlpnMissing), (Protocol::HttpProtobuf, Some(4318)));
        assert_eq!(changed(&context, Code::SilentServer), (Protocol::Grpc, None));
        let odd = Context { port: Some(443), ..context };
        assert_eq!(changed(&odd, Code::SilentServer), (Protocol::Grpc, Some(4317)));
    }

    #[test]
    fn an_address_is_an_ip_entry_and_bracketed_in_urls() {
        let context = Context { host: Some("2001:db8::1".into()), port: Some(4318), ..Context::default() };
        let fields = Fields::new(Action::Reissue, Code::NoSan, Audience::Openssl, &context);
        assert_eq!(fields.value("san"), Some(&Value::Data("IP:2001:db8::1".into())));
        assert_eq!(fields.value("url"), Some(&Value::Data("https://[2001:db8::1]:4318/v1/traces".into())));
    }

    #[test]
    fn a_flag_has_one_meaning() {
        let fields = Fields::new(Action::TrustCa, Code::UnknownCa, Audience::Go, &context());
        let unique: std::collections::BTreeSet<_> = fields.flags.iter().map(|(name, _)| name).collect();
        assert_eq!(unique.len(), fields.flags.len());
    }
}
