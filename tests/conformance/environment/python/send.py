"""Exports one span, one metric or one log record as the environment says, and nothing else.

send.py grpc|http SIGNAL    with that exporter
send.py auto SIGNAL         with the one that the SDK's own configuration chooses
"""

from __future__ import annotations

import logging
import sys


def main(protocol: str, signal: str) -> None:
    logging.basicConfig()
    provider = configured(signal) if protocol == "auto" else {"traces": traces, "metrics": metrics, "logs": logs}[signal](protocol)
    provider.force_flush(12_000)


def configured(signal: str):
    from opentelemetry import trace
    from opentelemetry.sdk._configuration import _OTelSDKConfigurator

    assert signal == "traces"
    _OTelSDKConfigurator()._configure(auto_instrumentation_version="")
    trace.get_tracer("conformance").start_span("conformance").end()
    return trace.get_tracer_provider()


def traces(protocol: str):
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor

    if protocol == "grpc":
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    else:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter()))
    provider.get_tracer("conformance").start_span("conformance").end()
    return provider


def metrics(protocol: str):
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader

    if protocol == "grpc":
        from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter
    else:
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    provider = MeterProvider([PeriodicExportingMetricReader(OTLPMetricExporter())])
    provider.get_meter("conformance").create_counter("conformance").add(1)
    return provider


def logs(protocol: str):
    from opentelemetry.sdk._logs import LoggerProvider
    from opentelemetry.sdk._logs.export import SimpleLogRecordProcessor

    if protocol == "grpc":
        from opentelemetry.exporter.otlp.proto.grpc._log_exporter import OTLPLogExporter
    else:
        from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    provider = LoggerProvider()
    provider.add_log_record_processor(SimpleLogRecordProcessor(OTLPLogExporter()))
    provider.get_logger("conformance").emit(body="conformance")
    return provider


main(sys.argv[1], sys.argv[2])
