# Read by every SDK, not by the Collector. Java, .NET, Ruby and PHP can verify
# no other name than the one that they dial.
export OTEL_EXPORTER_OTLP_ENDPOINT={{presented_base}}
