openssl s_client -connect {{target}} \
{{^ip}}
  -servername {{server_name}} \
{{/ip}}
{{#grpc}}
  -alpn h2 \
{{/grpc}}
  -showcerts -msg </dev/null
