# the scheme decides, for every SDK
export OTEL_EXPORTER_OTLP_ENDPOINT={{base}}
{{#cleartext}}
# Go speaks TLS all the same while a certificate variable is set
unset OTEL_EXPORTER_OTLP_CERTIFICATE OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE OTEL_EXPORTER_OTLP_CLIENT_KEY
{{/cleartext}}
{{^cleartext}}
# Go drops TLS all the same while this is true
unset OTEL_EXPORTER_OTLP_INSECURE
{{/cleartext}}
