kubectl get endpointslices --namespace {{namespace}} -o wide | grep -F {{service}}
kubectl rollout restart --namespace {{namespace}} deployment/{{service}}
kubectl rollout status --namespace {{namespace}} deployment/{{service}}
