//! One connection, from its first byte to its last.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

use hyper::service::service_fn;
use hyper_util::rt::TokioExecutor;
use hyper_util::rt::TokioIo;
use hyper_util::rt::TokioTimer;
use hyper_util::server::conn::auto;
use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWrite;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::fault::Alpn;
use super::fault::Answer;
use super::fault::Application;
use super::fault::Cleartext;
use super::fault::ClientCertificate;
use super::fault::Gate;
use super::fault::Peer;
use super::fault::Tls;
use super::flight;
use super::frames;
use super::hello;
use super::otlp;
use super::raw;
use super::tls;
use super::wire::Wire;
use super::wire::linger;

/// A ClientHello above this does not fit what some middleboxes read at once, in bytes.
const LARGE_HELLO: usize = 512;
/// X25519MLKEM768 (draft-ietf-tls-ecdhe-mlkem).
const X25519_MLKEM768: u16 = 0x11ec;
/// Where the head of a request is taken to end, in bytes.
const LONGEST_HEAD: usize = 64 * 1024;
/// How many parts of 8 KiB an endless head has: a GiB.
const ENDLESS_PARTS: usize = 1 << 17;

/// What happened so far.
#[derive(Debug, Default)]
pub(super) struct Counters {
    pub(super) connections: AtomicU64,
    pub(super) handshakes: AtomicU64,
    pub(super) exports: AtomicU64,
}

/// What every connection of a lab needs.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) peer: Peer,
    /// For [`Peer::Tls`]: one, or two that connections see in turn.
    pub(super) configs: Vec<tls::Configs>,
    /// The chain presented, DER.
    pub(super) chain: Vec<Vec<u8>>,
    /// Of the whole lab.
    pub(super) counters: Arc<Counters>,
}

/// Serves one connection; `before` came before it. Errors are the client's leaving; nobody waits for them.
pub(super) async fn serve(stream: TcpStream, shared: Arc<Shared>, before: u64) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let even = before.is_multiple_of(2);
    let configs = if even { shared.configs.first() } else { shared.configs.last() };
    match (shared.peer, configs) {
        (Peer::Tls(behaviour), Some(configs)) => secure(stream, &behaviour, configs, &shared).await,
        (Peer::Cleartext(behaviour), _) => cleartext(stream, behaviour, &shared).await,
        (Peer::Raw(behaviour), _) => raw::serve(stream, behaviour, &shared.chain).await,
        (Peer::Closed | Peer::Full | Peer::Tls(_), _) => Ok(()),
    }
}

async fn secure(
    mut stream: TcpStream,
    behaviour: &Tls,
    configs: &tls::Configs,
    shared: &Arc<Shared>,
) -> io::Result<()> {
    let mut ahead = Vec::new();
    if behaviour.gate != Gate::Open {
        let (bytes, hello) = hello::read(&mut stream).await?;
        match refusal(behaviour.gate, &bytes, hello.as_ref(), &shared.chain) {
            Entry::Open => ahead = bytes,
            Entry::Answer(answer) => {
                stream.write_all(&answer).await?;
                linger(stream).await;
                return Ok(());
            }
            Entry::Reset => return stream.set_zero_linger(),
        }
    }
    let mut wire = Wire::new(stream, ahead);
    if behaviour.client == ClientCertificate::RequiredHandshakeFailure {
        wire = wire.replacing_alert(flight::CERTIFICATE_REQUIRED, flight::HANDSHAKE_FAILURE);
    }
    let Some(mut stream) = tls::accept(configs, wire).await else { return Ok(()) };
    let (_, session) = stream.get_ref();
    let authenticated = session.peer_certificates().is_some();
    let http2 = session.alpn_protocol() == Some(b"h2");
    if behaviour.client == ClientCertificate::RequiredSilently && !authenticated {
        stream.into_inner().0.linger().await;
        return Ok(());
    }
    shared.counters.handshakes.fetch_add(1, Ordering::Relaxed);
    let answer = match behaviour.application {
        Application::Otlp(_) if behaviour.client == ClientCertificate::RequiredByHttp && !authenticated => {
            Answer::ClientCertificateMissing
        }
        Application::Otlp(answer) => answer,
        Application::Silent => return raw::ignore(&mut stream).await,
        Application::Close => return stream.shutdown().await,
        Application::EndlessHead => return endless_head(&mut stream, http2).await,
        Application::RawText(text) => {
            request_head(&mut stream).await?;
            stream.write_all(text.as_bytes()).await?;
            stream.shutdown().await?;
            return raw::ignore(&mut stream).await;
        }
    };
    match behaviour.alpn {
        // As grpc-go with a client that does not speak HTTP/2: its SETTINGS, then the end.
        Alpn::Http2 if !http2 => {
            stream.write_all(&frames::SETTINGS).await?;
            stream.shutdown().await?;
            raw::ignore(&mut stream).await
        }
        _ => http(stream, answer, speaks(answer), shared).await,
    }
}

