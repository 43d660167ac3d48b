// One empty OTLP export on Node's own stacks: what grpc-js and the HTTP exporter rest on.
//
// One argument, a JSON object: `grpc`, `url`, `address` (to dial), `port`, `ca`, `cert`,
// `key` (files), `name` (to ask for and verify). Prints the answer; exit 0 if accepted.

import fs from 'node:fs';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';

const options = JSON.parse(process.argv[2]);
const read = (path) => (path ? fs.readFileSync(path) : undefined);
const secure = { ca: read(options.ca), cert: read(options.cert), key: read(options.key) };
if (!net.isIP(options.name)) secure.servername = options.name;
secure.checkServerIdentity = (_, certificate) => tls.checkServerIdentity(options.name, certificate);

function end(code, words) {
  console.log(words);
  process.exit(code);
}
setTimeout(() => end(1, 'no answer'), 3000);

if (options.grpc) {
  const session = http2.connect(options.url, {
    createConnection: () =>
      tls.connect({ ...secure, host: options.address, port: options.port, ALPNProtocols: ['h2'] }),
  });
  session.on('error', (error) => end(1, error.code ?? error.message));
  const stream = session.request({
    ':method': 'POST',
    ':path': '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  let status;
  const note = (headers) => { status = headers['grpc-status'] ?? status; };
  stream.on('response', note);
  stream.on('trailers', note);
  stream.on('error', (error) => end(1, error.code ?? error.message));
  stream.on('close', () => end(status === '0' ? 0 : 1, `grpc-status ${status}`));
  stream.resume();
  stream.end(Buffer.from([0, 0, 0, 0, 0]));
} else {
  const request = https.request({
    ...secure, host: options.address, port: options.port, method: 'POST', path: '/v1/traces',
    headers: { 'content-type': 'application/x-protobuf', 'content-length': 0 },
  });
  request.on('error', (error) => end(1, error.code ?? error.message));
  request.on('response', (response) => {
    const ok = response.statusCode === 200 && response.headers['content-type'] === 'application/x-protobuf';
    end(ok ? 0 : 1, `HTTP ${response.statusCode}`);
  });
  request.end();
}
