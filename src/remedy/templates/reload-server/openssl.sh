openssl x509 -in {{expected}} -noout -fingerprint -sha256 -dates
openssl s_client -connect {{target}} -servername {{server_name}} </dev/null 2>/dev/null |
  openssl x509 -noout -fingerprint -sha256 -dates
