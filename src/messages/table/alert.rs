//! TLS alerts (RFC 8446, 6.2; RFC 7301; RFC 6066) as each library spells them, and what they mean on either side.
//!
//! An alert that was *received* is the peer's word about us: in a client's log a certificate alert is about the
//! client's certificate, in a server's log about the server's.

use crate::finding::Code::{self, *};
use crate::messages::entry::{Entry, Rank, Reading, entries, says};

const GO: &[&str] = &["go", "collector"];
const JAVA: &[&str] = &["java"];
const RUST: &[&str] = &["rust"];
const ERLANG: &[&str] = &["erlang"];
const GNUTLS: &[&str] = &["gnutls"];

const GO_SOURCE: &str = "golang/go src/crypto/tls/alert.go";
const OPENSSL_SOURCE: &str = "openssl/openssl ssl/ssl_err.c; google/boringssl crypto/err/ssl.errordata";
const JSSE_SOURCE: &str = "openjdk/jdk sun/security/ssl/Alert.java";
const RUSTLS_SOURCE: &str = "rustls/rustls rustls/src/error.rs";
const ERLANG_SOURCE: &str = "erlang/otp lib/ssl/src/ssl_alert.erl";
const GNUTLS_SOURCE: &str = "gnutls lib/alert.c";

/// What one alert means when it was received.
#[derive(Debug)]
pub(in crate::messages) struct Alert {
    /// Its number.
    pub(in crate::messages) number: u8,
    /// Its name in the RFC.
    pub(in crate::messages) name: &'static str,
    /// In a client's log.
    pub(in crate::messages) client: Reading,
    /// In a server's log.
    pub(in crate::messages) server: Reading,
}

const fn means(code: Code, others: &'static [Code], note: &'static str) -> Reading {
    Reading { code: Some(code), others, note }
}

const OURS: &str =
    "the server refuses the client certificate; this is not about the server's certificate or the CA file";
const THEIRS: &str = "the client does not accept this server's certificate";
const BROKEN: &str = "the peer says that the TLS protocol was broken";

const fn alert(number: u8, name: &'static str, client: Reading, server: Reading) -> Alert {
    Alert { number, name, client, server }
}

const fn both(number: u8, name: &'static str, reading: Reading) -> Alert {
    Alert { number, name, client: reading, server: reading }
}

