give the server the key that belongs to its certificate
---
# refuses a pair that does not belong together
kubectl create secret tls {{secret}} --namespace {{namespace}} \
  --cert=fullchain.crt --key=server.key --dry-run=client -o yaml | kubectl apply -f -
