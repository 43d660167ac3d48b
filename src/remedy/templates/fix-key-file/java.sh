# unencrypted PKCS#8, RSA or EC; not PKCS#1, SEC1 or Ed25519
openssl pkcs8 -topk8 -nocrypt -in {{key}} -out {{new_key}}
export OTEL_EXPORTER_OTLP_CLIENT_KEY={{new_key}}
