"""A second opinion: does an ordinary client get through where the row says so?

gRPC rows are tried with grpcio (gRPC core), HTTP rows with curl (OpenSSL), and rows that
say something about the exporters of Node, Go or Java with those too. Where the row expects a difference
between runtimes, the expectation for `python-grpc` counts for grpcio; other rows of
verdict `warning` are shown without a judgement.
"""

from __future__ import annotations

import json
import subprocess
import time
from urllib.parse import SplitResult, urlsplit

from judge import Outcome, endpoint, fill
from row import Row
from servers import PEERS, Fleet


def expected(row: Row, protocol: str) -> bool | None:
    if row.check is not None:
        return row.check
    if protocol == "grpc" and stated(row, "python", protocol) is not None:
        return stated(row, "python", protocol)
    if set(row.verdicts()) == {"ok"}:
        return True
    return None if "warning" in row.verdicts() or "ok" in row.verdicts() else False


def stated(row: Row, language: str, protocol: str) -> bool | None:
    """What the row says of the exporter of `language` for `protocol`."""
    short = "grpc" if protocol == "grpc" else "http"
    word = row.runtimes.get(f"{language}-{short}") or row.runtimes.get(f"{language}-*")
    return None if word is None else word in ("connects", "not fails")


def check(row: Row, fleet: Fleet) -> Outcome:
    outcome = Outcome(row)
    protocol = row.protocol or row.spoke or "grpc"
    began = time.monotonic()
    try:
        with fleet.serving(row.server, row.id) as port:
            client = with_grpcio if protocol == "grpc" else with_curl
            passed, words = client(row, port, fleet)
            if row.scheme == "https" and not row.env and row.check is None:
                for language, another in (("node", with_node), ("go", with_go), ("java", with_java)):
                    wanted = stated(row, language, protocol)
                    if wanted is None or not fleet.tools.has[language]:
                        continue
                    also, said = another(row, port, fleet, protocol)
                    if also != wanted:
                        outcome.problems.append(f"{language} {'accepted' if also else 'refused'}: {said}")
    except (RuntimeError, OSError, KeyError, subprocess.TimeoutExpired) as error:
        outcome.problems.append(f"harness: {error}")
        return outcome
    wanted = expected(row, protocol)
    outcome.seconds = time.monotonic() - began
    outcome.diagnosis = words
    outcome.verdict = "accepted" if passed else "refused"
    if wanted is not None and wanted != passed:
        outcome.problems.append(f"{outcome.verdict}: {words}")
    return outcome


def where(row: Row, port: int, fleet: Fleet) -> SplitResult:
    """The endpoint as a URL that every client understands."""
    target = endpoint(row, port, fleet.pki, fleet) or f"localhost:{port}"
    bare = target.removeprefix("dns:///").removeprefix("grpcs://")
    return urlsplit(bare if "://" in bare else f"{row.scheme}://{bare}")


def with_grpcio(row: Row, port: int, fleet: Fleet) -> tuple[bool, str]:
    url = where(row, port, fleet)
    local = row.connect or any("--connect-to" in word for word in row.extra)
    ca = row.ca or (tuple(v[6:-1] for k, v in row.env.items() if k.endswith("OTLP_CERTIFICATE")) if not row.diagnosis else None)
    options = {
        "target": f"127.0.0.1:{port}" if local or not url.port else url.netloc,
        "tls": row.scheme == "https",
        "ca": str(fleet.pki.bundle((ca,) if isinstance(ca, str) else ca)) if ca else None,
        "name": row.servername or (url.hostname if local else None),
    }
    if row.client:
        options["cert"] = str(fleet.pki.cert(row.client))
        options["key"] = str(fleet.pki.key(row.client_key or row.client))
    command = [str(fleet.tools.python), str(PEERS / "grpc_client.py"), json.dumps(options)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, env={"PATH": "/usr/bin:/bin", "GRPC_VERBOSITY": "NONE"})
    return done.returncode == 0, (done.stdout.strip() or f"exit {done.returncode}")


