"""Writes what came out to `fixtures/runtimes`, which `cargo test` replays.

`<exporter>.jsonl` holds one row a scenario, `observations/<scenario>.json` what otls saved
of the same server. Of scenarios that come out alike the first is kept, or the record would
be several MB of repetition.
"""

from __future__ import annotations

import json
from pathlib import Path

KEYS = ("scenario", "runtime", "version", "accepted", "message", "seconds")


def write(outcomes: list, folder: Path, drawn: bool = False) -> None:
    """Replaces the whole record, half of it would be of another day; but for the scenarios that were `drawn` (or were
    not): these are in files of their own."""
    observations = folder / "observations"
    observations.mkdir(parents=True, exist_ok=True)
    for path in [*observations.glob("*.json"), *folder.glob("*.jsonl")]:
        if path.name.startswith("varied-") == drawn:
            path.unlink()
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
        (observations / f"{scenario}.json").write_text(text + "\n")
        for row in outcome.compared:
            line = {key: getattr(row, key) for key in KEYS}
            files.setdefault(row.runtime, []).append(json.dumps(line))
    for runtime, lines in files.items():
        (folder / f"{'varied-' if drawn else ''}{runtime}.jsonl").write_text("\n".join(lines) + "\n")
    print(f"recorded: {sum(map(len, files.values()))} rows")


def _kind(outcome) -> tuple:
    """What makes a scenario worth keeping: the diagnosis, and what each exporter did and was expected to do."""
    did = tuple((row.runtime, row.accepted, row.verdict, tuple(row.codes)) for row in outcome.compared)
    return outcome.diagnosis, did
