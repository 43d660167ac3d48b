{{#expiring}}
renew the certificate before it expires, and have the server load it
{{/expiring}}
{{^expiring}}
renew the certificate, and have the server load it
{{/expiring}}
---
cmctl renew --namespace {{namespace}} '<CERTIFICATE>'
kubectl describe certificate --namespace {{namespace}} '<CERTIFICATE>'
