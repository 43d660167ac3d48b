"""The certificates of the scenarios, made with the openssl command line.

A certificate is one row of `CERTS` (data); `Pki` makes it, its key and its issuers when
a scenario first asks for it, in a folder that the caller removes. Nothing here knows
what the certificates are used for.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

LOCAL = ("DNS:localhost", "IP:127.0.0.1", "IP:::1")

CA_EXTENSIONS = (
    "basicConstraints=critical,CA:TRUE",
    "keyUsage=critical,keyCertSign,cRLSign",
    "subjectKeyIdentifier=hash",
)
LEAF_EXTENSIONS = (
    "basicConstraints=critical,CA:FALSE",
    "keyUsage=critical,digitalSignature",
    "subjectKeyIdentifier=hash",
)
# Static RSA key exchange needs keyEncipherment.
RSA_LEAF_EXTENSIONS = (
    LEAF_EXTENSIONS[0],
    "keyUsage=critical,digitalSignature,keyEncipherment",
    LEAF_EXTENSIONS[2],
)

KEYS = {
    "ec256": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
    "ec384": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
    "ec521": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"],
    "brainpool256": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"],
    "secp256k1": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"],
    "rsa1024": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"],
    "rsa2048": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
    "rsa3072": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"],
    "rsa4096": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:4096"],
    "rsa-pss": ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"],
    "ed25519": ["-algorithm", "ED25519"],
    "ed448": ["-algorithm", "ED448"],
}


@dataclass(frozen=True)
class Cert:
    """One certificate. `issuer` None: self-signed. `days`: first and last day from now."""

    cn: str = "localhost"
    issuer: str | None = "root"
    key: str = "ec256"
    days: tuple[float, float] = (-1, 365)
    san: tuple[str, ...] = ()
    extensions: tuple[str, ...] = LEAF_EXTENSIONS
    eku: str | None = "serverAuth"
    aki: bool = True
    md: str = "sha256"
    stock: bool = False  # what plain `openssl req -x509` makes
    v1: bool = False
    sigopt: tuple[str, ...] = ()
    subject: str | None = None  # instead of the common name alone
    pool: str | None = None  # keys of this name are made once and shared between certificates


def leaf(**fields) -> Cert:
    return Cert(**{"san": LOCAL, **fields})


def authority(cn: str, **fields) -> Cert:
    return Cert(**{"cn": cn, "extensions": CA_EXTENSIONS, "eku": None, "days": (-10, 3650), **fields})


def root(cn: str, **fields) -> Cert:
    return authority(cn, **{"issuer": None, **fields})


def client(**fields) -> Cert:
    return Cert(**{"cn": "otls client", "issuer": "client-root", "eku": "clientAuth", **fields})


NO_KU = ("basicConstraints=critical,CA:TRUE", "subjectKeyIdentifier=hash")

CERTS: dict[str, Cert] = {
    # Authorities.
    "root": root("Conformance Root"),
    "root-rsa": root("Conformance RSA Root", key="rsa2048"),
    "root-other": root("Some Other Root"),
    "root-twin": root("Conformance Root"),  # the same name, another key
    "root-expired": root("Expired Root", days=(-800, -5)),
    "root-future": root("Future Root", days=(30, 3650)),
    "root-not-ca": root("Root Without CA Flag", extensions=(LEAF_EXTENSIONS[0], LEAF_EXTENSIONS[2])),
    "root-no-certsign": root("Root Without keyCertSign", extensions=LEAF_EXTENSIONS),
    "root-no-keyusage": root("Root Without Key Usage", extensions=NO_KU),
    "root-constrained": root(
        "Constrained Root",
        extensions=CA_EXTENSIONS + ("nameConstraints=critical,permitted;DNS:corp.test",),
    ),
    "root-inspection": root("Zscaler Root CA"),
    "int": authority("Conformance Intermediate", issuer="root"),
    "int2": authority("Conformance Intermediate 2", issuer="int"),
    "int-expired": authority("Expired Intermediate", issuer="root", days=(-800, -3)),
    "int-future": authority("Future Intermediate", issuer="root", days=(30, 800)),
    "int-expiring": authority("Ending Intermediate", issuer="root", days=(-700, 9)),
    "int-not-ca": authority(
        "Intermediate Without CA Flag", issuer="root", extensions=LEAF_EXTENSIONS
    ),
    "int-no-certsign": authority(
        "Intermediate Without keyCertSign",
        issuer="root",
        extensions=(CA_EXTENSIONS[0], "keyUsage=critical,digitalSignature,cRLSign", CA_EXTENSIONS[2]),
    ),
    "int-pathlen": authority(
        "Path Length Zero",
        issuer="root",
        extensions=("basicConstraints=critical,CA:TRUE,pathlen:0",) + CA_EXTENSIONS[1:],
    ),
    "int-below-pathlen": authority("Below Path Length Zero", issuer="int-pathlen"),
    "int-permits-other": authority(
        "Permits Another Domain",
        issuer="root",
        extensions=CA_EXTENSIONS + ("nameConstraints=critical,permitted;DNS:corp.test",),
    ),
    "int-excludes": authority(
        "Excludes This Name",
        issuer="root",
        extensions=CA_EXTENSIONS + ("nameConstraints=critical,excluded;DNS:localhost",),
    ),
    "int-permits-name": authority(
        "Permits This Name",
        issuer="root",
        extensions=CA_EXTENSIONS + ("nameConstraints=critical,permitted;DNS:localhost",),
    ),
    "int-permits-ip": authority(
        "Permits This Address",
        issuer="root",
        extensions=CA_EXTENSIONS
        + ("nameConstraints=critical,permitted;IP:127.0.0.0/255.0.0.0",),
    ),
    "int-client-only": authority("Clients Only", issuer="root", eku="clientAuth"),
    "int-sha1": authority("SHA-1 Intermediate", issuer="root-rsa", md="sha1"),
    "int-inspection": authority("Zscaler Intermediate Root CA", issuer="root-inspection"),
    "client-root": root("Client Root"),
    "client-root-other": root("Another Client Root"),
    # Healthy server certificates.
    "leaf": leaf(),
    "leaf-int": leaf(issuer="int"),
    "leaf-int2": leaf(issuer="int2"),
    "leaf-rsa2048": leaf(key="rsa2048", extensions=RSA_LEAF_EXTENSIONS),
    "leaf-rsa4096": leaf(key="rsa4096"),
    "leaf-rsa-ca": leaf(key="rsa2048", issuer="root-rsa"),
    "leaf-p384": leaf(key="ec384"),
    "leaf-ed25519": leaf(key="ed25519"),
    "leaf-wildcard": leaf(san=("DNS:*.example.test",), cn="*.example.test"),
    "leaf-uppercase": leaf(san=("DNS:LocalHost",)),
    "leaf-underscore": leaf(san=("DNS:otel_collector",)),
    "leaf-single-label": leaf(san=("DNS:otel-collector",)),
    "leaf-ip": leaf(san=("IP:127.0.0.1",), cn="by address"),
    "leaf-no-eku": leaf(eku=None),
    "leaf-both-ekus": leaf(eku="serverAuth,clientAuth"),
    "leaf-no-keyusage": leaf(extensions=(LEAF_EXTENSIONS[0], LEAF_EXTENSIONS[2])),
    "leaf-other-name": leaf(san=("DNS:other.test",), cn="other.test"),
    "leaf-public-name": leaf(san=("DNS:api.honeycomb.io",), cn="api.honeycomb.io"),
    "leaf-newer": leaf(days=(-0.5, 400)),
    "leaf-older": leaf(days=(-100, 200)),
    # Self-signed.
    "selfsigned-ca": Cert(issuer=None, key="rsa2048", san=LOCAL, stock=True),
    "selfsigned-leaf": leaf(issuer=None, aki=False),
    "selfsigned-expired": leaf(issuer=None, aki=False, days=(-400, -4)),
    # Dates.
    "leaf-expired": leaf(days=(-366, -2)),
    "leaf-expired-int": leaf(issuer="int", days=(-9, -2)),
    "leaf-future": leaf(days=(30, 400)),
    "leaf-future-all": leaf(issuer="root-future", days=(31, 400)),
    "leaf-of-expired-int": leaf(issuer="int-expired"),
    "leaf-of-future-int": leaf(issuer="int-future"),
    "leaf-of-expired-root": leaf(issuer="root-expired"),
    "leaf-renewed": leaf(days=(-0.5, 400)),
    "leaf-expiring": leaf(days=(-355, 10)),
    "leaf-short-lived": leaf(days=(-2, 20)),
    "leaf-of-expiring-int": leaf(issuer="int-expiring"),
    # Trust.
    "leaf-of-other": leaf(issuer="root-other"),
    "leaf-int-aia": leaf(
        issuer="int",
        extensions=LEAF_EXTENSIONS + ("authorityInfoAccess=caIssuers;URI:http://pki.invalid/int.crt",),
    ),
    "leaf-inspected": leaf(issuer="int-inspection"),
    "fake-ingress": leaf(
        issuer=None,
        aki=False,
        cn="Kubernetes Ingress Controller Fake Certificate",
        san=("DNS:ingress.local",),
    ),
    "fake-traefik": leaf(
        issuer=None, aki=False, cn="TRAEFIK DEFAULT CERT", san=("DNS:a1b2.c3d4.traefik.default",)
    ),
    # Names.
    "leaf-no-san": leaf(san=()),
    "leaf-no-san-other": leaf(san=(), cn="other.test"),
    "leaf-ip-as-dns": leaf(san=("DNS:127.0.0.1",), cn="127.0.0.1"),
    "leaf-names-only": leaf(san=("DNS:localhost",)),
    # Use, key and signature.
    "leaf-ca-true": leaf(extensions=NO_KU),
    "leaf-ca-certsign": leaf(extensions=CA_EXTENSIONS),
    "leaf-client-eku": leaf(eku="clientAuth"),
    "leaf-certsign": leaf(
        extensions=(LEAF_EXTENSIONS[0], "keyUsage=critical,keyCertSign", LEAF_EXTENSIONS[2])
    ),
    "leaf-rsa1024": leaf(key="rsa1024"),
    "leaf-sha1": leaf(issuer="root-rsa", key="rsa2048", md="sha1"),
    "leaf-md5": leaf(issuer="root-rsa", key="rsa2048", md="md5"),
    "leaf-p521": leaf(key="ec521"),
    "leaf-ed448": leaf(key="ed448"),
    "leaf-secp256k1": leaf(key="secp256k1"),
    "leaf-v1": leaf(v1=True),
    "leaf-unknown-critical": leaf(
        extensions=LEAF_EXTENSIONS + ("1.3.6.1.4.1.55555.1.1=critical,ASN1:UTF8String:unknown",)
    ),
    "leaf-no-aki": leaf(aki=False),
    # Path.
    "leaf-of-root-not-ca": leaf(issuer="root-not-ca"),
    "leaf-of-root-no-certsign": leaf(issuer="root-no-certsign"),
    "leaf-of-root-no-keyusage": leaf(issuer="root-no-keyusage"),
    "leaf-of-root-constrained": leaf(issuer="root-constrained"),
    "leaf-of-not-ca": leaf(issuer="int-not-ca"),
    "leaf-of-no-certsign": leaf(issuer="int-no-certsign"),
    "leaf-of-pathlen": leaf(issuer="int-below-pathlen"),
    "leaf-of-permits-other": leaf(issuer="int-permits-other", san=("DNS:localhost",)),
    "leaf-of-excludes": leaf(issuer="int-excludes", san=("DNS:localhost",)),
    "leaf-of-permits-name": leaf(issuer="int-permits-name", san=("DNS:localhost",)),
    "leaf-of-permits-ip": leaf(issuer="int-permits-ip", san=("IP:127.0.0.1",)),
    "leaf-of-client-only": leaf(issuer="int-client-only"),
    "leaf-of-sha1": leaf(issuer="int-sha1", key="rsa2048"),
    # Several faults at once.
    "leaf-expired-wrong-name": leaf(issuer="root-other", san=("DNS:other.test",), days=(-400, -3)),
    "leaf-trusted-expired-wrong-name": leaf(san=("DNS:other.test",), days=(-400, -3)),
    "leaf-wrong-name-client-eku": leaf(san=("DNS:other.test",), eku="clientAuth"),
    "leaf-no-san-ca-true": leaf(san=(), extensions=NO_KU),
    # Clients.
    "client": client(),
    "client-rsa": client(key="rsa2048"),
    "client-stranger": client(issuer="client-root-other"),
    "client-expired": client(days=(-300, -2)),
    "client-server-eku": client(eku="serverAuth"),
    "client-expiring": client(days=(-355, 5)),
}


class Pki:
    """Makes the certificates of `CERTS` in `folder`, each once, from any thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}

    def cert(self, name: str) -> Path:
        self._make(name)
        return self.folder / f"{name}.pem"

    def key(self, name: str) -> Path:
        self._make(name)
        return self.folder / f"{name}.key"

    def bundle(self, names: str | tuple[str, ...]) -> Path:
        """One PEM file holding `names` in this order."""
        names = (names,) if isinstance(names, str) else names
        if len(names) == 1:
            return self.cert(names[0])
        label = "+".join(names)
        if len(label) > 200:  # no file name is that long
            label = hashlib.sha256(label.encode()).hexdigest()
        path = self.folder / f"{label}.bundle.pem"
        parts = [self.cert(name).read_text() for name in names]
        with self._named(path.name):
            path.write_text("".join(parts))
        return path

    def staple(self, name: str, status: str) -> Path:
        """An OCSP answer for certificate `name`: `revoked` or `good`."""
        issuer = CERTS[name].issuer or name
        path = self.folder / f"{name}.{status}.ocsp"
        cert, ca, ca_key = self.cert(name), self.cert(issuer), self.key(issuer)
        with self._named(path.name):
            if path.exists():
                return path
            serial = self._openssl("x509", "-in", cert, "-noout", "-serial").strip().split("=")[1]
            state, revoked = ("R", "250101000000Z,keyCompromise") if status == "revoked" else ("V", "")
            index = self.folder / f"{name}.{status}.index"
            index.write_text(f"{state}\t351231235959Z\t{revoked}\t{serial}\tunknown\t/CN=localhost\n")
            request = self.folder / f"{name}.{status}.request"
            self._openssl("ocsp", "-issuer", ca, "-cert", cert, "-no_nonce", "-reqout", request)
            self._openssl(
                "ocsp", "-index", index, "-CA", ca, "-rsigner", ca, "-rkey", ca_key,
                "-reqin", request, "-respout", path, "-ndays", "7",
            )  # fmt: skip
        return path

    def _named(self, name: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(name, threading.Lock())

    def _make(self, name: str) -> None:
        spec = CERTS[name]
        if spec.issuer is not None:
            self._make(spec.issuer)
        with self._named(name):
            if not (self.folder / f"{name}.pem").exists():
                self._issue(name, spec)

    def _issue(self, name: str, spec: Cert) -> None:
        key, pem = self.folder / f"{name}.key", self.folder / f"{name}.pem"
        if spec.stock:
            self._openssl(
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", pem,
                "-days", "365", "-subj", f"/CN={spec.cn}",
                "-addext", "subjectAltName=" + ",".join(spec.san),
            )  # fmt: skip
            return
        self._new_key(spec, key)
        config = self.folder / f"{name}.cnf"
        config.write_text(self._config(name, spec))
        request = self.folder / f"{name}.csr"
        self._openssl("req", "-new", "-config", config, "-key", key, "-utf8", "-subj", spec.subject or f"/CN={spec.cn}", "-out", request)
        (self.folder / f"{name}.db").write_text("")
        issuer = spec.issuer or name
        sign = ["-cert", self.folder / f"{issuer}.pem"] if spec.issuer else ["-selfsign"]
        partial = self.folder / f"{name}.partial"
        first, last = (_stamp(day) for day in spec.days)
        self._openssl(
            "ca", "-batch", "-notext", "-config", config, "-in", request, "-out", partial,
            "-keyfile", self.folder / f"{issuer}.key", *sign, "-startdate", first, "-enddate", last,
            *(word for option in spec.sigopt for word in ("-sigopt", option)),
        )  # fmt: skip
        partial.rename(pem)

    def _new_key(self, spec: Cert, path: Path) -> None:
        if spec.pool is None:
            self._openssl("genpkey", *KEYS[spec.key], "-out", path)
            return
        pooled = self.folder / f"pool-{spec.pool}-{spec.key}.key"
        with self._named(pooled.name):
            if not pooled.exists():
                self._openssl("genpkey", *KEYS[spec.key], "-out", pooled)
        shutil.copy(pooled, path)

    def _config(self, name: str, spec: Cert) -> str:
        extensions = list(spec.extensions)
        if spec.eku:
            extensions.append(f"extendedKeyUsage={spec.eku}")
        if spec.san:
            extensions.append("subjectAltName=" + ",".join(spec.san))
        if any(line.startswith(("authorityKeyIdentifier", "2.5.29.35")) for line in extensions):
            pass
        elif spec.aki:
            extensions.append("authorityKeyIdentifier=keyid")
        elif spec.issuer is not None:  # openssl ca adds both unless told not to
            extensions = [line for line in extensions if not line.startswith("subjectKeyIdentifier")]
            extensions += ["subjectKeyIdentifier=none", "authorityKeyIdentifier=none"]
        digest = "default" if spec.key.startswith("ed") and spec.issuer is None else spec.md
        lines = [
            "[ca]", "default_ca=d",
            "[d]", f"database={self.folder}/{name}.db", f"new_certs_dir={self.folder}",
            "rand_serial=yes", "unique_subject=no", "policy=p", "email_in_dn=no",
            f"default_md={digest}", "copy_extensions=none",
            *([] if spec.v1 else ["x509_extensions=e"]),
            "[p]", "commonName=optional", "organizationName=optional", "countryName=optional",
            "[req]", "distinguished_name=n", "prompt=no", "[n]", "CN=unused",
            *([] if spec.v1 else ["[e]", *extensions]),
        ]  # fmt: skip
        return "\n".join(lines) + "\n"

    def _openssl(self, *arguments: object) -> str:
        done = subprocess.run(
            ["openssl", *map(str, arguments)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=self.folder, timeout=60,
        )  # fmt: skip
        if done.returncode != 0:
            words = " ".join(map(str, arguments))
            raise RuntimeError(f"openssl {words}: {done.stderr.strip()}")
        return done.stdout


def _stamp(days: float) -> str:
    return (datetime.now(timezone.utc) + timedelta(days=days)).strftime("%Y%m%d%H%M%SZ")
