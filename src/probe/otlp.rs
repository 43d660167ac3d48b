//! The export: what is asked, of whom, and how the answers decide the step.

use http::HeaderName;
use http::HeaderValue;
use tokio::time::Instant;

use super::http1::USER_AGENT;
use super::tcp::join;
use crate::observation::By;
use crate::observation::Exchange;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::observation::OtlpSeen;
use crate::observation::Step;
use crate::secret::Secret;
use crate::target::PathKind;
use crate::target::Protocol;
use crate::target::Settings;
use crate::target::Signal;

/// Longest text that is kept of an answer, in characters.
const TEXT: usize = 256;
/// Headers that belong to the connection; a user's value would break the framing.
const FRAMING: [&str; 6] = ["connection", "content-length", "host", "te", "transfer-encoding", "upgrade"];

/// What is to be exported on a connection.
pub(super) struct Export<'a> {
    pub(super) settings: &'a Settings,
    /// TLS is below.
    pub(super) tls: bool,
    /// Send the user's headers.
    pub(super) headers: bool,
    /// When the stage ends.
    pub(super) deadline: Instant,
    /// These signals and no others, on a further connection.
    pub(super) only: Option<Vec<Signal>>,
}

/// A header as it is sent.
pub(super) struct SentHeader<'a> {
    /// As the user gave it.
    pub(super) given: &'a str,
    pub(super) name: HeaderName,
    /// Marked sensitive: its `Debug` hides it.
    pub(super) value: HeaderValue,
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) seen: OtlpSeen,
    /// An exporter needs each of them.
    pub(super) all_count: bool,
    /// Why the first request got no complete answer.
    pub(super) failure: Option<Failure>,
    /// Signals that the peer, by ending the connection, left to be asked on another one.
    pub(super) left: Vec<Signal>,
}

impl Asked {
    /// Whether an exporter would take one of the answers for success; each of them, where each counts.
    pub(super) fn accepted(&self) -> bool {
        let exchanges = &self.seen.exchanges;
        exchanges.iter().any(Exchange::accepted)
            && (!self.all_count || exchanges.iter().all(Exchange::accepted))
    }

    /// The step that this makes.
    pub(super) fn into_step(self, duration_us: u64) -> Step<OtlpSeen> {
        if self.accepted() {
            return Step::ok(duration_us, self.seen);
        }
        let failure = self.failure.unwrap_or(Failure {
            kind: FailureKind::Answer,
            by: By::Peer,
            alert: None,
            detail: None,
        });
        Step::failed(duration_us, failure, Some(self.seen))
    }
}

impl<'a> Export<'a> {
    /// The signals to ask, in order; those after the first only where it is not served.
    pub(super) fn signals(&self) -> Vec<Signal> {
        if let Some(only) = &self.only {
            return only.clone();
        }
        if let Some(signal) = self.settings.signal {
            return [&[signal], self.further()].concat();
        }
        if let Some(signal) = self.final_path().map(|(signal, _)| signal) {
            return vec![signal];
        }
        Signal::ALL.to_vec()
    }

