# is the secret newer than what is served? then the server has to load it
kubectl get secret {{secret}} --namespace {{namespace}} -o jsonpath='{.data.tls\.crt}' |
  base64 -d | openssl x509 -noout -subject -enddate
kubectl rollout restart --namespace {{namespace}} deployment/{{service}}
# a subPath mount is never updated: mount the whole secret
