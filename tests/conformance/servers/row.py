"""One scenario: a server, the arguments of otls, and what must come out."""

from __future__ import annotations

from dataclasses import dataclass, field

from servers import Server

EXIT_OF_VERDICT = {"ok": 0, "warning": 0, "failed": 1, "unreachable": 3}


@dataclass(frozen=True)
class Row:
    """The expectation is `diagnosis`, `verdict` and the exit status that follows from the
    verdict (or `exit`). Where the contract leaves several answers, `diagnosis` and
    `verdict` are tuples and `why` says what is open."""

    id: str
    server: Server
    diagnosis: str | None | tuple = None
    verdict: str | tuple[str, ...] = "ok"
    # How otls is called.
    protocol: str | None = "grpc"  # None: not told
    scheme: str = "https"
    host: str = "localhost"
    connect: bool = False  # dial 127.0.0.1, whatever `host` is
    ca: str | tuple[str, ...] | None = "root"
    client: str | None = None
    client_key: str | None = None  # of another certificate
    servername: str | None = None
    extra: tuple[str, ...] = ()  # {port}, {cert:NAME}, {ca:NAME} are filled in
    env: dict[str, str] = field(default_factory=dict)
    endpoint: str | None = None  # instead of scheme://host:port; "" for none
    hosts: str | None = None  # an own /etc/hosts, where the system allows it
    timeout: int = 5
    # What must come out besides.
    exit: int | None = None
    codes: tuple[str, ...] = ()  # all among the findings
    absent: tuple[str, ...] = ()  # none of them among the findings
    evidence: tuple[str, ...] = ()  # words in the evidence of the first finding
    runtimes: dict[str, str] = field(default_factory=dict)  # name or prefix* -> verdict, or `not fails`
    spoke: str | None = None  # target.protocol
    connections: int | None = None
    why: str = ""
    check: bool | None = None  # whether an ordinary client succeeds; None: follows the verdict

    def diagnoses(self) -> tuple:
        return self.diagnosis if isinstance(self.diagnosis, tuple) else (self.diagnosis,)

    def verdicts(self) -> tuple[str, ...]:
        return self.verdict if isinstance(self.verdict, tuple) else (self.verdict,)

    def exits(self) -> tuple[int, ...]:
        if self.exit is not None:
            return (self.exit,)
        return tuple(sorted({EXIT_OF_VERDICT[verdict] for verdict in self.verdicts()}))


def both(id: str, grpc: Server, http: Server, *expected, **fields) -> list[Row]:
    """The same expectation for both protocols."""
    return [
        Row(f"{id}-grpc", grpc, *expected, protocol="grpc", **fields),
        Row(f"{id}-http", http, *expected, protocol="http/protobuf", **fields),
    ]
