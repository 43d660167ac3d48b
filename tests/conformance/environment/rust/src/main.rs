//! Exports one span as the environment says, and nothing else: `send grpc|http|auto traces`.

use opentelemetry::trace::{Tracer, TracerProvider};
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanExporter as _};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let memory = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(memory.clone()).build();
    drop(provider.tracer("conformance").start("conformance"));
    let exporter = match std::env::args().nth(1).as_deref() {
        Some("grpc") => SpanExporter::builder().with_tonic().build()?,
        Some("http") => SpanExporter::builder().with_http().build()?,
        _ => SpanExporter::builder().build()?,
    };
    exporter.export(memory.get_finished_spans()?).await?;
    Ok(())
}
