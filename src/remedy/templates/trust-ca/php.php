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
use OpenTelemetry\API\Signals;
use OpenTelemetry\Contrib\Grpc\GrpcTransportFactory;
use OpenTelemetry\Contrib\Otlp\OtlpUtil;
use OpenTelemetry\Contrib\Otlp\{{php_class}};

$transport = (new GrpcTransportFactory())->create(
    {{base}} . OtlpUtil::method(Signals::{{php_signal}}),
    cacert: {{trusted_ca}},
{{#mtls}}
    cert: {{cert}},
    key: {{key}},
{{/mtls}}
);
{{/grpc}}
{{#http}}
use GuzzleHttp\Client;
use GuzzleHttp\Psr7\HttpFactory;
use OpenTelemetry\Contrib\Otlp\{{php_class}};
use OpenTelemetry\SDK\Common\Export\Http\PsrTransportFactory;

// The factory ignores certificate arguments: the HTTP client must have them.
$client = new Client([
    'verify' => {{trusted_ca}},
{{#mtls}}
    'cert' => {{cert}},
    'ssl_key' => {{key}},
{{/mtls}}
]);
$factory = new HttpFactory();
$transport = (new PsrTransportFactory($client, $factory, $factory))->create(
    {{url}},
    'application/x-protobuf',
);
{{/http}}
$exporter = new {{php_class}}($transport);
