# Go and the Collector read either case, Python and Node over gRPC lower case only.
# Java and Node over HTTP read none; Rust over gRPC knows no proxy.
# The Collector's otlp_http takes another proxy as `proxy_url`.
export NO_PROXY="${NO_PROXY:+$NO_PROXY,}"{{host}}
export no_proxy="$NO_PROXY"
