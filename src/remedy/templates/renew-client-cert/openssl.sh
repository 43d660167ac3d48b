{{#expiring}}
renew the client certificate `{{cert|text}}`
{{/expiring}}
{{^expiring}}
{{#issuer_known}}
have the client certificate issued by `{{issuer|text}}`, for client authentication
{{/issuer_known}}
{{^issuer_known}}
have the client certificate issued by a CA that the server accepts, for client authentication
{{/issuer_known}}
{{/expiring}}
---
openssl req -new -newkey rsa:2048 -nodes -subj /CN=otel-client \
  -keyout client.key -out client.csr
printf '%s\n' basicConstraints=critical,CA:FALSE \
  keyUsage=critical,digitalSignature,keyEncipherment \
  extendedKeyUsage=clientAuth subjectKeyIdentifier=hash \
  authorityKeyIdentifier=keyid > client.ext
# the CA that the server accepts, not necessarily the one that issued its own certificate
openssl x509 -req -in client.csr -CA '<CLIENT_CA_FILE>' -CAkey '<CLIENT_CA_KEY_FILE>' \
  -CAcreateserial -sha256 -days 90 -extfile client.ext -out client.crt
openssl verify -purpose sslclient -CAfile '<CLIENT_CA_FILE>' client.crt
