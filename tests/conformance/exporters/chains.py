"""Certificates and trust files of `varied`: healthy ones of many kinds, and what goes wrong with them."""

from __future__ import annotations

import ipaddress

from pki import Cert

HOST_WEIGHTS = {
    "localhost": 26, "otel.example.test": 26, "a.b.otel.example.test": 8, "collector.observability.svc.cluster.local": 9,
    "otel-collector": 6, "otel_collector": 3, "otel_collector.example.test": 2, "xn--bcher-kva.example.test": 3,
    "example.test": 3, "OTEL.Example.Test": 3, "127.0.0.1": 9, "[::1]": 3,
    "localhost.": 2, "otel.example.test.": 3, "[0:0:0:0:0:0:0:1]": 1, "[::ffff:127.0.0.1]": 2,
}  # fmt: skip
SECOND, DAY = 1 / 86400, 1.0


def pick(random, weights: dict):
    return random.choices(list(weights), list(weights.values()))[0]


def name_of(host: str) -> str:
    """As it stands in a certificate."""
    return host.lower().strip("[]").rstrip(".")


def address_of(host: str) -> str | None:
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return None


# --- healthy


def healthy(draw) -> None:
    random = draw.random
    draw.host = pick(random, HOST_WEIGHTS)
    names = san(draw)
    depth = random.choices((0, 1, 2, 3, 5, 11), (40, 38, 13, 6, 2, 1))[0]
    issuer = None
    for level in range(depth + 1):
        name = "root" if level == 0 else f"int{level}"
        draw.certs[name] = authority(draw, name, issuer)
        issuer = name
    key = pick(random, {"ec256": 40, "rsa2048": 28, "rsa3072": 5, "rsa4096": 5, "ec384": 10, "ed25519": 4, "ec521": 4, "rsa1024": 1, "rsa-pss": 2, "secp256k1": 1})
    alone = random.random() < 0.09
    cn = name_of(draw.host) if random.random() < 0.5 else random.choice(("otel collector", "server", "a.example.test"))
    draw.certs["leaf"] = Cert(
        cn=cn[:60], issuer=None if alone else issuer, key=key, san=names, pool="leaf",
        subject="/" if random.random() < 0.06 else f"/C=DE/O=Example/CN={cn}" if random.random() < 0.2 else None,
        days=(-random.choice((SECOND * 5, 0.01, 1, 40)), random.choice((0.2, 7, 89, 364, 900, 9000))),
        extensions=leaf_extensions(random, key), eku=pick(random, {"serverAuth": 60, "serverAuth,clientAuth": 22, None: 14, "critical,serverAuth": 3, "anyExtendedKeyUsage,serverAuth": 1}),
        md=pick(random, {"sha256": 80, "sha384": 12, "sha512": 8}), aki=not alone and random.random() < 0.9,
    )  # fmt: skip
    if alone and random.random() < 0.5:
        draw.change("leaf", extensions=("basicConstraints=critical,CA:TRUE", "subjectKeyIdentifier=hash"))
        draw.tell("the leaf is a CA")
    signed_with_pss(draw)
    # With CERT and SAN empty the subject must be something.
    if draw.certs["leaf"].subject == "/" and random.random() < 0.7:
        draw.change("leaf", extensions=(*draw.certs["leaf"].extensions, "subjectAltName=critical," + ",".join(names)), san=())
    draw.sent = ["leaf", *draw.authorities[:-1]]
    draw.trust = [draw.authorities[-1] if draw.authorities else "leaf"]
    if random.random() < 0.25:
        draw.decoration = random.choice(("comments", "text", "crlf", "no-end", "twice", "spaces", "bag"))
    if random.random() < 0.15 and not alone:
        draw.certs["unrelated"] = authority(draw, "unrelated", None)
        draw.trust.insert(random.choice((0, 1)), "unrelated")
    draw.tell(f"dials {draw.host}", f"leaf {key} of {len(draw.authorities)} authorities {[draw.certs[name].key for name in draw.authorities]}", f"names {','.join(names)}")
    if draw.decoration != "plain":
        draw.tell("trust file with", draw.decoration)


