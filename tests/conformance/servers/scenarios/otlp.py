"""TLS is fine; the answer at the level of gRPC, HTTP or OTLP is not."""

from row import Row, both
from servers import grpcio, nginx, node, stream

HTTP = "http/protobuf"
TOKEN = {"extra": ("-H", "authorization: Bearer not-this-one")}
BUSY = ("backend-unavailable", "failed")
REJECTED = ("otlp-rejected", "failed")
NOT_OTLP = "all signals are unknown: not OTLP, or a refusal of OTLP"


def status(code: int):
    return nginx(answer=code)


ROWS = [
    # Credentials: a warning while none was sent, an error if ours was refused.
    *both("auth-401", status(401), status(401), "unauthenticated", "warning", check=False),
    *both("auth-401-token", status(401), status(401), "unauthenticated", "failed", **TOKEN),
    *both("auth-403", status(403), status(403), "permission-denied", "warning", check=False),
    *both("auth-403-token", status(403), status(403), "permission-denied", "failed", **TOKEN),
    Row("auth-grpcio", grpcio(abort="UNAUTHENTICATED"), "unauthenticated", "warning", check=False),
    Row("auth-grpcio-token", grpcio(abort="UNAUTHENTICATED"), "unauthenticated", "failed", **TOKEN),
    Row("denied-grpcio-token", grpcio(abort="PERMISSION_DENIED"), "permission-denied", "failed", **TOKEN),
    Row("auth-node", node("https", status=401), "unauthenticated", "warning", protocol=HTTP, check=False),
    Row("auth-clear", node("http", status=401), "unauthenticated", "failed", protocol=HTTP, scheme="http", ca=None, **TOKEN),
    # The backend behind is down or busy.
    *both("busy-429", status(429), status(429), *BUSY),
    *both("busy-502", status(502), status(502), *BUSY),
    *both("busy-503", status(503), status(503), *BUSY),
    Row("busy-504-http", status(504), *BUSY, protocol=HTTP),
    *both("dead-backend", nginx(answer="dead"), nginx(answer="dead"), *BUSY),
    Row("busy-grpcio", grpcio(abort="UNAVAILABLE"), *BUSY),
    Row("exhausted-grpcio", grpcio(abort="RESOURCE_EXHAUSTED"), *BUSY),
    # Another answer of OTLP.
    Row("rejected-internal", grpcio(abort="INTERNAL"), *REJECTED),
    Row("rejected-invalid", node("h2", grpcStatus=3), *REJECTED),
    Row("rejected-500", node("https", status=500), *REJECTED, protocol=HTTP),
    Row("rejected-413", status(413), *REJECTED, protocol=HTTP),
    Row("rejected-redirect", nginx(answer="redirect"), ("otlp-rejected", "wrong-protocol"), "failed", protocol=HTTP,
        why="redirects are not followed; a login page is no OTLP"),
    # This signal has no pipeline, another has.
    Row("signal-metrics-only", grpcio(services=("metrics",)), codes=("signal-not-served",), check=False),
    Row("signal-metrics-only-http", node("https", signals=["metrics"]), protocol=HTTP, codes=("signal-not-served",), check=False),
    Row("signal-logs-only-node", node("h2", signals=["logs"]), codes=("signal-not-served",), check=False),
    # One answer a connection: a further one for the next signal.
    Row("signal-metrics-only-once", nginx(answer="no-traces", once=True), protocol=HTTP, codes=("signal-not-served",), connections=2, check=False),
    Row("signal-metrics-only-once-clear", nginx(answer="no-traces", once=True, tls=False, http2=False), protocol=HTTP, scheme="http", ca=None,
        codes=("signal-not-served",), connections=2, check=False),
    Row("signal-none-once", nginx(answer=404, once=True), ("wrong-protocol", "otlp-rejected"), "failed", protocol=HTTP, why=NOT_OTLP),
    Row("signal-asked", grpcio(services=("metrics",)), extra=("--signal", "metrics"), check=False),
    Row("signal-asked-and-missing", grpcio(services=("metrics",)), ("otlp-rejected", "wrong-protocol", "signal-not-served"), "failed",
        extra=("--signal", "traces"), why="the user asked for this one"),
    Row("signal-none", grpcio(services=()), ("wrong-protocol", "otlp-rejected"), "failed", why=NOT_OTLP),
    Row("signal-none-http", node("https", signals=[]), ("wrong-protocol", "otlp-rejected"), "failed", protocol=HTTP, why=NOT_OTLP),
    # The wrong protocol on this port.
    Row("grpc-to-http-backend", nginx(answer="http"), "wrong-protocol", "failed"),
    Row("http-to-grpc-backend", nginx(answer="grpc"), "wrong-protocol", "failed", protocol=HTTP),
    Row("http-to-grpc-stream", stream(upstream="grpc"), "wrong-protocol", "failed", protocol=HTTP),
    *both("web-page", nginx(answer="page"), nginx(answer="page"), "wrong-protocol", "failed"),
    Row("clear-grpc-to-http", node("http"), "wrong-protocol", "failed", scheme="http", ca=None),
    Row("clear-http-to-grpcio", grpcio(()), "wrong-protocol", "failed", scheme="http", ca=None, protocol=HTTP),
    Row("clear-http-to-h2c", node("h2c"), "wrong-protocol", "failed", scheme="http", ca=None, protocol=HTTP),
    Row("clear-web-page", nginx(tls=False, http2=False, answer="page"), "wrong-protocol", "failed", scheme="http", ca=None, protocol=HTTP),
    # A path of the user's own.
    Row("path-base", nginx(), protocol=HTTP, endpoint="https://localhost:{port}/"),
    Row("path-final", nginx(), protocol=HTTP, endpoint="https://localhost:{port}/v1/traces"),
    Row("path-wrong", nginx(), ("wrong-protocol", "otlp-rejected"), "failed", protocol=HTTP,
        endpoint="https://localhost:{port}/not/here", check=False, why=NOT_OTLP),
]
