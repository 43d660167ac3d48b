{{#unrecognized-name}}
connect with a name that the server serves
{{/unrecognized-name}}
{{^unrecognized-name}}
connect with a name that is in the certificate
{{/unrecognized-name}}
---
# read by every SDK, not by the Collector
export OTEL_EXPORTER_OTLP_ENDPOINT={{presented_base}}