/// Every alert.
pub(in crate::messages) const ALERTS: &[Alert] = entries! {
    both(0, "close_notify", means(ConnectionReset, &[ClientCertRequired], "the peer closed the connection in good order")),
    both(10, "unexpected_message", means(TlsViolation, &[WrongProtocol, HandshakeRefused], BROKEN)),
    both(20, "bad_record_mac", means(TlsViolation, &[HandshakeIntolerance], BROKEN)),
    both(21, "decryption_failed", means(TlsViolation, &[], BROKEN)),
    both(22, "record_overflow", means(TlsViolation, &[PlaintextServer], "the peer could not read a record: mostly cleartext or a middlebox in between")),
    both(30, "decompression_failure", means(TlsViolation, &[], BROKEN)),
    alert(40, "handshake_failure",
        means(CipherMismatch, &[ClientCertRequired, VersionMismatch, UnrecognizedName, WeakKey, HandshakeRefused, ClientCertRejected, HandshakeIntolerance],
            "the server refuses and does not say why: no common cipher, group or version, or, in TLS 1.2, no client certificate"),
        means(CipherMismatch, &[VersionMismatch, HandshakeRefused, UnknownCa], "the client refuses and does not say why: mostly no common cipher, group or signature algorithm")),
    alert(41, "no_certificate", means(ClientCertRequired, &[], ""), means(ClientCertRequired, &[], "")),
    alert(42, "bad_certificate",
        means(ClientCertRejected, &[ClientCertRequired], "the server refuses the client certificate, or misses one; this is not about the CA file"),
        means(UnknownCa, &[NameMismatch, Expired, SelfSigned], "the client does not accept this server's certificate; Go sends this alert for every such cause")),
    alert(43, "unsupported_certificate", means(ClientCertRejected, &[WrongKeyUsage, WeakKey], OURS), means(WrongKeyUsage, &[WeakKey, UnknownCa], THEIRS)),
    alert(44, "certificate_revoked", means(Revoked, &[ClientCertRejected], "the server says that the client certificate has been revoked"), means(Revoked, &[], THEIRS)),
    alert(45, "certificate_expired", means(ClientCertRejected, &[Expired], "the server says that the client certificate has expired; this is not about the server's certificate"), means(Expired, &[ClockSkew], THEIRS)),
    alert(46, "certificate_unknown", means(ClientCertRejected, &[ClientCertRequired], OURS), means(UnknownCa, &[NameMismatch, SelfSigned, Expired], "the client does not accept this server's certificate; Java sends this alert for every such cause")),
    both(47, "illegal_parameter", means(TlsViolation, &[CipherMismatch, HandshakeIntolerance], BROKEN)),
    alert(48, "unknown_ca", means(ClientCertRejected, &[UnknownCa], "the server does not know the CA of the client certificate; a CA file on the client changes nothing"),
        means(UnknownCa, &[SelfSigned, IncompleteChain], "the client does not know the CA of this server's certificate")),
    alert(49, "access_denied", means(ClientCertRejected, &[PermissionDenied], "the server accepts no such client"), means(UnknownCa, &[HandshakeRefused], "the client refused")),
    both(50, "decode_error", means(TlsViolation, &[HandshakeIntolerance], BROKEN)),
    alert(51, "decrypt_error", means(ClientCertRejected, &[ClientKeyMismatch, TlsViolation], "the server could not verify the client's signature: key and certificate do not belong together, or a re-issued CA"),
        means(BadHandshakeSignature, &[UnknownCa, TlsViolation], "the client could not verify the server's signature")),
    both(60, "export_restriction", means(CipherMismatch, &[], "")),
    both(70, "protocol_version", means(VersionMismatch, &[PlaintextServer], "the peer speaks none of the TLS versions that were offered")),
    both(71, "insufficient_security", means(CipherMismatch, &[VersionMismatch], "the peer demands stronger ciphers than were offered")),
    both(80, "internal_error", means(HandshakeRefused, &[CipherMismatch, UnrecognizedName, ClientCertRejected, TlsViolation], "the peer failed by itself: its log says why; often it has no certificate for this name")),
    both(86, "inappropriate_fallback", means(VersionMismatch, &[], "")),
    both(90, "user_canceled", means(ConnectionReset, &[], "")),
    both(100, "no_renegotiation", means(TlsViolation, &[ClientCertRequired], "")),
    both(109, "missing_extension", means(HandshakeRefused, &[ClientCertRequired, TlsViolation, UnrecognizedName], "the peer demands an extension that was not sent")),
    both(110, "unsupported_extension", means(TlsViolation, &[HandshakeIntolerance], BROKEN)),
    both(111, "certificate_unobtainable", means(ClientCertRejected, &[], "")),
    both(112, "unrecognized_name", means(UnrecognizedName, &[NameMismatch], "the server has no certificate for the name that was sent (SNI)")),
    both(113, "bad_certificate_status_response", means(Revoked, &[], "the stapled OCSP answer is bad")),
    both(115, "unknown_psk_identity", means(HandshakeRefused, &[], "")),
    alert(116, "certificate_required", means(ClientCertRequired, &[ClientCertRejected], "the server requires a client certificate and got none"), means(ClientCertRequired, &[], "")),
    both(120, "no_application_protocol", means(AlpnMissing, &[WrongProtocol], "the server's ALPN list has nothing that was offered: `h2` is missing")),
    both(121, "ech_required", means(HandshakeRefused, &[], "")),
};

/// One spelling of a received alert.
const fn received(
    literals: &'static [&'static str],
    by: &'static [&'static str],
    number: u8,
    source: &'static str,
) -> Entry {
    let mut entry = says(literals, by, source).rank(Rank::Refusal);
    let mut at = 0;
    while at < ALERTS.len() {
        if ALERTS[at].number == number {
            entry.client = ALERTS[at].client;
            entry.server = Some(ALERTS[at].server);
        }
        at += 1;
    }
    entry
}