def san(draw) -> tuple[str, ...]:
    random, host = draw.random, name_of(draw.host)
    if address := address_of(host):
        mapped = address.startswith("::ffff:") and random.random() < 0.5
        names = ["IP:127.0.0.1" if mapped else f"IP:{address}"]
        if random.random() < 0.4:
            names.insert(random.choice((0, 1)), "DNS:localhost")
        return tuple(names)
    _, _, parent = host.partition(".")
    forms = {f"DNS:{host}": 50, f"DNS:{host.upper()}": 4, f"DNS:{host},DNS:other.test,IP:10.0.0.1": 12, f"DNS:other.test,DNS:*.other.test,DNS:{host}": 10}
    forms[f"email:ops@example.test,DNS:{host}"] = 3
    forms[f"DNS:{host},URI:spiffe://example.test/otel"] = 4
    if parent and "." not in parent:
        forms[f"DNS:*.{parent}"] = 20
    if "." in parent:
        forms[f"DNS:*.{parent}"] = 20
        forms[f"DNS:{parent},DNS:*.{parent}"] = 6
    return tuple(pick(random, forms).split(","))


def leaf_extensions(random, key: str) -> tuple[str, ...]:
    usage = pick(random, {"critical,digitalSignature": 50, "critical,digitalSignature,keyEncipherment": 25, None: 15, "digitalSignature,keyEncipherment": 5, "critical,digitalSignature,keyAgreement": 3, "digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment": 3})
    return tuple(
        line
        for line in (
            pick(random, {"basicConstraints=critical,CA:FALSE": 60, "basicConstraints=CA:FALSE": 20, None: 20}),
            usage and f"keyUsage={usage}",
            pick(random, {"subjectKeyIdentifier=hash": 80, None: 20}),
            pick(random, {None: 90, "certificatePolicies=2.23.140.1.2.1": 5, "crlDistributionPoints=URI:http://pki.invalid/a.crl": 5}),
        )
        if line
    )


def authority(draw, name: str, issuer: str | None, cn: str | None = None, **fields) -> Cert:
    random = draw.random
    style = pick(random, {"full": 55, "stock": 18, "no-ski": 6, "not-critical": 6, "go": 8, "no-digest": 7})
    extensions = {
        "full": ("basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign", "subjectKeyIdentifier=hash"),
        "stock": ("subjectKeyIdentifier=hash", "basicConstraints=critical,CA:TRUE"),
        "no-ski": ("basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign"),
        "not-critical": ("basicConstraints=CA:TRUE", "keyUsage=keyCertSign,cRLSign", "subjectKeyIdentifier=hash"),
        "go": ("keyUsage=critical,digitalSignature,keyEncipherment,keyCertSign", "extendedKeyUsage=serverAuth,clientAuth", "basicConstraints=critical,CA:TRUE", "subjectKeyIdentifier=hash"),
        "no-digest": ("basicConstraints=critical,CA:TRUE,pathlen:" + str(random.choice((3, 4))), "keyUsage=critical,digitalSignature,keyCertSign,cRLSign", "subjectKeyIdentifier=hash"),
    }[style]
    return Cert(
        **{
            "cn": cn or f"Varied {name}", "issuer": issuer, "eku": None, "pool": name, "extensions": extensions,
            "key": pick(random, {"ec256": 45, "rsa2048": 25, "rsa4096": 8, "rsa3072": 4, "ec384": 10, "ed25519": 4, "ec521": 4}),
            "days": (-random.choice((0.5, 30, 400)), random.choice((1, 365, 3650, 20000))),
            "aki": random.random() < (0.85 if issuer else 0.5),
            "md": pick(random, {"sha256": 80, "sha384": 12, "sha512": 8}),
            **fields,
        }
    )  # fmt: skip


def signed_with_pss(draw) -> None:
    """Some authorities sign with RSASSA-PSS although their key is an ordinary one."""
    for name in ("leaf", *[name for name in draw.certs if name.startswith("int")]):
        issuer = draw.certs[name].issuer
        if issuer and draw.certs[issuer].key.startswith("rsa") and draw.random.random() < 0.12:
            draw.change(name, sigopt=("rsa_padding_mode:pss", "rsa_pss_saltlen:digest"))
            draw.tell(name, "signed with PSS")


