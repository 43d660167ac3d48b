{{#grpc}}
verify a name that is in the certificate, and connect as before
{{/grpc}}
{{#http}}
connect with a name that is in the certificate
{{/http}}
---
{{#grpc}}
// opentelemetry-otlp = { version = "0.33", features = ["grpc-tonic", "tls-ring", "tls-roots"] }
{{#ca}}
{{#mtls}}
use opentelemetry_otlp::tonic_types::transport::{Certificate, ClientTlsConfig, Identity};
{{/mtls}}
{{^mtls}}
use opentelemetry_otlp::tonic_types::transport::{Certificate, ClientTlsConfig};
{{/mtls}}
{{/ca}}
{{^ca}}
{{#mtls}}
use opentelemetry_otlp::tonic_types::transport::{ClientTlsConfig, Identity};
{{/mtls}}
{{^mtls}}
use opentelemetry_otlp::tonic_types::transport::ClientTlsConfig;
{{/mtls}}
{{/ca}}
use opentelemetry_otlp::{ {{rust_class}}, WithExportConfig, WithTonicConfig };

fn exporter() -> Result<{{rust_class}}, Box<dyn std::error::Error>> {
    let tls = ClientTlsConfig::new()
{{#mtls}}
        .identity(Identity::from_pem(
            std::fs::read({{cert}})?,
            std::fs::read({{key}})?,
        ))
{{/mtls}}
        .domain_name({{presented}})
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
{{#tlscfg}}
// opentelemetry-otlp 0.33; reqwest = { version = "0.13", features = ["rustls", "blocking"] }
use opentelemetry_otlp::{ {{rust_class}}, WithExportConfig, WithHttpConfig };

// Build it outside of an async context: the client is a blocking one.
fn exporter() -> Result<{{rust_class}}, Box<dyn std::error::Error>> {
{{#mtls}}
    let mut identity = std::fs::read({{cert}})?;
    identity.extend(std::fs::read({{key}})?);
{{/mtls}}
{{#ca}}
    let ca = reqwest::Certificate::from_pem(&std::fs::read({{ca}})?)?;
{{/ca}}
    let client = reqwest::blocking::Client::builder()
{{#ca}}
        .tls_certs_only([ca])
{{/ca}}
{{#mtls}}
        .identity(reqwest::Identity::from_pem(&identity)?)
{{/mtls}}
        .build()?;
    Ok({{rust_class}}::builder()
        .with_http()
        .with_http_client(client)
        .with_endpoint({{presented_url}})
        .build()?)
}
{{/tlscfg}}
{{^tlscfg}}
// opentelemetry-otlp = { version = "0.33", features = ["http-proto", "reqwest-rustls"] }
// Without the feature reqwest-rustls there is no TLS in it.
use opentelemetry_otlp::{ {{rust_class}}, WithExportConfig };

fn exporter() -> Result<{{rust_class}}, Box<dyn std::error::Error>> {
    Ok({{rust_class}}::builder()
        .with_http()
        .with_endpoint({{presented_url}})
        .build()?)
}
{{/tlscfg}}
{{/http}}
