//! OTLP over gRPC and over HTTP, on one connection: accepts exports, or refuses them as the fault says.
//!
//! Nothing is decoded or kept: a request is read to its end and answered.

use std::convert::Infallible;
use std::future::ready;

use bytes::Bytes;
use http::HeaderMap;
use http::HeaderValue;
use http::Method;
use http::Request;
use http::Response;
use http::StatusCode;
use http::header;
use http_body_util::BodyExt;
use http_body_util::Empty;
use http_body_util::Full;
use http_body_util::combinators::BoxBody;
use hyper::body::Incoming;

use super::fault::Answer;
use super::fault::Refusal;

/// Largest request that is read, in bytes.
const MAXIMUM_REQUEST: usize = 16 * 1024 * 1024;

/// The package of the three services.
const SERVICES: &str = "/opentelemetry.proto.collector.";

const PROTOBUF: &str = "application/x-protobuf";
const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";

/// The body of an answer.
pub(super) type Body = BoxBody<Bytes, Infallible>;

/// An answer, and whether it accepts an export.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) response: Response<Body>,
    pub(super) exported: bool,
}

impl From<Response<Body>> for Answered {
    fn from(response: Response<Body>) -> Self {
        Self { response, exported: false }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signal {
    Logs,
    Metrics,
    Traces,
}

/// Reads the request to its end and answers it.
pub(super) async fn respond(request: Request<Incoming>, answer: Answer) -> Answered {
    let (head, body) = request.into_parts();
    let kind =
        head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let read = drain(body).await;
    if kind.starts_with("application/grpc") {
        grpc(head.uri.path(), read, answer)
    } else {
        over_http(&head.method, head.uri.path(), kind, read, answer)
    }
}

/// Whether the body ended within the limit.
async fn drain(mut body: Incoming) -> bool {
    let mut seen: usize = 0;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return false };
        seen = seen.saturating_add(frame.data_ref().map_or(0, Bytes::len));
        if seen > MAXIMUM_REQUEST {
            return false;
        }
    }
    true
}

fn grpc(path: &str, read: bool, answer: Answer) -> Answered {
    let signal = match path.strip_prefix(SERVICES) {
        Some("logs.v1.LogsService/Export") => Some(Signal::Logs),
        Some("metrics.v1.MetricsService/Export") => Some(Signal::Metrics),
        Some("trace.v1.TraceService/Export") => Some(Signal::Traces),
        _ => None,
    };
    let unknown = || grpc_status(12, &format!("unknown service {}", service(path))).into();
    match (answer, signal) {
        (Answer::HttpOnly | Answer::Http1Only, _) => page(404, TEXT, "404 page not found\n").into(),
        (Answer::Web | Answer::NoBackend | Answer::Redirect(_) | Answer::ClientCertificateMissing, _) => {
            site(answer).into()
        }
        (_, None) | (Answer::NotFound, _) | (Answer::NoTraces, Some(Signal::Traces)) => unknown(),
        (Answer::Refuse(refusal), _) => grpc_status(refusal.grpc, refusal.message).into(),
        (Answer::Accept | Answer::GrpcOnly | Answer::NoTraces, Some(_)) if !read => {
            grpc_status(8, "the message is larger than this server takes").into()
        }
        (Answer::Accept | Answer::GrpcOnly | Answer::NoTraces, Some(_)) => {
            // An empty Export…ServiceResponse: not compressed, length 0.
            let trailers = HeaderMap::from_iter([(GRPC_STATUS, HeaderValue::from_static("0"))]);
            let body =
                Full::new(Bytes::from_static(&[0; 5])).with_trailers(ready(Some(Ok(trailers)))).boxed();
            let mut response = Response::new(body);
            set(&mut response, header::CONTENT_TYPE, "application/grpc");
            Answered { response, exported: true }
        }
    }
}

const GRPC_STATUS: header::HeaderName = header::HeaderName::from_static("grpc-status");
const GRPC_MESSAGE: header::HeaderName = header::HeaderName::from_static("grpc-message");

fn service(path: &str) -> &str {
    path.trim_start_matches('/').rsplit_once('/').map_or(path, |(service, _)| service)
}

/// A status alone, in the head ("trailers-only").
fn grpc_status(status: u8, message: &str) -> Response<Body> {
    let mut response = Response::new(empty());
    set(&mut response, header::CONTENT_TYPE, "application/grpc");
    response.headers_mut().insert(GRPC_STATUS, HeaderValue::from(u16::from(status)));
    // Percent-encoded, as the gRPC protocol over HTTP/2 wants it.
    let encoded: String = message.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'%' | 0..=0x1f | 0x7f.. => encoded.push_str(&format!("%{byte:02X}")),
            _ => encoded.push(char::from(byte)),
        }
        encoded
    });
    set(&mut response, GRPC_MESSAGE, &encoded);
    response
}

