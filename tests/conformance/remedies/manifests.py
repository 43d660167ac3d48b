"""Everything in YAML that otls prints and no exporter proves: manifests against the published schemas, and the
Collector configurations of the explanations, validated by a real Collector.

The schemas come from the package managers: `kubernetes-validate` carries those of Kubernetes, the Go modules of
cert-manager and trust-manager hold their custom resource definitions.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from clients import Unavailable, need, run

HERE = Path(__file__).resolve().parent
MODULES = ("github.com/cert-manager/cert-manager@v1.21.2", "github.com/cert-manager/trust-manager@v0.25.0")


class Checker:
    """Raises `Unavailable`."""

    def __init__(self, cache: Path, collector: str) -> None:
        need("python3", "go")
        folder, wanted = cache / "manifests", HERE / "manifests/requirements.txt"
        folder.mkdir(parents=True, exist_ok=True)
        done = folder / "requirements.txt"
        if not done.exists() or done.read_text() != wanted.read_text():
            run([sys.executable, "-m", "venv", folder], HERE)
            run([folder / "bin/python", "-m", "pip", "install", "--quiet", "-r", wanted], HERE)
            done.write_text(wanted.read_text())
        self._python = folder / "bin/python"
        self._definitions = [json.loads(run(["go", "mod", "download", "-json", module], folder))["Dir"] + "/deploy/crds" for module in MODULES]
        self._collector = collector

    def check(self, texts: list[str], folder: Path) -> list[tuple[str, str]]:
        """For each text `passed`, `failed` or `unproved`, and what is to be told."""
        task = folder / "manifests.json"
        task.write_text(json.dumps({"definitions": self._definitions, "collector": self._collector, "texts": texts}))
        return [tuple(pair) for pair in json.loads(run([self._python, HERE / "manifests/check.py", task], folder))]


def printed(root: Path) -> list[tuple[str, str]]:
    """The YAML blocks of the explanations and the README: where, and the text."""
    found = []
    for path in [*sorted((root / "src/finding/explain").glob("*.md")), root / "README.md"]:
        blocks = re.findall(r"^```yaml\n(.*?)^```$", path.read_text(), re.MULTILINE | re.DOTALL)
        found += [(path.stem, block) for block in blocks]
    return found
