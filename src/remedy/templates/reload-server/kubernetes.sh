kubectl get deployment/{{service}} --namespace {{namespace}} -o yaml | grep -n subPath
kubectl rollout restart --namespace {{namespace}} deployment/{{service}}
kubectl rollout status --namespace {{namespace}} deployment/{{service}}