# --- what goes wrong


def some(draw, *, leaf=True, root=True) -> str:
    """One certificate of the path."""
    names = draw.authorities
    choices = (["leaf"] * 2 if leaf else []) + (names if root else names[:-1])
    return draw.random.choice(choices or ["leaf"])


def expired(draw) -> None:
    name = some(draw)
    ago = draw.random.choice((SECOND * 2, 1 / 24, 1, 400))
    draw.change(name, days=(-ago - draw.random.choice((1, 90)), -ago))
    draw.tell(name, f"expired {ago:.5f} days ago")


def future(draw) -> None:
    name = some(draw)
    wait = draw.random.choice((1 / 24, 1, 30))
    draw.change(name, days=(wait, wait + 365))
    draw.tell(name, f"valid in {wait:.2f} days")


def long_dates(draw) -> None:
    name = some(draw)
    draw.change(name, days=(-20000 if draw.random.random() < 0.5 else -1, 60000))
    draw.tell(name, "valid beyond 2050")


def other_names(draw) -> None:
    host = name_of(draw.host)
    first, _, parent = host.partition(".")
    address = address_of(host)
    if address:
        forms = [f"DNS:{address}" if ":" not in address else "DNS:six.test", "IP:127.0.0.2", "DNS:localhost", f"IP:10.0.0.1,DNS:{'127.0.0.1'}", "IP:0:0:0:0:0:FFFF:127.0.0.1"]
    else:
        forms = ["DNS:other.test", f"DNS:sub.{host}", f"DNS:*.{host}", f"DNS:{host}.", "DNS:*", f"DNS:{first[:2]}*{'.' + parent if parent else ''}", "IP:127.0.0.1", "email:a@b.test", f"URI:https://{host}", f"DNS:{host}x", f"DNS: {host}".replace(" ", "-")]
        if parent:
            forms += [f"DNS:{parent}", f"DNS:*.*.{parent.partition('.')[2] or parent}", f"DNS:{first}.*", f"DNS:*.{parent.partition('.')[2] or 'test'}", f"DNS:*{first[1:]}.{parent}", f"DNS:.{parent}", f"DNS:*.{parent}."]
    names = draw.random.choice(forms)
    draw.change("leaf", san=tuple(names.split(",")), cn=host if draw.random.random() < 0.4 else "server", subject=None, extensions=without(draw, "leaf", "subjectAltName"))
    draw.tell("names only", names, "CN", draw.certs["leaf"].cn)


def common_name_alone(draw) -> None:
    host = draw.host.strip("[]").rstrip(".")
    parent = host.partition(".")[2]
    cn = draw.random.choice([host, host, host.upper(), "other.test", f"*.{parent}" if parent else host])
    draw.change("leaf", san=(), cn=cn, subject=None, extensions=without(draw, "leaf", "subjectAltName"))
    draw.tell("no SAN, CN", cn)


def without(draw, name: str, *kinds: str) -> tuple[str, ...]:
    return tuple(line for line in draw.certs[name].extensions if not line.startswith(kinds))


def put(draw, name: str, *lines: str) -> None:
    kinds = tuple(line.partition("=")[0] for line in lines)
    draw.change(name, extensions=(*without(draw, name, *kinds), *lines))
    draw.tell(name, *lines)


def stranger_root(draw) -> None:
    same = draw.random.random() < 0.5 and draw.authorities
    cn = draw.certs[draw.authorities[-1]].cn if same else "Some Other Root"
    draw.certs["stranger"] = authority(draw, "stranger", None, cn)
    if same:
        draw.change("stranger", extensions=draw.certs[draw.authorities[-1]].extensions)
    both = draw.random.random() < 0.3
    draw.trust = ["stranger", *draw.trust] if both else ["stranger"]
    draw.tell("trust holds", "also" if both else "only", "a root", "of the same name" if same else "of another name")


def trust_part(draw) -> None:
    what = draw.random.choice(("intermediate", "leaf", "all", "intermediate-and-root", "highest", "none"))
    path = ["leaf", *draw.authorities]
    match what:
        case "leaf":
            draw.trust = ["leaf"]
        case "all":
            draw.trust = path
        case "intermediate":
            draw.trust = path[1:2] or ["leaf"]
        case "intermediate-and-root":
            draw.trust = path[1:] or ["leaf"]
        case "highest":
            draw.trust = path[-2:-1] or ["leaf"]
        case "none":
            draw.trust = []
    draw.tell("trust holds", *draw.trust)


