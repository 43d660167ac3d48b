"""One run: whether what otls says and does is what the exporter did, and whether that is what is on record."""

from __future__ import annotations

from rows import Row

# What is compared of the two connections, where both got that far.
OF_BOTH = ("transport", "port", "path", "client_certificate", "proxied", "headers")


class Result:
    """`problems` is empty where otls is right; `state`: ok, unknown, FAIL."""

    def __init__(self, row: Row, answer: dict, known: dict | None) -> None:
        self.row = row
        self.answer = answer
        self.seen: dict = answer.get("seen", {})
        self.arrived: bool = self.seen.get("arrived", False)
        self.verdict, self.reason, self.basis, self.code = self._said()
        self.problems = self._problems()
        self.drift = self._drift(known)

    def _said(self) -> tuple[str, str | None, str | None, str | None]:
        otls = self.answer.get("otls", {})
        if "error" in otls:  # nothing that could be probed
            return "unknown" if self.arrived else "fails", f"otls: exit 2: {otls['error'].splitlines()[0]}", "error", None
        reports = otls.get("reports", [])
        # Of an SDK whose default nobody can know, otls probes both exporters.
        judged = [one for report in reports for one in report["runtimes"] if self.row.exporter in (one["runtime"], one["runtime"].partition("-")[0])]
        if len(judged) == 2 and "-" not in self.row.exporter:
            return "unknown", "the exporter is chosen by code or package: otls probes both", None, None
        if len(judged) != 1:
            return "none", f"{len(judged)} verdicts", None, None
        one = judged[0]
        return one["verdict"], one["reason"], one["basis"], one["code"]

    @property
    def is_false_green(self) -> bool:
        return self.verdict == "connects" and not self.arrived

    @property
    def state(self) -> str:
        if self.problems:
            return "FAIL"
        return "unknown" if self.verdict == "unknown" else "ok"

    @property
    def outcome(self) -> str:
        return "FAIL" if self.drift else self.state

    def _problems(self) -> list[str]:
        if "problem" in self.answer:
            return [f"harness: {self.answer['problem']}"]
        found = []
        if self.verdict == "none":
            found.append(f"otls gives {self.reason}")
        elif self.verdict != "unknown" and (self.verdict == "connects") != self.arrived:
            found.append(f"otls says {self.verdict} {self.code or ''} ({self.reason}); arrived: {self.arrived}; {self._shown()}")
        # Where it reaches no server, otls probes another connection than the exporter's.
        theirs, ours = self.seen, self.answer["otls"].get("seen", {})
        if self.basis not in ("environment", "error") and self.verdict != "unknown" and theirs.get("transport") != "none":
            for key in OF_BOTH:
                reached = "headers" if key in ("headers", "path") else key
                if key in ("headers", "proxied"):
                    differs = theirs.get(key) != ours.get(key) and (key == "proxied" or (theirs["arrived"] and ours["arrived"]))
                else:
                    differs = reached and key in theirs and key in ours and theirs[key] != ours[key]
                if differs:
                    found.append(f"{key}: the exporter's {theirs.get(key)}, of otls {ours.get(key)}")
        return found

    def _shown(self) -> str:
        return " ".join(self.answer.get("said", "").split())[-260:]

    def _drift(self, known: dict | None) -> str | None:
        if known is None or "problem" in self.answer:
            return None
        fresh = self.recorded()
        return None if fresh == known else f"recorded {shown(known)}, now {shown(fresh)}"

    def recorded(self) -> dict:
        """As a line of the record."""
        keys = ("port", "transport", "path", "trusted", "client_certificate", "proxied", "headers", "exit")
        signal = {} if self.row.signal == "traces" else {"signal": self.row.signal}
        seen = {key: self.seen[key] for key in keys if key in self.seen}
        return {"exporter": self.row.exporter, **signal, "variables": self.row.variables, **seen}

    def show(self) -> None:
        if self.outcome == "FAIL":
            print(f"FAIL  {self.row.id}", flush=True)
            for problem in self.problems:
                print(f"      {problem}", flush=True)
            if self.drift:
                print(f"      drift: {self.drift}", flush=True)

    def as_json(self) -> dict:
        return {"id": self.row.id, "state": self.state, "problems": self.problems, "drift": self.drift, "verdict": self.verdict, "reason": self.reason, "code": self.code, **self.answer}


def shown(line: dict) -> str:
    return " ".join(f"{key}={value}" for key, value in line.items() if key not in ("exporter", "signal", "variables"))
