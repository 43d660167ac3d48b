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
import io.opentelemetry.exporter.otlp.{{java_package}}.OtlpGrpc{{java_class}};
{{/grpc}}
{{#http}}
import io.opentelemetry.exporter.otlp.http.{{java_package}}.OtlpHttp{{java_class}};
{{/http}}
import java.nio.file.Files;
import java.nio.file.Path;

// The key must be unencrypted PKCS#8, RSA or EC; until 1.65 the pair is dropped
// unless the CA is set as well.
{{#not_pkcs8}}
// openssl pkcs8 -topk8 -nocrypt -in {{key|text}} -out {{new_key|text}}
{{/not_pkcs8}}
{{#grpc}}
OtlpGrpc{{java_class}} exporter = OtlpGrpc{{java_class}}.builder()
{{/grpc}}
{{#http}}
OtlpHttp{{java_class}} exporter = OtlpHttp{{java_class}}.builder()
{{/http}}
    .setEndpoint({{url}})
    .setTrustedCertificates(Files.readAllBytes(Path.of({{ca}})))
    .setClientTls(
        Files.readAllBytes(Path.of({{pk8_key}})),
        Files.readAllBytes(Path.of({{cert}})))
    .build();
