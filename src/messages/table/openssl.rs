//! OpenSSL and BoringSSL: the verifier's reasons (with Node's names for them) and the library's reason strings.
//! Python, Ruby, PHP, curl, Node, nginx, Envoy, Fluent Bit, gRPC core and Swift print them.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const NODE: &[&str] = &["node"];
const VERIFY: &str = "openssl/openssl crypto/x509/x509_txt.c";
const NODE_NAMES: &str = "nodejs/node src/crypto/crypto_common.cc, deps/ncrypto/ncrypto.cc";
const SSL: &str = "openssl/openssl ssl/ssl_err.c";
const BORING: &str = "google/boringssl crypto/err/ssl.errordata";
const PEM: &str = "openssl/openssl crypto/pem, crypto/asn1";

/// Who prints a name, and where it stands: Node has names for some of the verifier's reasons, and `UNSPECIFIED` for the
/// rest, of which there is only OpenSSL's own symbol; a few are reasons of libssl, too.
type Name = (&'static [&'static str], &'static str);
const NODE_NAME: Name = (NODE, NODE_NAMES);
const HEADER: Name = (&[], "openssl/openssl include/openssl/x509_vfy.h.in");
const REASON: Name = (&[], SSL);

/// One reason of the verifier; on a server it is the client's certificate that is refused.
macro_rules! reason {
    ($text:literal $code:ident [$($other:ident),*]) => {
        says(&[$text], &[], VERIFY).is($code).or(&[$($other),*])
            .served(ClientCertRejected, &[$code], "the client's certificate is refused")
    };
}

/// Such a reason, and its name.
macro_rules! verify {
    ($($text:literal $who:ident $name:literal $code:ident [$($other:ident),*];)+) => {
        entries! {
            $(
                reason!($text $code [$($other),*]),
                says(&[$name], $who.0, $who.1).is($code).or(&[$($other),*]),
            )+
        }
    };
}

