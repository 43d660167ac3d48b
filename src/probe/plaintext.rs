//! What a port says in cleartext, by its first bytes.

use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::time::Instant;
use tokio::time::timeout_at;

use super::Probe;
use super::flight;
use super::http1::USER_AGENT;
use super::side_by_side;
use super::side_by_side::Work;
use super::tap::SharedLog;
use super::tcp::Route;
use super::tcp::join;
use super::tls::Variation;
use crate::observation::Der;
use crate::observation::FailureKind;
use crate::observation::PlaintextSeen;
use crate::observation::Speaks;

/// Most bytes that are kept.
const KEPT: usize = 256;
/// How long to wait for the rest once something was said.
const REST: Duration = Duration::from_millis(100);

/// The HTTP/2 preface and an empty SETTINGS frame.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

/// What a port is sent to make it speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    ClientHello,
    Http2Preface,
    Http1Request,
}

impl Sent {
    /// As in observations.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::ClientHello => "client-hello",
            Self::Http2Preface => "http2-preface",
            Self::Http1Request => "http1-request",
        }
    }
}

/// Whether bytes start with a SETTINGS or GOAWAY frame of the connection.
pub(super) fn is_http2(bytes: &[u8]) -> bool {
    matches!(bytes, [0, _, _, 4 | 7, _, 0, 0, 0, 0, ..])
}

/// Whether the server's SETTINGS are among the first bytes.
pub(super) fn is_http2_settings(bytes: &[u8]) -> bool {
    matches!(bytes, [0, _, _, 4, _, 0, 0, 0, 0, ..])
}

/// Whether bytes can be the beginning of HTTP/2, as far as they go.
pub(super) fn may_be_http2(bytes: &[u8]) -> bool {
    if bytes.len() >= 9 { is_http2(bytes) } else { bytes.first().is_none_or(|first| *first == 0) }
}

/// What first bytes are. None is [`Speaks::Nothing`].
pub(super) fn speaks(bytes: &[u8]) -> Speaks {
    if bytes.is_empty() {
        Speaks::Nothing
    } else if is_http2(bytes) {
        Speaks::H2c
    } else if bytes.starts_with(b"HTTP/") {
        Speaks::Http1
    } else if bytes.len() >= 3 && flight::looks_like_tls(bytes) {
        Speaks::Tls
    } else {
        Speaks::Other
    }
}

/// How much an answer says; the larger explains more.
fn weight(speaks: Speaks) -> u8 {
    match speaks {
        Speaks::H2c => 5,
        Speaks::Http1 => 4,
        Speaks::Tls => 3,
        Speaks::Other => 2,
        Speaks::Closed => 1,
        Speaks::Nothing => 0,
    }
}

