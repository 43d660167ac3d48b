{{#client-key-mismatch}}
use the certificate and the key that belong together
{{/client-key-mismatch}}
{{^client-key-mismatch}}
give a readable, unencrypted PEM file
{{/client-key-mismatch}}
---
# an RSA key: the exporter raises on any other
openssl req -new -newkey rsa:2048 -nodes -subj /CN=otel-client -keyout client.key -out client.csr
