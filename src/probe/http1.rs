//! OTLP/HTTP over HTTP/1.1: an own writer, and a reader that keeps only the beginning of an answer.

use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout_at;

use super::failure;
use super::otlp::Asked;
use super::otlp::Export;
use super::otlp::printable;
use super::wire::Wire;
use crate::observation::By;
use crate::observation::Exchange;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::target::Protocol;

/// `otls/<version>`.
pub(super) const USER_AGENT: &str = concat!("otls/", env!("CARGO_PKG_VERSION"));

/// Longest head of an answer that is read.
const HEAD: usize = 16 * 1024;
/// Most bytes of a body that are kept.
const BODY: usize = 4 * 1024;
/// Most interim answers (1xx) that are skipped.
const INTERIM: usize = 8;

/// The head of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Head {
    status: u16,
    content_type: Option<String>,
    server: Option<String>,
    www_authenticate: Option<String>,
    location: Option<String>,
    length: BodyLength,
    closes: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum BodyLength {
    #[default]
    UntilClose,
    Known(usize),
    Chunked,
}

/// Exports over HTTP/1.1: one signal, and the others on the same connection where it is not served.
pub(super) async fn export(export: &Export<'_>, mut wire: Wire) -> Asked {
    let mut asked = Asked { all_count: export.asks_all(), ..Asked::default() };
    let mut left = Vec::new();
    let signals = export.signals();
    for (position, &signal) in signals.iter().enumerate() {
        let (mut exchange, headers) = export.exchange(Protocol::HttpProtobuf, signal);
        let request = export.head_of_request(&export.asked_path(&exchange), &headers);
        let outcome = timeout_at(export.deadline, ask(&mut wire, &request, &mut left, &mut exchange)).await;
        let served_elsewhere = exchange.not_served();
        let first = asked.seen.exchanges.is_empty();
        let reusable = match outcome {
            Ok(Ok(reusable)) => reusable,
            Ok(Err(end)) => {
                if first {
                    asked.failure = Some(end);
                }
                false
            }
            Err(_) => {
                if first {
                    asked.failure = Some(failure::timeout("no answer to the export"));
                }
                false
            }
        };
        let answered = exchange.http_status.is_some();
        if first || answered {
            asked.seen.exchanges.push(exchange);
        }
        if answered && !(served_elsewhere || export.asks_all()) {
            break;
        }
        if !reusable {
            // What is not answered on a used connection may be on a fresh one.
            let next = if first || answered { position + 1 } else { position };
            asked.left = if first && !answered {
                Vec::new()
            } else {
                signals.get(next..).unwrap_or_default().to_vec()
            };
            break;
        }
    }
    wire.close().await;
    asked
}

/// One request and its answer. Gives whether the connection can be used again.
async fn ask(
    wire: &mut Wire,
    request: &[u8],
    left: &mut Vec<u8>,
    exchange: &mut Exchange,
) -> Result<bool, Failure> {
    // A write that fails is noted below TLS; the answer may be there all the same.
    if let Err(error) = wire.write_all(request).await {
        return Err(failure::of_stream(&error));
    }
    let _ = wire.flush().await;
    let mut interim = 0;
    let head = loop {
        let head = read_head(wire, left, exchange).await?;
        if (100..200).contains(&head.status) && head.status != 101 && interim < INTERIM {
            interim += 1;
            continue;
        }
        break head;
    };
    exchange.http_status = Some(head.status);
    exchange.content_type = head.content_type;
    exchange.server = head.server;
    exchange.www_authenticate = head.www_authenticate;
    exchange.location = head.location;
    let (body, complete) = match head.length {
        BodyLength::Known(length) => read_known(wire, left, length).await,
        BodyLength::Chunked => read_chunked(wire, left).await,
        BodyLength::UntilClose => read_to_end(wire, left).await,
    };
    exchange.body = printable(&body);
    Ok(complete && !head.closes)
}

async fn read_head(wire: &mut Wire, left: &mut Vec<u8>, exchange: &mut Exchange) -> Result<Head, Failure> {
    loop {
        match parse_head(left) {
            Ok(Some((length, head))) => {
                left.drain(..length);
                return Ok(head);
            }
            Ok(None) if left.len() < HEAD => {}
            Ok(None) | Err(()) => {
                exchange.body = printable(left);
                return Err(failure::failure(FailureKind::NotHttp, By::Peer, "the answer is no HTTP/1.1"));
            }
        }
        if !more(wire, left).await? {
            exchange.body = printable(left);
            return Err(end_of(wire));
        }
    }
}

