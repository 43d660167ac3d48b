{{#names}}
issue the certificate with `{{server_name|text}}` among its names
{{/names}}
{{#revoked}}
issue a new certificate with a new key, and take the revoked one out of use
{{/revoked}}
{{#chain_rules}}
issue the certificate from a CA that may issue it, by the rules of RFC 5280
{{/chain_rules}}
{{#not-yet-valid}}
issue the certificate with dates that have begun
{{/not-yet-valid}}
{{#unknown-ca}}
or issue the certificate from a CA that the exporters trust
{{/unknown-ca}}
{{#self-signed}}
or issue the certificate from a CA, in place of the self-signed one
{{/self-signed}}
{{#ca-as-leaf}}
issue the certificate as a server certificate: CA:FALSE
{{/ca-as-leaf}}
{{#wrong-key-usage}}
issue the certificate for server authentication
{{/wrong-key-usage}}
{{#weak-key}}
issue the certificate with a key that every exporter accepts: RSA 2048
{{/weak-key}}
{{#weak-signature}}
have the certificate signed with SHA-256
{{/weak-signature}}
{{#plain}}
issue the certificate anew, as a plain server certificate: RSA 2048, CA:FALSE, SHA-256
{{/plain}}
---
{{^own_ca}}
# only without a CA: one with the key usage that Python 3.13 asks for
openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 3650 -subj /CN=otel-ca \
  -addext basicConstraints=critical,CA:TRUE \
  -addext keyUsage=critical,keyCertSign,cRLSign -keyout ca.key -out ca.crt
{{/own_ca}}
openssl req -new -newkey rsa:2048 -nodes -subj /CN=otel-collector \
  -keyout server.key -out server.csr
printf '%s\n' basicConstraints=critical,CA:FALSE \
  keyUsage=critical,digitalSignature,keyEncipherment \
  extendedKeyUsage=serverAuth subjectKeyIdentifier=hash \
  authorityKeyIdentifier=keyid \
  subjectAltName={{san}} > server.ext
openssl x509 -req -in server.csr -CA {{signing_ca}} -CAkey {{signing_key}} \
  -CAcreateserial -sha256 -days 90 -extfile server.ext -out server.crt
openssl verify -purpose sslserver -CAfile {{signing_ca}} {{verify_flag}} {{server_name}} server.crt
{{#self_signed_kind}}
# or without a CA, one file that is trusted as itself. -x509 alone makes CA:TRUE, which rustls refuses.
openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 90 -subj /CN=otel-collector \
  -addext basicConstraints=critical,CA:FALSE \
  -addext keyUsage=critical,digitalSignature,keyEncipherment \
  -addext extendedKeyUsage=serverAuth -addext subjectAltName={{san}} \
  -keyout self.key -out self.crt
{{/self_signed_kind}}
