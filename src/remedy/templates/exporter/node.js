{{#files}}
const fs = require('node:fs');
{{/files}}
{{#grpc}}
{{#override}}
const tls = require('node:tls');
{{/override}}
{{#tlscfg}}
const { credentials } = require('@grpc/grpc-js'); // among your own dependencies
{{/tlscfg}}
const { {{node_class}} } = require('@opentelemetry/exporter-{{node_signal}}-otlp-grpc');

const exporter = new {{node_class}}({
  url: {{url}},
{{#tlscfg}}
  // Wins over the URL's scheme and over every OTEL_EXPORTER_OTLP_* certificate variable.
  credentials: credentials.createSsl(
{{#ca}}
    fs.readFileSync({{trusted_ca}}),
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
{{#override}}
    { checkServerIdentity: (_host, cert) => tls.checkServerIdentity({{verify_name}}, cert) },
{{/override}}
  ),
{{/tlscfg}}
});
{{/grpc}}
{{#http}}
const { {{node_class}} } = require('@opentelemetry/exporter-{{node_signal}}-otlp-proto');

const exporter = new {{node_class}}({
  url: {{url}},
{{#tlscfg}}
  // With these options no OTEL_EXPORTER_OTLP_* certificate variable is read.
  httpAgentOptions: {
{{#ca}}
    ca: fs.readFileSync({{trusted_ca}}),
{{/ca}}
{{#mtls}}
    key: fs.readFileSync({{key}}),
    cert: fs.readFileSync({{cert}}),
{{/mtls}}
{{#override}}
    servername: {{verify_name}},
{{/override}}
  },
{{/tlscfg}}
});
{{/http}}
