{{#given_cert}}
see that this exporter sends `{{cert|text}}` with its key
{{/given_cert}}
{{^given_cert}}
{{#issuer_known}}
send a client certificate that `{{issuer|text}}` issued
{{/issuer_known}}
{{^issuer_known}}
send a client certificate that the server accepts
{{/issuer_known}}
{{/given_cert}}
---
{{#grpc}}
# opentelemetry-exporter-otlp exports over HTTP only: the Collector's HTTP port
{{/grpc}}
# The key must be RSA: the exporter raises on any other. Only the first
# certificate of the file is sent.
OpenTelemetry::Exporter::OTLP::{{ruby_class}}.new(
{{#ca}}
  certificate_file: {{ca}},
{{/ca}}
  client_certificate_file: {{cert}},
  client_key_file: {{key}},
  endpoint: {{http_url}}
)
