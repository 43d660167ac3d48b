# Read by Go, Java, Python, Node, C++ and Ruby; by .NET from 1.15.
# Not by Rust and PHP (in code) nor by the Collector (`cert_file`, `key_file`).
# Python over gRPC ignores the pair without CERTIFICATE, Java up to 1.65 drops it.
export OTEL_EXPORTER_OTLP_CERTIFICATE={{ca}}
export OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE={{cert}}
export OTEL_EXPORTER_OTLP_CLIENT_KEY={{key}}
# Java wants the key as PKCS#8, Ruby wants RSA.
# .NET up to 1.18 fails on a CERTIFICATE file that holds no key: in code.
