{{#renew}}
{{^ca}}
# a public CA renews through its client (certbot renew); a CA of your own:
{{/ca}}
{{/renew}}
{{#ca_chain}}
# only without a CA: one with the key usage that Python 3.13 asks for
openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 3650 -subj /CN=otel-ca \
  -addext basicConstraints=critical,CA:TRUE \
  -addext keyUsage=critical,keyCertSign,cRLSign -keyout ca.key -out ca.crt
# every exporter then needs ca.crt as its CA
{{/ca_chain}}
openssl req -new -newkey rsa:2048 -nodes -subj /CN={{subject}} \
  -keyout {{role}}.key -out {{role}}.csr
printf '%s\n' basicConstraints=critical,CA:FALSE \
  keyUsage=critical,digitalSignature,keyEncipherment \
  extendedKeyUsage={{role}}Auth subjectKeyIdentifier=hash \
{{#renew-client-cert}}
  authorityKeyIdentifier=keyid > client.ext
# the CA that the server accepts, not necessarily the one that issued its own certificate
{{/renew-client-cert}}
{{^renew-client-cert}}
  authorityKeyIdentifier=keyid \
  subjectAltName={{san}} > server.ext
{{/renew-client-cert}}
openssl x509 -req -in {{role}}.csr -CA {{signing_ca}} -CAkey {{signing_key}} \
  -CAcreateserial -sha256 -days 90 -extfile {{role}}.ext -out {{role}}.crt
{{#renew-client-cert}}
openssl verify -purpose sslclient -CAfile {{signing_ca}} client.crt
{{/renew-client-cert}}
{{^renew-client-cert}}
openssl verify -purpose sslserver -CAfile {{signing_ca}} {{verify_flag}} {{server_name}} server.crt
{{/renew-client-cert}}
{{#self_signed_kind}}
# or without a CA, one file, self.crt, that every exporter has as its CA. -x509 alone makes CA:TRUE, which rustls refuses.
openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 90 -subj /CN=otel-collector \
  -addext basicConstraints=critical,CA:FALSE \
  -addext keyUsage=critical,digitalSignature,keyEncipherment \
  -addext extendedKeyUsage=serverAuth -addext subjectAltName={{san}} \
  -keyout self.key -out self.crt
{{/self_signed_kind}}
