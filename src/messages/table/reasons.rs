//! The rarer reason strings of libssl, in OpenSSL's words and by the symbols that Python, Node, BoringSSL and Ruby print.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const RUBY: &[&str] = &["ruby-http"];
const NODE: &[&str] = &["node"];

const BIO: &str = "openssl/openssl crypto/bio/bio_err.c";
const VERIFY: &str = "openssl/openssl crypto/x509/x509_txt.c";
const SSL: &str = "openssl/openssl ssl/ssl_err.c; google/boringssl crypto/err/ssl.errordata";

/// A revocation list that cannot be used.
const fn crl(literals: &'static [&'static str]) -> Entry {
    says(literals, &[], VERIFY)
        .is(Revoked)
        .note("a revocation list cannot be used; the certificate need not be revoked")
}

/// One reason: behind `SSL routines`, Ruby's `state=error`, Python's `[SSL: X]`, BoringSSL's `OPENSSL_internal:X` and
/// Node's `ERR_SSL_X`.
macro_rules! reason {
    ($($words:literal $symbol:literal $code:ident [$($other:ident),*];)+) => {
        entries! {
            $(
                says(&["ssl routines", $words], &[], SSL).is($code).or(&[$($other),*]).rank(Rank::Refusal)
                    .line(concat!("error:0A000000:SSL routines::", $words)),
                says(&[concat!("state=error: ", $words)], RUBY, SSL).is($code).or(&[$($other),*]).rank(Rank::Refusal),
                says(&[concat!("[ssl: ", $symbol, "]")], &[], SSL).is($code).or(&[$($other),*]).rank(Rank::Refusal),
                says(&[concat!("openssl_internal:", $symbol)], &[], SSL).is($code).or(&[$($other),*]).rank(Rank::Refusal),
                says(&[concat!("err_ssl_", $symbol)], NODE, SSL).is($code).or(&[$($other),*]).rank(Rank::Refusal),
            )+
        }
    };
}

