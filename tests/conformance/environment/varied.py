"""Environments that nobody chose, composed of pieces drawn from a seed, and the servers that they meet.

`varied-SEED-NUMBER` is always the same draw: `--varied N --seed SEED --only varied-SEED-NUMBER` runs it again.
"""

from __future__ import annotations

from random import Random

from files import HOST
from lane import PROXY
from rows import PORTS, PREFIX, Row
from senders import SENDERS

# Pieces and their weights.
CA = {
    "@ca.pem": 45, "@bundle.pem": 8, "@crlf.pem": 3, "@other-ca.pem": 8, "@server.pem": 4, "@nothere.pem": 6,
    "@empty.pem": 4, "@garbage.pem": 4, "@ca.der": 3, "@folder": 2, "@unhashed": 1, "": 4, "@client.key": 2,
}  # fmt: skip
PAIRS = {
    ("@client.pem", "@client.key"): 40, ("@client-ec.pem", "@client-ec.key"): 15, ("@client.pem", None): 6,
    (None, "@client.key"): 6, ("@stranger.pem", "@stranger.key"): 5, ("@client.pem", "@client.p1"): 5,
    ("@client-ec.pem", "@client-ec.sec1"): 4, ("@client.pem", "@client.encrypted"): 3,
    ("@client.pem", "@client-ec.key"): 3, ("@pair.pem", "@pair.pem"): 3, ("@pair.pem", None): 3,
    ("@nothere.pem", "@client.key"): 3, ("@client.pem", "@nothere.key"): 3, ("@client.pem", ""): 2,
    ("@garbage.pem", "@client.key"): 2,
}  # fmt: skip
SWITCHES = {"true": 40, "false": 25, "TRUE": 10, "1": 10, "": 5, "yes": 5, "False": 5}
ROOTS = {
    "go": {"SSL_CERT_FILE": 2, "SSL_CERT_DIR": 1},
    "python": {"REQUESTS_CA_BUNDLE": 2, "CURL_CA_BUNDLE": 1, "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH": 2, "SSL_CERT_FILE": 1},
    "node": {"NODE_EXTRA_CA_CERTS": 3, "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH": 2, "NODE_TLS_REJECT_UNAUTHORIZED": 1, "SSL_CERT_FILE": 1, "NODE_OPTIONS": 2},
    "java": {"JAVA_TOOL_OPTIONS": 4, "JDK_JAVA_OPTIONS": 1, "_JAVA_OPTIONS": 1, "SSL_CERT_FILE": 1},
    "rust": {"SSL_CERT_FILE": 2, "SSL_CERT_DIR": 1},
}
ROOT_FILES = {"@ca.pem": 55, "@bundle.pem": 10, "@other-ca.pem": 15, "@nothere.pem": 8, "@garbage.pem": 5, "": 4, "@empty.pem": 3}
PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "grpc_proxy", "ALL_PROXY", "all_proxy")
EXEMPT = (HOST, ".test", "*", "localhost", "127.0.0.1", "other.test", f"{HOST}:4317", "localhost,127.0.0.0/8", "")
STORES = ("@trust.p12", "@trust.p12", "@trust.jks", "@unmarked.p12", "@nothere.p12", "@ca.pem", "@garbage.pem")
PASSWORDS = ("changeit", "changeit", "changeit", "wrong", None)
HEADERS = ("x-a=1", "x-a=a+b", "x-a=%zz,x-b=1", 'x-a="1"', "x-a=1;x-p=2,x-b=3", "x-a=,x-b=1", "x-a=two%20words,x-b=2", "x-a=1, x-b = 2", "authorization=Bearer%20abc", "X-A=1", "x-a", "x-a=a=b")


def varied(number: int, seed: int) -> list[tuple[Row, dict]]:
    return [_draw(seed, index) for index in range(number)]


def _draw(seed: int, index: int) -> tuple[Row, dict]:
    random = Random(f"{seed}-{index}")
    sender = random.choice(SENDERS)
    protocol = random.choice(tuple(PORTS))
    signal = random.choice((*sender.signals, "traces"))
    found: dict[str, str] = {}
    draw = _Draw(random, protocol, signal, found)
    draw.endpoints()
    if random.random() < 0.35:
        draw.named("INSECURE", pick(random, SWITCHES))
    if random.random() < 0.7:
        draw.named("CERTIFICATE", pick(random, CA))
    if random.random() < 0.4:
        cert, key = pick(random, PAIRS)
        own = random.random() < 0.15
        for name, path in (("CLIENT_CERTIFICATE", cert), ("CLIENT_KEY", key)):
            if path is not None:
                draw.named(name, path, own != (random.random() < 0.03))
    if random.random() < 0.3:
        draw.roots(sender.name)
    if random.random() < 0.25:
        draw.proxies()
    if random.random() < 0.15:
        draw.named("HEADERS", random.choice(HEADERS))
    if random.random() < 0.1:
        other = random.choice([one for one in ("TRACES", "METRICS", "LOGS") if one.lower() != signal])
        found[f"{PREFIX}_{other}_{random.choice(('ENDPOINT', 'CERTIFICATE', 'INSECURE'))}"] = random.choice(("http://localhost:9", "@nothere.pem", "true"))
    return Row(f"{sender.name}-{protocol}", signal, found, f"varied-{seed}-{index}"), _ports(random)


