"""Nothing is wrong: `ok`, no diagnosis, one connection."""

from row import Row, both
from servers import grpcio, nginx, node, openssl, sockets, stream

HTTP = "http/protobuf"
ONE = {"connections": 1}

ROWS = [
    Row("ok-grpcio", grpcio(), **ONE, spoke="grpc"),
    Row("ok-node-h2", node("h2"), **ONE),
    Row("ok-node-https", node("https"), protocol=HTTP, **ONE),
    *both("ok-nginx", nginx(), nginx(), **ONE),
    # TLS 1.2 and 1.3 alone; every key an exporter takes.
    *both("ok-tls12", nginx(protocols="TLSv1.2"), nginx(protocols="TLSv1.2"), **ONE),
    *both("ok-tls13", nginx(protocols="TLSv1.3"), nginx(protocols="TLSv1.3"), **ONE),
    Row("ok-node-tls12", node("h2", maxVersion="TLSv1.2"), **ONE),
    Row("ok-node-tls13", node("https", minVersion="TLSv1.3"), protocol=HTTP, **ONE),
    *both("ok-rsa2048", grpcio(("leaf-rsa2048",)), nginx(("leaf-rsa2048",)), **ONE),
    *both("ok-rsa4096", grpcio(("leaf-rsa4096",)), node("https", ("leaf-rsa4096",)), **ONE),
    Row("ok-rsa-root", nginx(("leaf-rsa-ca",), protocols="TLSv1.2"), ca="root-rsa", **ONE),
    *both("ok-p384", grpcio(("leaf-p384",)), nginx(("leaf-p384",)), **ONE),
    Row("ok-ed25519-http", nginx(("leaf-ed25519",)), protocol=HTTP),
    Row("ok-chacha-only", nginx(("leaf-rsa2048",), protocols="TLSv1.2", ciphers="ECDHE-RSA-CHACHA20-POLY1305"), protocol=HTTP),
    Row("ok-p384-group-only", nginx(curve="secp384r1")),
    # Names.
    Row("ok-ip-san", nginx(("leaf-ip",)), host="127.0.0.1", **ONE),
    Row("ok-ip-san-grpcio", grpcio(), host="127.0.0.1"),
    Row("ok-wildcard", nginx(("leaf-wildcard",)), host="a.example.test", connect=True),
    Row("ok-uppercase-san", nginx(("leaf-uppercase",))),
    # `java.net.URI` takes no such host: Java alone is stopped.
    Row(
        "ok-underscore", nginx(("leaf-underscore",)), "unsupported-setting", "warning", host="otel_collector",
        connect=True, protocol=HTTP, runtimes={"java-*": "fails", "go-*": "connects"}, check=True,
    ),  # fmt: skip
    Row("ok-single-label", nginx(("leaf-single-label",)), host="otel-collector", connect=True),
    Row("ok-servername", nginx(("leaf-other-name",)), servername="other.test"),
    Row("ok-sni-required", nginx(("leaf-other-name",), only_name="other.test"), host="other.test", connect=True),
    Row(
        "ok-verify-name", nginx(("leaf-other-name",)), extra=("--verify-name", "other.test"), check=False,
        why="an ordinary client would verify the name dialled",
    ),  # fmt: skip
    # Chains.
    *both("ok-intermediate", grpcio(("leaf-int", "int")), nginx(("leaf-int", "int")), **ONE),
    Row("ok-two-intermediates", nginx(("leaf-int2", "int2", "int"))),
    Row("ok-root-sent", nginx(("leaf-int", "int", "root"))),
    Row("ok-chain-order", nginx(("leaf-int2", "int", "int2")), codes=("chain-order",)),
    Row("ok-chain-order-http", node("https", ("leaf-int2", "int", "int2")), protocol=HTTP, codes=("chain-order",)),
    Row("ok-extra-certificates", nginx(("leaf-int", "int", "root-other")), codes=("extra-certificates",)),
    Row("ok-ca-bundle", nginx(), ca=("root-other", "root", "root-rsa")),
    # Uses.
    Row("ok-no-eku", nginx(("leaf-no-eku",))),
    Row("ok-both-ekus", nginx(("leaf-both-ekus",)), protocol=HTTP),
    Row("ok-no-keyusage", nginx(("leaf-no-keyusage",))),
    Row("ok-name-constraints-met", nginx(("leaf-of-permits-name", "int-permits-name"))),
    Row("ok-staple-good", nginx(staple="good")),
    # A self-signed certificate that is no CA, given as the CA: every exporter takes it.
    *both(
        "ok-selfsigned-leaf-trusted",
        nginx(("selfsigned-leaf",)), nginx(("selfsigned-leaf",)),
        ca="selfsigned-leaf", runtimes={"rust-*": "connects", "go-*": "connects"},
    ),  # fmt: skip
    # Cleartext by intent.
    Row("ok-clear-grpcio", grpcio(()), scheme="http", ca=None, **ONE),
    Row("ok-clear-node-h2c", node("h2c"), scheme="http", ca=None, **ONE),
    Row("ok-clear-node-http", node("http"), scheme="http", ca=None, protocol=HTTP, **ONE),
    Row("ok-clear-nginx-grpc", nginx(tls=False), scheme="http", ca=None),
    Row("ok-clear-nginx-http", nginx(tls=False, http2=False), scheme="http", ca=None, protocol=HTTP),
    # Forms of the endpoint.
    Row("ok-bare-endpoint", grpcio(), endpoint="localhost:{port}"),
    Row("ok-grpcs-endpoint", grpcio(), endpoint="grpcs://localhost:{port}"),
    Row("ok-dns-endpoint", grpcio(), endpoint="dns:///localhost:{port}"),
    Row("ok-ipv6-literal", node("https", address="::1"), host="[::1]", protocol=HTTP),
    Row("ok-ipv6-literal-grpc", node("h2", address="::1"), host="[::1]"),
    # Not told which protocol: what answers decides.
    Row("ok-auto-grpcio", grpcio(), protocol=None, spoke="grpc"),
    Row("ok-auto-nginx-both", nginx(), protocol=None, spoke="grpc"),
    Row("ok-auto-node-https", node("https"), protocol=None, spoke="http/protobuf"),
    Row("ok-auto-clear-http", node("http"), protocol=None, scheme="http", ca=None, spoke="http/protobuf"),
    Row("ok-auto-clear-grpc", grpcio(()), protocol=None, scheme="http", ca=None, spoke="grpc"),
    # Ends after TLS: a server that is no OTLP server is enough.
    Row("ok-no-export", openssl(("leaf",), "-alpn", "h2"), extra=("--no-export",), check=False,
        why="s_server answers no export"),
    Row("ok-scan", nginx(), extra=("--scan",)),
    # Through a CONNECT proxy. rust-grpc knows no proxy, so a warning may name it.
    Row(
        "ok-proxy", sockets("proxy-works"), (None, "runtime-mismatch", "proxy-failure"), ("ok", "warning"),
        endpoint="https://localhost:{backend:tls}", extra=("--proxy", "http://127.0.0.1:{port}"), check=True,
        why="exporters that cannot use a proxy may be named",
    ),  # fmt: skip
    # A name with two addresses of which one listens.
    Row("ok-two-addresses-v4", grpcio(), hosts="::1 localhost\n127.0.0.1 localhost\n"),
    Row(
        "ok-two-addresses-v6", node("https", address="::1"), protocol=HTTP,
        hosts="127.0.0.1 localhost\n::1 localhost\n",
    ),  # fmt: skip
    Row("ok-stream-http", stream(upstream="http"), protocol=HTTP),  # no ALPN matters to gRPC alone
]
