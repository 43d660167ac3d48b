//! mbedTLS: Fluent Bit before 1.9 and many small devices print it.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const ANY: &[&str] = &[];

const SSL: &str = "Mbed-TLS/mbedtls include/mbedtls/ssl.h";
const X509: &str = "Mbed-TLS/mbedtls include/mbedtls/x509.h";
const CRT: &str = "Mbed-TLS/mbedtls include/mbedtls/x509_crt.h";

/// One reason of the verifier.
const THEIRS: &str = "the client's certificate is refused";

/// mbedTLS.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["x509 - certificate verification failed"], ANY, X509).is(UnknownCa).or(&[NameMismatch, Expired, SelfSigned]).rank(Rank::Symptom)
        .served(ClientCertRejected, &[UnknownCa], THEIRS),
    says(&["the certificate is not correctly signed by the trusted ca"], ANY, CRT).is(UnknownCa).or(&[SelfSigned, IncompleteChain]).served(ClientCertRejected, &[UnknownCa], THEIRS),
    says(&["the certificate validity has expired"], ANY, CRT).is(Expired).or(&[ClockSkew]).served(ClientCertRejected, &[Expired], THEIRS),
    says(&["the certificate validity starts in the future"], ANY, CRT).is(NotYetValid).or(&[ClockSkew]).served(ClientCertRejected, &[NotYetValid], THEIRS),
    says(&["the certificate has been revoked (is on a crl)"], ANY, CRT).is(Revoked),
    says(&["the certificate common name (cn) does not match with the expected cn"], ANY, CRT).is(NameMismatch).or(&[NoSan]),
    says(&["usage does not match the keyusage extension"], ANY, CRT).is(WrongKeyUsage),
    says(&["usage does not match the extendedkeyusage extension"], ANY, CRT).is(WrongKeyUsage),
    says(&["usage does not match the nscerttype extension"], ANY, CRT).is(WrongKeyUsage),
    says(&["the certificate is signed with an unacceptable hash"], ANY, CRT).is(WeakSignature),
    says(&["the certificate is signed with an unacceptable pk alg"], ANY, CRT).is(WeakSignature).or(&[WeakKey]),
    says(&["the certificate is signed with an unacceptable key"], ANY, CRT).is(WeakKey),
    says(&["x509 - format not recognized as der or pem"], ANY, X509).is(UnreadableFile),
    says(&["x509 - read/write of file failed"], ANY, X509).is(UnreadableFile),
    says(&["the crt/crl/csr format is invalid"], ANY, X509).is(UnreadableFile).or(&[MalformedCertificate]),
    says(&["the crt/crl/csr version element is invalid"], ANY, X509).is(MalformedCertificate),
    says(&["ssl - an invalid ssl record was received"], ANY, SSL).is(PlaintextServer).served(PlaintextClient, &[TlsViolation], "a client speaks cleartext to this TLS port"),
    says(&["ssl - a fatal alert message was received from our peer"], ANY, SSL).is(CipherMismatch).or(&[ClientCertRequired, ClientCertRejected, HandshakeRefused]).rank(Rank::Symptom)
        .served(UnknownCa, &[NameMismatch, SelfSigned], "the client does not accept this server's certificate"),
    says(&["ssl - the connection indicated an eof"], ANY, SSL).is(ConnectionReset).or(&[PlaintextServer]).rank(Rank::Network),
    says(&["ssl - the peer notified us that the connection is going to be closed"], ANY, SSL).is(ConnectionReset).rank(Rank::Network),
    says(&["net - connection was reset by peer"], ANY, "Mbed-TLS/mbedtls include/mbedtls/net_sockets.h").is(ConnectionReset).or(&[PlaintextServer, ClientCertRequired]).rank(Rank::Network),
    says(&["net - failed to get an ip address for the given hostname"], ANY, "Mbed-TLS/mbedtls include/mbedtls/net_sockets.h").is(DnsFailure).rank(Rank::Network),
    says(&["net - the connection to the given server / port failed"], ANY, "Mbed-TLS/mbedtls include/mbedtls/net_sockets.h").is(ConnectionRefused).or(&[ConnectionTimeout]).rank(Rank::Network),
    says(&["ssl - the handshake negotiation failed"], ANY, SSL).is(CipherMismatch).or(&[VersionMismatch, ClientCertRequired]).rank(Rank::Refusal),
    says(&["ssl - the server has no ciphersuites in common with the client"], ANY, SSL).is(CipherMismatch).since("mbedTLS 2").server_only(),
    says(&["ssl - none of the common ciphersuites is usable"], ANY, SSL).is(CipherMismatch).since("mbedTLS 2"),
    says(&["ssl - handshake protocol not within min/max boundaries"], ANY, SSL).is(VersionMismatch),
    says(&["ssl - no client certification received from the client, but required by the authentication mode"], ANY, SSL).is(ClientCertRequired).server_only(),
    says(&["ssl - the own private key or pre-shared key is not set, but needed"], ANY, SSL).is(ClientCertRequired).or(&[UnreadableFile]),
    says(&["ssl - no ca chain is set, but required to operate"], ANY, SSL).is(UnreadableFile).or(&[UnknownCa]),
    says(&["ssl - no alpn protocols supported that the client advertises"], ANY, SSL).is(AlpnMissing).server_only(),
    says(&["ssl - no server could be identified matching the client's sni"], ANY, SSL).is(UnrecognizedName),
    says(&["ssl - the operation timed out"], ANY, SSL).is(SilentServer).or(&[ConnectionTimeout]).rank(Rank::Network),
    says(&["ssl - processing of the certificate handshake message failed"], ANY, SSL).is(MalformedCertificate).or(&[UnknownCa]).rank(Rank::Refusal),
    says(&["ssl - the requested feature is not available"], ANY, SSL).is(TlsViolation).or(&[CipherMismatch, VersionMismatch]).rank(Rank::Refusal)
        .note("this mbedTLS cannot read what the peer sends: often a chain that does not fit one record"),
    says(&["ssl - an unexpected message was received from our peer"], ANY, SSL).is(TlsViolation).or(&[ClientCertRequired]),
    says(&["ssl - public key type mismatch"], ANY, SSL).is(CipherMismatch).or(&[WeakKey]),
};
