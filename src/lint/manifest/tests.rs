use super::Object;
use super::Objects;
use super::check;
use crate::finding::Evidence;
use crate::lint::Around;
use crate::lint::Found;
use crate::lint::Input;
use crate::lint::lint;
use crate::yaml;

/// Code, line, severity by the rule and the setting of everything found in one file.
fn rules(text: &str) -> Vec<(&'static str, u32, String)> {
    found(text)
        .into_iter()
        .map(|found| {
            let setting = match &found.held.evidence {
                Evidence::Setting { setting, .. } => setting.clone(),
                Evidence::File { source, .. } => source.clone(),
                _ => String::new(),
            };
            (found.held.code.slug(), found.held.location.unwrap().line.unwrap(), setting)
        })
        .collect()
}

/// What the rules of manifests alone find; the rules of variables and configurations have their own tests.
fn found(text: &str) -> Vec<Found> {
    let documents = yaml::parse(text).unwrap();
    let mut objects = Objects::default();
    for document in &documents {
        Object::all("x.yaml", text, document, &mut objects.list);
    }
    let (material, side) = (crate::lint::collector::Files::new(), crate::lint::Side::new());
    let read = |_: &[u8]| crate::lint::collector::Read::default();
    let around = Around { runtimes: &[], material: &material, side: &side, read, at: 0 };
    let mut found: Vec<Found> = check(&objects, &around).found.into_iter().map(|(_, found)| found).collect();
    found.sort_by_key(|found| found.held.location.as_ref().map(|place| (place.line, place.column)));
    found
}

fn one(code: &'static str, line: u32, setting: &str) -> (&'static str, u32, String) {
    (code, line, setting.to_owned())
}

fn deployment(env: &str, mounts: &str, volumes: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: app, namespace: shop}}\nspec:\n  template:\n    metadata: {{labels: {{app: app}}}}\n    spec:\n      containers:\n      - name: app\n        env:\n{env}        volumeMounts: {mounts}\n        image: x\n      volumes: {volumes}\n"
    )
}

const CERTIFICATE: &str =
    "        - name: OTEL_EXPORTER_OTLP_CERTIFICATE\n          value: /etc/otel/ca.crt\n";

#[test]
fn a_file_that_no_mount_covers() {
    let name = "OTEL_EXPORTER_OTLP_CERTIFICATE";
    assert_eq!(rules(&deployment(CERTIFICATE, "[]", "[]")), [one("unreadable-file", 12, name)]);
    let patch = deployment(CERTIFICATE, "[]", "[]").replace("        image: x\n", "");
    assert_eq!(rules(&patch), [], "what it is laid over may have the mount");
    let near = "[{name: x, mountPath: /etc/otel2}]";
    assert_eq!(rules(&deployment(CERTIFICATE, near, "[]")), [one("unreadable-file", 12, name)]);
    for mounts in [
        "[{name: x, mountPath: /etc/otel}]",
        "[{name: x, mountPath: /etc/otel/}]",
        "[{name: x, mountPath: /etc}]",
        "[{name: x, mountPath: $(DIR)}]",
        "[{name: x, mountPathe: /etc/otel}]",
    ] {
        assert_eq!(rules(&deployment(CERTIFICATE, mounts, "[{name: x, secret: {secretName: s}}]")), []);
    }
    for env in [
        "        - name: OTEL_EXPORTER_OTLP_CERTIFICATE\n          valueFrom: {fieldRef: {fieldPath: x}}\n",
        "        - {name: OTEL_EXPORTER_OTLP_CERTIFICATE, value: $(CA)}\n",
        "        - {name: OTEL_EXPORTER_OTLP_CERTIFICATE, value: /etc/ssl/certs/ca-certificates.crt}\n",
        "        - {name: OTEL_EXPORTER_OTLP_CERTIFICATE, value: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt}\n",
        "        - {name: OTEL_EXPORTER_OTLP_CERTIFICATE, value: ca.crt}\n",
        "        - {name: MY_CERTIFICATE, value: /etc/otel/ca.crt}\n",
    ] {
        assert_eq!(rules(&deployment(env, "[]", "[]")), [], "{env}");
    }
    let injected = deployment(CERTIFICATE, "[]", "[]")
        .replace("metadata: {labels", "metadata: {annotations: {sidecar.istio.io/inject: 'true'}, labels");
    assert_eq!(rules(&injected), []);
}

