# read by every SDK, not by the Collector
export OTEL_EXPORTER_OTLP_ENDPOINT={{presented_base}}
# Java, .NET, Ruby and PHP verify the host that they dial, and can be given no other name.
