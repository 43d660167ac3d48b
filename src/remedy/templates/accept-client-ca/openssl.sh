# what the server will say of it
openssl verify -purpose sslclient -CAfile '<CLIENT_CA_FILE>' {{cert}}
