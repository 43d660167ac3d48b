{{#grpc}}
verify a name that is in the certificate, and connect as before
{{/grpc}}
{{#http}}
connect with a name that is in the certificate
{{/http}}
---
{{#grpc}}
opentelemetry::exporter::otlp::OtlpGrpc{{cpp_class}}Options options; // opentelemetry-cpp 1.28
options.endpoint = {{url}};
options.use_ssl_credentials = true;
{{#ca}}
options.ssl_credentials_cacert_path = {{ca}};
{{/ca}}
{{#mtls}}
// needs ENABLE_OTLP_GRPC_SSL_MTLS_PREVIEW, on by default since 1.27
options.ssl_client_key_path = {{key}};
options.ssl_client_cert_path = {{cert}};
{{/mtls}}
grpc::ChannelArguments arguments;
arguments.SetSslTargetNameOverride({{presented}});
options.channel_arguments = &arguments;
{{/grpc}}
{{#http}}
opentelemetry::exporter::otlp::OtlpHttp{{cpp_class}}Options options; // opentelemetry-cpp 1.28
options.url = {{presented_url}};
{{#ca}}
options.ssl_ca_cert_path = {{ca}};
{{/ca}}
{{#mtls}}
options.ssl_client_key_path = {{key}};
options.ssl_client_cert_path = {{cert}};
{{/mtls}}
{{/http}}
