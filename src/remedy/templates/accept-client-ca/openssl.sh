{{#client-cert-unused}}
demand client certificates at the server, if mutual TLS is intended
{{/client-cert-unused}}
{{^client-cert-unused}}
have the server accept the CA that issued the client certificate
{{/client-cert-unused}}
---
# what the server will say of it
openssl verify -purpose sslclient -CAfile '<CLIENT_CA_FILE>' {{cert}}
