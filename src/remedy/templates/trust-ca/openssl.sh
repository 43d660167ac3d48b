# Is it the right CA? The last line must say: Verify return code: 0 (ok)
openssl s_client -connect {{target}} \
{{^ip}}
  -servername {{server_name}} \
{{/ip}}
{{#grpc}}
  -alpn h2 \
{{/grpc}}
  -CAfile {{trusted_ca}} -verify_return_error </dev/null
