"""Client certificates: none, wrong, good, unused; on every server, TLS 1.2 and 1.3.

How a refusal looks differs: an alert (OpenSSL), end of file without one (gRPC core, Node),
an HTTP 400 after a good handshake (nginx). The answer must be the same.
"""

from row import Row, both
from servers import grpcio, nginx, node, openssl

HTTP = "http/protobuf"
CA = {"client_ca": "client-root"}
REQUIRED = ("client-cert-required", "failed")
REJECTED = ("client-cert-rejected", "failed")
VERIFY = ("-Verify", "1", "-verify_return_error", "-alpn", "h2")

SERVERS = {
    "openssl12": openssl(("leaf",), *VERIFY, "-tls1_2", **CA),
    "openssl13": openssl(("leaf",), *VERIFY, "-tls1_3", **CA),
    "nginx12": nginx(verify="on", protocols="TLSv1.2", **CA),
    "nginx13": nginx(verify="on", protocols="TLSv1.3", **CA),
    "grpcio": grpcio(**CA),
    "node12": node("h2", maxVersion="TLSv1.2", **CA),
    "node13": node("h2", minVersion="TLSv1.3", **CA),
}
BAD = {"stranger": "client-stranger", "expired": "client-expired", "eku": "client-server-eku"}
HTTP_SERVERS = {
    "nginx": nginx(verify="on", **CA),
    "node12": node("https", maxVersion="TLSv1.2", **CA),
    "node13": node("https", minVersion="TLSv1.3", **CA),
}

ROWS = [
    *(Row(f"mtls-none-{name}", server, *REQUIRED) for name, server in SERVERS.items()),
    *(
        Row(f"mtls-{fault}-{name}", server, *REJECTED, client=client)
        for name, server in SERVERS.items()
        for fault, client in BAD.items()
    ),
    *(
        Row(f"mtls-good-{name}", server, client="client")
        for name, server in SERVERS.items()
        if not name.startswith("openssl")
    ),
    *(
        Row(f"mtls-good-{name}", SERVERS[name], ("no-answer", "wrong-protocol"), "failed", client="client", timeout=3,
            absent=("client-cert-rejected", "client-cert-required"), why="s_server accepts it and says nothing")
        for name in ("openssl12", "openssl13")
    ),
    *(Row(f"mtls-none-http-{name}", server, *REQUIRED, protocol=HTTP) for name, server in HTTP_SERVERS.items()),
    *(
        Row(f"mtls-stranger-http-{name}", server, *REJECTED, protocol=HTTP, client="client-stranger")
        for name, server in HTTP_SERVERS.items()
    ),
    *(Row(f"mtls-good-http-{name}", server, protocol=HTTP, client="client") for name, server in HTTP_SERVERS.items()),
    # A refusal is never lost: the alert races with what is still written, so once proves nothing.
    *(
        Row(f"mtls-{what}-200-{name}", server, *expected, client=client, extra=("--repeat", "200"),
            absent=("address-difference",), timeout=5)
        for what, client, expected in (("none", None, REQUIRED), ("stranger", "client-stranger", REJECTED))
        for name, server in SERVERS.items()
    ),
    Row("mtls-good-rsa", grpcio(**CA), client="client-rsa"),
    Row("mtls-none-issuers", SERVERS["openssl13"], *REQUIRED, evidence=("Client Root",)),
    Row("mtls-none-auto", nginx(verify="on", **CA), *REQUIRED, protocol=None),
    # Any certificate will do: s_server without -verify_return_error, Node with rejectUnauthorized off.
    Row("mtls-any-node", node("h2", optional=True, **CA), client="client-stranger"),
    Row("mtls-any-node-none", node("https", optional=True, **CA), protocol=HTTP),
    Row("mtls-optional-none", nginx(verify="optional", **CA)),
    Row("mtls-optional-good", nginx(verify="optional", **CA), client="client"),
    Row("mtls-optional-stranger", nginx(verify="optional", **CA), "client-cert-rejected", ("failed", "warning"),
        client="client-stranger", runtimes={"go-*": "not fails", "java-*": "not fails", "node-*": "fails", "python-*": "fails"},
        why="Go and Java withhold a certificate whose issuer the server does not name, and get through"),
    # Ours is given and nobody asks.
    *both("mtls-unused", grpcio(), nginx(), client="client", codes=("client-cert-unused",)),
    # Server certificate and client certificate both at fault.
    Row("mtls-and-unknown-ca", nginx(verify="on", **CA), "unknown-ca", "failed", ca=None),
    # The key does not belong to the certificate: files named by flags, so otls does not run.
    Row("mtls-key-mismatch", grpcio(**CA), exit=2, client="client", client_key="client-stranger", check=False),
    Row("usage-ca-missing", grpcio(), exit=2, ca=None, extra=("--cacert", "/nonexistent/ca.pem"), check=False),
]
