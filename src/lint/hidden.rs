//! Which parts of a file are not shown: what may be a token, a password or a key.

use crate::target::redact;
use crate::yaml::Kind;
use crate::yaml::Node;
use crate::yaml::Style;

/// What stands for it.
const MASK: &str = "***";

/// A part of a text that is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Byte offset of its first byte.
    pub(super) start: usize,
    /// Byte offset after its last.
    pub(super) end: usize,
    /// What is shown in its place.
    pub(super) shown: String,
}

/// Words in a key whose value may be a secret.
const WORDS: [&str; 19] = [
    "token",
    "password",
    "passwd",
    "secret",
    "api_key",
    "apikey",
    "api-key",
    "access_key",
    "accesskey",
    "access-key",
    "authorization",
    "credential",
    "passphrase",
    "bearer",
    "cookie",
    "signature",
    "license",
    "private_key",
    "dsn",
];
/// Ends of keys whose values name something that is not itself secret.
const NAMES: [&str; 8] = ["name", "file", "path", "ref", "url", "type", "expiry", "duration"];

/// Whether the value of this key may be a secret.
fn is_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|end| key.ends_with(end));
    matches!(key.as_str(), "auth" | "owner_auth" | "key_pem" | "headers_list")
        || ends(&["_pem", "headers", "_auth"])
        || WORDS.iter().any(|word| key.contains(word)) && !ends(&NAMES)
}

/// The parts of a text that are not shown, in order. `roots`: its trees, and those of configurations in it.
pub(super) fn all<'a>(text: &str, roots: impl IntoIterator<Item = &'a Node>) -> Vec<Hidden> {
    let mut found = Vec::new();
    for root in roots {
        walk(text, root, false, &mut found);
    }
    for (start, line) in lines(text) {
        found.extend(written_out(start, line));
    }
    found.sort_by_key(|hidden: &Hidden| (hidden.start, std::cmp::Reverse(hidden.end)));
    let mut kept: Vec<Hidden> = Vec::new();
    for hidden in found {
        if kept.last().is_none_or(|last| hidden.start >= last.end) {
            kept.push(hidden);
        }
    }
    kept
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

fn walk(text: &str, node: &Node, secret: bool, found: &mut Vec<Hidden>) {
    match &node.kind {
        Kind::Scalar(scalar) => {
            if let Some(shown) = shown(&scalar.text, secret) {
                hide(text, node, scalar.style, &shown, found);
            }
        }
        Kind::Sequence(items) => items.iter().for_each(|item| walk(text, item, secret, found)),
        Kind::Mapping(entries) => {
            let is_secret_object = node.get("kind").and_then(Node::text) == Some("Secret");
            // `{name: API_KEY, value: ...}`
            let named = ["name", "key"].iter().any(|key| {
                node.get(key).and_then(Node::as_str).is_some_and(is_secret) && node.get("value").is_some()
            });
            for entry in entries {
                let key = entry.key.text().unwrap_or_default();
                let is_data = is_secret_object && matches!(key, "data" | "stringData");
                // A map under such a key is settings of its own, but for these.
                let whole = is_data || key.to_ascii_lowercase().ends_with("headers");
                let is_text = entry.value.as_scalar().is_some();
                let hides = whole || is_text && is_secret(key) || named && key == "value";
                let stays = matches!(key, "name" | "key") && secret && node.get("value").is_some();
                walk(text, &entry.value, !stays && (secret || hides), found);
            }
        }
    }
}

/// What is shown of a value; `None`: all of it.
fn shown(value: &str, secret: bool) -> Option<String> {
    if secret {
        // A reference is no secret; a variable that holds one is elsewhere.
        let is_reference = value.starts_with("${") && value.ends_with('}') && !value[2..].contains("${");
        return (!value.is_empty() && !is_reference).then(|| MASK.to_owned());
    }
    let lower = value.to_ascii_lowercase();
    if value.contains("-----BEGIN") || lower.starts_with("bearer ") || lower.starts_with("basic ") {
        return Some(MASK.to_owned());
    }
    if value.contains("://") && value.contains(['@', '?']) && !value.contains(char::is_whitespace) {
        let redacted = redact(value);
        return (redacted != value).then_some(redacted);
    }
    None
}

fn hide(text: &str, node: &Node, style: Style, shown: &str, found: &mut Vec<Hidden>) {
    let span = node.span;
    if style != Style::Block {
        let (start, end) = (span.start, span.end);
        found.push(Hidden { start, end, shown: shown.to_owned() });
        return;
    }
    // Line by line, so that the lines stay; the line of the indicator is no part of the text.
    let Some(written) = text.get(span.start..span.end) else { return };
    let header = if written.starts_with(['|', '>']) {
        written.find('\n').map_or(written.len(), |at| at + 1)
    } else {
        0
    };
    for (at, line) in lines(&written[header..]) {
        let blanks = line.len() - line.trim_start().len();
        if blanks < line.len() {
            let start = span.start + header + at;
            found.push(Hidden { start: start + blanks, end: start + line.len(), shown: MASK.to_owned() });
        }
    }
}

/// In comments, scripts and arguments: `token=...`, `authorization: ...`, `Bearer ...`, PEM.
fn written_out(start: usize, line: &str) -> Option<Hidden> {
    let lower = line.to_ascii_lowercase();
    let hide = |from: usize| {
        let rest = line.get(from..)?;
        let blanks = rest.len() - rest.trim_start().len();
        (blanks < rest.len()).then(|| Hidden {
            start: start + from + blanks,
            end: start + line.len(),
            shown: MASK.to_owned(),
        })
    };
    if let Some(at) = ["bearer ", "basic ", "-----begin"].iter().filter_map(|word| lower.find(word)).min() {
        return hide(at);
    }
    let is_comment = line.trim_start().starts_with('#') || line.contains(" #");
    for (at, separator) in line.match_indices(['=', ':']) {
        let word =
            line[..at].rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).next()?;
        let in_yaml = separator == ":" && !is_comment;
        if !in_yaml && !word.is_empty() && is_secret(word) && !line[at + 1..].trim().is_empty() {
            return hide(at + 1);
        }
    }
    // A line of a PEM body.
    let body = line.trim();
    let is_base64 =
        body.len() >= 48 && body.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b));
    if is_base64 { hide(0) } else { None }
}

