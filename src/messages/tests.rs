use std::fs;
use std::path::Path;

use super::*;
use crate::wording;
use crate::wording::{Value, Values};

#[expect(clippy::disallowed_methods, reason = "tests read fixtures")]
fn fixture(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/messages").join(name)).unwrap()
}

fn first(text: &str, side: Option<Side>) -> Option<Code> {
    explain(text, side).and_then(|explanation| explanation.matches[0].code)
}

/// Every code that an explanation names.
fn named(text: &str) -> Vec<Code> {
    let matches = explain(text, None).map(|explanation| explanation.matches).unwrap_or_default();
    matches
        .iter()
        .flat_map(|found| found.code.into_iter().chain(found.alternatives.iter().map(|other| other.code)))
        .collect()
}

fn line_of_entry(entry: &entry::Entry) -> String {
    if !entry.line.is_empty() {
        return entry.line.to_owned();
    }
    entry.literals.join(" x ").replace(['^', '$', '|'], "")
        + if entry.literals[entry.literals.len() - 1].ends_with('$') { "" } else { " x" }
}

#[test]
fn what_is_read_alone_is_found_in_a_log() {
    // Those that are a whole text by themselves are none in a log.
    let entries = table::entries().filter(|entry| !entry.literals[0].starts_with('^'));
    let mut texts: Vec<String> = entries.map(line_of_entry).collect();
    for name in ["work.jsonl", "held-out.jsonl", "later.jsonl", "blind.jsonl"] {
        let rows = fixture(name);
        let rows = rows.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        texts.extend(rows.map(|row| row["message"].as_str().unwrap().to_owned()));
    }
    for name in ["repro.tsv", "plain.tsv"] {
        texts.extend(fixture(name).lines().filter_map(|row| row.rsplit('\t').next()).map(str::to_owned));
    }
    let lost: Vec<_> = texts
        .iter()
        .filter(|text| !text.trim_end().contains('\n') && explain_event(text, None, false).is_some())
        .filter(|text| scan(&mut format!("{text}\n").as_bytes(), None).unwrap().problems.is_empty())
        .collect();
    assert!(lost.is_empty(), "{} of {}: {lost:#?}", lost.len(), texts.len());
}

