"""One empty OTLP/gRPC export with grpcio: a second opinion on a scenario's server.

One argument, a JSON object: `target`, `tls`, `ca`, `cert`, `key` (files), `name`
(to verify instead of the target's), `metadata`. Prints the gRPC status; exit 0 if OK.
"""

import json
import sys

import grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as trace
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc as trace_grpc


def read(path):
    if path is None:
        return None
    with open(path, "rb") as file:
        return file.read()


def main() -> int:
    options = json.loads(sys.argv[1])
    channel_options = [("grpc.enable_http_proxy", 0)]
    if options.get("name"):
        channel_options.append(("grpc.ssl_target_name_override", options["name"]))
    if options["tls"]:
        credentials = grpc.ssl_channel_credentials(
            read(options.get("ca")), read(options.get("key")), read(options.get("cert"))
        )
        channel = grpc.secure_channel(options["target"], credentials, channel_options)
    else:
        channel = grpc.insecure_channel(options["target"], channel_options)
    try:
        trace_grpc.TraceServiceStub(channel).Export(
            trace.ExportTraceServiceRequest(), timeout=2, metadata=options.get("metadata")
        )
    except grpc.RpcError as error:
        print(error.code().name, (error.details() or "")[:160])
        return 1
    print("OK")
    return 0


sys.exit(main())