class _Draw:
    """The variables of one draw."""

    def __init__(self, random: Random, protocol: str, signal: str, found: dict[str, str]) -> None:
        self.random, self.protocol, self.signal, self.found = random, protocol, signal, found

    def named(self, what: str, value: str, own: bool | None = None) -> None:
        """Sets the generic variable, or the signal's own; now and then both."""
        own = self.random.random() < 0.2 if own is None else own
        name = f"{PREFIX}_{self.signal.upper()}_{what}" if own else f"{PREFIX}_{what}"
        self.found[name] = value

    def endpoints(self) -> None:
        kind = pick(self.random, {"generic": 65, "own": 20, "both": 10, "none": 5})
        if kind in ("generic", "both"):
            self.found[f"{PREFIX}_ENDPOINT"] = self.url(False)
        if kind in ("own", "both"):
            self.found[f"{PREFIX}_{self.signal.upper()}_ENDPOINT"] = self.url(True)

    def url(self, own: bool) -> str:
        random = self.random
        scheme = pick(random, {"https://": 55, "http://": 28, "": 10, "HTTPS://": 3, "Http://": 2, "grpc://": 2, "https:/": 1, "dns:///": 1, "ftp://": 1, "http://user:word@": 1, "https://user:word@": 1})
        host = pick(random, {"localhost": 50, "127.0.0.1": 15, HOST: 35})
        right, wrong = PORTS[self.protocol], PORTS["http" if self.protocol == "grpc" else "grpc"]
        port = pick(random, {f":{right}": 78, f":{wrong}": 6, "": 10, ":443": 3, ":80": 3})
        path = pick(random, {"": 75, "/": 8, "/base": 5, f"/v1/{self.signal}": 8, "/base/": 2, "?a=b": 2, "/base?a=b": 1, "#part": 1, f"/v1/{self.signal}?a=b": 1})
        if own and self.protocol == "http" and random.random() < 0.7:
            path = f"/v1/{self.signal}"
        url = f"{scheme}{host}{port}{path}"
        return pick(random, {url: 94, f" {url}": 2, f"{url} ": 2, f'"{url}"': 2})

    def roots(self, language: str) -> None:
        name = pick(self.random, ROOTS[language])
        value = pick(self.random, ROOT_FILES)
        match name:
            case "SSL_CERT_DIR":
                value = self.random.choice(("@folder", "@folder", "@nothere", "@unhashed", "@nothere:@folder"))
            case "NODE_TLS_REJECT_UNAUTHORIZED":
                value = self.random.choice(("0", "0", "1", "false"))
            case "SSL_CERT_FILE" if language in ("go", "rust") and self.random.random() < 0.2:
                self.found["SSL_CERT_DIR"] = self.random.choice(("@folder", "@nothere", "@unhashed"))
            case "NODE_OPTIONS":
                value = "--use-openssl-ca"
                for other in ("SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS"):
                    if self.random.random() < 0.4:
                        file = self.random.choice(("@ca.pem", "@other-ca.pem", "@nothere.pem"))
                        self.found[other] = self.random.choice(("@folder", "@unhashed")) if other == "SSL_CERT_DIR" else file
            case "JAVA_TOOL_OPTIONS" | "JDK_JAVA_OPTIONS" | "_JAVA_OPTIONS":
                value = self.options_of_jvm()
        self.found[name] = value

    def options_of_jvm(self) -> str:
        """A trust store mostly; a setting of the exporter, or a proxy, now and then."""
        random = self.random
        match pick(random, {"store": 60, "exporter": 25, "proxy": 15}):
            case "store":
                password = random.choice(PASSWORDS)
                words = [f"-Djavax.net.ssl.trustStore={random.choice(STORES)}"]
                words += [f"-Djavax.net.ssl.trustStorePassword={password}"] if password else []
                return " ".join(words)
            case "exporter":
                own = random.choice(("", f"{self.signal}."))
                setting = random.choice(("certificate=@ca.pem", "certificate=@other-ca.pem", f"endpoint=http://localhost:{PORTS[self.protocol]}", "headers=x-c=3"))
                return f"-Dotel.exporter.otlp.{own}{setting}"
        scheme = random.choice(("http", "https"))
        exempt = random.choice(("", "", f" -Dhttp.nonProxyHosts={HOST}", " -Dhttp.nonProxyHosts='*.test|localhost'"))
        return f"-D{scheme}.proxyHost=127.0.0.1 -D{scheme}.proxyPort={random.choice((PROXY, PROXY, 9))}{exempt}"

    def proxies(self) -> None:
        random = self.random
        for name in random.sample(PROXIES, random.choice((1, 1, 2, 3))):
            self.found[name] = random.choice((f"http://127.0.0.1:{PROXY}", f"http://127.0.0.1:{PROXY}", "http://127.0.0.1:9", f"127.0.0.1:{PROXY}", ""))
        if random.random() < 0.5:
            value = random.choice(EXEMPT)
            self.found |= {name: value for name in random.choice((("NO_PROXY",), ("no_proxy",), ("NO_PROXY", "no_proxy")))}


def _ports(random: Random) -> dict:
    """What listens: mostly what a Collector has, with TLS or without on all ports alike."""
    transport = pick(random, {"both": 20, "tls": 55, "cleartext": 25})
    client = pick(random, {"none": 45, "request": 20, "require": 35})
    kinds = pick(random, {"own": 70, "any": 30})
    ports = {}
    for port, kind in {4317: "grpc", 4318: "http", 443: "any", 80: "any"}.items():
        if random.random() < 0.97:
            own = {80: "cleartext", 443: "tls"}.get(port, transport)
            ports[port] = {"transport": own, "kind": kind if kinds == "own" else "any", "client": client}
    return ports


def pick(random: Random, weights: dict):
    return random.choices(list(weights), list(weights.values()))[0]
