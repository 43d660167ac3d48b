"""The files that the rows name with `@`."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from pki import CERTS, LOCAL, Pki, client, leaf

# A name that is no loopback address by its looks: proxies are used for it.
HOST = "otel.test"

# What the listener presents, and another client's pair.
OWN = {
    "environment-server": leaf(san=(*LOCAL, f"DNS:{HOST}")),
    "environment-client": client(key="rsa2048"),
    "environment-ec": client(key="ec256"),
}


def openssl(*words: object) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True, stdin=subprocess.DEVNULL)


def make(folder: Path, scratch: Path) -> None:
    CERTS.update(OWN)
    pki = Pki(scratch)
    for name, source in {
        "ca.pem": pki.cert("root"), "other-ca.pem": pki.cert("root-other"), "client-ca.pem": pki.cert("client-root"),
        "server.pem": pki.cert("environment-server"), "server.key": pki.key("environment-server"),
        "client.pem": pki.cert("environment-client"), "client.key": pki.key("environment-client"),
        "client-ec.pem": pki.cert("environment-ec"), "client-ec.key": pki.key("environment-ec"),
        "stranger.pem": pki.cert("client-stranger"), "stranger.key": pki.key("client-stranger"),
        "bundle.pem": pki.bundle(("root-other", "root")),
    }.items():  # fmt: skip
        shutil.copy(source, folder / name)
    at = folder.joinpath
    at("pair.pem").write_text(at("client.pem").read_text() + at("client.key").read_text())
    at("crlf.pem").write_bytes(at("ca.pem").read_bytes().replace(b"\n", b"\r\n"))
    at("empty.pem").write_text("")
    at("garbage.pem").write_text("this is no certificate\n")
    openssl("x509", "-in", at("ca.pem"), "-outform", "DER", "-out", at("ca.der"))
    openssl("rsa", "-in", at("client.key"), "-traditional", "-out", at("client.p1"))
    openssl("ec", "-in", at("client-ec.key"), "-out", at("client-ec.sec1"))
    openssl("pkcs8", "-topk8", "-in", at("client.key"), "-passout", "pass:x", "-out", at("client.encrypted"))
    at("folder").mkdir()
    shutil.copy(at("ca.pem"), at("folder/ca.pem"))
    openssl("rehash", at("folder"))
    at("unhashed").mkdir()
    shutil.copy(at("ca.pem"), at("unhashed/ca.pem"))
    if shutil.which("keytool"):
        store = ["-keystore", at("trust.p12"), "-storepass", "changeit", "-storetype", "PKCS12"]
        words = ["keytool", "-importcert", "-noprompt", "-alias", "ca", "-file", at("ca.pem"), *store]
        subprocess.run([str(word) for word in words], check=True, capture_output=True)
        words = ["keytool", "-importkeystore", "-srckeystore", at("trust.p12"), "-srcstorepass", "changeit", "-noprompt"]
        words += ["-destkeystore", at("trust.jks"), "-deststorepass", "changeit", "-deststoretype", "JKS"]
        subprocess.run([str(word) for word in words], check=True, capture_output=True)
    # As scripts make one: without the mark by which a JVM trusts it.
    openssl("pkcs12", "-export", "-nokeys", "-in", at("ca.pem"), "-passout", "pass:changeit", "-out", at("unmarked.p12"))


def placed(value: str, folder: Path) -> str:
    """A value with the folder for its `@`: not that behind a user in a URL."""
    return re.sub(r"(?<!\w)@", f"{folder}/", value)
