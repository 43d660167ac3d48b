"""The servers: a real Collector, or nginx before one, and what has arrived at it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import time
from pathlib import Path

READY_WITHIN = 60.0

def service(pipeline: str = "traces") -> str:
    """What is received on this pipeline is printed."""
    return f"""\
exporters:
  debug:
    verbosity: detailed
service:
  telemetry:
    metrics:
      level: none
  pipelines:
    {pipeline}:
      receivers: [otlp]
      exporters: [debug]
"""


class Refused(Exception):
    """The program does not take its configuration, or does not start with it."""


def run(words: list, folder: Path, within: float = 60.0, env: dict | None = None, stdin: str = "") -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(word) for word in words], cwd=folder, input=stdin, capture_output=True, text=True, timeout=within, errors="replace",
        env=env or {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"},
    )  # fmt: skip


class Process:
    """One program with a log, ended by its handle."""

    def __init__(self, words: list, folder: Path, ready: str | None = None, port: int = 0, env: dict | None = None) -> None:
        self.log = folder / f"{Path(words[0]).name}-{time.monotonic_ns()}.log"
        with open(self.log, "wb") as out:
            self._process = subprocess.Popen(
                [str(word) for word in words], cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", **(env or {})},
            )  # fmt: skip
        until = time.monotonic() + READY_WITHIN
        while not (ready in self.said() if ready else _listens(port)):
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise Refused(f"{Path(words[0]).name} did not start: {self.said()[-600:].strip()}")
            time.sleep(0.03)

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


class Collector(Process):
    """A Collector with these configurations, merged by itself as it merges several `--config`."""

    def __init__(self, program: str, folder: Path, configs: list[Path], env: dict | None = None, inside: str = "") -> None:
        """`inside` are shell commands that come first, in a mount namespace of its own."""
        options = [word for config in configs for word in ("--config", f"file:{config}")]
        valid = run([program, "validate", *options], folder, env={"PATH": os.environ["PATH"], "HOME": str(folder), **(env or {})})
        if valid.returncode != 0:
            raise Refused(f"validate: {(valid.stderr or valid.stdout).strip()[-600:]}")
        words = [program, *options]
        if inside:
            words = ["unshare", "-m", "sh", "-c", f"set -e\n{inside}\nexec {shlex.join(words)}"]
        super().__init__(words, folder, ready="Everything is ready", env=env)

    def received(self, name: str) -> bool:
        """A span of this name has been printed by the debug exporter; it is printed before the sender is answered."""
        return re.search(rf"Name +: {re.escape(name)}$", self.said(), re.MULTILINE) is not None

    def arrived(self) -> int:
        """How many spans."""
        return len(re.findall(r"^    Name +: ", self.said(), re.MULTILINE))


class Nginx(Process):
    """nginx with one server block."""

    def __init__(self, program: str, folder: Path, server: str, port: int) -> None:
        config = folder / "nginx.conf"
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temp = "\n  ".join(f'{kind}_temp_path "{folder}/{kind}";' for kind in kinds)
        user = "user root;\n" if os.geteuid() == 0 else ""
        config.write_text(
            f"{user}daemon off;\nworker_processes 1;\npid nginx.pid;\nevents {{ worker_connections 64; }}\n"
            f"http {{\n  access_log off;\n  {temp}\n{server}\n}}\n"
        )
        self.words = [program, "-p", str(folder), "-c", str(config), "-e", str(folder / "nginx.error")]
        tried = run([*self.words, "-t"], folder)
        if tried.returncode != 0:
            raise Refused(f"nginx -t: {tried.stderr.strip()[-600:]}")
        super().__init__(self.words, folder, port=port)


def receiver(protocol: str, port: int, tls: dict[str, str] | None) -> str:
    """The OTLP receiver with one protocol."""
    lines = ["receivers:", "  otlp:", "    protocols:", f"      {protocol}:", f"        endpoint: 127.0.0.1:{port}"]
    if tls is not None:
        lines += ["        tls:", *(f"          {key}: {value}" for key, value in tls.items())]
    return "\n".join(lines) + "\n"


def nginx_program() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def _listens(port: int) -> bool:
    import socket

    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0