#[test]
fn every_entry_finds_its_own_line() {
    let mut wrong = Vec::new();
    for entry in table::entries() {
        assert!(!entry.source.is_empty(), "{:?}", entry.literals);
        assert!(entry.client.code.is_some() || !entry.client.note.is_empty(), "{:?}", entry.literals);
        assert!(
            entry.literals.iter().all(|literal| literal.to_ascii_lowercase() == **literal),
            "{:?}",
            entry.literals
        );
        let line = line_of_entry(entry);
        let found = matcher::find(&fold::fold(&line).text);
        if !found.iter().any(|found| {
            found.rank == entry.rank
                && found.client.code == entry.client.code
                && found.letters == entry.literals.iter().map(|literal| literal.len()).sum::<usize>()
        }) {
            wrong.push(format!("{:?} in {line:?}", entry.literals));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_wording_is_there_twice() {
    let mut seen = std::collections::BTreeSet::new();
    let twice: Vec<_> =
        table::entries().map(|entry| entry.literals).filter(|literals| !seen.insert(*literals)).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn every_text_that_an_exporter_prints_is_recognised() {
    let mut values = Values::default();
    for (value, text) in [
        (Value::Host, "otel.example.com"),
        (Value::Port, "4317"),
        (Value::Address, "192.0.2.10:4317"),
        (Value::Name, "otel.example.com"),
        (Value::Ip, "192.0.2.10"),
        (Value::CommonName, "otel"),
        (Value::DnsNames, "a.example.com, b.example.com"),
        (Value::DnsNamesNode, "DNS:a.example.com"),
        (Value::NamesRust, "DnsName(\"a.example.com\")"),
        (Value::IpNames, "192.0.2.11"),
        (Value::Now, "2026-03-01T09:15:02Z"),
        (Value::NotAfter, "2026-02-27T00:00:00Z"),
        (Value::NotBefore, "2026-05-03T00:00:00Z"),
        (Value::NowUnix, "1772356502"),
        (Value::NotAfterUnix, "1772150400"),
        (Value::NotBeforeUnix, "1777766400"),
        (Value::SecondsAway, "206102"),
        (Value::IssuerCommonName, "otel-ca"),
        (Value::GoAlgorithm, "SHA1-RSA"),
        (Value::KeyPath, "/etc/otel/client.key"),
        (Value::Url, "https://otel.example.com:4318/v1/traces"),
        (Value::NameLower, "otel.example.com"),
        (Value::GrpcStatus, "3"),
    ] {
        values.set(value, text);
    }
    let statuses = [
        (Code::Unauthenticated, "401", "Unauthorized"),
        (Code::PermissionDenied, "403", "Forbidden"),
        (Code::WrongProtocol, "404", "Not Found"),
        (Code::BackendUnavailable, "503", "Service Unavailable"),
        (Code::OtlpRejected, "400", "Bad Request"),
    ];
    let mut wrong = Vec::new();
    for entry in wording::entries() {
        // An alert that is possible for the code.
        let (go, rfc, words, rust) = match entry.code {
            Code::ClientCertRejected => {
                ("unknown certificate authority", "unknown_ca", "unknown ca", "UnknownCA")
            }
            Code::ClientCertRequired => (
                "certificate required",
                "certificate_required",
                "certificate required",
                "CertificateRequired",
            ),
            Code::HandshakeIntolerance => {
                ("handshake failure", "handshake_failure", "handshake failure", "HandshakeFailure")
            }
            _ => ("internal error", "internal_error", "internal error", "InternalError"),
        };
        let openssl = match entry.code {
            Code::HandshakeIntolerance => "SSLV3_ALERT_HANDSHAKE_FAILURE",
            Code::ClientCertRejected => "TLSV1_ALERT_UNKNOWN_CA",
            Code::ClientCertRequired => "TLSV13_ALERT_CERTIFICATE_REQUIRED",
            _ => "TLSV1_ALERT_INTERNAL_ERROR",
        };
        let spoken = openssl.to_lowercase().replace('_', " ");
        let boring = format!("error:10000438:SSL routines:OPENSSL_internal:{openssl}");
        for (value, text) in [
            (Value::GoAlert, go),
            (Value::Alert, rfc),
            (Value::AlertWords, words),
            (Value::RustAlert, rust),
            (Value::OpensslAlert, &spoken),
            (Value::OpensslName, openssl),
            (Value::OpensslCode, "0A000438"),
            (Value::BoringAlert, &boring),
        ] {
            values.set(value, text);
        }
        let (name, status) = match entry.code {
            Code::BackendUnavailable => ("UNAVAILABLE", "14"),
            _ => ("INVALID_ARGUMENT", "3"),
        };
        values.set(Value::GrpcName, name);
        values.set(Value::GrpcGo, if status == "14" { "Unavailable" } else { "InvalidArgument" });
        values.set(Value::GrpcStatus, status);
        // A server that misses a client certificate says so with 400, as nginx does.
        let (_, status, reason) = *statuses.iter().find(|(code, _, _)| *code == entry.code).unwrap_or(&(
            entry.code,
            "400",
            "Bad Request",
        ));
        values.set(Value::HttpStatus, status);
        values.set(Value::HttpReason, reason);
        for value in entry.needs {
            if values.get(*value).is_none() {
                values.set(*value, "");
            }
        }
        let mut text = entry.template.to_owned();
        for part in entry.template.split('{').skip(1) {
            let name = part.split('}').next().unwrap();
            let value =
                Value::named(name).and_then(|value| values.get(value)).unwrap_or_else(|| panic!("{name}"));
            text = text.replace(&format!("{{{name}}}"), value);
        }
        if !named(&text).contains(&entry.code) {
            wrong.push(format!("{} of {:?}: {text} is {:?}", entry.code, entry.runtimes, named(&text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn messages_that_were_reproduced_are_read_right() {
    let mut wrong = Vec::new();
    for line in fixture("repro.tsv").lines().skip(1) {
        let [code, _, message] = line.splitn(3, '\t').collect::<Vec<_>>().try_into().unwrap();
        let text = message.replace("\\\\", "\u{1}").replace("\\n", "\n").replace('\u{1}', "\\");
        if first(&text, None).map(Code::slug) != Some(code) {
            wrong.push(format!("{code}: {:?} of {text}", first(&text, None)));
        }
        // The same inside a JSON log, escaped twice.
        let json = serde_json::json!({"log": serde_json::json!({"error": text}).to_string()}).to_string();
        if first(&json, None).map(Code::slug) != Some(code) {
            wrong.push(format!("{code} in JSON: {:?} of {json}", first(&json, None)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ordinary_lines_match_nothing() {
    let lines = fixture("ordinary.txt");
    assert!(lines.lines().count() > 300);
    let wrong: Vec<String> = lines
        .lines()
        .filter_map(|line| explain(line, None).map(|found| format!("{line}: {}", found.matches[0].matched)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(scan(&mut lines.as_bytes(), None).unwrap().problems, []);
}

#[test]
fn the_same_alert_means_the_opposite_on_the_other_side() {
    let bad = "remote error: tls: bad certificate";
    assert_eq!(first(bad, Some(Side::Client)), Some(Code::ClientCertRejected));
    assert_eq!(first(bad, Some(Side::Server)), Some(Code::UnknownCa));
    let server = format!("http: TLS handshake error from 10.0.0.1:5000: {bad}");
    assert_eq!(first(&server, None), Some(Code::UnknownCa));
    assert_eq!(first(&server, Some(Side::Client)), Some(Code::ClientCertRejected));
    assert!(named(bad).contains(&Code::UnknownCa), "the other side is an alternative where nothing tells");
    let first_record = "tls: first record does not look like a TLS handshake";
    assert_eq!(first(first_record, None), Some(Code::PlaintextServer));
    let server = format!("ServerHandshake(\"10.0.0.1:5000\") failed: {first_record}");
    assert_eq!(first(&server, None), Some(Code::PlaintextClient));
    let erlang = |how: &str| {
        format!("{{tls_alert,{{unknown_ca,\"TLS client: In state x {how} ALERT: Fatal - Unknown CA\"}}}}")
    };
    assert_eq!(first(&erlang("received SERVER"), None), Some(Code::ClientCertRejected));
    assert_eq!(first(&erlang("generated CLIENT"), None), Some(Code::UnknownCa));
}

#[test]
fn the_deepest_cause_wins() {
    let java = "io.grpc.StatusRuntimeException: UNAVAILABLE: io exception\n\tat a.b\nCaused by: javax.net.ssl.SSLHandshakeException: PKIX path validation failed: x: validity check failed\nCaused by: java.security.cert.CertificateExpiredException: NotAfter: x";
    assert_eq!(first(java, None), Some(Code::Expired));
    assert_eq!(
        first(
            "rpc error: code = Unavailable desc = connection error: desc = \"transport: authentication handshake failed: x509: certificate is valid for a, not b\"",
            None
        ),
        Some(Code::NameMismatch)
    );
    assert_eq!(
        first("proxyconnect tcp: dial tcp 10.0.0.1:3128: connect: connection refused", None),
        Some(Code::ProxyFailure)
    );
}

#[test]
fn a_cut_off_paste_is_still_read() {
    assert_eq!(
        first("Post \"https://a:1/v1/traces\": x509: certificate signed by unknown auth", None),
        Some(Code::UnknownCa)
    );
    assert_eq!(first("x509: cert", None), None);
}

#[test]
fn nothing_is_guessed() {
    for text in
        ["", " ", "boom", "connected", "\\", "{}", "x509", "tls: ok", "error: it does not work", "\u{1f600}"]
    {
        assert_eq!(explain(text, None), None, "{text}");
    }
}

/// The messages of all fixtures.
fn pasted() -> Vec<String> {
    let rows = ["work.jsonl", "held-out.jsonl", "later.jsonl"];
    let mut messages: Vec<String> = rows
        .iter()
        .flat_map(|name| fixture(name).lines().map(str::to_owned).collect::<Vec<_>>())
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(&line).unwrap()["message"].as_str().unwrap().to_owned()
        })
        .collect();
    messages.extend(fixture("repro.tsv").lines().skip(1).map(|line| {
        let message = line.splitn(3, '\t').nth(2).unwrap();
        message.replace("\\\\", "\u{1}").replace("\\n", "\n").replace('\u{1}', "\\")
    }));
    messages
}

/// Every line with this before and that behind it.
fn each_line(text: &str, before: &str, behind: &str) -> String {
    text.lines().map(|line| format!("{before}{line}{behind}")).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_done_to_a_message_on_its_way_does_not_change_its_meaning() {
    let json = |text: &str| serde_json::json!({ "log": text }).to_string();
    let wrapped = |text: &str| {
        let letters: Vec<char> = text.chars().collect();
        letters.chunks(80).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
    };
    type Change<'a> = (&'a str, Box<dyn Fn(&str) -> String + 'a>);
    let changes: Vec<Change<'_>> = vec![
        ("JSON", Box::new(json)),
        ("JSON in JSON", Box::new(|text| json(&json(text)))),
        ("CRI", Box::new(|text| each_line(text, "2026-03-01T09:15:02.412345678Z stderr F ", ""))),
        (
            "kubectl",
            Box::new(|text| each_line(text, "[pod/otel-collector-7d9f5b6c4-x2x8k/otc-container] ", "")),
        ),
        ("docker compose", Box::new(|text| each_line(text, "otel-collector-1  | ", ""))),
        ("journald", Box::new(|text| each_line(text, "Mar 01 09:15:02 node-1 otelcol[1234]: ", ""))),
        ("colours", Box::new(|text| each_line(text, "\u{1b}[1;31m", "\u{1b}[0m"))),
        ("colours without their first byte", Box::new(|text| each_line(text, "[31m", "[0m"))),
        ("colours in JSON", Box::new(|text| json(&each_line(text, "\u{1b}[31m", "\u{1b}[0m")))),
        ("Windows", Box::new(|text| text.replace('\n', "\r\n"))),
        (
            "HTML",
            Box::new(|text| {
                text.replace('&', "&amp;")
                    .replace('<', "&lt;")
                    .replace('>', "&gt;")
                    .replace('"', "&quot;")
                    .replace('\'', "&#39;")
            }),
        ),
        (
            "per cent",
            Box::new(|text| {
                text.chars()
                    .map(|c| match c {
                        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' | '\\' | '\u{80}'.. => {
                            c.to_string()
                        }
                        c => format!("%{:02X}", u32::from(c)),
                    })
                    .collect()
            }),
        ),
        (
            "word processor",
            Box::new(|text| text.replace('\'', "\u{2019}").replace('"', "\u{201d}").replace('-', "\u{2011}")),
        ),
        ("syslog", Box::new(|text| text.replace('\n', "#012").replace('\t', "#011"))),
        (
            "Python",
            Box::new(|text| {
                format!("b'{}'", text.replace('\\', "\\\\").replace('\n', "\\n").replace('\'', "\\'"))
            }),
        ),
        ("Go", Box::new(|text| format!("%!v(PANIC=String method: {text})"))),
        ("terminal", Box::new(wrapped)),
    ];
    let mut wrong = Vec::new();
    for (number, message) in pasted().iter().enumerate() {
        let plain = first(message, None);
        // Every message, every change, not every pair: that would take minutes.
        for (name, change) in changes.iter().skip(number % 3).step_by(3) {
            let changed = first(&change(message), None);
            if changed != plain {
                wrong.push(format!("{name}: {plain:?} is {changed:?}: {message}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_deadline_of_the_handshake_may_be_one_of_the_connection() {
    let named = named("SslHandshakeTimeoutException: handshake timed out after 10000ms");
    assert_eq!(named.first(), Some(&Code::SilentServer));
    assert!(named.contains(&Code::ConnectionTimeout), "{named:?}");
}

#[test]
fn a_url_tells_what_a_broken_connection_cannot_be() {
    let reset =
        |url: &str| named(&format!("upstream \"{url}\": recv() failed (104: Connection reset by peer)"));
    let (clear, tls) = (reset("http://127.0.0.1:9401/"), reset("https://127.0.0.1:9401/"));
    assert!(clear.contains(&Code::PlaintextClient) && !clear.contains(&Code::PlaintextServer), "{clear:?}");
    assert!(tls.contains(&Code::PlaintextServer) && !tls.contains(&Code::PlaintextClient), "{tls:?}");
}

#[test]
fn bytes_mean_what_should_have_been_there() {
    let preface = |hex: &str| {
        format!("HTTP/2 client preface string missing or corrupt. Hex dump for received bytes: {hex}")
    };
    assert_eq!(first(&preface("474554202f20485454502f312e31"), None), Some(Code::WrongProtocol));
    assert_eq!(first(&preface("1603010200010001fc0303ea"), None), Some(Code::PlaintextServer));
    let tls = "NotSslRecordException: not an SSL/TLS record: 474554202f20485454502f312e31";
    assert_eq!(first(tls, None), Some(Code::PlaintextClient));
    assert_eq!(first("nginx reverse proxy - Unknown frame type 50", None), Some(Code::WrongProtocol));
}

#[test]
fn what_is_inside_a_whole_wording_is_not_cut_off() {
    assert_eq!(first("invalid server certificate", None), Some(Code::UnknownCa));
    assert_eq!(first("unable to verify server certificate", None), Some(Code::UnknownCa));
}
