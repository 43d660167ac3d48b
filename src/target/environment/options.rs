//! Options in variables: system properties of a JVM, switches of Node.

use super::Environment;
use super::PREFIX;
use crate::secret::Secret;

/// Variables whose options a JVM takes, the later before the earlier: the second is read by the `java` launcher.
const JVM: [&str; 3] = ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"];

/// The start of the properties that stand for variables of an OTLP exporter.
const OTLP: &str = "-Dotel.exporter.otlp.";

/// A system property of a JVM, and the variable that sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// The variable.
    pub variable: &'static str,
    /// Its value as it may be shown.
    pub value: String,
}

/// Whether a variable holds options of a JVM.
pub fn is_of_jvm(variable: &str) -> bool {
    JVM.contains(&variable)
}

/// The variable that a JVM's option stands for, and its value: `-Dotel.exporter.otlp.traces.endpoint=x`.
pub(super) fn of_exporter(word: &str) -> Option<(String, &str)> {
    let (name, value) = word.strip_prefix(OTLP)?.split_once('=')?;
    Some((format!("{PREFIX}{}", name.to_ascii_uppercase().replace(['.', '-'], "_")), value))
}

/// The words of a value, as a JVM splits them: blanks within quotes are none.
pub(super) fn words(value: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for letter in value.chars() {
        match (letter, quote) {
            (letter, Some(open)) if letter == open => quote = None,
            ('"' | '\'', None) => quote = Some(letter),
            (letter, None) if letter.is_whitespace() => words.push(std::mem::take(&mut word)),
            (letter, _) => word.push(letter),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

impl Environment {
    /// A system property of the JVM, where a variable sets it: `javax.net.ssl.trustStore`.
    pub fn property(&self, name: &str) -> Option<Property> {
        let start = format!("-D{name}");
        JVM.into_iter().rev().find_map(|variable| {
            let mut words = words(self.get(variable)?).into_iter().rev();
            let value = words.find_map(|word| match word.strip_prefix(&start)? {
                "" => Some(String::new()),
                rest => rest.strip_prefix('=').map(str::to_owned),
            })?;
            Some(Property { variable, value })
        })
    }

    /// The value of a property as it is, for code that uses it and never shows it.
    pub fn secret_property(&self, name: &str) -> Option<Secret<String>> {
        let start = format!("-D{name}=");
        JVM.into_iter().rev().find_map(|variable| {
            let words = words(self.secret(variable)?.expose());
            let found = words.iter().rev().find_map(|word| word.strip_prefix(&start));
            found.map(|value| Secret::new(value.to_owned()))
        })
    }

    /// The variables as Java's exporters see them: a system property goes before the variable of the same meaning.
    /// With the variables that were set so, and what set them.
    pub fn with_properties(&self) -> (Self, Vec<(String, &'static str)>) {
        let (mut seen, mut set) = (self.clone(), Vec::new());
        for variable in JVM {
            let value = self.secret(variable).map(|secret| secret.expose().as_str());
            for word in words(value.or_else(|| self.get(variable)).unwrap_or_default()) {
                let Some((name, value)) = of_exporter(&word) else { continue };
                seen.set(&name, value.to_owned());
                set.retain(|(known, _)| *known != name);
                set.push((name, variable));
            }
        }
        (seen, set)
    }

    /// Whether Node is started with this switch.
    pub fn node_switch(&self, switch: &str) -> bool {
        self.get("NODE_OPTIONS").is_some_and(|value| words(value).iter().any(|word| word == switch))
    }

    /// The variable that shows that the SDK configures itself, where one does: code that makes its exporters reads none
    /// of these.
    pub fn configures_sdk(&self) -> Option<&'static str> {
        let exporters = ["OTEL_TRACES_EXPORTER", "OTEL_METRICS_EXPORTER", "OTEL_LOGS_EXPORTER"];
        let agent = |name: &&str| self.get(name).is_some_and(|value| value.contains("-javaagent:"));
        exporters.into_iter().find(|name| self.get(name).is_some()).or_else(|| JVM.into_iter().find(agent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Environment::new("the environment", variables)
    }

    #[test]
    fn the_later_property_wins() {
        let set = environment(&[
            ("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=/a -Djavax.net.ssl.trustStore=/b"),
            ("NODE_OPTIONS", "--use-openssl-ca"),
        ]);
        let store = |set: &Environment| set.property("javax.net.ssl.trustStore").map(|one| one.value);
        assert_eq!(store(&set).as_deref(), Some("/b"));
        assert_eq!(set.property("javax.net.ssl"), None);
        assert!(set.node_switch("--use-openssl-ca") && !set.node_switch("--use"));
        let both = environment(&[
            ("_JAVA_OPTIONS", "-Djavax.net.ssl.trustStore=/c"),
            ("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=/a"),
        ]);
        assert_eq!(store(&both).as_deref(), Some("/c"));
    }

    #[test]
    fn quotes_keep_a_value_together() {
        let set = environment(&[("JAVA_TOOL_OPTIONS", "-Da=b '-Djavax.net.ssl.trustStore=/a b'")]);
        assert_eq!(set.property("javax.net.ssl.trustStore").unwrap().value, "/a b");
        assert_eq!(words(" a \"b c\"d  e "), ["a", "b cd", "e"]);
    }

    #[test]
    fn a_password_is_for_use_alone() {
        let set = environment(&[("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStorePassword=hunter2")]);
        assert_eq!(set.secret_property("javax.net.ssl.trustStorePassword").unwrap().expose(), "hunter2");
        assert!(!format!("{set:?}").contains("hunter2"));
    }

    #[test]
    fn properties_go_before_variables() {
        let set = environment(&[
            ("OTEL_EXPORTER_OTLP_CERTIFICATE", "/a"),
            (
                "JAVA_TOOL_OPTIONS",
                "-Dotel.exporter.otlp.certificate=/b -Dotel.exporter.otlp.traces.endpoint=https://u:p@c",
            ),
        ]);
        let (seen, properties) = set.with_properties();
        assert_eq!(seen.get("OTEL_EXPORTER_OTLP_CERTIFICATE"), Some("/b"));
        assert_eq!(seen.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"), Some("https://***@c"));
        assert_eq!(properties[0], ("OTEL_EXPORTER_OTLP_CERTIFICATE".to_owned(), "JAVA_TOOL_OPTIONS"));
        assert!(!format!("{set:?}").contains("u:p"));
    }

    #[test]
    fn only_an_sdk_that_configures_itself_reads_its_protocol() {
        assert_eq!(environment(&[("OTEL_SERVICE_NAME", "x")]).configures_sdk(), None);
        assert_eq!(
            environment(&[("OTEL_LOGS_EXPORTER", "otlp")]).configures_sdk(),
            Some("OTEL_LOGS_EXPORTER")
        );
        let agent = environment(&[("JAVA_TOOL_OPTIONS", "-javaagent:/agent.jar=key=hunter2")]);
        assert_eq!(agent.configures_sdk(), Some("JAVA_TOOL_OPTIONS"));
        assert!(!format!("{agent:?}").contains("hunter2"));
    }
}