def with_curl(row: Row, port: int, fleet: Fleet) -> tuple[bool, str]:
    url = where(row, port, fleet)
    host = row.servername or url.netloc.removesuffix(f":{url.port}")
    path = url.path.rstrip("/")
    path = path if path.startswith("/v1/") else f"{path}/v1/traces"
    address = row.server.options.get("address", "127.0.0.1")
    connect = f"[{address}]" if ":" in address else address
    command = ["curl", "-sS", "-m", "3", "-o", "/dev/null", "-w", "%{http_code} %{content_type}", "-X", "POST"]
    command += ["-H", "content-type: application/x-protobuf", "--data-binary", "", "--noproxy", "*"]
    if row.scheme == "https":
        command += ["--cacert", str(fleet.pki.bundle((row.ca,) if isinstance(row.ca, str) else row.ca))] if row.ca else []
    if not url.hostname.endswith(".invalid"):
        command += ["--connect-to", f"::{connect}:{url.port or port}"]
    if row.client:
        command += ["--cert", str(fleet.pki.cert(row.client)), "--key", str(fleet.pki.key(row.client_key or row.client))]
    command.append(f"{url.scheme}://{host}:{url.port or port}{fill(path, port, fleet.pki, fleet)}")
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, env={"PATH": "/usr/bin:/bin"})
    words = done.stdout.strip() + (" " + done.stderr.strip() if done.stderr else "")
    return done.stdout.startswith("200 application/x-protobuf"), words


def with_node(row: Row, port: int, fleet: Fleet, protocol: str) -> tuple[bool, str]:
    url = where(row, port, fleet)
    options = {
        "grpc": protocol == "grpc",
        "url": url.geturl(),
        "address": row.server.options.get("address", "127.0.0.1"),
        "port": url.port or port,
        "name": row.servername or url.hostname,
        "ca": str(fleet.pki.bundle((row.ca,) if isinstance(row.ca, str) else row.ca)) if row.ca else None,
    }
    if row.client:
        options["cert"] = str(fleet.pki.cert(row.client))
        options["key"] = str(fleet.pki.key(row.client_key or row.client))
    command = [fleet.tools.node, str(PEERS / "node_client.mjs"), json.dumps(options)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, env={"PATH": "/usr/bin:/bin"})
    return done.returncode == 0, (done.stdout + done.stderr).strip()[:200]


def with_go(row: Row, port: int, fleet: Fleet, protocol: str) -> tuple[bool, str]:
    url = where(row, port, fleet)
    address = row.server.options.get("address", "127.0.0.1")
    options = {
        "grpc": protocol == "grpc",
        "url": f"https://{row.servername or url.hostname}:{url.port or port}",
        "dial": f"[{address}]:{port}" if ":" in address else f"{address}:{port}",
        "ca": str(fleet.pki.bundle((row.ca,) if isinstance(row.ca, str) else row.ca)) if row.ca else "",
    }
    if row.client:
        options["cert"] = str(fleet.pki.cert(row.client))
        options["key"] = str(fleet.pki.key(row.client_key or row.client))
    done = subprocess.run([str(fleet.tools.go_client(fleet.folder)), json.dumps(options)], capture_output=True, text=True, timeout=20)
    return done.returncode == 0, (done.stdout + done.stderr).strip()[:200]


def with_java(row: Row, port: int, fleet: Fleet, protocol: str) -> tuple[bool, str]:
    """TLS alone is judged: JSSE has no gRPC of its own."""
    host = where(row, port, fleet).hostname
    classes = fleet.tools.java_client(fleet.folder)
    command = ["java", "-XX:TieredStopAtLevel=1", "-cp", str(classes), "JavaClient", host, str(port), str(fleet.pki.cert(row.ca))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.returncode == 0, (done.stdout + done.stderr).strip()[:200]
