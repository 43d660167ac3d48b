"""Sends one span with an exporter that a snippet made, or that only the environment configures.

send.py env NAME    the SDK as `opentelemetry-instrument` configures it
send.py             one task a line of standard input: {"snippet": FILE, "name"}
"""

from __future__ import annotations

import json
import logging
import sys

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExportResult
from opentelemetry.trace import SpanContext, TraceFlags


class Keep(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def environment(name: str) -> None:
    from opentelemetry import trace
    from opentelemetry.sdk._configuration import _OTelSDKConfigurator

    logging.basicConfig()
    _OTelSDKConfigurator()._configure(auto_instrumentation_version="")
    trace.get_tracer("remedies").start_span(name).end()
    trace.get_tracer_provider().shutdown()


def work() -> None:
    keep = Keep()
    logger = logging.getLogger("opentelemetry")
    logger.addHandler(keep)
    logger.propagate = False
    for line in sys.stdin:
        task = json.loads(line)
        keep.lines.clear()
        accepted, message = False, ""
        try:
            scope: dict = {"__name__": "snippet"}
            with open(task["snippet"], encoding="utf-8") as file:
                exec(compile(file.read(), task["snippet"], "exec"), scope)  # noqa: S102: that is the test
            span = ReadableSpan(task["name"], SpanContext(1, 1, False, TraceFlags(1)), start_time=1, end_time=2)
            accepted = scope["exporter"].export([span]) is SpanExportResult.SUCCESS
            scope["exporter"].shutdown()
            message = "" if accepted else "\n".join(dict.fromkeys(keep.lines))
        except Exception as error:  # noqa: BLE001: the text is the result
            message = f"{type(error).__name__}: {error}"
        print(json.dumps({"accepted": accepted, "message": message}), flush=True)


if sys.argv[1:2] == ["env"]:
    environment(sys.argv[2])
else:
    work()
