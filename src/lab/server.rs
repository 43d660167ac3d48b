//! Starts a lab and stops it.

use std::fmt;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::net::TcpSocket;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::connection;
use super::connection::Counters;
use super::connection::Shared;
use super::fault::Dial;
use super::fault::Fault;
use super::fault::Peer;
use super::fault::Protocol;
use super::identity;
use super::socket;
use super::tls;
use crate::error::Error;

/// What `localhost` stands for.
const LOCALHOST: [IpAddr; 2] = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];

/// Where a lab listens, and for whom its certificates are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The address to listen on. For 127.0.0.1, `::1` is listened on as well where there is one, since
    /// `localhost` is both.
    pub address: IpAddr,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// Another name for the certificate, besides `localhost`.
    pub name: String,
    /// The time that the certificates are dated from, in seconds since 1970.
    pub now: i64,
}

impl Options {
    /// A free port of 127.0.0.1, for `localhost` alone.
    pub fn new(now: i64) -> Self {
        Self { address: IpAddr::V4(Ipv4Addr::LOCALHOST), port: 0, name: "localhost".to_owned(), now }
    }
}

/// A running server. It ends when it is dropped, or with [`Lab::stop`].
pub struct Lab {
    fault: &'static Fault,
    addresses: Vec<SocketAddr>,
    ca_pem: Option<String>,
    identity: Option<(String, String)>,
    counters: Arc<Counters>,
    tasks: Vec<JoinHandle<()>>,
    held: Vec<Held>,
}

/// What keeps a port as it is meant to be without serving it.
enum Held {
    /// Bound, so that nobody else listens there.
    Bound(TcpSocket),
    /// A listener whose queue is full.
    Full(TcpListener, Vec<TcpStream>),
}

/// Starts a server on the current runtime.
pub async fn start(fault: &'static Fault, options: &Options) -> Result<Lab, Error> {
    let clients = identity::clients(options, fault.identity)?;
    let sockets = socket::bind(options.address, options.port).map_err(|source| Error::System {
        what: format!("listen on {}", SocketAddr::new(options.address, options.port)),
        source,
    })?;
    let counters = Arc::new(Counters::default());
    let mut lab = Lab {
        fault,
        addresses: Vec::new(),
        ca_pem: None,
        identity: clients.identity,
        counters: Arc::clone(&counters),
        tasks: Vec::new(),
        held: Vec::new(),
    };
    let failed = |source| Error::System { what: "listen on a loopback socket".to_owned(), source };
    let served = (fault.certificate)(options)?;
    let mut ca_pem = served.ca_pem.clone();
    let mut configs = Vec::new();
    if let Peer::Tls(tls) = &fault.peer {
        configs.push(tls::configure(tls, &served, &clients.ca, options.now)?);
        if let Some(make) = fault.alternate {
            let alternate = make(options)?;
            configs.push(tls::configure(tls, &alternate, &clients.ca, options.now)?);
            ca_pem.push_str(&alternate.ca_pem);
        }
    }
    let shared = Arc::new(Shared { peer: fault.peer, configs, chain: served.chain, counters });
    for socket in sockets {
        let address = socket.local_addr().map_err(failed)?;
        lab.addresses.push(address);
        match fault.peer {
            Peer::Closed => lab.held.push(Held::Bound(socket)),
            Peer::Full => {
                let listener = socket.listen(0).map_err(failed)?;
                lab.held.push(Held::Full(listener, socket::fill(address).await));
            }
            Peer::Tls(_) | Peer::Cleartext(_) | Peer::Raw(_) => {
                let listener = socket.listen(socket::BACKLOG).map_err(failed)?;
                lab.tasks.push(tokio::spawn(accept(listener, Arc::clone(&shared))));
            }
        }
    }
    lab.ca_pem = match fault.peer {
        Peer::Tls(_) | Peer::Raw(_) => Some(ca_pem),
        Peer::Cleartext(_) | Peer::Closed | Peer::Full => None,
    };
    Ok(lab)
}

/// Serves connections until it is aborted, and all of them with it.
async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // An error is the client's: it left before it was accepted.
                let Ok((stream, _)) = accepted else {
                    // Or the process is out of descriptors; then there is no use in asking at once again.
                    sleep(Duration::from_millis(10)).await;
                    continue;
                };
                let before = shared.counters.connections.fetch_add(1, Ordering::Relaxed);
                connections.spawn(connection::serve(stream, Arc::clone(&shared), before));
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

impl Lab {
    /// The fault that this server shows.
    pub fn fault(&self) -> &'static Fault {
        self.fault
    }

    /// The first address; it is [`Options::address`].
    pub fn address(&self) -> SocketAddr {
        self.addresses.first().copied().unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    /// Every address that is listened on.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// The endpoint to give to an exporter.
    pub fn endpoint(&self) -> String {
        let address = self.address();
        let named = address.ip().is_unspecified() || LOCALHOST.contains(&address.ip());
        let scheme = if self.fault.dial == Dial::Http { "http" } else { "https" };
        match self.fault.dial {
            Dial::Nowhere => format!("https://otls-lab.invalid:{}", address.port()),
            Dial::Http | Dial::Https if named => format!("{scheme}://localhost:{}", address.port()),
            _ => format!("{scheme}://{address}"),
        }
    }

    /// Where to connect, whatever the name in the endpoint resolves to; `None` where that it does not is the
    /// fault.
    pub fn connect_to(&self) -> Option<SocketAddr> {
        (self.fault.dial != Dial::Nowhere).then(|| self.address())
    }

    /// The form of OTLP in which the fault shows.
    pub fn protocol(&self) -> Protocol {
        self.fault.protocol
    }

    /// The CA that a client is given, PEM; whether it is meant to trust it says [`Fault::trust_ca`]. `None`
    /// for a server without TLS.
    pub fn ca_pem(&self) -> Option<&str> {
        self.ca_pem.as_deref()
    }

    /// The client certificate, PEM; whether a client is meant to send it says [`Fault::send_identity`]. It is
    /// one that the server accepts, but for the faults that are about a wrong one.
    pub fn client_cert_pem(&self) -> Option<&str> {
        self.identity.as_ref().map(|(certificate, _)| certificate.as_str())
    }

    /// The key of that certificate, PKCS#8 PEM. For a client or a file; never to be printed.
    pub fn client_key_pem(&self) -> Option<&str> {
        self.identity.as_ref().map(|(_, key)| key.as_str())
    }

    /// Exports accepted so far.
    pub fn exports(&self) -> u64 {
        self.counters.exports.load(Ordering::Relaxed)
    }

    /// TLS handshakes finished so far.
    pub fn handshakes(&self) -> u64 {
        self.counters.handshakes.load(Ordering::Relaxed)
    }

    /// TCP connections accepted so far.
    pub fn connections(&self) -> u64 {
        self.counters.connections.load(Ordering::Relaxed)
    }

    /// Ends the server and all its connections; the port is free afterwards.
    pub async fn stop(mut self) {
        for task in std::mem::take(&mut self.tasks) {
            task.abort();
            // It ends as aborted; there is nothing else to learn.
            task.await.ok();
        }
        for held in std::mem::take(&mut self.held) {
            match held {
                Held::Bound(socket) => drop(socket),
                Held::Full(listener, fillers) => drop((listener, fillers)),
            }
        }
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl fmt::Debug for Lab {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lab")
            .field("fault", &self.fault.name)
            .field("addresses", &self.addresses)
            .finish_non_exhaustive()
    }
}
