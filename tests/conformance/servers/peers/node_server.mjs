// An OTLP server on Node's own HTTP and HTTP/2 stacks.
//
// One argument, a JSON object: `mode` (https, http, h2, h2c), `cert`, `key`, `client_ca`
// (files), `optional` (ask for a client certificate, take any), `minVersion`,
// `maxVersion`, `ciphers`, `sigalgs`, `ecdhCurve`, `ALPNProtocols`, `allowHTTP1`, `signals` (served), `status` (of every HTTP
// answer), `type` (its content type), `location`, `grpcStatus`, `address`. Prints `READY <port>`.

import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';

const options = JSON.parse(process.argv[2]);
const signals = options.signals ?? ['traces', 'metrics', 'logs'];
const paths = new Set(signals.map((signal) => `/v1/${signal}`));
const services = { traces: 'trace.v1.TraceService', metrics: 'metrics.v1.MetricsService', logs: 'logs.v1.LogsService' };
const methods = new Set(signals.map((s) => `/opentelemetry.proto.collector.${services[s]}/Export`));

const tls = {};
if (options.cert) {
  tls.cert = fs.readFileSync(options.cert);
  tls.key = fs.readFileSync(options.key);
  if (options.client_ca) {
    tls.ca = fs.readFileSync(options.client_ca);
    tls.requestCert = true;
    tls.rejectUnauthorized = !options.optional;
  }
  for (const name of ['minVersion', 'maxVersion', 'ciphers', 'sigalgs', 'ecdhCurve', 'ALPNProtocols', 'allowHTTP1']) {
    if (options[name] !== undefined) tls[name] = options[name];
  }
}

function answerHttp(request, response) {
  request.resume();
  request.on('end', () => {
    if (options.status) {
      const fields = { 'content-type': options.type ?? 'text/plain' };
      if (options.location) fields.location = options.location;
      response.writeHead(options.status, fields);
      return response.end('refused by this server\n');
    }
    if (!paths.has(request.url)) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      return response.end('404 page not found\n');
    }
    if (request.method !== 'POST') {
      response.writeHead(405, { 'content-type': 'text/plain' });
      return response.end('405 method not allowed\n');
    }
    response.writeHead(200, { 'content-type': 'application/x-protobuf' });
    response.end();
  });
}

function answerGrpc(stream, headers) {
  stream.on('error', () => {});
  stream.resume();
  stream.on('end', () => {
    const served = methods.has(headers[':path']);
    const status = options.grpcStatus ?? (served ? 0 : 12);
    if (status !== 0) {
      stream.respond(
        { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': String(status), 'grpc-message': served ? 'refused' : 'unknown service' },
        { endStream: true },
      );
      return;
    }
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    // A client that hangs up may be asked for twice.
    stream.on('wantTrailers', () => stream.sentTrailers || stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(Buffer.from([0, 0, 0, 0, 0]));
  });
}

function onStream(stream, headers) {
  if ((headers['content-type'] ?? '').startsWith('application/grpc')) return answerGrpc(stream, headers);
  if (options.allowHTTP1) return; // answered as a request
  stream.on('error', () => {});
  stream.resume();
  stream.on('end', () => stream.respond({ ':status': 415 }, { endStream: true }));
}

let server;
if (options.mode === 'https') server = https.createServer(tls, answerHttp);
else if (options.mode === 'http') server = http.createServer(answerHttp);
else {
  server = options.mode === 'h2' ? http2.createSecureServer(tls) : http2.createServer();
  server.on('stream', onStream);
  server.on('sessionError', () => {});
  if (options.allowHTTP1) {
    server.on('request', (request, response) => {
      if (!(request.headers['content-type'] ?? '').startsWith('application/grpc')) answerHttp(request, response);
    });
  }
}
server.on('tlsClientError', () => {});
server.listen(0, (options.address ?? '127.0.0.1').replace(/[[\]]/g, ''), () => console.log(`READY ${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));
