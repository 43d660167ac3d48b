# Read by every SDK, not by the Collector. The value is percent-encoded: %20 is the
# blank. gRPC wants lower-case names.
export OTEL_EXPORTER_OTLP_HEADERS='authorization=Bearer%20<TOKEN>'