/// Reasons that say that the protocol was broken or that a side is set up wrongly.
pub(in crate::messages) const RARE: &[Entry] = reason! {
    "app data in handshake" "app_data_in_handshake" TlsViolation [PlaintextServer];
    "application data on shutdown" "application_data_on_shutdown" ConnectionReset [TlsViolation];
    "bad alert" "bad_alert" TlsViolation [];
    "bad change cipher spec" "bad_change_cipher_spec" TlsViolation [];
    "bad dh value" "bad_dh_value" WeakKey [TlsViolation];
    "bad dh p length" "bad_dh_p_length" WeakKey [CipherMismatch];
    "bad digest length" "bad_digest_length" TlsViolation [];
    "bad ecpoint" "bad_ecpoint" TlsViolation [CipherMismatch];
    "bad handshake record" "bad_handshake_record" TlsViolation [PlaintextServer];
    "bad hello request" "bad_hello_request" TlsViolation [];
    "bad length" "bad_length" TlsViolation [ConnectionReset, PlaintextServer];
    "bad legacy version" "bad_legacy_version" VersionMismatch [TlsViolation];
    "bad packet" "bad_packet" TlsViolation [PlaintextServer];
    "bad packet length" "bad_packet_length" TlsViolation [PlaintextServer];
    "bad protocol version number" "bad_protocol_version_number" VersionMismatch [PlaintextServer];
    "bad ssl filetype" "bad_ssl_filetype" UnreadableFile [];
    "bad write retry" "bad_write_retry" TlsViolation [ConnectionReset];
    "ca dn length mismatch" "ca_dn_length_mismatch" TlsViolation [];
    "cannot have both privkey and method" "cannot_have_both_privkey_and_method" ConflictingSettings [];
    "ccs received early" "ccs_received_early" TlsViolation [];
    "certificate and private key mismatch" "certificate_and_private_key_mismatch" ClientKeyMismatch [];
    "cert cb error" "cert_cb_error" UnrecognizedName [HandshakeRefused, UnreadableFile];
    "cert length mismatch" "cert_length_mismatch" TlsViolation [MalformedCertificate];
    "cipher or hash unavailable" "cipher_or_hash_unavailable" CipherMismatch [];
    "clienthello tlsext" "clienthello_tlsext" UnrecognizedName [TlsViolation, HandshakeIntolerance];
    "clienthello parse failed" "clienthello_parse_failed" TlsViolation [HandshakeIntolerance];
    "connection rejected" "connection_rejected" HandshakeRefused [];
    "data length too long" "data_length_too_long" TlsViolation [PlaintextServer];
    "decode error" "decode_error" TlsViolation [HandshakeIntolerance];
    "dh public value length is wrong" "dh_public_value_length_is_wrong" WeakKey [TlsViolation];
    "digest check failed" "digest_check_failed" TlsViolation [];
    "downgrade detected" "downgrade_detected" VersionMismatch [TlsViolation];
    "duplicate extension" "duplicate_extension" TlsViolation [];
    "ecc cert not for signing" "ecc_cert_not_for_signing" WrongKeyUsage [WeakKey];
    "encrypted length too long" "encrypted_length_too_long" TlsViolation [PlaintextServer];
    "error in received cipher list" "error_in_received_cipher_list" TlsViolation [];
    "error parsing extension" "error_parsing_extension" TlsViolation [HandshakeIntolerance];
    "excess handshake data" "excess_handshake_data" TlsViolation [];
    "extra data in message" "extra_data_in_message" TlsViolation [];
    "fragmented client hello" "fragmented_client_hello" HandshakeIntolerance [TlsViolation];
    "got a fin before a ccs" "got_a_fin_before_a_ccs" TlsViolation [];
    "handshake failure on client hello" "handshake_failure_on_client_hello" CipherMismatch [VersionMismatch, ClientCertRequired, UnrecognizedName];
    "invalid command" "invalid_command" TlsViolation [];
    "invalid message" "invalid_message" TlsViolation [];
    "invalid alpn protocol" "invalid_alpn_protocol" AlpnMissing [TlsViolation];
    "length mismatch" "length_mismatch" TlsViolation [];
    "length too short" "length_too_short" TlsViolation [];
    "library has no ciphers" "library_has_no_ciphers" CipherMismatch [UnsupportedSetting];
    "missing extension" "missing_extension" TlsViolation [HandshakeIntolerance];
    "missing key share" "missing_key_share" CipherMismatch [TlsViolation];
    "missing rsa certificate" "missing_rsa_certificate" CipherMismatch [];
    "missing sigalgs extension" "missing_sigalgs_extension" CipherMismatch [TlsViolation];
    "missing supported groups extension" "missing_supported_groups_extension" CipherMismatch [TlsViolation];
    "missing tmp dh key" "missing_tmp_dh_key" CipherMismatch [];
    "missing tmp ecdh key" "missing_tmp_ecdh_key" CipherMismatch [];
    "no certificate assigned" "no_certificate_assigned" UnreadableFile [ClientKeyMismatch];
    "no certificate set" "no_certificate_set" UnreadableFile [CipherMismatch];
    "no certificates returned" "no_certificates_returned" ClientCertRequired [];
    "no ciphers specified" "no_ciphers_specified" CipherMismatch [];
    "no ciphers passed" "no_ciphers_passed" CipherMismatch [];
    "no private key assigned" "no_private_key_assigned" UnreadableFile [ClientKeyMismatch];
    "no renegotiation" "no_renegotiation" TlsViolation [ClientCertRequired];
    "no required digest" "no_required_digest" CipherMismatch [];
    "no shared groups" "no_shared_groups" CipherMismatch [];
    "no suitable groups" "no_suitable_groups" CipherMismatch [];
    "no suitable digest algorithm" "no_suitable_digest_algorithm" CipherMismatch [];
    "no supported versions enabled" "no_supported_versions_enabled" VersionMismatch [UnsupportedSetting];
    "old session cipher not returned" "old_session_cipher_not_returned" TlsViolation [];
    "parse tlsext" "parse_tlsext" TlsViolation [HandshakeIntolerance];
    "private key mismatch" "private_key_mismatch" ClientKeyMismatch [];
    "private key operation failed" "private_key_operation_failed" UnreadableFile [ClientKeyMismatch];
    "protocol is shutdown" "protocol_is_shutdown" ConnectionReset [ClientCertRequired];
    "read timeout expired" "read_timeout_expired" SilentServer [];
    "record length mismatch" "record_length_mismatch" TlsViolation [];
    "record too large" "record_too_large" PlaintextServer [TlsViolation];
    "record too small" "record_too_small" TlsViolation [PlaintextServer];
    "required cipher missing" "required_cipher_missing" CipherMismatch [];
    "serverhello tlsext" "serverhello_tlsext" TlsViolation [];
    "server cert changed" "server_cert_changed" TlsViolation [AddressDifference];
    "session id context uninitialized" "session_id_context_uninitialized" HandshakeRefused [TlsViolation];
    "shutdown while in init" "shutdown_while_in_init" ConnectionReset [];
    "signature algorithms error" "signature_algorithms_error" CipherMismatch [];
    "ssl handshake failure" "ssl_handshake_failure" CipherMismatch [ClientCertRequired, HandshakeRefused];
    "ssl3 ext invalid servername" "ssl3_ext_invalid_servername" UnrecognizedName [];
    "still in init" "still_in_init" TlsViolation [];
    "tls13 downgrade" "tls13_downgrade" VersionMismatch [TlsViolation];
    "tls peer did not respond with certificate list" "tls_peer_did_not_respond_with_certificate_list" ClientCertRequired [];
    "too many warning alerts" "too_many_warning_alerts" TlsViolation [];
    "unexpected ccs message" "unexpected_ccs_message" TlsViolation [];
    "unexpected extension" "unexpected_extension" TlsViolation [];
    "unexpected message" "unexpected_message" TlsViolation [PlaintextServer, VersionMismatch, HandshakeRefused];
    "unexpected record" "unexpected_record" TlsViolation [PlaintextServer];
    "unknown alert type" "unknown_alert_type" HandshakeRefused [TlsViolation];
    "unknown cipher returned" "unknown_cipher_returned" CipherMismatch [TlsViolation];
    "unknown digest" "unknown_digest" WeakSignature [CipherMismatch];
    "unknown key exchange type" "unknown_key_exchange_type" CipherMismatch [];
    "unknown pkey type" "unknown_pkey_type" WeakKey [CipherMismatch];
    "unknown ssl version" "unknown_ssl_version" VersionMismatch [];
    "unsupported elliptic curve" "unsupported_elliptic_curve" CipherMismatch [WeakKey];
    "unsupported ssl version" "unsupported_ssl_version" VersionMismatch [];
    "version too high" "version_too_high" VersionMismatch [];
    "wrong certificate type" "wrong_certificate_type" WeakKey [CipherMismatch];
    "wrong signature length" "wrong_signature_length" TlsViolation [BadHandshakeSignature];
    "wrong signature size" "wrong_signature_size" TlsViolation [BadHandshakeSignature];
    "wrong ssl version" "wrong_ssl_version" VersionMismatch [PlaintextServer];
    "x509 verification setup problems" "x509_verification_setup_problems" UnreadableFile [UnknownCa];
};

