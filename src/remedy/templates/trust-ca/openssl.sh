{{#given_ca}}
give the CA that issued the server's certificate; `{{ca|text}}` does not hold it
{{/given_ca}}
{{^given_ca}}
{{#self-signed}}
trust the server's own certificate, once you have compared it with the file on the server
{{/self-signed}}
{{#intercepted}}
trust the CA of the inspecting proxy, if the inspection is meant to stay
{{/intercepted}}
{{^self-signed}}
{{^intercepted}}
trust the CA that signed the certificate
{{/intercepted}}
{{/self-signed}}
{{/given_ca}}
---
# Is it the right CA? The last line must say: Verify return code: 0 (ok)
openssl s_client -connect {{target}} \
{{^ip}}
  -servername {{server_name}} \
{{/ip}}
{{#grpc}}
  -alpn h2 \
{{/grpc}}
  -CAfile {{trusted_ca}} -verify_return_error </dev/null
