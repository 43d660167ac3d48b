//! Opens connections, directly or through the proxy, and keeps the list of them.

use std::net::SocketAddr;
use std::sync::PoisonError;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;

use super::Probe;
use super::failure;
use super::proxy;
use super::tap::Tap;
use crate::observation::By;
use crate::observation::ConnectionSeen;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::target::Proxy;

/// How one attempt reaches the endpoint.
#[derive(Clone, Copy, Debug)]
pub(super) enum Route<'a> {
    /// At this address.
    Direct(SocketAddr),
    /// The proxy resolves and connects.
    Proxied(&'a Proxy),
}

impl Probe<'_> {
    /// Opens a connection; `why` is for the list.
    pub(super) async fn connect(&self, route: Route<'_>, why: &str) -> Result<Tap, Failure> {
        let (host, port) = self.destination();
        let authority = join(host, port);
        let address = match route {
            Route::Direct(address) => address.to_string(),
            Route::Proxied(proxy) => format!("{authority} through {}", proxy.display),
        };
        self.connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(ConnectionSeen { address, why: why.to_owned() });
        let limit = self.settings.connect_timeout;
        match route {
            Route::Direct(address) => {
                let stream = bounded(limit, TcpStream::connect(address)).await?;
                Ok(Tap::new(stream, Vec::new()))
            }
            Route::Proxied(proxy) => timeout(limit, through(proxy, &authority)).await.unwrap_or_else(|_| {
                Err(failure::failure(FailureKind::Proxy, By::Proxy, "no answer from the proxy"))
            }),
        }
    }

    /// Where connections go: `--connect-to`, else the endpoint.
    pub(super) fn destination(&self) -> (&str, u16) {
        match &self.settings.connect_to {
            Some((host, port)) => (host, *port),
            None => (self.settings.endpoint.host.as_str(), self.settings.endpoint.port),
        }
    }
}

async fn bounded(
    limit: Duration,
    connecting: impl Future<Output = std::io::Result<TcpStream>>,
) -> Result<TcpStream, Failure> {
    let stream = match timeout(limit, connecting).await {
        Err(_) => return Err(failure::timeout("no answer to SYN")),
        Ok(Err(error)) => return Err(failure::of_connect(&error)),
        Ok(Ok(stream)) => stream,
    };
    // Small writes must not wait for acknowledgements; a socket that refuses the option works all the same.
    let _ = stream.set_nodelay(true);
    Ok(stream)
}

async fn through(proxy: &Proxy, authority: &str) -> Result<Tap, Failure> {
    let connecting = TcpStream::connect((proxy.host.as_str(), proxy.port));
    let mut stream = match connecting.await {
        Ok(stream) => stream,
        Err(error) => return Err(failure::failure(FailureKind::Proxy, By::Proxy, error)),
    };
    let _ = stream.set_nodelay(true);
    let early = proxy::tunnel(&mut stream, proxy, authority).await?;
    Ok(Tap::new(stream, early))
}

/// `host:port`, with brackets around an IPv6 address.
pub(super) fn join(host: &str, port: u16) -> String {
    if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
}