#[test]
fn keys_of_secrets() {
    let with = |volume: &str, more: &str| {
        format!("{}---\n{more}", deployment(CERTIFICATE, "[{name: x, mountPath: /etc/otel}]", volume))
    };
    let secret = |namespace: &str, keys: &str| {
        format!(
            "apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\nmetadata: {{name: s, namespace: {namespace}}}\ndata: {{{keys}}}\n"
        )
    };
    let plain = "[{name: x, secret: {secretName: s}}]";
    let name = "OTEL_EXPORTER_OTLP_CERTIFICATE";
    let lacking = found(&with(plain, &secret("shop", "tls.crt: '', tls.key: ''")));
    assert!(lacking[0].held.message.contains("kubernetes.io/tls Secret `s` has no `ca.crt`"), "{lacking:?}");
    assert_eq!(rules(&with(plain, &secret("shop", "tls.crt: '', ca.crt: ''"))), []);
    assert_eq!(rules(&with(plain, &secret("other", "tls.crt: ''"))), []);
    assert_eq!(rules(&with(plain, &secret("shop", ""))), []);
    let items =
        |path: &str| format!("[{{name: x, secret: {{secretName: s, items: [{{key: ca, path: {path}}}]}}}}]");
    assert_eq!(rules(&with(&items("ca.crt"), "")), []);
    assert_eq!(rules(&with(&items("tls.crt"), "")), [one("unreadable-file", 12, name)]);
    assert_eq!(rules(&with(&items("ca.crt"), &secret("shop", "ca: ''"))), []);
    let projected = "[{name: x, projected: {sources: [{secret: {name: s}}, {configMap: {name: c}}]}}]";
    assert_eq!(rules(&with(projected, &secret("shop", "tls.crt: ''"))), []);
    let issued = "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: c, namespace: shop}\nspec: {secretName: s, dnsNames: [a]}\n";
    assert_eq!(rules(&with(plain, issued)), []);
    let other = with(plain, issued).replace("/etc/otel/ca.crt", "/etc/otel/ca.pem");
    assert_eq!(rules(&other), [one("unreadable-file", 12, name)]);
    let odd = "[{name: x, emptyDir: {}}]";
    assert_eq!(rules(&with(odd, "")), []);
}

#[test]
fn sub_path_mounts_are_not_updated() {
    let mounts = "[{name: x, mountPath: /etc/otel/ca.crt, subPath: ca.crt}]";
    let text = deployment(CERTIFICATE, mounts, "[{name: x, secret: {secretName: s}}]");
    assert_eq!(rules(&text), [one("unsupported-setting", 13, "subPath")]);
    let text = deployment(CERTIFICATE, mounts, "[{name: x, persistentVolumeClaim: {claimName: s}}]");
    assert_eq!(rules(&text), []);
}

#[test]
fn every_kind_of_workload() {
    let pod =
        "containers: [{name: a, image: x, env: [{name: OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY, value: /x}]}]";
    for text in [
        format!("apiVersion: v1\nkind: Pod\nspec: {{{pod}}}"),
        format!("apiVersion: apps/v1\nkind: StatefulSet\nspec: {{template: {{spec: {{{pod}}}}}}}"),
        format!("apiVersion: apps/v1\nkind: DaemonSet\nspec: {{template: {{spec: {{{pod}}}}}}}"),
        format!("apiVersion: batch/v1\nkind: Job\nspec: {{template: {{spec: {{{pod}}}}}}}"),
        format!(
            "apiVersion: batch/v1\nkind: CronJob\nspec: {{jobTemplate: {{spec: {{template: {{spec: {{{pod}}}}}}}}}}}"
        ),
        format!("kind: List\napiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\n  spec: {{{pod}}}"),
        format!("apiVersion: v1\nkind: Pod\nspec: {{{}}}", pod.replace("containers", "initContainers")),
    ] {
        let found = rules(&text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].2, "OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY");
    }
    assert_eq!(rules(&format!("apiVersion: example.com/v1\nkind: Pod\nspec: {{{pod}}}")), []);
}

