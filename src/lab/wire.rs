//! The socket under TLS: bytes that were read ahead are read again, and one alert can become another.

use std::io;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWrite;
use tokio::io::AsyncWriteExt;
use tokio::io::ReadBuf;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long a client has to read what was sent before the socket goes.
const LINGER: Duration = Duration::from_secs(2);
/// How much of its data is read meanwhile, in bytes.
const LINGER_BYTES: usize = 1 << 20;

/// A socket with bytes put back.
#[derive(Debug)]
pub(super) struct Wire {
    stream: TcpStream,
    ahead: Vec<u8>,
    taken: usize,
    /// An alert in cleartext to be replaced, and by which.
    replace_alert: Option<(u8, u8)>,
}

impl Wire {
    /// `ahead` is read first.
    pub(super) fn new(stream: TcpStream, ahead: Vec<u8>) -> Self {
        Self { stream, ahead, taken: 0, replace_alert: None }
    }

    /// Sends alert `by` where alert `alert` would be sent in cleartext.
    pub(super) fn replacing_alert(mut self, alert: u8, by: u8) -> Self {
        self.replace_alert = Some((alert, by));
        self
    }

    /// Ends the connection so that what was sent arrives: a close with unread data would reset it.
    pub(super) async fn linger(self) {
        linger(self.stream).await;
    }
}

/// Ends a connection so that what was sent arrives.
pub(super) async fn linger(mut stream: TcpStream) {
    if stream.shutdown().await.is_err() {
        return;
    }
    let drain = async {
        let mut buffer = [0; 4096];
        let mut seen = 0;
        while let Ok(read @ 1..) = stream.read(&mut buffer).await {
            seen += read;
            if seen > LINGER_BYTES {
                break;
            }
        }
    };
    // Whether it was in time does not matter: the socket goes now.
    timeout(LINGER, drain).await.ok();
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        match this.ahead.get(this.taken..) {
            Some(left) if !left.is_empty() => {
                let count = left.len().min(buffer.remaining());
                buffer.put_slice(left.get(..count).unwrap_or_default());
                this.taken += count;
                Poll::Ready(Ok(()))
            }
            _ => Pin::new(&mut this.stream).poll_read(cx, buffer),
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        let stream = Pin::new(&mut this.stream);
        match (this.replace_alert, bytes) {
            // An alert record is written by itself: type 21, version, length 2, level, description.
            (Some((alert, by)), &[21, 3, minor, 0, 2, level, sent]) if sent == alert => {
                stream.poll_write(cx, &[21, 3, minor, 0, 2, level, by])
            }
            _ => stream.poll_write(cx, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
