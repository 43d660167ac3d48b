"""Servers and client certificates of `varied`."""

from __future__ import annotations

from chains import address_of, authority, pick
from pki import Cert

SERVERS = {
    "grpc": {"nginx": 26, "go": 22, "node": 18, "grpcio": 20, "collector": 14, "nginx-stream": 3},
    "http": {"nginx": 34, "go": 28, "node": 26, "collector": 12, "nginx-stream": 5},
}
# IANA numbers for Go, OpenSSL's names for the others.
SUITES = {
    "cbc": ((0xC009, 0xC00A, 0xC013, 0xC014), "ECDHE-ECDSA-AES256-SHA:ECDHE-RSA-AES256-SHA:ECDHE-RSA-AES128-SHA:ECDHE-ECDSA-AES128-SHA"),
    "cbc-sha2": ((0xC023, 0xC027), "ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES128-SHA256"),
    "static": ((0x009C, 0x009D, 0x002F), "AES128-GCM-SHA256:AES256-GCM-SHA384"),
    "chacha": ((0xCCA8, 0xCCA9), "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305"),
    "aes256": ((0xC02C, 0xC030), "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384"),
    "aes128": ((0xC02B, 0xC02F), "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256"),
    "dhe": (None, "DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384"),
    "ccm": (None, "ECDHE-ECDSA-AES128-CCM:DHE-RSA-AES128-CCM"),
    "1.3 chacha": (None, "TLS_CHACHA20_POLY1305_SHA256"),
    "1.3 ccm": (None, "TLS_AES_128_CCM_SHA256"),
}
GROUPS = {
    "X25519": 29, "P-256": 23, "P-384": 24, "P-521": 25, "X448": None, "brainpoolP256r1": None, "ffdhe2048": None,
    "P-384:P-521": (24, 25), "X25519:P-256": (29, 23), "secp256k1": None,
}  # fmt: skip
VERSION = {"1.0": ("TLSv1", 0x0301), "1.1": ("TLSv1.1", 0x0302), "1.2": ("TLSv1.2", 0x0303), "1.3": ("TLSv1.3", 0x0304)}


def healthy(draw) -> None:
    random = draw.random
    draw.server = pick(random, SERVERS[draw.protocol])
    if address_of(draw.host) == "::1":
        draw.options["address"] = "[::1]"
    if draw.server == "node":
        draw.options["mode"] = "h2" if draw.protocol == "grpc" else random.choice(("https", "https", "h2"))
        if draw.options["mode"] == "h2" and draw.protocol == "http":
            draw.options["allowHTTP1"] = True
    if draw.server == "nginx-stream":
        draw.options["upstream"] = draw.protocol
    if draw.server.startswith("nginx") and random.random() < 0.15:
        draw.options["commands"] = ("Options -SessionTicket",)
    draw.tell(draw.server, *draw.options.get("commands", ()))
    if random.random() < 0.2:
        limits(draw, *random.choice((("1.2", "1.2"), ("1.3", "1.3"), ("1.2", "1.3"), ("1.0", "1.2"))))
    if random.random() < 0.2:
        identity(draw)


def limits(draw, low: str, high: str) -> None:
    draw.tell(f"TLS {low} to {high}")
    match draw.server:
        case "nginx" | "nginx-stream":
            names = [VERSION[name][0] for name in VERSION if low <= name <= high]
            draw.options["protocols"] = " ".join(names)
        case "node":
            draw.options |= {"minVersion": VERSION[low][0], "maxVersion": VERSION[high][0]}
            if low < "1.2":
                draw.options.setdefault("ciphers", "DEFAULT@SECLEVEL=0")
        case "go":
            draw.options |= {"min": VERSION[low][1], "max": VERSION[high][1]}
        case "collector":
            draw.options.setdefault("settings", {}).update({"min_version": f'"{low}"', "max_version": f'"{high}"'})
        case "grpcio":
            draw.told.pop()


def old_versions(draw) -> None:
    limits(draw, *draw.random.choice((("1.0", "1.0"), ("1.0", "1.1"), ("1.1", "1.1"), ("1.1", "1.2"))))


