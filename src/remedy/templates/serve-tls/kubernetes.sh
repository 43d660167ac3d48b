# A mesh with STRICT mutual TLS resets every client without a sidecar: give the client
# one, or serve TLS at the Collector for those outside.
kubectl get peerauthentication --all-namespaces
kubectl get pods --namespace {{namespace}} -o 'custom-columns=NAME:.metadata.name,CONTAINERS:.spec.containers[*].name'
