//! Exports one span per line of standard input with the Rust exporters, and prints what came of it.

use opentelemetry::trace::{Tracer, TracerProvider};
use opentelemetry_otlp::{
    Protocol, SpanExporter, WithExportConfig, WithHttpConfig, WithTonicConfig,
    tonic_types::transport::{Certificate, ClientTlsConfig, Identity},
};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData, SpanExporter as _};
use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};
use std::time::{Duration, Instant};

type Fallible<T> = Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Fallible<()> {
    let spans = spans()?;
    for line in stdin().lock().lines() {
        let task: Value = serde_json::from_str(&line?)?;
        let began = Instant::now();
        let limit = Duration::from_secs_f64(2.0 * task["timeout"].as_f64().unwrap_or(5.0));
        let outcome = match tokio::time::timeout(limit, export(&task, spans.clone())).await {
            Ok(outcome) => outcome.map_err(|error| error.to_string()),
            Err(_) => Err("the exporter did not give up".to_owned()),
        };
        let result = json!({
            "accepted": outcome.is_ok(),
            "message": outcome.err().unwrap_or_default(),
            "seconds": began.elapsed().as_secs_f64(),
        });
        writeln!(stdout(), "{result}")?;
    }
    Ok(())
}

/// One finished span, made by the SDK itself.
fn spans() -> Fallible<Vec<SpanData>> {
    let memory = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(memory.clone()).build();
    drop(provider.tracer("conformance").start("conformance"));
    Ok(memory.get_finished_spans()?)
}

async fn export(task: &Value, spans: Vec<SpanData>) -> Fallible<()> {
    let text = |name: &str| task[name].as_str().unwrap_or_default();
    let endpoint = text("endpoint");
    let timeout = Duration::from_secs_f64(task["timeout"].as_f64().unwrap_or(5.0));
    let tls = endpoint.starts_with("https");
    let exporter = if text("protocol") == "grpc" {
        let mut builder = SpanExporter::builder().with_tonic().with_endpoint(endpoint).with_timeout(timeout);
        if tls {
            let mut config = ClientTlsConfig::new();
            if !text("ca").is_empty() {
                config = config.ca_certificate(Certificate::from_pem(std::fs::read(text("ca"))?));
            }
            if !text("cert").is_empty() {
                config = config.identity(Identity::from_pem(std::fs::read(text("cert"))?, std::fs::read(text("key"))?));
            }
            builder = builder.with_tls_config(config);
        }
        builder.build()?
    } else {
        let mut client = reqwest::Client::builder().no_proxy();
        if !text("ca").is_empty() {
            client = client.tls_certs_only(reqwest::Certificate::from_pem_bundle(&std::fs::read(text("ca"))?)?);
        }
        if !text("cert").is_empty() {
            let mut pem = std::fs::read(text("cert"))?;
            pem.extend(std::fs::read(text("key"))?);
            client = client.identity(reqwest::Identity::from_pem(&pem)?);
        }
        SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_http_client(client.build()?)
            .with_endpoint(format!("{endpoint}/v1/traces"))
            .with_timeout(timeout)
            .build()?
    };
    exporter.export(spans).await.map_err(Into::into)
}