/// The text with the hidden parts masked.
pub(super) fn masked(text: &str, hidden: &[Hidden]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for one in hidden {
        let (Some(before), true) = (text.get(at..one.start), text.is_char_boundary(one.end)) else {
            continue;
        };
        out.push_str(before);
        out.push_str(&one.shown);
        at = one.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml;

    fn mask(text: &str) -> String {
        let roots = yaml::parse(text).unwrap();
        masked(text, &all(text, &roots))
    }

    #[test]
    fn secrets_are_masked_and_settings_are_not() {
        for secret in [
            "exporters:\n  otlp:\n    headers:\n      x-tenant: hunter2\n",
            "headers: {authorization: 'Bearer hunter2'}\n",
            "headers: [{name: api-key, value: hunter2}]\n",
            "env:\n- name: OTEL_EXPORTER_OTLP_HEADERS\n  value: a=hunter2\n",
            "env: [{name: DB_PASSWORD, value: hunter2}]\n",
            "key_pem: |\n  -----BEGIN PRIVATE KEY-----\n  hunter2\n  -----END PRIVATE KEY-----\nb: 1\n",
            "kind: Secret\ndata: {tls.key: hunter2}\n",
            "proxy: http://u:hunter2@proxy:1\n",
            "a: 1 # token: hunter2\n",
            "run: |\n  curl --token=hunter2\n",
            "args: ['--header=Authorization=Bearer hunter2']\n",
            "basicauth:\n  client_auth: {username: u, password: hunter2}\n",
            "endpoint: https://a/?key=hunter2\n",
        ] {
            let shown = mask(secret);
            assert!(!shown.contains("hunter2"), "{shown}");
            assert!(shown.contains("***"), "{shown}");
            assert_eq!(shown.lines().count(), secret.lines().count());
        }
        for plain in [
            "secretName: otel-tls\n",
            "tls: {ca_file: /ca.pem, key_file: /k.pem, insecure: true}\n",
            "spec: {secretRef: {name: x}, privateKey: {algorithm: RSA}}\n",
            "endpoint: https://a.b:4317/v1/traces # the token is elsewhere\n",
            "bearer_token_file: /var/run/token\n",
            "headers: {authorization: '${env:TOKEN}'}\n",
            "env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: token}}}]\n",
        ] {
            assert_eq!(mask(plain), plain);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "[-a:{}\\[\\]&*|> '\"#=\n@é]{0,60}(token: x|://a@b|\n)?") {
            let roots = yaml::parse(&text).unwrap_or_default();
            let _ = masked(&text, &all(&text, &roots));
        }
    }
}
