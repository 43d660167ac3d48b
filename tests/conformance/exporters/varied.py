"""Scenarios that nobody chose: certificates, trust files, servers and client certificates drawn from a seed.

Each is a healthy set-up of some kind with none, one or two faults. `varied-SEED-NUMBER` is always the same
draw, so that a disagreement can be run again with `--only`. Names other than `localhost` resolve through an
own /etc/hosts, in a mount namespace.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Iterator

import chains
import listeners
from needed import needs
from pki import CERTS, Cert
from places import Place, collector_place
from row import Row
from servers import Fleet, Server

HOSTS = (
    "localhost", "otel.example.test", "a.b.otel.example.test", "collector.observability.svc.cluster.local",
    "otel-collector", "otel_collector", "otel_collector.example.test", "xn--bcher-kva.example.test", "example.test",
)  # fmt: skip
INSIDE = "OTLS_VARIED_HOSTS"


def enter() -> None:
    """Starts this program again where the names of `HOSTS` are known."""
    if os.environ.get(INSIDE):
        return
    folder = Path(tempfile.mkdtemp(prefix="otls-hosts-"))
    (folder / "hosts").write_text("".join(f"127.0.0.1 {name}\n" for name in (*HOSTS, "localhost.", "otel.example.test.")) + "::1 six.example.test\n")
    mount = f'mount --bind {folder}/hosts /etc/hosts && exec "$@"'
    command = ["unshare", "-m", "sh", "-c", mount, "sh", sys.executable, *sys.argv]
    if subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode != 0:
        raise SystemExit("--varied needs `unshare -m`: root on Linux")
    os.environ[INSIDE] = "1"
    os.execvp(command[0], command)


@dataclass
class Draw:
    """What is being drawn; the faults change it. Names of certificates are local to the scenario."""

    random: Random
    protocol: str  # grpc, http
    host: str = "localhost"
    certs: dict[str, Cert] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    trust: list[str] = field(default_factory=list)
    decoration: str = "plain"
    server: str = "nginx"
    options: dict = field(default_factory=dict)
    client: list[str] = field(default_factory=list)
    client_key: str = "pkcs8"
    client_ca: list[str] = field(default_factory=list)
    scheme: str = "https"
    clear: bool = False
    lost: bool = False  # what is answered says that nothing was kept, whatever its status
    told: list[str] = field(default_factory=list)

    def tell(self, *words: object) -> None:
        self.told.append(" ".join(map(str, words)))

    def change(self, name: str, **fields) -> None:
        self.certs[name] = replace(self.certs[name], **fields)

    @property
    def authorities(self) -> list[str]:
        """Intermediates, from the leaf up, then the root; empty for a self-signed leaf."""
        found, name = [], self.certs["leaf"].issuer
        while name is not None:
            found.append(name)
            name = self.certs[name].issuer
        return found


@dataclass(frozen=True)
class Varied:
    """As `places.Scenario`."""

    id: str
    protocol: str
    draw: Draw
    extra: tuple[str, ...] = ()

    @property
    def needs(self) -> frozenset[str]:
        if self.draw.server == "collector":
            return frozenset({"collector"})
        return frozenset(needs(Row(self.id, self._server, protocol="grpc" if self.protocol == "grpc" else "http/protobuf")))

    @property
    def about(self) -> str:
        return "; ".join(self.draw.told)

    @property
    def keeps_nothing(self) -> bool:
        return self.draw.lost

    def _name(self, local: str) -> str:
        return f"{self.id}-{local}"

    def _names(self, local: list[str]) -> tuple[str, ...]:
        return tuple(self._name(name) for name in local)

    @property
    def _server(self) -> Server:
        options = dict(self.draw.options)
        if self.draw.client_ca:
            options["client_ca"] = self._names(self.draw.client_ca)
        chain = () if self.draw.clear else self._names(self.draw.sent)
        if self.draw.server == "grpcio":
            options.setdefault("services", ("traces",))
        if self.draw.server == "nginx":
            options["tls"] = not self.draw.clear
        return Server(self.draw.server, (self.draw.server,), {"chain": chain, **options})

    @contextmanager
    def serving(self, fleet: Fleet, folder: Path, tools: dict[str, str]) -> Iterator[Place]:
        folder.mkdir(parents=True, exist_ok=True)
        for name, cert in self.draw.certs.items():
            CERTS[self._name(name)] = replace(cert, issuer=cert.issuer and self._name(cert.issuer))
        tls = self.draw.scheme == "https"
        ca = tls and bool(self.draw.trust)
        if ca:
            write_trust(self.draw, [fleet.pki.cert(name).read_text() for name in self._names(self.draw.trust)], folder / "ca.pem")
        client = tls and bool(self.draw.client)
        if client:
            shutil.copy(fleet.pki.bundle(self._names(self.draw.client)), folder / "client.pem")
            write_key(fleet.pki.key(self._name(self.draw.client[0])), self.draw.client_key, folder / "client.key")

        def at(port: int) -> Place:
            return Place(f"{self.draw.scheme}://{self.draw.host}:{port}", ca, client)

        if self.draw.server == "collector":
            options = dict(self.draw.options)
            settings = dict(options.pop("settings", {}))
            if self.draw.client_ca:
                settings["client_ca_file"] = fleet.pki.bundle(self._names(self.draw.client_ca))
            options |= {"chain": self._names(self.draw.sent), "settings": settings, "tls": not self.draw.clear}
            with collector_place(self.protocol, options, fleet, folder, tools["collector"]) as port:
                yield at(port)
        else:
            with fleet.serving(self._server, self.id) as port:
                yield at(port)


def write_trust(draw: Draw, certificates: list[str], path: Path) -> None:
    text = "".join(certificates)
    match draw.decoration:
        case "comments":
            text = "".join(f"\n# authority {number}\n\n{pem}\n" for number, pem in enumerate(certificates))
        case "text":
            text = "".join(f"Certificate:\n    Data:\n        Version: 3 (0x2)\n{pem}" for pem in certificates)
        case "crlf":
            text = text.replace("\n", "\r\n")
        case "no-end":
            text = text.rstrip("\n")
        case "twice":
            text += text
        case "spaces":
            text = "\n\n" + text.replace("-----\n", "-----  \n") + "\n\n"
        case "bag":
            text = "".join(f"Bag Attributes\n    friendlyName: ca\nsubject=CN = x\n\nissuer=CN = x\n\n{pem}" for pem in certificates)
    path.write_bytes(text.encode())


def write_key(key: Path, form: str, path: Path) -> None:
    shutil.copy(key, path)
    if form == "traditional":  # PKCS#1, SEC 1
        # Ed25519 has no other form.
        subprocess.run(["openssl", "pkey", "-traditional", "-in", key, "-out", path], capture_output=True)
        if path.stat().st_size == 0:
            shutil.copy(key, path)


def varied(number: int, seed: int) -> list[Varied]:
    return [one(seed, index) for index in range(number)]


def one(seed: int, index: int) -> Varied:
    random = Random(f"{seed}/{index}")
    draw = Draw(random, "grpc" if index % 2 == 0 else "http")
    chains.healthy(draw)
    listeners.healthy(draw)
    count = random.choices((0, 1, 2), (20, 50, 30))[0]
    for fault in random.choices(*zip(*FAULTS), k=count):
        fault(draw)
    chains.settle(draw)
    listeners.settle(draw)
    return Varied(f"varied-{seed}-{index:04}-{draw.protocol}", draw.protocol, draw)


FAULTS = [*chains.FAULTS, *listeners.FAULTS]
