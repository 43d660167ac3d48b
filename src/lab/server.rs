//! Starts a lab and stops it.

use std::fmt;
use std::io;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::task::JoinSet;

use super::connection;
use super::connection::Counters;
use super::connection::Shared;
use super::fault::Dial;
use super::fault::Fault;
use super::fault::Peer;
use super::fault::Protocol;
use super::identity;
use super::tls;
use crate::error::Error;

/// How often a free port is looked for that is free on both loopback addresses.
const PORT_ATTEMPTS: usize = 16;

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
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts a server on the current runtime.
pub async fn start(fault: &'static Fault, options: &Options) -> Result<Lab, Error> {
    let served = (fault.certificate)(options)?;
    let clients = identity::clients(options, fault.identity)?;
    let configs = match &fault.peer {
        Peer::Tls(tls) => Some(tls::configure(tls, &served, &clients.ca, options.now)?),
        Peer::Cleartext(_) | Peer::Raw(_) | Peer::Closed => None,
    };
    let listeners = listen(options).await.map_err(|source| Error::System {
        what: format!("listen on {}", SocketAddr::new(options.address, options.port)),
        source,
    })?;
    let mut addresses = Vec::new();
    for listener in &listeners {
        let what = || "read the address of a socket".to_owned();
        addresses.push(listener.local_addr().map_err(|source| Error::System { what: what(), source })?);
    }
    let ca_pem = match fault.peer {
        Peer::Tls(_) | Peer::Raw(_) => Some(served.ca_pem),
        Peer::Cleartext(_) | Peer::Closed => None,
    };
    let shared =
        Arc::new(Shared { peer: fault.peer, configs, chain: served.chain, counters: Counters::default() });
    let tasks = match fault.peer {
        Peer::Closed => Vec::new(),
        Peer::Tls(_) | Peer::Cleartext(_) | Peer::Raw(_) => listeners
            .into_iter()
            .map(|listener| tokio::spawn(accept(listener, Arc::clone(&shared))))
            .collect(),
    };
    let identity = clients.identity.map(|client| (client.pem(), client.key_pem()));
    Ok(Lab { fault, addresses, ca_pem, identity, shared, tasks })
}

/// One listener, or one for each loopback address.
async fn listen(options: &Options) -> io::Result<Vec<TcpListener>> {
    let mut last = None;
    for _ in 0..PORT_ATTEMPTS {
        let first = TcpListener::bind((options.address, options.port)).await?;
        if options.address != Ipv4Addr::LOCALHOST {
            return Ok(vec![first]);
        }
        match TcpListener::bind((Ipv6Addr::LOCALHOST, first.local_addr()?.port())).await {
            Ok(second) => return Ok(vec![first, second]),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
            // No IPv6 here.
            Err(_) => return Ok(vec![first]),
        }
        if options.port != 0 {
            break;
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

/// Serves connections until it is aborted, and all of them with it.
async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // An error is the client's: it left before it was accepted.
                let Ok((stream, _)) = accepted else { continue };
                shared.counters.connections.fetch_add(1, Ordering::Relaxed);
                connections.spawn(connection::serve(stream, Arc::clone(&shared)));
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
            Dial::Http | Dial::Https if named => format!("{scheme}://localhost:{}", address.port()),
            _ => format!("{scheme}://{address}"),
        }
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
        self.shared.counters.exports.load(Ordering::Relaxed)
    }

    /// TLS handshakes finished so far.
    pub fn handshakes(&self) -> u64 {
        self.shared.counters.handshakes.load(Ordering::Relaxed)
    }

    /// TCP connections accepted so far.
    pub fn connections(&self) -> u64 {
        self.shared.counters.connections.load(Ordering::Relaxed)
    }

    /// Ends the server and all its connections; the port is free afterwards.
    pub async fn stop(mut self) {
        for task in std::mem::take(&mut self.tasks) {
            task.abort();
            // It ends as aborted; there is nothing else to learn.
            task.await.ok();
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
