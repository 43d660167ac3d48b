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
    fs.readFileSync({{trusted_ca}}),
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
});
{{/grpc}}
{{#http}}
const { {{node_class}} } = require('@opentelemetry/exporter-{{node_signal}}-otlp-proto');

const exporter = new {{node_class}}({
  url: {{url}},
  // With these options no OTEL_EXPORTER_OTLP_* certificate variable is read.
  httpAgentOptions: {
    ca: fs.readFileSync({{trusted_ca}}),
{{#mtls}}
    key: fs.readFileSync({{key}}),
    cert: fs.readFileSync({{cert}}),
{{/mtls}}
{{#override}}
    servername: {{verify_name}},
{{/override}}
  },
});
{{/http}}
