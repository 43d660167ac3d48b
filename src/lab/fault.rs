//! What a fault is: what a user reads of it, and how the server behaves.

use std::fmt;

use super::chain::Make;

/// What a fault is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Nothing is wrong.
    Healthy,
    /// The certificate or its chain.
    Certificate,
    /// The names in the certificate.
    Name,
    /// Versions, cipher suites, groups, the handshake itself.
    Version,
    /// The client certificate.
    ClientCertificate,
    /// Cleartext where TLS is expected, or the reverse.
    Cleartext,
    /// Connections that do not come up or stay silent.
    Network,
    /// What is answered to an export.
    Otlp,
    /// Peers that attack who reads them.
    Hostile,
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Healthy => "healthy",
            Self::Certificate => "certificate",
            Self::Name => "name",
            Self::Version => "version",
            Self::ClientCertificate => "client certificate",
            Self::Cleartext => "cleartext",
            Self::Network => "network",
            Self::Otlp => "otlp",
            Self::Hostile => "hostile",
        })
    }
}

/// The form of OTLP in which the fault shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// In both alike.
    Both,
    /// OTLP over gRPC.
    Grpc,
    /// OTLP over HTTP.
    Http,
}

/// One kind of server.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// The name as typed: the code of the finding, with a suffix where there are variants. Never renamed.
    pub name: &'static str,
    /// One line: lower case, no full stop.
    pub summary: &'static str,
    /// What it is about.
    pub group: Group,
    /// The code of the finding that a probe puts first, be it an error, a warning or a note; `None` where
    /// it finds nothing.
    pub diagnosis: Option<&'static str>,
    /// The form of OTLP in which it shows.
    pub protocol: Protocol,
    /// Whether a client is meant to trust the lab's CA (see [`super::Lab::ca_pem`]).
    pub trust_ca: bool,
    /// Whether a client is meant to send the lab's client certificate (see [`super::Lab::client_cert_pem`]).
    pub send_identity: bool,
    /// Flags of `otls probe` without which it does not show.
    pub needs: &'static [&'static str],
    /// The scheme and host of the endpoint.
    pub(super) dial: Dial,
    /// How connections are met.
    pub(super) peer: Peer,
    /// How the certificates are made.
    pub(super) certificate: Make,
    /// How those that every second connection sees are made, where they are others.
    pub(super) alternate: Option<Make>,
    /// The client certificate that the lab hands out.
    pub(super) identity: Identity,
}

/// What a client puts into the endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dial {
    /// `https://` and the name.
    Https,
    /// `https://` and the IP address.
    HttpsAddress,
    /// `http://` and the name.
    Http,
    /// `https://` and a name that has no address (RFC 6761 section 6.4).
    Nowhere,
}

/// How connections are met.
#[derive(Clone, Copy, Debug)]
pub(super) enum Peer {
    /// TLS.
    Tls(Tls),
    /// Cleartext.
    Cleartext(Cleartext),
    /// Bytes that are no real server's.
    Raw(Raw),
    /// Nothing listens.
    Closed,
    /// Connections do not come up: the queue of the listener is full, and nobody accepts.
    Full,
}

/// A TLS server.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tls {
    pub(super) versions: Versions,
    pub(super) alpn: Alpn,
    pub(super) client: ClientCertificate,
    pub(super) gate: Gate,
    pub(super) application: Application,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Versions {
    Both,
    Tls12,
    Tls13,
}

/// What the server selects (RFC 7301).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alpn {
    /// `h2`, `http/1.1`.
    Both,
    /// `h2`; like Go's TLS, nothing for a client that offers `http/1.1` alone.
    Http2,
    /// `http/1.1`; an alert for a client that offers `h2` alone.
    Http1,
    /// Nothing.
    Absent,
}

/// What is asked of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClientCertificate {
    NotAsked,
    Optional,
    /// Required; rustls' alerts.
    Required,
    /// Required; the alert for none is handshake_failure, as OpenSSL and Go send it in TLS 1.2.
    RequiredHandshakeFailure,
    /// Required; the connection ends without an alert, as gRPC core and Node do it.
    RequiredSilently,
    /// Required by the HTTP server behind TLS, as nginx does it.
    RequiredByHttp,
}

/// What the server looks at before it begins a handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gate {
    /// Nothing.
    Open,
    /// Answers TLS 1.0 and 1.1 as well.
    Outdated,
    /// Knows this server name alone.
    ServerName(&'static str),
    /// Resets on a ClientHello that is large or has a post-quantum key share.
    NoLargeHello,
    /// Fails on a ClientHello with a server name.
    NoServerName,
    /// Tells a client that speaks cleartext HTTP so, in cleartext.
    ToldCleartext,
}

/// What comes after the handshake.
#[derive(Clone, Copy, Debug)]
pub(super) enum Application {
    /// HTTP.
    Otlp(Answer),
    /// Nothing at all.
    Silent,
    /// The connection is closed properly.
    Close,
    /// A head that does not end before a GiB.
    EndlessHead,
    /// Text that HTTP libraries do not send: an HTTP/1.1 head and body full of control characters.
    RawText(&'static str),
}

/// A cleartext server.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cleartext {
    /// OTLP over both.
    Otlp,
    /// As grpc-go: SETTINGS at once, then a close where the client does not speak HTTP/2.
    Http2,
    /// As Go's net/http: `400 Bad Request` where the client does not speak HTTP/1.1.
    Http1,
    /// Says this at once, then closes.
    Banner(&'static [u8]),
}

/// Peers below or beside TLS.
#[derive(Clone, Copy, Debug)]
pub(super) enum Raw {
    /// Reads and says nothing.
    Silent,
    /// Resets after the first bytes.
    Reset,
    /// Closes at once.
    Close,
    /// A TLS record, one byte a second.
    Drip,
    /// This alert to every ClientHello.
    Alert(u8),
    /// A handshake record with no handshake in it.
    Garbage,
    /// Handshake records without an end.
    Flood,
    /// TLS 1.0 and 1.1, refusing others properly, or answering them with 1.1 as old servers do.
    Outdated { answers_lower: bool },
    /// TLS 1.2 with these cipher suites alone.
    CipherSuites(&'static [u16]),
    /// TLS 1.3 with this group alone.
    NamedGroup(u16),
}

/// What is answered to an export.
#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    /// It is accepted.
    Accept,
    /// It is refused.
    Refuse(Refusal),
    /// gRPC is not understood.
    HttpOnly,
    /// Neither is HTTP/2.
    Http1Only,
    /// gRPC alone is understood.
    GrpcOnly,
    /// Metrics and logs alone have a pipeline.
    NoTraces,
    /// No path is known.
    NotFound,
    /// A web page, whatever was asked.
    Web,
    /// 502 with a page, as nginx answers where nothing is behind it.
    NoBackend,
    /// A redirect to this place.
    Redirect(&'static str),
    /// 400 with a page, as nginx tells that the client certificate is missing.
    ClientCertificateMissing,
}

/// A refusal, in both protocols.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refusal {
    /// The HTTP status.
    pub(super) http: u16,
    /// The gRPC status.
    pub(super) grpc: u8,
    /// The text in both.
    pub(super) message: &'static str,
    /// One more header of the HTTP answer.
    pub(super) header: Option<(&'static str, &'static str)>,
}

/// The client certificate that the lab hands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Identity {
    /// None.
    Absent,
    /// One that the server's client CA issued.
    Good,
    /// One that another CA issued.
    OtherCa,
    /// One that has expired.
    Expired,
    /// One that expires in five days.
    Expiring,
    /// One for servers.
    ServerUsage,
    /// A good one, with the key of another.
    OtherKey,
}
