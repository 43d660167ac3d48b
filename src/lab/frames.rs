//! HTTP/2 frames written by hand, for servers that misbehave below HTTP.

use std::io;

use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt;

/// SETTINGS with a maximum frame size, as grpc-go sends it first (RFC 9113 section 6.5).
pub(super) const SETTINGS: [u8; 15] = [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0x40, 0];

/// The acknowledgement of the client's SETTINGS.
pub(super) const SETTINGS_ACK: [u8; 9] = [0, 0, 0, 4, 1, 0, 0, 0, 0];

/// The start of the client's preface.
pub(super) const PREFACE: &[u8] = b"PRI * HTTP/2.0";

const HEADERS: u8 = 1;
const CONTINUATION: u8 = 9;

/// The first frame of a head on stream 1, which goes on.
pub(super) fn head_start() -> Vec<u8> {
    // Indexed `:status: 200` (RFC 7541 appendix A).
    frame(HEADERS, &[0x88])
}

/// One more part of that head: literal fields of 8 KiB, never indexed.
pub(super) fn head_part() -> Vec<u8> {
    let value = [b'a'; 8 * 1024];
    // Name `x-filler`, 8 bytes; the length of the value is 127 + 8065, in two more bytes of seven bits.
    let mut field = vec![0x10, 8];
    field.extend(b"x-filler");
    field.extend([0x7f, 0x80 | (8065 % 128) as u8, (8065 / 128) as u8]);
    field.extend(value);
    frame(CONTINUATION, &field)
}

/// Reads the client's preface and frames up to the first head.
pub(super) async fn until_request(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<()> {
    stream.read_exact(&mut [0; 24]).await?;
    loop {
        let mut header = [0; 9];
        stream.read_exact(&mut header).await?;
        let [a, b, c, kind, ..] = header;
        let length = u64::from(u32::from_be_bytes([0, a, b, c]));
        tokio::io::copy(&mut (&mut *stream).take(length), &mut tokio::io::sink()).await?;
        if kind == HEADERS {
            return Ok(());
        }
    }
}

fn frame(kind: u8, payload: &[u8]) -> Vec<u8> {
    let [_, length @ ..] = (payload.len() as u32).to_be_bytes();
    let mut out = length.to_vec();
    out.extend([kind, 0, 0, 0, 0, 1]);
    out.extend(payload);
    out
}
