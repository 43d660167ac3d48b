cmctl renew --namespace {{namespace}} '<CERTIFICATE>'
kubectl describe certificate --namespace {{namespace}} '<CERTIFICATE>'
