{{#grpc}}
use OpenTelemetry\API\Signals;
use OpenTelemetry\Contrib\Grpc\GrpcTransportFactory;
use OpenTelemetry\Contrib\Otlp\OtlpUtil;
use OpenTelemetry\Contrib\Otlp\{{php_class}};

$transport = (new GrpcTransportFactory())->create(
    {{base}} . OtlpUtil::method(Signals::{{php_signal}}),
{{#ca}}
    cacert: {{trusted_ca}},
{{/ca}}
{{#mtls}}
    cert: {{cert}},
    key: {{key}},
{{/mtls}}
);
{{/grpc}}
{{#http}}
{{#files}}
use GuzzleHttp\Client;
use GuzzleHttp\Psr7\HttpFactory;
{{/files}}
use OpenTelemetry\Contrib\Otlp\{{php_class}};
{{#files}}
use OpenTelemetry\SDK\Common\Export\Http\PsrTransportFactory;

// The factory ignores certificate arguments: the HTTP client must have them.
$client = new Client([
{{#ca}}
    'verify' => {{trusted_ca}},
{{/ca}}
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
{{/files}}
{{^files}}
use OpenTelemetry\Contrib\Otlp\OtlpHttpTransportFactory;

$transport = (new OtlpHttpTransportFactory())->create(
    {{url}},
    'application/x-protobuf',
);
{{/files}}
{{/http}}
$exporter = new {{php_class}}($transport);
