{{#given_ca}}
give the CA that issued the server's certificate; `{{ca|text}}` does not hold it
{{/given_ca}}
{{^given_ca}}
{{#self-signed}}
trust the server's own certificate, once you have compared it with the file on the server
{{/self-signed}}
{{#intercepted}}
trust the CA of the inspecting proxy, if the inspection is meant to stay
{{/intercepted}}
{{^self-signed}}
{{^intercepted}}
trust the CA that signed the certificate
{{/intercepted}}
{{/self-signed}}
{{/given_ca}}
---
{{#grpc}}
# opentelemetry-exporter-otlp exports over HTTP only: the Collector's HTTP port
{{/grpc}}
{{#mtls}}
# The key must be RSA: the exporter raises on any other. Only the first
# certificate of the file is sent.
{{/mtls}}
OpenTelemetry::Exporter::OTLP::{{ruby_class}}.new(
  certificate_file: {{trusted_ca}},
{{#mtls}}
  client_certificate_file: {{cert}},
  client_key_file: {{key}},
{{/mtls}}
  endpoint: {{http_url}}
)
