use super::*;

fn codes(text: &str) -> Vec<Option<Code>> {
    decode(text).iter().map(|found| found.client.code).collect()
}

#[test]
fn numbers_are_read() {
    for (text, code) in [
        ("frame_size_error: 4740180", WrongProtocol),
        ("upstream sent too large http2 frame: 3940676", WrongProtocol),
        ("frame_size_error: 1377027", PlaintextClient),
        ("not an ssl/tls record: 485454502f312e31", PlaintextServer),
        ("not an ssl/tls record: 0000060400000000000003000003e8", PlaintextServer),
        ("ssl alert number 48", ClientCertRejected),
        ("error:0a000418", ClientCertRejected),
        ("error:14094410", CipherMismatch),
        ("error:100000f7", PlaintextServer),
        ("error:0a00010b", PlaintextServer),
        ("error:8000006f:system library", ConnectionRefused),
        ("error:0200206f:system library", ConnectionRefused),
        ("tls error: 33554536:system library", ConnectionReset),
        ("tls error: 33556294:system library", ConnectionReset),
        ("tls_error:_268435703:ssl_routines", PlaintextServer),
        ("tls error: 268435581:ssl routines", UnknownCa),
        ("curl: (77) x", UnreadableFile),
        ("grpc-status: 16", Unauthenticated),
        ("(os error 111)", ConnectionRefused),
        ("[winerror 10061] \u{5bfe}", ConnectionRefused),
        ("connectionreseterror(10054, '\u{8fdc}", ConnectionReset),
        ("socketexception (10060): \u{d6}", ConnectionTimeout),
        ("oversized record received with length 20527", PlaintextServer),
        ("the tls protocol defined fatal alert code is 48.", ClientCertRejected),
        ("the tls protocol defined fatal error code is 48.", UnknownCa),
        ("load failed (kcfstreamerrordomainssl, -9825)", ClientCertRejected),
        ("tls_handshake_process: [-9813]", UnknownCa),
    ] {
        assert_eq!(codes(text).first(), Some(&Some(code)), "{text}");
    }
}

#[test]
fn other_numbers_are_left_alone() {
    for text in [
        "frame_size_error: 16384",
        "error:1234",
        "error:0",
        "curl: (0)",
        "errno: 0",
        "alert number 0",
        "error:0a0",
    ] {
        assert_eq!(codes(text), [], "{text}");
    }
    assert_eq!(
        decode("frame_size_error: 4740180")[0].decoded.as_deref(),
        Some("4740180 is `HTT` in ASCII: an HTTP/1 answer")
    );
}
