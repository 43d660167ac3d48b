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
import io.opentelemetry.exporter.otlp.{{java_package}}.OtlpGrpc{{java_class}};
{{/grpc}}
{{#http}}
import io.opentelemetry.exporter.otlp.http.{{java_package}}.OtlpHttp{{java_class}};
{{/http}}
import java.nio.file.Files;
import java.nio.file.Path;

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
    .setTrustedCertificates(Files.readAllBytes(Path.of({{trusted_ca}})))
{{#mtls}}
    .setClientTls(
        Files.readAllBytes(Path.of({{pk8_key}})),
        Files.readAllBytes(Path.of({{cert}})))
{{/mtls}}
    .build();
