"""One fault over one protocol: the broken server, the exporters as the user had them, otls, and each remedy."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from clients import CLIENTS, Worker
from faults import Fault
from pki import Pki
from programs import LANGUAGES, Snippets
from serving import Collector, Nginx, Refused, nginx_program, receiver, run, service

# What the exporters are told before the remedy, when they are to fail.
TIMEOUT = 3.0
OTLS_WITHIN = 90

# Through a Collector's queue, on a loaded machine.
ARRIVES_WITHIN = 30.0

# The exporters that the text of an environment snippet names, as far as they are run here. In Go and Rust the
# protocol is chosen in code; PROTOCOL is read by the others.
READERS = {
    "trust-ca": ("go", "java", "python", "node"),
    "send-client-cert": ("go", "java", "python", "node"),
    "trust-system": ("go", "python", "node"),
}
ANY_SDK = ("go", "java", "python", "node", "rust")
CHOOSE_BY_VARIABLE = ("java", "python", "node")

TOOLCHAIN = {"dotnet": "dotnet", "ruby": "ruby", "php": "php", "cpp": "opentelemetry-cpp"}
NOT_RUN = {
    "network": "words for whoever runs the network",
    "forward-proxy": "words for whoever runs the proxy",
    **{name: f"no {tool} here to run it" for name, tool in TOOLCHAIN.items()},
}

_numbers = count(1)


@dataclass
class Row:
    scene: str
    action: str
    audience: str
    exporter: str  # who sent; `-` where nothing is sent
    state: str  # passed, failed, unproved
    told: str = ""
    fills: tuple[str, ...] = ()


@dataclass
class Files:
    """What the exporters are given, as paths."""

    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None


@dataclass
class Shared:
    """What all scenes use."""

    otls: str
    collector: str
    commands: dict[str, list[str]]  # the exporters' workers
    pki: Pki
    snippets: Snippets
    ports: object
    folder: Path
    store: str = ""  # why the machine's store cannot be changed in a copy; empty: it can
    bind: list[str] = field(default_factory=list)  # the commands that put the copies in place


@dataclass
class Scene:
    fault: Fault
    protocol: str
    shared: Shared
    rows: list[Row] = field(default_factory=list)
    remedies: list[dict] = field(default_factory=list)
    affected: set[str] = field(default_factory=set)
    problem: str | None = None
    code: dict[int, str] = field(default_factory=dict)  # remedy -> snippet's identity
    manifests: list[tuple[str, str, str]] = field(default_factory=list)  # action, audience, text

    def __post_init__(self) -> None:
        self.id = f"{self.fault.id}-{self.protocol}"
        self.folder = self.shared.folder / self.id
        self.port = self.shared.ports.take()
        self.backends = {"grpc": self.shared.ports.take(), "http": self.shared.ports.take()}
        # What the user gives has a name that must be quoted.
        self.given = self.folder / "user's files"
        self.server = self.folder / "server"
        for folder in (self.given, self.server):
            folder.mkdir(parents=True)
        pki, fault = self.shared.pki, self.fault
        self.files = Files()
        if fault.ca:
            self.files.ca = shutil.copy(pki.cert(fault.ca), self.given / "ca.pem")
        if fault.client:
            self.files.cert = shutil.copy(pki.cert(fault.client[0]), self.given / "client.pem")
            self.files.key = self._key(pki.key(fault.client[1]), self.given / "client.key")
            if fault.client[0] != fault.client[1]:
                shutil.copy(pki.key(fault.client[0]), self.given / "older.key")
        if fault.chain:
            shutil.copy(pki.bundle(fault.chain), self.server / "server.crt")
            shutil.copy(pki.key(fault.chain[0]), self.server / "server.key")
        scheme = f"{fault.scheme}://{fault.host}:{self.port}"
        self.endpoint = scheme

    def _key(self, source: Path, target: Path) -> Path:
        """The key in the form that the fault wants."""
        extra = {"pkcs8": None, "sec1": ["ec"], "pkcs1": ["rsa", "-traditional"]}[self.fault.key_form]
        if extra is None:
            return shutil.copy(source, target)
        done = run(["openssl", *extra, "-in", source, "-out", target], self.given)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return target

    # --- before

    def diagnose(self, team: dict[str, Worker]) -> None:
        """Breaks it, sees that the exporters fail, and asks otls."""
        serving = self._serve()
        try:
            report = self._probe()
            finding = next((each for each in report["findings"] if each["code"] == self.fault.code), None)
            if finding is None:
                raise RuntimeError(f"otls says {[each['code'] for each in report['findings']]}, not {self.fault.code}")
            self.remedies = finding["remedies"]
            self.affected = {name.removesuffix(f"-{self.protocol}") for name in finding["affects"]}
            for name, worker in team.items():
                # The workers know no proxy: see `prove`.
                if name not in self.affected or self.fault.dead_proxy:
                    continue
                before = serving.arrived()
                accepted, message = self._worker(name, worker, self.files, self.endpoint)
                if (accepted or serving.arrived() > before) and name not in self.fault.arrives:
                    self._row("-", "before", name, "failed", f"it arrives before the remedy: {message}")
        finally:
            self._end(serving)
        for number, remedy in enumerate(self.remedies):
            if remedy["audience"] in LANGUAGES and remedy["language"] != "sh":
                text, _ = self._filled(remedy)
                self.code[number] = self.shared.snippets.add(remedy["audience"], text)

    def _probe(self) -> dict:
        fault = self.fault
        protocol = "grpc" if self.protocol == "grpc" else "http/protobuf"
        words = [self.shared.otls, "probe", "-o", "json", self.endpoint, "--protocol", protocol, "--timeout", "20s", *fault.flags]
        words += ["--cacert", self.files.ca] if self.files.ca else []
        if fault.by_environment:
            # A pair that does not belong together is refused as `--cert`, and judged where the exporter's own settings name it.
            words.append("--env")
        elif self.files.cert:
            words += ["--cert", self.files.cert, "--key", self.files.key]
        done = run(self._with_hosts(words), self.folder, within=OTLS_WITHIN, env=self._user_environment() if fault.by_environment else self._base())
        # 3: the proxy that the environment names lets nobody through.
        if done.returncode not in ((3,) if fault.dead_proxy else (0, 1)):
            raise RuntimeError(f"otls: exit {done.returncode}: {done.stderr.strip()[:400]}")
        (self.folder / "report.json").write_text(done.stdout)
        return json.loads(done.stdout)

    # --- the server

    def _serve(self, extra: str | None = None, tls: dict[str, str] | None = None, own: Path | None = None):
        """The server as it is broken, or with the snippet `extra` merged into its configuration."""
        fault = self.fault
        if fault.nginx:
            backend = self._backend()
            try:
                proxy = Nginx(nginx_program(), self.server, self._nginx_block(), self.port)
            except Refused:
                backend.stop()
                raise
            backend.proxy = proxy
            return backend
        if tls is None and fault.chain:
            tls = {"cert_file": "server.crt", "key_file": "server.key", **fault.settings}
            if fault.client_ca:
                tls["client_ca_file"] = str(self.shared.pki.cert(fault.client_ca))
        spoken = self.protocol if not fault.swapped else ("http" if self.protocol == "grpc" else "grpc")
        base = self.server / "collector.yaml"
        base.write_text(receiver(spoken, self.port, tls) + service(fault.pipeline))
        configs = [base]
        if extra is not None:
            (self.server / "remedy.yaml").write_text(extra + "\n")
            configs.append(self.server / "remedy.yaml")
        return Collector(self.shared.collector, self.server, configs)

    def _backend(self) -> Collector:
        """A Collector in cleartext on loopback, behind the proxy."""
        base = self.server / "backend.yaml"
        base.write_text(
            receiver("grpc", self.backends["grpc"], None) + f"      http:\n        endpoint: 127.0.0.1:{self.backends['http']}\n" + service()
        )
        return Collector(self.shared.collector, self.server, [base])

    def _nginx_block(self) -> str:
        """A proxy without HTTP/2, or one that wants a token."""
        token = self.fault.token
        wants = f'    if ($http_authorization != "Bearer s3cret") {{ return {token}; }}\n' if token else ""
        http2 = " http2" if token else ""
        passed = f"grpc_pass grpc://127.0.0.1:{self.backends['grpc']};"
        if self.protocol == "http":
            passed = f"proxy_pass http://127.0.0.1:{self.backends['http']};"
        return (
            f"server {{\n    listen 127.0.0.1:{self.port} ssl{http2};\n    ssl_certificate server.crt;\n"
            f"    ssl_certificate_key server.key;\n{wants}    location / {{ {passed} }}\n}}"
        )

    def _end(self, serving) -> None:
        if getattr(serving, "proxy", None) is not None:
            serving.proxy.stop()
        serving.stop()

    # --- after the remedy

    def prove(self, team: dict[str, Worker]) -> None:
        """Every remedy: first what the exporters change, with the server as it is; then what the server changes."""
        self.prints = {}
        mine = [(number, remedy) for number, remedy in enumerate(self.remedies)]
        serving = self._serve()
        try:
            if self.fault.dead_proxy:
                self._before_by_environment(serving)
            for number, remedy in mine:
                self._guarded(remedy, lambda: self._client_side(number, remedy, serving))
        finally:
            self._end(serving)
        # First what makes the files, then what loads them.
        for _, remedy in sorted(mine, key=lambda each: each[1]["audience"] != "openssl"):
            self._guarded(remedy, lambda: self._server_side(remedy, team))

    def _before_by_environment(self, serving) -> None:
        """What the environment breaks is broken in the programs that only the environment configures."""
        for language in self.shared.snippets.programs:
            if language in self.affected:
                name = self._name()
                self._sourced("", self.shared.snippets.from_environment(language, self.protocol, name))
                if serving.received(name):
                    self._row("-", "before", language, "failed", "it arrives before the remedy")

    def _guarded(self, remedy: dict, work) -> None:
        try:
            work()
        except (Refused, RuntimeError, OSError, subprocess.TimeoutExpired) as error:
            self._row(remedy["action"], remedy["audience"], "-", "failed", f"{type(error).__name__}: {error}")

    def _row(self, action: str, audience: str, exporter: str, state: str, told: str = "", fills=()) -> None:
        self.rows.append(Row(self.id, action, audience, exporter, state, " ".join(told.split())[:700], tuple(fills)))

    def _filled(self, remedy: dict, more: dict[str, str] | None = None) -> tuple[str, list[str]]:
        """The snippet with the places filled that it leaves to its reader, and their names."""
        text, used = remedy["snippet"], []
        for place, value in {**self.fault.fills, **(more or {})}.items():
            if place in text:
                text = text.replace(place, self._fill(value))
                used.append(place)
        return text, used

    def _fill(self, value: str) -> str:
        kind, _, name = value.partition(":")
        match kind:
            case "cert":
                return str(self.shared.pki.cert(name))
            case "key":
                return str(self.shared.pki.key(name))
            case "made":
                return str(self.folder / "work" / name)
            case _:
                return name

    def _left(self, text: str) -> list[str]:
        """Places in code (not in comments) that nobody filled."""
        lines = (line for line in text.splitlines() if not line.lstrip().startswith(("#", "//")))
        return sorted(set(re.findall(r"<[A-Za-z_]+>", "\n".join(lines))))

    # --- the exporter's side

    def _client_side(self, number: int, remedy: dict, serving) -> None:
        action, audience = remedy["action"], remedy["audience"]
        text, fills = self._filled(remedy)
        if audience in NOT_RUN:
            if not (audience == "network" and action == "fix-name"):
                self._row(action, audience, "-", "unproved", NOT_RUN[audience])
            return
        if audience in ("kubernetes", "cert-manager"):
            self._manifest(remedy)
            return
        if audience == "environment":
            self._environment(remedy, text, fills, serving)
        elif audience == "collector-exporter":
            self._agent(remedy, text, fills, serving)
        elif audience in LANGUAGES:
            self._code(number, remedy, text, fills, serving)

    def _environment(self, remedy: dict, text: str, fills: list[str], serving) -> None:
        action = remedy["action"]
        if action in ("fix-clock", "exempt-from-inspection", "shorten-hello", "enable-pipeline"):
            self._row(action, "environment", "-", "unproved", "it changes the machine or what stands on the way, not the exporter")
            return
        if left := self._left(text):
            self._row(action, "environment", "-", "unproved", f"only its reader can fill {', '.join(left)}: another row has it filled")
            return
        if self._other_port(remedy, text):
            return
        readers = READERS.get(action, ANY_SDK)
        if "OTEL_EXPORTER_OTLP_PROTOCOL" in text:
            readers = CHOOSE_BY_VARIABLE
        if action == "fix-proxy":
            readers = tuple(language for language in ANY_SDK if language in self.affected and language != "java")
        if action == "trust-system":
            self._with_store(remedy, text, fills, serving, readers)
            return
        if self._cannot_dial(remedy, "-", text):
            return
        for language in readers:
            if language in self._available(remedy):
                name = self._name()
                done = self._sourced(text, self.shared.snippets.from_environment(language, self.protocol, name), hosts=self._dials_another(text))
                self._judge(remedy, language, serving, name, fills, done.stderr + done.stdout)

    def _sourced(self, text: str, command: list[str], stdin: str = "", hosts: str | None = None) -> subprocess.CompletedProcess:
        """Runs the command in a shell that has read the snippet, with one more line in /etc/hosts."""
        words = ["sh", "-c", f"{text}\nexec {shlex.join(map(str, command))}\n"]
        return run(self._with_hosts(words, hosts), self._work(), within=120, env=self._user_environment(), stdin=stdin)

    def _with_hosts(self, words: list, hosts: str | None = None) -> list[str]:
        """The command where /etc/hosts has one more line: this one, or the one of the endpoint's own name."""
        hosts = hosts or self._dials_another(self.endpoint)
        if hosts is None:
            return words
        file = self._work() / "hosts"
        file.write_text(Path("/etc/hosts").read_text() + hosts + "\n")
        command = shlex.join(map(str, words))
        return ["unshare", "-m", "sh", "-c", f"set -e\nmount --bind {shlex.quote(str(file))} /etc/hosts\nexec {command}\n"]

    def _dials_another(self, text: str) -> str | None:
        """The line of /etc/hosts that a snippet or an endpoint needs which dials another name."""
        hosts = self.fault.hosts
        return hosts if hosts and f"//{hosts.split()[1]}:" in text else None

    def _cannot_dial(self, remedy: dict, exporter: str, text: str) -> bool:
        if self._dials_another(text) is None or "namespace" not in self.shared.store:
            return False
        self._row(remedy["action"], remedy["audience"], exporter, "unproved", self.shared.store)
        return True

    def _user_environment(self) -> dict[str, str]:
        """What the user has set: the endpoint and the files that otls was given."""
        environment = {
            **self._base(), "GRPC_VERBOSITY": "NONE",
            "OTEL_TRACES_EXPORTER": "otlp", "OTEL_METRICS_EXPORTER": "none", "OTEL_LOGS_EXPORTER": "none",
            "OTEL_EXPORTER_OTLP_ENDPOINT": self.endpoint,
            "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc" if self.protocol == "grpc" else "http/protobuf",
        }  # fmt: skip
        if self.files.ca:
            environment |= {"OTEL_EXPORTER_OTLP_CERTIFICATE": str(self.files.ca), "REMEDIES_CA": str(self.files.ca)}
        if self.files.cert:
            environment |= {
                "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE": str(self.files.cert),
                "OTEL_EXPORTER_OTLP_CLIENT_KEY": str(self.files.key),
            }
        return environment

    def _base(self) -> dict[str, str]:
        """The environment of every program; where the machine trusts a CA, every store of it does."""
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8"}
        if self.fault.dead_proxy:
            port = self.backends["http"]  # nobody listens there
            environment |= dict.fromkeys(("HTTPS_PROXY", "https_proxy"), f"http://127.0.0.1:{port}")
            environment["JAVA_TOOL_OPTIONS"] = f"-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort={port}"
        if self.fault.trusted:
            ca = str(self.shared.pki.cert(self.fault.trusted))
            stores = ("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH", "REQUESTS_CA_BUNDLE")
            environment |= dict.fromkeys(stores, ca)
            store = self._work() / "trust.p12"
            if not store.exists() and shutil.which("keytool"):
                words = ["keytool", "-importcert", "-noprompt", "-alias", "ca", "-file", ca, "-keystore", store]
                run([*words, "-storetype", "PKCS12", "-storepass", "changeit"], self._work())
            environment["JAVA_TOOL_OPTIONS"] = f"-Djavax.net.ssl.trustStore={store} -Djavax.net.ssl.trustStorePassword=changeit"
        return environment

    def _code(self, number: int, remedy: dict, text: str, fills: list[str], serving) -> None:
        action, language = remedy["action"], remedy["audience"]
        if remedy["language"] == "sh":
            if action == "trust-system" and language == "node":
                self._with_store(remedy, text, fills, serving, (language,))
            elif language in self._available(remedy):
                name = self._name()
                done = self._sourced(text, self.shared.snippets.from_environment(language, self.protocol, name))
                self._judge(remedy, language, serving, name, fills, done.stderr + done.stdout)
            return
        if left := self._left(text):
            self._row(action, language, language, "unproved", f"only its reader can fill {', '.join(left)}: another row has it filled")
            return
        if self._other_port(remedy, text):
            return
        if action == "trust-system":
            self._with_store(remedy, text, fills, serving, (language,), self.code[number])
            return
        if language not in self._available(remedy):
            return
        if (complaint := self.shared.snippets.broken.get((language, self.code[number]))) is not None:
            self._row(action, language, language, "failed", f"it does not compile: {complaint}", fills)
            return
        protocol = self._spoken_by(text)
        name = self._name()
        command, stdin = self.shared.snippets.from_snippet(language, self.code[number], protocol, name)
        if self._cannot_dial(remedy, language, text):
            return
        done = self._sourced("", command, stdin, hosts=self._dials_another(text))
        self._judge(remedy, language, serving, name, fills, done.stdout + done.stderr)

    def _spoken_by(self, text: str) -> str:
        """The protocol that a snippet chooses: tonic wants a runtime around it."""
        return "grpc" if ".with_tonic()" in text else "http"

    def _available(self, remedy: dict) -> list[str]:
        """The languages that can be run; the others get their row."""
        for language, why in self.shared.snippets.missing.items():
            if remedy["audience"] in (language, "environment"):
                self._row(remedy["action"], remedy["audience"], language, "unproved", why)
        return [language for language in LANGUAGES if language in self.shared.snippets.programs]

    def _other_port(self, remedy: dict, text: str) -> bool:
        """A port that otls can only suppose: nobody listens there here."""
        port = str(self.port)
        if remedy["action"] != "change-port" or port in text:
            return False
        self._row(remedy["action"], remedy["audience"], "-", "unproved", "the port is the usual one of the protocol, and another program's here")
        return True

    def _agent(self, remedy: dict, text: str, fills: list[str], serving) -> None:
        """A Collector with the snippet's exporter, which is given one span."""
        if self._other_port(remedy, text):
            return
        if left := self._left(text):
            self._row(remedy["action"], "collector-exporter", "collector", "unproved", f"only its reader can fill {', '.join(left)}: another row has it filled")
            return
        name = self._name()
        inside = ""
        if remedy["action"] == "trust-system":
            if self.shared.store:
                self._row(remedy["action"], "collector-exporter", "collector", "unproved", self.shared.store)
                return
            inside = "\n".join([*self.shared.bind, _commands(self._store_snippet())])
        message = self._through_agent(text, name, inside, serving)
        self._judge(remedy, "collector", serving, name, fills, message)

    def _through_agent(self, text: str, name: str, inside: str, serving) -> str:
        exporter = re.search(r"^exporters:\n(?:\s*#.*\n)*  (\S+):", text, re.MULTILINE)[1]
        port = self.shared.ports.take()
        work = self._work()
        base, snippet = work / f"agent-{name}.yaml", work / f"remedy-{name}.yaml"
        base.write_text(
            receiver("http", port, None)
            + "service:\n  telemetry:\n    metrics:\n      level: none\n    logs:\n      level: debug\n"
            + f"  pipelines:\n    traces:\n      receivers: [otlp]\n      exporters: [{exporter}]\n"
        )
        snippet.write_text(text + "\n")
        agent = Collector(self.shared.collector, work, [base, snippet], env={**self._base(), "OTLP_TOKEN": "s3cret"}, inside=inside)
        try:
            _send_to_agent(port, name)
            # Its queue takes the span at once, whatever becomes of it.
            until = time.monotonic() + ARRIVES_WITHIN
            while not serving.received(name) and time.monotonic() < until:
                time.sleep(0.05)
        finally:
            agent.stop()
        return "\n".join(line for line in agent.said().splitlines() if "rror" in line)

    def _judge(self, remedy: dict, exporter: str, serving, name: str, fills: list[str], message: str) -> None:
        arrived = serving.received(name)
        self._row(remedy["action"], remedy["audience"], exporter, "passed" if arrived else "failed", "" if arrived else f"it does not arrive: {message}", fills)

    # --- the machine's store

    def _with_store(self, remedy: dict, text: str, fills: list[str], serving, languages, identity: str | None = None) -> None:
        """Inside a mount namespace whose store is a copy, changed by the commands of the environment's snippet."""
        action, audience = remedy["action"], remedy["audience"]
        if self.shared.store:
            self._row(action, audience, "-", "unproved", self.shared.store)
            return
        own = self._store_snippet()
        for language in languages:
            if language not in self._available(remedy):
                continue
            name = self._name()
            if identity is None:
                command, stdin = self.shared.snippets.from_environment(language, self.protocol, name), ""
            else:
                command, stdin = self.shared.snippets.from_snippet(language, identity, self._spoken_by(text), name)
            environment = self._user_environment()
            script = "\n".join([
                "set -e", *self.shared.bind, own if audience == "environment" else _commands(own), text if audience != "environment" and identity is None else "",
                f"exec {shlex.join(map(str, command))}",
            ])  # fmt: skip
            done = run(["unshare", "-m", "sh", "-c", script], self._work(), within=180, env=environment, stdin=stdin)
            self._judge(remedy, language, serving, name, fills, done.stdout + done.stderr)

    def _store_snippet(self) -> str:
        return self._filled(next(each for each in self.remedies if each["action"] == "trust-system" and each["audience"] == "environment"))[0]

    # --- the server's side

    def _server_side(self, remedy: dict, team: dict[str, Worker]) -> None:
        action, audience = remedy["action"], remedy["audience"]
        if audience == "openssl":
            self._openssl(remedy, team)
        elif audience == "collector-receiver":
            self._receiver(remedy, team)
        elif audience == "reverse-proxy":
            self._proxy(remedy, team)
        elif audience == "network" and action == "fix-name":
            self._hosts(remedy)

    def _openssl(self, remedy: dict, team: dict[str, Worker]) -> None:
        action = remedy["action"]
        text, fills = self._filled(remedy)
        if left := self._left(text):
            self._row(action, "openssl", "-", "failed", f"places that nothing tells how to fill: {', '.join(left)}")
            return
        match action:
            case "trust-ca":
                serving = self._serve()
                try:
                    done = run(["sh", "-e", "-c", text], self._work())
                finally:
                    self._end(serving)
                good = "Verify return code: 0 (ok)" in done.stdout
                self._row(action, "openssl", "-", "passed" if good else "failed", done.stdout[-300:] + done.stderr[-300:], fills)
            case "reissue" | "renew" | "send-chain":
                self._issued(remedy, text, fills, team)
            case "renew-client-cert":
                self._client_issued(remedy, text, fills, team)
            case "accept-client-ca":
                issuer = "client-root-other" if self.fault.client == ("client-stranger", "client-stranger") else "client-root"
                text = text.replace(str(self.shared.pki.cert("client-root")), str(self.shared.pki.cert(issuer)))
                done = run(["sh", "-e", "-c", text], self._work())
                self._row(action, "openssl", "-", "failed" if done.returncode else "passed", done.stdout + done.stderr, fills)
            case "fix-key-file":
                self._converted(remedy, text, fills, team)
            case "ask-operator":
                self._transcript(remedy, text, fills)
            case "pair-client-key":
                self._paired(remedy, text, fills, team)
            case _:
                self._row(action, "openssl", "-", "unproved", "it looks, and changes nothing")

    def _issued(self, remedy: dict, text: str, fills: list[str], team: dict[str, Worker]) -> None:
        """Runs the commands where the server's files are, gives the server what they made, and exports."""
        work = self._work()
        for source in self.server.glob("server.*"):
            if not (work / source.name).exists():
                shutil.copy(source, work)
        if self.fault.id.startswith("incomplete-chain"):
            shutil.copy(self.shared.pki.cert("int"), work / "intermediate.crt")
        serving = self._serve() if remedy["action"] == "send-chain" else None
        try:
            done = run(["sh", "-e", "-c", text], work)
        finally:
            if serving is not None:
                self._end(serving)
        if done.returncode != 0:
            self._row(remedy["action"], "openssl", "-", "failed", f"exit {done.returncode}: {done.stderr[-500:]}", fills)
            return
        made = "fullchain.crt" if remedy["action"] == "send-chain" else "server.crt"
        files = Files(**vars(self.files))
        if (work / "ca.crt").exists():
            files.ca = work / "ca.crt"
        self._export_all(remedy, team, {"cert_file": str(work / made), "key_file": str(work / "server.key")}, files, fills)
        if (work / "self.crt").exists():
            files.ca = work / "self.crt"
            self._export_all(remedy, team, {"cert_file": str(work / "self.crt"), "key_file": str(work / "self.key")}, files, fills, "openssl (one file)")

    def _export_all(self, remedy: dict, team, tls: dict[str, str], files: Files, fills, audience: str | None = None, extra: str | None = None) -> None:
        """The server with this pair and the rest of its settings; every exporter exports."""
        settings = {**tls, **{key: value for key, value in self.fault.settings.items()}}
        if self.fault.client_ca:
            settings["client_ca_file"] = str(self.shared.pki.cert(self.fault.client_ca))
        serving = self._serve(tls=settings, extra=extra)
        try:
            self._all(remedy, audience or remedy["audience"], team, serving, files, self.endpoint, fills)
        finally:
            self._end(serving)

    def _all(self, remedy: dict, audience: str, team, serving, files: Files, endpoint: str, fills, protocol: str | None = None) -> None:
        for name, worker in team.items():
            before = serving.arrived()
            accepted, message = self._worker(name, worker, files, endpoint, 20.0, protocol)
            good = accepted and serving.arrived() > before
            self._row(remedy["action"], audience, name, "passed" if good else "failed", "" if good else f"it does not arrive: {message}", fills)

    def _worker(self, name: str, worker: Worker, files: Files, endpoint: str, timeout: float = TIMEOUT, protocol: str | None = None) -> tuple[bool, str]:
        tls = endpoint.startswith("https")
        result = worker.export({
            "protocol": protocol or self.protocol, "endpoint": endpoint, "timeout": timeout,
            "ca": str(files.ca or "") if tls else "", "cert": str(files.cert or "") if tls else "", "key": str(files.key or "") if tls else "",
        })  # fmt: skip
        return result["accepted"], result["message"]

    def _client_issued(self, remedy: dict, text: str, fills: list[str], team) -> None:
        work = self._work()
        done = run(["sh", "-e", "-c", text], work)
        if done.returncode != 0:
            self._row(remedy["action"], "openssl", "-", "failed", f"exit {done.returncode}: {done.stderr[-500:]}", fills)
            return
        serving = self._serve()
        try:
            self._all(remedy, "openssl", team, serving, Files(self.files.ca, work / "client.crt", work / "client.key"), self.endpoint, fills)
        finally:
            self._end(serving)

    def _converted(self, remedy: dict, text: str, fills: list[str], team) -> None:
        """The commands look at the pair and write the key anew; the last one is for files that are DER."""
        text = text.split("# DER in place of PEM")[0]
        done = run(["sh", "-e", "-c", text], self._work())
        if done.returncode != 0:
            self._row(remedy["action"], "openssl", "-", "failed", f"exit {done.returncode}: {done.stderr[-500:]}", fills)
            return
        serving = self._serve()
        try:
            key = Path(f"{self.files.key}.pk8")
            self._all(remedy, "openssl", team, serving, Files(self.files.ca, self.files.cert, key), self.endpoint, fills)
        finally:
            self._end(serving)

    def _transcript(self, remedy: dict, text: str, fills: list[str]) -> None:
        """It changes nothing, and shows what the server says."""
        serving = self._serve()
        try:
            done = run(["sh", "-e", "-c", text], self._work())
        finally:
            self._end(serving)
        good = done.returncode == 0 and re.search(r"^< HTTP/", done.stderr, re.MULTILINE)
        self._row(remedy["action"], "openssl", "-", "passed" if good else "failed", done.stdout[-300:] + done.stderr[-300:], fills)

    def _paired(self, remedy: dict, text: str, fills: list[str], team) -> None:
        """The commands find the key that belongs to the certificate, which lies beside the wrong one."""
        done = run(["sh", "-e", "-c", text], self._work())
        found = done.stdout.splitlines()[-1:]
        if done.returncode != 0 or found != [str(self.given / "older.key")]:
            self._row(remedy["action"], "openssl", "-", "failed", f"exit {done.returncode}: {done.stdout[-300:]}{done.stderr[-300:]}", fills)
            return
        serving = self._serve()
        try:
            self._all(remedy, "openssl", team, serving, Files(self.files.ca, self.files.cert, Path(found[0])), self.endpoint, fills)
        finally:
            self._end(serving)

    def _receiver(self, remedy: dict, team) -> None:
        """The snippet merged into the server's configuration, by the Collector itself."""
        action, work = remedy["action"], self._work()
        made = {"<SERVER_CERT_FILE>": "made:server.crt", "<SERVER_KEY_FILE>": "made:server.key"}
        files = Files(**vars(self.files))
        if (work / "ca.crt").exists():
            files.ca = work / "ca.crt"
        if not (work / "server.crt").exists():
            pki = self.shared.pki
            chain = self.fault.chain or ("leaf",)
            shutil.copy(pki.bundle(chain), work / "server.crt")
            shutil.copy(pki.key(chain[0]), work / "server.key")
            if self.fault.chain is None and files.ca is None:
                files.ca = pki.cert("root")  # a server that had no certificate gets one of this CA
        if action == "accept-client-ca" and self.fault.client == ("client-stranger", "client-stranger"):
            made["<CLIENT_CA_FILE>"] = "cert:client-root-other"
        text, fills = self._filled(remedy, made)
        if action == "change-port":
            self._fixed_ports(remedy, text, fills)
            return
        serving = self._serve(extra=text)
        try:
            self._all(remedy, "collector-receiver", team, serving, files, self.endpoint, fills)
        finally:
            self._end(serving)

    def _fixed_ports(self, remedy: dict, text: str, fills) -> None:
        """Ports 4317 and 4318 may be taken here: the Collector validates it, and listens elsewhere."""
        snippet = self._work() / "ports.yaml"
        snippet.write_text(text + "\n" + service())
        done = run([self.shared.collector, "validate", "--config", f"file:{snippet}"], self._work())
        good = done.returncode == 0
        self._row(remedy["action"], "collector-receiver", "-", "passed" if good else "failed", "validated" if good else done.stderr[-400:], fills)

    def _proxy(self, remedy: dict, team) -> None:
        """A real nginx with the snippet's server block, before a Collector in cleartext."""
        action = remedy["action"]
        program = nginx_program()
        if program is None:
            self._row(action, "reverse-proxy", "-", "unproved", "no nginx here")
            return
        pki, work = self.shared.pki, self._work()
        if action == "renew":
            self._reloaded(remedy, team)
            return
        chain = {"incomplete-chain": ("leaf-int", "int")}.get(self.fault.id, self.fault.chain or ("leaf",))
        if action == "fix-name":
            chain = ("leaf",)  # the snippet wants one with this name
        (work / "proxy").mkdir(exist_ok=True)
        made = {
            "<FULLCHAIN_FILE>": f"text:{pki.bundle(chain)}", "<SERVER_KEY_FILE>": f"text:{pki.key(chain[0])}",
            "<COLLECTOR_ADDRESS>": f"text:127.0.0.1:{self.backends[self.protocol]}",
        }  # fmt: skip
        if action == "accept-client-ca" and self.fault.client and self.fault.client[0] == "client-stranger":
            made["<CLIENT_CA_FILE>"] = "cert:client-root-other"
        text, fills = self._filled(remedy, made)
        if left := self._left(text):
            self._row(action, "reverse-proxy", "-", "unproved", f"only its reader can fill {', '.join(left)}")
            return
        if not text.startswith("server {"):
            text = f"server {{\n    listen {self.port} ssl http2;\n    ssl_certificate {pki.bundle(chain)};\n    ssl_certificate_key {pki.key(chain[0])};\n{text}\n}}"
        files = Files(**vars(self.files))
        files.ca = files.ca or pki.cert("root")
        backend = self._backend()
        try:
            proxy = Nginx(program, work / "proxy", text, self.port)
            try:
                self._all(remedy, "reverse-proxy", team, backend, files, self.endpoint, fills)
            finally:
                proxy.stop()
        finally:
            backend.stop()

    def _reloaded(self, remedy: dict, team) -> None:
        """nginx serves the old certificate; the file is replaced, then the printed commands run."""
        pki, work = self.shared.pki, self._work()
        if not (work / "server.crt").exists():
            raise RuntimeError("nothing has been issued before")
        folder = work / "reload"
        folder.mkdir()
        shutil.copy(pki.bundle(self.fault.chain), folder / "tls.crt")
        shutil.copy(pki.key(self.fault.chain[0]), folder / "tls.key")
        passed = f"grpc_pass grpc://127.0.0.1:{self.backends['grpc']};" if self.protocol == "grpc" else f"proxy_pass http://127.0.0.1:{self.backends['http']};"
        block = f"server {{ listen {self.port} ssl http2; ssl_certificate tls.crt; ssl_certificate_key tls.key; location / {{ {passed} }} }}"
        backend = self._backend()
        try:
            proxy = Nginx(nginx_program(), folder, block, self.port)
            try:
                shutil.copy(work / "server.crt", folder / "tls.crt")
                shutil.copy(work / "server.key", folder / "tls.key")
                # The user's nginx finds its own configuration; this one is told where it is.
                tool = folder / "bin/nginx"
                tool.parent.mkdir()
                tool.write_text(f'#!/bin/sh\nexec {shlex.join(proxy.words)} "$@"\n')
                tool.chmod(0o755)
                done = run(["sh", "-e", "-c", remedy["snippet"]], folder, env={"PATH": f"{tool.parent}:{os.environ['PATH']}", "HOME": str(folder)})
                if done.returncode != 0:
                    raise RuntimeError(f"exit {done.returncode}: {done.stderr[-400:]}")
                _await_certificate(self.port, folder / "tls.crt", self.folder)
                self._all(remedy, "reverse-proxy", team, backend, self.files, self.endpoint, [])
            finally:
                proxy.stop()
        finally:
            backend.stop()

    def _hosts(self, remedy: dict) -> None:
        """The printed line in /etc/hosts, and the environment's endpoint with that name."""
        action = remedy["action"]
        text, fills = self._filled(remedy)
        line = [each for each in text.splitlines() if not each.startswith("#")][-1]
        other = next((each for each in self.remedies if each["action"] == action and each["audience"] == "environment"), None)
        if self.shared.store and "namespace" in self.shared.store:
            self._row(action, "network", "-", "unproved", self.shared.store)
            return
        if other is None or self._left(line):
            self._row(action, "network", "-", "unproved", "the name is not known")
            return
        serving = self._serve()
        try:
            for language in ("go", "python"):
                if language not in self.shared.snippets.programs:
                    continue
                name = self._name()
                done = self._sourced(other["snippet"], self.shared.snippets.from_environment(language, self.protocol, name), hosts=line)
                self._judge(remedy, language, serving, name, fills, done.stdout + done.stderr)
        finally:
            self._end(serving)

    def _manifest(self, remedy: dict) -> None:
        action, audience = remedy["action"], remedy["audience"]
        if remedy["language"] != "yaml":
            self._row(action, audience, "-", "unproved", "commands for a cluster")
            return
        # All of them are judged at the end, in one go.
        self.manifests.append((action, audience, remedy["snippet"]))

    def _work(self) -> Path:
        folder = self.folder / "work"
        folder.mkdir(exist_ok=True)
        return folder

    def _name(self) -> str:
        return f"remedy-{next(_numbers)}"


