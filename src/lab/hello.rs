//! Reads a ClientHello (RFC 8446 section 4.1.2) as far as the servers here look at it.

use std::io;

use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt;

/// Longest ClientHello that is read, in bytes with record headers.
const MAXIMUM: usize = 64 * 1024;

/// Record types (RFC 8446 section 5.1).
const CHANGE_CIPHER_SPEC: u8 = 20;
const HANDSHAKE: u8 = 22;

/// TLS_EMPTY_RENEGOTIATION_INFO_SCSV (RFC 5746 section 3.3).
const EMPTY_RENEGOTIATION_INFO: u16 = 0x00ff;

/// What a client offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hello {
    /// The bytes of the ClientHello message, without record headers.
    pub(super) length: usize,
    /// The session id, to be echoed.
    pub(super) session_id: Vec<u8>,
    /// Cipher suites, in the client's order.
    pub(super) cipher_suites: Vec<u16>,
    /// The legacy version and what `supported_versions` adds.
    pub(super) versions: Vec<u16>,
    /// `supported_groups`.
    pub(super) groups: Vec<u16>,
    /// The groups of `key_share`.
    pub(super) key_shares: Vec<u16>,
    /// Whether it knows secure renegotiation (RFC 5746), by extension or by cipher suite.
    pub(super) secure_renegotiation: bool,
    /// The server name.
    pub(super) server_name: Option<String>,
}

impl Hello {
    /// Whether the client would speak this version: by its list, else any up to its legacy version.
    pub(super) fn offers(&self, version: u16) -> bool {
        self.versions.contains(&version)
    }
}

/// Reads the records of the first message. Gives the bytes read, and the ClientHello if they hold one.
pub(super) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<(Vec<u8>, Option<Hello>)> {
    let mut bytes = Vec::new();
    let mut message = Vec::new();
    while bytes.len() < MAXIMUM {
        let Some(header) = take(stream, &mut bytes, 5).await? else { break };
        let &[kind @ (HANDSHAKE | CHANGE_CIPHER_SPEC), 3, _, high, low] = header.as_slice() else { break };
        let Some(payload) = take(stream, &mut bytes, usize::from(u16::from_be_bytes([high, low]))).await?
        else {
            break;
        };
        // Clients in compatibility mode send it before their second ClientHello (RFC 8446 appendix D.4).
        if kind == CHANGE_CIPHER_SPEC {
            continue;
        }
        message.extend(payload);
        match message.as_slice() {
            [1, a, b, c, rest @ ..] => {
                let length = u32::from_be_bytes([0, *a, *b, *c]) as usize;
                if let Some(body) = rest.get(..length) {
                    return Ok((bytes, parse(body)));
                }
            }
            [1, ..] | [] => {}
            _ => break,
        }
    }
    Ok((bytes, None))
}

/// Reads `count` more bytes; `None` where the stream ends before.
async fn take(
    stream: &mut (impl AsyncRead + Unpin),
    bytes: &mut Vec<u8>,
    count: usize,
) -> io::Result<Option<Vec<u8>>> {
    let mut out = vec![0; count];
    let mut filled = 0;
    while let Some(free) = out.get_mut(filled..).filter(|free| !free.is_empty()) {
        let read = stream.read(free).await?;
        bytes.extend(free.get(..read).unwrap_or_default());
        if read == 0 {
            return Ok(None);
        }
        filled += read;
        // What does not begin like TLS would keep us waiting for a record that never comes.
        if filled < 5
            && bytes.len() == filled
            && !matches!(bytes.first(), Some(&(HANDSHAKE | CHANGE_CIPHER_SPEC)))
        {
            return Ok(None);
        }
    }
    Ok(Some(out))
}

/// The body of a ClientHello.
fn parse(body: &[u8]) -> Option<Hello> {
    let mut input = Input(body);
    let mut hello = Hello { length: body.len() + 4, ..Hello::default() };
    let legacy = input.u16()?;
    input.bytes(32)?;
    hello.session_id = input.short()?.0.to_vec();
    hello.cipher_suites = input.long()?.u16s();
    hello.secure_renegotiation = hello.cipher_suites.contains(&EMPTY_RENEGOTIATION_INFO);
    input.short()?;
    let mut listed = None;
    if !input.0.is_empty() {
        let mut extensions = input.long()?;
        while !extensions.0.is_empty() {
            let kind = extensions.u16()?;
            let mut value = extensions.long()?;
            match kind {
                0 => hello.server_name = server_name(value),
                10 => hello.groups = value.long()?.u16s(),
                43 => listed = Some(value.short()?.u16s()),
                51 => {
                    let mut shares = value.long()?;
                    while !shares.0.is_empty() {
                        hello.key_shares.push(shares.u16()?);
                        shares.long()?;
                    }
                }
                0xff01 => hello.secure_renegotiation = true,
                _ => {}
            }
        }
    }
    // Without the list, a client speaks its legacy version and those before.
    hello.versions = listed.unwrap_or_else(|| (0x0301..=legacy.min(0x0303)).rev().collect());
    Some(hello)
}

fn server_name(mut value: Input<'_>) -> Option<String> {
    let mut list = value.long()?;
    list.bytes(1)?;
    String::from_utf8(list.long()?.0.to_vec()).ok()
}

/// Bytes that are left to read.
#[derive(Clone, Copy)]
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn bytes(&mut self, count: usize) -> Option<Self> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(Self(taken))
    }

    fn u16(&mut self) -> Option<u16> {
        let taken = self.bytes(2)?;
        taken.0.try_into().ok().map(u16::from_be_bytes)
    }

    /// A vector with one byte of length.
    fn short(&mut self) -> Option<Self> {
        let &length = self.bytes(1)?.0.first()?;
        self.bytes(usize::from(length))
    }

    /// A vector with two bytes of length.
    fn long(&mut self) -> Option<Self> {
        let length = self.u16()?;
        self.bytes(usize::from(length))
    }

    fn u16s(self) -> Vec<u16> {
        self.0.chunks_exact(2).filter_map(|pair| pair.try_into().ok().map(u16::from_be_bytes)).collect()
    }
}
