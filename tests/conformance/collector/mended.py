"""Configurations that `otls lint --fix` mends: what was written, and what was meant, on separate lines."""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass


@dataclass(frozen=True)
class Mended:
    """One component. After the change the Collector does on the wire what it does with `meant`."""

    name: str
    side: str  # `otlp_grpc`, `otlp_http`, `receiver`
    settings: str
    meant: str


def indented(text: str, blanks: int) -> str:
    return "".join(f"{' ' * blanks}{line}\n" for line in text.splitlines())


def exporter(kind: str, name: str, settings: str, meant: str, endpoint: str = "") -> Mended:
    where = endpoint or ("localhost:{port}" if kind == "grpc" else "https://localhost:{port}")
    whole = lambda tls: f"endpoint: '{where}'\ntls:\n{indented(tls, 2)}"  # noqa: E731
    return Mended(f"{kind} {name}", f"otlp_{kind}", whole(settings), whole(meant))


def receiver(name: str, settings: str, meant: str) -> Mended:
    pair = "cert_file: '{server}'\nkey_file: '{server_key}'\n"
    whole = lambda tls: f"grpc:\n  endpoint: '127.0.0.1:{{port}}'\n  tls:\n{indented(tls, 4)}"  # noqa: E731
    return Mended(f"receiver {name}", "receiver", whole(pair + settings), whole(pair + meant))


CA = "ca_file: '{ca}'\n"

MENDED = (
    *(
        row
        for kind in ("grpc", "http")
        for row in (
            exporter(kind, "a version without quotes", f"{CA}min_version: 1.3 # at least\n", f"{CA}min_version: '1.3'\n"),
            exporter(kind, "both versions without quotes", f"{CA}min_version: 1.2\nmax_version: 1.2\n", f"{CA}min_version: '1.2'\nmax_version: '1.2'\n"),
            exporter(kind, "caFile", "caFile: '{ca}'\n", CA),
            exporter(kind, "certFile, key-file", f"{CA}certFile: '{{cert}}'\nkey-file: '{{key}}'\n", f"{CA}cert_file: '{{cert}}'\nkey_file: '{{key}}'\n"),
            exporter(kind, "serverNameOverride", f"{CA}serverNameOverride: backend.example\n", f"{CA}server_name_override: backend.example\n"),
            exporter(kind, "insecureSkipVerify", "insecureSkipVerify: true\n", "insecure_skip_verify: true\n"),
            exporter(kind, "insecure_skip_verify in quotes", "insecure_skip_verify: 'True'\n", "insecure_skip_verify: true\n"),
            exporter(kind, "insecure_skip_verify: 'false'", f"insecure_skip_verify: 'false'\n{CA}", f"insecure_skip_verify: false\n{CA}"),
            exporter(kind, "a pool beside no CA", "include_system_ca_certs_pool: true\nmin_version: '1.3'\n", "min_version: '1.3'\n"),
        )
    ),
    exporter("grpc", "insecure in quotes", "insecure: 'true'\n", "insecure: true\n"),
    exporter("grpc", "cleartext with TLS keys beside it", "insecure: 'true' # here\ninsecure_skip_verify: true # why\nmin_version: 1.2\nserverNameOverride: x\n", "insecure: true\n"),
    exporter("grpc", "http:// and cleartext", "insecure: 'TRUE'\ncert_file: '{cert}'\nkey_file: '{key}'\n", "insecure: true\n", "http://localhost:{port}"),
    exporter("http", "http:// with TLS keys", "min_version: 1.3\ninsecure: true\n", "insecure: true\n", "http://localhost:{port}"),
    receiver("a version without quotes", "min_version: 1.3\n", "min_version: '1.3'\n"),
    receiver("max_version without quotes", "max_version: 1.2\n", "max_version: '1.2'\n"),
    receiver("clientCaFile", "clientCaFile: '{ca}' # clients\n", "client_ca_file: '{ca}'\n"),
    receiver("client-ca-file, reload in quotes", "client-ca-file: '{ca}'\nclient_ca_file_reload: 'true'\n", "client_ca_file: '{ca}'\nclient_ca_file_reload: true\n"),
    receiver("a pool beside no client CA", "include_system_ca_certs_pool: true\nmin_version: '1.3'\n", "min_version: '1.3'\n"),
    receiver("a file of clients beside ca_file", "client_ca_file: '{ca}'\nca_file: '{ca}'\n", "client_ca_file: '{ca}'\n"),
)


def served(port: int, client_ca: str) -> dict[str, str]:
    """What a receiver does with a client of TLS 1.2, of TLS 1.3, and with one that has no TLS; none has a certificate."""
    seen = {}
    for name, version in (("1.2", ssl.TLSVersion.TLSv1_2), ("1.3", ssl.TLSVersion.TLSv1_3)):
        context = ssl.create_default_context(cafile=client_ca)
        context.minimum_version = context.maximum_version = version
        context.set_alpn_protocols(["h2"])
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as plain, context.wrap_socket(plain, server_hostname="localhost") as tls:
                tls.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00")
                seen[name] = f"{tls.version()} {tls.recv(1) == bytes([0])}"
        except ssl.SSLError as refused:
            seen[name] = str(refused.reason)
    with socket.create_connection(("127.0.0.1", port), 5) as plain:
        plain.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00")
        try:
            seen["plain"] = "HTTP/2" if plain.recv(9)[3:4] == b"\x04" else "no HTTP/2"
        except ConnectionError:
            seen["plain"] = "no HTTP/2"
    return seen


def lines(flow: str) -> str:
    """The settings of a row, `{a: 1, b: {c: 2}}`, each on a line of its own."""
    flow = flow.strip()
    return "".join(f"{line}\n" for line in _map(flow[1:-1] if flow.startswith("{") else flow))


def _map(flow: str) -> list[str]:
    found = []
    for part in _parts(flow):
        key, value = re.split(r":(?:\s+|$)", part, maxsplit=1)
        if value.startswith("{") and value != "{}":
            found += [f"{key}:", *(f"  {line}" for line in _map(value[1:-1]))]
        else:
            found.append(f"{key}: {value}")
    return found


def _parts(flow: str) -> list[str]:
    """Split at the commas that are in no bracket and no quotes."""
    parts, depth, quote = [""], 0, ""
    for character in flow:
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in "{[":
            depth += 1
        elif character in "}]":
            depth -= 1
        if character == "," and depth == 0 and not quote:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]