fn over_http(method: &Method, path: &str, kind: &str, read: bool, answer: Answer) -> Answered {
    let signal = match path {
        "/v1/logs" => Some(Signal::Logs),
        "/v1/metrics" => Some(Signal::Metrics),
        "/v1/traces" => Some(Signal::Traces),
        _ => None,
    };
    let not_found = || page(404, TEXT, "404 page not found\n").into();
    match (answer, signal) {
        (Answer::GrpcOnly, _) => {
            let mut response = grpc_status(3, &format!("invalid gRPC request content-type \"{kind}\""));
            *response.status_mut() = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            response.into()
        }
        (Answer::Web | Answer::NoBackend | Answer::Redirect(_) | Answer::ClientCertificateMissing, _) => {
            site(answer).into()
        }
        (Answer::Refuse(refusal), Some(_)) => refuse(refusal, kind).into(),
        (_, None) | (Answer::NotFound, _) | (Answer::NoTraces, Some(Signal::Traces)) => not_found(),
        (Answer::Accept | Answer::HttpOnly | Answer::Http1Only | Answer::NoTraces, Some(_)) => {
            accept(method, kind, read)
        }
    }
}

fn accept(method: &Method, kind: &str, read: bool) -> Answered {
    if method != Method::POST {
        let mut response = page(405, TEXT, "405 method not allowed, supported: [POST]");
        set(&mut response, header::ALLOW, "POST");
        return response.into();
    }
    if !read {
        return page(413, TEXT, "the request is larger than this server takes").into();
    }
    // An empty Export…ServiceResponse, in the encoding of the request.
    let response = match kind.split(';').next().unwrap_or_default().trim() {
        PROTOBUF => page(200, PROTOBUF, ""),
        JSON => page(200, JSON, "{}"),
        _ => {
            let text = "415 unsupported media type, supported: [application/json, application/x-protobuf]";
            return page(415, TEXT, text).into();
        }
    };
    Answered { response, exported: true }
}

/// An error with a `google.rpc.Status`, as OTLP over HTTP wants it.
fn refuse(refusal: Refusal, kind: &str) -> Response<Body> {
    let (kind, body) = if kind.starts_with(JSON) {
        let text: String = refusal.message.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        (JSON, format!("{{\"code\":{},\"message\":\"{text}\"}}", refusal.grpc).into_bytes())
    } else {
        // Field 1, varint: the code. Field 2, bytes: the message.
        let mut status = vec![0x08, refusal.grpc, 0x12, refusal.message.len().min(127) as u8];
        status.extend(refusal.message.bytes().take(127));
        (PROTOBUF, status)
    };
    let mut response = Response::new(full(body));
    *response.status_mut() = StatusCode::from_u16(refusal.http).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    set(&mut response, header::CONTENT_TYPE, kind);
    if let Some((name, value)) = refusal.header {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// What a web server or a proxy answers to everything.
fn site(answer: Answer) -> Response<Body> {
    match answer {
        Answer::Redirect(to) => {
            let mut response = page(308, HTML, "<html><body><h1>308 Permanent Redirect</h1></body></html>\n");
            set(&mut response, header::LOCATION, to);
            response
        }
        Answer::NoBackend => page(
            502,
            HTML,
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
             <center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n",
        ),
        Answer::ClientCertificateMissing => page(
            400,
            HTML,
            "<html>\r\n<head><title>400 No required SSL certificate was sent</title></head>\r\n<body>\r\n\
             <center><h1>400 Bad Request</h1></center>\r\n<center>No required SSL certificate was sent</center>\r\n\
             <hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n",
        ),
        _ => page(
            200,
            HTML,
            "<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body>It works.</body></html>\n",
        ),
    }
}

fn page(status: u16, kind: &str, text: &'static str) -> Response<Body> {
    let mut response = Response::new(full(text.as_bytes().to_vec()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    set(&mut response, header::CONTENT_TYPE, kind);
    response
}

/// Leaves the header out where the value cannot be one.
fn set(response: &mut Response<Body>, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn full(bytes: Vec<u8>) -> Body {
    Full::new(Bytes::from(bytes)).boxed()
}

fn empty() -> Body {
    Empty::new().boxed()
}
