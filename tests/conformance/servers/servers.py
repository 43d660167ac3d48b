"""The servers of the scenarios: how each is started, and ended by its process id.

A `Server` is data (a kind and its parameters); `Fleet.start` turns it into a running
process and the port it listens on. Every process is a child of the harness and is ended
through its handle, also when the harness is interrupted.
"""

from __future__ import annotations

import json
import os
import random
import re
import select
import shutil
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator

from pki import Pki

PEERS = Path(__file__).parent / "peers"
READY_WITHIN = 60.0


@dataclass(frozen=True)
class Server:
    """`needs` are the programs without which the row is skipped."""

    kind: str
    needs: tuple[str, ...] = ()
    options: dict = field(default_factory=dict)

    def __str__(self) -> str:
        words = []
        for name, value in self.options.items():
            if value in (None, False, ()) or (name == "address" and value == "127.0.0.1"):
                continue
            text = "+".join(map(str, value)) if isinstance(value, tuple) else str(value)
            words.append(name if value is True else f"{name}={text}")
        return " ".join([self.kind, *words])


def openssl(chain=("leaf",), *flags: str, **options) -> Server:
    """`openssl s_server`; `www` answers GET with a page, else it says nothing."""
    return Server("openssl", ("openssl",), {"chain": chain, "flags": flags, **options})


def nginx(chain=("leaf",), **options) -> Server:
    """nginx in front of the OTLP backends; see `nginx_config` for the parameters."""
    return Server("nginx", ("nginx",), {"chain": chain, **options})


def stream(chain=("leaf",), upstream="grpc", **options) -> Server:
    """nginx as a TLS terminator that knows no HTTP and answers no ALPN."""
    return Server("nginx-stream", ("nginx", "nginx-stream"), {"chain": chain, "upstream": upstream, **options})


def grpcio(chain=("leaf",), services=("traces", "metrics"), **options) -> Server:
    return Server("grpcio", ("grpcio",), {"chain": chain, "services": services, **options})


def node(mode: str, chain=("leaf",), **options) -> Server:
    chain = () if mode in ("http", "h2c") else chain
    return Server("node", ("node",), {"mode": mode, "chain": chain, **options})


def go(chain=("leaf",), **options) -> Server:
    """Go's own HTTP and HTTP/2 server; the options are those of `peers/go_server`."""
    return Server("go", ("go",), {"chain": chain, **options})


def sockets(mode: str, address="127.0.0.1") -> Server:
    return Server("socket", (), {"mode": mode, "address": address})


def nothing() -> Server:
    """A port on which nobody listens."""
    return Server("closed-port")


class Tools:
    """What this machine has, looked up once."""

    def __init__(self, python: Path | None) -> None:
        self.openssl = shutil.which("openssl")
        self.nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
        self.node = shutil.which("node")
        self.python = python  # with grpcio
        self.stream_module = ""
        self.has = {"openssl": bool(self.openssl), "node": bool(self.node), "grpcio": bool(python)}
        build = ""
        if self.nginx:
            build = subprocess.run([self.nginx, "-V"], capture_output=True, text=True).stderr
        self.has["nginx"] = "http_v2_module" in build and "without-http_grpc" not in build
        modules = re.search(r"--modules-path=(\S+)", build)
        dynamic = Path(modules.group(1)) / "ngx_stream_module.so" if modules else None
        if dynamic and dynamic.exists():
            self.stream_module = f"load_module {dynamic};"
        static = re.search(r"--with-stream(\s|$)", build) is not None
        self.has["nginx-stream"] = self.has["nginx"] and (static or bool(self.stream_module))
        self.has["mount-namespace"] = _can_bind_hosts()
        self.has["go"] = bool(shutil.which("go"))
        # For --check alone.
        self.has["java"] = bool(shutil.which("javac"))
        self._building = threading.Lock()
        self._built: set[Path] = set()

    def go_client(self, folder: Path) -> Path:
        """The Go client, built into `folder` on first use."""
        target = folder / "go_client"
        return self._build(target, ["go", "build", "-o", str(target), str(PEERS / "go_client/main.go")])

    def go_server(self, folder: Path) -> Path:
        """The Go server, built into `folder` on first use."""
        target = folder / "go_server"
        return self._build(target, ["go", "build", "-o", str(target), str(PEERS / "go_server/main.go")])

    def java_client(self, folder: Path) -> Path:
        """The folder of the Java client's class, built on first use."""
        target = folder / "java_client"
        return self._build(target, ["javac", "-d", str(target), str(PEERS / "JavaClient.java")])

    def _build(self, target: Path, command: list[str]) -> Path:
        with self._building:
            if target not in self._built:
                done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "GOTOOLCHAIN": "local"})
                if done.returncode != 0:
                    raise RuntimeError(done.stderr)
                self._built.add(target)
        return target


