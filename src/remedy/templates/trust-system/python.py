use the machine's trust store, and keep it current
---
{{#grpc}}
import grpc
from opentelemetry.exporter.otlp.proto.grpc.{{py_module}} import {{py_class}}

def read(path):
    with open(path, "rb") as file:
        return file.read()

exporter = {{py_class}}(
    endpoint={{url}},
    credentials=grpc.ssl_channel_credentials(
        root_certificates=read("/etc/ssl/certs/ca-certificates.crt"),
{{#mtls}}
        private_key=read({{key}}),
        certificate_chain=read({{cert}}),
{{/mtls}}
    ),
{{#override}}
    channel_options=(("grpc.ssl_target_name_override", {{verify_name}}),),
{{/override}}
)
{{/grpc}}
{{#http}}
{{#override}}
import requests
from requests.adapters import HTTPAdapter
{{/override}}
from opentelemetry.exporter.otlp.proto.http.{{py_module}} import {{py_class}}

{{#override}}
class NamedAdapter(HTTPAdapter):
    def init_poolmanager(self, *args, **kwargs):
        kwargs["server_hostname"] = {{verify_name}}
        kwargs["assert_hostname"] = {{verify_name}}
        super().init_poolmanager(*args, **kwargs)

session = requests.Session()
session.mount("https://", NamedAdapter())

{{/override}}
# REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE, where set, win over certificate_file (1.45.1).
exporter = {{py_class}}(
    endpoint={{url}},
    certificate_file="/etc/ssl/certs/ca-certificates.crt",
{{#mtls}}
    client_key_file={{key}},
    client_certificate_file={{cert}},
{{/mtls}}
{{#override}}
    session=session,
{{/override}}
)
{{/http}}
