use the machine's trust store, and keep it current
---
{{#grpc}}
use OpenTelemetry\API\Signals;
use OpenTelemetry\Contrib\Grpc\GrpcTransportFactory;
use OpenTelemetry\Contrib\Otlp\OtlpUtil;
use OpenTelemetry\Contrib\Otlp\{{php_class}};

$transport = (new GrpcTransportFactory())->create(
    {{base}} . OtlpUtil::method(Signals::{{php_signal}}),
    cacert: "/etc/ssl/certs/ca-certificates.crt",
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
    'verify' => "/etc/ssl/certs/ca-certificates.crt",
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
