# refuses a pair that does not belong together
kubectl create secret tls {{secret}} --namespace {{namespace}} \
{{#reissue}}
  --cert=server.crt --key=server.key --dry-run=client -o yaml | kubectl apply -f -
{{/reissue}}
{{^reissue}}
  --cert=fullchain.crt --key=server.key --dry-run=client -o yaml | kubectl apply -f -
{{/reissue}}