/// Go, OpenSSL (words and symbols), JSSE, rustls and Erlang say the same alert.
macro_rules! spelled {
    ($($number:literal $go:literal $words:literal $symbol:literal $camel:literal $erlang:literal;)+) => {
        entries! {
            $(
                received(&[concat!("remote error: tls: ", $go)], GO, $number, GO_SOURCE),
                received(&[concat!("tlsv1 alert ", $words)], &[], $number, OPENSSL_SOURCE),
                received(&[concat!("sslv3 alert ", $words)], &[], $number, OPENSSL_SOURCE),
                received(&[concat!("tlsv13 alert ", $words)], &[], $number, OPENSSL_SOURCE),
                received(&[concat!("ssl/tls alert ", $words)], &[], $number, OPENSSL_SOURCE),
                received(&[concat!("^alert ", $words, "$")], &[], $number, OPENSSL_SOURCE).line(concat!("alert ", $words)),
                received(&[concat!("_alert_", $symbol)], &[], $number, OPENSSL_SOURCE).line(concat!("SSL routines:OPENSSL_internal:TLSV1_ALERT_", $symbol)),
                received(&[concat!("received fatal alert: ", $symbol)], JAVA, $number, JSSE_SOURCE),
                received(&[concat!("handshake alert: ", $symbol)], JAVA, $number, JSSE_SOURCE).since("up to JDK 10"),
                received(&[concat!("received fatal alert: ", $camel)], RUST, $number, RUSTLS_SOURCE),
                received(&[concat!("alertreceived(", $camel)], RUST, $number, RUSTLS_SOURCE),
                received(&[concat!("received server alert: fatal - ", $erlang)], ERLANG, $number, ERLANG_SOURCE),
                received(&[concat!("received client alert: fatal - ", $erlang)], ERLANG, $number, ERLANG_SOURCE).server_only(),
            )+
        }
    };
}

/// The spellings that are formed from the name.
pub(in crate::messages) const SPELLED: &[Entry] = spelled! {
    10 "unexpected message" "unexpected message" "unexpected_message" "unexpectedmessage" "unexpected message";
    20 "bad record mac" "bad record mac" "bad_record_mac" "badrecordmac" "bad record mac";
    21 "decryption failed" "decryption failed" "decryption_failed" "decryptionfailed" "decryption failed";
    22 "record overflow" "record overflow" "record_overflow" "recordoverflow" "record overflow";
    40 "handshake failure" "handshake failure" "handshake_failure" "handshakefailure" "handshake failure";
    42 "bad certificate" "bad certificate" "bad_certificate" "badcertificate" "bad certificate";
    43 "unsupported certificate" "unsupported certificate" "unsupported_certificate" "unsupportedcertificate" "unsupported certificate";
    44 "revoked certificate" "certificate revoked" "certificate_revoked" "certificaterevoked" "certificate revoked";
    45 "expired certificate" "certificate expired" "certificate_expired" "certificateexpired" "certificate expired";
    46 "unknown certificate" "certificate unknown" "certificate_unknown" "certificateunknown" "certificate unknown";
    47 "illegal parameter" "illegal parameter" "illegal_parameter" "illegalparameter" "illegal parameter";
    48 "unknown certificate authority" "unknown ca" "unknown_ca" "unknownca" "unknown ca";
    49 "access denied" "access denied" "access_denied" "accessdenied" "access denied";
    50 "error decoding message" "decode error" "decode_error" "decodeerror" "decode error";
    51 "error decrypting message" "decrypt error" "decrypt_error" "decrypterror" "decrypt error";
    60 "export restriction" "export restriction" "export_restriction" "exportrestriction" "export restriction";
    70 "protocol version not supported" "protocol version" "protocol_version" "protocolversion" "protocol version";
    71 "insufficient security level" "insufficient security" "insufficient_security" "insufficientsecurity" "insufficient security";
    80 "internal error" "internal error" "internal_error" "internalerror" "internal error";
    86 "inappropriate fallback" "inappropriate fallback" "inappropriate_fallback" "inappropriatefallback" "inappropriate fallback";
    100 "no renegotiation" "no renegotiation" "no_renegotiation" "norenegotiation" "no renegotiation";
    109 "missing extension" "missing extension" "missing_extension" "missingextension" "missing extension";
    110 "unsupported extension" "unsupported extension" "unsupported_extension" "unsupportedextension" "unsupported extension";
    112 "unrecognized name" "unrecognized name" "unrecognized_name" "unrecognisedname" "unrecognized name";
    113 "bad certificate status response" "bad certificate status response" "bad_certificate_status_response" "badcertificatestatusresponse" "bad certificate status response";
    115 "unknown psk identity" "unknown psk identity" "unknown_psk_identity" "unknownpskidentity" "unknown psk identity";
    116 "certificate required" "certificate required" "certificate_required" "certificaterequired" "certificate required";
    120 "no application protocol" "no application protocol" "no_application_protocol" "noapplicationprotocol" "no application protocol";
};