/// What is left of a line of libssl when its reason is none of the known ones.
pub(in crate::messages) const REST: &[Entry] = entries! {
    says(&["ssl routines"], &[], SSL).is(TlsViolation).or(&[PlaintextServer, HandshakeRefused]).rank(Rank::Consequence).line("error:0A0000FF:SSL routines::x"),
    says(&["bio routines", "connect error"], &[], BIO).is(ConnectionRefused).or(&[ConnectionTimeout]).rank(Rank::Network),
    says(&["bio routines", "nbio connect error"], &[], BIO).is(ConnectionRefused).or(&[ConnectionTimeout]).rank(Rank::Network),
    says(&["bio routines", "transfer timeout"], &[], BIO).is(ConnectionTimeout).or(&[NoAnswer]).rank(Rank::Network),
    says(&["bio routines", "connect timeout"], &[], BIO).is(ConnectionTimeout).rank(Rank::Network),
    says(&["bio routines", "transfer error"], &[], BIO).is(ConnectionReset).rank(Rank::Network),
    says(&["bio routines", "broken pipe"], &[], BIO).is(ConnectionReset).or(&[ClientCertRequired]).rank(Rank::Network),
    says(&["bio routines", "no such file"], &[], BIO).is(UnreadableFile),
    says(&["bio routines", "system lib"], &[], BIO).is(UnreadableFile).rank(Rank::Symptom),
    says(&["bio routines", "lookup returned nothing"], &[], BIO).is(DnsFailure).rank(Rank::Network),
    says(&["bio routines", "no port "], &[], BIO).is(UnsupportedSetting).line("error:1000007E:BIO routines::no port defined"),
    says(&["bio routines", "host or service"], &[], BIO).is(UnsupportedSetting).or(&[DnsFailure]).line("error:10000082:BIO routines::malformed host or service"),
    says(&["system library", "no such file or directory"], &[], BIO).is(UnreadableFile),
    says(&["system library", "permission denied"], &[], BIO).is(UnreadableFile),
    says(&["store routines"], &[], "openssl/openssl crypto/store/store_err.c").is(UnreadableFile).or(&[UnknownCa]).rank(Rank::Symptom).line("error:1600006D:STORE routines::unsupported"),
    says(&["x509 v3 routines"], &[], "openssl/openssl crypto/x509/v3err.c").is(MalformedCertificate).rank(Rank::Symptom).line("error:11000069:X509 V3 routines::invalid name"),
    says(&["provider routines"], &[], "openssl/openssl providers/common/provider_err.c").is(UnreadableFile).or(&[UnsupportedSetting, WeakSignature]).rank(Rank::Symptom).line("error:1C800064:Provider routines::bad decrypt"),
    says(&["elliptic curve routines", ":"], &[], "openssl/openssl crypto/ec/ec_err.c").is(MalformedCertificate).or(&[WeakKey, UnreadableFile, CipherMismatch]).rank(Rank::Symptom).line("error:08000081:elliptic curve routines::unknown group"),
    says(&["diffie-hellman routines", "modulus too small"], &[], "openssl/openssl crypto/dh/dh_err.c").is(WeakKey).or(&[CipherMismatch]),
    says(&["diffie-hellman routines", ":"], &[], "openssl/openssl crypto/dh/dh_err.c").is(WeakKey).or(&[CipherMismatch, UnreadableFile]).rank(Rank::Symptom).line("error:02800067:Diffie-Hellman routines::modulus too large"),
    says(&["pem routines:openssl_internal"], &[], "google/boringssl crypto/pem").is(UnreadableFile).rank(Rank::Refusal).line("error:0900006e:PEM routines:OPENSSL_internal:NO_START_LINE"),
    // What a chain is refused for.
    crl(&["unable to decrypt crl's signature"]),
    crl(&["format error in crl's"]).line("format error in CRL's lastUpdate field"),
    crl(&["key usage does not include crl signing"]),
    crl(&["unhandled critical crl extension"]),
    crl(&["different crl scope"]),
    crl(&["crl path validation error"]),
    crl(&["unable to get crl issuer certificate"]),
    says(&["verify", "|path loop"], &[], VERIFY).is(InvalidCa).line("certificate verify failed: path loop"),
    says(&["unsupported extension feature"], &[], VERIFY).is(UnsupportedExtension),
    says(&["email address mismatch"], &[], VERIFY).is(NameMismatch),
    says(&["cert info signature and signature algorithm mismatch"], &[], VERIFY).is(MalformedCertificate),
    says(&["subject signature algorithm and issuer public key algorithm mismatch"], &[], VERIFY).is(UnknownCa).note("a CA of that name is trusted and has a key of another kind: the CA was issued anew"),
    says(&["rfc 3779 resource not subset of parent's resources"], &[], VERIFY).is(NameConstraint),
    says(&["name constraints minimum and maximum not supported"], &[], VERIFY).is(NameConstraint),
    says(&["subject empty and subject alt name extension not critical"], &[], VERIFY).is(MalformedCertificate),
    says(&["proxy certificates not allowed"], &[], VERIFY).is(InvalidCa),
    says(&["openssl_internal:"], &[], SSL).is(TlsViolation).or(&[UnknownCa, HandshakeRefused]).rank(Rank::Consequence).line("error:100000ff:SSL routines:OPENSSL_internal:X"),
    says(&["[ssl] unknown error"], &["python-http"], "python/cpython Modules/_ssl.c").is(HandshakeRefused).or(&[TlsViolation]).rank(Rank::Symptom),
    says(&["ssl.sslerror: ("], &["python-http"], "python/cpython Modules/_ssl.c").is(UnknownCa).or(&[PlaintextServer, HandshakeRefused]).rank(Rank::Consequence).line("ssl.SSLError: (1, 'x')"),
    says(&["sslerror("], &["python-http"], "psf/requests src/requests").is(UnknownCa).or(&[PlaintextServer, HandshakeRefused]).rank(Rank::Consequence).line("Caused by SSLError(x"),
    says(&["openssl::ssl::sslerror"], RUBY, "ruby/openssl ext/openssl/ossl_ssl.c").is(UnknownCa).or(&[PlaintextServer, HandshakeRefused]).rank(Rank::Consequence).line("OpenSSL::SSL::SSLError: x"),
    says(&["ssl_connect returned="], RUBY, "ruby/openssl ext/openssl/ossl_ssl.c").is(UnknownCa).or(&[PlaintextServer, HandshakeRefused]).rank(Rank::Consequence).line("SSL_connect returned=1 errno=0 state=error: x"),
    says(&["ssl_connect syscall returned=5"], RUBY, "ruby/openssl ext/openssl/ossl_ssl.c").is(ConnectionReset).or(&[PlaintextServer, ClientCertRequired, HandshakeIntolerance]).rank(Rank::Network).line("SSL_connect SYSCALL returned=5 errno=104"),
    says(&["ssl_connect error"], &[], SSL).is(UnknownCa).or(&[PlaintextServer, HandshakeRefused]).rank(Rank::Consequence),
    says(&["ssl_do_handshake() failed"], &["nginx"], "nginx/nginx src/event/ngx_event_openssl.c").is(PlaintextServer).or(&[CipherMismatch, UnknownCa, HandshakeRefused]).rank(Rank::Consequence)
        .served(UnknownCa, &[PlaintextClient, VersionMismatch, HandshakeRefused], "a client's handshake failed; what follows says why"),
    says(&["ssl_read() failed"], &["nginx"], "nginx/nginx src/event/ngx_event_openssl.c").is(ConnectionReset).or(&[ClientCertRejected]).rank(Rank::Consequence),
    says(&["x509 certificate routines", "key values mismatch"], &[], "openssl/openssl crypto/x509/x509_err.c").is(ClientKeyMismatch),
    says(&["x509 certificate routines"], &[], "openssl/openssl crypto/x509/x509_err.c").is(UnreadableFile).or(&[MalformedCertificate, UnknownCa]).rank(Rank::Symptom),
    says(&["x.509 certificate routines"], &[], "google/boringssl crypto/err/err.cc").is(UnreadableFile).or(&[MalformedCertificate, ClientKeyMismatch]).rank(Rank::Symptom),
    says(&["pkcs12 routines"], &[], "openssl/openssl crypto/err/err.c").is(UnreadableFile).rank(Rank::Refusal),
    says(&["decoder routines"], &[], "openssl/openssl crypto/err/err.c").is(UnreadableFile).rank(Rank::Refusal),
    says(&["digital envelope routines"], &[], "openssl/openssl crypto/err/err.c").is(UnreadableFile).or(&[WeakSignature]).rank(Rank::Symptom).line("error:0308010C:digital envelope routines::unsupported"),
    says(&["rsa routines"], &[], "openssl/openssl crypto/err/err.c").is(BadHandshakeSignature).or(&[UnknownCa, UnreadableFile]).rank(Rank::Symptom).line("error:02000000:rsa routines::x"),
    says(&["fopen('", "'r')"], &[], "openssl/openssl crypto/bio/bss_file.c").is(UnreadableFile).rank(Rank::Refusal).line("fopen('/x/ca.pem','r')"),
    says(&["bio_new_file", "no such file"], &[], "openssl/openssl crypto/bio/bss_file.c").is(UnreadableFile).line("BIO_new_file:no such file"),
    says(&["expecting: ", "no start line"], &[], "openssl/openssl crypto/pem").is(UnreadableFile).line("Expecting: TRUSTED CERTIFICATE no start line"),
    says(&["unable to load certificate"], &["openssl"], "openssl/openssl apps").is(UnreadableFile).rank(Rank::Refusal),
    says(&["unable to load private key"], &["openssl"], "openssl/openssl apps").is(UnreadableFile).rank(Rank::Refusal),
    says(&["could not read certificate"], &["openssl"], "openssl/openssl apps").is(UnreadableFile).rank(Rank::Refusal),
    says(&["could not read private key"], &["openssl"], "openssl/openssl apps").is(UnreadableFile).rank(Rank::Refusal),
};
