export OTEL_EXPORTER_OTLP_ENDPOINT={{base}}
export OTEL_EXPORTER_OTLP_PROTOCOL=grpc # for http/protobuf the port is 4318
export OTEL_EXPORTER_OTLP_CERTIFICATE={{ca}}
export OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE={{cert}}
export OTEL_EXPORTER_OTLP_CLIENT_KEY={{key}}
# Read by Go, Java, Python, Node, C++ and Ruby; by .NET from 1.15, but until 1.18
# it wants a key in CERTIFICATE. Rust and PHP take the files in code, the
# Collector as ca_file, cert_file and key_file.
{{^rsa}}
# Ruby raises on a client key that is not RSA: make these with --key-type rsa.
{{/rsa}}
