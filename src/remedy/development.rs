//! How certificates that otls made itself are put to use.

use crate::finding::Code;

use super::Audience;
use super::Context;
use super::action::Action;
use super::fields::Fields;
use super::quote::Language;
use super::table;
use super::table::Entry;
use super::template;

/// A whole configuration of a Collector that serves OTLP with mutual TLS.
pub(super) const COLLECTOR: &str = include_str!("templates/development/collector.yaml");
/// The variables of an exporter that reaches it.
pub(super) const ENVIRONMENT: &str = include_str!("templates/development/environment.sh");
/// The commands that judge the files and probe the server.
pub(super) const CHECK: &str = include_str!("templates/development/check.sh");

/// The fields that the templates may name.
pub(super) fn fields(context: &Context) -> Fields {
    Fields::new(Action::SendClientCert, Code::ClientCertRequired, Audience::Environment, context)
}

/// A Collector configuration (YAML) that starts as it is: both protocols with mutual TLS, and the debug exporter.
pub fn collector(context: &Context) -> String {
    template::snippet(COLLECTOR, &fields(context), Language::Yaml)
}

/// The environment (shell) of an exporter that reaches that Collector.
pub fn environment(context: &Context) -> String {
    template::snippet(ENVIRONMENT, &fields(context), Language::Sh)
}

/// The commands (shell) that judge the files and probe the server.
pub fn check(context: &Context) -> String {
    template::snippet(CHECK, &fields(context), Language::Sh)
}

/// The manifests (YAML) with which cert-manager issues such certificates: a CA of the namespace, and the server's.
pub fn manifests(context: &Context) -> String {
    let (action, audience) = (Action::Reissue, Audience::CertManager);
    match table::entry(action, audience) {
        Entry::Template(language, snippet, _) => {
            // No CA is given, so that the manifests begin with one.
            let fields = Fields::new(action, Code::UnknownCa, audience, context);
            template::snippet(snippet, &fields, language)
        }
        Entry::NotApplicable(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> Context {
        Context {
            host: Some("otel-collector".into()),
            port: Some(4317),
            ca_path: Some("/my certs/ca.pem".into()),
            cert_path: Some("/my certs/client.pem".into()),
            key_path: Some("/my certs/client.key".into()),
            server_cert_path: Some("/my certs/server.pem".into()),
            server_key_path: Some("/my certs/server.key".into()),
            ..Context::default()
        }
    }

    #[test]
    fn the_templates_name_what_there_is() {
        let fields = fields(&Context::default());
        for text in [COLLECTOR, ENVIRONMENT, CHECK] {
            let (flags, used, balanced) = template::names(text);
            assert!(balanced && !used.is_empty());
            assert!(flags.iter().all(|flag| fields.flag(flag).is_some()), "{flags:?}");
            assert!(used.iter().all(|name| fields.value(name).is_some()), "{used:?}");
        }
    }

    #[test]
    fn files_and_names_of_this_run() {
        let yaml = collector(&context());
        assert!(yaml.contains("endpoint: 0.0.0.0:4317"), "{yaml}");
        assert_eq!(yaml.matches(r#"cert_file: "/my certs/server.pem""#).count(), 2, "{yaml}");
        assert_eq!(yaml.matches(r#"client_ca_file: "/my certs/ca.pem""#).count(), 2, "{yaml}");
        let shell = environment(&context());
        assert!(shell.contains("ENDPOINT=https://otel-collector:4317\n"), "{shell}");
        assert!(shell.contains("CLIENT_KEY='/my certs/client.key'\n"), "{shell}");
        assert!(shell.contains("--key-type rsa"), "{shell}");
        let rsa = environment(&Context { key_type: Some("rsa"), ..context() });
        assert!(!rsa.contains("--key-type rsa"), "{rsa}");
    }

    #[test]
    fn a_server_on_this_machine_listens_there_alone() {
        let yaml = collector(&Context { host: Some("localhost".into()), ..context() });
        assert!(yaml.contains("endpoint: localhost:4318") && !yaml.contains("0.0.0.0"), "{yaml}");
    }

    #[test]
    fn the_manifests_hold_the_names_in_order() {
        let wanted = ["otel", "otel.observability", "*.pods.example.com", "10.0.0.7"];
        let yaml = manifests(&Context {
            wanted_names: wanted.map(String::from).to_vec(),
            service: Some(("otel".into(), "observability".into())),
            days: Some(30),
            ..Context::default()
        });
        assert!(yaml.contains("kind: ClusterIssuer") && yaml.contains("isCA: true"), "{yaml}");
        assert!(yaml.contains(r#"dnsNames: ["otel", "otel.observability", "*.pods.example.com"]"#), "{yaml}");
        assert!(yaml.contains(r#"ipAddresses: ["10.0.0.7"]"#), "{yaml}");
        assert!(yaml.contains(r#"secretName: "otel-tls""#), "{yaml}");
        assert!(yaml.contains("duration: 720h\n  renewBefore: 240h\n"), "{yaml}");
        assert!(yaml.contains(r#"namespace: "observability""#), "{yaml}");
    }
}