def suites(draw) -> None:
    name = pick(draw.random, {name: 1 for name in SUITES})
    numbers, words = SUITES[name]
    modern = name.startswith("1.3")
    if modern:
        limits(draw, "1.3", "1.3")
    elif draw.random.random() < 0.7:
        limits(draw, "1.2", "1.2")
    draw.tell("suites", name)
    match draw.server:
        case "nginx" | "nginx-stream" if modern:
            command(draw, f"Ciphersuites {words}")
        case "nginx" | "nginx-stream" | "node":
            draw.options["ciphers"] = words
        case "go" if numbers and (name == "aes128" or draw.protocol == "http"):
            draw.options["suites"] = numbers
            if name != "aes128":  # Go's HTTP/2 server does not start with these
                draw.options["alpn"] = ("http/1.1",)
        case "collector" if name == "cbc":
            draw.options.setdefault("settings", {})["cipher_suites"] = "[TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA]"
        case _:
            draw.tell("not applied")


def groups(draw) -> None:
    name = draw.random.choice(list(GROUPS))
    numbers = GROUPS[name]
    draw.tell("groups", name)
    match draw.server:
        case "nginx" | "nginx-stream":
            draw.options["curve"] = name.replace("P-256", "prime256v1")
        case "node":
            draw.options["ecdhCurve"] = name
        case "go" if numbers:
            draw.options["groups"] = numbers if isinstance(numbers, tuple) else (numbers,)
        case "collector" if isinstance(numbers, int):
            draw.options.setdefault("settings", {})["curve_preferences"] = f"[{name.replace('-', '')}]"
        case _:
            draw.tell("not applied")


def command(draw, line: str) -> None:
    """For OpenSSL below nginx."""
    draw.options["commands"] = (*draw.options.get("commands", ()), line)


SCHEMES = (
    "RSA+SHA256", "RSA-PSS+SHA256", "RSA-PSS+SHA512", "ECDSA+SHA256", "ECDSA+SHA384", "ECDSA+SHA512", "ed25519",
    "RSA+SHA1", "RSA+SHA512:RSA-PSS+SHA384", "ECDSA+SHA256:RSA-PSS+SHA256", "RSA+SHA224", "ECDSA+SHA1", "RSA+SHA256:ECDSA+SHA256",
)  # fmt: skip


def signature_schemes(draw) -> None:
    schemes = draw.random.choice(SCHEMES)
    draw.tell("signature schemes", schemes)
    match draw.server:
        case "nginx" | "nginx-stream":
            command(draw, f"SignatureAlgorithms {schemes}")
        case "node":
            draw.options["sigalgs"] = schemes
        case _:
            draw.tell("not applied")


def client_schemes(draw) -> None:
    """What the server lets its clients sign with."""
    if not draw.client_ca:
        identity(draw)
    schemes = draw.random.choice(SCHEMES)
    draw.tell("client signature schemes", schemes)
    match draw.server:
        case "nginx" | "nginx-stream":
            command(draw, f"ClientSignatureAlgorithms {schemes}")
        case "node":
            # The same list is for its own certificate; none may stand there twice.
            own = ("ECDSA+SHA256", "ECDSA+SHA384", "ed25519") if draw.certs["leaf"].key.startswith("e") else ("RSA+SHA256", "RSA-PSS+SHA256")
            draw.options["sigalgs"] = ":".join(dict.fromkeys((*schemes.split(":"), *own)))
        case _:
            draw.tell("not applied")


def server_name(draw) -> None:
    """The server knows one name alone."""
    if draw.server != "nginx" or draw.clear:
        return
    name = draw.random.choice((draw.host.lower().strip("[]").rstrip("."), "other.test"))
    draw.options["only_name"] = name
    draw.tell("knows the name", name, "alone")


def stapled(draw) -> None:
    if draw.server != "nginx" or not draw.authorities or draw.certs[draw.authorities[0]].key[:2] not in ("ec", "rs"):
        return
    draw.options["staple"] = draw.random.choice(("good", "revoked"))
    draw.tell("staples:", draw.options["staple"])


def alpn(draw) -> None:
    choice = draw.random.choice(((), ("http/1.1",), ("h2",), ("http/1.0",), ("http/1.1", "h2")))
    draw.tell("alpn", *choice)
    match draw.server:
        case "node":
            if draw.options["mode"] == "h2" and "http/1.1" in choice:
                draw.options["allowHTTP1"] = True
            draw.options["ALPNProtocols"] = choice
        case "go":
            draw.options["alpn"] = choice
        case "nginx":
            draw.options["http2"] = "h2" in choice
        case _:
            draw.tell("not applied")


