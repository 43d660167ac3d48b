"""What the exporters and otls are run against: the rows of `servers/`, every fault of `otls lab`,
and a real Collector.

A scenario starts a server and says how to reach it; the expectation is not part of it, as
the exporters themselves are the expectation.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from needed import needs
from row import Row
from scenarios import all_rows
from servers import Fleet

SHORT = {"grpc": "grpc", "http/protobuf": "http"}

# Faults that cannot be compared, with the reason.
LAB_WITHOUT = {
    "address-difference": "each connection sees another server",
    "client-key-mismatch": "otls does not run with such files",
    "hostile-flood": "a GiB for each exporter",
    "hostile-head": "a GiB for each exporter",
}
LAB_WITHOUT_HTTP = {
    "cipher-mismatch": "it plays the first flight alone, so nobody gets through",
    "cipher-mismatch-cbc": "the same",
}
# Faults that an ordinary probe does not look for: it sends no large ClientHello to a server that answers a small one.
LAB_WITH = {"handshake-intolerance": ("--scan",)}
# These answer and keep nothing, whatever an exporter reports.
LAB_KEEPS_NOTHING = ("otlp-rejected", "wrong-protocol-web", "wrong-protocol-redirect", "wrong-protocol-not-found", "hostile-")


@dataclass
class Place:
    """How to reach a running server; the files are in the scenario's folder."""

    endpoint: str
    ca: bool
    client: bool


@dataclass(frozen=True)
class Scenario:
    id: str
    protocol: str  # grpc, http
    needs: frozenset[str]
    row: Row | None = None
    fault: str | None = None
    collector: dict | None = None
    extra: tuple[str, ...] = ()  # for otls

    @property
    def keeps_nothing(self) -> bool:
        """No span is kept there: that an exporter reports success is no acceptance."""
        if self.fault is not None:
            return self.fault.startswith(LAB_KEEPS_NOTHING)
        if self.row is None:
            return False
        answer = self.row.server.options.get("answer", "otlp")
        return self.row.server.kind in ("openssl", "socket") or answer not in ("otlp", "grpc", "http", "dead")

    @contextmanager
    def serving(self, fleet: Fleet, folder: Path, tools: dict[str, str]) -> Iterator[Place]:
        folder.mkdir(parents=True, exist_ok=True)
        if self.row is not None:
            with fleet.serving(self.row.server, self.id) as port:
                yield _place(self.row, port, fleet, folder)
        elif self.fault is not None:
            with _lab(self.fault, folder, tools["otls"]) as place:
                yield place
        else:
            with _collector(self, fleet, folder, tools["collector"]) as place:
                yield place


def all_scenarios(otls: Path) -> list[Scenario]:
    return [*_of_rows(), *_of_lab(otls), *_of_collector()]


# --- the rows of servers/


def _of_rows() -> list[Scenario]:
    """Those that say nothing but a server and files: names, proxies and flags are set
    in each exporter by other means."""
    return [
        Scenario(row.id, SHORT[row.protocol], frozenset(needs(row)), row=row)
        for row in all_rows()
        if row.protocol in SHORT
        and row.exit != 2
        and row.endpoint is None
        and not (row.connect or row.servername or row.extra or row.env or row.hosts or row.client_key)
        and row.server.options.get("v6_chain") is None
    ]


def _place(row: Row, port: int, fleet: Fleet, folder: Path) -> Place:
    if row.ca:
        names = (row.ca,) if isinstance(row.ca, str) else row.ca
        shutil.copy(fleet.pki.bundle(names), folder / "ca.pem")
    if row.client:
        shutil.copy(fleet.pki.cert(row.client), folder / "client.pem")
        shutil.copy(fleet.pki.key(row.client), folder / "client.key")
    return Place(f"{row.scheme}://{row.host}:{port}", bool(row.ca), bool(row.client))


# --- otls lab


def _of_lab(otls: Path) -> list[Scenario]:
    listed = subprocess.run([str(otls), "lab", "--list"], capture_output=True, text=True, check=True).stdout
    faults = [line.split()[0] for line in listed.splitlines() if line.strip()]
    return [
        Scenario(f"lab-{fault}-{short}", short, frozenset(), fault=fault, extra=LAB_WITH.get(fault, ()))
        for fault in faults
        if fault not in LAB_WITHOUT
        for short in ("grpc", "http")
        if short == "grpc" or fault not in LAB_WITHOUT_HTTP
    ]


@contextmanager
def _lab(fault: str, folder: Path, otls: str) -> Iterator[Place]:
    said = folder / "lab.out"
    with open(said, "wb") as out:
        process = subprocess.Popen(
            [otls, "lab", fault, "--port", "0", "--out", "."], cwd=folder,
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while "Ctrl-C" not in (text := said.read_text()):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"otls lab did not start: {text[-300:]}")
            time.sleep(0.02)
        endpoint = re.search(r"OTLP_ENDPOINT=(\S+)", text)[1].strip("'\"")
        tls = endpoint.startswith("https:")  # files have no meaning for cleartext
        yield Place(endpoint, tls and "OTLP_CERTIFICATE=" in text, tls and "OTLP_CLIENT_CERTIFICATE=" in text)
    finally:
        process.kill()
        process.wait()


