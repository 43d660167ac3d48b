use super::*;

/// Looks at files with nothing around them.
fn lint(inputs: &[Input]) -> Vec<Result<Linted, Refused>> {
    super::lint(
        inputs,
        &Around {
            runtimes: &[],
            material: &collector::Files::new(),
            side: &Side::new(),
            read: |_| collector::Read::default(),
            at: 0,
        },
    )
}

fn one(name: &str, text: &str) -> Result<Linted, Refused> {
    lint(&[Input { name: name.to_owned(), text: text.to_owned() }]).remove(0)
}

#[test]
fn files_of_other_kinds_are_refused_with_what_they_are() {
    let refused = |text: &str| {
        let refused = one("x", text).unwrap_err();
        format!("{} / {}", refused.problem, refused.help.unwrap_or_default())
    };
    assert!(refused("").contains("empty"));
    assert!(refused("# only\n---\n").contains("empty"));
    assert!(refused("a: {{ .Values.x }}\n").contains("helm template"));
    assert!(refused("a: [").contains("not YAML"));
    assert!(refused("hello: world").contains("`hello`"));
    assert!(refused("-----BEGIN CERTIFICATE-----\nx\n").contains("otls inspect"));
    assert!(refused("\u{0}\u{1}").contains("no text"));
    let secret = "apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\ndata: {tls.crt: aGk=}\n";
    assert!(refused(secret).contains("otls inspect x"));
    let both = format!("{secret}---\napiVersion: v1\nkind: Service\nmetadata: {{name: a}}\n");
    let linted = one("x", &both).unwrap();
    assert_eq!(linted.documents.len(), 2);
    assert!(linted.documents[0].note.as_ref().unwrap().contains("otls inspect"));
    assert!(refused("apiVersion: v1\nkind: Pod\n---\nmy: values\n").contains("line 4"));
}

#[test]
fn one_bad_file_leaves_the_others() {
    let file = |name: &str, text: &str| Input { name: name.to_owned(), text: text.to_owned() };
    let results = lint(&[file("a", "a: ["), file("b", "file_format: 1.0\n")]);
    assert!(results[0].is_err());
    assert_eq!(results[1].as_ref().unwrap().found.len(), 1);
}

#[test]
fn files_are_looked_at_together() {
    let file = |name: &str, text: &str| Input { name: name.to_owned(), text: text.to_owned() };
    let issuer = "apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: ca, namespace: a}\nspec: {ca: {secretName: ca}}\n";
    let certificate = "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: ca, namespace: b}\nspec: {secretName: ca, isCA: true}\n";
    let results = lint(&[file("issuer", issuer), file("certificate", certificate)]);
    assert_eq!(results[0].as_ref().unwrap().found.len(), 1);
    assert_eq!(results[1].as_ref().unwrap().found.len(), 0);
    // The same text twice is two files.
    let results = lint(&[file("-", certificate), file("-", certificate)]);
    assert!(results.iter().all(Result::is_ok));
}

const SDK: &str = "# ours\nfile_format: 1.0   # the version\ntracer_provider:\n  processors:\n    - batch:\n        exporter:\n          otlp_grpc:\n            endpoint: https://a:4317\n            headers_list: \"api-key=hunter2\"\n            tls:\n              CA_file: /ca.pem\n              insecure: 'TRUE'\n";

/// The text with the safe changes made, and each: line, column, what.
fn mended(text: &str) -> (String, Vec<(u32, u32, String)>) {
    let input = Input { name: "x.yaml".to_owned(), text: text.to_owned() };
    let (material, side) = (collector::Files::new(), Side::new());
    let around = Around {
        runtimes: &[],
        material: &material,
        side: &side,
        read: |_| collector::Read::default(),
        at: 0,
    };
    let (mut mended, mut made) = mend(&[input], &around);
    let made = made.remove(0).into_iter().map(|fix| (fix.line, fix.column, fix.what)).collect();
    (mended.remove(0).text, made)
}

#[test]
fn safe_changes_leave_everything_else() {
    let (fixed, made) = mended(SDK);
    // `insecure: true` beside `https://` has no effect; with it gone there is nothing more to say.
    let expected = SDK
        .replace("file_format: 1.0 ", "file_format: \"1.0\" ")
        .replace("CA_file", "ca_file")
        .replace("              insecure: 'TRUE'\n", "");
    assert_eq!(fixed, expected);
    let places: Vec<(u32, u32)> = made.iter().map(|(line, column, _)| (*line, *column)).collect();
    assert_eq!(places, [(2, 14), (11, 15), (12, 25), (12, 25)], "{made:?}");
    assert!(one("sdk.yaml", &fixed).unwrap().found.is_empty());
}

