{{#grpc}}
import io.opentelemetry.exporter.otlp.{{java_package}}.OtlpGrpc{{java_class}};
{{/grpc}}
{{#http}}
import io.opentelemetry.exporter.otlp.http.{{java_package}}.OtlpHttp{{java_class}};
{{/http}}
{{#files}}
import java.nio.file.Files;
import java.nio.file.Path;

{{/files}}
{{#mtls}}
// The key must be unencrypted PKCS#8, RSA or EC; until 1.65 the pair is dropped
// unless the CA is set as well.
{{#not_pkcs8}}
// openssl pkcs8 -topk8 -nocrypt -in {{key|text}} -out {{new_key|text}}
{{/not_pkcs8}}
{{/mtls}}
{{#grpc}}
OtlpGrpc{{java_class}} exporter = OtlpGrpc{{java_class}}.builder()
{{/grpc}}
{{#http}}
OtlpHttp{{java_class}} exporter = OtlpHttp{{java_class}}.builder()
{{/http}}
    .setEndpoint({{url}})
{{#ca}}
    .setTrustedCertificates(Files.readAllBytes(Path.of({{trusted_ca}})))
{{/ca}}
{{#mtls}}
    .setClientTls(
        Files.readAllBytes(Path.of({{pk8_key}})),
        Files.readAllBytes(Path.of({{cert}})))
{{/mtls}}
    .build();
