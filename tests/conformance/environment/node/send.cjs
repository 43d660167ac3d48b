// Exports one span, one metric or one log record as the environment says, and nothing else.
//
//   node send.cjs MODULES grpc|http SIGNAL   with that exporter
//   node send.cjs MODULES auto SIGNAL        with the one that NodeSDK chooses
'use strict';
// The modules are installed in the folder given, outside the repository.
const [folder, protocol, signal] = process.argv.slice(2);
const installed = require('node:module').createRequire(folder + '/package.json');
const suffix = protocol === 'grpc' ? 'grpc' : 'proto';

async function auto() {
  const { NodeSDK } = installed('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({ autoDetectResources: false });
  sdk.start();
  installed('@opentelemetry/api').trace.getTracer('conformance').startSpan('conformance').end();
  await sdk.shutdown();
}

async function traces() {
  const { BasicTracerProvider, SimpleSpanProcessor } = installed('@opentelemetry/sdk-trace-base');
  const { OTLPTraceExporter } = installed(`@opentelemetry/exporter-trace-otlp-${suffix}`);
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter())] });
  provider.getTracer('conformance').startSpan('conformance').end();
  await provider.forceFlush();
}

async function metrics() {
  const { MeterProvider, PeriodicExportingMetricReader } = installed('@opentelemetry/sdk-metrics');
  const { OTLPMetricExporter } = installed(`@opentelemetry/exporter-metrics-otlp-${suffix}`);
  const reader = new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() });
  const provider = new MeterProvider({ readers: [reader] });
  provider.getMeter('conformance').createCounter('conformance').add(1);
  await provider.forceFlush();
}

async function logs() {
  const { LoggerProvider, SimpleLogRecordProcessor } = installed('@opentelemetry/sdk-logs');
  const { OTLPLogExporter } = installed(`@opentelemetry/exporter-logs-otlp-${suffix}`);
  const exporter = new OTLPLogExporter();
  const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
  provider.getLogger('conformance').emit({ body: 'conformance' });
  // The flush of this processor does not wait for what is under way.
  await provider.shutdown();
}

const send = protocol === 'auto' ? auto : { traces, metrics, logs }[signal];
send().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
