//! The stream under TLS: it records what the peer sent, and a write that fails does not end the connection.
//!
//! A server that refuses us closes while we still write. If the write error ended the connection, the alert
//! that says why would stay unread in the kernel; so the error is noted and reading goes on. That holds
//! under HTTP/2, too.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::task::Context;
use std::task::Poll;

use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::io::ReadBuf;
use tokio::net::TcpStream;

use super::failure::TooMuch;
use crate::observation::Failure;

/// Most bytes that are kept of what the socket gave.
const KEPT: usize = 64 * 1024;
/// Most bytes that are kept of what the application layer gave.
const KEPT_APPLICATION: usize = 1024;
/// Most bytes that a peer may send on one connection.
const MOST: usize = 512 * 1024;

/// What was recorded of one connection; it outlives the stream.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// The first bytes from the socket.
    pub(super) received: Vec<u8>,
    /// How many there were.
    pub(super) received_total: usize,
    /// The first bytes above TLS; in cleartext the same as `received`.
    pub(super) application: Vec<u8>,
    /// TLS 1.3 session tickets.
    pub(super) tickets: u32,
    /// The first write error that was swallowed.
    pub(super) write_error: Option<io::ErrorKind>,
    /// What ended reading above TLS, the end of the stream included.
    pub(super) ended: Option<Failure>,
}

impl Log {
    /// Notes bytes above TLS.
    pub(super) fn application_heard(&mut self, bytes: &[u8]) {
        let room = KEPT_APPLICATION.saturating_sub(self.application.len()).min(bytes.len());
        self.application.extend_from_slice(bytes.get(..room).unwrap_or_default());
    }
}

/// Shared by the layers of a connection and by who asks afterwards.
#[derive(Clone, Debug, Default)]
pub(super) struct SharedLog(Arc<Mutex<Log>>);

impl SharedLog {
    pub(super) fn lock(&self) -> MutexGuard<'_, Log> {
        // Plain data, complete after each statement: a panic elsewhere does not make it wrong.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A TCP stream that is listened in on.
#[derive(Debug)]
pub(super) struct Tap {
    stream: TcpStream,
    log: SharedLog,
    /// Bytes that were read together with a proxy's answer.
    early: Vec<u8>,
}

impl Tap {
    pub(super) fn new(stream: TcpStream, early: Vec<u8>) -> Self {
        Self { stream, log: SharedLog::default(), early }
    }

    pub(super) fn log(&self) -> SharedLog {
        self.log.clone()
    }

    fn heard(&self, bytes: &[u8]) -> io::Result<()> {
        let mut log = self.log.lock();
        let room = KEPT.saturating_sub(log.received.len()).min(bytes.len());
        log.received.extend_from_slice(bytes.get(..room).unwrap_or_default());
        log.received_total += bytes.len();
        if log.received_total > MOST { Err(io::Error::other(TooMuch(MOST))) } else { Ok(()) }
    }

    fn swallow(&self, result: io::Result<usize>, offered: usize) -> io::Result<usize> {
        match result {
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::BrokenPipe
                        | io::ErrorKind::ConnectionReset
                        | io::ErrorKind::ConnectionAborted
                ) =>
            {
                self.log.lock().write_error.get_or_insert(error.kind());
                Ok(offered)
            }
            other => other,
        }
    }
}

impl AsyncRead for Tap {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        if self.early.is_empty() {
            match Pin::new(&mut self.stream).poll_read(cx, buf) {
                Poll::Ready(Ok(())) => {}
                other => return other,
            }
        } else {
            let count = buf.remaining().min(self.early.len());
            let first: Vec<u8> = self.early.drain(..count).collect();
            buf.put_slice(&first);
        }
        Poll::Ready(self.heard(buf.filled().get(before..).unwrap_or_default()))
    }
}

impl AsyncWrite for Tap {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(cx, bytes);
        result.map(|result| self.swallow(result, bytes.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.stream).poll_flush(cx);
        result.map(|result| self.swallow(result.map(|()| 0), 0).map(|_| ()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A socket that the peer has closed cannot be shut down; nobody needs to know.
        Pin::new(&mut self.stream).poll_shutdown(cx).map(|_| Ok(()))
    }
}