/// The reasons of `X509_verify_cert_error_string`, and the names they go by.
pub(in crate::messages) const REASONS: &[Entry] = verify! {
    "unable to get issuer certificate" NODE_NAME "unable_to_get_issuer_cert" UnknownCa [IncompleteChain];
    "unable to get local issuer certificate" NODE_NAME "unable_to_get_issuer_cert_locally" UnknownCa [IncompleteChain, SelfSigned, InvalidCa, Intercepted];
    "unable to verify the first certificate" NODE_NAME "unable_to_verify_leaf_signature" IncompleteChain [UnknownCa];
    "self-signed certificate in certificate chain" NODE_NAME "self_signed_cert_in_chain" UnknownCa [SelfSigned, Intercepted];
    "self-signed certificate" NODE_NAME "depth_zero_self_signed_cert" SelfSigned [UnknownCa, CaAsLeaf];
    "certificate is not yet valid" NODE_NAME "cert_not_yet_valid" NotYetValid [ClockSkew];
    "certificate has expired" NODE_NAME "cert_has_expired" Expired [ClockSkew];
    "certificate revoked" NODE_NAME "cert_revoked" Revoked [];
    "hostname mismatch" NODE_NAME "hostname_mismatch" NameMismatch [NoSan];
    "ip address mismatch" HEADER "x509_v_err_ip_address_mismatch" NameMismatch [NoSan];
    "unsuitable certificate purpose" NODE_NAME "invalid_purpose" WrongKeyUsage [InvalidCa];
    "ee certificate key too weak" REASON "ee_key_too_small" WeakKey [];
    "ca certificate key too weak" REASON "ca_key_too_small" WeakKey [];
    "ca signature digest algorithm too weak" REASON "ca_md_too_weak" WeakSignature [];
    "certificate signature failure" NODE_NAME "cert_signature_failure" UnknownCa [WeakSignature, BadHandshakeSignature];
    "unable to decrypt certificate's signature" NODE_NAME "unable_to_decrypt_cert_signature" MalformedCertificate [UnknownCa];
    "unable to decode issuer public key" NODE_NAME "unable_to_decode_issuer_public_key" MalformedCertificate [WeakKey];
    "invalid ca certificate" NODE_NAME "invalid_ca" InvalidCa [CaAsLeaf, WrongKeyUsage];
    "path length constraint exceeded" NODE_NAME "path_length_exceeded" PathLength [];
    "certificate chain too long" NODE_NAME "cert_chain_too_long" PathLength [];
    "certificate not trusted" NODE_NAME "cert_untrusted" UnknownCa [];
    "certificate rejected" NODE_NAME "cert_rejected" UnknownCa [ClientCertRejected];
    "subject issuer mismatch" HEADER "x509_v_err_subject_issuer_mismatch" UnknownCa [];
    "authority and subject key identifier mismatch" HEADER "x509_v_err_akid_skid_mismatch" UnknownCa [IncompleteChain];
    "authority and issuer serial number mismatch" HEADER "x509_v_err_akid_issuer_serial_mismatch" UnknownCa [];
    "key usage does not include certificate signing" HEADER "x509_v_err_keyusage_no_certsign" InvalidCa [];
    "key usage does not include digital signature" HEADER "x509_v_err_keyusage_no_digital_signature" WrongKeyUsage [];
    "unhandled critical extension" HEADER "x509_v_err_unhandled_critical_extension" UnsupportedExtension [];
    "permitted subtree violation" HEADER "x509_v_err_permitted_violation" NameConstraint [];
    "excluded subtree violation" HEADER "x509_v_err_excluded_violation" NameConstraint [];
    "unsupported name constraint type" HEADER "x509_v_err_unsupported_constraint_type" NameConstraint [];
    "unsupported or invalid name constraint syntax" HEADER "x509_v_err_unsupported_constraint_syntax" NameConstraint [];
    "unsupported or invalid name syntax" HEADER "x509_v_err_unsupported_name_syntax" MalformedCertificate [];
    "invalid or inconsistent certificate extension" HEADER "x509_v_err_invalid_extension" MalformedCertificate [UnsupportedExtension];
    "invalid or inconsistent certificate policy extension" HEADER "x509_v_err_invalid_policy_extension" MalformedCertificate [];
    "no explicit policy" HEADER "x509_v_err_no_explicit_policy" NameConstraint [];
    "format error in certificate's notbefore field" NODE_NAME "error_in_cert_not_before_field" MalformedCertificate [];
    "format error in certificate's notafter field" NODE_NAME "error_in_cert_not_after_field" MalformedCertificate [];
    "crl has expired" NODE_NAME "crl_has_expired" Revoked [];
    "crl is not yet valid" NODE_NAME "crl_not_yet_valid" Revoked [ClockSkew];
    "crl signature failure" NODE_NAME "crl_signature_failure" Revoked [];
    "ocsp verification needed" HEADER "x509_v_err_ocsp_verify_needed" Revoked [];
    "ca cert does not include key usage extension" HEADER "x509_v_err_ca_cert_missing_key_usage" InvalidCa [CaAsLeaf];
    "missing authority key identifier" HEADER "x509_v_err_missing_authority_key_identifier" InvalidCa [CaAsLeaf];
    "missing subject key identifier" HEADER "x509_v_err_missing_subject_key_identifier" InvalidCa [];
    "basic constraints of ca cert not marked critical" HEADER "x509_v_err_ca_bcons_not_critical" InvalidCa [];
    "certificate public key has explicit ecc parameters" HEADER "x509_v_err_ec_key_explicit_params" WeakKey [];
    "issuer certificate doesn't have a public key" HEADER "x509_v_err_no_issuer_public_key" MalformedCertificate [];
    "invalid non-ca certificate (has ca markings)" HEADER "x509_v_err_invalid_non_ca" CaAsLeaf [InvalidCa];
    "application verification failure" HEADER "x509_v_err_application_verification" UnknownCa [NameMismatch];
    "issuer certificate lookup error" HEADER "x509_v_err_store_lookup" UnknownCa [];
    "certificate transparency required, but no valid scts found" HEADER "x509_v_err_no_valid_scts" UnknownCa [];
    "ocsp verification failed" HEADER "x509_v_err_ocsp_verify_failed" Revoked [];
    "ocsp unknown cert" HEADER "x509_v_err_ocsp_cert_unknown" Revoked [UnknownCa];
    "cannot find certificate signature algorithm" HEADER "x509_v_err_unsupported_signature_algorithm" MalformedCertificate [WeakSignature];
    "path length given without key usage keycertsign" HEADER "x509_v_err_pathlen_without_ku_key_cert_sign" InvalidCa [];
    "key usage keycertsign invalid for non-ca cert" HEADER "x509_v_err_ku_key_cert_sign_invalid_for_non_ca" InvalidCa [CaAsLeaf];
    "issuer name empty" HEADER "x509_v_err_issuer_name_empty" MalformedCertificate [];
    "subject name empty" HEADER "x509_v_err_subject_name_empty" InvalidCa [];
    "empty subject alternative name extension" HEADER "x509_v_err_empty_subject_alt_name" NoSan [];
    "authority key identifier marked critical" HEADER "x509_v_err_authority_key_identifier_critical" UnsupportedExtension [];
    "subject key identifier marked critical" HEADER "x509_v_err_subject_key_identifier_critical" UnsupportedExtension [];
    "using cert extension requires at least x509v3" HEADER "x509_v_err_extensions_require_version_3" MalformedCertificate [];
};