def sent_otherwise(draw) -> None:
    random, middle = draw.random, draw.authorities[:-1]
    what = random.choice(("missing", "missing", "reversed", "twice", "with-root", "stranger-last", "stranger-first", "leaf-twice", "shuffled-with-root", "only-root"))
    match what:
        case "missing":
            there = [name for name in draw.sent if name in middle]
            if there:
                draw.sent.remove(random.choice(there))
        case "reversed":
            draw.sent = ["leaf", *reversed(middle)]
        case "twice":
            draw.sent = ["leaf", *[name for name in middle for _ in (0, 1)]]
        case "with-root":
            draw.sent = ["leaf", *draw.authorities]
        case "stranger-last" | "stranger-first":
            draw.certs["passer-by"] = authority(draw, "passer-by", None)
            draw.sent.insert(1 if what == "stranger-first" else len(draw.sent), "passer-by")
        case "leaf-twice":
            draw.sent.append("leaf")
        case "shuffled-with-root":
            rest = list(draw.authorities)
            random.shuffle(rest)
            draw.sent = ["leaf", *rest]
        case "only-root":
            draw.sent = ["leaf", *draw.authorities[-1:]]
    draw.tell("sends", *draw.sent)


def cross_signed(draw) -> None:
    """The topmost authority exists twice: self-signed, and signed by an older root."""
    if not draw.authorities:
        return
    random, top = draw.random, draw.authorities[-1]
    draw.certs["old-root"] = authority(draw, "old-root", None, "Old Root")
    if random.random() < 0.35:
        draw.change("old-root", days=(-4000, -3))
        draw.tell("the old root has expired")
    twin = draw.certs[top]
    draw.certs["cross"] = Cert(cn=twin.cn, issuer="old-root", key=twin.key, pool=twin.pool, extensions=without(draw, top, "authorityKey"), eku=None, days=(-30, random.choice((300, 300, -1))), md="sha256")
    draw.sent = ["leaf", *draw.authorities[:-1], "cross"]
    draw.trust = random.choice((["old-root"], [top], [top, "old-root"], ["old-root", top], ["cross"]))
    draw.tell("cross-signed", f"until {draw.certs['cross'].days[1]}", "trust", *draw.trust)


def leaf_use(draw) -> None:
    random = draw.random
    kind = random.choice(("eku", "eku", "ku", "ku", "ca", "ca-ku"))
    match kind:
        case "eku":
            eku = random.choice(("clientAuth", "codeSigning,emailProtection", "anyExtendedKeyUsage", "critical,clientAuth", "1.3.6.1.4.1.311.10.3.4", "nsSGC", "critical,anyExtendedKeyUsage"))
            draw.change("leaf", eku=eku)
            draw.tell("leaf eku", eku)
        case "ku":
            put(draw, "leaf", "keyUsage=" + random.choice(("critical,keyEncipherment", "keyAgreement", "critical,nonRepudiation", "critical,keyCertSign", "cRLSign", "critical,dataEncipherment", "critical,keyEncipherment,dataEncipherment", "keyEncipherment,keyAgreement")))
        case "ca":
            draw.change("leaf", extensions=without(draw, "leaf", "keyUsage"))
            put(draw, "leaf", random.choice(("basicConstraints=critical,CA:TRUE", "basicConstraints=CA:TRUE,pathlen:0")))
        case "ca-ku":
            put(draw, "leaf", "basicConstraints=critical,CA:TRUE", "keyUsage=critical," + random.choice(("keyCertSign,cRLSign", "digitalSignature,keyCertSign", "digitalSignature,keyEncipherment,keyCertSign")))


