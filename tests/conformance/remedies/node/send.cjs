// Sends one span with an exporter that a snippet made, or that only the environment configures.
//
//   node send.cjs MODULES env NAME   NodeSDK as the environment configures it
//   node send.cjs MODULES            one task a line of standard input: {"snippet": FILE, "name"}
'use strict';
const Module = require('node:module');
const { createInterface } = require('node:readline');
const fs = require('node:fs');

// The modules are installed in the folder given, outside the repository and away from the snippets.
const folder = process.argv[2];
const installed = Module.createRequire(folder + '/package.json');
const { diag, DiagLogLevel, trace } = installed('@opentelemetry/api');
let logged = [];
const keep = (...words) => logged.push(words.map(String).join(' '));
diag.setLogger({ error: keep, warn: keep, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN);

const span = (name) => ({
  name,
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
  instrumentationScope: { name: 'remedies' },
  droppedAttributesCount: 0,
  droppedEventsCount: 0,
  droppedLinksCount: 0,
});

async function environment(name) {
  const { NodeSDK } = installed('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({ autoDetectResources: false });
  sdk.start();
  trace.getTracer('remedies').startSpan(name).end();
  await sdk.shutdown().catch(keep);
  for (const line of logged) console.error(line);
  process.exit(0);
}

function exporterOf(file) {
  // A module of the application's own, whose modules are those of the folder.
  const module = new Module(folder + '/snippet.cjs');
  module.filename = folder + '/snippet.cjs';
  module.paths = [folder + '/node_modules'];
  module._compile(fs.readFileSync(file, 'utf8') + '\nmodule.exports = exporter;\n', module.filename);
  return module.exports;
}

async function work() {
  for await (const line of createInterface({ input: process.stdin })) {
    const task = JSON.parse(line);
    logged = [];
    let accepted = false;
    let message = '';
    try {
      const exporter = exporterOf(task.snippet);
      const result = await new Promise((done) => exporter.export([span(task.name)], done));
      accepted = result.code === 0;
      message = accepted ? '' : String(result.error) + '\n' + logged.join('\n');
      await exporter.shutdown();
    } catch (error) {
      message = String(error);
    }
    console.log(JSON.stringify({ accepted, message }));
  }
  process.exit(0);
}

if (process.argv[3] === 'env') environment(process.argv[4]);
else work();