#[test]
fn instrumentation() {
    let of = |exporter: &str| {
        rules(&format!(
            "apiVersion: opentelemetry.io/v1alpha1\nkind: Instrumentation\nmetadata: {{name: i}}\nspec:\n  exporter:\n{exporter}"
        ))
    };
    assert_eq!(
        of(
            "    endpoint: https://c:4317\n    tls: {secretName: s, ca_file: ca.crt, cert_file: tls.crt, key_file: tls.key}\n"
        ),
        []
    );
    assert_eq!(of("    endpoint: http://localhost:4317\n"), []);
    assert_eq!(of("    endpoint: http://c:4317\n"), [one("insecure-transport", 6, "spec.exporter.endpoint")]);
    let endpoint = "spec.exporter.endpoint";
    assert_eq!(
        of("    endpoint: http://c:4317\n    tls: {secretName: s, ca_file: ca.crt}\n"),
        [one("scheme-mismatch", 6, endpoint)]
    );
    assert_eq!(
        of("    endpoint: c:4317\n    tls: {secretName: s, ca_file: ca.crt}\n"),
        [one("scheme-mismatch", 6, endpoint)]
    );
    let tls = |tls: &str| of(&format!("    endpoint: https://c:4317\n    tls:\n      {tls}\n"));
    assert_eq!(tls("ca_file: ca.crt"), [one("conflicting-settings", 8, "spec.exporter.tls.ca_file")]);
    assert_eq!(tls("ca_file: /etc/ssl/ca.crt"), []);
    assert_eq!(tls("{configMapName: c, ca_file: ca.crt}"), []);
    assert_eq!(tls("secretName: s"), [one("ignored-setting", 8, "spec.exporter.tls.secretName")]);
    assert_eq!(
        tls("{secretName: s, cert_file: tls.crt}"),
        [one("conflicting-settings", 8, "spec.exporter.tls.cert_file")]
    );
    assert_eq!(
        tls("{secretName: s, caFile: ca.crt, ca_file: x}"),
        [one("unknown-setting", 8, "spec.exporter.tls.caFile")]
    );
    assert_eq!(
        tls("{secretName: s, insecure: true, ca_file: x}"),
        [one("unknown-setting", 8, "spec.exporter.tls.insecure")]
    );
}

fn certificate(spec: &str) -> String {
    format!(
        "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {{name: otel-client, namespace: shop}}\nspec:\n  secretName: client-tls\n  issuerRef: {{name: ca}}\n{spec}"
    )
}

