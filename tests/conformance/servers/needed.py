"""What the machine must have: the Python with grpcio, and the programs that a row needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from row import Row

PACKAGES = ("grpcio", "opentelemetry-proto")

# A mirror that does not answer must not hold everything up.
INSTALL_WITHIN = 600


def cache() -> Path:
    """Where everything that is built or installed goes, outside the repository."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "otls-conformance"


def needs(row: Row) -> set[str]:
    found = set(row.server.needs)
    if row.hosts:
        found.add("mount-namespace")
    if row.server.kind.startswith("nginx"):
        answer = row.server.options.get("answer", "otlp")
        upstream = row.server.options.get("upstream")
        grpc = row.protocol != "http/protobuf"
        if (answer == "otlp" and grpc and not upstream) or answer == "grpc" or upstream == "grpc":
            found.add("grpcio")
        if (answer == "otlp" and not grpc and not upstream) or answer == "http" or upstream == "http":
            found.add("node")
    if row.endpoint and "{backend:tls}" in row.endpoint:
        found.add("grpcio")
    return found


def environment() -> Path | None:
    """The Python of a virtual environment with grpcio, made on first use."""
    python = cache() / "bin/python"
    probe = [str(python), "-c", "import grpc, opentelemetry.proto.collector.trace.v1.trace_service_pb2_grpc"]
    if python.exists() and subprocess.run(probe, capture_output=True).returncode == 0:
        return python
    steps = (
        [sys.executable, "-m", "venv", str(cache())],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES],
        probe,
    )
    for step in steps:
        try:
            done = subprocess.run(step, capture_output=True, text=True, timeout=INSTALL_WITHIN)
        except subprocess.TimeoutExpired:
            print(f"no grpcio: {' '.join(step)}: no end after {INSTALL_WITHIN} s", file=sys.stderr)
            return None
        if done.returncode != 0:
            print(f"no grpcio: {' '.join(step)}: {done.stderr.strip()[-300:]}", file=sys.stderr)
            return None
    return python
