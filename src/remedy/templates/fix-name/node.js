verify a name that is in the certificate, and connect as before
---
{{#files}}
const fs = require('node:fs');
{{/files}}
{{#grpc}}
const tls = require('node:tls');
const { credentials } = require('@grpc/grpc-js'); // among your own dependencies
const { {{node_class}} } = require('@opentelemetry/exporter-{{node_signal}}-otlp-grpc');

const exporter = new {{node_class}}({
  url: {{url}},
  // Wins over the URL's scheme and over every OTEL_EXPORTER_OTLP_* certificate variable.
  credentials: credentials.createSsl(
{{#ca}}
    fs.readFileSync({{ca}}),
{{/ca}}
{{^ca}}
    null,
{{/ca}}
{{#mtls}}
    fs.readFileSync({{key}}),
    fs.readFileSync({{cert}}),
{{/mtls}}
{{^mtls}}
    null,
    null,
{{/mtls}}
    { checkServerIdentity: (_host, cert) => tls.checkServerIdentity({{presented}}, cert) },
  ),
});
{{/grpc}}
{{#http}}
const { {{node_class}} } = require('@opentelemetry/exporter-{{node_signal}}-otlp-proto');

const exporter = new {{node_class}}({
  url: {{url}},
  // With these options no OTEL_EXPORTER_OTLP_* certificate variable is read.
  httpAgentOptions: {
{{#ca}}
    ca: fs.readFileSync({{ca}}),
{{/ca}}
{{#mtls}}
    key: fs.readFileSync({{key}}),
    cert: fs.readFileSync({{cert}}),
{{/mtls}}
    servername: {{presented}},
  },
});
{{/http}}
