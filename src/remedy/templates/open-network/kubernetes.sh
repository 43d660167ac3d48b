{{#dns-failure}}
# such a name is known inside the cluster alone: from the exporter's pod, with its variables and files
kubectl debug -it '<POD>' --namespace '<NAMESPACE>' --image='<IMAGE_WITH_OTLS>' \
  --target='<CONTAINER>' -- otls probe --pid 1
{{/dns-failure}}
kubectl get service,endpointslices --namespace {{namespace}} | grep -F {{service}}
kubectl get networkpolicy --namespace {{namespace}}
# from a pod of your own namespace; a name of another one needs <service>.<namespace>.svc
kubectl run otls-net --rm -it --restart=Never --image=busybox -- nc -vz -w 5 {{host}} {{port}}
