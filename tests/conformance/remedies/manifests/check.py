"""Judges YAML texts: a Kubernetes object or a part of one against its schema, a Collector configuration or a part
of one by `collector validate`. One task file; prints a list of [state, words].
"""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
import kubernetes_validate
import yaml

COLLECTOR = {"receivers", "exporters", "service", "processors", "extensions"}
FILE = "/etc/otel/file.pem"

BASES = {
    "Certificate": {
        "apiVersion": "cert-manager.io/v1", "kind": "Certificate", "metadata": {"name": "otel"},
        "spec": {"secretName": "otel", "dnsNames": ["otel"], "issuerRef": {"name": "ca", "kind": "Issuer", "group": "cert-manager.io"}},
    },
    "Ingress": {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "otel"}, "spec": {"defaultBackend": {"service": {"name": "otel", "port": {"number": 4317}}}}},
    "Service": {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "otel"}, "spec": {"ports": [{"port": 4317}]}},
    "Deployment": {
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "otel"},
        "spec": {
            "selector": {"matchLabels": {"app": "otel"}},
            "template": {"metadata": {"labels": {"app": "otel"}}, "spec": {"containers": [{"name": "otel", "image": "otel"}]}},
        },
    },
}  # fmt: skip


def main() -> None:
    task = json.loads(Path(sys.argv[1]).read_text())
    schemas = dict(definitions(task["definitions"]))
    print(json.dumps([judge(text, schemas, task["collector"]) for text in task["texts"]]))


def definitions(folders: list[str]):
    """(apiVersion, kind) -> schema of each version of each custom resource."""
    for folder in folders:
        for file in Path(folder).glob("*.yaml"):
            for document in yaml.safe_load_all(file.read_text()):
                if not document or document.get("kind") != "CustomResourceDefinition":
                    continue
                spec = document["spec"]
                for version in spec["versions"]:
                    key = (f"{spec['group']}/{version['name']}", spec["names"]["kind"])
                    yield key, closed(version["schema"]["openAPIV3Schema"])


def closed(schema: dict) -> dict:
    """The schema without room for fields that it does not name: a server would drop them without a word."""
    schema = copy.deepcopy(schema)

    def close(part: object, top: bool = False) -> None:
        if isinstance(part, list):
            for each in part:
                close(each)
        if not isinstance(part, dict):
            return
        if "properties" in part and not top and not part.get("x-kubernetes-preserve-unknown-fields"):
            part.setdefault("additionalProperties", False)
        for each in part.values():
            close(each)

    close(schema["properties"].get("spec", {}))
    return schema


def judge(text: str, schemas: dict, collector: str) -> tuple[str, str]:
    try:
        documents = [each for each in yaml.safe_load_all(filled(text)) if each]
    except yaml.YAMLError as error:
        return "failed", f"no YAML: {error}"
    told = []
    for document in documents:
        if not isinstance(document, dict):
            return "failed", "not a mapping"
        try:
            told.append(one(document, schemas, collector))
        except Unknown as error:
            return "unproved", str(error)
        except Exception as error:  # noqa: BLE001: whatever a validator says
            return "failed", f"{type(error).__name__}: {getattr(error, 'message', error)}"[:600]
    return "passed", ", ".join(told)


class Unknown(Exception):
    """Nothing to hold it against."""


def one(document: dict, schemas: dict, collector: str) -> str:
    if set(document) == {"tls"}:
        # A pair alone may be either side's; a server has one in any case.
        if "cert_file" in document["tls"] and not {"server_name_override", "insecure"} & set(document["tls"]):
            document = {"receivers": {"otlp": {"protocols": {"grpc": document}}}}
        else:
            document = {"exporters": {"otlp_grpc": {"endpoint": "otel:4317", **document}}}
    if set(document) <= COLLECTOR:
        return collected(document, collector)
    if "kind" not in document:
        if set(document) <= {"volumes", "env", "volumeMounts"}:
            container = {"name": "otel", "image": "otel", **{key: document[key] for key in ("env", "volumeMounts") if key in document}}
            document = {"spec": {"template": {"spec": {"containers": [container], **{key: document[key] for key in ("volumes",) if key in document}}}}}
        base = guessed(document)
        if base is None:
            raise Unknown(f"a part of something: {', '.join(document)}")
        document = merged(base, document)
    key = (document["apiVersion"], document["kind"])
    if key in schemas:
        jsonschema.validate(document, schemas[key])
        return f"{key[0]} {key[1]}"
    version = kubernetes_validate.validate(document, kubernetes_validate.latest_version(), strict=True)
    return f"{document['kind']} of Kubernetes {version}"


def guessed(document: dict) -> dict | None:
    spec = document.get("spec")
    if not isinstance(spec, dict):
        return None
    if "template" in spec:
        return BASES["Deployment"]
    if {"usages", "privateKey", "dnsNames", "duration", "renewBefore", "isCA", "ipAddresses", "commonName"} & set(spec):
        return BASES["Certificate"]
    if "tls" in spec or "rules" in spec:
        return BASES["Ingress"]
    if "ports" in spec or "selector" in spec:
        return BASES["Service"]
    return None


def merged(base: object, change: object) -> object:
    """As a strategic merge patch: lists of named things by name."""
    if isinstance(base, dict) and isinstance(change, dict):
        out = dict(base)
        for key, value in change.items():
            out[key] = merged(base[key], value) if key in base else value
        return out
    if isinstance(base, list) and isinstance(change, list) and base and isinstance(base[0], dict) and len(base) == len(change) == 1:
        return [merged(base[0], change[0])]
    return change


def filled(text: str) -> str:
    """Places get something of their kind."""

    def fill(place: re.Match) -> str:
        name = place[0]
        if name.endswith("_FILE>"):
            return FILE
        return {"<PATH>": "/etc/otel", "<EXPORTER>": "debug", "<PORT>": "4317", "<ISSUER_KIND>": "Issuer", "<SERVER_IP>": "192.0.2.1"}.get(name, "otel")

    return re.sub(r"<[A-Za-z_]+>", fill, text)


def collected(document: dict, collector: str) -> str:
    """The rest that a configuration needs, and then the Collector's own judgement."""
    config = copy.deepcopy(document)
    receivers = config.setdefault("receivers", {})
    exporters = config.setdefault("exporters", {})
    pipelines = config.setdefault("service", {}).setdefault("pipelines", {}) or {}
    named = {name for pipeline in pipelines.values() for name in (pipeline or {}).get("exporters", [])}
    for name in named | ({"debug"} if not exporters else set()):
        exporters.setdefault(name, {})
    if not receivers:
        receivers["otlp"] = {"protocols": {"grpc": {"endpoint": "localhost:4317"}}}
    for pipeline in pipelines.values():
        pipeline.setdefault("receivers", list(receivers))
        pipeline.setdefault("exporters", list(exporters))
    used = {name for pipeline in pipelines.values() for name in pipeline["receivers"] + pipeline["exporters"]}
    if not pipelines or not set(receivers) | set(exporters) <= used:
        pipelines["traces/all"] = {"receivers": list(receivers), "exporters": list(exporters)}
    config["service"]["pipelines"] = pipelines
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        yaml.safe_dump(config, file)
        file.flush()
        # The variables that a snippet names.
        done = subprocess.run([collector, "validate", "--config", f"file:{file.name}"], capture_output=True, text=True, env={"OTLP_TOKEN": "t", "MY_POD_IP": "127.0.0.1"})
    if done.returncode != 0:
        raise ValueError(f"the Collector: {(done.stderr or done.stdout).strip()[-400:]}")
    return "the Collector"


main()