/// Reads on; `false` at the end of the stream.
async fn more(wire: &mut Wire, left: &mut Vec<u8>) -> Result<bool, Failure> {
    let mut room = [0u8; 4096];
    match wire.read(&mut room).await {
        Ok(count) => {
            left.extend_from_slice(room.get(..count).unwrap_or_default());
            Ok(count > 0)
        }
        Err(error) => Err(failure::of_stream(&error)),
    }
}

fn end_of(wire: &Wire) -> Failure {
    wire.log().lock().ended.clone().unwrap_or_else(|| failure::closed("end of stream"))
}

fn parse_head(bytes: &[u8]) -> Result<Option<(usize, Head)>, ()> {
    let mut headers = [httparse::EMPTY_HEADER; 100];
    let mut response = httparse::Response::new(&mut headers);
    let length = match response.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(_) => return Err(()),
    };
    let mut head = Head { status: response.code.ok_or(())?, ..Head::default() };
    head.closes = response.version == Some(0);
    for header in response.headers.iter() {
        let value = printable(header.value).unwrap_or_default();
        match header.name.to_ascii_lowercase().as_str() {
            "content-type" => head.content_type = Some(value),
            "server" => head.server = Some(value),
            "www-authenticate" => head.www_authenticate = Some(value),
            "location" => head.location = Some(value),
            "connection" => head.closes = value.to_ascii_lowercase().contains("close"),
            "content-length" if head.length != BodyLength::Chunked => {
                head.length = value.trim().parse().map_or(BodyLength::UntilClose, BodyLength::Known);
            }
            "transfer-encoding" if value.to_ascii_lowercase().contains("chunked") => {
                head.length = BodyLength::Chunked;
            }
            _ => {}
        }
    }
    if head.status == 204 || head.status == 304 || head.status < 200 {
        head.length = BodyLength::Known(0);
    }
    Ok(Some((length, head)))
}

/// A body of known length: its beginning, and whether all of it was read.
async fn read_known(wire: &mut Wire, left: &mut Vec<u8>, length: usize) -> (Vec<u8>, bool) {
    let wanted = length.min(BODY);
    while left.len() < wanted && matches!(more(wire, left).await, Ok(true)) {}
    let complete = left.len() >= length;
    let body = left.drain(..left.len().min(wanted)).collect();
    (body, complete)
}

async fn read_to_end(wire: &mut Wire, left: &mut Vec<u8>) -> (Vec<u8>, bool) {
    while left.len() < BODY && matches!(more(wire, left).await, Ok(true)) {}
    left.truncate(BODY);
    (std::mem::take(left), false)
}

/// A chunked body: its beginning, and whether the last chunk was read.
async fn read_chunked(wire: &mut Wire, left: &mut Vec<u8>) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    let mut raw = 0;
    loop {
        match httparse::parse_chunk_size(left) {
            Ok(httparse::Status::Complete((start, size))) => {
                let size = usize::try_from(size).unwrap_or(usize::MAX);
                let end = start.saturating_add(size).saturating_add(2);
                if left.len() >= end {
                    body.extend_from_slice(left.get(start..end - 2).unwrap_or_default());
                    left.drain(..end);
                    raw += end;
                    if size == 0 {
                        return (body, true);
                    }
                    continue;
                }
                if raw + left.len() > BODY {
                    body.extend_from_slice(left.get(start..).unwrap_or_default());
                    return (body, false);
                }
            }
            Ok(httparse::Status::Partial) => {}
            Err(_) => return (body, false),
        }
        if body.len() > BODY || !matches!(more(wire, left).await, Ok(true)) {
            return (body, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_head_is_read() {
        let (length, head) = parse_head(
            b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nServer: x\r\n\r\nhello",
        )
        .unwrap()
        .unwrap();
        assert_eq!(length, 82);
        assert_eq!(head.status, 404);
        assert_eq!(head.length, BodyLength::Known(5));
        assert_eq!(head.server.as_deref(), Some("x"));
        assert!(!head.closes);
    }

    #[test]
    fn chunked_beats_length() {
        let bytes = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n";
        assert_eq!(parse_head(bytes).unwrap().unwrap().1.length, BodyLength::Chunked);
    }

    #[test]
    fn what_is_no_http() {
        assert_eq!(parse_head(b"SSH-2.0-OpenSSH_9\r\n"), Err(()));
        assert_eq!(parse_head(&[0, 0, 18, 4, 0, 0, 0, 0, 0]), Err(()));
        assert_eq!(parse_head(b"HTTP/1."), Ok(None));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = parse_head(&bytes);
        }
    }
}
