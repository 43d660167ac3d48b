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
use OpenTelemetry\API\Signals;
use OpenTelemetry\Contrib\Grpc\GrpcTransportFactory;
use OpenTelemetry\Contrib\Otlp\OtlpUtil;
use OpenTelemetry\Contrib\Otlp\{{php_class}};

$transport = (new GrpcTransportFactory())->create(
    {{base}} . OtlpUtil::method(Signals::{{php_signal}}),
{{#ca}}
    cacert: {{ca}},
{{/ca}}
    cert: {{cert}},
    key: {{key}},
);
{{/grpc}}
{{#http}}
use GuzzleHttp\Client;
use GuzzleHttp\Psr7\HttpFactory;
use OpenTelemetry\Contrib\Otlp\{{php_class}};
use OpenTelemetry\SDK\Common\Export\Http\PsrTransportFactory;

// The factory ignores certificate arguments: the HTTP client must have them.
$client = new Client([
{{#ca}}
    'verify' => {{ca}},
{{/ca}}
    'cert' => {{cert}},
    'ssl_key' => {{key}},
]);
$factory = new HttpFactory();
$transport = (new PsrTransportFactory($client, $factory, $factory))->create(
    {{url}},
    'application/x-protobuf',
);
{{/http}}
$exporter = new {{php_class}}($transport);
