"""TLS against cleartext, in both directions."""

from row import Row, both
from servers import grpcio, nginx, node, openssl, sockets, stream

HTTP = "http/protobuf"
SERVER = ("plaintext-server", "failed")
CLIENT = ("plaintext-client", "failed")
CLEAR = {"scheme": "http", "ca": None}

ROWS = [
    *both("clear-grpcio", grpcio(()), grpcio(()), *SERVER, evidence=("h2c",)),
    *both("clear-node-h2c", node("h2c"), node("h2c"), *SERVER, evidence=("h2c",)),
    *both("clear-node-http", node("http"), node("http"), *SERVER, evidence=("http1",)),
    Row("clear-nginx-h2c", nginx(tls=False), *SERVER, evidence=("h2c",)),
    *both("clear-nginx-http", nginx(tls=False, http2=False), nginx(tls=False, http2=False), *SERVER, evidence=("http1",)),
    *both("clear-ssh", sockets("ssh"), sockets("ssh"), *SERVER, evidence=("other",)),
    Row("clear-smtp", sockets("smtp"), *SERVER, evidence=("other",)),
    Row("clear-auto-grpcio", grpcio(()), *SERVER, protocol=None),
    Row("clear-auto-http", node("http"), *SERVER, protocol=None),
    Row("clear-no-ca", grpcio(()), *SERVER, ca=None),
    # Cleartext asked for, TLS spoken.
    *both("tls-grpcio", grpcio(), grpcio(), *CLIENT, **CLEAR),
    *both("tls-node-h2", node("h2"), node("https"), *CLIENT, **CLEAR),
    *both("tls-nginx", nginx(), nginx(), *CLIENT, **CLEAR),
    *both("tls-nginx-http1", nginx(http2=False), nginx(http2=False), *CLIENT, **CLEAR),
    *both("tls-stream", stream(), stream(upstream="http"), *CLIENT, **CLEAR),
    *both("tls-openssl", openssl(), openssl(), *CLIENT, **CLEAR),
    Row("tls-mutual-grpcio", grpcio(client_ca="client-root"), *CLIENT, **CLEAR),
    Row("tls-old-openssl", openssl(("leaf",), "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"), *CLIENT, **CLEAR,
        timeout=3),
    Row("tls-flag-plaintext", grpcio(), *CLIENT, endpoint="localhost:{port}", ca=None, extra=("--plaintext",), scheme="http"),
]
