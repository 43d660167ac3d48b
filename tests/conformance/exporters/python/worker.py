"""Exports one span per line of standard input with the Python exporters, and prints what came of it."""

from __future__ import annotations

import json
import logging
import sys
import time

import grpc
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as OverGrpc
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as OverHttp
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExportResult
from opentelemetry.trace import SpanContext, TraceFlags


class Keep(logging.Handler):
    """What the exporters log is what users see; over HTTP the cause is in the warnings of the retries."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def read(path: str) -> bytes | None:
    if not path:
        return None
    with open(path, "rb") as file:
        return file.read()


def exporter(task: dict):
    if task.get("environment"):  # what the variables say, and nothing else
        return (OverGrpc if task["protocol"] == "grpc" else OverHttp)(timeout=task["timeout"])
    if task["protocol"] == "grpc":
        credentials = None
        if task["endpoint"].startswith("https"):
            credentials = grpc.ssl_channel_credentials(read(task["ca"]), read(task["key"]), read(task["cert"]))
        return OverGrpc(endpoint=task["endpoint"], credentials=credentials, timeout=task["timeout"])
    return OverHttp(
        endpoint=task["endpoint"] + "/v1/traces",
        certificate_file=task["ca"] or None,
        client_certificate_file=task["cert"] or None,
        client_key_file=task["key"] or None,
        timeout=task["timeout"],
    )


def main() -> None:
    keep = Keep()
    logger = logging.getLogger("opentelemetry")
    logger.addHandler(keep)
    logger.propagate = False
    span = ReadableSpan("conformance", SpanContext(1, 1, False, TraceFlags(1)), start_time=1, end_time=2)
    for line in sys.stdin:
        keep.lines.clear()
        began = time.monotonic()
        accepted = False
        message = ""
        try:
            sender = exporter(json.loads(line))
            accepted = sender.export([span]) is SpanExportResult.SUCCESS
            sender.shutdown()
            message = "" if accepted else "\n".join(dict.fromkeys(keep.lines))
        except Exception as error:  # noqa: BLE001: the text is the result
            message = f"{type(error).__name__}: {error}"
        print(json.dumps({"accepted": accepted, "message": message, "seconds": round(time.monotonic() - began, 3)}), flush=True)


main()
