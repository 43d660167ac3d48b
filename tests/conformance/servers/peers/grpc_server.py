"""An OTLP/gRPC server: grpcio and the servicers of opentelemetry-proto.

One argument, a JSON object: `cert`, `key`, `client_ca` (files, optional), `optional` (take
clients without a certificate), `services`
(`traces`, `metrics`), `abort` (name of a gRPC status, optional), `port` (0: any).
Prints `READY <port>`.
"""

import json
import signal
import sys
from concurrent import futures

import grpc
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2 as metrics
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2_grpc as metrics_grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as trace
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc as trace_grpc


def main() -> None:
    options = json.loads(sys.argv[1])

    def answer(context, response):
        if options.get("abort"):
            context.abort(grpc.StatusCode[options["abort"]], "refused by this server")
        return response

    class Traces(trace_grpc.TraceServiceServicer):
        def Export(self, request, context):
            return answer(context, trace.ExportTraceServiceResponse())

    class Metrics(metrics_grpc.MetricsServiceServicer):
        def Export(self, request, context):
            return answer(context, metrics.ExportMetricsServiceResponse())

    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    if "traces" in options["services"]:
        trace_grpc.add_TraceServiceServicer_to_server(Traces(), server)
    if "metrics" in options["services"]:
        metrics_grpc.add_MetricsServiceServicer_to_server(Metrics(), server)
    address = f"{options.get('address', '127.0.0.1')}:{options.get('port', 0)}"
    if options.get("cert"):
        client_ca = options.get("client_ca")
        credentials = grpc.ssl_server_credentials(
            [(read(options["key"]), read(options["cert"]))],
            root_certificates=read(client_ca) if client_ca else None,
            require_client_auth=bool(client_ca) and not options.get("optional"),
        )
        port = server.add_secure_port(address, credentials)
    else:
        port = server.add_insecure_port(address)
    server.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"READY {port}", flush=True)
    server.wait_for_termination()


def read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


main()
