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
const fs = require('node:fs');
{{#grpc}}
{{#override}}
const tls = require('node:tls');
{{/override}}
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
    fs.readFileSync({{key}}),
    fs.readFileSync({{cert}}),
{{#override}}
    { checkServerIdentity: (_host, cert) => tls.checkServerIdentity({{verify_name}}, cert) },
{{/override}}
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
    key: fs.readFileSync({{key}}),
    cert: fs.readFileSync({{cert}}),
{{#override}}
    servername: {{verify_name}},
{{/override}}
  },
});
{{/http}}
