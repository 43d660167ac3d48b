{{#grpc}}
{{#tlscfg}}
import grpc
{{/tlscfg}}
from opentelemetry.exporter.otlp.proto.grpc.{{py_module}} import {{py_class}}
{{#files}}

def read(path):
    with open(path, "rb") as file:
        return file.read()

{{/files}}
exporter = {{py_class}}(
    endpoint={{url}},
{{#tlscfg}}
    credentials=grpc.ssl_channel_credentials(
{{#ca}}
        root_certificates=read({{trusted_ca}}),
{{/ca}}
{{#mtls}}
        private_key=read({{key}}),
        certificate_chain=read({{cert}}),
{{/mtls}}
    ),
{{/tlscfg}}
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
{{#ca}}
# REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE, where set, win over certificate_file (1.45.1).
{{/ca}}
exporter = {{py_class}}(
    endpoint={{url}},
{{#ca}}
    certificate_file={{trusted_ca}},
{{/ca}}
{{#mtls}}
    client_key_file={{key}},
    client_certificate_file={{cert}},
{{/mtls}}
{{#override}}
    session=session,
{{/override}}
)
{{/http}}
