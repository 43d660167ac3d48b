"""Writes what came out to `fixtures/runtimes`, which `cargo test` replays.

`<exporter>.jsonl` holds one row a scenario, `observations/<scenario>.json` what otls saved
of the same server. Of scenarios that come out alike the first is kept, or the record would
be several MB of repetition.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

KEYS = ("scenario", "runtime", "version", "accepted", "message", "seconds")


def write(outcomes: list, folder: Path) -> None:
    """Replaces the whole record: half of it would be of another day."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "observations").mkdir(parents=True)
    files: dict[str, list[str]] = {}
    kinds = set()
    for outcome in outcomes:
        if outcome.observation is None or not outcome.compared or outcome.problem:
            continue
        if (kind := _kind(outcome)) in kinds:
            continue
        kinds.add(kind)
        scenario = outcome.scenario.id
        text = json.dumps(outcome.observation, separators=(",", ":"))
        (folder / "observations" / f"{scenario}.json").write_text(text + "\n")
        for row in outcome.compared:
            line = {key: scenario if key == "scenario" else getattr(row, key) for key in KEYS}
            files.setdefault(row.runtime, []).append(json.dumps(line))
    for runtime, lines in files.items():
        (folder / f"{runtime}.jsonl").write_text("\n".join(lines) + "\n")
    print(f"recorded: {sum(map(len, files.values()))} rows")


def _kind(outcome) -> tuple:
    """What makes a scenario worth keeping: the server, the diagnosis, and what each exporter did."""
    scenario = outcome.scenario
    server = scenario.row.server.kind if scenario.row else scenario.fault or scenario.id
    did = tuple((row.runtime, row.accepted, row.verdict, tuple(row.codes)) for row in outcome.compared)
    return scenario.protocol, server, outcome.diagnosis, did