def identity(draw) -> None:
    """The server asks for a client certificate; the client has a good one."""
    random = draw.random
    draw.certs["client-root"] = authority(draw, "client-root", None, key=random.choice(("ec256", "rsa2048")), md="sha256", days=(-5, 300))
    issuer = "client-root"
    if random.random() < 0.25:
        draw.certs["client-int"] = authority(draw, "client-int", issuer, key=random.choice(("ec256", "rsa2048")), md="sha256", days=(-5, 300))
        issuer = "client-int"
    draw.certs["client"] = Cert(
        cn="otel client", issuer=issuer, key=pick(random, {"ec256": 36, "rsa2048": 32, "ec384": 8, "ed25519": 7, "rsa4096": 4, "rsa3072": 4}),  # others otls does not take
        eku=pick(random, {"clientAuth": 65, "serverAuth,clientAuth": 20, None: 15}), pool="client",
        extensions=("basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature", "subjectKeyIdentifier=hash"),
    )  # fmt: skip
    draw.client = ["client"] if issuer == "client-root" else ["client", "client-int"]
    draw.client_key = "traditional" if random.random() < 0.2 else "pkcs8"
    draw.client_ca = ["client-root"]
    required = random.random() < 0.75
    match draw.server:
        case "nginx" | "nginx-stream":
            draw.options["verify"] = "on" if required else random.choice(("optional", "optional_no_ca"))
            draw.options["depth"] = random.choice((1, 2, 3, 3))
        case "node":
            draw.options["optional"] = not required
        case "go":
            draw.options["client_auth"] = 4 if required else random.choice((1, 2, 3))
        case "grpcio":
            draw.options["optional"] = not required
        case "collector":
            required = True
    draw.tell("mTLS", "required" if required else f"optional {draw.options.get('verify', draw.options.get('client_auth', ''))}", f"client {draw.certs['client'].key} {draw.client_key} of {issuer}")


def client_fault(draw) -> None:
    random = draw.random
    if not draw.client:
        identity(draw)
    kind = random.choice(("none", "none", "stranger", "same-name-stranger", "expired", "future", "eku", "no-intermediate", "self-signed", "pkcs1", "unasked", "ca-as-client", "with-root", "key-usage"))
    draw.tell("client:", kind)
    issuer = draw.certs["client"].issuer
    match kind:
        case "none":
            draw.client = []
        case "stranger" | "same-name-stranger":
            cn = "Varied client-root" if kind == "same-name-stranger" else "Strange Root"
            draw.certs["strange-root"] = authority(draw, "strange-root", None, cn, key="ec256", md="sha256", days=(-5, 300))
            draw.change("client", issuer="strange-root")
            draw.client = ["client"]
        case "expired":
            draw.change("client", days=(-30, -1))
        case "future":
            draw.change("client", days=(1, 30))
        case "eku":
            draw.change("client", eku="serverAuth")
        case "no-intermediate":
            if issuer == "client-root":
                draw.certs["client-int"] = authority(draw, "client-int", "client-root", key="ec256", md="sha256", days=(-5, 300))
                draw.change("client", issuer="client-int")
            draw.client = ["client"]
        case "self-signed":
            draw.change("client", issuer=None, aki=False)
            draw.client = ["client"]
        case "pkcs1":
            draw.client_key = "traditional"
        case "unasked":
            draw.client_ca = []
            for name in ("verify", "depth", "client_auth", "optional"):
                draw.options.pop(name, None)
        case "ca-as-client":
            draw.change("client", extensions=("basicConstraints=critical,CA:TRUE", "subjectKeyIdentifier=hash"))
        case "with-root":
            draw.client = [*draw.client, "client-root"]
        case "key-usage":
            draw.change("client", extensions=("basicConstraints=critical,CA:FALSE", "keyUsage=critical,keyEncipherment", "subjectKeyIdentifier=hash"))


def cleartext(draw) -> None:
    what = draw.random.choice(("both", "server", "client"))
    draw.tell("cleartext:", what)
    if what in ("both", "server"):
        draw.clear = True
    if what in ("both", "client"):
        draw.scheme = "http"


