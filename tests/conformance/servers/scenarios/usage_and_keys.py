"""What the leaf may be used for, its key, and how it is signed."""

from row import Row, both
from servers import grpcio, nginx, node

HTTP = "http/protobuf"
# Servers refuse to load weak certificates at the default security level.
WEAK = {"ciphers": "DEFAULT:@SECLEVEL=0"}

ROWS = [
    *both("eku-client-only", grpcio(("leaf-client-eku",)), nginx(("leaf-client-eku",)), "wrong-key-usage", "failed",
          runtimes={"go-*": "fails", "python-*": "fails", "node-*": "fails", "rust-*": "fails"}),
    *both("keyusage-certsign", nginx(("leaf-certsign",)), nginx(("leaf-certsign",)), "wrong-key-usage", "warning",
          runtimes={"go-*": "connects", "python-*": "fails", "node-*": "fails", "rust-*": "connects"}),
    *both("ca-as-leaf", grpcio(("leaf-ca-true",)), nginx(("leaf-ca-true",)), "ca-as-leaf", "warning",
          runtimes={"go-*": "connects", "node-*": "connects", "rust-*": "fails"}),
    Row("ca-as-leaf-rust", nginx(("leaf-ca-true",)), "ca-as-leaf", "failed", extra=("--runtime", "rust-grpc"), check=True),
    Row("ca-as-leaf-certsign", nginx(("leaf-ca-certsign",)), ("ca-as-leaf", "wrong-key-usage"), "warning",
        why="rustls stops at the first, the others at the second",
        runtimes={"go-*": "connects", "python-grpc": "fails", "node-*": "fails", "rust-*": "fails"}),
    Row("many-no-san-ca-as-leaf", nginx(("leaf-no-san-ca-true",)), ("no-san", "ca-as-leaf"), "warning",
        codes=("no-san", "ca-as-leaf"), why="either order"),
    *both("rsa1024", grpcio(("leaf-rsa1024",)), nginx(("leaf-rsa1024",), **WEAK), "weak-key", "warning",
          absent=("bad-handshake-signature",),
          runtimes={"go-*": "connects", "python-grpc": "connects", "rust-*": "fails", "python-http": "fails", "java-*": "connects"}),
    *both("sha1-leaf", nginx(("leaf-sha1",), **WEAK), nginx(("leaf-sha1",), **WEAK), "weak-signature", "warning", ca="root-rsa",
          runtimes={"go-*": "fails", "python-grpc": "connects", "node-*": "fails", "rust-*": "fails", "python-http": "fails", "java-*": "connects"}),
    *both("sha1-intermediate", nginx(("leaf-of-sha1", "int-sha1"), **WEAK), nginx(("leaf-of-sha1", "int-sha1"), **WEAK),
          "weak-signature", "warning", ca="root-rsa",
          runtimes={"go-*": "fails", "python-grpc": "connects", "node-*": "fails", "rust-*": "fails", "java-*": "connects"}),
    *both("md5-leaf", nginx(("leaf-md5",), **WEAK), nginx(("leaf-md5",), **WEAK), "weak-signature", "failed", ca="root-rsa",
          runtimes={"go-*": "fails", "python-*": "fails", "node-*": "fails", "rust-*": "fails", "java-*": "fails"}),
    # Keys that some stacks do not offer a signature scheme for.
    Row("ed25519-grpc", nginx(("leaf-ed25519",)), ("cipher-mismatch", "weak-key"), "warning",
        why="gRPC core offers no scheme for it; the cause may be filed under the key",
        runtimes={"python-grpc": "fails", "go-grpc": "connects", "node-grpc": "connects", "rust-grpc": "connects"}),
    Row("p521-leaf-grpc", nginx(("leaf-p521",)), ("cipher-mismatch", "weak-key"), "warning",
        why="rustls with ring and gRPC core offer no scheme for it", absent=("bad-handshake-signature",),
        runtimes={"rust-grpc": "fails", "go-*": "connects", "node-*": "connects", "java-*": "connects"}),
    Row("p521-leaf-http", node("https", ("leaf-p521",)), protocol=HTTP, absent=("bad-handshake-signature",),
        runtimes={"rust-http": "connects", "go-*": "connects", "node-*": "connects", "java-*": "connects"}),
    Row("ed448-leaf", nginx(("leaf-ed448",)), ("cipher-mismatch", "weak-key"), ("warning", "failed"), protocol=HTTP,
        why="OpenSSL and JSSE offer it", runtimes={"rust-http": "fails", "go-http": "fails", "node-http": "not fails", "java-http": "not fails"}),
    Row("secp256k1-leaf", nginx(("leaf-secp256k1",), protocols="TLSv1.2", curve="secp256k1:prime256v1"),
        ("cipher-mismatch", "weak-key", "handshake-refused"), "failed", why="no exporter offers the curve"),
    # Form.
    *both("v1-leaf", grpcio(("leaf-v1",)), nginx(("leaf-v1",)), ("malformed-certificate", "no-san"), "warning",
          why="a version 1 certificate has no SAN either",
          runtimes={"go-*": "fails", "python-grpc": "connects", "node-*": "connects", "rust-*": "fails"}),
    *both("unknown-critical", grpcio(("leaf-unknown-critical",)), nginx(("leaf-unknown-critical",)), "unsupported-extension", "failed",
          runtimes={"go-*": "fails", "python-*": "fails", "node-*": "fails", "rust-*": "fails", "java-*": "fails"}),
    # Only OpenSSL's strict mode (Python from 3.13) wants key identifiers.
    Row("no-aki-grpc", nginx(("leaf-no-aki",))),
    Row("no-aki-http", nginx(("leaf-no-aki",)),
        (None, "invalid-ca", "malformed-certificate", "unsupported-extension", "incomplete-chain", "runtime-mismatch"),
        ("warning", "ok"), protocol=HTTP, why="python-http from 3.13 refuses it, and the table names no code of its own",
        runtimes={"go-http": "connects", "node-http": "connects", "rust-http": "connects"}),
]
