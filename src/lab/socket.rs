//! The sockets of a lab: one, or one for each address of `localhost`.

use std::io;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpSocket;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How often a free port is looked for that is free on both loopback addresses.
const PORT_ATTEMPTS: usize = 16;
/// Connections that may wait to be accepted.
pub(super) const BACKLOG: u32 = 1024;
/// How many connections are made to fill a queue of none; Linux holds one more than asked.
const FILLERS: usize = 8;
/// A loopback connection that takes longer does not come up.
const FILLER_PATIENCE: Duration = Duration::from_millis(100);

/// Binds to the address, and for 127.0.0.1 to `::1` as well where there is one. Nothing listens yet.
pub(super) fn bind(address: IpAddr, port: u16) -> io::Result<Vec<TcpSocket>> {
    let mut last = None;
    for _ in 0..PORT_ATTEMPTS {
        let first = bound(SocketAddr::new(address, port))?;
        if address != Ipv4Addr::LOCALHOST {
            return Ok(vec![first]);
        }
        match bound(SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), first.local_addr()?.port())) {
            Ok(second) => return Ok(vec![first, second]),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
            // No IPv6 here.
            Err(_) => return Ok(vec![first]),
        }
        if port != 0 {
            break;
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

fn bound(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // A lab on a fixed port can be started again at once. On Windows the option means something else.
    if cfg!(not(windows)) {
        socket.set_reuseaddr(true)?;
    }
    socket.bind(address)?;
    Ok(socket)
}

/// Fills the queue of a listener that accepts nothing, so that further connections do not come up. The
/// streams are to be kept.
pub(super) async fn fill(address: SocketAddr) -> Vec<TcpStream> {
    let mut fillers = Vec::new();
    while fillers.len() < FILLERS {
        match timeout(FILLER_PATIENCE, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => fillers.push(stream),
            Ok(Err(_)) | Err(_) => break,
        }
    }
    fillers
}