/// Whether a handshake begins.
enum Entry {
    Open,
    Answer(Vec<u8>),
    Reset,
}

fn refusal(gate: Gate, bytes: &[u8], hello: Option<&hello::Hello>, chain: &[Vec<u8>]) -> Entry {
    let Some(hello) = hello else {
        // As Go's net/http where the request is cleartext.
        return match (gate, bytes.first()) {
            (Gate::ToldCleartext, Some(first)) if first.is_ascii_uppercase() => Entry::Answer(
                b"HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n".to_vec(),
            ),
            _ => Entry::Open,
        };
    };
    let modern = hello.offers(0x0303) || hello.offers(0x0304);
    let large = hello.length > LARGE_HELLO || hello.key_shares.contains(&X25519_MLKEM768);
    match gate {
        Gate::Outdated if !modern => Entry::Answer(raw::outdated(hello, raw::OUTDATED_ECDSA, false, chain)),
        Gate::ServerName(name) if hello.server_name.as_deref() != Some(name) => {
            Entry::Answer(flight::alert(flight::UNRECOGNIZED_NAME))
        }
        Gate::NoLargeHello if large => Entry::Reset,
        Gate::NoServerName if hello.server_name.is_some() => {
            Entry::Answer(flight::alert(flight::HANDSHAKE_FAILURE))
        }
        _ => Entry::Open,
    }
}

async fn cleartext(mut stream: TcpStream, behaviour: Cleartext, shared: &Arc<Shared>) -> io::Result<()> {
    match behaviour {
        Cleartext::Otlp => http(stream, Answer::Accept, Speaks::Both, shared).await,
        Cleartext::Banner(banner) => {
            stream.write_all(banner).await?;
            linger(stream).await;
            Ok(())
        }
        Cleartext::Http2 if begins_with(&stream, frames::PREFACE).await? => {
            http(stream, Answer::GrpcOnly, Speaks::Http2, shared).await
        }
        Cleartext::Http2 => {
            stream.write_all(&frames::SETTINGS).await?;
            linger(stream).await;
            Ok(())
        }
        Cleartext::Http1 if begins_with(&stream, &[0x16, 3]).await? => {
            let answer = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n\
                          Connection: close\r\n\r\n400 Bad Request";
            stream.write_all(answer.as_bytes()).await?;
            linger(stream).await;
            Ok(())
        }
        Cleartext::Http1 => http(stream, Answer::Http1Only, Speaks::Http1, shared).await,
    }
}

/// Whether the client's first bytes are these, as far as they arrive together. They stay to be read.
async fn begins_with(stream: &TcpStream, start: &[u8]) -> io::Result<bool> {
    let mut first = [0; 16];
    let count = stream.peek(&mut first).await?;
    let length = count.min(start.len());
    Ok(count > 0 && first.get(..length) == start.get(..length))
}

/// The versions of HTTP that a server speaks.
#[derive(Clone, Copy)]
enum Speaks {
    Both,
    Http1,
    Http2,
}

/// A server for one form of OTLP speaks the version of HTTP that this form needs.
fn speaks(answer: Answer) -> Speaks {
    match answer {
        Answer::GrpcOnly => Speaks::Http2,
        Answer::Http1Only => Speaks::Http1,
        _ => Speaks::Both,
    }
}

async fn http<S>(stream: S, answer: Answer, speaks: Speaks, shared: &Arc<Shared>) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin + 'static,
{
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new());
    builder.http2().timer(TokioTimer::new());
    let builder = match speaks {
        Speaks::Both => builder,
        Speaks::Http1 => builder.http1_only(),
        Speaks::Http2 => builder.http2_only(),
    };
    let service = service_fn(|request| {
        let shared = Arc::clone(shared);
        async move {
            let answered = otlp::respond(request, answer).await;
            if answered.exported {
                shared.counters.exports.fetch_add(1, Ordering::Relaxed);
            }
            Ok::<_, Infallible>(answered.response)
        }
    });
    builder.serve_connection(TokioIo::new(stream), service).await.map_err(io::Error::other)
}

/// A response head that goes on for a GiB, once a request has come.
async fn endless_head<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S, http2: bool) -> io::Result<()> {
    let (start, part) = if http2 {
        stream.write_all(&frames::SETTINGS).await?;
        stream.write_all(&frames::SETTINGS_ACK).await?;
        frames::until_request(stream).await?;
        (frames::head_start(), frames::head_part())
    } else {
        request_head(stream).await?;
        let field = format!("x-filler: {}\r\n", "a".repeat(8 * 1024));
        (b"HTTP/1.1 200 OK\r\n".to_vec(), field.into_bytes())
    };
    stream.write_all(&start).await?;
    for _ in 0..ENDLESS_PARTS {
        stream.write_all(&part).await?;
    }
    Ok(())
}

/// Reads to the end of the head of an HTTP/1.1 request.
async fn request_head<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < LONGEST_HEAD {
        head.push(stream.read_u8().await?);
    }
    Ok(())
}