#[test]
fn a_diff_shows_the_changes_and_no_secret() {
    let input = |text: &str| Input { name: "sdk.yaml".to_owned(), text: text.to_owned() };
    let diff = diff(&input(SDK), &input(&mended(SDK).0));
    assert!(diff.starts_with("--- a/sdk.yaml\n+++ b/sdk.yaml\n@@ "), "{diff}");
    assert!(diff.contains("-file_format: 1.0   # the version\n+file_format: \"1.0\"   # the version\n"));
    assert!(diff.contains("***") && !diff.contains("hunter2"), "{diff}");
    assert_eq!(super::diff(&input("file_format: '1.0'\n"), &input("file_format: '1.0'\n")), "");
}

#[test]
fn changes_inside_of_a_config_map() {
    let text = format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata:\n  other: |\n    file_format: x {{\n  sdk.yaml: |\n{}last: 1\n",
        SDK.lines().map(|line| format!("    {line}\n")).collect::<String>()
    );
    let linted = one("cm.yaml", &text).unwrap();
    let (fixed, made) = mended(&text);
    assert_eq!(made.len(), 4, "{:?}", linted.found);
    assert!(fixed.contains("    file_format: \"1.0\"   # the version\n") && fixed.ends_with("last: 1\n"));
    assert_eq!(fixed.lines().count() + 1, text.lines().count());
    let (found, excerpt) =
        &linted.found.iter().find(|(found, _)| found.held.code.slug() == "unknown-setting").unwrap();
    let excerpt = excerpt.as_ref().unwrap();
    let marked: String = excerpt.text.chars().skip(excerpt.before).take(excerpt.length).collect();
    assert_eq!(marked, "CA_file", "{found:?}");
}

#[test]
fn what_an_alias_brings_to_two_places_is_not_changed() {
    let text = "file_format: '1.0'\nx: &tls {ca_file: /a, insecure: 'true'}\ntracer_provider:\n  processors:\n    - batch: {exporter: {otlp_grpc: {endpoint: 'a:4317', tls: *tls}}}\n";
    let linted = one("x", text).unwrap();
    assert_eq!(linted.found.len(), 1);
    assert!(linted.fixes.is_empty());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(512))]

    #[test]
    fn no_bytes_crash(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        if let Ok(linted) = one("x", &String::from_utf8_lossy(&bytes)) {
            assert!(linted.fixes.len() <= linted.found.len());
            let _ = mended(&String::from_utf8_lossy(&bytes));
        }
    }

    /// Words of every kind of file, put together anyhow.
    #[test]
    fn no_yaml_crashes(lines in proptest::collection::vec((0_usize..6, word(), word()), 0..25)) {
        let mut text = "apiVersion: cert-manager.io/v1\n".to_owned();
        for (depth, key, value) in lines {
            text.push_str(&format!("{}{key}: {value}\n", "  ".repeat(depth)));
        }
        let (fixed, made) = mended(&text);
        assert_eq!(fixed == text, made.is_empty());
    }
}

fn word() -> impl proptest::strategy::Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "kind",
        "Certificate",
        "Deployment",
        "spec",
        "template",
        "containers",
        "- env",
        "- name",
        "value",
        "- batch",
        "OTEL_EXPORTER_OTLP_CERTIFICATE",
        "/etc/otel/ca.crt",
        "volumeMounts",
        "mountPath",
        "subPath",
        "volumes",
        "secret",
        "secretName",
        "isCA",
        "true",
        "'true'",
        "1.0",
        "file_format",
        "tracer_provider",
        "processors",
        "exporter",
        "otlp_grpc",
        "otlp_http",
        "endpoint",
        "http://a:4318",
        "tls",
        "ca_file",
        "insecure",
        "dnsNames",
        "- a",
        "&a",
        "*a",
        "|",
        "duration",
        "90d",
        "config",
        "receivers",
        "exporters",
        "service",
        "pipelines",
        "{}",
        "[]",
        "",
        "metadata",
        "namespace",
        "data",
        "items",
        "List",
        "Instrumentation",
        "OpenTelemetryCollector",
    ])
}
