"""One run after the other in a network of its own: the listener, a real exporter, then otls; `lane.py FOLDER` within
`unshare`. A task a line of standard input, what came of it a line of standard output.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path

# An exporter that reaches nobody gives up by itself after 10 s; before that a busy machine may start a JVM for as long.
WITHIN = 30.0
# Between the first byte and a request or an alert, on a busy machine.
ANSWERED_WITHIN = 4.0
# After an alert: whether something else follows. After the answer: how long the exporter may take to end.
AFTER_ALERT, AFTER_ANSWER = 0.2, 3.0
OTLS_WITHIN = 60
PROXY = 3128


class Listener:
    """The listener of one run, and the events that it tells."""

    def __init__(self, command: list[str], folder: Path, ports: dict) -> None:
        options = {"cert": "server.pem", "key": "server.key", "client_ca": "client-ca.pem", "ports": ports, "proxy": PROXY}
        self._process = subprocess.Popen(
            [*command, json.dumps(options)], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        if self._process.stdout.readline() != "READY\n":
            raise RuntimeError("the listener did not start")
        self.events: queue.SimpleQueue = queue.SimpleQueue()
        threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True).start()

    def _read(self, stream) -> None:
        for line in stream:
            self.events.put(json.loads(line))

    def rest(self, first: float = 0.05) -> list[dict]:
        """What else was told until now; `first`: how long to wait for anything at all."""
        found = []
        try:
            found.append(self.events.get(timeout=first))
            while True:
                found.append(self.events.get(timeout=0.05))
        except queue.Empty:
            return found

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


def started(command: list[str], folder: Path, variables: dict[str, str], log) -> subprocess.Popen:
    """The exporter, with nothing of this program's own environment but the way to programs."""
    base = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
    return subprocess.Popen(command, cwd=folder, env={**base, **variables}, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def watch(process: subprocess.Popen, listener: Listener) -> tuple[list[dict], int | None]:
    """The events until the run is decided, and the exit status of an exporter that ended by itself."""
    seen: list[dict] = []
    until = time.monotonic() + WITHIN
    while True:
        ended = process.poll()
        left = min(until - time.monotonic(), 0.05)
        try:
            event = listener.events.get(timeout=max(left, 0))
        except queue.Empty:
            if ended is not None or time.monotonic() >= until:
                return seen, ended
            continue
        seen.append(event)
        now = time.monotonic()
        if event["event"] == "request":
            until = now + AFTER_ANSWER
        elif event["event"] == "handshake" and not event["ok"]:
            until = now + AFTER_ALERT
        elif event["event"] in ("bytes", "handshake"):
            until = now + ANSWERED_WITHIN


def observed(events: list[dict], status: int | None) -> dict:
    """What arrived, as in fixtures/environments."""
    seen: dict = {}
    first = next((event for event in events if event["event"] == "bytes"), None)
    requests = [event for event in events if event["event"] == "request"]
    if first is None:
        seen |= {"port": event["port"] for event in events[:1] if event["event"] == "connected"}
        seen["transport"] = "none"
    else:
        seen["port"] = first["port"]
        seen["transport"] = "tls" if first["tls"] else "cleartext"
    if requests and requests[0]["http"] != "HTTP/2.0":
        seen["path"] = requests[0]["path"]
    shakes = [event for event in events if event["event"] == "handshake" and event["tls"]]
    if shakes:
        good = [event for event in shakes if event["ok"]]
        # One that the server broke off for want of a client certificate says nothing about trust.
        if good or "certificate required" not in " ".join(event.get("error", "") for event in shakes):
            seen["trusted"] = bool(good)
        if good:
            seen["client_certificate"] = good[0]["client_certificate"]
    if any(event["event"] == "proxied" for event in events):
        seen["proxied"] = True
    if requests:
        known = ("authorization", "x-")
        headers = {name.lower(): value[0] for name, value in (requests[0].get("headers") or {}).items() if name.lower().startswith(known)}
        if headers:
            seen["headers"] = dict(sorted(headers.items()))
    if status is not None and status < 0:
        seen["exit"] = status
    seen["arrived"] = any(event["ok"] for event in requests)
    return seen


def probed(otls: str, runtime: str, signal: str, folder: Path, variables: dict[str, str]) -> dict:
    """What otls says of the same environment."""
    # The form of /proc/PID/environ needs no quoting.
    (folder / "environ").write_bytes(b"".join(f"{name}={value}\0".encode() for name, value in variables.items()) or b"\0")
    done = subprocess.run(
        [otls, "probe", "--env-file", "environ", "--runtime", runtime, "--signal", signal, "-o", "json"],
        cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=OTLS_WITHIN,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"},
    )  # fmt: skip
    if done.returncode == 2:
        return {"error": done.stderr.strip()}
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(f"otls: exit {done.returncode}: {done.stderr.strip()[:300]}")
    return {"reports": [json.loads(line) for line in done.stdout.splitlines()]}


def one(task: dict, folder: Path, programs: dict) -> dict:
    listener = Listener(programs["listener"], folder, task["ports"])
    try:
        with open(folder / "exporter.log", "wb") as log:
            began = time.monotonic()
            process = started(task["command"], folder, task["variables"], log)
            try:
                events, status = watch(process, listener)
            finally:
                process.kill()
                process.wait()
        said = (folder / "exporter.log").read_bytes().decode(errors="replace")
        seconds = round(time.monotonic() - began, 2)
        result = {"seen": observed(events, status), "status": status, "seconds": seconds, "said": said[-1500:]}
        listener.rest()
        result["otls"] = probed(programs["otls"], task["runtime"], task["signal"], folder, task["variables"])
        result["otls"]["seen"] = observed(listener.rest(0.5), None)
        return result
    finally:
        listener.stop()


def main() -> None:
    folder = Path(sys.argv[1])
    programs = json.loads(sys.stdin.readline())
    for line in sys.stdin:
        task = json.loads(line)
        try:
            result = one(task, folder, programs)
        except Exception as error:  # noqa: BLE001: one run must not end the lane
            result = {"problem": f"{type(error).__name__}: {error}"}
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
