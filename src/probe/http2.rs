//! OTLP over HTTP/2: gRPC, and OTLP/HTTP where a server takes both.
//!
//! `h2` directly: layers above it hide the TLS alert that ends a connection. The connection is driven in the
//! same task as the request, so dropping the probe ends both.

use std::future::poll_fn;
use std::pin::Pin;
use std::pin::pin;
use std::task::Poll;

use bytes::Bytes;
use h2::client::Connection;
use h2::client::SendRequest;
use http::HeaderMap;
use http::HeaderValue;
use http::Method;
use http::Request;
use http::Version;
use tokio::time::timeout_at;

use super::failure;
use super::http1::USER_AGENT;
use super::otlp::Asked;
use super::otlp::Export;
use super::otlp::SentHeader;
use super::otlp::percent_decode;
use super::otlp::printable;
use super::plaintext;
use super::tap::SharedLog;
use super::wire::Wire;
use crate::observation::By;
use crate::observation::Exchange;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::target::Protocol;

/// Most bytes of a body that are kept.
const BODY: usize = 4 * 1024;
/// Most bytes of a body that are read.
const BODY_READ: usize = 64 * 1024;
/// Most bytes of headers.
const HEADERS: u32 = 16 * 1024;

/// An empty export: uncompressed, zero bytes.
const EMPTY_MESSAGE: [u8; 5] = [0; 5];

/// Asks the protocols in order, until one answers as itself.
pub(super) async fn export(export: &Export<'_>, wire: Wire, protocols: &[Protocol]) -> Asked {
    let log = wire.log();
    let mut asked = Asked { all_count: export.asks_all(), ..Asked::default() };
    let starting = h2::client::Builder::new()
        .max_header_list_size(HEADERS)
        .initial_window_size(64 * 1024)
        .enable_push(false)
        .handshake::<_, Bytes>(wire);
    let (sender, connection) = match timeout_at(export.deadline, starting).await {
        Ok(Ok(started)) => started,
        Ok(Err(error)) => {
            asked.failure = Some(failure_of(&error, &log));
            return asked;
        }
        Err(_) => {
            asked.failure = Some(failure::timeout("HTTP/2 did not start"));
            return asked;
        }
    };
    let mut driver = Driver { connection: Some(connection) };
    'protocols: for &protocol in protocols {
        let signals = export.signals();
        for (position, &signal) in signals.iter().enumerate() {
            let (mut exchange, headers) = export.exchange(protocol, signal);
            let asking = ask(&sender, export, &headers, &mut exchange);
            let outcome = timeout_at(export.deadline, driver.alongside(asking)).await;
            let end = match outcome {
                Ok(Ok(())) => None,
                Ok(Err(error)) => Some(failure_of(&error, &log)),
                Err(_) => Some(failure::timeout("no answer to the export")),
            };
            let ended = end.is_some();
            let first = asked.seen.exchanges.is_empty();
            if let Some(end) = end.filter(|_| first) {
                if end.kind == FailureKind::NotHttp {
                    exchange.body = printable(&log.lock().application);
                }
                asked.failure = Some(end);
            }
            let not_served = exchange.not_served();
            if first || exchange.http_status.is_some() {
                asked.seen.exchanges.push(exchange);
            }
            if ended {
                // What is not answered on a used connection may be on a fresh one.
                asked.left =
                    if first { Vec::new() } else { signals.get(position..).unwrap_or_default().to_vec() };
                break 'protocols;
            }
            if !not_served && !export.asks_all() {
                break;
            }
        }
        let answered = asked.seen.exchanges.last();
        if answered.is_some_and(|last| last.protocol == Protocol::Grpc && last.grpc_status.is_some()) {
            break;
        }
    }
    asked.seen.settings = plaintext::is_http2_settings(&log.lock().application);
    drop(sender);
    driver.finish().await;
    asked
}

struct Driver {
    /// `None` when it has ended.
    connection: Option<Connection<Wire, Bytes>>,
}

