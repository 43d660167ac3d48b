# Node brings Mozilla's roots. This takes the machine's in their place.
export NODE_OPTIONS=--use-openssl-ca
export SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
# from Node 23.9 on Linux: node --use-system-ca
{{#given_ca}}
# while this names a CA, it stands in place of the store
unset OTEL_EXPORTER_OTLP_CERTIFICATE
{{/given_ca}}
