"""The path breaks RFC 5280 above the leaf."""

from row import Row, both
from servers import grpcio, nginx

HTTP = "http/protobuf"


def chain(of: str) -> tuple[str, str]:
    return (f"leaf-of-{of}", f"int-{of}")


ALL = {"runtimes": {"go-*": "fails", "node-*": "fails", "rust-*": "fails", "python-*": "fails", "java-*": "fails"}}

ROWS = [
    *both("not-a-ca", grpcio(chain("not-ca")), nginx(chain("not-ca")), "invalid-ca", "failed", **ALL),
    Row("no-certsign", nginx(chain("no-certsign")), ("invalid-ca", "wrong-key-usage"), ("warning", "failed"),
        why="rustls does not look at key usage", runtimes={"node-*": "fails", "java-*": "fails"}),
    *both("root-not-ca", grpcio(("leaf-of-root-not-ca",)), nginx(("leaf-of-root-not-ca",)), "invalid-ca", "warning", ca="root-not-ca",
          runtimes={"java-*": "fails", "go-*": "fails", "python-grpc": "connects", "node-*": "fails", "rust-*": "connects"}),
    Row("root-no-certsign", grpcio(("leaf-of-root-no-certsign",)), ("invalid-ca", "wrong-key-usage"), ("warning", "failed"), ca="root-no-certsign",
        why="CA:FALSE and no keyCertSign: gRPC core refuses this one", runtimes={"python-grpc": "fails", "go-*": "fails"}),
    Row("root-no-keyusage-grpc", nginx(("leaf-of-root-no-keyusage",)), ca="root-no-keyusage"),
    Row("root-no-keyusage-http", nginx(("leaf-of-root-no-keyusage",)), (None, "invalid-ca", "wrong-key-usage", "runtime-mismatch"),
        ("warning", "ok"), ca="root-no-keyusage", protocol=HTTP, why="python-http from 3.13 refuses it",
        runtimes={"go-http": "connects", "node-http": "connects", "rust-http": "connects"}),
    *both("path-length", grpcio(("leaf-of-pathlen", "int-below-pathlen", "int-pathlen")),
          nginx(("leaf-of-pathlen", "int-below-pathlen", "int-pathlen")), "path-length", "failed", **ALL),
    *both("name-constraint-permitted", grpcio(chain("permits-other")), nginx(chain("permits-other")), "name-constraint", "failed", **ALL),
    Row("name-constraint-excluded", nginx(chain("excludes")), "name-constraint", "failed"),
    *both("name-constraint-root", grpcio(("leaf-of-root-constrained",)), nginx(("leaf-of-root-constrained",)), "name-constraint", "warning",
          ca="root-constrained", why="JSSE ignores those of an anchor",
          runtimes={"go-*": "fails", "node-*": "fails", "rust-*": "fails", "python-*": "fails", "java-*": "connects"}),
    Row("name-constraint-ip-grpc", nginx(chain("permits-ip")), ("name-constraint", "unsupported-extension"), "warning", host="127.0.0.1",
        why="gRPC core knows no address constraints", runtimes={"python-grpc": "fails", "go-grpc": "connects", "rust-grpc": "connects", "java-grpc": "connects"}),
    Row("name-constraint-ip-http", nginx(chain("permits-ip")), host="127.0.0.1", protocol=HTTP),
    *both("intermediate-eku", grpcio(chain("client-only")), nginx(chain("client-only")), "wrong-key-usage", "warning",
          why="JSSE does not look at it",
          runtimes={"go-*": "fails", "node-*": "fails", "rust-*": "fails", "python-*": "fails", "java-*": "connects"}),
]
