//! Windows: SChannel's and Winsock's words and numbers, as .NET, curl and Fluent Bit print them.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const NET: &[&str] = &["dotnet"];
const ERRORS: &str = "Windows winerror.h";
const CURL: &str = "curl/curl lib/vtls/schannel.c, schannel_verify.c, lib/strerror.c";
const NOT_REVOKED: &str = "no revocation answer could be fetched; the certificate need not be revoked";

/// SChannel, the certificate store and Winsock.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    // The number alone: the words behind it are translated.
    says(&["0x80090325"], &[], ERRORS).is(UnknownCa).or(&[SelfSigned, IncompleteChain]).note("SEC_E_UNTRUSTED_ROOT"),
    says(&["0x80090322"], &[], ERRORS).is(NameMismatch).note("SEC_E_WRONG_PRINCIPAL"),
    says(&["0x80090328"], &[], ERRORS).is(Expired).or(&[NotYetValid]).note("SEC_E_CERT_EXPIRED"),
    says(&["0x80090327"], &[], ERRORS).is(ClientCertRejected).or(&[MalformedCertificate, UnknownCa]).note("SEC_E_CERT_UNKNOWN: an unknown error while processing a certificate").rank(Rank::Refusal),
    says(&["0x80090326"], &[], ERRORS).is(CipherMismatch).or(&[VersionMismatch, PlaintextServer, HandshakeRefused]).note("SEC_E_ILLEGAL_MESSAGE: mostly a fatal alert of the server, which does not say why").rank(Rank::Refusal),
    says(&["0x80090331"], &[], ERRORS).is(CipherMismatch).or(&[VersionMismatch]).note("SEC_E_ALGORITHM_MISMATCH"),
    says(&["0x80090308"], &[], ERRORS).is(PlaintextServer).or(&[TlsViolation, HandshakeRefused]).note("SEC_E_INVALID_TOKEN: what came is no TLS"),
    says(&["0x80090320"], &[], ERRORS).is(ClientCertRequired).note("SEC_I_INCOMPLETE_CREDENTIALS").rank(Rank::Refusal),
    says(&["0x80090304"], &[], ERRORS).is(HandshakeRefused).or(&[UnreadableFile]).note("SEC_E_INTERNAL_ERROR").rank(Rank::Refusal),
    says(&["0x8009030d"], &[], ERRORS).is(UnreadableFile).or(&[ClientKeyMismatch]).note("SEC_E_UNKNOWN_CREDENTIALS").rank(Rank::Refusal),
    says(&["0x8009030e"], &[], ERRORS).is(UnreadableFile).or(&[ClientKeyMismatch]).note("SEC_E_NO_CREDENTIALS: the key of the certificate cannot be used").rank(Rank::Refusal),
    says(&["0x80090330"], &[], ERRORS).is(TlsViolation).note("SEC_E_DECRYPT_FAILURE").rank(Rank::Refusal),
    says(&["0x80090321"], &[], ERRORS).is(TlsViolation).note("SEC_E_BUFFER_TOO_SMALL").rank(Rank::Refusal),
    says(&["0x80092012"], &[], ERRORS).is(Revoked).or(&[UnknownCa]).note(NOT_REVOKED),
    says(&["0x80092013"], &[], ERRORS).is(Revoked).or(&[UnknownCa]).note(NOT_REVOKED),
    says(&["0x80092010"], &[], ERRORS).is(Revoked).note("CRYPT_E_REVOKED"),
    says(&["0x800b0109"], &[], ERRORS).is(UnknownCa).or(&[SelfSigned]).note("CERT_E_UNTRUSTEDROOT"),
    says(&["0x800b010a"], &[], ERRORS).is(IncompleteChain).or(&[UnknownCa]).note("CERT_E_CHAINING"),
    says(&["0x800b010f"], &[], ERRORS).is(NameMismatch).note("CERT_E_CN_NO_MATCH"),
    says(&["0x800b0101"], &[], ERRORS).is(Expired).or(&[NotYetValid]).note("CERT_E_EXPIRED"),
    says(&["0x800b0110"], &[], ERRORS).is(WrongKeyUsage).note("CERT_E_WRONG_USAGE"),
    says(&["sec_e_cert_unknown"], &[], ERRORS).is(ClientCertRejected).or(&[MalformedCertificate, UnknownCa]).note("an unknown error while processing a certificate").rank(Rank::Refusal),
    says(&["sec_i_incomplete_credentials"], &[], ERRORS).is(ClientCertRequired),
    says(&["sec_e_decrypt_failure"], &[], ERRORS).is(TlsViolation),
    says(&["sec_e_unsupported_function"], &[], ERRORS).is(VersionMismatch),
    says(&["sec_e_no_credentials"], &[], ERRORS).is(UnreadableFile).or(&[ClientKeyMismatch]),
    says(&["sec_e_internal_error"], &[], ERRORS).is(HandshakeRefused).or(&[UnreadableFile]).rank(Rank::Refusal),
    says(&["sec_e_certificate_unknown"], &[], ERRORS).is(UnknownCa).or(&[ClientCertRejected]),
    says(&["cert_trust_revocation_status_unknown"], &[], CURL).is(Revoked).note(NOT_REVOKED),
    says(&["cert_trust_is_revoked"], &[], CURL).is(Revoked),
    says(&["cert_trust_is_partial_chain"], &[], CURL).is(IncompleteChain).or(&[UnknownCa]),
    says(&["cert_trust_is_untrusted_root"], &[], CURL).is(UnknownCa).or(&[SelfSigned]),
    says(&["cert_trust_is_not_time_valid"], &[], CURL).is(Expired).or(&[NotYetValid]),
    says(&["cert_trust_is_not_valid_for_usage"], &[], CURL).is(WrongKeyUsage),
    says(&["sni or certificate check failed"], &[], CURL).is(NameMismatch),
    says(&["schannel: ", "initializesecuritycontext failed"], &[], CURL).is(UnknownCa).or(&[NameMismatch, HandshakeRefused]).rank(Rank::Consequence).line("schannel: initial InitializeSecurityContext failed: x"),
    says(&["initializesecuritycontext failed"], &[], CURL).is(UnknownCa).or(&[NameMismatch, HandshakeRefused]).rank(Rank::Consequence),
    says(&["schannel: certgetcertificatechain trust error"], &[], CURL).is(UnknownCa).or(&[IncompleteChain, Revoked]).rank(Rank::Symptom),
    says(&["schannel: certgetnamestring"], &[], CURL).is(NameMismatch).rank(Rank::Refusal),
    says(&["schannel: failed to receive handshake"], &[], CURL).is(ConnectionReset).or(&[PlaintextServer, HandshakeIntolerance]).rank(Rank::Network),
    says(&["schannel: server closed the connection"], &[], CURL).is(ConnectionReset).or(&[ClientCertRequired]).rank(Rank::Network),
    says(&["schannel: failed to import cert file"], &[], CURL).is(UnreadableFile),
    says(&["schannel: "], &[], CURL).is(HandshakeRefused).or(&[UnknownCa]).rank(Rank::Consequence).line("schannel: x"),
    says(&["the remote certificate was rejected by"], NET, "dotnet/runtime System.Net.Security").is(UnknownCa).or(&[NameMismatch]).rank(Rank::Symptom),
    says(&["the certificate chain was issued by an authority"], &[], ERRORS).is(UnknownCa).or(&[SelfSigned]),
    says(&["a fatal alert was received from the remote endpoint", "protocol defined fatal alert code is"], &[], "SChannel event 36887").is(ClientCertRejected).or(&[CipherMismatch, HandshakeRefused]).rank(Rank::Symptom)
        .line("A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 40."),
    says(&["a fatal error occurred while creating a tls client credential"], &[], "SChannel event 36871").is(VersionMismatch).or(&[CipherMismatch, UnreadableFile]),
    says(&["an tls 1.2 connection request was received from a remote client application, but none of the cipher suites"], &[], "SChannel event 36874").is(CipherMismatch).server_only(),
    says(&["the underlying connection was closed: an unexpected error occurred on a send"], NET, "dotnet/runtime System.Net").is(VersionMismatch).or(&[ConnectionReset, CipherMismatch, PlaintextServer]).rank(Rank::Network)
        .note(".NET Framework: mostly TLS 1.2 is not switched on, or the server closed the connection in the handshake"),
    says(&["the underlying connection was closed: an unexpected error occurred on a receive"], NET, "dotnet/runtime System.Net").is(ConnectionReset).or(&[VersionMismatch, ClientCertRequired]).rank(Rank::Network),
    says(&["the underlying connection was closed: the connection was closed unexpectedly"], NET, "dotnet/runtime System.Net").is(ConnectionReset).or(&[PlaintextClient]).rank(Rank::Network),
    says(&["the underlying connection was closed: a connection that was expected to be kept alive"], NET, "dotnet/runtime System.Net").is(ConnectionReset).rank(Rank::Network),
    says(&["the request was aborted: could not create ssl/tls secure channel"], NET, "dotnet/runtime System.Net").is(VersionMismatch).or(&[CipherMismatch, ClientCertRequired]),
    says(&["unable to connect to the remote server"], NET, "dotnet/runtime System.Net").is(ConnectionRefused).or(&[ConnectionTimeout, DnsFailure]).rank(Rank::Symptom),
    says(&["the remote name could not be resolved"], NET, "dotnet/runtime System.Net").is(DnsFailure).rank(Rank::Network),
    says(&["the operation has timed out", "webexception"], NET, "dotnet/runtime System.Net").is(ConnectionTimeout).or(&[SilentServer, NoAnswer]).rank(Rank::Symptom).line("The operation has timed out System.Net.WebException"),
    says(&["webexception", "the operation has timed out"], NET, "dotnet/runtime System.Net").is(ConnectionTimeout).or(&[SilentServer, NoAnswer]).rank(Rank::Symptom).line("System.Net.WebException: The operation has timed out"),
    says(&["an established connection was aborted by the software in your host machine"], &[], ERRORS).is(ConnectionReset).or(&[ClientCertRequired]).rank(Rank::Network),
    says(&["a socket operation was attempted to an unreachable"], &[], ERRORS).is(NetworkUnreachable).rank(Rank::Network),
    says(&["a socket operation encountered a dead network"], &[], ERRORS).is(NetworkUnreachable).rank(Rank::Network),
    says(&["no such host is known", "11001"], &[], ERRORS).is(DnsFailure).rank(Rank::Network).line("No such host is known. (11001)"),
    says(&["the requested name is valid, but no data of the requested type was found"], &[], ERRORS).is(DnsFailure).rank(Rank::Network),
    says(&["this is usually a temporary error during hostname resolution"], &[], ERRORS).is(DnsFailure).rank(Rank::Network),
    says(&["getaddrinfow: no such host is known"], &["go"], "golang/go src/net/lookup_windows.go").is(DnsFailure).rank(Rank::Network),
    says(&["connectex: no connection could be made"], &["go"], "golang/go src/net").is(ConnectionRefused).rank(Rank::Network),
    says(&["connectex: a connection attempt failed"], &["go"], "golang/go src/net").is(ConnectionTimeout).rank(Rank::Network),
    says(&["wsarecv: an existing connection was forcibly closed"], &["go"], "golang/go src/net").is(ConnectionReset).or(&[PlaintextServer, ClientCertRequired]).rank(Rank::Network),
    says(&["wsasend: an existing connection was forcibly closed"], &["go"], "golang/go src/net").is(ConnectionReset).or(&[ClientCertRequired]).rank(Rank::Network),
};
