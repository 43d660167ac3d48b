//! Browsers: Chromium's `net::ERR_`, what Firefox's mozilla::pkix adds to NSS.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, PINNED, Rank, entries, says};

const CHROMIUM: &[&str] = &["browser"];
const FIREFOX: &[&str] = &["browser"];
const NSPR: &str = "NSPR pr/include/prerr.h";

const NET: &str = "chromium/chromium net/base/net_error_list.h";
const PKIX: &str = "mozilla/gecko-dev security/nss/lib/mozpkix/include/pkix/pkixnss.h";

/// Chromium, Electron, Firefox.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["err_cert_authority_invalid"], CHROMIUM, NET).is(UnknownCa).or(&[SelfSigned, IncompleteChain]),
    says(&["err_cert_common_name_invalid"], CHROMIUM, NET).is(NameMismatch).or(&[NoSan]),
    says(&["err_cert_date_invalid"], CHROMIUM, NET).is(Expired).or(&[NotYetValid, ClockSkew]),
    says(&["err_cert_revoked"], CHROMIUM, NET).is(Revoked),
    says(&["err_cert_weak_signature_algorithm"], CHROMIUM, NET).is(WeakSignature),
    says(&["err_cert_weak_key"], CHROMIUM, NET).is(WeakKey),
    says(&["err_cert_invalid"], CHROMIUM, NET).is(MalformedCertificate).or(&[UnknownCa]),
    says(&["err_ssl_protocol_error"], CHROMIUM, NET).is(PlaintextServer).or(&[HandshakeRefused, TlsViolation]).rank(Rank::Refusal),
    says(&["err_ssl_version_or_cipher_mismatch"], CHROMIUM, NET).is(VersionMismatch).or(&[CipherMismatch, UnrecognizedName]),
    says(&["err_ssl_unrecognized_name_alert"], CHROMIUM, NET).is(UnrecognizedName),
    says(&["err_bad_ssl_client_auth_cert"], CHROMIUM, NET).is(ClientCertRejected).or(&[ClientCertRequired]),
    says(&["err_ssl_client_auth_cert_needed"], CHROMIUM, NET).is(ClientCertRequired),
    says(&["err_name_not_resolved"], CHROMIUM, NET).is(DnsFailure),
    says(&["err_connection_refused"], CHROMIUM, NET).is(ConnectionRefused),
    says(&["err_connection_reset"], CHROMIUM, NET).is(ConnectionReset).or(&[PlaintextServer]),
    says(&["err_connection_closed"], CHROMIUM, NET).is(ConnectionReset).or(&[PlaintextServer]),
    says(&["err_connection_timed_out"], CHROMIUM, NET).is(ConnectionTimeout),
    says(&["err_address_unreachable"], CHROMIUM, NET).is(NetworkUnreachable),
    says(&["err_empty_response"], CHROMIUM, NET).is(PlaintextClient).or(&[ConnectionReset]),
    says(&["err_invalid_http_response"], CHROMIUM, NET).is(WrongProtocol).or(&[PlaintextClient]),
    says(&["err_tunnel_connection_failed"], CHROMIUM, NET).is(ProxyFailure),
    says(&["err_proxy_connection_failed"], CHROMIUM, NET).is(ProxyFailure),
    says(&["blocked:mixed-content"], CHROMIUM, "ChromeDevTools/devtools-frontend front_end/panels/network/NetworkDataGridNode.ts").is(InsecureTransport),
    says(&["mixed content: the page at"], CHROMIUM, "chromium/chromium third_party/blink/renderer/core/loader/mixed_content_checker.cc").is(InsecureTransport),
    says(&["err_ssl_obsolete_cipher"], CHROMIUM, NET).is(CipherMismatch),
    says(&["err_ssl_server_cert_bad_format"], CHROMIUM, NET).is(MalformedCertificate),
    says(&["err_ssl_client_auth_private_key_access_denied"], CHROMIUM, NET).is(UnreadableFile),
    says(&["err_ssl_client_auth_signature_failed"], CHROMIUM, NET).is(ClientKeyMismatch).or(&[ClientCertRejected]),
    says(&["err_ssl_weak_server_ephemeral_dh_key"], CHROMIUM, NET).is(WeakKey),
    says(&["err_ssl_pinned_key_not_in_cert_chain"], CHROMIUM, NET).or(&[Intercepted, StaleCertificate]).note(PINNED),
    says(&["err_ssl_key_usage_incompatible"], CHROMIUM, NET).is(WrongKeyUsage),
    says(&["err_ssl_client_auth_cert_no_private_key"], CHROMIUM, NET).is(UnreadableFile),
    says(&["err_ssl_client_auth_cert_bad_format"], CHROMIUM, NET).is(UnreadableFile),
    says(&["err_ssl_decrypt_error_alert"], CHROMIUM, NET).is(BadHandshakeSignature).rank(Rank::Refusal),
    says(&["err_ssl_bad_peer_public_key"], CHROMIUM, NET).is(MalformedCertificate),
    says(&["err_alpn_negotiation_failed"], CHROMIUM, NET).is(AlpnMissing),
    says(&["err_cleartext_not_permitted"], CHROMIUM, NET).is(InsecureTransport),
    says(&["err_cert_contains_errors"], CHROMIUM, NET).is(MalformedCertificate),
    says(&["err_cert_known_interception_blocked"], CHROMIUM, NET).is(Intercepted),
    says(&["err_cert_no_revocation_mechanism"], CHROMIUM, NET).is(Revoked),
    says(&["err_cert_unable_to_check_revocation"], CHROMIUM, NET).is(Revoked),
    says(&["err_cert_name_constraint_violation"], CHROMIUM, NET).is(NameConstraint).or(&[NameMismatch]),
    says(&["err_cert_validity_too_long"], CHROMIUM, NET).is(MalformedCertificate),
    says(&["err_cert_symantec_legacy"], CHROMIUM, NET).is(UnknownCa),
    says(&["err_connection_failed"], CHROMIUM, NET).is(ConnectionRefused).or(&[ConnectionTimeout, NetworkUnreachable]).rank(Rank::Network),
    says(&["err_connection_aborted"], CHROMIUM, NET).is(ConnectionReset).rank(Rank::Network),
    says(&["err_name_resolution_failed"], CHROMIUM, NET).is(DnsFailure).rank(Rank::Network),
    says(&["err_internet_disconnected"], CHROMIUM, NET).is(NetworkUnreachable).rank(Rank::Network),
    says(&["err_http2_protocol_error"], CHROMIUM, NET).is(WrongProtocol).rank(Rank::Symptom),
    says(&["err_socks_connection_failed"], CHROMIUM, NET).is(ProxyFailure).rank(Rank::Decisive),
    says(&["err_proxy_auth_requested"], CHROMIUM, NET).is(ProxyFailure).rank(Rank::Decisive),
    says(&["err_proxy_certificate_invalid"], CHROMIUM, NET).is(ProxyFailure).rank(Rank::Decisive),
    says(&["err_proxy_auth_unsupported"], CHROMIUM, NET).is(ProxyFailure).rank(Rank::Decisive),
    says(&["mozilla_pkix_error_self_signed_cert"], FIREFOX, PKIX).is(SelfSigned).or(&[UnknownCa]),
    says(&["mozilla_pkix_error_mitm_detected"], FIREFOX, PKIX).is(Intercepted).or(&[UnknownCa]),
    says(&["mozilla_pkix_error_ca_cert_used_as_end_entity"], FIREFOX, PKIX).is(CaAsLeaf),
    says(&["mozilla_pkix_error_not_yet_valid_certificate"], FIREFOX, PKIX).is(NotYetValid).or(&[ClockSkew]),
    says(&["mozilla_pkix_error_not_yet_valid_issuer_certificate"], FIREFOX, PKIX).is(NotYetValid).or(&[ClockSkew]),
    says(&["mozilla_pkix_error_inadequate_key_size"], FIREFOX, PKIX).is(WeakKey),
    says(&["mozilla_pkix_error_v1_cert_used_as_ca"], FIREFOX, PKIX).is(InvalidCa).or(&[MalformedCertificate]),
    says(&["pr_connect_reset_error"], FIREFOX, NSPR).is(ConnectionReset).or(&[PlaintextServer]).rank(Rank::Network),
    says(&["pr_connect_refused_error"], FIREFOX, NSPR).is(ConnectionRefused).rank(Rank::Network),
    says(&["pr_end_of_file_error"], FIREFOX, NSPR).is(ConnectionReset).or(&[PlaintextServer, VersionMismatch]).rank(Rank::Symptom),
};