def authority_use(draw) -> None:
    if not draw.authorities:
        return
    random, name = draw.random, some(draw, leaf=False)
    draw.change(name, extensions=without(draw, name, "extendedKeyUsage"))
    put(draw, name, *random.choice((
        ("basicConstraints=critical,CA:FALSE",), ("basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature"),
        ("keyUsage=critical,digitalSignature",), ("keyUsage=critical,cRLSign",), ("keyUsage=digitalSignature,keyEncipherment",),
        ("extendedKeyUsage=clientAuth",), ("extendedKeyUsage=serverAuth",), ("extendedKeyUsage=anyExtendedKeyUsage",), ("extendedKeyUsage=codeSigning,OCSPSigning",),
        ("basicConstraints=critical,CA:TRUE,pathlen:0",), ("basicConstraints=critical,CA:TRUE,pathlen:1",), ("basicConstraints=CA:TRUE,pathlen:0",),
    )))  # fmt: skip
    if random.random() < 0.15:
        draw.change(name, extensions=without(draw, name, "basicConstraints", "keyUsage", "subjectKey"))
        draw.tell(name, "without basicConstraints and keyUsage")


def constraints(draw) -> None:
    if not draw.authorities:
        return
    random, name = draw.random, some(draw, leaf=False)
    host = name_of(draw.host)
    parent = host.partition(".")[2]
    forms = ["permitted;DNS:corp.test", "excluded;DNS:corp.test", "permitted;email:example.test", "excluded;email:.example.test", "permitted;URI:.example.test", "excluded;IP:10.0.0.0/255.0.0.0", "permitted;IP:10.0.0.0/255.0.0.0", "permitted;DNS:test"]
    if not address_of(host):
        forms += [f"permitted;DNS:{host}", f"permitted;DNS:{parent or host}", f"permitted;DNS:.{parent or host}", f"excluded;DNS:{host}", f"excluded;DNS:.{host}", f"permitted;DNS:{host.upper()}", f"permitted;DNS:{host},permitted;IP:127.0.0.0/255.0.0.0", f"excluded;DNS:x.{parent or host}", "excluded;IP:0.0.0.0/0.0.0.0,permitted;DNS:" + host]
    else:
        forms += ["permitted;IP:127.0.0.0/255.0.0.0", "permitted;IP:127.0.0.1/255.255.255.255", "excluded;IP:127.0.0.0/255.0.0.0", "permitted;IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF", "permitted;IP:127.0.0.0/255.0.0.0,permitted;DNS:localhost"]
    critical = random.choice(("critical,", ""))
    put(draw, name, f"nameConstraints={critical}{random.choice(forms)}")


def unknown_extension(draw) -> None:
    put(draw, some(draw), random_choice(draw, (
        "1.3.6.1.4.1.55555.1.1=critical,ASN1:UTF8String:x", "1.3.6.1.4.1.55555.1.1=ASN1:UTF8String:x",
        "policyConstraints=critical,requireExplicitPolicy:0", "policyConstraints=requireExplicitPolicy:3", "inhibitAnyPolicy=critical,0",
        "certificatePolicies=critical,1.3.6.1.4.1.55555.9", "1.3.6.1.5.5.7.1.24=DER:30030201 05".replace(" ", ""),
        "crlDistributionPoints=critical,URI:http://pki.invalid/a.crl", "subjectAltName=DNS:ca.test", "noCheck=ignored", "2.5.29.32=critical,DER:3000",
        "authorityInfoAccess=OCSP;URI:http://pki.invalid/ocsp", "nsCertType=client", "nsCertType=server",
    )))  # fmt: skip


def random_choice(draw, choices):
    chosen = draw.random.choice(choices)
    if chosen.startswith("subjectAltName") or chosen == "2.5.29.32=critical,DER:3000":
        return "nsComment=x"
    return chosen


def weak(draw) -> None:
    random = draw.random
    kind = random.choice(("sha1", "sha1", "sha224", "md5", "rsa1024", "rsa1024", "rsa1024-ca"))
    match kind:
        case "sha1" | "sha224" | "md5":
            name = some(draw)
            issuer = draw.certs[name].issuer or name
            if draw.certs[issuer].key.startswith("ed"):
                draw.change(issuer, key="ec256")
            draw.change(name, md=kind)
            draw.tell(name, "signed with", kind)
        case "rsa1024":
            draw.change("leaf", key="rsa1024")
            draw.tell("leaf rsa1024")
        case "rsa1024-ca":
            name = some(draw)
            draw.change(name, key="rsa1024", md="sha256")
            draw.tell(name, "rsa1024")
    for name, cert in draw.certs.items():  # a short key has no room for a long digest with PSS
        issuer = cert.issuer or name
        if draw.certs[issuer].key == "rsa1024" and cert.sigopt:
            draw.change(name, sigopt=())


