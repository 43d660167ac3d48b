# Debian, Ubuntu; on RHEL, Fedora: /etc/pki/ca-trust/source/anchors/, update-ca-trust
sudo cp {{trusted_ca}} /usr/local/share/ca-certificates/otel-ca.crt
sudo update-ca-certificates
{{#given_ca}}
# while this names a CA, it stands in place of the store
unset OTEL_EXPORTER_OTLP_CERTIFICATE
{{/given_ca}}
# Go, .NET, Ruby, C++ and the Collector then trust it. The others bring their own roots:
export NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/otel-ca.crt # Node, adds
{{#grpc}}
export GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=/etc/ssl/certs/ca-certificates.crt # Python
{{/grpc}}
{{#http}}
export REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt # Python
{{/http}}
# Java: -Djavax.net.ssl.trustStore; Rust over gRPC: with_enabled_roots()
