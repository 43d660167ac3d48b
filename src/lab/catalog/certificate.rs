//! Certificates, chains and names.

use super::row;
use crate::lab::chain;
use crate::lab::chain::Make;
use crate::lab::fault::Dial;
use crate::lab::fault::Fault;
use crate::lab::fault::Group;
use crate::lab::fault::Protocol;

const fn certificate(name: &'static str, code: &'static str, summary: &'static str, make: Make) -> Fault {
    Fault { group: Group::Certificate, diagnosis: Some(code), certificate: make, ..row(name, summary) }
}

const fn name(name: &'static str, code: &'static str, summary: &'static str, make: Make) -> Fault {
    Fault { group: Group::Name, ..certificate(name, code, summary, make) }
}

const fn untrusted(fault: Fault) -> Fault {
    Fault { trust_ca: false, ..fault }
}

pub(super) const FAULTS: &[Fault] = &[
    // Dates.
    certificate("expired", "expired", "the server's certificate expired yesterday", chain::expired),
    certificate("expired-intermediate", "expired", "the intermediate expired", chain::expired_intermediate),
    certificate(
        "expired-root",
        "expired",
        "the root expired: Java and rustls do not mind, the others do",
        chain::expired_root,
    ),
    certificate(
        "not-yet-valid",
        "not-yet-valid",
        "the server's certificate begins in two days",
        chain::not_yet_valid,
    ),
    certificate("expiring", "expiring", "the server's certificate expires in five days", chain::expiring),
    certificate(
        "expiring-intermediate",
        "expiring",
        "the intermediate expires in five days",
        chain::expiring_intermediate,
    ),
    certificate(
        "clock-skew",
        "clock-skew",
        "every certificate begins in two days: the clock here or there is wrong",
        chain::clock_skew,
    ),
    // Trust.
    untrusted(certificate(
        "unknown-ca",
        "unknown-ca",
        "the CA is private and not given to the client",
        chain::healthy,
    )),
    certificate(
        "unknown-ca-other",
        "unknown-ca",
        "the client is given the CA of somebody else",
        chain::other_ca,
    ),
    certificate(
        "unknown-ca-reissued",
        "unknown-ca",
        "the client is given an older CA: the same name, another key",
        chain::reissued_ca,
    ),
    untrusted(certificate(
        "self-signed",
        "self-signed",
        "a self-signed certificate, CA:FALSE",
        chain::self_signed,
    )),
    untrusted(certificate(
        "self-signed-ca",
        "self-signed",
        "a self-signed certificate as `openssl req -x509` makes it, CA:TRUE",
        chain::self_signed_ca,
    )),
    certificate(
        "self-signed-trusted",
        "ca-as-leaf",
        "a self-signed CA:TRUE certificate, given as the CA: rustls alone refuses it",
        chain::self_signed_ca,
    ),
    certificate("incomplete-chain", "incomplete-chain", "the intermediate is not sent", chain::incomplete),
    certificate(
        "incomplete-chain-no-aia",
        "incomplete-chain",
        "the intermediate is not sent, and nothing says where it is",
        chain::incomplete_without_url,
    ),
    certificate(
        "chain-order",
        "chain-order",
        "two intermediates, sent the wrong way round",
        chain::out_of_order,
    ),
    certificate("extra-certificates", "extra-certificates", "an unrelated CA is sent too", chain::with_extra),
    untrusted(certificate(
        "intercepted",
        "intercepted",
        "a TLS-inspecting proxy (Zscaler) presents a certificate of its own",
        chain::intercepted,
    )),
    untrusted(certificate(
        "placeholder-certificate",
        "placeholder-certificate",
        "the fake certificate of ingress-nginx: its TLS secret is missing",
        chain::placeholder,
    )),
    untrusted(certificate(
        "placeholder-certificate-traefik",
        "placeholder-certificate",
        "Traefik's default certificate",
        chain::placeholder_traefik,
    )),
    certificate("revoked", "revoked", "the stapled OCSP answer says revoked", chain::revoked),
    certificate(
        "bad-handshake-signature",
        "bad-handshake-signature",
        "the server signs with a key that is not the certificate's",
        chain::other_key,
    ),
    untrusted(certificate(
        "multiple",
        "unknown-ca",
        "expired, for another name, and from an unknown CA",
        chain::multiple,
    )),
    // Usage and the rules of RFC 5280.
    certificate(
        "ca-as-leaf",
        "ca-as-leaf",
        "the server's certificate, issued by a CA, is CA:TRUE: rustls alone refuses it",
        chain::ca_as_leaf,
    ),
    certificate("wrong-key-usage", "wrong-key-usage", "a certificate for clients", chain::client_usage),
    certificate(
        "wrong-key-usage-cert-sign",
        "wrong-key-usage",
        "key usage certSign alone: Go and rustls do not mind, the others do",
        chain::cert_sign_usage,
    ),
    certificate(
        "wrong-key-usage-intermediate",
        "wrong-key-usage",
        "an intermediate that may issue for clients alone: Java does not mind",
        chain::client_usage_intermediate,
    ),
    certificate("weak-key", "weak-key", "an RSA key of 1024 bits", chain::rsa_1024),
    certificate(
        "weak-key-ed25519",
        "weak-key",
        "an Ed25519 key, which gRPC core (Python, C++, Ruby, PHP) does not offer",
        chain::ed25519,
    ),
    certificate(
        "weak-signature",
        "weak-signature",
        "signed with SHA-1: Java and gRPC core do not mind",
        chain::sha1_signature,
    ),
    certificate(
        "name-constraint",
        "name-constraint",
        "the intermediate may issue for example.com alone",
        chain::name_constraint,
    ),
    certificate("path-length", "path-length", "more intermediates than a CA allows", chain::path_length),
    certificate("invalid-ca", "invalid-ca", "the intermediate is CA:FALSE", chain::invalid_ca),
    // Most exporters do not mind these two, and a probe names those that do without a finding.
    Fault {
        diagnosis: None,
        protocol: Protocol::Http,
        ..certificate(
            "invalid-ca-no-key-usage",
            "invalid-ca",
            "the root has no key usage: Python 3.13 refuses it over HTTP",
            chain::root_without_key_usage,
        )
    },
    Fault {
        diagnosis: None,
        protocol: Protocol::Http,
        ..certificate(
            "invalid-ca-no-key-id",
            "invalid-ca",
            "the server's certificate does not name its issuer's key: Python 3.13 refuses it over HTTP",
            chain::without_key_identifier,
        )
    },
    certificate(
        "unsupported-extension",
        "unsupported-extension",
        "a critical extension that nobody knows",
        chain::unsupported_extension,
    ),
    certificate(
        "malformed-certificate",
        "malformed-certificate",
        "text in place of a certificate",
        chain::garbage,
    ),
    certificate(
        "malformed-certificate-truncated",
        "malformed-certificate",
        "half a certificate",
        chain::truncated,
    ),
    certificate(
        "malformed-certificate-v1",
        "malformed-certificate",
        "an X.509 v1 certificate: no extensions, so no names",
        chain::version_1,
    ),
    // Names.
    name("name-mismatch", "name-mismatch", "the certificate is for otel.example.com", chain::other_name),
    name("name-mismatch-wildcard", "name-mismatch", "the certificate is for *.example.com", chain::wildcard),
    Fault {
        dial: Dial::HttpsAddress,
        ..name(
            "name-mismatch-ip",
            "name-mismatch",
            "dialled by IP address, DNS names alone",
            chain::dns_names_only,
        )
    },
    Fault {
        dial: Dial::HttpsAddress,
        ..name(
            "name-mismatch-ip-as-dns",
            "name-mismatch",
            "dialled by IP address, which is there as a DNS name: gRPC core alone accepts it",
            chain::address_as_dns_name,
        )
    },
    name("no-san", "no-san", "a common name alone: Node, gRPC core and Java accept it", chain::no_san),
];
