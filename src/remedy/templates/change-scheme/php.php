{{#cleartext}}
speak cleartext to this port, if nobody else can read the way there
{{/cleartext}}
{{^cleartext}}
speak TLS to this port
{{/cleartext}}
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
{{#mtls}}
    cert: {{cert}},
    key: {{key}},
{{/mtls}}
);
{{/grpc}}
{{#http}}
{{#tlscfg}}
use GuzzleHttp\Client;
use GuzzleHttp\Psr7\HttpFactory;
{{/tlscfg}}
use OpenTelemetry\Contrib\Otlp\{{php_class}};
{{#tlscfg}}
use OpenTelemetry\SDK\Common\Export\Http\PsrTransportFactory;

// The factory ignores certificate arguments: the HTTP client must have them.
$client = new Client([
{{#ca}}
    'verify' => {{ca}},
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
{{/tlscfg}}
{{^tlscfg}}
use OpenTelemetry\Contrib\Otlp\OtlpHttpTransportFactory;

$transport = (new OtlpHttpTransportFactory())->create(
    {{url}},
    'application/x-protobuf',
);
{{/tlscfg}}
{{/http}}
$exporter = new {{php_class}}($transport);
