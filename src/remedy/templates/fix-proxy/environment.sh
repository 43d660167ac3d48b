let this endpoint past the proxy, or the proxy reach it
---
# Go, the Collector, Rust over HTTP and .NET read either case; Python and Node over gRPC
# lower case only. Java reads none, Rust over gRPC knows no proxy.
export NO_PROXY="${NO_PROXY:+$NO_PROXY,}"{{host}}
export no_proxy="$NO_PROXY"
