//! Values as they may be shown: what may hold a token, a password or a key is left out.

use super::PREFIX;
use super::ambient::AMBIENT;
use super::options::of_exporter;
use super::options::words;
use crate::target::endpoint::redact;
use crate::target::proxy::parse_proxy;

/// What stands for what is not shown.
const HIDDEN: &str = "***";

/// Ends of the variables of an OTLP exporter whose values are no secret.
const PLAIN: [&str; 8] = [
    "INSECURE",
    "CERTIFICATE",
    "CLIENT_CERTIFICATE",
    "CLIENT_KEY",
    "COMPRESSION",
    "TIMEOUT",
    "PROTOCOL",
    "TEMPORALITY_PREFERENCE",
];

/// Other variables of OpenTelemetry whose values are no secret.
const OTHERS: [&str; 9] = [
    "OTEL_SDK_DISABLED",
    "OTEL_TRACES_EXPORTER",
    "OTEL_METRICS_EXPORTER",
    "OTEL_LOGS_EXPORTER",
    "OTEL_CONFIG_FILE",
    "OTEL_EXPERIMENTAL_CONFIG_FILE",
    "OTEL_LOG_LEVEL",
    "OTEL_RUBY_EXPORTER_OTLP_SSL_VERIFY_NONE",
    "OTEL_RUBY_EXPORTER_OTLP_SSL_VERIFY_PEER",
];

/// Options of a JVM or of Node that say which roots are trusted, or how; the others may hold anything.
const OPTIONS: [&str; 18] = [
    "-Djavax.net.ssl.trustStore=",
    "-Djavax.net.ssl.trustStoreType=",
    "-Djavax.net.debug=",
    "-Dhttps.proxyHost=",
    "-Dhttps.proxyPort=",
    "-Dhttp.proxyHost=",
    "-Dhttp.proxyPort=",
    "-DsocksProxyHost=",
    "-Djava.net.useSystemProxies=",
    "-Djdk.tls.client.protocols=",
    "-Dhttp.nonProxyHosts=",
    "--use-openssl-ca",
    "--use-system-ca",
    "--use-bundled-ca",
    "--tls-min-v",
    "--tls-max-v",
    "--tls-cipher-list",
    "--openssl-",
];

/// The value as it may be shown.
pub(super) fn shown(name: &str, value: &str) -> String {
    if value.contains("-----BEGIN") {
        return "<PEM>".to_owned();
    }
    if let Some(ambient) = AMBIENT.iter().find(|ambient| ambient.name == name) {
        return match name {
            "JAVA_TOOL_OPTIONS" | "JDK_JAVA_OPTIONS" | "_JAVA_OPTIONS" | "NODE_OPTIONS" => options(value),
            "OTEL_EXPORTER_SSL_OPTIONS" => hidden(value),
            _ if ambient.is_proxy() => {
                let shown = |display: String| match value.contains("://") {
                    true => display,
                    // Some take no proxy without a scheme.
                    false => display.trim_start_matches("http://").to_owned(),
                };
                parse_proxy(value.trim()).map_or_else(|_| redact(value), |proxy| shown(proxy.display))
            }
            _ => value.to_owned(),
        };
    }
    if name.starts_with(PREFIX) && name.ends_with("_HEADERS") {
        headers(value)
    } else if name.ends_with("_ENDPOINT") {
        redact(value)
    } else if plain(name) || OTHERS.contains(&name) {
        value.to_owned()
    } else {
        hidden(value)
    }
}

/// A variable of an OTLP exporter whose value is no secret.
fn plain(name: &str) -> bool {
    name.strip_prefix(PREFIX)
        .is_some_and(|rest| PLAIN.iter().any(|end| rest.strip_suffix(end).is_some_and(is_signal)))
}

fn is_signal(text: &str) -> bool {
    matches!(text, "" | "TRACES_" | "METRICS_" | "LOGS_" | "SPAN_" | "METRIC_")
}

fn hidden(value: &str) -> String {
    if value.is_empty() { String::new() } else { HIDDEN.to_owned() }
}

/// Names stay, values go; that a value holds a space stays to be seen.
fn headers(value: &str) -> String {
    let entry = |entry: &str| match entry.split_once('=') {
        Some((name, value)) => {
            let words = value.trim().split(' ').count();
            format!("{name}={}", vec![HIDDEN; words.min(2)].join(" "))
        }
        None => hidden(entry),
    };
    value.split(',').map(entry).collect::<Vec<_>>().join(",")
}

fn options(value: &str) -> String {
    let word = |word: &str| {
        if OPTIONS.iter().any(|option| word.starts_with(option)) {
            word.to_owned()
        } else if word.starts_with("-javaagent:") {
            word.split('=').next().unwrap_or_default().to_owned()
        } else if let Some((name, value)) =
            of_exporter(word).filter(|(name, _)| name.ends_with("_ENDPOINT") || plain(name))
        {
            let shown = shown(&name, value);
            format!("{}{shown}", &word[..word.len() - value.len()])
        } else if let Some((name, _)) =
            word.split_once('=').filter(|_| word.starts_with("-Dotel.exporter.otlp."))
        {
            format!("{name}={HIDDEN}")
        } else {
            HIDDEN.to_owned()
        }
    };
    let quoted = |word: String| if word.contains(char::is_whitespace) { format!("\"{word}\"") } else { word };
    let mut kept: Vec<String> = words(value).iter().map(|one| quoted(word(one))).collect();
    kept.dedup();
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn what_is_no_secret_stays() {
        assert_eq!(shown("OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE", "ca.pem"), "ca.pem");
        assert_eq!(shown("OTEL_EXPORTER_OTLP_SPAN_INSECURE", "true"), "true");
        assert_eq!(shown("SSL_CERT_FILE", "/a.pem"), "/a.pem");
        assert_eq!(shown("https_proxy", "u:p@proxy:3128"), "proxy:3128");
        assert_eq!(
            shown("JAVA_TOOL_OPTIONS", "-Dotel.exporter.otlp.headers=a=b"),
            "-Dotel.exporter.otlp.headers=***"
        );
        assert_eq!(shown("OTEL_EXPORTER_OTLP_HEADERS", "a=1,b=Bearer x"), "a=***,b=*** ***");
        assert_eq!(
            shown("JAVA_TOOL_OPTIONS", "-javaagent:/a.jar -Dkey=x -Djavax.net.ssl.trustStore=/t.p12"),
            "-javaagent:/a.jar *** -Djavax.net.ssl.trustStore=/t.p12"
        );
    }

    #[test]
    fn what_may_be_one_does_not() {
        for (name, value) in [
            ("OTEL_EXPORTER_OTLP_TOKEN", "hunter2"),
            ("OTEL_EXPORTER_OTLP_CERTIFICATE_STRING", "hunter2"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "hunter2"),
            ("https_proxy", "socks5://u:hunter2@h:1"),
            ("NODE_OPTIONS", "--require=hunter2"),
        ] {
            assert!(!shown(name, value).contains("hunter2"), "{name}");
        }
    }
}
