module otls-x509-conformance

go 1.24
