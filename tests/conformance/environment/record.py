"""The record, fixtures/environments/recorded.jsonl, which `cargo test` replays."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from rows import Row, all_rows

PATH = Path(__file__).resolve().parents[3] / "fixtures/environments/recorded.jsonl"


@cache
def _recorded() -> dict[tuple, dict]:
    lines = [json.loads(line) for line in PATH.read_text().splitlines()] if PATH.exists() else []
    return {_key(line["exporter"], line.get("signal", "traces"), line["variables"]): line for line in lines}


def _key(exporter: str, signal: str, variables: dict[str, str]) -> tuple:
    return exporter, signal, tuple(sorted(variables.items()))


def known(row: Row) -> dict | None:
    return _recorded().get(_key(row.exporter, row.signal, row.variables))


def write(results: list) -> None:
    """In the order of the rows. A row that was not run now keeps the line that it has; `cargo test` knows exporters by
    name, so that the runs where an SDK chooses one are not among them."""
    fresh = {_key(r.row.exporter, r.row.signal, r.row.variables): r.recorded() for r in results if r.seen}
    lines = []
    for row in all_rows():
        line = fresh.get(_key(row.exporter, row.signal, row.variables)) or known(row)
        if line is not None and "-" in row.exporter:
            lines.append(json.dumps(line) + "\n")
    PATH.write_text("".join(lines))
    print(f"recorded: {len(fresh)} runs now, {len(lines)} in all")