/// Reason strings of libssl and libcrypto, by words and by symbol.
pub(in crate::messages) const STRINGS: &[Entry] = entries! {
    // Reasons that have no name of their own: older words, and several reasons that begin alike.
    reason!("self signed certificate in certificate chain" UnknownCa [SelfSigned, Intercepted]),
    reason!("self signed certificate" SelfSigned [UnknownCa, CaAsLeaf]),
    reason!("unsupported certificate purpose" WrongKeyUsage [InvalidCa]),
    reason!("path length invalid for non-ca cert" InvalidCa []),
    reason!("suite b: " WeakKey []),
    reason!("unable to get certs public key" MalformedCertificate []),
    says(&["unable to get certificate crl"], &[], VERIFY).or(&[Revoked]).note("revocation lists are demanded and none is there; the certificate need not be revoked"),
    says(&["unable_to_get_crl"], NODE, NODE_NAMES).or(&[Revoked]).note("revocation lists are demanded and none is there; the certificate need not be revoked"),
    says(&["wrong version number"], &[], SSL).is(PlaintextServer).or(&[ProxyFailure, WrongProtocol, VersionMismatch])
        .served(PlaintextClient, &[VersionMismatch], "a client speaks cleartext to this TLS port"),
    says(&["wrong_version_number"], &[], SSL).is(PlaintextServer).or(&[ProxyFailure, WrongProtocol, VersionMismatch])
        .served(PlaintextClient, &[VersionMismatch], "a client speaks cleartext to this TLS port"),
    says(&["ssl routines", "unknown protocol"], &[], SSL).is(PlaintextServer).or(&[VersionMismatch]).since("OpenSSL 1.0")
        .served(PlaintextClient, &[VersionMismatch], "a client speaks cleartext to this TLS port"),
    says(&["packet length too long"], &[], SSL).is(PlaintextServer).or(&[TlsViolation])
        .served(PlaintextClient, &[TlsViolation], "a client speaks cleartext to this TLS port"),
    says(&["packet_length_too_long"], &[], SSL).is(PlaintextServer).or(&[TlsViolation]),
    says(&["record layer failure"], &[], SSL).is(PlaintextServer).or(&[TlsViolation, ConnectionReset]).rank(Rank::Refusal).since("OpenSSL 3.2 and later"),
    says(&["record_layer_failure"], &[], SSL).is(PlaintextServer).or(&[TlsViolation, ConnectionReset]).rank(Rank::Refusal).since("OpenSSL 3.2 and later"),
    says(&["invalid_outer_record_type"], &[], BORING).is(PlaintextServer).or(&[TlsViolation]),
    says(&["ssl routines", "http request"], &[], SSL).is(PlaintextClient).server_only().note("a client speaks HTTP without TLS to this TLS port")
        .line("error:0A00009C:SSL routines::http request"),
    says(&["[ssl: http_request]"], &[], SSL).is(PlaintextClient).server_only().note("a client speaks HTTP without TLS to this TLS port"),
    says(&["openssl_internal:http_request"], &[], BORING).is(PlaintextClient).server_only().note("a client speaks HTTP without TLS to this TLS port"),
    says(&["openssl_internal:https_proxy_request"], &[], BORING).is(PlaintextClient).or(&[ProxyFailure]).server_only().note("a client sends a proxy's CONNECT to this TLS port"),
    says(&["https proxy request"], &[], SSL).is(PlaintextClient).or(&[ProxyFailure]).server_only().note("a client sends a proxy's CONNECT to this TLS port"),
    says(&["https_proxy_request"], &[], SSL).is(PlaintextClient).or(&[ProxyFailure]).server_only().note("a client sends a proxy's CONNECT to this TLS port"),
    says(&["|unsupported protocol"], &["ruby", "php", "python", "curl", "nginx"], SSL).is(VersionMismatch).rank(Rank::Symptom).line("error:0A000102:SSL routines::unsupported protocol"),
    says(&["ssl routines", "unsupported protocol"], &[], SSL).is(VersionMismatch),
    says(&["[ssl: unsupported_protocol]"], &[], SSL).is(VersionMismatch),
    says(&["err_ssl_unsupported_protocol"], &[], SSL).is(VersionMismatch),
    says(&["openssl_internal:unsupported_protocol"], &[], BORING).is(VersionMismatch),
    says(&["no protocols available"], &[], SSL).is(VersionMismatch),
    says(&["no_protocols_available"], &[], SSL).is(VersionMismatch),
    says(&["version too low"], &[], SSL).is(VersionMismatch).rank(Rank::Refusal).line("SSL routines::version too low"),
    says(&["[ssl: version_too_low]"], &[], SSL).is(VersionMismatch),
    says(&["tlsv1 alert protocol"], &[], SSL).is(VersionMismatch).rank(Rank::Refusal).line("tlsv1 alert protocol ver"),
    says(&["no shared cipher"], &[], SSL).is(CipherMismatch).or(&[VersionMismatch]),
    says(&["no_shared_cipher"], &[], SSL).is(CipherMismatch).or(&[VersionMismatch]),
    says(&["no suitable key share"], &[], SSL).is(CipherMismatch),
    says(&["no_suitable_key_share"], &[], SSL).is(CipherMismatch),
    says(&["no suitable signature algorithm"], &[], SSL).is(CipherMismatch).or(&[VersionMismatch, WeakKey]),
    says(&["no_suitable_signature_algorithm"], &[], SSL).is(CipherMismatch).or(&[WeakKey]),
    says(&["no_shared_group"], &[], BORING).is(CipherMismatch),
    says(&["no_common_signature_algorithms"], &[], BORING).is(CipherMismatch).or(&[WeakKey, ClientCertRejected]),
    says(&["no shared signature algorithms"], &[], SSL).is(CipherMismatch).or(&[WeakKey]),
    says(&["no_shared_signature_algorithms"], &[], SSL).is(CipherMismatch).or(&[WeakKey]),
    says(&["no ciphers available"], &[], SSL).is(CipherMismatch),
    says(&["no_ciphers_available"], &[], SSL).is(CipherMismatch),
    says(&["no cipher match"], &[], SSL).is(UnsupportedSetting).or(&[CipherMismatch]).note("the configured cipher list names nothing that this OpenSSL has"),
    says(&["no_cipher_match"], &[], SSL).is(UnsupportedSetting).or(&[CipherMismatch]).note("the configured cipher list names nothing that this OpenSSL has"),
    says(&["wrong cipher returned"], &[], SSL).is(CipherMismatch).or(&[TlsViolation]),
    says(&["wrong_cipher_returned"], &[], SSL).is(CipherMismatch).or(&[TlsViolation]),
    says(&["wrong signature type"], &[], SSL).is(WeakSignature).or(&[CipherMismatch]),
    says(&["wrong_signature_type"], &[], SSL).is(WeakSignature).or(&[CipherMismatch]),
    says(&["wrong_curve"], &[], BORING).is(CipherMismatch),
    says(&["dh key too small"], &[], SSL).is(WeakKey).or(&[CipherMismatch]).note("the server's Diffie-Hellman key is shorter than this client allows"),
    says(&["dh_key_too_small"], &[], SSL).is(WeakKey).or(&[CipherMismatch]).note("the server's Diffie-Hellman key is shorter than this client allows"),
    says(&["ee key too small"], &[], SSL).is(WeakKey),
    says(&["ca md too weak"], &[], SSL).is(WeakSignature),
    says(&["ca key too small"], &[], SSL).is(WeakKey),
    says(&["[ssl: ee_key_too_small]"], &[], SSL).is(WeakKey),
    says(&["unsafe legacy renegotiation disabled"], &[], SSL).is(VersionMismatch).or(&[TlsViolation]).note("the server lacks secure renegotiation (RFC 5746): very old TLS, or a middlebox"),
    says(&["unsafe_legacy_renegotiation_disabled"], &[], SSL).is(VersionMismatch).or(&[TlsViolation]).note("the server lacks secure renegotiation (RFC 5746): very old TLS, or a middlebox"),
    says(&["legacy sigalg disallowed or unsupported"], &[], SSL).is(WeakSignature).or(&[VersionMismatch, CipherMismatch]),
    says(&["peer did not return a certificate"], &[], SSL).is(ClientCertRequired).server_only(),
    says(&["peer_did_not_return_a_certificate"], &[], SSL).is(ClientCertRequired).server_only(),
    says(&["certificate verify failed"], &[], SSL).is(UnknownCa).or(&[SelfSigned, Expired, IncompleteChain, NameMismatch]).rank(Rank::Symptom)
        .served(ClientCertRejected, &[UnknownCa], "the client's certificate is refused"),
    says(&["certificate_verify_failed"], &[], SSL).is(UnknownCa).or(&[SelfSigned, NameMismatch, Expired, IncompleteChain]).rank(Rank::Symptom)
        .served(ClientCertRejected, &[UnknownCa], "the client's certificate is refused"),
    says(&["key values mismatch"], &[], "openssl/openssl crypto/x509/x509_err.c").is(ClientKeyMismatch),
    says(&["key_values_mismatch"], &[], "openssl/openssl crypto/x509/x509_err.c").is(ClientKeyMismatch),
    says(&["key type mismatch"], &[], "openssl/openssl crypto/x509/x509_err.c").is(ClientKeyMismatch),
    says(&["key_type_mismatch"], &[], "openssl/openssl crypto/x509/x509_err.c").is(ClientKeyMismatch),
    says(&["does not match the certificate", "private key"], &[], "nginx, Ruby").is(ClientKeyMismatch).line("does not match the certificate private key"),
    says(&["private key does not match"], &[], SSL).is(ClientKeyMismatch),
    says(&["no start line"], &[], PEM).is(UnreadableFile).line("error:0480006C:PEM routines::no start line"),
    says(&["no_start_line"], &[], PEM).is(UnreadableFile),
    says(&["bad end line"], &[], PEM).is(UnreadableFile),
    says(&["bad_end_line"], &[], PEM).is(UnreadableFile),
    says(&["bad base64 decode"], &[], PEM).is(UnreadableFile),
    says(&["bad_base64_decode"], &[], PEM).is(UnreadableFile),
    says(&["pem routines"], &[], PEM).is(UnreadableFile).rank(Rank::Refusal),
    says(&["pem lib"], &["python", "ruby"], PEM).is(UnreadableFile).line("ssl.SSLError: [SSL] PEM lib (_ssl.c:4149)"),
    says(&["[x509: no_certificate_or_crl_found]"], &["python"], PEM).is(UnreadableFile),
    says(&["no certificate or crl found"], &[], PEM).is(UnreadableFile),
    says(&["decoder routines", "unsupported"], &[], PEM).is(UnreadableFile).line("error:1E08010C:DECODER routines::unsupported"),
    says(&["bad decrypt"], &[], PEM).is(UnreadableFile).note("the key is encrypted and the passphrase is missing or wrong"),
    says(&["bad_decrypt"], &[], PEM).is(UnreadableFile).note("the key is encrypted and the passphrase is missing or wrong"),
    says(&["|interrupted or cancelled"], &[], PEM).is(UnreadableFile).note("the key is encrypted and the passphrase is missing or wrong"),
    says(&["asn1 encoding routines", "too long"], &[], PEM).is(MalformedCertificate).or(&[UnreadableFile]),
    says(&["asn1 encoding routines"], &[], PEM).is(MalformedCertificate).or(&[UnreadableFile]).rank(Rank::Refusal),
    says(&["asn1_r_", "header_too_long"], &[], PEM).is(UnreadableFile).line("ASN1_R_HEADER_TOO_LONG"),
    says(&["cannot_parse_leaf_cert"], &[], BORING).is(MalformedCertificate),
    says(&["key_usage_bit_incorrect"], &[], BORING).is(WrongKeyUsage),
    says(&["unexpected eof while reading"], &[], SSL).is(ConnectionReset).or(&[UnrecognizedName, ClientCertRequired, PlaintextServer, HandshakeIntolerance]).rank(Rank::Network).since("OpenSSL 3")
        .note("the peer closed the connection in the middle of TLS")
        .served(ConnectionReset, &[UnknownCa], "the client closed the connection in the middle of TLS"),
    says(&["unexpected_eof_while_reading"], &[], SSL).is(ConnectionReset).or(&[UnrecognizedName, ClientCertRequired, PlaintextServer, HandshakeIntolerance]).rank(Rank::Network).since("OpenSSL 3")
        .note("the peer closed the connection in the middle of TLS"),
    says(&["eof occurred in violation of protocol"], &["python-http"], "python/cpython Modules/_ssl.c").is(ConnectionReset).or(&[UnrecognizedName, ClientCertRequired, ClientCertRejected, ProxyFailure, HandshakeIntolerance]).rank(Rank::Network)
        .note("the peer closed the connection in the middle of TLS"),
    says(&["ssl_error_syscall"], &[], SSL).is(ConnectionReset).or(&[PlaintextServer, ClientCertRequired, HandshakeIntolerance]).rank(Rank::Symptom)
        .note("the peer closed the connection in the middle of TLS"),
    says(&["ssl_error_zero_return"], &[], SSL).is(ConnectionReset).or(&[ClientCertRequired]).rank(Rank::Symptom),
    says(&["application data after close notify"], &[], SSL).is(ConnectionReset).rank(Rank::Symptom),
    says(&["application_data_after_close_notify"], &[], SSL).is(ConnectionReset).rank(Rank::Symptom),
    says(&["|bad signature"], &[], SSL).is(BadHandshakeSignature).or(&[UnknownCa]).rank(Rank::Refusal).line("SSL routines::bad signature"),
    says(&["openssl_internal:bad_signature"], &[], BORING).is(BadHandshakeSignature).or(&[UnknownCa]).rank(Rank::Refusal),
    says(&["openssl_internal:bad_signature: certificate signature failure"], &[], BORING).is(UnknownCa).or(&[WeakSignature]),
    says(&["bad_ecc_cert"], &[], BORING).is(WeakKey).or(&[CipherMismatch]),
    says(&["unknown_certificate_type"], &[], BORING).is(WeakKey),
    says(&["decryption failed or bad record mac"], &[], SSL).or(&[TlsViolation]).note("a record did not decrypt: often one TLS connection shared by two processes after fork (gunicorn, uwsgi)"),
    says(&["decryption_failed_or_bad_record_mac"], &[], SSL).or(&[TlsViolation]).note("a record did not decrypt: often one TLS connection shared by two processes after fork (gunicorn, uwsgi)"),
    says(&["|bad record type"], &[], SSL).is(TlsViolation).or(&[PlaintextServer]),
    says(&["|unexpected_message"], &[], SSL).is(TlsViolation).rank(Rank::Symptom).line("OPENSSL_internal:UNEXPECTED_MESSAGE"),
    says(&["ssl routines", "invalid alert"], &[], SSL).is(ConnectionReset).or(&[TlsViolation]).rank(Rank::Network),
    says(&["state=error: invalid alert"], &[], SSL).is(ConnectionReset).or(&[TlsViolation]).rank(Rank::Network),
    says(&["ssl routines", "passed invalid argument"], &[], SSL).is(UnsupportedSetting).line("error:0A080106:SSL routines::passed invalid argument (group 'x' cannot be set)"),
    says(&["ssl routines", "excessive message size"], &[], SSL).is(TlsViolation),
    says(&["|no application protocol"], &[], SSL).is(AlpnMissing).rank(Rank::Refusal).line("SSL routines::no application protocol"),
    says(&["no_application_protocol"], &[], SSL).is(AlpnMissing).rank(Rank::Refusal),
    says(&["|bad extension"], &[], SSL).is(TlsViolation).rank(Rank::Refusal).line("SSL routines::bad extension"),
    says(&["ssl23_write:ssl handshake failure"], &[], SSL).is(ConnectionReset).or(&[PlaintextServer, VersionMismatch, CipherMismatch]).rank(Rank::Symptom).since("OpenSSL 1.0")
        .note("the peer closed the connection at the ClientHello"),
    says(&["ssl23_read:ssl handshake failure"], &[], SSL).is(ConnectionReset).or(&[PlaintextServer, VersionMismatch, CipherMismatch]).rank(Rank::Symptom).since("OpenSSL 1.0")
        .note("the peer closed the connection at the ClientHello"),
    says(&["no peer certificate available"], &["openssl"], "openssl/openssl apps/s_client.c").is(PlaintextServer).or(&[ConnectionReset, HandshakeRefused]).rank(Rank::Consequence),
    says(&["write:errno=104"], &["openssl"], "openssl/openssl apps/s_client.c").is(ConnectionReset).or(&[PlaintextServer]).rank(Rank::Network),
    says(&["bio_connect:connection refused"], &["openssl"], "openssl/openssl crypto/bio").is(ConnectionRefused).rank(Rank::Network),
    says(&["bio_lookup_ex"], &["openssl"], "openssl/openssl crypto/bio").is(DnsFailure).rank(Rank::Network),
};