impl Probe<'_> {
    /// Looks closer at a port that answered a ClientHello with `first` (which may be nothing), or ended as `end` says.
    pub(super) async fn look_in_clear(
        &self,
        route: Route<'_>,
        first: &[u8],
        end: FailureKind,
    ) -> PlaintextSeen {
        let silent = if end == FailureKind::Timeout { Speaks::Nothing } else { Speaks::Closed };
        let heard = PlaintextSeen {
            speaks: if first.is_empty() { silent } else { speaks(first) },
            first_bytes: kept(first),
            sent: Sent::ClientHello.as_str().to_owned(),
        };
        let questions: &[Sent] = match heard.speaks {
            Speaks::H2c | Speaks::Tls => &[],
            // A server that answers 400 may take HTTP/2 as well.
            Speaks::Http1 => &[Sent::Http2Preface],
            // HTTP/0.9 errors have no status line.
            Speaks::Other => &[Sent::Http1Request],
            Speaks::Nothing | Speaks::Closed => &[Sent::Http2Preface, Sent::Http1Request],
        };
        let asking: Vec<Work<'_, Option<PlaintextSeen>>> =
            questions.iter().map(|sent| Box::pin(self.ask_in_clear(route, *sent)) as Work<'_, _>).collect();
        let mut best = heard;
        for answer in side_by_side::all(asking).await.into_iter().flatten() {
            if weight(answer.speaks) > weight(best.speaks) {
                best = answer;
            }
        }
        best
    }

    /// One question in clear. `None` when the connection did not come up.
    async fn ask_in_clear(&self, route: Route<'_>, sent: Sent) -> Option<PlaintextSeen> {
        let (why, question) = match sent {
            Sent::Http2Preface => ("cleartext HTTP/2", PREFACE.to_vec()),
            Sent::Http1Request | Sent::ClientHello => ("cleartext HTTP/1.1", self.http1_question()),
        };
        let mut tap = self.connect(route, why).await.ok()?;
        let log = tap.log();
        // What came in counts, even when the peer has closed meanwhile.
        let _ = tap.write_all(&question).await;
        let mut end = Speaks::Nothing;
        let mut deadline = Instant::now() + self.extra_timeout();
        let mut room = [0u8; KEPT];
        while log.lock().received_total < KEPT {
            match timeout_at(deadline, tap.read(&mut room)).await {
                Err(_) => break,
                Ok(Ok(0) | Err(_)) => {
                    end = Speaks::Closed;
                    break;
                }
                Ok(Ok(_)) => deadline = deadline.min(Instant::now() + REST),
            }
        }
        let first = log.lock().received.clone();
        let speaks = match speaks(&first) {
            Speaks::Nothing => end,
            other => other,
        };
        Some(PlaintextSeen { speaks, first_bytes: kept(&first), sent: sent.as_str().to_owned() })
    }

    fn http1_question(&self) -> Vec<u8> {
        let authority = join(self.settings.endpoint.host.as_str(), self.settings.endpoint.port);
        format!(
            "GET / HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: {USER_AGENT}\r\nAccept: */*\r\nConnection: close\r\n\r\n"
        )
        .into_bytes()
    }

    /// Where cleartext was meant and did not work: whether the port speaks TLS. `said` is what it said already.
    pub(super) async fn look_for_tls(&self, route: Route<'_>, said: &SharedLog, sent: Sent) -> PlaintextSeen {
        let first = said.lock().received.clone();
        let mut heard = PlaintextSeen {
            speaks: speaks(&first),
            first_bytes: kept(&first),
            sent: sent.as_str().to_owned(),
        };
        if first.is_empty() && said.lock().ended.is_some() {
            heard.speaks = Speaks::Closed;
        }
        if heard.speaks == Speaks::Tls {
            return heard;
        }
        let Ok(tap) = self.connect(route, "TLS handshake where cleartext was asked for").await else {
            return heard;
        };
        let shaken =
            self.handshake(tap, &Variation::ordinary(&["h2", "http/1.1"]), self.extra_timeout()).await;
        let answer = shaken.log.lock().received.clone();
        if let Ok(wire) = shaken.result {
            wire.close().await;
        }
        if speaks(&answer) == Speaks::Tls {
            heard = PlaintextSeen {
                speaks: Speaks::Tls,
                first_bytes: kept(&answer),
                sent: Sent::ClientHello.as_str().to_owned(),
            };
        }
        heard
    }
}

fn kept(bytes: &[u8]) -> Der {
    Der(bytes.get(..bytes.len().min(KEPT)).unwrap_or_default().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_of_known_servers() {
        assert_eq!(speaks(&[0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 5]), Speaks::H2c);
        assert_eq!(speaks(b"HTTP/1.1 400 Bad Request\r\n"), Speaks::Http1);
        assert_eq!(speaks(b"<!DOCTYPE HTML>"), Speaks::Other);
        assert_eq!(speaks(b"SSH-2.0-OpenSSH_9.2"), Speaks::Other);
        assert_eq!(speaks(&[21, 3, 3, 0, 2, 2, 10]), Speaks::Tls);
        assert_eq!(speaks(b""), Speaks::Nothing);
    }
}
