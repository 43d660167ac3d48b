//! The phrases, as data.

use super::{Phrase, says};
use crate::finding::Code::*;
use crate::messages::entry::Rank;

const CERTIFICATE: &str = "certificate | certificates | cert | certs";
const CLIENT: &str = "client certificate | client certificates | client's certificate | client cert | \
            client-certificate | client tls certificate | client ssl certificate | mtls certificate";
const NAME: &str = "hostname | host name | server name | common name | subject name | alternative name | alternative \
            names | domain name | peer name";
const DIFFERS: &str = "does not match | doesn't match | did not match | didn't match | do not match | don't match | not \
            matching | mismatch | mismatched";
const FAILS: &str = "failed | failure | fails | fail | error | errors | refused | rejected | denied | timed out | \
            timeout | cannot | can't | could not | couldn't | unable | unreachable | not trusted | untrusted \
            | invalid";
const CANNOT: &str =
    "failed to | fails to | unable to | could not | couldn't | cannot | can't | can not | error";
const TLS: &str = "certificate | certificates | cert | tls | ssl | https | x509 | handshake | peer";

pub(super) const PHRASES: &[Phrase] = &[
    says(
        ClientCertRequired,
        Rank::Refusal,
        CLIENT,
        "not presented | not provided | wasn't provided | not supplied | not sent | missing | is required \
            | required | must be presented | must be provided",
    )
    .or(&[ClientCertRejected]),
    says(
        ClientCertRequired,
        Rank::Refusal,
        "",
        "no client certificate was | no client certificate presented | no client certificate provided | \
            no client certificate sent | no client certificate supplied | no client certificate received | \
            without a client certificate | requires a client certificate | did not present a certificate | \
            didn't present a certificate | did not provide a certificate | didn't provide a certificate | \
            did not send a certificate | did not return a certificate | peer certificate required",
    )
    .or(&[ClientCertRejected]),
    says(
        ClientCertRejected,
        Rank::Refusal,
        CLIENT,
        "validation failed | verification failed | verify failed | verification error | failed validation \
            | failed verification | rejected | refused | not trusted | untrusted | invalid | not valid | not \
            accepted | not allowed | not authorized | denied | does not match | doesn't match | could not be \
            verified | cannot be verified | unknown ca | unknown authority",
    )
    .or(&[ClientCertRequired, UnknownCa]),
    says(
        Expired,
        Rank::Refusal,
        CERTIFICATE,
        "has expired | have expired | is expired | was expired | expired on | expired at | already \
            expired",
    ),
    says(
        Expired,
        Rank::Refusal,
        "",
        "expired certificate | expired tls certificate | expired ssl certificate | certificate expired | \
            cert expired",
    ),
    says(
        NotYetValid,
        Rank::Refusal,
        CERTIFICATE,
        "not yet valid | not valid yet | not yet been valid | not active yet | not yet active | not yet \
            activated | not yet been activated",
    )
    .or(&[ClockSkew]),
    says(Revoked, Rank::Refusal, CERTIFICATE, "has been revoked | is revoked | was revoked | been revoked"),
    says(Revoked, Rank::Refusal, "", "certificate revoked | revoked certificate"),
    says(NameMismatch, Rank::Refusal, NAME, DIFFERS).or(&[NoSan]).beside(TLS),
    says(
        NameMismatch,
        Rank::Refusal,
        CERTIFICATE,
        "not valid for host | not valid for hostname | not valid for domain | not valid for name | not \
            valid for server | not issued for | invalid for host | does not match host | does not match the \
            host | does not match domain | does not match requested | does not match the requested | doesn't \
            match host | doesn't match the host | doesn't match requested | does not contain the host | name \
            mismatch",
    )
    .or(&[NoSan]),
    says(
        NameMismatch,
        Rank::Refusal,
        "hostname | host name",
        "verification failed | verification failure | not verified | verify failed | validation failed",
    )
    .or(&[NoSan, UnknownCa]),
    says(
        UnknownCa,
        Rank::Refusal,
        "certificate | certificates | cert | certificate authority | issuer | root ca | ca",
        "not trusted | isn't trusted | untrusted | unknown authority | unknown issuer | unknown ca | not \
            issued by a trusted | unknown certificate authority | not found in trust store | not in the \
            trust store | not in trust store | no trusted",
    )
    .or(&[SelfSigned, IncompleteChain])
    .beside(CERTIFICATE),
    says(
        UnknownCa,
        Rank::Refusal,
        "",
        "unknown certificate authority | untrusted certificate | untrusted root | unknown root",
    )
    .or(&[SelfSigned, IncompleteChain]),
    says(
        UnknownCa,
        Rank::Symptom,
        CERTIFICATE,
        "verification failed | verification failure | verification error | verify failed | validation \
            failed | validation failure | validation error | failed validation | failed verification | could \
            not be verified | couldn't be verified | cannot be verified | can't be verified | could not be \
            validated | cannot be validated | was not verified | unable to verify | unable to validate | \
            could not verify | could not validate | cannot verify | cannot validate | can't verify | can't \
            validate | failed to verify | failed to validate | is invalid | not valid",
    )
    .or(&[SelfSigned, NameMismatch, Expired]),
    says(
        UnknownCa,
        Rank::Symptom,
        "",
        "invalid certificate | invalid server certificate | invalid ssl certificate | invalid tls \
            certificate",
    )
    .or(&[NameMismatch, SelfSigned, Expired]),
    says(SelfSigned, Rank::Refusal, "self-signed | self signed", FAILS).or(&[UnknownCa]).beside(CERTIFICATE),
    says(
        ClientKeyMismatch,
        Rank::Refusal,
        "private key | private keys | key pair | keypair | public key | key file",
        DIFFERS,
    )
    .or(&[UnreadableFile])
    .beside("certificate | cert | private key | tls | ssl"),
    says(
        UnreadableFile,
        Rank::Refusal,
        "certificate | certificates | cert | ca file | ca bundle | ca cert | private key | client key | \
            key file | key pair | keypair | pem | keystore | truststore | trust store",
        "could not load | couldn't load | cannot load | can't load | failed to load | failed loading | \
            failure loading | unable to load | error loading | could not read | couldn't read | cannot read \
            | can't read | failed to read | unable to read | error reading | could not open | cannot open | \
            failed to open | unable to open | could not parse | cannot parse | failed to parse | unable to \
            parse | error parsing | could not decode | failed to decode | unable to decode | could not \
            decrypt | failed to decrypt | no such file | permission denied | does not exist | wrong password \
            | bad password | incorrect password",
    ),
    says(
        UnreadableFile,
        Rank::Refusal,
        "",
        "invalid pem | no certificates found in | no valid certificates found | no pem data",
    ),
    says(
        WrongKeyUsage,
        Rank::Refusal,
        "key usage | key usages | certificate purpose | extended usage",
        "invalid | not valid | incompatible | unsuitable | unsupported | missing | does not allow | does \
            not permit | doesn't allow | does not include | not permitted | not allowed | mismatch",
    ),
    says(WeakKey, Rank::Refusal, "key | key size | key length | rsa", "too small | too short | too weak")
        .beside(TLS),
    says(
        WeakSignature,
        Rank::Refusal,
        "sha1 | sha-1 | md5 | signature algorithm | signature digest",
        "not allowed | not permitted | insecure | too weak | disabled | not supported | unsupported | \
            rejected",
    )
    .beside(CERTIFICATE),
    says(
        ProxyFailure,
        Rank::Refusal,
        "proxy",
        "407 | authentication required | authenticationrequired | authorization required",
    ),
    says(
        ProxyFailure,
        Rank::Refusal,
        "connect to proxy | connect to the proxy | connecting to proxy | connection to proxy | proxy \
            connection | proxy server | proxy tunnel | proxy connect | tunnel through proxy | through proxy \
            | through the proxy | via proxy | connect tunnel | connect request",
        FAILS,
    )
    .beside("proxy"),
    says(
        DnsFailure,
        Rank::Network,
        CANNOT,
        "resolve host | resolve hostname | resolve the host | resolve address | resolve the address | \
            resolve name | resolve dns | resolve domain | resolve endpoint | resolve server | resolve target \
            | resolve upstream | look up host | lookup host",
    ),
    says(
        DnsFailure,
        Rank::Network,
        "dns | name resolution | host resolution | address resolution | dns lookup | dns query | \
            getaddrinfo",
        "failed | failure | fails | timed out | timeout | no answer | servfail | nxdomain | refused",
    ),
    says(
        DnsFailure,
        Rank::Network,
        "",
        "unknown host | host not found | domain name not found | could not contact dns servers | no such \
            domain",
    ),
    says(
        ConnectionRefused,
        Rank::Consequence,
        "",
        "failed to connect | failed connecting | failure connecting | fails to connect | unable to connect | \
            could not connect | couldn't connect | cannot connect | can't connect | can not connect | error \
            connecting to | failed to establish connection | failed to establish a connection | unable to \
            establish connection | unable to establish a connection | could not establish connection | could \
            not establish a connection | cannot establish connection | connection could not be established",
    )
    .or(&[ConnectionTimeout, UnknownCa, DnsFailure]),
    says(
        ConnectionRefused,
        Rank::Network,
        "connect | connection | connecting | dial",
        "refused by | actively refused | was refused | been refused",
    ),
    says(
        ConnectionTimeout,
        Rank::Network,
        "connecting to | connect to | connection to | connection attempt | establish connection | dialing",
        "timed out | time out | timeout",
    )
    .or(&[SilentServer, NetworkUnreachable]),
    says(
        ConnectionReset,
        Rank::Symptom,
        "handshake",
        "eof | was closed | closed | been reset | was reset | reset by | aborted | interrupted | \
            terminated",
    )
    .or(&[PlaintextServer, ClientCertRequired, HandshakeIntolerance])
    .beside("tls | ssl | https | during handshake | in handshake"),
    says(
        ConnectionReset,
        Rank::Network,
        "",
        "forcibly closed by the remote host | forcibly closed by remote host",
    )
    .or(&[PlaintextServer, HandshakeIntolerance, PlaintextClient]),
    says(NameMismatch, Rank::Refusal, "", "host name mismatch").or(&[NoSan]),
    says(
        SilentServer,
        Rank::Symptom,
        "tls handshake | ssl handshake | tls negotiation",
        "timed out | timeout | time out",
    )
    .or(&[ConnectionTimeout, PlaintextServer]),
    says(
        VersionMismatch,
        Rank::Refusal,
        "tls version | ssl version | protocol version | tls protocol | ssl protocol | tlsv1 | tls 1.0 | \
            tls 1.1 | tls 1.2 | tls 1.3 | version 1.0 | version 1.1",
        "not supported | unsupported | no common | a common | not in common | mismatch | not allowed | \
            too old | too low | is disabled | not acceptable",
    )
    .or(&[CipherMismatch])
    .beside("tls | ssl | tlsv1 | handshake | peer"),
    says(
        CipherMismatch,
        Rank::Refusal,
        "cipher | ciphers | cipher suite | cipher suites | ciphersuite | ciphersuites",
        "no common | no shared | in common | mismatch | not supported | unsupported | supported by both | \
            no matching",
    )
    .or(&[VersionMismatch]),
    says(
        PlaintextServer,
        Rank::Refusal,
        "",
        "does not support tls | doesn't support tls | does not support ssl | doesn't support ssl | does \
            not speak tls | not speaking tls | expected tls | not a tls | not tls encrypted",
    )
    .or(&[WrongProtocol]),
    says(
        PlaintextClient,
        Rank::Refusal,
        "",
        "server requires tls | server requires https | server requires ssl | endpoint requires tls | \
            endpoint requires https | connection must use tls | must use https | tls handshake on plaintext \
            port | http request to https",
    ),
    says(
        WrongProtocol,
        Rank::Refusal,
        "http/2 | http2 | h2c",
        "does not support | doesn't support | not supported | got http/1.1 | got http/1.0 | http/1.1 \
            response | invalid | bad preface",
    )
    .or(&[AlpnMissing, PlaintextClient]),
    says(WrongProtocol, Rank::Refusal, "", "requires http/1.1 | http_1_1_required | requires http/2")
        .or(&[AlpnMissing]),
    says(
        AlpnMissing,
        Rank::Refusal,
        "",
        "alpn negotiation failed | alpn mismatch | did not advertise http/2 | failed to negotiate alpn | \
            failed to negotiate h2 | no alpn protocol | no alpn support | no alpn extension",
    )
    .or(&[WrongProtocol]),
    says(
        Unauthenticated,
        Rank::Refusal,
        "api key | api-key | api token | access token | bearer token | license key | ingest key | \
            authorization header | auth header | credentials",
        "invalid | missing | not valid | is expired | has expired | rejected | not provided | required | \
            not authorized",
    )
    .or(&[PermissionDenied])
    .beside("export | exporter | exporting | otlp | opentelemetry | telemetry | unauthenticated | 401"),
];
