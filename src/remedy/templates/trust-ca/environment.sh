# Read by Go, Java, Python, Node, C++ and Ruby; it replaces their own roots.
# Not by Rust, PHP and .NET (until 1.18 it wants a key in that file): in code.
# Not by the Collector: `ca_file`.
export OTEL_EXPORTER_OTLP_CERTIFICATE={{trusted_ca}}
{{#http}}
# Python over HTTP: REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE win over it.
# Node over HTTP: from 0.207, and not where httpAgentOptions are given.
{{/http}}