def odd_key(draw) -> None:
    name, key = draw.random.choice((("leaf", "rsa-pss"), ("leaf", "ed448"), ("leaf", "secp256k1"), ("leaf", "brainpool256"), ("root", "ed448"), ("root", "ec521"), ("int1", "ec521"), ("root", "rsa-pss"), ("leaf", "ec521"), ("leaf", "ed25519"), ("root", "secp256k1"), ("int1", "ed25519")))
    if name in draw.certs:
        draw.change(name, key=key)
        draw.tell(name, key)
        for cert in draw.certs:
            draw.change(cert, sigopt=())


def first_version(draw) -> None:
    name = some(draw)
    draw.change(name, v1=True)
    draw.tell(name, "is X.509 v1")


def identifiers(draw) -> None:
    name = some(draw)
    what = draw.random.choice(("no-aki", "no-ski", "wrong-aki", "issuer-aki", "wrong-ski"))
    match what:
        case "no-aki":
            draw.change(name, aki=False)
        case "no-ski":
            draw.change(name, extensions=(*without(draw, name, "subjectKey"), "subjectKeyIdentifier=none"))
        case "wrong-aki":
            draw.change(name, extensions=(*without(draw, name, "authorityKey"), "2.5.29.35=DER:30168014" + "ab" * 20), aki=False)
        case "issuer-aki":
            draw.change(name, extensions=(*without(draw, name, "authorityKey"), "authorityKeyIdentifier=keyid,issuer:always"))
        case "wrong-ski":
            draw.change(name, extensions=(*without(draw, name, "subjectKey"), "subjectKeyIdentifier=" + "CD" * 20))
    draw.tell(name, what)


def subject(draw) -> None:
    name = some(draw)
    chosen = draw.random.choice(("/", "/O=Example", "/C=DE/O=Bücher/CN=x", "/CN=" + "n" * 60))
    if name != "leaf" and chosen == "/":
        chosen = "/O=Example CA"
    draw.change(name, subject=chosen)
    draw.tell(name, "subject", chosen)


FAULTS = [
    (expired, 8), (future, 4), (long_dates, 2), (other_names, 14), (common_name_alone, 6), (stranger_root, 8), (trust_part, 10),
    (sent_otherwise, 12), (cross_signed, 7), (leaf_use, 10), (authority_use, 10), (constraints, 9), (unknown_extension, 7),
    (weak, 7), (odd_key, 6), (first_version, 3), (identifiers, 6), (subject, 3),
]  # fmt: skip


def settle(draw) -> None:
    """What the openssl program can write."""
    for name, cert in list(draw.certs.items()):
        issuer = draw.certs[cert.issuer or name]
        if issuer.key.startswith("ed") or (cert.md in ("md5", "sha224") and issuer.key == "rsa-pss") or (cert.md == "md5" and not issuer.key.startswith("rsa")):
            draw.change(name, md="sha256")
    names = list(draw.certs)
    for name in names:
        cert = draw.certs[name]
        if not any(line.startswith("subjectKeyIdentifier") for line in cert.extensions):
            draw.change(name, extensions=(*cert.extensions, "subjectKeyIdentifier=none"))
    for name in names:
        cert = draw.certs[name]
        issuer = draw.certs[cert.issuer or name]
        named = not issuer.v1 and any(line.startswith("subjectKeyIdentifier=") and not line.endswith("none") for line in issuer.extensions)
        own = [line for line in cert.extensions if line.startswith("authorityKeyIdentifier")]
        if not named and own:
            draw.change(name, extensions=without(draw, name, "authorityKeyIdentifier"), aki=False)
        cert = draw.certs[name]
        if not any(line.startswith(("authorityKeyIdentifier", "2.5.29.35")) for line in cert.extensions) and not (cert.aki and named):
            draw.change(name, extensions=(*cert.extensions, "authorityKeyIdentifier=none"))
