"""The path does not end at a root that is trusted."""

from row import Row, both
from servers import grpcio, nginx, node, openssl

HTTP = "http/protobuf"
UNKNOWN = ("unknown-ca", "failed")

ROWS = [
    *both("unknown-ca-none-given", grpcio(), nginx(), *UNKNOWN, ca=None),
    Row("unknown-ca-none-given-node", node("https"), *UNKNOWN, ca=None, protocol=HTTP),
    *both("unknown-ca-root-sent", nginx(("leaf-int", "int", "root")), node("https", ("leaf-int", "int", "root")), *UNKNOWN, ca=None),
    *both("unknown-ca-wrong-given", grpcio(), nginx(), *UNKNOWN, ca="root-other"),
    Row("unknown-ca-chain-wrong-given", grpcio(("leaf-int", "int")), ("unknown-ca", "incomplete-chain"), "failed", ca="root-other",
        why="without the root, a further missing intermediate cannot be excluded"),
    Row("unknown-ca-openssl", openssl(("leaf", "root"), "-alpn", "h2"), *UNKNOWN, ca="root-rsa"),
    *both("unknown-ca-same-name", grpcio(), nginx(), *UNKNOWN, ca="root-twin", evidence=("same_name_other_key",)),
    Row("unknown-ca-no-env", grpcio(), *UNKNOWN, ca=None, env={"OTEL_EXPORTER_OTLP_CERTIFICATE": "{cert:root}"}),
    # The system's store has it, the stores that exporters bring along do not.
    *both("system-store-only", grpcio(), nginx(), ("unknown-ca",), "warning", ca=None, env={"SSL_CERT_FILE": "{cert:root}"},
          runtimes={"go-*": "connects"}, check=False),
    # Self-signed, as `openssl req -x509` makes it, and with CA:FALSE.
    *both("selfsigned-ca-untrusted", grpcio(("selfsigned-ca",)), nginx(("selfsigned-ca",)), "self-signed", "failed", ca=None),
    *both("selfsigned-ca-trusted", grpcio(("selfsigned-ca",)), nginx(("selfsigned-ca",)), "ca-as-leaf", "warning",
          ca="selfsigned-ca", codes=("runtime-mismatch",),
          runtimes={"rust-*": "fails", "go-*": "connects", "python-*": "connects", "node-*": "connects", "java-*": "connects"}),
    Row("selfsigned-ca-wrong-given", node("h2", ("selfsigned-ca",)), "self-signed", "failed", ca="root"),
    Row("selfsigned-leaf-untrusted", grpcio(("selfsigned-leaf",)), "self-signed", "failed", ca=None),
    Row("selfsigned-expired", nginx(("selfsigned-expired",)), "self-signed", "failed", ca=None, codes=("expired",)),
    Row("selfsigned-ignored", nginx(("selfsigned-leaf",)), (None, "unknown-ca", "runtime-mismatch"), ("ok", "warning"), ca=None,
        extra=("--ignore", "self-signed"), codes=("self-signed",), check=False),
    # A chain with a hole.
    *both("incomplete-chain", grpcio(("leaf-int",)), nginx(("leaf-int",)), "incomplete-chain", "failed",
          runtimes={"go-*": "fails", "node-*": "fails", "rust-*": "fails"}),
    Row("incomplete-chain-aia", nginx(("leaf-int-aia",)), "incomplete-chain", "failed", evidence=("http://pki.invalid/int.crt",)),
    Row("incomplete-chain-middle", nginx(("leaf-int2", "int2")), "incomplete-chain", "failed"),
    Row("incomplete-chain-unrelated", nginx(("leaf-int", "root-other")), "incomplete-chain", "failed"),
    Row("incomplete-chain-no-ca", nginx(("leaf-int",)), ("incomplete-chain", "unknown-ca"), "failed", ca=None,
        why="a lone leaf of a private issuer: nothing tells which"),
    Row("incomplete-chain-openssl", openssl(("leaf-int",), "-alpn", "h2"), "incomplete-chain", "failed"),
    # The CA file holds something that only some verifiers take as an anchor.
    *both("anchor-is-intermediate", grpcio(("leaf-int", "int")), nginx(("leaf-int", "int")),
          ("unknown-ca", "incomplete-chain"), "warning", ca="int", why="the table names no code of its own",
          runtimes={"node-*": "fails", "go-*": "connects", "rust-*": "connects", "java-*": "connects"}),
    *both("anchor-is-leaf", grpcio(), nginx(), ("unknown-ca", "incomplete-chain"), "warning", ca="leaf",
          why="the table names no code of its own", runtimes={"node-*": "fails", "go-*": "connects", "rust-*": "fails", "java-*": "connects"}),
    # TLS inspection, and default certificates.
    *both("intercepted-product", nginx(("leaf-inspected", "int-inspection")), nginx(("leaf-inspected", "int-inspection", "root-inspection")),
          "intercepted", "failed", ca=None, absent=("unknown-ca",)),
    Row("intercepted-public-name", nginx(("leaf-public-name",)), "intercepted", "failed", ca=None,
        endpoint="https://api.honeycomb.io", extra=("--connect-to", "127.0.0.1:{port}"), check=False),
    Row("placeholder-ingress", nginx(("fake-ingress",)), "placeholder-certificate", "failed", ca=None),
    Row("placeholder-traefik", nginx(("fake-traefik",)), "placeholder-certificate", "failed", protocol=HTTP),
    Row("revoked-staple", nginx(staple="revoked"), "revoked", "failed", check=True, why="ordinary clients do not look"),
    Row("revoked-staple-openssl", openssl(("leaf",), "-alpn", "h2", staple="revoked"), "revoked", "failed"),
]