/// The spellings that are not.
pub(in crate::messages) const OTHERS: &[Entry] = entries! {
    // Where a program leaves out `remote error`.
    received(&["tls: bad certificate"], GO, 42, GO_SOURCE),
    received(&["tls: unknown certificate"], GO, 46, GO_SOURCE),
    received(&["tls: unknown certificate authority"], GO, 48, GO_SOURCE),
    received(&["tls: expired certificate"], GO, 45, GO_SOURCE),
    received(&["tls: certificate required"], GO, 116, GO_SOURCE),
    received(&["tls: handshake failure"], GO, 40, GO_SOURCE),
    received(&["tls: unrecognized name"], GO, 112, GO_SOURCE),
    // OpenSSL writes this one with two Ls.
    received(&["remote error: tls: user canceled"], GO, 90, GO_SOURCE),
    received(&["tlsv1 alert user cancelled"], &[], 90, OPENSSL_SOURCE),
    received(&["_alert_user_cancelled"], &[], 90, OPENSSL_SOURCE).line("SSL routines:OPENSSL_internal:TLSV1_ALERT_USER_CANCELLED"),
    received(&["received fatal alert: user_canceled"], JAVA, 90, JSSE_SOURCE),
    received(&["received fatal alert: usercanceled"], RUST, 90, RUSTLS_SOURCE),
    received(&["alertreceived(usercanceled"], RUST, 90, RUSTLS_SOURCE),
    received(&["received server alert: fatal - user canceled"], ERLANG, 90, ERLANG_SOURCE),
    received(&["received client alert: fatal - user canceled"], ERLANG, 90, ERLANG_SOURCE).server_only(),
    // Neither OpenSSL up to 3.5, the JDK nor Erlang knows it.
    received(&["remote error: tls: encrypted client hello required"], GO, 121, GO_SOURCE),
    received(&["_alert_ech_required"], &[], 121, "google/boringssl crypto/err/ssl.errordata").line("SSL routines:OPENSSL_internal:TLSV1_ALERT_ECH_REQUIRED"),
    received(&["received fatal alert: encryptedclienthellorequired"], RUST, 121, RUSTLS_SOURCE),
    received(&["alertreceived(encryptedclienthellorequired"], RUST, 121, RUSTLS_SOURCE),
    received(&["tlsv1 unrecognized name"], &[], 112, OPENSSL_SOURCE),
    received(&["tlsv1_unrecognized_name"], &[], 112, OPENSSL_SOURCE),
    received(&["tlsv1 unsupported extension"], &[], 110, OPENSSL_SOURCE),
    received(&["tlsv1_unsupported_extension"], &[], 110, OPENSSL_SOURCE),
    received(&["tlsv1 bad certificate status response"], &[], 113, OPENSSL_SOURCE),
    received(&["peer found the certificate was not issued by a trusted ca"], RUST, 48, RUSTLS_SOURCE),
    received(&["received fatal alert: the peer", "certificate", "expired"], RUST, 45, RUSTLS_SOURCE).line("received fatal alert: the peer found the certificate expired"),
    received(&["a tls fatal alert has been received"], GNUTLS, 40, GNUTLS_SOURCE).rank(Rank::Symptom),
    received(&["a tls fatal alert has been received", "ca is unknown"], GNUTLS, 48, GNUTLS_SOURCE),
    received(&["a tls fatal alert has been received", "certificate is bad"], GNUTLS, 42, GNUTLS_SOURCE),
    received(&["a tls fatal alert has been received", "certificate is required"], GNUTLS, 116, GNUTLS_SOURCE),
    received(&["a tls fatal alert has been received", "certificate has expired"], GNUTLS, 45, GNUTLS_SOURCE),
    received(&["a tls fatal alert has been received", "certificate was expired"], GNUTLS, 45, GNUTLS_SOURCE),
    received(&["a tls fatal alert has been received", "certificate was revoked"], GNUTLS, 44, GNUTLS_SOURCE),
    received(&["a tls fatal alert has been received", "unknown certificate"], GNUTLS, 46, GNUTLS_SOURCE),
    received(&["a tls fatal alert has been received", "handshake failed"], GNUTLS, 40, GNUTLS_SOURCE),
    received(&["a tls fatal alert has been received", "error in protocol version"], GNUTLS, 70, GNUTLS_SOURCE),
    received(&["a tls fatal alert has been received", "insufficient security"], GNUTLS, 71, GNUTLS_SOURCE),
    received(&["a tls fatal alert has been received", "no supported application protocol"], GNUTLS, 120, GNUTLS_SOURCE),
    received(&["a tls fatal alert has been received", "server name sent was not recognized"], GNUTLS, 112, GNUTLS_SOURCE),
    received(&["a tls fatal alert has been received", "internal error"], GNUTLS, 80, GNUTLS_SOURCE),
    received(&["a tls fatal alert has been received", "illegal parameter"], GNUTLS, 47, GNUTLS_SOURCE),
    received(&["tls alert: bad_certificate"], &[], 42, OPENSSL_SOURCE),
    // Erlang: an alert that this side sent tells what this side found.
    says(&["generated client alert: fatal - unknown ca"], ERLANG, ERLANG_SOURCE).is(UnknownCa).or(&[IncompleteChain, SelfSigned]),
    says(&["generated client alert: fatal - bad certificate"], ERLANG, ERLANG_SOURCE).is(SelfSigned).or(&[UnknownCa, MalformedCertificate])
        .note("Erlang calls a self-signed certificate bad, not unknown"),
    says(&["generated client alert: fatal - certificate expired"], ERLANG, ERLANG_SOURCE).is(Expired).or(&[NotYetValid]),
    says(&["generated client alert: fatal - certificate revoked"], ERLANG, ERLANG_SOURCE).is(Revoked),
    says(&["generated client alert: fatal - handshake failure"], ERLANG, ERLANG_SOURCE).is(NameMismatch).or(&[CipherMismatch, UnknownCa]).rank(Rank::Refusal),
    says(&["generated client alert: fatal - handshake failure", "hostname_check_failed"], ERLANG, ERLANG_SOURCE).is(NameMismatch),
    says(&["hostname_check_failed"], ERLANG, ERLANG_SOURCE).is(NameMismatch),
    says(&["generated client alert: fatal - unsupported certificate"], ERLANG, ERLANG_SOURCE).is(WrongKeyUsage).or(&[WeakKey]),
    says(&["generated client alert: fatal - unsupported certificate", "key_usage_mismatch"], ERLANG, ERLANG_SOURCE).is(WrongKeyUsage),
    says(&["|client alert: fatal - certificate unknown"], ERLANG, ERLANG_SOURCE).is(UnknownCa).or(&[NameMismatch]).rank(Rank::Symptom),
    says(&["|client alert: fatal - unknown ca"], ERLANG, ERLANG_SOURCE).is(UnknownCa).or(&[NameMismatch, SelfSigned]).rank(Rank::Symptom),
    says(&["|client alert: fatal - bad certificate"], ERLANG, ERLANG_SOURCE).is(UnknownCa).or(&[NameMismatch]).rank(Rank::Symptom),
    says(&["generated client alert: fatal - certificate unknown"], ERLANG, ERLANG_SOURCE).is(UnknownCa).or(&[NameMismatch, WrongKeyUsage]),
    says(&["generated client alert: fatal - insufficient security"], ERLANG, ERLANG_SOURCE).is(CipherMismatch).or(&[VersionMismatch, PlaintextServer]),
    says(&["generated client alert: fatal - protocol version"], ERLANG, ERLANG_SOURCE).is(VersionMismatch).or(&[PlaintextServer]),
    says(&["generated client alert: fatal - unexpected message"], ERLANG, ERLANG_SOURCE).is(PlaintextServer).or(&[WrongProtocol, TlsViolation])
        .note("what the server answered is no TLS record"),
    says(&["generated client alert: fatal - unexpected message", "unsupported_record_type"], ERLANG, ERLANG_SOURCE).is(PlaintextServer).or(&[WrongProtocol])
        .note("what the server answered is no TLS record"),
    says(&["generated client alert: fatal - record overflow"], ERLANG, ERLANG_SOURCE).is(PlaintextServer).or(&[WrongProtocol]),
    says(&["generated server alert: fatal - certificate required"], ERLANG, ERLANG_SOURCE).is(ClientCertRequired).server_only(),
    says(&["generated server alert: fatal - handshake failure"], ERLANG, ERLANG_SOURCE).is(ClientCertRequired).or(&[CipherMismatch]).server_only().rank(Rank::Refusal),
    says(&["generated server alert: fatal - unknown ca"], ERLANG, ERLANG_SOURCE).is(ClientCertRejected).or(&[UnknownCa]).server_only(),
    says(&["generated server alert: fatal - bad certificate"], ERLANG, ERLANG_SOURCE).is(ClientCertRejected).server_only(),
    says(&["generated server alert: fatal - certificate expired"], ERLANG, ERLANG_SOURCE).is(ClientCertRejected).or(&[Expired]).server_only(),
    says(&["generated server alert: fatal - insufficient security"], ERLANG, ERLANG_SOURCE).is(CipherMismatch).server_only(),
    says(&["generated server alert: fatal - protocol version"], ERLANG, ERLANG_SOURCE).is(VersionMismatch).server_only(),
    says(&["generated server alert: fatal - unexpected message"], ERLANG, ERLANG_SOURCE).is(PlaintextClient).or(&[WrongProtocol]).server_only(),
    says(&["generated server alert: fatal - no application protocol"], ERLANG, ERLANG_SOURCE).is(AlpnMissing).server_only(),
    // rustls 0.24 says them in sentences.
    received(&["received fatal alert: the peer", "received an unexpected message"], RUST, 10, RUSTLS_SOURCE).line("received fatal alert: the peer received an unexpected message"),
    received(&["received fatal alert: the peer", "failed to verify a message"], RUST, 20, RUSTLS_SOURCE).line("received fatal alert: the peer failed to verify a message"),
    received(&["received fatal alert: the peer", "rejected an over-length message"], RUST, 22, RUSTLS_SOURCE).line("received fatal alert: the peer rejected an over-length message"),
    received(&["received fatal alert: the peer", "failed to negotiate an acceptable set of security parameters"], RUST, 40, RUSTLS_SOURCE).line("received fatal alert: the peer failed to negotiate an acceptable set of security parameters"),
    received(&["received fatal alert: the peer", "rejected the certificate as corrupt"], RUST, 42, RUSTLS_SOURCE).line("received fatal alert: the peer rejected the certificate as corrupt"),
    received(&["received fatal alert: the peer", "did not support the certificate"], RUST, 43, RUSTLS_SOURCE).line("received fatal alert: the peer did not support the certificate"),
    received(&["received fatal alert: the peer", "found the certificate to be revoked"], RUST, 44, RUSTLS_SOURCE).line("received fatal alert: the peer found the certificate to be revoked"),
    received(&["received fatal alert: the peer", "found the certificate to be expired"], RUST, 45, RUSTLS_SOURCE).line("received fatal alert: the peer found the certificate to be expired"),
    received(&["received fatal alert: the peer", "rejected the certificate for an unspecified reason"], RUST, 46, RUSTLS_SOURCE).line("received fatal alert: the peer rejected the certificate for an unspecified reason"),
    received(&["received fatal alert: the peer", "because a field was incorrect"], RUST, 47, RUSTLS_SOURCE).line("received fatal alert: the peer because a field was incorrect"),
    received(&["received fatal alert: the peer", "denied access"], RUST, 49, RUSTLS_SOURCE).line("received fatal alert: the peer denied access"),
    received(&["received fatal alert: the peer", "failed to decode a message"], RUST, 50, RUSTLS_SOURCE).line("received fatal alert: the peer failed to decode a message"),
    received(&["received fatal alert: the peer", "failed to perform a handshake cryptographic operation"], RUST, 51, RUSTLS_SOURCE).line("received fatal alert: the peer failed to perform a handshake cryptographic operation"),
    received(&["received fatal alert: the peer", "protocol version"], RUST, 70, RUSTLS_SOURCE).line("received fatal alert: the peer protocol version"),
    received(&["received fatal alert: the peer", "more secure parameters"], RUST, 71, RUSTLS_SOURCE).line("received fatal alert: the peer more secure parameters"),
    received(&["received fatal alert: the peer", "encountered an internal error"], RUST, 80, RUSTLS_SOURCE).line("received fatal alert: the peer encountered an internal error"),
    received(&["received fatal alert: the peer", "attempted version downgrade"], RUST, 86, RUSTLS_SOURCE).line("received fatal alert: the peer attempted version downgrade"),
    received(&["received fatal alert: the peer", "required a specific extension"], RUST, 109, RUSTLS_SOURCE).line("received fatal alert: the peer required a specific extension"),
    received(&["received fatal alert: the peer", "unsolicited extension"], RUST, 110, RUSTLS_SOURCE).line("received fatal alert: the peer unsolicited extension"),
    received(&["received fatal alert: the peer", "server name extension"], RUST, 112, RUSTLS_SOURCE).line("received fatal alert: the peer server name extension"),
    received(&["received fatal alert: the peer", "required a client certificate"], RUST, 116, RUSTLS_SOURCE).line("received fatal alert: the peer required a client certificate"),
    received(&["received fatal alert: the peer", "did not support any of the offered application protocols"], RUST, 120, RUSTLS_SOURCE).line("received fatal alert: the peer did not support any of the offered application protocols"),
    received(&["received fatal alert: the peer", "encrypted client hello"], RUST, 121, RUSTLS_SOURCE).line("received fatal alert: the peer encrypted client hello"),
    says(&["ssl: ", "fatal error: unknown ca"], ERLANG, ERLANG_SOURCE).is(UnknownCa).or(&[SelfSigned, IncompleteChain]).since("OTP up to 20").line("SSL: certify: ssl_handshake.erl:1462:Fatal error: unknown ca"),
    says(&["ssl: ", "fatal error: bad certificate"], ERLANG, ERLANG_SOURCE).is(UnknownCa).or(&[NameMismatch, MalformedCertificate, ClientCertRejected]).since("OTP up to 20").line("SSL: certify: ssl_handshake.erl:1462:Fatal error: bad certificate"),
    says(&["ssl: ", "fatal error: certificate unknown"], ERLANG, ERLANG_SOURCE).is(UnknownCa).or(&[NameMismatch, MalformedCertificate, ClientCertRejected]).since("OTP up to 20").line("SSL: certify: ssl_alert.erl:97:Fatal error: certificate unknown"),
    says(&["ssl: ", "fatal error: certificate expired"], ERLANG, ERLANG_SOURCE).is(Expired).or(&[ClientCertRejected]).since("OTP up to 20").line("SSL: certify: ssl_handshake.erl:1462:Fatal error: certificate expired"),
    says(&["ssl: ", "fatal error: handshake failure"], ERLANG, ERLANG_SOURCE).is(CipherMismatch).or(&[NameMismatch, ClientCertRequired, VersionMismatch]).rank(Rank::Symptom).since("OTP up to 20").line("SSL: hello: ssl_handshake.erl:1462:Fatal error: handshake failure"),
    says(&["ssl: ", "fatal error: protocol version"], ERLANG, ERLANG_SOURCE).is(VersionMismatch).or(&[PlaintextServer]).since("OTP up to 20").line("SSL: hello: ssl_alert.erl:97:Fatal error: protocol version"),
    says(&["ssl: ", "fatal error: insufficient security"], ERLANG, ERLANG_SOURCE).is(CipherMismatch).since("OTP up to 20").line("SSL: hello: ssl_alert.erl:97:Fatal error: insufficient security"),
    says(&["ssl: ", "fatal error: unexpected message"], ERLANG, ERLANG_SOURCE).is(PlaintextServer).or(&[TlsViolation]).since("OTP up to 20").line("SSL: hello: ssl_alert.erl:97:Fatal error: unexpected message"),
};
