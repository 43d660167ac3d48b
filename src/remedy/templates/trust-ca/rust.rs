{{#given_ca}}
give the CA that issued the server's certificate; `{{ca|text}}` does not hold it
{{/given_ca}}
{{^given_ca}}
{{#self-signed}}
trust the server's own certificate, once you have compared it with the file on the server
{{/self-signed}}
{{#intercepted}}
trust the CA of the inspecting proxy, if the inspection is meant to stay
{{/intercepted}}
{{^self-signed}}
{{^intercepted}}
trust the CA that signed the certificate
{{/intercepted}}
{{/self-signed}}
{{/given_ca}}
---
{{#grpc}}
// opentelemetry-otlp = { version = "0.33", features = ["grpc-tonic", "tls-ring", "tls-roots"] }
{{#mtls}}
use opentelemetry_otlp::tonic_types::transport::{Certificate, ClientTlsConfig, Identity};
{{/mtls}}
{{^mtls}}
use opentelemetry_otlp::tonic_types::transport::{Certificate, ClientTlsConfig};
{{/mtls}}
use opentelemetry_otlp::{ {{rust_class}}, WithExportConfig, WithTonicConfig };

fn exporter() -> Result<{{rust_class}}, Box<dyn std::error::Error>> {
    let tls = ClientTlsConfig::new()
{{#mtls}}
        .identity(Identity::from_pem(
            std::fs::read({{cert}})?,
            std::fs::read({{key}})?,
        ))
{{/mtls}}
{{#override}}
        .domain_name({{verify_name}})
{{/override}}
        .ca_certificate(Certificate::from_pem(std::fs::read({{trusted_ca}})?));
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
{{#mtls}}
    let mut identity = std::fs::read({{cert}})?;
    identity.extend(std::fs::read({{key}})?);
{{/mtls}}
    let ca = reqwest::Certificate::from_pem(&std::fs::read({{trusted_ca}})?)?;
    let client = reqwest::blocking::Client::builder()
        .tls_certs_only([ca])
{{#mtls}}
        .identity(reqwest::Identity::from_pem(&identity)?)
{{/mtls}}
        .build()?;
    Ok({{rust_class}}::builder()
        .with_http()
        .with_http_client(client)
        .with_endpoint({{url}})
        .build()?)
}
{{/http}}
