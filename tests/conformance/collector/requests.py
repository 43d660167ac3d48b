"""What an exporter asks for: every request of a Collector and of otls, with port, path and headers."""

from __future__ import annotations

import json
import subprocess
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

RESOURCE = {"resource": {}}
POINT = {"name": "x", "gauge": {"dataPoints": [{"timeUnixNano": "1", "asInt": "1"}]}}
DATA = {
    "traces": ("/v1/traces", {"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "1" * 32, "spanId": "1" * 16, "name": "x", "kind": 1, "startTimeUnixNano": "1", "endTimeUnixNano": "2"}]}]}]}),
    "metrics": ("/v1/metrics", {"resourceMetrics": [{"scopeMetrics": [{"metrics": [POINT]}]}]}),
    "logs": ("/v1/logs", {"resourceLogs": [{"scopeLogs": [{"logRecords": [{"timeUnixNano": "1", "body": {"stringValue": "x"}}]}]}]}),
    # In development: its form changes.
    "profiles": ("/v1development/profiles", {"resourceProfiles": [{"scopeProfiles": [{"profiles": [{"profileId": "1" * 32, "samples": [{"values": ["1"]}]}]}]}], "dictionary": {}}),
}


@dataclass(frozen=True)
class Request:
    """One request, as far as it is compared."""

    port: int  # the how-manieth of the recorder's
    tls: bool
    name: str
    path: str
    headers: tuple[tuple[str, tuple[str, ...]], ...]


# What a client says of itself, or of the one request.
OWN = {
    "user-agent", "content-type", "content-encoding", "content-length", "accept", "accept-encoding", "grpc-timeout",
    "grpc-accept-encoding", "grpc-encoding", "te", "trailers", "traceparent",
}  # fmt: skip


class Recorder:
    """Takes every export on several ports."""

    def __init__(self, program: Path, certificate: str, key: str, ports: int, missing: str = "") -> None:
        words = [program, "-cert", certificate, "-key", key, "-ports", str(ports), "-missing", missing]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ports: list[int] = json.loads(self.process.stdout.readline())["ports"]
        self.seen: list[Request] = []
        self.lock = threading.Lock()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            seen = json.loads(line)
            headers = {name.lower(): tuple(values) for name, values in seen["headers"].items()}
            kept = tuple(sorted((name, values) for name, values in headers.items() if name not in OWN))
            with self.lock:
                self.seen.append(Request(self.ports.index(seen["port"]), seen["tls"], seen["name"], seen["path"], kept))

    def taken(self, count: int, wait: float) -> set[Request]:
        """What came until `count` different requests were there, or the time was over."""
        end = time.monotonic() + wait
        while time.monotonic() < end:
            with self.lock:
                if len(set(self.seen)) >= count:
                    break
            time.sleep(0.05)
        with self.lock:
            taken, self.seen = set(self.seen), []
        return taken

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(5)


def send(port: int, signals: list[str]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for signal in signals:
        path, data = DATA[signal]
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", json.dumps(data).encode(), {"Content-Type": "application/json"})
        opener.open(request, timeout=10).close()