def answers(draw) -> None:
    random = draw.random
    if draw.protocol == "grpc":
        if draw.server == "node" and random.random() < 0.7:
            draw.options["grpcStatus"] = random.choice((1, 2, 3, 4, 5, 7, 8, 11, 12, 13, 14, 15, 16))
            draw.options["status"] = 0
            draw.tell("grpc-status", draw.options["grpcStatus"])
        elif draw.server == "grpcio":
            draw.options["abort"] = random.choice(("UNAUTHENTICATED", "UNAVAILABLE", "RESOURCE_EXHAUSTED", "INTERNAL", "PERMISSION_DENIED", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED"))
            draw.tell("aborts", draw.options["abort"])
        else:
            status(draw, random.choice((400, 401, 403, 404, 429, 500, 502, 503, 504, 200, 204, 301)))
        return
    status(draw, random.choice((200, 200, 201, 202, 204, 301, 302, 307, 308, 400, 401, 403, 404, 405, 408, 411, 413, 415, 429, 500, 501, 502, 503, 504)))


def status(draw, code: int) -> None:
    random = draw.random
    match draw.server:
        case "nginx":
            lines = []
            if code in (301, 302, 307, 308):
                draw.lost = True
                lines.append(f"return {code} {random.choice(('https://login.invalid/', '/elsewhere', 'http://localhost/x'))};")
            else:
                kind = random.choice(("text/html", "application/json", "application/x-protobuf", "text/plain"))
                # An empty protobuf message is the right answer to an export, as is none at all; so is {} of JSON.
                draw.lost = kind.startswith("text/") and code != 204
                body = {"application/json": "'{}'", "application/x-protobuf": "''"}.get(kind, "'refused'")
                lines.append(f"default_type {kind}; {'add_header Retry-After 1;' if code in (429, 503) else ''} return {code} {'' if code == 204 else body};")
            draw.options["answer"] = tuple(lines)
        case "go" | "node" if draw.options.get("mode") != "h2" or draw.protocol == "http":
            draw.options["status"] = code
            draw.lost = code >= 300
            if code in (301, 302, 307, 308) and draw.server == "node":
                draw.options["location"] = random.choice(("/elsewhere", "https://login.invalid/"))
        case _:
            draw.tell("not applied")
            return
    draw.tell("answers", code)


FAULTS = [
    (old_versions, 4), (suites, 8), (groups, 6), (signature_schemes, 5), (client_schemes, 5), (alpn, 7), (server_name, 3), (stapled, 3), (client_fault, 18), (cleartext, 7), (answers, 14),
]  # fmt: skip

ODD = ("rsa-pss", "ed448", "secp256k1", "brainpool256")
# Keys with which these servers do not start.
UNUSABLE = {"go": ODD, "collector": ODD, "grpcio": (*ODD, "ed25519", "ec521", "rsa1024")}


def settle(draw) -> None:
    """What a user would do so that such a server starts at all."""
    if draw.server == "nginx-stream" and (draw.clear or "address" in draw.options):
        draw.options.pop("upstream")
        draw.server = "nginx"
    if draw.clear:
        draw.client_ca = []
        for name in ("verify", "depth", "client_auth", "optional", "only_name", "staple"):
            draw.options.pop(name, None)
        if draw.server == "node":
            draw.options["mode"] = "h2c" if draw.protocol == "grpc" else "http"
        if draw.server == "collector":
            draw.options.pop("settings", None)
        return
    key = draw.certs["leaf"].key
    if key in UNUSABLE.get(draw.server, ()):
        draw.tell("nginx instead, for the sake of the key")
        draw.options = {name: value for name, value in draw.options.items() if name == "address"}
        draw.client_ca = []
        draw.server = "nginx"
    if draw.server in ("nginx", "nginx-stream", "node"):
        # OpenSSL refuses a short key or SHA-1 in its own certificate unless told otherwise.
        weak = any(draw.certs[name].key == "rsa1024" or draw.certs[name].md in ("sha1", "md5") for name in draw.sent) or "TLSv1 " in draw.options.get("protocols", "") or "TLSv1.1" in draw.options.get("protocols", "")
        if weak:
            draw.options["ciphers"] = draw.options.get("ciphers", "DEFAULT").partition("@")[0] + ":@SECLEVEL=0"
