see that the pods behind the Service are ready, and are enough
---
kubectl get pods,endpointslices --namespace {{namespace}} | grep -F {{service}}
kubectl logs --namespace {{namespace}} deployment/{{service}} --tail=50
kubectl scale --namespace {{namespace}} deployment/{{service}} --replicas='<REPLICAS>'