    /// What a Collector's pipelines send beside the first signal.
    fn further(&self) -> &'a [Signal] {
        self.settings.collector.as_ref().map_or(&[], |seen| &seen.further)
    }

    /// Every signal is asked, whatever is said to the first.
    pub(super) fn asks_all(&self) -> bool {
        !self.further().is_empty()
    }

    /// A path that the user gave for one signal.
    fn final_path(&self) -> Option<(Signal, &'a str)> {
        let endpoint = &self.settings.endpoint;
        if endpoint.path_kind == PathKind::Final {
            let signal = self.settings.signal.unwrap_or(Signal::Traces);
            return Some((signal, endpoint.path.as_deref().unwrap_or("/")));
        }
        let path = endpoint.path.as_deref().filter(|_| endpoint.path_kind == PathKind::ByEnding)?;
        let signal =
            Signal::ALL.into_iter().find(|signal| path.ends_with(signal.path(Protocol::HttpProtobuf)))?;
        Some((signal, path))
    }

    fn path(&self, protocol: Protocol, signal: Signal) -> String {
        match protocol {
            Protocol::Grpc => signal.path(protocol).to_owned(),
            Protocol::HttpProtobuf => match self.final_path() {
                Some((_, path)) => path.to_owned(),
                None => {
                    let base = self.settings.endpoint.path.as_deref().unwrap_or_default();
                    format!("{}{}", base.trim_end_matches('/'), signal.path(protocol))
                }
            },
        }
    }

    /// The path as it is asked for: with the query of a final one, which may hold a token and goes where headers go.
    pub(super) fn asked_path(&self, exchange: &Exchange) -> String {
        let sent = self.headers && self.final_path().is_some();
        // A fragment is nobody's but the reader's.
        let is_query = |extra: &&Secret<String>| sent && extra.expose().starts_with('?');
        let query = self.settings.endpoint.extra.as_ref().filter(is_query);
        format!("{}{}", exchange.path, query.map_or("", |query| query.expose().as_str()))
    }

    /// An exchange before it has happened, and the headers to send with it.
    pub(super) fn exchange(&self, protocol: Protocol, signal: Signal) -> (Exchange, Vec<SentHeader<'a>>) {
        let headers = if self.headers { self.user_headers() } else { Vec::new() };
        let exchange = Exchange {
            protocol,
            signal,
            path: self.path(protocol, signal),
            headers_sent: headers.iter().map(|header| header.given.to_owned()).collect(),
            http_status: None,
            grpc_status: None,
            grpc_message: None,
            content_type: None,
            server: None,
            www_authenticate: None,
            location: None,
            body: None,
        };
        (exchange, headers)
    }

    /// The user's headers as far as they are valid; a line break in one cannot make another.
    fn user_headers(&self) -> Vec<SentHeader<'a>> {
        let valid = self.settings.headers.iter().filter_map(|header| {
            let name = HeaderName::from_bytes(header.name.as_bytes()).ok()?;
            let mut value = HeaderValue::from_str(header.value.expose()).ok()?;
            value.set_sensitive(true);
            (!FRAMING.contains(&name.as_str())).then_some(SentHeader { given: &header.name, name, value })
        });
        valid.collect()
    }

    pub(super) fn scheme(&self) -> &'static str {
        if self.tls { "https" } else { "http" }
    }

    /// Host and port of the endpoint, wherever the connection goes.
    pub(super) fn authority(&self) -> String {
        join(self.settings.endpoint.host.as_str(), self.settings.endpoint.port)
    }

    /// An HTTP/1.1 request without a body.
    pub(super) fn head_of_request(&self, path: &str, headers: &[SentHeader<'_>]) -> Vec<u8> {
        let mut head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nUser-Agent: {USER_AGENT}\r\nAccept: */*\r\n\
             Content-Type: application/x-protobuf\r\nContent-Length: 0\r\n",
            self.authority()
        )
        .into_bytes();
        for header in headers {
            head.extend_from_slice(header.name.as_str().as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(header.value.as_bytes());
            head.extend_from_slice(b"\r\n");
        }
        head.extend_from_slice(b"\r\n");
        head
    }
}

/// The first words of bytes that are text; `None` for others and for nothing.
pub(super) fn printable(bytes: &[u8]) -> Option<String> {
    let start = bytes.get(..bytes.len().min(4 * TEXT)).unwrap_or_default();
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // Cut in the middle of a character.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(start.get(..error.valid_up_to()).unwrap_or_default()).ok()?
        }
        Err(_) => return None,
    };
    let binary = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{1b}');
    if text.is_empty() || text.chars().any(binary) {
        return None;
    }
    Some(text.chars().take(TEXT).collect())
}

/// Undoes the percent-encoding of grpc-message.
pub(super) fn percent_decode(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        let escaped = match (first, after) {
            (b'%', [high, low, tail @ ..]) => hex(*high).zip(hex(*low)).map(|(h, l)| (h << 4 | l, tail)),
            _ => None,
        };
        let (byte, tail) = escaped.unwrap_or((first, after));
        decoded.push(byte);
        rest = tail;
    }
    decoded
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_binary() {
        assert_eq!(printable(b"page not found\n").as_deref(), Some("page not found\n"));
        assert_eq!(printable(&[0, 0, 18, 4]), None);
        assert_eq!(printable(b""), None);
        assert_eq!(printable(&[b'x'; 5000]).map(|text| text.len()), Some(256));
        assert_eq!(printable("é".repeat(2000).as_bytes()).map(|text| text.chars().count()), Some(256));
    }

    #[test]
    fn grpc_messages_are_decoded() {
        assert_eq!(percent_decode(b"unknown%20service %2"), b"unknown service %2");
    }
}
