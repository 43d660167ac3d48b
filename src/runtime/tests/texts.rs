//! What the exporters print, with this run's values.

use super::*;

/// Codes that each exporter is judged for by itself, and for which it has no text: the stated gaps.
fn has_no_text(exporter: &str, code: Code) -> bool {
    // .NET was not run: only the texts that its users report.
    if exporter.starts_with("dotnet") {
        let reported = [
            Code::UnknownCa,
            Code::SelfSigned,
            Code::IncompleteChain,
            Code::Expired,
            Code::NotYetValid,
            Code::NameMismatch,
        ];
        return !reported.contains(&code) && (code != Code::AlpnMissing || exporter.ends_with("-http"));
    }
    match code {
        // Java's and Ruby's readers of keys are the ones that are known to be particular.
        Code::UnreadableFile => !exporter.starts_with("java") && exporter != "ruby-http",
        // Told by the text of the trust finding below them; nobody checks revocation.
        Code::Intercepted | Code::PlaceholderCertificate | Code::Revoked => true,
        // rustls alone refuses it, and Python 3.13.
        Code::CaAsLeaf => !exporter.starts_with("rust") && exporter != "python-http",
        // HTTP exporters do without h2; of reqwest's failures all look alike.
        Code::AlpnMissing => exporter.ends_with("-http") && exporter != "rust-http",
        // Ruby was not run against one.
        Code::MalformedCertificate => exporter == "ruby-http",
        _ => false,
    }
}

#[test]
fn messages_have_this_run_s_values() {
    let seen = below_root(|profile| {
        profile.names = vec!["a.example.com".to_owned(), "*.internal.example.com".to_owned()];
    });
    let message = |name| ask(&seen, &[], name).message.unwrap();
    assert_eq!(
        message("go-grpc"),
        "tls: failed to verify certificate: x509: certificate is valid for a.example.com, *.internal.example.com, not otel.example.com"
    );
    assert_eq!(
        message("node-http"),
        "Hostname/IP does not match certificate's altnames: Host: otel.example.com. is not in the cert's altnames: DNS:a.example.com, DNS:*.internal.example.com"
    );
    assert_eq!(
        message("rust-grpc"),
        "invalid peer certificate: certificate not valid for name \"otel.example.com\"; certificate is only valid for DnsName(\"a.example.com\") or DnsName(\"*.internal.example.com\")"
    );
    let expired = below_root(|profile| profile.validity = Validity::days(NOW, 30, -2));
    assert_eq!(
        ask(&expired, &[], "go-http").message.unwrap(),
        "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-01-01T00:00:00Z is after 2025-12-30T00:00:00Z"
    );
    assert_eq!(
        ask(&expired, &[], "rust-grpc").message.unwrap(),
        "invalid peer certificate: certificate expired: verification time 1767225600 (UNIX), but certificate is not valid after 1767052800 (172800 seconds ago)"
    );
}

#[test]
fn every_exporter_has_a_text_for_every_code_but_the_stated_gaps() {
    for exporter in exporters() {
        for code in Code::ALL.iter().filter(|code| code.meta().reach == crate::finding::Reach::EachByItself) {
            let known = wording::entries()
                .any(|wording| wording.code == *code && wording.runtimes.contains(&exporter.name));
            assert_eq!(known, !has_no_text(exporter.name, *code), "{} {code}", exporter.name);
        }
    }
}

#[test]
fn texts_without_values_are_not_made_up() {
    assert_eq!(wording::render("go-grpc", Code::Expired, &Values::default()), None);
    assert_eq!(wording::render("erlang", Code::Expired, &Values::default()), None);
}

#[test]
fn a_certificate_reference_may_be_empty() {
    let certificate = CertificateRef { role: "leaf".to_owned(), ..CertificateRef::default() };
    let held = Held::certain(Code::Expired, Evidence::Certificate { certificate, detail: None }, "");
    let seen = below_root(|_| {});
    let values = values::of(&held, &seen, &seen.attempts[0], NOW);
    assert_eq!(wording::render("go-grpc", Code::Expired, &values), None);
    assert!(wording::render("node-http", Code::Expired, &values).is_some());
}
