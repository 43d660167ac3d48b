"""Calls otls for one row and compares what comes out with the expectation."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from pki import Pki
from row import EXIT_OF_VERDICT, Row
from servers import Fleet

# Every key of version 1 is always present.
KEYS = {
    "report": "schema otls started_at judged_at target verdict diagnosis stopped_at connections_opened attempt attempts "
    "certificates expiry trust runtimes findings",
    "target": "input endpoint host port protocol signal server_name labels sources",
    "attempts": "address stages tls certificate_sha256",
    "certificates": "position role sha256 subject issuer names not_before not_after key signature is_ca",
    "runtimes": "runtime version verdict code codes basis reason message printed_by_default show_with gives_up gives_up_after_s",
    "findings": "code severity confidence stage affects ignored location message evidence remedies",
}

# What the rows send as a credential; no output may hold it.
SECRET = "not-this-one"

# Long enough for a retry or two, short enough to notice a hang.
OTLS_WITHIN = 90


@dataclass
class Outcome:
    row: Row
    diagnosis: str | None = None
    verdict: str | None = None
    exit: int | None = None
    codes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    skipped: str | None = None
    seconds: float = 0.0
    command: list[str] = field(default_factory=list)
    report: dict | None = None
    stderr: str = ""

    @property
    def state(self) -> str:
        return "skip" if self.skipped else "FAIL" if self.problems else "ok"


def fill(text: str, port: int, pki: Pki, fleet: Fleet) -> str:
    """Replaces {port}, {cert:NAME}, {key:NAME} and {backend:NAME}."""
    text = text.replace("{port}", str(port))
    text = re.sub(r"\{cert:([\w-]+)\}", lambda m: str(pki.cert(m[1])), text)
    text = re.sub(r"\{key:([\w-]+)\}", lambda m: str(pki.key(m[1])), text)
    return re.sub(r"\{backend:([\w-]+)\}", lambda m: str(fleet.backends[m[1]]), text)


def endpoint(row: Row, port: int, pki: Pki, fleet: Fleet) -> str:
    if row.endpoint is not None:
        return fill(row.endpoint, port, pki, fleet)
    return f"{row.scheme}://{row.host}:{port}"


def arguments(row: Row, port: int, pki: Pki, fleet: Fleet) -> list[str]:
    """The exact arguments of otls."""
    words = ["probe", "--json"]
    target = endpoint(row, port, pki, fleet)
    if target:
        words.append(target)
    if row.protocol:
        words += ["--protocol", row.protocol]
    for name in (row.ca,) if isinstance(row.ca, str) else row.ca or ():
        words += ["--cacert", str(pki.cert(name))]
    if row.client:
        words += ["--cert", str(pki.cert(row.client)), "--key", str(pki.key(row.client_key or row.client))]
    if row.servername:
        words += ["--servername", row.servername]
    if row.connect:
        words += ["--connect-to", f"127.0.0.1:{port}"]
    words += ["--timeout", f"{row.timeout}s"]
    return words + [fill(word, port, pki, fleet) for word in row.extra]


def judge(row: Row, otls: Path, fleet: Fleet) -> Outcome:
    """Starts the row's server, runs otls against it, compares."""
    outcome = Outcome(row)
    began = time.monotonic()
    try:
        with fleet.serving(row.server, row.id) as port:
            run_otls(row, otls, port, fleet, outcome)
    except (RuntimeError, OSError, KeyError) as error:
        outcome.problems.append(f"harness: {error}")
    outcome.seconds = time.monotonic() - began
    return outcome