#[test]
fn certificates_by_themselves() {
    let good = "  dnsNames: [app]\n  privateKey: {encoding: PKCS8}\n";
    let of = |more: &str| rules(&certificate(&format!("{good}{more}")));
    assert_eq!(of(""), []);
    assert_eq!(of("  duration: 2160h\n  renewBefore: 360h\n"), []);
    assert_eq!(of("  duration: 90d\n"), [one("unsupported-setting", 9, "spec.duration")]);
    assert_eq!(of("  duration: 2160\n"), [one("unsupported-setting", 9, "spec.duration")]);
    assert_eq!(
        of("  duration: 1h\n  renewBefore: 2h\n"),
        [one("conflicting-settings", 10, "spec.renewBefore")]
    );
    assert_eq!(of("  isCA: true\n"), [one("ca-as-leaf", 9, "spec.isCA")]);
    assert_eq!(
        of("  usages: [digital signature, server auth]\n"),
        [one("wrong-key-usage", 9, "spec.usages")]
    );
    assert_eq!(of("  usages: [server auth, client auth]\n"), []);
    assert_eq!(of("  usages: [digital signature]\n"), []);
    assert_eq!(
        rules(&certificate("  dnsNames: [app]\n  privateKey: {algorithm: Ed25519, encoding: PKCS8}\n")),
        [one("unsupported-setting", 8, "spec.privateKey.algorithm")]
    );
    assert_eq!(
        rules(&certificate("  dnsNames: [10.0.0.1, 'https://a', '*.a']\n  privateKey: {encoding: PKCS8}\n")),
        [
            one("unsupported-setting", 7, "spec.dnsNames[0]"),
            one("unsupported-setting", 7, "spec.dnsNames[1]")
        ]
    );
    assert_eq!(rules(&certificate("  dnsNames: [app]\n")), []);
    let input = Input { name: "x".to_owned(), text: certificate("  dnsNames: [app]\n") };
    let runtimes = crate::runtime::named("java").unwrap();
    let around = Around {
        runtimes: &runtimes,
        material: &crate::lint::collector::Files::new(),
        side: &crate::lint::Side::new(),
        read: |_| crate::lint::collector::Read::default(),
        at: 0,
    };
    let java = lint(&[input], &around).remove(0).unwrap();
    assert_eq!(java.found[0].0.affects, ["java-grpc", "java-http"]);
    let name_only =
        rules(&certificate("  commonName: app\n  usages: [server auth]\n  privateKey: {encoding: PKCS8}\n"));
    assert_eq!(name_only[0], one("no-san", 7, "spec.commonName"));
    assert_eq!(
        rules(&certificate("  commonName: app\n  usages: [client auth]\n  privateKey: {encoding: PKCS8}\n")),
        []
    );
}

#[test]
fn a_certificate_and_who_mounts_it() {
    let env = "        - {name: OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE, value: /tls/tls.crt}\n        - {name: OTEL_EXPORTER_OTLP_CLIENT_KEY, value: /tls/tls.key}\n";
    let app =
        deployment(env, "[{name: x, mountPath: /tls}]", "[{name: x, secret: {secretName: client-tls}}]");
    let with = |spec: &str| rules(&format!("{}---\n{app}", certificate(spec)));
    assert_eq!(with("  commonName: app\n  privateKey: {encoding: PKCS8}\n"), []);
    let usage = found(&format!(
        "{}---\n{app}",
        certificate("  dnsNames: [a]\n  privateKey: {encoding: PKCS8}\n  usages: [server auth]\n")
    ));
    assert_eq!(usage.len(), 1);
    assert!(usage[0].held.message.contains("used as a client's certificate"));
    assert_eq!(
        with("  dnsNames: [a]\n  privateKey: {algorithm: ECDSA, encoding: PKCS8}\n"),
        [one("unsupported-setting", 8, "spec.privateKey.algorithm")]
    );
}

#[test]
fn the_names_of_the_service() {
    let text = |names: &str| {
        format!(
            "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {{name: server, namespace: otel}}\nspec:\n  secretName: server-tls\n  dnsNames: {names}\n---\napiVersion: opentelemetry.io/v1beta1\nkind: OpenTelemetryCollector\nmetadata: {{name: gw, namespace: otel}}\nspec:\n  volumes: [{{name: tls, secret: {{secretName: server-tls}}}}]\n  volumeMounts: [{{name: tls, mountPath: /tls}}]\n  config:\n    receivers: {{otlp: {{protocols: {{grpc: {{tls: {{cert_file: /tls/tls.crt, key_file: /tls/tls.key}}}}}}}}}}\n    exporters: {{debug: {{}}}}\n    service: {{pipelines: {{traces: {{receivers: [otlp], exporters: [debug]}}}}}}\n"
        )
    };
    assert_eq!(
        rules(&text(
            "[gw-collector, gw-collector.otel, gw-collector.otel.svc, gw-collector.otel.svc.cluster.local]"
        )),
        []
    );
    let none = found(&text("[otel.example.com]"));
    assert_eq!(none[0].held.code.slug(), "name-mismatch");
    assert_eq!(none[0].held.severity, Some(crate::finding::Severity::Warning));
    let some = found(&text("['*.otel.svc', gw-collector]"));
    assert_eq!(some[0].held.severity, Some(crate::finding::Severity::Note));
    assert_eq!(rules(&text("[$(NAME)]")), []);
}