# --- a real Collector

COLLECTOR = {
    "ok": {"client": None},
    "no-ca": {"ca": None},
    "clear": {"tls": False, "scheme": "http", "ca": None},
    "tls-to-clear": {"tls": False},
    "clear-to-tls": {"scheme": "http", "ca": None},
    "tls13": {"settings": {"min_version": '"1.3"'}},
    "tls12": {"settings": {"max_version": '"1.2"'}},
    "cbc": {"chain": ("leaf-rsa2048",), "settings": {"max_version": '"1.2"', "cipher_suites": "[TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA]"}},
    "p521-group": {"settings": {"curve_preferences": "[P521]"}},
    "expired": {"chain": ("leaf-expired",)},
    "other-name": {"chain": ("leaf-other-name",)},
    "no-san": {"chain": ("leaf-no-san",)},
    "ca-as-leaf": {"chain": ("selfsigned-ca",), "ca": "selfsigned-ca"},
    "no-intermediate": {"chain": ("leaf-int",)},
    "swapped": {"swapped": True},
    "swapped-clear": {"swapped": True, "tls": False, "scheme": "http", "ca": None},
    **{
        f"mtls{version}-{what}": {"client": client, "settings": {**limit, "client_ca_file": "client-root"}}
        for version, limit in (("12", {"max_version": '"1.2"'}), ("13", {"min_version": '"1.3"'}))
        for what, client in (
            ("good", "client"), ("none", None), ("stranger", "client-stranger"),
            ("expired", "client-expired"), ("server-eku", "client-server-eku"), ("rsa", "client-rsa"),
        )
    },
}  # fmt: skip


def _of_collector() -> list[Scenario]:
    return [
        Scenario(f"collector-{name}-{short}", short, frozenset({"collector"}), collector=options)
        for name, options in COLLECTOR.items()
        for short in ("grpc", "http")
    ]


@contextmanager
def _collector(scenario: Scenario, fleet: Fleet, folder: Path, program: str) -> Iterator[Place]:
    options = {"tls": True, "scheme": "https", "chain": ("leaf",), "ca": "root", "client": None, "settings": {}, **scenario.collector}
    pki = fleet.pki
    if "client_ca_file" in options["settings"]:
        options["settings"] = {**options["settings"], "client_ca_file": pki.cert(options["settings"]["client_ca_file"])}
    if options["ca"]:
        shutil.copy(pki.cert(options["ca"]), folder / "ca.pem")
    if options["client"]:
        shutil.copy(pki.cert(options["client"]), folder / "client.pem")
        shutil.copy(pki.key(options["client"]), folder / "client.key")
    with collector_place(scenario.protocol, options, fleet, folder, program) as port:
        yield Place(f"{options['scheme']}://localhost:{port}", bool(options["ca"]), bool(options["client"]))


@contextmanager
def collector_place(protocol: str, options: dict, fleet: Fleet, folder: Path, program: str) -> Iterator[int]:
    """The port of a Collector: `tls`, `chain`, `settings` of its receivers, `address`, `swapped` (the other protocol's port)."""
    pki = fleet.pki
    ports = {"grpc": fleet.ports.take(), "http": fleet.ports.take()}
    lines = ["receivers:", "  otlp:", "    protocols:"]
    for name, port in ports.items():
        lines += [f"      {name}:", f"        endpoint: '{options.get('address', '127.0.0.1')}:{port}'"]
        if options["tls"]:
            chain = options["chain"]
            settings = {"cert_file": pki.bundle(chain), "key_file": pki.key(chain[0]), **options["settings"]}
            lines += ["        tls:", *(f"          {key}: {value}" for key, value in settings.items())]
    lines += [
        "exporters:", "  debug:",
        "service:", "  telemetry:", "    metrics:", "      level: none",
        "  pipelines:", "    traces:", "      receivers: [otlp]", "      exporters: [debug]",
    ]  # fmt: skip
    (folder / "collector.yaml").write_text("\n".join(lines) + "\n")
    said = folder / "collector.log"
    with open(said, "wb") as out:
        process = subprocess.Popen(
            [program, "--config", "file:collector.yaml"], cwd=folder,
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while "Everything is ready" not in said.read_text(errors="replace"):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the Collector did not start: {said.read_text(errors='replace')[-400:]}")
            time.sleep(0.05)
        wanted = protocol
        if options.get("swapped"):
            wanted = "http" if wanted == "grpc" else "grpc"
        yield ports[wanted]
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
