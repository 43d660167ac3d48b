//! The stream that HTTP is spoken on: TLS or cleartext. It notes what comes above TLS, tickets, and the end.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::io::AsyncWriteExt;
use tokio::io::ReadBuf;
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;

use super::failure;
use super::tap::SharedLog;
use super::tap::Tap;
use crate::observation::FailureKind;

/// An established connection.
#[derive(Debug)]
pub(super) struct Wire {
    layer: Layer,
    log: SharedLog,
}

#[derive(Debug)]
enum Layer {
    Plain(Tap),
    Tls(Box<TlsStream<Tap>>),
}

impl Wire {
    pub(super) fn plain(tap: Tap) -> Self {
        Self { log: tap.log(), layer: Layer::Plain(tap) }
    }

    pub(super) fn tls(stream: TlsStream<Tap>) -> Self {
        let log = stream.get_ref().0.log();
        let mut wire = Self { layer: Layer::Tls(Box::new(stream)), log };
        wire.count_tickets();
        wire
    }

    pub(super) fn log(&self) -> SharedLog {
        self.log.clone()
    }

    fn count_tickets(&mut self) {
        if let Layer::Tls(stream) = &self.layer {
            self.log.lock().tickets = stream.get_ref().1.tls13_tickets_received();
        }
    }

    /// Listens, sending nothing, until the server shows that it has accepted or refused us, or `window` ends.
    pub(super) async fn listen(&mut self, window: Duration) {
        let mut room = [0u8; 512];
        let heard = poll_fn(|cx| {
            loop {
                let mut buf = ReadBuf::new(&mut room);
                let read = Pin::new(&mut *self).poll_read(cx, &mut buf);
                let log = self.log.lock();
                if log.tickets > 0 || !log.application.is_empty() || log.ended.is_some() {
                    return Poll::Ready(());
                }
                drop(log);
                if read.is_pending() {
                    return Poll::Pending;
                }
            }
        });
        // Silence is an answer, too: it is read from the log.
        let _ = timeout(window, heard).await;
    }

    /// Says goodbye, without waiting for the peer.
    pub(super) async fn close(mut self) {
        let _ = timeout(Duration::from_millis(50), self.shutdown()).await;
    }

    fn note_read(&mut self, fresh: &[u8], result: &Poll<io::Result<()>>) {
        self.count_tickets();
        let mut log = self.log.lock();
        match result {
            Poll::Pending => {}
            Poll::Ready(Ok(())) if fresh.is_empty() => {
                if log.ended.is_none() {
                    let mut end = failure::closed("end of stream");
                    if log.write_error == Some(io::ErrorKind::ConnectionReset) {
                        end.kind = FailureKind::Reset;
                    }
                    log.ended = Some(end);
                }
            }
            Poll::Ready(Ok(())) => log.application_heard(fresh),
            Poll::Ready(Err(error)) => {
                if log.ended.is_none() {
                    log.ended = Some(failure::of_stream(error));
                }
            }
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if buf.remaining() == 0 {
            return Poll::Ready(Ok(()));
        }
        let before = buf.filled().len();
        let result = match &mut self.layer {
            Layer::Plain(tap) => Pin::new(tap).poll_read(cx, buf),
            Layer::Tls(stream) => Pin::new(stream.as_mut()).poll_read(cx, buf),
        };
        self.note_read(buf.filled().get(before..).unwrap_or_default(), &result);
        result
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match &mut self.layer {
            Layer::Plain(tap) => Pin::new(tap).poll_write(cx, bytes),
            Layer::Tls(stream) => Pin::new(stream.as_mut()).poll_write(cx, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.layer {
            Layer::Plain(tap) => Pin::new(tap).poll_flush(cx),
            Layer::Tls(stream) => Pin::new(stream.as_mut()).poll_flush(cx),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.layer {
            Layer::Plain(tap) => Pin::new(tap).poll_shutdown(cx),
            Layer::Tls(stream) => Pin::new(stream.as_mut()).poll_shutdown(cx),
        }
    }
}
