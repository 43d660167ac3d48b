{{#given_cert}}
see that this exporter sends `{{cert|text}}` with its key
{{/given_cert}}
{{^given_cert}}
{{#issuer_known}}
send a client certificate that `{{issuer|text}}` issued
{{/issuer_known}}
{{^issuer_known}}
send a client certificate that the server accepts
{{/issuer_known}}
{{/given_cert}}
---
{{#grpc}}
opentelemetry::exporter::otlp::OtlpGrpc{{cpp_class}}Options options; // opentelemetry-cpp 1.28
options.endpoint = {{url}};
options.use_ssl_credentials = true;
{{#ca}}
options.ssl_credentials_cacert_path = {{ca}};
{{/ca}}
// needs ENABLE_OTLP_GRPC_SSL_MTLS_PREVIEW, on by default since 1.27
options.ssl_client_key_path = {{key}};
options.ssl_client_cert_path = {{cert}};
{{#override}}
grpc::ChannelArguments arguments;
arguments.SetSslTargetNameOverride({{verify_name}});
options.channel_arguments = &arguments;
{{/override}}
{{/grpc}}
{{#http}}
opentelemetry::exporter::otlp::OtlpHttp{{cpp_class}}Options options; // opentelemetry-cpp 1.28
options.url = {{url}};
{{#ca}}
options.ssl_ca_cert_path = {{ca}};
{{/ca}}
options.ssl_client_key_path = {{key}};
options.ssl_client_cert_path = {{cert}};
{{/http}}
