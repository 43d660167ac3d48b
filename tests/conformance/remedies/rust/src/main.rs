//! Sends one span with an exporter that a snippet made, or whose endpoint only the environment configures.
//!
//! `program env grpc|http NAME` (with `REMEDIES_CA` as the CA in code), or one task a line of standard input:
//! `snippet`, `name`, `protocol`.

mod snippets;

use opentelemetry::trace::{Tracer, TracerProvider};
use opentelemetry_otlp::tonic_types::transport::{Certificate, ClientTlsConfig};
use opentelemetry_otlp::{SpanExporter, WithHttpConfig, WithTonicConfig};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData, SpanExporter as _};
use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};

type Fallible<T> = Result<T, Box<dyn Error>>;
type Maker = fn() -> Fallible<SpanExporter>;

fn main() -> Fallible<()> {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mode, protocol, name] = &arguments[..] {
        assert_eq!(mode, "env");
        return send(if protocol == "grpc" { env_grpc } else { env_http }, protocol, name);
    }
    for line in stdin().lock().lines() {
        let task: Value = serde_json::from_str(&line?)?;
        let text = |name: &str| task[name].as_str().unwrap_or_default();
        let made = snippets::find(text("snippet")).ok_or_else(|| "it did not compile".into());
        let outcome = made.and_then(|make| send(make, text("protocol"), text("name")));
        let message = outcome.as_ref().err().map(ToString::to_string).unwrap_or_default();
        writeln!(stdout(), "{}", json!({ "accepted": outcome.is_ok(), "message": message }))?;
    }
    Ok(())
}

fn env_grpc() -> Fallible<SpanExporter> {
    let mut builder = SpanExporter::builder().with_tonic();
    let endpoint = std::env::var("OTEL_EXPORTER_OTLP_ENDPOINT").unwrap_or_default();
    // Certificate variables are not read: trust is in code, where the endpoint wants it.
    if endpoint.starts_with("https") {
        let mut tls = ClientTlsConfig::new().with_enabled_roots();
        if let Ok(path) = std::env::var("REMEDIES_CA") {
            tls = tls.ca_certificate(Certificate::from_pem(std::fs::read(path)?));
        }
        builder = builder.with_tls_config(tls);
    }
    Ok(builder.build()?)
}

fn env_http() -> Fallible<SpanExporter> {
    let mut builder = SpanExporter::builder().with_http();
    if let Ok(path) = std::env::var("REMEDIES_CA") {
        let ca = reqwest::Certificate::from_pem(&std::fs::read(path)?)?;
        builder = builder.with_http_client(reqwest::blocking::Client::builder().tls_certs_only([ca]).build()?);
    }
    Ok(builder.build()?)
}

/// tonic needs a runtime around it, the blocking client of reqwest must have none.
fn send(make: Maker, protocol: &str, name: &str) -> Fallible<()> {
    if protocol == "grpc" {
        let runtime = tokio::runtime::Runtime::new()?;
        runtime.block_on(async { Ok(make()?.export(spans(name)?).await?) })
    } else {
        Ok(futures_executor::block_on(make()?.export(spans(name)?))?)
    }
}

/// One finished span, made by the SDK itself.
fn spans(name: &str) -> Fallible<Vec<SpanData>> {
    let memory = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(memory.clone()).build();
    drop(provider.tracer("remedies").start(name.to_owned()));
    Ok(memory.get_finished_spans()?)
}
