{{#incomplete-chain}}
send the intermediate certificates too: the leaf first, then each issuer, without the root
{{/incomplete-chain}}
{{^incomplete-chain}}
send the leaf first, then each issuer, and nothing else
{{/incomplete-chain}}
---
kubectl create secret tls {{secret}} --namespace {{namespace}} \
  --cert=fullchain.crt --key=server.key --dry-run=client -o yaml | kubectl apply -f -
