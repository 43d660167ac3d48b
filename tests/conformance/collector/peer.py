"""A server that writes down what a client says first: cleartext or TLS, the ClientHello, the client's certificate."""

from __future__ import annotations

import socket
import ssl
import threading
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Seen:
    """The first thing that one connection showed."""

    transport: str  # `tls`, `plain`, `nothing`
    name: str | None = None  # SNI
    versions: list[int] = field(default_factory=list)
    suites: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    finished: bool = False  # the client went through with the handshake
    certificate: bool = False  # and sent its certificate


def read_hello(data: bytes) -> Seen:
    """A ClientHello (RFC 8446 section 4.1.2), as far as it matters here."""
    seen = Seen("tls")

    def word(at: int) -> int:
        return int.from_bytes(data[at : at + 2], "big")

    at = 5 + 4 + 2 + 32
    at += 1 + data[at]
    count = word(at)
    seen.suites = [word(at + 2 + i) for i in range(0, count, 2)]
    at += 2 + count
    at += 1 + data[at]
    end = at + 2 + word(at)
    at += 2
    while at + 4 <= end:
        kind, length = word(at), word(at + 2)
        body = at + 4
        if kind == 0:
            seen.name = data[body + 5 : body + 5 + word(body + 3)].decode("ascii", "replace")
        elif kind == 10:
            seen.groups = [word(body + 2 + i) for i in range(0, word(body), 2)]
        elif kind == 43:
            seen.versions = [word(body + 1 + i) for i in range(0, data[body], 2)]
        at = body + length
    return seen


class Peer:
    """Listens on loopback until it is closed."""

    def __init__(self, certificate: Path, key: Path, client_ca: Path) -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.context.load_verify_locations(client_ca)
        self.context.verify_mode = ssl.CERT_OPTIONAL
        self.context.set_alpn_protocols(["h2", "http/1.1"])
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.seen: list[Seen] = []
        self.changed = threading.Condition()
        threading.Thread(target=self._serve, daemon=True).start()

    def first(self, wait: float) -> Seen | None:
        """What the first connection showed."""
        with self.changed:
            self.changed.wait_for(lambda: self.seen, wait)
            return self.seen[0] if self.seen else None

    def forget(self) -> None:
        with self.changed:
            self.seen.clear()

    def close(self) -> None:
        self.socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._look, args=(connection,), daemon=True).start()

    def _look(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        seen = Seen("nothing")
        try:
            seen = self._hear(connection)
        except OSError:
            pass
        finally:
            connection.close()
            with self.changed:
                self.seen.append(seen)
                self.changed.notify_all()

    def _hear(self, connection: socket.socket) -> Seen:
        start = self._peek(connection, 5)
        if not start:
            return Seen("nothing")
        if start[0] != 0x16:
            return Seen("plain")
        seen = read_hello(self._peek(connection, 5 + int.from_bytes(start[3:5], "big")))
        try:
            with self.context.wrap_socket(connection, server_side=True) as stream:
                # Go refuses a certificate after the server's part is done: only what comes next shows that it did not.
                seen.finished = bool(stream.recv(1))
                seen.certificate = stream.getpeercert(binary_form=True) is not None
        except (OSError, ssl.SSLError):
            pass
        return seen

    @staticmethod
    def _peek(connection: socket.socket, wanted: int) -> bytes:
        data = b""
        while len(data) < wanted:
            more = connection.recv(wanted, socket.MSG_PEEK | socket.MSG_WAITALL)
            if len(more) <= len(data):
                break
            data = more
        return data
