{{#grpc}}
# opentelemetry-exporter-otlp exports over HTTP only: the Collector's HTTP port
{{/grpc}}
{{#mtls}}
# The key must be RSA: the exporter raises on any other. Only the first
# certificate of the file is sent.
{{/mtls}}
OpenTelemetry::Exporter::OTLP::{{ruby_class}}.new(
{{#ca}}
  certificate_file: {{trusted_ca}},
{{/ca}}
{{#mtls}}
  client_certificate_file: {{cert}},
  client_key_file: {{key}},
{{/mtls}}
  endpoint: {{http_url}}
)
