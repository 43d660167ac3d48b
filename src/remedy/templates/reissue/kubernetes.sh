put the new certificate into the secret that the server mounts
---
kubectl create secret tls {{secret}} --namespace {{namespace}} \
  --cert=server.crt --key=server.key --dry-run=client -o yaml | kubectl apply -f -