impl Driver {
    /// Does `work` while the connection is driven. How the connection ends is in the wire's log, and in the
    /// error that `work` gets.
    async fn alongside<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        poll_fn(|cx| {
            loop {
                if let Poll::Ready(output) = work.as_mut().poll(cx) {
                    return Poll::Ready(output);
                }
                let Some(connection) = &mut self.connection else { return Poll::Pending };
                if Pin::new(connection).poll(cx).is_pending() {
                    return Poll::Pending;
                }
                self.connection = None;
            }
        })
        .await
    }

    /// Sends what is queued and says goodbye, without waiting for the peer.
    async fn finish(&mut self) {
        if let Some(connection) = &mut self.connection {
            poll_fn(|cx| {
                let _ = Pin::new(&mut *connection).poll(cx);
                Poll::Ready(())
            })
            .await;
        }
    }
}

async fn ask(
    sender: &SendRequest<Bytes>,
    export: &Export<'_>,
    headers: &[SentHeader<'_>],
    exchange: &mut Exchange,
) -> Result<(), h2::Error> {
    let mut sender = sender.clone().ready().await?;
    let Some(request) = request(export, headers, exchange) else { return Ok(()) };
    let is_grpc = exchange.protocol == Protocol::Grpc;
    let (response, mut body) = sender.send_request(request, !is_grpc)?;
    if is_grpc {
        body.send_data(Bytes::from_static(&EMPTY_MESSAGE), true)?;
    }
    let (head, mut body) = response.await?.into_parts();
    exchange.http_status = Some(head.status.as_u16());
    exchange.content_type = text(&head.headers, "content-type");
    exchange.server = text(&head.headers, "server");
    exchange.www_authenticate = text(&head.headers, "www-authenticate");
    exchange.location = text(&head.headers, "location");
    take_status(exchange, &head.headers);
    let mut kept = Vec::new();
    let mut read = 0;
    while let Some(piece) = body.data().await {
        let piece = piece?;
        read += piece.len();
        body.flow_control().release_capacity(piece.len())?;
        let room = BODY.saturating_sub(kept.len()).min(piece.len());
        kept.extend_from_slice(piece.get(..room).unwrap_or_default());
        exchange.body = if is_grpc && exchange.content_type.as_deref().is_some_and(is_grpc_type) {
            None
        } else {
            printable(&kept)
        };
        if read > BODY_READ {
            return Ok(());
        }
    }
    if let Some(trailers) = body.trailers().await? {
        take_status(exchange, &trailers);
    }
    Ok(())
}

fn request(export: &Export<'_>, headers: &[SentHeader<'_>], exchange: &Exchange) -> Option<Request<()>> {
    let uri = format!("{}://{}{}", export.scheme(), export.authority(), export.asked_path(exchange));
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(uri)
        .version(Version::HTTP_2)
        .header("user-agent", USER_AGENT)
        .body(())
        .ok()?;
    let map = request.headers_mut();
    match exchange.protocol {
        Protocol::Grpc => {
            map.insert("content-type", HeaderValue::from_static("application/grpc"));
            map.insert("te", HeaderValue::from_static("trailers"));
        }
        Protocol::HttpProtobuf => {
            map.insert("content-type", HeaderValue::from_static("application/x-protobuf"));
            map.insert("content-length", HeaderValue::from_static("0"));
        }
    }
    for header in headers {
        map.append(header.name.clone(), header.value.clone());
    }
    Some(request)
}

fn is_grpc_type(kind: &str) -> bool {
    kind.starts_with("application/grpc")
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    printable(headers.get(name)?.as_bytes())
}

/// grpc-status may be in the headers (an answer without a body) or in the trailers.
fn take_status(exchange: &mut Exchange, headers: &HeaderMap) {
    if let Some(status) = text(headers, "grpc-status").and_then(|status| status.trim().parse().ok()) {
        exchange.grpc_status = Some(status);
    }
    if let Some(message) = headers.get("grpc-message") {
        exchange.grpc_message = printable(&percent_decode(message.as_bytes()));
    }
}

/// What ended an exchange. The wire knows best; then what was said instead of HTTP/2; then `h2` itself.
fn failure_of(error: &h2::Error, log: &SharedLog) -> Failure {
    let log = log.lock();
    if !log.application.is_empty() && !plaintext::may_be_http2(&log.application) {
        return failure::failure(FailureKind::NotHttp, By::Peer, "the answer is no HTTP/2");
    }
    if let Some(end) = &log.ended {
        return end.clone();
    }
    if let Some(io) = error.get_io() {
        return failure::of_stream(io);
    }
    if error.is_remote() {
        return failure::failure(FailureKind::Closed, By::Peer, error);
    }
    failure::failure(FailureKind::NotHttp, By::Peer, error)
}
