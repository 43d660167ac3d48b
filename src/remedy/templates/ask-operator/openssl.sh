{{#answered}}
# an empty export: what is answered, and what does the server's log say of it?
{{#grpc}}
printf '\0\0\0\0\0' | curl -sv -o - --max-time 20 \
{{#cleartext}}
  --http2-prior-knowledge \
{{/cleartext}}
{{/grpc}}
{{#http}}
curl -sv -o - --max-time 20 \
{{/http}}
{{#ca}}
  --cacert {{ca}} \
{{/ca}}
{{#mtls}}
  --cert {{cert}} --key {{key}} \
{{/mtls}}
{{#permission-denied}}
  -H 'authorization: Bearer <TOKEN>' \
{{/permission-denied}}
{{#grpc}}
  -H 'content-type: application/grpc' -H 'te: trailers' --data-binary @- \
{{/grpc}}
{{#http}}
  -H 'content-type: application/x-protobuf' --data-binary '' \
{{/http}}
  {{export_url}}
{{/answered}}
{{^answered}}
openssl s_client -connect {{target}} \
{{^ip}}
  -servername {{server_name}} \
{{/ip}}
{{#grpc}}
  -alpn h2 \
{{/grpc}}
  -showcerts -msg </dev/null
{{/answered}}
