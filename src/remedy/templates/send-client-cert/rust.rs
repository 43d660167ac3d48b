{{#given_cert}}
see that this exporter sends `{{cert|text}}` with its key
{{/given_cert}}
{{^given_cert}}
{{#issuer_known}}
send a client certificate that `{{issuer|text}}` issued
{{/issuer_known}}
{{^issuer_known}}
send a client certificate that the server accepts
{{/issuer_known}}
{{/given_cert}}
---
{{#grpc}}
// opentelemetry-otlp = { version = "0.33", features = ["grpc-tonic", "tls-ring", "tls-roots"] }
{{#ca}}
use opentelemetry_otlp::tonic_types::transport::{Certificate, ClientTlsConfig, Identity};
{{/ca}}
{{^ca}}
use opentelemetry_otlp::tonic_types::transport::{ClientTlsConfig, Identity};
{{/ca}}
use opentelemetry_otlp::{ {{rust_class}}, WithExportConfig, WithTonicConfig };

fn exporter() -> Result<{{rust_class}}, Box<dyn std::error::Error>> {
    let tls = ClientTlsConfig::new()
        .identity(Identity::from_pem(
            std::fs::read({{cert}})?,
            std::fs::read({{key}})?,
        ))
{{#override}}
        .domain_name({{verify_name}})
{{/override}}
{{#ca}}
        .ca_certificate(Certificate::from_pem(std::fs::read({{ca}})?));
{{/ca}}
{{^ca}}
        .with_enabled_roots(); // without it tonic trusts nothing at all
{{/ca}}
    Ok({{rust_class}}::builder()
        .with_tonic()
        .with_endpoint({{url}})
        .with_tls_config(tls)
        .build()?)
}
{{/grpc}}
{{#http}}
// opentelemetry-otlp 0.33; reqwest = { version = "0.13", features = ["rustls", "blocking"] }
use opentelemetry_otlp::{ {{rust_class}}, WithExportConfig, WithHttpConfig };

// Build it outside of an async context: the client is a blocking one.
fn exporter() -> Result<{{rust_class}}, Box<dyn std::error::Error>> {
    let mut identity = std::fs::read({{cert}})?;
    identity.extend(std::fs::read({{key}})?);
{{#ca}}
    let ca = reqwest::Certificate::from_pem(&std::fs::read({{ca}})?)?;
{{/ca}}
    let client = reqwest::blocking::Client::builder()
{{#ca}}
        .tls_certs_only([ca])
{{/ca}}
        .identity(reqwest::Identity::from_pem(&identity)?)
        .build()?;
    Ok({{rust_class}}::builder()
        .with_http()
        .with_http_client(client)
        .with_endpoint({{url}})
        .build()?)
}
{{/http}}
