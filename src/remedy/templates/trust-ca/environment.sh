{{#given_ca}}
give the CA that issued the server's certificate; `{{ca|text}}` does not hold it
{{/given_ca}}
{{^given_ca}}
{{#self-signed}}
trust the server's own certificate, once you have compared it with the file on the server
{{/self-signed}}
{{#intercepted}}
trust the CA of the inspecting proxy, if the inspection is meant to stay
{{/intercepted}}
{{^self-signed}}
{{^intercepted}}
trust the CA that signed the certificate
{{/intercepted}}
{{/self-signed}}
{{/given_ca}}
---
# Read by Go, Java, Python, Node, C++ and Ruby; it replaces their own roots.
# Not by Rust, PHP and .NET (until 1.18 it wants a key in that file): in code.
# Not by the Collector: `ca_file`.
export OTEL_EXPORTER_OTLP_CERTIFICATE={{trusted_ca}}
{{#http}}
# Python over HTTP: REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE win over it.
# Node over HTTP: from 0.207, and not where httpAgentOptions are given.
{{/http}}
