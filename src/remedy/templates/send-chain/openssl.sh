# what is sent now: each issuer must be the subject of the next
openssl s_client -connect {{target}} \
{{^ip}}
  -servername {{server_name}} \
{{/ip}}
{{#grpc}}
  -alpn h2 \
{{/grpc}}
  -showcerts </dev/null 2>/dev/null |
  openssl crl2pkcs7 -nocrl -certfile /dev/stdin | openssl pkcs7 -print_certs -noout
# what to send: leaf, intermediates in order, no root
cat server.crt intermediate.crt > fullchain.crt
openssl verify -CAfile '<ROOT_CA_FILE>' -untrusted intermediate.crt server.crt
