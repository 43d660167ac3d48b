verify a name that is in the certificate, and connect as before
---
{{#grpc}}
import grpc
from opentelemetry.exporter.otlp.proto.grpc.{{py_module}} import {{py_class}}
{{#files}}

def read(path):
    with open(path, "rb") as file:
        return file.read()

{{/files}}
exporter = {{py_class}}(
    endpoint={{url}},
    credentials=grpc.ssl_channel_credentials(
{{#ca}}
        root_certificates=read({{ca}}),
{{/ca}}
{{#mtls}}
        private_key=read({{key}}),
        certificate_chain=read({{cert}}),
{{/mtls}}
    ),
    channel_options=(("grpc.ssl_target_name_override", {{presented}}),),
)
{{/grpc}}
{{#http}}
import requests
from requests.adapters import HTTPAdapter
from opentelemetry.exporter.otlp.proto.http.{{py_module}} import {{py_class}}

class NamedAdapter(HTTPAdapter):
    def init_poolmanager(self, *args, **kwargs):
        kwargs["server_hostname"] = {{presented}}
        kwargs["assert_hostname"] = {{presented}}
        super().init_poolmanager(*args, **kwargs)

session = requests.Session()
session.mount("https://", NamedAdapter())

{{#ca}}
# REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE, where set, win over certificate_file (1.45.1).
{{/ca}}
exporter = {{py_class}}(
    endpoint={{url}},
{{#ca}}
    certificate_file={{ca}},
{{/ca}}
{{#mtls}}
    client_key_file={{key}},
    client_certificate_file={{cert}},
{{/mtls}}
    session=session,
)
{{/http}}
