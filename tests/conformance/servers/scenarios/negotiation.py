"""Version, suite, group, signature algorithm, server name, ALPN.

Behind nginx an exporter that shares the server's offer gets through; `s_server` answers
none, so its rows are about the cause alone. Where otls itself cannot finish the
handshake but modelled exporters could (OpenSSL, Go and JSSE speak suites and groups that
rustls lacks), `warning` is right if their verdict counts as known, `failed` if not.
"""

from row import Row, both
from servers import grpcio, nginx, node, openssl, stream

HTTP = "http/protobuf"
OLD = "ALL:@SECLEVEL=0"
VERSION = ("version-mismatch", "failed")
CIPHER = ("cipher-mismatch", ("warning", "failed"))
OPEN = "some exporters share the offer, otls does not"

ROWS = [
    *both("tls10", openssl(("leaf-rsa2048",), "-tls1", "-cipher", OLD), openssl(("leaf-rsa2048",), "-tls1", "-cipher", OLD), *VERSION),
    *both("tls11", openssl(("leaf-rsa2048",), "-tls1_1", "-cipher", OLD), openssl(("leaf-rsa2048",), "-tls1_1", "-cipher", OLD), *VERSION),
    *both("tls11-nginx", nginx(("leaf-rsa2048",), protocols="TLSv1.1", ciphers=OLD),
          nginx(("leaf-rsa2048",), protocols="TLSv1 TLSv1.1", ciphers=OLD), *VERSION),
    Row("tls10-node", node("https", ("leaf-rsa2048",), minVersion="TLSv1", maxVersion="TLSv1.1", ciphers="ALL@SECLEVEL=0"),
        *VERSION, protocol=HTTP),
    Row("tls10-and-later", nginx(("leaf-rsa2048",), protocols="TLSv1 TLSv1.1 TLSv1.2 TLSv1.3", ciphers=OLD),
        "outdated-tls", "warning", extra=("--scan",), check=True),
    Row("tls10-and-later-no-scan", nginx(("leaf-rsa2048",), protocols="TLSv1 TLSv1.1 TLSv1.2 TLSv1.3", ciphers=OLD)),
    # One suite that modern stacks no longer offer.
    *both("cbc-only", nginx(("leaf-rsa2048",), protocols="TLSv1.2", ciphers="ECDHE-RSA-AES256-SHA"),
          nginx(("leaf-rsa2048",), protocols="TLSv1.2", ciphers="ECDHE-RSA-AES256-SHA"), *CIPHER, why=OPEN,
          # grpc-go takes CBC suites out of its offer.
          runtimes={"rust-*": "fails", "python-grpc": "fails", "go-http": "not fails", "go-grpc": "fails", "node-http": "not fails", "java-http": "not fails"}),
    Row("cbc-only-openssl", openssl(("leaf-rsa2048",), "-tls1_2", "-cipher", "ECDHE-RSA-AES256-SHA384"), *CIPHER, why=OPEN),
    *both("static-rsa", nginx(("leaf-rsa2048",), protocols="TLSv1.2", ciphers="AES128-GCM-SHA256"),
          nginx(("leaf-rsa2048",), protocols="TLSv1.2", ciphers="AES128-GCM-SHA256"), *CIPHER, why=OPEN,
          runtimes={"rust-*": "fails", "go-*": "fails", "python-grpc": "fails", "node-http": "not fails", "java-http": "not fails"}),
    Row("static-rsa-openssl", openssl(("leaf-rsa2048",), "-tls1_2", "-cipher", "AES256-SHA"), *CIPHER, why=OPEN),
    Row("dhe-only", openssl(("leaf-rsa2048",), "-tls1_2", "-cipher", "DHE-RSA-AES256-GCM-SHA384"), *CIPHER, why=OPEN),
    Row("ccm-only-tls13", openssl(("leaf",), "-tls1_3", "-ciphersuites", "TLS_AES_128_CCM_SHA256"), *CIPHER, why=OPEN),
    *both("group-p521", nginx(curve="secp521r1"), nginx(curve="secp521r1"), *CIPHER, why=OPEN,
          runtimes={"rust-*": "fails", "go-*": "not fails", "python-grpc": "not fails", "node-*": "not fails", "java-*": "not fails"}),
    *both("group-x448", nginx(curve="X448"), nginx(curve="X448"), *CIPHER, why=OPEN,
          runtimes={"rust-*": "fails", "go-*": "fails", "python-grpc": "fails", "node-*": "not fails", "java-*": "not fails"}),
    *both("group-ffdhe", nginx(curve="ffdhe2048", protocols="TLSv1.3"), nginx(curve="ffdhe2048", protocols="TLSv1.3"), *CIPHER, why=OPEN,
          runtimes={"rust-*": "fails", "go-*": "fails", "python-grpc": "fails", "node-*": "not fails", "java-*": "not fails"}),
    Row("group-x448-openssl", openssl(("leaf",), "-tls1_3", "-groups", "X448"), *CIPHER, why=OPEN, protocol=HTTP),
    Row("group-p521-tls12", openssl(("leaf-rsa2048",), "-tls1_2", "-groups", "P-521"), *CIPHER, why=OPEN),
    Row("sigalg-sha224", openssl(("leaf-rsa2048",), "-tls1_2", "-sigalgs", "RSA+SHA224"), *CIPHER, why=OPEN),
    # Everyone but gRPC core offers ChaCha20 in TLS 1.2.
    Row("chacha-only-tls12", nginx(("leaf-rsa2048",), protocols="TLSv1.2", ciphers="ECDHE-RSA-CHACHA20-POLY1305"),
        "cipher-mismatch", "warning", runtimes={"python-grpc": "fails", "go-grpc": "connects", "rust-grpc": "connects", "node-grpc": "connects", "java-grpc": "connects"}),
    # The server has no certificate for this name.
    *both("unrecognized-name", nginx(("leaf-other-name",), only_name="other.test"),
          nginx(("leaf-other-name",), only_name="other.test"), "unrecognized-name", "failed"),
    Row("unrecognized-no-sni", nginx(only_name="localhost"), "unrecognized-name", "failed", host="127.0.0.1"),
    Row("unrecognized-openssl", openssl(("leaf",), "-servername", "other.test", "-servername_fatal", second="leaf-other-name"),
        "unrecognized-name", "failed"),
    # ALPN. Node alone speaks HTTP/2 to a server that selects nothing.
    Row("alpn-none-h2", stream(), "alpn-missing", "warning",
        runtimes={"node-grpc": "connects", "go-grpc": "fails", "rust-grpc": "fails", "python-grpc": "fails"}),
    Row("alpn-none-openssl", openssl(), "alpn-missing", "failed", timeout=3),
    Row("alpn-http1-openssl", openssl(("leaf",), "-alpn", "http/1.1"), "alpn-missing", "failed"),
    # Both hold; OTLP over HTTP is answered there, so the port is the cause and ALPN the consequence.
    Row("alpn-http1-nginx", nginx(http2=False), "wrong-protocol", "failed", codes=("alpn-missing",)),
    Row("alpn-http1-node", node("https"), "wrong-protocol", "failed", codes=("alpn-missing",)),
    Row("alpn-h2-only-http", nginx(http2=True), protocol=HTTP),
    # With ALPN settled, silence and a web page are something else.
    Row("openssl-silent", openssl(("leaf",), "-alpn", "h2"), "no-answer", "failed", timeout=3),
    Row("openssl-silent-http", openssl(("leaf",), "-alpn", "http/1.1"), "no-answer", "failed", protocol=HTTP, timeout=3),
    Row("openssl-www", openssl(("leaf",), "-alpn", "http/1.1", "-www"), ("no-answer", "wrong-protocol"), "failed",
        protocol=HTTP, timeout=3, why="s_server -www answers GET only"),
    # HTTP asked, gRPC only. Node answers an unknown ALPN with HTTP 403: not a permission.
    Row("http-to-grpcio", grpcio(), ("wrong-protocol", "alpn-missing"), "failed", protocol=HTTP,
        why="the table names alpn-missing for gRPC, but the alert is about ALPN"),
    Row("http-to-node-h2", node("h2"), ("wrong-protocol", "alpn-missing"), "failed", protocol=HTTP,
        why="as above"),
]
