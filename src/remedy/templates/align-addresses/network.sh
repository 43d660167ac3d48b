for address in $(getent ahosts {{host}} | awk '{ print $1 }' | sort -u); do
  echo "== $address"
  case $address in *:*) address="[$address]" ;; esac
  openssl s_client -connect "$address":{{port}} -servername {{server_name}} </dev/null 2>/dev/null |
    openssl x509 -noout -subject -enddate -fingerprint -sha256
done
