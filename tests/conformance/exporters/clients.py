"""The exporters: how each program is built, started and asked.

A client is a long-running worker: it reads one task a line and answers with one line. The
sources are here, everything that is built from them is in the cache.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

HERE = Path(__file__).resolve().parent

# At least: an exporter that goes on beyond its own timeout.
ANSWER_WITHIN = 20.0

# One installation: a mirror that does not answer must not hold everything up.
INSTALL_WITHIN = 1200


class Unavailable(Exception):
    """The toolchain is missing, or the client cannot be built with it."""


@dataclass(frozen=True)
class Client:
    """`name` is the first half of the exporters' names; `versions` of gRPC and HTTP."""

    name: str
    version: str
    command: Callable[[Path], list[str]]
    # otls models several releases of the platform in one row; this is the one that is run.
    platform: Callable[[], str] = lambda: ""


def run(command: list, folder: Path, **environment: str) -> str:
    try:
        done = subprocess.run(
            [str(word) for word in command], cwd=folder, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, env={**os.environ, **environment}, timeout=INSTALL_WITHIN,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"{Path(str(command[0])).name} has not ended after {INSTALL_WITHIN} s") from error
    if done.returncode != 0:
        words = " ".join(map(str, command))
        raise Unavailable(f"{words}: {(done.stderr or done.stdout).strip()[-400:]}")
    return done.stdout


def need(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        raise Unavailable(f"needs {', '.join(missing)}")


def go_module(name: str, cache: Path) -> Path:
    need("go")
    target = cache / "bin" / name
    run(["go", "build", "-o", target, "."], HERE / name, GOTOOLCHAIN="local", GOFLAGS="-mod=readonly -buildvcs=false")
    return target


def go(cache: Path) -> list[str]:
    return [str(go_module("go", cache))]


def collector(cache: Path) -> list[str]:
    return [str(go_module("collector", cache)), "worker"]


def python(cache: Path) -> list[str]:
    need("python3")
    folder, wanted = cache / "python", HERE / "python/requirements.txt"
    done = folder / "requirements.txt"
    if not done.exists() or done.read_text() != wanted.read_text():
        run(["python3", "-m", "venv", folder], HERE)
        run([folder / "bin/python", "-m", "pip", "install", "--quiet", "-r", wanted], HERE)
        shutil.copy(wanted, done)
    return [str(folder / "bin/python"), str(HERE / "python/worker.py")]


def node(cache: Path) -> list[str]:
    need("node", "npm")
    folder, lock = cache / "node", HERE / "node/package-lock.json"
    done = folder / "installed.json"
    if not done.exists() or done.read_text() != lock.read_text():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "node/package.json", folder)
        shutil.copy(lock, folder)
        run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
        shutil.copy(lock, done)
    return ["node", str(HERE / "node/worker.mjs"), str(folder)]


def java(cache: Path) -> list[str]:
    need("java", "javac", "mvn")
    folder, pom = cache / "java", HERE / "java/pom.xml"
    done = folder / "pom.xml"
    if not done.exists() or done.read_text() != pom.read_text():
        (folder / "classes").mkdir(parents=True, exist_ok=True)
        run(["mvn", "-q", "-B", "-f", pom, "dependency:copy-dependencies", f"-DoutputDirectory={folder}/lib"], folder)
        shutil.copy(pom, done)
    run(["javac", "-cp", f"{folder}/lib/*", "-d", folder / "classes", HERE / "java/Worker.java"], folder)
    return ["java", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", f"{folder}/lib/*:{folder}/classes", "Worker"]


def rust(cache: Path) -> list[str]:
    need("cargo")
    target = cache / "rust"
    run(["cargo", "build", "--locked"], HERE / "rust", CARGO_TARGET_DIR=str(target))
    return [str(target / "debug/otls-conformance-rust")]


CLIENTS = (
    Client("go", "1.45.0", go, lambda: run(["go", "version"], HERE).split()[2].replace("go", "Go ")),
    Client("python", "1.45.2", python, lambda: run(["python3", "--version"], HERE).strip()),
    Client("node", "0.223.1", node, lambda: "Node " + run(["node", "--version"], HERE).strip().lstrip("v")),
    Client("java", "1.65.0", java, lambda: "JDK " + run(["java", "--version"], HERE).split()[1]),
    Client("rust", "0.33.1", rust),
    Client("collector", "0.159.0", collector),
)


class Worker:
    """One process of a client; started again if it hangs or dies."""

    def __init__(self, command: list[str], home: Path, variables: dict[str, str] | None = None) -> None:
        self.command, self.home, self.variables = command, home, variables or {}
        self._process: subprocess.Popen | None = None

    def export(self, task: dict) -> dict:
        """What the client answers: `accepted`, `message`, `seconds`."""
        process = self._running()
        try:
            process.stdin.write(json.dumps(task).encode() + b"\n")
            process.stdin.flush()
            within = max(ANSWER_WITHIN, 1.5 * task["timeout"])
            readable, _, _ = select.select([process.stdout], [], [], within)
            line = process.stdout.readline() if readable else b""
        except OSError:
            readable, line = True, b""
        if line:
            return json.loads(line)
        self.stop()
        if readable:
            raise RuntimeError(f"{Path(self.command[0]).name} ended by itself")
        return {"accepted": False, "message": f"(it did not give up within {within:.0f} s)", "seconds": within}

    def _running(self) -> subprocess.Popen:
        if self._process is None or self._process.poll() is not None:
            # Nothing of the caller's configuration may reach an exporter.
            environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8", "GRPC_VERBOSITY": "NONE"}
            with open(self.home / "workers.log", "ab") as log:
                self._process = subprocess.Popen(
                    self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                    env={**environment, **self.variables}, cwd=self.home,
                )  # fmt: skip
        return self._process

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._process = None
