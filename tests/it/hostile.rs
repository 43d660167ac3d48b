//! Nothing a peer sends crashes the program, keeps it, or paints the terminal.

use std::io::Read;
use std::io::Write;
use std::net::Shutdown;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::Arc;
use std::thread;

use proptest::prelude::*;
use proptest::test_runner::Config;
use proptest::test_runner::TestRunner;

use crate::program::assert_valid;
use crate::run::Ran;
use crate::run::otls;
use crate::server::LabServer;

/// What happens to the bytes of a real server, at a place counted from the start of each connection.
#[derive(Clone, Debug)]
enum Damage {
    Replace(usize, u8),
    Insert(usize, Vec<u8>),
    /// Nothing more comes, and the connection is closed.
    End(usize),
}

impl Damage {
    fn at(&self) -> usize {
        match self {
            Self::Replace(at, _) | Self::Insert(at, _) | Self::End(at) => *at,
        }
    }
}

/// Accepts as long as the process lives; each connection has a thread.
fn serve(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let serve = Arc::new(serve);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let serve = Arc::clone(&serve);
            thread::spawn(move || serve(stream));
        }
    });
    port
}

/// Stands between the program and a real server.
fn damaging(server: u16, damages: Vec<Damage>) -> u16 {
    serve(move |client| {
        let Ok(server) = TcpStream::connect(("127.0.0.1", server)) else { return };
        let (Ok(mut from), Ok(mut to)) = (client.try_clone(), server.try_clone()) else { return };
        thread::spawn(move || {
            let _ = std::io::copy(&mut from, &mut to);
            let _ = to.shutdown(Shutdown::Both);
        });
        let _ = relay(&server, &client, &damages);
        let _ = client.shutdown(Shutdown::Both);
        let _ = server.shutdown(Shutdown::Both);
    })
}

fn relay(mut server: &TcpStream, mut client: &TcpStream, damages: &[Damage]) -> std::io::Result<()> {
    let mut buffer = [0; 16 * 1024];
    let mut position = 0;
    loop {
        let count = server.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        let mut sent = Vec::with_capacity(count);
        for (offset, byte) in buffer[..count].iter().enumerate() {
            let mut byte = *byte;
            for damage in damages.iter().filter(|damage| damage.at() == position + offset) {
                match damage {
                    Damage::Replace(_, other) => byte = *other,
                    Damage::Insert(_, bytes) => sent.extend_from_slice(bytes),
                    Damage::End(_) => return client.write_all(&sent),
                }
            }
            sent.push(byte);
        }
        client.write_all(&sent)?;
        position += count;
    }
}

/// Answers whatever comes with these bytes.
fn answering(answer: Vec<u8>) -> u16 {
    serve(move |mut client| {
        let _ = client.read(&mut [0; 4096]);
        let _ = client.write_all(&answer);
        let _ = client.shutdown(Shutdown::Write);
        // A close with unread bytes would be a reset, and take the answer with it.
        let _ = std::io::copy(&mut client, &mut std::io::sink());
    })
}

fn is_sound(ran: &Ran) -> Result<(), TestCaseError> {
    prop_assert!([0, 1, 3].contains(&ran.status), "status {}: {}", ran.status, ran.stderr);
    for text in [&ran.stdout, &ran.stderr] {
        let painted =
            text.chars().find(|c| (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c));
        prop_assert!(painted.is_none(), "{painted:?} in {text}");
    }
    Ok(())
}

fn probe(scheme: &str, port: u16) -> Result<(), TestCaseError> {
    let endpoint = format!("{scheme}://127.0.0.1:{port}");
    let common = ["probe", &endpoint, "--timeout", "500ms"];
    is_sound(&otls(&[&common[..], &["-v"]].concat()))?;
    let ran = otls(&[&common[..], &["-o", "json"]].concat());
    is_sound(&ran)?;
    ran.json().iter().for_each(assert_valid);
    Ok(())
}

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    // The first bytes are records' and frames' headers, the certificate follows.
    let place = prop_oneof![0_usize..12, 0_usize..150, 0_usize..4000];
    let bytes = prop::collection::vec(any::<u8>(), 1..40);
    let damage = prop_oneof![
        6 => (place.clone(), any::<u8>()).prop_map(|(at, byte)| Damage::Replace(at, byte)),
        2 => (place.clone(), bytes).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        1 => place.prop_map(Damage::End),
    ];
    prop::collection::vec(damage, 1..4)
}

/// How answers begin that are known to trouble clients and terminals.
const STARTS: &[&[u8]] = &[
    b"",
    b"\x15\x03\x03\x00\x02\x02",
    b"\x16\x03\x03",
    b"\x00\x00\x06\x04\x00\x00\x00\x00\x00",
    b"HTTP/1.1 400 Bad\x1b]0;owned\x07\r\nServer: \x1b[2J\xe2\x80\xae\r\n\r\n<title>\x1b[31m",
    b"HTTP/1.1 400 Bad\r\nServer: \x9b\r\nContent-Type: application/json\r\n\r\n{\"message\":\"\x1b[2J",
    b"HTTP/1.1 403 No\r\nContent-Type: text/plain\r\n\r\n\x1b]0;owned\x07\xe2\x80\xae",
    b"HTTP/1.1 200 \r\nContent-Length: 99999999999\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    b"SSH-2.0-\x9b31m\r\n",
];

fn answers() -> impl Strategy<Value = Vec<u8>> {
    (prop::sample::select(STARTS), prop::collection::vec(any::<u8>(), 0..200))
        .prop_map(|(start, rest)| [start, &rest].concat())
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, max_shrink_iters: 30, failure_persistence: None, ..Config::default() })
}

#[test]
fn a_damaged_conversation_is_judged_all_the_same() {
    let servers = [("https", LabServer::start("ok")), ("http", LabServer::start("plaintext-server-h2c"))];
    for (scheme, server) in &servers {
        runner(15).run(&damages(), |damages| probe(scheme, damaging(server.port(), damages))).unwrap();
    }
}

#[test]
fn any_bytes_are_an_answer() {
    for scheme in ["https", "http"] {
        for start in STARTS {
            probe(scheme, answering(start.to_vec())).unwrap();
        }
        runner(8).run(&answers(), |answer| probe(scheme, answering(answer))).unwrap();
    }
}
