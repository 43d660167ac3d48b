//! Reads limbo.json on standard input; prints one JSON object a case:
//! `{"id":…,"go":[["expired","Expired { … }"]],…,"webpki":…}`. A list is what the policy refuses for, each with the code
//! of the finding; an empty one is acceptance.

use std::io::Read;
use std::time::Duration;

use otls::finding::code_of;
use otls::runtime::stack::{boringssl, go, jsse, openssl, openssl_strict, rustls};
use otls::x509::{Anchor, Certificate, Name, Policy, Purpose, ViolationKind, evaluate};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

fn pem(value: &Value) -> Vec<u8> {
    let text = value.as_str().unwrap_or_default();
    rustls_pemfile::certs(&mut text.as_bytes()).next().and_then(Result::ok).map(|der| der.to_vec()).unwrap_or_default()
}

/// What the handshake demands is not asked of a verifier alone.
fn without_handshake(policy: Policy) -> Policy {
    let rsa = match policy.name {
        "rustls" | "go" | "boringssl" => 0,
        _ => policy.min_rsa_leaf,
    };
    Policy {
        min_rsa_leaf: rsa,
        ed25519: true,
        p521: true,
        ed448: true,
        rsa_pss_key: true,
        max_presented: None,
        ..policy
    }
}

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("limbo.json on standard input");
    let limbo: Value = serde_json::from_str(&text).expect("JSON");
    let policies = [
        rustls::policy(),
        go::policy(),
        openssl::policy(),
        openssl_strict::policy(),
        boringssl::policy(),
        jsse::policy(),
    ]
    .map(without_handshake);
    let now = i64::try_from(
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock after 1970").as_secs(),
    )
    .expect("a sane clock");
    for case in limbo["testcases"].as_array().expect("testcases") {
        let at = case["validation_time"]
            .as_str()
            .and_then(|time| OffsetDateTime::parse(time, &Rfc3339).ok())
            .map_or(now, OffsetDateTime::unix_timestamp);
        let leaf = pem(&case["peer_certificate"]);
        let list = |key: &str| -> Vec<Vec<u8>> { case[key].as_array().into_iter().flatten().map(pem).collect() };
        let (intermediates, roots) = (list("untrusted_intermediates"), list("trusted_certs"));
        let name = case["expected_peer_name"]["value"].as_str();
        let client = case["validation_kind"] == "CLIENT";
        let mut line = json!({ "id": case["id"] });

        let chain: Vec<Certificate> =
            std::iter::once(&leaf).chain(&intermediates).map(|der| Certificate::new(der)).collect();
        let anchors: Vec<Anchor> = roots.iter().filter_map(|der| Anchor::from_certificate(der)).collect();
        for policy in &policies {
            let purpose = if client { Purpose::Client } else { Purpose::Server };
            let policy = Policy { purpose, ..policy.clone() };
            let wanted = name.map(Name::new);
            let evaluation = evaluate(&chain, &anchors, wanted.as_ref(), at, &policy);
            // Whether a DSA key can be used is for the handshake to say; webpki and BoringSSL leave all but RSA to it.
            let asked = evaluation.violations.iter().filter(|one| match &one.kind {
                ViolationKind::WeakKey { key } if one.element == Some(0) => {
                    if matches!(policy.name, "rustls" | "boringssl") { key.starts_with("RSA") } else { !key.starts_with("DSA") }
                }
                _ => true,
            });
            let said: Vec<[String; 2]> =
                asked.map(|one| [code_of(&one.kind).to_string(), format!("{:?}", one.kind)]).collect();
            line[policy.name] = json!(said);
        }
        line["webpki"] = webpki_says(&leaf, &intermediates, &roots, name, at, client).into();
        println!("{line}");
    }
}

fn webpki_says(
    leaf: &[u8],
    intermediates: &[Vec<u8>],
    roots: &[Vec<u8>],
    name: Option<&str>,
    at: i64,
    client: bool,
) -> String {
    let der = |bytes: &Vec<u8>| CertificateDer::from(bytes.clone());
    let roots: Vec<CertificateDer<'_>> = roots.iter().map(der).collect();
    let anchors: Vec<_> = roots.iter().filter_map(|der| webpki::anchor_from_trusted_cert(der).ok()).collect();
    let intermediates: Vec<CertificateDer<'_>> = intermediates.iter().map(der).collect();
    let leaf = CertificateDer::from(leaf.to_vec());
    let usage = if client { webpki::KeyUsage::client_auth() } else { webpki::KeyUsage::server_auth() };
    let time = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(at).unwrap_or(0)));
    let judged = || {
        let leaf = webpki::EndEntityCert::try_from(&leaf)?;
        leaf.verify_for_usage(webpki::ALL_VERIFICATION_ALGS, &anchors, &intermediates, time, usage, None, None)?;
        match name.map(|name| ServerName::try_from(name.to_owned())) {
            Some(Ok(name)) => leaf.verify_is_valid_for_subject_name(&name)?,
            Some(Err(_)) => return Err(webpki::Error::MalformedDnsIdentifier),
            None => {}
        }
        Ok(())
    };
    match judged() {
        Ok(()) => "ok".to_owned(),
        Err(error) => format!("{error:?}"),
    }
}
