kubectl get service,endpointslices --namespace {{namespace}} | grep -F {{service}}
kubectl get networkpolicy --namespace {{namespace}}
# from a pod of your own namespace; a name of another one needs <service>.<namespace>.svc
kubectl run otls-net --rm -it --restart=Never --image=busybox -- nc -vz -w 5 {{host}} {{port}}
