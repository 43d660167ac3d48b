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
opentelemetry::exporter::otlp::OtlpGrpc{{cpp_class}}Options options; // opentelemetry-cpp 1.28
options.endpoint = {{url}};
options.use_ssl_credentials = true;
options.ssl_credentials_cacert_path = {{trusted_ca}};
{{#mtls}}
// needs ENABLE_OTLP_GRPC_SSL_MTLS_PREVIEW, on by default since 1.27
options.ssl_client_key_path = {{key}};
options.ssl_client_cert_path = {{cert}};
{{/mtls}}
{{#override}}
grpc::ChannelArguments arguments;
arguments.SetSslTargetNameOverride({{verify_name}});
options.channel_arguments = &arguments;
{{/override}}
{{/grpc}}
{{#http}}
opentelemetry::exporter::otlp::OtlpHttp{{cpp_class}}Options options; // opentelemetry-cpp 1.28
options.url = {{url}};
options.ssl_ca_cert_path = {{trusted_ca}};
{{#mtls}}
options.ssl_client_key_path = {{key}};
options.ssl_client_cert_path = {{cert}};
{{/mtls}}
{{/http}}
