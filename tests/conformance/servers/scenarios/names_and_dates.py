"""Dates and names, alone and together."""

from row import Row, both
from servers import grpcio, nginx, node, openssl

HTTP = "http/protobuf"
EXPIRED = ("expired", "failed")
NAME = ("name-mismatch", "failed")

ROWS = [
    *both("expired-leaf", grpcio(("leaf-expired",)), node("https", ("leaf-expired",)), *EXPIRED,
          runtimes={"go-*": "fails", "python-*": "fails", "node-*": "fails", "rust-*": "fails"}),
    Row("expired-leaf-openssl", openssl(("leaf-expired",), "-alpn", "h2"), *EXPIRED),
    Row("expired-leaf-tls12", nginx(("leaf-expired-int", "int"), protocols="TLSv1.2"), *EXPIRED),
    *both("expired-intermediate", grpcio(("leaf-of-expired-int", "int-expired")), nginx(("leaf-of-expired-int", "int-expired")), *EXPIRED),
    # An expired anchor: rustls and JSSE do not look at its dates.
    *both("expired-root", grpcio(("leaf-of-expired-root",)), nginx(("leaf-of-expired-root", "root-expired")), "expired", "warning",
          ca="root-expired", runtimes={"rust-*": "connects", "go-*": "fails", "node-*": "fails", "java-*": "connects"}),
    *both("not-yet-valid", grpcio(("leaf-future",)), nginx(("leaf-future",)), ("not-yet-valid", "clock-skew"), "failed",
          codes=("not-yet-valid",), why="a wrong clock may be named as the cause"),
    Row("not-yet-valid-intermediate", nginx(("leaf-of-future-int", "int-future")), ("not-yet-valid", "clock-skew"), "failed",
        codes=("not-yet-valid",)),
    Row("not-yet-valid-all", nginx(("leaf-future-all",)), ("not-yet-valid", "clock-skew"), "failed", ca="root-future",
        codes=("not-yet-valid",)),
    # Thresholds: 30 days, at most a third of the lifetime, unless the user says.
    *both("expiring", grpcio(("leaf-expiring",)), nginx(("leaf-expiring",)), "expiring", "warning", check=True),
    Row("expiring-intermediate", nginx(("leaf-of-expiring-int", "int-expiring")), "expiring", "warning", check=True),
    Row("expiring-short-lived", nginx(("leaf-short-lived",)), None, "ok"),
    Row("expiring-threshold", nginx(("leaf-expiring",)), "expiring", "failed", extra=("--expiry-threshold", "20d"), check=True),
    Row("expiring-threshold-outside", nginx(("leaf-expiring",)), None, "ok", extra=("--expiry-threshold", "5d")),
    Row("expiring-threshold-percent", nginx(("leaf-short-lived",)), "expiring", "failed", extra=("--expiry-threshold", "95%"), check=True),
    Row("expiring-fail-on", nginx(("leaf-expiring",)), "expiring", "warning", extra=("--fail-on", "warning"), exit=1, check=True),
    Row("expiring-ignored", nginx(("leaf-expiring",)), None, "ok", extra=("--ignore", "expiring"), codes=("expiring",)),
    # Renewed on disk, and not taken up.
    *both("stale", nginx(), node("https"), "stale-certificate", "warning", extra=("--expect-cert", "{cert:leaf-renewed}"),
        evidence=("older",)),
    Row("stale-newer", nginx(("leaf-renewed",)), None, "ok", extra=("--expect-cert", "{cert:leaf}"), codes=("stale-certificate",)),
    Row("stale-not", nginx(), extra=("--expect-cert", "{cert:leaf}"), absent=("stale-certificate",)),
    Row("expiring-client", nginx(verify="on", client_ca="client-root"), "expiring", "warning", client="client-expiring", check=True),
    # Names.
    *both("name-other", grpcio(("leaf-other-name",)), nginx(("leaf-other-name",)), *NAME, evidence=("other.test",)),
    Row("name-openssl", openssl(("leaf-other-name",), "-alpn", "h2"), *NAME),
    Row("name-wildcard-too-deep", nginx(("leaf-wildcard",)), *NAME, host="a.b.example.test", connect=True),
    Row("name-wildcard-bare", nginx(("leaf-wildcard",)), *NAME, host="example.test", connect=True),
    Row("name-servername", nginx(), *NAME, servername="wrong.test"),
    *both("name-ip-without-san", grpcio(("leaf-names-only",)), nginx(("leaf-names-only",)), *NAME, host="127.0.0.1"),
    # An address written as dNSName: gRPC core alone accepts it.
    Row("name-ip-as-dns-grpc", grpcio(("leaf-ip-as-dns",)), "name-mismatch", "warning", host="127.0.0.1",
        runtimes={"python-grpc": "connects", "go-grpc": "fails", "node-grpc": "fails", "rust-grpc": "fails"}),
    Row("name-ip-as-dns-http", nginx(("leaf-ip-as-dns",)), *NAME, host="127.0.0.1", protocol=HTTP),
    *both("no-san", grpcio(("leaf-no-san",)), nginx(("leaf-no-san",)), "no-san", "warning", codes=("runtime-mismatch",),
          runtimes={"go-*": "fails", "python-grpc": "connects", "node-*": "connects", "rust-*": "fails", "python-http": "fails", "java-*": "fails"}),  # OkHttp, unlike JSSE
    Row("no-san-fail-on", nginx(("leaf-no-san",)), "no-san", "warning", extra=("--fail-on", "warning"), exit=1),
    Row("no-san-go", nginx(("leaf-no-san",)), "no-san", "failed", extra=("--runtime", "go-grpc"), check=True),
    Row("no-san-python", nginx(("leaf-no-san",)), (None, "no-san"), "ok", extra=("--runtime", "python-grpc"),
        why="a note at most"),
    Row("no-san-other-name", nginx(("leaf-no-san-other",)), ("name-mismatch", "no-san"), "failed",
        why="the common name does not fit either"),
    # Several faults at once: trust, dates, name.
    *both("many-trust-dates-name", grpcio(("leaf-expired-wrong-name",)), nginx(("leaf-expired-wrong-name",)), "unknown-ca", "failed",
          codes=("unknown-ca", "expired", "name-mismatch")),
    Row("many-dates-name", nginx(("leaf-trusted-expired-wrong-name",)), *EXPIRED, codes=("expired", "name-mismatch")),
    Row("many-name-usage", nginx(("leaf-wrong-name-client-eku",)), *NAME, codes=("name-mismatch", "wrong-key-usage")),
    Row("many-chain-name", nginx(("leaf-int",)), "incomplete-chain", "failed", servername="wrong.test",
        codes=("incomplete-chain", "name-mismatch")),
    Row("many-expired-and-mutual", grpcio(("leaf-expired",), client_ca="client-root"), ("expired", "client-cert-required"), "failed",
        codes=("expired",), why="the refusal of the missing certificate may be the error, expired comes first"),
]
