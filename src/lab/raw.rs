//! Peers below TLS or beside it: they write bytes and finish no handshake.

use std::io;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::fault::Raw;
use super::flight;
use super::hello;
use super::hello::Hello;
use super::wire::linger;

/// The suites of TLS 1.0 and 1.1 that are answered: those for an RSA certificate first.
const OUTDATED_RSA: [u16; 7] = [0xc013, 0xc014, 0x002f, 0x0035, 0x000a, 0xc009, 0xc00a];
/// The same, those for an ECDSA certificate first.
pub(super) const OUTDATED_ECDSA: [u16; 7] = [0xc009, 0xc00a, 0xc013, 0xc014, 0x002f, 0x0035, 0x000a];

/// Suites of TLS 1.2 that every client offers: AES-128-GCM with ECDHE and ECDSA, or RSA.
const USUAL_SUITES: [u16; 2] = [0xc02b, 0xc02f];

/// What one of these peers does with a connection. Errors are the client's leaving.
pub(super) async fn serve(mut stream: TcpStream, raw: Raw, chain: &[Vec<u8>]) -> io::Result<()> {
    match raw {
        Raw::Silent => ignore(&mut stream).await,
        Raw::Reset => reset(stream).await,
        Raw::Close => Ok(()),
        Raw::Drip => drip(stream).await,
        Raw::Alert(description) => {
            hello::read(&mut stream).await?;
            finish(stream, &flight::alert(description)).await
        }
        Raw::Garbage => {
            hello::read(&mut stream).await?;
            finish(stream, &flight::record(22, 0x0303, &[0xff; 64])).await
        }
        Raw::Flood => {
            let (_, hello) = hello::read(&mut stream).await?;
            flood(stream, &hello.unwrap_or_default()).await
        }
        Raw::Outdated { answers_lower } => {
            let (_, hello) = hello::read(&mut stream).await?;
            let answer =
                hello.map_or_else(Vec::new, |hello| outdated(&hello, OUTDATED_RSA, answers_lower, chain));
            finish(stream, &answer).await
        }
        Raw::CipherSuites(suites) => {
            let (_, hello) = hello::read(&mut stream).await?;
            let answer = hello.map_or_else(Vec::new, |hello| only_suites(&hello, suites, chain));
            finish(stream, &answer).await
        }
        Raw::NamedGroup(group) => {
            let (_, hello) = hello::read(&mut stream).await?;
            let answer = hello.map_or_else(Vec::new, |hello| only_group(&hello, group));
            stream.write_all(&answer).await?;
            // The second ClientHello, after a HelloRetryRequest.
            let (_, again) = hello::read(&mut stream).await?;
            let answer = again.map_or_else(Vec::new, |hello| only_group(&hello, group));
            finish(stream, &answer).await
        }
    }
}

/// TLS 1.1, else 1.0; else an alert, or 1.1 all the same as servers that do not know `supported_versions`.
pub(super) fn outdated(hello: &Hello, suites: [u16; 7], answers_lower: bool, chain: &[Vec<u8>]) -> Vec<u8> {
    let version = match (hello.offers(0x0302), hello.offers(0x0301)) {
        (true, _) => 0x0302,
        (false, true) => 0x0301,
        (false, false) if answers_lower => 0x0302,
        (false, false) => return flight::alert(flight::PROTOCOL_VERSION),
    };
    match suites.into_iter().find(|suite| hello.cipher_suites.contains(suite)) {
        Some(suite) => flight::server_flight(version, hello, suite, chain),
        // It says which version before it looks for a suite.
        None if answers_lower => flight::server_flight(version, hello, suites[0], chain),
        None => flight::alert(flight::HANDSHAKE_FAILURE),
    }
}

fn only_suites(hello: &Hello, suites: &[u16], chain: &[Vec<u8>]) -> Vec<u8> {
    if !hello.offers(0x0303) {
        return flight::alert(flight::PROTOCOL_VERSION);
    }
    match suites.iter().find(|suite| hello.cipher_suites.contains(suite)) {
        Some(&suite) => flight::server_flight(0x0303, hello, suite, chain),
        None => flight::alert(flight::HANDSHAKE_FAILURE),
    }
}

fn only_group(hello: &Hello, group: u16) -> Vec<u8> {
    if !hello.offers(0x0304) {
        return flight::alert(flight::PROTOCOL_VERSION);
    }
    let suite = [0x1301, 0x1302, 0x1303].into_iter().find(|suite| hello.cipher_suites.contains(suite));
    match suite {
        // A share for that group was sent: this server cannot go on, and says so.
        Some(_) if hello.key_shares.contains(&group) => flight::alert(flight::INTERNAL_ERROR),
        Some(suite) if hello.groups.contains(&group) => flight::hello_retry_request(hello, suite, group),
        _ => flight::alert(flight::HANDSHAKE_FAILURE),
    }
}

/// Reads until the client leaves.
pub(super) async fn ignore(stream: &mut (impl AsyncReadExt + Unpin)) -> io::Result<()> {
    let mut buffer = [0; 4096];
    while stream.read(&mut buffer).await? > 0 {}
    Ok(())
}

/// Waits for a ClientHello, then resets.
pub(super) async fn reset(mut stream: TcpStream) -> io::Result<()> {
    hello::read(&mut stream).await?;
    stream.set_zero_linger()
}

async fn finish(mut stream: TcpStream, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes).await?;
    linger(stream).await;
    Ok(())
}

/// The start of a long ServerHello, a byte a second, as long as the client stays.
async fn drip(mut stream: TcpStream) -> io::Result<()> {
    hello::read(&mut stream).await?;
    for byte in [0x16, 3, 3, 0x3f, 0xff, 2, 0, 0x3f, 0xfb, 3, 3].into_iter().chain(std::iter::repeat(0x6f)) {
        stream.write_all(&[byte]).await?;
        sleep(Duration::from_secs(1)).await;
    }
    Ok(())
}

/// A Certificate message that is 16 MiB long, and more handshake records, up to a GiB.
async fn flood(mut stream: TcpStream, hello: &Hello) -> io::Result<()> {
    let suite = USUAL_SUITES.into_iter().find(|suite| hello.cipher_suites.contains(suite));
    stream.write_all(&flight::endless_certificate(hello, suite.unwrap_or(USUAL_SUITES[0]))).await?;
    let more = flight::record(22, 0x0303, &[0; 1 << 14]);
    for _ in 0..(1 << 16) {
        stream.write_all(&more).await?;
    }
    Ok(())
}
