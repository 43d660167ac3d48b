{{#given_ca}}
give the CA that issued the server's certificate; `{{ca|text}}` does not hold it
{{/given_ca}}
{{^given_ca}}
{{#self-signed}}
trust the server's own certificate, once you have compared it with the file on the server
{{/self-signed}}
{{#intercepted}}
trust the CA of the inspecting proxy, if the inspection is meant to stay
{{/intercepted}}
{{^self-signed}}
{{^intercepted}}
trust the CA that signed the certificate
{{/intercepted}}
{{/self-signed}}
{{/given_ca}}
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
        root_certificates=read({{trusted_ca}}),
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
    certificate_file={{trusted_ca}},
{{#mtls}}
    client_key_file={{key}},
    client_certificate_file={{cert}},
{{/mtls}}
{{#override}}
    session=session,
{{/override}}
)
{{/http}}
