# an RSA key: the exporter raises on any other
openssl req -new -newkey rsa:2048 -nodes -subj /CN=otel-client -keyout client.key -out client.csr
