kubectl get pods,endpointslices --namespace {{namespace}} | grep -F {{service}}
kubectl logs --namespace {{namespace}} deployment/{{service}} --tail=50
kubectl scale --namespace {{namespace}} deployment/{{service}} --replicas='<REPLICAS>'