def _can_bind_hosts() -> bool:
    command = ["unshare", "-m", "mount", "--bind", "/etc/hosts", "/etc/hosts"]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


class Ports:
    """Free ports below the ephemeral range, none handed out twice."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._candidates = random.sample(range(20000, 32000), 4000)

    def take(self) -> int:
        with self._lock:
            while True:
                port = self._candidates.pop()
                with socket.socket() as trial:
                    try:
                        trial.bind(("127.0.0.1", port))
                    except OSError:
                        continue
                return port


class Fleet:
    """Starts servers in folders below `folder`."""

    def __init__(self, folder: Path, pki: Pki, tools: Tools) -> None:
        self.folder, self.pki, self.tools = folder, pki, tools
        self.ports = Ports()
        self.backends: dict[str, int] = {}
        self._running: set[subprocess.Popen] = set()
        self._lock = threading.Lock()

    def start_backends(self) -> None:
        """What nginx and the proxies forward to."""
        if self.tools.has["nginx"]:
            if self.tools.has["grpcio"]:
                self.backends["grpc"] = self._start(grpcio(chain=()), "backend-grpc")[1]
            if self.tools.has["node"]:
                self.backends["http"] = self._start(node("http"), "backend-http")[1]
        if self.tools.has["grpcio"]:
            self.backends["tls"] = self._start(grpcio(), "backend-tls")[1]
        self.backends["dead"] = self.ports.take()

    @contextmanager
    def serving(self, server: Server, name: str) -> Iterator[int]:
        """The port of a running `server`."""
        process, port = self._start(server, name)
        try:
            yield port
            if process is not None and process.poll() not in (None, 0):
                raise RuntimeError(f"the server ended by itself: {_tail(self.folder / name / 'log')}")
        finally:
            if process is not None:
                self._stop(process)

    def stop_all(self) -> None:
        with self._lock:
            running = list(self._running)
        for process in running:
            self._stop(process)

    def _start(self, server: Server, name: str) -> tuple[subprocess.Popen | None, int]:
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        options = dict(server.options)
        match server.kind:
            case "closed-port":
                return None, self.ports.take()
            case "openssl":
                command = self._openssl(options)
                return self._spawn(command, folder, r"ACCEPT .*:(\d+)")
            case "grpcio":
                command = [str(self.tools.python), str(PEERS / "grpc_server.py"), self._json(options)]
                return self._spawn(command, folder, r"READY (\d+)")
            case "go":
                command = [str(self.tools.go_server(self.folder)), self._json(options)]
                return self._spawn(command, folder, r"READY (\d+)")
            case "node":
                command = [self.tools.node, str(PEERS / "node_server.mjs"), self._json(options)]
                return self._spawn(command, folder, r"READY (\d+)")
            case "socket":
                command = ["python3", str(PEERS / "sockets.py"), options["mode"], options["address"]]
                return self._spawn(command, folder, r"READY (\d+)")
            case "nginx" | "nginx-stream":
                port = self.ports.take()
                config = folder / "nginx.conf"
                write = nginx_config if server.kind == "nginx" else stream_config
                config.write_text(write(options, port, folder, self))
                command = [self.tools.nginx, "-p", str(folder), "-c", str(config), "-e", str(folder / "log")]
                process, _ = self._spawn(command, folder, None)
                self._await_port(process, port, folder, options.get("address", "127.0.0.1").strip("[]"))
                return process, port
        raise ValueError(server.kind)

    def _openssl(self, options: dict) -> list[str]:
        chain = options["chain"]
        command = [self.tools.openssl, "s_server", "-accept", f"{options.get('address', '127.0.0.1')}:0"]
        command += ["-cert", str(self.pki.cert(chain[0])), "-key", str(self.pki.key(chain[0]))]
        if len(chain) > 1:
            command += ["-cert_chain", str(self.pki.bundle(chain[1:]))]
        if options.get("second"):
            second = options["second"]
            command += ["-cert2", str(self.pki.cert(second)), "-key2", str(self.pki.key(second))]
        if options.get("client_ca"):
            command += ["-CAfile", str(self.pki.bundle(options["client_ca"]))]
        if options.get("staple"):
            command += ["-status_file", str(self.pki.staple(chain[0], options["staple"]))]
        return command + list(options["flags"])

    def _json(self, options: dict) -> str:
        chain = options.pop("chain")
        if chain:
            options["cert"] = str(self.pki.bundle(chain))
            options["key"] = str(self.pki.key(chain[0]))
        if options.get("client_ca"):
            options["client_ca"] = str(self.pki.bundle(options["client_ca"]))
        return json.dumps(options)

    def _spawn(self, command: list, folder: Path, ready: str | None) -> tuple[subprocess.Popen, int]:
        log = open(folder / "log", "ab")
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,  # held open: s_server ends with its input
            stdout=subprocess.PIPE if ready else log,
            stderr=log,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "GRPC_VERBOSITY": "NONE"},
        )
        log.close()
        with self._lock:
            self._running.add(process)
        if ready is None:
            return process, 0
        try:
            port = _await_line(process, re.compile(ready), folder)
        except BaseException:
            self._stop(process)
            raise
        threading.Thread(target=_drain, args=(process,), daemon=True).start()
        return process, port

    def _await_port(self, process: subprocess.Popen, port: int, folder: Path, address: str) -> None:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until and process.poll() is None:
            with socket.socket(family) as trial:
                if trial.connect_ex((address, port)) == 0:
                    return
            time.sleep(0.02)
        self._stop(process)
        raise RuntimeError(f"nginx did not listen: {_tail(folder / 'log')}")

    def _stop(self, process: subprocess.Popen) -> None:
        with self._lock:
            self._running.discard(process)
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(2)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process.stdin:
            try:
                process.stdin.close()
            except OSError:
                pass


def _await_line(process: subprocess.Popen, pattern: re.Pattern, folder: Path) -> int:
    until = time.monotonic() + READY_WITHIN
    seen = b""
    while time.monotonic() < until:
        readable, _, _ = select.select([process.stdout], [], [], until - time.monotonic())
        part = os.read(process.stdout.fileno(), 4096) if readable else b""
        if not part:
            break
        seen += part
        match = pattern.search(seen.decode(errors="replace"))
        if match and seen.endswith(b"\n"):
            return int(match.group(1))
    raise RuntimeError(f"the server did not start: {_tail(folder / 'log')} {seen[-300:]!r}")


def _drain(process: subprocess.Popen) -> None:
    try:
        while os.read(process.stdout.fileno(), 65536):
            pass
    except (OSError, ValueError):
        pass


def _tail(path: Path) -> str:
    return path.read_text(errors="replace")[-400:].strip() if path.exists() else ""


def _nginx_head(folder: Path, stream_module: str) -> str:
    return f"{stream_module}\ndaemon off;\nmaster_process off;\npid {folder}/pid;\nevents {{ worker_connections 64; }}\n"


def _tls_lines(options: dict, pki: Pki) -> list[str]:
    chain = options["chain"]
    lines = [
        f"ssl_certificate {pki.bundle(chain)};",
        f"ssl_certificate_key {pki.key(chain[0])};",
        f"ssl_protocols {options.get('protocols', 'TLSv1.2 TLSv1.3')};",
    ]
    if options.get("ciphers"):
        lines.append(f"ssl_ciphers {options['ciphers']};")
    if options.get("curve"):
        lines.append(f"ssl_ecdh_curve {options['curve']};")
    if options.get("verify"):
        lines.append(f"ssl_verify_client {options['verify']};")
        lines.append(f"ssl_client_certificate {pki.bundle(options['client_ca'])};")
        lines.append(f"ssl_verify_depth {options.get('depth', 1)};")
    lines += [f"ssl_conf_command {command};" for command in options.get("commands", ())]
    if options.get("staple"):
        lines.append("ssl_stapling on;")
        lines.append(f"ssl_stapling_file {pki.staple(chain[0], options['staple'])};")
    return lines


def nginx_config(options: dict, port: int, folder: Path, fleet: Fleet) -> str:
    """Parameters: `tls` (default True), `http2` (default True), `protocols`, `ciphers`,
    `curve`, `verify` and `client_ca`, `staple`, `v6_chain` (another chain on ::1), `only_name` (other names are rejected in
    the handshake), `answer`: `otlp` (default), `grpc`, `http`, `dead`, `page`, `redirect`,
    `close`, `no-traces`, a status code, or lines of configuration; `address` (default 127.0.0.1),
    `commands` for OpenSSL, `depth` of client chains; `once`: every connection is closed after one answer."""
    tls = options.get("tls", True)
    words = [f"{options.get('address', '127.0.0.1')}:{port}", *(["ssl"] if tls else []), *(["http2"] if options.get("http2", True) else [])]
    listen = " ".join(words)
    answer = options.get("answer", "otlp")
    grpc = f"grpc_pass grpc://127.0.0.1:{fleet.backends.get('grpc', 1)};"
    http = f"proxy_pass http://127.0.0.1:{fleet.backends.get('http', 1)};"
    match answer:
        case "otlp":
            places = [f"location /opentelemetry. {{ {grpc} }}", f"location / {{ {http} }}"]
        case "grpc":
            places = [f"location / {{ {grpc} }}"]
        case "http":
            places = [f"location / {{ {http} }}"]
        case "dead":
            dead = fleet.backends["dead"]
            places = [
                f"location /opentelemetry. {{ grpc_pass grpc://127.0.0.1:{dead}; }}",
                f"location / {{ proxy_pass http://127.0.0.1:{dead}; }}",
            ]
        case "no-traces":
            places = ["location = /v1/traces { return 404; }", f"location / {{ {http} }}"]
        case "page":
            places = ["location / { default_type text/html; return 200 '<!doctype html><title>Welcome</title>'; }"]
        case "redirect":
            places = ["location / { return 301 https://login.example.test/; }"]
        case "close":
            places = ["location / { return 444; }"]
        case (*lines,):
            places = [f"location / {{ {' '.join(lines)} }}"]
        case code:
            places = [f"location / {{ return {code}; }}"]
    lines = _tls_lines(options, fleet.pki) if tls else []
    lines += ["keepalive_timeout 0;"] if options.get("once") else []
    name = options.get("only_name")
    servers = []
    if name:
        servers.append(f"server {{ listen {listen} default_server; ssl_reject_handshake on; }}")
    body = "\n    ".join([f"listen {listen};", f"server_name {name or '_'};", *lines, *places])
    servers.append(f"server {{\n    {body}\n  }}")
    if options.get("v6_chain"):
        other = _tls_lines({"chain": options["v6_chain"]}, fleet.pki)
        body = "\n    ".join([f"listen [::1]:{port} ssl http2;", "server_name _;", *other, *places])
        servers.append(f"server {{\n    {body}\n  }}")
    temp = "\n  ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = _nginx_head(folder, "")
    return f"{head}http {{\n  access_log off;\n  {temp}\n  {chr(10).join(servers)}\n}}\n"


def stream_config(options: dict, port: int, folder: Path, fleet: Fleet) -> str:
    lines = "\n    ".join(_tls_lines(options, fleet.pki))
    upstream = fleet.backends.get(options["upstream"], 1)
    head = _nginx_head(folder, fleet.tools.stream_module)
    server = f"listen 127.0.0.1:{port} ssl;\n    {lines}\n    proxy_pass 127.0.0.1:{upstream};"
    return f"{head}stream {{\n  server {{\n    {server}\n  }}\n}}\n"
