otls inspect --cacert {{ca}} \
  --verify-name {{server_name}} \
  {{server_cert}} {{server_key}}
otls probe --cacert {{ca}} \
  --cert {{cert}} --key {{key}} \
  {{base}}
