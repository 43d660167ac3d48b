{{#expiring}}
renew the certificate before it expires, and have the server load it
{{/expiring}}
{{^expiring}}
renew the certificate, and have the server load it
{{/expiring}}
---
{{^ca}}
# a public CA renews through its client (certbot renew); a CA of your own:
{{/ca}}
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
