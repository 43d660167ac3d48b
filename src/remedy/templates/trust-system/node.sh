# Node brings Mozilla's roots. This takes the machine's in their place.
export NODE_OPTIONS=--use-openssl-ca
export SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
# from Node 23.9 on Linux: node --use-system-ca
