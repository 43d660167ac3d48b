"""The programs that export one thing each as the environment says: how they are built, and what starts one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import clients
from clients import Unavailable, need, run

HERE = Path(__file__).resolve().parent
SIGNALS = ("traces", "metrics", "logs")


@dataclass(frozen=True)
class Sender:
    """`name` is the first half of the exporters' names. `build` gives the command, which wants a protocol and a signal;
    the cache it is given is that of the exporters' suite, whose installations serve here."""

    name: str
    build: Callable[[Path], list[str]]
    signals: tuple[str, ...] = SIGNALS
    # What the SDK's own configuration wants besides, to export at all.
    auto: dict[str, str] | None = None


def go_program(name: str, cache: Path) -> list[str]:
    need("go")
    target = cache / "bin" / f"environment-{name}"
    run(["go", "build", "-o", target, f"./{name}"], HERE / "go", GOTOOLCHAIN="local", GOFLAGS="-mod=readonly -buildvcs=false")
    return [str(target)]


def python(cache: Path) -> list[str]:
    return [clients.python(cache)[0], str(HERE / "python/send.py")]


def node(cache: Path) -> list[str]:
    clients.node(cache)
    return [shutil.which("node"), str(HERE / "node/send.cjs"), str(cache / "node")]


def java(cache: Path) -> list[str]:
    clients.java(cache)
    classes = cache / "java/environment"
    run(["javac", "-cp", f"{cache}/java/lib/*", "-d", classes, HERE / "java/Send.java"], cache)
    jars = sorted(map(str, (cache / "java/lib").glob("*.jar")))
    flags = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Xlog:disable", "-Xlog:all=error:stderr"]
    path = ["-cp", ":".join([*jars, f"{classes}.jar"]), "Send"]
    # An archive of the classes halves the start of a thousand processes; it wants a jar, not a folder of classes.
    run(["jar", "cf", f"{classes}.jar", "-C", classes, "."], cache)
    archive = Path(f"{classes}.jsa")
    archive.unlink(missing_ok=True)
    nowhere = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}
    run(["java", *flags, f"-XX:ArchiveClassesAtExit={archive}", *path, "grpc", "traces"], cache, **nowhere)
    return ["java", *flags, f"-XX:SharedArchiveFile={archive}", *path]


def rust(cache: Path) -> list[str]:
    need("cargo")
    target = cache / "rust"
    run(["cargo", "build", "--locked"], HERE / "rust", CARGO_TARGET_DIR=str(target))
    return [str(target / "debug/otls-conformance-environment")]


SENDERS = (
    Sender("go", lambda cache: go_program("send", cache)),
    Sender("python", python, auto={"OTEL_TRACES_EXPORTER": "otlp"}),
    Sender("node", node, auto={}),
    Sender("java", java, auto={}),
    Sender("rust", rust, ("traces",)),
)

__all__ = ["SENDERS", "SIGNALS", "Sender", "Unavailable", "go_program"]