def _commands(text: str) -> str:
    """The commands of a snippet without what it exports."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("export "))


def _send_to_agent(port: int, name: str) -> None:
    import urllib.request

    body = {"resourceSpans": [{"scopeSpans": [{"spans": [{
        "traceId": "0" * 31 + "1", "spanId": "0" * 15 + "1", "name": name, "startTimeUnixNano": "1", "endTimeUnixNano": "2",
    }]}]}]}  # fmt: skip
    request = urllib.request.Request(f"http://127.0.0.1:{port}/v1/traces", json.dumps(body).encode(), {"Content-Type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    opener.open(request, timeout=30).read()


def _await_certificate(port: int, wanted: Path, folder: Path) -> None:
    """A reload is done by new worker processes, a moment after the command; the old ones take a few connections more."""
    import ssl

    expected = ssl.PEM_cert_to_DER_cert(wanted.read_text())
    until = time.monotonic() + 30
    in_a_row = 0
    while time.monotonic() < until:
        try:
            served = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("127.0.0.1", port)))
        except OSError:
            served = b""
        in_a_row = in_a_row + 1 if served == expected else 0
        if in_a_row == 20:
            return
        time.sleep(0.1)
    raise RuntimeError("the renewed certificate is not served 30 s after the reload")


__all__ = ["CLIENTS", "Row", "Scene", "Shared"]