#[test]
fn issuers() {
    let text = |issuer: &str, namespace: &str, is_ca: bool| {
        format!(
            "apiVersion: cert-manager.io/v1\nkind: {issuer}\nmetadata: {{name: ca, namespace: a}}\nspec:\n  ca: {{secretName: ca}}\n---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {{name: ca{namespace}}}\nspec: {{secretName: ca, commonName: ca, isCA: {is_ca}, issuerRef: {{name: self, kind: ClusterIssuer}}}}\n"
        )
    };
    assert_eq!(rules(&text("Issuer", ", namespace: a", true)), []);
    assert_eq!(rules(&text("Issuer", "", true)), []);
    assert_eq!(
        rules(&text("Issuer", ", namespace: b", true)),
        [one("conflicting-settings", 5, "spec.ca.secretName")]
    );
    assert_eq!(
        rules(&text("ClusterIssuer", ", namespace: a", true)),
        [one("conflicting-settings", 5, "spec.ca.secretName")]
    );
    assert_eq!(rules(&text("ClusterIssuer", ", namespace: cert-manager", true)), []);
    assert_eq!(rules(&text("Issuer", ", namespace: a", false)), [one("invalid-ca", 10, "spec.isCA")]);
    let reference = "apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: {name: ca}\nspec: {selfSigned: {}}\n---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: x}\nspec: {secretName: x, dnsNames: [x], issuerRef: {name: ca}}\n";
    assert_eq!(rules(reference), [one("conflicting-settings", 9, "spec.issuerRef.kind")]);
}

#[test]
fn a_collector_s_files_in_its_container() {
    let config = "receivers:\n      otlp:\n        protocols:\n          grpc:\n            tls:\n              cert_file: /tls/tls.crt\n              key_file: /tls/tls.key\n    exporters: {debug: {}}\n    service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}\n";
    let map =
        format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: conf}}\ndata:\n  relay: |\n    {config}");
    let app = |mounts: &str| {
        format!(
            "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: c}}\nspec:\n  template:\n    spec:\n      containers: [{{name: c, image: x, volumeMounts: [{{name: conf, mountPath: /conf}}{mounts}]}}]\n      volumes: [{{name: conf, configMap: {{name: conf}}}}, {{name: tls, secret: {{secretName: s}}}}]\n"
        )
    };
    assert_eq!(rules(&map), []);
    assert_eq!(rules(&format!("{map}{}", app(", {name: tls, mountPath: /tls}"))), []);
    let found = rules(&format!("{map}{}", app("")));
    assert_eq!(
        found,
        [
            one("unreadable-file", 11, "receivers.otlp.protocols.grpc.tls.cert_file"),
            one("unreadable-file", 12, "receivers.otlp.protocols.grpc.tls.key_file")
        ]
    );
}

#[test]
fn a_configuration_that_is_no_yaml() {
    let text = "apiVersion: opentelemetry.io/v1alpha1\nkind: OpenTelemetryCollector\nspec:\n  config: |\n    receivers:\n      otlp: [\n";
    let found = rules(text);
    assert_eq!(found[0].0, "unsupported-setting");
    let template =
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  c: |\n    receivers:\n      {{ .X }}\n    service: [\n";
    assert_eq!(rules(template), []);
}
