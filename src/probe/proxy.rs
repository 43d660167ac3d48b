//! HTTP CONNECT.

use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::failure::failure;
use crate::observation::By;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::target::Proxy;

/// Longest head of an answer that is read.
const HEAD: usize = 8 * 1024;

/// Asks `proxy` for a tunnel to `authority`. Gives the bytes that came after the proxy's answer.
pub(super) async fn tunnel(
    stream: &mut TcpStream,
    proxy: &Proxy,
    authority: &str,
) -> Result<Vec<u8>, Failure> {
    let mut request = format!(
        "CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: {}\r\n",
        super::http1::USER_AGENT
    );
    if let Some(authorization) = &proxy.authorization {
        let value = authorization.expose();
        if value.bytes().all(|byte| byte == b'\t' || (b' '..0x7f).contains(&byte)) {
            request.push_str("Proxy-Authorization: ");
            request.push_str(value);
            request.push_str("\r\n");
        }
    }
    request.push_str("\r\n");
    // A proxy that refuses may close before it has read everything; its answer is still worth reading.
    let written = stream.write_all(request.as_bytes()).await;
    let mut head = Vec::new();
    let mut room = [0u8; 1024];
    loop {
        let count = match stream.read(&mut room).await {
            Ok(count) => count,
            Err(error) => return Err(failure(FailureKind::Proxy, By::Proxy, error)),
        };
        if count == 0 {
            let detail = match written {
                Err(error) => error.to_string(),
                Ok(()) => "the proxy closed the connection".to_owned(),
            };
            return Err(failure(FailureKind::Proxy, By::Proxy, detail));
        }
        head.extend_from_slice(room.get(..count).unwrap_or_default());
        match read_head(&head) {
            Ok(Some(length)) => return Ok(head.split_off(length)),
            Ok(None) if head.len() < HEAD => {}
            Ok(None) => return Err(failure(FailureKind::Proxy, By::Proxy, "the proxy's answer is too long")),
            Err(failure) => return Err(failure),
        }
    }
}

/// Length of a complete head that grants the tunnel; `None` while it is incomplete.
fn read_head(bytes: &[u8]) -> Result<Option<usize>, Failure> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut response = httparse::Response::new(&mut headers);
    match response.parse(bytes) {
        Ok(httparse::Status::Partial) => Ok(None),
        Ok(httparse::Status::Complete(length)) => match response.code {
            Some(200..=299) => Ok(Some(length)),
            code => {
                let status = code.map_or_else(String::new, |code| code.to_string());
                let reason = response.reason.unwrap_or_default();
                Err(failure(FailureKind::ProxyRefused, By::Proxy, format!("{status} {reason}").trim()))
            }
        },
        Err(_) => Err(failure(FailureKind::Proxy, By::Proxy, "the proxy's answer is no HTTP")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_proxies() {
        assert_eq!(read_head(b"HTTP/1.1 200 Connection established\r\n\r\n"), Ok(Some(39)));
        assert_eq!(read_head(b"HTTP/1.1 200 Connec"), Ok(None));
        let refused = read_head(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").unwrap_err();
        assert_eq!(refused.kind, FailureKind::ProxyRefused);
        assert_eq!(refused.detail.as_deref(), Some("407 Proxy Authentication Required"));
        assert_eq!(read_head(b"SSH-2.0-OpenSSH\r\n").unwrap_err().kind, FailureKind::Proxy);
    }
}
