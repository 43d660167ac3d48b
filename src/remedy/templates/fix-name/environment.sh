# read by every SDK, not by the Collector
export OTEL_EXPORTER_OTLP_ENDPOINT={{presented_base}}
