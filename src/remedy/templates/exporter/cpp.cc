{{#grpc}}
opentelemetry::exporter::otlp::OtlpGrpc{{cpp_class}}Options options; // opentelemetry-cpp 1.28
options.endpoint = {{url}};
{{#cleartext}}
options.use_ssl_credentials = false;
{{/cleartext}}
{{^cleartext}}
options.use_ssl_credentials = true;
{{/cleartext}}
{{#ca}}
options.ssl_credentials_cacert_path = {{trusted_ca}};
{{/ca}}
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
{{#ca}}
options.ssl_ca_cert_path = {{trusted_ca}};
{{/ca}}
{{#mtls}}
options.ssl_client_key_path = {{key}};
options.ssl_client_cert_path = {{cert}};
{{/mtls}}
{{/http}}
