"""TCP does not come up, or nothing comes after it."""

from row import Row, both
from servers import grpcio, nginx, nothing, sockets, stream

HTTP = "http/protobuf"
QUICK = {"timeout": 2}

ROWS = [
    *both("refused", nothing(), nothing(), "connection-refused", "unreachable"),
    Row("refused-clear", nothing(), "connection-refused", "unreachable", scheme="http", ca=None),
    Row("refused-fail-on-never", nothing(), "connection-refused", "unreachable", extra=("--fail-on", "never")),
    Row("refused-ignored", nothing(), ("connection-refused", None), ("unreachable", "ok"), exit=3,
        extra=("--ignore", "connection-refused"),
        why="--ignore drops it from the verdict, exit 3 stays"),
    *both("dns", nothing(), nothing(), "dns-failure", "unreachable", host="nonexistent.invalid"),
    *both("silent", sockets("silent"), sockets("silent"), "silent-server", "failed", **QUICK),
    *both("reset", sockets("reset"), sockets("reset"), "connection-reset", "failed"),
    Row("reset-after-hello", sockets("reset-after-hello"), "connection-reset", "failed"),
    *both("close", sockets("close"), sockets("close"), "connection-reset", "failed"),
    Row("close-after-hello", sockets("close-after-hello"), "connection-reset", "failed"),
    Row("broken-tls", sockets("broken-tls"), ("tls-violation", "handshake-refused"), "failed", **QUICK,
        why="half a ServerHello, then end of file"),
    Row("drip", sockets("drip"), ("tls-violation", "silent-server", "plaintext-server", "no-answer"), "failed", **QUICK,
        why="one byte a second: what counts is that it ends and says failed"),
    Row("proxy-403", sockets("proxy-403"), "proxy-failure", "unreachable",
        endpoint="https://collector.invalid:4317", extra=("--proxy", "http://127.0.0.1:{port}"), ca=None, check=False),
    Row("proxy-407", sockets("proxy-407"), "proxy-failure", "unreachable",
        endpoint="https://collector.invalid:4317", extra=("--proxy", "http://127.0.0.1:{port}"), ca=None, check=False),
    Row("proxy-502-http", sockets("proxy-502"), "proxy-failure", "unreachable",
        endpoint="https://collector.invalid:4318", extra=("--proxy", "http://127.0.0.1:{port}"), ca=None,
        protocol=HTTP, check=False),
    Row("proxy-closed", nothing(), "proxy-failure", "unreachable",
        endpoint="https://collector.invalid:4317", extra=("--proxy", "http://127.0.0.1:{port}"), ca=None, check=False),
    # The handshake is done and nobody is behind it.
    Row("dead-backend-stream", stream(upstream="dead"), "no-answer", "failed", protocol=HTTP),
    Row("nginx-hangs-up", nginx(http2=False, answer="close"), "no-answer", "failed", protocol=HTTP),
    Row("two-addresses-none", nothing(), "connection-refused", "unreachable", hosts="::1 localhost\n127.0.0.1 localhost\n"),
    Row("two-addresses-faulty", grpcio(("leaf-expired",)), "expired", "failed",
        hosts="::1 localhost\n127.0.0.1 localhost\n"),
    Row("two-addresses-differ", nginx(v6_chain=("leaf-expired",)), (None, "expired"), ("ok", "warning", "failed"),
        hosts="::1 localhost\n127.0.0.1 localhost\n", codes=("address-difference",), check=True,
        why="a note on loopback; whether the worse address fails the run is open, first it never is"),
]
