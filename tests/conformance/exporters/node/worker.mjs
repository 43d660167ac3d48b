// Exports one span per line of standard input with the Node exporters, and prints what came of it.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

// The modules are installed in the folder given, outside the repository.
const require = createRequire(process.argv[2] + '/package.json');
const grpc = require('@grpc/grpc-js');
const { OTLPTraceExporter: OverGrpc } = require('@opentelemetry/exporter-trace-otlp-grpc');
const { OTLPTraceExporter: OverHttp } = require('@opentelemetry/exporter-trace-otlp-proto');

const { diag, DiagLogLevel } = require('@opentelemetry/api');
const { loggingErrorHandler } = require('@opentelemetry/core');

// What the SDK's error handler logs is what users see, where they have a logger.
let logged = '';
const keep = (text) => {
  logged = text;
};
diag.setLogger({ error: keep, warn() {}, info() {}, debug() {}, verbose() {} }, DiagLogLevel.ERROR);
const printed = (error) => {
  logged = '';
  loggingErrorHandler()(error);
  return withoutStack(logged);
};
// The stack names files of this machine.
const withoutStack = (text) => {
  try {
    const { stack, ...rest } = JSON.parse(text);
    return JSON.stringify(rest);
  } catch {
    return text;
  }
};

const read = (path) => (path ? readFileSync(path) : undefined);

const span = {
  name: 'conformance',
  kind: 0,
  spanContext: () => ({ traceId: '00000000000000000000000000000001', spanId: '0000000000000001', traceFlags: 1 }),
  startTime: [1, 0],
  endTime: [2, 0],
  duration: [1, 0],
  status: { code: 0 },
  attributes: {},
  links: [],
  events: [],
  ended: true,
  resource: { attributes: {}, asyncAttributesPending: false },
  instrumentationScope: { name: 'conformance' },
  droppedAttributesCount: 0,
  droppedEventsCount: 0,
  droppedLinksCount: 0,
};

function exporter(task) {
  const timeoutMillis = task.timeout * 1000;
  if (task.environment) {
    // What the variables say, and nothing else.
    return task.protocol === 'grpc' ? new OverGrpc({ timeoutMillis }) : new OverHttp({ timeoutMillis });
  }
  if (task.protocol === 'grpc') {
    const credentials = task.endpoint.startsWith('https')
      ? grpc.credentials.createSsl(read(task.ca) ?? null, read(task.key) ?? null, read(task.cert) ?? null)
      : undefined;
    return new OverGrpc({ url: task.endpoint, credentials, timeoutMillis });
  }
  const httpAgentOptions = task.endpoint.startsWith('https')
    ? { ca: read(task.ca), cert: read(task.cert), key: read(task.key) }
    : undefined;
  return new OverHttp({ url: task.endpoint + '/v1/traces', timeoutMillis, httpAgentOptions });
}

for await (const line of createInterface({ input: process.stdin })) {
  const began = performance.now();
  let accepted = false;
  let message = '';
  try {
    const sender = exporter(JSON.parse(line));
    const result = await new Promise((done) => sender.export([span], done));
    accepted = result.code === 0;
    message = accepted ? '' : printed(result.error);
    await sender.shutdown();
  } catch (error) {
    message = String(error);
  }
  console.log(JSON.stringify({ accepted, message, seconds: (performance.now() - began) / 1000 }));
}
process.exit(0);