def run_otls(row: Row, otls: Path, port: int, fleet: Fleet, outcome: Outcome) -> None:
    outcome.command = [str(otls), *arguments(row, port, fleet.pki, fleet)]
    command = outcome.command
    home = fleet.folder / row.id
    if row.hosts:
        hosts = home / "hosts"
        hosts.write_text(row.hosts)
        script = 'mount --bind "$1" /etc/hosts && shift && exec "$@"'
        command = ["unshare", "-m", "sh", "-c", script, "sh", str(hosts), *command]
    # Nothing of the caller's configuration may reach otls.
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "RUST_BACKTRACE": "1"}
    for name, value in row.env.items():
        environment[name] = fill(value, port, fleet.pki, fleet)
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            env=environment, cwd=home, timeout=OTLS_WITHIN,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        outcome.problems.append(f"otls did not end within {OTLS_WITHIN} s")
        return
    outcome.exit, outcome.stderr = done.returncode, done.stderr
    if SECRET in done.stdout + done.stderr:
        outcome.problems.append("the credential is in the output")
    if done.returncode == 2 or row.exit == 2:
        if row.exits() != (done.returncode,):
            outcome.problems.append(f"exit {done.returncode}: {done.stderr.strip()[:300]}")
        if done.returncode == 2 and done.stdout:
            outcome.problems.append("exit 2 with something on stdout")
        return
    try:
        lines = [json.loads(line) for line in done.stdout.splitlines()]
    except json.JSONDecodeError:
        lines = []
    if len(lines) != 1 or not isinstance(lines[0], dict):
        outcome.problems.append(f"exit {done.returncode}, not one JSON object: {(done.stderr or done.stdout).strip()[:300]}")
        return
    outcome.report = lines[0]
    outcome.problems += compare(row, outcome)


def compare(row: Row, outcome: Outcome) -> list[str]:
    report = outcome.report
    problems = []
    findings = report.get("findings") or []
    outcome.codes = [finding.get("code") for finding in findings]
    outcome.diagnosis, outcome.verdict = report.get("diagnosis"), report.get("verdict")
    if outcome.diagnosis not in row.diagnoses():
        problems.append(f"diagnosis {outcome.diagnosis}, expected {_either(row.diagnoses())}")
    if outcome.verdict not in row.verdicts():
        problems.append(f"verdict {outcome.verdict}, expected {_either(row.verdicts())}")
    if outcome.exit not in row.exits():
        problems.append(f"exit {outcome.exit}, expected {_either(row.exits())}")
    # What the contract says of every report.
    if row.exit is None and outcome.exit != EXIT_OF_VERDICT.get(outcome.verdict):
        problems.append(f"exit {outcome.exit} does not follow from the verdict {outcome.verdict}")
    problems += missing_keys(report)
    first = outcome.codes[0] if outcome.codes else None
    if outcome.verdict == "ok" and outcome.diagnosis is not None:
        problems.append("a diagnosis although the verdict is ok")
    if outcome.verdict != "ok" and outcome.diagnosis != first:
        problems.append(f"the diagnosis is not the first finding ({first})")
    for runtime in report.get("runtimes") or []:
        for code in {runtime.get("code"), *(runtime.get("codes") or [])}:
            if runtime.get("verdict") == "fails" and code not in outcome.codes:
                problems.append(f"{runtime.get('runtime')} fails by {code}, which is no finding")
    # What the row asks for besides.
    for code in row.codes:
        if code not in outcome.codes:
            problems.append(f"no finding {code} among {outcome.codes}")
    for code in row.absent:
        if code in outcome.codes:
            problems.append(f"finding {code} must not be there")
    evidence = json.dumps(findings[0].get("evidence") if findings else None)
    for word in row.evidence:
        if word not in evidence:
            problems.append(f"evidence lacks {word}: {evidence[:200]}")
    for name, wanted in row.runtimes.items():
        for runtime in report.get("runtimes") or []:
            known = runtime.get("runtime", "")
            if known == name or (name.endswith("*") and known.startswith(name[:-1])):
                got = runtime.get("verdict")
                if (got == "fails") if wanted == "not fails" else (got != wanted):
                    reason = runtime.get("reason") or runtime.get("code")
                    problems.append(f"{known} {runtime.get('verdict')} ({reason}), expected {wanted}")
    if row.spoke and (report.get("target") or {}).get("protocol") != row.spoke:
        problems.append(f"protocol {(report.get('target') or {}).get('protocol')}, expected {row.spoke}")
    if row.connections is not None and report.get("connections_opened") != row.connections:
        problems.append(f"{report.get('connections_opened')} connections, expected {row.connections}")
    return problems


def missing_keys(report: dict) -> list[str]:
    problems = []
    for place, names in KEYS.items():
        found = report if place == "report" else report.get(place)
        for item in found if isinstance(found, list) else [found]:
            lacking = [name for name in names.split() if not isinstance(item, dict) or name not in item]
            if lacking:
                problems.append(f"{place} lacks {', '.join(lacking)}")
                break
    return problems


def _either(values: tuple) -> str:
    return " or ".join("null" if value is None else str(value) for value in values)
