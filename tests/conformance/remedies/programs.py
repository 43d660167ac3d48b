"""The programs that send one span: with an exporter that a snippet made, or as the environment configures it.

Snippets are compiled as they are printed. Java alone wants them taken apart: imports first, the statements in a
method. What is built goes into the cache.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from clients import CLIENTS, Unavailable, need, run

HERE = Path(__file__).resolve().parent
EXPORTERS = HERE.parent / "exporters"

# The audiences that are code, and the exporter each belongs to.
LANGUAGES = ("go", "java", "python", "node", "rust")


@dataclass
class Snippets:
    """The code of a run, each text once: `add` all, `build` once, then `command`."""

    cache: Path  # with everything the exporters' suite has installed
    folder: Path  # of this run
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in LANGUAGES})
    broken: dict[tuple[str, str], str] = field(default_factory=dict)  # what does not compile
    missing: dict[str, str] = field(default_factory=dict)  # languages that cannot be run
    programs: dict[str, list[str]] = field(default_factory=dict)

    def add(self, language: str, text: str) -> str:
        known = self.texts[language]
        for identity, other in known.items():
            if other == text:
                return identity
        identity = f"s{len(known):03}"
        known[identity] = text
        return identity

    def build(self) -> None:
        """Builds every program; what is missing or does not compile is noted, and stops nothing else."""
        commands = {client.name: client.command for client in CLIENTS}
        for language in LANGUAGES:
            try:
                commands[language](self.cache)  # the modules and libraries
                self.programs[language] = getattr(self, f"_{language}")()
            except Unavailable as error:
                self.missing[language] = str(error)

    def from_environment(self, language: str, protocol: str, name: str) -> list[str]:
        """The command that sends as the environment says."""
        chosen = [protocol] if language in ("go", "rust") else []
        return [*self.programs[language], "env", *chosen, name]

    def from_snippet(self, language: str, identity: str, protocol: str, name: str) -> tuple[list[str], str]:
        """The command, and its task for standard input."""
        if language == "java":
            return self.programs[language], f"{_java_class(identity)} {name}\n"
        snippet = str(self.folder / language / identity) if language in ("python", "node") else identity
        return self.programs[language], json.dumps({"snippet": snippet, "name": name, "protocol": protocol}) + "\n"

    # --- one method a language

    def _python(self) -> list[str]:
        self._write("python", "")
        return [str(self.cache / "python/bin/python"), str(HERE / "python/send.py")]

    def _node(self) -> list[str]:
        self._write("node", "")
        return [shutil.which("node"), str(HERE / "node/send.cjs"), str(self.cache / "node")]

    def _write(self, language: str, suffix: str) -> Path:
        folder = self.folder / language
        folder.mkdir(parents=True)
        for identity, text in self.texts[language].items():
            (folder / f"{identity}{suffix}").write_text(text + "\n")
        return folder

    def _go(self) -> list[str]:
        folder = self.folder / "go"
        folder.mkdir(parents=True)
        shutil.copy(HERE / "go/main.go", folder)
        for name in ("go.mod", "go.sum"):
            shutil.copy(EXPORTERS / "go" / name, folder)
        for identity, text in self.texts["go"].items():
            (folder / identity).mkdir()
            (folder / identity / "snippet.go").write_text(text + "\n")
            # The same package, so that it reaches the snippet's function.
            (folder / identity / "export.go").write_text(
                "package telemetry\n\nimport (\n\t\"context\"\n\n\tsdktrace \"go.opentelemetry.io/otel/sdk/trace\"\n)\n\n"
                "func Make(ctx context.Context) (sdktrace.SpanExporter, error) { return newExporter(ctx) }\n"
            )
        environment = {"GOTOOLCHAIN": "local", "GOFLAGS": "-mod=readonly -buildvcs=false"}
        checked = _try(["go", "build", *(f"./{identity}" for identity in self.texts["go"])], folder, environment) if self.texts["go"] else ""
        self._note("go", checked, r"^(s\d+)/snippet\.go:(.*)$")
        good = [identity for identity in self.texts["go"] if ("go", identity) not in self.broken]
        imports = "".join(f'\t{identity} "otls.test/exporters/go/{identity}"\n' for identity in good)
        entries = "".join(f'\t"{identity}": {identity}.Make,\n' for identity in good)
        (folder / "snippets.go").write_text(f"package main\n\nimport (\n{imports})\n\nvar snippets = map[string]maker{{\n{entries}}}\n")
        target = self.folder / "remedies-go"
        run(["go", "build", "-o", target, "."], folder, **environment)
        return [str(target)]

    def _java(self) -> list[str]:
        folder, classes = self.folder / "java", self.folder / "java-classes"
        folder.mkdir(parents=True)
        for identity, text in self.texts["java"].items():
            lines = text.splitlines()
            imports = [line for line in lines if line.startswith("import ")]
            rest = [line for line in lines if not line.startswith("import ")]
            name = _java_class(identity)
            (folder / f"{name}.java").write_text("\n".join([
                *imports, f"public final class {name} {{",
                "  public static io.opentelemetry.sdk.trace.export.SpanExporter make() throws Exception {",
                *rest, "    return exporter;", "  }", "}", "",
            ]))  # fmt: skip
        path = f"{self.cache}/java/lib/*"
        files = [HERE / "java/Send.java", *sorted(folder.glob("*.java"))]
        checked = _try(["javac", "-cp", path, "-d", classes, *files], folder, {})
        self._note("java", checked, r"/(S\d+)\.java:(.*)$", str.lower)
        if checked:
            good = [file for file in files if ("java", file.stem.lower()) not in self.broken]
            run(["javac", "-cp", path, "-d", classes, *good], folder)
        return ["java", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", f"{path}:{classes}", "Send"]

    def _rust(self) -> list[str]:
        folder = self.folder / "rust"
        shutil.copytree(HERE / "rust", folder, ignore=shutil.ignore_patterns("target"))
        for identity, text in self.texts["rust"].items():
            # The function is private, as it is in the snippet.
            (folder / "src" / f"{identity}.rs").write_text(f"{text}\npub fn make() -> crate::Fallible<crate::SpanExporter> {{\n    exporter()\n}}\n")
        environment = {"CARGO_TARGET_DIR": str(self.cache / "rust")}
        self._rust_table(folder)
        checked = _try(["cargo", "build", "--locked"], folder, environment)
        if checked:
            self._note("rust", checked, r"--> src/(s\d+)\.rs:(.*)$")
            self._rust_table(folder)
            run(["cargo", "build", "--locked"], folder, **environment)
        target = self.folder / "remedies-rust"
        shutil.copy(self.cache / "rust/debug/otls-conformance-remedies", target)
        return [str(target)]

    def _rust_table(self, folder: Path) -> None:
        good = [identity for identity in self.texts["rust"] if ("rust", identity) not in self.broken]
        modules = "".join(f'#[path = "{identity}.rs"]\nmod {identity};\n' for identity in good)
        arms = "".join(f'        "{identity}" => Some({identity}::make),\n' for identity in good)
        (folder / "src/snippets.rs").write_text(
            f"//! The snippets of a run.\n\n{modules}\npub fn find(id: &str) -> Option<super::Maker> {{\n    match id {{\n{arms}        _ => None,\n    }}\n}}\n"
        )

    def _note(self, language: str, output: str, pattern: str, identity_of=str) -> None:
        for line in output.splitlines():
            if (found := re.search(pattern, line)) is not None:
                self.broken.setdefault((language, identity_of(found[1])), output.strip()[:1500])


def _java_class(identity: str) -> str:
    return identity.upper()


def _try(command: list, folder: Path, environment: dict) -> str:
    """What the compiler complained about; empty: nothing."""
    import os

    done = subprocess.run([str(word) for word in command], cwd=folder, capture_output=True, text=True, env={**os.environ, **environment})
    return "" if done.returncode == 0 else (done.stderr + done.stdout)


__all__ = ["LANGUAGES", "Snippets", "need"]
