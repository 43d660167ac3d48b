"""The faults that are set up, broken, and mended with what otls prints.

A fault is data: what serves, how otls is called, and what fills the places that the text itself leaves to its
reader. Certificates are names of `../servers/pki.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    id: str
    code: str
    # The server: a Collector, or nginx before one.
    nginx: bool = False
    chain: tuple[str, ...] | None = ("leaf",)  # None: cleartext
    settings: dict[str, str] = field(default_factory=dict)  # of the receiver's tls
    client_ca: str | None = None
    swapped: bool = False  # the port speaks the other protocol
    token: int = 0  # nginx wants a bearer token, and has this status for who has none
    pipeline: str = "traces"  # the one that the Collector has
    by_environment: bool = False  # otls reads the client's files from the variables
    dead_proxy: bool = False  # the environment names a proxy that nobody answers at
    # The exporter, and otls with it.
    scheme: str = "https"
    host: str = "localhost"
    ca: str | None = "root"
    client: tuple[str, str] | None = None  # certificate, key
    key_form: str = "pkcs8"
    trusted: str | None = None  # a CA that the machine trusts
    hosts: str | None = None  # a line of /etc/hosts for exporters that dial another name
    arrives: dict[str, str] = field(default_factory=dict)  # an exporter that gets through as it is, and why
    flags: tuple[str, ...] = ()
    # What a reader puts in: the placeholder, the certificate's name (or the key's, with .key) or the text.
    fills: dict[str, str] = field(default_factory=dict)
    protocols: tuple[str, ...] = ("grpc", "http")


ROOT = {"<CA_FILE>": "cert:root", "<CA_KEY_FILE>": "key:root"}
CLIENT_CA = {"<CLIENT_CA_FILE>": "cert:client-root", "<CLIENT_CA_KEY_FILE>": "key:client-root"}

FAULTS = (
    # Trust.
    Fault("unknown-ca", "unknown-ca", ca=None, fills=ROOT),
    Fault("unknown-ca-other", "unknown-ca", ca="root-other", fills={**ROOT, "<CA_KEY_FILE>": "key:root-other"}),
    Fault("self-signed", "self-signed", chain=("selfsigned-leaf",), ca=None, fills={"<CA_FILE>": "cert:selfsigned-leaf"}),
    Fault(
        "incomplete-chain", "incomplete-chain", chain=("leaf-int",),
        fills={"<ROOT_CA_FILE>": "cert:root", "<FULLCHAIN_FILE>": "made:fullchain.crt", "<SERVER_KEY_FILE>": "made:server.key"},
    ),
    # Dates.
    Fault("expired", "expired", chain=("leaf-expired",), fills=ROOT),
    Fault("not-yet-valid", "not-yet-valid", chain=("leaf-future",), fills=ROOT),
    # Names.
    Fault("name-mismatch-address", "name-mismatch", chain=("leaf-names-only",), host="127.0.0.1", fills=ROOT),
    Fault("name-mismatch", "name-mismatch", chain=("leaf-other-name",), hosts="127.0.0.1 other.test", fills={**ROOT, "<SERVER_IP>": "text:127.0.0.1"}),
    Fault("no-san", "no-san", chain=("leaf-no-san-other",), fills=ROOT),
    # Use and keys.
    Fault("ca-as-leaf", "ca-as-leaf", chain=("selfsigned-ca",), ca="selfsigned-ca"),
    Fault("wrong-key-usage", "wrong-key-usage", chain=("leaf-client-eku",), fills=ROOT),
    Fault("name-constraint", "name-constraint", chain=("leaf-of-excludes", "int-excludes"), fills=ROOT),
    Fault("path-length", "path-length", chain=("leaf-of-pathlen", "int-below-pathlen", "int-pathlen"), fills=ROOT),
    Fault("invalid-ca", "invalid-ca", chain=("leaf-of-not-ca", "int-not-ca"), fills=ROOT),
    Fault("unsupported-extension", "unsupported-extension", chain=("leaf-unknown-critical",), fills=ROOT),
    Fault("weak-key", "weak-key", chain=("leaf-rsa1024",), fills=ROOT),
    Fault("weak-key-ed25519", "weak-key", chain=("leaf-ed25519",), protocols=("grpc",), fills=ROOT),
    Fault("weak-signature", "weak-signature", chain=("leaf-sha1",), ca="root-rsa", fills={"<CA_KEY_FILE>": "key:root-rsa"}),
    # Client certificates.
    Fault(
        "client-cert-required", "client-cert-required", client_ca="client-root",
        fills={**CLIENT_CA, "<CLIENT_CERT_FILE>": "cert:client", "<CLIENT_KEY_FILE>": "key:client"},
    ),
    Fault(
        "client-cert-required-tls12", "client-cert-required", client_ca="client-root", settings={"max_version": '"1.2"'},
        fills={**CLIENT_CA, "<CLIENT_CERT_FILE>": "cert:client", "<CLIENT_KEY_FILE>": "key:client"},
    ),
    Fault(
        "client-cert-rejected", "client-cert-rejected", client_ca="client-root", client=("client-stranger", "client-stranger"),
        fills=CLIENT_CA,
    ),
    Fault(
        "client-cert-rejected-expired", "client-cert-rejected", client_ca="client-root", client=("client-expired", "client-expired"),
        fills=CLIENT_CA,
    ),
    Fault(
        "client-cert-rejected-usage", "client-cert-rejected", client_ca="client-root", client=("client-server-eku", "client-server-eku"),
        fills=CLIENT_CA,
    ),
    Fault("client-key-mismatch", "client-key-mismatch", client_ca="client-root", client=("client", "client-stranger"), by_environment=True, fills=CLIENT_CA),
    Fault(
        "unreadable-file-sec1", "unreadable-file", client_ca="client-root", client=("client", "client"), key_form="sec1", fills=CLIENT_CA,
    ),
    Fault(
        "unreadable-file-pkcs1", "unreadable-file", client_ca="client-root", client=("client-rsa", "client-rsa"), key_form="pkcs1",
        fills=CLIENT_CA,
    ),
    # Cleartext.
    Fault("plaintext-server", "plaintext-server", chain=None, fills=ROOT),
    Fault("plaintext-server-no-ca", "plaintext-server", chain=None, ca=None),
    Fault("plaintext-client", "plaintext-client", scheme="http", ca=None, trusted="root"),
    # Protocol.
    Fault("wrong-protocol", "wrong-protocol", swapped=True),
    Fault("wrong-protocol-clear", "wrong-protocol", swapped=True, chain=None, scheme="http", ca=None),
    # Negotiation.
    Fault("version-mismatch", "version-mismatch", settings={"min_version": '"1.0"', "max_version": '"1.1"'}),
    Fault(
        "cipher-mismatch", "cipher-mismatch", chain=("leaf-rsa2048",),
        settings={"max_version": '"1.2"', "cipher_suites": "[TLS_RSA_WITH_AES_128_CBC_SHA]", "include_insecure_cipher_suites": "true"},
    ),
    Fault(
        "alpn-missing", "alpn-missing", nginx=True, protocols=("grpc",),
        arrives={"java": "OkHttp goes on over HTTP/1.1, and nginx translates that"},
    ),
    # The way there.
    Fault("proxy-failure", "proxy-failure", chain=("leaf-other-name",), host="other.test", hosts="127.0.0.1 other.test", dead_proxy=True),
    # OTLP.
    Fault("signal-not-served", "signal-not-served", pipeline="metrics", fills={"<EXPORTER>": "text:debug"}),
    Fault("unauthenticated", "unauthenticated", nginx=True, token=401, fills={"<TOKEN>": "text:s3cret"}),
    Fault("permission-denied", "permission-denied", nginx=True, token=403, fills={"<TOKEN>": "text:s3cret"}),
)  # fmt: skip
